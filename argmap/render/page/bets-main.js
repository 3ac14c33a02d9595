// Begin: draw everything once, then follow what the reader does.
function openNamed() {
  const id = decodeURIComponent(location.hash.slice(1));
  const named = id && BETS.some((bet) => bet.id === id) ? $(id) : null;
  if (!named) return;
  named.open = true;
  named.scrollIntoView({ block: "start" });
  named.querySelector("summary").focus({ preventScroll: true });
}

function begin() {
  startTheme();
  $("tools").append(tool("theme", "Light or dark", turnTheme));
  const judged = BETS.filter((bet) => bet.outcome).length;
  const people = new Set(BETS.map(whose)).size;
  $("byline").textContent = `${count(BETS.length, "bet")} by ${people} · ${judged} judged`;
  $("on").value = STATE.on;
  $("on").addEventListener("change", () => {
    if (!isDay($("on").value)) return;
    STATE.on = $("on").value;
    drawFilters();
    drawList();
  });
  $("search").addEventListener("input", () => {
    STATE.query = $("search").value.trim();
    drawList();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input:not([type=checkbox])")) return;
    event.preventDefault();
    $("search").focus();
  });
  window.addEventListener("hashchange", openNamed);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  drawFilters();
  drawList();
  drawScores();
  openNamed();
  document.body.dataset.ready = "yes";
}

begin();
