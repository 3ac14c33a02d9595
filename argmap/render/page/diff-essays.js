// Both essays side by side, each at the words that are compared.
const runsOf = { a: new Map(), b: new Map() };
const BLOCKS = { p: "p", h: "h3", i: "p", q: "blockquote" };
const tidy = (text) => text.replace(/\s+/g, " ").trim();

function runOf(side, words, items) {
  const here = items.filter((item) => changeOf.has(side + item));
  const run = el("span", { class: here.length ? "run said" : "run" }, words);
  if (!here.length) return run;
  const inner = here[here.length - 1];
  run.classList.add("k-" + (ITEMS[inner].kind === "link" ? "concept" : ITEMS[inner].kind));
  run.addEventListener("click", () => {
    if (!String(window.getSelection())) chooseRun(side, here);
  });
  for (const item of here) {
    if (!runsOf[side].has(item)) runsOf[side].set(item, []);
    runsOf[side].get(item).push(run);
  }
  return run;
}

// A click takes the innermost; another click on the same words the next one outward.
function chooseRun(side, items) {
  const order = items.map((item) => changeOf.get(side + item)).reverse();
  update({ pick: order[(order.indexOf(STATE.pick) + 1) % order.length] });
}

function blockOf(side, text, [kind, start, runs]) {
  const block = el(BLOCKS[kind], { class: "b-" + kind, dir: "auto" });
  let from = start;
  for (const [end, items] of runs) {
    const words = text.slice(from, end);
    block.append(items ? runOf(side, words, items) : words);
    from = end;
  }
  return block;
}

function buildEssays() {
  SIDES.forEach((side, at) => {
    const text = $("text-" + side);
    for (const d of DATA.sides[at].essays) {
      const essay = DATA.documents[d];
      const repeats = ([, start, runs]) =>
        runs.every(([, items]) => !items) && tidy(essay.text.slice(start, runs[runs.length - 1][0])) === essay.title;
      text.append(
        el(
          "header",
          { class: "essay", dir: "auto" },
          el("h2", {}, essay.title || "Untitled essay"),
          el("p", {}, el("span", { class: "letter letter-" + side }, LETTER[side]), [essay.author, essay.date].filter(Boolean).join(" · ")),
        ),
        ...essay.blocks.filter((block, i) => i || !repeats(block)).map((block) => blockOf(side, essay.text, block)),
      );
    }
    if (!DATA.sides[at].essays.length) text.append(el("p", { class: "quiet" }, "This side holds no essay."));
  });
}

function chosenWords(change) {
  const lead = isAlone(change)
    ? `Only ${LETTER[sidesOf(change)[0]]} says this.`
    : `${GROUPS[change.group].name} · score ${change.score.toFixed(2)}`;
  return el(
    "div",
    { class: "reading" },
    el("p", { class: "lead" }, el("span", { class: "sign sign-" + keyOf(change), "aria-hidden": "true" }, SIGNS[keyOf(change)]), lead),
    isAlone(change) ? null : el("p", { class: "quiet why-line" }, change.why.map(reasonWords).join(" · ")),
  );
}

function drawEssays() {
  for (const run of document.querySelectorAll(".text .hl")) run.classList.remove("hl");
  const change = STATE.pick === null ? null : CHANGES[STATE.pick];
  $("pair").hidden = !change;
  document.body.classList.toggle("open", Boolean(change));
  if (!change) return;
  const order = CHANGES.map((_, n) => n).filter(shown);
  const step = (way) => {
    const next = order[(order.indexOf(STATE.pick) + way + order.length) % order.length];
    if (next !== undefined) update({ pick: next });
  };
  $("chosen").replaceChildren(
    chosenWords(change),
    el("div", { class: "tools" }, tool("up", "The one before", () => step(-1)), tool("down", "The next", () => step(1)), tool("close", "Close the essays", () => update({ pick: null }))),
  );
  for (const side of SIDES) {
    const runs = runsOf[side].get(change[side]) || [];
    $("text-" + side).classList.toggle("silent", change[side] === undefined);
    for (const run of runs) run.classList.add("hl");
    if (runs.length) scrollToRun($("text-" + side), runs[0]);
  }
}

// Paragraphs out of sight have only a guessed height, so look again once those on the way are laid out.
function scrollToRun(text, run, tries = 6) {
  const [a, b] = [text.getBoundingClientRect(), run.getBoundingClientRect()];
  if (!a.height || (b.top >= a.top + 8 && Math.min(b.bottom, b.top + 60) <= a.bottom - 8)) return;
  text.scrollTop += b.top - a.top - a.height / 4;
  if (tries) requestAnimationFrame(() => run.classList.contains("hl") && scrollToRun(text, run, tries - 1));
}

follow(["pick"], drawEssays);
