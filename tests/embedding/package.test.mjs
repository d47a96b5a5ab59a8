// The package as it would be published: what is in it, what its entries lead to, its types, what tags say of its integrity,
// and that servers may import it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { MIME, PATHS, STRICT_CSP, hostPage, launch } from "../browser/harness.mjs";
import { widget } from "../browser/widget.mjs";
import { INSTALLED, ROOT, WORKSHOP, copyExample, installPackage, newTab, run, tool } from "./workshop.mjs";

const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
let browser, stated, archive;
before(async () => {
  installPackage();
  stated = json(PATHS.package, "package.json");
  archive = join(WORKSHOP, `city-peers-${stated.version}.tgz`);
  browser = await launch();
});
after(() => browser?.close());

describe("what is in it", () => {
  test("is all that was built", () => {
    const all = readdirSync(PATHS.package, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(PATHS.package.length + 1));
    const [{ files }] = JSON.parse(run("npm", ["pack", PATHS.package, "--dry-run", "--json"]));
    assert.deepEqual(files.map(({ path }) => path).sort(), all.sort());
    for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "custom-elements.json"]) assert.ok(all.includes(name), name);
  });

  test("has the version of the workspace", () => {
    const [, version] = /^\[workspace\.package\][^[]*^version = "([^"]+)"/m.exec(readFileSync(join(ROOT, "Cargo.toml"), "utf8"));
    assert.equal(stated.version, version);
    assert.equal(json(PATHS.package, "integrity.json").version, version);
  });

  test("every entry leads to a file", () => {
    for (const [name, entry] of Object.entries(stated.exports)) {
      for (const path of typeof entry === "string" ? [entry] : Object.values(entry)) {
        assert.ok(existsSync(join(INSTALLED, path.replace("/*", "/en.json"))), `${name}: ${path}`);
      }
    }
  });

  test("the module that bundlers find files by names each that pages fetch", async () => {
    const { FILES } = await import(join(INSTALLED, "files.js"));
    const fetched = readdirSync(INSTALLED, { recursive: true }).filter((name) =>
      /^city[-_]peers[\w.-]*\.(css|wasm)$|^locales\/[a-z]{2}(\.errors|\.more)?\.json$/.test(name),
    );
    assert.deepEqual(Object.keys(FILES).sort(), fetched.sort());
    for (const [name, address] of Object.entries(FILES)) {
      const plain = /\.(css|json)$/.test(name) ? `${name}.txt` : name;
      assert.ok(address().endsWith(`/${plain}`), name);
      assert.ok(readFileSync(join(INSTALLED, plain)).equals(readFileSync(join(INSTALLED, name))), `${plain} is ${name}`);
      // Vite writes smaller ones into the script, as addresses that a policy may forbid to fetch.
      assert.ok(statSync(join(INSTALLED, plain)).size > 4096, `${name}: ${statSync(join(INSTALLED, plain)).size} bytes`);
    }
    assert.equal(readFileSync(join(INSTALLED, "files.js"), "utf8").match(/new URL\("\.\/[^"]+", import\.meta\.url\)/g).length, fetched.length);
  });

  test("nothing of it names a place on the machine it was built on", () => {
    for (const name of readdirSync(INSTALLED, { recursive: true }).filter((each) => /\.(js|ts|json|css|html)$/.test(each))) {
      const text = readFileSync(join(INSTALLED, name), "utf8");
      assert.ok(!text.includes(ROOT) && !/file:\/\//.test(text), name);
    }
  });
});

describe("tools that judge packages", () => {
  test("publint finds nothing to say", () => {
    const said = tool("publint/src/cli.js", ["run", archive, "--strict"]);
    assert.match(said, /All good/);
  });

  test("arethetypeswrong finds no entry whose types are not its own", () => {
    // What has no types is fetched by pages and imported by nobody; it has to be nothing else.
    const assets = Object.keys(stated.exports).filter((name) => typeof stated.exports[name] === "string");
    assert.deepEqual(assets.filter((name) => /\.js$/.test(name)), ["./city-peers-frame.js", "./embed.js"]);
    // Ends with an error if it finds one.
    tool("@arethetypeswrong/cli/dist/index.js", [archive, "--profile", "esm-only", "--format", "ascii", "--exclude-entrypoints", ...assets]);
  });
});

describe("types", () => {
  test("all that is offered compiles, what is wrong does not: TypeScript, JSX, Vue's templates", () => {
    const folder = copyExample("types", join(ROOT, "tests/embedding/types"));
    tool("vue-tsc/bin/vue-tsc.js", ["--noEmit"], folder);
  });

  test("answers have every field of their JSON Schema, and no other", () => {
    const folder = join(WORKSHOP, "examples/schemas");
    mkdirSync(folder, { recursive: true });
    const pairs = { answer: "CityPeersAnswer", compare: "CityPeersComparison" };
    const lines = [`import type { ${Object.values(pairs).join(", ")} } from "city-peers";`];
    for (const [name, type] of Object.entries(pairs)) {
      const schema = json(ROOT, `crates/publisher/schemas/${name}.json`);
      // Readers may meet an answer without what is unknown; here it is null and never left out.
      for (const each of [schema, ...Object.values(schema.$defs)]) each.required = Object.keys(each.properties ?? {});
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(schema));
      const made = tool("json-schema-to-typescript/dist/src/cli.js", ["--no-additionalProperties", join(folder, `${name}.json`)]);
      writeFileSync(join(folder, `${name}.ts`), made);
      const [, root] = /^export interface (\w+) /m.exec(made);
      lines.push(`import type { ${root} as Made_${name} } from "./${name}.js";`, `declare const ${name}: [${type}, Made_${name}];`);
      // Each can take the place of the other: no field is missing in either, and none is of another type.
      lines.push(`export const ${name}Is: [Made_${name}, ${type}] = ${name};`);
    }
    writeFileSync(join(folder, "same.ts"), lines.join("\n"));
    cpSync(join(ROOT, "tests/embedding/types/tsconfig.json"), join(folder, "tsconfig.json"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    tool("typescript/bin/tsc", ["--noEmit"], folder);
  });
});

test("on a server every entry can be imported, and defines or leaves behind nothing", () => {
  const entries = ["city-peers", "city-peers/auto", "city-peers/city-peers.js", "city-peers/react", "city-peers/svelte", "city-peers/vue"];
  const script = `const before = Object.keys(globalThis).length;
    for (const name of ${JSON.stringify(entries)}) await import(name);
    const { define, init } = await import("city-peers");
    console.log(Object.keys(globalThis).length - before, define(), await init());`;
  assert.equal(run(process.execPath, ["--input-type=module", "-e", script]).trim(), "0 undefined undefined");
});

describe("integrity and versions", () => {
  /** A server as docs/embedding-files.md lays it out: versions that never change, and a name that leads to the newest. */
  async function versioned(t, files, csp = STRICT_CSP) {
    const requests = [];
    const folder = `/city-peers@${stated.version}/`;
    const server = createServer((request, response) => {
      const path = new URL(request.url, "http://host").pathname;
      requests.push(path);
      const answer = (status, headers, body) => {
        response.writeHead(status, { "Content-Security-Policy": csp, "Access-Control-Allow-Origin": "*", ...headers });
        response.end(body);
      };
      if (path === "/favicon.ico") return answer(204, {});
      if (path in files) return answer(200, { "Content-Type": MIME[".html"] }, files[path]);
      if (path.startsWith("/city-peers@latest/")) {
        const to = path.replace("/city-peers@latest/", folder);
        return answer(302, { Location: to, "Cache-Control": "max-age=300" });
      }
      const [from, name] = path.startsWith(folder) ? [INSTALLED, path.slice(folder.length)] : [PATHS.directory, path.replace("/directory/", "")];
      if (!existsSync(join(from, name)) || !extname(name)) return answer(404, {});
      return answer(200, { "Content-Type": MIME[extname(name)], "Cache-Control": "max-age=31536000, immutable" }, readFileSync(join(from, name)));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const page = await newTab(browser);
    t.after(() => Promise.all([page.context().close(), new Promise((done) => (server.closeAllConnections(), server.close(done)))]));
    await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
    return { page, requests };
  }
  const ELEMENT = '<city-peers directory="/directory/directory.json" city="kr-seoul"></city-peers>';
  const withTag = (tag) => hostPage(ELEMENT).replace(/<script.*<\/script>/, tag);
  const shown = (page) => widget(page).getByRole("heading", { level: 2 }).waitFor();

  test("every value is that of the file", () => {
    const { files } = json(PATHS.package, "integrity.json");
    for (const [name, value] of Object.entries(files)) {
      assert.equal(value, `sha384-${createHash("sha384").update(readFileSync(join(INSTALLED, name))).digest("base64")}`, name);
    }
    for (const name of ["city-peers.js", "city-peers.css", "city_peers_bg.wasm"]) assert.ok(name in files, name);
  });

  test("the tag that the build prints works as it stands", async (t) => {
    const { tag } = json(PATHS.package, "integrity.json");
    const { page, requests } = await versioned(t, { "/page.html": withTag(tag) });
    await shown(page);
    assert.ok(requests.includes(`/city-peers@${stated.version}/city_peers_bg.wasm`));
    assert.deepEqual(page.problems, []);
  });

  test("a loader that is not the stated one does not run", async (t) => {
    const { tag } = json(PATHS.package, "integrity.json");
    const other = tag.replace(/sha384-[^"]+/, `sha384-${createHash("sha384").update("other").digest("base64")}`);
    const { page } = await versioned(t, { "/page.html": withTag(other) });
    await page.waitForFunction(() => document.readyState === "complete");
    assert.equal(await page.evaluate(() => customElements.get("city-peers")), undefined);
    assert.ok(page.problems.some((text) => /integrity/.test(text)), page.problems.join());
  });

  test("an import map extends the check to the glue, under a policy that allows it by its hash", async (t) => {
    const { files, tag } = json(PATHS.package, "integrity.json");
    for (const [value, what] of [[files["city_peers.js"], "right"], [files["index.js"], "wrong"]]) {
      const map = JSON.stringify({ integrity: { [`/city-peers@${stated.version}/city_peers.js`]: value } });
      const allowed = createHash("sha256").update(map).digest("base64");
      const csp = STRICT_CSP.replace("script-src", `script-src 'sha256-${allowed}'`);
      const { page } = await versioned(t, { "/page.html": withTag(`<script type="importmap">${map}</script>${tag}`) }, csp);
      if (what === "right") await shown(page);
      else await widget(page).getByRole("alert").filter({ hasText: "engine-missing" }).waitFor();
    }
  });

  test("a redirect from `latest` takes all files from one version", async (t) => {
    const { page, requests } = await versioned(t, {
      "/page.html": withTag('<script type="module" src="/city-peers@latest/city-peers.js"></script>'),
    });
    await shown(page);
    assert.deepEqual(requests.filter((path) => path.includes("latest")), ["/city-peers@latest/city-peers.js"]);
    assert.deepEqual(page.problems, []);
  });
});
