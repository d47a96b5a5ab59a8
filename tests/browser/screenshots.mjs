// Takes the pictures of README and docs from the real page: `cargo xtask screenshots` writes them to docs/images.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { hostPage, launch, newPage, PATHS, servePackage, serveTrunkDist } from "./harness.mjs";
import { chooseCity, chooseTopic, cityField, command, showPartners, widget } from "./widget.mjs";

const images = join(fileURLToPath(import.meta.url), "..", "..", "..", "docs", "images");
mkdirSync(images, { recursive: true });
const [browser, site, packaged] = await Promise.all([
  launch(),
  serveTrunkDist(),
  servePackage({
    files: { "/rtl.html": hostPage('<city-peers dir="rtl" lang="en" city="eg-cairo" topics="heat"></city-peers>') },
  }),
]);

async function visit(name, look, steps, { url = site.url, clip } = {}) {
  const page = await newPage(browser, look);
  await page.goto(url);
  await widget(page).locator(".page").waitFor();
  await steps(page);
  // A focus ring belongs to the visitor, not to the picture.
  await page.evaluate(() => document.querySelector("city-peers").shadowRoot.activeElement?.blur());
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(images, `${name}.png`), fullPage: !clip });
  await page.context().close();
  console.log(`docs/images/${name}.png`);
}

const ask = async (page) => {
  await chooseCity(page, "Medellin");
  await chooseTopic(page, /^Flood management/);
};
const partners = async (page) => {
  await ask(page);
  await showPartners(page);
  await widget(page).locator(".rows h4").first().waitFor();
  await widget(page).getByText(/^Why /).first().click();
};
const practice = async (page) => {
  await partners(page);
  await widget(page).getByRole("button", { name: /Cloudburst plan/ }).first().click();
};
const wide = { width: 1200, height: 1000 };
const phone = { width: 320, height: 900 };
await visit("start", wide, ask, { clip: true });
await visit("partners", wide, partners, { clip: true });
await visit("practice", wide, practice, { clip: true });
await visit("start-320", phone, async (page) => cityField(page).fill("san"), { clip: true });
await visit("partners-320", phone, partners, { clip: true });
await visit("partners-dark", { ...wide, colorScheme: "dark" }, partners, { clip: true });
await visit("partners-rtl", wide, async () => {}, { url: `${packaged.url}/rtl.html`, clip: true });

// What the command prints for a board, of the bundled directory.
const made = mkdtempSync(join(tmpdir(), "city-peers-"));
const html = join(made, "report.html");
command("report", PATHS.directory, "--format", "html", "--out", html);
const report = await newPage(browser, { width: 1200, height: 1500 });
await report.goto(pathToFileURL(html).href);
await report.screenshot({ path: join(images, "report.png") });
console.log("docs/images/report.png");
rmSync(made, { recursive: true });
await Promise.all([browser.close(), site.close(), packaged.close()]);
