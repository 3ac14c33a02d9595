// The curve of every link, as argmap/render/routes.py draws it: from side to side, spread where many meet.
const LOOP = 8;
const PORTS = new Map();
const curves = new Map();
let ported = false;

function forgetCurves() {
  forgetStill();
  PORTS.clear();
  curves.clear();
  ported = false;
}

// In the flow of the scene: u runs along it, v across.
const flows = () => SCENE.flow === "rows";
const uv = (n) =>
  flows()
    ? { u: NODES[n].y, v: NODES[n].x, du: NODES[n].h, dv: NODES[n].w }
    : { u: NODES[n].x, v: NODES[n].y, du: NODES[n].w, dv: NODES[n].h };
const turn = (a, b) => (flows() ? [b, a] : [a, b]);
const wayTo = (n, m) => (uv(m).u < uv(n).u - uv(n).du / 4 ? -1 : 1);

const laid = (e, paths) => (SCENE.loose.has(EDGES[e].from) || SCENE.loose.has(EDGES[e].to) ? null : pairs(paths[e]));
const pairs = (flat) =>
  flat && flat.reduce((made, value, i) => (i % 2 ? (made[made.length - 1].push(value), made) : [...made, [value]]), []);
const bendsOf = (e) => (laid(e, SCENE.bends) || []).map(([x, y]) => turn(x, y));

function spreadPorts() {
  ported = true;
  const sides = new Map();
  const meet = (n, m, towards, e) => {
    const key = `${n} ${wayTo(n, m)}`;
    if (!sides.has(key)) sides.set(key, { n, ends: [] });
    sides.get(key).ends.push([towards, e]);
  };
  for (const e of SCENE.links) {
    const { from, to } = EDGES[e];
    const bends = bendsOf(e);
    meet(from, to, bends.length ? bends[0][1] : uv(to).v, e);
    meet(to, from, bends.length ? bends[bends.length - 1][1] : uv(from).v, e);
  }
  for (const { n, ends } of sides.values()) {
    const step = Math.min(20, (uv(n).dv - 20) / Math.max(1, ends.length - 1));
    ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    ends.forEach(([, e], i) => PORTS.set(`${e} ${n}`, (i - (ends.length - 1) / 2) * step));
  }
}

// Bezier pieces as [x, y, c1x, c1y, c2x, c2y, x, y].
function curve(e) {
  if (!curves.has(e)) curves.set(e, laid(e, SCENE.curves) ? given(laid(e, SCENE.curves)) : drawnCurve(e));
  return curves.get(e);
}

function given(points) {
  const pieces = [];
  for (let i = 0; i + 3 < points.length; i += 3) pieces.push(points.slice(i, i + 4).flat());
  return pieces;
}

function drawnCurve(e) {
  if (!ported) spreadPorts();
  const { from, to } = EDGES[e];
  const [a, b] = [uv(from), uv(to)];
  const [out, into] = [wayTo(from, to), wayTo(to, from)];
  const shift = from === to ? LOOP : 0;
  const start = [a.u + (out * a.du) / 2, a.v + (PORTS.get(`${e} ${from}`) || 0) - shift];
  const end = [b.u + (into * b.du) / 2, b.v + (PORTS.get(`${e} ${to}`) || 0) + shift];
  return sCurves([start, ...bendsOf(e), end], out, into);
}

function sCurves(points, out, into) {
  return points.slice(1).map((to, i) => {
    const from = points[i];
    const reach = out === into ? 60 : Math.max(24, Math.abs(to[0] - from[0]) / 2);
    const [first, last] = [i === 0 ? out : -into, i === points.length - 2 ? into : -out];
    return [
      turn(...from),
      turn(from[0] + first * reach, from[1]),
      turn(to[0] + last * reach, to[1]),
      turn(...to),
    ].flat();
  });
}

function at(piece, t) {
  const s = 1 - t;
  const mix = (i) =>
    s * s * s * piece[i] + 3 * s * s * t * piece[i + 2] + 3 * s * t * t * piece[i + 4] + t * t * t * piece[i + 6];
  return [mix(0), mix(1)];
}

function trace(ctx, pieces) {
  ctx.beginPath();
  for (const p of pieces) {
    ctx.moveTo(p[0], p[1]);
    ctx.bezierCurveTo(p[2], p[3], p[4], p[5], p[6], p[7]);
  }
}

function paintEdge(ctx, e, mood, scale) {
  const edge = EDGES[e];
  const look = LOOKS.links[edge.kind];
  const pieces = curve(e);
  const bold = mood === "selected" || mood === "near";
  ctx.globalAlpha = (mood === "far" ? 0.16 : 1) * trust(edge);
  ctx.strokeStyle = ctx.fillStyle = hue(look);
  ctx.lineWidth = Math.max(look.width + (mood === "selected" ? 2 : bold ? 0.8 : 0), 1.1 / scale);
  strokeDashed(ctx, pieces, look.dash);
  paintHead(ctx, look.head, pieces[pieces.length - 1], Math.max(1, 0.55 / scale));
  if (scale > 0.25) paintSigns(ctx, e, at(pieces[pieces.length >> 1], 0.5), scale);
  ctx.globalAlpha = 1;
}

// Short dashes are dots.
function strokeDashed(ctx, pieces, dash) {
  trace(ctx, pieces);
  ctx.setLineDash(dash);
  ctx.lineCap = dash.length && dash[0] < 4 ? "round" : "butt";
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = "butt";
}

// At the middle of a link: its sign, and under it the loops that it closes.
function paintSigns(ctx, e, [x, y], scale) {
  const edge = EDGES[e];
  const look = LOOKS.links[edge.kind];
  if (look.sign && scale > 0.4) paintSign(ctx, edge.negated ? `not ${look.sign}` : look.sign, [x, y], hue(look));
  (loopsOn.get(e) || []).forEach((name, i) => paintSign(ctx, name, [x, y + 20 * (i + 1)], PALETTE.focus));
}

// Heads, as [along, across] from the end of a link.
const HEADS = {
  arrow: [[-0.5, 0], [-9, -4.5], [-9, 4.5]],
  vee: [[-0.5, 0], [-9, -4.5], [-6, 0], [-9, 4.5]],
  bar: [[-4.5, -7], [-1.5, -7], [-1.5, 7], [-4.5, 7]],
};

// The head stands at the end of the last piece, in the direction in which it arrives.
function paintHead(ctx, head, [, , , , cx, cy, x, y], size = 1) {
  const long = Math.hypot(x - cx, y - cy) || 1;
  const [dx, dy] = [(size * (x - cx)) / long, (size * (y - cy)) / long];
  const place = ([along, across]) => [x + along * dx - across * dy, y + along * dy + across * dx];
  ctx.beginPath();
  if (head === "circle") ctx.arc(...place([-5, 0]), 4.5 * size, 0, 2 * Math.PI);
  else polygon(ctx, HEADS[head].map(place));
  ctx.fill();
}

function paintSign(ctx, words, [x, y], colour) {
  const w = 10 + 7 * words.length;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - 8.5, w, 17, 8.5);
  ctx.fillStyle = PALETTE.paper;
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.font = `700 ${words.length > 1 ? 11 : 13}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(words, x, y + 1);
}

// What a proposition rests on, from the side of its box to the mechanism's.
function paintRest(ctx, n, m, scale) {
  const [a, b] = [NODES[n], NODES[m]];
  const look = LOOKS.links.rests;
  const way = b.x < a.x ? -1 : 1;
  const [x1, x2] = [a.x + (way * a.w) / 2, b.x - (way * b.w) / 2];
  const reach = way * Math.max(60, Math.abs(x1 - x2) / 3);
  const piece = [x1, a.y, x1 + reach, a.y, x2 - reach, b.y, x2, b.y];
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = hue(look);
  ctx.globalAlpha = [n, m].includes(STATE.node) ? 0.9 : mood.near ? 0.1 : 0.35;
  ctx.lineWidth = Math.max(look.width, 0.8 / scale);
  strokeDashed(ctx, [piece], look.dash);
  paintHead(ctx, look.head, piece);
  ctx.restore();
}
