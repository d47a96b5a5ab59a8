// The built package in WebKit, the engine of Safari, under a strict policy: a suggestion, what is loaded later, Arabic,
// 320 px, the frame, the way back, and what WebKit draws in its own way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Key } from "selenium-webdriver";
import { hasDirectory, hasPackage, hostPage, servePackage } from "../browser/harness.mjs";
import { until, walkViews } from "../browser/widget.mjs";
import { WATCH, find, hasWebKit, launch, press, problems } from "./webkit.mjs";

const skip = !(hasPackage() && hasDirectory() && hasWebKit()) && "needs the built package, the directory and WebKit: cargo xtask test --only webkit";
const TRUSTED = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";
const SEOUL = '<city-peers city="kr-seoul" topics="flood-management"></city-peers>';
const HEADING = /^Who can Seoul learn from about flood management/;
const watched = { head: '<script src="/watch.js"></script>' };
let browser, close, site;
before(async () => {
  if (skip) return;
  const framing = (src, size) => `<!doctype html><html lang="en"><title>Host</title><script src="/watch.js"></script>
    <script src="/pkg/city-peers-frame.js" defer></script><iframe title="Cities" ${size} src="${src}"></iframe></html>`;
  const files = {
    "/watch.js": WATCH,
    "/seoul.html": hostPage(SEOUL, watched),
    "/start.html": hostPage("<city-peers></city-peers>", watched),
    "/elsewhere.html": "<!doctype html><title>Elsewhere</title>",
    "/arabic.html": hostPage('<city-peers city="eg-cairo" topics="flood-management"></city-peers>', { lang: "ar", ...watched }).replace('lang="ar"', 'lang="ar" dir="rtl"'),
    "/narrow.html": framing("/arabic.html", 'width="320" height="800" style="border: 0"'),
    "/framing.html": framing("/pkg/embed.html?city=kr-seoul&amp;topics=flood-management&amp;lang=en", 'width="900" height="300"'),
  };
  [{ browser, close }, site] = await Promise.all([launch(), servePackage({ files, csp: TRUSTED })]);
});
after(() => Promise.all([close?.(), site?.close()]));

const open = (path) => browser.get(site.url + path);
const read = (script, ...args) => browser.executeScript(script, ...args);

test("a city is typed and chosen by keyboard, partners are suggested, each later view opens", { skip }, async () => {
  await open("/start.html");
  const field = await press(browser, "#city");
  await field.sendKeys("medellin");
  await find(browser, "[role=option]", /^Medellín/);
  await field.sendKeys(Key.ENTER);
  await press(browser, "button", /^Show partner cities$/);
  await walkViews({ find: find.bind(null, browser), press: press.bind(null, browser) });
  assert.deepEqual(await problems(browser), []);
});

test("the page is told the same answers, brief and shortlist open", { skip }, async () => {
  await open("/seoul.html");
  await find(browser, "h2", HEADING);
  const answer = await read(() => document.querySelector("city-peers").suggest());
  assert.equal(answer.city, "kr-seoul");
  assert.ok(answer.partners.length >= 5 && answer.practices.length > 0);
  await press(browser, ".partner button", /^Keep/);
  await press(browser, "button.view", /^Shortlist/);
  await find(browser, "h2", /^Shortlist$/);
  await press(browser, "button", /brief/i);
  await find(browser, ".brief");
  const compared = await read(() => document.querySelector("city-peers").compare(["co-medellin", "dk-copenhagen"]));
  assert.deepEqual([compared.cities.length, compared.pairs.length], [3, 3]);
  await find(browser, ".view[aria-current]", /^Compare/);
  assert.deepEqual(await problems(browser), []);
});

test("back from another page it is where it was", { skip }, async () => {
  await open("/seoul.html");
  await press(browser, "button.view", /^Practices$/);
  await find(browser, "h3", /^Practices that fit$/);
  await open("/elsewhere.html");
  await browser.navigate().back();
  await find(browser, "h2, h3", /^(Practices that fit|Who can Seoul)/);
  await press(browser, "button.view", /^Compare/);
  await find(browser, "h2", /^Compare cities$/);
  assert.deepEqual(await problems(browser), []);
});

test("Arabic runs from right to left and fits 320 px", { skip }, async () => {
  await open("/narrow.html");
  await browser.switchTo().frame(0);
  await find(browser, ".partner h4");
  await find(browser, "h2", /القاهرة/);
  const mount = await read(() => {
    const { lang, dir } = document.querySelector("city-peers").shadowRoot.querySelector(".mount");
    return [lang, dir, innerWidth];
  });
  assert.deepEqual(mount, ["ar", "rtl", 320]);
  await until("no wider than the screen", () => read(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(await problems(browser), []);
  await browser.switchTo().defaultContent();
});

test("in a frame it is as high as its content", { skip }, async () => {
  await open("/framing.html");
  await browser.switchTo().frame(0);
  await find(browser, "h2", HEADING);
  await browser.switchTo().defaultContent();
  const heights = () => {
    const frame = document.querySelector("iframe");
    return [frame.clientHeight, frame.contentDocument.body.clientHeight];
  };
  await until("height", () => read(heights), ([outer, inner]) => outer > 500 && Math.abs(outer - inner) <= 1);
  assert.deepEqual(await problems(browser), []);
});

test("links are underlined, and choices are not squeezed into the column of their legend", { skip }, async () => {
  await open("/seoul.html");
  await find(browser, ".partner h4");
  const lines = await read(() => {
    const links = [...document.querySelector("city-peers").shadowRoot.querySelectorAll(".link, .slot")];
    return links.filter((each) => each.getClientRects().length > 0).map((each) => [each.className, getComputedStyle(each).textDecorationLine]);
  });
  assert.deepEqual([...new Set(lines.map(String))].sort(), ["link,underline", "slot,underline"]);
  await press(browser, "button.view", /^Your question$/);
  await find(browser, ".ask");
  const shares = await read(() => {
    const asked = [...document.querySelector("city-peers").shadowRoot.querySelectorAll(".ask")];
    return asked.map((each) => each.lastElementChild.clientWidth / each.clientWidth);
  });
  assert.ok(shares.length > 1 && shares.every((share) => share > 0.6), `${shares}`);
});
