// What the page holds: items by number, and changes that point at one or two of them.
const DATA = JSON.parse($("data").textContent);
const LOOKS = DATA.encodings;
const ITEMS = DATA.items;
const CHANGES = DATA.changes;
const GROUPS = DATA.groups;
const SIDES = ["a", "b"];
const LETTER = { a: "A", b: "B" };
const nameOf = { a: DATA.sides[0].name, b: DATA.sides[1].name };
// The sign of each group, so that it is never told by colour alone.
const SIGNS = {
  opposed: "≠",
  "opposite-effect": "⇅",
  "other-grounds": "≈",
  "other-terms": "≈",
  shared: "=",
  "only-a": "◀",
  "only-b": "▶",
};
const byId = new Map(CHANGES.map((change, n) => [change.id, n]));
const keyOf = (change) => GROUPS[change.group].key;
const isOpposed = (change) => ["opposed", "opposite-effect"].includes(keyOf(change));
const isAlone = (change) => change.a === undefined || change.b === undefined;
const sidesOf = (change) => SIDES.filter((side) => change[side] !== undefined);
const labelOf = (kind) => (kind === "link" ? "Cause" : LOOKS.nodes[kind].one);
const wordsOf = (change) =>
  sidesOf(change)
    .map((side) => ITEMS[change[side]].text)
    .join("\n")
    .toLowerCase();
const WORDS = CHANGES.map(wordsOf);

const titleOf = ([first, ...more]) =>
  first === undefined ? "no essay" : (DATA.documents[first].title || "untitled") + (more.length ? ` and ${more.length} more` : "");

// Of an item's places in changes, the first.
const changeOf = new Map();
CHANGES.forEach((change, n) => {
  for (const side of sidesOf(change)) {
    const name = side + change[side];
    if (!changeOf.has(name)) changeOf.set(name, n);
  }
});
