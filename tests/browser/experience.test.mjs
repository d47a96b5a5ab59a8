// The three journeys of docs/experience.md, each walked from its beginning to its end by one visitor: the real widget, the
// bundled directory, nothing in between. What is asserted is what a person sees, hears or has the focus on. Where the
// widget does not yet do what the text says, the step is there as a "todo": it shows in the report, and passes by itself
// once it is done.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { chooseCity, chooseTopic, cityField, options, showPartners, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
let browser, site;
before(async () => {
  if (skip) return;
  const files = {
    "/city.html": hostPage("<city-peers></city-peers>"),
    "/es.html": hostPage("<city-peers></city-peers>", { lang: "es" }),
  };
  [browser, site] = await Promise.all([launch(), servePackage({ files })]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

const button = (page, name) => widget(page).getByRole("button", { name, exact: true });
const heading = (page, name) => widget(page).getByRole("heading", { name });
/** The question as a sentence; its parts are buttons. */
const question = (page, said) => widget(page).getByRole("heading", { level: 2 }).filter({ hasText: said });
const view = (page, name) => widget(page).getByRole("navigation", { name: "Views" }).getByRole("button", { name });
const names = (page) => widget(page).locator(".partner h4").allTextContents();
const row = (page, name) => widget(page).locator(".partner").filter({ has: page.getByRole("heading", { name, exact: true }) });
const text = (locator) => locator.first().innerText();
const focused = (locator) => locator.evaluate((each) => each === each.getRootNode().activeElement);
/** The answer is complete: all ten rows stand there, each with its certainty. */
const complete = (page) =>
  page.waitForFunction(() => {
    const root = document.querySelector("city-peers").shadowRoot;
    const rows = root.querySelectorAll(".partner").length;
    return rows >= 10 && root.querySelectorAll(".partner .chance .says").length === rows && !root.textContent.includes("being worked out");
  });

/** The list is this one; rows that are new in it come a moment later. */
const lists = (page, wanted) =>
  page.waitForFunction((all) => {
    const rows = document.querySelector("city-peers").shadowRoot.querySelectorAll(".partner h4");
    return [...rows].map((each) => each.textContent).join() === all;
  }, wanted.join());

/** A page of a site, with all that it asks for and all that its live regions say, in `page.asked` and by `told`. */
async function visit(address) {
  const page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  page.asked = [];
  page.on("request", (request) => page.asked.push({ method: request.method(), url: request.url() }));
  await page.goto(address);
  await widget(page).locator(".page").first().waitFor();
  await page.evaluate(() => {
    const root = document.querySelector("city-peers").shadowRoot;
    window.told = [];
    const before = new Map();
    new MutationObserver(() => {
      for (const each of root.querySelectorAll("[role=status], [role=alert]")) {
        const said = each.textContent.trim();
        if (before.get(each) !== said) window.told.push(said);
        before.set(each, said);
      }
    }).observe(root, { childList: true, subtree: true, characterData: true });
  });
  return page;
}

/** Waits until a live region has said something like this. */
const told = (page, like) => page.waitForFunction(([source]) => window.told.some((said) => new RegExp(source).test(said)), [like.source]);
/** What has been said since `from`, to a screen reader alone. */
const hush = (page) => page.evaluate(() => (window.told.length = 0));

const WORDS = /^(Virtually certain|Very likely|Likely|As likely as not|Unlikely):?\s+\d+ of 100, rank [\d,]+(–[\d,]+)?$/;

/** The range in a likeness such as "Very alike 91 (90–93)" holds its value. */
async function likeness(within) {
  const [, word, value, low, high] = (await text(within.locator(".figures .says"))).match(/^(.+?)\s+(\d+) \((\d+)–(\d+)\)$/);
  return { word, value: Number(value), low: Number(low), high: Number(high) };
}

/** "An average pair of cities has 56. Likenesses add 35, differences take 2: Quelimane has 89." */
async function addsUp(within) {
  const sentence = await text(within.getByText(/^An average pair of cities has/));
  const [average, plus, ...rest] = sentence.match(/\d+/g).map(Number);
  const [value, minus = 0] = rest.reverse();
  assert.equal(average + plus - minus, value, sentence);
  return value;
}

/** Types a city under "A city you miss?"; what is said of it. */
async function missed(page, typed, name) {
  await widget(page).getByRole("combobox", { name: "A city you miss?" }).fill(typed);
  await options(page).filter({ hasText: name }).first().click();
  const reason = widget(page).locator(".miss").getByText(new RegExp(`cities fit better than ${name}\\.$`));
  await reason.waitFor();
  return widget(page).locator(".miss").innerText();
}

/** Copies the link as the widget makes it. */
async function copyLink(page) {
  await button(page, "Copy a link").click();
  await widget(page).getByText("It never carries contact data.").waitFor();
  await button(page, "Copy").click();
  await widget(page).getByText("Copied.", { exact: true }).first().waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** How many pages there are on paper. */
async function printed(page) {
  const pdf = await page.pdf({ format: "A4", margin: { top: "14mm", bottom: "14mm", left: "16mm", right: "16mm" } });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
}

test("1. an officer finds partners for flooding, by mouse", { skip }, async () => {
  const page = await visit(`${site.url}/city.html`);

  // Arrive, and choose. Pressed too early, the page says what is missing.
  await heading(page, "Which cities are in our situation, and what have they already done?").waitFor();
  await widget(page).getByText(/^The directory: [\d,]+ cities in \d+ countries and territories, and \d+ practices/).waitFor();
  await showPartners(page);
  await widget(page).getByText("Choose your city first.").waitFor();
  assert.ok(await focused(cityField(page)), "the field has the focus");
  await cityField(page).pressSequentially("bei");
  await told(page, /cities match “bei”\. The largest come first\./);
  await options(page).filter({ hasText: /^Beira\s*Mozambique/ }).click();
  await chooseTopic(page, /^Flood management/);
  await showPartners(page);

  // The answer: a sentence, the best of each kind, cities by role.
  const asked = question(page, "Who can Beira learn from about flood management?");
  await asked.waitFor();
  assert.ok(await focused(asked), "the focus follows to the answer");
  await complete(page);
  const usual = await names(page);
  const [first] = usual;
  assert.equal(usual.length, 10);
  assert.match(await text(widget(page).locator(".lead")), new RegExp(`^Most alike: ${first}.*Most to learn: `));
  await heading(page, "Near peers").waitFor();
  await heading(page, "Exchange partners").waitFor();
  const open = widget(page).locator(".partner").filter({ hasText: "Unknown" });
  assert.ok((await open.count()) > 0, "what is unknown is said");
  for (const each of await widget(page).locator(".chance .says").allInnerTexts()) assert.match(each.replaceAll("\n", " "), WORDS);

  // Why the first city is first.
  await widget(page).getByText(`Why ${first}`, { exact: true }).click();
  const why = row(page, first);
  assert.equal(await addsUp(why), (await likeness(why)).value);
  await why.getByText(/^\d+ of \d+ facts of both cities/).waitFor();
  await why.getByText(/likeness lies between \d+ and \d+\.$/).waitFor();
  await why.getByText(/^Shared language: /).waitFor();

  // Doubt: another weight. The slider is pressed at three quarters of its way.
  const size = widget(page).getByRole("slider", { name: "Size" });
  assert.equal(await size.getAttribute("aria-valuetext"), "as usual");
  await size.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await size.boundingBox();
  await hush(page);
  await page.mouse.click(x + width * 0.75, y + height / 2);
  await told(page, /(is now among the|cities are new: )/);
  assert.equal(await size.getAttribute("aria-valuetext"), "more");
  assert.ok(await focused(size), "the focus stays on the slider");
  await widget(page).getByText(/only through your weights: /).waitFor();
  const said = await page.evaluate(() => window.told.find((each) => /(is now among the|cities are new: )/.test(each)));
  await complete(page);
  const weighed = await names(page);
  const come = weighed.filter((name) => !usual.includes(name));
  assert.ok(come.length > 0 && come.every((name) => said.includes(name)), `${said} ${come}`);
  const heard = await page.evaluate(() => window.told.filter((each) => /new|among|certainty/.test(each) && !/of [\d,]+ cities/.test(each)));
  assert.deepEqual(heard, [said], "one change, one message");
  await button(page, "Usual weights").click();
  await told(page, new RegExp(`(is now among the|cities are new: ).*${usual.find((name) => !weighed.includes(name))}`));
  await lists(page, usual);
  assert.ok(await focused(size), "the button is gone; the focus is on the first weight");

  // Doubt: a city that is not there.
  const durban = await missed(page, "durban", "Durban");
  assert.match(durban, /(Very alike|Alike|Somewhat alike|Not very alike): \d+ of 100\. An average pair of cities has \d+\./);
  assert.match(durban, /beside (.*), the last city by score:\s+(?:.|\n)*Likeness\s+−\d+\s+Durban\s+\d+\s+\1\s+\d+/, "in what, by how much, with both values");

  // Practices, best first; one of them.
  await view(page, "Practices").click();
  await widget(page).getByText(/^\d+ practices answer what Beira asks for\./).waitFor();
  const practices = widget(page).locator(".practice");
  for (const each of await practices.allInnerTexts()) assert.match(each, /As it is|With changes|Cannot be said yet|Not as it stands/);
  const title = await text(practices.getByRole("button"));
  await practices.getByRole("button", { name: title, exact: true }).click();
  await heading(page, title).waitFor();
  assert.ok(await focused(heading(page, title).first()));
  await heading(page, "Can it work in Beira?").waitFor();
  const criteria = widget(page).getByRole("table").filter({ hasText: "What it takes" });
  const results = await criteria.locator("tbody tr").allInnerTexts();
  const order = ["Blocked", "Unknown", "Adapt", "Pass"];
  const verdicts = results.map((line) => order.findIndex((word) => line.includes(word)));
  assert.ok(verdicts.length > 2 && !verdicts.includes(-1), results.join());
  assert.deepEqual(verdicts, verdicts.toSorted(), "what stands in the way is first");
  await heading(page, "What to check first").waitFor();
  await heading(page, "Sources").waitFor();

  // Compare two cities of the list.
  await view(page, "Partners").click();
  await lists(page, usual);
  const other = usual.at(-1);
  for (const name of [first, other]) await row(page, name).getByRole("checkbox", { name: `Compare ${name}` }).check();
  await widget(page).getByText(new RegExp(`^Chosen: ${first} and ${other}$`)).waitFor();
  await widget(page).getByRole("complementary").getByRole("button", { name: "Compare", exact: true }).click();
  await heading(page, "Beira beside 2 cities").waitFor();
  await widget(page).getByText(/^Likeness \d+ of 100: /).nth(1).waitFor();
  for (const part of ["Size", "Place", "Needs and offers", "Ease"]) await widget(page).getByRole("heading", { name: part, exact: true }).waitFor();
  await widget(page).getByText(/^None of these cities states: /).first().waitFor();

  // First step: a brief to print, a link for her director.
  await button(page, `Write a brief on ${first}`).click();
  await heading(page, `Beira and ${first} on flood management`).waitFor();
  for (const part of [`Why ${first}`, "What each could gain", "Questions for the first talk", "First step", "First message"]) await heading(page, part).waitFor();
  await widget(page).getByText(/^Any weekday, \d\d:\d\d to \d\d:\d\d in Beira/).waitFor();
  assert.match(await widget(page).getByLabel("First message").inputValue(), new RegExp(`^Dear colleagues in ${first},`));
  const count = await printed(page);
  assert.ok(count >= 1 && count <= 2, `${count} pages`);
  await button(page, "Back to partner cities").click();
  const link = await copyLink(page);
  const director = await visit(link);
  await question(director, "Who can Beira learn from about flood management?").waitFor();
  await lists(director, usual);
  await widget(director).getByText(`Chosen: ${first} and ${other}`).waitFor();
  assert.deepEqual([...page.problems, ...director.problems], []);
  await Promise.all([page.context().close(), director.context().close()]);
});

/** Key presses of a visitor without a mouse, counted. */
function keyboard(page) {
  const keys = { pressed: 0 };
  keys.press = (key) => (keys.pressed++, page.keyboard.press(key));
  keys.type = (typed) => ((keys.pressed += [...typed].length), page.keyboard.type(typed));
  /** Presses Tab until something with this name and of this kind has the focus. */
  keys.tabTo = async (name, kind = "*") => {
    for (let tries = 0; tries < 60; tries++) {
      const found = await widget(page).evaluate((each, kind) => {
        const active = each.shadowRoot.activeElement;
        if (!active?.matches(kind)) return "";
        return (active.getAttribute("aria-label") ?? active.labels?.[0]?.textContent ?? active.textContent).trim();
      }, kind);
      if (found.startsWith(name)) return;
      await keys.press("Tab");
    }
    assert.fail(`no Tab stop “${name}”`);
  };
  return keys;
}

test("2. a small town fills in a profile, by keyboard alone", { skip }, async (t) => {
  const page = await visit(`${site.url}/city.html`);
  const keys = keyboard(page);

  // Not there.
  await keys.tabTo("Your city", "input");
  await keys.type("Kleinstadt");
  await told(page, /^No city here is called “Kleinstadt”\./);
  await keys.tabTo("My city is not here");
  await keys.press("Enter");
  await keys.tabTo("Describe your city");
  await keys.press("Enter");
  const name = widget(page).getByLabel("Name of your city");
  await name.waitFor();
  assert.equal(await name.inputValue(), "Kleinstadt", "what was typed is not asked again");
  assert.ok(await focused(name));

  // Place, what follows from the country, one fact: each field is filled once.
  let fields = 0;
  const fill = async (name, typed, kind = "input") => {
    fields++;
    await keys.tabTo(name, kind);
    await keys.type(typed);
  };
  await fill("Country or territory", "Germany", "select");
  await keys.tabTo("Take over these");
  await keys.press("Enter");
  await fill("Degrees north", "50.98");
  await fill("Degrees east", "11.03");
  await fill("People", "38 500");
  await widget(page).getByText(/^(At|\d+ km [a-z-]+ of) \S+\.$/).waitFor();
  await keys.tabTo("Show partner cities");
  assert.equal(await widget(page).getByLabel("People", { exact: true }).inputValue(), "38,500");
  await widget(page).getByText(/The scale begins at [\d,]+\speople: likeness is measured from there\.$/).waitFor();
  await widget(page).getByText("3 of 3. The name is needed; all else is as you like.").waitFor();
  await heading(page, "How settled is your list?").waitFor();
  const helps = widget(page).getByRole("table").filter({ hasText: "Facts you have not stated" });
  assert.ok((await helps.getByRole("button").count()) > 0, "the rail names facts that would help");
  await keys.press("Enter");

  // Partners, within so many keys; a clock would measure the machine.
  const asked = question(page, /^Who can Kleinstadt learn from/);
  await asked.waitFor();
  assert.ok(await focused(asked));
  t.diagnostic(`${keys.pressed} keys, ${fields} fields`);
  assert.ok(keys.pressed <= 60, `${keys.pressed} keys from the empty page to the partners`);
  assert.equal(fields, 4);
  await complete(page);
  assert.equal((await names(page)).length, 10);
  const [first] = await names(page);
  await keys.tabTo(`Why ${first}`);
  await keys.press("Enter");
  await addsUp(row(page, first));
  await row(page, first).getByText(/likeness lies between \d+ and \d+\.$/).waitFor();
  for (const name of await names(page)) {
    const { value, low, high } = await likeness(row(page, name));
    assert.ok(low <= value && value <= high, `${name}: ${value} (${low}–${high})`);
  }

  // Needs, and the file that keeps it all.
  await view(page, "Your city").focus();
  await keys.press("Enter");
  await keys.tabTo("Needs and offers");
  await keys.press("Enter");
  await keys.tabTo("Add a topic", "select");
  await keys.type("Flood");
  await keys.tabTo("Flood management: ", "input");
  await keys.press("ArrowRight");
  await keys.tabTo("Save as a file");
  const [download] = await Promise.all([page.waitForEvent("download"), keys.press("Enter")]);
  assert.match(download.suggestedFilename(), /^city-peers-.*\.json$/);
  await told(page, /^The file has been handed to your browser\.$/);
  assert.ok(await focused(button(page, "Save as a file")), "the focus stays");
  await view(page, "Partners").focus();
  await keys.press("Enter");

  // Another day, another page: the file brings it back.
  const fresh = await visit(`${site.url}/city.html`);
  const again = keyboard(fresh);
  const asks = fresh.waitForEvent("filechooser");
  await again.tabTo("Your city", "button");
  await again.press("Enter");
  await again.tabTo("Open a file");
  await again.press("Enter");
  const chooser = await asks;
  await chooser.setFiles(await download.path());
  await widget(fresh).getByText("The file has been opened.").waitFor();
  await complete(fresh);
  await lists(page, await names(fresh));
  await view(fresh, "Your city").focus();
  await again.press("Enter");
  assert.equal(await widget(fresh).getByLabel("Name of your city").inputValue(), "Kleinstadt");
  assert.equal(await widget(fresh).getByLabel("People", { exact: true }).inputValue(), "38,500");
  assert.equal(await widget(fresh).getByLabel("Country or territory").locator("option:checked").innerText(), "Germany");

  // Nothing has left the page, and nothing was kept.
  const own = /^\/(city\.html|favicon\.ico|pkg\/(city[-_]peers[\w.]*|locales\/en(\.more)?\.json|directory\/[\w.-]+))$/;
  for (const { method, url } of [...page.asked, ...fresh.asked]) {
    assert.equal(method, "GET");
    if (url.startsWith("blob:")) continue;
    assert.equal(new URL(url).origin, site.url);
    assert.match(new URL(url).pathname, own);
    assert.equal(new URL(url).search, "", "nothing is sent along");
  }
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  assert.deepEqual([...page.problems, ...fresh.problems], []);
  await Promise.all([page.context().close(), fresh.context().close()]);
});

test("3. a minister's aide checks one suggested city", { skip }, async (t) => {
  // The officer's part: ask, choose Medellín, copy the link.
  const officer = await visit(`${site.url}/city.html`);
  await chooseCity(officer, "guayaquil");
  for (const topic of [/^Public transport/, /^Informal settlements/]) await chooseTopic(officer, topic);
  await showPartners(officer);
  await complete(officer);
  await row(officer, "Medellín").getByRole("checkbox", { name: "Compare Medellín" }).check();
  const link = await copyLink(officer);
  const list = await names(officer);

  // The same question and list. A link takes no focus: the page is read from its beginning.
  const page = await visit(link);
  await question(page, "Who can Guayaquil learn from about public transport and informal settlements?").waitFor();
  await lists(page, list);
  await complete(page);
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
  const spanish = await visit(link.replace("/city.html", "/es.html"));
  assert.equal(await widget(spanish).locator(".mount").getAttribute("lang"), "es");
  await question(spanish, /^¿.*Guayaquil/).waitFor();
  await complete(spanish);

  // Why this city, and how sure: three presses lead to a reason, the certainty and a source.
  let presses = 0;
  const press = (locator) => (presses++, locator.click());
  const medellin = row(page, "Medellín");
  const like = await likeness(medellin);
  assert.match(like.word, /^(Very alike|Alike|Somewhat alike|Not very alike)$/);
  assert.ok(like.low <= like.value && like.value <= like.high, JSON.stringify(like));
  assert.match((await text(medellin.locator(".chance .says"))).replaceAll("\n", " "), WORDS);
  await press(medellin.getByText("Why Medellín", { exact: true }));
  assert.equal(await addsUp(medellin), like.value);
  await medellin.getByText(new RegExp(`likeness lies between ${like.low} and ${like.high}\\.$`)).waitFor();
  await medellin.getByText(/^\d+ of \d+ facts of both cities/).waitFor();
  await press(widget(page).getByRole("complementary").getByRole("button", { name: "Compare", exact: true }));
  await heading(page, "Guayaquil beside one other city").waitFor();
  const size = widget(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name: "Size", exact: true }) });
  await press(size.getByText("What is counted, and where the figures come from"));
  await size.getByText("Source: GeoNames, CC BY 4.0").first().waitFor();
  assert.equal(presses, 3);

  // Says who: the whole list of sources, and whether the city states it.
  assert.equal(await widget(page).getByText("Open data only").count(), 2);
  const sources = await widget(page).getByText(/^Source: \S/).allInnerTexts();
  assert.ok(sources.length > 2 || (await size.getByText(/^Source: \S/).count()) > 0);
  // Of each when it is; cities' own words have their own dates.
  for (const each of await size.getByText(/^Source: \S/).allInnerTexts()) assert.match(each, /\b(19|20)\d\d\b|Reported by cities/);
  await t.test("a source can be opened", { todo: "the catalogue names its sources without addresses" }, async () => {
    assert.ok((await size.getByRole("link").count()) > 0);
  });
  await widget(page).getByText("About the data").click();
  await widget(page).getByText(/published by .*20\d\d\. Licence: \S/).waitFor();

  // What certainty means, and why not another city.
  await view(page, "Partners").click();
  await widget(page).getByText("How to read the rows").click();
  await widget(page).getByText(/1,000 tries with other weights and other values for what is unknown/).waitFor();
  const bogota = await missed(page, "Bogota", "Bogotá");
  assert.match(bogota, /Likeness\s+−\d+\s+Bogotá\s+\d+/);
  assert.match(bogota, /\+\d+\s+Bogotá\s+\d+/, "in what the other city is ahead, with both values");
  const shown = await widget(page).locator(".mount").innerText();
  assert.doesNotMatch(shown, /best match|★|medal|winner|top city/i);

  // Would it work: evidence and what it means, results, what stood in the way.
  await widget(page).getByRole("button", { name: /^Metrocable line K/ }).first().click();
  await heading(page, "Can it work in Guayaquil?").waitFor();
  for (const part of ["What to check first", "Results", "What stood in the way", "Sources"]) await heading(page, part).first().waitFor();
  await widget(page).getByText(/^Evidence: (evaluated|monitored|reported)\.$/).waitFor();
  await widget(page).getByText(/^Monitored: figures were kept, but no independent study is known\.$/).waitFor();
  const first = await text(widget(page).getByRole("table").filter({ hasText: "What it takes" }).locator("tbody tr"));
  assert.match(first, /critical/, "what it cannot do without comes first");
  await widget(page).getByText("The source gives no value before.").first().waitFor();
  for (const each of await widget(page).getByRole("article").getByRole("link").all()) {
    assert.match(await each.getAttribute("href"), /^https?:/);
    assert.match(await each.getAttribute("rel"), /noopener/);
  }
  await widget(page).getByText("Medellín, one of your suggested partners, has done this.").waitFor();

  // The brief, to print.
  await button(page, "Write a brief for Medellín").click();
  await heading(page, "Guayaquil and Medellín on public transport and informal settlements").waitFor();
  await widget(page).getByText(new RegExp(`^Prepared for Guayaquil · .*${new Date().getFullYear()}`)).waitFor();
  await widget(page).getByText(/^How sure this is: likeness rests on the \d+ of \d+ facts known of both cities/).waitFor();
  await widget(page).getByText(/^Centre|Centre for Public Impact\. https?:/).waitFor();
  await widget(page).getByText(new RegExp(`likeness lies between ${like.low} and ${like.high}\\.$`)).first().waitFor();
  assert.match(await text(widget(page).getByText(/\d+ of 100, rank/)), WORDS);
  const count = await printed(page);
  assert.ok(count >= 1 && count <= 2, `${count} pages`);
  assert.deepEqual([...officer.problems, ...page.problems, ...spanish.problems], []);
  await Promise.all([officer, page, spanish].map((each) => each.context().close()));
});
