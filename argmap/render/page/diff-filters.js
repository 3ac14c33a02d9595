// The switches over the rows, the search, the keys, and the line that says what is shown.
function buildFilters() {
  for (const { key, name } of GROUPS) {
    const size = CHANGES.filter((change) => keyOf(change) === key).length;
    if (!size) continue;
    const made = button(
      "switch",
      () => {
        const off = new Set(STATE.off);
        if (!off.delete(key)) off.add(key);
        update({ off });
      },
      el("span", { class: "sign sign-" + key, "aria-hidden": "true" }, SIGNS[key]),
      name,
      el("span", { class: "count" }, String(size)),
    );
    made.dataset.group = key;
    $("groups").append(made);
  }
}

function drawFilters() {
  for (const made of $("groups").children) made.setAttribute("aria-pressed", String(!STATE.off.has(made.dataset.group)));
  const seen = CHANGES.filter((_, n) => shown(n)).length;
  const hint = STATE.pick === null && CHANGES.length ? " · click one to read both essays side by side" : "";
  $("status").textContent = !CHANGES.length
    ? "No difference: both sides are the same."
    : seen === CHANGES.length
      ? `${count(seen, "finding")}${hint}`
      : `${seen} of ${count(CHANGES.length, "finding")} shown${hint}`;
}

function startSearch() {
  $("search").value = STATE.query;
  $("search").addEventListener("input", () => update({ query: $("search").value.trim() }));
}

const KEYS = {
  "/": () => {
    $("search").focus();
    $("search").select();
  },
  ArrowDown: () => stepRows(1),
  ArrowUp: () => stepRows(-1),
  j: () => stepRows(1),
  k: () => stepRows(-1),
  Escape: () => {
    if (STATE.query) {
      $("search").value = "";
      update({ query: "" });
    } else if (STATE.pick !== null) {
      const row = rowOf.get(STATE.pick);
      update({ pick: null });
      row.focus();
    } else if (STATE.off.size) update({ off: new Set() });
  },
};

function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input[type=search]");
    if (typing && event.key !== "Escape") return;
    if (event.key.startsWith("Arrow") && event.target.closest(".text")) return;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!act) return;
    event.preventDefault();
    if (typing) event.target.blur();
    act();
  });
}

follow(["off", "query", "pick"], drawFilters);
