// Suggestion pages written by `city-peers render`: readable without script and without style, in the widget's own words, and
// the widget takes their place.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, PATHS, screenshot, servePackage } from "./harness.mjs";
import { command, hasCommand, suggest, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory() && hasCommand()) && "needs the built package, directory and command: cargo xtask test";
const LANGS = ["ar", "en", "es", "fr", "ko", "pt-BR", "ru", "zh"];
const question = ["--city", "mz-beira", "--topics", "flood-management"];
const render = (...args) => command("render", PATHS.directory, ...question, ...args);

let browser;
let served;
let folder;
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), "city-peers-render-"));
  const files = {};
  for (const lang of LANGS) {
    const fragment = render("--lang", lang);
    const attributes = `directory="/directory/directory.json" city="mz-beira" topics="flood-management" lang="${lang}"`;
    files[`/${lang}.html`] = hostPage(`<city-peers ${attributes}>${fragment}</city-peers>`, { lang });
    // The same where the loader never comes.
    files[`/${lang}-still.html`] = files[`/${lang}.html`].replace("/pkg/city-peers.js", "/none.js");
    if (!["ar", "en"].includes(lang)) continue;
    // A few rows show what all of them are like.
    const few = render("--lang", lang, "--top", "5");
    files[`/${lang}-plain.html`] = hostPage(`<city-peers ${attributes}>${few}</city-peers>`, { lang }).replace(/<script[^]*?<\/script>/, '<link rel="stylesheet" href="/host.css">');
  }
  // A host page that has colours of its own, for light and for dark.
  files["/host.css"] = ":root { color-scheme: light dark; } body { background: Canvas; color: CanvasText; } a { color: LinkText; }";
  files["/none.js"] = 404;
  for (const lang of ["en", "ar"]) {
    command("render", PATHS.directory, ...question, "--lang", lang, "--format", "page", "--map", "--top", "5", "--out", join(folder, `${lang}.html`));
    files[`/page/${lang}.html`] = readFileSync(join(folder, `${lang}.html`), "utf8");
  }
  files["/page/city-peers-page.css"] = readFileSync(join(folder, "city-peers-page.css"), "utf8");
  [browser, served] = await Promise.all([launch(), servePackage({ files })]);
});
after(async () => {
  await Promise.all([browser?.close(), served?.close()]);
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Opens a page and hands it over; it is closed whatever happens. */
async function on(path, options, look) {
  const page = await newPage(browser, options);
  try {
    await page.goto(`${served.url}${path}`);
    await look(page);
  } finally {
    await page.context().close();
  }
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test("without script every suggested city can be read", { skip }, async () => {
  const answer = suggest(...question);
  await on("/en.html", { javaScriptEnabled: false }, async (page) => {
    await page.getByRole("heading", { name: /^Who can Beira learn from about flood management/ }).waitFor();
    for (const { name } of [...answer.portfolio.members, ...answer.partners]) {
      assert.ok(await page.getByRole("heading", { name, exact: true }).first().isVisible(), name);
    }
    for (const { title } of answer.practices) assert.ok(await page.getByRole("link", { name: title, exact: true }).first().isVisible(), title);
    assert.equal(await page.getByRole("button").count(), 0);
    await screenshot(page, "render-plain");
  });
});

for (const [name, path, options] of [
  ["fragment", "/en-plain.html", {}],
  ["fragment, 320 px", "/en-plain.html", { width: 320, height: 640 }],
  ["fragment, dark", "/en-plain.html", { colorScheme: "dark" }],
  ["fragment, Arabic", "/ar-plain.html", { width: 320, height: 640 }],
  ["page", "/page/en.html", {}],
  ["page, 320 px", "/page/en.html", { width: 320, height: 640 }],
  ["page, dark", "/page/en.html", { colorScheme: "dark" }],
  ["page, Arabic", "/page/ar.html", {}],
]) {
  test(`${name}: fits, nothing is blocked, no accessibility violation`, { skip }, async () => {
    await on(path, options, async (page) => {
      await page.locator(".cp-partner").first().waitFor();
      assert.ok(await fits(page), "it is wider than the window");
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(page.problems, []);
      await screenshot(page, `render-${name.replace(/\W+/g, "-")}`);
    });
  });
}

test("a page looks like the widget, and nothing of its style leaves it", { skip }, async () => {
  await on("/page/en.html", {}, async (page) => {
    const style = (selector, property) =>
      page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    assert.equal(await style(".cp-partner", "display"), "grid");
    assert.notEqual(await style(".cp-like", "fill"), "rgb(0, 0, 0)");
    const outside = await page.evaluate(() => {
      document.body.insertAdjacentHTML("beforeend", "<h2 class='note'>x</h2><p class='page'>y</p>");
      const of = (selector, name) => getComputedStyle(document.querySelector(selector)).getPropertyValue(name);
      return [of("body > h2", "font-size"), of("body > p", "padding-top"), of("body > h2", "font-weight")];
    });
    assert.deepEqual(outside, ["24px", "0px", "700"]);
  });
});

/** What the rows say, in either form of them; the fragment's class names begin with cp-. */
const said = (root, start) =>
  root.evaluate((element, start) => {
    const top = element.shadowRoot ?? element;
    // Where lines end is no matter of words.
    const words = (node) => node.textContent.replace(/\s+/g, "");
    const of = (row, name) => [...row.querySelectorAll(`.${start}${name}`)].map(words);
    const rows = [...top.querySelectorAll(`.${start}partner`)];
    return {
      question: words(top.querySelector(`.${start}question`)),
      lead: words(top.querySelector(`.${start}lead`)),
      rows: rows.map((row) => ({
        name: words(row.querySelector("h4")),
        about: of(row, "note")[0],
        facts: words(row.querySelector(`.${start}facts`)),
        figures: of(row, "figures")[0],
      })),
      imprint: words(top.querySelector(`.${start}imprint details`)),
    };
  }, start);

for (const lang of LANGS) {
  test(`${lang}: the widget takes its place with the same cities, words and figures`, { skip }, async () => {
    await on(`/${lang}.html`, {}, async (page) => {
      const fragment = await said(page.locator(".city-peers"), "cp-");
      assert.ok(fragment.rows.length >= 10);
      await widget(page).locator(".chance .says").nth(9).waitFor();
      assert.equal(await page.locator(".city-peers").isVisible(), false);
      // Names in the language come a moment later than the first rows, figures one after another.
      let shown;
      for (let tries = 0; tries < 60; tries++) {
        shown = await said(widget(page), "");
        if (shown.rows.every((row, at) => row.figures === fragment.rows[at].figures && row.facts === fragment.rows[at].facts)) break;
        await page.waitForTimeout(250);
      }
      // What the score alone would add is folded in the widget.
      assert.deepEqual(shown.rows, fragment.rows.slice(0, shown.rows.length));
      assert.equal(shown.rows.length, 10);
      assert.equal(shown.question, fragment.question);
      assert.equal(shown.lead, fragment.lead);
      assert.equal(shown.imprint, fragment.imprint);
      assert.deepEqual(page.problems, []);
    });
  });
}

test("where the loader does not come, the page stays readable", { skip }, async () => {
  await on("/en-still.html", {}, async (page) => {
    await page.getByRole("heading", { name: /^Who can Beira learn from about flood management/ }).waitFor();
    assert.ok(await page.locator(".cp-partner").last().isVisible());
  });
});
