// A picture of the whole plane, kept while the plane is only pushed about: a thousand boxes need not be drawn anew.
const STILL = { pixels: 6e6, margin: 120 };
let still = null;
const forgetStill = () => {
  still = null;
};

// Draw the view; the second time at one scale make a picture of it, and from then on show that.
function paintView(ctx) {
  const { a: zoomed, e: left, f: top } = ctx.getTransform();
  if (!still || still.zoomed !== zoomed) {
    still = { zoomed, canvas: null, box: stillBox(zoomed) };
    return paintPlane(ctx, seen(40), network.getScale());
  }
  if (!still.box) return paintPlane(ctx, seen(40), network.getScale());
  still.canvas = still.canvas || stillOf(still);
  ctx.save();
  ctx.resetTransform();
  ctx.drawImage(still.canvas, Math.round(left + still.box.left * zoomed), Math.round(top + still.box.top * zoomed));
  ctx.restore();
}

// What the picture covers; null where that is too large, or nothing.
function stillBox(zoomed) {
  const all = everything();
  if (!all.length) return null;
  const { left, right, top, bottom } = bounds(all);
  const { margin, pixels } = STILL;
  const box = { left: left - margin, right: right + margin, top: top - margin, bottom: bottom + margin };
  return (box.right - box.left) * (box.bottom - box.top) * zoomed * zoomed > pixels ? null : box;
}

function stillOf({ zoomed, box }) {
  const size = (from, to) => Math.max(1, Math.ceil((to - from) * zoomed));
  const canvas = el("canvas", { width: size(box.left, box.right), height: size(box.top, box.bottom) });
  const ctx = canvas.getContext("2d");
  ctx.scale(zoomed, zoomed);
  ctx.translate(-box.left, -box.top);
  paintPlane(ctx, box, network.getScale());
  return canvas;
}
