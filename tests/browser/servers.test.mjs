// Servers as they are: with and without compression, with wrong types, below deep paths, with caches that mix releases, with
// a page in the place of every wrong address, slow, cut and stalled. Each ends in suggestions or in a message.

import assert from "node:assert/strict";
import { readFileSync, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { MIME, PATHS, STRICT_CSP, hasDirectory, hasPackage, hostPage, launch, newPage, screenshot } from "./harness.mjs";
import { directoryFile, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
const FALLBACK = '<p id="fallback">All our partner cities</p>';
const SEOUL = `<city-peers city="kr-seoul" topics="flood-management">${FALLBACK}</city-peers>`;
const HEADING = /^Who can Seoul learn from about flood management/;
const PAGE = "<!doctype html><title>Not here</title><p>The page of an application, for every address.</p>";

let browser;
before(async () => {
  if (!skip) browser = await launch();
});
after(() => browser?.close());

/**
 * A server of package and directory below `base`, and of pages elsewhere.
 * @param {object} setup
 * @param {string} [setup.base] folder of the package; the directory is in its folder `directory/`
 * @param {Record<string, string | Uint8Array>} [setup.files] other content, by path below `base`, or pages by whole path
 * @param {(answer: {path, body, headers, request, response}) => boolean | void} [setup.behave] changes headers or body of
 *   an answer; what gives true has seen to the answer itself
 */
async function site(t, { base = "/pkg/", files = {}, behave = () => {}, page: pageOptions } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    requests.push({ path, headers: request.headers });
    const below = path.startsWith(base) ? path.slice(base.length) : undefined;
    let body = files[below] ?? files[path];
    if (body === undefined && below !== undefined) {
      const file = below.startsWith("directory/") ? join(PATHS.directory, below.slice(10)) : join(PATHS.package, below);
      if (existsSync(file) && statSync(file).isFile()) body = readFileSync(file);
    }
    const status = body === undefined ? (path === "/favicon.ico" ? 204 : 404) : 200;
    const headers = { "Content-Type": MIME[extname(path)] ?? MIME[".html"], "Cache-Control": "no-store", "Content-Security-Policy": STRICT_CSP };
    const answer = { path: below ?? path, status, headers, body: Buffer.from(body ?? ""), request, response };
    if (behave(answer)) return;
    response.writeHead(answer.status, { ...answer.headers, ...(answer.status === 304 ? {} : { "Content-Length": answer.body.length }) });
    response.end(answer.status === 304 ? undefined : answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  files["/"] ??= hostPage(SEOUL, { loader: `${base}city-peers.js` });
  const page = await newPage(browser, pageOptions);
  page.setDefaultTimeout(30_000);
  t.after(async () => {
    await page.context().close();
    await new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  });
  return { page, url, files, requests, open: (path = "/") => page.goto(url + path) };
}
const suggested = (page) => widget(page).getByRole("heading", { name: HEADING }).waitFor();
/** Suggestions are there, and what is loaded after them. */
async function works(page) {
  await suggested(page);
  await widget(page).locator(".chance .says").first().waitFor();
}
/** Waits until something holds. */
async function until(what, holds, within = 30_000) {
  for (const end = Date.now() + within; !(await holds()); ) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
const alert = (page, said) => widget(page).getByRole("alert").getByText(said).first();
const press = (page) => widget(page).getByRole("button", { name: /^(Try again|Fetch again)$/ }).first();
const again = (page) => press(page).click();

describe("headers and addresses", { skip }, () => {
  const packed = { br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }), gzip: (bytes) => gzipSync(bytes) };
  for (const encoding of ["br", "gzip"]) {
    test(`compressed by the server: ${encoding}`, async (t) => {
      const { page, open, requests } = await site(t, {
        behave(answer) {
          answer.body = packed[encoding](answer.body);
          answer.headers["Content-Encoding"] = encoding;
        },
      });
      await open();
      await works(page);
      assert.deepEqual(page.problems, []);
      assert.deepEqual(requests.filter(({ headers }) => headers.range), [], "nothing asks for pieces of files");
    });
  }

  for (const type of ["application/octet-stream", "text/plain"]) {
    test(`wasm is called “${type}”, and nosniff is set: it works, and the console stays empty`, async (t) => {
      const { page, open } = await site(t, {
        behave({ path, headers }) {
          headers["X-Content-Type-Options"] = "nosniff";
          if (path.endsWith(".wasm")) headers["Content-Type"] = type;
          if (path.endsWith(".bin") || path.endsWith(".json")) headers["Content-Type"] = "text/plain";
        },
      });
      await open();
      await works(page);
      assert.deepEqual(page.problems, []);
    });
  }

  test("far below the root, on a page still deeper", async (t) => {
    const base = "/sites/city/assets/v-1/city-peers/";
    const { page, open, requests } = await site(t, {
      base,
      files: { "/en/our-city/partners/": hostPage(SEOUL, { loader: `../../../${base.slice(1)}city-peers.js` }) },
    });
    await open("/en/our-city/partners/");
    await works(page);
    assert.deepEqual(requests.filter(({ path }) => !path.startsWith(base) && path !== "/favicon.ico").map(({ path }) => path), ["/en/our-city/partners/"]);
    assert.deepEqual(page.problems, []);
  });

  test("answered with 304 on the second visit", async (t) => {
    const answered = [];
    const { page, open } = await site(t, {
      behave(answer) {
        answer.headers["Cache-Control"] = "no-cache";
        answer.headers.ETag = `"${answer.path}-${answer.body.length}"`;
        if (answer.request.headers["if-none-match"] === answer.headers.ETag) answer.status = 304;
        answered.push([answer.path, answer.status]);
      },
    });
    await open();
    await works(page);
    answered.length = 0;
    await page.reload();
    await works(page);
    const same = answered.filter(([, status]) => status === 304).map(([path]) => path);
    for (const path of ["city-peers.js", "city_peers.js", "city_peers_bg.wasm", "city_peers_later.wasm", "directory/directory.json"]) assert.ok(same.includes(path), `${path} in ${same}`);
    assert.deepEqual(page.problems, []);
  });
});

describe("releases that meet in a cache", { skip }, () => {
  const read = (name) => (skip ? Buffer.alloc(0) : readFileSync(join(PATHS.package, name)));
  const glue = read("city_peers.js").toString();
  const seal = glue.match(/"(~[0-9a-f]{1,8})":\{/)?.[1];
  /** A file as another build has it: the same but for what tells builds apart. */
  const other = (name) => {
    const bytes = Buffer.from(read(name));
    const its = `~${[...seal.slice(1)].reverse().join("")}`;
    let at = bytes.indexOf(seal);
    assert.ok(at >= 0, `${name} does not say which build it is of`);
    for (; at >= 0; at = bytes.indexOf(seal, at + 1)) bytes.write(its, at);
    return bytes;
  };

  test("an old loader with all else new works", async (t) => {
    const files = Object.fromEntries(["city_peers.js", "city_peers_bg.wasm", "city_peers_later.wasm"].map((name) => [name, other(name)]));
    const { page, open } = await site(t, { files });
    await open();
    await works(page);
    assert.deepEqual(page.problems, []);
  });

  for (const name of ["city_peers.js", "city_peers_bg.wasm"]) {
    test(`${name} of another build than the rest: says that a part did not arrive, and starts none of it`, async (t) => {
      const { page, open, files } = await site(t, { files: { [name]: other(name) } });
      await open();
      await alert(page, /did not arrive/).waitFor();
      assert.ok(await page.locator("#fallback").isVisible());
      delete files[name];
      await again(page);
      await works(page);
    });
  }

  test("a later part of another build is refused: suggestions stay, views say so, a press asks again", async (t) => {
    const { page, open, files } = await site(t, { files: { "city_peers_later.wasm": other("city_peers_later.wasm") } });
    await open();
    await suggested(page);
    await widget(page).getByRole("button", { name: "Compare", exact: true }).first().click();
    await alert(page, "A part of City Peers did not arrive").waitFor();
    await widget(page).getByText("For the web editor").click();
    assert.match(await widget(page).locator("details", { hasText: "For the web editor" }).innerText(), /city_peers_later\.wasm.*~/s);
    delete files["city_peers_later.wasm"];
    await again(page);
    await widget(page).getByRole("heading", { name: "Compare cities" }).waitFor();
  });

  test("an old entry file whose directory is gone: says so, and a press finds the new one", async (t) => {
    const now = JSON.parse(readFileSync(join(PATHS.directory, "directory.json"), "utf8"));
    const old = structuredClone(now);
    old.files.find(({ kind }) => kind === "core").name = "core-0000000000000000.bin";
    const { page, open, files } = await site(t, { files: { "directory/directory.json": JSON.stringify(old) } });
    await open();
    await alert(page, "The city data could not be fetched").waitFor();
    await until("names the file", async () => /core-0000000000000000\.bin/.test(await widget(page).locator("details").first().textContent()));
    delete files["directory/directory.json"];
    await again(page);
    await works(page);
  });
});

describe("a page in the place of a file", { skip }, () => {
  const core = skip || directoryFile("core").name;
  const practices = skip || directoryFile("practices").name;
  const html = (...names) => ({
    behave(answer) {
      if (!names.includes(answer.path)) return;
      answer.body = Buffer.from(PAGE);
      answer.headers["Content-Type"] = MIME[".html"];
    },
  });

  for (const [names, said] of [
    [["city_peers.js"], /did not arrive/],
    [["city_peers_bg.wasm"], /did not arrive/],
    [["directory/directory.json"], "The city data is not what it should be"],
    [[`directory/${core}`], /The city data/],
    [["locales/en.json"], /City Peers cannot start on this page.*engine-failed: locales\/en\.json/s],
  ]) {
    test(`${names}: ${said}`, async (t) => {
      const { page, open } = await site(t, html(...names));
      await open();
      await alert(page, said).waitFor();
      assert.ok(await page.locator("#fallback").isVisible(), "the page's own content is there");
    });
  }

  test("texts that are JSON, and none: the same", async (t) => {
    const { page, open } = await site(t, {
      behave(answer) {
        if (/^locales\/en/.test(answer.path)) answer.body = Buffer.from("null");
      },
    });
    await open();
    await alert(page, /City Peers cannot start on this page/).waitFor();
    assert.ok(await page.locator("#fallback").isVisible(), "the page's own content is there");
  });

  test("the loader: the page's own content stays, and the browser's console says why", async (t) => {
    const { page, open } = await site(t, html("city-peers.js"));
    await open();
    assert.ok(await page.locator("#fallback").isVisible());
    assert.match(page.problems.join(), /MIME type/);
  });

  test("the style: it works without, and the console names the file", async (t) => {
    const { page, open } = await site(t, html("city-peers.css"));
    await open();
    await suggested(page);
    assert.match(page.problems.join(), /no style.*city-peers\.css/s);
  });

  test("texts of the page's language: English in their place", async (t) => {
    const { page, open, files } = await site(t, html("locales/ko.json"));
    files["/"] = hostPage(SEOUL, { loader: "/pkg/city-peers.js", lang: "ko" });
    await open();
    await suggested(page);
  });

  test("practices: the cities are complete, and it says what is missing", async (t) => {
    const { page, open } = await site(t, html(`directory/${practices}`));
    await open();
    await suggested(page);
    await widget(page).getByText(/practices/i).filter({ hasText: /could not|missing|not be/ }).first().waitFor();
  });

  for (const name of ["city_peers_later.wasm", "locales/en.more.json"]) {
    test(`${name}: suggestions stay, later views say what is missing`, async (t) => {
      const { page, open } = await site(t, html(name));
      await open();
      await suggested(page);
      await widget(page).getByRole("button", { name: "Compare", exact: true }).first().click();
      await alert(page, "A part of City Peers did not arrive").waitFor();
      await screenshot(page, `servers-${name.replaceAll(/\W/g, "-")}`);
    });
  }
});

describe("slow, cut, stalled", { skip }, () => {
  const core = skip || directoryFile("core").name;
  const practices = skip || directoryFile("practices").name;
  const matches = (path, part) => path === part;

  for (const [part, said] of [
    ["city_peers_bg.wasm", /did not arrive/],
    ["city_peers.js", /did not arrive/],
    [`directory/${core}`, /The city data/],
    ["directory/directory.json", /The city data/],
  ]) {
    test(`cut in the middle: ${part}; a press brings it`, async (t) => {
      let cut = true;
      const { page, open } = await site(t, {
        behave({ path, headers, body, response }) {
          if (!cut || !matches(path, part)) return false;
          response.writeHead(200, { ...headers, "Content-Length": body.length });
          response.write(body.subarray(0, body.length >> 1), () => setTimeout(() => response.destroy(), 50));
          return true;
        },
      });
      await open();
      await alert(page, said).waitFor();
      cut = false;
      await again(page);
      await works(page);
    });
  }

  test("slow, but it goes on coming: waited for, and its progress is said", async (t) => {
    let seen;
    const progress = new Promise((resolve) => (seen = resolve));
    const { page, open } = await site(t, {
      behave({ path, headers, body, response }) {
        if (!matches(path, `directory/${core}`) && !matches(path, "city_peers_bg.wasm")) return false;
        response.writeHead(200, { ...headers, "Content-Length": body.length });
        const pieces = 8;
        const send = (n) => {
          response.write(body.subarray((body.length * n) / pieces, (body.length * (n + 1)) / pieces));
          if (n === pieces / 2 && path.endsWith(".bin")) progress.then(() => send(n + 1));
          else if (n + 1 < pieces) setTimeout(send, 100, n + 1);
          else response.end();
        };
        send(0);
        return true;
      },
    });
    await open();
    await widget(page).getByRole("progressbar").waitFor();
    seen();
    await works(page);
    assert.deepEqual(page.problems, []);
  });

  test("a link is followed when the later texts come last", async (t) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const { page, open, requests } = await site(t, {
      behave({ path, headers, body, response }) {
        if (path !== "locales/en.more.json") return false;
        held.then(() => response.writeHead(200, headers).end(body));
        return true;
      },
    });
    await open("/#city-peers=1&city=mz-beira&topics=heat&view=kept&kept=sn-pikine");
    await until("the later part is asked for", () => requests.some(({ path }) => path.endsWith("city_peers_later.wasm")));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    release();
    await widget(page).getByRole("heading", { name: "Shortlist", exact: true }).waitFor();
    await widget(page).getByRole("heading", { name: "Pikine" }).waitFor();
  });

  /** Half a minute may pass at once; what the browser times by itself is timed by the page's clock too. */
  async function timed(page) {
    await page.clock.install();
    await page.addInitScript(() => {
      AbortSignal.timeout = (after) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), after);
        return controller.signal;
      };
    });
  }

  /** A site where a part is asked for and never answered (`begun`: after its first bytes), until it is let go. */
  async function stalled(t, part, { begun = false } = {}) {
    const state = { stalls: true, asked: 0, held: [] };
    // A browser keeps a second request for an address waiting while the first is on its way; so it ends with the stall.
    const goOn = () => {
      state.stalls = false;
      for (const response of state.held) response.destroy();
    };
    const made = await site(t, {
      behave({ path, headers, body, response }) {
        if (!state.stalls || !matches(path, part)) return false;
        state.asked++;
        state.held.push(response);
        if (begun) response.writeHead(200, { ...headers, "Content-Length": body.length }).write(body.subarray(0, 1000));
        return true;
      },
    });
    await timed(made.page);
    await made.open();
    await until(`${part} is asked for`, () => state.asked > 0);
    return { ...made, goOn };
  }

  for (const [part, said, options] of [
    ["city_peers_bg.wasm", /did not arrive/],
    ["city_peers_bg.wasm", /did not arrive/, { begun: true }],
    ["city_peers.js", /did not arrive/],
    ["directory/directory.json", "The city data could not be fetched"],
    [`directory/${core}`, /The city data/],
    [`directory/${core}`, /The city data/, { begun: true }],
  ]) {
    test(`stalled${options ? " after it began" : ""}: ${part} ends in a message; a press brings it`, async (t) => {
      const { page, goOn } = await stalled(t, part, options);
      await until("a message", async () => {
        await page.clock.fastForward(31_000);
        return (await alert(page, said).count()) > 0;
      });
      await alert(page, said).waitFor();
      goOn();
      // What was on its way may come now by itself; else a press brings it.
      await Promise.race([again(page).catch(() => {}), suggested(page)]);
      await works(page);
    });
  }

  test("stalled style: it starts without, and says so in the console", async (t) => {
    const { page } = await stalled(t, "city-peers.css");
    await page.clock.fastForward(16_000);
    await suggested(page);
    assert.match(page.problems.join(), /no style/);
  });

  test("late style: the widget starts without, and has it when it comes", async (t) => {
    let send;
    const { page, open } = await site(t, {
      behave({ path, headers, body, response }) {
        if (path !== "city-peers.css") return false;
        response.writeHead(200, { ...headers, "Content-Length": body.length }).write(body.subarray(0, 1000));
        send = () => response.end(body.subarray(1000));
        return true;
      },
    });
    await timed(page);
    await open();
    await until("the style is asked for", () => send);
    await page.clock.fastForward(16_000);
    await suggested(page);
    const styled = () => widget(page).locator("h2").first().evaluate((each) => getComputedStyle(each).fontFamily.startsWith("Charter"));
    assert.equal(await styled(), false);
    send();
    await until("its style", styled);
    await works(page);
  });

  test("stalled texts: English in their place", async (t) => {
    const state = { asked: 0 };
    const { page, open, files } = await site(t, {
      behave: ({ path }) => path === "locales/ko.json" && (state.asked++, true),
    });
    files["/"] = hostPage(SEOUL, { loader: "/pkg/city-peers.js", lang: "ko" });
    await page.clock.install();
    await open();
    await until("texts are asked for", () => state.asked > 0);
    await until("English", async () => {
      await page.clock.fastForward(31_000);
      return (await widget(page).getByRole("heading", { name: HEADING }).count()) > 0;
    });
  });

  for (const part of [`directory/${practices}`, "city_peers_later.wasm"]) {
    test(`stalled: ${part} ends in a message, the suggestions stay`, async (t) => {
      const { page, goOn } = await stalled(t, part);
      await suggested(page);
      await page.clock.fastForward(31_000);
      if (part.endsWith("wasm")) await widget(page).getByRole("button", { name: "Compare", exact: true }).first().click();
      await press(page).waitFor();
      goOn();
      await again(page);
      if (part.endsWith("wasm")) await widget(page).getByRole("heading", { name: "Compare cities" }).waitFor();
      else await widget(page).getByRole("heading", { name: "Practices that fit" }).waitFor();
    });
  }

  test("an engine that comes after all takes the place of the message", async (t) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const { page, open, requests } = await site(t, {
      behave({ path, headers, body, response }) {
        if (path !== "city_peers_bg.wasm") return false;
        held.then(() => response.writeHead(200, headers).end(body));
        return true;
      },
    });
    await page.clock.install();
    await open();
    await until("the engine is asked for", () => requests.some(({ path }) => path.endsWith("_bg.wasm")));
    await page.clock.fastForward(61_000);
    await alert(page, /did not arrive/).waitFor();
    release();
    await works(page);
    assert.equal(await widget(page).getByRole("alert").count(), 0);
  });
});
