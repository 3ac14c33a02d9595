// What is shown: one object, kept in the URL's hash, and the parts of the page that follow it.
const VIEWS = ["map", "outline", "predictions", "causes"];
const narrow = window.matchMedia("(max-width: 799px)");
const anyLinked = PROPOSITIONS.some((n) => NODES[n].linked);
const OFF = new Set(["link:rests", ...(anyLinked ? ["stands:alone"] : [])]);
const STATE = { view: "map", node: null, edge: null, hops: 1, off: new Set(OFF), query: "", section: null };
const followers = [];

// Call `draw` whenever one of the named parts of the state changes.
const follow = (parts, draw) => followers.push({ parts, draw });

function update(patch) {
  const changed = Object.keys(patch).filter((part) => STATE[part] !== patch[part]);
  Object.assign(STATE, patch);
  if (changed.includes("off")) FILTER.stale = true;
  for (const { parts, draw } of followers) if (parts.some((part) => changed.includes(part))) draw(changed);
  if (changed.length) writeHash();
}

const history_ = [];
function select(n, options = {}) {
  if (n !== null && STATE.node !== null && STATE.node !== n && !options.back) history_.push(STATE.node);
  const patch = { node: n, edge: null };
  if (n !== null && isConcept(n) && STATE.view === "map") patch.view = "causes";
  if (n !== null && isProposition(n) && STATE.view === "causes" && !options.stay) patch.view = "map";
  if (n !== null && NODES[n].group !== undefined) patch.section = NODES[n].group;
  update(patch);
}
const selectEdge = (e) => update({ edge: e, node: null });
function back() {
  const n = history_.pop();
  select(n === undefined ? null : n, { back: true });
}

function writeHash() {
  const words = new URLSearchParams();
  if (STATE.node !== null) words.set("n", NODES[STATE.node].id);
  if (STATE.edge !== null) words.set("e", EDGES[STATE.edge].id);
  words.set("v", STATE.view);
  if (STATE.hops !== 1) words.set("h", STATE.hops);
  if (STATE.query) words.set("q", STATE.query);
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
  const off = new Set(OFF);
  for (const word of words.getAll("f")) {
    const value = word.slice(1);
    if (!FACETS.some((facet) => facet.values.some((one) => `${facet.name}:${one.value}` === value))) continue;
    if (word[0] === "-") off.add(value);
    else off.delete(value);
  }
  const named = byId.get(words.get("n"));
  const edge = EDGES.findIndex((one) => one.id === words.get("e"));
  const hops = Number(words.get("h"));
  return {
    off,
    view: VIEWS.includes(words.get("v")) ? words.get("v") : narrow.matches ? "outline" : "map",
    node: named === undefined ? null : named,
    edge: named === undefined && edge >= 0 ? edge : null,
    hops: [1, 2, 3].includes(hops) ? hops : 1,
    query: (words.get("q") || "").slice(0, 200),
  };
}
