// The table on top: the opposed claims on which most of both arguments rests.
function shareCell(side, share) {
  const words = share > 0 && share < 0.005 ? "< 1 %" : percent(share);
  return el(
    "td",
    { class: "share", "data-label": `rests on it in ${LETTER[side]}` },
    el("span", { class: "bar bar-" + side }, el("span", { style: `width: ${Math.max(2, Math.round(share * 100))}%` })),
    el("span", { class: "figure" }, words),
  );
}

function cruxRow(crux, at) {
  const n = byId.get(crux.id);
  const change = CHANGES[n];
  return el(
    "tr",
    {},
    el("td", { class: "rank" }, String(at + 1)),
    ...SIDES.map((side) =>
      el(
        "td",
        { "data-label": LETTER[side] },
        button("crux", () => update({ pick: n }), el("span", { class: "letter letter-" + side }, LETTER[side]), el("span", { class: "clip", dir: "auto" }, ITEMS[change[side]].text)),
      ),
    ),
    ...SIDES.map((side) => shareCell(side, crux[side])),
  );
}

function buildCruxes() {
  if (!DATA.cruxes.length) {
    if (CHANGES.some(isOpposed)) $("cruxes").append(el("p", { class: "quiet" }, "No crux: nothing else rests on any of the opposed claims."));
    return;
  }
  const head = ["", "A says", "B says", "of A’s argument", "of B’s argument"];
  $("cruxes").append(
    el(
      "table",
      {},
      el(
        "caption",
        {},
        el("h2", {}, "Cruxes ", el("span", { class: "count" }, String(DATA.cruxes.length))),
        el(
          "p",
          { class: "quiet" },
          "The opposed claims on which most of both arguments rests: how far each side’s claims lean on it along their supports.",
        ),
      ),
      el(
        "thead",
        {},
        el("tr", {}, ...head.map((words, at) => (words ? el("th", { scope: "col", class: at > 2 ? "share" : "" }, words) : el("td")))),
      ),
      el("tbody", {}, ...DATA.cruxes.map(cruxRow)),
    ),
  );
}
