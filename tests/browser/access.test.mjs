// Every state of the widget in every setting a visitor may have: light, dark and forced colours, 320 px, 400 % zoom, wide
// text spacing, reduced motion, and what a screen reader is given. A state is one entry of STATES.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NO_WASM_CSP, axe, hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { chooseCity, cityField, options, showPartners, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";

const button = (page, name) => widget(page).getByRole("button", { name, exact: true });
const heading = (page, name) => widget(page).getByRole("heading", { name });
const part = (page, selector) => widget(page).locator(selector).first();
const miss = (page) => widget(page).getByRole("combobox", { name: "A city you miss?" });
/** Opens all folds within a part, from the last to the first: one that opens leaves those before it where they are. */
const unfold = async (page, within) => {
  const closed = widget(page).locator(`${within} details:not([open]) > summary`);
  await closed.first().waitFor();
  while (await closed.count()) await closed.last().click();
};
/** Opens the filters of the practices, which a narrow screen keeps behind a button. */
const filters = async (page) => {
  const toggle = button(page, "Filter the practices");
  if (await toggle.isVisible()) await toggle.click();
  await unfold(page, ".filters");
};
/** The address of a page with what a link carries. */
const linked = (state) => `/set.html#city-peers=1&city=mz-beira&topics=flood-management&${state}`;

/** A state: its name, the page it begins on, how to get there. */
const STATES = [
  ["start", "/plain.html", (page) => cityField(page).waitFor()],
  ["open list", "/plain.html", async (page) => (await cityField(page).fill("san"), options(page).first().waitFor())],
  ["nothing found", "/plain.html", async (page) => (await cityField(page).fill("Xyzzyq"), widget(page).getByText(/No city here/).waitFor())],
  ["city missing", "/plain.html", async (page) => (await showPartners(page), widget(page).getByText("Choose your city first.").waitFor())],
  ["all topics", "/plain.html", (page) => widget(page).getByText(/^All \d+ topics$/).click()],
  ["partners", "/set.html", (page) => widget(page).locator(".partner").first().waitFor()],
  ["reasons", "/set.html", async (page) => (await widget(page).locator(".partner summary").first().click(), widget(page).locator(".why").first().waitFor())],
  ["practices", "/set.html", async (page) => (await button(page, "Practices").click(), widget(page).locator(".tally").first().waitFor())],
  ["practice", "/set.html", async (page) => (await widget(page).locator(".rows li button").first().click(), heading(page, "What it took").waitFor())],
  ["certainty", "/set.html", (page) => part(page, ".chance .says").waitFor()],
  ["topics open", "/set.html", async (page) => (await part(page, "#slot-topics").click(), await unfold(page, "#panel"), part(page, "#panel .sdg").waitFor())],
  ["filters open", "/set.html", async (page) => (await part(page, "#more").click(), await button(page, "Country income group").click(), part(page, "#filters [role=group]").waitFor())],
  ["nobody passes", linked("filter=submitted,abroad&view=suggest"), (page) => widget(page).getByText("No city passes all 2 filters").first().waitFor()],
  ["missed city", "/set.html", async (page) => (await miss(page).fill("durban"), await options(page).filter({ hasText: "Durban" }).first().click(), part(page, ".miss .num").waitFor())],
  ["larger map", "/set.html", async (page) => (await button(page, "Larger map").click(), part(page, ".places").waitFor())],
  ["practices, all filters", "/all.html", async (page) => (await part(page, ".practice").waitFor(), await filters(page), part(page, ".filters .sdg").waitFor())],
  ["compare two", linked("view=compare&chosen=mz-quelimane,dk-copenhagen"), (page) => widget(page).getByText(/^\d{3},\d\d[1-9]$/).first().waitFor()],
  ["compare none", linked("view=compare"), (page) => heading(page, "Compare cities").waitFor()],
  ["profile begins", "/profile.html", (page) => button(page, "Describe my city").waitFor()],
  ["profile", "/own.html", (page) => widget(page).getByLabel("People", { exact: true }).waitFor()],
  ["shortlist", linked("view=kept&kept=co-medellin,kr-busan&practices=green-corridors-medellin"), (page) => part(page, ".kept").waitFor()],
  ["shortlist, none", linked("view=kept"), (page) => widget(page).getByText("Nothing is on your shortlist yet.").waitFor()],
  ["link", linked("view=suggest&kept=co-medellin&note.co-medellin=Ask"), async (page) => (await button(page, "Copy a link").click(), part(page, "#address").waitFor())],
  ["link damaged", "/set.html#city-peers=1&city", (page) => widget(page).getByText(/This link is damaged/).first().waitFor()],
  ["brief", linked("view=brief:co-medellin"), (page) => heading(page, "First step").waitFor()],
  ["right to left", "/ar.html", (page) => widget(page).locator("h2", { hasText: "القاهرة" }).waitFor()],
  ["loading", "/loading.html", (page) => widget(page).locator("progress, [role=status]").first().waitFor()],
  ["failed", "/failed.html", (page) => button(page, "Try again").waitFor()],
  ["cannot run", "/blocked.html", (page) => heading(page, "City Peers cannot run on this page").waitFor()],
];

let browser, site, strict;
before(async () => {
  if (skip) return;
  const set = (more) => hostPage(`<h2>Before</h2><city-peers city="mz-beira" topics="flood-management" ${more}></city-peers>`);
  const files = {
    "/plain.html": hostPage("<city-peers></city-peers>"),
    "/set.html": set(""),
    "/ar.html": hostPage('<city-peers lang="ar" city="eg-cairo" topics="flood-management"></city-peers>'),
    "/all.html": set('view="practices"'),
    "/profile.html": hostPage('<city-peers view="profile"></city-peers>'),
    "/own.html": set('view="profile"'),
    "/loading.html": set('directory="/slow/directory.json"'),
    "/failed.html": set('directory="/none/directory.json"'),
  };
  const body = '<city-peers city="mz-beira"><p>The page’s own content</p></city-peers>';
  [browser, site, strict] = await Promise.all([
    launch(),
    servePackage({ files }),
    servePackage({ csp: NO_WASM_CSP, files: { "/blocked.html": hostPage(body) } }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close(), strict?.close()]));

/** A page in a state. */
async function enter([name, path, go], settings) {
  const page = await newPage(browser, settings);
  // The entry file arrives, the core never does.
  await page.route("**/slow/*.bin", () => {});
  await page.route("**/slow/directory.json", async (route) => route.fulfill({ response: await route.fetch({ url: `${site.url}/directory/directory.json` }) }));
  await page.goto((name === "cannot run" ? strict : site).url + path);
  await go(page);
  return page;
}

/** Text against its ground, by axe. */
const contrast = (page) =>
  page.evaluate(async () => {
    const { violations } = await window.axe.run({ runOnly: { type: "rule", values: ["color-contrast"] } });
    return violations.flatMap(({ nodes }) => nodes.map((node) => `${node.target.flat().join(" ")}: ${node.failureSummary}`));
  });

/** What sticks out sideways, and what is cut off: text in a box that is too small for it. */
const misfits = (page) =>
  page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const found = [];
    for (const each of document.querySelector("city-peers").shadowRoot.querySelectorAll(".mount *")) {
      if (each.closest("svg, .hide, .scroll, .cols, progress")) continue;
      const { left, right, width } = each.getBoundingClientRect();
      const style = getComputedStyle(each);
      if (width && style.position !== "absolute" && (right > limit + 1 || left < -1)) found.push(`out: ${each.outerHTML.slice(0, 90)}`);
      // A box that is clipped away is for screen readers only; a field scrolls by itself.
      const hides = width > 1 && !style.clipPath.includes("50%") && each.localName !== "input" && /hidden|clip/.test(style.overflowX + style.overflowY);
      if (hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)) {
        found.push(`cut: ${each.outerHTML.slice(0, 90)}`);
      }
    }
    if (document.documentElement.scrollWidth > limit) found.push(`the page: ${document.documentElement.scrollWidth} of ${limit}`);
    return found;
  });

/** Lines, words and letters as far apart as WCAG 1.4.12 has it. */
const space = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    const root = document.querySelector("city-peers").shadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });

/** What a screen reader is given. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const seen = nodes.filter((node) => !node.ignored);
  const property = (node, name) => node.properties?.find((each) => each.name === name)?.value.value;
  return seen.map((node) => ({
    role: node.role?.value,
    name: node.name?.value ?? "",
    live: property(node, "live"),
    text: node.value?.value,
  }));
}

const NAMED = ["button", "link", "checkbox", "radio", "combobox", "textbox", "slider", "option", "listbox", "region", "table", "navigation", "group", "figure", "progressbar", "searchbox", "spinbutton", "DisclosureTriangle"];

// Every state in light colours; dark and forced colours take turns, so that all of it takes less than three minutes: the
// colours are those of a few roles, which every view shares.
for (const [ix, state] of STATES.entries()) {
  const forced = ix % 2 === 1;
  test(`${state[0]}: axe in light and ${forced ? "forced" : "dark"} colours; names and headings`, { skip }, async () => {
    const page = await enter(state);
    assert.deepEqual(await axe(page), [], "light");
    await page.emulateMedia(forced ? { forcedColors: "active" } : { colorScheme: "dark" });
    assert.deepEqual(await contrast(page), [], forced ? "forced colours" : "dark");
    const nodes = await tree(page);
    const nameless = nodes.filter(({ role, name }) => NAMED.includes(role) && !name.trim());
    assert.deepEqual(nameless.filter(({ role }) => !["figure", "group", "table"].includes(role)), [], "without a name");
    const keys = nodes.filter(({ name }) => /^[a-z]+(\.[a-z-]+){1,3}$/.test(name) && !name.endsWith(".json"));
    assert.deepEqual(keys, [], "keys for names");
    const levels = await page.evaluate(() => {
      const all = document.querySelector("city-peers").shadowRoot.querySelectorAll("h1, h2, h3, h4, h5, h6");
      return [...all].filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]));
    });
    // Views begin with h2, messages in their place with h3; no level is left out on the way down.
    assert.ok([2, 3].includes(levels[0] ?? 2), `headings ${levels}`);
    levels.forEach((level, ix) => assert.ok(ix === 0 || level <= levels[ix - 1] + 1, `headings ${levels}`));
    await page.context().close();
  });

  test(`${state[0]}: 320 px, 400 % zoom, wide spacing, reduced motion`, { skip }, async () => {
    // 1280 × 1024 at 400 % is 320 × 256.
    const page = await enter(state, { width: 320, height: 256 });
    assert.deepEqual(await misfits(page), [], "320 px");
    await space(page);
    assert.deepEqual(await misfits(page), [], "spaced at 320 px");
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.deepEqual(await misfits(page), [], "spaced at 1280 px");
    const moving = await page.evaluate(() => {
      const root = document.querySelector("city-peers").shadowRoot;
      const slow = [...root.querySelectorAll(".mount *")].filter((each) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(each);
        const lasts = (text) => text.split(",").some((part) => Number.parseFloat(part) > 0.01);
        return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration));
      });
      return [...slow.map((each) => each.outerHTML.slice(0, 80)), ...document.getAnimations().map((each) => each.playState)];
    });
    assert.deepEqual(moving, [], "moves although motion is reduced");
    await page.context().close();
  });
}

test("what is found, missing and done is announced", { skip }, async () => {
  const page = await newPage(browser);
  await page.goto(`${site.url}/plain.html`);
  const announced = async (text) => {
    const status = widget(page).locator("[role=status], [role=alert], [aria-live]").filter({ hasText: text }).first();
    await status.waitFor({ state: "attached" });
    const live = (await tree(page)).filter((node) => ["polite", "assertive"].includes(node.live));
    assert.ok(live.length > 0, "no live region in the accessibility tree");
  };
  await cityField(page).fill("san");
  await announced(/cities match “san”/);
  const open = (await tree(page)).find((node) => node.role === "combobox");
  assert.equal(open.name, "Your city");
  await cityField(page).fill("Xyzzyq");
  await announced("No city here is called “Xyzzyq”.");
  await chooseCity(page, "Beira");
  await announced(/^Mozambique · about/);
  await showPartners(page);
  const region = (await tree(page)).find((node) => node.role === "region");
  assert.equal(region.name, "City Peers: partner cities and practices");
  const focused = await widget(page).evaluate((each) => each.shadowRoot.activeElement?.tagName);
  assert.equal(focused, "H2", "the focus follows to the answer");
});
