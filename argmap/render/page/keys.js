// Keys, and the help that lists them.
const KEYS = [
  ["/", "search"],
  ["Enter", "go to the next found"],
  ["m o p c", "Map, Outline, Predictions, Causes"],
  ["↑ ↓ ← →", "on the map: conclusion, reason, neighbours; in lists: up, down, shut, open"],
  ["f", "focus: only what is near the selected box"],
  ["1 2 3", "so many links around it"],
  ["e", "collapse or expand what is beneath it"],
  ["b", "back to what was selected before"],
  ["a", "show the whole map"],
  ["h", "to the main thesis"],
  ["r", "relax the boxes by springs"],
  ["+ −", "zoom"],
  ["Esc", "let go: search, selection, focus, group, filters"],
  ["?", "this help"],
];

function buildHelp() {
  const help = $("help");
  help.append(
    el("h2", { id: "help-title" }, "Keys"),
    el(
      "dl",
      {},
      ...KEYS.flatMap(([keys, words]) => [
        el("dt", {}, ...keys.split(" ").map((key) => el("kbd", {}, key))),
        el("dd", {}, words),
      ]),
    ),
    el(
      "p",
      { class: "quiet" },
      "A box bears on the one above it. Every box points at the words it comes from.",
      DATA.generator ? ` Made by ${DATA.generator}.` : "",
    ),
    button("plain", () => help.close(), "Close"),
  );
}

// Esc undoes one thing at a time.
function letGo() {
  if (STATE.query) update({ query: "" });
  else if (STATE.node !== null || STATE.edge !== null || STATE.way) update({ node: null, edge: null, way: null });
  else if (STATE.focus !== null) leaveFocus();
  else if (STATE.section !== null) update({ section: parentOf(STATE.section) });
  else if (STATE.shut.size) update({ shut: new Set() });
  else if (changedFilters()) resetFilters();
}
const parentOf = (s) => (frameOf(s).parent === undefined ? null : frameOf(s).parent);

// From box to box: up to what it bears on, down to what bears on it, sideways among those that bear on the same.
function step(way) {
  const n = STATE.node;
  if (n === null) return select(SCENE.has.has(DATA.main) ? DATA.main : SCENE.keys.find(shown));
  const drawn = (edges, end) =>
    edges.filter((e) => linkShown(e) && SCENE.has.has(EDGES[e][end])).map((e) => EDGES[e][end]);
  const [ups, downs] = isConcept(n)
    ? [
        drawn(
          edgesOf[n].filter((e) => EDGES[e].to === n),
          "from",
        ),
        drawn(
          edgesOf[n].filter((e) => EDGES[e].from === n),
          "to",
        ),
      ]
    : [drawn(above(n), "to"), drawn(under(n), "from")];
  const peers = isConcept(n)
    ? ups.flatMap((m) =>
        drawn(
          edgesOf[m].filter((e) => EDGES[e].from === m),
          "to",
        ),
      )
    : ups.flatMap((m) => drawn(under(m), "from"));
  const row = peers.length > 1 ? [...new Set(peers)] : SCENE.keys.filter(shown);
  const next = { up: ups[0], down: downs[0], left: row[row.indexOf(n) - 1], right: row[row.indexOf(n) + 1] }[way];
  if (next !== undefined) select(next);
}

const drawnOnly = (act) => () => onCanvas() && act();
const ACTIONS = {
  "/": () => {
    $("search").focus();
    $("search").select();
  },
  "?": () => $("help").showModal(),
  f: drawnOnly(() => (STATE.focus !== null ? leaveFocus() : STATE.node !== null && focusOn(STATE.node))),
  e: () => fold(STATE.node),
  a: drawnOnly(showAll),
  h: drawnOnly(goHome),
  r: drawnOnly(relax),
  b: back,
  m: () => goTo("map"),
  o: () => goTo("outline"),
  p: () => goTo("predictions"),
  c: () => goTo("causes"),
  1: () => update({ hops: 1 }),
  2: () => update({ hops: 2 }),
  3: () => update({ hops: 3 }),
  "+": drawnOnly(() => zoom(1.3)),
  "=": drawnOnly(() => zoom(1.3)),
  "-": drawnOnly(() => zoom(1 / 1.3)),
  ArrowUp: () => step("up"),
  ArrowDown: () => step("down"),
  ArrowLeft: () => step("left"),
  ArrowRight: () => step("right"),
  Escape: letGo,
};

// Arrows are the map's only where nothing else takes them.
const elsewhere = (target) => !onCanvas() || target.closest("aside, header, #card, #text, #panes, #bar");

function startKeys() {
  $("list").addEventListener("keydown", walk);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const typing = event.target.matches("input[type=search]");
    if (typing && event.key !== "Escape") return;
    if (event.key.startsWith("Arrow") && elsewhere(event.target)) return;
    const act = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
    if (!act) return;
    event.preventDefault();
    if (typing) event.target.blur();
    act();
  });
}
