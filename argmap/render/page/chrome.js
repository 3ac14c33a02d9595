// Header, tabs, theme, export, help and keys.
const KEYS = [
  ["/", "search"], ["Enter", "go to the next found"], ["m o p c", "Map, Outline, Predictions, Causes"],
  ["↑ ↓", "walk through a list"], ["f", "frame what is selected"], ["1 2 3", "show so many links around it"],
  ["a", "show the whole map"], ["+ −", "zoom"], ["b", "back to what was selected before"],
  ["Esc", "let go: search, then selection, then filters"], ["?", "this help"],
];
const TITLES = { map: "Map", outline: "Outline", predictions: "Predictions", causes: "Causes" };

function remember(name, value) {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // A page from a file may not store anything.
  }
}
function recall(name) {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
function setTheme(theme) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  for (const [kind, look] of Object.entries(LOOKS.nodes)) root.style.setProperty("--k-" + kind, look[theme]);
  for (const [kind, look] of Object.entries(LOOKS.links)) root.style.setProperty("--l-" + kind, look[theme]);
  readPalette();
  if (network) network.redraw();
}
function startTheme() {
  const kept = recall("argmap-theme");
  setTheme(["light", "dark"].includes(kept) ? kept : dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => { if (!recall("argmap-theme")) setTheme(dark.matches ? "dark" : "light"); });
}
function turnTheme() {
  const theme = PALETTE.theme === "dark" ? "light" : "dark";
  remember("argmap-theme", theme);
  setTheme(theme);
}

// What the canvas shows, on paper colour.
function savePicture() {
  const drawn = $("canvas").querySelector("canvas");
  const copy = el("canvas", { width: drawn.width, height: drawn.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = PALETTE.paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: "argument-map.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

function buildHelp() {
  const help = $("help");
  help.append(el("h2", { id: "help-title" }, "Keys"),
    el("dl", {}, ...KEYS.flatMap(([keys, words]) => [el("dt", {}, ...keys.split(" ").map((key) => el("kbd", {}, key))), el("dd", {}, words)])),
    el("p", { class: "quiet" }, `Boxes on the right bear on those to their left. Every box points at the words it comes from.${DATA.generator ? ` Made by ${DATA.generator}.` : ""}`),
    button("plain", () => help.close(), "Close"));
}

function buildChrome() {
  const essays = DATA.documents;
  $("byline").textContent = essays.length === 1 ? [essays[0].author, essays[0].date].filter(Boolean).join(" · ")
    : essays.map((essay) => essay.author).filter((name, i, all) => name && all.indexOf(name) === i).join(" · ");
  const sizes = { predictions: PREDICTIONS.length, causes: EDGES.filter(isCausal).length };
  $("views").append(...VIEWS.map((view) => {
    const tab = button("view", () => { setPane("view"); update({ view }); }, TITLES[view],
      sizes[view] === undefined ? null : el("span", { class: "count" }, String(sizes[view])));
    tab.dataset.view = view;
    return tab;
  }));
  $("tools").append(tool("theme", "Light or dark", turnTheme), tool("save", "Save the map as a PNG picture", savePicture));
  const help = button("icon", () => $("help").showModal(), "?");
  help.setAttribute("aria-label", "Keys and help");
  $("tools").append(help);
  $("zoom").append(tool("home", "To the main thesis", () => { select(null); frameHome(); }), tool("fit", "Show the whole map", () => frameAll()),
    tool("plus", "Zoom in", () => zoom(1.3)), tool("minus", "Zoom out", () => zoom(1 / 1.3)));
  $("panes").append(...[["legend", "Filters"], ["view", "Argument"], ["text", "Essay"]].map(([pane, words]) => {
    const tab = button("pane", () => setPane(pane), words);
    tab.dataset.pane = pane;
    return tab;
  }));
  setPane("view");
  buildHelp();
}

function zoom(by) {
  const scale = Math.min(3, Math.max(0.04, network.getScale() * by));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 150, easingFunction: "easeOutQuad" } });
}

function setPane(pane) {
  document.body.dataset.pane = pane;
  for (const tab of $("panes").children) tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
}

function drawTabs() {
  document.body.dataset.view = STATE.view;
  for (const tab of $("views").children) tab.setAttribute("aria-pressed", String(tab.dataset.view === STATE.view));
  $("view").setAttribute("aria-label", TITLES[STATE.view]);
}

function letGo() {
  if (STATE.query) update({ query: "" });
  else if (STATE.node !== null || STATE.edge !== null) select(null);
  else if (changedFilters()) update({ off: new Set(OFF) });
}

const ACTIONS = {
  "/": () => { $("search").focus(); $("search").select(); },
  "?": () => $("help").showModal(),
  f: () => onCanvas() && frameAround(),
  a: () => onCanvas() && frameAll(),
  b: () => back(),
  m: () => update({ view: "map" }),
  o: () => update({ view: "outline" }),
  p: () => update({ view: "predictions" }),
  c: () => update({ view: "causes" }),
  1: () => update({ hops: 1 }),
  2: () => update({ hops: 2 }),
  3: () => update({ hops: 3 }),
  "+": () => onCanvas() && zoom(1.3),
  "=": () => onCanvas() && zoom(1.3),
  "-": () => onCanvas() && zoom(1 / 1.3),
  Escape: letGo,
};

function startKeys() {
  $("list").addEventListener("keydown", walk);
  $("hits").addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && document.activeElement[step];
    if (next && next.focus) { event.preventDefault(); next.focus(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const typing = event.target.matches("input[type=search]");
    if (typing && event.key !== "Escape") return;
    const act = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
    if (!act) return;
    event.preventDefault();
    if (typing) event.target.blur();
    act();
  });
}

follow(["view"], drawTabs);
