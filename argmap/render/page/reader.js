// The essay: its words in runs, each knowing which nodes it says.
const runsOf = new Map();
const BLOCKS = { p: "p", h: "h3", i: "p", q: "blockquote" };

function buildReader() {
  const text = $("text");
  for (const essay of DATA.documents)
    text.append(
      essayHead(essay),
      ...essay.blocks.filter((block, i) => i || !repeatsTitle(essay, block)).map((block) => blockOf(essay.text, block)),
    );
  if (!DATA.documents.length) text.append(el("p", { class: "quiet" }, "This map holds no essay."));
}

// A first line that only says the title again is left out.
function repeatsTitle(essay, [, start, runs]) {
  return runs.every(([, items]) => !items) && tidy(essay.text.slice(start, runs[runs.length - 1][0])) === essay.title;
}

function essayHead(essay) {
  const place = webLink(essay.url);
  const author = authorOf(DATA.documents.indexOf(essay));
  return el(
    "header",
    { class: "essay", dir: "auto" },
    el("h2", {}, essay.title || "Untitled essay"),
    el(
      "p",
      {},
      several ? chipOf(author) : null,
      [clip(essay.author, 160), essay.date].filter(Boolean).join(" · "),
      place && (essay.author || essay.date) ? " · " : "",
      place,
    ),
  );
}

// Only ordinary web and mail addresses become links.
function webLink(address) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return null;
  return el("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, url.hostname || url.pathname);
}

function blockOf(text, [kind, start, runs]) {
  const block = el(BLOCKS[kind], { class: "b-" + kind, dir: "auto" });
  let from = start;
  for (const [end, items] of runs) {
    const words = text.slice(from, end);
    block.append(items ? runOf(words, items) : words);
    from = end;
  }
  return block;
}

function runOf(words, items) {
  const props = items.filter(isProposition);
  const innermost = props[props.length - 1];
  const names = ["run", props.length ? "said k-" + NODES[innermost].kind : "", items.some(isConcept) ? "concept" : ""];
  const run = el("span", { class: names.filter(Boolean).join(" "), click: () => choose(items) }, words);
  for (const n of items) {
    if (!runsOf.has(n)) runsOf.set(n, []);
    runsOf.get(n).push(run);
  }
  run.items = items;
  return run;
}

// A click takes the innermost node; another click on the same words the next one outward.
function choose(items) {
  if (String(window.getSelection())) return;
  const wanted = items.filter((n) => isConcept(n) === (STATE.view === "causes"));
  const order = (wanted.length ? wanted : items).slice().reverse();
  const place = order.indexOf(STATE.node);
  select(order[(place + 1) % order.length], { stay: STATE.view !== "causes" || wanted.length > 0 });
  if (narrow.matches) setPane("text");
}

// What else is said by the words that say a node.
const alsoSaid = (n) =>
  [...new Set((runsOf.get(n) || []).flatMap((run) => run.items))].filter((m) => m !== n && isProposition(m));

let lit = [];
function highlight() {
  for (const run of lit) run.classList.remove("hl", "hl-soft");
  lit = [];
  const light = (n, name) => {
    for (const run of runsOf.get(n) || []) {
      run.classList.add(name);
      lit.push(run);
    }
  };
  if (STATE.node !== null) light(STATE.node, "hl");
  for (const n of restingOn.get(STATE.node) || []) light(n, "hl-soft");
  for (const e of STATE.way || (STATE.edge === null ? [] : [STATE.edge])) {
    const edge = EDGES[e];
    if (isCausal(edge)) for (const evidence of edge.evidence) for (const n of evidence.said) light(n, "hl-soft");
    for (const n of [edge.from, edge.to]) light(n, "hl");
  }
  if (lit.length) scrollToRun(lit.find((run) => run.classList.contains("hl")) || lit[0]);
}

// Paragraphs out of sight have only a guessed height, so look again once those on the way are laid out.
function scrollToRun(run, tries = 6) {
  const text = $("text");
  const [a, b] = [text.getBoundingClientRect(), run.getBoundingClientRect()];
  if (!a.height || (b.top >= a.top + 16 && Math.min(b.bottom, b.top + 60) <= a.bottom - 16)) return;
  text.scrollTop += b.top - a.top - a.height / 4;
  if (tries) requestAnimationFrame(() => lit.includes(run) && scrollToRun(run, tries - 1));
}

follow(["node", "edge", "way"], highlight);
