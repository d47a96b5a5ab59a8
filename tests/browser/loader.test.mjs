// The loader www/city-peers.js: when it fetches what, what it shows when something is missing, and its properties.
// Most of it runs with a stub engine; the last tests need the built package and are skipped without it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import {
  NO_WASM_CSP,
  PATHS,
  hasPackage,
  hasTrunkDist,
  hostPage,
  launch,
  newPage,
  screenshot,
  serve,
  servePackage,
  serveTrunkDist,
} from "./harness.mjs";
import { EMPTY_WASM, STUB_ENGINE } from "./stub-engine.mjs";

const FALLBACK = `<p id="fallback">The list of all practices</p>`;
const ELEMENT = `<city-peers>${FALLBACK}</city-peers>`;
const DIRECTORY = `{"files":[{"kind":"core","name":"core-1.bin"}]}`;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A page with `body`, the loader from www/ and the stub engine; closed after the test. */
async function open(t, { body = ELEMENT, files = {}, csp, page: pageOptions, ...host } = {}) {
  const server = await serve({
    folders: { "/pkg/": PATHS.www },
    files: {
      "/pkg/city_peers.js": STUB_ENGINE,
      "/pkg/city_peers_bg.wasm": EMPTY_WASM,
      // The loader asks for these while the engine is on its way.
      "/pkg/directory/directory.json": DIRECTORY,
      "/pkg/directory/core-1.bin": "core",
      "/pkg/locales/ko.json": "{}",
      "/": hostPage(body, host),
      ...files,
    },
    csp,
  });
  const page = await newPage(browser, pageOptions);
  t.after(async () => {
    await page.context().close();
    await server.close();
  });
  await page.addInitScript(() => {
    window.failures = [];
    addEventListener("city-peers-error", (event) => window.failures.push({ ...event.detail, composed: event.composed }));
  });
  await page.goto(server.url);
  return { page, server };
}
const mounted = (page) => page.getByText("Rendered by the stub.").first().waitFor();
const calls = (page, name) =>
  page.evaluate((wanted) => (window.calls ?? []).filter(([each]) => !wanted || each === wanted), name);
const asked = (server, part) => server.requests.filter((url) => url.includes(part));
const settle = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 120)));

describe("defining", () => {
  test("the element is defined synchronously and shows the page's own content first", async (t) => {
    const { page } = await open(t, { body: "" });
    const seen = await page.evaluate(() => {
      const element = document.createElement("city-peers");
      element.innerHTML = "<p>own</p>";
      document.querySelector("main").append(element);
      return { root: !!element.shadowRoot, height: element.firstChild.getBoundingClientRect().height };
    });
    assert.equal(seen.root, true);
    assert.ok(seen.height > 0);
  });

  test("loaded twice, the first stays and warns once", async (t) => {
    const { page } = await open(t);
    await page.evaluate(() => (window.first = customElements.get("city-peers")));
    for (const copy of [1, 2]) await page.evaluate((n) => import(`/pkg/city-peers.js?copy=${n}`), copy);
    assert.equal(await page.evaluate(() => window.first === customElements.get("city-peers")), true);
    assert.equal(page.problems.filter((text) => text.startsWith("warning:")).length, 1);
  });

  test("importing it on a server does nothing", () => {
    const url = pathToFileURL(join(PATHS.www, "city-peers.js")).href;
    const script = `const before = Object.keys(globalThis).length; await import(${JSON.stringify(url)});
      console.log(Object.keys(globalThis).length - before);`;
    assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).trim(), "0");
  });
});

describe("loading", () => {
  test("renders, hides the page's own content, and passes the configuration", async (t) => {
    const { page, server } = await open(t, {
      body: `<section lang="ko" dir="ltr"><city-peers city="kr-seoul" topics="flood-management heat" max="5">${FALLBACK}</city-peers></section>`,
    });
    await mounted(page);
    const [[, config]] = await calls(page, "mount");
    assert.deepEqual(JSON.parse(JSON.stringify(config)), {
      directory: `${server.url}/pkg/directory/directory.json`,
      city: "kr-seoul",
      topics: "flood-management heat",
      max: "5",
      lang: "ko",
      dir: "ltr",
      locales: `${server.url}/pkg/locales/`,
    });
    assert.equal(await page.locator("#fallback").isVisible(), false);
    const mount = page.locator("city-peers .mount");
    assert.equal(await mount.getAttribute("role"), "region");
    assert.equal(await mount.getAttribute("lang"), "ko");
    assert.equal(await page.evaluate(() => document.querySelector("city-peers").ready.then((it) => it.localName)), "city-peers");
    assert.deepEqual(page.problems, []);
  });

  test("asks for nothing but itself while far below the fold, then for everything once", async (t) => {
    const { page, server } = await open(t, {
      body: `<div class="far"></div>${ELEMENT}${ELEMENT}`,
      head: `<link rel="stylesheet" href="/far.css">`,
      files: { "/far.css": ".far { height: 5000px }" },
    });
    await settle(page);
    assert.deepEqual(asked(server, "/pkg/"), ["/pkg/city-peers.js"]);
    await page.locator("city-peers").last().scrollIntoViewIfNeeded();
    await mounted(page);
    await settle(page);
    for (const part of ["city_peers_bg.wasm", "city_peers.js", "city-peers.css"]) assert.equal(asked(server, part).length, 1, part);
    assert.equal((await calls(page, "mount")).length, 2);
  });

  test("texts, directory and core are asked for beside the engine, once, and handed over", async (t) => {
    const { page, server } = await open(t, { body: ELEMENT + ELEMENT, lang: "ko-KR" });
    await mounted(page);
    await settle(page);
    for (const part of ["ko.json", "directory.json", "core-1.bin"]) assert.equal(asked(server, part).length, 1, part);
    const handed = await page.evaluate(async () => {
      const [[, , map]] = window.calls.filter(([name]) => name === "mount");
      const texts = [];
      for (const [url, answer] of map) texts.push([new URL(url).pathname, await (await answer).text()]);
      return texts;
    });
    assert.deepEqual(handed, [
      ["/pkg/locales/ko.json", "{}"],
      ["/pkg/directory/directory.json", DIRECTORY],
      ["/pkg/directory/core-1.bin", "core"],
    ]);
  });

  test("a directory that does not arrive is no matter of the loader's: the engine asks again and says so", async (t) => {
    const { page } = await open(t, { files: { "/pkg/directory/directory.json": "not JSON" } });
    await mounted(page);
    assert.deepEqual(await page.evaluate(() => window.failures), []);
    assert.deepEqual(page.problems, []);
  });

  test("a hidden element starts when shown", async (t) => {
    const { page } = await open(t, { body: `<city-peers hidden>${FALLBACK}</city-peers>` });
    await settle(page);
    assert.deepEqual(await calls(page), []);
    await page.evaluate(() => (document.querySelector("city-peers").hidden = false));
    await mounted(page);
  });

  test("suggest() starts what is far below the fold and resolves when done", async (t) => {
    const { page } = await open(t, {
      body: `<div class="far"></div>${ELEMENT}`,
      head: `<link rel="stylesheet" href="/far.css">`,
      files: { "/far.css": ".far { height: 5000px }" },
    });
    await page.evaluate(() => document.querySelector("city-peers").suggest());
    assert.deepEqual((await calls(page)).map(([name]) => name), ["init", "mount", "suggest"]);
  });

  test("one stylesheet serves all elements", async (t) => {
    const { page } = await open(t, { body: ELEMENT + ELEMENT });
    await mounted(page);
    const shared = await page.evaluate(() => {
      const [a, b] = [...document.querySelectorAll("city-peers")].map((each) => each.shadowRoot.adoptedStyleSheets);
      return a.length === 1 && a[0] === b[0] && a[0].cssRules.length > 20;
    });
    assert.equal(shared, true);
  });
});

describe("attributes and properties", () => {
  test("properties set before the definition are kept", async (t) => {
    const { page } = await open(t, { loader: "/nothing.js", files: { "/nothing.js": "" } });
    await page.evaluate(() => {
      Object.assign(document.querySelector("city-peers"), { city: "pe-lima", topics: ["heat", "water"], max: 3 });
      return import("/pkg/city-peers.js");
    });
    await mounted(page);
    const [[, config]] = await calls(page, "mount");
    assert.deepEqual([config.city, config.topics, config.max], ["pe-lima", "heat water", "3"]);
  });

  test("reflect both ways and reach the widget", async (t) => {
    const { page, server } = await open(t);
    await mounted(page);
    const read = await page.evaluate(() => {
      const element = document.querySelector("city-peers");
      const before = [element.city, element.topics, element.max, element.directory];
      element.city = "ke-kisumu";
      element.topics = "heat, water";
      element.setAttribute("max", "7");
      element.directory = "d/directory.json";
      element.view = "compare";
      element.view = null;
      return [before, element.getAttribute("city"), element.topics, element.max, element.directory, element.hasAttribute("view")];
    });
    assert.deepEqual(read, [
      ["", [], null, `${server.url}/pkg/directory/directory.json`].map((each) => each ?? undefined),
      "ke-kisumu",
      ["heat", "water"],
      7,
      `${server.url}/d/directory.json`,
      false,
    ]);
    assert.deepEqual((await calls(page, "set")).map(([, ...rest]) => rest.map((each) => each ?? undefined)), [
      ["city", "ke-kisumu"],
      ["topics", "heat, water"],
      ["max", "7"],
      ["directory", `${server.url}/d/directory.json`],
      ["view", "compare"],
      ["view", undefined],
    ]);
  });

  test("language and direction follow the nearest ancestor, also through a shadow root", async (t) => {
    const { page } = await open(t, { body: `<div id="host" lang="ar"></div>` });
    await page.evaluate(() => {
      document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML = "<city-peers></city-peers>";
    });
    await mounted(page);
    const [[, config]] = await calls(page, "mount");
    assert.deepEqual([config.lang, config.dir], ["ar", "rtl"]);
    await page.evaluate(() => (document.querySelector("#host").lang = "pt-BR"));
    await settle(page);
    assert.deepEqual((await calls(page, "set")).map(([, ...rest]) => rest), [["lang", "pt-BR"], ["dir", "ltr"]]);
  });

  test("an ancestor inside a shadow root is followed, too", async (t) => {
    const { page } = await open(t, { body: `<div id="host"></div>` });
    await page.evaluate(() => {
      const root = document.querySelector("#host").attachShadow({ mode: "open" });
      root.innerHTML = '<section lang="fr"><city-peers></city-peers></section>';
      window.section = root.firstChild;
    });
    await mounted(page);
    await page.evaluate(() => (window.section.lang = "ar"));
    await settle(page);
    assert.deepEqual((await calls(page, "set")).map(([, ...rest]) => rest), [["lang", "ar"], ["dir", "rtl"]]);
  });

  test("whatever a page writes as its language, the engine gets one that Intl takes", async (t) => {
    const written = { "en-GB ": "en-GB", "fr-FR,fr": "fr", "en-": "en", pt_BR: "pt-BR", "zh_Hant_TW": "zh-Hant-TW", "es-español": "es", français: "en", "?": "en", " ": "en", "KO-kr": "ko-KR" };
    const { page } = await open(t, { body: Object.keys(written).map((lang) => `<city-peers lang="${lang}"></city-peers>`).join("") });
    await page.getByText("Rendered by the stub.").nth(Object.keys(written).length - 1).waitFor();
    const got = (await calls(page, "mount")).map(([, config]) => config.lang);
    assert.deepEqual(got.sort(), Object.values(written).sort());
    await page.evaluate(() => (document.querySelector("city-peers").lang = "pt_BR "));
    await settle(page);
    assert.deepEqual((await calls(page, "set")).map(([, ...rest]) => rest), [["lang", "pt-BR"]]);
    assert.deepEqual(page.problems, []);
  });
});

describe("moving", () => {
  test("a move keeps the widget; a removal ends it; coming back starts anew", async (t) => {
    const { page } = await open(t, { body: `${ELEMENT}<section></section>` });
    await mounted(page);
    await page.evaluate(() => document.querySelector("section").append(document.querySelector("city-peers")));
    await settle(page);
    assert.deepEqual((await calls(page)).map(([name]) => name), ["init", "mount"]);

    await page.evaluate(() => (window.kept = document.querySelector("city-peers")).remove());
    await settle(page);
    assert.deepEqual((await calls(page)).map(([name]) => name), ["init", "mount", "destroy"]);
    assert.deepEqual(
      await page.evaluate(() => [...window.kept.shadowRoot.children].map((each) => `${each.localName} ${each.hidden}`)),
      ["slot false", "slot false", "slot false"],
    );

    await page.evaluate(() => document.querySelector("section").append(window.kept));
    await mounted(page);
    assert.deepEqual((await calls(page)).map(([name]) => name), ["init", "mount", "destroy", "mount"]);
  });

  test("removed while loading, it mounts nothing", async (t) => {
    const { page } = await open(t, { body: "" });
    await page.evaluate(() => {
      const element = document.createElement("city-peers");
      document.querySelector("main").append(element);
      element.start();
      element.remove();
    });
    await settle(page);
    assert.deepEqual(await calls(page, "mount"), []);
  });
});

describe("failing", () => {
  /** Asserts the message on screen, the page's own content and the event. */
  async function shows(page, code, title) {
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), title);
    assert.equal(await page.locator("#fallback").isVisible(), true);
    const details = page.locator("city-peers details");
    assert.equal(await details.getAttribute("open"), null);
    await details.locator("summary").click();
    assert.match(await details.innerText(), new RegExp(code));
    const [event, ...more] = await page.evaluate(() => window.failures);
    assert.deepEqual(more, []);
    assert.equal(event.code, code);
    assert.match(event.message, title);
    assert.equal(event.composed, true);
    const box = await page.evaluate(() => [
      document.querySelector("city-peers").shadowRoot.querySelector(".mount").getBoundingClientRect().bottom,
      document.querySelector("#fallback").getBoundingClientRect().top,
    ]);
    assert.ok(box[0] <= box[1], "the message stands before the page's own content");
  }

  test("wasm forbidden by the page's policy", async (t) => {
    const { page, server } = await open(t, { csp: NO_WASM_CSP });
    await shows(page, "wasm-blocked", /cannot run on this page/);
    assert.deepEqual(asked(server, "wasm"), []);
    await screenshot(page, "loader-wasm-blocked");
  });

  test("wasm file missing; a press on the button tries again", async (t) => {
    const { page, server } = await open(t, { files: { "/pkg/city_peers_bg.wasm": 404 } });
    await shows(page, "engine-missing", /did not arrive/);
    await assert.rejects(page.evaluate(() => Promise.race([document.querySelector("city-peers").suggest()])), /engine-missing/);
    server.files["/pkg/city_peers_bg.wasm"] = EMPTY_WASM;
    await page.getByRole("button", { name: "Try again" }).click();
    await mounted(page);
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.equal(await page.locator("#fallback").isVisible(), false);
  });

  test("glue module missing; the next try asks again", async (t) => {
    const { page, server } = await open(t, { files: { "/pkg/city_peers.js": 404 } });
    await shows(page, "engine-missing", /did not arrive/);
    server.files["/pkg/city_peers.js"] = STUB_ENGINE;
    await page.getByRole("button", { name: "Try again" }).click();
    await mounted(page);
  });

  test("engine fails while mounting", async (t) => {
    const { page } = await open(t, { head: `<script src="/fail.js"></script>`, files: { "/fail.js": "window.failMount = true" } });
    await shows(page, "engine-failed", /has stopped/);
  });

  test("engine panics later: every element says so, and a press starts a fresh one", async (t) => {
    const { page } = await open(t);
    await mounted(page);
    await page.evaluate(() => dispatchEvent(new CustomEvent("city-peers-panic", { detail: "index out of bounds" })));
    await shows(page, "engine-failed", /has stopped/);
    await page.getByRole("button", { name: "Try again" }).click();
    await mounted(page);
    assert.deepEqual((await calls(page)).map(([name]) => name), ["init", "mount", "init", "mount"]);
  });

  test("browser without SIMD", async (t) => {
    const { page, server } = await open(t, {
      head: `<script src="/old.js"></script>`,
      files: { "/old.js": "WebAssembly.validate = () => false" },
    });
    await shows(page, "old-browser", /too old/);
    assert.deepEqual(asked(server, "wasm"), []);
  });

  test("a language without texts falls back to English, and no texts at all to one sentence", async (t) => {
    const { page } = await open(t, { csp: NO_WASM_CSP, lang: "tlh" });
    await shows(page, "wasm-blocked", /cannot run on this page/);
    const bare = await open(t, { csp: NO_WASM_CSP, files: { "/pkg/locales/en.json": 404 } });
    await shows(bare.page, "wasm-blocked", /City Peers cannot start on this page/);
  });

  test("style missing: the widget works all the same", async (t) => {
    const { page } = await open(t, { files: { "/pkg/city-peers.css": 404 } });
    await mounted(page);
    assert.equal(page.problems.some((text) => /no style/.test(text)), true);
  });
});

describe("built package", { skip: !hasPackage() && "target/package is not built" }, () => {
  async function openBuilt(t, options) {
    const server = await servePackage({ files: { "/": hostPage(ELEMENT) }, ...options });
    const page = await newPage(browser);
    t.after(async () => {
      await page.context().close();
      await server.close();
    });
    await page.goto(server.url);
    return { page, server };
  }

  test("mounts under a strict policy without a complaint about it", async (t) => {
    const { page } = await openBuilt(t);
    await page.evaluate(() => document.querySelector("city-peers").ready);
    // The texts, and with them the label, may come later than the engine.
    const label = page.locator("city-peers .mount[aria-label]");
    await label.waitFor({ state: "attached" });
    assert.ok((await label.getAttribute("aria-label")).length > 0);
    assert.deepEqual(page.problems.filter((text) => /Content Security Policy|uncaught/.test(text)), []);
  });

  test("twenty elements added and removed leave nothing behind", async (t) => {
    const { page } = await openBuilt(t);
    await page.evaluate(() => document.querySelector("city-peers").ready);
    const left = await page.evaluate(async () => {
      const refs = [];
      for (let round = 0; round < 20; round++) {
        const element = document.createElement("city-peers");
        document.querySelector("main").append(element);
        await element.start();
        element.remove();
        refs.push(new WeakRef(element));
      }
      await new Promise((done) => setTimeout(done, 300));
      return (window.refs = refs).length;
    });
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const alive = await page.evaluate(() => window.refs.filter((ref) => ref.deref()).length);
    assert.ok(alive <= 1, `${alive} of ${left} removed elements are still in memory`);
  });
});

describe("page as Trunk builds it", { skip: !hasTrunkDist() && "target/dist is not built" }, () => {
  test("mounts under a strict policy; nothing is preloaded, nothing is missing", async (t) => {
    const server = await serveTrunkDist();
    const page = await newPage(browser);
    t.after(async () => {
      await page.context().close();
      await server.close();
    });
    const missing = [];
    page.on("response", (response) => response.status() >= 400 && missing.push(response.url()));
    await page.goto(server.url);
    await page.evaluate(() => document.querySelector("city-peers").ready);
    assert.deepEqual(missing, []);
    assert.deepEqual(page.problems, []);
    assert.equal(await page.locator("link[rel*=preload]").count(), 0);
  });
});
