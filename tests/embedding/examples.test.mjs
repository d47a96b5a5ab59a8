// Every example of www/examples, built from the packed package as its README says, served and used in Chromium: a
// suggestion from an attribute, another one from a property that the framework sets, and the event heard through it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { PATHS, launch, serve } from "../browser/harness.mjs";
import { widget } from "../browser/widget.mjs";
import { EXAMPLES, INSTALLED, ROOT, addDirectory, copyExample, installPackage, newTab, tool } from "./workshop.mjs";

let browser;
before(async () => {
  installPackage();
  browser = await launch();
});
after(() => browser?.close());

/** Opens an address; requests that fail are problems too. Closed after the test. */
async function open(t, url, options) {
  const page = await newTab(browser, options);
  t.after(() => page.context().close());
  page.on("response", (answer) => answer.status() >= 400 && page.problems.push(`${answer.status()} ${answer.url()}`));
  await page.goto(url);
  return page;
}

/** A server that is stopped after the test. */
async function serving(t, setup) {
  const server = await serve(setup);
  t.after(() => server.close());
  return server;
}

const answered = (page, topic) =>
  widget(page).getByRole("heading", { name: new RegExp(`^Who can Seoul learn from about ${topic}`) }).waitFor();

/** What the page itself says, once it says it: names that the widget says too. */
async function shortSays(page) {
  await page.locator("#short").filter({ hasText: /,/ }).waitFor();
  const short = await page.locator("#short").textContent();
  const shown = (await widget(page).locator("li.partner").allTextContents()).join(" ");
  const [name] = short.split(", ");
  assert.ok(shown.includes(name), `the page says “${short}”, the widget “${shown}”`);
  return short;
}

/** Uses a page whose field “Topic” is tied to the widget's property. */
async function useTopics(page) {
  await answered(page, "flood management");
  const before = await shortSays(page);
  await page.getByLabel("Topic", { exact: true }).first().selectOption("waste");
  await answered(page, "waste");
  await page.waitForFunction((text) => document.querySelector("#short").textContent !== text, before);
  await shortSays(page);
  // What is loaded later finds its files too.
  await widget(page).getByRole("navigation").getByRole("button", { name: "Practices" }).click();
  await widget(page).locator("li.practice").first().waitFor();
  assert.deepEqual(page.problems, []);
}

/** Checks the types and builds with the commands of the example's package.json. */
function build(name) {
  const folder = copyExample(name);
  addDirectory(join(folder, "public"));
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = { tsc: "typescript/bin/tsc", vite: "vite/bin/vite.js", "vue-tsc": "vue-tsc/bin/vue-tsc.js" };
  for (const command of [scripts.check, ...scripts.build.split(" && ")]) {
    const [program, ...args] = command.split(" ");
    tool(files[program], args, folder);
  }
  return folder;
}

for (const name of ["vite", "react", "vue"]) {
  test(`${name}: types hold, it builds, and the framework sets properties and hears events`, async (t) => {
    const folder = build(name);
    const server = await serving(t, { folders: { "/": join(folder, "dist") } });
    await useTopics(await open(t, server.url));
  });
}

test("ssr: HTML with the fallback from the server, taken over without a mismatch", async (t) => {
  const folder = build("ssr");
  const program = spawn(process.execPath, ["server.js"], { cwd: folder, env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => program.kill());
  const [line] = await once(createInterface(program.stdout), "line");
  const url = line.trim();

  const html = await (await fetch(url)).text();
  assert.match(html, /<city-peers directory="[^"]+" city="kr-seoul" topics="flood-management"><p>Our partner cities:<\/p>/);
  const bare = await open(t, url, { javaScriptEnabled: false });
  assert.equal(await bare.getByText("Sister City").isVisible(), true);

  await useTopics(await open(t, url));
});

test("plain: a page, the package's files and a directory on a server of files", async (t) => {
  const server = await serving(t, {
    folders: { "/town/": join(EXAMPLES, "plain"), "/town/city-peers/": INSTALLED, "/town/directory/": PATHS.directory },
  });
  const page = await open(t, `${server.url}/town/`);
  await answered(page, "flood management");
  assert.deepEqual(page.problems, []);
});

test("strict-csp: works under the policy of its _headers, and nothing breaks it", async (t) => {
  const [, csp] = /Content-Security-Policy: (.*)/.exec(readFileSync(join(EXAMPLES, "strict-csp/_headers"), "utf8"));
  assert.match(csp, /require-trusted-types-for 'script'/);
  const server = await serving(t, {
    folders: { "/": join(EXAMPLES, "strict-csp"), "/city-peers/": INSTALLED, "/directory/": PATHS.directory },
    csp,
  });
  const page = await newTab(browser);
  t.after(() => page.context().close());
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(server.url);
  await answered(page, "flood management");
  await shortSays(page);
  const accent = await widget(page).locator("li.partner summary").first().evaluate((each) => getComputedStyle(each).color);
  assert.equal(accent, "rgb(0, 102, 51)", "the page's own colour");
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(page.problems, []);
});

describe("each example", () => {
  const pinned = JSON.parse(readFileSync(join(ROOT, "tests/embedding/package.json"), "utf8")).devDependencies;
  const { version } = JSON.parse(readFileSync(join(PATHS.package, "package.json"), "utf8"));
  for (const name of readdirSync(EXAMPLES)) {
    test(`${name} has a README and names versions that are tried here`, () => {
      const files = readdirSync(join(EXAMPLES, name));
      assert.ok(files.includes("README.md"));
      if (!files.includes("package.json")) return;
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(EXAMPLES, name, "package.json"), "utf8"));
      for (const [each, stated] of Object.entries({ ...dependencies, ...devDependencies })) {
        assert.equal(stated, each === "city-peers" ? version : pinned[each], `${name}: ${each}`);
      }
    });
  }
});

test("wordpress: the frame that is left of a page whose scripts were taken out", async (t) => {
  const folder = join(EXAMPLES, "wordpress");
  assert.doesNotMatch(readFileSync(join(folder, "index.html"), "utf8"), /<script|<city-peers/);
  const server = await serving(t, {
    folders: { "/": folder, "/city-peers/": INSTALLED, "/city-peers/directory/": PATHS.directory },
  });
  for (const width of [1280, 320]) {
    const page = await open(t, server.url, { width });
    const frame = page.frameLocator("iframe").locator("city-peers");
    await frame.getByRole("heading", { name: /^Who can Seoul learn from about flood management/ }).waitFor();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${wider} px too wide at ${width}`);
    assert.deepEqual(page.problems, []);
  }
});
