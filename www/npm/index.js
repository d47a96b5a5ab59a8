// The entry of the npm package: defines <city-peers>, says where its files are, starts its engine when told to.
// Importing it does none of that, on a server neither.

import { CityPeers, place, start } from "./element.js";
import { FILES } from "./files.js";

const NAME = "city-peers";
// Addresses that only stand for files of the package until their own are looked up: nothing is ever asked for there.
const STAND_IN = "https://city-peers.invalid/";

/** Answers for the files beside this module, under whatever name a bundler gave them. */
function placeBundled() {
  const address = (name) => {
    if (name in FILES) return FILES[name]();
    // A folder to put names after; what is not of the package (a directory) is the page's.
    return name.endsWith("/") ? STAND_IN + name : new URL(name, document.baseURI).href;
  };
  const real = (url) => {
    if (!url.startsWith(STAND_IN)) return undefined;
    return FILES[new URL(url).pathname.slice(1)]?.();
  };
  place(address, real);
}

/** Answers for the files in a folder. */
function placeIn(base) {
  const folder = new URL(`${base}`.replace(/\/?$/, "/"), document.baseURI);
  place(
    (name) => new URL(name, folder).href,
    () => undefined,
  );
}

function define({ base } = {}) {
  if (!globalThis.customElements) return undefined;
  if (base !== undefined) placeIn(base);
  const first = customElements.get(NAME);
  if (!first) {
    if (base === undefined) placeBundled();
    customElements.define(NAME, CityPeers);
    return CityPeers;
  }
  if (first !== CityPeers && !first.twice) {
    first.twice = true;
    console.warn(`<${NAME}> is defined already: the first definition stays, that of the npm package does nothing.`);
  }
  return first;
}

async function init({ base, module_or_path } = {}) {
  if (define({ base }) === CityPeers) await start(module_or_path);
}

export { CityPeers, define, init };
