// Elements made by hand: text is only ever text.
const $ = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "click") made.addEventListener("click", value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const button = (name, click, ...children) => el("button", { type: "button", class: name, click }, ...children);

function drawing(attributes, ...shapes) {
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NAMESPACE, "svg");
  for (const [name, value] of Object.entries({ "aria-hidden": "true", ...attributes })) svg.setAttribute(name, value);
  for (const shape of shapes) {
    const path = document.createElementNS(NAMESPACE, "path");
    for (const [name, value] of Object.entries(shape)) if (value) path.setAttribute(name, value);
    svg.append(path);
  }
  return svg;
}

const ICONS = {
  theme: "M12 3a9 9 0 1 0 0 18V3z M12 3a9 9 0 0 1 0 18",
  save: "M12 4v11 M7 11l5 5 5-5 M5 20h14",
  plus: "M12 6v12 M6 12h12",
  minus: "M6 12h12",
  fit: "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5",
  home: "M4 11l8-7 8 7 M6 10v10h12V10",
  close: "M6 6l12 12 M18 6L6 18",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  relax: "M4 12c3-6 5-6 8 0s5 6 8 0 M12 3v3 M12 18v3",
};

const icon = (name) => drawing({ viewBox: "0 0 24 24" }, { d: ICONS[name] });

const tool = (name, label, click) => {
  const made = button("icon", click, icon(name));
  made.setAttribute("aria-label", label);
  made.setAttribute("title", label);
  return made;
};

const count = (n, one, many) => `${n} ${n === 1 ? one : many || one + "s"}`;
const clip = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
const percent = (share) => `${Math.round(share * 100)} %`;
