// What the page holds, with what the data leaves out because it says nothing.
const DATA = JSON.parse($("data").textContent);
const LOOKS = DATA.encodings;
const NONE = { holder: "", said: "", essay: "", url: "", horizon: "", from: "", to: "", chance: "", outcome: "" };
const LISTS = ["conditions", "settlings", "grounds", "against", "mechanisms", "notes", "history"];
const BETS = DATA.bets.map((bet) => ({ ...NONE, ...Object.fromEntries(LISTS.map((name) => [name, []])), ...bet }));
const nobody = "nobody named";
const whose = (bet) => bet.holder || nobody;

// Where a bet stands, seen from a day.
const STATES = {
  now: "Can be judged",
  coming: "Come next",
  open: "Have no last day",
  undated: "Name no date",
  judged: "Judged",
};
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text));
function reading() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
const STATE = { on: isDay(DATA.on) ? DATA.on : reading(), query: "", off: new Set() };
function stateOf(bet) {
  if (bet.outcome) return "judged";
  if (bet.to) return bet.to <= STATE.on ? "now" : "coming";
  return bet.from ? "open" : "undated";
}
const groupsOf = (bet) => [`state:${stateOf(bet)}`, `who:${whose(bet)}`];
const wordsOf = (bet) => [bet.words, bet.holder, bet.essay, bet.horizon, bet.id, ...bet.mechanisms].join(" ").toLowerCase();
const shown = () =>
  BETS.filter(
    (bet) => !groupsOf(bet).some((group) => STATE.off.has(group)) && wordsOf(bet).includes(STATE.query.toLowerCase()),
  );

// Only addresses of the web become links, and they tell the other side nothing.
function address(url, words) {
  if (!/^https?:\/\//i.test(url)) return el("span", { dir: "auto" }, words);
  return el("a", { href: url, rel: "noopener noreferrer", class: "link", dir: "auto" }, words);
}
