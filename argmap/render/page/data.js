// What the page holds, and the ways through it. A node or edge is named by its number.
const DATA = JSON.parse($("data").textContent);
const tidy = (text) => text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ").split(SPACES).filter(Boolean).join(" ");
const SPACES = /[ \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const quote = ({ document, start, end }) => tidy(((DATA.documents[document] || {}).text || "").slice(start, end));

// Unpack what Python wrote without what says nothing.
function unpackEvidence([document, start, end, rule, cue, confidence, certainty = "certain", said = []]) {
  return { document, start, end, rule: DATA.rules[rule], cue, confidence, certainty, said };
}
function unpackNode(packed) {
  const node = { head: "", tags: "", weight: 0, mechanisms: [], also: [], definition: "", text: "", ...packed };
  node.evidence = (packed.evidence || []).map(unpackEvidence);
  if (["claim", "prediction", "evidence"].includes(node.kind)) {
    Object.assign(node, { holder: "", certainty: "certain", negated: false, ...packed, evidence: node.evidence });
    node.documents = [...new Set(node.evidence.map((one) => one.document))];
    node.linked = !packed.alone;
    node.text = node.text || quote(node.evidence[0]);
  }
  const cut = node.breaks[node.breaks.length - 1] < node.text.length;
  node.lines = node.breaks.slice(1).map((end, i) => node.text.slice(node.breaks[i], end).trim());
  if (cut) node.lines[node.lines.length - 1] += "…";
  return node;
}
const NODES = DATA.nodes.map(unpackNode);
const EDGES = DATA.edges.map((edge) => ({ negated: false, ...edge, evidence: (edge.evidence || []).map(unpackEvidence) }));
const LOOKS = DATA.encodings;
const other = (edge, n) => (edge.from === n ? edge.to : edge.from);
const byId = new Map(NODES.map((node, n) => [node.id, n]));
const edgesOf = NODES.map(() => []);
EDGES.forEach((edge, e) => {
  edgesOf[edge.from].push(e);
  if (edge.to !== edge.from) edgesOf[edge.to].push(e);
});

for (const [n, edges] of edgesOf.entries()) edges.sort((a, b) => other(EDGES[a], n) - other(EDGES[b], n) || a - b);

const isProposition = (n) => NODES[n].holder !== undefined;
const isConcept = (n) => NODES[n].kind === "concept";
const numbers = NODES.map((_, n) => n);
const PROPOSITIONS = numbers.filter(isProposition);
const MECHANISMS = numbers.filter((n) => NODES[n].kind === "mechanism");
const CONCEPTS = numbers.filter(isConcept);
const PREDICTIONS = PROPOSITIONS.filter((n) => NODES[n].kind === "prediction");

const restingOn = new Map(MECHANISMS.map((m) => [m, []]));
for (const n of numbers) for (const m of NODES[n].mechanisms) restingOn.get(m).push(n);
const statedBy = new Map();
EDGES.forEach((edge, e) => {
  for (const evidence of edge.evidence)
    for (const n of evidence.said) statedBy.set(n, [...(statedBy.get(n) || []), e]);
});

const isCausal = (edge) => isConcept(edge.from) && isConcept(edge.to);

function authorOf(d) {
  const essay = DATA.documents[d];
  return (essay && essay.author) || (DATA.documents.length > 1 ? `author of ${(essay && essay.title) || "an essay"}` : "the author");
}
const holderOf = (n) => (NODES[n].holder || authorOf(NODES[n].documents[0]));

// The arguments of a node: what supports or attacks it, in the order of the text.
const under = (n) => edgesOf[n].filter((e) => EDGES[e].to === n && !isCausal(EDGES[e]));
const above = (n) => edgesOf[n].filter((e) => EDGES[e].from === n && !isCausal(EDGES[e]));

// Everything within so many links of a node.
function around(n, hops) {
  const found = new Set([n]);
  let edge = [n];
  for (let hop = 0; hop < hops; hop++) {
    const next = [];
    for (const at of edge) {
      const near = edgesOf[at].map((e) => other(EDGES[e], at));
      if (NODES[at].kind === "mechanism") near.push(...restingOn.get(at));
      for (const m of near) if (!found.has(m)) { found.add(m); next.push(m); }
    }
    edge = next;
  }
  return found;
}

// A connected argument: everything that links join to a node.
const whole = (n) => around(n, 64);
