// Search over words, mechanisms and holders; Enter and the list go to what was found.
const MOST_HITS = 40;

function drawHits() {
  const list = $("hits");
  list.hidden = !found || document.activeElement !== $("search");
  if (!found) return;
  const keys = [...found];
  list.replaceChildren(...keys.slice(0, MOST_HITS).map((n) => jump(n, "hit")),
    el("p", { class: "quiet" }, keys.length > MOST_HITS ? `and ${keys.length - MOST_HITS} more` : keys.length ? "" : "Nothing found."));
}

let turn = -1;
function startSearch() {
  const field = $("search");
  field.value = STATE.query;
  field.addEventListener("input", () => { turn = -1; update({ query: field.value.slice(0, 200) }); });
  field.addEventListener("focus", drawHits);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found && found.size) {
      turn = (turn + 1) % found.size;
      select([...found][turn]);
    }
    if (event.key === "ArrowDown") {
      const first = $("hits").querySelector("button");
      if (first) first.focus();
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".find") || event.target.closest(".hit")) $("hits").hidden = true;
  });
}
follow(["query"], () => { if ($("search").value !== STATE.query) $("search").value = STATE.query; drawHits(); });
