// The map itself: vis-network holds boxes and pointer, paint.js and links.js draw. Map and Causes share it.
const CLEAR = { background: "rgba(0,0,0,0)", border: "rgba(0,0,0,0)" };
const boxes = new vis.DataSet([]);
const springs = new vis.DataSet([]);
let network = null;
let ready = false;

function startCanvas() {
  network = new vis.Network(
    $("canvas"),
    { nodes: boxes, edges: springs },
    {
      physics: false,
      layout: { improvedLayout: false },
      nodes: {
        shape: "box",
        margin: { top: 0, right: 0, bottom: 0, left: 0 },
        borderWidth: 0,
        borderWidthSelected: 0,
        chosen: false,
        shapeProperties: { borderRadius: 0 },
        color: { ...CLEAR, highlight: CLEAR, hover: CLEAR },
      },
      edges: { hidden: true, smooth: false },
      interaction: { hover: true, hoverConnectedEdges: false, keyboard: false, multiselect: false },
    },
  );
  window.network = network;
  network.on("afterDrawing", (ctx) => {
    if (!ready) return;
    paintView(ctx);
    drawMinimap();
  });
  network.on("click", clicked);
  network.on("doubleClick", (event) => typeof event.nodes[0] === "number" && focusOn(event.nodes[0]));
  network.on("zoom", () => {
    const scale = network.getScale();
    if (scale < 0.03 || scale > 3) network.moveTo({ scale: Math.min(3, Math.max(0.03, scale)) });
  });
  startMinimap();
  startTooltip();
  startDragging();
}

// Draw anew with the next frame, once whatever changed.
let due = 0;
function repaint() {
  forgetStill();
  due =
    due ||
    requestAnimationFrame(() => {
      due = 0;
      network.redraw();
    });
}

const SECTION = "section-";
const GHOSTLY = "ghost-";
function boxOfSection(s) {
  const [x, y] = frameOf(s).box;
  return { x, y, w: M.overview[0], h: M.overview[1] };
}
const visBox = (id, { x, y, w, h }, more = {}) => ({
  id,
  x,
  y,
  label: " ",
  widthConstraint: w,
  heightConstraint: { minimum: h },
  ...more,
});
const fixed = { fixed: { x: true, y: true } };

// Hand vis-network the boxes of the scene.
function fillCanvas() {
  buildScene();
  boxes.clear();
  boxes.add([
    ...SCENE.boxes.map((s) => visBox(SECTION + s, boxOfSection(s), fixed)),
    ...SCENE.ghosts.map((ghost) => visBox(GHOSTLY + ghost.s, ghost, fixed)),
    ...SCENE.keys.map((n) => visBox(n, NODES[n], { hidden: !shown(n) })),
  ]);
  drawCrumbs();
  tellEmpty();
}

function tellEmpty() {
  const all = STATE.view === "causes" ? CONCEPTS : PROPOSITIONS;
  const none = STATE.view === "causes" ? "No causes were found." : "Nothing was found to map.";
  $("empty").hidden = overview() || SCENE.keys.some(shown);
  $("empty").textContent = all.length ? "Nothing passes the filters." : none;
}

function hideAndShow() {
  tellEmpty();
  frameUp();
  crossed = null;
  const changed = SCENE.keys.filter((n) => boxes.get(n).hidden === shown(n));
  boxes.update(changed.map((n) => ({ id: n, hidden: !shown(n) })));
  repaint();
}

// All that is drawn of a part of the plane, at the scale at which it is seen.
function paintPlane(ctx, sight, scale) {
  paintUnder(ctx, scale);
  paintOver(ctx, scale, sight);
}

// What lies under the boxes: frames, and the links between boxes.
let crossed = null;
function paintUnder(ctx, scale) {
  for (const s of SCENE.frames) if (frameBoxes.has(s)) paintFrame(ctx, s, frameBoxes.get(s), scale);
  if (overview()) return paintCrossings(ctx);
  for (const ghost of SCENE.ghosts) for (const end of ghost.ends) if (shown(end.n)) paintGhostLink(ctx, end, ghost);
  const drawn = SCENE.links.filter(linkShown);
  for (const faded of [true, false])
    for (const e of drawn) {
      const how = edgeMood(e);
      if ((how === "far") === faded) paintEdge(ctx, e, how, scale);
    }
  if (STATE.view === "map" && !STATE.off.has("link:rests")) paintRests(ctx, scale);
}

function paintRests(ctx, scale) {
  for (const m of MECHANISMS) {
    if (!SCENE.has.has(m) || !shown(m)) continue;
    for (const n of restingOn.get(m)) if (SCENE.has.has(n) && shown(n)) paintRest(ctx, n, m, scale);
  }
}

const CROSSINGS = 40;
function paintCrossings(ctx) {
  crossed = crossed || crossings(SCENE.boxes, SCENE.boxes.flatMap(nodesIn)).slice(0, CROSSINGS);
  for (const [a, b, supports, attacks] of crossed)
    paintCrossing(ctx, boxOfSection(a), boxOfSection(b), supports, attacks);
}

function paintOver(ctx, scale, sight) {
  SCENE.boxes.forEach((s) => paintSection(ctx, s, scale));
  SCENE.ghosts.forEach((ghost) => paintGhost(ctx, ghost, scale));
  for (const n of SCENE.keys) {
    const { x, y, w, h } = NODES[n];
    if (x + w / 2 < sight.left || x - w / 2 > sight.right || y + h / 2 < sight.top || y - h / 2 > sight.bottom)
      continue;
    if (shown(n)) paintNode(ctx, n, moodOf(n), scale);
  }
  for (const s of SCENE.frames)
    if (frameBoxes.has(s) && !partsOf(arrangement(), s).length) paintVeil(ctx, s, frameBoxes.get(s), scale);
}

// The part of the plane that the window shows.
function seen(margin = 0) {
  const view = $("canvas");
  const a = network.DOMtoCanvas({ x: -margin, y: -margin });
  const b = network.DOMtoCanvas({ x: view.clientWidth + margin, y: view.clientHeight + margin });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

// A box that is clicked stays under the pointer; one that is chosen elsewhere comes with its neighbours.
let pointed = false;
function clicked(event) {
  const id = event.nodes[0];
  const { x, y } = event.pointer.canvas;
  if (typeof id === "string") return openSection(Number(id.slice(id.indexOf("-") + 1)));
  const s = frameAt(x, y, network.getScale());
  if (s !== null) return openSection(s);
  if (id !== undefined) {
    pointed = true;
    STATE.shut.has(id) && onFold(id, x, y) ? fold(id) : select(id);
    pointed = false;
    return;
  }
  const e = edgeAt({ x, y });
  if (e !== null) selectEdge(e);
  else if (STATE.node !== null || STATE.edge !== null || STATE.way) update({ node: null, edge: null, way: null });
}

function openSection(s) {
  remember();
  update({ section: s, node: null, edge: null, way: null });
}

const onFold = (n, x, y) =>
  Math.abs(x - NODES[n].x) < 34 / Math.min(1, network.getScale()) && y > NODES[n].y + NODES[n].h / 2 - 14;

// The frame whose name, or whose veil, is under a point.
function frameAt(x, y, scale) {
  for (const s of [...SCENE.frames].reverse()) {
    const box = frameBoxes.get(s);
    if (!box || Math.abs(x - box.x) > box.w / 2) continue;
    const top = box.y - box.h / 2;
    if (y > top && y < (distant(scale) ? top + box.h : top + FRAME.head - 8)) return s;
  }
  return null;
}

// The link within a few pixels of a point.
function edgeAt(point) {
  let best = null;
  let least = 7 / network.getScale();
  for (const e of SCENE.links) {
    if (!linkShown(e)) continue;
    for (const piece of curve(e))
      for (let i = 0; i <= 24; i++) {
        const [x, y] = at(piece, i / 24);
        const far = Math.hypot(x - point.x, y - point.y);
        if (far < least) [best, least] = [e, far];
      }
  }
  return best;
}

function focusOn(n) {
  remember();
  update({ focus: n, node: n, edge: null, way: null });
}
function leaveFocus() {
  update({ focus: null });
}

function showAll() {
  untouched = false;
  if (STATE.section !== null && !grand) update({ section: null });
  setMood();
  drawCrumbs();
  repaint();
  frameAll();
}

follow(["view", "section", "focus", "by"], () => {
  if (!network || !onCanvas()) return;
  fillCanvas();
  setMood();
  drawCrumbs();
  repaint();
  frameFirst();
});
let pillsShown = false;
follow(["off", "sure", "shut"], () => {
  if (!network || !onCanvas()) return;
  hideAndShow();
  drawCrumbs();
  const pills = MECHANISMS.some((m) => SCENE.has.has(m) && shown(m));
  if (pills && !pillsShown && STATE.node === null) frameAll();
  pillsShown = pills;
});
follow(["node", "edge", "way", "hops", "query"], (changed) => {
  if (!network) return;
  setMood();
  if (!onCanvas() || ["view", "section", "focus", "by"].some((part) => changed.includes(part))) return;
  if (changed.every((part) => part === "query")) return repaint();
  if (changed.includes("hops") && SCENE.local) fillCanvas();
  hideAndShow();
  drawCrumbs();
  if (changed.includes("node") && STATE.node !== null) reveal(STATE.node, !pointed);
  if (changed.includes("edge") && STATE.edge !== null) revealEdges([STATE.edge]);
  if (changed.includes("way") && STATE.way) revealEdges(STATE.way);
  if (changed.includes("hops")) frameAround();
});
