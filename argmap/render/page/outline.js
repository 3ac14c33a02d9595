// The same argument as nested lists of buttons: for the keyboard, for screen readers, for paper.
let told = new Set();
let atOnce = 300;

// Deeper than this an argument goes on as a tree of its own.
const DEEPEST = 16;
let later = [];
function treesOf(n) {
  const trees = treeOf(n, "", new Set());
  while (later.length) {
    const next = later.shift();
    if (!told.has(next)) trees.push(...treeOf(next, "", new Set()));
  }
  return trees;
}

// A list of what `make` makes of each key; a long one goes on when asked.
function listOf(name, keys, make) {
  const list = el("ul", { class: name });
  let from = 0;
  const more = el(
    "li",
    {},
    button("link", () => go(), ""),
  );
  const go = () => {
    more.remove();
    list.append(...keys.slice(from, from + atOnce).flatMap(make));
    from += atOnce;
    if (from >= keys.length) return;
    more.firstChild.textContent = `${keys.length - from} more`;
    list.append(more);
  };
  go();
  return list;
}

const inOutline = (n) => allowed(n) && (!found || found.has(n));

// A proposition that is left out hands its place to what is under it.
function treeOf(n, word, path) {
  if (path.has(n)) return [];
  if (path.size >= DEEPEST) {
    later.push(n);
    return [];
  }
  const inner = new Set(path).add(n);
  const again = told.has(n);
  told.add(n);
  const kids = again
    ? []
    : under(n)
        .filter((e) => FILTER.links.has(e))
        .flatMap((e) => treeOf(EDGES[e].from, EDGES[e].kind, inner));
  if (!inOutline(n)) return kids;
  return [itemOf(n, word, kids, again)];
}

function itemOf(n, word, kids, again) {
  const node = NODES[n];
  const shut = STATE.shut.has(n) && kids.length > 0;
  const knob = kids.length
    ? button(
        "fold",
        () => {
          fold(n);
          focusIn(n);
        },
        shut ? "+" : "−",
      )
    : null;
  if (knob) {
    knob.setAttribute("aria-expanded", String(!shut));
    knob.setAttribute("aria-label", `${shut ? "Show" : "Hide"} ${kids.length} beneath`);
  }
  const pick = button(
    "node",
    () => select(n, { stay: true }),
    word ? el("em", { class: "l-" + word }, LOOKS.links[word].one) : null,
    badge(node.kind),
    el("span", { class: "hint" }, `${LOOKS.nodes[node.kind].one}: `),
    el("span", { dir: "auto" }, node.text),
    node.head ? el("small", {}, node.head) : null,
    again ? el("small", {}, "told above") : null,
  );
  pick.dataset.node = n;
  if (n === STATE.node) pick.setAttribute("aria-current", "true");
  const [proof] = node.evidence;
  return el(
    "li",
    {},
    el("div", { class: "line" }, knob, pick),
    proof && !again
      ? el(
          "p",
          { class: "paper" },
          `${proof.rule}${proof.cue ? ` on “${clip(proof.cue, 60)}”` : ""} · ${percent(proof.confidence)}`,
        )
      : null,
    kids.length && !shut ? el("ul", {}, ...kids) : null,
  );
}

const focusIn = (n) => {
  const made = $("list").querySelector(`button[data-node="${n}"]`);
  if (made) made.focus();
};

function buildOutline() {
  refilter();
  told = new Set();
  const alone = PROPOSITIONS.filter((n) => !NODES[n].linked && inOutline(n));
  const causes = EDGES.map((_, e) => e).filter(
    (e) => isCausal(EDGES[e]) && linkShown(e) && (!found || found.has(EDGES[e].from) || found.has(EDGES[e].to)),
  );
  const trees = listOf("tree", allRoots(), treesOf);
  const any = trees.firstChild !== null;
  return [
    ...(any ? [el("h2", {}, "Arguments"), trees] : []),
    ...(causes.length
      ? [el("h2", {}, "Causes"), listOf("tree flat", causes, (e) => el("li", {}, causeButton(e)))]
      : []),
    ...(LOOPS.length && !found
      ? [el("h2", {}, "Loops"), listOf("tree flat", loopRows(), (row) => el("li", {}, row))]
      : []),
    ...(alone.length
      ? [el("h2", {}, "Standing alone"), listOf("tree flat", alone, (n) => itemOf(n, "", [], false))]
      : []),
    ...(any || alone.length || causes.length
      ? []
      : [el("p", { class: "quiet" }, NODES.length ? "Nothing passes the filters." : "Nothing was found to map.")]),
  ];
}

// Arrow keys go up and down the lists; right and left open and shut.
function walk(event) {
  const here = document.activeElement;
  if (["ArrowRight", "ArrowLeft"].includes(event.key) && here.dataset.node) {
    const n = Number(here.dataset.node);
    if (STATE.shut.has(n) !== (event.key === "ArrowRight") || !under(n).length) return;
    event.preventDefault();
    fold(n);
    return focusIn(n);
  }
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [...$("list").querySelectorAll("button.node, button.bet, button.jump")];
  const next = stops[stops.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function drawList() {
  const list = $("list");
  list.hidden = onCanvas();
  if (list.hidden) return;
  list.replaceChildren(...(STATE.view === "outline" ? buildOutline() : buildPredictions()));
}

function markCurrent() {
  for (const made of $("list").querySelectorAll("[aria-current]")) made.removeAttribute("aria-current");
  if (STATE.node === null) return;
  for (const made of $("list").querySelectorAll(`button[data-node="${STATE.node}"]`)) {
    made.setAttribute("aria-current", "true");
    made.scrollIntoView({ block: "nearest" });
  }
}

follow(["view", "off", "sure", "shut", "query"], drawList);
follow(["node"], markCurrent);
