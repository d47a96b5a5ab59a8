// The main journey on the page that `cargo xtask serve` shows, with the bundled directory: find the city, choose a
// topic, see partners and practices. And: the page says to the last digit what the command says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, hasPackage, hasTrunkDist, hostPage, launch, newPage, servePackage, serveTrunkDist } from "./harness.mjs";
import { chooseCity, chooseTopic, cityField, hasCommand, listen, options, showPartners, suggest, widget } from "./widget.mjs";

const skip = !(hasTrunkDist() && hasPackage() && hasCommand()) && "needs the built page and command: cargo xtask test";
let browser, site, packaged;
before(async () => {
  if (skip) return;
  [browser, site, packaged] = await Promise.all([
    launch(),
    serveTrunkDist(),
    servePackage({
      files: {
        "/index.html": hostPage("<city-peers></city-peers>"),
        "/set.html": hostPage('<city-peers city="mz-beira" topics="flood-management heat" purpose="share" max="4"></city-peers>'),
        "/rtl.html": hostPage('<city-peers dir="rtl" lang="en" city="eg-cairo"></city-peers>'),
        "/fa.html": hostPage('<div dir="rtl" lang="fa"><city-peers city="eg-cairo"></city-peers></div>'),
      },
    }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close(), packaged?.close()]));

const partnerNames = (page) => widget(page).locator(".partner h4").allTextContents();

test("finds 서울, picks flood management, sees partners and practices", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(site.url);
  const heard = await listen(page, "city-peers-suggest");
  await cityField(page).pressSequentially("서울");
  await options(page).first().filter({ hasText: /서울 Seoul.*South Korea/ }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await cityField(page).inputValue(), "Seoul");
  await chooseTopic(page, /^Flood management/);
  await showPartners(page);
  const question = widget(page).getByRole("heading", { level: 2 });
  assert.equal(await question.textContent(), "Who can Seoul learn from about flood management?");
  assert.ok(await question.evaluate((each) => each === each.getRootNode().activeElement), "the focus follows to the heading");
  await widget(page).getByRole("button", { name: /Cloudburst plan/ }).first().waitFor();
  const expected = suggest("--city", "kr-seoul", "--topics", "flood-management");
  assert.deepEqual(await partnerNames(page), expected.portfolio.members.map((each) => each.name));
  // The answer is complete when its certainty is worked out.
  await widget(page).locator(".chance .says").first().waitFor();
  const told = await heard();
  assert.deepEqual(told.at(-1), expected);
  assert.ok(expected.practices.length > 3);
  assert.deepEqual(page.problems, []);
});

test("finds Medellin without its accent by keyboard alone, opens a practice and comes back", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(site.url);
  await cityField(page).focus();
  await page.keyboard.type("medellin");
  await options(page).first().filter({ hasText: /^Medellín/ }).waitFor();
  const active = await cityField(page).getAttribute("aria-activedescendant");
  assert.equal(await options(page).first().getAttribute("id"), active);
  await page.keyboard.press("Enter");
  const tabTo = async (wanted) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      const at = await widget(page).evaluate((each) => each.shadowRoot.activeElement?.textContent ?? "");
      if (at.trim() === wanted) return;
    }
    assert.fail(`no Tab stop “${wanted}”`);
  };
  await tabTo("All 47 topics");
  await page.keyboard.press("Enter");
  await widget(page).getByRole("checkbox", { name: /^Flood management/ }).focus();
  await page.keyboard.press("Space");
  await tabTo("Show practices");
  await page.keyboard.press("Enter");
  await widget(page).getByRole("heading", { name: "Practices that fit" }).waitFor();
  await tabTo("Municipal early warning for landslides and floods");
  await page.keyboard.press("Enter");
  for (const part of ["Can it work in Medellín?", "What to check first", "What it took", "Sources"]) {
    await widget(page).getByRole("heading", { name: part }).waitFor();
  }
  assert.ok((await widget(page).getByRole("link").count()) >= 1, "sources are linked");
  await widget(page).getByRole("button", { name: "Practices for Medellín" }).click();
  await widget(page).getByRole("heading", { name: "Practices that fit" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("attributes ask the question; page and command give the same ids, order and scores", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${packaged.url}/set.html`);
  const told = await widget(page).evaluate((each) => each.suggest());
  const expected = suggest("--city", "mz-beira", "--topics", "flood-management,heat", "--purpose", "share", "--top", "4");
  assert.equal(expected.partners.length, 4);
  assert.deepEqual(told, expected);
  for (const [city, topics, purpose] of [
    ["co-medellin", "", "learn"],
    ["dk-copenhagen", "flood-management", "exchange"],
    ["np-kathmandu", "waste sanitation air-quality", "group"],
    ["sg-singapore", "housing", "learn"],
  ]) {
    const said = await widget(page).evaluate(
      (each, set) => {
        for (const [name, value] of Object.entries(set)) each.setAttribute(name, value);
        return each.suggest();
      },
      { city, topics, purpose, max: "12" },
    );
    const args = ["--city", city, "--purpose", purpose, "--top", "12"];
    if (topics) args.push("--topics", topics.replaceAll(" ", ","));
    assert.deepEqual(said, suggest(...args), `${city} ${topics} ${purpose}`);
  }
  assert.deepEqual(page.problems, []);
});

test("parts of a shown explanation add up", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${packaged.url}/set.html`);
  const { partners } = await widget(page).evaluate((each) => each.suggest());
  for (const partner of partners) {
    const sum = partner.reasons.reduce((all, reason) => all + reason.amount, 0);
    assert.ok(Math.abs(sum - partner.likeness) < 1e-9, partner.id);
  }
  await widget(page).getByText(/^Why /).first().click();
  const line = await widget(page).getByText(/^An average pair of cities has/).first().textContent();
  const [average, plus, ...rest] = line.match(/\d+/g).map(Number);
  const [value, minus = 0] = rest.reverse();
  assert.equal(average + plus - minus, value, line);
});

test("without a city it says so; with nonsense it says that too", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${packaged.url}/index.html`);
  await showPartners(page);
  await widget(page).getByText("Choose your city first.").waitFor();
  assert.equal(await cityField(page).getAttribute("aria-invalid"), "true");
  await cityField(page).fill("Xyzzyq");
  await widget(page).getByText("No city here is called “Xyzzyq”.").waitFor();
  assert.equal(await options(page).count(), 0);
  await cityField(page).fill("<img src=x onerror=alert(1)>");
  await widget(page).getByText(/No city here is called/).waitFor();
  const rejected = await widget(page).evaluate((each) => each.suggest().then(() => "", (error) => error.code));
  assert.equal(rejected, "no-city");
  assert.deepEqual(page.problems, []);
});

test("combobox: arrows wrap, Escape closes and then empties, choosing again replaces", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${packaged.url}/index.html`);
  const field = cityField(page);
  await field.fill("san");
  await options(page).first().waitFor();
  const count = await options(page).count();
  assert.ok(count > 2);
  await field.press("ArrowUp");
  assert.equal(await options(page).last().getAttribute("aria-selected"), "true");
  await field.press("ArrowDown");
  assert.equal(await options(page).first().getAttribute("aria-selected"), "true");
  await field.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await field.press("Escape");
  assert.equal(await field.inputValue(), "");
  await chooseCity(page, "Zürich");
  await chooseCity(page, "köln");
  assert.equal(await field.inputValue(), "Köln");
  assert.deepEqual(page.problems, []);
});

for (const [typed, city] of [
  ["القاهرة", "Cairo"],
  ["москва", "Moscow"],
  ["北京", "Beijing"],
  ["東京", "Tokyo"],
  ["กรุงเทพ", "Bangkok"],
  ["münchen", "Munich"],
  ["lisboa", "Lisbon"],
]) {
  test(`finds ${city} as ${typed}`, { skip }, async () => {
    const page = await newPage(browser);
    await page.goto(`${packaged.url}/index.html`);
    await cityField(page).fill(typed);
    await options(page).filter({ hasText: city }).first().waitFor();
    await page.context().close();
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any view, ${colorScheme}`, { skip }, async () => {
    const page = await newPage(browser, { colorScheme });
    await page.goto(`${packaged.url}/index.html`);
    const check = async (view) => assert.deepEqual(await axe(page), [], view);
    await cityField(page).waitFor();
    await check("start");
    await cityField(page).fill("seo");
    await options(page).first().waitFor();
    await check("open list");
    await options(page).first().click();
    await chooseTopic(page, /^Flood management/);
    await check("all topics");
    await showPartners(page);
    await widget(page).getByText(/^Why /).first().click();
    await check("partners");
    await widget(page).getByRole("button", { name: /Cloudburst plan/ }).first().click();
    await widget(page).getByRole("heading", { name: "Sources" }).waitFor();
    await check("practice");
  });
}

for (const width of [320, 1280]) {
  test(`nothing sticks out sideways at ${width} px, left to right and right to left`, { skip }, async () => {
    const page = await newPage(browser, { width });
    for (const path of ["/set.html", "/rtl.html"]) {
      await page.goto(packaged.url + path);
      await widget(page).locator(".partner").first().waitFor();
      await widget(page).getByText(/^Why /).first().click();
      const wide = await page.evaluate(() => {
        const root = document.querySelector("city-peers").shadowRoot;
        const limit = document.documentElement.clientWidth;
        return [...root.querySelectorAll("*")]
          .filter((each) => !each.closest("svg, .hide, .scroll, .cols") && getComputedStyle(each).position !== "absolute")
          .filter((each) => each.getBoundingClientRect().right > limit + 1 || each.getBoundingClientRect().left < -1)
          .map((each) => each.outerHTML.slice(0, 80));
      });
      assert.deepEqual(wide, [], path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), path);
    }
  });
}

test("where a language has no texts yet, all of it is English, left to right", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${packaged.url}/fa.html`);
  await widget(page).locator(".partner").first().waitFor();
  const mount = widget(page).locator(".mount");
  assert.equal(await mount.getAttribute("lang"), "en");
  assert.equal(await mount.getAttribute("dir"), "ltr");
  assert.match(await widget(page).locator(".partner .note").first().textContent(), /^Egypt · about [\d,]+\speople/);
});

test("asks for nothing but its own files and the directory's", { skip }, async () => {
  const page = await newPage(browser);
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await page.goto(`${packaged.url}/index.html`);
  await chooseCity(page, "서울");
  await showPartners(page);
  await widget(page).getByRole("heading", { name: "Practices that fit" }).waitFor();
  for (const request of asked) {
    assert.equal(request.method(), "GET");
    assert.ok(!/seoul|%EC%84%9C/i.test(request.url()), `what is typed stays: ${request.url()}`);
    const { pathname, origin } = new URL(request.url());
    assert.equal(origin, packaged.url);
    assert.match(pathname, /^\/(index\.html|favicon\.ico|pkg\/(city[-_]peers[\w.]*|locales\/en(\.more)?\.json|directory\/[\w.-]+))$/);
  }
});
