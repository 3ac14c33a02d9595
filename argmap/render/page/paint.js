// How nodes and links are drawn on vis-network's canvas. Places and sizes come from the data.
const FACE = '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';
const M = DATA.metrics;
const PALETTE = {};

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "panel", "ink", "muted", "line", "focus"])
    PALETTE[name] = style.getPropertyValue("--" + name).trim();
  PALETTE.theme = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}
const hue = (look) => look[PALETTE.theme];

function outline(ctx, shape, x, y, w, h) {
  ctx.beginPath();
  if (shape === "chamfer") {
    const c = 12;
    ctx.moveTo(x + c, y);
    ctx.lineTo(x + w - c, y);
    ctx.lineTo(x + w, y + c);
    ctx.lineTo(x + w, y + h - c);
    ctx.lineTo(x + w - c, y + h);
    ctx.lineTo(x + c, y + h);
    ctx.lineTo(x, y + h - c);
    ctx.lineTo(x, y + c);
    ctx.closePath();
  } else ctx.roundRect(x, y, w, h, shape === "pill" ? h / 2 : shape === "square" ? 1 : 9);
}

// mood: selected, near, far (faded), hit (found by the search) or plain.
function paintNode(ctx, n, mood, scale) {
  const node = NODES[n];
  const look = LOOKS.nodes[node.kind];
  const [x, y, w, h] = [node.x - node.w / 2, node.y - node.h / 2, node.w, node.h];
  const thesis = n === DATA.main && edgesOf[n].length > 0;
  const colour = hue(look);
  ctx.save();
  ctx.globalAlpha = mood === "far" ? 0.26 : 1;
  outline(ctx, look.outline, x, y, w, h);
  ctx.fillStyle = thesis ? colour : PALETTE.panel;
  ctx.fill();
  ctx.save();
  ctx.clip();
  if (!thesis) {
    ctx.fillStyle = colour;
    ctx.globalAlpha *= PALETTE.theme === "dark" ? 0.14 : 0.08;
    ctx.fillRect(x, y, w, h);
    ctx.globalAlpha = mood === "far" ? 0.26 : 1;
    if (node.kind !== "mechanism" && node.kind !== "concept") ctx.fillRect(x, y, 4, h);
  }
  ctx.restore();
  ctx.lineWidth = Math.max(thesis ? 3 : 1.3, 0.9 / scale);
  ctx.strokeStyle = colour;
  ctx.setLineDash(node.kind === "prediction" ? [6, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (node.kind === "mechanism") {
    outline(ctx, look.outline, x + 3.5, y + 3.5, w - 7, h - 7);
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  if (mood === "selected" || mood === "hit") {
    outline(ctx, look.outline, x - 5, y - 5, w + 10, h + 10);
    ctx.lineWidth = Math.max(3, 2.5 / scale);
    ctx.strokeStyle = PALETTE.focus;
    ctx.setLineDash(mood === "hit" ? [3, 4] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  const ink = thesis ? (PALETTE.theme === "dark" ? "#10202b" : "#ffffff") : PALETTE.ink;
  if (scale * M.size < 5) paintMark(ctx, node, look, thesis ? ink : colour);
  else if (isProposition(n)) paintCard(ctx, node, look, x, y, ink, thesis ? ink : PALETTE.muted, thesis ? ink : colour);
  else paintLabel(ctx, node, ink);
  ctx.restore();
}

// From afar only the kind can be read.
function paintMark(ctx, node, look, colour) {
  ctx.fillStyle = colour;
  ctx.font = `600 ${Math.min(40, node.h * 0.6)}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(look.prefix || "·", node.x, node.y + 2);
}

function paintCard(ctx, node, look, x, y, ink, muted, colour) {
  const room = node.w - 2 * M.pad;
  const left = x + M.pad;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  ctx.direction = "ltr";
  ctx.fillStyle = colour;
  ctx.font = `700 ${M.small}px ${FACE}`;
  ctx.fillText(look.prefix, left, y + 19);
  ctx.font = `${M.small}px ${FACE}`;
  ctx.fillStyle = muted;
  ctx.fillText(node.head, left + 16, y + 19, room - 16);
  if (node.tags) {
    ctx.textAlign = "right";
    ctx.fillStyle = ink === PALETTE.ink ? hue(LOOKS.nodes.mechanism) : ink;
    ctx.fillText(node.tags, left + room, y + 19, room);
  }
  ctx.fillStyle = ink;
  ctx.font = `${M.size}px ${FACE}`;
  ctx.direction = node.rtl ? "rtl" : "ltr";
  ctx.textAlign = node.rtl ? "right" : "left";
  node.lines.forEach((line, i) =>
    ctx.fillText(line, node.rtl ? left + room : left, y + M.head + (i + 1) * M.line - 4, room));
}

function paintLabel(ctx, node, ink) {
  ctx.fillStyle = ink;
  ctx.font = `${M.size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.direction = node.rtl ? "rtl" : "ltr";
  const top = node.y - ((node.lines.length - 1) * M.line) / 2;
  node.lines.forEach((line, i) => ctx.fillText(line, node.x, top + i * M.line + 1, node.w - 12));
}

// Where links meet a node's sides: spread out, in the order of where they come from.
const PORTS = new Map();
const port = (e, n) => PORTS.get(e * 2 + (EDGES[e].to === n ? 1 : 0)) || 0;
const side = (n, m) => (NODES[m].x > NODES[n].x + NODES[n].w / 4 ? 1 : NODES[m].x < NODES[n].x - NODES[n].w / 4 ? -1 : 1);
function spreadPorts() {
  for (const n of numbers)
    for (const way of [-1, 1]) {
      const beside = edgesOf[n].filter((e) => side(n, other(EDGES[e], n)) === way);
      const from = (e) => (EDGES[e].via ? EDGES[e].via[EDGES[e].from === n ? 0 : EDGES[e].via.length - 1][1] : NODES[other(EDGES[e], n)].y);
      beside.sort((a, b) => from(a) - from(b));
      const step = Math.min(13, (NODES[n].h - 20) / Math.max(1, beside.length - 1));
      beside.forEach((e, i) => PORTS.set(e * 2 + (EDGES[e].to === n ? 1 : 0), (i - (beside.length - 1) / 2) * step));
    }
}

// The curve of a link: bezier pieces as [x, y, c1x, c1y, c2x, c2y, x, y], level wherever they join.
const curves = new Map();
function curve(e) {
  if (curves.has(e)) return curves.get(e);
  const edge = EDGES[e];
  const [a, b] = [NODES[edge.from], NODES[edge.to]];
  const [out, into] = [side(edge.from, edge.to), side(edge.to, edge.from)];
  const start = [a.x + (out * a.w) / 2, a.y + port(e, edge.from)];
  const end = [b.x + (into * b.w) / 2, b.y + port(e, edge.to)];
  const points = [start, ...(edge.via || []), end];
  const pieces = points.slice(1).map((to, i) => {
    const from = points[i];
    const reach = out === into ? 60 : Math.max(24, Math.abs(to[0] - from[0]) / 2);
    const [first, last] = [i === 0 ? out : -into, i === points.length - 2 ? into : -out];
    return [...from, from[0] + first * reach, from[1], to[0] + last * reach, to[1], ...to];
  });
  const made = { pieces, into, end };
  curves.set(e, made);
  return made;
}

function at(piece, t) {
  const s = 1 - t;
  const mix = (i) => s * s * s * piece[i] + 3 * s * s * t * piece[i + 2] + 3 * s * t * t * piece[i + 4] + t * t * t * piece[i + 6];
  return [mix(0), mix(1)];
}

function paintEdge(ctx, e, mood, scale) {
  const edge = EDGES[e];
  const look = LOOKS.links[edge.kind];
  const { pieces, into, end } = curve(e);
  const bold = mood === "selected" || mood === "near";
  ctx.save();
  ctx.globalAlpha = mood === "far" ? 0.14 : bold ? 1 : 0.75;
  ctx.strokeStyle = ctx.fillStyle = hue(look);
  ctx.lineWidth = Math.max((look.width + (mood === "selected" ? 2 : bold ? 0.8 : 0)), 0.7 / scale);
  ctx.lineCap = look.dash.length && look.dash[0] < 4 ? "round" : "butt";
  ctx.setLineDash(look.dash);
  ctx.beginPath();
  for (const p of pieces) {
    ctx.moveTo(p[0], p[1]);
    ctx.bezierCurveTo(p[2], p[3], p[4], p[5], p[6], p[7]);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  paintHead(ctx, look.head, end, into);
  if (look.sign && scale > 0.4) paintSign(ctx, look.sign, edge.negated, at(pieces[pieces.length >> 1], 0.5));
  ctx.restore();
}

function paintHead(ctx, head, [x, y], way) {
  ctx.beginPath();
  if (head === "bar") {
    ctx.lineWidth = 3;
    ctx.moveTo(x + way * 3, y - 7);
    ctx.lineTo(x + way * 3, y + 7);
    ctx.stroke();
  } else if (head === "circle") {
    ctx.arc(x + way * 5, y, 4.5, 0, 2 * Math.PI);
    ctx.fill();
  } else {
    ctx.moveTo(x + way * 0.5, y);
    ctx.lineTo(x + way * 9, y - 4.5);
    if (head === "vee") ctx.lineTo(x + way * 6, y);
    ctx.lineTo(x + way * 9, y + 4.5);
    ctx.closePath();
    ctx.fill();
  }
}

function paintSign(ctx, sign, negated, [x, y]) {
  const words = negated ? `not ${sign}` : sign;
  const w = negated ? 36 : 17;
  const colour = ctx.strokeStyle;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - 8.5, w, 17, 8.5);
  ctx.fillStyle = PALETTE.paper;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.font = `700 ${negated ? 11 : 13}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(words, x, y + 1);
}

// What a proposition rests on, drawn only where it is asked for.
function paintRest(ctx, n, m, scale) {
  const [a, b] = [NODES[n], NODES[m]];
  const look = LOOKS.links.rests;
  const [x1, x2] = [a.x - a.w / 2, b.x + b.w / 2];
  const reach = Math.max(60, Math.abs(x1 - x2) / 3);
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = hue(look);
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = Math.max(look.width, 0.8 / scale);
  ctx.setLineDash(look.dash);
  ctx.beginPath();
  ctx.moveTo(x1, a.y);
  ctx.bezierCurveTo(x1 - reach, a.y, x2 + reach, b.y, x2, b.y);
  ctx.stroke();
  ctx.setLineDash([]);
  paintHead(ctx, look.head, [x2, b.y], 1);
  ctx.restore();
}
