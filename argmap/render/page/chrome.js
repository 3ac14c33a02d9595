// Header, tabs, theme, the switches over the map.
const TITLES = { map: "Map", outline: "Outline", predictions: "Predictions", causes: "Causes" };
const ORDERS = { argument: "Argument", essay: "Essay", section: "Section", mechanism: "Mechanism" };

themed.push(() => {
  readPalette();
  if (network) repaint();
});

function goTo(view) {
  setPane("view");
  update({ view, focus: STATE.focus !== null && isConcept(STATE.focus) !== (view === "causes") ? null : STATE.focus });
}

function goHome() {
  const main = DATA.main;
  update({
    node: null,
    edge: null,
    way: null,
    focus: null,
    section: grand && main !== null ? leafOf(STATE.by, main) : null,
  });
  if (STATE.view === "map" && SCENE.has.has(main) && SCENE.frames.length)
    frame([NODES[main]], { low: 0.9, anchor: NODES[main] });
  else frameHome();
}

function saveMenu() {
  const menu = el(
    "div",
    { class: "menu", id: "save-menu", hidden: true },
    button("item", () => save(withCanvas(onCanvas() ? windowPicture : wholePicture)), "Picture of this view (PNG)"),
    button("item", () => save(withCanvas(wholePicture)), "Picture of the whole map (PNG)"),
  );
  const open = tool("save", "Save a picture", () => {
    menu.hidden = !menu.hidden;
    open.setAttribute("aria-expanded", String(!menu.hidden));
    if (!menu.hidden) menu.querySelector("button").focus();
  });
  open.setAttribute("aria-expanded", "false");
  const shut = () => {
    menu.hidden = true;
    open.setAttribute("aria-expanded", "false");
  };
  document.addEventListener("click", (event) => !event.target.closest(".save > .icon") && shut());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    shut();
    open.focus();
  });
  return el("div", { class: "save" }, open, menu);
}

function buildChrome() {
  const essays = DATA.documents;
  $("byline").textContent =
    essays.length === 1
      ? [essays[0].author, essays[0].date].filter(Boolean).join(" · ")
      : [...new Set(essays.map((essay) => essay.author).filter(Boolean))].join(" · ");
  const sizes = { predictions: PREDICTIONS.length, causes: EDGES.filter(isCausal).length };
  $("views").append(
    ...VIEWS.map((view) => {
      const tab = button(
        "view",
        () => goTo(view),
        TITLES[view],
        sizes[view] === undefined ? null : el("span", { class: "count" }, String(sizes[view])),
      );
      tab.dataset.view = view;
      return tab;
    }),
  );
  const help = button("icon", () => $("help").showModal(), "?");
  help.setAttribute("aria-label", "Keys and help");
  $("tools").append(tool("theme", "Light or dark", turnTheme), saveMenu(), help);
  $("panes").append(
    ...[
      ["legend", "Filters"],
      ["view", "Argument"],
      ["text", "Essay"],
    ].map(([pane, words]) => {
      const tab = button("pane", () => setPane(pane), words);
      tab.dataset.pane = pane;
      return tab;
    }),
  );
  setPane("view");
  buildHelp();
}

function drawTools() {
  $("zoom").replaceChildren(
    tool("home", "To the main thesis", goHome),
    tool("fit", "Show the whole map", showAll),
    tool("plus", "Zoom in", () => zoom(1.3)),
    tool("minus", "Zoom out", () => zoom(1 / 1.3)),
    tool("relax", "Relax: let springs move the boxes for three seconds", relax),
  );
  if (anyMoved()) $("zoom").append(tool("close", "Put moved boxes back", forgetPlaces));
}

// How the argument is set out.
function drawOrder() {
  const order = $("order");
  order.hidden = STATE.view !== "map" || BYS.length < 2;
  order.replaceChildren(
    el("span", { class: "quiet" }, "by"),
    ...BYS.map((by) => {
      const made = button(
        "hop",
        () => update({ by, section: grand && STATE.node !== null ? leafOf(by, STATE.node) : null, focus: null }),
        ORDERS[by],
      );
      made.setAttribute("aria-pressed", String(by === STATE.by));
      made.dataset.by = by;
      return made;
    }),
  );
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

follow(["view"], drawTabs);
follow(["view", "by"], drawOrder);
