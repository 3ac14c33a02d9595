// The map itself: vis-network holds boxes and camera, paint.js draws. Views Map and Causes share it.
const CLEAR = { background: "rgba(0,0,0,0)", border: "rgba(0,0,0,0)" };
const SECTION = (s) => "section-" + s;
const boxes = new vis.DataSet([]);
const READABLE = 0.7;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let network = null;
let members = [];
let ready = false;

const onCanvas = () => STATE.view === "map" || STATE.view === "causes";
const overview = () => STATE.view === "map" && DATA.groups.length > 0 && STATE.section === null;

function membersNow() {
  if (STATE.view === "causes") return CONCEPTS;
  if (DATA.groups.length) return STATE.section === null ? [] : DATA.groups[STATE.section].nodes;
  return [...PROPOSITIONS, ...MECHANISMS];
}
const onMap = (n) => shown(n) && member.has(n);
let member = new Set();

function startCanvas() {
  spreadPorts();
  network = new vis.Network($("canvas"), { nodes: boxes, edges: new vis.DataSet([]) }, {
    physics: false,
    layout: { improvedLayout: false },
    nodes: {
      shape: "box", margin: { top: 0, right: 0, bottom: 0, left: 0 }, borderWidth: 0, borderWidthSelected: 0, chosen: false, shapeProperties: { borderRadius: 0 },
      color: { ...CLEAR, highlight: CLEAR, hover: CLEAR },
    },
    interaction: { dragNodes: false, hover: true, hoverConnectedEdges: false, keyboard: false, multiselect: false },
  });
  window.network = network;
  network.on("beforeDrawing", (ctx) => drawEdges(ctx));
  network.on("afterDrawing", (ctx) => { drawNodes(ctx); drawMinimap(); });
  network.on("click", (event) => clicked(event));
  network.on("doubleClick", (event) => event.nodes.length && frameAround());
  network.on("zoom", () => {
    const scale = network.getScale();
    if (scale < 0.04 || scale > 3) network.moveTo({ scale: Math.min(3, Math.max(0.04, scale)) });
  });
  $("minimap").addEventListener("pointerdown", goTo);
  network.on("hoverNode", () => $("canvas").classList.add("over"));
  network.on("blurNode", () => $("canvas").classList.remove("over"));
}

function sectionBoxes() {
  return DATA.groups.map((group, s) => ({
    id: SECTION(s), x: group.x, y: group.y, widthConstraint: group.w, heightConstraint: { minimum: group.h }, label: " ",
  }));
}

const boxOf = (n) => ({
  id: n, x: NODES[n].x, y: NODES[n].y, label: " ", hidden: !shown(n),
  widthConstraint: NODES[n].w, heightConstraint: { minimum: NODES[n].h },
});

// Hand vis-network the boxes of the view.
function fillCanvas() {
  members = membersNow();
  member = new Set(members);
  boxes.clear();
  boxes.add(overview() ? sectionBoxes() : members.map(boxOf));
  drawCrumbs();
  tellEmpty();
}

function tellEmpty() {
  const all = STATE.view === "causes" ? CONCEPTS : PROPOSITIONS;
  const none = STATE.view === "causes" ? "No causes were found." : "Nothing was found to map.";
  $("empty").hidden = overview() || members.some((n) => shown(n));
  $("empty").textContent = all.length ? "Nothing passes the filters." : none;
}

function hideAndShow() {
  tellEmpty();
  if (overview()) return;
  const changed = members.filter((n) => boxes.get(n).hidden === shown(n));
  boxes.update(changed.map((n) => ({ id: n, hidden: !shown(n) })));
  network.redraw();
}

// Who is near what is selected, and who is found.
let mood = { near: null, hit: null, edge: null };
function setMood() {
  const edge = STATE.edge === null ? null : EDGES[STATE.edge];
  const near = edge ? new Set([edge.from, edge.to]) : STATE.node === null ? null : around(STATE.node, STATE.hops);
  if (near && STATE.node !== null) for (const m of NODES[STATE.node].mechanisms || []) near.add(m);
  mood = { near, hit: found, edge: STATE.edge };
}
function moodOf(n) {
  if (n === STATE.node) return "selected";
  if (mood.hit) return mood.hit.has(n) ? "hit" : mood.near && mood.near.has(n) ? "near" : "far";
  if (!mood.near) return "plain";
  return mood.near.has(n) ? "near" : "far";
}
function edgeMood(e) {
  if (e === mood.edge) return "selected";
  if (mood.hit) return "far";
  if (!mood.near) return "plain";
  return STATE.edge === null && mood.near.has(EDGES[e].from) && mood.near.has(EDGES[e].to) ? "near" : "far";
}

function drawEdges(ctx) {
  if (!ready || overview()) return;
  const scale = network.getScale();
  const drawn = EDGES.map((_, e) => e).filter((e) => member.has(EDGES[e].from) && member.has(EDGES[e].to) && linkShown(EDGES[e]));
  for (const faded of [true, false])
    for (const e of drawn) {
      const how = edgeMood(e);
      if ((how === "far") === faded) paintEdge(ctx, e, how, scale);
    }
  if (STATE.view !== "map") return;
  for (const m of MECHANISMS) {
    if (!onMap(m)) continue;
    for (const n of restingOn.get(m))
      if (onMap(n) && (n === STATE.node || m === STATE.node || FILTER.links.has("rests"))) paintRest(ctx, n, m, scale);
  }
}

function drawNodes(ctx) {
  if (!ready) return;
  const scale = network.getScale();
  if (overview()) return DATA.groups.forEach((group, s) => paintSection(ctx, group, s));
  const window_ = seen(40);
  for (const n of members) {
    const node = NODES[n];
    if (!shown(n)) continue;
    const [dx, dy] = [node.w / 2, node.h / 2];
    if (node.x + dx < window_.left || node.x - dx > window_.right || node.y + dy < window_.top || node.y - dy > window_.bottom) continue;
    paintNode(ctx, n, moodOf(n), scale);
  }
}

function paintSection(ctx, group) {
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(group.x - group.w / 2, group.y - group.h / 2, group.w, group.h, 9);
  ctx.fillStyle = PALETTE.panel;
  ctx.fill();
  ctx.strokeStyle = PALETTE.line;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fillStyle = PALETTE.ink;
  ctx.font = `600 15px ${FACE}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.fillText(clip(group.label, 34), group.x, group.y - 12, group.w - 24);
  ctx.fillStyle = PALETTE.muted;
  ctx.font = `13px ${FACE}`;
  ctx.fillText(count(group.nodes.filter(shown).length, "proposition"), group.x, group.y + 14);
  ctx.restore();
}

// The part of the plane that the window shows.
function seen(margin = 0) {
  const view = $("canvas");
  const a = network.DOMtoCanvas({ x: -margin, y: -margin });
  const b = network.DOMtoCanvas({ x: view.clientWidth + margin, y: view.clientHeight + margin });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

function clicked(event) {
  const n = event.nodes[0];
  if (typeof n === "string") return update({ section: Number(n.slice(8)) });
  if (n !== undefined) return select(n);
  const e = edgeAt(event.pointer.canvas);
  if (e !== null) selectEdge(e);
  else if (STATE.node !== null || STATE.edge !== null) select(null);
}

// The link within a few pixels of a point.
function edgeAt(point) {
  const reach = 7 / network.getScale();
  let best = null;
  let least = reach;
  EDGES.forEach((edge, e) => {
    if (!member.has(edge.from) || !member.has(edge.to) || !linkShown(edge)) return;
    for (const piece of curve(e).pieces)
      for (let i = 0; i <= 24; i++) {
        const [x, y] = at(piece, i / 24);
        const far = Math.hypot(x - point.x, y - point.y);
        if (far < least) [best, least] = [e, far];
      }
  });
  return best;
}

function bounds(keys) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, w, h } of keys) {
    box.left = Math.min(box.left, x - w / 2);
    box.right = Math.max(box.right, x + w / 2);
    box.top = Math.min(box.top, y - h / 2);
    box.bottom = Math.max(box.bottom, y + h / 2);
  }
  return box;
}

// Move the camera to show the keys; where they do not fit at a scale that can be read, keep `anchor` in view.
// and where there is room to spare, fill it with what is `within`.
function frame(keys, { low = 0.55, high = 1, anchor = null, within = null, still = false } = {}) {
  if (!keys.length) return;
  const view = $("canvas");
  const [width, height] = [view.clientWidth - 56, view.clientHeight - 56];
  if (width <= 0 || height <= 0) return;
  const box = bounds(keys);
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(high, Math.max(low, Math.min(width / w, height / h)));
  const middle = (from, to, room, at) =>
    (to - from) * scale <= room || at === null ? (from + to) / 2
      : Math.min(Math.max(at, from + room / scale / 2), to - room / scale / 2);
  const filled = (at, from, to, room) =>
    (to - from) * scale <= room ? (from + to) / 2 : Math.min(Math.max(at, from + room / scale / 2), to - room / scale / 2);
  const position = {
    x: middle(box.left, box.right, width, anchor && anchor.x),
    y: middle(box.top, box.bottom, height, anchor && anchor.y),
  };
  if (within) {
    position.x = filled(position.x, within.left, within.right, width);
    position.y = filled(position.y, within.top, within.bottom, height);
  }
  const animation = still || calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position, scale, animation });
}
const these = (set) => [...set].filter(onMap).map((n) => NODES[n]);

function frameAll(options) {
  frame(overview() ? DATA.groups : these(member), { low: 0.04, ...options });
}
function frameAround(options) {
  if (STATE.node === null) return frameHome(options);
  const low = NODES[STATE.node].kind === "mechanism" ? 0.2 : 0.65;
  const within = isArgument(NODES[STATE.node]) ? bounds(these(member).filter(isArgument)) : null;
  frame(these(around(STATE.node, STATE.hops)), { low, anchor: NODES[STATE.node], within, ...options });
}

const isArgument = (node) => node.kind !== "mechanism";

// The first view: everything where it can be read, otherwise the main thesis and what bears on it.
function frameHome(options) {
  const keys = overview() ? DATA.groups : these(member).filter(isArgument);
  if (!keys.length) return;
  const box = bounds(keys);
  const corner = { x: box.left, y: box.top };
  if (overview()) return frame(keys, { low: 0.6, anchor: corner, ...options });
  const view = $("canvas");
  const fits = Math.min(view.clientWidth / (box.right - box.left + 60), view.clientHeight / (box.bottom - box.top + 60));
  if (fits >= READABLE || STATE.view === "causes" || !member.has(DATA.main)) return frame(keys, { low: READABLE, anchor: corner, ...options });
  frame(these(whole(DATA.main)).filter(isArgument), { low: 0.85, anchor: NODES[DATA.main], within: box, ...options });
}

// Bring a node into the window without moving more than needed.
function reveal(n) {
  if (!member.has(n)) return;
  const window_ = seen(-8);
  const node = NODES[n];
  const inside = node.x - node.w / 2 > window_.left && node.x + node.w / 2 < window_.right &&
    node.y - node.h / 2 > window_.top && node.y + node.h / 2 < window_.bottom;
  if (!inside || network.getScale() < 0.35) frameAround();
}

function revealEdge(edge) {
  const ends = [edge.from, edge.to];
  if (!ends.every((n) => member.has(n))) return;
  const window_ = seen(-20);
  const box = bounds(ends.map((n) => NODES[n]));
  if (box.left < window_.left || box.right > window_.right || box.top < window_.top || box.bottom > window_.bottom)
    frame(ends.map((n) => NODES[n]), { low: 0.4 });
}

function drawCrumbs() {
  const crumbs = $("crumbs");
  crumbs.hidden = !(DATA.groups.length && STATE.view === "map");
  if (crumbs.hidden) return;
  const all = button("link", () => { select(null); update({ section: null }); }, `All ${DATA.groups.length} sections`);
  crumbs.replaceChildren(...(STATE.section === null ? ["Choose a section to open its argument"] : [all, ` › ${DATA.groups[STATE.section].label}`]));
}

function drawMinimap() {
  const map = $("minimap");
  const keys = overview() ? DATA.groups : members.filter(shown).map((n) => NODES[n]);
  const box = bounds(keys);
  const window_ = seen();
  const all = window_.left <= box.left && window_.right >= box.right && window_.top <= box.top && window_.bottom >= box.bottom;
  map.hidden = all || keys.length < 2;
  if (map.hidden) return;
  const ctx = map.getContext("2d");
  const scale = Math.min((map.width - 12) / (box.right - box.left), (map.height - 12) / (box.bottom - box.top));
  const [ox, oy] = [(map.width - (box.right - box.left) * scale) / 2, (map.height - (box.bottom - box.top) * scale) / 2];
  const [px, py] = [(x) => (x - box.left) * scale + ox, (y) => (y - box.top) * scale + oy];
  ctx.clearRect(0, 0, map.width, map.height);
  keys.forEach((node) => {
    ctx.fillStyle = node.kind ? hue(LOOKS.nodes[node.kind]) : PALETTE.muted;
    ctx.globalAlpha = node === NODES[STATE.node] ? 1 : 0.5;
    ctx.fillRect(px(node.x - node.w / 2), py(node.y - node.h / 2), Math.max(2, node.w * scale), Math.max(2, node.h * scale));
  });
  ctx.globalAlpha = 1;
  ctx.strokeStyle = PALETTE.focus;
  ctx.lineWidth = 3;
  ctx.strokeRect(px(window_.left), py(window_.top), (window_.right - window_.left) * scale, (window_.bottom - window_.top) * scale);
  toPlane = (x, y) => ({ x: (x - ox) / scale + box.left, y: (y - oy) / scale + box.top });
}

let toPlane = null;
function goTo(event) {
  const map = $("minimap");
  const spot = map.getBoundingClientRect();
  const x = ((event.clientX - spot.left) / spot.width) * map.width;
  const y = ((event.clientY - spot.top) / spot.height) * map.height;
  network.moveTo({ position: toPlane(x, y) });
}

follow(["view", "section"], () => {
  if (!network || !onCanvas()) return;
  fillCanvas();
  setMood();
  network.redraw();
  if (STATE.node !== null && member.has(STATE.node)) frameAround({ still: true });
  else frameHome({ still: true });
});
follow(["off"], () => network && onCanvas() && hideAndShow());
follow(["node", "edge", "hops", "query"], (changed) => {
  if (!network) return;
  setMood();
  if (!onCanvas()) return;
  hideAndShow();
  if (changed.includes("view")) return;
  if (changed.includes("node") && STATE.node !== null) reveal(STATE.node);
  if (changed.includes("edge") && STATE.edge !== null) revealEdge(EDGES[STATE.edge]);
  if (changed.includes("hops")) frameAround();
});
