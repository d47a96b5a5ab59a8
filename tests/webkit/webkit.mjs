// WebKitGTK, the engine of Safari, through WebDriver on a screen of its own, and the few steps that its tests take in the
// widget.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Builder, Capabilities } from "selenium-webdriver";
import { onPath } from "../browser/harness.mjs";
import { until, visible } from "../browser/widget.mjs";

/** Whether all that it takes is there. */
export const hasWebKit = () => Boolean(onPath("WebKitWebDriver") && onPath("Xvfb"));

/** Starts a screen of its own; it says its number on the stream it is given. */
async function startScreen() {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1300x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const ended = once(screen, "exit").then(([code]) => {
    throw new Error(`Xvfb ended with ${code}`);
  });
  const [number] = await Promise.race([once(screen.stdio[3], "data"), ended]);
  ended.catch(() => {}); // it ends when it is told to
  return { screen, display: `:${String(number).trim()}` };
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await once(server.close(), "close");
  return port;
}

/** Starts screen, driver and browser; `close` ends all of them. */
export async function launch() {
  const { screen, display } = await startScreen();
  const port = await freePort();
  // Drawn by the processor; inside containers WebKit cannot set up a sandbox of its own. It opens our own pages alone.
  const env = {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: "x11",
    LANGUAGE: "en_GB",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const end = () => {
    driver.kill();
    screen.kill();
  };
  try {
    const server = `http://127.0.0.1:${port}`;
    const answers = () => fetch(`${server}/status`).then((answer) => answer.ok, () => false);
    await until("WebKitWebDriver", answers);
    const capabilities = new Capabilities().setBrowserName("MiniBrowser");
    const browser = await new Builder().usingServer(server).withCapabilities(capabilities).build();
    await browser.manage().setTimeouts({ script: 30_000, pageLoad: 30_000 });
    const close = () => browser.quit().finally(end);
    return { browser, close };
  } catch (error) {
    end();
    throw error;
  }
}

/** To be the first script of a page: keeps what goes wrong on it in `problems`. */
export const WATCH = `
  window.problems = [];
  const keep = (what) => (event) => problems.push(what + ": " + (event.message ?? event.reason ?? event.violatedDirective));
  addEventListener("error", keep("uncaught"));
  addEventListener("unhandledrejection", keep("rejected"));
  addEventListener("securitypolicyviolation", keep("blocked"));
  for (const level of ["error", "warn"]) {
    const before = console[level];
    console[level] = (...args) => (problems.push(level + ": " + args.join(" ")), before.apply(console, args));
  }`;

/** What went wrong on the page. */
export const problems = (browser) => browser.executeScript("return window.problems");

/** The first visible element of the widget's shadow root that fits a selector and whose text fits a pattern. */
export const find = (browser, selector, pattern = /(?:)/) =>
  until(`${selector} ${pattern}`, () => browser.executeScript(visible, selector, pattern.source, pattern.flags));

/** Presses what a visitor would press, at the place where the element is (the driver's own click sees the element of a shadow root covered by its host). */
export async function press(browser, selector, pattern) {
  const element = await find(browser, selector, pattern);
  const middle = await browser.executeScript((each) => {
    each.scrollIntoView({ block: "center" });
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  }, element);
  await browser.actions().move(middle).click().perform();
  return element;
}
