// Which nodes and links are shown: facets, each with its values and how many have them.
const FILTER = { stale: true, shown: new Set(), links: new Set(), hidden: new Set(), folded: new Map() };

const tally = (keys) => {
  const found = new Map();
  for (const key of keys) found.set(key, (found.get(key) || 0) + 1);
  return found;
};
const commonest = (found) => [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const listed = (order, found) => order.filter((key) => found.has(key)).map((key) => [key, found.get(key)]);
const valued = (pairs, label) => pairs.map(([value, size]) => ({ value, size, label: label(value) }));

const edgeTally = tally(EDGES.map((edge) => edge.kind));
const resting = PROPOSITIONS.reduce((sum, n) => sum + NODES[n].mechanisms.length, 0);
if (resting) edgeTally.set("rests", resting);
const mechanismOf = (n) => (NODES[n].mechanisms.length ? NODES[n].mechanisms.map((m) => NODES[m].id) : ["none"]);
const OWN = several ? "the author" : authorOf(0);
const heldBy = (n) => NODES[n].holder || OWN;

// A date as the facet has it: its year, or its month where all are of one year.
const dates = DATA.documents.map((essay) => (/^\d{4}(-\d\d)?/.exec(essay.date) || ["no date"])[0]);
const years = new Set(dates.map((date) => date.slice(0, 4)));
const writtenOf = (d) =>
  dates[d] === undefined ? "no date" : years.size > 1 && /^\d/.test(dates[d]) ? dates[d].slice(0, 4) : dates[d];
const ofDocuments = (name) => (item) => [...new Set(item.documents.map(name))];
const perDocument = (name) => (!several ? [] : tally(PROPOSITIONS.flatMap((n) => ofDocuments(name)(NODES[n]))));

const FACETS = [
  {
    name: "kind",
    title: "Kinds",
    of: (n) => [NODES[n].kind],
    values: valued(
      listed([...STATED, "mechanism"], tally(numbers.map((n) => NODES[n].kind))),
      (value) => LOOKS.nodes[value].many,
    ),
  },
  {
    name: "link",
    title: "Links",
    values: valued(listed(Object.keys(LOOKS.links), edgeTally), (value) => LOOKS.links[value].one),
  },
  {
    name: "stands",
    title: "Place",
    of: (n) => (isProposition(n) ? [NODES[n].linked ? "linked" : "alone"] : []),
    values: valued(
      listed(["linked", "alone"], tally(PROPOSITIONS.map((n) => (NODES[n].linked ? "linked" : "alone")))),
      (value) => (value === "alone" ? "standing alone" : "in an argument"),
    ),
  },
  {
    name: "author",
    title: "Author",
    of: (n) => (isProposition(n) ? ofDocuments(authorOf)(NODES[n]) : []),
    ofLink: ofDocuments(authorOf),
    values: AUTHORS.length < 2 ? [] : valued(commonest(perDocument(authorOf)), (value) => value),
  },
  {
    name: "written",
    title: "Written",
    of: (n) => (isProposition(n) ? ofDocuments(writtenOf)(NODES[n]) : []),
    ofLink: ofDocuments(writtenOf),
    values: valued(
      [...perDocument(writtenOf)].sort(([a], [b]) => (a < b ? -1 : 1)),
      (value) => value,
    ),
  },
  {
    name: "essay",
    title: "Essay",
    of: (n) => (isProposition(n) ? ofDocuments(String)(NODES[n]) : []),
    ofLink: ofDocuments(String),
    values:
      AUTHORS.length === DATA.documents.length
        ? []
        : valued(commonest(perDocument(String)), (value) => title(Number(value))),
  },
  {
    name: "certainty",
    title: "Certainty",
    of: (n) => (isProposition(n) ? [NODES[n].certainty] : []),
    ofLink: (edge) => (isCausal(edge) ? [...new Set(edge.evidence.map((one) => one.certainty))] : []),
    values: valued(
      listed(["certain", "probable", "possible"], tally(PROPOSITIONS.map((n) => NODES[n].certainty))),
      (value) => value,
    ),
  },
  {
    name: "holder",
    title: "Held by",
    of: (n) => (isProposition(n) ? [heldBy(n)] : []),
    values: valued(commonest(tally(PROPOSITIONS.map(heldBy))), (value) => value),
  },
  {
    name: "mechanism",
    title: "Mechanism",
    of: (n) => (isProposition(n) ? mechanismOf(n) : []),
    values: valued(
      commonest(tally(PROPOSITIONS.flatMap(mechanismOf))).sort((a, b) => (a[0] === "none") - (b[0] === "none")),
      (value) => (value === "none" ? "none named" : NODES[byId.get(value)].text),
    ),
  },
];

// What the facets say of a thing, in the names of filters. One with many values is shown while one of them is.
const named = (facet, values) => values.map((value) => `${facet.name}:${value}`);
const nodeKeys = (n, facets = FACETS) =>
  facets
    .filter((facet) => facet.of)
    .map((facet) => named(facet, facet.of(n)))
    .filter((keys) => keys.length);
const linkKeys = (edge) => [
  ["link:" + edge.kind],
  ...FACETS.filter((facet) => facet.ofLink)
    .map((facet) => named(facet, facet.ofLink(edge)))
    .filter((keys) => keys.length),
];
const isOn = (keys) => keys.some((key) => !STATE.off.has(key));
const passes = (item, keysOf) => {
  if (item.sure < STATE.sure) return false;
  item.keys = item.keys || keysOf();
  return item.keys.every(isOn);
};

// A bet is one wherever it stands: what only thins out the map leaves the predictions alone.
const BET_FACETS = FACETS.filter((facet) => facet.of && !["kind", "stands"].includes(facet.name));
const betPasses = (n) => NODES[n].sure >= STATE.sure && nodeKeys(n, BET_FACETS).every(isOn);

function refilter() {
  if (!FILTER.stale) return;
  FILTER.stale = false;
  FILTER.hidden = collapsed();
  FILTER.folded.clear();
  FILTER.links = new Set();
  EDGES.forEach((edge, e) => passes(edge, () => linkKeys(edge)) && FILTER.links.add(e));
  FILTER.shown = new Set(
    numbers.filter((n) => (isConcept(n) ? conceptPasses(n) : passes(NODES[n], () => nodeKeys(n)))),
  );
}

// A concept is there for its links.
const conceptPasses = (n) => !edgesOf[n].length || edgesOf[n].some((e) => FILTER.links.has(e));

// What is folded away: whatever is reached from the tops of the arguments only through a node that is shut.
function collapsed() {
  if (!STATE.shut.size) return new Set();
  const seen = new Set();
  const waiting = [...allRoots()];
  while (waiting.length) {
    const n = waiting.pop();
    if (seen.has(n)) continue;
    seen.add(n);
    if (!STATE.shut.has(n)) waiting.push(...under(n).map((e) => EDGES[e].from));
  }
  return new Set(PROPOSITIONS.filter((n) => NODES[n].linked && !seen.has(n)));
}
const hiddenBeneath = () => (refilter(), FILTER.hidden);
function foldedUnder(n) {
  refilter();
  if (!FILTER.folded.has(n)) FILTER.folded.set(n, [...beneath(n)].filter((m) => FILTER.hidden.has(m)).length);
  return FILTER.folded.get(n);
}
function fold(n) {
  if (n === null || !isProposition(n) || !under(n).length) return;
  const shut = new Set(STATE.shut);
  if (!shut.delete(n)) shut.add(n);
  update({ shut });
}

const allowed = (n) => (refilter(), FILTER.shown.has(n) || n === STATE.node);
const shown = (n) => allowed(n) && (!FILTER.hidden.has(n) || STATE.focus !== null);
const linkShown = (e) => (refilter(), FILTER.links.has(e) && shown(EDGES[e].from) && shown(EDGES[e].to));

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
  (STATE.sure > 0) +
  [...STATE.off].filter((value) => !OFF.has(value)).length +
  [...OFF].filter((value) => !STATE.off.has(value)).length;
const resetFilters = () => update({ off: new Set(OFF), sure: 0 });

// Words found in a node; null when nothing is sought.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const haystack = [];
const hay = (n) =>
  (haystack[n] =
    haystack[n] ||
    plain(
      [
        NODES[n].text,
        ...NODES[n].also,
        isProposition(n) ? holderOf(n) : "",
        ...NODES[n].mechanisms.map((m) => NODES[m].text),
      ].join("\n"),
    ));
function hits() {
  const words = plain(STATE.query).split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  return new Set(numbers.filter((n) => words.every((word) => hay(n).includes(word))));
}
let found = null;
follow(["query"], () => {
  found = hits();
});
