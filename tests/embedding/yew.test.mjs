// The Yew component in an application of its own: www/examples/yew-app, built by Trunk, in a browser.
// `cargo xtask test` has built it already; by hand this test does, which takes minutes the first time.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, newPage, PATHS, screenshot, serve } from "../browser/harness.mjs";
import { until } from "../browser/widget.mjs";

const EXAMPLE = join(PATHS.www, "examples", "yew-app");
const TARGET = join(PATHS.package, "..");
const DIST = join(TARGET, "yew-app");

let browser, site;

before(
  async () => {
    const { NO_COLOR: _, ...env } = process.env;
    const tools = [join(TARGET, "tools", "bin"), join(PATHS.www, "..", "tests", "node_modules", ".bin")];
    try {
      execFileSync("trunk", ["build", "--dist", DIST], {
        cwd: EXAMPLE,
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
        env: { ...env, CARGO_TARGET_DIR: TARGET, PATH: [...tools, env.PATH].join(delimiter) },
      });
    } catch (error) {
      error.message = `trunk build in ${EXAMPLE} (cargo xtask test --only embedding sets Trunk up)\n${error.stderr ?? ""}`;
      throw error;
    }
    site = await serve({ folders: { "/": DIST } });
    browser = await launch();
  },
  { timeout: 540_000 },
);
after(() => Promise.all([browser?.close(), site?.close()]));

/** The example in a page of its own. */
async function open(t, { path = "/", at = site, ...options } = {}) {
  const page = await newPage(browser, options);
  t.after(() => page.context().close());
  await page.goto(`${at.url}${path}`);
  return page;
}

const first = (page) => page.locator("#first");
const second = (page) => page.locator("#second");
const headed = (widget, name) => widget.getByRole("heading", { level: 2, name }).waitFor();
/** The cities on the application's own list. */
const noted = (page) => page.locator("aside li").evaluateAll((items) => items.map((item) => item.dataset.city));
const choose = (page, label, value) => page.getByLabel(label).selectOption(value);

test("suggests under a strict policy, and the application hears the answer", async (t) => {
  const page = await open(t);
  await headed(first(page), /^Who can Seoul learn from about flood management/);
  const cities = await until("the answer's cities", () => noted(page), (list) => list.length === 6);
  assert.ok(cities.every((id) => /^[a-z]{2}-/.test(id)), cities.join());
  const shown = await first(page).locator(".partner h4").allInnerTexts();
  const listed = await page.locator("aside li").allInnerTexts();
  assert.ok(shown.some((name) => listed.some((entry) => entry.startsWith(name))), `${shown} beside ${listed}`);
  await first(page).locator(".mount[role=region][aria-label][lang=en][dir=ltr]").waitFor();
  // No element, and nothing that only its loader calls.
  assert.equal(await page.evaluate(() => customElements.get("city-peers") ?? customElements.get("city-peers-app")), undefined);
  assert.doesNotMatch(readFileSync(join(DIST, "partner-desk.js"), "utf8"), /export (class Widget|function mount)\b/);
  assert.deepEqual(page.problems, []);
});

test("changed props change the running widget, and nothing else", async (t) => {
  const page = await open(t);
  await headed(first(page), /flood management/);
  const before = await until("the first answer", () => noted(page), (list) => list.length > 0);
  await page.evaluate(() => (window.mount = document.querySelector("#first").shadowRoot.querySelector(".mount")));
  const asked = () => site.requests.filter((path) => /directory\.json|core-|city-peers\.css/.test(path)).length;
  const requests = asked();

  await choose(page, "Topic", "housing");
  await headed(first(page), /^Who can Seoul learn from about housing/);
  await until("another ranking", () => noted(page), (list) => list.length > 0 && list.join() !== before.join());

  await choose(page, "Language of the suggestions", "ko");
  await first(page).locator(".mount[lang=ko]").waitFor();
  await headed(first(page), /서울/);
  await choose(page, "Language of the suggestions", "ar");
  await first(page).locator(".mount[lang=ar][dir=rtl]").waitFor();
  // What is no language tag harms nothing.
  await page.getByLabel("Language of the suggestions").evaluate((select) => select.append(new Option("", "pt_BR"), new Option("", "fr-FR,fr")));
  await choose(page, "Language of the suggestions", "pt_BR");
  await first(page).locator(".mount[lang=pt-BR][dir=ltr]").waitFor();
  await choose(page, "Language of the suggestions", "fr-FR,fr");
  await first(page).locator(".mount[lang=fr]").waitFor();
  await headed(first(page), /Séoul/);
  await choose(page, "Language of the suggestions", "en");
  await headed(first(page), /^Who can Seoul learn from about housing/);

  const ground = () => first(page).locator(".mount").evaluate((mount) => getComputedStyle(mount).backgroundColor);
  const light = await ground();
  await page.getByLabel("Dark").check();
  await until("a dark ground", ground, (colour) => colour !== light);

  const same = await page.evaluate(() => window.mount === document.querySelector("#first").shadowRoot.querySelector(".mount"));
  assert.ok(same, "the widget was not started anew");
  assert.equal(asked(), requests, "nothing was fetched again");
  assert.deepEqual(page.problems, []);
});

test("two at once keep to themselves", async (t) => {
  const page = await open(t);
  await headed(first(page), /Seoul .* flood management/);
  const before = await until("the first answer", () => noted(page), (list) => list.length > 0);
  await page.getByLabel("Beside it: Busan").check();
  await headed(second(page), /^Who can Busan learn from about flood management/);
  await headed(first(page), /^Who can Seoul learn from about flood management/);
  assert.deepEqual(await noted(page), before, "the application heard the first alone");

  // What is pressed in one changes that one.
  await second(page).getByRole("button", { name: "Practices", exact: true }).click();
  await second(page).locator("button[aria-current=page]").getByText("Practices", { exact: true }).waitFor();
  await headed(first(page), /^Who can Seoul learn from about flood management/);
  await screenshot(page, "yew-app");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.problems, []);
});

test("unmounted it is gone, mounted again it works", async (t) => {
  const page = await open(t);
  await headed(first(page), /Seoul/);
  const turn = (name) => page.getByRole("button", { name, exact: true }).click();
  await page.evaluate(() => (window.hosts = []));
  for (let round = 0; round < 5; round++) {
    await headed(first(page), /Seoul/);
    await page.evaluate(() => {
      window.hosts.push(new WeakRef(document.querySelector("#first")), new WeakRef(document.querySelector("#first").parentNode));
    });
    await turn("Put away");
    await first(page).waitFor({ state: "detached" });
    await turn("Take out");
  }
  await headed(first(page), /^Who can Seoul learn from about flood management/);
  const session = await page.context().newCDPSession(page);
  const alive = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return page.evaluate(() => window.hosts.filter((host) => host.deref()).length);
  };
  await until("hosts that are still in memory", alive, (count) => count === 0);
  // Put away while it is loading.
  await page.reload();
  await first(page).waitFor({ state: "attached" });
  await turn("Put away");
  await turn("Take out");
  await headed(first(page), /^Who can Seoul learn from about flood management/);
  assert.deepEqual(page.problems, []);
});

test("the handle answers, and says when nobody is there", async (t) => {
  const page = await open(t);
  const ask = () => page.getByRole("button", { name: "Ask again" }).click();
  const said = page.locator("output");
  // Asked while it is loading, it waits.
  await ask();
  await said.getByText(/^\d+ cities compared$/).waitFor();
  await headed(first(page), /Seoul/);
  await page.getByRole("button", { name: "Put away" }).click();
  await first(page).waitFor({ state: "detached" });
  await ask();
  await said.getByText("not-mounted").waitFor();
});

test("options and methods reach it: a filter, cities side by side, a profile handed in", async (t) => {
  const page = await open(t);
  await headed(first(page), /Seoul/);
  const countries = () => page.locator("aside li").evaluateAll((items) => items.map((item) => item.dataset.city.slice(0, 2)));
  await until("Korean cities", countries, (codes) => codes.includes("kr"));
  await page.getByLabel("Other countries only").check();
  await until("no Korean cities", countries, (codes) => codes.length > 0 && !codes.includes("kr"));
  // Another topic begins the question anew: the filter stays.
  await choose(page, "Topic", "housing");
  await headed(first(page), /about housing/);
  await until("the answer for another topic", () => noted(page), (list) => list.includes("jp-tokyo"));
  assert.ok(!(await countries()).includes("kr"));

  await page.getByRole("button", { name: "Side by side" }).click();
  await page.locator("output").getByText("3 cities side by side").waitFor();
  await first(page).locator("button[aria-current=page]").getByText("Compare").waitFor();

  const downloads = [];
  page.on("download", (download) => downloads.push(download.suggestedFilename()));
  await first(page).getByRole("button", { name: "Your city", exact: true }).click();
  await first(page).getByRole("button", { name: "Hand in the profile" }).click();
  await page.locator("output").getByText("kr-seoul handed in").waitFor();
  // The visitor reads that the page has it; nothing was saved.
  await first(page).getByRole("status").getByText(/page/).first().waitFor();
  assert.deepEqual(downloads, []);
  assert.deepEqual(page.problems, []);
});

test("a link that names its id reaches it", async (t) => {
  const page = await open(t, { path: "/#city-peers=1&at=first&city=mz-beira&topics=sanitation&purpose=learn" });
  await headed(first(page), /^Who can Beira learn from about sanitation/);
});

for (const [what, files, code] of [
  // As servers of single-page applications answer what is not there.
  ["no style where `base` leads", { "/city-peers/city-peers.css": "<!doctype html><title>Partnership desk</title>" }, /^files-missing .*city-peers\.css$/],
  ["no texts where `base` leads", { "/city-peers/locales/en.json": "<!doctype html><title>Partnership desk</title>" }, /^files-missing .*en\.json$/],
]) {
  test(`${what}: the application hears it, the fallback stays`, async (t) => {
    const at = await serve({ folders: { "/": DIST }, files });
    t.after(() => at.close());
    const page = await open(t, { at });
    await page.getByRole("alert").getByText(code).waitFor();
    await first(page).getByText("Partner cities of Seoul are shown here in a moment.").waitFor();
    assert.equal(await first(page).locator(".mount").count(), 0);
    assert.ok(page.problems.some((text) => text.includes("city-peers: files-missing http")), page.problems.join());
    // Whoever asks all the same is not left waiting.
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.locator("output").getByText("not-mounted").waitFor();
  });
}

test("without a directory the widget says so, above the fallback", async (t) => {
  const at = await serve({ folders: { "/": DIST }, files: { "/city-peers/directory/directory.json": 404 } });
  t.after(() => at.close());
  const page = await open(t, { at });
  await page.getByRole("alert").getByText(/^directory-missing directory\.json$/).waitFor();
  await first(page).getByRole("button", { name: "Try again" }).waitFor();
  await first(page).getByText("Partner cities of Seoul are shown here in a moment.").waitFor();
});

test("holds at 320 px", async (t) => {
  const page = await open(t, { width: 320, height: 700 });
  await headed(first(page), /Seoul/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${wide} px wide`);
  await screenshot(page, "yew-app-320");
});

test("what it is built of is what the project is built of", () => {
  // One wasm-bindgen command serves both; and what was compiled for one needs no compiling for the other.
  const locked = (file) =>
    [...readFileSync(file, "utf8").matchAll(/^name = "(.*)"\nversion = "(.*)"/gm)].map(([, name, version]) => `${name} ${version}`);
  const ours = new Set(locked(join(PATHS.www, "..", "Cargo.lock")));
  const others = locked(join(EXAMPLE, "Cargo.lock")).filter((entry) => !ours.has(entry) && !entry.startsWith("partner-desk "));
  assert.deepEqual(others, [], "cargo update in www/examples/yew-app");
});

test("the snippets of docs/rust.md are those of the example", () => {
  const text = (name) => readFileSync(join(EXAMPLE, name), "utf8");
  const files = { toml: ["Cargo.toml", ".cargo/config.toml"], html: ["index.html"], css: ["style.css"] };
  const document = readFileSync(join(PATHS.www, "..", "docs", "rust.md"), "utf8");
  for (const [language, names] of Object.entries(files)) {
    const blocks = [...document.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))];
    assert.ok(blocks.length, language);
    for (const [, block] of blocks) assert.ok(names.some((name) => text(name).includes(block)), block);
  }
});
