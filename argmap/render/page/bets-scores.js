// Each author's record, as `argmap bets score` prints it.
function table(record) {
  const left = new Set(record.left);
  const cell = (tag, words, column) => el(tag, { class: left.has(column) ? "label" : "figure", dir: "auto" }, words);
  return el(
    "section",
    { class: "score" },
    el("h2", {}, record.title),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": record.title },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...record.columns.map((name) => cell("th", name, name)))),
        el(
          "tbody",
          {},
          ...record.rows.map((row) => el("tr", {}, ...row.map((words, at) => cell("td", words, record.columns[at])))),
        ),
      ),
    ),
    ...record.note.split("\n").filter(Boolean).map((words) => el("p", { class: "quiet" }, words)),
  );
}

function drawScores() {
  $("scores").replaceChildren(...DATA.scores.map(table));
}
