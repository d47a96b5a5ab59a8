// The panel with the code: a tab for each way to embed, a copy button for each file.

import { copy } from "./copy.js";
import { at, make } from "./dom.js";

let shown = "html";
let ways = [];

function select(id, focus) {
  shown = id;
  for (const tab of at("tabs").children) {
    const is = tab.id === `tab-${id}`;
    tab.setAttribute("aria-selected", String(is));
    tab.tabIndex = is ? 0 : -1;
    if (is && focus) tab.focus();
  }
  paint();
}

function paint() {
  const way = ways.find(({ id }) => id === shown);
  const panel = at("panel");
  panel.setAttribute("aria-labelledby", `tab-${shown}`);
  const files = way.files.map(({ name, text }) => {
    const code = make("code", { translate: false }, text);
    const button = make("button", { type: "button", "aria-label": `Copy ${name}`, onclick: () => copy(text, "Code", code) }, "Copy");
    return make("figure", {}, make("figcaption", {}, make("span", {}, name), button), make("pre", { tabIndex: 0, role: "group", "aria-label": name }, code));
  });
  panel.replaceChildren(make("p", { className: "hint" }, way.note), ...files);
}

/** Shows the code of a configuration; the tab that is open stays open. */
export function showCode(snippets) {
  const same = JSON.stringify(snippets) === JSON.stringify(ways);
  ways = snippets;
  const tabs = at("tabs");
  if (!tabs.children.length) {
    tabs.append(
      ...ways.map(({ id, label }) =>
        make("button", { id: `tab-${id}`, type: "button", role: "tab", "aria-controls": "panel", onclick: () => select(id) }, label),
      ),
    );
    tabs.addEventListener("keydown", (event) => {
      const row = ways.findIndex(({ id }) => id === shown);
      const to = { ArrowRight: row + 1, ArrowLeft: row - 1 + ways.length, Home: 0, End: ways.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      select(ways[to % ways.length].id, true);
    });
    select(shown);
  } else if (!same) paint();
}
