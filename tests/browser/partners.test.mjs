// Partner cities: by role, with certainty worked out in slices, reasons when opened, and why a city is not suggested.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { hasCommand, listen, options, suggest, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasCommand()) && "needs the built package and command: cargo xtask test";
const BEIRA = ["--city", "mz-beira", "--topics", "flood-management"];
let browser, site, page, expected;
before(async () => {
  if (skip) return;
  const beira = hostPage('<city-peers city="mz-beira" topics="flood-management"></city-peers>');
  const files = { "/beira.html": beira, "/rtl.html": beira.replace("<city-peers", '<city-peers dir="rtl"') };
  [browser, site] = await Promise.all([launch(), servePackage({ files })]);
  page = await newPage(browser);
  expected = suggest(...BEIRA);
});
after(() => Promise.all([browser?.close(), site?.close()]));

const row = (on, name) => widget(on).locator(".partner").filter({ has: on.getByRole("heading", { name, exact: true }) });
const ready = (on) => widget(on).locator(".chance .says").first().waitFor();

test("cities stand under their roles as the command has them; the event says the same when all is worked out", { skip }, async () => {
  const heard = [];
  await page.exposeFunction("hear", (detail) => heard.push(detail));
  await page.addInitScript(() => document.addEventListener("city-peers-suggest", (each) => window.hear(each.detail)));
  await page.goto(`${site.url}/beira.html`);
  await ready(page);
  const titles = { "near-peer": "Near peers", "role-model": "Role models", "exchange-partner": "Exchange partners", "far-peer": "Far peers" };
  for (const [role, title] of Object.entries(titles)) {
    const members = expected.portfolio.members.filter((each) => each.role === role);
    const section = widget(page).locator("section").filter({ has: page.getByRole("heading", { name: title }) });
    assert.equal(await section.count(), members.length ? 1 : 0, title);
    assert.deepEqual(await section.locator(".partner h4").allTextContents(), members.map((each) => each.name));
  }
  const told = await widget(page).evaluate((each) => each.suggest());
  assert.deepEqual(told, expected);
  assert.deepEqual(heard, [expected], "one event, when all of it was there");
  assert.deepEqual(page.problems, []);
});

test("certainty in words: chance, ranks, range of likeness, what is tied", { skip }, async () => {
  for (const each of expected.partners.slice(0, 5)) {
    if (!expected.portfolio.members.some((member) => member.id === each.id)) continue;
    const { first, low, high } = each.certainty;
    const text = await row(page, each.name).locator(".chance .says").innerText();
    const n = Math.round(first * 100);
    assert.ok(text.includes(`${n} of 100`), `${each.name}: ${text}`);
    assert.ok(text.includes(low === high ? `rank ${low}` : `rank ${low}–${high}`), `${each.name}: ${text}`);
    const word = n >= 99 ? "Virtually certain" : n >= 90 ? "Very likely" : n >= 66 ? "Likely" : n >= 34 ? "As likely as not" : "Unlikely";
    assert.ok(text.startsWith(word), `${each.name}: ${text}`);
    const likeness = await row(page, each.name).locator(".figures .says").first().innerText();
    const [value, from, to] = likeness.match(/(\d+) \((\d+)–(\d+)\)/).slice(1).map(Number);
    assert.equal(value, Math.round(each.likeness * 100));
    assert.ok(from <= value && value <= to, likeness);
  }
  // A bracket has a first and a last row, and the section says what it means.
  const classes = await widget(page).locator(".list").first().locator(".partner").evaluateAll((all) => all.map((each) => each.className));
  const at = (name) => classes.filter((each) => each.split(" ").includes(name)).length;
  assert.equal(at("first"), at("last"));
  assert.match(await widget(page).locator(".tie").first().innerText(), /^(Tied|This order held)/);
});

test("nothing moves when certainty arrives", { skip }, async () => {
  const own = await newPage(browser, { width: 900 });
  await own.goto(`${site.url}/beira.html`);
  await widget(own).locator(".chance .quiet").first().waitFor();
  const places = () => widget(own).locator(".partner").evaluateAll((all) => all.map((each) => each.offsetTop));
  await widget(own).getByText("none in the directory yet").first().waitFor();
  const before = await places();
  await ready(own);
  assert.deepEqual(await places(), before);
  await own.context().close();
});

test("reasons, range and first step are there when opened; names in the lead lead to their rows", { skip }, async () => {
  const first = expected.portfolio.members[0].name;
  assert.equal(await widget(page).locator(".why").count(), 0, "not drawn before");
  await widget(page).getByText(`Why ${first}`).click();
  await row(page, first).locator(".why").waitFor();
  const line = await widget(page).getByText(/^An average pair of cities has/).innerText();
  const [average, plus, ...rest] = line.match(/\d+/g).map(Number);
  const [value, minus = 0] = rest.reverse();
  assert.equal(average + plus - minus, value, line);
  await row(page, first).getByText("Write a brief for a first talk").waitFor();
  await row(page, first).getByText(/likeness lies between \d+ and \d+/).waitFor();
  await widget(page).locator(".lead").getByRole("button", { name: first }).press("Enter");
  const focused = await widget(page).evaluate((each) => each.shadowRoot.activeElement.closest("h4")?.textContent);
  assert.equal(focused, first);
  assert.deepEqual(await axe(page), []);
});

test("four cities to compare at most, and it says so; a kept city shows", { skip }, async () => {
  const boxes = widget(page).getByRole("checkbox", { name: /^Compare/ });
  for (let at = 0; at < 4; at++) await boxes.nth(at).check();
  assert.ok(await boxes.nth(4).isDisabled());
  assert.match(await widget(page).locator(".picks").nth(4).innerText(), /4 at most/);
  await boxes.nth(1).uncheck();
  assert.ok(await boxes.nth(4).isEnabled());
});

test("a city you miss: behind, tied to its country, in the list, itself", { skip }, async () => {
  const field = widget(page).getByRole("combobox", { name: "A city you miss?" });
  const ask = async (typed, name) => {
    await field.fill(typed);
    await options(page).filter({ hasText: name }).first().click();
    return widget(page).locator(".miss [role=status]").last().innerText();
  };
  assert.match(await ask("서울", "Seoul"), /^[\d,]+ of [\d,]+ cities fit better than Seoul\.$/);
  await widget(page).locator(".miss").getByText(/alike: \d+ of 100\. An average pair of cities has \d+\.$/i).waitFor();
  const parts = await widget(page).locator(".miss li:has(.bars)").evaluateAll((all) =>
    all.map((each) => [each.querySelector(".says .num"), ...each.querySelectorAll(".bars > :nth-child(3n)")].map((at) => at.textContent)),
  );
  const points = parts.map((each) => each.map((text) => (text === "unknown" ? 0 : Number(text.replace("−", "-")))));
  assert.ok(points.length >= 2 && points.some(([apart]) => apart < 0), parts.join());
  for (const [apart, theirs, last] of points) assert.equal(apart, theirs - last, parts.join());
  const names = await widget(page).locator(".miss li:has(.bars)").first().locator(".bars > span").allTextContents();
  assert.equal(names[0], "Seoul");
  assert.ok((await widget(page).locator(".miss").textContent()).includes(`${names[1]}, the last city by score`), names.join());
  const { name } = expected.portfolio.members[0];
  assert.equal(await ask(name.toLowerCase(), name), `${name} is among the suggestions.`);
  await widget(page).getByRole("button", { name: "Go to its row" }).click();
  assert.equal(await widget(page).evaluate((each) => each.shadowRoot.activeElement.textContent), name);
  assert.equal(await ask("beira", "Beira"), "Beira is the city that asks.");
  assert.deepEqual(page.problems, []);
});

test("what the score alone would add is folded, and there when opened", { skip }, async () => {
  const roles = expected.portfolio.members.map((each) => each.id);
  const more = expected.partners.filter((each) => !roles.includes(each.id));
  assert.ok(more.length > 0);
  await widget(page).getByText(/more cit(y|ies) by score/).click();
  await widget(page).locator(".further .partner").first().waitFor();
  assert.deepEqual(await widget(page).locator(".further .partner h4").allTextContents(), more.map((each) => each.name));
});

test("another question begins the work anew; its answer is that of the command", { skip }, async () => {
  const heard = await listen(page, "city-peers-suggest");
  const told = await widget(page).evaluate((each) => {
    each.setAttribute("topics", "waste");
    each.setAttribute("topics", "heat");
    return each.suggest();
  });
  assert.deepEqual(told, suggest("--city", "mz-beira", "--topics", "heat"));
  assert.equal((await heard()).at(-1).partners[0].id, told.partners[0].id);
});

test("right to left and 320 px: nothing sticks out", { skip }, async () => {
  const own = await newPage(browser, { width: 320 });
  await own.goto(`${site.url}/rtl.html`);
  await ready(own);
  await widget(own).getByText(/^Why /).first().click();
  await widget(own).locator(".why").first().waitFor();
  const inside = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  assert.ok(await own.evaluate(inside));
  await own.context().close();
});
