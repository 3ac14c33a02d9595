// Loops, as Python found them, and chains of causes from or to a concept, on request.
const CHAIN = { steps: 6, most: 40, tries: 20000 };

// Every link between two concepts in this direction that is not denied.
const between = (a, b) => edgesOf[a].filter((e) => EDGES[e].from === a && EDGES[e].to === b && !EDGES[e].negated);
const signOf = (edge) => ({ raises: 1, lowers: -1, affects: 0 })[edge.kind];

const LOOPS = nameLoops(DATA.loops);
function nameLoops(loops) {
  const counts = { reinforcing: 0, balancing: 0, undecided: 0 };
  return loops.map(({ nodes, kind }) => ({
    nodes,
    kind,
    name: kind[0].toUpperCase() + ++counts[kind],
    edges: nodes.flatMap((n, i) => between(n, nodes[(i + 1) % nodes.length])),
  }));
}

// The link that closes a loop carries its name on the map.
const loopsOn = new Map();
for (const loop of LOOPS) {
  const last = loop.edges[loop.edges.length - 1];
  loopsOn.set(last, [...(loopsOn.get(last) || []), loop.name]);
}

const FEEDBACK = {
  reinforcing: "Reinforcing: a change that runs round comes back stronger.",
  balancing: "Balancing: a change that runs round is checked.",
  undecided: "Undecided: the sign of a step is not said, or disputed.",
};

// Chains of links from a concept onward, or back; only whole ones, that go on to no further concept.
function chains(start, onward) {
  const ways = [];
  let tries = 0;
  const go = (n, path, passed) => {
    const next = edgesOf[n].filter(
      (e) =>
        (onward ? EDGES[e].from : EDGES[e].to) === n &&
        !EDGES[e].negated &&
        FILTER.links.has(e) &&
        !passed.has(other(EDGES[e], n)),
    );
    if (ways.length >= CHAIN.most || ++tries > CHAIN.tries) return;
    if (path.length && (!next.length || path.length === CHAIN.steps))
      return ways.push(onward ? path : [...path].reverse());
    for (const e of next) go(other(EDGES[e], n), [...path, e], new Set(passed).add(other(EDGES[e], n)));
  };
  refilter();
  go(start, [], new Set([start]));
  return ways.sort((a, b) => a.length - b.length);
}

// What a chain does from its first cause to its last effect.
function effectOf(way) {
  const sign = way.reduce((product, e) => product * signOf(EDGES[e]), 1);
  return LOOKS.links[sign > 0 ? "raises" : sign < 0 ? "lowers" : "affects"];
}

function chainWords(way) {
  const words = [el("span", { dir: "auto" }, NODES[EDGES[way[0]].from].text)];
  for (const e of way)
    words.push(
      el("em", { class: "l-" + EDGES[e].kind }, ` ${verb(EDGES[e])} `),
      el("span", { dir: "auto" }, NODES[EDGES[e].to].text),
    );
  return words;
}

const wayButton = (way, ...before) =>
  button("jump chain", () => selectWay(way), el("span", {}, ...before, ...chainWords(way)));

const unrolled = new Set();
function chainList(n, onward) {
  const name = `${n} ${onward}`;
  const words = onward ? "Chains from here" : "Chains to here";
  if (!edgesOf[n].some((e) => (onward ? EDGES[e].from : EDGES[e].to) === n && !EDGES[e].negated)) return null;
  const open = button(
    "plain",
    () => {
      unrolled.has(name) ? unrolled.delete(name) : unrolled.add(name);
      drawCard();
    },
    words,
  );
  open.setAttribute("aria-expanded", String(unrolled.has(name)));
  if (!unrolled.has(name)) return open;
  const ways = chains(n, onward);
  return el(
    "div",
    { class: "rows" },
    open,
    ...ways.map((way) => wayButton(way)),
    ways.length ? null : el("p", { class: "quiet" }, "None passes the filters."),
    ways.length < CHAIN.most ? null : el("p", { class: "quiet" }, `The first ${CHAIN.most}.`),
  );
}

const sameEdges = (a, b) => a.length === b.length && a.every((e) => b.includes(e));
function wayCard(way) {
  const loop = LOOPS.find((one) => sameEdges(one.edges, way));
  const effect = effectOf(way);
  return [
    el("p", { class: "kicker" }, loop ? `Loop ${loop.name}` : "Chain of causes"),
    el(
      "p",
      { class: "facts" },
      loop ? FEEDBACK[loop.kind] : `${count(way.length, "step")}; in all, the first ${effect.one} the last.`,
    ),
    ...way
      .flatMap((e, i) => [
        i ? null : jump(EDGES[e].from),
        el(
          "div",
          { class: "row" },
          el("p", { class: "between l-" + EDGES[e].kind }, verb(EDGES[e])),
          reason(e, verb(EDGES[e])),
        ),
        jump(EDGES[e].to),
      ])
      .filter(Boolean),
    el(
      "div",
      { class: "rows why" },
      el("h2", {}, "said in"),
      ...way.flatMap((e) => EDGES[e].evidence.slice(0, 1).map((one) => el("q", { dir: "auto" }, quote(one)))),
    ),
  ];
}

function loopRows() {
  return LOOPS.map((loop) => wayButton(loop.edges, el("b", { class: "loop" }, loop.name), ` ${loop.kind}: `));
}
