// Which nodes and links are shown: facets, each with its values and how many nodes have them.
const FILTER = { stale: true, shown: new Set(), links: new Set() };

const tally = (keys) => {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) || 0) + 1);
  return found;
};
const most = (found) => [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const listed = (order, found) => order.filter((key) => found.has(key)).map((key) => [key, found.get(key)]);

const edgeTally = tally(EDGES.map((edge) => edge.kind));
const resting = PROPOSITIONS.reduce((sum, n) => sum + NODES[n].mechanisms.length, 0);
if (resting) edgeTally.set("rests", resting);
const mechanismOf = (n) => (NODES[n].mechanisms.length ? NODES[n].mechanisms.map((m) => NODES[m].id) : ["none"]);
const title = (d) => (DATA.documents[d] && DATA.documents[d].title) || `Essay ${d + 1}`;

const FACETS = [
  {
    name: "kind",
    title: "Kinds",
    of: (n) => [NODES[n].kind],
    values: listed(["claim", "prediction", "evidence", "mechanism"], tally(numbers.map((n) => NODES[n].kind)))
      .map(([value, size]) => ({ value, size, label: LOOKS.nodes[value].many })),
  },
  {
    name: "link",
    title: "Links",
    values: listed(Object.keys(LOOKS.links), edgeTally)
      .map(([value, size]) => ({ value, size, label: LOOKS.links[value].one })),
  },
  {
    name: "stands",
    title: "Place",
    of: (n) => (isProposition(n) ? [NODES[n].linked ? "linked" : "alone"] : []),
    values: listed(["linked", "alone"], tally(PROPOSITIONS.map((n) => (NODES[n].linked ? "linked" : "alone"))))
      .map(([value, size]) => ({ value, size, label: value === "alone" ? "standing alone" : "in an argument" })),
  },
  {
    name: "certainty",
    title: "Certainty",
    of: (n) => (isProposition(n) ? [NODES[n].certainty] : []),
    values: listed(["certain", "probable", "possible"], tally(PROPOSITIONS.map((n) => NODES[n].certainty)))
      .map(([value, size]) => ({ value, size, label: value })),
  },
  {
    name: "holder",
    title: "Held by",
    of: (n) => (isProposition(n) ? [holderOf(n)] : []),
    values: most(tally(PROPOSITIONS.map(holderOf))).map(([value, size]) => ({ value, size, label: value })),
  },
  {
    name: "mechanism",
    title: "Mechanism",
    of: (n) => (isProposition(n) ? mechanismOf(n) : []),
    values: most(tally(PROPOSITIONS.flatMap(mechanismOf)))
      .sort((a, b) => (a[0] === "none") - (b[0] === "none"))
      .map(([value, size]) => ({ value, size, label: value === "none" ? "none named" : NODES[byId.get(value)].text })),
  },
  {
    name: "essay",
    title: "Essay",
    of: (n) => (isProposition(n) ? NODES[n].documents.map(String) : []),
    values: DATA.documents.length < 2 ? [] : most(tally(PROPOSITIONS.flatMap((n) => NODES[n].documents.map(String))))
      .map(([value, size]) => ({ value, size, label: title(Number(value)) })),
  },
];

// A node with many values of a facet is shown while one of them is.
function passes(n) {
  return FACETS.every((facet) => {
    const values = facet.of ? facet.of(n) : [];
    return !values.length || values.some((value) => !STATE.off.has(`${facet.name}:${value}`));
  });
}

function refilter() {
  if (!FILTER.stale) return;
  FILTER.stale = false;
  FILTER.links = new Set(Object.keys(LOOKS.links).filter((kind) => !STATE.off.has("link:" + kind)));
  FILTER.shown = new Set(numbers.filter(passes));
}

const shown = (n) => (refilter(), FILTER.shown.has(n) || n === STATE.node);
const linkShown = (edge) => (refilter(), FILTER.links.has(edge.kind) && shown(edge.from) && shown(edge.to));

function toggle(value) {
  const off = new Set(STATE.off);
  if (!off.delete(value)) off.add(value);
  update({ off });
}

// Show one value of a facet only; once more, all of them.
function only(facet, value) {
  const others = facet.values.filter((one) => one.value !== value).map((one) => `${facet.name}:${one.value}`);
  const off = new Set(STATE.off);
  const alone = !off.has(`${facet.name}:${value}`) && others.every((one) => off.has(one));
  off.delete(`${facet.name}:${value}`);
  for (const one of others) alone ? off.delete(one) : off.add(one);
  update({ off });
}

const changedFilters = () =>
  [...STATE.off].filter((value) => !OFF.has(value)).length + [...OFF].filter((value) => !STATE.off.has(value)).length;

// Words found in a node; null when nothing is sought.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const haystack = NODES.map((node, n) =>
  fold([node.text, ...(node.also || []), isProposition(n) ? holderOf(n) : "",
    ...(node.mechanisms || []).map((m) => NODES[m].text)].join("\n")));
function hits() {
  const words = fold(STATE.query).split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  return new Set(numbers.filter((n) => words.every((word) => haystack[n].includes(word))));
}
let found = null;
follow(["query"], () => { found = hits(); });
