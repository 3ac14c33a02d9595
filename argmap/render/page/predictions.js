// The bets, by when they are due, on a line of years.
const days = (date) => Date.parse(date) / 86400000;
const year = (day) => new Date(day * 86400000).getUTCFullYear();
const whenOf = (n) => {
  const horizon = NODES[n].horizon;
  return horizon && (horizon.to || horizon.from) ? horizon.to || horizon.from : null;
};

function yearOf(n) {
  if (!whenOf(n)) return "No date given";
  return NODES[n].horizon.to ? whenOf(n).slice(0, 4) : `${whenOf(n).slice(0, 4)} and after`;
}

function span() {
  const dates = PREDICTIONS.flatMap((n) => (NODES[n].horizon ? [NODES[n].horizon.from, NODES[n].horizon.to] : []));
  const written = DATA.documents.map((essay) => essay.date);
  const all = [...dates, ...written].filter(Boolean).map(days).filter(Number.isFinite);
  if (!all.length) return null;
  const [first, last] = [year(Math.min(...all)), year(Math.max(...all))];
  return { first, last, low: days(`${first}-01-01`), high: days(`${last + 1}-01-01`) };
}

function bar(n, range) {
  const horizon = NODES[n].horizon;
  if (!range || !whenOf(n)) return null;
  const share = (day) => (100 * (Math.min(Math.max(day, range.low), range.high) - range.low)) / (range.high - range.low);
  const written = days((DATA.documents[NODES[n].documents[0]] || {}).date);
  const from = share(horizon.from ? days(horizon.from) : Number.isFinite(written) ? written : range.low);
  const to = share(horizon.to ? days(horizon.to) : range.high);
  const filled = el("span", { class: horizon.from && horizon.to ? "due" : "due open" });
  filled.style.left = `${from}%`;
  filled.style.width = `${Math.max(1.5, to - from)}%`;
  return el("span", { class: "track", "aria-hidden": "true" }, filled);
}

// A line of years above the bars.
function axis(range) {
  const { first, last } = range;
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const ticks = [];
  for (let at = first; at <= last; at += step) {
    const tick = el("span", {}, String(at));
    tick.style.left = `${(100 * (days(`${at}-01-01`) - range.low)) / (range.high - range.low)}%`;
    ticks.push(tick);
  }
  return el("div", { class: "axis", "aria-hidden": "true" }, el("span", { class: "ticks" }, ...ticks));
}

function bet(n, range) {
  const node = NODES[n];
  const rests = node.mechanisms.map((m) => NODES[m].text).join(", ");
  const supports = under(n).length;
  const pick = button("bet", () => select(n, { stay: true }),
    el("span", { class: "due-words" }, node.horizon ? node.horizon.text || node.horizon.label : "—"),
    el("span", { class: "body" }, el("span", { dir: "auto" }, node.text),
      el("small", {}, [!node.holder && DATA.documents.length < 2 ? "" : holderOf(n), node.certainty, node.negated ? "negated" : "", rests,
        supports ? count(supports, "reason") : ""].filter(Boolean).join(" · ")), bar(n, range)));
  pick.dataset.node = n;
  if (n === STATE.node) pick.setAttribute("aria-current", "true");
  return el("li", {}, pick);
}

function buildPredictions() {
  const keys = PREDICTIONS.filter(inOutline);
  if (!keys.length) return [el("p", { class: "quiet" }, PREDICTIONS.length ? "No prediction passes the filters." : "No prediction was found.")];
  const range = span();
  const years = new Map();
  const order = (n) => (whenOf(n) || "9999") + (NODES[n].horizon && NODES[n].horizon.to ? "" : "~");
  for (const n of [...keys].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a - b))) {
    const due = yearOf(n);
    years.set(due, [...(years.get(due) || []), n]);
  }
  return [range && keys.some(whenOf) ? axis(range) : null, ...[...years].flatMap(([due, bets]) => [el("h2", {}, due), listOf("bets", bets, (n) => bet(n, range))])].filter(Boolean);
}

function drawList() {
  const list = $("list");
  list.hidden = onCanvas();
  if (list.hidden) return;
  list.replaceChildren(...(STATE.view === "outline" ? buildOutline() : buildPredictions()));
}

function markCurrent() {
  for (const made of $("list").querySelectorAll("[aria-current]")) made.removeAttribute("aria-current");
  if (STATE.node === null) return;
  for (const made of $("list").querySelectorAll(`button[data-node="${STATE.node}"]`)) {
    made.setAttribute("aria-current", "true");
    made.scrollIntoView({ block: "nearest" });
  }
}

follow(["view", "off", "query"], drawList);
follow(["node"], markCurrent);
