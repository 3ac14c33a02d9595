// What the page holds, and the ways through it. A node or edge is named by its number.
const DATA = JSON.parse($("data").textContent);
const NODES = DATA.nodes;
const EDGES = DATA.edges;
const LOOKS = DATA.encodings;
const byId = new Map(NODES.map((node, n) => [node.id, n]));
const edgesOf = NODES.map(() => []);
EDGES.forEach((edge, e) => {
  edgesOf[edge.from].push(e);
  if (edge.to !== edge.from) edgesOf[edge.to].push(e);
});

const isProposition = (n) => NODES[n].holder !== undefined;
const isConcept = (n) => NODES[n].kind === "concept";
const numbers = NODES.map((_, n) => n);
const PROPOSITIONS = numbers.filter(isProposition);
const MECHANISMS = numbers.filter((n) => NODES[n].kind === "mechanism");
const CONCEPTS = numbers.filter(isConcept);
const PREDICTIONS = PROPOSITIONS.filter((n) => NODES[n].kind === "prediction");

const restingOn = new Map(MECHANISMS.map((m) => [m, []]));
for (const n of numbers) for (const m of NODES[n].mechanisms || []) restingOn.get(m).push(n);
const statedBy = new Map();
EDGES.forEach((edge, e) => {
  for (const evidence of edge.evidence)
    for (const n of evidence.said || []) statedBy.set(n, [...(statedBy.get(n) || []), e]);
});

const isCausal = (edge) => isConcept(edge.from) && isConcept(edge.to);
const other = (edge, n) => (edge.from === n ? edge.to : edge.from);

function authorOf(d) {
  const essay = DATA.documents[d];
  return (essay && essay.author) || (DATA.documents.length > 1 ? `author of ${(essay && essay.title) || "an essay"}` : "the author");
}
const holderOf = (n) => (NODES[n].holder === "author" ? authorOf(NODES[n].documents[0]) : NODES[n].holder);

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
