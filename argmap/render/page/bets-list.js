// Each bet in its group: what was bet in one line, and behind it on what it stands and what became of it.
function verdict(bet) {
  if (!bet.outcome) return null;
  const right = bet.right === undefined ? "" : bet.right ? "right" : "wrong";
  return el("b", { class: `verdict ${right}` }, right ? `${bet.outcome}: ${right}` : bet.outcome);
}

function whenOf(bet) {
  if (bet.to) return bet.to;
  return bet.from ? `from ${bet.from}` : "no date";
}

const fact = (name, ...what) => el("p", { class: "fact" }, el("em", {}, name), " ", ...what);
const quoted = (words) => el("span", { dir: "auto" }, words);

function happened(entry) {
  return fact(
    entry.on,
    quoted(entry.what),
    entry.note ? quoted(` · ${entry.note}`) : null,
    entry.evidence ? " · " : null,
    entry.evidence ? address(entry.evidence, entry.evidence) : null,
  );
}

const MOST_REASONS = 6;
function behind(bet) {
  const steps = (n) => (n === 1 ? "rests on" : `rests, ${n} steps away, on`);
  return el(
    "div",
    { class: "grounds" },
    fact("who", quoted(whose(bet)), bet.said ? `, said ${bet.said}` : "", bet.essay ? ", in " : "",
      bet.essay ? address(bet.url, bet.essay) : null),
    bet.horizon ? fact("when, in its words", quoted(bet.horizon), bet.from && bet.to ? ` (from ${bet.from})` : "") : null,
    bet.chance ? fact("chance", quoted(bet.chance)) : null,
    ...bet.conditions.map((words) => fact("on condition", quoted(words))),
    ...bet.settlings.map((words) => fact("would be settled by", quoted(words))),
    ...bet.grounds.slice(0, MOST_REASONS).map(([n, words]) => fact(steps(n), quoted(words))),
    bet.grounds.length > MOST_REASONS
      ? el("p", { class: "quiet" }, `and ${bet.grounds.length - MOST_REASONS} more reasons`)
      : null,
    ...bet.against.map((words) => fact("attacked by", quoted(words))),
    bet.mechanisms.length ? fact("mechanisms", quoted(bet.mechanisms.join(", "))) : null,
    ...bet.notes.map((words) => fact("note", quoted(words))),
    bet.unlikely ? fact("note", "it is called unlikely, so it comes right if it does not happen") : null,
    ...bet.history.map(happened),
    fact("id", el("code", {}, bet.id)),
  );
}

function row(bet, range) {
  const summary = el(
    "summary",
    { class: "bet" },
    el("span", { class: "due-words" }, whenOf(bet)),
    el(
      "span",
      { class: "body" },
      quoted(bet.words),
      el("small", {}, el("b", { class: `sureness ${bet.certainty}` }, bet.certainty), quoted(whose(bet)), verdict(bet)),
      bar(bet, range),
    ),
  );
  const made = el("details", { id: bet.id }, summary);
  // What stands behind a bet is drawn when it is first asked for: a page may hold thousands.
  made.addEventListener("toggle", () => made.open && made.childElementCount === 1 && made.append(behind(bet)));
  return el("li", {}, made);
}

// Groups show so many at first.
const MOST = 200;
function group(state, bets, range) {
  const list = el("ul", { class: "bets" }, ...bets.slice(0, MOST).map((bet) => row(bet, range)));
  const rest = bets.slice(MOST);
  const more = button("more link", () => {
    list.append(...rest.splice(0, MOST).map((bet) => row(bet, range)));
    more.textContent = `Show more of ${rest.length}`;
    more.hidden = !rest.length;
  }, `Show more of ${rest.length}`);
  more.hidden = !rest.length;
  return el(
    "section",
    { class: "group", "data-state": state },
    el("h2", {}, STATES[state], el("span", { class: "count" }, ` ${bets.length}`)),
    list,
    more,
  );
}

function drawList() {
  const found = shown();
  const range = span();
  const parts = Object.keys(STATES)
    .map((state) => [state, found.filter((bet) => stateOf(bet) === state)])
    .filter(([, bets]) => bets.length)
    .map(([state, bets]) => group(state, bets, range));
  const empty = el("p", { class: "quiet" }, BETS.length ? "No bet passes the filters." : "No bet was found.");
  $("list").replaceChildren(...(parts.length ? [axis(range), ...parts] : [empty]));
  $("status").textContent = `${found.length} of ${count(BETS.length, "bet")}, seen from ${STATE.on}`;
}
