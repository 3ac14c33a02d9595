// Boxes moved by hand or by springs, remembered in this browser for this map.
const STORE = `argmap-places-${DATA.key}`;
const moved = readPlaces();

function readPlaces() {
  try {
    const kept = JSON.parse(stored(STORE));
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

const scope = () => (STATE.view === "causes" ? "causes" : STATE.by);
function recallPlaces() {
  for (const [id, place] of Object.entries(moved[scope()] || {})) {
    const n = byId.get(id);
    if (n === undefined || !SCENE.has.has(n) || !Array.isArray(place) || !place.every(Number.isFinite)) continue;
    [NODES[n].x, NODES[n].y] = place;
    SCENE.loose.add(n);
  }
}

function putNodes(keys) {
  const places = network.getPositions(keys);
  for (const n of keys) {
    [NODES[n].x, NODES[n].y] = [Math.round(places[n].x), Math.round(places[n].y)];
    SCENE.loose.add(n);
  }
  forgetCurves();
  frameUp();
}
function keepPlaces(keys) {
  if (SCENE.local) return;
  const kept = (moved[scope()] = moved[scope()] || {});
  for (const n of keys) kept[NODES[n].id] = [NODES[n].x, NODES[n].y];
  store(STORE, JSON.stringify(moved));
  drawTools();
}
function forgetPlaces() {
  for (const name of Object.keys(moved)) delete moved[name];
  store(STORE, null);
  fillCanvas();
  repaint();
  drawTools();
}
const anyMoved = () => Object.keys(moved).length > 0;

function startDragging() {
  const dragged = (event) => event.nodes.filter((id) => typeof id === "number");
  network.on("dragging", (event) => dragged(event).length && putNodes(dragged(event)));
  network.on("dragEnd", (event) => {
    const keys = dragged(event);
    if (!keys.length) return;
    putNodes(keys);
    keepPlaces(keys);
    repaint();
  });
}

// Springs for three seconds at most, then boxes are pushed off each other.
const SPRINGS = { most: 300, seconds: 3 };
let relaxing = false;
function relax() {
  const keys = SCENE.keys.filter(shown);
  if (relaxing || !onCanvas() || overview() || keys.length < 2 || keys.length > SPRINGS.most) return;
  relaxing = true;
  springs.add(SCENE.links.filter(linkShown).map((e) => ({ id: e, from: EDGES[e].from, to: EDGES[e].to })));
  network.setOptions({
    physics: {
      enabled: true,
      solver: "repulsion",
      repulsion: { nodeDistance: 240, springLength: 190, centralGravity: 0.05 },
      stabilization: false,
    },
  });
  const sync = () => relaxing && putNodes(keys);
  network.on("beforeDrawing", sync);
  setTimeout(() => {
    network.setOptions({ physics: { enabled: false } });
    network.off("beforeDrawing", sync);
    springs.clear();
    putNodes(keys);
    pushApart(keys);
    boxes.update(keys.map((n) => ({ id: n, x: NODES[n].x, y: NODES[n].y })));
    relaxing = false;
    forgetCurves();
    frameUp();
    keepPlaces(keys);
    frameAll();
  }, SPRINGS.seconds * 1000);
}

function pushApart(keys, gap = 14) {
  for (let round = 0; round < 200; round++) {
    let clean = true;
    for (let i = 0; i < keys.length; i++)
      for (let j = i + 1; j < keys.length; j++) {
        const [a, b] = [NODES[keys[i]], NODES[keys[j]]];
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const [ox, oy] = [(a.w + b.w) / 2 + gap - Math.abs(dx), (a.h + b.h) / 2 + gap - Math.abs(dy)];
        if (ox <= 0 || oy <= 0) continue;
        clean = false;
        if (ox < oy) {
          a.x -= ((Math.sign(dx) || 1) * ox) / 2;
          b.x += ((Math.sign(dx) || 1) * ox) / 2;
        } else {
          a.y -= ((Math.sign(dy) || 1) * oy) / 2;
          b.y += ((Math.sign(dy) || 1) * oy) / 2;
        }
      }
    if (clean) return;
  }
}
