// From a configuration to the code that a page, a style sheet or an application takes over. Pure: texts in, texts out.
// Whatever a value holds, it stays a value: each language has its own escaping here.

import { attributes, COLOURS, TYPE } from "./settings.js";

const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Text between tags of HTML. */
export const htmlText = (text) => text.replace(/[&<>]/g, (each) => NAMES[each]);
/** Value of an attribute of HTML, with its quotes. */
export const htmlValue = (text) => `"${text.replace(/[&<"]/g, (each) => NAMES[each]).replace(/\r?\n/g, "&#10;")}"`;
/** A string of JavaScript; safe in a script in HTML, too. */
export const jsString = (text) =>
  JSON.stringify(text).replace(/[<\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
/** A string of Rust. */
export const rustString = (text) =>
  `"${text.replace(/[\\"\p{Cc}]/gu, (each) => (/[\\"]/.test(each) ? `\\${each}` : `\\u{${each.codePointAt(0).toString(16)}}`))}"`;

const paragraphs = (text) => text.split(/\n\s*\n/).map((each) => each.trim().replace(/\s*\n\s*/g, " ")).filter(Boolean);
const indent = (text, by = "  ") => text.replace(/^(?=.)/gm, by);

/** A tag with its attributes: in one line where that fits, else one a line. */
function tag(name, given, children) {
  const row = [`<${name}`, ...given].join(" ");
  const open = row.length <= 96 ? `${row}>` : `<${name}\n${given.map((each) => `  ${each}\n`).join("")}>`;
  return children ? `${open}\n${indent(children)}\n</${name}>` : `${open}</${name}>`;
}
const htmlAttributes = (list) => list.map(([name, value]) => (value === true ? name : `${name}=${htmlValue(value)}`));
const htmlFallback = (good) => paragraphs(good.fallback).map((each) => `<p>${htmlText(each)}</p>`).join("\n");

/** Bundlers and frames put the loader elsewhere than the directory: its address has to be said. */
const withDirectory = (list, good) =>
  list[0]?.[0] === "directory" ? list : [["directory", `${good.files}directory/directory.json`], ...list];

/**
 * Rules for custom properties: those that differ from the widget's own.
 * @param {string} selector which element they are for
 */
export function css(good, selector = "city-peers") {
  const rule = (rows) => (rows.length ? `${selector} {\n${rows.map(([name, value]) => `  --city-peers-${name}: ${value};\n`).join("")}}` : "");
  const colours = (suffix) => COLOURS.map(({ name }) => [name, good[name + suffix]]).filter(([, value]) => value);
  const type = TYPE.map(({ name }) => [name, good[name]]).filter(([, value]) => value);
  const light = colours("");
  const dark = colours("-dark");
  // Colours that a visitor's system forces stay: the widget's pictures are drawn in them.
  const within = (query, text) => (text ? `@media ${query} {\n${indent(text)}\n}` : "");
  const blocks =
    good.theme === "light" || good.theme === "dark"
      ? [rule(type), within("(forced-colors: none)", rule(good.theme === "light" ? light : dark))]
      : [
          rule(type),
          within("(forced-colors: none) and (prefers-color-scheme: light)", rule(light)),
          within("(forced-colors: none) and (prefers-color-scheme: dark)", rule(dark)),
        ];
  return blocks.filter(Boolean).join("\n");
}

/** The tags of a page; `hash` is the integrity of the loader, where there is one. */
export function html(good, hash) {
  const script = [`type="module"`, `src=${htmlValue(`${good.files}city-peers.js`)}`];
  if (hash) script.push(`integrity=${htmlValue(hash)}`, `crossorigin="anonymous"`);
  return `${tag("script", script)}\n${tag("city-peers", htmlAttributes(attributes(good)), htmlFallback(good))}`;
}

function bundled(good) {
  const list = withDirectory(attributes(good), good);
  return [
    { name: "main.js", text: `import "city-peers/auto";` },
    { name: "index.html", text: tag("city-peers", htmlAttributes(list), htmlFallback(good)) },
  ];
}

function react(good) {
  const list = withDirectory(attributes(good), good);
  const text = (each) => (/^[^{}<>&"'\\]*$/.test(each) ? each : `{${jsString(each)}}`);
  const children = paragraphs(good.fallback).map((each) => `<p>${text(each)}</p>`).join("\n");
  const element = tag("city-peers", htmlAttributes(list), children);
  return [{ name: "Partners.jsx", text: `import "city-peers/auto";\n\nexport function Partners() {\n  return (\n${indent(element, "    ")}\n  );\n}` }];
}

function vue(good) {
  const list = withDirectory(attributes(good), good);
  // v-pre: what looks like an expression in a text stays text.
  const children = paragraphs(good.fallback).map((each) => `<p v-pre>${htmlText(each)}</p>`).join("\n");
  const element = tag("city-peers", htmlAttributes(list), children);
  return [
    { name: "Partners.vue", text: `<script setup>\nimport "city-peers/auto";\n</script>\n\n<template>\n${indent(element)}\n</template>` },
    {
      name: "vite.config.js",
      text: `import vue from "@vitejs/plugin-vue";\n\nexport default {\n  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "city-peers" } } })],\n};`,
    },
  ];
}

const variant = (type, code) => `{${type}::${code[0].toUpperCase()}${code.slice(1)}}`;
function yew(good) {
  const list = [["base", good.files], ...attributes(good)];
  const used = new Set(["CityPeers"]);
  const known = (type, value) => (used.add(type), variant(type, value));
  const props = {
    topics: () => `{[${good.topics.map(rustString).join(", ")}]}`,
    purpose: (value) => known("Purpose", value),
    theme: (value) => known("Theme", value),
    view: (value) => known("View", value),
    max: (value) => `{${value}}`,
    drafts: () => "true",
  };
  const given = list.map(([name, value]) => `${name.replace("-", "_")}=${props[name]?.(value) ?? rustString(value)}`);
  const children = paragraphs(good.fallback).map((each) => `<p>{${rustString(each)}}</p>`).join("\n");
  const element = tag("CityPeers", given, children);
  const names = [...used].sort().join(", ");
  return [
    {
      name: "partners.rs",
      text: `use city_peers::${used.size > 1 ? `{${names}}` : names};\nuse yew::prelude::*;\n\n#[component]\npub fn Partners() -> Html {\n    html! {\n${indent(element, "        ")}\n    }\n}`,
    },
  ];
}

function frame(good) {
  const query = new URLSearchParams(attributes(good).map(([name, value]) => [name, value === true ? "" : name === "topics" ? value.replaceAll(" ", ",") : value]));
  const asked = query.toString().replaceAll("%2C", ",");
  const given = [
    ["src", `${good.files}embed.html${asked && `?${asked}`}`],
    ["title", "Partner cities and practices"],
    ["width", "100%"],
    ["height", "900"],
    ["loading", "lazy"],
    ["allow", "clipboard-write"],
  ];
  return [
    { name: "page.html", text: tag("iframe", htmlAttributes(given)) },
    { name: "page.html, where a script is allowed", text: tag("script", [`src=${htmlValue(`${good.files}city-peers-frame.js`)}`, "defer"]) },
  ];
}

/**
 * All ways to embed a configuration.
 * @param good what `check` let through
 * @param {string} [hash] integrity of the loader
 * @returns {{ id: string, label: string, note: string, files: { name: string, text: string }[] }[]}
 */
export function snippets(good, hash) {
  const style = css(good);
  const look = style ? [{ name: "your style sheet", text: style }] : [];
  const placed = "Copy the folder of the built directory to where the attribute says, for instance into the application’s public folder.";
  return [
    { id: "html", label: "HTML", note: "For a page whose files you place yourself, or that a content management system lets have scripts.", files: [{ name: "page.html", text: html(good, hash) }, ...look] },
    { id: "npm", label: "npm", note: `For a page made with a bundler. ${placed}`, files: [...bundled(good), ...look] },
    { id: "react", label: "React", note: `For React 19. ${placed}`, files: [...react(good), ...look] },
    { id: "vue", label: "Vue", note: `For Vue 3 with Vite. ${placed}`, files: [...vue(good), ...look] },
    { id: "yew", label: "Yew", note: "For an application in Rust.", files: [...yew(good), ...(style ? [{ name: "your style sheet", text: css(good, "city-peers-app") }] : [])] },
    {
      id: "iframe",
      label: "iframe",
      note: [
        "For systems that strip scripts.",
        style && "Colours and fonts of your own do not reach into a frame.",
        !good.lang && "It cannot see the language of your page: choose one, or it speaks your visitor’s.",
        good.directory && !/^(\/|https?:)/.test(good.directory) && "The address of the directory counts from embed.html.",
      ]
        .filter(Boolean)
        .join(" "),
      files: frame(good),
    },
  ];
}
