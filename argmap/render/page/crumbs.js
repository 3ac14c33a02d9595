// Where in the map one is, and the way out.
function drawCrumbs() {
  const parts = [];
  if (SCENE.local) {
    const more = around(STATE.focus, STATE.hops + 1).size > SCENE.keys.length;
    parts.push(
      el("span", { class: "where", dir: "auto" }, clip(NODES[STATE.focus].text, 60)),
      hopButtons(),
      el("span", { class: "quiet" }, count(SCENE.keys.length, "box", "boxes") + (more ? "" : ", all of its argument")),
      button("link", leaveFocus, "Whole map"),
    );
  } else if (STATE.view === "map" && arrangement().frames.length) {
    const path = upTo(STATE.section);
    if (grand || path.length)
      parts.push(
        button(
          "link",
          () => update({ section: null, node: null }),
          `All ${partsOf(arrangement(), null).length} groups`,
        ),
        ...path.map((s, i) =>
          i + 1 < path.length
            ? button("link", () => update({ section: s, node: null }), clip(frameOf(s).label, 30))
            : el("span", { class: "where", dir: "auto" }, clip(frameOf(s).label, 60)),
        ),
      );
    else if (SCENE.frames.length) parts.push(el("span", { class: "quiet" }, "Choose a frame to look into it"));
  } else if (opening())
    parts.push(
      el("span", { class: "quiet" }, "The main thesis and what bears on it"),
      button("link", showAll, "Show all"),
    );
  else if (STATE.view === "causes" && drawnConcepts().length < CONCEPTS.length)
    parts.push(
      el(
        "span",
        { class: "quiet" },
        `The largest parts: ${drawnConcepts().length} of ${CONCEPTS.length} concepts. Search finds the others.`,
      ),
    );
  $("crumbs").hidden = !parts.length;
  $("crumbs").replaceChildren(...parts);
}

function hopButtons() {
  return el(
    "span",
    { class: "hops", role: "group", "aria-label": "Links away" },
    ...[1, 2, 3].map((hops) => {
      const made = button("hop", () => update({ hops }), String(hops));
      made.setAttribute("aria-pressed", String(hops === STATE.hops));
      made.setAttribute("aria-label", `${count(hops, "link")} away`);
      return made;
    }),
    el("span", { class: "quiet" }, STATE.hops === 1 ? "link away" : "links away"),
  );
}
