// What is known of the selected node or link, and every way on from it.
const badge = (kind) => el("span", { class: "badge k-" + kind }, LOOKS.nodes[kind].prefix || "·");

function jump(n, name = "jump") {
  return button(name, () => select(n), badge(NODES[n].kind), el("span", { dir: "auto" }, NODES[n].text));
}

function section(name, ...rows) {
  return rows.length ? el("div", { class: "rows" }, el("h3", {}, name), ...rows) : null;
}

function rows(edges, n, words) {
  return edges.map((e) => el("div", { class: "row" }, jump(other(EDGES[e], n)),
    reason(e, words)));
}

function reason(e, words) {
  const made = button("reason", () => selectEdge(e), "why");
  made.setAttribute("aria-label", `Why: ${words}`);
  return made;
}

const verb = (edge) => LOOKS.links[edge.kind][edge.negated ? "denied" : "one"];

function links(n) {
  const groups = [];
  const gather = (kind, into) => {
    const edges = edgesOf[n].filter((e) => EDGES[e].kind === kind && (into ? EDGES[e].to : EDGES[e].from) === n);
    const words = LOOKS.links[kind][into ? "into" : "one"];
    groups.push(section(`${words} (${edges.length})`, ...rows(edges, n, words)));
  };
  for (const kind of Object.keys(LOOKS.links)) {
    gather(kind, true);
    gather(kind, false);
  }
  return groups.filter((group) => group && group.querySelector("button"));
}

function nodeCard(n) {
  const node = NODES[n];
  const facts = isProposition(n)
    ? [`held by ${holderOf(n)}`, node.certainty, node.negated ? "negated" : "", n === DATA.main && edgesOf[n].length ? "main thesis" : ""]
    : [];
  const causal = (statedBy.get(n) || []).map((e) => causeButton(e));
  const rests = (node.mechanisms || []).map((m) => jump(m));
  const carried = (restingOn.get(n) || []);
  return [
    el("p", { class: "kicker k-" + node.kind }, badge(node.kind), LOOKS.nodes[node.kind].one),
    el("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    el("p", { class: "words", dir: "auto" }, node.text),
    node.horizon ? el("p", { class: "fact" }, "Due ", el("b", {}, node.horizon.text || node.horizon.label), dates(node.horizon)) : null,
    node.definition ? el("p", { class: "fact" }, node.definition) : null,
    node.also && node.also.length ? el("p", { class: "facts" }, "also: " + node.also.join(", ")) : null,
    ...links(n),
    section("states that", ...causal),
    section("rests on", ...rests),
    section(`relied on by (${carried.length})`, ...carried.map((m) => jump(m))),
    why(node.evidence),
  ];
}

function dates(horizon) {
  const span = [horizon.from || "open", horizon.to || "open"];
  return horizon.from || horizon.to ? ` (${span[0] === span[1] ? span[0] : span.join(" to ")})` : "";
}

function causeButton(e) {
  const edge = EDGES[e];
  return button("jump", () => { update({ view: "causes" }); selectEdge(e); },
    el("span", { dir: "auto" }, NODES[edge.from].text, el("em", { class: "l-" + edge.kind }, ` ${verb(edge)} `), NODES[edge.to].text));
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
  if (!evidence || !evidence.length) return null;
  return el("div", { class: "rows why" }, el("h3", {}, "found by"), ...evidence.map((one) => el("div", { class: "proof" },
    quoted ? el("q", { dir: "auto" }, quote(one)) : null,
    el("p", {}, el("code", {}, one.rule || "no rule named"), one.cue ? el("span", {}, ` on “${clip(one.cue, 80)}”`) : "",
      one.certainty !== "certain" && quoted ? ` · said as ${one.certainty}` : "",
      DATA.documents.length > 1 && one.document >= 0 ? ` · ${title(one.document)}` : ""),
    el("p", { class: "sure" }, el("meter", { min: 0, max: 1, value: one.confidence, "aria-label": "confidence" }),
      ` ${Math.round(one.confidence * 100)} % confidence`),
    ...(quoted ? (one.said || []).map((n) => jump(n)) : []))));
}

function welcome() {
  const main = DATA.main;
  const sizes = ["claim", "prediction", "evidence"].map((kind) => {
    const n = PROPOSITIONS.filter((m) => NODES[m].kind === kind).length;
    return n ? count(n, LOOKS.nodes[kind].one.toLowerCase(), LOOKS.nodes[kind].many.toLowerCase()) : "";
  });
  const causes = EDGES.filter(isCausal).length;
  const links_ = EDGES.length - causes;
  if (!NODES.length) return [el("p", { class: "quiet" }, "Nothing was found to map.")];
  return [
    el("p", { class: "facts" }, [...sizes, links_ && count(links_, "link"), causes && count(causes, "cause")].filter(Boolean).join(" · ")),
    main === null || !edgesOf[main].length ? null : section("main thesis", jump(main)),
    el("p", { class: "quiet" }, "Choose a box or a sentence to see what it rests on."),
  ];
}

function drawCard() {
  const card = $("card");
  const chosen = STATE.node !== null || STATE.edge !== null;
  const tools = chosen ? el("div", { class: "corner" },
    history_.length ? button("link", back, "Back") : null, tool("close", "Close", () => select(null))) : null;
  const parts = STATE.node !== null ? nodeCard(STATE.node) : STATE.edge !== null ? edgeCard(STATE.edge) : welcome();
  card.replaceChildren(...[tools, ...parts].filter(Boolean));
  card.classList.toggle("chosen", chosen);
  card.scrollTop = 0;
}

follow(["node", "edge"], drawCard);
