// The preview: follows a configuration by attributes and one constructed style sheet, and lists the events it hears.

import { at, make } from "./dom.js";
import { attributes } from "./settings.js";
import { css } from "./snippets.js";

const NAMES = ["directory", "city", "topics", "purpose", "max", "view", "lang", "theme", "submit-to", "drafts"];
const EVENTS = ["ready", "suggest", "select", "profile-change", "submit", "shortlist", "error"].map((name) => `city-peers-${name}`);
const MOST_EVENTS = 10;
const MOST_TEXT = 1500;

let sheet;
/** Applies a configuration to the element. What has not changed is left alone. */
export function follow(good) {
  const element = at("preview");
  const wanted = new Map(attributes(good));
  for (const name of NAMES) {
    const value = wanted.get(name);
    if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== (value === true ? "" : value)) element.setAttribute(name, value === true ? "" : value);
  }
  const paragraphs = good.fallback.split(/\n\s*\n/).filter((each) => each.trim());
  element.replaceChildren(...paragraphs.map((each) => make("p", {}, each)));
  if (!("adoptedStyleSheets" in Document.prototype)) return; // before Firefox 101 the preview keeps the widget's own look
  sheet ??= new CSSStyleSheet();
  // A variable of the visitor's own page is not known here.
  const own = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, typeof value === "string" && /\bvar\(/i.test(value) ? "" : value]));
  sheet.replaceSync(css({ ...own, directory: "" }, "#preview"));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * Lists the events of the preview.
 * @param {(city: string) => void} chosen hears the id of a city that was chosen in the preview
 */
export function listen(chosen) {
  let count = 0;
  for (const name of EVENTS) {
    at("preview").addEventListener(name, ({ detail }) => {
      at("heard-count").textContent = String(++count);
      const text = JSON.stringify(detail, null, 1) ?? "";
      const cut = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}\n… ${text.length - MOST_TEXT} characters more` : text;
      const list = at("heard");
      list.prepend(make("li", { value: count }, make("details", {}, make("summary", {}, make("code", {}, name)), make("pre", { tabIndex: 0, role: "group", "aria-label": name }, cut))));
      if (list.children.length > MOST_EVENTS) list.lastChild.remove();
      if (name === "city-peers-select" && detail?.city) chosen(detail.city);
    });
  }
}

/** Lets the width of the preview be chosen. */
export function widths() {
  const stage = document.querySelector(".stage");
  at("widths").addEventListener("click", ({ target }) => {
    const { width } = target.dataset ?? {};
    if (!width) return;
    stage.dataset.width = width;
    for (const button of at("widths").children) button.setAttribute("aria-pressed", String(button === target));
  });
}
