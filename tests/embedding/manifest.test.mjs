// custom-elements.json against reality, both ways: what it lists is there and does something in a browser, and what is
// there is listed. The package as it is built, with the bundled directory.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATHS, hostPage, launch, servePackage } from "../browser/harness.mjs";
import { chooseCity, widget } from "../browser/widget.mjs";
import { ROOT, installPackage, newTab, schemaErrors } from "./workshop.mjs";

const read = (...path) => readFileSync(join(...path), "utf8");
const manifest = JSON.parse(read(PATHS.package, "custom-elements.json"));
const [declaration] = manifest.modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
const fields = declaration.members.filter(({ kind }) => kind === "field");
const methods = declaration.members.filter(({ kind }) => kind === "method");

/** The text of all sources below a folder of src/. */
const sources = readdirSync(join(ROOT, "src"), { recursive: true })
  .filter((name) => name.endsWith(".rs"))
  .map((name) => read(ROOT, "src", name))
  .join("\n");
const loader = read(PATHS.www, "city-peers.js");
const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

let browser, site;
before(async () => {
  installPackage();
  [browser, site] = await Promise.all([
    launch(),
    servePackage({
      files: {
        "/bare.html": hostPage("<p>Nothing yet</p>"),
        "/none.html": hostPage("<city-peers></city-peers>"),
        "/city.html": hostPage('<city-peers city="mz-beira" topics="flood-management"><p>Own content</p></city-peers>'),
        "/lost.html": hostPage('<city-peers directory="/not/there.json"></city-peers>'),
      },
    }),
  ]);
});
after(() => Promise.all([browser?.close(), site?.close()]));

async function open(t, path) {
  const page = await newTab(browser);
  t.after(() => page.context().close());
  await page.addInitScript(() => {
    window.heard = [];
    const add = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type.startsWith("city-peers-") && this !== window) {
        const { type, bubbles, composed, detail } = event;
        window.heard.push({ type, bubbles, composed, plain: JSON.stringify(detail) !== undefined });
      }
      return add.call(this, event);
    };
  });
  await page.goto(site.url + path);
  return page;
}

test("it is a manifest of schema 2.1.0, and every entry is described", () => {
  assert.deepEqual(schemaErrors(manifest), []);
  const entries = ["attributes", "members", "events", "slots", "cssParts", "cssProperties"].flatMap((kind) => declaration[kind]);
  assert.deepEqual(entries.filter(({ description }) => !description).map(({ name }) => name), []);
});

test("attributes are those the element observes; each reflects its property", async (t) => {
  const page = await open(t, "/bare.html");
  const observed = await page.evaluate(() => customElements.get("city-peers").observedAttributes);
  assert.deepEqual(names(declaration.attributes), [...observed].sort());
  const reflecting = fields.filter(({ attribute }) => attribute);
  for (const { name, attribute, type } of reflecting) {
    const isBoolean = type.text === "boolean";
    const sample = isBoolean ? true : /^number/.test(type.text) ? 3 : /\[\]/.test(type.text) ? ["a", "b"] : "https://example.org/x";
    const seen = await page.evaluate(
      ([property, named, value]) => {
        const [first, second] = [document.createElement("city-peers"), document.createElement("city-peers")];
        first[property] = value;
        second.setAttribute(named, first.getAttribute(named));
        const set = [first[property], second[property]];
        first.removeAttribute(named);
        return { set, written: second.getAttribute(named), cleared: first[property] };
      },
      [name, attribute, sample],
    );
    assert.deepEqual(seen.set, [sample, sample], `${name} as property and as attribute ${attribute}`);
    assert.equal(typeof seen.written, "string", `${name} is written to ${attribute}`);
    assert.notDeepEqual(seen.cleared, sample, `${name} without its attribute`);
  }
});

test("properties and methods are those of the class", async (t) => {
  const page = await open(t, "/bare.html");
  const own = await page.evaluate(() => {
    const { prototype } = customElements.get("city-peers");
    return Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(([name, each]) => ({
      name,
      method: typeof each.value === "function",
      writable: !!each.set,
    }));
  });
  const inside = [
    "constructor",
    ...found(loader, /^ {2}((?:dis)?connectedCallback|\w+Callback)\(/gm),
    ...found(loader, /@internal \*\/\n {2}(?:async |get |set )?(\w+)\(/g),
  ];
  const open_ = own.filter(({ name }) => !inside.includes(name));
  assert.deepEqual(names(open_.filter(({ method }) => method)), names(methods));
  assert.deepEqual(names(open_.filter(({ method }) => !method)), names(fields));
  for (const { name, readonly } of fields) assert.equal(own.find((each) => each.name === name).writable, !readonly, name);
});

test("methods answer with promises", async (t) => {
  const page = await open(t, "/city.html");
  await widget(page).locator("li.partner").first().waitFor();
  for (const { name, return: back, parameters } of methods) {
    assert.match(back.type.text, /^Promise</, name);
    const given = parameters.filter(({ optional }) => !optional).map(({ name: each }) => (each === "ids" ? ["kr-busan"] : "{}"));
    const promised = await page.evaluate(
      ([method, values]) => {
        const answer = document.querySelector("city-peers")[method](...values);
        answer.catch?.(() => {});
        return answer instanceof Promise;
      },
      [name, given],
    );
    assert.ok(promised, name);
  }
});

test("every event is heard in use: bubbling, composed, with plain data; the sources dispatch no other", async (t) => {
  const heard = new Map();
  const collect = async (page) => {
    for (const each of await page.evaluate(() => window.heard)) heard.set(each.type, each);
  };
  const page = await open(t, "/none.html");
  await chooseCity(page, "Beira");
  await widget(page).getByRole("button", { name: "Show partner cities" }).first().click();
  await widget(page).locator("li.partner").first().waitFor();
  await page.waitForFunction(() => window.heard.some(({ type }) => type === "city-peers-suggest"));
  await widget(page).getByRole("button", { name: /^Keep/ }).first().click();
  await page.waitForFunction(() => window.heard.some(({ type }) => type === "city-peers-shortlist"));
  await widget(page).getByRole("navigation").getByRole("button").last().click();
  const people = widget(page).getByLabel("People", { exact: true });
  await people.fill("1234567");
  await people.press("Tab");
  await page.waitForFunction(() => window.heard.some(({ type }) => type === "city-peers-profile-change"));
  const handIn = widget(page).getByRole("button", { name: "Hand in the profile" });
  await Promise.all([page.waitForFunction(() => window.heard.some(({ type }) => type === "city-peers-submit")), handIn.click()]);
  await collect(page);
  const lost = await open(t, "/lost.html");
  await lost.waitForFunction(() => window.heard.some(({ type }) => type === "city-peers-error"));
  await collect(lost);
  assert.deepEqual([...heard.keys()].sort(), names(declaration.events));
  for (const each of heard.values()) {
    assert.deepEqual([each.bubbles, each.composed, each.plain], [true, true, true], each.type);
  }
  const said = [...found(sources, /\bhost\s*\.(?:say|offer)\(\s*"([\w-]+)"/g), ...found(sources, /Effect::Say\(\s*"([\w-]+)"/g), ...found(loader, /`\$\{NAME\}-([\w-]+)`, \{ bubbles/g)];
  assert.deepEqual([...new Set(said)].map((name) => `city-peers-${name}`).sort(), names(declaration.events));
});

test("slots are those of the shadow root", async (t) => {
  const page = await open(t, "/city.html");
  await widget(page).locator("li.partner").first().waitFor();
  const slots = await page.evaluate(() => [...document.querySelector("city-peers").shadowRoot.querySelectorAll("slot")].map((slot) => slot.name));
  assert.deepEqual(slots.sort(), names(declaration.slots));
});

const LINK = "/city.html#city-peers=1&city=mz-beira&topics=flood-management";
/** Addresses and steps that between them show every part. */
const VIEWS = [
  ["/none.html", async (page) => {
    await widget(page).getByRole("combobox", { name: "Your city" }).fill("Beir");
    await widget(page).getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
  }, "[part~=listbox] [aria-selected=true]"],
  [LINK, async (page) => widget(page).locator("li.partner summary").first().click(), "[part~=why]"],
  [`${LINK}&view=practices`, async (page) => widget(page).locator("li.practice").first().waitFor(), "[part~=filters]"],
  [`${LINK}&view=practices`, async (page) => widget(page).locator("li.practice h4 button").first().click(), "[part~=criteria]"],
  [`${LINK}&view=brief:co-medellin&kept=co-medellin`, async (page) => {
    await widget(page).locator(".button:not(.primary)").first().hover();
    // The ring is drawn round what the keyboard has reached.
    await page.keyboard.press("Tab");
  }, "[part~=brief]"],
  [`${LINK}&view=profile`, async (page) => {
    await widget(page).getByLabel("People", { exact: true }).fill("many");
    await page.keyboard.press("Tab");
  }, "[aria-invalid=true]"],
];

test("parts are those of the sources; each is on screen somewhere and takes a page's style", async (t) => {
  const listed = names(declaration.cssParts);
  assert.deepEqual(found(sources, /\[part=([\w-]+)\]/g), listed);
  const styled = new Set();
  const css = listed.map((name) => `city-peers::part(${name}) { --seen: ${name}; }`).join("\n");
  for (const [path, show, shown] of VIEWS) {
    const page = await open(t, path);
    await show(page);
    await widget(page).locator(shown).first().waitFor();
    const seen = await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
      const parts = document.querySelector("city-peers").shadowRoot.querySelectorAll("[part]");
      return [...parts].map((each) => getComputedStyle(each).getPropertyValue("--seen").trim());
    }, css);
    for (const name of seen) styled.add(name);
  }
  assert.deepEqual([...styled].sort(), listed);
});

test("custom properties are those of the styles; each changes what is on screen", async (t) => {
  const styles = ["city-peers.css", "city-peers.more.css"].map((name) => read(PATHS.package, name)).join("");
  const listed = names(declaration.cssProperties);
  assert.deepEqual(found(styles, /(--city-peers-[\w-]+)/g), listed);
  const effective = new Set();
  for (const [path, show, shown] of VIEWS) {
    const page = await open(t, path);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await show(page);
    await widget(page).locator(shown).first().waitFor();
    const changed = await page.evaluate((properties) => {
      const host = document.querySelector("city-peers");
      const all = [...host.shadowRoot.querySelectorAll("*")].filter((each) => each.checkVisibility?.() ?? true);
      const LOOK = ["color", "backgroundColor", "borderColor", "boxShadow", "fill", "stroke", "fontFamily", "fontSize", "padding", "margin", "gap", "borderRadius", "transitionDuration", "textDecorationColor"];
      const look = () =>
        all.map((each) => ["", "::before", "::after"].map((pseudo) => {
          const style = getComputedStyle(each, pseudo);
          return LOOK.map((name) => style[name]).join();
        }).join("|")).join("\n");
      const sample = (name) => {
        if (/font/.test(name)) return "fantasy";
        if (/motion/.test(name)) return "7s";
        return /rem|space|radius/.test(name) ? "7px" : "rgb(1, 2, 3)";
      };
      const before = look();
      return properties.filter((name) => {
        host.style.setProperty(name, sample(name));
        const differs = look() !== before;
        host.style.removeProperty(name);
        return differs;
      });
    }, listed.filter((name) => !effective.has(name)));
    for (const name of changed) effective.add(name);
  }
  assert.deepEqual([...effective].sort(), listed);
});
