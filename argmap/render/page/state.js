// What is shown: one object, kept in the URL's hash, and the parts of the page that follow it.
const VIEWS = ["map", "outline", "predictions", "causes"];
const narrow = window.matchMedia("(max-width: 799px)");
const anyLinked = PROPOSITIONS.some((n) => NODES[n].linked);
const OFF = new Set(["kind:mechanism", ...(anyLinked ? ["stands:alone"] : [])]);
const BYS = DATA.arrangements.map((one) => one.name);
const STATE = {
  view: "map",
  by: BYS[0],
  section: null,
  node: null,
  edge: null,
  way: null,
  hops: 1,
  focus: null,
  shut: new Set(),
  off: new Set(OFF),
  sure: 0,
  query: "",
};
const followers = [];

// Call `draw` whenever one of the named parts of the state changes.
const follow = (parts, draw) => followers.push({ parts, draw });

function update(patch) {
  const changed = Object.keys(patch).filter((part) => STATE[part] !== patch[part]);
  Object.assign(STATE, patch);
  if (changed.some((part) => ["off", "sure", "shut"].includes(part))) FILTER.stale = true;
  for (const { parts, draw } of followers) if (parts.some((part) => changed.includes(part))) draw(changed);
  if (changed.length) keepHash();
}

const arrangement = () => DATA.arrangements.find((one) => one.name === STATE.by);
const onCanvas = () => STATE.view === "map" || STATE.view === "causes";

// Where the reader has been: what was selected, and how it was seen.
const been = [];
const SEEN = ["view", "by", "section", "node", "edge", "way", "focus"];
function remember() {
  if (STATE.node === null && STATE.edge === null && STATE.way === null && STATE.focus === null) return;
  been.push(Object.fromEntries(SEEN.map((part) => [part, STATE[part]])));
  if (been.length > 200) been.shift();
}
function back() {
  update(been.pop() || { node: null, edge: null, way: null, focus: null });
}

// Select a node; where the view cannot show it, go to one that can.
function select(n, { stay = false } = {}) {
  if (n !== STATE.node) remember();
  const patch = { node: n, edge: null, way: null };
  if (n !== null && isConcept(n) && STATE.view === "map") patch.view = "causes";
  if (n !== null && !isConcept(n) && STATE.view === "causes" && !stay) patch.view = "map";
  if (patch.view) patch.focus = null;
  if (n !== null && SCENE.local && onCanvas() && !patch.view && !SCENE.has.has(n)) patch.focus = n;
  if (n !== null && isProposition(n) && grand) patch.section = leafOf(STATE.by, n);
  if (n !== null && hiddenBeneath().has(n)) patch.shut = new Set();
  update(patch);
}
function selectEdge(e) {
  remember();
  update({ edge: e, node: null, way: null });
}
function selectWay(way) {
  remember();
  update({ view: "causes", way, node: null, edge: null, focus: null });
}

// Browsers take milliseconds to note an address, so that several changes at once are noted together.
let noted = 0;
function keepHash() {
  noted =
    noted ||
    setTimeout(() => {
      noted = 0;
      writeHash();
    });
}
function writeHash() {
  const words = new URLSearchParams();
  if (STATE.node !== null) words.set("n", NODES[STATE.node].id);
  if (STATE.edge !== null) words.set("e", EDGES[STATE.edge].name);
  for (const e of STATE.way || []) words.append("w", EDGES[e].name);
  words.set("v", STATE.view);
  if (STATE.by !== BYS[0]) words.set("a", STATE.by);
  if (STATE.section !== null) words.set("g", STATE.section);
  if (STATE.focus !== null) words.set("z", NODES[STATE.focus].id);
  if (STATE.hops !== 1) words.set("h", STATE.hops);
  if (STATE.sure) words.set("m", STATE.sure);
  if (STATE.query) words.set("q", STATE.query);
  for (const n of STATE.shut) words.append("x", NODES[n].id);
  const added = [...STATE.off].filter((value) => !OFF.has(value)).map((value) => "-" + value);
  const taken = [...OFF].filter((value) => !STATE.off.has(value)).map((value) => "+" + value);
  for (const value of [...added, ...taken].sort()) words.append("f", value);
  try {
    window.history.replaceState(null, "", "#" + words);
  } catch {
    // Some browsers refuse this for files; the page works without.
  }
}

// Read a hash written by anybody: what it names and is not here is passed over.
function readHash() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  const known = (name, test) =>
    words
      .getAll(name)
      .map((id) => byId.get(id))
      .filter((n) => n !== undefined && test(n));
  const [node = null] = known("n", () => true);
  const [focus = null] = known("z", () => true);
  const way = words
    .getAll("w")
    .map((name) => EDGE_NAMES.get(name))
    .filter((e) => e !== undefined && isCausal(EDGES[e]));
  const [by = BYS[0]] = BYS.filter((name) => name === words.get("a"));
  const frames = DATA.arrangements.find((one) => one.name === by).frames;
  const [hops, sure, section] = ["h", "m", "g"].map((name) => Number(words.get(name)));
  return {
    off: readFilters(words.getAll("f")),
    view: VIEWS.includes(words.get("v")) ? words.get("v") : narrow.matches ? "outline" : "map",
    by,
    section:
      words.has("g") && Number.isInteger(section) && frames[section]
        ? section
        : grand && node !== null
          ? leafOf(by, node)
          : null,
    node,
    edge: node === null && EDGE_NAMES.has(words.get("e")) ? EDGE_NAMES.get(words.get("e")) : null,
    way: node === null && way.length ? way : null,
    focus,
    shut: new Set(known("x", (n) => under(n).length > 0)),
    hops: [1, 2, 3].includes(hops) ? hops : 1,
    sure: sure > 0 && sure <= 1 ? sure : 0,
    query: (words.get("q") || "").slice(0, 200),
  };
}

function readFilters(words) {
  const off = new Set(OFF);
  for (const word of words) {
    const value = word.slice(1);
    if (!FACETS.some((facet) => facet.values.some((one) => `${facet.name}:${one.value}` === value))) continue;
    if (word[0] === "-") off.add(value);
    else off.delete(value);
  }
  return off;
}
