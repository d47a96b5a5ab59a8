// docs/publishing.md, followed word for word with the installed command, and the page at its end opened in a browser.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { axe, launch, newPage, PATHS, screenshot, serve } from "../browser/harness.mjs";
import { widget } from "../browser/widget.mjs";
import { follow } from "./walkthrough.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** Where `cargo install` put the command. */
const BIN = join(process.env.INSTALLED, "bin");

const folder = mkdtempSync(join(tmpdir(), "city-peers-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The document's folder in a copy of the project, so that nothing is written into the real one. */
const work = join(folder, "docs", "publishing");
mkdirSync(work, { recursive: true });
cpSync(join(ROOT, "docs", "publishing"), work, { recursive: true });
symlinkSync(join(ROOT, "data"), join(folder, "data"));
const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, CITY_PEERS_WIDGET: PATHS.package };

/** `city-peers serve` runs until it is ended: its first page is fetched, then it is. */
async function served(command) {
  const server = spawn("bash", ["-c", `exec ${command} --port 0`], { cwd: work, env });
  try {
    const address = await new Promise((resolve, reject) => {
      let said = "";
      const hear = (bytes) => {
        said += bytes;
        const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (found) resolve(found[0]);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.on("exit", (code) => reject(new Error(`“${command}” ended with ${code}:\n${said}`)));
    });
    const page = await newPage(browser);
    await page.goto(address);
    await widget(page).getByRole("combobox").first().waitFor();
    assert.deepEqual(page.problems, []);
    await page.close();
  } finally {
    server.removeAllListeners("exit");
    server.kill("SIGKILL");
  }
}

const browser = await launch();
after(() => browser.close());

test("docs/publishing.md can be followed from a pile of submissions to an updated directory", async () => {
  const ran = await follow(readFileSync(join(ROOT, "docs", "publishing.md"), "utf8"), {
    cwd: work,
    env,
    special: async (command) => {
      // Installed before the tests, into a folder of their own.
      if (command === "cargo install --path ../../crates/publisher") return true;
      if (!command.startsWith("city-peers serve")) return false;
      await served(command);
      return true;
    },
  });
  assert.ok(ran > 15, `${ran} commands`);
});

test("docs/import.md begins with commands that work", async () => {
  assert.ok((await follow(readFileSync(join(ROOT, "docs", "import.md"), "utf8"), { cwd: work, env })) >= 4);
});

test("the page at its end shows partners from the directory that was built", async () => {
  const host = await serve({ folders: { "/": join(work, "public"), "/city-peers/": PATHS.package } });
  after(() => host.close());
  const page = await newPage(browser);
  await page.goto(`${host.url}/index.html`);
  await widget(page).getByRole("heading", { name: /^Who can Beira learn from/ }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("commands of the document that fail would be noticed", async () => {
  await assert.rejects(follow("```sh\ncity-peers validate nowhere\n```\n", { cwd: work, env }), /ended with 1, not 0/);
  await assert.rejects(follow("```sh\ncity-peers --version\n```\n```text\nsomething else\n```\n", { cwd: work, env }), /is said to print/);
});

test("report and sheets are for everybody to read, on any screen and on paper", async () => {
  for (const [file, name, pages] of [["report.html", /: report$/, null], ["sheets.html", /Who meets whom/, 5]]) {
    for (const look of [{ width: 1200 }, { width: 400, colorScheme: "dark" }, { width: 320 }]) {
      const page = await newPage(browser, look);
      await page.goto(pathToFileURL(join(work, file)).href);
      await page.getByRole("heading", { level: 1, name }).waitFor();
      const what = `${file} ${JSON.stringify(look)}`;
      assert.deepEqual(await axe(page), [], what);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, `${what}: ${beyond} px beyond the screen`);
      assert.deepEqual(page.problems, [], what);
      await screenshot(page, `${file.replace(".html", "")}-${look.width}${look.colorScheme ? "-dark" : ""}`);
      if (pages && look.width === 1200) {
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
        // The overview, then one page a meeting.
        assert.equal(pdf.match(/\/Type \/Page\b/g).length, pages, what);
      }
      await page.context().close();
    }
  }
});
