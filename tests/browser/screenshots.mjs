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
    files: {
      "/en.html": hostPage("<city-peers></city-peers>"),
      "/ar.html": hostPage("<city-peers></city-peers>", { lang: "ar" }),
    },
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
  await settled(page);
  await widget(page).getByText(/^Why /).first().click();
};
const settled = async (page) => {
  await widget(page).locator(".rows h4, .partner h4").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("city-peers").shadowRoot.querySelector("[class~=wait]"));
  await page.waitForTimeout(1500); // certainty, names and texts that are loaded later
};
const practice = async (page) => {
  await partners(page);
  await widget(page).getByRole("button", { name: /Cloudburst plan/ }).first().click();
};
const wide = { width: 1200, height: 1000 };
const phone = { width: 320, height: 900 };
const linked = (more, lang = "en") => ({ url: `${packaged.url}/${lang}.html#city-peers=1&city=mz-beira&topics=flood-management${more}` });
const shown = async (page) => {
  await widget(page).locator("h2").first().waitFor();
  await page.waitForTimeout(2500);
};

await visit("start", wide, ask, { clip: true });
await visit("partners", wide, partners, { clip: true });
await visit("practice", wide, practice, { clip: true });
await visit("start-320", phone, async (page) => cityField(page).fill("san"), { clip: true });
await visit("partners-320", phone, partners, { clip: true });
await visit("partners-dark", { ...wide, colorScheme: "dark" }, partners, { clip: true });
// Each other state: wide, 320 px, dark, and in Arabic.
for (const [name, more] of [
  ["partners", "&view=suggest"],
  ["practices", "&view=practices"],
  ["compare", "&view=compare&chosen=mz-quelimane,sn-pikine"],
  ["profile", "&view=profile"],
  ["shortlist", "&view=kept&kept=mz-quelimane,sn-pikine"],
  ["brief", "&view=brief:mz-quelimane"],
]) {
  if (name !== "partners") {
    await visit(name, wide, shown, { ...linked(more), clip: true });
    await visit(`${name}-320`, phone, shown, { ...linked(more), clip: true });
    await visit(`${name}-dark`, { ...wide, colorScheme: "dark" }, shown, { ...linked(more), clip: true });
  }
  await visit(`${name}-ar`, wide, shown, { ...linked(more, "ar"), clip: true });
}

// The configurator of the example page.
const bench = await newPage(browser, { width: 1400, height: 1000 });
await bench.goto(`${site.url}/?city=co-medellin&topics=flood-management&lang=es&accent=%2300506b#embed`);
await bench.locator("#preview .partner").first().waitFor();
await bench.waitForTimeout(2500);
await bench.locator("#embed").evaluate((each) => each.scrollIntoView());
await bench.screenshot({ path: join(images, "configurator.png") });
await bench.context().close();
console.log("docs/images/configurator.png");

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
