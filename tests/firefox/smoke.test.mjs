// The built package in Firefox under a strict policy: a suggestion, what is loaded later, Arabic, 320 px, an older
// Firefox without constructed stylesheets, the frame.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATHS, hasDirectory, hasPackage, hostPage, servePackage } from "../browser/harness.mjs";
import { until, walkViews } from "../browser/widget.mjs";
import { find, firefoxPath, launch, newPage, press } from "./firefox.mjs";

const skip = !(hasPackage() && hasDirectory() && firefoxPath()) && "needs the built package, the directory and Firefox: cargo xtask test --only firefox";
const TRUSTED = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";
const SEOUL = '<city-peers city="kr-seoul" topics="flood-management"></city-peers>';
let browser, site;
before(async () => {
  if (skip) return;
  const files = {
    "/seoul.html": hostPage(SEOUL),
    "/start.html": hostPage("<city-peers></city-peers>"),
    "/arabic.html": hostPage('<city-peers city="eg-cairo" topics="flood-management"></city-peers>', { lang: "ar" }).replace('lang="ar"', 'lang="ar" dir="rtl"'),
    "/old.html": hostPage(SEOUL, { head: '<script src="/old.js"></script>' }),
    "/old.js": "delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;",
    "/framing.html": `<!doctype html><html lang="en"><title>Host</title><script src="/pkg/city-peers-frame.js" defer></script>
      <iframe title="Cities" width="900" height="300" src="/pkg/embed.html?city=kr-seoul&amp;topics=flood-management&amp;lang=en"></iframe></html>`,
  };
  [browser, site] = await Promise.all([launch(), servePackage({ files, csp: TRUSTED })]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

async function open(t, path, options) {
  const page = await newPage(browser, options);
  t.after(() => page.browserContext().close());
  await page.goto(site.url + path);
  return page;
}
const HEADING = /^Who can Seoul learn from about flood management/;
async function shot(page, name) {
  mkdirSync(PATHS.screenshots, { recursive: true });
  await page.screenshot({ path: join(PATHS.screenshots, `firefox-${name}.png`), fullPage: true });
}
/** Nothing of the page reaches beyond its right edge. */
const narrow = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("a city is typed and chosen by keyboard, partners are suggested, each later view opens", { skip }, async (t) => {
  const page = await open(t, "/start.html");
  await (await find(page, "#city")).click();
  await page.keyboard.type("medellin");
  await find(page, "[role=option]", /^Medellín/);
  await page.keyboard.press("Enter");
  await press(page, "button", /^Show partner cities$/);
  await walkViews({ find: find.bind(null, page), press: press.bind(null, page) });
  await shot(page, "map");
  assert.deepEqual(page.problems, []);
});

test("the answer is the one that the page is told, brief and shortlist open", { skip }, async (t) => {
  const page = await open(t, "/seoul.html");
  await find(page, "h2", HEADING);
  const answer = await page.evaluate(() => document.querySelector("city-peers").suggest());
  assert.equal(answer.city, "kr-seoul");
  assert.ok(answer.partners.length >= 5 && answer.practices.length > 0);
  await press(page, ".partner button", /^Keep/);
  await press(page, "button.view", /^Shortlist/);
  await find(page, "h2", /^Shortlist$/);
  await press(page, "button", /brief/i);
  await find(page, ".brief");
  await shot(page, "brief");
  assert.deepEqual(page.problems, []);
});

test("Arabic runs from right to left and fits 320 px", { skip }, async (t) => {
  const page = await open(t, "/arabic.html", { width: 320, height: 700 });
  await find(page, ".partner h4");
  const mount = await page.evaluate(() => {
    const { lang, dir } = document.querySelector("city-peers").shadowRoot.querySelector(".mount");
    return [lang, dir];
  });
  assert.deepEqual(mount, ["ar", "rtl"]);
  await find(page, "h2", /القاهرة/);
  await until("no wider than the screen", () => narrow(page));
  await shot(page, "arabic-320");
  assert.deepEqual(page.problems, []);
});

test("without constructed stylesheets (before Firefox 101) it has its style all the same", { skip }, async (t) => {
  const page = await open(t, "/old.html");
  const title = await find(page, "h2", HEADING);
  await until("style", () => title.evaluate((each) => getComputedStyle(each).fontFamily), (fonts) => fonts.startsWith("Charter"));
  await press(page, "button.view", /^Compare/);
  await find(page, "h2", /^Compare cities$/);
  assert.deepEqual(page.problems, []);
});

test("in a frame it is as high as its content", { skip }, async (t) => {
  const page = await open(t, "/framing.html");
  const frame = await until("frame", async () => page.frames().find((each) => each.url().includes("embed.html")));
  await until("widget", () => frame.evaluate(() => document.querySelector("city-peers")?.shadowRoot?.querySelector("h2")?.textContent), (text) => HEADING.test(text));
  await until(
    "height",
    async () => [await page.evaluate(() => document.querySelector("iframe").clientHeight), await frame.evaluate(() => document.body.clientHeight)],
    ([outer, inner]) => inner > 500 && Math.abs(outer - inner) <= 1,
  );
  assert.deepEqual(page.problems, []);
});
