// How nodes and groups are drawn on vis-network's canvas. Places and sizes come from the data, words follow the zoom.
const FACE = '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';
const PALETTE = {};

function readPalette(theme = document.documentElement.dataset.theme) {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "panel", "frame", "ink", "muted", "line", "focus"])
    PALETTE[name] = style.getPropertyValue("--" + name).trim();
  PALETTE.theme = theme === "dark" ? "dark" : "light";
}
const hue = (look) => look[PALETTE.theme];
// How sure argmap is shows in how strongly a thing is drawn.
const trust = (item) => 0.45 + 0.55 * item.sure;

// Authors are told apart by their initials, and by a colour where there are few.
const INITIALS = initialsOf(AUTHORS);
function initialsOf(names) {
  const made = names.map((name) => {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => /^\p{Lu}|^\p{Lo}/u.test(word));
    const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [name];
    return letters.map((word) => [...word][0] || "").join("").toUpperCase();
  });
  return made.map((letters, i) => (made.indexOf(letters) === i ? letters : `${letters}${made.slice(0, i).filter((one) => one === letters).length + 1}`));
}
const authorHue = (name) => DATA.encodings.authors[AUTHORS.indexOf(name) % DATA.encodings.authors.length];
const chipOf = (name) => {
  const chip = el("span", { class: "chip", "aria-hidden": "true" }, INITIALS[AUTHORS.indexOf(name)]);
  chip.style.background = authorHue(name);
  return chip;
};

function outline(ctx, shape, x, y, w, h) {
  ctx.beginPath();
  if (shape === "chamfer") {
    const c = Math.min(12, h / 3);
    ctx.moveTo(x + c, y);
    for (const [px, py] of [[x + w - c, y], [x + w, y + c], [x + w, y + h - c], [x + w - c, y + h], [x + c, y + h], [x, y + h - c], [x, y + c]])
      ctx.lineTo(px, py);
    ctx.closePath();
  } else ctx.roundRect(x, y, w, h, shape === "pill" ? h / 2 : shape === "square" ? 1 : 9);
}

// Seen from afar a kind is a shape: disc, diamond, square, star.
const MARKS = {
  disc: (ctx, x, y, r) => ctx.arc(x, y, r, 0, 2 * Math.PI),
  square: (ctx, x, y, r) => ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7),
  diamond: (ctx, x, y, r) => polygon(ctx, [[x, y - r * 1.15], [x + r * 1.15, y], [x, y + r * 1.15], [x - r * 1.15, y]]),
  star: (ctx, x, y, r) => polygon(ctx, [...Array(10)].map((_, i) => {
    const [angle, reach] = [(i * Math.PI) / 5 - Math.PI / 2, i % 2 ? r * 0.5 : r * 1.2];
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  })),
};
function polygon(ctx, points) {
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

// mood: selected, near, far (faded), hit (found by the search) or plain.
function paintNode(ctx, n, mood, scale) {
  const node = NODES[n];
  const look = LOOKS.nodes[node.kind];
  const [x, y, w, h] = [node.x - node.w / 2, node.y - node.h / 2, node.w, node.h];
  const thesis = n === DATA.main && edgesOf[n].length > 0;
  const colour = hue(look);
  const faded = mood === "far" ? 0.26 : 1;
  ctx.save();
  ctx.globalAlpha = faded;
  outline(ctx, look.outline, x, y, w, h);
  ctx.fillStyle = thesis ? colour : PALETTE.panel;
  ctx.fill();
  if (!thesis) tint(ctx, node, colour, x, y, w, h, faded);
  ctx.globalAlpha = faded * trust(node);
  ctx.lineWidth = Math.max(thesis ? 3 : 1.3, 0.9 / scale);
  ctx.strokeStyle = colour;
  ctx.setLineDash(node.kind === "prediction" ? [6, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = faded;
  if (node.kind === "mechanism") {
    outline(ctx, look.outline, x + 3.5, y + 3.5, w - 7, h - 7);
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  if (several && node.stated) paintStripe(ctx, n, x, y, w, h, scale);
  if (mood === "selected" || mood === "hit") ring(ctx, look.outline, x, y, w, h, mood, scale);
  paintWords(ctx, n, look, thesis ? (PALETTE.theme === "dark" ? "#10202b" : "#ffffff") : null, scale);
  if (STATE.shut.has(n)) paintFold(ctx, n, scale);
  ctx.restore();
}

function tint(ctx, node, colour, x, y, w, h, faded) {
  ctx.save();
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.globalAlpha = faded * trust(node) * (PALETTE.theme === "dark" ? 0.16 : 0.09);
  ctx.fillRect(x, y, w, h);
  ctx.globalAlpha = faded;
  if (node.stated) ctx.fillRect(x, y, 4, h);
  ctx.restore();
  outline(ctx, LOOKS.nodes[node.kind].outline, x, y, w, h);
}

function paintStripe(ctx, n, x, y, w, h, scale) {
  const wide = Math.max(6, 3 / scale);
  ctx.fillStyle = authorHue(authorOf(NODES[n].documents[0]));
  ctx.fillRect(x + w - wide, y + 10, wide, h - 20);
}

function ring(ctx, shape, x, y, w, h, mood, scale) {
  const away = Math.max(5, 3 / scale);
  outline(ctx, shape, x - away, y - away, w + 2 * away, h + 2 * away);
  ctx.lineWidth = Math.max(3, 2.5 / scale);
  ctx.strokeStyle = PALETTE.focus;
  ctx.setLineDash(mood === "hit" ? [3, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
}

// Words that can be read at this zoom: the whole card, its gist in larger letters, or the mark of its kind.
const LEAST = 9;
function paintWords(ctx, n, look, ink, scale) {
  const node = NODES[n];
  if (scale * M.size >= LEAST) {
    if (node.stated) paintCard(ctx, n, look, ink);
    else paintLabel(ctx, node, node.lines, M.size, ink || PALETTE.ink);
    return;
  }
  const gist = gistOf(node, Math.max(M.size, 2 ** (Math.round(Math.log2(10 / scale) * 4) / 4)));
  if (gist) paintLabel(ctx, node, gist.lines, gist.size, ink || PALETTE.ink, node.stated);
  else paintMark(ctx, node, look, ink || hue(look));
}

// Break a node's words for a size of letters, by their usual width; null where hardly a word has room.
function gistOf(node, size) {
  node.gists = node.gists || new Map();
  if (!node.gists.has(size)) {
    const room = Math.floor((node.w - 22) / (size * (/[\u1100-\uffff]/.test(node.text) ? 0.95 : 0.56)));
    const lines = Math.floor((node.h - 8) / (size * 1.18));
    node.gists.set(size, lines >= 1 && room >= 9 ? { size, lines: broken(node.text, room, lines) } : null);
  }
  return node.gists.get(size);
}

function broken(text, room, most) {
  const lines = [""];
  const words = text.slice(0, room * (most + 1) * 2).split(" ");
  for (const word of words) {
    const line = lines[lines.length - 1];
    if (!line || line.length + word.length < room) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else if (lines.length === most) return [...lines.slice(0, -1), clip(line + " " + word, room)];
    else lines.push(word);
  }
  return lines.map((line) => clip(line, room));
}

function paintMark(ctx, node, look, colour) {
  ctx.fillStyle = colour;
  ctx.beginPath();
  MARKS[look.mark](ctx, node.x, node.y, Math.min(28, node.h * 0.32));
  ctx.fill();
}

function paintCard(ctx, n, look, ink) {
  const node = NODES[n];
  const room = node.w - 2 * M.pad;
  const [left, top] = [node.x - node.w / 2 + M.pad, node.y - node.h / 2];
  let from = left + 16;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  ctx.direction = "ltr";
  ctx.fillStyle = ink || hue(look);
  ctx.font = `700 ${M.small}px ${FACE}`;
  ctx.fillText(look.prefix, left, top + 19);
  if (several) from = paintChip(ctx, authorOf(node.documents[0]), from, top + 15);
  ctx.font = `${M.small}px ${FACE}`;
  ctx.fillStyle = ink || PALETTE.muted;
  ctx.fillText(node.head, from, top + 19, left + room - from);
  if (node.tags) {
    ctx.textAlign = "right";
    ctx.fillStyle = ink || hue(LOOKS.nodes.mechanism);
    ctx.fillText(node.tags, left + room, top + 19, room);
  }
  ctx.fillStyle = ink || PALETTE.ink;
  ctx.font = `${M.size}px ${FACE}`;
  ctx.direction = node.rtl ? "rtl" : "ltr";
  ctx.textAlign = node.rtl ? "right" : "left";
  node.lines.forEach((line, i) =>
    ctx.fillText(line, node.rtl ? left + room : left, top + M.head + (i + 1) * M.line - 4, room));
}

function paintChip(ctx, author, x, y) {
  const wide = M.chip;
  ctx.fillStyle = authorHue(author);
  ctx.beginPath();
  ctx.roundRect(x, y - 8, wide, 16, 4);
  ctx.fill();
  ctx.fillStyle = "#ffffff";
  ctx.font = `700 10px ${FACE}`;
  ctx.textAlign = "center";
  ctx.fillText(INITIALS[AUTHORS.indexOf(author)], x + wide / 2, y + 3.5, wide - 2);
  ctx.textAlign = "left";
  return x + wide + 6;
}

function paintLabel(ctx, node, lines, size, ink, startSide = false) {
  const step = size === M.size ? M.line : size * 1.18;
  ctx.fillStyle = ink;
  ctx.font = `${size}px ${FACE}`;
  ctx.textBaseline = "middle";
  ctx.direction = node.rtl ? "rtl" : "ltr";
  ctx.textAlign = startSide ? (node.rtl ? "right" : "left") : "center";
  const x = startSide ? (node.rtl ? node.x + node.w / 2 - 9 : node.x - node.w / 2 + 11) : node.x;
  const top = node.y - ((lines.length - 1) * step) / 2;
  lines.forEach((line, i) => ctx.fillText(line, x, top + i * step + 1, node.w - 14));
}

// How many are folded away beneath a node.
function paintFold(ctx, n, scale) {
  const node = NODES[n];
  const size = Math.max(12, 10 / scale);
  const words = `+${foldedUnder(n)}`;
  const [w, h] = [size * (1.2 + 0.62 * words.length), size * 1.6];
  ctx.beginPath();
  ctx.roundRect(node.x - w / 2, node.y + node.h / 2 - h / 3, w, h, h / 2);
  ctx.fillStyle = PALETTE.focus;
  ctx.fill();
  ctx.fillStyle = PALETTE.panel;
  ctx.font = `700 ${size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.direction = "ltr";
  ctx.fillText(words, node.x, node.y + node.h / 2 + h / 6 + 1);
}

// Words in lines, and the height at which they end.
const linesFor = (text, w, size, most) => (most < 1 ? [] : broken(text, Math.max(4, Math.floor(w / (size * 0.56))), most));
function paintLines(ctx, lines, { x, y, w, size, weight = 400, colour, align = "left" }) {
  ctx.fillStyle = colour;
  ctx.font = `${weight} ${size}px ${FACE}`;
  ctx.textAlign = align;
  ctx.textBaseline = "top";
  ctx.direction = "inherit";
  lines.forEach((line, i) => ctx.fillText(line, x, y + i * size * 1.3, w));
  return y + lines.length * size * 1.3;
}

function paintPanel(ctx, { x, y, w, h }, radius) {
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, radius);
  ctx.fillStyle = PALETTE.panel;
  ctx.fill();
  ctx.strokeStyle = PALETTE.line;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

// The frame around a group, its name at the top.
const headSize = (scale) => Math.max(15, 11.5 / scale);
function paintFrame(ctx, s, box, scale) {
  ctx.save();
  ctx.globalAlpha = frameMood(s) ? 1 : 0.4;
  ctx.beginPath();
  ctx.roundRect(box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, 14);
  ctx.fillStyle = PALETTE.frame;
  ctx.fill();
  ctx.strokeStyle = PALETTE.line;
  ctx.lineWidth = Math.max(1.5, 1 / scale);
  ctx.stroke();
  if (!distant(scale)) paintName(ctx, s, { x: box.x - box.w / 2 + 18, y: box.y - box.h / 2 + 13, w: box.w - 36, size: Math.min(headSize(scale), 22), most: 1 });
  ctx.restore();
}

// From afar a frame says what it holds, and shows it only faintly.
const distant = (scale) => headSize(scale) >= 34;
function paintVeil(ctx, s, box, scale) {
  if (!distant(scale) || box.w * scale < 24 || box.h * scale < 20) return;
  const small = box.w * scale < 80 || box.h * scale < 50;
  const [size, pad] = [(small ? 9.5 : 12.5) / scale, (small ? 4 : 10) / scale];
  const [left, top] = [box.x - box.w / 2, box.y - box.h / 2];
  const room = Math.floor((box.h - 2 * pad) / (size * 1.3));
  const thesis = thesisOf(s);
  const place = { x: left + pad, y: top + pad, w: box.w - 2 * pad, size };
  ctx.save();
  ctx.globalAlpha = 0.6;
  ctx.fillStyle = PALETTE.frame;
  ctx.fillRect(left, top, box.w, box.h);
  ctx.globalAlpha = frameMood(s) ? 1 : 0.4;
  const name = linesFor(frameOf(s).label, place.w - chipRoom(s, size), size, Math.min(small ? 3 : 2, room));
  const words = thesis === null || small ? [] : linesFor(NODES[thesis].text, place.w, size, Math.max(0, Math.min(4, room - name.length)));
  ctx.fillRect(left + 2 / scale, top + 2 / scale, box.w - 4 / scale, (name.length + words.length) * size * 1.3 + 1.3 * pad);
  const below = paintName(ctx, s, { ...place, most: name.length });
  paintLines(ctx, words, { ...place, y: below, colour: PALETTE.muted });
  ctx.restore();
}

// A group's name, an essay's after the initials of its author.
const chipRoom = (s, size) => (several && frameOf(s).essay !== undefined ? size * 2.4 : 0);
function paintName(ctx, s, { x, y, w, size, most }) {
  const room = chipRoom(s, size);
  const author = room ? authorOf(frameOf(s).essay) : null;
  if (room) {
    ctx.fillStyle = authorHue(author);
    ctx.beginPath();
    ctx.roundRect(x, y - size * 0.1, size * 2, size * 1.25, size * 0.3);
    ctx.fill();
    ctx.fillStyle = "#ffffff";
    ctx.font = `700 ${size * 0.75}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(INITIALS[AUTHORS.indexOf(author)], x + size, y + size * 0.56, size * 1.8);
  }
  return paintLines(ctx, linesFor(frameOf(s).label, w - room, size, most), { x: x + room, y, w: w - room, size, weight: 650, colour: PALETTE.ink });
}

// A box that stands for a group: its name, its strongest claim, what it holds.
function paintSection(ctx, s, scale) {
  const box = boxOfSection(s);
  const [head, size] = [Math.max(15, 10.5 / scale), Math.max(12, 9.5 / scale)];
  const thesis = thesisOf(s);
  ctx.save();
  paintPanel(ctx, box, 10);
  const [x, w, end] = [box.x - box.w / 2 + 16, box.w - 32, box.y + box.h / 2 - 12];
  const y = paintName(ctx, s, { x, y: box.y - box.h / 2 + 13, w, size: head, most: head < 18 ? 2 : 1 }) + 3;
  const room = Math.floor((end - y) / (size * 1.3)) - (size < 16 ? 1 : 0);
  if (thesis !== null) paintLines(ctx, linesFor(NODES[thesis].text, w, size, room), { x, y, w, size, colour: PALETTE.ink });
  if (size < 16) paintLines(ctx, [holdings(s)], { x, y: end - size, w, size, colour: PALETTE.muted });
  ctx.restore();
}

function holdings(s) {
  const sizes = tally(nodesIn(s).filter(shown).map((n) => NODES[n].kind));
  return STATED.filter((kind) => sizes.get(kind)).map((kind) => `${sizes.get(kind)} ${LOOKS.nodes[kind].prefix}`).join("  ·  ") || "nothing passes the filters";
}

function paintGhost(ctx, ghost, scale) {
  const size = Math.min(20, Math.max(12, 9.5 / scale));
  ctx.save();
  paintPanel(ctx, ghost, 19);
  const words = `${count(ghost.ends.length, "link")} · ${frameOf(ghost.s).label}`;
  paintLines(ctx, linesFor(words, ghost.w - 24, size, 1), { x: ghost.x, y: ghost.y - size * 0.55, w: ghost.w - 24, size, colour: PALETTE.muted, align: "center" });
  ctx.restore();
}
