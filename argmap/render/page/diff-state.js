// What is chosen, what is left out, what is searched for; all of it stands in the address.
const STATE = { pick: null, off: new Set(), query: "" };
const followers = [];
const follow = (keys, draw) => followers.push({ keys, draw });

function update(changes) {
  Object.assign(STATE, changes);
  for (const { keys, draw } of followers) if (keys.some((key) => key in changes)) draw();
  writeHash();
}

const hits = (n) => !STATE.query || WORDS[n].includes(STATE.query.toLowerCase());
const shown = (n) => !STATE.off.has(keyOf(CHANGES[n])) && hits(n);

function writeHash() {
  const said = new URLSearchParams();
  if (STATE.pick !== null) said.set("x", CHANGES[STATE.pick].id);
  if (STATE.off.size) said.set("off", [...STATE.off].join(","));
  if (STATE.query) said.set("q", STATE.query);
  try {
    window.history.replaceState(null, "", "#" + said);
  } catch {
    // Some browsers do not let a page from a file change its address.
  }
}

function readHash() {
  const said = new URLSearchParams(window.location.hash.slice(1));
  const pick = byId.get(said.get("x"));
  const known = new Set(GROUPS.map((group) => group.key));
  return {
    pick: pick === undefined ? null : pick,
    off: new Set((said.get("off") || "").split(",").filter((key) => known.has(key))),
    query: (said.get("q") || "").slice(0, 200),
  };
}
