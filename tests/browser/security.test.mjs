// What careful pages impose: strict policies with trusted types, cross-origin isolation, another origin, few permissions,
// old browsers, none of JavaScript. Nothing is violated; what cannot work says so.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PATHS, hasDirectory, hasPackage, hostPage, launch, newPage, serve } from "./harness.mjs";
import { chooseCity, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
const TRUSTED = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";
const FALLBACK = '<p id="fallback">All our partner cities</p>';
const SEOUL = `<city-peers city="kr-seoul" topics="flood-management">${FALLBACK}</city-peers>`;
const folders = { "/pkg/": PATHS.package, "/pkg/directory/": PATHS.directory };

let browser;
before(async () => {
  if (!skip) browser = await launch();
});
after(() => browser?.close());

/** A site and a page of it, which collects violations of policies: `violations()`. */
async function open(t, { body = SEOUL, path = "/", files = {}, csp = TRUSTED, headers, head, loader, page: options, prepare } = {}) {
  const site = await serve({ folders, files: { "/": hostPage(body, { head, loader }), ...files }, csp, headers });
  const page = await newPage(browser, options);
  t.after(async () => {
    await page.context().close();
    await site.close();
  });
  await page.addInitScript(() => {
    window.violations = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => window.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`));
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(site.url + path);
  return { site, page, violations: () => page.evaluate(() => window.violations) };
}
const button = (page, name) => widget(page).getByRole("button", { name }).first();
const heading = (page, name) => widget(page).getByRole("heading", { name }).first().waitFor();
const suggested = (page) => heading(page, /^Who can Seoul learn from about flood management/);

describe("policies", { skip }, () => {
  test("a whole visit under trusted types without a policy of ours: nothing is violated, no style is written into attributes", async (t) => {
    const { page, violations } = await open(t);
    await suggested(page);
    const styled = () =>
      page.evaluate(() => {
        const inside = [...document.querySelector("city-peers").shadowRoot.querySelectorAll("[style], style, script, [onclick], [onload], [onerror]")];
        return inside.map((each) => each.outerHTML.slice(0, 80));
      });
    const seen = [];
    const look = async () => seen.push(...(await styled()));
    await widget(page).locator(".chance .says").first().waitFor();
    await look();
    await widget(page).getByText(/^Why Goyang/).first().click();
    await widget(page).getByRole("slider").first().focus();
    await page.keyboard.press("ArrowRight");
    await look();
    await button(page, "Larger map").click();
    await heading(page, /^Where the cities/);
    await look();
    await button(page, "Practices").click();
    await heading(page, "Practices that fit");
    await look();
    await button(page, "Partners").click();
    await suggested(page);
    for (const box of await widget(page).getByRole("checkbox", { name: /Compare/ }).all().then((all) => all.slice(0, 2))) await box.check();
    await button(page, /^Compare/).click();
    await heading(page, /^Seoul beside/);
    await look();
    await button(page, "Partners").click();
    await button(page, /^Keep /).click();
    await button(page, /^Shortlist 1/).click();
    await heading(page, "Shortlist");
    await button(page, "Copy a link").click();
    await widget(page).locator("#address").waitFor();
    const [saved] = await Promise.all([page.waitForEvent("download"), button(page, /Save/).click()]);
    assert.ok(saved.suggestedFilename());
    await look();
    await button(page, /brief/i).click();
    await widget(page).locator(".brief").waitFor();
    await look();
    await button(page, /^Your city/).click();
    await widget(page).locator(".profile").first().waitFor();
    await look();
    await button(page, "Your question").click();
    await chooseCity(page, "Beira");
    await look();
    assert.deepEqual(seen, []);
    assert.deepEqual(await violations(), []);
    assert.deepEqual(page.problems, []);
  });

  test("the frame under its own policy and the same one around", async (t) => {
    const { page, violations } = await open(t, { path: "/pkg/embed.html?city=kr-seoul&topics=flood-management&lang=en&nonsense=1" });
    await suggested(page);
    await page.locator("#notes").waitFor();
    await button(page, "Practices").click();
    await heading(page, "Practices that fit");
    assert.deepEqual(await violations(), []);
    assert.deepEqual(page.problems, []);
  });

  test("isolated from other origins (COOP and COEP), with no permission at all", async (t) => {
    const nothing = ["geolocation", "camera", "microphone", "clipboard-read", "clipboard-write", "fullscreen", "payment", "usb", "sync-xhr"];
    const { page, violations } = await open(t, {
      headers: {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": nothing.map((name) => `${name}=()`).join(", "),
        "Referrer-Policy": "no-referrer",
      },
    });
    await suggested(page);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await button(page, "Compare").click();
    await heading(page, "Compare cities");
    await button(page, "Partners").click();
    await button(page, "Copy a link").click();
    await widget(page).getByRole("button", { name: "Copy", exact: true }).click();
    await widget(page).getByText(/did not allow copying/).first().waitFor();
    assert.deepEqual(await violations(), []);
  });
});

describe("another origin", { skip }, () => {
  /** The files on a site of their own, which says whom it lets have them. */
  async function elsewhere(t, headers) {
    const heard = [];
    const other = await serve({ folders, headers, csp: "default-src 'none'" });
    t.after(() => other.close());
    return { other, heard };
  }
  const policy = (origin) => `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${origin}; connect-src ${origin}; style-src 'self' ${origin}`;

  test("loader, engine, style, texts and directory from another origin, which allows it; the page isolated", async (t) => {
    const { other } = await elsewhere(t, { "Access-Control-Allow-Origin": "*" });
    const { page, violations, site } = await open(t, {
      csp: policy(other.url),
      headers: { "Cross-Origin-Embedder-Policy": "require-corp" },
      loader: `${other.url}/pkg/city-peers.js`,
      files: { "/": hostPage(SEOUL, { loader: `${other.url}/pkg/city-peers.js` }) },
    });
    await page.context().addCookies([{ name: "session", value: "secret", url: other.url }]);
    const sent = [];
    page.on("request", (request) => sent.push(request));
    await page.reload();
    await suggested(page);
    await button(page, "Compare").click();
    await heading(page, "Compare cities");
    assert.deepEqual(await violations(), []);
    assert.deepEqual(page.problems, []);
    for (const request of sent.filter((each) => each.url().startsWith(other.url))) {
      const headers = await request.allHeaders();
      assert.equal(headers.cookie, undefined, `${request.url()} sends no cookie`);
      // What imports or fetches from its own place may say that place.
      assert.ok([undefined, `${site.url}/`].includes(headers.referer) || headers.referer.startsWith(other.url), `${request.url()} tells no more than the origin: ${headers.referer}`);
    }
  });

  test("a directory that another origin does not allow: says so, and what to check", async (t) => {
    const { other } = await elsewhere(t, {});
    const { page } = await open(t, {
      csp: policy(other.url).replace("connect-src", "connect-src 'self'"),
      body: `<city-peers city="kr-seoul" directory="${other.url}/pkg/directory/directory.json">${FALLBACK}</city-peers>`,
    });
    await widget(page).getByRole("alert").getByText("The city data could not be fetched").waitFor();
    assert.ok(await page.locator("#fallback").isVisible());
  });
});

describe("less than is needed", { skip }, () => {
  for (const [what, prepare] of [
    ["without WebAssembly (lockdown mode)", () => delete globalThis.WebAssembly],
    ["without WebAssembly.validate", () => delete WebAssembly.validate],
    ["without SIMD", () => (WebAssembly.validate = () => false)],
  ]) {
    test(`a browser ${what}: a message, the page's own content, no engine asked for`, async (t) => {
      const { page, site } = await open(t, { prepare });
      await widget(page).getByRole("alert").getByText("This browser is too old for City Peers").waitFor();
      assert.ok(await page.locator("#fallback").isVisible());
      assert.deepEqual(site.requests.filter((url) => url.includes("wasm")), []);
    });
  }

  test("no JavaScript at all: the page's own content", async (t) => {
    const { page, site } = await open(t, { page: { javaScriptEnabled: false } });
    assert.ok(await page.locator("#fallback").isVisible());
    assert.ok(!site.requests.some((url) => url.includes("wasm")));
  });

  test("a policy that forbids the loader: the page's own content", async (t) => {
    const { page } = await open(t, { csp: "default-src 'self'; script-src 'none'" });
    assert.ok(await page.locator("#fallback").isVisible());
  });

  test("a policy that forbids requests: a message", async (t) => {
    const { page } = await open(t, { csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'" });
    await widget(page).getByRole("alert").waitFor();
    assert.ok(await page.locator("#fallback").isVisible());
  });
});

describe("built files", { skip }, () => {
  const files = skip ? [] : readdirSync(PATHS.package, { recursive: true }).map(String).filter((name) => !name.includes("node_modules"));
  const text = (name) => readFileSync(join(PATHS.package, name), "utf8");

  test("no page holds a script, a style or a handler of its own", () => {
    const pages = files.filter((name) => name.endsWith(".html"));
    assert.ok(pages.includes("embed.html"));
    for (const name of pages) {
      const html = text(name);
      assert.doesNotMatch(html, /<style[\s>]|\sstyle\s*=|\son[a-z]+\s*=|javascript:/i, name);
      for (const [script] of html.matchAll(/<script[^]*?<\/script>/gi)) assert.match(script, /^<script[^>]*\ssrc="[^"]+"[^>]*><\/script>$/i, name);
    }
  });

  test("no script makes code or markup of text, and none writes a style attribute", () => {
    const scripts = files.filter((name) => /\.(m?js)$/.test(name) && !name.startsWith("examples"));
    assert.ok(scripts.length >= 4);
    for (const name of scripts) {
      // Yew can set markup, and its glue has that for it; the visit above shows that nobody does.
      const script = name === "city_peers.js" ? text(name).replace(/\w+\.innerHTML=/, "") : text(name);
      assert.doesNotMatch(script, /\beval\(|new Function\b|\.innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write\(|srcdoc|cssText|setAttribute\(["'`]style/, name);
    }
  });

  test("nothing but the widget's own addresses stands in a script", () => {
    for (const name of files.filter((each) => /\.js$/.test(each) && !each.startsWith("examples"))) {
      const addresses = [...text(name).matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address).filter((each) => !/^http:\/\/www\.w3\.org/.test(each));
      assert.deepEqual(addresses.filter((each) => !/\.invalid$|example\.(org|com)$/.test(each)), [], name);
    }
  });
});
