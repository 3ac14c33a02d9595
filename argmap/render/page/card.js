// What is known of the selected node or link, and every way on from it.
const badge = (kind) =>
  el("span", { class: "badge k-" + kind, "aria-hidden": "true" }, LOOKS.nodes[kind].prefix || "·");

function jump(n, name = "jump") {
  const author = several && isProposition(n) ? chipOf(authorOf(NODES[n].documents[0])) : null;
  return button(name, () => select(n), badge(NODES[n].kind), author, el("span", { dir: "auto" }, NODES[n].text));
}

function section(name, ...rows) {
  return rows.length ? el("div", { class: "rows" }, el("h2", {}, name), ...rows) : null;
}

// A long section goes on when asked.
const MOST_ROWS = 25;
function longSection(name, keys, make) {
  if (!keys.length) return null;
  const rows = section(name, ...keys.slice(0, MOST_ROWS).map(make));
  if (keys.length > MOST_ROWS) {
    const more = button(
      "link",
      () => {
        more.remove();
        rows.append(...keys.slice(MOST_ROWS).map(make));
      },
      `${keys.length - MOST_ROWS} more`,
    );
    rows.append(more);
  }
  return rows;
}

function reason(e, words) {
  const made = button("reason", () => selectEdge(e), "why");
  made.setAttribute("aria-label", `Why: ${words}`);
  return made;
}

const verb = (edge) => LOOKS.links[edge.kind][edge.negated ? "denied" : "one"];

function links(n) {
  const groups = [];
  for (const kind of Object.keys(LOOKS.links))
    for (const into of [true, false]) {
      const edges = edgesOf[n].filter((e) => EDGES[e].kind === kind && (into ? EDGES[e].to : EDGES[e].from) === n);
      const words = LOOKS.links[kind][into ? "into" : "one"];
      groups.push(
        longSection(`${words} (${edges.length})`, edges, (e) =>
          el(
            "div",
            { class: "row" },
            jump(other(EDGES[e], n)),
            EDGES[e].negated ? el("small", {}, "denied") : null,
            reason(e, words),
          ),
        ),
      );
    }
  return groups;
}

function nodeTools(n) {
  const folded = STATE.shut.has(n);
  const size = isProposition(n) ? beneath(n).size : 0;
  const tools = [
    edgesOf[n].length || isMechanism(n)
      ? button(
          "plain",
          () => (STATE.focus === n ? leaveFocus() : focusOn(n)),
          STATE.focus === n ? "Leave focus" : "Focus",
        )
      : null,
    edgesOf[n].length ? hopButtons() : null,
    size
      ? button("plain", () => fold(n), folded ? `Expand ${foldedUnder(n)} beneath` : `Collapse ${size} beneath`)
      : null,
  ].filter(Boolean);
  return tools.length ? el("div", { class: "tools-row" }, ...tools) : null;
}

function nodeCard(n) {
  const node = NODES[n];
  const facts = isProposition(n)
    ? [
        `held by ${clip(holderOf(n), 120)}`,
        node.certainty,
        node.negated ? "negated" : "",
        n === DATA.main && edgesOf[n].length ? "main thesis" : "",
      ]
    : [];
  return [
    el("p", { class: "kicker k-" + node.kind }, badge(node.kind), LOOKS.nodes[node.kind].one),
    el(
      "p",
      { class: "facts" },
      several && isProposition(n) ? chipOf(authorOf(node.documents[0])) : null,
      facts.filter(Boolean).join(" · "),
    ),
    el("p", { class: "words", dir: "auto" }, node.text),
    node.horizon
      ? el("p", { class: "fact" }, "Due ", el("b", {}, node.horizon.text || node.horizon.label), datesOf(node.horizon))
      : null,
    ...node.given.map((one) => el("p", { class: "fact" }, el("b", {}, "Only "), condition(one))),
    node.definition ? el("p", { class: "fact" }, node.definition) : null,
    node.also.length ? el("p", { class: "facts" }, "also: " + node.also.join(", ")) : null,
    nodeTools(n),
    ...(isConcept(n) ? [chainList(n, true), chainList(n, false)] : []),
    ...(isConcept(n)
      ? LOOPS.filter((loop) => loop.nodes.includes(n)).map((loop) =>
          wayButton(loop.edges, el("b", { class: "loop" }, loop.name), ` ${loop.kind}: `),
        )
      : []),
    ...links(n),
    section("states that", ...(statedBy.get(n) || []).map(causeButton)),
    section("rests on", ...node.mechanisms.map((m) => jump(m))),
    ...(isMechanism(n) ? reliedOn(n) : []),
    section("also in these words", ...(isProposition(n) ? alsoSaid(n).map((m) => jump(m)) : [])),
    why(node.evidence),
  ];
}

// Who relies on a mechanism, author by author where there are several.
function reliedOn(m) {
  const keys = restingOn.get(m) || [];
  if (!several) return [longSection(`relied on by (${keys.length})`, keys, (n) => jump(n))];
  return AUTHORS.map((author) => {
    const own = keys.filter((n) => isProposition(n) && authorOf(NODES[n].documents[0]) === author);
    return longSection(`${author} (${own.length})`, own, (n) => jump(n));
  }).concat(longSection(`concepts (${keys.filter(isConcept).length})`, keys.filter(isConcept), (n) => jump(n)));
}

// The words of a condition with the word that makes it one.
const condition = ([document, start, end, cue]) =>
  el("span", { dir: "auto" }, `${cue.toLowerCase()} ${quote({ document, start, end })}`);

function datesOf(horizon) {
  const span = [horizon.from || "open", horizon.to || "open"];
  return horizon.from || horizon.to ? ` (${span[0] === span[1] ? span[0] : span.join(" to ")})` : "";
}

function causeButton(e) {
  const edge = EDGES[e];
  return button(
    "jump",
    () => {
      update({ view: "causes", focus: null });
      selectEdge(e);
    },
    el(
      "span",
      {},
      el("span", { dir: "auto" }, NODES[edge.from].text),
      el("em", { class: "l-" + edge.kind }, ` ${verb(edge)} `),
      el("span", { dir: "auto" }, NODES[edge.to].text),
    ),
  );
}

function edgeCard(e) {
  const edge = EDGES[e];
  return [
    el("p", { class: "kicker" }, "Link"),
    jump(edge.from),
    el("p", { class: "between l-" + edge.kind }, verb(edge)),
    jump(edge.to),
    why(edge.evidence, true),
  ];
}

// The words, and the rule or model that found them.
function why(evidence, quoted = false) {
  if (!evidence.length) return null;
  return el(
    "div",
    { class: "rows why" },
    el("h2", {}, "found by"),
    ...evidence.map((one) =>
      el(
        "div",
        { class: "proof" },
        quoted ? el("q", { dir: "auto" }, quote(one)) : null,
        el(
          "p",
          {},
          el("code", {}, one.rule || "no rule named"),
          one.cue ? el("span", {}, ` on “${clip(one.cue, 80)}”`) : "",
          one.certainty !== "certain" && quoted ? ` · said as ${one.certainty}` : "",
          several && one.document >= 0 ? ` · ${title(one.document)}` : "",
        ),
        el(
          "p",
          { class: "sure" },
          el("meter", { min: 0, max: 1, value: one.confidence, "aria-label": "confidence" }),
          ` ${percent(one.confidence)} confidence`,
        ),
        ...(quoted ? one.said.map((n) => jump(n)) : []),
      ),
    ),
  );
}

function welcome() {
  if (!NODES.length) return [el("p", { class: "quiet" }, "Nothing was found to map.")];
  return STATE.view === "causes" ? welcomeCauses() : welcomeMap();
}

function welcomeMap() {
  const main = DATA.main;
  const sizes = STATED.map((kind) => {
    const n = PROPOSITIONS.filter((m) => NODES[m].kind === kind).length;
    return n ? count(n, LOOKS.nodes[kind].one.toLowerCase(), LOOKS.nodes[kind].many.toLowerCase()) : "";
  });
  const causes = EDGES.filter(isCausal).length;
  const others = EDGES.length - causes;
  return [
    el(
      "p",
      { class: "facts" },
      [...sizes, others && count(others, "link"), causes && count(causes, "cause")].filter(Boolean).join(" · "),
    ),
    main === null || !edgesOf[main].length ? null : section("main thesis", jump(main)),
    several
      ? section(
          "where they meet",
          ...meetings().map(([m, authors]) =>
            el("div", { class: "row" }, jump(m), el("small", {}, count(authors, "author"))),
          ),
        )
      : null,
    el("p", { class: "quiet" }, "Choose a box or a sentence to see what it rests on."),
  ];
}

// Mechanisms that several authors rest their claims on.
function meetings() {
  const authors = (m) =>
    new Set(
      restingOn
        .get(m)
        .filter(isProposition)
        .map((n) => authorOf(NODES[n].documents[0])),
    ).size;
  return MECHANISMS.map((m) => [m, authors(m)])
    .filter(([, size]) => size > 1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6);
}

function welcomeCauses() {
  const busy = [...CONCEPTS]
    .sort((a, b) => edgesOf[b].length - edgesOf[a].length)
    .slice(0, 5)
    .filter((n) => edgesOf[n].length > 1);
  const signs = ["raises", "lowers", "affects"].map((kind) => [kind, edgeTally.get(kind) || 0]).filter(([, n]) => n);
  return [
    el(
      "p",
      { class: "facts" },
      [count(CONCEPTS.length, "concept"), ...signs.map(([kind, n]) => `${n} × ${LOOKS.links[kind].one}`)].join(" · "),
    ),
    section(`loops (${LOOPS.length})`, ...loopRows()),
    section("most linked", ...busy.map((n) => jump(n))),
    el(
      "p",
      { class: "quiet" },
      "Choose a concept for the chains from it and to it, a link for the words that state it.",
    ),
  ];
}

function drawCard() {
  const card = $("card");
  const chosen = STATE.node !== null || STATE.edge !== null || STATE.way !== null;
  const tools = chosen
    ? el(
        "div",
        { class: "corner" },
        been.length ? button("link", back, "Back") : null,
        tool("close", "Close", () => update({ node: null, edge: null, way: null })),
      )
    : null;
  const parts =
    STATE.node !== null
      ? nodeCard(STATE.node)
      : STATE.edge !== null
        ? edgeCard(STATE.edge)
        : STATE.way
          ? wayCard(STATE.way)
          : welcome();
  card.replaceChildren(...[tools, ...parts].filter(Boolean));
  card.classList.toggle("chosen", chosen);
  card.scrollTop = 0;
}

follow(["node", "edge", "way", "focus", "hops", "shut"], drawCard);
follow(["view"], (changed) => !changed.includes("node") && drawCard());
