// Where the files are that are fetched and not imported. Each is written out, since bundlers look for these very words
// and put the name there that they give the file. Styles and texts are copies that end in .txt (`cargo xtask package`):
// bundlers make a script of what they take for a style sheet or for data, and no style or text of that.
// `tests/embedding/package.test.mjs` compares with the package.

export const FILES = {
  "city-peers.css": () => new URL("./city-peers.css.txt", import.meta.url).href,
  "city-peers.more.css": () => new URL("./city-peers.more.css.txt", import.meta.url).href,
  "city_peers_bg.wasm": () => new URL("./city_peers_bg.wasm", import.meta.url).href,
  "city_peers_later.wasm": () => new URL("./city_peers_later.wasm", import.meta.url).href,
  "locales/ar.json": () => new URL("./locales/ar.json.txt", import.meta.url).href,
  "locales/ar.errors.json": () => new URL("./locales/ar.errors.json.txt", import.meta.url).href,
  "locales/ar.more.json": () => new URL("./locales/ar.more.json.txt", import.meta.url).href,
  "locales/en.json": () => new URL("./locales/en.json.txt", import.meta.url).href,
  "locales/en.errors.json": () => new URL("./locales/en.errors.json.txt", import.meta.url).href,
  "locales/en.more.json": () => new URL("./locales/en.more.json.txt", import.meta.url).href,
  "locales/es.json": () => new URL("./locales/es.json.txt", import.meta.url).href,
  "locales/es.errors.json": () => new URL("./locales/es.errors.json.txt", import.meta.url).href,
  "locales/es.more.json": () => new URL("./locales/es.more.json.txt", import.meta.url).href,
  "locales/fr.json": () => new URL("./locales/fr.json.txt", import.meta.url).href,
  "locales/fr.errors.json": () => new URL("./locales/fr.errors.json.txt", import.meta.url).href,
  "locales/fr.more.json": () => new URL("./locales/fr.more.json.txt", import.meta.url).href,
  "locales/ko.json": () => new URL("./locales/ko.json.txt", import.meta.url).href,
  "locales/ko.errors.json": () => new URL("./locales/ko.errors.json.txt", import.meta.url).href,
  "locales/ko.more.json": () => new URL("./locales/ko.more.json.txt", import.meta.url).href,
  "locales/pt.json": () => new URL("./locales/pt.json.txt", import.meta.url).href,
  "locales/pt.errors.json": () => new URL("./locales/pt.errors.json.txt", import.meta.url).href,
  "locales/pt.more.json": () => new URL("./locales/pt.more.json.txt", import.meta.url).href,
  "locales/ru.json": () => new URL("./locales/ru.json.txt", import.meta.url).href,
  "locales/ru.errors.json": () => new URL("./locales/ru.errors.json.txt", import.meta.url).href,
  "locales/ru.more.json": () => new URL("./locales/ru.more.json.txt", import.meta.url).href,
  "locales/zh.json": () => new URL("./locales/zh.json.txt", import.meta.url).href,
  "locales/zh.errors.json": () => new URL("./locales/zh.errors.json.txt", import.meta.url).href,
  "locales/zh.more.json": () => new URL("./locales/zh.more.json.txt", import.meta.url).href,
};
