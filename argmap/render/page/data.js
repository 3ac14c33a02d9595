// What the page holds, and the ways through it. A node or edge is named by its number.
const DATA = JSON.parse($("data").textContent);
const LOOKS = DATA.encodings;
const M = DATA.metrics;
const SPACES = /[ \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const tidy = (text) =>
  text
    .replace(/[\x00-\x1f\x7f-\x9f]/g, " ")
    .split(SPACES)
    .filter(Boolean)
    .join(" ");
const textOf = (d) => (DATA.documents[d] || {}).text || "";
const quote = ({ document, start, end }) => tidy(textOf(document).slice(start, end));

// Unpack what Python wrote as tables, and without what says nothing.
const records = ({ keys, rows }) =>
  rows.map((row) => {
    const record = {};
    row.forEach((value, i) => {
      if (value !== 0) record[keys[i]] = value;
    });
    return record;
  });
function unpackEvidence([document, start, end, rule, cue, confidence, certainty = "certain", said = []]) {
  return { document, start, end, rule: DATA.rules[rule], cue, confidence, certainty, said };
}

const STATED = ["claim", "prediction", "evidence"];
class Item {
  constructor({ text = "", evidence = [], ...packed }) {
    Object.assign(
      this,
      { head: "", tags: "", weight: 0, mechanisms: [], also: [], definition: "", given: [], x: 0, y: 0 },
      packed,
    );
    this.evidence = evidence.map(unpackEvidence);
    this.words = text;
    this.stated = STATED.includes(this.kind);
    if (!this.stated) return;
    for (const [name, value] of Object.entries({ holder: "", certainty: "certain", negated: false }))
      this[name] = packed[name] || value;
    this.documents = [...new Set(this.evidence.map((one) => one.document))];
    this.linked = !packed.alone;
  }

  // Twenty thousand texts need not be cut out before one is read.
  get text() {
    if (!this.words && this.evidence.length) this.words = quote(this.evidence[0]);
    return this.words;
  }

  get lines() {
    const { text, breaks } = this;
    const lines = breaks.slice(1).map((end, i) => text.slice(breaks[i], end).trim());
    if (breaks[breaks.length - 1] < text.length) lines[lines.length - 1] += "…";
    Object.defineProperty(this, "lines", { value: lines });
    return lines;
  }
}

const NODES = records(DATA.nodes).map((packed) => new Item(packed));
const EDGES = records(DATA.edges).map((edge) => ({
  from: 0,
  to: 0,
  negated: false,
  ...edge,
  evidence: (edge.evidence || []).map(unpackEvidence),
}));
const sureOf = (item) =>
  item.evidence.reduce((most, one) => Math.max(most, one.confidence), item.evidence.length ? 0 : 1);
for (const item of [...NODES, ...EDGES]) item.sure = sureOf(item);
for (const edge of EDGES) edge.documents = [...new Set(edge.evidence.map((one) => one.document))];

// Links of one inference share its id; a link's own name counts them.
const EDGE_NAMES = new Map();
EDGES.forEach((edge, e) => {
  let name = edge.id;
  for (let i = 1; EDGE_NAMES.has(name); i++) name = `${edge.id}~${i}`;
  EDGE_NAMES.set(name, e);
  edge.name = name;
});

const other = (edge, n) => (edge.from === n ? edge.to : edge.from);
const byId = new Map(NODES.map((node, n) => [node.id, n]));
const edgesOf = NODES.map(() => []);
EDGES.forEach((edge, e) => {
  edgesOf[edge.from].push(e);
  if (edge.to !== edge.from) edgesOf[edge.to].push(e);
});
for (const [n, edges] of edgesOf.entries()) edges.sort((a, b) => other(EDGES[a], n) - other(EDGES[b], n) || a - b);

const isProposition = (n) => NODES[n].stated;
const isConcept = (n) => NODES[n].kind === "concept";
const isMechanism = (n) => NODES[n].kind === "mechanism";
const numbers = NODES.map((_, n) => n);
const PROPOSITIONS = numbers.filter(isProposition);
const MECHANISMS = numbers.filter(isMechanism);
const CONCEPTS = numbers.filter(isConcept);
const PREDICTIONS = PROPOSITIONS.filter((n) => NODES[n].kind === "prediction");

const restingOn = new Map(MECHANISMS.map((m) => [m, []]));
for (const n of numbers) for (const m of NODES[n].mechanisms) restingOn.get(m).push(n);
const statedBy = new Map();
EDGES.forEach((edge, e) => {
  for (const evidence of edge.evidence)
    for (const n of evidence.said) {
      if (!statedBy.has(n)) statedBy.set(n, []);
      if (!statedBy.get(n).includes(e)) statedBy.get(n).push(e);
    }
});

const isCausal = (edge) => isConcept(edge.from) && isConcept(edge.to);

const title = (d) => (DATA.documents[d] && DATA.documents[d].title) || `Essay ${d + 1}`;
function authorOf(d) {
  const essay = DATA.documents[d];
  return (essay && essay.author) || (DATA.documents.length > 1 ? `author of ${title(d)}` : "the author");
}
const AUTHORS = [...new Set(DATA.documents.map((_, d) => authorOf(d)))];
const several = DATA.documents.length > 1;
const holderOf = (n) => NODES[n].holder || authorOf(NODES[n].documents[0]);

// The arguments of a node: what supports or attacks it, in the order of the text; and what it bears on.
const under = (n) => edgesOf[n].filter((e) => EDGES[e].to === n && !isCausal(EDGES[e]));
const above = (n) => edgesOf[n].filter((e) => EDGES[e].from === n && !isCausal(EDGES[e]));

// Everything beneath a node.
function beneath(n) {
  const found = new Set();
  const waiting = [n];
  while (waiting.length)
    for (const e of under(waiting.pop())) {
      const m = EDGES[e].from;
      if (m !== n && !found.has(m)) {
        found.add(m);
        waiting.push(m);
      }
    }
  return found;
}

// Everything within so many links of a node, and how many each is away.
function around(n, hops) {
  const found = new Map([[n, 0]]);
  let edge = [n];
  for (let hop = 1; hop <= hops && edge.length; hop++) {
    const next = [];
    for (const at of edge) {
      const near = edgesOf[at].map((e) => other(EDGES[e], at));
      if (isMechanism(at)) near.push(...restingOn.get(at));
      for (const m of near)
        if (!found.has(m)) {
          found.set(m, hop);
          next.push(m);
        }
    }
    edge = next;
  }
  return found;
}

// What no link carries further, the main thesis first; and of a circle, which has no such end, its first.
function roots() {
  const linked = PROPOSITIONS.filter((n) => NODES[n].linked);
  const first = (n) => (n === DATA.main ? 0 : 1);
  const tops = linked
    .filter((n) => !above(n).length)
    .sort((a, b) => first(a) - first(b) || NODES[b].weight - NODES[a].weight || a - b);
  const reached = new Set();
  const reach = (top) => {
    const waiting = [top];
    while (waiting.length) {
      const n = waiting.pop();
      if (reached.has(n)) continue;
      reached.add(n);
      for (const e of under(n)) waiting.push(EDGES[e].from);
    }
  };
  tops.forEach(reach);
  for (const n of linked)
    if (!reached.has(n)) {
      tops.push(n);
      reach(n);
    }
  return tops;
}
let rootsKept = null;
const allRoots = () => (rootsKept = rootsKept || roots());
