// Search over words, mechanisms and holders; Enter and the list go to what was found.
const MOST_HITS = 20;

function drawHits() {
  const list = $("hits");
  list.hidden = !found || document.activeElement !== $("search");
  if (!found) return;
  const keys = [...found].slice(0, MOST_HITS);
  const words = found.size > MOST_HITS ? `and ${found.size - MOST_HITS} more` : found.size ? "" : "Nothing found.";
  list.replaceChildren(...keys.map((n) => jump(n, "hit")), el("p", { class: "quiet" }, words));
}

let hit = -1;
function startSearch() {
  const field = $("search");
  field.value = STATE.query;
  field.addEventListener("input", () => {
    hit = -1;
    update({ query: field.value.slice(0, 200) });
  });
  field.addEventListener("focus", drawHits);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found && found.size) {
      hit = (hit + (event.shiftKey ? found.size - 1 : 1)) % found.size;
      select([...found][hit]);
    }
    if (event.key === "ArrowDown") {
      const first = $("hits").querySelector("button");
      if (first) first.focus();
      event.preventDefault();
    }
  });
  $("hits").addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && (document.activeElement[step] || field);
    if (next && next.focus) {
      event.preventDefault();
      next.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".find") || event.target.closest(".hit")) $("hits").hidden = true;
  });
  // The words to search in are folded before they are asked for, a few at a time.
  let n = 0;
  const prepare = (deadline) => {
    while (n < NODES.length && deadline.timeRemaining() > 2) hay(n++);
    if (n < NODES.length) requestIdleCallback(prepare);
  };
  if (window.requestIdleCallback) requestIdleCallback(prepare);
}
follow(["query"], () => {
  if ($("search").value !== STATE.query) $("search").value = STATE.query;
  drawHits();
});
