// The configurator of the example page: what is set becomes a tag that does the same, whatever is typed; it works by keyboard,
// in small, dark and forced colours, and with directories that are not there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { transformSync } from "esbuild";
import { readCore } from "../../www/demo/core.js";
import { check, fromQuery, toQuery, unset } from "../../www/demo/settings.js";
import { css, html, rustString, snippets } from "../../www/demo/snippets.js";
import { axe, hasDirectory, hasPackage, hasTrunkDist, launch, newPage, PATHS, screenshot, serve } from "./harness.mjs";

const HOSTILE = `"'<script>globalThis.broken=1</script>&quot;\`\${globalThis.broken=1}{{globalThis.broken=1}}{globalThis.broken=1}\\--></style>`;
const arrayBuffer = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
const coreOf = (folder) => arrayBuffer(readFileSync(join(folder, readdirSync(folder).find((name) => /^core-.*\.bin$/.test(name)))));
const yes = () => true;

describe("lists", () => {
  test("cities and topics of the core file are those of the sources", { skip: !hasDirectory() && "needs the built directory" }, () => {
    const { cities, topics } = readCore(coreOf(PATHS.directory));
    const rows = readFileSync(join(PATHS.www, "..", "data", "cities.csv"), "utf8").trim().split("\n").slice(1);
    assert.deepEqual(cities.map(({ id }) => id).sort(), rows.map((row) => row.split(",")[0]).sort());
    const listed = JSON.parse(readFileSync(join(PATHS.www, "..", "data", "vocabulary", "topics.json"), "utf8"));
    assert.deepEqual(topics, listed.map(({ code, label }) => ({ code, label })));
    const seoul = cities.find(({ id }) => id === "kr-seoul");
    assert.deepEqual([seoul.name, seoul.country], ["Seoul", "KR"]);
    assert.equal(cities.filter(({ country }) => country === "KR").sort((a, b) => b.size - a.size)[0].id, "kr-seoul");
  });

  test("cut, damaged and foreign files end in an error", { skip: !hasDirectory() && "needs the built directory" }, () => {
    const whole = new Uint8Array(coreOf(PATHS.directory));
    for (const length of [0, 7, 19, 20, 500, 5000, 100_000]) assert.throws(() => readCore(arrayBuffer(whole.slice(0, length))), `${length}`);
    assert.throws(() => readCore(arrayBuffer(new TextEncoder().encode("<!doctype html><title>Not found</title>"))));
    const newer = whole.slice();
    newer[8] = 99;
    assert.throws(() => readCore(arrayBuffer(newer)));
  });
});

describe("code", () => {
  const hostile = () => {
    const settings = { ...unset(), city: HOSTILE, topics: [HOSTILE.replace(/\s/g, "")], directory: "/d.json?x=\"<y>&z", fallback: `${HOSTILE}\n\nsecond` };
    return check(settings, yes).good;
  };

  test("nothing set gives the shortest tag", () => {
    const { good, wrong } = check({ ...unset(), fallback: "" }, yes);
    assert.deepEqual(wrong, {});
    assert.equal(html(good), `<script type="module" src="/city-peers/city-peers.js"></script>\n<city-peers></city-peers>`);
    const defaults = check({ ...unset(), fallback: "", purpose: "learn", view: "suggest", theme: "auto", max: "10" }, yes).good;
    assert.equal(html(defaults), html(good));
    assert.equal(css(good), "");
  });

  test("a configuration survives its address", () => {
    const settings = { ...unset(), city: "kr-seoul", topics: ["heat", "waste"], lang: "ko", drafts: true, accent: "#a00", "accent-dark": "pink", fallback: `${HOSTILE}\n\nx`, files: "/x/", "submit-to": "https://a.example/b?c=d&e" };
    assert.deepEqual(fromQuery(`?${toQuery(settings, "utm=1")}`), settings);
    assert.match(toQuery(settings, "utm=1"), /^utm=1&/);
    assert.equal(toQuery(unset()), "");
  });

  test("what makes no sense is left out and named", () => {
    const settings = { ...unset(), files: "javascript:alert(1)", directory: "data:x", "submit-to": "http://a.example/", max: "0", lang: "xx", theme: "x", view: "x", purpose: "x", accent: "red;} body{display:none", radius: "</style>", topics: ["a", "b", "c", "d", "e", "f"] };
    const { good, wrong } = check(settings, yes);
    assert.deepEqual(Object.keys(wrong).sort(), ["accent", "directory", "files", "lang", "max", "purpose", "radius", "submit-to", "theme", "topics", "view"]);
    assert.equal(html({ ...good, fallback: "" }), `<script type="module" src="/city-peers/city-peers.js"></script>\n<city-peers topics="a b c d e"></city-peers>`);
    assert.equal(css(good), "");
    assert.deepEqual(Object.keys(check({ ...unset(), "submit-to": "/profiles" }, yes).wrong), []);
  });

  test("React: the values arrive as they were typed", () => {
    const good = hostile();
    const { text } = snippets(good).find(({ id }) => id === "react").files[0];
    const { code } = transformSync(text, { loader: "jsx", jsxFactory: "h" });
    const script = code.replace(/^import .*$/m, "").replace("export ", "").replace(/export \{[^}]*\};?/, "");
    const element = new Function("h", `${script}; return Partners();`)((tag, props, ...children) => ({ tag, ...props, children }));
    assert.equal(element.city, good.city);
    assert.equal(element.topics, good.topics.join(" "));
    assert.equal(element.directory, good.directory);
    assert.deepEqual(element.children.map(({ children }) => children.join("")), [HOSTILE, "second"]);
    assert.equal(globalThis.broken, undefined);
  });

  test("Vue: what looks like an expression is kept from being one", () => {
    const { text } = snippets(hostile()).find(({ id }) => id === "vue").files[0];
    const template = text.split("<template>")[1];
    for (const line of template.split("\n").filter((each) => /\{\{/.test(each))) assert.match(line, /^\s*(<p v-pre>|city=|topics=)/);
    assert.doesNotMatch(template, /<script>|<\/style>/);
  });

  test("Yew: strings are strings of Rust", () => {
    assert.equal(rustString(`a"b\\c\n\u0007é😀`), String.raw`"a\"b\\c\u{a}\u{7}é😀"`);
    const { text } = snippets(check({ ...unset(), city: "kr-seoul", topics: ["heat"], purpose: "group", theme: "dark", max: "5" }, yes).good).find(({ id }) => id === "yew").files[0];
    const styled = snippets(check({ ...unset(), font: "inherit" }, yes).good).find(({ id }) => id === "yew").files[1].text;
    assert.match(styled, /^city-peers-app \{/);
    assert.match(text, /^use city_peers::\{CityPeers, Purpose, Theme\};/);
    for (const part of [`city="kr-seoul"`, `topics={["heat"]}`, "purpose={Purpose::Group}", "theme={Theme::Dark}", "max={5}"]) assert.ok(text.includes(part), part);
  });

  test("iframe: parameters are parameters", () => {
    const good = hostile();
    const { text } = snippets(good).find(({ id }) => id === "iframe").files[0];
    const src = text.match(/src="([^"]*)"/)[1].replaceAll("&amp;", "&");
    const asked = new URL(src, "https://a.example/").searchParams;
    assert.equal(asked.get("city"), good.city);
    assert.equal(asked.get("directory"), good.directory);
    assert.doesNotMatch(text, /<script/);
    const note = (more) => snippets(check({ ...unset(), ...more }, yes).good).at(-1).note;
    assert.match(note({}), /cannot see the language/);
    assert.match(note({ lang: "ko", accent: "red", directory: "d/directory.json" }), /^For systems that strip scripts\. Colours .* The address of the directory counts from embed\.html\.$/);
  });

  test("colours are for light, for dark, or for the theme that is fixed; forced ones stay", () => {
    const set = (more) => css(check({ ...unset(), accent: "#123456", "accent-dark": "#abcdef", font: "inherit", ...more }, yes).good);
    const auto = set({});
    assert.match(auto, /^city-peers \{\n {2}--city-peers-font: inherit;\n\}/);
    assert.match(auto, /\(forced-colors: none\) and \(prefers-color-scheme: light\) \{\s+city-peers \{\s+--city-peers-accent: #123456;/);
    assert.match(auto, /prefers-color-scheme: dark\) \{\s+city-peers \{\s+--city-peers-accent: #abcdef;/);
    assert.doesNotMatch(set({ theme: "light" }), /abcdef|prefers/);
    assert.doesNotMatch(set({ theme: "dark" }), /123456|prefers/);
  });
});

const built = hasTrunkDist() && existsSync(join(PATHS.dist, "demo", "page.js")) && hasPackage();
describe("page", { skip: !built && "needs the built page and package: cargo xtask test" }, () => {
  let browser, site;
  before(async () => {
    const loader = readFileSync(join(PATHS.package, "city-peers.js"));
    const hash = `sha384-${createHash("sha384").update(loader).digest("base64")}`;
    [browser, site] = await Promise.all([
      launch(),
      serve({
        folders: { "/": PATHS.dist, "/city-peers/directory/": PATHS.directory, "/city-peers/": PATHS.package },
        files: {
          "/city-peers/integrity.json": JSON.stringify({ version: "0.1.0", files: { "city-peers.js": hash } }),
          "/broken/directory.json": "<!doctype html><title>Not found</title>",
          "/strange/directory.json": JSON.stringify({ directory: { title: "Strange" }, counts: { cities: 3, practices: 0 }, files: [{ kind: "core", name: "core.bin" }] }),
          "/strange/core.bin": "something else",
        },
      }),
    ]);
  });
  after(() => Promise.all([browser?.close(), site?.close()]));

  async function open(t, query = "", look = {}) {
    const page = await newPage(browser, look);
    t.after(() => page.context().close());
    await page.goto(`${site.url}/${query}#embed`);
    await page.locator("#topics input").first().waitFor();
    return page;
  }
  const code = (page) => page.locator("#panel code").first();
  /** Waits until the code holds something. */
  const says = (page, part) =>
    page.waitForFunction((wanted) => document.querySelector("#panel code").textContent.includes(wanted), part);
  const addressHas = (page, part) => page.waitForFunction((wanted) => decodeURIComponent(location.search).includes(wanted), part);
  const preview = (page) => page.locator("#preview");
  const suggested = (page, name) => preview(page).getByRole("heading", { name }).first().waitFor();

  test("what is chosen by keyboard is in the tag, the preview and the address; the tag does the same on a page of its own", async (t) => {
    const page = await open(t);
    const city = page.getByRole("combobox", { name: "City", exact: true });
    await city.focus();
    await page.keyboard.type("medel");
    await page.locator("#city-list [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.equal(await city.getAttribute("aria-activedescendant"), "city-0");
    await page.keyboard.press("Enter");
    await says(page, `city="co-medellin"`);
    assert.equal(await city.inputValue(), "Medellín, Colombia");
    await page.getByRole("checkbox", { name: "Flood management" }).first().focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Purpose").selectOption("exchange");
    await page.getByLabel("How many suggestions").fill("5");
    await page.getByLabel("Language").selectOption("es");
    await suggested(page, /Medellín/);
    await preview(page).getByRole("heading", { name: /gestión de inundaciones/ }).first().waitFor();
    const attributes = await preview(page).evaluate((each) => Object.fromEntries([...each.attributes].map(({ name, value }) => [name, value])));
    assert.deepEqual(attributes, { id: "preview", city: "co-medellin", topics: "flood-management", purpose: "exchange", max: "5", lang: "es" });
    await addressHas(page, "city=co-medellin");
    // The tag and the preview, side by side: the same cities.
    const answer = (of, selector) => of.evaluate(async (wanted) => (await document.querySelector(wanted).suggest()).partners.map(({ id }) => id), selector);
    const here = await answer(page, "#preview");
    const tag = await code(page).textContent();
    site.files["/own.html"] = `<!doctype html><html lang="en"><title>Own</title>${tag}</html>`;
    const own = await newPage(browser);
    t.after(() => own.context().close());
    await own.goto(`${site.url}/own.html`);
    assert.deepEqual(await answer(own, "city-peers"), here);
    assert.equal(here.length, 5);
    // A link brings it back.
    const again = await open(t, new URL(page.url()).search);
    await says(again, `city="co-medellin" topics="flood-management" purpose="exchange" max="5" lang="es"`);
    // Its name, once the names of the directory are there.
    await again.waitForFunction(() => document.querySelector("#city-text").value === "Medellín, Colombia");
    assert.deepEqual([...page.problems, ...own.problems, ...again.problems], []);
  });

  test("whatever is typed stays a value: in the tag as a browser reads it, and on this page", async (t) => {
    const page = await open(t, `?${new URLSearchParams({ directory: `/x.json?"<y>&z`, fallback: HOSTILE, view: HOSTILE, accent: HOSTILE, lang: HOSTILE })}`);
    await says(page, "&lt;script&gt;");
    const text = await code(page).textContent();
    const read = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, "text/html");
      const element = parsed.querySelector("city-peers");
      const names = [...parsed.querySelectorAll("*")].map(({ localName }) => localName);
      return { names, attributes: element.getAttributeNames(), directory: element.getAttribute("directory"), text: element.textContent.trim(), broken: globalThis.broken };
    }, text);
    assert.deepEqual(read.names, ["html", "head", "script", "body", "city-peers", "p"]);
    assert.deepEqual(read.attributes, ["directory"]);
    assert.equal(read.directory, `/x.json?"<y>&z`);
    assert.equal(read.text, HOSTILE);
    assert.equal(read.broken, undefined);
    assert.equal(await page.locator("#preview > p").textContent(), HOSTILE);
    assert.equal(await page.locator("[style]").count(), 0);
  });

  test("colours reach the preview without a style attribute, and what is hard to read is said", async (t) => {
    const page = await open(t, "?city=kr-seoul&theme=light");
    await page.getByText("Colours and type", { exact: true }).click();
    await page.getByRole("textbox", { name: "Links and buttons, light", exact: true }).fill("#ffcc00");
    await page.getByText(/Links and buttons: 1\.\d to 1 on the light background/).waitFor();
    await page.getByRole("textbox", { name: "Links and buttons, light", exact: true }).fill("rgb(120 0 90)");
    await page.waitForFunction(() => document.querySelector("#contrast").textContent === "");
    assert.equal(await page.getByLabel("Links and buttons, light: pick").inputValue(), "#78005a");
    const link = preview(page).locator(".lead .link").first();
    await link.waitFor();
    await page.waitForFunction(
      (each) => getComputedStyle(each).color === "rgb(120, 0, 90)",
      await link.elementHandle(),
    );
    await page.locator("#panel").getByText("--city-peers-accent: rgb(120 0 90);").waitFor();
    await page.getByRole("textbox", { name: "Links and buttons, light", exact: true }).fill("red; } body { display: none");
    await page.getByText("This is no colour of CSS").waitFor();
    assert.equal(await page.locator("#panel figure").count(), 1);
    assert.equal(await page.locator("[style]").count(), 0);
    assert.deepEqual(page.problems, []);
  });

  test("copies the code and the link; without a clipboard it selects the code and says which keys", async (t) => {
    const page = await open(t, "?city=kr-seoul");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy page.html" }).click();
    await page.getByText("Code copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page).textContent());
    await page.getByRole("button", { name: "Copy a link to this configuration" }).click();
    await page.getByText("Link copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.url}/?city=kr-seoul#embed`);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.getByRole("button", { name: "Copy page.html" }).click();
    await page.getByText(/may not use the clipboard.*press/).waitFor();
    assert.equal(await page.evaluate(() => getSelection().toString().trim()), (await code(page).textContent()).trim());
  });

  test("tabs by arrow keys; each way of embedding has its code", async (t) => {
    const page = await open(t, "?city=kr-seoul");
    await page.getByRole("tab", { name: "HTML" }).focus();
    for (const [name, part] of [["npm", "city-peers/auto"], ["React", "export function"], ["Vue", "v-pre"], ["Yew", "<CityPeers"], ["iframe", "embed.html?city=kr-seoul"], ["HTML", "city-peers.js"]]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.locator("[role=tab][aria-selected=true]").textContent(), name);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
      await page.locator("#panel").getByText(part).first().waitFor();
    }
  });

  test("a city that is not there, a directory that is none, lists that cannot be read: each is said", async (t) => {
    const page = await open(t, "?city=xx-nowhere&topics=nonsense");
    await page.getByText("The directory has no city “xx-nowhere”").waitFor();
    await page.getByRole("checkbox", { name: "nonsense (not in this directory)" }).waitFor();
    assert.doesNotMatch(await code(page).textContent(), /xx-nowhere/);
    await page.getByText("Where things are").click();
    const hint = page.locator("#directory-hint");
    const said = (text) => hint.getByText(text).waitFor();
    await said(/Open directory of cities: [\d,]+ cities/);
    for (const [address, text] of [
      ["/broken/directory.json", /is not the directory\.json of a directory/],
      ["/missing/directory.json", /answers 404/],
      ["/strange/directory.json", /Its lists cannot be read here: write ids and codes/],
    ]) {
      await page.getByLabel("Directory of your own").fill(address);
      await said(text);
    }
    // Ids and codes as they are typed.
    await page.getByLabel("Codes of topics").fill("one, two");
    await page.locator("#city-text").fill("xx-anywhere");
    await page.keyboard.press("Enter");
    await says(page, `city="xx-anywhere" topics="one two"`);
    await page.getByLabel("Directory of your own").fill("mailto:x");
    await page.getByText("This is no address.").waitFor();
  });

  test("integrity is that of the built loader, and a browser takes it", async (t) => {
    const page = await open(t, "?city=kr-seoul&integrity");
    await says(page, `integrity="sha384-`);
    site.files["/own.html"] = `<!doctype html><html lang="en"><title>Own</title>${await code(page).textContent()}</html>`;
    const own = await newPage(browser);
    t.after(() => own.context().close());
    await own.goto(`${site.url}/own.html`);
    await own.locator("city-peers .page").waitFor();
    assert.deepEqual(own.problems, []);
    await page.getByLabel("Folder of the City Peers files").fill("/elsewhere");
    await page.keyboard.press("Tab");
    await page.getByText("No integrity.json in /elsewhere/").waitFor();
    assert.match(await code(page).textContent(), /src="\/elsewhere\/city-peers\.js"><\/script>/);
  });

  test("a city chosen in the preview can be taken over; its events are listed; reset forgets everything", async (t) => {
    const page = await open(t, "?lang=en");
    await preview(page).getByRole("combobox", { name: "Your city" }).fill("nairobi");
    await preview(page).getByRole("option").first().click();
    await page.getByText("In the preview, Nairobi was chosen.").waitFor();
    await page.getByRole("button", { name: "Take it over" }).click();
    await says(page, `city="ke-nairobi"`);
    await page.getByText(/^What your page hears/).click();
    await page.locator("#heard").getByText("city-peers-select").first().waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.waitForFunction(() => document.querySelector("#panel code").textContent.includes("<city-peers>"));
    await page.waitForFunction(() => location.search === "");
    assert.equal(await page.locator("#city-text").inputValue(), "");
    assert.deepEqual(await preview(page).evaluate((each) => each.getAttributeNames()), ["id"]);
  });

  test("asks for nothing beyond its own site", async (t) => {
    const page = await newPage(browser);
    t.after(() => page.context().close());
    const elsewhere = [];
    page.on("request", (request) => new URL(request.url()).origin === site.url || elsewhere.push(request.url()));
    await page.goto(`${site.url}/?city=kr-seoul#embed`);
    await suggested(page, /Seoul/);
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(page.problems, []);
  });

  for (const [name, look, query] of [
    ["wide", { width: 1400 }, "?city=kr-seoul&max=1&font=inherit"],
    ["320 px, Arabic", { width: 320 }, "?city=eg-cairo&max=1&lang=ar"],
    ["dark", { colorScheme: "dark" }, "?city=kr-nowhere&max=99&accent=nocolour"],
    ["forced colours", { forcedColors: "active" }, "?city=kr-seoul&max=1"],
  ]) {
    test(`${name}: nothing is cut off and axe finds nothing`, async (t) => {
      const page = await open(t, query, look);
      await preview(page).scrollIntoViewIfNeeded();
      await preview(page).locator(query.includes("nowhere") ? ".hero" : ".partner").first().waitFor();
      for (const summary of await page.locator("#looks > summary, #places > summary").all()) {
        if (!(await summary.evaluate((each) => each.parentElement.open))) await summary.click();
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
      const below = await page.evaluate(() => document.documentElement.scrollHeight - scrollY - document.querySelector(".host-foot").getBoundingClientRect().bottom);
      assert.ok(below < 40, `${below} pixels of nothing below the page`);
      if (name.includes("Arabic")) assert.equal(await preview(page).locator(".mount").getAttribute("dir"), "rtl");
      await screenshot(page, `configurator-${name.replace(/\W+/g, "-")}`);
      assert.deepEqual(await axe(page), []);
    });
  }

  test("without JavaScript the page is as it was, and offers nothing that is dead", async (t) => {
    const page = await newPage(browser, { javaScriptEnabled: false });
    t.after(() => page.context().close());
    await page.goto(site.url);
    await page.getByText("City Peers is being loaded").waitFor();
    assert.equal(await page.locator("#embed").isVisible(), false);
  });
});
