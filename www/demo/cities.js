// The field for a city: type-ahead over the names of the directory (ARIA 1.2 combobox); without names an id is taken as it is.

import { at, make, mark } from "./dom.js";

const MOST = 8;
const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const countries = new Intl.DisplayNames(["en"], { type: "region" });
const countryName = (code) => {
  try {
    return countries.of(code);
  } catch {
    return code;
  }
};

/**
 * @param {(id: string) => void} chosen hears the id of the city, or "" for none
 */
export function cityField(chosen) {
  const field = at("city-text");
  const listbox = at("city-list");
  let cities = []; // with `key`, largest first
  let known = new Map();
  let read = false; // whether the names of the directory are known
  let id = "";
  let hits = [];
  let active = -1;

  const label = (city) => `${city.name}, ${countryName(city.country)}`;
  const has = (of) => !read || known.has(of);
  const open = () => !listbox.hidden;
  function close() {
    listbox.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function show() {
    const key = fold(field.value);
    const starts = [];
    const words = [];
    for (const city of key ? cities : []) {
      if (city.key.startsWith(key)) starts.push(city);
      else if (city.key.includes(` ${key}`)) words.push(city);
      if (starts.length >= MOST) break;
    }
    hits = [...starts, ...words].slice(0, MOST);
    listbox.replaceChildren(
      ...hits.map((city, row) =>
        make("li", { id: `city-${row}`, role: "option", "aria-selected": "false", onmousedown: (event) => (event.preventDefault(), take(city)) },
          make("span", {}, city.name), " ", make("small", {}, countryName(city.country))),
      ),
    );
    listbox.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(!listbox.hidden));
    point(-1);
  }
  function point(row) {
    active = row;
    [...listbox.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === row)));
    if (row < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", `city-${row}`);
    listbox.children[row].scrollIntoView({ block: "nearest" });
  }
  function take(city) {
    field.value = label(city);
    close();
    set(city.id);
    judge();
  }
  function set(next) {
    if (next === id) return;
    id = next;
    chosen(id);
  }
  function judge() {
    mark(field, id && !has(id) ? `The directory has no city “${id}”, so the tag names none. Choose one from the list that opens when you type a name.` : undefined);
  }
  /** What was typed and not chosen: an id, a name that only one city has, or the first of those that begin so. */
  function settle() {
    const text = field.value.trim();
    close();
    if (!text) set("");
    else if (known.has(text)) take(known.get(text));
    else if (read) {
      const key = fold(text);
      const same = cities.filter((city) => city.key === key || fold(label(city)) === key);
      if (same.length) return take(same[0]);
      set(text);
    } else set(text);
    judge();
  }
  field.addEventListener("input", show);
  field.addEventListener("blur", settle);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!open()) show();
      if (hits.length) point((active + (key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + hits.length) % hits.length);
    } else if (key === "Enter") {
      event.preventDefault();
      if (open() && active >= 0) take(hits[active]);
      else settle();
    } else if (key === "Escape" && open()) {
      event.preventDefault();
      close();
    }
  });

  return {
    /** Shows a city by its id. */
    put(next) {
      id = next;
      field.value = known.has(next) ? label(known.get(next)) : next;
      judge();
    },
    /** Takes over the cities of a directory; an empty list where they could not be read. */
    know(list) {
      read = list.length > 0;
      cities = list.map((city) => ({ ...city, key: fold(city.name) })).sort((a, b) => b.size - a.size);
      known = new Map(cities.map((city) => [city.id, city]));
      if (document.activeElement !== field) this.put(id);
      // Somebody was typing already.
      else if (field.value) show();
    },
    /** Whether the directory has a city; true as long as its names are not known. */
    has,
    /** The name of a city, or its id. */
    name: (of) => known.get(of)?.name ?? of,
  };
}
