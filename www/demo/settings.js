// What the configurator can set, what of it holds, and how it stands in an address. Pure.

export const LANGUAGES = ["ar", "en", "es", "fr", "ko", "pt", "ru", "zh"];
export const PURPOSES = ["learn", "exchange", "share", "group"];
export const VIEWS = ["suggest", "practices", "compare", "profile"];
export const THEMES = ["auto", "light", "dark"];
export const MOST_TOPICS = 5;
export const MOST_CITIES = 50;
export const FILES = "/city-peers/";
export const FALLBACK = "Partner cities and practices are shown here as soon as they have loaded.";

/** Colours that can differ between light and dark: name of the custom property, and its values in city-peers.css. */
export const COLOURS = [
  { name: "accent", label: "Links and buttons", light: "#0a5a70", dark: "#7cc7d9" },
  { name: "ink", label: "Text", light: "#17212b", dark: "#edf1f2" },
  { name: "ground", label: "Background", light: "#ffffff", dark: "#12181d" },
  { name: "warm", label: "Differences and errors", light: "#a5480f", dark: "#eea36c" },
];
/** The rest of the look: custom property, the CSS property that says whether a value makes sense, and an example. */
export const TYPE = [
  { name: "font", label: "Font of the text", like: "font-family", example: "inherit" },
  { name: "font-display", label: "Font of headings", like: "font-family", example: "Georgia, serif" },
  { name: "rem", label: "Size of the text", like: "font-size", example: "1.125rem" },
  { name: "radius", label: "Corners of buttons and fields", like: "border-top-left-radius", example: "0" },
];
/** Keys of the look, as they stand in an address: `accent`, `accent-dark` … `radius`. */
export const LOOKS = [...COLOURS.flatMap(({ name }) => [name, `${name}-dark`]), ...TYPE.map(({ name }) => name)];
const TEXTS = ["directory", "city", "purpose", "lang", "theme", "view", "max", "submit-to", ...LOOKS];

/** A configuration in which nothing is set. */
export const unset = () => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, ""])),
  files: FILES,
  topics: [],
  drafts: false,
  integrity: false,
  fallback: FALLBACK,
});

/** The configuration that the query of an address holds; what it does not name stays unset. */
export function fromQuery(query) {
  const asked = new URLSearchParams(query);
  const settings = unset();
  for (const name of [...TEXTS, "files", "fallback"]) {
    if (asked.has(name)) settings[name] = asked.get(name).replaceAll("\0", "");
  }
  settings.topics = splitTopics(asked.getAll("topics").join(" "));
  for (const name of ["drafts", "integrity"]) settings[name] = asked.has(name);
  return settings;
}

/** The query of a configuration, without its question mark: only what differs from nothing set, and what was there of others. */
export function toQuery(settings, before = "") {
  const query = new URLSearchParams(before);
  const nothing = unset();
  for (const name of Object.keys(nothing)) {
    query.delete(name);
    const value = settings[name];
    if (Array.isArray(value)) {
      if (value.length) query.set(name, value.join(" "));
    } else if (value === true) query.set(name, "");
    else if (value !== nothing[name]) query.set(name, value);
  }
  return query.toString();
}

/** Topics from one text, each once. */
export const splitTopics = (text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** An address that a page may name: of http(s), or relative to a site that is. */
function address(text, base) {
  try {
    const url = new URL(text, base);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
}

// A value of CSS must end where it is meant to, whatever it is put into.
const ENDS = /[{};<>\\@!]|\/\*|\*\//;

/**
 * Parts what holds from what does not.
 * @param settings a configuration
 * @param {(property: string, value: string) => boolean} supports `CSS.supports`
 * @param {string} base address that relative ones start from
 * @returns {{ good: object, wrong: Record<string, string> }} the configuration without what is wrong, and why it is, by name
 */
export function check(settings, supports, base = "https://www.example.org/") {
  const good = { ...settings };
  const wrong = {};
  const drop = (name, why) => {
    good[name] = unset()[name];
    wrong[name] = why;
  };
  const files = address(settings.files || FILES, base);
  if (!files) drop("files", "This is no address of a folder. Write /city-peers/, or one that begins with https://.");
  else good.files = `${(settings.files || FILES).trim().replace(/[?#].*$/, "").replace(/\/*$/, "")}/`;
  if (settings.directory && !address(settings.directory, base)) {
    drop("directory", "This is no address. Write one such as /city-peers/directory/directory.json, or one that begins with https://.");
  }
  if (settings["submit-to"]) {
    const to = address(settings["submit-to"], base);
    const relative = to && to.origin === new URL(base).origin;
    if (!to || (to.protocol !== "https:" && !relative)) {
      drop("submit-to", "Profiles are sent to an address that begins with https://, or to your own site, such as /profiles.");
    }
  }
  if (settings.max && !(/^\d+$/.test(settings.max.trim()) && Number(settings.max) >= 1 && Number(settings.max) <= MOST_CITIES)) {
    drop("max", `Write a number from 1 to ${MOST_CITIES}, or nothing for 10.`);
  }
  for (const [name, words] of [["purpose", PURPOSES], ["view", VIEWS], ["theme", THEMES], ["lang", LANGUAGES]]) {
    if (settings[name] && !words.includes(settings[name])) drop(name, `“${settings[name]}” is not one of ${words.join(", ")}.`);
  }
  if (settings.topics.length > MOST_TOPICS) {
    good.topics = settings.topics.slice(0, MOST_TOPICS);
    wrong.topics = `The widget takes up to ${MOST_TOPICS} topics: the others are left out.`;
  }
  const looks = [
    ...COLOURS.flatMap(({ name }) => [[name, "color"], [`${name}-dark`, "color"]]),
    ...TYPE.map(({ name, like }) => [name, like]),
  ];
  for (const [name, property] of looks) {
    const value = settings[name].trim();
    if (value && (ENDS.test(value) || !supports(property, value))) drop(name, WRONG_LOOK[property]);
    else good[name] = value;
  }
  return { good, wrong };
}
const WRONG_LOOK = {
  color: "This is no colour of CSS. Write one such as #0a5a70, or the name of your own: var(--brand).",
  "font-family": "This is no list of fonts. Write inherit for the font of your page, or names such as Georgia, serif.",
  "font-size": "This is no size. Write one such as 1.125rem or 18px.",
  "border-top-left-radius": "This is no length. Write one such as 0, 4px or .5rem.",
};

/**
 * The attributes of the element, in a fixed order: only what differs from what it does by itself.
 * @returns {[string, string | true][]} `true` for one without a value
 */
export function attributes(good) {
  const list = [
    ["directory", good.directory],
    ["city", good.city],
    ["topics", good.topics.join(" ")],
    ["purpose", good.purpose === "learn" ? "" : good.purpose],
    ["max", good.max && Number(good.max) !== 10 ? String(Number(good.max)) : ""],
    ["view", good.view === "suggest" ? "" : good.view],
    ["lang", good.lang],
    ["theme", good.theme === "auto" ? "" : good.theme],
    ["submit-to", good["submit-to"]],
    ["drafts", good.drafts],
  ];
  return list.filter(([, value]) => value);
}
