// How a node is drawn on vis-network's canvas. Its place and size come from the data.
function outline(ctx, shape, x, y, w, h) {
  ctx.beginPath();
  if (shape === "chamfer") {
    const c = Math.min(12, h / 3);
    ctx.moveTo(x + c, y);
    for (const [px, py] of [
      [x + w - c, y],
      [x + w, y + c],
      [x + w, y + h - c],
      [x + w - c, y + h],
      [x + c, y + h],
      [x, y + h - c],
      [x, y + c],
    ])
      ctx.lineTo(px, py);
    ctx.closePath();
  } else ctx.roundRect(x, y, w, h, shape === "pill" ? h / 2 : shape === "square" ? 1 : 9);
}

// Seen from afar a kind is a shape: disc, diamond, square, star.
const MARKS = {
  disc: (ctx, x, y, r) => ctx.arc(x, y, r, 0, 2 * Math.PI),
  square: (ctx, x, y, r) => ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7),
  diamond: (ctx, x, y, r) =>
    polygon(ctx, [
      [x, y - r * 1.15],
      [x + r * 1.15, y],
      [x, y + r * 1.15],
      [x - r * 1.15, y],
    ]),
  star: (ctx, x, y, r) =>
    polygon(
      ctx,
      [...Array(10)].map((_, i) => {
        const [angle, reach] = [(i * Math.PI) / 5 - Math.PI / 2, i % 2 ? r * 0.5 : r * 1.2];
        return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      }),
    ),
};
function polygon(ctx, points) {
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

// mood: selected, near, far (faded), hit (found by the search) or plain.
function paintNode(ctx, n, mood, scale) {
  const speck = !["selected", "hit"].includes(mood) && scale * M.size < LEAST && !gistAt(NODES[n], scale);
  if (speck && !STATE.shut.has(n)) return paintSpeck(ctx, n, mood, scale);
  const node = NODES[n];
  const look = LOOKS.nodes[node.kind];
  const [x, y, w, h] = [node.x - node.w / 2, node.y - node.h / 2, node.w, node.h];
  const thesis = n === DATA.main && edgesOf[n].length > 0;
  const colour = hue(look);
  const faded = mood === "far" ? 0.26 : 1;
  ctx.save();
  ctx.globalAlpha = faded;
  outline(ctx, look.outline, x, y, w, h);
  ctx.fillStyle = thesis ? colour : PALETTE.panel;
  ctx.fill();
  if (!thesis) tint(ctx, node, colour, x, y, w, h, faded);
  ctx.globalAlpha = faded * trust(node);
  ctx.lineWidth = Math.max(thesis ? 3 : 1.3, 0.9 / scale);
  ctx.strokeStyle = colour;
  ctx.setLineDash(node.kind === "prediction" ? [6, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = faded;
  if (node.kind === "mechanism") {
    outline(ctx, look.outline, x + 3.5, y + 3.5, w - 7, h - 7);
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  if (several && node.stated) paintStripe(ctx, n, x, y, w, h, scale);
  if (mood === "selected" || mood === "hit") ring(ctx, look.outline, x, y, w, h, mood, scale);
  paintWords(ctx, n, look, thesis ? (PALETTE.theme === "dark" ? "#10202b" : "#ffffff") : null, scale);
  if (STATE.shut.has(n)) paintFold(ctx, n, scale);
  ctx.restore();
}

// A box of which no word can be read: a thousand of them are drawn in a few milliseconds.
function paintSpeck(ctx, n, mood, scale) {
  const node = NODES[n];
  const look = LOOKS.nodes[node.kind];
  const thesis = n === DATA.main && edgesOf[n].length > 0;
  const [x, y] = [node.x - node.w / 2, node.y - node.h / 2];
  const faded = mood === "far" ? 0.26 : 1;
  ctx.globalAlpha = faded;
  ctx.fillStyle = PALETTE.panel;
  ctx.fillRect(x, y, node.w, node.h);
  ctx.fillStyle = ctx.strokeStyle = hue(look);
  ctx.globalAlpha = thesis ? faded : faded * trust(node) * 0.14;
  ctx.fillRect(x, y, node.w, node.h);
  ctx.globalAlpha = faded * trust(node);
  ctx.lineWidth = 0.9 / scale;
  ctx.strokeRect(x, y, node.w, node.h);
  if (several && node.stated) paintStripe(ctx, n, x, y, node.w, node.h, scale);
  const dot = markSize(node);
  if (thesis || dot * scale > 2.5) paintMark(ctx, node, look, thesis ? PALETTE.panel : hue(look));
  else ctx.fillRect(node.x - dot, node.y - dot, 2 * dot, 2 * dot);
  ctx.globalAlpha = 1;
}

function tint(ctx, node, colour, x, y, w, h, faded) {
  ctx.save();
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.globalAlpha = faded * trust(node) * (PALETTE.theme === "dark" ? 0.16 : 0.09);
  ctx.fillRect(x, y, w, h);
  ctx.globalAlpha = faded;
  if (node.stated) ctx.fillRect(x, y, 4, h);
  ctx.restore();
  outline(ctx, LOOKS.nodes[node.kind].outline, x, y, w, h);
}

function paintStripe(ctx, n, x, y, w, h, scale) {
  const wide = Math.max(6, 3 / scale);
  ctx.fillStyle = authorHue(authorOf(NODES[n].documents[0]));
  ctx.fillRect(x + w - wide, y + 10, wide, h - 20);
}

function ring(ctx, shape, x, y, w, h, mood, scale) {
  const away = Math.max(5, 3 / scale);
  outline(ctx, shape, x - away, y - away, w + 2 * away, h + 2 * away);
  ctx.lineWidth = Math.max(3, 2.5 / scale);
  ctx.strokeStyle = PALETTE.focus;
  ctx.setLineDash(mood === "hit" ? [3, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
}

// How many are folded away beneath a node.
function paintFold(ctx, n, scale) {
  const node = NODES[n];
  const size = Math.max(12, 10 / scale);
  const words = `+${foldedUnder(n)}`;
  const [w, h] = [size * (1.2 + 0.62 * words.length), size * 1.6];
  ctx.beginPath();
  ctx.roundRect(node.x - w / 2, node.y + node.h / 2 - h / 3, w, h, h / 2);
  ctx.fillStyle = PALETTE.focus;
  ctx.fill();
  ctx.fillStyle = PALETTE.panel;
  ctx.font = `700 ${size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.direction = "ltr";
  ctx.fillText(words, node.x, node.y + node.h / 2 + h / 6 + 1);
}
