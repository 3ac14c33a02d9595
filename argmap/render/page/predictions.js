// The bets, by when they are due, on a line of years: how sure, on what condition, and what they rest on.
const days = (date) => Date.parse(date) / 86400000;
const yearOfDay = (day) => new Date(day * 86400000).getUTCFullYear();
const whenOf = (n) => {
  const horizon = NODES[n].horizon;
  return horizon && (horizon.to || horizon.from) ? horizon.to || horizon.from : null;
};

function dueIn(n) {
  if (!whenOf(n)) return "No date given";
  return NODES[n].horizon.to ? whenOf(n).slice(0, 4) : `${whenOf(n).slice(0, 4)} and after`;
}

// The years from the first essay to the last date that anybody names.
function span() {
  const due = PREDICTIONS.flatMap((n) => (NODES[n].horizon ? [NODES[n].horizon.from, NODES[n].horizon.to] : []));
  const all = [...due, ...DATA.documents.map((essay) => essay.date)].filter(Boolean).map(days).filter(Number.isFinite);
  if (!all.length) return null;
  const [first, last] = [yearOfDay(Math.min(...all)), yearOfDay(Math.max(...all))];
  const [low, high] = [days(`${first}-01-01`), days(`${last + 1}-01-01`)];
  return { first, last, share: (day) => (100 * (Math.min(Math.max(day, low), high) - low)) / (high - low), low, high };
}

// From when to when a bet is due; an open end fades out.
function bar(n, range) {
  const horizon = NODES[n].horizon;
  if (!range || !whenOf(n)) return null;
  const written = days((DATA.documents[NODES[n].documents[0]] || {}).date);
  const from = range.share(horizon.from ? days(horizon.from) : Number.isFinite(written) ? written : range.low);
  const to = range.share(horizon.to ? days(horizon.to) : range.high);
  const filled = el("span", {
    class: `due ${NODES[n].certainty}${horizon.from ? "" : " from"}${horizon.to ? "" : " on"}`,
  });
  filled.style.left = `${Math.min(from, 98.5)}%`;
  filled.style.width = `${Math.max(1.5, to - from)}%`;
  const mark = el("span", { class: "written" });
  mark.style.left = `${range.share(written)}%`;
  return el("span", { class: "track", "aria-hidden": "true" }, Number.isFinite(written) ? mark : null, filled);
}

// A line of years above the bars.
function axis(range) {
  const { first, last } = range;
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const ticks = [];
  for (let year = first; year <= last; year += step) {
    const tick = el("span", {}, String(year));
    tick.style.left = `${range.share(days(`${year}-01-01`))}%`;
    ticks.push(tick);
  }
  return el(
    "div",
    { class: "axis", "aria-hidden": "true" },
    el("span", { class: "key" }, el("i", { class: "written" }), "essay written"),
    el("span", { class: "ticks" }, ...ticks),
  );
}

const MOST_REASONS = 4;
function bet(n, range) {
  const node = NODES[n];
  const facts = [
    several || node.holder ? holderOf(n) : "",
    node.negated ? "negated" : "",
    node.mechanisms.map((m) => NODES[m].text).join(", "),
  ];
  const pick = button(
    "bet",
    () => select(n, { stay: true }),
    el("span", { class: "due-words", dir: "auto" }, node.horizon ? node.horizon.text || node.horizon.label : ""),
    el(
      "span",
      { class: "body" },
      el("span", { dir: "auto" }, node.text),
      el(
        "small",
        {},
        el("b", { class: "sureness " + node.certainty }, node.certainty),
        several ? chipOf(authorOf(node.documents[0])) : null,
        facts.filter(Boolean).join(" · "),
      ),
      bar(n, range),
    ),
  );
  pick.dataset.node = n;
  if (n === STATE.node) pick.setAttribute("aria-current", "true");
  const reasons = under(n);
  return el(
    "li",
    {},
    pick,
    reasons.length || node.given.length
      ? el(
          "div",
          { class: "grounds" },
          ...node.given.map((one) => el("p", { class: "given" }, el("em", {}, "on condition "), condition(one))),
          ...reasons.slice(0, MOST_REASONS).map((e) => ground(e)),
          reasons.length > MOST_REASONS
            ? el("p", { class: "quiet" }, `and ${reasons.length - MOST_REASONS} more`)
            : null,
        )
      : null,
  );
}

function ground(e) {
  const { kind, from } = EDGES[e];
  return button(
    "jump",
    () => select(from, { stay: true }),
    el("em", { class: "l-" + kind }, LOOKS.links[kind].into),
    el("span", { dir: "auto" }, NODES[from].text),
  );
}

const isBet = (n) => (betPasses(n) || n === STATE.node) && (!found || found.has(n));

function buildPredictions() {
  const keys = PREDICTIONS.filter(isBet);
  if (!keys.length)
    return [
      el(
        "p",
        { class: "quiet" },
        PREDICTIONS.length ? "No prediction passes the filters." : "No prediction was found.",
      ),
    ];
  const range = span();
  const years = new Map();
  const order = (n) => (whenOf(n) || "9999") + (NODES[n].horizon && NODES[n].horizon.to ? "" : "~");
  for (const n of [...keys].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a - b))) {
    const due = dueIn(n);
    if (!years.has(due)) years.set(due, []);
    years.get(due).push(n);
  }
  return [
    range && keys.some(whenOf) ? axis(range) : null,
    ...[...years].flatMap(([due, bets]) => [
      el("h2", {}, due, el("span", { class: "count" }, ` ${bets.length}`)),
      listOf("bets", bets, (n) => [bet(n, range)]),
    ]),
  ].filter(Boolean);
}
