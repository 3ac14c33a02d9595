// Bets on a line of years: from when to when each is due, when it was said, and the day that all is seen from.
const days = (date) => Date.parse(date) / 86400000;
const yearOf = (date) => Number(date.slice(0, 4));
// What lies further ahead than this is cut off at the edge, so that one bet on a century leaves room for the others.
const MOST_YEARS = 25;

function span() {
  const known = [STATE.on, ...BETS.flatMap((bet) => [bet.said.slice(0, 10), bet.from, bet.to])].filter(isDay).sort();
  const first = yearOf(known[0]);
  const last = Math.min(yearOf(known[known.length - 1]), first + MOST_YEARS);
  const [low, high] = [days(`${first}-01-01`), days(`${last + 1}-01-01`)];
  return { first, last, low, high, share: (day) => (100 * (Math.min(Math.max(day, low), high) - low)) / (high - low) };
}

function bar(bet, range) {
  if (!bet.from && !bet.to) return null;
  const said = isDay(bet.said.slice(0, 10)) ? days(bet.said.slice(0, 10)) : null;
  const from = range.share(bet.from ? days(bet.from) : (said ?? range.low));
  const end = bet.to ? days(bet.to) : range.high + 1;
  const to = range.share(end);
  const filled = el("span", {
    class: `due ${bet.certainty}${bet.from ? "" : " from"}${end > range.high ? " on" : ""}`,
  });
  filled.style.left = `${Math.min(from, 98.5)}%`;
  filled.style.width = `${Math.max(1.5, to - from)}%`;
  const mark = (name, at) => {
    const made = el("span", { class: name });
    made.style.left = `${range.share(at)}%`;
    return made;
  };
  return el(
    "span",
    { class: "track", "aria-hidden": "true" },
    said === null ? null : mark("written", said),
    filled,
    mark("today", days(STATE.on)),
  );
}

function axis(range) {
  const step = Math.max(1, Math.ceil((range.last - range.first) / 8));
  const ticks = [];
  for (let year = range.first; year <= range.last; year += step) {
    const tick = el("span", {}, String(year));
    tick.style.left = `${range.share(days(`${year}-01-01`))}%`;
    ticks.push(tick);
  }
  return el(
    "div",
    { class: "axis", "aria-hidden": "true" },
    el("span", { class: "key" }, el("i", { class: "written" }), "said", el("i", { class: "today" }), STATE.on),
    el("span", { class: "ticks" }, ...ticks),
  );
}
