// The element as a web developer uses it: rich properties, methods, events, slots, submit-to, drafts. On the built package.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { PATHS, hasDirectory, hasPackage, hostPage, launch, newPage, screenshot, servePackage } from "./harness.mjs";
import { command, hasCommand, listen, widget } from "./widget.mjs";

const skip = !(hasPackage() && hasDirectory()) && "target/package or target/directory is not built";
const ELEMENT = `<city-peers directory="/directory/directory.json" city="mz-beira" topics="flood-management"></city-peers>`;
const NEWCOMER = {
  id: "xx-two-rivers",
  name: { en: "Two Rivers" },
  country: "PT",
  lat: 40.2,
  lon: -8.4,
  values: { population: 90000 },
  languages: ["pt"],
};

let browser, site, taker;
/** What was posted so far. */
const posted = [];
before(async () => {
  browser = await launch();
  // An address of another site that takes profiles; what it answers is up to the path.
  taker = createServer((request, response) => {
    const allow = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
    if (request.method === "OPTIONS") return response.writeHead(204, allow).end();
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      posted.push({ url: request.url, method: request.method, headers: request.headers, body });
      response.writeHead(request.url.startsWith("/full") ? 413 : 200, allow).end("{}");
    });
  });
  await new Promise((done) => taker.listen(0, "127.0.0.1", done));
  site = await servePackage({
    csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    files: {
      "/": hostPage(ELEMENT),
      "/bare.html": hostPage(`<city-peers directory="/directory/directory.json"></city-peers>`),
      "/arabic.html": hostPage(`<city-peers directory="/directory/directory.json" city="mz-beira" view="profile"></city-peers>`, { lang: "ar" }),
      "/none.html": hostPage(""),
      "/broken.html": hostPage(`<city-peers directory="/nowhere.json" city="mz-beira"></city-peers>`),
      "/take": "{}",
      "/full": 413,
    },
  });
});
after(async () => {
  await browser?.close();
  await site?.close();
  taker?.closeAllConnections();
  taker?.close();
});

/** A page of the site; closed after the test. `before` runs in it before its own scripts. */
async function open(t, path = "/", { before: first, arg, ...options } = {}) {
  const page = await newPage(browser, options);
  page.setDefaultTimeout(60_000);
  t.after(() => page.context().close());
  await page.addInitScript(() => {
    window.events = [];
    for (const name of ["ready", "suggest", "select", "profile-change", "submit", "shortlist", "error"]) {
      addEventListener(`city-peers-${name}`, (event) => {
        window.events.push({ name, detail: structuredClone(event.detail), composed: event.composed, bubbles: event.bubbles });
      });
    }
    window.element = () => document.querySelector("city-peers");
    // What a promise of the element comes to, as plain data.
    window.outcome = (promise) =>
      promise.then(
        (value) => ({ value }),
        ({ code, message, problems }) => ({ code, message, problems }),
      );
  });
  if (first) await page.addInitScript(first, arg);
  await page.goto(site.url + path);
  return page;
}
const events = (page, name) => page.evaluate((wanted) => window.events.filter((each) => each.name === wanted), name);
/** Waits until an event has come so often; its details. */
async function heard(page, name, count = 1) {
  await page.waitForFunction(([wanted, least]) => window.events.filter((e) => e.name === wanted).length >= least, [name, count]);
  return (await events(page, name)).map(({ detail }) => detail);
}

describe("methods", { skip }, () => {
  test("suggest() resolves with the answer of the event; before connected it waits", async (t) => {
    const page = await open(t, "/none.html");
    const ids = await page.evaluate(async () => {
      await customElements.whenDefined("city-peers");
      const element = document.createElement("city-peers");
      element.directory = "/directory/directory.json";
      element.city = "mz-beira";
      const answer = element.suggest();
      const early = await Promise.race([answer.then(() => "settled"), new Promise((done) => setTimeout(done, 100, "waits"))]);
      document.querySelector("main").append(element);
      return [early, (await answer).partners.map(({ id }) => id)];
    });
    assert.equal(ids[0], "waits");
    assert.equal(ids[1].length, 10);
    const [detail] = await heard(page, "suggest");
    assert.deepEqual(detail.partners.map(({ id }) => id), ids[1]);
    for (const { composed, bubbles } of await events(page, "suggest")) assert.deepEqual([composed, bubbles], [true, true]);
    assert.deepEqual(page.problems, []);
  });

  test("without a city suggest() rejects with a code, and the widget asks for one", async (t) => {
    const page = await open(t, "/bare.html");
    const { code } = await page.evaluate(() => window.outcome(element().suggest()));
    assert.equal(code, "no-city");
    await widget(page).getByText("Choose your city first.").waitFor();
  });

  test("compare(ids) resolves with what the command prints, once it is on screen", async (t) => {
    const page = await open(t);
    const { value, title } = await page.evaluate(async () => {
      const compared = await window.outcome(element().compare(["bd-khulna", "in-kochi"]));
      return { ...compared, title: element().shadowRoot.querySelector("h2").textContent };
    });
    assert.equal(title, "Beira beside 2 cities");
    assert.deepEqual(value.cities.map(({ id }) => id), ["mz-beira", "bd-khulna", "in-kochi"]);
    if (hasCommand()) {
      const said = JSON.parse(
        command("compare", PATHS.directory, "mz-beira", "bd-khulna", "in-kochi", "--topics", "flood-management", "--format", "json"),
      );
      assert.deepEqual(value, said);
    }
  });

  test("compare() of unknown, too many or too few cities rejects and leaves what is on screen", async (t) => {
    const page = await open(t);
    await heard(page, "suggest");
    const said = await page.evaluate(async () => {
      const all = [["bd-khulna", "xx-atlantis", 7], ["bd-khulna", "in-kochi", "kr-seoul", "jp-tokyo", "ke-nairobi"], ["mz-beira"], []];
      return Promise.all(all.map((ids) => window.outcome(element().compare(ids))));
    });
    assert.deepEqual(said.map(({ code }) => code), ["unknown-city", "too-many-cities", "too-few-cities", "too-few-cities"]);
    assert.deepEqual(said[0].problems, ['"xx-atlantis"', "7"]);
    // What is missing in the page's data is no city either, and harms nothing.
    const missing = await page.evaluate(() => Promise.all([[undefined], undefined, ["bd-khulna", null, () => 1]].map((ids) => window.outcome(element().compare(ids)))));
    assert.deepEqual(missing.map(({ code }) => code), Array(3).fill("unknown-city"));
    assert.deepEqual(missing[0].problems, ["undefined"]);
    assert.match(said[0].message, /xx-atlantis/);
    assert.equal(await widget(page).getByRole("button", { name: "Partners" }).getAttribute("aria-current"), "page");
  });

  test("exportProfile() gives the directory's profile; importProfile() brings it back from text, file and object", async (t) => {
    const page = await open(t);
    const { value: profile } = await page.evaluate(() => window.outcome(element().exportProfile()));
    assert.equal(profile.id, "mz-beira");
    assert.ok(Object.keys(profile.values).length > 0);
    for (const how of ["text", "file", "object"]) {
      const { value } = await page.evaluate(
        ([given, kind]) => {
          given.values.population = 123456;
          const text = JSON.stringify(given);
          const what = { text, file: new File([text], "city.json"), object: given }[kind];
          return window.outcome(element().importProfile(what));
        },
        [profile, how],
      );
      assert.deepEqual(value.problems, [], how);
      assert.equal(value.profile.values.population, 123456, how);
    }
    assert.equal(await page.evaluate(() => element().profile.values.population), 123456);
    const none = await open(t, "/bare.html");
    assert.equal((await none.evaluate(() => window.outcome(element().exportProfile()))).code, "no-profile");
  });

  test("importProfile() says what is wrong and where", async (t) => {
    const page = await open(t);
    const wrong = (given) => page.evaluate((what) => window.outcome(element().importProfile(what)), given);
    const text = await wrong('{"id": "mz-beira",\n "name": }');
    assert.equal(text.code, "not-imported");
    assert.match(text.message, /not-imported: .+"name": \}|position 27|line 2/s);
    assert.equal((await wrong("")).code, "not-imported");
    assert.equal((await wrong([1])).code, "not-imported");
    const { value } = await wrong({ ...NEWCOMER, values: { population: "many", area: 5 }, mayor: "A" });
    assert.deepEqual(value.problems.map((said) => said.split(":")[0]), ["values/population", "mayor"]);
    assert.equal(value.profile.name.en, "Two Rivers");
  });

  test("a directory whose address is none counts as missing, also when it comes later", async (t) => {
    for (const address of ["https://", "//", "http://["]) {
      const page = await open(t, "/none.html");
      await page.evaluate((directory) => document.querySelector("main").append(Object.assign(document.createElement("city-peers"), { directory })), address);
      assert.equal((await page.evaluate(() => window.outcome(element().suggest()))).code, "directory-missing", address);
      await widget(page).getByText("The city data could not be fetched").waitFor();
    }
    const page = await open(t);
    await heard(page, "suggest");
    await page.evaluate(() => (element().directory = "https://"));
    await heard(page, "error");
    await widget(page).getByText("The city data could not be fetched").waitFor();
  });

  test("a directory that is not there rejects what was asked for, with its code", async (t) => {
    const page = await open(t, "/broken.html");
    const { code } = await page.evaluate(() => window.outcome(element().suggest()));
    assert.equal(code, "directory-missing");
    await widget(page).getByText("The city data could not be fetched").waitFor();
  });

  test("removal ends what is pending with a code; asked again, it starts anew", async (t) => {
    const page = await open(t);
    const said = await page.evaluate(async () => {
      const it = element();
      await it.start();
      const pending = window.outcome(it.compare(["bd-khulna"]));
      await it.ready;
      await new Promise((done) => setTimeout(done));
      it.remove();
      const first = await pending;
      document.querySelector("main").append(it);
      return [first.code, (await it.compare(["bd-khulna"])).cities.length];
    });
    assert.deepEqual(said, ["removed", 2]);
  });
});

describe("rich properties", { skip }, () => {
  const early = (given) => {
    document.addEventListener("DOMContentLoaded", () => Object.assign(document.querySelector("city-peers"), given), { once: true });
  };

  test("profile set before the definition is asked with; reading gives copies", async (t) => {
    const page = await open(t, "/bare.html", { before: early, arg: { profile: NEWCOMER } });
    const [answer, ...more] = await heard(page, "suggest");
    assert.equal(answer.city, null);
    assert.equal(answer.partners.length, 10);
    assert.deepEqual(more, [], "the first answer waits for the profile");
    const read = await page.evaluate(() => {
      const one = element().profile;
      one.name.en = "changed";
      return [element().profile, element().profile === element().profile];
    });
    assert.equal(read[0].name.en, "Two Rivers");
    assert.equal(read[1], false);
    await widget(page).getByText("Two Rivers").first().waitFor();
    await page.evaluate(() => (element().profile = null));
    await page.waitForFunction(() => element().profile === null && window.events.at(-1).name === "profile-change");
  });

  test("the same profile again leaves what the visitor made of it", async (t) => {
    const page = await open(t, "/bare.html", { before: early, arg: { profile: NEWCOMER } });
    await heard(page, "suggest");
    await page.evaluate(() => (element().view = "profile"));
    const people = widget(page).getByLabel("People", { exact: false }).first();
    await people.fill("91000");
    await people.blur();
    await page.waitForFunction(() => element().profile.values.population === 91000);
    await page.evaluate((again) => (element().profile = again), NEWCOMER);
    await page.evaluate(() => element().exportProfile());
    assert.equal(await page.evaluate(() => element().profile.values.population), 91000);
  });

  test("options are the rest of the question, also before loading; attributes leave them", async (t) => {
    const options = {
      goals: [11],
      weights: { means: 300 },
      filter: { abroad: true, population: { least: 50000 } },
      perCountry: 1,
      needs: ["waste"],
    };
    const page = await open(t, "/", { before: early, arg: { options } });
    const [answer] = await heard(page, "suggest");
    const countries = answer.partners.map(({ country }) => country);
    assert.equal(new Set(countries).size, countries.length);
    assert.ok(!countries.includes("MZ"));
    assert.deepEqual(await page.evaluate(() => element().options), options);
    assert.deepEqual(await events(page, "error"), []);
    const again = await page.evaluate(async () => {
      element().max = 5;
      return (await element().suggest()).partners.map(({ country }) => country);
    });
    assert.equal(new Set(again).size, 5);
    const free = await page.evaluate(async () => {
      element().options = {};
      return (await element().suggest()).partners.map(({ country }) => country);
    });
    assert.notDeepEqual(free, again);
  });

  test("wrong shapes end in one event and a line on the console that name property and field; the rest counts", async (t) => {
    const page = await open(t);
    await heard(page, "suggest");
    const errors = async (given, count) => {
      await page.evaluate((what) => Object.assign(element(), what), given);
      return (await heard(page, "error", count)).at(-1);
    };
    const options = await errors({ options: { perCountri: 1, weights: { means: "much", magic: 100 }, fair: 1, filter: { abroad: true, planet: "x" } } }, 1);
    assert.equal(options.code, "options-invalid");
    assert.equal(options.property, "options");
    for (const place of ["options.perCountri", "options.weights.means", "magic", "options.fair", "options.filter.planet"]) {
      assert.ok(options.problems.some((said) => said.includes(place)), `${place}: ${options.problems}`);
    }
    const countries = await page.evaluate(async () => (await element().suggest()).partners.map(({ country }) => country));
    assert.ok(!countries.includes("MZ"));
    for (const [at, wrong] of ["text", 7, [1], { values: { population: "many" } }].entries()) {
      const { code, problems } = await errors({ profile: wrong }, at + 2);
      assert.equal(code, "profile-invalid");
      assert.ok(problems.every((said) => said.startsWith("profile")), `${problems}`);
    }
    const cycle = await page.evaluate(() => {
      const loop = { name: { en: "Loop" } };
      loop.self = loop;
      element().profile = loop;
      return element().profile.name.en;
    });
    assert.equal(cycle, "Loop");
    await heard(page, "error", 6);
    const lines = page.problems.filter((line) => line.startsWith("error: city-peers: "));
    assert.equal(lines.length, 6, lines.join("\n"));
    assert.equal(page.problems.length, lines.length);
    await page.evaluate(() => (element().profile = null));
    assert.equal((await page.evaluate(() => element().suggest())).partners.length, 10);
  });

  test("reactive proxies and an old library's toJSON do no harm", async (t) => {
    const page = await open(t, "/bare.html", {
      before: () => {
        Array.prototype.toJSON = function () {
          return `[${this.length}]`;
        };
        Object.prototype.extra = "extra";
      },
    });
    const profile = await page.evaluate(async (given) => {
      const deep = (of) => new Proxy(of, { get: (it, key) => (it[key] && typeof it[key] === "object" ? deep(it[key]) : it[key]) });
      element().profile = deep(given);
      await element().suggest();
      return element().profile.languages;
    }, NEWCOMER);
    assert.deepEqual(profile, ["pt"]);
    await page.evaluate(() => (element().view = "profile"));
    const button = widget(page).getByRole("button", { name: "Save as a file" });
    const [download] = await Promise.all([page.waitForEvent("download"), button.first().click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    assert.deepEqual(JSON.parse(Buffer.concat(chunks).toString()).profile.languages, ["pt"]);
  });
});

describe("slots, drafts, submit-to", { skip }, () => {
  const handIn = (page) => widget(page).getByRole("button", { name: "Hand in the profile" }).click();

  test("header and footer stand around the widget, and around the page's own content before", async (t) => {
    const page = await open(t, "/none.html");
    await page.evaluate(() => {
      const element = document.createElement("city-peers");
      element.innerHTML = `<p slot="header">Our head</p><p id="own">Own</p><p slot="footer">Our foot</p>`;
      Object.assign(element, { directory: "/directory/directory.json", city: "mz-beira" });
      document.querySelector("main").append(element);
    });
    await heard(page, "suggest");
    const tops = await page.evaluate(() => {
      const top = (each) => each.getBoundingClientRect().top;
      return [...element().querySelectorAll("[slot]")].map(top).toSpliced(1, 0, top(element().shadowRoot.querySelector(".mount")));
    });
    assert.ok(tops[0] < tops[1] && tops[1] < tops[2], `${tops}`);
    assert.equal(await page.locator("#own").isVisible(), false);
  });

  test("without drafts nothing is kept and nothing offered; with it the visitor decides", async (t) => {
    const page = await open(t);
    await page.evaluate(() => (element().view = "profile"));
    await widget(page).getByRole("button", { name: "Hand in the profile" }).waitFor();
    const tick = widget(page).getByRole("checkbox", { name: /^Keep this draft/ });
    assert.equal(await tick.count(), 0);
    await page.evaluate(() => (element().drafts = true));
    await tick.check();
    await page.waitForFunction(() => localStorage.length === 1);
    await page.evaluate(() => (element().drafts = false));
    await tick.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => element().hasAttribute("drafts")), false);
  });

  test("a profile is sent as JSON without cookies; the visitor reads where before and after", async (t) => {
    const page = await open(t);
    await page.context().addCookies([{ name: "session", value: "secret", url: site.url }]);
    await page.evaluate(() => Object.assign(element(), { view: "profile", submitTo: "take?from=widget" }));
    await widget(page).getByText(/“Hand in” sends the profile to 127\.0\.0\.1/).waitFor();
    const [request] = await Promise.all([page.waitForRequest(/take/), handIn(page)]);
    assert.equal(request.method(), "POST");
    assert.equal(request.url(), `${site.url}/take?from=widget`);
    assert.equal(request.postDataJSON().id, "mz-beira");
    const headers = await request.allHeaders();
    assert.match(headers["content-type"], /^application\/json/);
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.referer, undefined);
    await widget(page).getByText(/The profile was sent to 127\.0\.0\.1/).waitFor();
    assert.equal((await events(page, "submit")).length, 1);
    await screenshot(page, "api-submitted");
  });

  test("what is not taken is said with the way out, and nothing is lost", async (t) => {
    const page = await open(t);
    await page.evaluate(() => Object.assign(element(), { view: "profile", submitTo: "/full" }));
    await handIn(page);
    await widget(page).getByText(/has not taken the profile. Nothing is lost/).waitFor();
    const [{ code, problems }] = await heard(page, "error");
    assert.deepEqual([code, problems], ["submit-failed", ["413"]]);
    await page.evaluate(() => (element().submitTo = "/take"));
    await handIn(page);
    await widget(page).getByText(/The profile was sent to/).waitFor();
    await screenshot(page, "api-submit-again");
  });

  test("an address on no safe connection is not used: event, console, and a file instead", async (t) => {
    const page = await open(t);
    await page.evaluate((to) => Object.assign(element(), { view: "profile", submitTo: to }), `http://127.0.0.1:${taker.address().port}/`);
    const [{ code, property }] = await heard(page, "error");
    assert.deepEqual([code, property], ["submit-to-unsafe", "submit-to"]);
    const [download] = await Promise.all([page.waitForEvent("download"), handIn(page)]);
    assert.equal(download.suggestedFilename(), "city-profile.json");
    assert.deepEqual(posted, []);
  });

  test("a page that prevents the event has taken the profile: no file, no request", async (t) => {
    const page = await open(t);
    await page.evaluate(() => {
      element().addEventListener("city-peers-submit", (event) => event.preventDefault());
      Object.assign(element(), { view: "profile", submitTo: "/take" });
    });
    const before = site.requests.filter((url) => url.startsWith("/take")).length;
    await handIn(page);
    await widget(page).getByText("This web page has taken the profile.").waitFor();
    assert.equal(site.requests.filter((url) => url.startsWith("/take")).length, before);
  });

  test("in Arabic too", async (t) => {
    const page = await open(t, "/arabic.html", { width: 320, colorScheme: "dark" });
    await page.evaluate(() => (element().submitTo = "/full"));
    await widget(page).getByRole("button", { name: "تسليم الملف التعريفي" }).click();
    await widget(page).getByText(/لم يُفقد شيء/).waitFor();
    await screenshot(page, "api-submit-arabic");
  });
});
