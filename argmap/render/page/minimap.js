// The whole plane in small, with the window on it; a click goes there.
let toPlane = null;

function drawMinimap() {
  const map = $("minimap");
  const nodes = SCENE.keys.filter(shown).map((n) => NODES[n]);
  const all = overview() ? SCENE.boxes.map(boxOfSection) : [...nodes, ...SCENE.ghosts];
  const box = bounds(all);
  const sight = seen();
  const whole =
    sight.left <= box.left && sight.right >= box.right && sight.top <= box.top && sight.bottom >= box.bottom;
  map.hidden = whole || all.length < 2;
  if (map.hidden) return;
  const ctx = map.getContext("2d");
  const scale = Math.min((map.width - 12) / (box.right - box.left), (map.height - 12) / (box.bottom - box.top));
  const [ox, oy] = [
    (map.width - (box.right - box.left) * scale) / 2,
    (map.height - (box.bottom - box.top) * scale) / 2,
  ];
  const [px, py] = [(x) => (x - box.left) * scale + ox, (y) => (y - box.top) * scale + oy];
  ctx.clearRect(0, 0, map.width, map.height);
  for (const node of all) {
    ctx.fillStyle = node.kind ? hue(LOOKS.nodes[node.kind]) : PALETTE.muted;
    ctx.globalAlpha = node === NODES[STATE.node] ? 1 : 0.5;
    ctx.fillRect(
      px(node.x - node.w / 2),
      py(node.y - node.h / 2),
      Math.max(2, node.w * scale),
      Math.max(2, node.h * scale),
    );
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = PALETTE.focus;
  ctx.lineWidth = 3;
  ctx.strokeRect(px(sight.left), py(sight.top), (sight.right - sight.left) * scale, (sight.bottom - sight.top) * scale);
  toPlane = (x, y) => ({ x: (x - ox) / scale + box.left, y: (y - oy) / scale + box.top });
}

function startMinimap() {
  const map = $("minimap");
  const go = (event) => {
    const spot = map.getBoundingClientRect();
    network.moveTo({
      position: toPlane(
        ((event.clientX - spot.left) / spot.width) * map.width,
        ((event.clientY - spot.top) / spot.height) * map.height,
      ),
    });
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    go(event);
  });
  map.addEventListener("pointermove", (event) => event.buttons && go(event));
}
