// The commands and snippets of the documents, run as they stand.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { hasDirectory, hasPackage, launch, newPage, PATHS, serve } from "./harness.mjs";
import { hasCommand, widget } from "./widget.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const documents = ["README.md", "ARCHITECTURE.md", ...readdirSync(join(ROOT, "docs")).filter((each) => each.endsWith(".md")).map((each) => `docs/${each}`)];
const text = (name) => readFileSync(join(ROOT, name), "utf8");
const blocks = (name, language) =>
  [...text(name).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1]);
// tests/publishing follows these from their first command to their last; embedding.test.mjs the last one.
const followed = ["docs/import.md", "docs/publishing.md", "docs/embedding.md"];
const commands = documents.filter((name) => !followed.includes(name)).flatMap((name) =>
  blocks(name, "sh").flatMap((block) =>
    block
      .split("\n")
      .map((line) => line.replace(/\s+#.*/, "").trim())
      .filter(Boolean)
      .map((line) => [name, line]),
  ),
);
const run = (program, args) => execFileSync(program, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

for (const [name, line] of commands) {
  const [program, ...args] = line.split(/\s+/);
  test(`${name}: ${line}`, { skip: program === "city-peers" && !hasCommand() && "needs the built command" }, () => {
    if (program === "city-peers") {
      run(join(PATHS.package, "..", "release", "city-peers"), args);
    } else if (program === "cargo" && args[0] === "xtask") {
      // These run for minutes, or this test is a part of them: that they exist and explain themselves is checked here.
      run("cargo", [...args, "--help"]);
    } else if (line === "cargo install --path crates/publisher") {
      assert.match(text("crates/publisher/Cargo.toml"), /name = "city-peers"/);
    } else {
      assert.fail(`no test knows how to run “${line}”`);
    }
  });
}

test("links between documents and to files lead somewhere", () => {
  for (const name of documents) {
    for (const [, target] of text(name).matchAll(/\]\(([^)#]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      assert.ok(existsSync(join(ROOT, dirname(name), target)), `${name}: ${target}`);
    }
  }
});

test("paths that ARCHITECTURE.md names as guards exist", () => {
  for (const [, path] of text("ARCHITECTURE.md").matchAll(/`((?:tests|crates|src|www|data)\/[\w./-]+\.\w+)`/g)) {
    assert.ok(existsSync(join(ROOT, path)), path);
  }
});

test("the snippet of the README works as it stands", { skip: !(hasPackage() && hasDirectory()) && "needs the built package" }, async () => {
  const [snippet] = blocks("README.md", "html");
  const served = await serve({
    folders: { "/city-peers/": PATHS.package, "/city-peers/directory/": PATHS.directory },
    files: { "/index.html": `<!doctype html><html lang="en"><title>x</title>${snippet}</html>` },
  });
  const browser = await launch();
  after(() => Promise.all([browser.close(), served.close()]));
  const page = await newPage(browser);
  await page.goto(`${served.url}/index.html`);
  await widget(page).getByRole("heading", { name: /^Who can Seoul learn from about flood management/ }).waitFor();
  assert.deepEqual(page.problems, []);
});
