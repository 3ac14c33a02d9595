// What stands out on the canvas, and what is faded.
// Who is near what is selected, and who is found.
let mood = { near: null, hit: null, edges: new Set() };
function setMood() {
  const edges = new Set(STATE.way || (STATE.edge === null ? [] : [STATE.edge]));
  let near = null;
  if (edges.size) near = new Set([...edges].flatMap((e) => [EDGES[e].from, EDGES[e].to]));
  else if (STATE.node !== null && STATE.focus === null) near = new Set(around(STATE.node, STATE.hops).keys());
  else if (opening()) near = new Set(around(DATA.main, 2).keys());
  if (near && STATE.node !== null) for (const m of NODES[STATE.node].mechanisms) near.add(m);
  mood = { near, hit: found, edges };
}
function moodOf(n) {
  if (n === STATE.node) return "selected";
  if (mood.hit) return mood.hit.has(n) ? "hit" : mood.near && mood.near.has(n) ? "near" : "far";
  if (!mood.near) return "plain";
  return mood.near.has(n) ? (STATE.node === null && !mood.edges.size ? "plain" : "near") : "far";
}
function edgeMood(e) {
  if (mood.edges.size) return mood.edges.has(e) ? "selected" : "far";
  if (mood.hit) return "far";
  if (!mood.near) return crossing(e) ? "far" : "plain";
  if (!mood.near.has(EDGES[e].from) || !mood.near.has(EDGES[e].to)) return "far";
  return STATE.node === null ? "plain" : "near";
}
// A link from one frame into another is faint until one of its ends is selected.
const crossing = (e) => SCENE.frames.length > 0 && leafOf(STATE.by, EDGES[e].from) !== leafOf(STATE.by, EDGES[e].to);
const frameMood = (s) => STATE.section === null || upTo(STATE.section).includes(s) || upTo(s).includes(STATE.section);

// A map too large to be read at once opens at its main thesis, the rest faded, until something is done.
let untouched = true;
const opening = () =>
  untouched &&
  STATE.view === "map" &&
  !grand &&
  !SCENE.local &&
  !SCENE.frames.length &&
  DATA.main !== null &&
  edgesOf[DATA.main].length > 0 &&
  !seenAtOnce();
follow(["node", "edge", "way", "focus", "off", "sure", "query", "by", "shut"], () => {
  untouched = !ready;
});
