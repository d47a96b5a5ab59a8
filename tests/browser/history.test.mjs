// Back and forward: from the browser's cache of whole pages the widget stands as it was left; where that keeps none it starts anew.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hasDirectory, hasPackage, hostPage, launch, newPage, servePackage } from "./harness.mjs";
import { until, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "target/package or target/directory is not built";
const ELEMENT = '<city-peers directory="/directory/directory.json" city="mz-beira" topics="flood-management"></city-peers>';

let browser, site;
before(async () => {
  // Playwright turns the cache off; pages that must not be stored are not kept either.
  browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const files = {
    "/": hostPage(ELEMENT),
    "/shown.js": "addEventListener('pageshow', ({ persisted }) => (window.kept = persisted))",
    "/elsewhere.html": "<!doctype html><title>Elsewhere</title><p>Elsewhere",
    "/frame.html": hostPage(
      '<iframe title="City Peers" src="/pkg/embed.html?city=mz-beira&topics=flood-management" style="inline-size:100%"></iframe>' +
        '<script type="module" src="/pkg/city-peers-frame.js"></script>',
    ),
  };
  for (const path of ["/", "/frame.html"]) files[path] = files[path].replace("</head>", '<script src="/shown.js"></script></head>');
  const csp = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";
  site = await servePackage({ files, csp, headers: { "Cache-Control": "no-cache" } });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(t, path = "/") {
  const page = await newPage(browser);
  t.after(() => page.context().close());
  await page.goto(site.url + path, { waitUntil: "commit" });
  return page;
}

/** Goes to another page and comes back; whether the browser had kept the page. */
async function thereAndBack(page) {
  await page.goto(`${site.url}/elsewhere.html`);
  await page.evaluate(() => history.back()).catch(() => {});
  await page.waitForFunction(() => "kept" in window);
  const [kept, why] = await page.evaluate(() => [window.kept, performance.getEntriesByType("navigation")[0].notRestoredReasons]);
  return { kept, why: JSON.stringify(why) };
}

describe("back from another page", { skip }, () => {
  test("the browser keeps the page, and the widget goes on where it was left", async (t) => {
    const page = await open(t);
    const element = widget(page);
    await element.getByRole("heading", { name: "Near peers" }).waitFor();
    const view = (name) => element.getByRole("navigation").getByRole("button", { name, exact: false });
    await view("Your city").click();
    const population = element.getByLabel("People", { exact: true });
    await population.fill("654321");
    const asked = site.requests.length;
    const { kept, why } = await thereAndBack(page);
    assert.ok(kept, `the widget must not keep the browser from keeping the page: ${why}`);
    assert.equal(await population.inputValue(), "654321");
    await population.press("Tab");
    await view("Partners").click();
    await element.getByRole("heading", { name: "Near peers" }).waitFor();
    const answer = await page.evaluate(() => document.querySelector("city-peers").suggest().then(({ compared }) => compared));
    assert.ok(answer > 10_000);
    const files = site.requests.slice(asked).filter((url) => /core-|\.wasm|city_peers/.test(url));
    assert.deepEqual(files, [], "nothing is fetched twice");
    assert.deepEqual(page.problems, []);
  });

  test("left while the engine was on its way: it comes all the same", async (t) => {
    const page = await newPage(browser);
    t.after(() => page.context().close());
    let stalled = 0;
    await page.route(/core-/, async (route) => {
      stalled += 1;
      if (stalled > 1) return route.continue();
      await new Promise((done) => setTimeout(done, 3000));
      await route.abort().catch(() => {});
    });
    await page.goto(site.url);
    await until("the core is asked for", () => stalled);
    await thereAndBack(page);
    // Where the browser gave up what was under way, the widget says so and offers to try again.
    const again = widget(page).getByRole("button", { name: "Try again" });
    const first = widget(page).getByRole("heading", { name: "Near peers" });
    await again.or(first).first().waitFor();
    if (await again.isVisible()) await again.click();
    await first.waitFor();
  });

  test("a page with the frame: kept, with its height, and it answers", async (t) => {
    const page = await open(t, "/frame.html");
    const inside = page.frameLocator("iframe");
    await inside.getByRole("heading", { name: "Near peers" }).waitFor();
    const height = () => page.locator("iframe").evaluate((frame) => frame.offsetHeight);
    const before = await until("the frame has grown", height, (now) => now > 1000);
    const { kept, why } = await thereAndBack(page);
    assert.ok(kept, why);
    await until("the height is as it was", height, (now) => Math.abs(now - before) < 40);
    // Through the page around: Playwright has lost sight of frames that come out of the cache.
    await page.locator("iframe").evaluate((frame) => {
      const buttons = frame.contentDocument.querySelector("city-peers").shadowRoot.querySelectorAll("nav button");
      [...buttons].find((each) => each.textContent.includes("Your city")).click();
    });
    await until("the height follows the view", height, (now) => Math.abs(now - before) > 40);
    assert.deepEqual(page.problems, []);
  });
});
