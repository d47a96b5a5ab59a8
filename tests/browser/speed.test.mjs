// What a visitor sees while things arrive and change: nothing jumps, a screenful comes first, all of it ends up right.
// How long it takes is measured by `cargo xtask bench --only widget`, which fails nothing.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { widget } from "./widget.mjs";

const ELEMENT = `<city-peers directory="/directory/directory.json" city="mz-beira" topics="flood-management"></city-peers>`;
const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";

describe("speed", { skip }, () => {
  let browser, server;
  before(async () => {
    browser = await launch();
    server = await servePackage({ files: { "/": hostPage(ELEMENT) } });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(t, prepare) {
    const page = await newPage(browser, { width: 1280, height: 900 });
    t.after(() => page.context().close());
    if (prepare) await page.addInitScript(prepare);
    await page.goto(server.url);
    await rows(page).nth(9).locator(".figures").waitFor();
    return page;
  }
  const rows = (page) => widget(page).locator("section:not(.further) .partner");
  const names = (page) => rows(page).locator(".head h4").allInnerTexts();

  test("nothing jumps from the first paint until the later part has done its work", async (t) => {
    const page = await open(t, () => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries()) {
          const moved = sources.map(({ previousRect: a, currentRect: b }) => `${a.top}+${a.height} to ${b.top}+${b.height}`);
          if (!hadRecentInput) window.shifts.push({ value, moved });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await widget(page).locator(".chance .says, .chance b").first().waitFor();
    await page.waitForTimeout(300);
    const shifts = await page.evaluate(() => window.shifts);
    const sum = shifts.reduce((all, each) => all + each.value, 0);
    // A practice's title may take a line more than the words that kept its place: 0.004 at most were seen.
    assert.ok(sum < 0.01, JSON.stringify(shifts));
  });

  test("another question: the first rows are there in one rendering, and all in the end, in the command's order", async (t) => {
    const page = await open(t);
    const before = await names(page);
    const seen = await page.evaluate(async () => {
      const element = document.querySelector("city-peers");
      const texts = () => [...element.shadowRoot.querySelectorAll("section:not(.further) .partner")].map((each) => each.innerText);
      element.topics = ["heat"];
      // One turn of the event loop: the rendering has happened, the rest has not.
      await new Promise((done) => setTimeout(done));
      const first = texts();
      await element.suggest();
      await new Promise((done) => setTimeout(done, 200));
      return { first, all: texts() };
    });
    assert.equal(seen.all.length, seen.first.length);
    const title = (text) => text.split("\n")[0];
    assert.deepEqual(seen.first.slice(0, 3).map(title), seen.all.slice(0, 3).map(title));
    assert.ok(seen.all.every((text) => text.length > 100), "a row stayed empty");
    assert.notDeepEqual(seen.all.map(title), before);
    assert.deepEqual(page.problems, []);
  });

  test("a question asked while the rest of another is still to come wins", async (t) => {
    const page = await open(t);
    const answer = async (topics) => {
      await page.evaluate((all) => all.forEach((topic) => (document.querySelector("city-peers").topics = [topic])), topics);
      await page.evaluate(() => document.querySelector("city-peers").suggest());
      await page.waitForTimeout(150);
      return rows(page).evaluateAll((all) => all.map((row) => row.querySelector(".facts").innerText));
    };
    const alone = await answer(["housing"]);
    const dragged = await answer(["heat", "sanitation", "waste", "housing"]);
    assert.deepEqual(dragged, alone);
  });

  test("the dots are painted on a layer of their own", async (t) => {
    const page = await open(t);
    const style = await widget(page).locator(".rail .dots").evaluate((dots) => getComputedStyle(dots).willChange);
    assert.equal(style, "transform");
    const node = await page.evaluate(async () => {
      const root = document.querySelector("city-peers").shadowRoot;
      const dots = root.querySelector(".rail .dots path");
      let changed = 0;
      new MutationObserver((all) => (changed += all.length)).observe(root.querySelector(".rail .dots"), { subtree: true, childList: true, attributeFilter: ["d"] });
      document.querySelector("city-peers").topics = ["heat"];
      await new Promise((done) => setTimeout(done, 300));
      return [dots.isConnected, changed];
    });
    assert.deepEqual(node, [true, 0]);
  });
});
