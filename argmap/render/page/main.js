// Begin: read the state from the address, build every part once, then let each follow the state.
function begin() {
  startTheme();
  buildChrome();
  buildReader();
  const first = readHash();
  if (DATA.groups.length && first.node !== null && NODES[first.node].group !== undefined) first.section = NODES[first.node].group;
  Object.assign(STATE, first);
  found = hits();
  startCanvas();
  startSearch();
  startKeys();
  for (const { draw } of followers) draw(["view", "off", "query"]);
  ready = true;
  writeHash();
  network.once("afterDrawing", () => {
    if (onCanvas()) startFrame();
    document.body.dataset.ready = "yes";
  });
  network.redraw();
  window.addEventListener("hashchange", () => update(readHash()));
  window.addEventListener("beforeprint", printOutline);
  window.addEventListener("afterprint", drawList);
}

function startFrame() {
  if (STATE.node !== null && member.has(STATE.node)) frameAround({ still: true });
  else frameHome({ still: true });
  if (STATE.edge !== null) revealEdge(EDGES[STATE.edge]);
}

// On paper the outline stands for the map.
function printOutline() {
  $("list").hidden = false;
  atOnce = Infinity;
  $("list").replaceChildren(...buildOutline());
  atOnce = 300;
}

begin();
