// A neighbourhood by itself: what bears on the node beneath it, what it bears on above it; causes left of effects.
const LOCAL = {
  rows: { longest: 4, across: 24, along: 54 },
  columns: { longest: 9, across: 16, along: 84 },
  nodes: 120,
};
function placeLocally() {
  const near = [...around(STATE.focus, STATE.hops).keys()].filter(
    (n) => isConcept(n) === isConcept(STATE.focus) && (n === STATE.focus || allowed(n)),
  );
  const keys = near.slice(0, LOCAL.nodes);
  const levels = levelled(STATE.focus, new Set(keys));
  const { longest, across, along } = LOCAL[SCENE.flow];
  const upright = SCENE.flow === "rows";
  const [wide, deep] = upright ? ["w", "h"] : ["h", "w"];
  const lines = [];
  let from = 0;
  for (const keys of linesOf(levels, longest)) {
    const depth = Math.max(...keys.map((n) => NODES[n][deep]));
    const half = (keys.reduce((sum, n) => sum + NODES[n][wide], 0) + across * (keys.length - 1)) / 2;
    let v = -half;
    for (const n of keys) {
      const [u, mid] = [from + depth / 2, v + NODES[n][wide] / 2];
      [NODES[n].x, NODES[n].y] = upright ? [mid, u] : [u, mid];
      v += NODES[n][wide] + across;
    }
    lines.push({ keys, from, to: from + depth, half });
    from += depth + along;
  }
  SCENE.keys = [...levels.keys()];
  SCENE.bends = bypasses(lines, upright);
}

// A link past other lines goes round their ends.
function bypasses(lines, upright) {
  const bends = {};
  const lineOf = new Map(lines.flatMap(({ keys }, i) => keys.map((n) => [n, i])));
  let lane = 0;
  for (const e of new Set(SCENE.keys.flatMap((n) => edgesOf[n]))) {
    const [a, b] = [lineOf.get(EDGES[e].from), lineOf.get(EDGES[e].to)];
    if (a === undefined || b === undefined || Math.abs(a - b) < 2) continue;
    const passed = lines.slice(Math.min(a, b) + 1, Math.max(a, b));
    const v = Math.max(...passed.map(({ half }) => half)) + 22 + 12 * (lane++ % 5);
    const path = [
      [v, passed[0].from],
      [v, passed[passed.length - 1].to],
    ];
    bends[e] = (a < b ? path : path.reverse()).flatMap(([across, u]) => (upright ? [across, u] : [u, across]));
  }
  return bends;
}

// How far down the flow each node is from the centre: as many links as the longest way there has.
function levelled(centre, keys) {
  const levels = new Map([[centre, 0]]);
  const down = (e, n) => ((EDGES[e].to === n) === (SCENE.flow === "rows") ? 1 : -1);
  const waiting = [centre];
  for (const n of waiting) {
    const near = edgesOf[n].map((e) => [other(EDGES[e], n), down(e, n)]);
    if (isMechanism(n)) near.push(...restingOn.get(n).map((m) => [m, 1]));
    for (const [m, way] of near)
      if (keys.has(m) && !levels.has(m)) {
        levels.set(m, levels.get(n) + way);
        waiting.push(m);
      }
  }
  for (let round = 0; round < STATE.hops; round++)
    for (const n of waiting)
      for (const e of edgesOf[n]) {
        const [m, way, level] = [other(EDGES[e], n), down(e, n), levels.get(n)];
        if (m === centre || !levels.has(m) || way * level < 0) continue;
        if (way * levels.get(m) > 0 && way * levels.get(m) <= way * level) levels.set(m, level + way);
      }
  return levels;
}

// Levels in order, long ones in several lines, those nearest to the centre next to it.
function linesOf(levels, longest) {
  const byLevel = new Map();
  for (const [n, level] of levels) byLevel.set(level, [...(byLevel.get(level) || []), n]);
  return [...byLevel.keys()]
    .sort((a, b) => a - b)
    .flatMap((level) => {
      const keys = byLevel.get(level);
      const lines = [];
      for (let at = 0; at < keys.length; at += longest) lines.push(keys.slice(at, at + longest));
      return level < 0 ? lines.reverse() : lines;
    });
}
