// Words broken into lines by the browser's own letters, where Python has not done it: gists, frames, groups.

// How wide words are, in sizes of their letters, in the browser's own letters: each word is measured once.
const ruler = el("canvas").getContext("2d");
const WIDTHS = new Map();
function widthOf(words, weight) {
  const key = `${weight} ${words}`;
  if (!WIDTHS.has(key)) {
    ruler.font = `${weight} 100px ${FACE}`;
    WIDTHS.set(key, ruler.measureText(words).width / 100);
  }
  return WIDTHS.get(key);
}

// Words in at most so many lines of a width; what is cut ends in an ellipsis.
const LONGEST = 1000;
function linesFor(text, width, size, most, weight = 400) {
  if (most < 1) return [];
  const room = width / size;
  const wide = (words) => widthOf(words, weight);
  const lines = [];
  let [line, used] = ["", 0];
  for (const [joint, piece] of pieces(text.slice(0, LONGEST), room, wide)) {
    const longer = used + wide(joint) + wide(piece);
    if (line && longer <= room) [line, used] = [line + joint + piece, longer];
    else if (line && lines.length + 1 === most) return [...lines, shortened(line + joint + piece, room, wide)];
    else {
      if (line) lines.push(line);
      [line, used] = [piece, wide(piece)];
    }
  }
  return [...lines, line];
}

// A word that is longer than a line goes on in the next.
function* pieces(text, room, wide) {
  for (const word of text.split(" ")) {
    let [joint, piece, used] = [" ", wide(word) > room ? "" : word, 0];
    for (const letter of piece ? "" : word) {
      if (piece && used + wide(letter) > room) {
        yield [joint, piece];
        [joint, piece, used] = ["", "", 0];
      }
      [piece, used] = [piece + letter, used + wide(letter)];
    }
    yield [joint, piece];
  }
}

function shortened(line, room, wide) {
  const letters = [...line];
  let used = letters.reduce((sum, letter) => sum + wide(letter), wide("…"));
  while (letters.length > 1 && used > room) used -= wide(letters.pop());
  return letters.join("").trimEnd() + "…";
}
