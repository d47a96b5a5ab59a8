// The configurator of the example page: keeps form, code, preview and the page's address in step.

import { cityField } from "./cities.js";
import { showCode } from "./code.js";
import { copy } from "./copy.js";
import { readDirectory } from "./directory.js";
import { at, make, mark, soon } from "./dom.js";
import { hardToRead, hex } from "./looks.js";
import { follow, listen, widths } from "./preview.js";
import { check, COLOURS, FILES, fromQuery, LANGUAGES, LOOKS, MOST_TOPICS, PURPOSES, splitTopics, toQuery, TYPE, unset } from "./settings.js";
import { snippets } from "./snippets.js";

const FIELDS = ["purpose", "max", "view", "lang", "theme", "fallback", "files", "directory", "submit-to", ...LOOKS];
const TICKS = ["drafts", "integrity"];
const BUNDLED = "directory/directory.json";

let settings = fromQuery(location.search);
let good;
let hash;
let topics = []; // of the directory; none where they could not be read
let texts = {}; // the widget's own English words
const field = (name) => at(name);

const city = cityField((id) => {
  settings.city = id;
  changed();
});

// --- The form, made once.

function makeLooks() {
  const text = (name, label, placeholder) =>
    make("input", { id: name, name, type: "text", spellcheck: false, placeholder, "aria-label": label });
  const rows = COLOURS.map(({ name, label, light, dark }) =>
    make("div", { className: "field colour", role: "group", "aria-label": label },
      make("span", { className: "label" }, label),
      ...[[name, "light", light], [`${name}-dark`, "dark", dark]].map(([key, look, own]) => {
        const picker = make("input", { type: "color", value: own, "aria-label": `${label}, ${look}: pick` });
        const input = text(key, `${label}, ${look}`, own);
        picker.addEventListener("input", () => {
          input.value = picker.value;
          input.dispatchEvent(new Event("input", { bubbles: true }));
        });
        return make("span", { className: "pair" }, make("small", {}, look), picker, input);
      }),
    ),
  );
  for (const { name, label, example } of TYPE) {
    rows.push(make("div", { className: "field" }, make("label", { htmlFor: name }, label), make("input", { id: name, name, type: "text", spellcheck: false, placeholder: example })));
  }
  at("looks-fields").append(...rows);
}

function makeLists() {
  for (const code of PURPOSES) at("purpose").append(make("option", { value: code === "learn" ? "" : code }, texts[`purpose.${code}`] ?? code));
  for (const code of LANGUAGES) {
    const own = new Intl.DisplayNames([code], { type: "language" }).of(code);
    const english = new Intl.DisplayNames(["en"], { type: "language" }).of(code);
    at("lang").append(make("option", { value: code, lang: code }, own === english ? own : `${own} · ${english}`));
  }
}

/** Boxes for the topics of the directory; a text field where they are not known. */
function makeTopics() {
  const box = at("topics");
  if (!topics.length) {
    const input = make("input", { id: "topic-codes", type: "text", spellcheck: false, "aria-label": "Codes of topics, parted by spaces", value: settings.topics.join(" ") });
    input.addEventListener("input", () => ((settings.topics = splitTopics(input.value)), changed()));
    return box.replaceChildren(input);
  }
  const strange = settings.topics.filter((code) => !topics.some((each) => each.code === code));
  // What is chosen stands first, so that it is seen without scrolling; it stays in its place while boxes are ticked.
  const chosen = ({ code }) => settings.topics.includes(code);
  const rows = [
    ...strange.map((code) => ({ code, label: `${code} (not in this directory)` })),
    ...topics.filter(chosen),
    ...topics.filter((each) => !chosen(each)),
  ];
  box.replaceChildren(
    ...rows.map(({ code, label }) => {
      const input = make("input", { type: "checkbox", value: code, checked: settings.topics.includes(code) });
      input.addEventListener("change", () => {
        settings.topics = input.checked ? [...settings.topics, code] : settings.topics.filter((each) => each !== code);
        limitTopics();
        changed();
      });
      return make("label", {}, input, " ", label);
    }),
  );
  limitTopics();
}
function limitTopics() {
  for (const input of at("topics").querySelectorAll("input[type=checkbox]")) {
    input.disabled = !input.checked && settings.topics.length >= MOST_TOPICS;
  }
  at("topics-hint").textContent = settings.topics.length
    ? `${settings.topics.length} of ${MOST_TOPICS}.`
    : "None: your visitors choose.";
}

/** Puts a whole configuration into the form. */
function fill() {
  for (const name of FIELDS) {
    const value = settings[name];
    const input = field(name);
    input.value = value;
    // A choice that an address names and the list does not have is none.
    if (input.value !== value && input.localName === "select") input.value = settings[name] = "";
  }
  for (const name of TICKS) field(name).checked = settings[name];
  city.put(settings.city);
  makeTopics();
  at("looks").open ||= LOOKS.some((name) => settings[name]);
  at("places").open ||= settings.files !== FILES || ["directory", "submit-to", "drafts", "integrity"].some((name) => settings[name]);
}

// --- What follows a change.

const keepAddress = soon(() => {
  const query = toQuery(settings, location.search);
  history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
});

function changed() {
  const checked = check(settings, (property, value) => CSS.supports(property, value), document.baseURI);
  good = checked.good;
  if (!city.has(good.city)) good.city = "";
  for (const name of FIELDS) mark(field(name), checked.wrong[name]);
  for (const { name, light, dark } of COLOURS) {
    for (const [key, own] of [[name, light], [`${name}-dark`, dark]]) field(key).previousElementSibling.value = hex(good[key] || own) ?? own;
  }
  at("contrast").textContent = hardToRead(good).join(" ");
  showCode(snippets(good, settings.integrity ? hash : undefined));
  keepAddress();
  followSoon();
}
const followSoon = soon(() => {
  follow(good);
  const directory = good.directory || BUNDLED;
  if (directory !== asked) readLists(directory);
});

let asked;
/** Reads the lists of a directory; says what is wrong where that fails. */
async function readLists(directory) {
  asked = directory;
  const said = at("directory-hint");
  let read;
  try {
    read = await readDirectory(new URL(directory, document.baseURI).href);
  } catch (error) {
    read = { said: error.message, cities: [], topics: [] };
  }
  if (asked !== directory) return; // another one was asked for meanwhile
  said.textContent = read.said;
  topics = read.topics;
  city.know(read.cities);
  makeTopics();
  changed();
}

/** Looks for the integrity of the loader: where the files are said to be, then beside this page. */
async function readIntegrity() {
  const said = at("integrity-hint");
  hash = undefined;
  said.textContent = "";
  if (settings.integrity) {
    for (const folder of new Set([good.files, "./"].map((each) => new URL(each, document.baseURI).href))) {
      try {
        const response = await fetch(new URL("integrity.json", folder));
        const { integrity, files, ...plain } = await response.json();
        hash = [(integrity ?? files ?? plain)["city-peers.js"]].map((each) => each?.integrity ?? each).find((each) => /^sha\d+-/.test(each));
        if (hash) break;
      } catch {} // the next one, or the sentence below
    }
    said.textContent = hash
      ? "Holds for the loader of exactly this release: take the tag over again with each update."
      : `No integrity.json in ${good.files}: the tag is without it. The built package has one; copy its line by hand.`;
  }
  changed();
}

// --- The page.

function listenToForm() {
  const form = at("settings");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    const { id } = target;
    if (FIELDS.includes(id)) settings[id] = target.value;
    else if (TICKS.includes(id)) settings[id] = target.checked;
    else return;
    changed();
    if (id === "integrity") readIntegrity();
  });
  field("files").addEventListener("change", () => settings.integrity && readIntegrity());
  at("reset").addEventListener("click", () => {
    settings = unset();
    hash = undefined;
    at("integrity-hint").textContent = "";
    fill();
    changed();
  });
  at("link").addEventListener("click", () => {
    const url = new URL(location.href);
    url.search = toQuery(settings, location.search);
    url.hash = "embed";
    copy(url.href, "Link");
  });
  let offered = "";
  listen((id) => {
    offered = id;
    at("chosen").hidden = id === settings.city;
    at("chosen-text").textContent = `In the preview, ${city.name(id)} was chosen.`;
  });
  at("take").addEventListener("click", () => {
    settings.city = offered;
    at("chosen").hidden = true;
    city.put(offered);
    changed();
    field("city-text").focus();
  });
}

async function start() {
  const section = at("embed");
  try {
    const response = await fetch(new URL("locales/en.json", document.baseURI));
    texts = await response.json();
  } catch {} // the codes stand in for the words
  makeLooks();
  makeLists();
  widths();
  listenToForm();
  fill();
  section.hidden = false;
  changed();
  // The browser looked for it before it was there.
  if (location.hash === `#${section.id}`) section.scrollIntoView();
  if (settings.integrity) readIntegrity();
}

start();
