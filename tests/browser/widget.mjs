// Steps that several tests take in the widget, named as a visitor would name them.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PATHS } from "./harness.mjs";

/** The command as `cargo xtask directory` built it. */
const COMMAND = join(PATHS.package, "..", "release", process.platform === "win32" ? "city-peers.exe" : "city-peers");
export const hasCommand = () => existsSync(COMMAND);

/** Runs the command; what it prints. */
export const command = (...args) => execFileSync(COMMAND, args, { encoding: "utf8" });

/** What `city-peers suggest --format json` says on the built directory. */
export const suggest = (...args) => JSON.parse(command("suggest", PATHS.directory, "--format", "json", ...args));

/** Name and bytes of a file of the built directory by the beginning of its name. */
export function directoryFile(start) {
  const name = readdirSync(PATHS.directory).find((each) => each.startsWith(start) && each.endsWith(".bin"));
  return { name, bytes: readFileSync(join(PATHS.directory, name)) };
}

/** The first widget of a page. Playwright's locators look into open shadow roots. */
export const widget = (page) => page.locator("city-peers").first();
export const cityField = (page) => widget(page).getByRole("combobox", { name: "Your city" });
export const options = (page) => widget(page).getByRole("option");

/** Types a name and picks the first city. */
export async function chooseCity(page, name) {
  await cityField(page).fill(name);
  await options(page).first().waitFor();
  await options(page).first().click();
}

/** Ticks a topic, opening the list of all topics if it is not among the first. */
export async function chooseTopic(page, label) {
  const box = widget(page).getByRole("checkbox", { name: label });
  if (!(await box.isVisible())) await widget(page).getByText(/^All \d+ topics$/).click();
  await box.check();
}

export const showPartners = (page) => widget(page).getByRole("button", { name: "Show partner cities" }).click();

/** Starts to collect the details of an event of the widget; call the result to have those that came so far. */
export async function listen(page, event) {
  await page.evaluate((name) => {
    const heard = ((window.heard ??= {})[name] = []);
    document.addEventListener(name, (each) => heard.push(structuredClone(each.detail)));
  }, event);
  return () => page.evaluate((name) => window.heard[name], event);
}

/** Waits until a check passes: what follows a click may take a moment on a busy machine. Its last complaint is thrown. */
export async function eventually(check, within = 10_000) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Waits until something holds, and gives what was read then; fails with what was read last. */
export async function until(what, read, holds = Boolean, within = 20_000) {
  const end = Date.now() + within;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * For a page to run: the first visible element of the widget's shadow root that fits a selector, and whose text fits the
 * source of a pattern; null where there is none.
 */
export const visible = (selector, source, flags) => {
  const root = document.querySelector("city-peers")?.shadowRoot;
  const fits = (each) => new RegExp(source, flags).test(each.textContent.trim()) && each.getClientRects().length > 0;
  return root ? ([...root.querySelectorAll(selector)].find(fits) ?? null) : null;
};

/** From the partners of Medellín through each later view, by what a browser has to `find` and `press` elements. */
export async function walkViews({ find, press }) {
  await find("h2", /^Who can Medellín/);
  await find(".partner h4");
  await find(".chance .says");
  await press("button.view", /^Practices$/);
  await find(".view[aria-current]", /^Practices$/);
  await find("h3", /^Practices that fit$/);
  await press("button.view", /^Compare/);
  await find("h2", /^Compare cities$/);
  await press("button.view", /^Partners$/);
  await press("button", /Larger map/);
  await find("h2, h3", /^Where the cities for Medellín are$/);
}

/** What something reads once it stands still: rows follow a click one after the other. */
export async function steady(read) {
  for (let before = await read(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}
