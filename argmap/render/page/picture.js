// The map as a picture: what the window shows, or all of it; on paper it stands above the outline.
const LARGEST = 8000;

function paintAll(ctx, box, scale) {
  ctx.fillStyle = PALETTE.paper;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.save();
  ctx.scale(scale, scale);
  ctx.translate(-box.left, -box.top);
  paintPlane(ctx, box, scale);
  ctx.restore();
}

// Everything that is shown, with letters as large as on the screen where that is not too large for a picture.
function wholePicture() {
  const all = everything();
  if (!all.length) return null;
  const { left, top, right, bottom } = bounds(all);
  const box = { left: left - 30, top: top - 30, right: right + 30, bottom: bottom + 30 };
  const scale = Math.min(1.5, LARGEST / (box.right - box.left), LARGEST / (box.bottom - box.top));
  const canvas = el("canvas", {
    width: Math.round((box.right - box.left) * scale),
    height: Math.round((box.bottom - box.top) * scale),
  });
  paintAll(canvas.getContext("2d"), box, scale);
  return canvas;
}

function windowPicture() {
  const drawn = $("canvas").querySelector("canvas");
  const canvas = el("canvas", { width: drawn.width, height: drawn.height });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = PALETTE.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(drawn, 0, 0);
  return canvas;
}

function save(canvas) {
  if (!canvas) return;
  canvas.toBlob((blob) => {
    const link = el("a", {
      href: URL.createObjectURL(blob),
      download: `${STATE.view === "causes" ? "causes" : "argument-map"}.png`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

// A view that is no drawing is saved as the map that it tells.
function withCanvas(make) {
  if (onCanvas()) return make();
  const view = STATE.view;
  STATE.view = "map";
  fillCanvas();
  setMood();
  const made = make();
  STATE.view = view;
  return made;
}

// On paper: the picture in light colours, then the outline, all of the legend, and the essay.
let themeBefore = null;
function beforePrint() {
  themeBefore = themeBefore || document.documentElement.dataset.theme;
  setTheme("light");
  const picture = withCanvas(wholePicture);
  const alt = "The argument drawn as a map";
  $("print").replaceChildren(...(picture ? [el("img", { src: picture.toDataURL("image/png"), alt })] : []));
  $("list").hidden = false;
  const shut = STATE.shut;
  [STATE.shut, atOnce] = [new Set(), Infinity];
  $("list").replaceChildren(...(STATE.view === "predictions" ? buildPredictions() : []), ...buildOutline());
  [STATE.shut, atOnce] = [shut, 300];
  drawLegend(true);
}
function afterPrint() {
  $("print").replaceChildren();
  if (themeBefore) setTheme(themeBefore);
  themeBefore = null;
  drawLegend();
  drawList();
}
