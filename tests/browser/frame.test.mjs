// The widget in an <iframe>: www/embed.html on one site, the page around it on another; with and without
// city-peers-frame.js; with a sandbox, with addresses that are wrong.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PATHS, STRICT_CSP, axe, hasDirectory, hasPackage, launch, newPage, screenshot, serve } from "./harness.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-downloads allow-modals";
const QUESTION = "city=kr-seoul&topics=flood-management&lang=en";
const HEADING = /^Who can Seoul learn from about flood management/;

let browser, embed, folders;
before(async () => {
  if (skip) return;
  folders = { "/pkg/": PATHS.package, "/pkg/directory/": PATHS.directory, "/examples-www/": PATHS.www };
  [browser, embed] = await Promise.all([launch(), serve({ folders })]);
});
after(() => Promise.all([browser?.close(), embed?.close()]));

/** A site whose pages are `body` between head and foot, which may frame the other site and run one script of it. */
async function host(t, body, { script = true, head = "", width = 1280, ...more } = {}) {
  const site = await serve({
    csp: `default-src 'self'; script-src 'self' ${embed.url}; frame-src ${embed.url}`,
    headers: more.headers,
    files: {
      "/page.css": "body { margin: 0 } iframe { display: block; width: 100%; height: 400px; border: 0 } .far { height: 3000px } .framed { border: 5px solid; box-sizing: border-box }",
      "/low.css": ".low { max-height: 300px; transition: height .2s }",
    },
  });
  const around = typeof body === "function" ? body(site.url) : body;
  site.files["/"] = `<!doctype html><html lang="en"><head><title>Host</title><link rel="stylesheet" href="/page.css">${head}
    ${script ? `<script src="${embed.url}/pkg/city-peers-frame.js" defer></script>` : ""}</head><body><h1>Host</h1>${around}<p id="after">After</p></body></html>`;
  const page = await newPage(browser, { width, ...more.page });
  t.after(async () => {
    await page.context().close();
    await site.close();
  });
  await page.addInitScript(() => {
    window.heard = [];
    addEventListener("message", ({ origin, data }) => window.heard.push({ origin, ...data }));
    for (const name of ["ready", "suggest", "select", "error"]) {
      addEventListener(`city-peers-${name}`, ({ target, detail }) => target.localName === "iframe" && window.heard.push({ event: name, on: target.id, detail }));
    }
  });
  await page.goto(site.url);
  return { page, site };
}
const iframe = (query, { id = "one", attributes = "" } = {}) =>
  `<iframe id="${id}" title="Partner cities" ${attributes} src="${embed.url}/pkg/embed.html?${query.replaceAll("&", "&amp;")}"></iframe>`;
const inside = (page, id = "one") => page.frameLocator(`#${id}`);
const heading = (frame, name = HEADING) => frame.getByRole("heading", { name });
/** Waits until something holds; what it is at last where it never does. */
async function until(read, holds, within = 15_000) {
  const end = Date.now() + within;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
/** How high the frame is, and how high what it holds. */
const heights = async (page, id = "one") => {
  const outer = await page.locator(`#${id}`).evaluate((each) => each.clientHeight);
  const inner = await inside(page, id).locator("body").evaluate((each) => Math.ceil(each.getBoundingClientRect().height));
  return { outer, inner };
};
const fits = (page, id) => until(() => heights(page, id), ({ outer, inner }) => outer === inner && inner > 500);

describe("frame and script", { skip }, () => {
  test("the frame is as high as its content, keeps up with it, and hands on what happens to the origin it names", async (t) => {
    const { page } = await host(t, (me) => iframe(`${QUESTION}&theme=light&id=w1&origin=${me}`));
    await heading(inside(page)).waitFor();
    const { outer } = await fits(page);
    const html = inside(page).locator("html");
    await until(() => html.evaluate((each) => getComputedStyle(each).overflowY), (overflow) => overflow === "hidden");
    assert.equal(await html.getAttribute("lang"), "en");
    assert.equal(await html.getAttribute("dir"), "ltr");
    assert.equal(await html.evaluate((each) => getComputedStyle(each).backgroundColor + getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)".repeat(2));
    await until(() => html.evaluate(() => document.title), (title) => title === "Partner cities and practices that fit");
    await inside(page).getByRole("button", { name: "Practices", exact: true }).click();
    await inside(page).getByRole("heading", { name: /practices/i }).first().waitFor();
    await until(() => fits(page), (now) => now.outer !== outer);
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing to scroll sideways at 320 px");
    const heard = await until(() => page.evaluate(() => window.heard), (all) => all.some(({ event }) => event === "suggest"));
    for (const each of heard.filter(({ type }) => type)) {
      assert.deepEqual([each.origin, each.version, each.id], [embed.url, 1, "w1"]);
    }
    const suggest = heard.find(({ event }) => event === "suggest");
    assert.equal(suggest.on, "one");
    assert.equal(suggest.detail.city, "kr-seoul");
    assert.ok(suggest.detail.partners.length > 3);
    assert.deepEqual(page.problems, []);
  });

  test("several frames, with borders; one below the fold; the script may come late and twice", async (t) => {
    const { page, site } = await host(
      t,
      iframe(QUESTION) + iframe("city=eg-cairo&lang=ar", { id: "two", attributes: 'class="framed"' }) + '<div class="far"></div>' + iframe("lang=ko", { id: "three" }),
      { script: false },
    );
    await heading(inside(page)).waitFor();
    await page.evaluate(async (src) => {
      for (let time = 0; time < 2; time++) {
        await new Promise((resolve) => document.head.append(Object.assign(document.createElement("script"), { src: `${src}?${time}`, onload: resolve })));
      }
    }, `${embed.url}/pkg/city-peers-frame.js`);
    await fits(page, "one");
    await page.locator("#two").scrollIntoViewIfNeeded();
    await fits(page, "two");
    assert.equal(await inside(page, "two").locator("html").getAttribute("dir"), "rtl");
    await page.locator("#three").scrollIntoViewIfNeeded();
    await fits(page, "three");
    assert.deepEqual(page.problems, []);
    assert.ok(site.requests.length > 0);
  });

  test("without the script: height messages alone, to whoever is around; it scrolls inside", async (t) => {
    const { page } = await host(t, iframe(QUESTION), { script: false });
    await heading(inside(page)).waitFor();
    const heard = await until(() => page.evaluate(() => window.heard), (all) => all.some(({ height }) => height > 500));
    assert.deepEqual(new Set(heard.map(({ type, event }) => type ?? event)), new Set(["city-peers-height"]));
    assert.deepEqual(Object.keys(heard[0]).filter((key) => !["origin", "id"].includes(key)).sort(), ["fitted", "height", "type", "version"]);
    assert.equal(await page.locator("#one").evaluate((each) => each.clientHeight), 400);
    const last = inside(page).getByRole("button", { name: "Copy a link" });
    await last.scrollIntoViewIfNeeded();
    assert.ok(await last.isVisible());
    await screenshot(page, "frame-without-script");
  });

  test("heights are few: at rest nothing is said, and a content that swings with its frame comes to rest", async (t) => {
    const { page } = await host(t, iframe(QUESTION));
    await heading(inside(page)).waitFor();
    await fits(page);
    const count = () => page.evaluate(() => window.heard.length);
    let before = -1;
    await until(async () => [before, (before = await count())], ([a, b]) => a === b);
    // The worst of pages: whatever the height, it wants another.
    await inside(page).locator("body").evaluate((body) => {
      const box = document.createElement("div");
      body.append(box);
      let times = 0;
      const swing = () => box.style.setProperty("height", times++ % 2 ? "101px" : "200px");
      addEventListener("resize", swing);
      swing();
    });
    await until(count, (now) => now > before + 4);
    // Over a whole second, since it swings many times in one.
    const rested = async () => {
      const from = await count();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
      return (await count()) - from;
    };
    await until(rested, (messages) => messages === 0, 8000);
  });

  test("where the page keeps the frame low it scrolls inside, and no more once the page lets it grow", async (t) => {
    const { page } = await host(t, iframe(`${QUESTION}&id=notes&wrong=1`, { attributes: 'class="low"' }), { head: '<link rel="stylesheet" href="/low.css">' });
    await heading(inside(page)).waitFor();
    const html = inside(page).locator("html");
    const overflow = () => html.evaluate((each) => getComputedStyle(each).overflowY);
    await until(() => html.evaluate((each) => each.scrollHeight), (height) => height > 1000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await until(overflow, (now) => now !== "hidden");
    assert.equal(await page.locator("#one").evaluate((each) => each.clientHeight), 300);
    await inside(page).getByRole("button", { name: "Copy a link" }).scrollIntoViewIfNeeded();
    assert.ok((await html.evaluate((each) => each.scrollTop)) > 100);
    // An id of the frame's own words takes nothing away.
    assert.equal(await inside(page).locator("div.note").count(), 1);
    await page.evaluate(() => document.querySelector("#one").classList.remove("low"));
    await page.setViewportSize({ width: 700, height: 900 });
    await fits(page);
    await until(overflow, (now) => now === "hidden");
  });

  test("messages that are not of a frame's own address change nothing", async (t) => {
    const { page } = await host(t, iframe(QUESTION));
    await heading(inside(page)).waitFor();
    const { outer } = await fits(page);
    await page.evaluate(() => window.postMessage({ type: "city-peers-height", version: 1, height: 77 }, "*"));
    // A frame that was sent to another site, and messages of the right frame that make no sense. Looked at at once: the
    // frame would put it right.
    const seen = await page.evaluate(() => {
      const frame = document.querySelector("#one");
      const seen = new Set();
      const say = (data, origin) => {
        dispatchEvent(new MessageEvent("message", { source: frame.contentWindow, origin, data }));
        seen.add(frame.clientHeight);
      };
      say({ type: "city-peers-height", version: 1, height: 78 }, "https://elsewhere.example");
      const here = new URL(frame.src).origin;
      for (const height of [-1, 0, 1e9, NaN, "79", null, {}]) say({ type: "city-peers-height", version: 1, height }, here);
      say({ type: "city-peers-height", version: 2, height: 80 }, here);
      say({ type: "city-peers-evil", version: 1, detail: 1 }, here);
      say(null, here);
      say("city-peers-height", here);
      return [...seen];
    });
    assert.deepEqual(seen, [outer]);
    // And the frame takes nothing from a window that is not around it.
    await inside(page).locator("body").evaluate(() => window.postMessage({ type: "city-peers-frame", version: 1, sandbox: "" }, "*"));
    assert.equal(await inside(page).locator("#notes").count(), 0);
    assert.deepEqual(page.problems, []);
  });

  test("an origin that is not that of the page around is told nothing but the height, and it says so", async (t) => {
    const { page } = await host(t, iframe(`${QUESTION}&origin=https://www.example.org`));
    await heading(inside(page)).waitFor();
    await fits(page);
    const notes = inside(page).locator("#notes");
    await notes.locator("summary").click();
    assert.match(await notes.innerText(), /“origin” says https:\/\/www\.example\.org, but the page around the frame is http:\/\/127/);
    await inside(page).getByRole("button", { name: "Practices", exact: true }).click();
    await inside(page).getByRole("heading", { name: /practices/i }).first().waitFor();
    const heard = await page.evaluate(() => window.heard);
    assert.ok(heard.every(({ event, type }) => !event && type === "city-peers-height"));
  });
});

describe("parameters", { skip }, () => {
  test("what is not understood is left out and named, in the language asked for; the widget starts without", async (t) => {
    const page = await newPage(browser);
    t.after(() => page.context().close());
    const wrong = `citty=x&city=Seoul!&topics=a,b,c,d,e,f&max=0&theme=blue&view=all&purpose=fun&dir=up&drafts=no&id=%3Cb%3E&origin=here&submit-to=https://elsewhere.example/`;
    await page.goto(`${embed.url}/pkg/embed.html?${wrong}&lang=en`);
    await page.getByRole("combobox", { name: "Your city" }).waitFor();
    const notes = page.locator("#notes");
    assert.equal(await notes.locator("details").getAttribute("open"), null);
    await notes.locator("summary").click();
    const said = await notes.getByRole("listitem").allInnerTexts();
    assert.equal(said.length, wrong.split("&").length);
    for (const name of ["citty", "city", "topics", "max", "theme", "view", "purpose", "dir", "drafts", "id", "origin", "submit-to"]) {
      assert.equal(said.filter((each) => each.startsWith(`“${name}” `)).length, 1, `${name} in ${said.join("\n")}`);
    }
    assert.ok(said.every((each) => !/[{}]|undefined/.test(each)), said.join("\n"));
    const attributes = await page.locator("city-peers").evaluate((each) => each.getAttributeNames());
    assert.deepEqual(attributes, []);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, "frame-notes");
    await page.goto(`${embed.url}/pkg/embed.html?${wrong}&lang=ar`);
    await page.locator("#notes summary").click();
    assert.equal(await page.locator("#notes").getAttribute("dir"), "rtl");
    assert.doesNotMatch(await page.locator("#notes").innerText(), /was left out/);
  });

  test("all that is understood reaches the element", async (t) => {
    const page = await newPage(browser);
    t.after(() => page.context().close());
    const directory = `${embed.url}/pkg/directory/directory.json`;
    await page.goto(
      `${embed.url}/pkg/embed.html?directory=${directory}&city=mz-beira&topics=heat,water-supply&purpose=exchange&view=practices&max=7&theme=dark&lang=pt-BR&dir=ltr&drafts&id=w.1&submit-to=/profiles`,
    );
    await page.locator("city-peers h2").first().waitFor();
    const read = await page.locator("city-peers").evaluate((each) => Object.fromEntries([...each.attributes].map(({ name, value }) => [name, value])));
    assert.deepEqual(read, {
      directory,
      city: "mz-beira",
      topics: "heat water-supply",
      purpose: "exchange",
      view: "practices",
      max: "7",
      theme: "dark",
      drafts: "",
      id: "w.1",
      "submit-to": `${embed.url}/profiles`,
    });
    assert.equal(await page.locator("html").getAttribute("lang"), "pt-BR");
    assert.equal(await page.locator("#notes").count(), 0);
    assert.deepEqual(page.problems, []);
  });

  for (const address of ["http://elsewhere.example/directory.json", "javascript:alert(1)", "data:application/json,{}", "https://user:secret@elsewhere.example/d.json", "https://"]) {
    test(`a directory at ${address} is refused, not replaced by another`, async (t) => {
      const page = await newPage(browser);
      t.after(() => page.context().close());
      await page.goto(`${embed.url}/pkg/embed.html?${QUESTION}&directory=${encodeURIComponent(address)}`);
      await page.getByRole("alert").getByText("City Peers cannot be shown here").waitFor();
      await page.locator("#notes summary").click();
      assert.match(await page.locator("#notes").innerText(), /It takes an address on the site of this frame, or one that begins with https/);
      assert.equal(await page.locator("city-peers").count(), 0);
    });
  }
});

describe("sandbox, saving, printing, links", { skip }, () => {
  test("with all its words: files are saved, links restore, the brief prints; with fewer it says what is missing", async (t) => {
    const { page } = await host(t, iframe(QUESTION, { attributes: `sandbox="${SANDBOX}" allow="clipboard-write"` }));
    const frame = inside(page);
    await heading(frame).waitFor();
    await fits(page);
    await frame.getByRole("button", { name: /^Keep / }).first().click();
    await frame.getByRole("button", { name: /^Shortlist 1/ }).click();
    await frame.getByRole("heading", { name: "Shortlist", exact: true }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), frame.getByRole("button", { name: /Save/ }).first().click()]);
    assert.match(download.suggestedFilename(), /city-peers/);
    await frame.getByRole("button", { name: "Copy a link" }).click();
    const link = await frame.locator("#address").inputValue();
    assert.ok(link.startsWith(`${embed.url}/pkg/embed.html?`), link);
    const alone = await newPage(browser);
    t.after(() => alone.context().close());
    await alone.goto(link);
    await alone.getByRole("heading", { name: "Shortlist", exact: true }).waitFor();
    assert.equal(await frame.locator("#notes").count(), 0);
    assert.deepEqual(page.problems, []);
  });

  test("a sandbox without popups, downloads and modals: the widget works, the box for editors names the three", async (t) => {
    const { page } = await host(t, iframe(QUESTION, { attributes: 'sandbox="allow-scripts allow-same-origin"' }));
    const frame = inside(page);
    await heading(frame).waitFor();
    await frame.locator("#notes summary").click();
    const said = await frame.locator("#notes").innerText();
    for (const word of ["allow-popups", "allow-downloads", "allow-modals"]) assert.ok(said.includes(word), word);
    await fits(page);
    await frame.locator("body").evaluate(() => window.print());
    await frame.getByRole("alert").getByText("This frame may not print.").waitFor();
    assert.match(await frame.getByRole("alert").getByRole("link").getAttribute("href"), /embed\.html/);
  });

  test("printing where it is allowed is not complained of", async (t) => {
    const { page } = await host(t, iframe(QUESTION));
    await heading(inside(page)).waitFor();
    await inside(page).locator("body").evaluate(() => window.print());
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    assert.equal(await inside(page).locator("#printing").count(), 0);
  });

  test("a sandbox without allow-same-origin, and a browser without scripts, each say what they need", async (t) => {
    const { page } = await host(t, iframe(QUESTION, { attributes: 'sandbox="allow-scripts"' }));
    await inside(page).getByRole("alert").getByText("allow-scripts allow-same-origin").waitFor();
    const plain = await newPage(browser, { javaScriptEnabled: false });
    t.after(() => plain.context().close());
    await plain.goto(`${embed.url}/pkg/embed.html?${QUESTION}`);
    await plain.locator("noscript p").nth(7).waitFor();
    assert.match(await plain.locator("noscript").innerText(), /This part of the page needs JavaScript[^]*нужен JavaScript/);
    assert.deepEqual(plain.problems, []);
  });

  test("files that are missing beside embed.html: a sentence, and the link to open it alone", async (t) => {
    const site = await serve({ folders, files: { "/pkg/city-peers.js": 404 } });
    const page = await newPage(browser);
    t.after(async () => {
      await page.context().close();
      await site.close();
    });
    await page.goto(`${site.url}/pkg/embed.html?${QUESTION}`);
    await page.getByRole("alert").getByText(/could not be fetched/).waitFor();
    site.files["/pkg/city-peers.js"] = undefined;
    site.files["/pkg/city_peers_bg.wasm"] = 404;
    site.files["/framing.html"] = `<!doctype html><title>x</title><iframe id="one" src="/pkg/embed.html?${QUESTION}"></iframe>`;
    await page.goto(`${site.url}/framing.html`);
    await inside(page).getByRole("alert").getByText(/did not arrive/).waitFor();
    await inside(page).getByRole("link", { name: "Open in a tab of its own" }).waitFor();
  });

  test("what comes into focus below the fold is scrolled to by the page around; keys go in and out", async (t) => {
    const { page } = await host(t, `<div class="far"></div>${iframe(QUESTION)}`);
    await page.locator("#one").scrollIntoViewIfNeeded();
    await heading(inside(page)).waitFor();
    await fits(page);
    const last = inside(page).locator("city-peers").getByRole("button").last();
    await last.focus();
    await until(
      async () => ({ top: await page.locator("#one").evaluate((each) => each.getBoundingClientRect().top), in: await last.evaluate((each) => each.getBoundingClientRect().top) }),
      ({ top, in: inner }) => top + inner >= 0 && top + inner < 900,
    );
  });
});

describe("example and oEmbed", { skip }, () => {
  test("examples/iframe works as it stands, under a strict policy", async (t) => {
    const site = await serve({ folders: { "/cp/": PATHS.package, "/cp/directory/": PATHS.directory, "/cp/examples/": join(PATHS.www, "examples") }, csp: STRICT_CSP });
    const page = await newPage(browser);
    t.after(async () => {
      await page.context().close();
      await site.close();
    });
    await page.goto(`${site.url}/cp/examples/iframe/index.html`);
    await page.locator("#heard").getByText(/^Suggested first: /).waitFor();
    assert.deepEqual(page.problems, []);
    await screenshot(page, "frame-example");
  });

  test("the oEmbed answer has what the format asks for, and its frame shows the widget", async (t) => {
    const oembed = JSON.parse(readFileSync(join(PATHS.www, "examples/iframe/oembed.json"), "utf8"));
    assert.deepEqual([oembed.version, oembed.type], ["1.0", "rich"]);
    for (const size of ["width", "height", "cache_age"]) assert.ok(Number.isInteger(oembed[size]), size);
    for (const text of ["html", "title", "provider_name", "provider_url"]) assert.equal(typeof oembed[text], "string");
    const html = oembed.html.replace("https://www.example.org/city-peers/", `${embed.url}/pkg/`).replace("<iframe ", '<iframe id="one" ');
    const { page } = await host(t, html, { script: false });
    await heading(inside(page)).waitFor();
  });

  test("the snippets of its README work as they stand, but for the address", async (t) => {
    const readme = readFileSync(join(PATHS.www, "examples/iframe/README.md"), "utf8");
    const [frame, script, link] = [...readme.matchAll(/^```html\n([^]*?)^```/gm)].map(([, html]) => html);
    const here = (html) => html.replaceAll("https://www.example.org/city-peers/", `${embed.url}/pkg/`).replace("<iframe ", '<iframe id="one" ');
    assert.match(link, /rel="alternate" type="application\/json\+oembed"/);
    const { page } = await host(t, here(frame), { script: false, head: here(script) });
    await heading(inside(page)).waitFor();
    await fits(page);
    assert.deepEqual(page.problems, []);
  });

  test("every text of the frame is used, and every one it uses is there", () => {
    const script = readFileSync(join(PATHS.www, "embed.js"), "utf8");
    const texts = Object.keys(JSON.parse(readFileSync(join(PATHS.www, "locales/en.frame.json"), "utf8")));
    // Those about one parameter have its name; those about the sandbox and the address stand in the script.
    const used = texts.filter((key) => {
      const name = key.replace(/^frame\.|\.editor$/g, "");
      return script.includes(`"${key}"`) || script.includes(`"${name}"`) || new RegExp(`^    ${name}: `, "m").test(script);
    });
    assert.deepEqual(texts.filter((key) => !used.includes(key)), []);
    for (const [, key] of script.matchAll(/words\["(frame\.[\w.-]+)"\]/g)) assert.ok(texts.includes(key), key);
    for (const [, name] of script.matchAll(/^    "?([a-z-]+)"?: .*=> /gm)) {
      if (script.includes(`${name}: oneOf`)) continue;
      assert.ok(texts.includes(`frame.${name}.editor`) || name === "origin", name);
    }
  });
});
