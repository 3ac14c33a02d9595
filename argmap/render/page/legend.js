// The legend is the filter: every row shows how a thing looks, how many there are, and hides or shows it.
function sample(facet, value) {
  if (facet.name === "kind") return badge(value);
  if (facet.name === "author") return chipOf(value);
  if (facet.name !== "link") return null;
  const look = LOOKS.links[value];
  const heads = {
    arrow: "M32 7l-8 -4v8z",
    bar: "M29 1v12",
    circle: "M25 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
    vee: "M32 7l-8 -4l3 4l-3 4z",
  };
  return drawing(
    { viewBox: "0 0 34 14", class: "line l-" + value },
    { d: "M2 7H26", "stroke-dasharray": look.dash.map((n) => n * 0.7).join(" ") },
    { d: heads[look.head], class: look.head === "bar" ? "" : "fill" },
  );
}

// In the views of causes and of predictions it is those that are counted.
const TALLIES = {
  causes: tally(EDGES.filter(isCausal).flatMap((edge) => linkKeys(edge).flat())),
  predictions: tally(PREDICTIONS.flatMap((n) => nodeKeys(n, BET_FACETS).flat())),
};
const sizeIn = (view, key, size) => (TALLIES[view] ? TALLIES[view].get(key) || 0 : size);

function filterRow(view, facet, { value, size, label }) {
  const key = `${facet.name}:${value}`;
  const box = el("input", { type: "checkbox", "data-filter": key });
  box.checked = !STATE.off.has(key);
  box.addEventListener("change", () => toggle(key));
  const alone = button("only", () => only(facet, value), "only");
  alone.setAttribute("aria-label", `Only ${label}`);
  return el(
    "div",
    { class: "filter" },
    el("label", {}, box, sample(facet, value), el("span", { class: "name", dir: "auto" }, label)),
    facet.values.length > 1 ? alone : null,
    el("span", { class: "count" }, String(sizeIn(view, key, size))),
  );
}

const CAUSAL = ["raises", "lowers", "affects"];
const relevant = (view, facet) =>
  view === "causes"
    ? facet.name === "link" || facet.ofLink
    : view !== "predictions" || BET_FACETS.includes(facet);
function rowsOf(view, facet) {
  const ofView = ({ value }) => facet.name !== "link" || CAUSAL.includes(value) === (view === "causes");
  const there = ({ value, size }) => {
    const key = `${facet.name}:${value}`;
    return STATE.off.has(key) || sizeIn(view, key, size) > 0;
  };
  return facet.values.filter((one) => ofView(one) && there(one));
}

const opened = new Set();
function facetBlock(view, facet, whole) {
  const values = rowsOf(view, facet);
  if (
    !values.length ||
    (values.length === 1 && ["holder", "stands", "certainty", "mechanism", "written"].includes(facet.name))
  )
    return null;
  const many = values.length > 9 && !whole && !opened.has(facet.name);
  const more = many
    ? button(
        "link more",
        () => {
          opened.add(facet.name);
          drawLegend();
        },
        `${values.length - 8} more`,
      )
    : null;
  return el(
    "fieldset",
    {},
    el("legend", {}, facet.title),
    ...values.slice(0, many ? 8 : values.length).map((one) => filterRow(view, facet, one)),
    more,
  );
}

// Confidence is argmap's, not the author's: the slider hides what is less sure.
const leastSure = [...PROPOSITIONS.map((n) => NODES[n]), ...EDGES].reduce(
  (least, item) => Math.min(least, item.sure),
  1,
);
function sureBlock() {
  if (leastSure > 0.99) return null;
  const words = (sure) => (sure ? `at least ${percent(sure)}` : "any");
  const least = el("output", { class: "count" }, words(STATE.sure));
  const slider = el("input", {
    type: "range",
    min: 0,
    max: 0.95,
    step: 0.05,
    value: STATE.sure,
    "data-filter": "sure",
    "aria-label": "Confidence at least",
  });
  slider.addEventListener("input", () => {
    least.textContent = words(Number(slider.value));
  });
  slider.addEventListener("change", () => update({ sure: Number(slider.value) }));
  return el("fieldset", {}, el("legend", {}, "Confidence"), el("div", { class: "filter" }, slider, least));
}

function drawLegend(whole = false) {
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.filter : null;
  const reset = changedFilters() ? button("link reset", resetFilters, "Reset filters") : null;
  // Paper has the outline too, so that its legend is that of all.
  const view = whole === true && STATE.view === "predictions" ? "map" : STATE.view;
  const facets = FACETS.filter((facet) => relevant(view, facet));
  const blocks = facets.map((facet) => facetBlock(view, facet, whole === true));
  const place = facets.findIndex((facet) => facet.name === "certainty") + 1;
  blocks.splice(place || blocks.length, 0, sureBlock());
  $("legend").replaceChildren(...[reset, ...blocks].filter(Boolean));
  if (focus) for (const box of $("legend").querySelectorAll("input")) if (box.dataset.filter === focus) box.focus();
}

// What a view shows: of what there are so many, and which of them are here.
function census(view) {
  if (view === "causes") return ["concept", CONCEPTS, SCENE.keys.filter(shown)];
  if (view === "predictions") return ["prediction", PREDICTIONS, PREDICTIONS.filter(isBet)];
  return ["proposition", PROPOSITIONS, (onCanvas() && SCENE.local ? SCENE.keys : PROPOSITIONS).filter(shown)];
}

function drawStatus() {
  const [one, all, here] = census(STATE.view);
  const parts = [`${here.length} of ${count(all.length, one)} shown`];
  if (changedFilters()) parts.push(count(changedFilters(), "filter") + " changed");
  const alone = PROPOSITIONS.filter((n) => !NODES[n].linked).length;
  const ofArgument = all === PROPOSITIONS;
  if (STATE.off.has("stands:alone") && alone && ofArgument) parts.push(`${alone} that stand alone are left out`);
  if (hiddenBeneath().size && ofArgument) parts.push(`${hiddenBeneath().size} collapsed`);
  if (focused() && onCanvas()) parts.push(`focus, ${count(STATE.hops, "link")} away`);
  if (found) parts.push(`${count(found.size, "match", "matches")} for “${clip(STATE.query, 40)}”`);
  $("status").textContent = parts.join(" · ");
}

follow(["off", "sure", "view"], drawLegend);
follow(["off", "sure", "shut", "view", "query", "node", "focus", "hops"], drawStatus);
