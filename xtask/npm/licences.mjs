// The licences of what is compiled into the engine, as they ask to be handed on: THIRD-PARTY.txt of the package.
// Asks Cargo what the engine is linked from, reads the licence files of each.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const WASM = "wasm32-unknown-unknown";
// Comes with the compiler.
const STANDARD = "Rust's standard library: MIT OR Apache-2.0, https://github.com/rust-lang/rust";

/** The text of THIRD-PARTY.txt. Throws an error that names a crate without a licence. */
export function licences() {
  const said = execFileSync("cargo", ["metadata", "--format-version=1", "--locked", `--filter-platform=${WASM}`], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { packages, resolve } = JSON.parse(said);
  const byId = new Map(packages.map((each) => [each.id, each]));
  const nodes = new Map(resolve.nodes.map((each) => [each.id, each]));
  // Macros run in the compiler: neither they nor what they are made of end up in the engine.
  const runs = (each) => each.targets.some(({ kind }) => kind.includes("proc-macro"));
  const linked = new Set();
  const visit = (id) => {
    if (linked.has(id) || runs(byId.get(id))) return;
    linked.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(resolve.root);
  const foreign = [...linked].map((id) => byId.get(id)).filter(({ source }) => source !== null);
  foreign.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));

  const texts = new Map();
  for (const each of foreign) {
    if (!each.license) throw new Error(`${each.name} ${each.version} names no licence`);
    const folder = dirname(each.manifest_path);
    const found = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)).sort();
    // Of licences to choose from, the shortest that is there: MIT asks for its notice, and for nothing else.
    const mit = found.filter((name) => /mit/i.test(name));
    for (const name of mit.length > 0 && / OR |\//.test(each.license) ? mit : found) {
      const path = join(folder, name);
      const text = readFileSync(path, "utf8").replaceAll("\r", "").trim();
      texts.set(text, [...(texts.get(text) ?? []), `${each.name} ${each.version}`]);
    }
  }
  const list = foreign.map(({ name, version, license, repository }) => `${name} ${version}: ${license}${repository ? `, ${repository}` : ""}`);
  const parts = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}`);
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return `What is compiled into City Peers beside its own code, at most, and under which licences.\n\n${[...list, STANDARD].join("\n")}${rule}${parts.join(rule)}\n`;
}
