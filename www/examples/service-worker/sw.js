// Keeps a page with <city-peers> working without a network after the first visit. Change RELEASE with each release of the
// package: its files are then fetched anew, and the old ones are let go of. A new directory is noticed by itself.
const RELEASE = "0.1.0";
const LANGUAGES = ["en"]; // those that the page is shown in
const PAGE = ["./", "register.js"]; // the page's own files
const PACKAGE = "../../";
const FILES = ["city-peers.js", "city_peers.js", "city_peers_bg.wasm", "city_peers_later.wasm", "city-peers.css", "city-peers.more.css"];
const TEXTS = LANGUAGES.flatMap((lang) => ["json", "more.json", "errors.json"].map((end) => `locales/${lang}.${end}`));
const DIRECTORY = new URL(`${PACKAGE}directory/directory.json`, location).href;
const CACHE = `city-peers-${RELEASE}`;

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.url === DIRECTORY) event.respondWith(newest(event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
  else event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
});

async function fill() {
  const cache = await caches.open(CACHE);
  const paths = [...PAGE, ...[...FILES, ...TEXTS].map((name) => PACKAGE + name)];
  await cache.addAll(paths.map((path) => new Request(path, { cache: "no-cache" })));
  await fillDirectory(await fetch(DIRECTORY, { cache: "no-cache" }));
}

/** Files of a directory have their hash in the name: what is there already stays, what is not named any more goes. */
async function fillDirectory(answer) {
  const cache = await caches.open(CACHE);
  const { files } = await answer.clone().json();
  const wanted = files.map(({ name }) => new URL(name, DIRECTORY).href);
  const there = (await cache.keys()).map(({ url }) => url);
  await cache.addAll(wanted.filter((url) => !there.includes(url)));
  await cache.put(DIRECTORY, answer); // last, so that it names nothing that is missing
  const old = there.filter((url) => url.startsWith(new URL(".", DIRECTORY).href) && url !== DIRECTORY && !wanted.includes(url));
  await Promise.all(old.map((url) => cache.delete(url)));
}

/** The entry file from the network, else as it was; a new one brings its files. */
async function newest(event) {
  try {
    const answer = await fetch(event.request);
    if (!answer.ok) throw new Error(`${answer.status}`);
    event.waitUntil(fillDirectory(answer.clone()).catch(() => {})); // the next visit tries again
    return answer;
  } catch {
    return (await caches.match(DIRECTORY)) ?? Response.error();
  }
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("city-peers-") && name !== CACHE).map((name) => caches.delete(name)));
}
