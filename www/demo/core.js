// Reads the names of cities and topics out of the core file of a published directory, as crates/engine/src/format writes
// it. Only for the configurator's lists; the widget reads the file itself. Pure: bytes in, lists out.

const MAGIC = "CITYPEER";
const FORMAT = 2;
const CORE = 1;
const HEADER = 20;

class Bytes {
  #bytes;
  #at = 0;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  byte() {
    if (this.#at >= this.#bytes.length) throw new RangeError("the file ends too early");
    return this.#bytes[this.#at++];
  }
  take(count) {
    if (count > this.#bytes.length - this.#at) throw new RangeError("the file ends too early");
    return this.#bytes.subarray(this.#at, (this.#at += count));
  }
  number() {
    for (let value = 0, unit = 1; unit < 2 ** 53; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
    throw new RangeError("a number is too long");
  }
}

// What a value looks like: a function that takes it from the bytes.
const byte = (from) => from.byte();
const number = (from) => from.number();
const float = (from) => from.take(8);
const raw = (from) => from.take(from.number());
const utf8 = new TextDecoder("utf-8", { fatal: true });
const text = (from) => utf8.decode(raw(from));
const row = (...shapes) => (from) => shapes.map((shape) => shape(from));
const list = (shape) => (from) => Array.from({ length: from.number() }, () => shape(from));
const option = (shape) => (from) => (from.byte() ? shape(from) : undefined);
const oneOf = (...shapes) => (from) => shapes[from.byte()](from);

const code = row(text, text, option(byte));
const kind = oneOf(row(byte, float, float), list(code), row(list(code), list(code)), list(code));
const role = oneOf(row(byte, float), row(byte, option(text)));
const term = row(text, text, text, list(byte));
const pairs = list(row(byte, byte));
/** Up to what is needed here; the columns of values follow. */
const CORE_SHAPE = {
  meta: row(text, text, text, text, list(text), text, list(text)),
  counts: row(number, number, number, number, number),
  catalogue: row(
    list(row(text, text, text, float)),
    list(row(text, text, text, text, kind, role, option(byte), byte, text)),
    option(number),
  ),
  vocabulary: row(list(term), list(row(text, list(term)))),
  purposes: list(row(byte, list(row(byte, number)))),
  reference: row(number, list(number), row(number, number, number)),
  countries: list(text),
  runs: list(row(number, number)),
  zones: row(number, byte, list(text), raw),
  languages: list(text),
  languageSets: list(list(number)),
  networks: list(text),
  modes: list(text),
  statements: list(row(number, row(pairs, pairs, byte))),
  goals: list(row(number, pairs)),
  circles: list(row(number, row(list(number), list(number)))),
  ties: list(row(number, number, byte)),
  names: text,
  keys: list(row(number, text)),
  ids: list(row(number, text)),
  lat: raw,
  lon: raw,
  zone: raw,
  languageSet: raw,
  main: raw,
};

// Base letters of U+00C0 to U+017F and of U+1E00 to U+1EFF, as in crates/engine/src/format/core.rs: ids rely on them.
const LATIN =
  "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkk?llllll??llnnnnnn???oooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
const LATIN_ADDITIONAL =
  "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";
function plainKey(name) {
  let key = "";
  for (const letter of name) {
    const at = letter.codePointAt(0);
    if ("'`‘’".includes(letter)) continue;
    const base = letter === "ß" ? "ss" : at < 128 ? letter.toLowerCase() : LATIN[at - 0xc0] ?? LATIN_ADDITIONAL[at - 0x1e00] ?? "?";
    if (/^[a-z0-9]+$/.test(base)) key += base;
    else if (key && !key.endsWith(" ")) key += " ";
  }
  return key.trimEnd();
}

/** Values that differ from a rule, by their position. */
function exceptions(rows) {
  let at = 0;
  return new Map(rows.map(([gap, value]) => [(at += gap), value]));
}

/**
 * Cities and topics of a core file.
 * @param {ArrayBuffer} file
 * @returns {{ cities: { id: string, name: string, country: string, size: number }[], topics: { code: string, label: string }[] }}
 *   `size` only orders: the larger a city's main figure, the larger it is; −1 where that is unknown
 * @throws {Error} where the file is not one that this reader knows
 */
export function readCore(file) {
  const bytes = new Uint8Array(file);
  const view = new DataView(file);
  const magic = String.fromCharCode(...bytes.subarray(0, 8));
  if (bytes.length < HEADER || magic !== MAGIC) throw new Error("not a file of a directory");
  if (view.getUint16(8, true) !== FORMAT || view.getUint16(10, true) !== CORE) throw new Error("of another version, or not a core file");
  const from = new Bytes(bytes.subarray(HEADER));
  const core = {};
  for (const [name, shape] of Object.entries(CORE_SHAPE)) core[name] = shape(from);
  const names = core.names ? core.names.split("\n") : [];
  const country = core.runs.flatMap(([at, count]) => Array(count).fill(at));
  if (names.length !== core.counts[0] || country.length !== names.length) throw new Error("names and countries do not fit each other");
  const keys = exceptions(core.keys);
  const ids = exceptions(core.ids);
  let before = [undefined, 0];
  const cities = names.map((name, at) => {
    const code = core.countries[country[at]];
    const id = ids.get(at) ?? `${code.toLowerCase()}-${(keys.get(at) ?? plainKey(name)).replaceAll(" ", "-")}`;
    const step = core.main[at] | (core.main[at + names.length] << 8);
    const main = before[0] === code ? (before[1] - step) & 0xffff : step;
    before = [code, main];
    return { id, name, country: code, size: main === 0xffff ? -1 : main };
  });
  return { cities, topics: core.vocabulary[0].map(([code, label]) => ({ code, label })) };
}
