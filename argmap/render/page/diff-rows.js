// The rows: opposed claims face each other, what is shared stands between, what is only in one on its own side.
const FEW = 8;
const rowOf = new Map();
const lists = new Map();

const kindBadge = (kind) =>
  el("span", { class: "badge k-" + (kind === "link" ? "concept" : kind), title: labelOf(kind) }, kind === "link" ? "→" : LOOKS.nodes[kind].prefix);

function cardOf(side, item) {
  return el(
    "span",
    { class: "side side-" + side, dir: "auto" },
    el("span", { class: "said-by" }, el("span", { class: "letter letter-" + side }, LETTER[side]), kindBadge(item.kind)),
    el(
      "span",
      { class: "says" },
      item.text,
      item.horizon ? el("small", {}, item.horizon) : null,
    ),
  );
}

const SHOWN_AS = { polarity: { "+": "raises", "-": "lowers", "?": "affects" } };
function reasonWords([kind, a, b]) {
  const words = (text) => (SHOWN_AS[kind] || {})[text] || text || "–";
  return a === b ? [kind, a ? ": " + words(a) : ""].join("") : `${kind}: ${words(a)} / ${words(b)}`;
}
// What sets two items apart comes first; the rest shows when the row is chosen.
const APART = ["denied by", "opposite words", "polarity", "reported and rejected", "certainty", "horizon", "rests on"];
const apart = (change) => change.why.filter(([kind]) => APART.includes(kind));

function middle(change) {
  const reasons = apart(change);
  return el(
    "span",
    { class: "between" },
    el("span", { class: "sign" }, SIGNS[keyOf(change)]),
    el("span", { class: "reasons" }, ...reasons.map((reason) => el("small", {}, reasonWords(reason)))),
  );
}

function sharedCard(change) {
  const [a, b] = [ITEMS[change.a], ITEMS[change.b]];
  if (a.text === b.text && !a.horizon && !b.horizon)
    return [
      el(
        "span",
        { class: "side", dir: "auto" },
        el(
          "span",
          { class: "said-by" },
          el("span", { class: "letter letter-a" }, "A"),
          el("span", { class: "letter letter-b" }, "B"),
          kindBadge(a.kind),
        ),
        el("span", { class: "says" }, a.text),
      ),
    ];
  return [cardOf("a", a), cardOf("b", b)];
}

function rowFor(n) {
  const change = CHANGES[n];
  const both = !isAlone(change);
  const parts = !both
    ? sidesOf(change).map((side) => cardOf(side, ITEMS[change[side]]))
    : isOpposed(change)
      ? [cardOf("a", ITEMS[change.a]), middle(change), cardOf("b", ITEMS[change.b])]
      : [...sharedCard(change), apart(change).length ? middle(change) : null];
  const form = !both ? "alone" : isOpposed(change) ? "facing" : "shared";
  const row = button(`change ${form}`, () => update({ pick: STATE.pick === n ? null : n }), ...parts);
  row.dataset.id = change.id;
  row.setAttribute("aria-pressed", "false");
  rowOf.set(n, row);
  return row;
}

function listFor(key, numbers) {
  const list = el("div", { class: "list list-" + key });
  list.append(...numbers.map(rowFor));
  const more = button("more link", () => {
    list.classList.add("all");
    drawRows();
  });
  list.append(more);
  lists.set(key, { list, numbers, more });
  return list;
}

function headingFor(key, name, size) {
  const sign = el("span", { class: "sign sign-" + key, "aria-hidden": "true" }, SIGNS[key]);
  return el("h2", { id: "head-" + key }, sign, name, " ", el("span", { class: "count" }, String(size)));
}

function buildRows() {
  const numbers = (key) => CHANGES.map((_, n) => n).filter((n) => keyOf(CHANGES[n]) === key);
  for (const { key, name } of GROUPS) {
    const found = numbers(key);
    if (!found.length || key.startsWith("only")) continue;
    $("rows").append(
      el("section", { class: "group", id: "group-" + key, "aria-labelledby": "head-" + key }, headingFor(key, name, found.length), listFor(key, found)),
    );
  }
  const alone = SIDES.map((side) => ["only-" + side, numbers("only-" + side)]);
  if (!alone.some(([, found]) => found.length)) return;
  $("rows").append(
    el(
      "div",
      { class: "apart" },
      ...alone.map(([key, found]) =>
        el(
          "section",
          { class: "group", id: "group-" + key, "aria-labelledby": "head-" + key },
          headingFor(key, GROUPS.find((group) => group.key === key).name, found.length),
          listFor(key, found),
        ),
      ),
    ),
  );
}

function drawRows() {
  let any = false;
  for (const [key, { list, numbers, more }] of lists) {
    const found = numbers.filter(shown);
    const cut = key.startsWith("only") && !STATE.query && !list.classList.contains("all") ? FEW : found.length;
    const seen = new Set(found.slice(0, cut));
    if (STATE.pick !== null && found.includes(STATE.pick)) seen.add(STATE.pick);
    for (const n of numbers) rowOf.get(n).hidden = !seen.has(n);
    more.hidden = seen.size >= found.length;
    more.textContent = `Show all ${found.length}`;
    $("group-" + key).hidden = !found.length;
    any = any || found.length > 0;
  }
  $("none").hidden = any || !CHANGES.length;
}

function drawPick() {
  for (const [n, row] of rowOf) row.setAttribute("aria-pressed", String(n === STATE.pick));
  drawRows();
  // Once the essays have taken their share of the window.
  const row = rowOf.get(STATE.pick);
  if (row) requestAnimationFrame(() => row.scrollIntoView({ block: "center" }));
}

// Up and down among the rows that are shown.
function stepRows(way) {
  const order = [...$("rows").querySelectorAll(".change:not([hidden])")].filter((row) => row.offsetParent);
  const at = order.indexOf(document.activeElement);
  const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + way))];
  if (next) next.focus();
}

follow(["off", "query"], drawRows);
follow(["pick"], drawPick);
