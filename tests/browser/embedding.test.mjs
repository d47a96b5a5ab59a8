// docs/embedding.md: its tables are those of the code, its commands make a page that works, every snippet of HTML works in a page.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { hasDirectory, hasPackage, launch, newPage, PATHS, serve } from "./harness.mjs";
import { widget } from "./widget.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (name) => readFileSync(join(ROOT, name), "utf8");
const NAME = "docs/embedding.md";
const document_ = read(NAME);
const blocks = (language) => [...document_.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1]);
const without = (text) => text.replace(/^```[^]*?^```/gm, "");
/** The text below a heading, up to the next of its level or above. */
function section(title) {
  const [, text] = without(document_).split(new RegExp(`^#{2,3} ${title}$`, "m"));
  assert.ok(text, `${NAME} has no section “${title}”`);
  return text.split(/^## /m)[0];
}
/** Rows of a section's first table, without their backquotes; the head is left out. */
const rows = (title) =>
  [...section(title).matchAll(/^\|(.*)\|$/gm)]
    .slice(2)
    .map(([, row]) => row.split("|").map((cell) => cell.trim()));
const codes = (title) => rows(title).map(([cell]) => cell.match(/`([^`(]+)/)?.[1]).filter(Boolean);
const same = (documented, real, what) =>
  assert.deepEqual([...new Set(documented)].sort(), [...new Set(real)].sort(), `${what}: left ${NAME}, right the code`);

function files(folder, ending) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .map((name) => read(join(folder, name)));
}
const source = files("src", ".rs").join("\n");
const types = read("www/city-peers.d.ts");
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

describe("tables", () => {
  test("attributes", async () => {
    const { CityPeers } = await import(pathToFileURL(join(ROOT, "www", "city-peers.js")).href);
    same(codes("Attributes"), CityPeers.observedAttributes, "attributes");
  });

  test("properties and methods", () => {
    const [, body] = types.match(/export declare class CityPeers extends HTMLElement \{([^]*?)^\}/m);
    const members = [...body.replace(/\/\*\*[^]*?\*\//g, "").matchAll(/^ {2}(?:readonly |get |set )?(\w+)(\(|\?|:)/gm)];
    const accessors = [...body.matchAll(/^ {2}[gs]et (\w+)\(/gm)].map(([, name]) => name);
    const methods = members.filter(([, name, sign]) => sign === "(" && !accessors.includes(name)).map(([, name]) => name);
    const own = members.map(([, name]) => name).filter((name) => !methods.includes(name));
    // HTMLElement has these two already.
    const reflected = codes("Attributes").filter((name) => !["lang", "dir"].includes(name)).map(camel);
    const listeners = ["addEventListener", "removeEventListener"];
    same([...reflected, ...codes("Properties")], own.filter((name) => !["lang", "dir"].includes(name)), "properties");
    same(codes("Methods"), methods.filter((name) => !listeners.includes(name)), "methods");
  });

  test("events", () => {
    const typed = [...types.matchAll(/"(city-peers-[a-z-]+)": CustomEvent/g)].map(([, name]) => name);
    const said = [...source.matchAll(/(?:\bsay|\boffer|Effect::Say)\(\s*"([a-z-]+)"/g)].map(([, name]) => `city-peers-${name}`);
    same(codes("Events"), typed, "events of the types");
    for (const name of codes("Events")) assert.ok(said.includes(name), `nothing in src/ says ${name}`);
  });

  test("parts", () => {
    same(codes("Parts"), [...source.matchAll(/\[part=([a-z-]+)\]/g)].map(([, name]) => name), "parts");
  });

  test("custom properties, with their values", () => {
    const [, host] = read("www/city-peers.css").match(/^:host \{([^]*?)^\}/m);
    const real = new Map([...host.matchAll(/--(city-peers-[\w-]+): ([^;]+(?:var\(--_d, [^;]+)?);/g)].map(([, name, value]) => [`--${name}`, value]));
    same(codes("Colours and type"), [...real.keys()], "custom properties");
    for (const [cell, light, dark] of rows("Colours and type")) {
      const value = real.get(cell.match(/`([^`]+)/)[1]);
      const pair = value.match(/^var\(--_l, (#\w+)\) var\(--_d, (#\w+)\)$/);
      if (pair) assert.deepEqual([light, dark], pair.slice(1), cell);
      else if (/^[#\d]/.test(light)) assert.equal(value, light, cell);
    }
  });

  test("codes of errors are those that have texts", () => {
    const english = readdirSync(join(ROOT, "www", "locales")).filter((name) => /^en\./.test(name));
    const real = english
      .flatMap((name) => Object.keys(JSON.parse(read(join("www", "locales", name))))).map((key) => key.match(/^error\.([a-z-]+)\.title$/)?.[1]).filter(Boolean);
    // Said in the words of directory-damaged.
    const container = read("crates/engine/src/format/container.rs");
    assert.match(container, /"directory-malformed"/);
    same(codes("When something goes wrong"), [...real, "directory-malformed"], "codes");
  });

  test("codes that methods and properties end with", () => {
    const loader = read("www/city-peers.js");
    const real = [...source.matchAll(/(?:\bno|Refusal|complain|refuse)\(\s*(?:world,\s*)?"([a-z-]+)"/g), ...loader.matchAll(/(?:ask|#refuse)\("([a-z-]+)"\)/g)].map(([, code]) => code);
    for (const code of real) assert.ok(document_.includes(`\`${code}\``), `${NAME} does not name ${code}`);
  });

  test("files of the package", { skip: !hasPackage() && "needs the built package" }, () => {
    const there = readdirSync(PATHS.package, { recursive: true }).map((name) => String(name).replaceAll("\\", "/"));
    const named = rows("Files").flatMap(([cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace("<lang>", "ko")));
    for (const name of named.filter((each) => !/^directory|^\.bin/.test(each))) assert.ok(there.includes(name), `${name} is not in the package`);
    const loaded = there.filter((name) => /^[\w.-]+\.(wasm|css)$|^locales\/ko\./.test(name));
    for (const name of loaded) assert.ok(named.includes(name), `${NAME} does not name ${name}`);
  });

  test("limits on sizes are those of budgets.toml", () => {
    const limits = [...read("budgets.toml").matchAll(/^brotli = ([\d_]+)$/gm)].map(([, bytes]) => `${Number(bytes.replaceAll("_", "")) / 1000} kB`);
    for (const limit of limits) assert.ok(section("Sizes").includes(limit), limit);
  });

  test("links inside the document lead to its headings", () => {
    const slug = (title) => title.toLowerCase().replace(/[^\w\s-]/g, "").trim().replaceAll(" ", "-");
    const headings = [...without(document_).matchAll(/^#+ (.+)$/gm)].map(([, title]) => slug(title));
    for (const [, anchor] of document_.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(headings.includes(anchor), `#${anchor}`);
  });
});

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory";
describe("in a browser", { skip }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  const scripts = Object.fromEntries(blocks("js").map((text) => [text.match(/^\/\/ ([\w-]+\.js)$/m)?.[1], text]));
  const styles = blocks("css").join("\n");
  const shells = new Map();
  blocks("html").forEach((snippet, at) => {
    const needsFrame = /embed\.html|city-peers-frame\.js/.test(snippet) && !existsSync(join(PATHS.package, "embed.html")) && "needs embed.html in the package";
    test(`snippet ${at + 1}: ${snippet.match(/<(iframe|city-peers)[^>]*/)?.[0] ?? snippet.trim()}`, { skip: needsFrame }, async (t) => {
      // Only tags: those above it in the document belong to it. A bundler's page has its script from the bundle.
      let body = snippet.includes("</html>") ? snippet : snippet.replace(/^/, "");
      if (!/<script|<iframe/.test(body)) body = `<script type="module" src="/city-peers/city-peers.js"></script>${body}`;
      if (/city-peers-frame\.js/.test(body)) body += blocks("html").find((each) => each.includes("<iframe"));
      const whole = body.includes("</html>") ? body : `<!doctype html><html lang="en"><title>Page</title><link rel="stylesheet" href="/page.css">${body}</html>`;
      const csp = "default-src 'self' https://files.example.org; script-src 'self' https://files.example.org 'wasm-unsafe-eval'";
      const server = await serve({
        folders: { "/city-peers/directory/": PATHS.directory, "/city-peers/": PATHS.package },
        files: {
          "/": whole,
          "/page.css": styles,
          ...Object.fromEntries(Object.entries(scripts).filter(([name]) => name !== "undefined").map(([name, text]) => [`/${name}`, text])),
        },
        csp,
      });
      const page = await newPage(browser);
      t.after(async () => {
        await page.context().close();
        await server.close();
      });
      // The other host of the document: the same files, open to other origins.
      await page.route("https://files.example.org/**", async (route) => {
        const path = new URL(route.request().url()).pathname.replace(/^\/city-peers@[\d.]+\//, "/city-peers/").replace(/^\/directory\//, "/city-peers/directory/");
        const response = await fetch(server.url + path);
        await route.fulfill({
          status: response.status,
          headers: { "content-type": response.headers.get("content-type"), "access-control-allow-origin": "*" },
          body: Buffer.from(await response.arrayBuffer()),
        });
      });
      await page.goto(server.url);
      const inside = /<iframe/.test(body) ? page.frameLocator("iframe") : page;
      const city = /kr-seoul/.test(body);
      const shown = inside.locator("city-peers").first();
      await (city ? shown.getByRole("heading", { name: /Seoul/ }) : shown.getByRole("combobox", { name: "Your city" })).first().waitFor();
      if (/partners\.js/.test(body)) await page.locator("#list li").nth(9).waitFor();
      if (/listen\.js/.test(body)) await page.getByText(/^10 of [\d,]+ cities$/).waitFor();
      for (const [, slot] of body.matchAll(/slot="(\w+)"/g)) await page.locator(`[slot=${slot}]`).waitFor();
      if (/slot="/.test(body)) {
        const real = await page.evaluate(() => [...document.querySelector("city-peers").shadowRoot.querySelectorAll("slot")].map((each) => each.name));
        same(codes("Slots").concat(""), real, "slots");
      }
      if (/city-peers-frame/.test(body)) await page.waitForFunction(() => document.querySelector("iframe").offsetHeight > 1000);
      assert.deepEqual(page.problems, []);
    });
  });

  test("the options of the document are taken, all of them", async (t) => {
    const server = await serve({
      folders: { "/city-peers/directory/": PATHS.directory, "/city-peers/": PATHS.package },
      files: {
        "/": `<!doctype html><html lang="en"><title>Page</title><city-peers city="kr-seoul"></city-peers><script type="module" src="/options.js"></script><script type="module" src="/city-peers/city-peers.js"></script></html>`,
        "/options.js": scripts["options.js"],
      },
    });
    const page = await newPage(browser);
    t.after(async () => {
      await page.context().close();
      await server.close();
    });
    await page.goto(server.url);
    const { partners, options } = await page.evaluate(async () => {
      const element = document.querySelector("city-peers");
      const { partners } = await element.suggest();
      return { partners, options: element.options };
    });
    assert.equal(options.perCountry, 2);
    for (const { country } of partners) assert.ok(partners.filter((each) => each.country === country).length <= 2, `more than two of ${country}`);
    assert.ok(partners.every(({ country }) => country !== "KR"), "abroad");
    // What cannot be used is said in the console.
    assert.deepEqual(page.problems, []);
  });

  test("the style of the document reaches the widget", async (t) => {
    const server = await serve({
      folders: { "/city-peers/directory/": PATHS.directory, "/city-peers/": PATHS.package },
      files: {
        "/": `<!doctype html><html lang="en"><title>Page</title><link rel="stylesheet" href="/page.css"><script type="module" src="/city-peers/city-peers.js"></script><city-peers city="kr-seoul"></city-peers></html>`,
        "/page.css": `body { font-family: monospace }\n${styles}`,
      },
    });
    const page = await newPage(browser, { colorScheme: "dark" });
    t.after(async () => {
      await page.context().close();
      await server.close();
    });
    await page.goto(server.url);
    const link = widget(page).locator(".lead .link").first();
    await link.waitFor();
    const colour = await link.evaluate((each) => getComputedStyle(each).color);
    const asked = styles.match(/dark\) \{\s*city-peers \{ --city-peers-accent: #(\w{6})/)[1].match(/../g).map((pair) => parseInt(pair, 16));
    assert.equal(colour, `rgb(${asked.join(", ")})`);
    assert.match(await widget(page).locator(".mount").evaluate((each) => getComputedStyle(each).fontFamily), /monospace/);
  });

  const python = (() => {
    try {
      return execFileSync("python3", ["--version"], { encoding: "utf8" });
    } catch {
      return undefined;
    }
  })();
  test("the first commands make a page that works", { skip: !python && "needs python3, whose web server they use" }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "city-peers-"));
    symlinkSync(dirname(PATHS.package), join(folder, "target"));
    const [walk] = blocks("sh");
    const lines = walk.trim().split("\n");
    let server;
    t.after(() => {
      server?.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    });
    for (const line of lines) {
      if (line.startsWith("cargo xtask ")) {
        // They run for minutes, and this test runs on what they have built.
        execFileSync("cargo", [...line.split(" ").slice(1), "--help"], { cwd: ROOT, stdio: "pipe" });
      } else if (line.startsWith("python3 ")) {
        server = spawn("bash", ["-c", `exec ${line.replace(" 8000 ", " 0 ").replace("python3", "python3 -u")} --bind 127.0.0.1`], { cwd: folder });
      } else {
        execFileSync("bash", ["-c", line], { cwd: folder });
      }
    }
    const address = await new Promise((resolve, reject) => {
      let said = "";
      const hear = (bytes) => {
        said += bytes;
        const port = said.match(/port (\d+)/)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
    server.removeAllListeners("exit");
    writeFileSync(join(folder, "site", "index.html"), blocks("html")[0]);
    const page = await newPage(browser);
    await page.goto(address);
    await widget(page).getByRole("combobox", { name: "Your city" }).waitFor();
    assert.deepEqual(page.problems.filter((text) => !/favicon|404 \(File not found\)/.test(text)), []);
    await page.context().close();
  });
});
