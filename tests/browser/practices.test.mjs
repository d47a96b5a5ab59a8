// Practices: the whole list with its filters, and one practice with everything there is to know of it. On the bundled
// directory, and on a small made-up one for what open data does not have: contacts, media, reports.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATHS, axe, hasDirectory, hasPackage, hostPage, launch, newPage, serve } from "./harness.mjs";
import { command, eventually, hasCommand, suggest, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory() && hasCommand()) && "needs the built package, directory and command: cargo xtask test";
let browser, site, folder;
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), "city-peers-practices-"));
  small(folder);
  browser = await launch();
  const page = (attributes) => hostPage(`<city-peers view="practices" ${attributes}></city-peers>`);
  site = await serve({
    folders: {
      "/pkg/": PATHS.package,
      "/directory/": PATHS.directory,
      "/pkg/directory/": PATHS.directory,
      "/small/": join(folder, "out"),
    },
    files: {
      "/all.html": page('city="kr-seoul"'),
      "/floods.html": page('city="mz-beira" topics="flood-management"'),
      "/lines.html": page('city="ec-guayaquil" topics="public-transport,informal-settlements"'),
      "/rtl.html": page('city="mz-beira" topics="flood-management" dir="rtl"'),
      "/small.html": page('directory="/small/directory.json" city="fr-dole"'),
    },
  });
});
after(async () => {
  await Promise.all([browser?.close(), site?.close()]);
  if (folder) rmSync(folder, { recursive: true });
});

/** Twelve cities and two practices that nobody has: told in French, with contacts, media and a report. */
function small(folder) {
  const source = join(folder, "source");
  for (const each of ["practices", "profiles", "reports"]) mkdirSync(join(source, each), { recursive: true });
  const write = (name, content) =>
    writeFileSync(join(source, name), typeof content === "string" ? content : JSON.stringify(content));
  write("directory.toml", 'id = "small"\ntitle = "Small"\npublisher = "Test"\nlicence = "CC0"\nlanguages = ["fr"]\nupdated = "2026-01-01"\n');
  const names = ["Aville", "Bourg", "Cham", "Dole", "Evry", "Foix", "Gap", "Huez", "Issy", "Joux", "Kain", "Lans"];
  const rows = names.map((name, ix) => `fr-${name.toLowerCase()},${name},FR,${45 + ix / 4},${2 + ix / 4},${100_000 + 5_000 * ix}`);
  write("cities.csv", ["id,name,country,lat,lon,population", ...rows].join("\n"));
  const practice = {
    id: "parc-de-pluie",
    title: "Parc de pluie",
    city: "fr-aville",
    country: "FR",
    start_year: 2012,
    sdgs: [11, 13],
    topics: ["flood-management"],
    problem: "Les rues étaient sous l’eau.",
    summary: "La ville a fait un parc qui retient la pluie.",
    requires: { powers: [{ code: "drainage", critical: true }] },
    results: [
      { indicator: "Rues inondées", before: 40, after: 10, unit: "rues", year: 2020, source: 0 },
      { indicator: "Arbres", after: 300, unit: "arbres", source: 0 },
    ],
    obstacles: ["Trop de partenaires"],
    evidence: "monitored",
    replicated_in: [{ city: "Bourg", country: "FR", year: 2020, source: 0 }],
    sources: [{ url: "https://www.example.org/parc", title: "Le parc", publisher: "Aville" }],
  };
  write("practices/a.json", practice);
  write("practices/b.json", { ...practice, id: "toits-verts", title: "Toits verts", city: "fr-bourg", topics: ["heat"], replicated_in: [] });
  write("profiles/a.json", {
    id: "fr-aville",
    origin: "submitted",
    contacts: [{ office: "Bureau des eaux", kind: "local-government", url: "https://www.example.org/eaux" }],
    media: [{ kind: "video", url: "https://www.example.org/film", caption: "Le parc en film" }],
  });
  write("reports/r.json", { practice: "parc-de-pluie", city: "fr-cham", status: "stopped", changes: ["Sans tunnel"], result: "Arrêté." });
  command("build", source, "--out", join(folder, "out"), "--quiet");
}

const titles = (page) => widget(page).locator(".practice h4").allTextContents();
const count = (page) => widget(page).locator("#pr-count");
const fold = (page, name) => widget(page).locator("summary", { hasText: name });
const focused = (page) => widget(page).evaluate((each) => each.shadowRoot.activeElement?.textContent);
async function open(path, options) {
  const page = await newPage(browser, options);
  await page.goto(site.url + path);
  await widget(page).locator(".practice").first().waitFor();
  return page;
}

test("lists all practices that answer the question, in the order of the command, each with its reasons", { skip }, async () => {
  const page = await open("/floods.html");
  const expected = suggest("--city", "mz-beira", "--topics", "flood-management", "--top", "50").practices;
  assert.ok(expected.length > 5);
  assert.deepEqual(await titles(page), expected.map((each) => each.title));
  assert.equal(await count(page).textContent(), `${expected.length} of ${expected.length} practices`);
  const first = await widget(page).locator(".practice").first().textContent();
  assert.match(first, /Is about what you ask for: flood management\./);
  assert.match(first, /Cannot be said yet/);
  assert.deepEqual(page.problems, []);
});

test("shows twenty more at a time, says how many, and takes the focus along", { skip }, async () => {
  const page = await open("/all.html");
  assert.equal((await titles(page)).length, 20);
  const all = Number((await count(page).textContent()).match(/of (\d+)/)[1]);
  assert.ok(all > 100);
  await widget(page).getByRole("button", { name: "Show 20 more" }).click();
  await eventually(async () => assert.equal((await titles(page)).length, 40));
  assert.equal(await focused(page), (await titles(page))[20]);
  await widget(page).locator("p.hide[role=status]", { hasText: `40 of ${all} shown` }).waitFor({ state: "attached" });
  assert.deepEqual(page.problems, []);
});

test("filters narrow, count, and can be taken away one by one or all at once", { skip }, async () => {
  const page = await open("/all.html");
  const all = await count(page).textContent();
  await fold(page, "Topic").click();
  const heat = widget(page).locator("label.check", { hasText: /^Heat/ });
  const promised = Number(await heat.locator(".num").textContent());
  await heat.getByRole("checkbox").check();
  await eventually(async () => assert.match(await count(page).textContent(), new RegExp(`^${promised} of `)));
  assert.equal((await titles(page)).length, promised);
  await fold(page, "Evidence").click();
  await widget(page).getByRole("checkbox", { name: /^Evaluated/ }).check();
  await eventually(async () => assert.ok((await titles(page)).length < promised));
  const both = (await titles(page)).length;
  assert.ok(both > 0, `${both} of ${promised}`);
  // Any of a group, all groups: another topic brings more, not fewer.
  await widget(page).getByRole("checkbox", { name: /^Air quality/ }).check();
  await eventually(async () => assert.ok((await titles(page)).length > both));
  await widget(page).getByRole("button", { name: /^Take away: Evaluated/ }).click();
  await eventually(async () => assert.match(await focused(page), /practices$/));
  assert.equal(await widget(page).getByRole("checkbox", { name: /^Evaluated/ }).isChecked(), false);
  await widget(page).getByRole("button", { name: "Take all filters away" }).click();
  await eventually(async () => assert.equal(await count(page).textContent(), all));
  assert.deepEqual(page.problems, []);
});

test("where nothing is left, it says what each filter would bring back", { skip }, async () => {
  const page = await open("/all.html");
  await widget(page).getByLabel("Search in the texts").fill("bogotá ciclovia");
  await eventually(async () => assert.equal((await titles(page)).length, 1, "accents do not matter"));
  await fold(page, "Topic").click();
  await widget(page).locator("label.check", { hasText: /^Waste/ }).first().getByRole("checkbox").check();
  const message = widget(page).locator(".message");
  await message.getByText("No practice has all of this.").waitFor();
  const back = message.getByRole("button", { name: /^Without “Text: bogotá ciclovia”: \d+ practices$/ });
  const promised = Number((await back.textContent()).match(/(\d+) practices/)[1]);
  await message.getByRole("button", { name: /^Without “Waste.*: one practice$/ }).waitFor();
  await back.click();
  await eventually(async () => assert.equal((await titles(page)).length, Math.min(promised, 20)));
  assert.equal(await widget(page).getByLabel("Search in the texts").inputValue(), "");
  assert.deepEqual(page.problems, []);
});

test("practices on other topics can be added, after those that answer", { skip }, async () => {
  const page = await open("/floods.html");
  const before = await titles(page);
  await widget(page).getByRole("checkbox", { name: /^Also \d+ on other topics$/ }).check();
  await eventually(async () => assert.equal((await titles(page)).length, 20));
  const now = await titles(page);
  assert.deepEqual(now.slice(0, before.length), before);
  assert.match(await widget(page).locator(".practice").last().textContent(), /On other topics than you ask for\./);
});

test("from practice to practice and back without losing filters or place", { skip }, async () => {
  const page = await open("/all.html");
  await fold(page, "Can it work here").click();
  await fold(page, "Evidence").click();
  await widget(page).getByRole("checkbox", { name: /^Evaluated/ }).check();
  const list = await titles(page);
  await widget(page).getByRole("button", { name: list[1], exact: true }).click();
  await widget(page).getByRole("heading", { level: 2, name: list[1] }).waitFor();
  await widget(page).getByRole("button", { name: "Next" }).click();
  await widget(page).getByRole("heading", { level: 2, name: list[2] }).waitFor();
  await eventually(async () => assert.equal(await focused(page), list[2]));
  assert.match(await widget(page).locator(".pager").textContent(), /Practice 3 of \d+/);
  await widget(page).getByRole("button", { name: "Practices for Seoul" }).click();
  await eventually(async () => assert.deepEqual(await titles(page), list));
  await eventually(async () => assert.equal(await focused(page), list[2]));
  // A goal on the practice's page leads to all that serve it.
  await widget(page).getByRole("button", { name: list[0], exact: true }).click();
  const goal = widget(page).locator(".goals button").first();
  const name = await goal.textContent();
  await goal.click();
  await widget(page).locator(".tags .tag", { hasText: name.replace(/^\d+/, "") }).waitFor();
  assert.equal(await widget(page).locator(".tags .tag").count(), 1);
  assert.deepEqual(page.problems, []);
});

test("can it work here: worst first, critical first, and each unknown leads to the profile", { skip }, async () => {
  const page = await open("/floods.html");
  await widget(page).getByRole("button", { name: /^Cloudburst plan/ }).click();
  const rows = widget(page).locator(".criteria tbody tr");
  const order = ["Blocked", "Unknown", "Adapt", "Pass"];
  const found = await rows.evaluateAll((all) =>
    all.map((row) => [row.querySelector(".verdict").textContent, row.querySelector(".crit") !== null]),
  );
  const places = found.map(([verdict, critical]) => order.indexOf(verdict) * 2 + (critical ? 0 : 1));
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
  assert.ok(found.some(([, critical]) => critical));
  await widget(page).getByText("Unknown, and it cannot do without: streets and roads; drainage.").waitFor();
  // Money per resident stands only where the sum belongs to the city.
  await widget(page).getByText(/about DKK 3,300 for each of/).waitFor();
  await rows.first().getByRole("button", { name: "Add it" }).click();
  await widget(page).locator(".views [aria-current]", { hasText: "Your city" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("compares with its city", { skip }, async () => {
  const page = await open("/floods.html");
  await widget(page).getByRole("button", { name: /^Cloudburst plan/ }).click();
  await widget(page).getByRole("button", { name: "Compare with Copenhagen" }).click();
  await widget(page).locator(".views [aria-current]", { hasText: /^Compare 1$/ }).waitFor();
});

test("whom to ask, how it went elsewhere, figures before and after; texts in their own language", { skip }, async () => {
  const page = await open("/small.html");
  await widget(page).getByRole("button", { name: "Parc de pluie" }).click();
  const rail = widget(page).locator(".rail");
  await rail.getByText("Bureau des eaux").waitFor();
  const links = rail.locator("a[href^='https://www.example.org/']");
  assert.equal(await links.count(), 2);
  for (const link of await links.all()) assert.match(await link.getAttribute("rel"), /noopener/);
  assert.match(await rail.textContent(), /Le parc en film film/);
  assert.match(await rail.textContent(), /suggested partners/);
  const article = widget(page).locator("article");
  const text = await article.textContent();
  for (const part of ["Cham · stopped", "Sans tunnel", "Arrêté.", "Bourg, France · 2020", "Trop de partenaires"]) {
    assert.ok(text.includes(part), part);
  }
  assert.match(await widget(page).locator(".change").textContent(), /Before40After10/);
  assert.match(text, /300 arbres.*The source gives no value before\./);
  assert.equal(await article.locator("h2").getAttribute("lang"), "fr");
  assert.equal(await article.locator("[lang=en]").count(), 0);
  assert.deepEqual(page.problems, []);
});

test("a small count is told as such, without a ratio; peers are not counted among the other cities", { skip }, async () => {
  const page = await open("/floods.html");
  const { title, lift } = suggest("--city", "mz-beira", "--topics", "flood-management", "--top", "50").practices.find(
    (each) => each.lift.observed > 0 && each.lift.observed < 3,
  );
  const inList = await widget(page).locator(".practice").filter({ hasText: title }).textContent();
  await widget(page).getByRole("button", { name: title }).click();
  const rail = await widget(page).locator(".rail").textContent();
  for (const text of [inList, rail]) {
    assert.match(text, /The count is small: it may be chance\./);
    assert.doesNotMatch(text, /than elsewhere|as elsewhere/);
  }
  const of = (n, all) => `${n} of ${all.toLocaleString("en")}`;
  const { observed, peers, adopters, cities } = lift;
  assert.ok(rail.includes(`Cities most like yours${of(observed, peers)}`), rail);
  assert.ok(rail.includes(`All other cities${of(adopters - observed, cities - peers)}`), rail);
  assert.deepEqual(page.problems, []);
});

test("a partner by role is a suggested partner, too; a result's note stands beside its figure", { skip }, async () => {
  const page = await open("/lines.html");
  const { portfolio, partners } = suggest("--city", "ec-guayaquil", "--topics", "public-transport,informal-settlements");
  assert.ok(portfolio.members.some((each) => each.id === "co-medellin"));
  assert.ok(partners.every((each) => each.id !== "co-medellin"), "by role only");
  const row = widget(page).locator(".practice").filter({ hasText: "Metrocable line K" });
  assert.match(await row.textContent(), /Ask\s*Medellín/);
  await fold(page, "Cities like yours").click();
  await widget(page).getByRole("checkbox", { name: /^Done by a suggested partner/ }).check();
  await row.getByRole("button", { name: /^Metrocable line K/ }).click();
  await widget(page).locator(".rail").getByText("Medellín, one of your suggested partners, has done this.").waitFor();
  const said = await widget(page).locator("article .plots").textContent();
  assert.match(said, /260,000,000 passengers \(more than\) · 2024/);
  assert.deepEqual(page.problems, []);
});

test("what nobody could fetch is asked for once", { skip }, async () => {
  const page = await open("/floods.html");
  const asked = [];
  await page.route(/detail-/, (route) => (asked.push(route.request().url()), route.abort()));
  await widget(page).getByRole("button", { name: /^Cloudburst plan/ }).click();
  await widget(page).getByText("The directory has no contact for this city.").waitFor();
  await page.waitForTimeout(300);
  assert.equal(asked.length, new Set(asked).size);
});

test("at 320 pixels nothing overflows, and ticking a filter moves nothing", { skip }, async () => {
  const page = await open("/floods.html", { width: 320, height: 800 });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await wide(), 320);
  const toggle = widget(page).getByRole("button", { name: "Filter the practices" });
  assert.equal(await toggle.getAttribute("aria-expanded"), "false");
  await toggle.press("Enter");
  await fold(page, "Evidence").press("Enter");
  const box = widget(page).getByRole("checkbox", { name: /^Evaluated/ });
  await box.focus();
  const place = async () => (await box.boundingBox()).y;
  const was = await place();
  await page.keyboard.press("Space");
  await widget(page).locator(".tags .tag").waitFor();
  assert.equal(await place(), was);
  assert.ok(await box.evaluate((each) => each.getRootNode().activeElement === each), "the focus stays");
  await widget(page).getByRole("button", { name: /^Cloudburst plan/ }).click();
  await widget(page).locator(".criteria").waitFor();
  assert.equal(await wide(), 320);
});

for (const [path, colorScheme] of [["/floods.html", "light"], ["/rtl.html", "dark"]]) {
  test(`axe finds nothing in list and practice, ${colorScheme}`, { skip }, async () => {
    const page = await open(path, { colorScheme, width: 1300 });
    await fold(page, "Goal").click();
    await fold(page, "Cost per resident").click();
    await widget(page).locator("label.check", { has: page.locator(".sdg-11") }).getByRole("checkbox").check();
    assert.deepEqual(await axe(page), [], "list");
    await widget(page).getByRole("button", { name: /^Cloudburst plan/ }).click();
    await widget(page).getByText("The directory has no contact for this city.").waitFor();
    assert.deepEqual(await axe(page), [], "practice");
    assert.deepEqual(page.problems, []);
  });
}

test("every goal has its colour, and text that can be read on it", { skip }, async () => {
  const style = readFileSync(join(PATHS.www, "city-peers.more.css"), "utf8");
  const white = style.match(/\.sdg:is\(([^)]*)\) { color: #fff/)[1].split(/,\s*/);
  const light = (hex) => {
    const part = (at) => {
      const x = parseInt(hex.slice(at, at + 2), 16) / 255;
      return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
  };
  for (let goal = 1; goal <= 17; goal++) {
    const ground = light(style.match(new RegExp(`\\.sdg-${goal} { --sdg: #(.{6})`))[1]);
    const contrast = white.includes(`.sdg-${goal}`) ? 1.05 / (ground + 0.05) : (ground + 0.05) / 0.05;
    assert.ok(contrast >= 4.5, `goal ${goal}: ${contrast}`);
  }
});
