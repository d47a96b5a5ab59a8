// Whatever is wrong with a directory ends in a readable message, the page's own content and an event with a code; never
// in a panic, and never in half an answer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { hasDirectory, hasPackage, hostPage, launch, newPage, PATHS, servePackage } from "./harness.mjs";
import { cityField, directoryFile, listen, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "needs the built package and directory: cargo xtask test";
let browser, served;
before(async () => {
  if (skip) return;
  served = await servePackage({
    files: { "/index.html": hostPage('<city-peers directory="/directory/directory.json"><p id="own">The page’s own content</p></city-peers>') },
  });
  browser = await launch();
});
after(() => Promise.all([browser?.close(), served?.close()]));

const core = () => directoryFile("core-");
const manifest = () => JSON.parse(readFileSync(join(PATHS.directory, "directory.json"), "utf8"));
const flipped = (bytes, at) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 4;
  return copy;
};

/** Opens the page with some files of the directory replaced; returns what it said. */
async function open(files) {
  for (const [name, content] of Object.entries(files)) served.files[`/directory/${name}`] = content;
  const page = await newPage(browser);
  await page.addInitScript(() => {
    window.errors = [];
    addEventListener("city-peers-error", (event) => window.errors.push(event.detail));
  });
  await page.goto(`${served.url}/index.html`);
  return page;
}
function restore() {
  for (const name of Object.keys(served.files)) if (name.startsWith("/directory/")) delete served.files[name];
}

const cases = {
  "cut short": [() => ({ [core().name]: core().bytes.subarray(0, 90_112) }), "directory-cut", /not arrive complete/],
  "with a bit flipped": [() => ({ [core().name]: flipped(core().bytes, 200_000) }), "directory-damaged", /not arrive intact/],
  "with a bit of its header flipped": [() => ({ [core().name]: flipped(core().bytes, 17) }), "directory-damaged", /not arrive intact/],
  "of a newer version": [
    () => {
      const bytes = Buffer.from(core().bytes);
      bytes.writeUInt16LE(99, 8);
      return { [core().name]: bytes };
    },
    "directory-newer",
    /another version/,
  ],
  "an error page": [() => ({ [core().name]: "<!doctype html><title>404</title>" }), "directory-not-ours", /not what it should be/],
  "packed twice": [() => ({ [core().name]: gzipSync(core().bytes) }), "directory-compressed", /arrived packed/],
  "another of the files": [() => ({ [core().name]: directoryFile("practices-").bytes }), "directory-wrong-file", /mixed up/],
  "missing": [() => ({ [core().name]: 404 }), "directory-missing", /could not be fetched/],
  "empty": [() => ({ [core().name]: new Uint8Array() }), "directory-cut", /not arrive complete/],
};
for (const [what, [files, code, text]] of Object.entries(cases)) {
  test(`core file ${what}: ${code}`, { skip }, async () => {
    const page = await open(files());
    const alert = widget(page).getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.textContent(), text);
    if (code === "directory-cut") assert.match(await alert.textContent(), /Expected [\d,]+ bytes, got [\d,]+\./);
    assert.ok(await page.locator("#own").isVisible(), "the page's own content stays");
    const errors = await page.evaluate(() => window.errors);
    assert.equal(errors.length, 1);
    assert.equal(errors[0].code, code);
    assert.match(errors[0].file, /^core-/);
    restore();
    await alert.getByRole("button", { name: "Try again" }).click();
    await cityField(page).waitFor();
    assert.ok(!page.problems.some((each) => each.startsWith("uncaught")), page.problems.join("\n"));
    await page.context().close();
  });
}

const entries = {
  "missing": [() => 404, "directory-missing"],
  "an error page": [() => "<!doctype html><title>Oops</title>", "directory-not-ours"],
  "of a newer version": [() => JSON.stringify({ ...manifest(), format: manifest().format + 1 }), "directory-newer"],
  "another JSON": [() => '{"name":"package"}', "directory-not-ours"],
  "a number": [() => "5", "directory-not-ours"],
  "without files": [() => JSON.stringify({ ...manifest(), files: [] }), "directory-missing"],
  "with files that are none": [() => JSON.stringify({ ...manifest(), files: [1, null] }), "directory-not-ours"],
};
for (const [what, [content, code]] of Object.entries(entries)) {
  test(`directory.json ${what}: ${code}`, { skip }, async () => {
    const page = await open({ "directory.json": content() });
    await widget(page).getByRole("alert").waitFor();
    const errors = await page.evaluate(() => window.errors);
    assert.deepEqual(errors.map((each) => each.code), [code]);
    restore();
    await page.context().close();
  });
}

test("without its practices the partner cities are complete, and it says what is missing", { skip }, async () => {
  const { name, bytes } = directoryFile("practices-");
  const page = await open({ [name]: flipped(bytes, 5000) });
  await cityField(page).waitFor();
  const heard = await listen(page, "city-peers-suggest");
  await widget(page).evaluate((each) => each.setAttribute("city", "kr-seoul"));
  await widget(page).locator(".partner").first().waitFor();
  await widget(page).getByText(/practices could not be fetched/).first().waitFor();
  await widget(page).locator(".chance .says").first().waitFor();
  assert.equal((await heard()).at(-1).partners.length, 10);
  restore();
  await widget(page).getByRole("button", { name: "Fetch again" }).click();
  await widget(page).locator(".rows h4").first().waitFor();
});
