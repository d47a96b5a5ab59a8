// Your city: a town that is not in the directory gets partners by keyboard alone; a city of the directory is corrected,
// taken back, undone; files, numbers and drafts do what they say.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { cityField, listen, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the package and the directory: cargo xtask test";
let browser, site;
before(async () => {
  if (skip) return;
  [browser, site] = await Promise.all([
    launch(),
    servePackage({
      files: {
        "/start.html": hostPage("<city-peers></city-peers>"),
        "/new.html": hostPage('<city-peers drafts view="profile"></city-peers>'),
        "/beira.html": hostPage('<city-peers drafts view="profile" city="mz-beira"></city-peers>'),
        "/rtl.html": hostPage('<city-peers drafts dir="rtl" view="profile" city="mz-beira"></city-peers>'),
      },
    }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

const heading = (page, name) => widget(page).getByRole("heading", { name, exact: true });
const button = (page, name) => widget(page).getByRole("button", { name, exact: true });
const field = (page, name) => widget(page).getByLabel(name, { exact: true });

async function open(page, path, title) {
  await page.goto(site.url + path);
  await heading(page, title).waitFor();
}

/** Presses Tab until something with this name has the focus. */
async function tabTo(page, wanted, most = 40) {
  for (let at = 0; at < most; at++) {
    const name = await widget(page).evaluate((each) => {
      const active = each.shadowRoot.activeElement;
      return (active?.labels?.[0]?.textContent ?? active?.getAttribute("aria-label") ?? active?.textContent ?? "").trim();
    });
    if (name.startsWith(wanted)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no Tab stop “${wanted}”`);
}

test("a town of 40,000 that is not in the directory gets partners by keyboard alone", { skip }, async () => {
  const page = await newPage(browser);
  await open(page, "/new.html", "Your city");
  const changes = await listen(page, "city-peers-profile-change");
  await widget(page).evaluate((each) => each.shadowRoot.querySelector("h2").focus());
  await tabTo(page, "Describe my city");
  await page.keyboard.press("Enter");
  await tabTo(page, "Name of your city");
  await page.keyboard.type("Kleinstadt");
  await tabTo(page, "Country or territory");
  await page.keyboard.type("Germany");
  await tabTo(page, "Take over these");
  await page.keyboard.press("Enter");
  await tabTo(page, "Place on the map");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowLeft");
  await widget(page).getByText(/^(\d+ km .* of|At) \S+/).first().waitFor();
  await tabTo(page, "People");
  await page.keyboard.type("40,000");
  await widget(page).getByText("The scale begins at 53,000 people: likeness is measured from there.").waitFor();
  await tabTo(page, "Show partner cities");
  await page.keyboard.press("Enter");
  await widget(page).getByRole("heading", { name: /^Who can\s+Kleinstadt\s+learn from\s+about any topic/ }).waitFor();
  await widget(page).locator(".partner").nth(9).waitFor();
  assert.equal(await widget(page).locator(".partner").count(), 10);
  const said = (await changes()).at(-1);
  assert.equal(said.name.en, "Kleinstadt");
  assert.equal(said.country, "DE");
  assert.equal(said.values.population, 40000);
  assert.equal(said.values.region, "western-europe");
  assert.match(said.sources.region.note, /same for all cities/);
  assert.deepEqual(page.problems, []);
});

test("a name that is not found goes along to the form; a name of the directory is offered there, and can be taken back", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${site.url}/start.html`);
  await cityField(page).waitFor();
  await page.waitForLoadState("networkidle");
  const name = field(page, "Name of your city");
  await cityField(page).fill("Kleinstadt");
  await widget(page).getByText("No city here is called “Kleinstadt”.").waitFor();
  await widget(page).getByText("My city is not here").click();
  await button(page, "Describe your city").click();
  await name.waitFor();
  assert.equal(await name.inputValue(), "Kleinstadt");
  await heading(page, "Kleinstadt").waitFor();
  assert.ok(await name.evaluate((each) => each === each.getRootNode().activeElement));
  const take = button(page, "My city is in the directory");
  await field(page, "Country or territory").selectOption({ label: "Mozambique" });
  assert.equal(await take.count(), 0);
  await name.fill("béira");
  await name.press("Tab");
  await widget(page).getByText("One city matches “béira”.").waitFor();
  assert.deepEqual(await axe(page), []);
  const chosen = await listen(page, "city-peers-select");
  await take.click();
  await widget(page).getByText("Source: GeoNames, CC BY 4.0, figures of about 2010 to 2025.").first().waitFor();
  await heading(page, "Beira").waitFor();
  assert.deepEqual(await chosen(), [{ city: "mz-beira" }]);
  await button(page, "Undo").click();
  await name.waitFor();
  assert.equal(await name.inputValue(), "béira", "what was described is not lost");
  // Of a chosen city there is a form already; who presses there means another one.
  await take.click();
  await heading(page, "Beira").waitFor();
  await button(page, "Your question").click();
  await widget(page).getByText("My city is not here").click();
  await button(page, "Describe your city").click();
  await name.waitFor();
  assert.equal(await name.inputValue(), "");
  assert.deepEqual(page.problems, []);
});

test("values of the directory have their source, are corrected, taken back and undone", { skip }, async () => {
  const page = await newPage(browser);
  await open(page, "/beira.html", "Beira");
  const changes = await listen(page, "city-peers-profile-change");
  const people = field(page, "People");
  await people.waitFor();
  const before = await people.inputValue();
  assert.match(before, /^\d{3},\d{3}$/, "Beira has some hundred thousand people");
  await widget(page).getByText("Source: GeoNames, CC BY 4.0, figures of about 2010 to 2025.").first().waitFor();
  assert.equal(await widget(page).locator(".changed").count(), 0);
  await people.fill("1.234.567");
  await people.press("Tab");
  await widget(page).getByText(`In the directory: ${before} people.`).waitFor();
  assert.equal(await people.inputValue(), "1,234,567");
  assert.equal((await changes()).at(-1).values.population, 1234567);
  await button(page, "Undo").click();
  assert.equal(await people.inputValue(), before);
  assert.equal(await widget(page).locator(".changed").count(), 0);
  await button(page, "Redo").click();
  assert.equal(await people.inputValue(), "1,234,567");
  await widget(page).getByLabel("Climate", { exact: true }).selectOption({ index: 0 });
  assert.equal(await widget(page).locator(".changed").count(), 2);
  await widget(page).locator(".changed").first().getByRole("button", { name: "Take back" }).click();
  assert.equal(await people.inputValue(), before);
  await button(page, "Take all changes back").click();
  assert.equal(await widget(page).locator(".changed").count(), 0);
  // Outside of fields of text, Ctrl+Z undoes: "all back", then "People back".
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await widget(page).locator(".changed").nth(1).waitFor();
  assert.equal(await people.inputValue(), "1,234,567");
  assert.deepEqual(page.problems, []);
});

test("numbers are read as they are meant, and asked about where that is not clear", { skip }, async () => {
  const page = await newPage(browser);
  await open(page, "/new.html", "Your city");
  await button(page, "Describe my city").click();
  const people = field(page, "People");
  const say = async (text) => {
    await people.fill(text);
    await people.press("Tab");
  };
  await say("46.721");
  await widget(page).getByText("This can be read in two ways. Which one is meant?").waitFor();
  assert.equal(await people.getAttribute("aria-invalid"), "true");
  await button(page, "Use 46,721").click();
  assert.equal(await people.inputValue(), "46,721");
  assert.equal(await people.getAttribute("aria-invalid"), null);
  await say("٤٠٬٠٠٠");
  assert.equal(await people.inputValue(), "40,000");
  await say("many");
  await widget(page).getByText("This is not a number we can read").waitFor();
  assert.equal(await people.inputValue(), "many", "what cannot be read is not taken away");
  await say("90");
  await widget(page).getByText("Did you mean 90,000?").waitFor();
  await button(page, "Use 90,000").click();
  assert.equal(await people.inputValue(), "90,000");
  // Without a name there is nobody to ask for.
  await button(page, "Show partner cities").first().click();
  await widget(page).getByText("Your city needs a name first.").waitFor();
  assert.ok(await field(page, "Name of your city").evaluate((each) => each === each.getRootNode().activeElement));
  assert.deepEqual(page.problems, []);
});

test("needs, offers and goals are stated; nothing is kept in the browser unless the visitor says so", { skip }, async () => {
  const page = await newPage(browser);
  await open(page, "/beira.html", "Beira");
  const changes = await listen(page, "city-peers-profile-change");
  await field(page, "Add a topic").selectOption({ label: "Flood management" });
  await widget(page).getByRole("radio", { name: "Flood management: very important" }).check();
  await widget(page).getByRole("radio", { name: "Flood management: something" }).check();
  await widget(page).getByRole("heading", { name: "Goals" }).getByRole("button").click();
  await widget(page).getByRole("radio", { name: /^11\. .*: important$/ }).check();
  const said = (await changes()).at(-1);
  assert.deepEqual(said.needs.find((need) => need.topic === "flood-management").importance, 3);
  assert.deepEqual(said.offers.find((offer) => offer.topic === "flood-management").strength, 2);
  assert.deepEqual(said.goals.map((goal) => [goal.sdg, goal.priority]), [[11, 2]]);
  const kept = () => page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(await kept(), {});
  await widget(page).getByRole("checkbox", { name: /^Keep this draft/ }).check();
  const [draft] = Object.values(await kept());
  assert.deepEqual(JSON.parse(draft).needs, said.needs);
  await page.goto(`${site.url}/new.html`);
  await button(page, "Go on with the draft").click();
  await widget(page).getByRole("radio", { name: "Flood management: very important" }).waitFor();
  await widget(page).getByRole("checkbox", { name: /^Keep this draft/ }).uncheck();
  assert.deepEqual(await kept(), {});
  const submits = await listen(page, "city-peers-submit");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Hand in the profile").click()]);
  assert.equal(download.suggestedFilename(), "city-profile.json");
  assert.equal((await submits())[0].id, "mz-beira");
  assert.deepEqual(page.problems, []);
});

test("no violation that axe can find: beginning, form, narrow, dark, right to left", { skip }, async () => {
  const page = await newPage(browser, { width: 320, colorScheme: "dark" });
  await open(page, "/new.html", "Your city");
  assert.deepEqual(await axe(page), []);
  await button(page, "Describe my city").click();
  assert.deepEqual(await axe(page), []);
  await open(page, "/rtl.html", "Beira");
  await field(page, "People").waitFor();
  assert.deepEqual(await axe(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
});
