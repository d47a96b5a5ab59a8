// What the visitor looks for: choosers under the question, weights, filters, needs and offers. On the real directory.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { eventually, listen, steady, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
let browser, site;
before(async () => {
  if (skip) return;
  const asked = '<city-peers city="mz-beira" topics="flood-management"></city-peers>';
  [browser, site] = await Promise.all([
    launch(),
    servePackage({ files: { "/asked.html": hostPage(asked), "/start.html": hostPage("<city-peers></city-peers>") } }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

const at = (page, selector) => widget(page).locator(selector);
/** The first rows: more may follow a moment later. */
const names = (page) => steady(async () => (await at(page, ".partner h4").allTextContents()).slice(0, 3));
const top = (page, selector) => at(page, selector).evaluate((each) => Math.round(each.getBoundingClientRect().top));
const focused = (page) => widget(page).evaluate((each) => each.shadowRoot.activeElement?.id);
const said = (page, text) => at(page, "p.hide[role=status]").filter({ hasText: text }).waitFor({ state: "attached" });

async function open(size) {
  const page = await newPage(browser, size);
  await page.goto(`${site.url}/asked.html`);
  await at(page, "#adjust").waitFor();
  return page;
}

test("slots open their choice in place, by keyboard alone, and the list follows", { skip }, async () => {
  const page = await open();
  const heard = await listen(page, "city-peers-select");
  const slot = at(page, "#slot-purpose");
  await slot.focus();
  assert.equal(await slot.getAttribute("aria-expanded"), "false");
  const before = await top(page, "#slot-purpose");
  await page.keyboard.press("Enter");
  const panel = at(page, "#panel");
  await panel.waitFor();
  assert.equal(await slot.getAttribute("aria-expanded"), "true");
  assert.equal(await slot.getAttribute("aria-controls"), "panel");
  assert.equal(await top(page, "#slot-purpose"), before, "the question stays where it is");
  await panel.getByRole("radio", { name: /^Share/ }).focus();
  await page.keyboard.press("Space");
  await at(page, "h2").filter({ hasText: "Who could use what Beira knows about flood management?" }).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  assert.equal(await focused(page), "slot-purpose", "Escape gives the focus back");

  await at(page, "#slot-city").focus();
  await page.keyboard.press("Enter");
  await at(page, "#city").waitFor();
  assert.equal(await focused(page), "city");
  await page.keyboard.type("quelim");
  await widget(page).getByRole("option").first().waitFor();
  assert.match(await at(page, "h2").textContent(), /Beira/, "typing takes the city that asks not away");
  await page.keyboard.press("Escape");
  assert.equal(await panel.count(), 1, "the first Escape closes the list of cities only");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await at(page, "h2").filter({ hasText: "Quelimane" }).waitFor();
  assert.equal(await panel.count(), 0);
  assert.equal(await focused(page), "slot-city");
  assert.deepEqual(await heard(), [{ city: "mz-quelimane" }]);
  assert.deepEqual(page.problems, []);
});

test("a choice in the panel stays under the pointer while the question above it grows", { skip }, async () => {
  const page = await open({ width: 320, height: 800 });
  await at(page, "#slot-topics").click();
  for (const topic of [/^Municipal finance/, /^Poverty and social protection/, /^Jobs and local economy/]) {
    const box = at(page, "#panel").getByRole("checkbox", { name: topic });
    await box.scrollIntoViewIfNeeded();
    await box.focus();
    const place = () => box.evaluate((each) => Math.round(each.getBoundingClientRect().top));
    const [before, question] = [await place(), await at(page, "h2").boundingBox()];
    await page.keyboard.press("Space");
    await page.waitForFunction(
      (height) => document.querySelector("city-peers").shadowRoot.querySelector("h2").getBoundingClientRect().height > height,
      question.height,
    );
    assert.ok(Math.abs((await place()) - before) <= 1, `${topic} moved by ${(await place()) - before}`);
  }
  assert.ok(await at(page, "#panel").getByRole("checkbox", { name: /^Flood management/ }).isChecked());
});

test("a slider ranks while it moves, says once what changed, and names what only it brought", { skip }, async () => {
  const page = await open();
  const usual = await names(page);
  assert.match(await at(page, "#adjust").textContent(), /Set for flood management: place counts most\./);
  const place = at(page, "#w1");
  assert.equal(await place.getAttribute("aria-valuetext"), "much more");
  await place.evaluate((each) => {
    each.value = "0";
    each.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  });
  await page.waitForFunction(
    (first) => document.querySelector("city-peers").shadowRoot.querySelector("#w1").ariaValueText === first,
    "not at all",
  );
  const moved = await names(page);
  assert.notDeepEqual(moved, usual);
  assert.doesNotMatch(await at(page, "p.hide[role=status]").textContent(), /among|new|same/, "nothing is told while it moves");
  await place.evaluate((each) => each.dispatchEvent(new Event("change", { bubbles: true })));
  await said(page, /among|new|same/);
  assert.match(await at(page, "#adjust").textContent(), /only through your weights|usual weights suggest the same/);
  await widget(page).getByRole("button", { name: "Usual weights" }).click();
  assert.deepEqual(await names(page), usual);
  await widget(page).getByRole("button", { name: "Even weights" }).click();
  for (const word of await at(page, "#adjust output").allTextContents()) assert.equal(word, "as usual");
});

test("filters leave what keeps them, say when nobody does, and each can be taken away", { skip }, async () => {
  const page = await open({ width: 1200, height: 1800 });
  const all = await names(page);
  await at(page, "#more").click();
  const group = (name) => at(page, "#filters").getByRole("group", { name });
  await at(page, "#filters").getByRole("button", { name: "Country income group" }).click();
  const box = group("Country income group").getByRole("checkbox", { name: /^High income/ });
  const label = group("Country income group").locator("label", { hasText: "High income" });
  const count = Number((await label.locator("small").textContent()).replace(",", ""));
  const before = await top(page, "#more");
  await box.check();
  const compared = new RegExp(`\\b${count.toLocaleString("en")} cities`);
  await at(page, "header [role=status]").filter({ hasText: compared }).first().waitFor();
  assert.notDeepEqual(await names(page), all);
  assert.ok((await top(page, "#more")) >= before);
  await at(page, "#filters").getByRole("checkbox", { name: "Shared language" }).check();
  await at(page, "#filters").getByRole("checkbox", { name: "Other countries only" }).check();
  const notes = at(page, ".partner .note");
  for (const note of await notes.allTextContents()) assert.doesNotMatch(note, /Mozambique/);
  await at(page, "#filters").getByRole("checkbox", { name: "Profile by the city" }).check();
  const message = at(page, ".message").filter({ hasText: "No city passes all 4 filters" });
  await message.waitFor();
  assert.equal((await names(page)).length, 0);
  assert.match(await message.locator("li").filter({ hasText: "Profile by the city" }).textContent(), /brings back [\d,]+ cit/);
  assert.deepEqual(await axe(page), []);
  await message.getByRole("button", { name: "Take this filter away: Profile by the city" }).click();
  await message.waitFor({ state: "detached" });
  assert.ok((await names(page)).length > 0);
  while (await at(page, "#only .tag").count()) await at(page, "#only .tag").first().click();
  assert.deepEqual(await names(page), all);
  assert.equal(await focused(page), "more", "the focus goes on where the last filter was");
  assert.deepEqual(page.problems, []);
});

test("needs and offers count, goals bear their number and title", { skip }, async () => {
  const page = await open();
  await at(page, "#slot-topics").click();
  const panel = at(page, "#panel");
  for (const title of ["How important each topic is", "What your city can offer", "Goals you work on"]) {
    await panel.getByText(title, { exact: true }).click();
  }
  await panel.getByRole("checkbox", { name: /^Municipal finance/ }).check();
  await panel.locator("select").nth(1).waitFor();
  const importance = panel.locator("select").first();
  const bars = () => at(page, ".partner").evaluateAll((rows) => rows.slice(0, 6).map((row) => row.querySelector("h4, h5").textContent + row.querySelector(".bars")?.innerHTML).join());
  const alike = await steady(bars);
  await importance.selectOption("useful");
  await eventually(async () => assert.notEqual(await bars(), alike, "what there is to learn follows the importance"));
  await importance.selectOption("very important");
  await eventually(async () => assert.equal(await bars(), alike));
  await panel.getByLabel("Add a topic").selectOption("Heat");
  const drop = panel.getByRole("button", { name: "Remove: Heat" });
  await drop.waitFor();
  assert.equal(await panel.getByLabel("Add a topic").locator("option", { hasText: /^Heat$/ }).count(), 0);
  await drop.click();
  await drop.waitFor({ state: "detached" });
  assert.equal(await panel.getByRole("checkbox", { name: "Climate action" }).count(), 1);
  assert.equal(await panel.locator(".sdg").count(), 17);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.problems, []);
});

test("who does not find their city is led to the form", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${site.url}/start.html`);
  await widget(page).getByText("My city is not here").click();
  await widget(page).getByRole("button", { name: "Describe your city" }).click();
  await at(page, "[aria-current=page]").filter({ hasText: "Your city" }).waitFor();
});
