// Where the files are that are fetched and not imported. Each is written out, since bundlers look for these very words
// and put the name there that they give the file. `tests/embedding/package.test.mjs` compares with the package.

export const FILES = {
  "city-peers.css": () => new URL("./city-peers.css", import.meta.url).href,
  "city-peers.more.css": () => new URL("./city-peers.more.css", import.meta.url).href,
  "city_peers_bg.wasm": () => new URL("./city_peers_bg.wasm", import.meta.url).href,
  "city_peers_later.wasm": () => new URL("./city_peers_later.wasm", import.meta.url).href,
  "locales/ar.json": () => new URL("./locales/ar.json", import.meta.url).href,
  "locales/ar.more.json": () => new URL("./locales/ar.more.json", import.meta.url).href,
  "locales/en.json": () => new URL("./locales/en.json", import.meta.url).href,
  "locales/en.more.json": () => new URL("./locales/en.more.json", import.meta.url).href,
  "locales/es.json": () => new URL("./locales/es.json", import.meta.url).href,
  "locales/es.more.json": () => new URL("./locales/es.more.json", import.meta.url).href,
  "locales/fr.json": () => new URL("./locales/fr.json", import.meta.url).href,
  "locales/fr.more.json": () => new URL("./locales/fr.more.json", import.meta.url).href,
  "locales/ko.json": () => new URL("./locales/ko.json", import.meta.url).href,
  "locales/ko.more.json": () => new URL("./locales/ko.more.json", import.meta.url).href,
  "locales/pt.json": () => new URL("./locales/pt.json", import.meta.url).href,
  "locales/pt.more.json": () => new URL("./locales/pt.more.json", import.meta.url).href,
  "locales/ru.json": () => new URL("./locales/ru.json", import.meta.url).href,
  "locales/ru.more.json": () => new URL("./locales/ru.more.json", import.meta.url).href,
  "locales/zh.json": () => new URL("./locales/zh.json", import.meta.url).href,
  "locales/zh.more.json": () => new URL("./locales/zh.more.json", import.meta.url).href,
};
