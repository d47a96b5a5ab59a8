// The folder the examples are built in: bundlers and frameworks from the lock file, City Peers from its packed package.
// `cargo xtask test --only embedding` has installed the former into target/embedding and built the latter.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PATHS, newPage } from "../browser/harness.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const WORKSHOP = join(PATHS.package, "..", "embedding");
const MODULES = join(WORKSHOP, "node_modules");
export const INSTALLED = join(MODULES, "city-peers");
export const EXAMPLES = join(PATHS.www, "examples");

/** Runs a program in a folder of the workshop; what it prints. Its whole output is in the error if it fails. */
export function run(program, args, cwd = WORKSHOP) {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 170_000,
      env: { ...process.env, NO_COLOR: "1", NODE_ENV: undefined },
    });
  } catch (error) {
    error.message = `${program} ${args.join(" ")} in ${cwd}\n${error.stdout ?? ""}${error.stderr ?? ""}`;
    throw error;
  }
}

/** Runs a program of an installed package by its file. */
export const tool = (file, args, cwd) => run(process.execPath, [join(MODULES, file), ...args], cwd);

const same = (name) => {
  const [built, installed] = [PATHS.package, INSTALLED].map((folder) => join(folder, name));
  return existsSync(installed) && readFileSync(built).equals(readFileSync(installed));
};

/** Packs target/package as `npm publish` would and installs it from the archive, unless just this is installed. */
export function installPackage() {
  if (!existsSync(MODULES)) throw new Error("target/embedding is not there: cargo xtask test --only embedding");
  const names = readdirSync(PATHS.package, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(PATHS.package.length + 1));
  if (names.every(same)) return;
  // Says to Vite that the examples and what is installed for them are one project: its server reads nothing else.
  writeFileSync(join(WORKSHOP, "pnpm-workspace.yaml"), "packages: [examples/*]\n");
  rmSync(INSTALLED, { recursive: true, force: true });
  const [{ filename }] = JSON.parse(run("npm", ["pack", PATHS.package, "--json", "--pack-destination", WORKSHOP]));
  const archive = join(WORKSHOP, filename);
  run("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--offline", archive]);
}

/** A copy of an example in the workshop, where it finds what is installed there. */
export function copyExample(name, from = join(EXAMPLES, name)) {
  const folder = join(WORKSHOP, "examples", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(from, folder, { recursive: true });
  return folder;
}

/** Puts the built directory where an example serves it from, and what browsers ask every site for. */
export function addDirectory(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "favicon.ico"), "");
  symlinkSync(PATHS.directory, join(folder, "directory"));
}

/** What the published JSON schema of manifests has against a manifest. */
export function schemaErrors(manifest) {
  const require = createRequire(join(WORKSHOP, "package.json"));
  const { default: Ajv } = require("ajv");
  const schema = JSON.parse(readFileSync(join(MODULES, "custom-elements-manifest/schema.json"), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** A page of its own context that is patient: bundlers and compilers run on the same machine. */
export async function newTab(browser, options) {
  const page = await newPage(browser, options);
  page.setDefaultTimeout(60_000);
  return page;
}
