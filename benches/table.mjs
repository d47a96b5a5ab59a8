// From measurements to the tables of docs/benchmarks.md. Reads the machine's kind; writes one file.

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";

const sorted = (times) => [...times].sort((a, b) => a - b);
export const median = (times) => {
  const all = sorted(times);
  const middle = all.length >> 1;
  return all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
};
const least = (times) => Math.min(...times);

/** How many times longer `a` takes than `b` at its best: on a busy machine nearer to the truth than the median. */
const leastRatio = (a, b) => least(a) / least(b);

/** How many times longer `a` takes than `b`: the median over the rounds, or of the medians where rounds differ. */
export function ratio(a, b) {
  if (a.length !== b.length) return median(a) / median(b);
  return median(a.map((time, round) => time / b[round]));
}

const digits = (value) => {
  if (!Number.isFinite(value)) return "–";
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value >= 100 ? 3 : 2);
};
const ms = (times) => (times?.length ? digits(median(times)) : "–");
const times = (value) => `${digits(value)} ×`;
const count = (value) => value.toLocaleString("en");

/** A Markdown table whose columns line up. */
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => [...row[column]].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  return [line(all[0]), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...all.slice(1).map(line)].join("\n");
}

/** Every target that this run measured: what, target, by medians, by least times, met by which. */
function targets(results) {
  const rows = [];
  const add = (what, unit, target, limit, byMedian, byLeast) => {
    const met = (value) => (target === "≥" ? value >= limit : value <= limit);
    const state = met(byMedian) ? "yes" : met(byLeast) ? "by least times" : "**no**";
    rows.push([what, `${target} ${limit} ${unit}`, `${digits(byMedian)} ${unit}`, `${digits(byLeast)} ${unit}`, state]);
  };
  for (const { cities, times: t } of results.kernel ?? []) {
    const name = `kernel, ${count(cities)} cities, against`;
    const peer = fastestTyped(t);
    const best = Object.keys(TYPED).reduce((a, b) => (least(t[b]) < least(t[a]) ? b : a));
    add(`${name} the typed arrays one would write (branches)`, "×", "≥", 15, ratio(t.branches, t.kernel), leastRatio(t.branches, t.kernel));
    add(`${name} the best of four typed-array loops`, "×", "≥", 15, ratio(t[peer], t.kernel), leastRatio(t[best], t.kernel));
    add(`${name} a scan`, "×", "≤", 4, ratio(t.kernel, t.scan), leastRatio(t.kernel, t.scan));
  }
  if (results.suggest) {
    const { widget } = results.suggest.times;
    add(`partners with ${count(results.draws)} draws + practices`, "ms", "≤", 60, median(widget), least(widget));
    const numpy = results.suggestInPython?.times.numpy;
    if (numpy) add("the same against NumPy", "×", "≥", 20, median(numpy) / median(widget), leastRatio(numpy, widget));
  }
  if (results.memory) {
    const bytes = at24(results.memory);
    add("memory per city at 24 indicators", "B", "≤", 120, bytes, bytes);
  }
  return rows;
}

const TYPED = { branches: "branches", twoTables: "two tables", oneTable: "one table", fourColumns: "four columns at once" };
const fastestTyped = (t) => Object.keys(TYPED).reduce((best, name) => (median(t[name]) < median(t[best]) ? name : best));

/** Bytes per city with the columns of 24 indicators instead of those measured: a column takes one byte per city. */
const at24 = ({ bytes, cities, columns }) => bytes / cities - columns + 24;

function kernelTable(kernel) {
  const rows = kernel.flatMap(({ cities, objectCities, times: t }) => {
    const perByte = (name) => digits((median(t[name]) * 1e6) / (cities * 64));
    const row = (what, name) => [
      count(cities),
      what,
      ms(t[name]),
      digits(least(t[name])),
      perByte(name),
      name === "kernel" ? "1" : times(ratio(t[name], t.kernel)),
      name === "kernel" ? "1" : times(leastRatio(t[name], t.kernel)),
    ];
    const fewer = objectCities < cities ? ` (measured with ${count(objectCities)})` : "";
    return [
      row("**engine, as the widget ships it**", "kernel"),
      row("engine, all of it at opt-level 3", "speed"),
      row("scan, SIMD128", "scan"),
      ...Object.entries(TYPED).map(([name, way]) => row(`typed arrays, ${way}`, name)),
      row(`objects${fewer}`, "objects"),
      row("scan, JavaScript", "jsScan"),
    ];
  });
  return table(["cities", "what", "median ms", "least ms", "ns per value", "of the engine's time", "of least times"], rows);
}

function growthTable(rows, what, unit) {
  const first = rows[0];
  return table(
    [what, "suggestions, median ms", unit ? `µs per ${unit}` : "share of the first", "kernel, median ms"],
    rows.map(({ count: n, times: t, kernel }) => [
      count(n),
      ms(t),
      unit ? digits((median(t) * 1000) / n) : times(median(t) / median(first.times)),
      ms(kernel),
    ]),
  );
}

function machine() {
  const all = cpus();
  const model = all[0]?.model.trim() || process.arch;
  return `${all.length} cores of ${model}, ${process.platform}`;
}

/** The whole report as Markdown; also written to `file` where one is named. */
export function write(results, { settings, file }) {
  const parts = [
    `# Benchmarks

Written by \`cargo xtask bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}, ${results.browser ?? "no browser"}${
      results.isolated ? ", page isolated from other origins" : ""
    }${results.quick ? ", **quick run**" : ""}.
Medians after warm-up. What is compared ran by turns in one page, so that what disturbs one disturbs all; a ratio is the median of
the rounds' ratios. The load of the machine was ${results.load.map((load) => load.toFixed(1)).join(" before and ")} after; where it is above the number of
cores, other programs were running, and the least times say more. Times never fail anything; a peer that gives other results does.`,
  ];
  const met = targets(results);
  if (met.length > 0) parts.push(`## Targets\n\n${table(["what", "target", "by medians", "by least times", "met"], met)}`);
  if (results.kernel?.length > 0) {
    parts.push(`## Kernel: one city against all, 64 indicators

Random values, a tenth unknown; of eight indicators six are numbers, one has levels, one codes in groups; weights differ. All rows
give the same sums, which every run checks. The typed arrays are columns of bytes, as the engine's own; *two tables* and *one table* look a value's part of
the sums up, *one table* both at once in a Float64, *four columns at once* saves reading the sums. The targets name two of
the four: *branches*, the loop one would write, and the fastest. A scan reads every byte once and adds it up.

${kernelTable(results.kernel)}`);
  }
  if (results.suggest) {
    const { times: t, cities } = results.suggest;
    const rows = [
      ["engine, as the widget ships it", ms(t.widget), digits(least(t.widget)), "1"],
      ["engine, all of it at opt-level 3", ms(t.speed), digits(least(t.speed)), times(median(t.speed) / median(t.widget))],
    ];
    const { numpy } = results.suggestInPython?.times ?? {};
    if (numpy) rows.push(["NumPy, without the practices", ms(numpy), digits(least(numpy)), times(median(numpy) / median(t.widget))]);
    parts.push(`## Suggestions: partners with ${count(results.draws)} draws, and practices

The bundled directory, ${count(cities)} cities; eight cities ask about a topic each.${
      results.suggestInPython
        ? ` NumPy (one thread, as the engine) draws weights and gaps in the same way, vectorised over cities
and draws; it is spared the parts of the score that no draw changes, and the practices. All scores without draws agree to 0.001, and the chances of the first ten within what
two sets of draws differ by (at most ${digits(results.suggestInPython.off)} times their spread), which every run checks.`
        : ""
    }

${table(["what", "median ms", "least ms", "of the engine's time"], rows)}`);
  }
  const python = results.pairsInPython?.times;
  if (results.pairs || python) {
    const { cities, indicators } = settings.PAIRS;
    const engine = results.pairs?.times.pairs;
    const rows = [
      ["engine in Chromium, as the widget ships it", engine],
      ["NumPy by hand, row by row", python?.numpy],
      ["Python package `gower`", python?.gower],
    ].map(([what, all]) => [what, ms(all), all && engine ? times(median(all) / median(engine)) : "–"]);
    parts.push(`## Every pair of ${count(cities)} cities, ${indicators} indicators

Plain Gower (λ = 0) on numbers and codes that are all known, since the package has no word for unknown, levels and groups. The
distances agree to 0.0001, which every run checks. The engine compares each city with all, both ways round.

${table(["what", "median ms", "of the engine's time"], rows)}`);
  }
  if (results.growth) {
    const { cities, indicators, draws } = results.growth;
    parts.push(`## Growth

Suggestions with ${count(results.draws)} draws and practices, and the kernel alone. Cities: the bundled directory, repeated.
Indicators: ${count(cities[0].count)} cities of random values.

${growthTable(cities, "cities", "city")}

${growthTable(indicators, "indicators", "indicator")}

${growthTable(draws, "draws")}`);
  }
  if (results.memory) {
    const { bytes, cities, columns, indicators, grown, file: size } = results.memory;
    parts.push(`## Memory

The decoded core of the bundled directory takes ${count(bytes)} bytes for ${count(cities)} cities: **${digits(bytes / cities)} bytes per city** with ${columns}
columns of values (of ${indicators} indicators; the others are stated by no city), which is ${digits(at24(results.memory))} with 24 columns. Catalogue, texts of
topics and everything else that the core holds are counted in. The core file has ${count(size)} bytes; while decoding, the module's
memory grew by ${count(grown)} bytes.`);
  }
  if (results.problems.length > 0) parts.push(`## Not measured, or wrong\n\n${results.problems.map((p) => `- ${p}`).join("\n")}`);
  const text = `${parts.join("\n\n")}\n`;
  if (file) writeFileSync(file, text);
  return text;
}
