// All bundled practices and vocabularies keep the rules of rules.mjs, and each rule catches what it is for.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { checkPractice, checkVocabulary, sentences } from "./rules.mjs";

const DATA = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "data");
const read = (...path) => JSON.parse(readFileSync(join(DATA, ...path), "utf8"));
const files = (folder) => readdirSync(join(DATA, folder)).filter((name) => name.endsWith(".json")).sort();
const vocabulary = Object.fromEntries(files("vocabulary").map((name) => [basename(name, ".json"), read("vocabulary", name)]));

test("every bundled practice keeps every rule", () => {
  const names = files("practices");
  assert.equal(names.length, 163);
  const errors = names.flatMap((name) => {
    const practice = read("practices", name);
    return [...(`${practice.id}.json` === name ? [] : [`${name}: another id`]), ...checkPractice(practice, vocabulary)];
  });
  assert.deepEqual(errors, []);
});

test("every vocabulary keeps every rule, and the rules bite", () => {
  assert.deepEqual(checkVocabulary(vocabulary), []);
  assert.equal(Object.keys(vocabulary).length, 11);
  const [topic] = vocabulary.topics;
  assert.equal(checkVocabulary({ topics: [topic, topic] }).length, 1);
  assert.equal(checkVocabulary({ topics: [{ ...topic, sdgs: [18] }] }).length, 1);
  assert.equal(checkVocabulary({ powers: [{ ...topic, label: " " }] }).length, 1);
});

const good = () => read("practices", "market-waste-composting-dar-es-salaam.json");
const long = { fte: 3, note: "head count", source: 0 };
/** What is done to a good practice → what the rules must say. */
const changes = [
  [(p) => delete p.title, "keys missing"],
  [(p) => (p.id = "Not A Slug"), "id is not a slug"],
  [(p) => (p.city = " "), "empty text"],
  [(p) => (p.country = "XX"), "ISO code"],
  [(p) => (p.lat = "6"), "not a number"],
  [(p) => (p.lat = 60), "outside the country"],
  [(p) => (p.start_year = 1492), "year not plausible"],
  [(p) => (p.end_year = 2001), "end before start"],
  [(p) => (p.duration_months = 0), "duration"],
  [(p) => (p.sdgs = []), "goals wrong"],
  [(p) => p.targets.push("11.99"), "not a target"],
  [(p) => p.targets.push("3.6"), "target of a goal"],
  [(p) => p.topics.push("flod-management"), "not in vocabulary"],
  [(p) => p.topics.push(p.topics[0]), "code twice"],
  [(p) => (p.topics = []), "wrong number of codes"],
  [(p) => (p.requires = { ...p.requires, extra: 1 }), "requires has other keys"],
  [(p) => (p.requires.powers = [{ code: "drainage" }]), "{code, critical}"],
  [(p) => ["powers", "infrastructure", "capacities"].forEach((list) => p.requires[list].forEach((need) => (need.critical = true))), "three critical"],
  [(p) => ["powers", "infrastructure", "capacities"].forEach((list) => (p.requires[list] = [])), "no needs"],
  [(p) => (p.requires.min_population = 0.5), "population limit"],
  [(p) => Object.assign(p.requires, { min_population: 9, max_population: 3 }), "crossed"],
  [(p) => (p.obstacles = []), "empty text in a list"],
  [(p) => p.enablers.push(p.enablers[0].toUpperCase()), "same text twice"],
  [(p) => (p.sources = []), "no sources"],
  [(p) => p.sources.push(p.sources[0]), "same address twice"],
  [(p) => (p.sources[0].publisher = ""), "source incomplete"],
  [(p) => (p.sources[0].url = "javascript:alert(1)"), "source address wrong"],
  [(p) => (p.budget.source = 99), "source does not exist"],
  [(p) => (p.budget.amount = -1), "budget amount"],
  [(p) => (p.budget.currency = "euro"), "currency code"],
  [(p) => (p.budget.year = 3000), "budget year"],
  [(p) => (p.budget.kind = "much"), "budget kind"],
  [(p) => (p.budget.kind = "unit"), "begin with Per"],
  [(p) => (p.budget.note = "Per km"), "looks like a unit cost"],
  [(p) => (p.staff = { ...long, fte: "three" }), "staff wrong"],
  [(p) => (p.staff = { ...long, source: 77 }), "source does not exist"],
  [(p) => (p.results[0].extra = 1), "result keys"],
  [(p) => (p.results[0].after = "50"), "must be numbers"],
  [(p) => Object.assign(p.results[0], { before: null, after: null }), "without a number"],
  [(p) => (p.results[0].indicator = "capacity"), "capital"],
  [(p) => (p.results[0].unit = "tonnes (dry)"), "unit too long"],
  [(p) => (p.results[0].note = " "), "note must be"],
  [(p) => (p.results[0].year = 1066), "result year"],
  [(p) => p.replicated_in.push({ city: "Moshi" }), "replicated_in keys"],
  [(p) => p.replicated_in.push({ city: "Moshi", country: "T", year: null, source: 0 }), "ISO code"],
  [(p) => (p.evidence = "proven"), "evidence wrong"],
  [(p) => (p.problem += " And more."), "one sentence"],
  [(p) => (p.summary = "One sentence only."), "two or three sentences"],
  [(p) => (p.problem = p.problem.replace("Markets", "mail a@b.org")), "e-mail"],
  [(p) => (p.title += " "), "stray spaces"],
  [(p) => (p.title = `Iconic ${p.title}`), "marketing"],
];
for (const [change, rule] of changes) {
  test(`the rules see: ${rule} (${change.toString().slice(7, 60)})`, () => {
    const practice = good();
    change(practice);
    const errors = checkPractice(practice, vocabulary);
    assert.ok(errors.some((error) => error.includes(rule)), JSON.stringify(errors));
  });
}

test("abbreviations do not end sentences", () => {
  assert.equal(sentences("It cost Rs. 5 and, e.g. In Skt. Kjeld, more."), 1);
  assert.equal(sentences("One. Two! Three?"), 3);
});
