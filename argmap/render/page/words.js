// Words that can be read at this zoom: the whole card, its gist in larger letters, or the mark of its kind.
const LEAST = 9;
function paintWords(ctx, n, look, ink, scale) {
  const node = NODES[n];
  if (scale * M.size >= LEAST) {
    if (node.stated) paintCard(ctx, n, look, ink);
    else paintLabel(ctx, node, node.lines, M.size, ink || PALETTE.ink);
    return;
  }
  const gist = gistAt(node, scale);
  if (gist) paintLabel(ctx, node, gist.lines, gist.size, ink || PALETTE.ink, node.stated);
  else paintMark(ctx, node, look, ink || hue(look));
}

// Break a node's words for a size of letters; null where hardly a word has room.
const gistAt = (node, scale) => gistOf(node, Math.max(M.size, 2 ** (Math.round(Math.log2(10 / scale) * 4) / 4)));
function gistOf(node, size) {
  node.gists = node.gists || new Map();
  if (!node.gists.has(size)) {
    const [room, lines] = [node.w - 22, Math.floor((node.h - 8) / (size * 1.18))];
    const any = lines >= 1 && room >= 5 * size;
    node.gists.set(size, any ? { size, lines: linesFor(node.text, room, size, lines) } : null);
  }
  return node.gists.get(size);
}

function paintMark(ctx, node, look, colour) {
  ctx.fillStyle = colour;
  ctx.beginPath();
  MARKS[look.mark](ctx, node.x, node.y, markSize(node));
  ctx.fill();
}
const markSize = (node) => Math.min(28, node.h * 0.32);

function paintCard(ctx, n, look, ink) {
  const node = NODES[n];
  const room = node.w - 2 * M.pad;
  const [left, top] = [node.x - node.w / 2 + M.pad, node.y - node.h / 2];
  let from = left + 16;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  ctx.direction = "ltr";
  ctx.fillStyle = ink || hue(look);
  ctx.font = `700 ${M.small}px ${FACE}`;
  ctx.fillText(look.prefix, left, top + 19);
  if (several) from = paintChip(ctx, authorOf(node.documents[0]), from, top + 15);
  ctx.font = `${M.small}px ${FACE}`;
  ctx.fillStyle = ink || PALETTE.muted;
  ctx.fillText(node.head, from, top + 19, left + room - from);
  if (node.tags) {
    ctx.textAlign = "right";
    ctx.fillStyle = ink || hue(LOOKS.nodes.mechanism);
    ctx.fillText(node.tags, left + room, top + 19, room);
  }
  ctx.fillStyle = ink || PALETTE.ink;
  ctx.font = `${M.size}px ${FACE}`;
  ctx.direction = node.rtl ? "rtl" : "ltr";
  ctx.textAlign = node.rtl ? "right" : "left";
  node.lines.forEach((line, i) =>
    ctx.fillText(line, node.rtl ? left + room : left, top + M.head + (i + 1) * M.line - 4, room),
  );
}

function paintChip(ctx, author, x, y) {
  const wide = M.chip;
  ctx.fillStyle = authorHue(author);
  ctx.beginPath();
  ctx.roundRect(x, y - 8, wide, 16, 4);
  ctx.fill();
  ctx.fillStyle = "#ffffff";
  ctx.font = `700 10px ${FACE}`;
  ctx.textAlign = "center";
  ctx.fillText(initials(author), x + wide / 2, y + 3.5, wide - 2);
  ctx.textAlign = "left";
  return x + wide + 6;
}

function paintLabel(ctx, node, lines, size, ink, startSide = false) {
  const step = size === M.size ? M.line : size * 1.18;
  ctx.fillStyle = ink;
  ctx.font = `${size}px ${FACE}`;
  ctx.textBaseline = "middle";
  ctx.direction = node.rtl ? "rtl" : "ltr";
  ctx.textAlign = startSide ? (node.rtl ? "right" : "left") : "center";
  const x = startSide ? (node.rtl ? node.x + node.w / 2 - 9 : node.x - node.w / 2 + 11) : node.x;
  const top = node.y - ((lines.length - 1) * step) / 2;
  lines.forEach((line, i) => ctx.fillText(line, x, top + i * step + 1, node.w - 14));
}

// Draws lines, and returns the height at which they end.
function paintLines(ctx, lines, { x, y, w, size, weight = 400, colour, align = "left" }) {
  ctx.fillStyle = colour;
  ctx.font = `${weight} ${size}px ${FACE}`;
  ctx.textAlign = align;
  ctx.textBaseline = "top";
  ctx.direction = "inherit";
  lines.forEach((line, i) => ctx.fillText(line, x, y + i * size * 1.3, w));
  return y + lines.length * size * 1.3;
}
