// Begin: read the state from the address, build every part once, then let each follow the state.
function begin() {
  startTheme();
  buildChrome();
  buildReader();
  Object.assign(STATE, readHash());
  found = hits();
  startCanvas();
  startSearch();
  startKeys();
  drawTools();
  for (const { draw } of followers) draw(["view", "off", "query", "node"]);
  highlight();
  ready = true;
  writeHash();
  network.once("afterDrawing", () => {
    if (onCanvas()) frameFirst();
    document.body.dataset.ready = "yes";
  });
  network.redraw();
  window.addEventListener("hashchange", () => update(readHash()));
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
}

begin();
