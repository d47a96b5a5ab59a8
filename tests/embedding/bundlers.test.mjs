// The packed package with other bundlers than Vite's build, and with none: each page suggests partners and then shows
// practices, for which what is loaded later has to be found as well.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PATHS, launch, serve } from "../browser/harness.mjs";
import { until, widget } from "../browser/widget.mjs";
import { INSTALLED, WORKSHOP, addDirectory, copyExample, installPackage, newTab, run, tool } from "./workshop.mjs";

let browser;
before(async () => {
  installPackage();
  browser = await launch();
});
after(() => browser?.close());

const page = (script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bundled</title>
<script type="module" src="${script}"></script><main><h1>Bundled</h1>
<city-peers directory="/directory/directory.json" city="kr-seoul" topics="flood-management"></city-peers></main></html>`;

/** A fresh folder of the workshop with a script. */
function project(name, script) {
  const folder = join(WORKSHOP, "bundlers", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.js"), script);
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
  return folder;
}

/** A page of a server, with requests that failed among its problems. Both are closed after the test. */
async function open(t, { folders = {}, files = {}, path = "/" }) {
  const server = await serve({ folders: { "/directory/": PATHS.directory, ...folders }, files });
  const tab = await newTab(browser);
  t.after(() => Promise.all([tab.context().close(), server.close()]));
  watch(tab);
  await tab.goto(server.url + path);
  return { tab, server };
}
const watch = (tab) =>
  tab.on("response", (answer) => answer.status() >= 400 && tab.problems.push(`${answer.status()} ${answer.url()}`));

/** A suggestion, then a view that is loaded later, in another language too. */
async function works(tab) {
  await widget(tab).getByRole("heading", { name: /^Who can Seoul learn from about flood management/ }).waitFor();
  await widget(tab).getByRole("navigation").getByRole("button", { name: "Practices" }).click();
  await widget(tab).locator("li.practice").first().waitFor();
  await tab.evaluate(() => (document.querySelector("city-peers").lang = "fr"));
  await widget(tab).getByRole("button", { name: "Pratiques", exact: true }).waitFor();
  // Bundlers make of style sheets what they like: a script, which is no style, or nothing.
  const rules = () => tab.evaluate(() => document.querySelector("city-peers").shadowRoot.adoptedStyleSheets.map((sheet) => sheet.cssRules.length));
  await until("all of the style", rules, (all) => all.length === 2 && all.every((count) => count > 100));
  assert.deepEqual(tab.problems, []);
}

describe("webpack", () => {
  let folder;
  before(() => {
    folder = project("webpack", 'import "city-peers/auto";\n');
    writeFileSync(
      join(folder, "webpack.config.js"),
      'export default { mode: "production", entry: "./main.js", performance: { hints: false } };\n',
    );
    tool("webpack-cli/bin/cli.js", ["--fail-on-warnings", "--no-color"], folder);
  });

  test("finds and renames every file, without a warning", async (t) => {
    const { tab, server } = await open(t, { folders: { "/built/": join(folder, "dist") }, files: { "/": page("/built/main.js") } });
    await works(tab);
    assert.ok(server.requests.some((url) => /^\/built\/[0-9a-f]{20}\.wasm$/.test(url)), server.requests.join("\n"));
    // What failures say is in files of their own.
    await tab.evaluate(() => Object.assign(document.querySelector("city-peers"), { lang: "en", directory: "/not-there.json" }));
    const said = widget(tab).getByRole("alert").filter({ hasText: "directory-missing" });
    await said.filter({ hasNotText: "error." }).waitFor();
  });

  test("with rules that make scripts of style sheets and of data", async (t) => {
    const ruled = project("webpack-ruled", 'import "city-peers/auto";\n');
    writeFileSync(join(ruled, "to-script.cjs"), "module.exports = (text) => `export default ${JSON.stringify(text)}`;");
    writeFileSync(
      join(ruled, "webpack.config.js"),
      `export default { mode: "production", entry: "./main.js", performance: { hints: false },
        module: { rules: [{ test: /\\.(css|json)$/, type: "javascript/auto", use: "./to-script.cjs" }] } };`,
    );
    tool("webpack-cli/bin/cli.js", ["--fail-on-warnings", "--no-color"], ruled);
    const { tab } = await open(t, { folders: { "/built/": join(ruled, "dist") }, files: { "/": page("/built/main.js") } });
    await works(tab);
  });

  test("writes nothing of this machine into the bundle", () => {
    for (const name of readdirSync(join(folder, "dist")).filter((each) => each.endsWith(".js"))) {
      assert.ok(!/file:\/\//.test(readFileSync(join(folder, "dist", name), "utf8")), name);
    }
  });
});

describe("esbuild", () => {
  const bundle = (folder) =>
    run(join(WORKSHOP, "node_modules/.bin/esbuild"), ["main.js", "--bundle", "--format=esm", "--outfile=dist/main.js", "--log-level=warning"], folder);

  test("files of the package copied beside the bundle are found there", async (t) => {
    const folder = project("esbuild", 'import "city-peers/auto";\n');
    bundle(folder);
    for (const each of readdirSync(INSTALLED).filter((name) => /\.(wasm|css\.txt)$|^locales$/.test(name))) {
      cpSync(join(INSTALLED, each), join(folder, "dist", each), { recursive: true });
    }
    const { tab } = await open(t, { folders: { "/built/": join(folder, "dist") }, files: { "/": page("/built/main.js") } });
    await works(tab);
  });

  test("`base` says where else they are", async (t) => {
    const folder = project("esbuild-base", 'import { define } from "city-peers";\ndefine({ base: "/files/of/it" });\n');
    bundle(folder);
    const { tab, server } = await open(t, {
      folders: { "/built/": join(folder, "dist"), "/files/of/it/": INSTALLED },
      files: { "/": page("/built/main.js") },
    });
    await works(tab);
    assert.ok(server.requests.includes("/files/of/it/city_peers_bg.wasm"));
  });
});

test("Vite while developing", async (t) => {
  const folder = copyExample("vite");
  addDirectory(join(folder, "public"));
  const program = spawn(process.execPath, ["../../node_modules/vite/bin/vite.js", "--port", "0", "--host", "127.0.0.1"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => program.kill());
  const url = await new Promise((resolve, reject) => {
    let said = "";
    program.stdout.on("data", (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    });
    program.on("exit", () => reject(new Error(said)));
  });
  const tab = await newTab(browser);
  t.after(() => tab.context().close());
  watch(tab);
  await tab.goto(url);
  await works(tab);
});

describe("no bundler", () => {
  const folders = { "/pkg/": INSTALLED };

  test("the entries are modules that a page can load as they are", async (t) => {
    const { tab } = await open(t, { folders, files: { "/": page("/pkg/auto.js") } });
    await works(tab);
  });

  test("`init` takes a compiled module, and is done when the engine is ready", async (t) => {
    const script = `import { init, CityPeers } from "/pkg/index.js";
      window.before = customElements.get("city-peers");
      const module_or_path = await WebAssembly.compileStreaming(fetch("/engine.wasm"));
      await init({ base: "/pkg", module_or_path });
      window.same = customElements.get("city-peers") === CityPeers;`;
    const engine = readFileSync(join(INSTALLED, "city_peers_bg.wasm"));
    const { tab, server } = await open(t, { folders, files: { "/": page("/main.js"), "/main.js": script, "/engine.wasm": engine } });
    await works(tab);
    assert.deepEqual(await tab.evaluate(() => [window.before, window.same]), [undefined, true]);
    assert.ok(!server.requests.includes("/pkg/city_peers_bg.wasm"), "the module is not fetched again");
  });

  test("`init` says by a code what keeps the engine from starting; the next try may do", async (t) => {
    const script = `import { init } from "/pkg/index.js"; window.init = init;
      window.failed = await init({ module_or_path: "/not-there.wasm" }).catch((error) => error.code);`;
    const { tab } = await open(t, { folders, files: { "/": page("/main.js").replace(/<city-peers.*<\/city-peers>/, ""), "/main.js": script } });
    await tab.waitForFunction(() => "failed" in window);
    assert.equal(await tab.evaluate(() => window.failed), "engine-missing");
    await tab.evaluate(() => window.init());
  });

  test("beside the loader of a tag the first definition stays, with one warning", async (t) => {
    const script = `import { define, CityPeers } from "/pkg/index.js";
      window.given = [define() === CityPeers, define() === customElements.get("city-peers")];`;
    const { tab } = await open(t, { folders, files: { "/": page("/pkg/city-peers.js"), "/main.js": script } });
    await widget(tab).getByRole("heading", { name: /^Who can Seoul/ }).waitFor();
    assert.deepEqual(await tab.evaluate(() => import("/main.js").then(() => window.given)), [false, true]);
    assert.deepEqual(tab.problems.map((text) => text.slice(0, 40)), ["warning: <city-peers> is defined already"]);
  });
});
