// What the browser tests share: a small static server, Debian's Chromium through playwright-core, screenshots.
// Everything runs against files that are built already: `cargo xtask test` builds them first.

import { accessSync, constants, createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
export const PATHS = {
  www: join(ROOT, "www"),
  package: join(TARGET, "package"),
  directory: join(TARGET, "directory"),
  dist: join(TARGET, "dist"),
  screenshots: join(TARGET, "screenshots"),
};

/** The policy a careful host page would send; the widget has to work under it. */
export const STRICT_CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
/** The same without leave to compile wasm. */
export const NO_WASM_CSP = "default-src 'self'; script-src 'self'";

export const MIME = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves folders and made-up files on a free port of this machine.
 * @param {object} setup
 * @param {Record<string, string>} [setup.folders] address prefix → folder; the longest prefix that has the file wins
 * @param {Record<string, string | Uint8Array | number>} [setup.files] path → content, or a status to answer; before folders
 * @param {string} [setup.csp] Content-Security-Policy of every answer
 * @param {Record<string, string>} [setup.headers] more headers of every answer
 */
export async function serve({ folders = {}, files = {}, csp = STRICT_CSP, headers = {} } = {}) {
  const requests = [];
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    requests.push(request.url);
    const answer = (status, type, body) => {
      response.writeHead(status, {
        "Content-Type": type,
        "Cache-Control": "no-store",
        "Content-Security-Policy": csp,
        ...headers,
      });
      if (typeof body?.pipe === "function") body.pipe(response);
      else response.end(body);
    };
    const type = MIME[extname(path)] ?? (path.endsWith("/") ? MIME[".html"] : "text/plain");
    const made = files[path];
    if (typeof made === "number") return answer(made, "text/plain", `${made}`);
    if (made !== undefined) return answer(200, type, made);
    if (path === "/favicon.ico") return answer(204, "text/plain");
    for (const prefix of prefixes.filter((each) => path.startsWith(each))) {
      const inside = normalize(path.slice(prefix.length) || "index.html");
      const file = join(folders[prefix], inside.endsWith(sep) ? `${inside}index.html` : inside);
      if (inside.startsWith("..") || !existsSync(file) || !statSync(file).isFile()) continue;
      return answer(200, type, createReadStream(file));
    }
    return answer(404, "text/plain", "404");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Paths asked for so far, with their queries. */
    requests,
    files,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

/** Whether the npm package has been built (`cargo xtask package`). */
export const hasPackage = () => existsSync(join(PATHS.package, "city_peers_bg.wasm"));
/** Whether the directory has been built (`cargo xtask directory`). */
export const hasDirectory = () => existsSync(join(PATHS.directory, "directory.json"));
/** Whether Trunk has built the page (`trunk build`). */
export const hasTrunkDist = () => existsSync(join(PATHS.dist, "index.html"));

/** The built npm package at /pkg/, the built directory at /directory/ and /pkg/directory/, and pages in `files`. */
export const servePackage = (setup = {}) =>
  serve({
    folders: { "/pkg/": PATHS.package, "/directory/": PATHS.directory, "/pkg/directory/": PATHS.directory },
    ...setup,
  });

/** The page as Trunk built it, at /. */
export const serveTrunkDist = ({ files, csp } = {}) => serve({ folders: { "/": PATHS.dist }, files, csp });

/** A host page around `body`, which loads the element from `loader`. */
export const hostPage = (body, { loader = "/pkg/city-peers.js", lang = "en", head = "" } = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Host page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<script type="module" src="${loader}"></script></head><body><main><h1>Host page</h1>${body}</main></body></html>`;

/** Path of the first of some programs that is on PATH; undefined where none is. */
export function onPath(...names) {
  for (const name of names) {
    for (const folder of process.env.PATH.split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  }
}

function chromiumPath() {
  const path = process.env.CHROME || onPath("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  if (!path) throw new Error("No Chromium found. `cargo xtask test` looks for one, or set CHROME to its path.");
  return path;
}

/** Starts a headless Chromium of its own profile. Close it after the tests. */
export const launch = (options = {}) =>
  chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    ...options,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/**
 * A page in a fresh context; `page.problems` collects console errors, warnings and uncaught errors.
 * @param {import("playwright-core").Browser} browser
 */
export async function newPage(browser, { width = 1280, height = 900, colorScheme = "light", ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.problems.push(`uncaught: ${error.message}`));
  return page;
}

/** Writes target/screenshots/NAME.png of the whole page (or of `options.locator`). */
export async function screenshot(page, name, { locator, ...options } = {}) {
  mkdirSync(PATHS.screenshots, { recursive: true });
  const path = join(PATHS.screenshots, `${name}.png`);
  await (locator ? locator.screenshot({ path, ...options }) : page.screenshot({ path, fullPage: true, ...options }));
  return path;
}

/** Runs axe-core on the page, shadow roots included; returns its violations in short. */
export async function axe(page, { tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } = {}) {
  const source = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
  if (!(await page.evaluate(() => "axe" in window))) {
    // Through the debugger, not as a <script>: the page's own policy stays as it is.
    const { readFileSync } = await import("node:fs");
    await page.evaluate(readFileSync(source, "utf8"));
  }
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
  return violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact,
    help,
    nodes: nodes.map((node) => `${node.target.flat().join(" ")}: ${node.failureSummary}`),
  }));
}
