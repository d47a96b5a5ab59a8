// What a visitor keeps and takes away: shortlist, link, files, tables, brief. With the bundled directory.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { listen, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
const ELEMENT = '<city-peers city="mz-beira" topics="flood-management"></city-peers>';
let browser, site;
before(async () => {
  if (skip) return;
  [browser, site] = await Promise.all([
    launch(),
    servePackage({
      files: {
        "/one.html": hostPage(`<p id="place">The page's own place</p>${ELEMENT}`),
        "/two.html": hostPage('<city-peers id="left" city="mz-beira"></city-peers><city-peers id="right" city="kr-busan"></city-peers>'),
        "/rtl.html": hostPage('<city-peers dir="rtl" city="eg-cairo" topics="flood-management"></city-peers>'),
      },
    }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

const button = (page, name) => widget(page).getByRole("button", { name, exact: true });
const heading = (page, name) => widget(page).getByRole("heading", { name, exact: true });
const partnerNames = (page) => widget(page).locator(".partner h4").allTextContents();
const keptNames = (page) => widget(page).locator(".kept h4").allTextContents();
const KEPT = "&view=kept&kept=co-medellin,kr-busan,sn-pikine&practices=green-corridors-medellin";
const NOTE = "Ask who pays: 2 + 2 = 4?";
const linkOf = (state) => `#city-peers=1&city=mz-beira&topics=flood-management,sanitation&purpose=learn${state}`;

/** A page at an address of the site, with what it says of its shortlist. */
async function open(path, options) {
  const page = await newPage(browser, options);
  await page.goto(site.url + path);
  await widget(page).locator(".page h2").first().waitFor();
  return page;
}

/** Presses and takes the file that is offered: its name and text. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("a link goes before the attributes, restores all it carries, and leaves the address as it is", { skip }, async () => {
  const state = `&goals=11,13&weights=place:200&filter=abroad,hours~240&fair=yes&chosen=sn-pikine${KEPT}&note.co-medellin=${encodeURIComponent(NOTE)}`;
  const page = await open(`/one.html${linkOf(state)}`);
  await heading(page, "Shortlist").waitFor();
  assert.deepEqual(await keptNames(page), ["Medellín", "Busan", "Pikine", "Green corridors along roads and streams"]);
  assert.equal(await widget(page).getByLabel("Your note on Medellín").inputValue(), NOTE);
  assert.ok(await page.evaluate(() => document.activeElement === document.body), "opening a link takes no focus");
  const address = page.url();
  await button(page, "Partners").click();
  assert.match(await widget(page).locator("h2").textContent(), /flood management and sanitation/);
  await widget(page).getByText("Chosen: Pikine", { exact: true }).waitFor();
  await button(page, "Copy a link").click();
  const link = await widget(page).locator("#address").inputValue();
  const said = decodeURIComponent(new URL(link).hash);
  for (const part of ["goals=11,13", "weights=place:200", "filter=abroad,hours~240", "fair=yes", "kept=co-medellin,kr-busan,sn-pikine"]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  assert.ok(!said.includes("note."), "notes only where they are ticked");
  await widget(page).getByRole("checkbox", { name: "Also carry my notes" }).check();
  const noted = decodeURIComponent(new URL(await widget(page).locator("#address").inputValue()).hash);
  assert.ok(noted.includes(`note.co-medellin=${NOTE}`), noted);
  assert.equal(page.url(), address);
  assert.deepEqual(page.problems, []);
});

test("a copied link shows another visitor the same; where copying is refused the text is there to select", { skip }, async () => {
  const page = await open(`/one.html${linkOf("&view=suggest")}`);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await widget(page).locator(".partner h4").nth(9).waitFor();
  const before = await partnerNames(page);
  await button(page, "Copy a link").click();
  await widget(page).getByText("The link carries your city and your question.").waitFor();
  await button(page, "Copy").click();
  await widget(page).locator(".actions").getByText("Copied.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await newPage(browser);
  await other.goto(link);
  await widget(other).locator(".partner h4").nth(before.length - 1).waitFor();
  assert.deepEqual(await partnerNames(other), before);
  const plain = await newPage(browser);
  await plain.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await plain.goto(link);
  await button(plain, "Copy a link").click();
  await button(plain, "Copy").click();
  await widget(plain).locator(".actions").getByText(/did not allow copying/).waitFor();
  assert.equal(await widget(plain).evaluate((each) => each.shadowRoot.activeElement?.id), "address");
  assert.deepEqual([...page.problems, ...plain.problems], []);
});

test("what a link names and the directory lacks is said; damaged and foreign fragments harm nothing", { skip }, async () => {
  const page = await open("/one.html#city-peers=1&city=mz-beira&topics=heat,nonsense&kept=xx-nowhere&goals=11,40&view=suggest");
  const note = widget(page).locator("#note");
  await note.getByText("This directory has no topic “nonsense”. It was left out.").waitFor();
  await note.getByText(/no city “xx-nowhere”/).waitFor();
  await note.getByText(/“40” is not one of the 17 goals/).waitFor();
  assert.match(await widget(page).locator("h2").textContent(), /Beira learn from about heat/);
  for (const [hash, said] of [
    ["#city-peers=1&city", /This link is damaged/],
    ["#city-peers=1&city=%E0%A4%A", /This link is damaged/],
    ["#city-peers=7&city=kr-busan", /another version/],
    ["#city-peers=", /This link is damaged/],
  ]) {
    await page.evaluate((to) => (location.hash = to), hash);
    await note.getByText(said).waitFor();
    await button(page, "Close").click();
  }
  await page.evaluate(() => (location.hash = "#place"));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  assert.equal(await note.count(), 0);
  assert.match(await widget(page).locator("h2").textContent(), /Beira learn from about heat/);
  await page.evaluate((to) => (location.hash = to), linkOf("&view=compare&city=kr-busan&chosen=mz-beira"));
  await page.evaluate((to) => (location.hash = to), "#city-peers=1&city=kr-busan&view=suggest");
  await widget(page).getByRole("heading", { name: /^Who can Busan learn from about/ }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("of several elements the one that a link names follows it, else the first", { skip }, async () => {
  for (const [at, questions] of [
    ["&at=right", ["Beira", "Seoul"]],
    ["&at=left", ["Seoul", "Busan"]],
    ["&at=place", ["Seoul", "Busan"]],
    ["", ["Seoul", "Busan"]],
  ]) {
    const page = await newPage(browser);
    await page.goto(`${site.url}/two.html#city-peers=1&city=kr-seoul${at}`);
    for (const [nth, city] of questions.entries()) {
      await page.locator("city-peers").nth(nth).getByRole("heading", { name: new RegExp(`^Who can ${city} learn from about`) }).waitFor();
    }
    if (at === "&at=right") {
      await page.locator("#right").getByRole("button", { name: "Copy a link" }).click();
      assert.match(await page.locator("#right #address").inputValue(), /&at=right&/);
    }
    await page.context().close();
  }
});

test("the shortlist by keyboard: order, notes, removed and brought back", { skip }, async () => {
  const page = await open(`/one.html${linkOf(KEPT)}`);
  const told = await listen(page, "city-peers-shortlist");
  const active = () => widget(page).evaluate((each) => each.shadowRoot.activeElement?.getAttribute("aria-label"));
  await button(page, "Move down: Medellín").focus();
  await page.keyboard.press("Enter");
  assert.deepEqual((await keptNames(page)).slice(0, 3), ["Busan", "Medellín", "Pikine"]);
  assert.equal(await active(), "Move down: Medellín");
  await page.keyboard.press("Enter");
  assert.deepEqual((await keptNames(page)).slice(0, 3), ["Busan", "Pikine", "Medellín"]);
  assert.equal(await active(), "Move up: Medellín", "at the end the other button has the focus");
  await widget(page).getByText("Medellín is now number 3 of 3.").waitFor({ state: "attached" });
  await widget(page).getByLabel("Your note on Busan").fill(NOTE);
  await widget(page).getByLabel("Your note on Busan").press("Tab");
  assert.deepEqual((await told()).at(-1).cities[0], { id: "kr-busan", note: NOTE });
  await button(page, "Remove: Busan").click();
  assert.deepEqual((await keptNames(page)).slice(0, 2), ["Pikine", "Medellín"]);
  assert.equal((await told()).at(-1).cities.length, 2);
  assert.equal(await widget(page).evaluate((each) => each.shadowRoot.activeElement?.id), "back");
  await page.keyboard.press("Enter");
  assert.deepEqual((await keptNames(page)).slice(0, 3), ["Busan", "Pikine", "Medellín"]);
  assert.equal(await widget(page).getByLabel("Your note on Busan").inputValue(), NOTE);
  for (const name of await keptNames(page)) await button(page, `Remove: ${name}`).click();
  await widget(page).getByText("Nothing is on your shortlist yet.").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.problems, []);
});

test("a file brings everything back; what is wrong in one is named and nothing is lost", { skip }, async () => {
  const page = await open(`/one.html${linkOf(`&goals=11${KEPT}&note.kr-busan=${encodeURIComponent(NOTE)}`)}`);
  const file = await saved(page, "Save a file");
  assert.match(file.name, /^city-peers-mz-beira-\d{4}-\d\d-\d\d\.json$/);
  const content = JSON.parse(file.text);
  assert.equal(content.format, "city-peers");
  assert.deepEqual(content.question.topics, ["flood-management", "sanitation"]);
  assert.deepEqual(content.shortlist.cities[1], { id: "kr-busan", note: NOTE });

  const other = await open("/one.html");
  const choose = async (text) => {
    const input = widget(other).locator("input[type=file]");
    await input.setInputFiles({ name: "city-peers.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  const note = widget(other).locator("#note");
  await choose(file.text);
  await note.getByText("The file has been opened.").waitFor();
  await button(other, "Shortlist 4").click();
  assert.deepEqual(await keptNames(other), await keptNames(page));
  assert.equal(await widget(other).getByLabel("Your note on Busan").inputValue(), NOTE);
  for (const [text, said] of [
    ["", /The file is empty/],
    [file.text.slice(0, 200), /is not JSON, or part of it is missing/],
    ['{"format":"city-peers","version":2}', /newer version/],
    ["[1,2]", /neither a City Peers shortlist nor a city profile/],
    ['{"format":"other"}', /neither a City Peers shortlist/],
  ]) {
    await choose(text);
    await note.getByText(said).waitFor();
    assert.equal((await keptNames(other)).length, 4, "what there was stays");
  }
  content.shortlist.cities = [{ id: "kr-busan" }, { id: 7 }, { id: "xx-nowhere" }];
  content.question.topics = "heat";
  await choose(JSON.stringify(content));
  for (const said of [/“question.topics” in the file/, /“shortlist.cities\[1\]” in the file/, /no city “xx-nowhere”/]) {
    await note.getByText(said).waitFor();
  }
  await button(other, "Undo").click();
  await heading(other, "Shortlist").waitFor();
  assert.equal((await keptNames(other)).length, 4);
  await choose(JSON.stringify({ id: "kr-seoul", name: { en: "Seoul" }, country: "KR", values: {}, popluation: 3 }));
  await note.getByText(/popluation/).waitFor();
  await button(other, "Partners").click();
  await widget(other).getByRole("heading", { name: /Who can Seoul learn from/ }).waitFor();
  assert.deepEqual([...page.problems, ...other.problems], []);
});

/** The rows of a CSV by RFC 4180. */
function rowsOf(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
    else if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}

test("tables open in spreadsheets: marked, quoted, without formulas, one row a suggestion", { skip }, async () => {
  const page = await open("/one.html");
  await button(page, "Save the partner cities as a table (CSV)").waitFor();
  const more = widget(page).locator(".further summary");
  const further = Number((await more.textContent()).match(/^\d+/)?.[0] ?? 1);
  const byRole = await partnerNames(page);
  await more.click();
  await widget(page).locator(".partner h4").nth(byRole.length + further - 1).waitFor();
  const sections = await widget(page)
    .locator(".section:has(.partner)")
    .evaluateAll((all) => all.map((each) => [each.querySelector("h3").textContent, each.querySelectorAll(".partner").length]));
  const roles = sections.flatMap(([title, cities]) => Array(cities).fill(title)).fill("", byRole.length);
  for (const [name, head, count] of [
    ["Save the partner cities as a table (CSV)", "City", byRole.length + further],
    ["Save the practices as a table (CSV)", "Practice", 0],
  ]) {
    const { text, name: file } = await saved(page, name);
    assert.match(file, /\.csv$/);
    assert.ok(text.startsWith("\ufeff"), "marked as UTF-8");
    const rows = rowsOf(text.slice(1));
    assert.equal(rows[0][0], head);
    assert.ok(rows.length > 3 && rows.every((row) => row.length === rows[0].length));
    assert.ok(rows.flat().every((cell) => !/^\s*[=+\-@]/.test(cell)));
    if (count) assert.equal(rows.length, count + 1);
    if (count) assert.deepEqual(rows.slice(1).map((row) => row[0]), await partnerNames(page));
    if (!count) continue;
    const column = (title) => rows.slice(1).map((row) => row[rows[0].indexOf(title)]);
    assert.deepEqual(column("Role"), roles, "in the order of the page, by role, then by score");
    assert.ok(column("Learn, of 100").every((cell) => cell === "unknown" || Number(cell) >= 0), "unknown is a word, never zero");
  }
  assert.deepEqual(page.problems, []);
});

const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

test("a brief prints on one or two pages, and nothing else of the widget with it", { skip }, async () => {
  for (const [path, city, name, format] of [
    ["/one.html", "co-medellin", "Medellín", "A4"],
    ["/one.html", "kr-busan", "Busan", "Letter"],
    ["/one.html", "sn-pikine", "Pikine", "A4"],
    ["/rtl.html", "th-bangkok", "Bangkok", "A4"],
    ["/rtl.html", "mx-ciudad-nezahualcoyotl", null, "Letter"],
  ]) {
    const page = await open(`${path}${linkOf(`&view=brief:${city}&kept=${city}&note.${city}=${encodeURIComponent(NOTE)}`)}`, { colorScheme: "dark" });
    if (name) await heading(page, `Beira and ${name} on flood management and sanitation`).waitFor();
    else await widget(page).locator("h2").waitFor();
    const count = pages(await page.pdf({ format, margin: { top: "14mm", bottom: "14mm", left: "16mm", right: "16mm" } }));
    assert.ok(count <= 2, `${city}: ${count} pages`);
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".bar", "textarea", ".imprint", ".actions"]) {
      const shown = await widget(page).locator(hidden).evaluateAll((all) => all.filter((each) => each.offsetHeight > 0).length);
      assert.equal(shown, 0, hidden);
    }
    const colour = await widget(page).locator(".page").evaluate((each) => [getComputedStyle(each).color, getComputedStyle(each.closest(".mount")).backgroundColor]);
    assert.deepEqual(colour, ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]);
    if (name) await widget(page).getByText(NOTE).last().waitFor();
    await page.context().close();
  }
});

test("a brief can be saved as text and its message changed; nobody's address is made up", { skip }, async () => {
  const page = await open(`/one.html${linkOf("&view=brief:co-medellin")}`);
  await heading(page, "First step").waitFor();
  await widget(page).getByText("not in the directory").waitFor();
  assert.equal(await widget(page).locator("a[href^=mailto]").count(), 0);
  await widget(page).getByLabel("First message").fill("Dear friends, shall we talk?");
  await widget(page).getByLabel("Your note on Medellín").fill(NOTE);
  const { text } = await saved(page, "Save as text");
  for (const part of ["Beira and Medellín on", "Dear friends, shall we talk?", NOTE, "https://"]) assert.ok(text.includes(part), part);
  await button(page, "Shortlist 1").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.problems, []);
});
