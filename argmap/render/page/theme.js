// Light or dark, as the reader's system has it or as was chosen on a page of ours before.
function store(name, value) {
  try {
    if (value === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, value);
  } catch {
    // A page from a file may not store anything.
  }
}
function stored(name) {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

// What follows the theme.
const themed = [];
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const themeNow = () => document.documentElement.dataset.theme;
function setTheme(theme) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  for (const [kind, look] of Object.entries(LOOKS.nodes)) root.style.setProperty("--k-" + kind, look[theme]);
  for (const [kind, look] of Object.entries(LOOKS.links)) root.style.setProperty("--l-" + kind, look[theme]);
  for (const follow of themed) follow();
}
function startTheme() {
  const kept = stored("argmap-theme");
  setTheme(["light", "dark"].includes(kept) ? kept : dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => {
    if (!stored("argmap-theme")) setTheme(dark.matches ? "dark" : "light");
  });
}
function turnTheme() {
  const theme = themeNow() === "dark" ? "light" : "dark";
  store("argmap-theme", theme);
  setTheme(theme);
}
