// The same walk on other people's data with a catalogue of their own: 339 municipalities of Bolivia with SDG indicators
// (Andersen et al. 2020). Skipped where that data is not beside the project.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const EVAL = process.env.CITY_PEERS_EVAL ?? join(ROOT, "..", "shared", "eval");
const DATA = join(EVAL, "bolivia");
const COMMAND = join(process.env.INSTALLED, "bin", "city-peers");

const folder = mkdtempSync(join(tmpdir(), "city-peers-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const source = join(folder, "bolivia");
const out = join(folder, "public");

/** Runs the command; fails unless it ends with the code. */
function run(code, ...args) {
  const result = spawnSync(COMMAND, args, { cwd: folder, encoding: "utf8", timeout: 120_000 });
  assert.equal(result.status, code, `city-peers ${args.join(" ")}\n${result.stdout}${result.stderr}`);
  return { all: result.stdout + result.stderr, printed: result.stdout };
}

/** What a person adds to the proposal: the country, which no column says, and what is left out. */
const decided = (proposal) =>
  `ignore = ["*"]\n${proposal
    .replace(/^# country = .*$/m, 'country = "BO"')
    .replace('pattern = "{name}', 'pattern = "{country}-{name}')
    .replace(/^# title = .*$/m, 'title = "Andersen et al. 2020"')
    .replace(/^dep = .*$/m, "")}`;

/** A catalogue of all variables of the study: people and the share of towns to compare by, the rest as context of its goal. */
function catalogue() {
  const rows = readFileSync(join(DATA, "definitions.csv"), "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.match(/^\d+,([^,]+),"?(.*?)"?\r?$/))
    .filter(Boolean)
    .map(([, name, label]) => ({ name, label }))
    .filter(({ name }) => /^(sdg\d+_|population_2020|urbano_2012)/.test(name));
  const goals = [...new Set(rows.map(({ name }) => name.match(/^sdg(\d+)_/)?.[1]).filter(Boolean))];
  const facets = ['[[facet]]\nid = "size"\nlabel = "Size"', ...goals.map((goal) => `[[facet]]\nid = "goal-${goal}"\nlabel = "Goal ${goal}"`)];
  const indicators = rows.map(({ name, label }) => {
    const goal = name.match(/^sdg(\d+)_/)?.[1];
    return [
      "[[indicator]]",
      `id = "${name}"`,
      `label = ${JSON.stringify(label)}`,
      'kind = "number"',
      `scale = "${name === "population_2020" ? "log" : "linear"}"`,
      'role = "context"',
      `facet = "${goal ? `goal-${goal}` : "size"}"`,
      ...(name === "population_2020" ? ['criterion = "population"', 'unit = "people"'] : []),
    ].join("\n");
  });
  return { text: ["version = 1", 'main = "population_2020"', ...facets, ...indicators].join("\n"), indicators: rows.length };
}

test("339 municipalities with their own catalogue: import, validate, build, report, update, diff", { skip: !existsSync(DATA) && `there is no ${DATA}` }, () => {
  const table = join(DATA, "municipalities.csv");
  const own = catalogue();
  assert.equal(own.indicators, 64);
  mkdirSync(source);
  writeFileSync(join(source, "catalogue.toml"), own.text);
  writeFileSync(
    join(source, "directory.toml"),
    'id = "bolivia"\ntitle = "Municipios de Bolivia"\npublisher = "A test"\nlicence = "MIT"\nlanguages = ["es"]\nupdated = "2020-12-01"\n',
  );

  const { printed: proposed } = run(0, "import", table, "--into", source, "--suggest-mapping");
  for (const name of ["population_2020", "urbano_2012", "sdg11_1_hocr", "sdg17_5_pipc"]) assert.match(proposed, new RegExp(`values\\.${name}`));
  writeFileSync(join(folder, "mapping.toml"), decided(proposed));
  const dry = run(0, "import", table, "--into", source, "--mapping", "mapping.toml", "--dry-run").all;
  assert.match(dry, /339/);
  assert.ok(!existsSync(join(source, "profiles")), "a dry run writes nothing");
  run(0, "import", table, "--into", source, "--mapping", "mapping.toml");
  assert.equal(readdirSync(join(source, "profiles")).length, 339);

  run(0, "reference", source);
  assert.match(run(0, "validate", source).all, /339 cities/);
  run(0, "build", source, "--out", out);
  const lapaz = JSON.parse(readFileSync(join(source, "profiles", readdirSync(join(source, "profiles")).find((name) => /la-paz|nuestra-senora/i.test(name))), "utf8"));
  assert.match(run(0, "suggest", out, "--city", lapaz.id).all, /alike/i);
  const report = run(0, "report", out).all;
  assert.match(report, /population_2020|Population 2020/);
  run(0, "report", out, "--format", "html", "--out", "report.html");
  assert.match(readFileSync(join(folder, "report.html"), "utf8"), /Municipios de Bolivia/);

  // A month later one figure has changed, and nothing else.
  const changed = join(folder, "changed.csv");
  const text = readFileSync(table, "utf8");
  const people = String(lapaz.values.population_2020);
  const cell = `,${people},`;
  assert.equal(text.split(cell).length, 2, "the figure stands once in the table");
  writeFileSync(changed, text.replace(cell, `,${lapaz.values.population_2020 + 1000},`));
  assert.match(run(1, "import", changed, "--into", source, "--mapping", "mapping.toml").all, /--force/);
  assert.match(run(0, "import", changed, "--into", source, "--mapping", "mapping.toml", "--force").all, /population_2020/);
  run(0, "build", source, "--out", join(folder, "next"));
  const difference = run(0, "diff", out, join(folder, "next")).all;
  assert.match(difference, new RegExp(lapaz.id));
  assert.doesNotMatch(run(0, "diff", out, out).all, new RegExp(lapaz.id));
});
