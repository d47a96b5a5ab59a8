// www/examples/service-worker: after one visit the page works with the server gone, and a new directory is taken over.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATHS, hasDirectory, hasPackage, launch, newPage, serve } from "./harness.mjs";
import { widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
const EXAMPLE = join(PATHS.www, "examples/service-worker");
const PAGE = "/cp/examples/service-worker/";
let browser;
before(async () => {
  if (!skip) browser = await launch();
});
after(() => browser?.close());

const site = (files) => serve({ folders: { "/cp/": PATHS.package, "/cp/directory/": PATHS.directory, [PAGE]: EXAMPLE }, files });
const suggested = (page) => widget(page).getByRole("heading", { name: /^Who can Seoul learn from about flood management/ }).waitFor();
/** Names of the files of the directory that are kept. */
const kept = (page) =>
  page.evaluate(async () => {
    const urls = [];
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
    return urls.filter((url) => url.includes("/directory/")).map((url) => url.split("/").at(-1)).sort();
  });
async function until(read, holds) {
  for (const end = Date.now() + 30_000; ; ) {
    const value = await read();
    if (holds(value)) return value;
    assert.ok(Date.now() < end, `still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("one visit with a network, the next without: suggestions, search, later views", { skip }, async (t) => {
  const served = await site();
  const page = await newPage(browser);
  t.after(() => page.context().close());
  await page.goto(served.url + PAGE);
  await suggested(page);
  const { files } = JSON.parse(readFileSync(join(PATHS.directory, "directory.json"), "utf8"));
  await until(() => kept(page), (names) => names.includes("directory.json") && names.length === files.length + 1);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  // What the first visit still fetches would be cut, and said in the console.
  await widget(page).locator(".chance .says").first().waitFor();
  await page.waitForLoadState("networkidle");

  await page.context().setOffline(true);
  await served.close();
  page.problems.length = 0;
  await page.reload();
  await suggested(page);
  await widget(page).locator(".chance .says").first().waitFor();
  await widget(page).getByRole("checkbox", { name: /Compare/ }).first().check();
  await widget(page).getByRole("button", { name: /^Compare/ }).first().click();
  await widget(page).getByRole("heading", { name: /^Seoul beside/ }).waitFor();
  await widget(page).getByRole("button", { name: "Your question" }).click();
  await widget(page).getByRole("combobox", { name: "Your city" }).fill("상파울루");
  await widget(page).getByRole("option").first().waitFor();
  // The entry file is asked for first, in vain: that is the browser's one message.
  assert.deepEqual(page.problems.filter((text) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED)/.test(text)), []);
});

test("a new directory is taken over on the next visit, and the old files go", { skip }, async (t) => {
  const files = {};
  const served = await site(files);
  const page = await newPage(browser);
  t.after(async () => {
    await page.context().close();
    await served.close();
  });
  await page.goto(served.url + PAGE);
  const entry = JSON.parse(readFileSync(join(PATHS.directory, "directory.json"), "utf8"));
  await until(() => kept(page), (names) => names.length === entry.files.length + 1);
  const detail = entry.files.find(({ kind }) => kind === "detail");
  files[`/cp/directory/${(detail.name += ".new.bin")}`] = "new";
  files["/cp/directory/directory.json"] = JSON.stringify(entry);
  await until(() => page.evaluate(() => !!navigator.serviceWorker.controller), Boolean);
  await page.reload();
  await suggested(page);
  const names = await until(() => kept(page), (all) => all.includes(detail.name));
  await until(() => kept(page), (all) => !all.includes(detail.name.replace(".new.bin", "")));
  assert.equal(names.filter((name) => name.startsWith("core-")).length, 1);
});

test("sw.js names every file of the package that a visit can need", { skip }, () => {
  const script = readFileSync(join(EXAMPLE, "sw.js"), "utf8");
  const needed = readdirSync(PATHS.package).filter((name) => /^city[-_]peers.*\.(js|wasm|css)$/.test(name) && name !== "city-peers-frame.js");
  assert.ok(needed.length >= 6);
  for (const name of needed) assert.ok(script.includes(`"${name}"`), name);
});
