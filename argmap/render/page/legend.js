// The legend is the filter: every row shows how a thing looks, how many there are, and hides or shows it.
function sample(facet, value) {
  if (facet.name === "kind") return badge(value);
  if (facet.name !== "link") return null;
  const look = LOOKS.links[value];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 34 14");
  svg.setAttribute("class", "line l-" + value);
  svg.setAttribute("aria-hidden", "true");
  const draw = (d, dash, fill) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    if (dash.length) path.setAttribute("stroke-dasharray", dash.join(" "));
    if (fill) path.setAttribute("class", "fill");
    svg.append(path);
  };
  draw("M2 7H26", look.dash.map((n) => n * 0.7), false);
  const heads = { arrow: "M32 7l-8 -4v8z", bar: "M29 1v12", circle: "M25 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", vee: "M32 7l-8 -4l3 4l-3 4z" };
  draw(heads[look.head], [], look.head !== "bar");
  return svg;
}

function filterRow(facet, { value, size, label }) {
  const key = `${facet.name}:${value}`;
  const box = el("input", { type: "checkbox", "data-filter": key });
  box.checked = !STATE.off.has(key);
  box.addEventListener("change", () => toggle(key));
  const alone = button("only", () => only(facet, value), "only");
  alone.setAttribute("aria-label", `Only ${label}`);
  return el("div", { class: "filter" },
    el("label", {}, box, sample(facet, value), el("span", { class: "name", dir: "auto" }, label)),
    facet.values.length > 1 ? alone : null, el("span", { class: "count" }, String(size)));
}

const relevant = (facet) => STATE.view !== "causes" || ["link", "essay"].includes(facet.name);
const rowsOf = (facet) => facet.name !== "link" ? facet.values
  : facet.values.filter((one) => ["raises", "lowers", "affects"].includes(one.value) === (STATE.view === "causes"));

const opened = new Set();
function facetBlock(facet) {
  const values = rowsOf(facet);
  if (!values.length || (values.length === 1 && ["holder", "stands", "certainty", "mechanism"].includes(facet.name))) return null;
  const many = values.length > 9 && !opened.has(facet.name);
  const more = many ? button("link more", () => { opened.add(facet.name); drawLegend(); }, `${values.length - 8} more`) : null;
  return el("fieldset", {}, el("legend", {}, facet.title),
    ...values.slice(0, many ? 8 : values.length).map((one) => filterRow(facet, one)), more);
}

function drawLegend() {
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.filter : null;
  const reset = changedFilters() ? button("link reset", () => update({ off: new Set(OFF) }), "Reset filters") : null;
  $("legend").replaceChildren(...[...FACETS.filter(relevant).map(facetBlock), reset].filter(Boolean));
  if (focus) for (const box of $("legend").querySelectorAll("input")) if (box.dataset.filter === focus) box.focus();
}

function drawStatus() {
  const parts = [];
  const all = STATE.view === "causes" ? CONCEPTS : PROPOSITIONS;
  const n = all.filter((one) => shown(one)).length;
  parts.push(`${n} of ${count(all.length, STATE.view === "causes" ? "concept" : "proposition")} shown`);
  if (changedFilters()) parts.push(count(changedFilters(), "filter") + " changed");
  const alone = PROPOSITIONS.filter((one) => !NODES[one].linked).length;
  if (STATE.off.has("stands:alone") && alone && STATE.view !== "causes") parts.push(`${alone} that stand alone are left out`);
  if (found) parts.push(`${count([...found].length, "match", "matches")} for “${clip(STATE.query, 40)}”`);
  $("status").textContent = parts.join(" · ");
}

follow(["off", "view"], drawLegend);
follow(["off", "view", "query", "node"], drawStatus);
