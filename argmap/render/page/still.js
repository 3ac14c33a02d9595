// A picture of the whole plane, kept while the plane is only pushed about: a thousand boxes need not be drawn anew.
const STILL = { pixels: 6e6, margin: 120 };
let still = null;
const forgetStill = () => {
  still = null;
};

// Draw the view; the second time at one scale make a picture of it, and from then on show that.
function paintView(ctx) {
  const { a: zoomed, e: left, f: top } = ctx.getTransform();
  const again = still && still.zoomed === zoomed;
  if (!again) still = { zoomed, box: null, canvas: null, tried: false };
  else if (!still.tried) takeStill();
  if (!still.canvas) return paintPlane(ctx, seen(40), network.getScale());
  ctx.save();
  ctx.resetTransform();
  ctx.drawImage(still.canvas, Math.round(left + still.box.left * zoomed), Math.round(top + still.box.top * zoomed));
  ctx.restore();
}

// No picture is made of nothing, or where it would be too large.
function takeStill() {
  still.tried = true;
  const all = everything();
  if (!all.length) return;
  const { left, right, top, bottom } = bounds(all);
  const [wide, high] = [right - left, bottom - top].map((side) => Math.ceil((side + 2 * STILL.margin) * still.zoomed));
  if (wide * high > STILL.pixels) return;
  const m = STILL.margin;
  still.box = { left: left - m, right: right + m, top: top - m, bottom: bottom + m };
  still.canvas = el("canvas", { width: wide, height: high });
  const ctx = still.canvas.getContext("2d");
  ctx.scale(still.zoomed, still.zoomed);
  ctx.translate(-still.box.left, -still.box.top);
  paintPlane(ctx, still.box, network.getScale());
}
