// Fetches what the configurator's lists are made of: directory.json and the core file that it names.

import { readCore } from "./core.js";

class Unusable extends Error {}

async function ask(url) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new Unusable(`${url} could not be fetched. Another site has to allow this page to read its files (CORS), and this page to fetch from it (Content-Security-Policy).`);
  }
  if (!response.ok) throw new Unusable(`${url} answers ${response.status}.`);
  return response;
}

/**
 * @param {string} url address of directory.json
 * @returns {Promise<{ said: string, cities: object[], topics: object[] }>} what the directory is, and its lists; empty ones where the
 *   core file is of a version that the configurator does not know
 * @throws {Error} whose message says what is wrong with it
 */
export async function readDirectory(url) {
  const response = await ask(url);
  let title, counts, core;
  try {
    const entry = await response.json();
    ({ directory: { title }, counts } = entry);
    core = entry.files.find(({ kind }) => kind === "core").name;
  } catch {
    throw new Unusable(`${url} is not the directory.json of a directory. Build one with: city-peers build.`);
  }
  const number = new Intl.NumberFormat("en");
  const said = `${title}: ${number.format(counts.cities)} cities, ${number.format(counts.practices)} practices.`;
  const bytes = await (await ask(new URL(core, url).href)).arrayBuffer();
  try {
    return { said, ...readCore(bytes) };
  } catch {
    return { said: `${said} Its lists cannot be read here: write ids and codes.`, cities: [], topics: [] };
  }
}
