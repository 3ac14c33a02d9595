// Colours of the theme, and the initials and colours by which authors are told apart.
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
    return letters
      .map((word) => [...word][0] || "")
      .join("")
      .toUpperCase();
  });
  return made.map((letters, i) =>
    made.indexOf(letters) === i ? letters : `${letters}${made.slice(0, i).filter((one) => one === letters).length + 1}`,
  );
}
// Whose essay is not in the map is nobody that it knows.
const initials = (name) => INITIALS[AUTHORS.indexOf(name)] || "?";
const authorHue = (name) => DATA.encodings.authors[Math.max(0, AUTHORS.indexOf(name)) % DATA.encodings.authors.length];
const chipOf = (name) => {
  const chip = el("span", { class: "chip", "aria-hidden": "true" }, initials(name));
  chip.style.background = authorHue(name);
  return chip;
};
