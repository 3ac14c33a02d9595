// Groups on the canvas: frames around their nodes, boxes that stand for them, and the links between them.
function paintPanel(ctx, { x, y, w, h }, radius) {
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, radius);
  ctx.fillStyle = PALETTE.panel;
  ctx.fill();
  ctx.strokeStyle = PALETTE.line;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

// The frame around a group, its name at the top.
const headSize = (scale) => Math.max(15, 11.5 / scale);
function paintFrame(ctx, s, box, scale) {
  ctx.save();
  ctx.globalAlpha = frameMood(s) ? 1 : 0.4;
  ctx.beginPath();
  ctx.roundRect(box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, 14);
  ctx.fillStyle = PALETTE.frame;
  ctx.fill();
  ctx.strokeStyle = PALETTE.line;
  ctx.lineWidth = Math.max(1.5, 1 / scale);
  ctx.stroke();
  if (!distant(scale))
    paintName(ctx, s, {
      x: box.x - box.w / 2 + 18,
      y: box.y - box.h / 2 + 13,
      w: box.w - 36,
      size: Math.min(headSize(scale), 22),
      most: 1,
    });
  ctx.restore();
}

// How heavy the letters of names are.
const BOLD = 650;

// From afar a frame says what it holds, and shows it only faintly.
const distant = (scale) => headSize(scale) >= 34;
function paintVeil(ctx, s, box, scale) {
  if (!distant(scale) || box.w * scale < 24 || box.h * scale < 20) return;
  const small = box.w * scale < 80 || box.h * scale < 50;
  const [size, pad] = [(small ? 9.5 : 12.5) / scale, (small ? 4 : 10) / scale];
  const [left, top] = [box.x - box.w / 2, box.y - box.h / 2];
  const room = Math.floor((box.h - 2 * pad) / (size * 1.3));
  const thesis = thesisOf(s);
  const place = { x: left + pad, y: top + pad, w: box.w - 2 * pad, size };
  ctx.save();
  ctx.globalAlpha = 0.6;
  ctx.fillStyle = PALETTE.frame;
  ctx.fillRect(left, top, box.w, box.h);
  ctx.globalAlpha = frameMood(s) ? 1 : 0.4;
  const name = linesFor(frameOf(s).label, place.w - chipRoom(s, size), size, Math.min(small ? 3 : 2, room), BOLD);
  const words =
    thesis === null || small
      ? []
      : linesFor(NODES[thesis].text, place.w, size, Math.max(0, Math.min(4, room - name.length)));
  paintGround(ctx, box, top + (name.length + words.length) * size * 1.3 + pad, scale);
  const below = paintName(ctx, s, { ...place, most: name.length });
  paintLines(ctx, words, { ...place, y: below, colour: PALETTE.muted });
  ctx.restore();
}

// A ground for words at the top of a frame, that fades out beneath them.
function paintGround(ctx, { x, y, w, h }, end, scale) {
  const [left, top, edge] = [x - w / 2, y - h / 2, 2 / scale];
  const below = Math.min(end + 20 / scale, top + h - edge);
  const fade = ctx.createLinearGradient(0, end - 2 * edge, 0, below);
  fade.addColorStop(0, PALETTE.frame);
  fade.addColorStop(1, PALETTE.frame + "00");
  ctx.fillStyle = fade;
  ctx.fillRect(left + edge, top + edge, w - 2 * edge, below - top - edge);
}

// A group's name, an essay's after the initials of its author.
const chipRoom = (s, size) => (several && frameOf(s).essay !== undefined ? size * 2.4 : 0);
function paintName(ctx, s, { x, y, w, size, most }) {
  const room = chipRoom(s, size);
  const author = room ? authorOf(frameOf(s).essay) : null;
  if (room) {
    ctx.fillStyle = authorHue(author);
    ctx.beginPath();
    ctx.roundRect(x, y - size * 0.1, size * 2, size * 1.25, size * 0.3);
    ctx.fill();
    ctx.fillStyle = "#ffffff";
    ctx.font = `700 ${size * 0.75}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(initials(author), x + size, y + size * 0.56, size * 1.8);
  }
  return paintLines(ctx, linesFor(frameOf(s).label, w - room, size, most, BOLD), {
    x: x + room,
    y,
    w: w - room,
    size,
    weight: BOLD,
    colour: PALETTE.ink,
  });
}

// A box that stands for a group: its name, its strongest claim, what it holds.
function paintSection(ctx, s, scale) {
  const box = boxOfSection(s);
  const [head, size] = [Math.max(15, 10.5 / scale), Math.max(12, 9.5 / scale)];
  const thesis = thesisOf(s);
  ctx.save();
  paintPanel(ctx, box, 10);
  const [x, w, end] = [box.x - box.w / 2 + 16, box.w - 32, box.y + box.h / 2 - 12];
  const y = paintName(ctx, s, { x, y: box.y - box.h / 2 + 13, w, size: head, most: head < 18 ? 2 : 1 }) + 3;
  const room = Math.floor((end - y) / (size * 1.3)) - (size < 16 ? 1 : 0);
  if (thesis !== null)
    paintLines(ctx, linesFor(NODES[thesis].text, w, size, room), { x, y, w, size, colour: PALETTE.ink });
  if (size < 16) paintLines(ctx, [holdings(s)], { x, y: end - size, w, size, colour: PALETTE.muted });
  ctx.restore();
}

const held = new Map();
function holdings(s) {
  if (!held.has(s)) {
    const shownIn = nodesIn(s).filter(shown);
    const sizes = tally(shownIn.map((n) => NODES[n].kind));
    const words = STATED.filter((kind) => sizes.get(kind)).map(
      (kind) => `${sizes.get(kind)} ${LOOKS.nodes[kind].prefix}`,
    );
    held.set(s, words.join("  ·  ") || "nothing passes the filters");
  }
  return held.get(s);
}

function paintGhost(ctx, ghost, scale) {
  const size = Math.min(20, Math.max(12, 9.5 / scale));
  ctx.save();
  paintPanel(ctx, ghost, 19);
  const words = `${count(ghost.ends.length, "link")} · ${frameOf(ghost.s).label}`;
  paintLines(ctx, linesFor(words, ghost.w - 24, size, 1), {
    x: ghost.x,
    y: ghost.y - size * 0.55,
    w: ghost.w - 24,
    size,
    colour: PALETTE.muted,
    align: "center",
  });
  ctx.restore();
}

// From a node to the group that holds what it is linked to.
function paintGhostLink(ctx, { n, e }, ghost) {
  const node = NODES[n];
  const [y1, y2] = [node.y + node.h / 2, ghost.y - ghost.h / 2];
  ctx.save();
  ctx.globalAlpha = 0.35;
  ctx.strokeStyle = hue(LOOKS.links[EDGES[e].kind]);
  ctx.lineWidth = 1.2;
  strokeDashed(ctx, [[node.x, y1, node.x, y1 + 60, ghost.x, y2 - 60, ghost.x, y2]], [4, 4]);
  ctx.restore();
}

// Between two groups, as wide as there are links.
function paintCrossing(ctx, a, b, supports, attacks) {
  const kind = LOOKS.links[attacks > supports ? "attack" : "support"];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [(-dy / long) * Math.min(60, long * 0.06), (dx / long) * Math.min(60, long * 0.06)];
  const edge = (box, sx, sy) => {
    const t = 1 / Math.max(Math.abs(sx) / (box.w / 2), Math.abs(sy) / (box.h / 2), 1e-6);
    return [box.x + sx * t, box.y + sy * t];
  };
  const [x1, y1] = edge(a, dx, dy);
  const [x2, y2] = edge(b, -dx, -dy);
  const piece = [
    x1,
    y1,
    x1 + (x2 - x1) * 0.3 + nx,
    y1 + (y2 - y1) * 0.3 + ny,
    x2 - (x2 - x1) * 0.3 + nx,
    y2 - (y2 - y1) * 0.3 + ny,
    x2,
    y2,
  ];
  ctx.save();
  ctx.globalAlpha = Math.min(0.75, 0.25 + 0.1 * Math.log2(supports + attacks));
  ctx.strokeStyle = ctx.fillStyle = hue(kind);
  ctx.lineWidth = 0.6 + 1.2 * Math.log2(1 + supports + attacks);
  strokeDashed(ctx, [piece], kind.dash);
  paintHead(ctx, kind.head, piece, 1.4);
  ctx.restore();
}
