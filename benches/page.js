// The measurements that run in the page, one section each. They return plain numbers; run.mjs makes the table.

import { byTurns } from "./measure.js";
import { objectPeer, objects, scanPeer, typedPeers } from "./kernel.js";

async function engine(profile) {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(`/wasm/${profile}.wasm`));
  return instance.exports;
}

/** What the module holds at an address. The address is worked out first: a call may move the memory. */
const view = (wasm, Type, at, length) => new Type(wasm.memory.buffer, at, length);

async function open(wasm, kind, decode) {
  const { files } = await (await fetch("/directory/directory.json")).json();
  const { name } = files.find((file) => file.kind === kind);
  const bytes = new Uint8Array(await (await fetch(`/directory/${name}`)).arrayBuffer());
  view(wasm, Uint8Array, wasm.input(bytes.length), bytes.length).set(bytes);
  const count = wasm[decode]();
  if (count === 0) throw new Error(`${name} could not be decoded: build the directory anew (cargo xtask directory)`);
  return count;
}

function questionOf(wasm) {
  const at = wasm.question();
  return JSON.parse(new TextDecoder().decode(view(wasm, Uint8Array, at, wasm.text_length())));
}

const NO_TOPIC = 0xffffffff;

/** Whether two lists of numbers are the same; says where they are not. */
function same(name, a, b) {
  if (a.length !== b.length) throw new Error(`${name}: ${a.length} numbers against ${b.length}`);
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) throw new Error(`${name} differs from the kernel at ${i}: ${a[i]} against ${b[i]}`);
  }
}

const SECTIONS = {
  /** One city against all: the engine, JavaScript, a scan. All must give the same sums. */
  async kernel({ cities, indicators, objectCities, runs }) {
    const wasm = await engine("widget");
    const fast = await engine("speed");
    for (const each of [wasm, fast]) {
      each.random(cities, indicators, 0);
      each.ask(0, NO_TOPIC);
    }
    const question = questionOf(wasm);
    const columns = question.indicators.map((_, k) => view(wasm, Uint8Array, wasm.column(k), cities).slice());
    const typed = typedPeers(question, columns);
    const scan = scanPeer(columns);

    wasm.kernel();
    fast.kernel();
    const sums = view(wasm, Uint32Array, wasm.sums(), 2 * cities).slice();
    same("the kernel at opt-level 3", view(fast, Uint32Array, fast.sums(), 2 * cities), sums);
    for (const [name, peer] of Object.entries(typed)) same(`typed arrays (${name})`, peer(), sums);
    if (scan() !== wasm.scan() >>> 0) throw new Error("the two scans differ");

    const times = byTurns(
      { kernel: wasm.kernel, speed: fast.kernel, scan: wasm.scan, ...typed, jsScan: scan },
      { runs },
    );
    // After the others: a heap full of objects slows everything down.
    const rows = objects(question, columns, objectCities);
    const object = objectPeer(question, rows);
    same("objects", object().flatMap(({ differences, known }) => [differences, known]), sums.slice(0, 2 * objectCities));
    const { objects: objectTimes } = byTurns({ objects: object }, { runs: Math.min(runs, 7), warmUp: 1, budget: 0 });
    // Per city, so that fewer objects still compare.
    times.objects = objectTimes.map((ms) => (ms / objectCities) * cities);
    return { times, objectCities };
  },

  /** Partners with draws and practices on the bundled directory, for several cities in turn. */
  async suggest({ subjects, draws, runs }) {
    const budget = 1000;
    const times = { widget: [], speed: [] };
    let cities = 0;
    for (const profile of Object.keys(times)) {
      const wasm = await engine(profile);
      cities = await open(wasm, "core", "open_core");
      await open(wasm, "practices", "open_practices");
      for (let i = 0; i < subjects; i++) {
        wasm.ask(Math.floor(((i + 0.5) * cities) / subjects), i);
        times[profile].push(...byTurns({ it: () => wasm.suggestions(draws) }, { runs, warmUp: 2, budget }).it);
      }
    }
    return { times, cities };
  },

  /** Every pair of some cities. */
  async pairs({ cities, indicators, runs }) {
    const wasm = await engine("widget");
    wasm.random(cities, indicators, 1);
    wasm.ask(0, NO_TOPIC);
    const { pairs } = byTurns({ pairs: wasm.distances }, { runs, warmUp: 1, budget: 0 });
    return { times: { pairs } };
  },

  /** How the time of suggestions grows with cities, indicators and draws, and that of the kernel with both. */
  async growth({ cityCounts, indicatorCounts, drawCounts, draws, runs }) {
    const budget = 1000;
    const growth = { cities: [], indicators: [], draws: [] };
    const wasm = await engine("widget");
    await open(wasm, "core", "open_core");
    await open(wasm, "practices", "open_practices");
    for (const count of drawCounts) {
      wasm.ask(100, 0);
      const { it } = byTurns({ it: () => wasm.suggestions(count) }, { runs, warmUp: 2, budget });
      growth.draws.push({ count, times: it });
    }
    for (const count of cityCounts) {
      wasm.tile(count);
      wasm.ask(100, 0);
      const { it, kernel } = byTurns(
        { it: () => wasm.suggestions(draws), kernel: wasm.kernel },
        { runs, warmUp: 2, budget },
      );
      growth.cities.push({ count, times: it, kernel });
    }
    for (const count of indicatorCounts) {
      wasm.random(cityCounts[0], count, 0);
      wasm.ask(0, NO_TOPIC);
      const { it, kernel } = byTurns(
        { it: () => wasm.suggestions(draws), kernel: wasm.kernel },
        { runs, warmUp: 2, budget },
      );
      growth.indicators.push({ count, times: it, kernel });
    }
    return growth;
  },

  /** Bytes in use for the bundled core, and for a core of 24 indicators. */
  async memory() {
    const wasm = await engine("widget");
    const { files } = await (await fetch("/directory/directory.json")).json();
    const { size } = files.find((file) => file.kind === "core");
    const before = wasm.live();
    const pages = wasm.memory.buffer.byteLength;
    const cities = await open(wasm, "core", "open_core");
    const bytes = wasm.live() - before;
    const grown = wasm.memory.buffer.byteLength - pages;
    wasm.ask(0, NO_TOPIC);
    const { indicators } = questionOf(wasm);
    const columns = indicators.filter((_, k) => wasm.column(k) !== 0).length;
    return { cities, bytes, grown, columns, indicators: indicators.length, file: size };
  },
};

window.section = (name, options) => SECTIONS[name](options);
window.ready = true;
