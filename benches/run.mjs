// Runs all measurements and writes docs/benchmarks.md. `cargo xtask bench` builds what is measured and calls this.
//
//   node benches/run.mjs [--quick] [--only kernel,suggest,pairs,growth,memory] [--python PATH] [--no-browser]
//
// In the browser: a page of its own, isolated from other origins (timers are finer there). In Python: peers.py.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PATHS, launch, newPage, serve } from "../tests/browser/harness.mjs";
import { write } from "./table.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(PATHS.directory, "..", "bench");
const PAGE = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "kernel,suggest,pairs,growth,memory" },
    python: { type: "string" },
    "no-browser": { type: "boolean", default: false },
  },
});
const quick = options.quick;
const wanted = options.only.split(",");
const RUNS = quick ? 3 : 9;
const DRAWS = 1000;

/** Cities × 64 indicators: 768 kB, 9 MB, 64 MB. More objects than ten million values do not fit a tab with ease. */
const KERNEL = [
  { cities: 12_000, objectCities: 12_000 },
  { cities: 140_000, objectCities: quick ? 20_000 : 140_000 },
  { cities: 1_000_000, objectCities: quick ? 20_000 : 150_000 },
].slice(0, quick ? 2 : 3);
/** So many cities ask, evenly spread over the directory, the n-th about the n-th topic. */
const SUBJECTS = 8;
const askedBy = (subject, cities) => Math.floor(((subject + 0.5) * cities) / SUBJECTS);
const PAIRS = { cities: quick ? 800 : 3000, indicators: 24 };
const GROWTH = {
  cityCounts: quick ? [12_000, 24_000] : [12_000, 24_000, 48_000, 140_000],
  indicatorCounts: [8, 16, 32, 64],
  drawCounts: [250, 500, 1000, 2000],
  draws: DRAWS,
  runs: quick ? 3 : 9,
};

const results = { quick, draws: DRAWS, load: [loadavg()[0]], problems: [] };
const say = (text) => console.log(`  ${text}`);

async function inBrowser() {
  const wasm = (profile) => readFileSync(join(OUT, `${profile}.wasm`));
  const server = await serve({
    folders: { "/": HERE, "/directory/": PATHS.directory },
    files: { "/wasm/widget.wasm": wasm("widget"), "/wasm/speed.wasm": wasm("speed") },
    csp: PAGE,
    headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
  });
  const browser = await launch();
  try {
    results.browser = `Chromium ${browser.version()}`;
    const section = async (name, about, settings) => {
      if (!wanted.includes(name)) return undefined;
      say(about);
      // A page of its own for each: what one leaves behind does not slow down the next.
      const page = await newPage(browser);
      page.setDefaultTimeout(0);
      try {
        await page.goto(`${server.url}/page.html`);
        await page.waitForFunction("window.ready");
        results.isolated = await page.evaluate("crossOriginIsolated");
        return await page.evaluate(([name, settings]) => window.section(name, settings), [name, settings]);
      } catch (error) {
        const [problem] = error.message.split("\n");
        results.problems.push(`${name}: ${problem}`);
        console.error(`  ${name} failed: ${problem}`);
        return undefined;
      } finally {
        await page.context().close();
      }
    };
    results.kernel = [];
    for (const size of KERNEL) {
      const count = size.cities.toLocaleString("en");
      const found = await section("kernel", `kernel: one city against ${count} × 64`, {
        ...size,
        indicators: 64,
        runs: RUNS,
      });
      if (found) results.kernel.push({ ...size, ...found });
    }
    results.suggest = await section("suggest", `suggest: partners with ${DRAWS} draws and practices`, {
      subjects: SUBJECTS,
      draws: DRAWS,
      runs: quick ? 3 : 7,
    });
    results.pairs = await section("pairs", `pairs: all pairs of ${PAIRS.cities} cities`, {
      ...PAIRS,
      runs: quick ? 3 : 7,
    });
    results.growth = await section("growth", "growth: cities, indicators, draws", GROWTH);
    results.memory = await section("memory", "memory: the bundled core", {});
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The same module in Node: hands Python what the engine was given and what it found. */
async function engine() {
  const { instance } = await WebAssembly.instantiate(readFileSync(join(OUT, "widget.wasm")));
  return instance.exports;
}

function handOver(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

function text(wasm) {
  const at = wasm.question();
  return new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at, wasm.text_length()));
}

function python(what, folder, runs) {
  const command = [join(HERE, "peers.py"), what, folder, "--runs", `${runs}`];
  // One thread, as the engine has: two that share a busy machine's cores wait for each other, which takes four times as long.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  return JSON.parse(execFileSync(options.python, command, { encoding: "utf8", env, maxBuffer: 1 << 28 }));
}

async function inPython() {
  if (wanted.includes("suggest")) await suggestionsInPython();
  if (wanted.includes("pairs")) {
    say(`pairs in Python: ${PAIRS.cities} cities with gower and NumPy`);
    const wasm = await engine();
    const { cities, indicators } = PAIRS;
    wasm.random(cities, indicators, 1);
    wasm.ask(0, 0xffffffff);
    const bytes = (at, length) => Buffer.from(new Uint8Array(wasm.memory.buffer, at, length).slice());
    const folder = join(OUT, "pairs");
    handOver(folder, {
      "question.json": text(wasm),
      "columns.bin": Buffer.concat([...Array(indicators).keys()].map((k) => bytes(wasm.column(k), cities))),
      "distances.bin": bytes(wasm.distances(), 4 * cities * cities),
    });
    const found = python("pairs", folder, quick ? 1 : 7);
    for (const [name, apart] of Object.entries(found.apart)) {
      // Float32 sums of two dozen shares.
      if (!(apart < 1e-4)) results.problems.push(`pairs: ${name} is up to ${apart} off the engine's distances`);
    }
    results.pairsInPython = found;
  }
}

/** The same questions as in the browser: every city that asks is handed over with the chances the engine gives. */
async function suggestionsInPython() {
  say(`suggest in Python: ${DRAWS} draws with NumPy`);
  const wasm = await engine();
  const { files } = JSON.parse(readFileSync(join(PATHS.directory, "directory.json"), "utf8"));
  for (const [kind, decode] of [
    ["core", "open_core"],
    ["practices", "open_practices"],
  ]) {
    const file = readFileSync(join(PATHS.directory, files.find((each) => each.kind === kind).name));
    const at = wasm.input(file.length);
    new Uint8Array(wasm.memory.buffer, at, file.length).set(file);
    wasm[decode]();
  }
  const found = { times: { numpy: [] }, off: 0, apart: 0, chances: [] };
  const subjects = quick ? [0] : [0, 2, 4, 6];
  for (const subject of subjects) {
    wasm.ask(askedBy(subject, wasm.length()), subject);
    wasm.suggestions(DRAWS);
    const folder = join(OUT, "suggest");
    const question = text(wasm);
    const { cities, indicators } = JSON.parse(question);
    const bytes = (at, length) => Buffer.from(new Uint8Array(wasm.memory.buffer, at, length).slice());
    handOver(folder, {
      "question.json": question,
      "columns.bin": bytes(wasm.wide_columns(), 2 * cities * indicators.length),
      "country.bin": bytes(wasm.countries(), 2 * cities),
      "lines.bin": bytes(wasm.lines(), 8 * cities),
      "scores.bin": bytes(wasm.scores(), 4 * cities),
    });
    const one = python("suggest", folder, quick ? 2 : 7);
    found.times.numpy.push(...one.times.numpy);
    found.chances.push(one.chances);
    found.off = Math.max(found.off, one.off);
    found.apart = Math.max(found.apart, one.apart);
  }
  // Float32, and differences that the engine rounds to 254ths.
  if (!(found.apart < 1e-3)) results.problems.push(`suggest: NumPy's scores differ by up to ${found.apart}`);
  // Five times what two sets of draws usually differ by.
  if (!(found.off < 5)) results.problems.push(`suggest: NumPy's chances differ, by ${found.off} times their spread`);
  results.suggestInPython = found;
}

if (options["no-browser"]) results.problems.push("No browser: only Python was measured.");
else {
  try {
    await inBrowser();
  } catch (error) {
    // Python's part can still be measured.
    const [problem] = error.message.split("\n");
    results.problems.push(`The browser does not start (${problem}). Set CHROME to a Chromium that does, or run: cargo xtask tools --browser`);
    console.error(`  ${results.problems.at(-1)}`);
  }
}
if (options.python) await inPython();
else results.problems.push("No Python: its peers were not measured.");

results.load.push(loadavg()[0]);
writeFileSync(join(OUT, "results.json"), JSON.stringify(results, null, 1));
const complete = !quick && options.only === "kernel,suggest,pairs,growth,memory";
console.log(write(results, { settings: { PAIRS }, file: complete ? join(HERE, "../docs/benchmarks.md") : undefined }));
const wrong = results.problems.filter((problem) => /differ|off the engine/.test(problem));
if (wrong.length > 0) {
  console.error(`The peers and the engine disagree:\n  ${wrong.join("\n  ")}`);
  process.exitCode = 1;
}
