// What the window shows of the plane.
const READABLE = 0.7;
// So many boxes are seen at once, if they are not seen smaller than this.
const ATONCE = { boxes: 60, scale: 0.29 };
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const these = (keys) => [...keys].filter((n) => SCENE.has.has(n) && shown(n)).map((n) => NODES[n]);
const isArgument = (node) => node.kind !== "mechanism";

// The room that the window has for boxes; switches lie over its top, the tools over its foot.
const MARGIN = { across: 40, down: 44 };
function room() {
  const view = $("canvas");
  const taken = $("bar").offsetHeight + $("zoom").offsetHeight;
  return [view.clientWidth - MARGIN.across, view.clientHeight - taken - MARGIN.down];
}

function seenAtOnce() {
  const drawn = these(SCENE.keys).filter(isArgument);
  const box = bounds(drawn);
  const [width, height] = room();
  return (
    drawn.length <= ATONCE.boxes &&
    Math.min(width / (box.right - box.left), height / (box.bottom - box.top)) >= ATONCE.scale
  );
}

// Show boxes; where they do not fit at `low`, keep `anchor` in view; room to spare is filled with what is `within`.
function frame(shownBoxes, { low = 0.55, high = 1, anchor = null, within = null, still = false } = {}) {
  const [width, height] = room();
  if (!shownBoxes.length || width <= 0 || height <= 0) return;
  const box = bounds(shownBoxes);
  const scale = Math.min(
    high,
    Math.max(low, Math.min(width / (box.right - box.left), height / (box.bottom - box.top))),
  );
  const inside = (wanted, from, to, room) =>
    (to - from) * scale <= room || wanted === null
      ? (from + to) / 2
      : Math.min(Math.max(wanted, from + room / scale / 2), to - room / scale / 2);
  const position = {
    x: inside(anchor && anchor.x, box.left, box.right, width),
    y: inside(anchor && anchor.y, box.top, box.bottom, height),
  };
  if (within) {
    position.x = inside(position.x, within.left, within.right, width);
    position.y = inside(position.y, within.top, within.bottom, height);
  }
  position.y -= ($("bar").offsetHeight - $("zoom").offsetHeight) / 2 / scale;
  const animation = still || calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position, scale, animation });
}

// All that is drawn as boxes.
const everything = () =>
  overview() ? SCENE.boxes.map(boxOfSection) : [...frameBoxes.values(), ...SCENE.ghosts, ...these(SCENE.keys)];
const frameAll = (options) => frame(everything(), { low: 0.03, ...options });

function frameAround(options) {
  if (SCENE.local) return frame([...these(SCENE.keys)], { low: 0.3, anchor: NODES[STATE.focus], ...options });
  if (STATE.node === null || !SCENE.has.has(STATE.node)) return frameHome(options);
  const node = NODES[STATE.node];
  const within = isArgument(node) ? bounds(these(SCENE.keys).filter(isArgument)) : null;
  frame(these(around(STATE.node, STATE.hops).keys()), {
    low: isArgument(node) ? 0.65 : 0.2,
    anchor: node,
    within,
    ...options,
  });
}

// The first view: all of a map that can be read at once, otherwise the main thesis and what bears on it.
function frameHome(options) {
  if (overview())
    return frame(SCENE.boxes.map(boxOfSection), {
      low: 0.3,
      anchor: corner(SCENE.boxes.map(boxOfSection)),
      ...options,
    });
  if (STATE.section !== null && frameBoxes.has(STATE.section))
    return frame([frameBoxes.get(STATE.section)], { low: 0.12, ...options });
  if (frameBoxes.size) return narrow.matches ? frameTall([...frameBoxes.values()], options) : frameAll(options);
  const drawn = [...these(SCENE.keys).filter(isArgument), ...SCENE.ghosts];
  if (!drawn.length) return;
  if (STATE.view === "causes") return frame(drawn, { low: READABLE, anchor: corner(drawn), ...options });
  if (seenAtOnce()) return frame(drawn, { low: ATONCE.scale, ...options });
  if (!SCENE.has.has(DATA.main)) return frame(drawn, { low: READABLE, anchor: corner(drawn), ...options });
  frame(these(around(DATA.main, 2).keys()).filter(isArgument), {
    low: narrow.matches ? 0.5 : READABLE,
    anchor: NODES[DATA.main],
    within: bounds(drawn),
    ...options,
  });
}
// In a narrow window frames fill what is longer of it, from their first corner.
function frameTall(frames, options) {
  const box = bounds(frames);
  const [width, height] = room();
  const low = Math.max(width / (box.right - box.left), height / (box.bottom - box.top));
  frame(frames, { low, anchor: corner(frames), ...options });
}
const corner = (drawn) => ({ x: bounds(drawn).left, y: bounds(drawn).top });

function frameFirst() {
  const still = { still: true };
  if (SCENE.local || (STATE.node !== null && SCENE.has.has(STATE.node))) frameAround(still);
  else frameHome(still);
  if (STATE.edge !== null) revealEdges([STATE.edge]);
  if (STATE.way) revealEdges(STATE.way);
}

// Bring a node into the window without moving more than needed, or with what is next to it.
function reveal(n, near) {
  if (!SCENE.has.has(n)) return;
  const sight = seen(-8);
  const { left, right, top, bottom } = bounds(near ? [NODES[n], ...these(around(n, 1).keys())] : [NODES[n]]);
  const inside = left > sight.left && right < sight.right && top > sight.top && bottom < sight.bottom;
  if (!inside || network.getScale() < 0.3) frameAround();
}

function revealEdges(edges) {
  const ends = [...new Set(edges.flatMap((e) => [EDGES[e].from, EDGES[e].to]))];
  if (!ends.every((n) => SCENE.has.has(n))) return;
  const sight = seen(-20);
  const box = bounds(ends.map((n) => NODES[n]));
  if (
    box.left < sight.left ||
    box.right > sight.right ||
    box.top < sight.top ||
    box.bottom > sight.bottom ||
    edges.length > 1
  )
    frame(
      ends.map((n) => NODES[n]),
      { low: 0.4 },
    );
}

function zoom(by) {
  const scale = Math.min(3, Math.max(0.03, network.getScale() * by));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 150, easingFunction: "easeOutQuad" } });
}
