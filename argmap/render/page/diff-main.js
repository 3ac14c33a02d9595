// Begin: build every part once, then let each follow the state.
function begin() {
  startTheme();
  $("tools").append(tool("theme", "Light or dark", turnTheme));
  $("byline").textContent = SIDES.map((_, at) => titleOf(DATA.sides[at].essays)).join(" · ");
  $("heads").append(
    ...SIDES.map((side) =>
      el("p", { class: "lane lane-" + side, dir: "auto" }, el("span", { class: "letter letter-" + side }, LETTER[side]), nameOf[side]),
    ),
  );
  buildFilters();
  buildCruxes();
  buildRows();
  buildEssays();
  Object.assign(STATE, readHash());
  startSearch();
  startKeys();
  drawRows();
  drawPick();
  drawEssays();
  drawFilters();
  writeHash();
  window.addEventListener("hashchange", () => {
    const said = readHash();
    $("search").value = said.query;
    update(said);
  });
  document.body.dataset.ready = "yes";
}

begin();
