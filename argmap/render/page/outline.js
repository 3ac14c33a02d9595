// The same argument as nested lists of buttons: for the keyboard, for screen readers, for paper.
const folded = new Set();
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
  let at = 0;
  const more = el("li", {}, button("link", () => go(), ""));
  const go = () => {
    more.remove();
    list.append(...keys.slice(at, at + atOnce).flatMap(make));
    at += atOnce;
    if (at >= keys.length) return;
    more.firstChild.textContent = `${keys.length - at} more`;
    list.append(more);
  };
  go();
  return list;
}

const inOutline = (n) => shown(n) && (!found || found.has(n));

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
  const kids = again ? [] : under(n).filter((e) => FILTER.links.has(EDGES[e].kind))
    .flatMap((e) => treeOf(EDGES[e].from, EDGES[e].kind, inner));
  if (!inOutline(n)) return kids;
  return [itemOf(n, word, kids, again)];
}

function itemOf(n, word, kids, again) {
  const node = NODES[n];
  const shut = folded.has(n);
  const fold_ = kids.length ? button("fold", () => { shut ? folded.delete(n) : folded.add(n); drawList(); focusOn(n); }, shut ? "+" : "−") : null;
  if (fold_) {
    fold_.setAttribute("aria-expanded", String(!shut));
    fold_.setAttribute("aria-label", `${shut ? "Show" : "Hide"} ${kids.length} beneath`);
  }
  const pick = button("node", () => select(n, { stay: true }),
    word ? el("em", { class: "l-" + word }, LOOKS.links[word].one) : null, badge(node.kind),
    el("span", { dir: "auto" }, node.text),
    node.head ? el("small", {}, node.head) : null, again ? el("small", {}, "told above") : null);
  pick.dataset.node = n;
  if (n === STATE.node) pick.setAttribute("aria-current", "true");
  const proof = node.evidence && node.evidence[0];
  return el("li", {}, el("div", { class: "line" }, fold_, pick),
    proof ? el("p", { class: "paper" }, `${proof.rule} · ${Math.round(proof.confidence * 100)} %`) : null,
    kids.length && !shut ? el("ul", {}, ...kids) : null);
}

const focusOn = (n) => { const made = $("list").querySelector(`button[data-node="${n}"]`); if (made) made.focus(); };

// What no link carries further, the main thesis first; and of a circle, which has no such end, its first.
function roots() {
  const linked = PROPOSITIONS.filter((n) => NODES[n].linked);
  const first = (n) => (n === DATA.main ? 0 : 1);
  const tops = linked.filter((n) => !above(n).length)
    .sort((a, b) => first(a) - first(b) || NODES[b].weight - NODES[a].weight || a - b);
  const reached = new Set();
  const reach = (top) => {
    const waiting = [top];
    while (waiting.length) {
      const n = waiting.pop();
      if (reached.has(n)) continue;
      reached.add(n);
      waiting.push(...under(n).map((e) => EDGES[e].from));
    }
  };
  tops.forEach(reach);
  for (const n of linked) if (!reached.has(n)) { tops.push(n); reach(n); }
  return tops;
}

function buildOutline() {
  refilter();
  told = new Set();
  const alone = PROPOSITIONS.filter((n) => !NODES[n].linked && inOutline(n));
  const causes = EDGES.map((_, e) => e).filter((e) => isCausal(EDGES[e]) && linkShown(EDGES[e]) &&
    (!found || found.has(EDGES[e].from) || found.has(EDGES[e].to)));
  const trees = listOf("tree", roots(), treesOf);
  const any = trees.firstChild !== null;
  return [
    ...(any ? [el("h2", {}, "Arguments"), trees] : []),
    ...(causes.length ? [el("h2", {}, "Causes"), listOf("tree flat", causes, (e) => el("li", {}, causeButton(e)))] : []),
    ...(alone.length ? [el("h2", {}, "Standing alone"), listOf("tree flat", alone, (n) => itemOf(n, "", [], false))] : []),
    ...(any || alone.length || causes.length ? [] : [el("p", { class: "quiet" }, NODES.length ? "Nothing passes the filters." : "Nothing was found to map.")]),
  ];
}

// Arrow keys go up and down the lists.
function walk(event) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [...$("list").querySelectorAll("button.node, button.bet, button.jump")];
  const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
