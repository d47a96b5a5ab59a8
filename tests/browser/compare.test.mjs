// Compare: up to five cities side by side. The figures on screen are those of the command; made-up cities show what
// the bundled directory has not: outcomes, statements, ties, own words.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, PATHS, serve } from "./harness.mjs";
import { command, hasCommand, options, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory() && hasCommand()) && "needs the built package and command: cargo xtask test";
const PROFILES = [
  {
    id: "pt-alva",
    values: { waste_collected: 64, powers: ["land-use-planning", "property-tax"], own_revenue_share: 41, growth: 0.4 },
    needs: [{ topic: "flood-management", importance: 3 }, { topic: "waste", importance: 1 }],
    offers: [{ topic: "public-transport", strength: 2 }],
    goals: [{ sdg: 11, priority: 3 }, { sdg: 13, priority: 2 }],
    concept: { pt: "Perto da água." },
    modes: ["webinar", "study-visit"],
    sources: { own_revenue_share: { title: "City accounts", url: "https://city-peers.org/alva", year: 2024 } },
  },
  {
    id: "br-brisa",
    values: { waste_collected: 95, powers: [] },
    needs: [{ topic: "public-transport", importance: 3 }],
    offers: [{ topic: "flood-management", strength: 2 }, { topic: "heat", strength: 3 }],
    goals: [{ sdg: 11, priority: 1 }],
    modes: ["webinar"],
  },
  { id: "mz-cedro", values: { powers: ["property-tax"] }, offers: [{ topic: "waste", strength: 3 }] },
];

/** A directory of five made-up cities, built by the command. */
function madeUp() {
  const folder = mkdtempSync(join(tmpdir(), "compare-"));
  const [source, out] = [join(folder, "source"), join(folder, "out")];
  mkdirSync(join(source, "profiles"), { recursive: true });
  writeFileSync(join(source, "directory.toml"), 'id = "made-up"\ntitle = "Made-up cities"\npublisher = "Testers"\nlicence = "CC0"\nlanguages = ["en"]\nupdated = "2026-03-01"\n');
  writeFileSync(
    join(source, "cities.csv"),
    `id,name,country,lat,lon,time_zone,languages,population,distance_to_sea,climate,income_group
pt-alva,Alva,PT,40.1,-8.2,Europe/Lisbon,pt,120000,12,Csa,high
br-brisa,Brisa,BR,-8.1,-34.9,America/Recife,pt,300000,1,Am,upper-middle
mz-cedro,Cedro,MZ,-19.8,34.8,Africa/Maputo,pt,560000,2,Aw,low
in-dara,Dara,IN,19.1,72.9,Asia/Kolkata,en|hi,2500000,4,Aw,lower-middle
xk-nill,Nill,XK,42.6,21.1,,,90000,,,
`,
  );
  for (const profile of PROFILES) writeFileSync(join(source, "profiles", `${profile.id}.json`), JSON.stringify(profile));
  writeFileSync(join(source, "ties.csv"), "a,b,kind,since,source\npt-alva,mz-cedro,twin,1998,Records\n");
  command("build", source, "--out", out, "--quiet");
  return { folder, out };
}

let browser, site, made;
before(async () => {
  if (skip) return;
  made = madeUp();
  const page = (attributes) => hostPage(`<city-peers view="compare" ${attributes}></city-peers>`);
  const own = 'directory="/own/directory.json"';
  const folders = { "/pkg/": PATHS.package, "/pkg/directory/": PATHS.directory, "/own/": made.out };
  const files = {
    "/beira.html": page('city="mz-beira" topics="flood-management"'),
    "/rtl.html": page('city="mz-beira" lang="en" dir="rtl"'),
    "/own.html": page(`city="pt-alva" ${own}`),
    "/none.html": page(own),
  };
  [browser, site] = await Promise.all([launch(), serve({ folders, files })]);
});
after(async () => {
  await Promise.all([browser?.close(), site?.close()]);
  if (made) rmSync(made.folder, { recursive: true });
});

const finder = (page) => widget(page).getByRole("combobox", { name: "Any city, by name" });
const heading = (page) => widget(page).getByRole("heading", { level: 2 });

/** Adds a city by name, with the keyboard alone. */
async function add(page, name) {
  await finder(page).focus();
  await page.keyboard.type(name);
  await options(page).first().filter({ hasText: name }).waitFor();
  await page.keyboard.press("Enter");
}

async function open(path, cities, setup) {
  const page = await newPage(browser, setup);
  await page.goto(site.url + path);
  await finder(page).waitFor();
  for (const city of cities) await add(page, city);
  return page;
}

const compare = (directory, ...args) => JSON.parse(command("compare", directory, "--format", "json", ...args));
const points = (share) => (share === null ? "unknown" : `${Math.round(share * 100)}`);
const WORDS = { very: "very alike", alike: "alike", somewhat: "somewhat alike", "not-very": "not very alike" };
const section = (page, name) =>
  widget(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name, exact: true }) });
const plot = (page, name) => widget(page).locator("table.plot").filter({ has: page.locator("caption", { hasText: name }) });
const row = (table, name) => table.getByRole("row").filter({ has: table.page().getByRole("rowheader", { name, exact: true }) });

test("figures are those of the command, exact values those of the profiles", { skip }, async () => {
  const page = await open("/beira.html", ["Quelimane", "Pikine", "Rosario"]);
  assert.equal(await heading(page).textContent(), "Beira beside 3 cities");
  const answer = compare(PATHS.directory, "mz-beira", "mz-quelimane", "sn-pikine", "ar-rosario", "--topics", "flood-management");
  const pairs = answer.pairs.filter((pair) => pair.a === 0);
  const heads = await widget(page).locator(".versus").first().locator("> div").allTextContents();
  for (const [at, pair] of pairs.entries()) {
    const said = `Likeness ${points(pair.likeness)} of 100: ${WORDS[pair.word]}`;
    assert.ok(heads[at + 1].includes(`${said}12 of 31`), `${heads[at + 1]}: ${said}`);
  }
  for (const facet of answer.facets) {
    const name = facet.id[0].toUpperCase() + facet.id.slice(1);
    const bars = await section(page, name).locator(".facet-likeness .num").allTextContents();
    assert.deepEqual(bars, facet.likeness.slice(0, 3).map(points), facet.id);
  }
  assert.match(await section(page, "Place").locator(".note").first().textContent(), /^Counts more .*: flood management\.$/);
  const learn = section(page, "Needs and offers").locator("tfoot").first().locator("td");
  assert.deepEqual(await learn.allTextContents(), pairs.map((pair) => points(pair.learn)));
  const ease = section(page, "Ease");
  const hours = pairs.map((pair) => `${Math.round(pair.shared_minutes / 60)} of 8`);
  assert.deepEqual(await row(ease, "Shared working hours").locator("td").allTextContents(), hours);
  // The core knows three digits, or one of 255 steps; the profile knows the number.
  await row(plot(page, "People people"), "Beira").getByText("687,764").waitFor();
  assert.match(await row(plot(page, "People people"), "Quelimane").textContent(), /349,842$/);
  assert.match(await row(plot(page, "Distance to a large city"), "Rosario").textContent(), /279$/);
  // A mark is where its value is: on a logarithmic scale from 8.9 to 590.
  const at = await row(plot(page, "Distance to a large city"), "Rosario").locator("svg svg").getAttribute("x");
  const share = Math.log(279 / 8.9) / Math.log(590 / 8.9);
  assert.ok(Math.abs(parseFloat(at) - (2 + share * 96)) < 0.3, at);
  assert.deepEqual(page.problems, []);
});

test("outcomes, statements, goals, ties and own words; unknown is a word and dashed", { skip }, async () => {
  const page = await open("/own.html", ["Brisa", "Cedro", "Nill"]);
  await widget(page).getByText("Perto da água.").waitFor();
  const lead = await widget(page).locator(".lead").textContent();
  assert.match(lead, /Brisa is different in: place and governance\. Brisa is clearly ahead in: collected waste\./);
  assert.match(lead, /Nill is alike in: size\./);
  const waste = plot(page, "Collected waste");
  assert.match(await waste.locator("caption").textContent(), /% · SDG 11\.6\.1 · higher is better/);
  assert.match(await row(waste, "Alva").textContent(), /64$/);
  const unknown = row(waste, "Nill");
  assert.match(await unknown.textContent(), /unknown$/);
  assert.equal(await unknown.locator("line.gone").count(), 1);
  assert.equal(await unknown.locator("line.thin, svg svg").count(), 0);
  const powers = section(page, "Governance").getByRole("table", { name: "Powers" });
  const ticks = await row(powers, "Property tax").locator("td").evaluateAll((all) => all.map((each) => each.textContent));
  assert.deepEqual(ticks, ["yes", "–no", "yes", "unknown", "67\u00a0%"]);
  assert.match(await section(page, "Governance").locator(".none").textContent(), /^None of these cities states: Capital.*Capacities\.$/);
  const [pair, , none] = compare(made.out, "pt-alva", "br-brisa", "mz-cedro", "xk-nill").pairs;
  assert.deepEqual([points(pair.learn), points(pair.teach), none.learn], ["50", "67", null]);
  const needs = section(page, "Needs and offers");
  assert.deepEqual(await needs.locator("tfoot").nth(0).locator("td").allTextContents(), ["50", "25", "unknown"]);
  assert.deepEqual(await needs.locator("tfoot").nth(1).locator("td").allTextContents(), ["67", "unknown", "unknown"]);
  const flood = row(needs.getByRole("table").first(), "3 of 3 Flood management");
  assert.deepEqual(await flood.locator("td").allTextContents(), ["2 of 3", "–not stated", "–not stated"]);
  const goal = row(section(page, "Goals"), "11 Sustainable cities and communities");
  assert.deepEqual(await goal.locator("td").allTextContents(), ["3 of 3", "1 of 3", "–not stated", "–not stated"]);
  assert.equal(await row(section(page, "Ease"), "Existing tie").locator("td").nth(1).textContent(), "twin cities");
  assert.equal(await widget(page).getByText("Perto da água.").getAttribute("lang"), "pt");
  await section(page, "Governance").getByText("What is counted, and where the figures come from").click();
  const source = section(page, "Governance").getByRole("link", { name: "City accounts" });
  assert.match(await source.locator("..").textContent(), /^Alva: City accounts \(2024\)$/);
  assert.deepEqual(page.problems, []);
});

test("choosing: suggestions and any city, four at most, in the order of choice; removing keeps the focus", { skip }, async () => {
  const page = await open("/own.html", []);
  const suggested = widget(page).getByRole("group", { name: "Suggested for Alva" }).getByRole("checkbox");
  assert.equal(await suggested.count(), 4);
  await widget(page).getByRole("checkbox", { name: /^Cedro/ }).check();
  assert.match(await heading(page).textContent(), /^Alva beside one other city$/);
  await add(page, "Nill");
  await add(page, "Brisa");
  const field = await finder(page).evaluate((each) => each === each.getRootNode().activeElement);
  assert.ok(field, "the focus stays in the field while the comparison appears");
  const names = () => widget(page).locator(".versus").first().getByRole("heading").allTextContents();
  assert.deepEqual(await names(), ["Alva", "Cedro", "Nill", "Brisa"]);
  await add(page, "Nill");
  await widget(page).getByText("Nill is in the comparison already.").waitFor({ state: "attached" });
  await widget(page).getByRole("checkbox", { name: /^Brisa/ }).uncheck();
  await widget(page).getByRole("checkbox", { name: /^Dara/ }).check();
  await widget(page).getByRole("checkbox", { name: /^Brisa/ }).check();
  assert.match(await widget(page).locator(".finder > .note").last().textContent(), /^4 cities are the most\./);
  await widget(page).getByRole("button", { name: "Remove Nill" }).focus();
  await page.keyboard.press("Enter");
  await widget(page).getByText("Nill was taken out of the comparison.").waitFor({ state: "attached" });
  assert.deepEqual(await names(), ["Alva", "Cedro", "Dara", "Brisa"]);
  assert.ok(await heading(page).evaluate((each) => each === each.getRootNode().activeElement), "the focus goes to the heading");
  const change = widget(page).getByRole("button", { name: "Change cities" });
  assert.equal(await change.getAttribute("aria-expanded"), "true");
  await change.click();
  assert.equal(await finder(page).count(), 0);
  // Changing the visitor's city to one of those compared: nobody is compared with themselves.
  await widget(page).evaluate((each) => each.setAttribute("city", "br-brisa"));
  await widget(page).getByRole("heading", { name: "Brisa beside 2 cities" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("cities among each other, without one of one's own", { skip }, async () => {
  const page = await open("/none.html", ["Nill"]);
  assert.equal(await heading(page).textContent(), "Compare cities");
  assert.equal(await widget(page).getByRole("button", { name: "Remove Nill" }).count(), 1);
  await add(page, "Brisa");
  await add(page, "Cedro");
  assert.equal(await heading(page).textContent(), "3 cities side by side");
  const [pair, other] = compare(made.out, "xk-nill", "br-brisa", "mz-cedro").pairs;
  const heads = await widget(page).locator(".versus").first().locator("> div").allTextContents();
  assert.match(heads[0], /^ Compared with the othersNillKosovo/);
  assert.ok(heads[1].includes(`Likeness ${points(pair.likeness)} of 100`), heads[1]);
  assert.ok(heads[2].includes(`Likeness ${points(other.likeness)} of 100`), heads[2]);
  assert.deepEqual(page.problems, []);
});

for (const [path, width, colorScheme] of [
  ["/beira.html", 320, "light"],
  ["/rtl.html", 1200, "dark"],
]) {
  test(`axe finds nothing and nothing sticks out: ${path}, ${width} px, ${colorScheme}`, { skip }, async () => {
    const page = await open(path, ["Quelimane", "Rosario"], { width, colorScheme });
    assert.deepEqual(await axe(page), []);
    const [scrollWidth, clientWidth] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    assert.ok(scrollWidth <= clientWidth, `${scrollWidth} > ${clientWidth}`);
    const wide = await widget(page).evaluate((each) => {
      const all = [...each.shadowRoot.querySelectorAll(".compare *")];
      const limit = document.documentElement.clientWidth;
      return all
        .filter((one) => !one.closest(".hide, svg svg, .scroll *, .mark"))
        .filter((one) => one.getBoundingClientRect().right > limit + 1 || one.getBoundingClientRect().left < -1)
        .map((one) => one.outerHTML.slice(0, 80));
    });
    assert.deepEqual(wide, []);
    for (const region of await widget(page).locator(".scroll").all()) {
      assert.equal(await region.getAttribute("tabindex"), "0");
      assert.ok(await region.getAttribute("aria-label"));
    }
    // On paper everything is open, and controls are gone.
    await page.emulateMedia({ media: "print" });
    const definition = widget(page).getByText("People who live in the city.");
    assert.ok((await definition.boundingBox())?.height > 0, "sources are printed");
    assert.equal(await finder(page).isVisible(), false);
    assert.deepEqual(page.problems, []);
  });
}
