// The map: marks, the larger one, its list, and that nothing on it is for the pointer alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { widget } from "./widget.mjs";

const ELEMENT = `<city-peers directory="/directory/directory.json" city="mz-beira" topics="flood-management"></city-peers>`;
const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";

describe("map", { skip }, () => {
  let browser, server;
  before(async () => {
    browser = await launch();
    server = await servePackage({ files: { "/": hostPage(ELEMENT), "/rtl/": hostPage(ELEMENT.replace(">", ` dir="rtl">`)) } });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** The partners, with the name in each row. */
  async function open(t, { path = "/", ...options } = {}) {
    const page = await newPage(browser, options);
    t.after(() => page.context().close());
    await page.goto(server.url + path);
    await widget(page).locator("section:not(.further) .partner .head h4 button").nth(8).waitFor();
    await widget(page).getByText("Being worked out").first().waitFor({ state: "detached" }).catch(() => {});
    return page;
  }
  const names = (page) => widget(page).locator("section:not(.further) .partner .head h4").allInnerTexts();
  async function enlarge(page) {
    await widget(page).getByRole("button", { name: "Larger map" }).click();
    await widget(page).getByRole("heading", { name: "Where the cities for Beira are" }).waitFor();
  }
  const places = (page) => widget(page).locator(".places button");

  test("marks every suggested city by its role, and says in words where they are", async (t) => {
    const page = await open(t);
    const listed = await names(page);
    const marked = await widget(page).locator(".rail .spots title").allTextContents();
    // The first of the list lies on top of the others, the visitor's city on top of all.
    assert.deepEqual(marked, [...listed.toReversed(), "Beira"]);
    const label = await widget(page).getByRole("img", { name: /^World map/ }).getAttribute("aria-label");
    assert.match(label, /The suggested cities are in .*Mozambique/);
    const shapes = await widget(page).locator(".rail .spots .spot").evaluateAll((all) => new Set(all.map((each) => each.lastChild.outerHTML)).size);
    const roles = await widget(page).locator(".rail .key > span").count();
    assert.equal(shapes, roles);
  });

  test("the larger map lists the cities in their order; keys alone go to a region and to a row", async (t) => {
    const page = await open(t);
    const listed = await names(page);
    await enlarge(page);
    assert.deepEqual(await places(page).allInnerTexts(), listed);
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.localName), "h2");
    const box = () => widget(page).locator(".large .dots").getAttribute("viewBox");
    const world = await box();
    const africa = widget(page).getByRole("button", { name: "Africa" });
    await africa.focus();
    await page.keyboard.press("Enter");
    await widget(page).getByRole("button", { name: "Africa", pressed: true }).waitFor();
    assert.notEqual(await box(), world);
    assert.match(await widget(page).locator("[role=status].hide").innerText(), /suggested cit(y is|ies are) in this part/);
    const away = await places(page).count();
    const shown = await widget(page).locator(".large .spot .hit").count();
    const outside = await widget(page).getByText("outside this part of the map").count();
    assert.equal(shown + outside, away);
    await widget(page).getByRole("button", { name: "Further away" }).focus();
    for (let step = 0; step < 2; step++) await page.keyboard.press("Enter");
    assert.equal(await box(), world);
    // What cannot be done keeps the focus and says so.
    assert.equal(await widget(page).getByRole("button", { name: "Further away" }).getAttribute("aria-disabled"), "true");

    await places(page).nth(2).focus();
    await widget(page).locator(".large .name").waitFor();
    assert.equal(await widget(page).locator(".large .name").textContent(), listed[2]);
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      (name) => document.activeElement?.shadowRoot?.activeElement?.innerText === name && !document.activeElement.shadowRoot.querySelector(".places"),
      listed[2],
    );
    assert.deepEqual(page.problems, []);
  });

  test("closer goes to the city that is pointed at; right to left does not mirror the map", async (t) => {
    const at = {};
    for (const path of ["/", "/rtl/"]) {
      const page = await open(t, { path });
      await enlarge(page);
      await places(page).first().hover();
      await widget(page).getByRole("button", { name: "Closer" }).click();
      const middle = await widget(page).locator(".large").evaluate((map) => {
        const mark = map.querySelector(".me").getBoundingClientRect();
        const all = map.getBoundingClientRect();
        return [(mark.left + mark.width / 2 - all.left) / all.width, (mark.top + mark.height / 2 - all.top) / all.height];
      });
      at[path] = middle.map((share) => Math.round(share * 20));
    }
    // Quelimane is pointed at: Beira is near the middle, to the south-west of it.
    assert.deepEqual(at["/rtl/"], at["/"]);
    assert.ok(Math.abs(at["/"][0] - 10) <= 1 && at["/"][1] >= 10 && at["/"][1] <= 12, `${at["/"]}`);
  });

  test("axe finds nothing, and nothing sticks out at 320 px", async (t) => {
    for (const options of [{}, { colorScheme: "dark", width: 320 }]) {
      const page = await open(t, options);
      await enlarge(page);
      assert.deepEqual(await axe(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
  });
});
