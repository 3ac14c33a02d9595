// What is on the canvas: which nodes at which places, the frames of groups around them, and what stands for the rest.
const grand = PROPOSITIONS.length > M.framed;
const SCENE = {
  keys: [],
  has: new Set(),
  links: [],
  flow: "rows",
  frames: [],
  boxes: [],
  ghosts: [],
  bends: {},
  curves: {},
  loose: new Set(),
  local: false,
};

const focused = () => STATE.focus !== null && isConcept(STATE.focus) === (STATE.view === "causes");
const overview = () => SCENE.boxes.length > 0;

function buildScene() {
  Object.assign(SCENE, {
    keys: [],
    flow: STATE.view === "causes" ? "columns" : "rows",
    frames: [],
    boxes: [],
    ghosts: [],
    bends: {},
    curves: {},
    local: focused(),
  });
  SCENE.loose = new Set();
  if (SCENE.local) placeLocally();
  else if (STATE.view === "causes") placeAll(DATA.causes, CONCEPTS, drawnConcepts());
  else placeArgument(arrangement());
  SCENE.has = new Set(SCENE.keys);
  SCENE.links = [...new Set(SCENE.keys.flatMap((n) => edgesOf[n]))]
    .filter((e) => SCENE.has.has(EDGES[e].from) && SCENE.has.has(EDGES[e].to))
    .sort((a, b) => a - b);
  if (!SCENE.local) recallPlaces();
  if (SCENE.keys.length && !SCENE.local) SCENE.ghosts = ghosts();
  frameUp();
  forgetCurves();
}

function placeAll(places, order, keys = order) {
  order.forEach((n, i) => {
    [NODES[n].x, NODES[n].y] = [places.at[2 * i], places.at[2 * i + 1]];
  });
  Object.assign(SCENE, { keys, bends: places.bends, curves: places.curves });
}

function placeArgument(by) {
  const parts = partsOf(by, STATE.section);
  if (grand && parts.length) SCENE.boxes = parts.filter((s) => nodesIn(s).some(allowed));
  else {
    placeAll(by, PROPOSITIONS);
    if (grand) SCENE.keys = by.frames[STATE.section].nodes;
    else {
      SCENE.keys = by.name === "mechanism" ? PROPOSITIONS : [...PROPOSITIONS, ...MECHANISMS];
      SCENE.frames = by.frames.map((_, s) => s);
    }
  }
}

// The groups within a group, or the outermost.
const partsOf = (by, section) =>
  by.frames
    .map((_, s) => s)
    .filter((s) => (by.frames[s].parent === undefined ? null : by.frames[s].parent) === section);
const frameOf = (s) => arrangement().frames[s];
const members = new Map();
function nodesIn(s) {
  const key = `${STATE.by} ${s}`;
  if (!members.has(key)) {
    const inner = partsOf(arrangement(), s);
    members.set(key, inner.length ? inner.flatMap(nodesIn) : frameOf(s).nodes || []);
  }
  return members.get(key);
}
const upTo = (s) => (s === null || s === undefined ? [] : [...upTo(frameOf(s).parent), s]);

const leafNumbers = new Map();
function leafOf(name, n) {
  if (!leafNumbers.has(name)) {
    const leaf = new Map();
    DATA.arrangements
      .find((one) => one.name === name)
      .frames.forEach((frame, s) => (frame.nodes || []).forEach((m) => leaf.set(m, s)));
    leafNumbers.set(name, leaf);
  }
  const s = leafNumbers.get(name).get(n);
  return s === undefined ? null : s;
}

// The group on this level that a node is in.
function partOf(n, level) {
  const path = upTo(leafOf(STATE.by, n));
  return path.find((s) => level.includes(s));
}

// The strongest claim of a group says what it is about.
const thesisOf = (s) =>
  nodesIn(s).reduce((best, n) => (best === null || NODES[n].weight > NODES[best].weight ? n : best), null);

// Links between groups: how many run from one to the other, as [one, other, supports, attacks].
function crossings(level, keys) {
  const found = new Map();
  for (const n of keys)
    for (const e of above(n)) {
      if (!linkShown(e)) continue;
      const [a, b] = [partOf(n, level), partOf(EDGES[e].to, level)];
      if (a === undefined || b === undefined || a === b) continue;
      const key = `${a} ${b}`;
      const sum = found.get(key) || found.set(key, [a, b, 0, 0]).get(key);
      sum[EDGES[e].kind === "attack" ? 3 : 2] += 1;
    }
  return [...found.values()].sort((x, y) => y[2] + y[3] - x[2] - x[3]);
}

// In a group of a large map: what its nodes are linked to elsewhere, beneath it.
const GHOST = { w: 240, h: 38, most: 12 };
function ghosts() {
  if (!grand || STATE.view !== "map") return [];
  const far = new Map();
  for (const n of SCENE.keys)
    for (const e of edgesOf[n]) {
      const m = other(EDGES[e], n);
      if (!isProposition(m) || SCENE.has.has(m)) continue;
      const s = leafOf(STATE.by, m);
      if (!far.has(s)) far.set(s, { s, ends: [] });
      far.get(s).ends.push({ n, e });
    }
  const nearest = [...far.values()].sort((a, b) => b.ends.length - a.ends.length).slice(0, GHOST.most);
  const box = bounds(SCENE.keys.map((n) => NODES[n]));
  const wide = Math.max(1, Math.floor((box.right - box.left) / (GHOST.w + 20)));
  return nearest.map((ghost, i) => ({
    ...ghost,
    w: GHOST.w,
    h: GHOST.h,
    x: box.left + GHOST.w / 2 + (i % wide) * (GHOST.w + 20),
    y: box.bottom + 90 + Math.floor(i / wide) * (GHOST.h + 18),
  }));
}

// Frames follow what is shown in them.
const FRAME = { pad: 24, head: 42 };
const frameBoxes = new Map();
function frameUp() {
  frameBoxes.clear();
  held.clear();
  for (const s of [...SCENE.frames].reverse()) {
    const inner = [...frameBoxes].filter(([t]) => frameOf(t).parent === s).map(([, box]) => box);
    const nodes = (frameOf(s).nodes || []).filter(shown).map((n) => NODES[n]);
    if (!inner.length && !nodes.length) continue;
    const { left, right, top, bottom } = bounds([...inner, ...nodes]);
    const [w, h] = [right - left + 2 * FRAME.pad, bottom - top + FRAME.pad + FRAME.head];
    frameBoxes.set(s, { x: left - FRAME.pad + w / 2, y: top - FRAME.head + h / 2, w, h });
  }
}

function bounds(boxes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, w, h } of boxes) {
    box.left = Math.min(box.left, x - w / 2);
    box.right = Math.max(box.right, x + w / 2);
    box.top = Math.min(box.top, y - h / 2);
    box.bottom = Math.max(box.bottom, y + h / 2);
  }
  return box;
}

// A very large causal graph is drawn by its largest parts; search and focus reach the others.
let drawn = null;
function drawnConcepts() {
  if (drawn) return drawn;
  if (CONCEPTS.length <= M.framed) return (drawn = CONCEPTS);
  const part = new Map();
  const parts = [];
  for (const n of CONCEPTS) {
    if (part.has(n)) continue;
    const members = [...around(n, Infinity).keys()].filter(isConcept);
    members.forEach((m) => part.set(m, parts.length));
    parts.push(members);
  }
  drawn = [];
  for (const members of parts.sort((a, b) => b.length - a.length))
    if (drawn.length + members.length <= M.framed) drawn.push(...members);
  return drawn;
}
