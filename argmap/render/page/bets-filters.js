// What is shown: by how things stand, and by who bet.
function choices(title, prefix, names) {
  const rows = names.map(([key, words, size]) => {
    const group = `${prefix}:${key}`;
    const box = el("input", { type: "checkbox", checked: !STATE.off.has(group), "data-group": group });
    box.addEventListener("change", () => {
      if (box.checked) STATE.off.delete(group);
      else STATE.off.add(group);
      drawList();
    });
    return el(
      "div",
      { class: "filter" },
      el("label", {}, box, el("span", { class: "name", dir: "auto" }, words)),
      el("span", { class: "count" }, String(size)),
    );
  });
  return el("fieldset", {}, el("legend", {}, title), ...rows);
}

function sizes(key) {
  const found = new Map();
  for (const bet of BETS) found.set(key(bet), (found.get(key(bet)) || 0) + 1);
  return found;
}

function drawFilters() {
  const states = sizes(stateOf);
  const people = [...sizes(whose)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = $("filters");
  const fold = el("details", { id: "filters", open: kept ? kept.open : window.innerWidth >= 800 },
    el("summary", {}, "Filters"),
    choices("How they stand", "state", Object.entries(STATES).map(([key, words]) => [key, words, states.get(key) || 0])),
    choices("Who bet", "who", people.map(([name, size]) => [name, name, size])),
  );
  $("legend").replaceChildren(fold);
}
