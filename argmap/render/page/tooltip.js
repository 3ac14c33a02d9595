// A box under the pointer says all of its words where the map shows fewer.
let waiting = 0;

function startTooltip() {
  const hide = () => {
    clearTimeout(waiting);
    $("tip").hidden = true;
  };
  network.on("hoverNode", ({ node, event }) => {
    $("canvas").classList.add("over");
    hide();
    if (typeof node === "number" && !frameAt(NODES[node].x, NODES[node].y, network.getScale()) && abridged(NODES[node]))
      waiting = setTimeout(() => tell(node, event), 250);
  });
  network.on("blurNode", () => {
    $("canvas").classList.remove("over");
    hide();
  });
  for (const name of ["dragStart", "zoom", "click"]) network.on(name, hide);
}

const abridged = (node) =>
  network.getScale() * M.size < LEAST || node.breaks[node.breaks.length - 1] < node.text.length;

function tell(n, event) {
  const tip = $("tip");
  const node = NODES[n];
  tip.replaceChildren(
    el("p", { class: "kicker k-" + node.kind }, badge(node.kind), node.head || LOOKS.nodes[node.kind].one),
    el("p", { dir: "auto" }, node.text),
  );
  tip.hidden = false;
  const [spot, view] = [$("view").getBoundingClientRect(), tip.getBoundingClientRect()];
  const [x, y] = [event.clientX - spot.left, event.clientY - spot.top];
  tip.style.left = `${Math.max(8, Math.min(x + 14, spot.width - view.width - 8))}px`;
  tip.style.top = `${Math.max(8, y + 18 + view.height > spot.height ? y - view.height - 12 : y + 18)}px`;
}
