// Finishes the npm package that `cargo xtask package` has assembled: version, manifest, licences, checksums.
// node finish.mjs FOLDER VERSION. Writes package.json, custom-elements.json, THIRD-PARTY.txt and integrity.json of the folder.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { licences } from "./licences.mjs";
import { manifest } from "./manifest.mjs";

const [folder, version] = process.argv.slice(2);
const write = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);

const stated = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
write("package.json", { ...stated, version });

try {
  write("custom-elements.json", await manifest(folder));
} catch (error) {
  console.error(`custom-elements.json cannot be made: ${error.message}. Say it in www/city-peers.d.ts or www/npm/styling.d.ts.`);
  process.exit(1);
}

writeFileSync(join(folder, "THIRD-PARTY.txt"), licences());

// What pages load, each with the value of the attribute `integrity` that fits it.
const loaded = readdirSync(folder, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.(css|html|js|wasm)$|^locales\/.*\.json$/.test(name))
  .sort();
const hash = (name) => `sha384-${createHash("sha384").update(readFileSync(join(folder, name))).digest("base64")}`;
const files = Object.fromEntries(loaded.map((name) => [name, hash(name)]));
const tag = `<script type="module" src="/city-peers@${version}/city-peers.js" integrity="${files["city-peers.js"]}" crossorigin="anonymous"></script>`;
write("integrity.json", { version, files, tag });
console.log(`A tag for this very build, where it is served as /city-peers@${version}/:\n${tag}`);
