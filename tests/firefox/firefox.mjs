// Debian's Firefox through WebDriver BiDi (puppeteer-core), and the few steps that its tests take in the widget.

import puppeteer from "puppeteer-core";
import { onPath } from "../browser/harness.mjs";
import { until, visible } from "../browser/widget.mjs";

/** The Firefox to use: `FIREFOX`, or one on PATH; undefined where there is none. */
export const firefoxPath = () => process.env.FIREFOX || onPath("firefox-esr", "firefox");

/** Starts a headless Firefox with a profile of its own that asks for nothing by itself. */
export const launch = () =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: firefoxPath(),
    headless: true,
    extraPrefsFirefox: { "intl.accept_languages": "en-GB, en", "ui.prefersReducedMotion": 1 },
  });

/** A page of its own size; `page.problems` collects console errors, warnings and uncaught errors. */
export async function newPage(browser, { width = 1280, height = 900 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  page.problems = [];
  page.on("console", (message) => {
    if (["error", "warn", "warning", "assert"].includes(message.type())) page.problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.problems.push(`uncaught: ${error.message}`));
  return page;
}

/** The first visible element of the widget's shadow root that fits a selector and whose text fits a pattern. */
export function find(page, selector, pattern = /(?:)/) {
  return until(
    `${selector} ${pattern}`,
    async () => (await page.evaluateHandle(visible, selector, pattern.source, pattern.flags)).asElement(),
  );
}

/** Presses what a visitor would press: the browser's own click, at the place where the element is. */
export async function press(page, selector, pattern) {
  const element = await find(page, selector, pattern);
  await element.evaluate((each) => each.scrollIntoView({ block: "center" }));
  await element.click();
}
