// Every language in the real widget: nothing but that language on screen, numbers and dates as the browser's Intl writes
// them, city names in it, and room for its words on a narrow screen. A view is one line in VIEWS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { NO_WASM_CSP, PATHS, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";

/** Language → the name of Cairo in it, and its direction. */
const LANGUAGES = {
  ar: ["القاهرة", "rtl"],
  es: ["El Cairo", "ltr"],
  fr: ["Le Caire", "ltr"],
  ko: ["카이로", "ltr"],
  pt: ["Cairo", "ltr"],
  ru: ["Каир", "ltr"],
  zh: ["开罗", "ltr"],
};

/**
 * What is looked at in each language, one after the other in the same page: a name, how to get there, what tells that it
 * is there. No words here: they are what is tested.
 */
const VIEWS = [
  ["start", (page) => open(page, 0), ".ask"],
  ["nothing found", (page) => at(page, "#city").fill("Xyzzyq"), ".ask [role=status]:not(:empty)"],
  ["not here", (page) => at(page, ".ask details summary").click(), ".ask details .button"],
  ["partners", (page) => linked(page, "view=suggest"), ".partner"],
  ["certainty", () => {}, ".chance .says"],
  ["how to read", (page) => at(page, ".how summary, header details summary").click(), ".how dl, header details dl"],
  ["reasons", (page) => at(page, ".partner details summary").click(), ".why"],
  ["missed city", (page) => missed(page, "Lagos"), ".miss .num"],
  ["link", (page) => at(page, "#link").click(), "#address"],
  ["filters", (page) => at(page, "#more").click(), "#filters"],
  ["one filter's codes", (page) => unfold(page, "#filters .fold"), "#filters [role=group] label"],
  ["purposes", (page) => at(page, "#slot-purpose").click(), "#panel [type=radio]"],
  ["topics, needs, goals", async (page) => (await at(page, "#slot-topics").click(), unfold(page, "#panel details > summary")), "#panel .sdg"],
  ["nobody passes", (page) => linked(page, "view=suggest&filter=submitted,abroad,hours~240"), ".message li"],
  ["larger map", (page) => linked(page, "view=map"), ".places"],
  ["practices", (page) => linked(page, "view=practices"), ".practice"],
  ["all filters of practices", (page) => filters(page), ".filters .sdg"],
  ["practice", (page) => at(page, ".practice h4 button").click(), ".criteria"],
  ["compare none", (page) => linked(page, "view=compare"), ".finder"],
  ["compare two", (page) => linked(page, "view=compare&chosen=ng-lagos,dk-copenhagen"), "table.plot"],
  ["shortlist, none", (page) => linked(page, "view=kept"), ".page > .calm"],
  ["shortlist", (page) => linked(page, "view=kept&kept=ng-lagos&practices=green-corridors-medellin"), ".kept"],
  ["brief", (page) => linked(page, "view=brief:co-medellin"), ".brief-head"],
  ["profile", (page) => linked(page, "view=profile"), "form.profile"],
  ["all of the profile", (page) => unfold(page, ".profile .fold"), ".profile [type=email]"],
  ["profile begins", (page) => page.goto(page.url().replace(/\.html.*/, "-new.html")), ".page .button"],
  ["damaged link", (page) => linked(page, "city"), "#note"],
];
const at = (page, selector) => widget(page).locator(selector).first();
const open = (page, ix) => at(page, "nav").locator("button").nth(ix).click();
/** Opens a link with Cairo's question and this. */
const linked = (page, state) => page.evaluate((to) => (location.hash = to), `#city-peers=1&city=eg-cairo&topics=flood-management&${state}`);
/** Opens all of these that are closed. */
async function unfold(page, folds) {
  await at(page, folds).waitFor();
  for (const each of await widget(page).locator(folds).all()) {
    if (await each.evaluate((fold) => fold.ariaExpanded !== "true" && !fold.closest("details[open]"))) await each.click();
  }
}
async function filters(page) {
  await at(page, ".filters > button").click();
  await unfold(page, ".filters details > summary");
}
async function missed(page, name) {
  await at(page, ".miss input").fill(name);
  await at(page, ".miss [role=option]").click();
}

const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const texts = (lang) => Object.assign({}, ...["", ".more", ".errors"].map((part) => read(PATHS.www, "locales", `${lang}${part}.json`)));
const DATA = join(PATHS.www, "..", "data");
const english = texts("en");
const counts = skip ? {} : read(PATHS.directory, "directory.json").counts;
const updated = skip ? "" : read(PATHS.directory, "directory.json").directory.updated;
const topics = read(DATA, "vocabulary", "topics.json").map((topic) => topic.label);

let browser, site;
before(async () => {
  if (skip) return;
  const files = { "/en.html": hostPage('<city-peers city="eg-cairo" topics="flood-management"></city-peers>') };
  for (const lang of [...Object.keys(LANGUAGES), "zh-Hant-TW", "es-MX", "en-GB", "sw", "fa"]) {
    files[`/${lang}.html`] = hostPage(`<city-peers lang="${lang}" city="eg-cairo" topics="flood-management"></city-peers>`);
    files[`/${lang}-new.html`] = hostPage(`<city-peers lang="${lang}" view="profile"></city-peers>`);
  }
  [browser, site] = await Promise.all([launch(), servePackage({ files })]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

/** The names are there, and the texts of all parts. */
const settled = (page, name) => widget(page).locator("h2", { hasText: name }).waitFor();
const mount = (page) => widget(page).locator(".mount");

/** All that is said in the widget's language: texts and labels, without what is marked as another language. */
const said = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("city-peers").shadowRoot;
    const foreign = (element) => element.closest("[lang]") !== root.querySelector(".mount");
    const found = [];
    const walker = document.createTreeWalker(root.querySelector(".mount"), NodeFilter.SHOW_ALL);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE && !foreign(node.parentElement)) found.push(node.data.trim());
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute(name) && !foreign(node)) found.push(node.getAttribute(name));
      }
    }
    return found.filter(Boolean);
  });

const heads = new Set(Object.keys(english).map((key) => key.split(".")[0]));
/** A text that is the key of one. */
const isKey = (text) => /^[a-z]+(\.[a-z0-9-]+)+$/.test(text) && heads.has(text.split(".")[0]);

/** Sentences and labels that only English has, in pieces without places. */
function onlyEnglish(own) {
  const kept = new Set(Object.values(own).flatMap((text) => text.split(/\{[^}]*\}/)).map((piece) => piece.trim()));
  const pieces = Object.entries(english)
    .filter(([key]) => !key.endsWith(".editor"))
    .flatMap(([, text]) => text.split(/\{[^}]*\}/))
    .map((piece) => piece.trim())
    .filter((piece) => /[a-z]{3}/i.test(piece) && !kept.has(piece));
  return { whole: new Set([...pieces, ...topics.filter((topic) => !kept.has(topic))]), long: pieces.filter((p) => p.length > 14) };
}

/** What sticks out of a page sideways, but for what scrolls by itself. */
const wide = (page) =>
  page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    return [...document.querySelector("city-peers").shadowRoot.querySelectorAll("*")]
      .filter((each) => !each.closest("svg, .hide, .scroll, .cols") && getComputedStyle(each).position !== "absolute")
      .filter((each) => each.getBoundingClientRect().right > limit + 1 || each.getBoundingClientRect().left < -1)
      .map((each) => each.outerHTML.slice(0, 90));
  });

for (const [lang, [name, dir]] of Object.entries(LANGUAGES)) {
  test(`${lang}: nothing but that language, in every view, with room at 320 px`, { skip }, async () => {
    const page = await newPage(browser, { width: 320 });
    await page.goto(`${site.url}/${lang}.html`);
    await settled(page, name);
    assert.deepEqual([await mount(page).getAttribute("lang"), await mount(page).getAttribute("dir")], [lang, dir]);
    const foreign = onlyEnglish(texts(lang));
    for (const [view, go, there] of VIEWS) {
      await go(page);
      await widget(page).locator(there).first().waitFor();
      const found = await said(page);
      assert.ok(found.length > 10, view);
      assert.deepEqual(found.filter(isKey), [], `${view}: keys`);
      const left = found.filter((text) => foreign.whole.has(text) || foreign.long.some((piece) => text.includes(piece)));
      assert.deepEqual(left, [], `${view}: English`);
      assert.deepEqual(await wide(page), [], `${view} at 320 px`);
    }
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });
}

test("numbers, dates, countries and names are those of the language and its region", { skip }, async () => {
  const page = await newPage(browser);
  for (const [lang, shown, name] of [
    ["ar", "ar", "القاهرة"],
    ["fr", "fr", "Le Caire"],
    ["es-MX", "es-MX", "El Cairo"],
    ["en-GB", "en-GB", "Cairo"],
    ["zh-Hant-TW", "zh-Hans", "开罗"],
  ]) {
    await page.goto(`${site.url}/${lang}.html`);
    await settled(page, name);
    assert.equal(await mount(page).getAttribute("lang"), shown);
    const [number, date, country] = await page.evaluate(
      ([lang, cities, day]) => [
        new Intl.NumberFormat(lang).format(cities),
        new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" }).format(new Date(day)),
        new Intl.DisplayNames(lang, { type: "region" }).of("EG"),
      ],
      [shown, counts.cities - 1, updated],
    );
    const all = (await said(page)).join("\n");
    for (const [what, text] of [["number", number], ["date", date], ["country", country]]) {
      assert.ok(all.includes(text), `${lang}: ${what} ${text}`);
    }
  }
  assert.deepEqual(page.problems, []);
});

test("a language without texts is English throughout, left to right", { skip }, async () => {
  const page = await newPage(browser);
  for (const lang of ["sw", "fa"]) {
    await page.goto(`${site.url}/${lang}.html`);
    await settled(page, "Who can Cairo learn from about flood management?");
    assert.deepEqual([await mount(page).getAttribute("lang"), await mount(page).getAttribute("dir")], ["en", "ltr"]);
    assert.match(await widget(page).locator(".partner .note").first().textContent(), /^Egypt · about 4,\d\d0,000\speople/);
  }
});

test("where the widget cannot run it says so in the language, or in English marked as such", { skip }, async () => {
  const files = Object.fromEntries(["ar", "fa"].map((lang) => [`/${lang}.html`, hostPage(`<city-peers lang="${lang}"></city-peers>`)]));
  const strict = await servePackage({ csp: NO_WASM_CSP, files });
  const page = await newPage(browser);
  for (const [lang, shown, dir] of [["ar", "ar", "rtl"], ["fa", "en", "ltr"]]) {
    await page.goto(`${strict.url}/${lang}.html`);
    await widget(page).getByRole("heading", { name: texts(shown)["error.wasm-blocked.title"] }).waitFor();
    assert.deepEqual([await mount(page).getAttribute("lang"), await mount(page).getAttribute("dir")], [shown, dir]);
  }
  await strict.close();
});

test("names change in place: the same rows in the same order", { skip }, async () => {
  const page = await newPage(browser);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(/search-ko-/, async (route) => (await held, route.continue()));
  await page.goto(`${site.url}/ko.html`);
  await widget(page).locator(".partner").first().waitFor();
  const rows = () =>
    page.evaluate(() => [...document.querySelector("city-peers").shadowRoot.querySelectorAll(".partner")].map((row) => (row.seen ??= Math.random())));
  const before = await rows();
  assert.match(await widget(page).locator("h2").textContent(), /Cairo/);
  release();
  await settled(page, "카이로");
  assert.deepEqual(await rows(), before);
  assert.ok(before.length > 5);
});

test("another language takes the place of all texts at once, while a later view is open", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${site.url}/en.html`);
  await widget(page).locator(".rows li button").first().click();
  await widget(page).getByRole("heading", { name: "What it took" }).waitFor();
  // Every text that stood there in between.
  await page.evaluate(() => {
    const root = document.querySelector("city-peers").shadowRoot;
    window.seen = new Set();
    new MutationObserver(() => {
      for (const each of root.querySelectorAll("h2, h3, dt, th, summary, nav button")) window.seen.add(each.textContent.trim());
    }).observe(root, { childList: true, subtree: true, characterData: true });
  });
  for (const lang of ["ar", "ru", "zh-Hant", "ar", "fr"]) {
    await widget(page).evaluate((each, value) => each.setAttribute("lang", value), lang);
    if (lang === "ru") continue; // overtaken by the next one
    const own = texts(lang.slice(0, 2));
    await widget(page).getByRole("heading", { name: own["took.title"] }).waitFor();
    assert.equal(await mount(page).getAttribute("dir"), lang === "ar" ? "rtl" : "ltr");
    assert.equal(await mount(page).getAttribute("aria-label"), own.region);
  }
  const seen = await page.evaluate(() => [...window.seen]);
  assert.ok(seen.length > 20);
  assert.deepEqual(seen.filter(isKey), []);
  assert.deepEqual(page.problems, []);
});
