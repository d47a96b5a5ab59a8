// Defines <city-peers>.
// Small, synchronous, no wasm. Shows the page's own content until the element comes near the viewport, then fetches
// style and engine and lets the engine render. Whatever fails ends in a readable message, the page's own content and a
// `city-peers-error` event. Importing this on a server does nothing. The package leaves lines of comments out.

const NAME = "city-peers";
const TEXT = ["directory", "city", "purpose", "theme", "view"];
const PROPERTIES = [...TEXT, "topics", "max"];
const QUESTION = /^(di|c|to|p|m|v)/; // beginnings of what makes the engine begin the question anew
const RICH = ["profile", "options"];
const DIRECTORY = "directory/directory.json";
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|nqo|prs|ps|sd|syr|ug|ur|yi)$/;
const HERE = import.meta.url;
// Where a file of this package is. Bundlers give files other names: www/npm/ puts its own answer here.
let at = (name) => new URL(name, HERE).href;
const TEXTS = /^(ar|es|fr|ko|pt|ru|zh)$/; // beside English

// A module that needs SIMD and reference types: valid from Chrome 91, Firefox 89, Safari 16.4 on.
const PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0, 65, 0, 253, 15, 253, 98, 208,
  111, 26, 11,
]);

const failure = (code, cause) => Object.assign(new Error(`${NAME}: ${code}`, { cause }), { code });

/** What would keep the engine from starting here, known without a request; undefined if nothing. */
function obstacle() {
  if (!globalThis.WebAssembly?.validate?.(PROBE)) return failure("old-browser");
  try {
    new WebAssembly.Module(PROBE);
  } catch (cause) {
    return failure("wasm-blocked", cause);
  }
}

// One wasm instance for all elements of the page. A failure is forgotten, so that the next element or press tries again;
// a browser may remember a module that did not arrive, so the next try asks for it under another name.
let engine, glue;
let tries = 0;
function loadEngine() {
  engine ??= (async () => {
    const stop = obstacle();
    if (stop) throw stop;
    // Asked for beside the glue, not after it. A query in the loader's address says that the engine has another name.
    const module_or_path = HERE.includes("?") ? undefined : fetch(at("city_peers_bg.wasm"));
    module_or_path?.catch(() => {}); // the glue says so
    try {
      glue ??= await (import.meta.url && tries++
        ? import(/* @vite-ignore */ /* webpackIgnore: true */ at(`city_peers.js?${tries}`))
        : import("./city_peers.js"));
      await glue.default({ module_or_path });
      return glue;
    } catch (cause) {
      throw failure("engine-missing", cause);
    }
  })();
  engine.catch(() => (engine = undefined));
  return engine;
}
/** An engine that has panicked or thrown is used for nothing new. */
function discardEngine() {
  engine = glue = undefined;
}

// Answers asked for while the engine is on its way, by address: the engine takes them from here, once each.
const early = new Map();
function ask(url, then = (response) => response) {
  if (early.has(url)) return;
  const answer = fetch(url).then(then);
  early.set(url, answer);
  answer.catch(() => early.delete(url)); // the engine asks again, and says so
}
/** The entry file of a directory, its core, and texts. */
function askEarly(directory, lang) {
  ask(textUrl(TEXTS.test(lang) ? lang : "en"));
  ask(directory, async (response) => {
    try {
      const { files } = await response.clone().json();
      ask(new URL(files.find(({ kind }) => kind === "core").name, directory).href);
    } catch {} // the engine says what is wrong with it
    return response;
  });
}

// One constructed stylesheet for all elements of the page; before Firefox 101, a <link> in each.
let sheet, styled;
const styleUrl = () => at("city-peers.css");
function addStyle(root) {
  if (!("adoptedStyleSheets" in Document.prototype)) {
    root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: styleUrl() }));
    return;
  }
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(":host{display:block}:host([hidden]){display:none}");
  }
  root.adoptedStyleSheets = [sheet];
}
function loadStyle() {
  if (!sheet) return;
  if (!styled) {
    const coming = fetchOk(styleUrl(), null)
      .then((response) => response.text())
      .then((text) => sheet.replace(text));
    coming.catch(() => (styled = undefined));
    // What is late is used when it comes; the widget does not wait for it.
    styled = Promise.race([coming, late(15_000, "style")]).catch((error) => console.warn(`${NAME}: no style`, error));
  }
  return styled;
}

const late = (after, code) => new Promise((_, no) => setTimeout(() => no(failure(code)), after));
async function fetchOk(url, signal = AbortSignal.timeout?.(15_000)) {
  const response = await fetch(url, { signal });
  // Servers of applications answer wrong addresses with their page.
  if (!response.ok || /html/.test(response.headers.get("content-type"))) throw new Error(`${response.status} ${url}`);
  return response;
}

// Texts of this loader's own messages: the visitor's language, else English, else one sentence.
const textUrl = (lang) => at(`locales/${lang}.json`);
const texts = async (lang) => {
  const asked = [lang, `${lang}.errors`].map((file) => fetchOk(textUrl(file)).then((response) => response.json()));
  return Object.assign({}, ...(await Promise.all(asked)));
};
const textsFor = (lang) =>
  texts(lang).catch(async () => Object.assign(await texts("en").catch(() => ({})), { lang: "en", dir: "ltr" }));

/** Language and direction: the nearest ancestor's, through shadow roots. A direction counts as near as its language. */
function localeOf(element) {
  let lang, dir;
  for (let node = element; node && !lang; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    dir ||= /^(ltr|rtl)$/i.exec(node.getAttribute?.("dir"))?.[0].toLowerCase();
    lang = node.getAttribute?.("lang");
  }
  lang = tagOf(lang || navigator.language || "en");
  return { lang, dir: dir || (RIGHT_TO_LEFT.test(baseOf(lang)) ? "rtl" : "ltr") };
}
/** A language as engines of Intl take it, whatever a page writes: `pt_BR`, `fr-FR,fr`, a space too many. */
function tagOf(lang) {
  try {
    return Intl.getCanonicalLocales(lang.trim().replace(/_/g, "-"))[0];
  } catch {
    return /^ *([a-z]{2,3})\b/i.exec(lang)?.[1] ?? "en";
  }
}
const baseOf = (lang) => lang.split("-")[0].toLowerCase();

// Shared by all elements: starts them when near the viewport (hidden ones when shown); tells them of a new language, and
// of the engine's end, which it announces with the event `city-peers-panic` on the window.
let near, elements, relocated;
function watch(element) {
  near ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => entry.isIntersecting && entry.target.start()),
    { rootMargin: "200px" },
  );
  if (!elements) {
    elements = new Set();
    relocated = new MutationObserver(() => elements.forEach((each) => each.relocalise()));
    addEventListener(`${NAME}-panic`, ({ detail }) => {
      discardEngine();
      elements.forEach((each) => each.abandon(detail));
    });
  }
  elements.add(element);
  near.observe(element);
  for (let root = element; root; root = root.host) {
    root = root.getRootNode();
    relocated.observe(root, { attributeFilter: ["lang", "dir"], subtree: true });
  }
}
function unwatch(element) {
  elements?.delete(element);
  near?.unobserve(element);
}

// One element of a directory goes first; the others then share what it has. By address, until it has it or gives up.
const firsts = new Map();

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

/** A copy of plain data, whatever it is made of: reactive proxies, objects of another window. No profile goes this deep. */
const plain = (value, depth = 8) => {
  if (typeof value !== "object" || !value) return value;
  if (!depth) return undefined;
  if (Array.isArray(value)) return Array.from(value, (each) => plain(each, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each, depth - 1)]));
};

const slot = (name) => Object.assign(make("slot"), { name });

export class CityPeers extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = [...PROPERTIES, "lang", "dir", "submit-to", "drafts"];

  #root = this.attachShadow({ mode: "open" });
  #slot = make("slot");
  #mount; // the <div> given to the engine, or holding the message; one per stay in the page
  #widget;
  #starting = false;
  #wanted; // something was asked for: nearness does not count any more
  #rich = {};
  #asks = new Set();
  #locale = {};
  #ready;
  #settle;

  constructor() {
    super();
    addStyle(this.#root);
    this.#root.append(slot("header"), this.#slot, slot("footer"));
    this.addEventListener(`${NAME}-profile-change`, ({ target, detail }) => {
      if (target === this) this.#rich.profile = plain(detail);
    });
    this.#renew();
  }

  /** Resolves with the element once the widget is on screen; rejects with an error with a `code`. */
  get ready() {
    return this.#ready;
  }

  get profile() {
    return plain(this.#rich.profile) ?? null;
  }
  set profile(value) {
    this.#give("profile", value);
  }
  get options() {
    return plain(this.#rich.options) ?? null;
  }
  set options(value) {
    this.#give("options", value);
  }

  /** Suggests partners and practices now; resolves with them when they are on screen. */
  suggest() {
    return this.#call("suggest");
  }
  /** Puts cities beside the visitor's own; resolves with the comparison. */
  compare(ids) {
    return this.#call("compare", [ids].flat());
  }
  /** The visitor's profile, as plain data. */
  exportProfile() {
    return this.#call("export");
  }
  /** Opens a profile, or what the widget saved: a file, its text, or the data. */
  async importProfile(given) {
    return this.#call("import", given?.text?.call ? await given.text() : plain(given));
  }

  /** Asks the engine once it is there; in an element outside of any page, once it is in one. */
  async #call(what, value) {
    this.#wanted = true;
    this.start();
    await this.#ready;
    return this.#ask(what, value);
  }

  /** What is asked is answered by the engine, or ends with it. */
  #ask(what, value) {
    return new Promise((resolve, reject) => {
      const ask = (code, answer) => {
        this.#asks.delete(ask);
        code ? reject(Object.assign(failure(code), answer)) : resolve(answer);
      };
      if (!this.#widget) return ask("removed");
      this.#asks.add(ask);
      this.#widget.ask(Object.assign(ask, { what, value }), RICH.includes(what));
    });
  }
  #refuse(code) {
    this.#asks.forEach((ask) => ask(code));
  }

  /** A rich property: the same again, as from a framework that renders anew, leaves what the visitor made of it. */
  #give(name, value) {
    const given = plain(value);
    const key = `${name} `;
    const text = JSON.stringify(given);
    if (text === this.#rich[key]) return;
    this.#rich[key] = text;
    this.#rich[name] = given;
    this.#pass(name);
  }
  /** The engine itself says what is wrong with it. */
  #pass(name) {
    if (this.#widget) this.#ask(name, plain(this.#rich[name])).catch(() => {});
  }

  connectedCallback() {
    for (const name of [...PROPERTIES, "submitTo", "drafts", ...RICH]) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = this[name]; // set before this definition arrived: hand it to the accessor
      delete this[name];
      this[name] = value;
    }
    if (this.#widget) this.relocalise();
    watch(this);
    if (this.#wanted) this.start();
  }

  disconnectedCallback() {
    unwatch(this);
    // A move disconnects and connects in one task: only what is still out of the page a task later has left it.
    setTimeout(() => this.isConnected || this.#stop());
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#widget || before === after) return;
    if (name === "lang" || name === "dir") this.relocalise();
    else {
      this.#widget.set(name, this.#config(name));
      if (this.#rich.options && QUESTION.test(name)) this.#pass("options");
    }
  }

  /** Fetches and mounts now instead of near the viewport. Does nothing twice. */
  async start() {
    if (this.#starting || this.#widget || !this.isConnected) return;
    this.#starting = true;
    near?.unobserve(this);
    try {
      const all = Promise.all([loadEngine(), loadStyle()]);
      all.then(() => this.start(), () => {});
      if (!obstacle()) askEarly(this.directory, baseOf(localeOf(this).lang));
      // What stalls is said to be missing. Should it come after all, it takes the place of the message.
      const [{ mount }] = await Promise.race([all, late(60_000, "engine-missing")]);
      const { directory } = this;
      const first = firsts.get(directory);
      if (first) await first;
      if (!this.isConnected) return;
      if (!first) {
        const there = (done) => ["ready", "error", "gone"].map((end) => this.addEventListener(`${NAME}-${end}`, done));
        firsts.set(directory, new Promise(there));
      }
      const div = this.#place();
      const config = Object.fromEntries(PROPERTIES.map((name) => [name, this.#config(name)]));
      Object.assign(config, this.#locale, { locales: at("locales/") });
      try {
        this.#widget = mount(this, div, config, early);
      } catch (cause) {
        discardEngine();
        throw failure("engine-failed", cause);
      }
      this.#slot.hidden = true;
      for (const name of RICH) if (this.#rich[name]) this.#pass(name);
      this.#settle.resolve(this);
    } catch (error) {
      if (this.isConnected) await this.#fail(error);
    } finally {
      this.#starting = false;
    }
  }

  /** Takes over the language and direction of where the element stands now. @internal */
  relocalise() {
    if (!this.#mount) return;
    const before = this.#locale;
    this.#locale = localeOf(this);
    for (const name of ["lang", "dir"]) {
      if (before[name] === this.#locale[name]) continue;
      this.#mount[name] = this.#locale[name];
      this.#widget?.set(name, this.#locale[name]);
    }
  }

  /** Gives up a widget whose engine is gone: nothing of it may be called any more. @internal */
  abandon(cause) {
    if (!this.#widget) return;
    this.#widget = undefined;
    this.#refuse("engine-failed");
    this.#fail(failure("engine-failed", cause));
  }

  #config(name) {
    const value = this.getAttribute(name) ?? undefined;
    return name === "directory" ? this.directory : value;
  }

  /** A fresh, empty <div class="mount"> before the slot. */
  #place() {
    this.#mount?.remove();
    this.#mount = make("div", "mount");
    this.#mount.setAttribute("role", "region");
    this.#locale = {};
    this.relocalise();
    this.#root.insertBefore(this.#mount, this.#slot);
    return this.#mount;
  }

  #renew() {
    this.#ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#ready.catch(() => {}); // nobody has to listen
  }

  #stop() {
    const widget = this.#widget;
    this.#widget = undefined;
    this.#refuse("removed");
    try {
      widget?.destroy();
    } finally {
      this.#mount?.remove();
      this.#mount = undefined;
      this.#slot.hidden = false;
      this.dispatchEvent(new Event(`${NAME}-gone`)); // it holds nobody up
      if (widget) this.#renew();
    }
  }

  async #fail(error) {
    const { code = "engine-failed" } = error;
    console.error(error);
    await loadStyle();
    const { lang } = localeOf(this);
    const text = await textsFor(baseOf(lang));
    if (!this.isConnected) return;
    const say = (key, otherwise) => text[`error.${key}`] ?? otherwise;
    const title = say(`${code}.title`, "City Peers cannot start on this page.");
    const explanation = say(`${code}.text`, "");
    const box = make("div", "message bad stack-s", make("h3", "", title), make("p", "", explanation));
    box.setAttribute("role", "alert");
    if (code.startsWith("engine")) {
      const again = make("button", "button primary", say("retry", "Try again"));
      again.type = "button";
      again.onclick = () => {
        discardEngine(); // what is still on its way does not come
        this.start();
      };
      box.append(make("p", "actions", again));
    }
    const editor = make("p", "note", make("code", "", code), `: ${say(`${code}.editor`, error.cause)}`);
    box.append(make("details", "", make("summary", "", say("for-editor", "For the web editor")), editor));
    this.#place().append(make("div", "page stack", box));
    // English in the place of another language is marked as such.
    if (text.lang) Object.assign(this.#mount, { lang: text.lang, dir: text.dir });
    this.#mount.setAttribute("aria-label", "City Peers");
    this.#slot.hidden = false;
    const { reject } = this.#settle;
    this.#renew();
    reject(error);
    const detail = { code, message: `${title} ${explanation}`.trim() };
    this.dispatchEvent(new CustomEvent(`${NAME}-error`, { bubbles: true, composed: true, detail }));
  }
}

const property = (name, read, write = String, attribute = name) =>
  Object.defineProperty(CityPeers.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return read(this.getAttribute(attribute));
    },
    set(value) {
      if (value == null || value === "" || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, write(value));
    },
  });
for (const name of TEXT.slice(1)) property(name, (value) => value ?? "");
property("directory", (value) => {
  try {
    return value ? new URL(value, document.baseURI).href : at(DIRECTORY);
  } catch {
    return value; // no address: the engine says so
  }
});
property("topics", (value) => value?.match(/[^\s,]+/g) ?? [], (value) => [value].flat().join(" "));
property("max", (value) => (value ? Number(value) : undefined));
property("submitTo", (value) => value ?? "", String, "submit-to");
property("drafts", (value) => value !== null, () => "");

DEFINE: if (globalThis.customElements) {
  const first = customElements.get(NAME);
  if (!first) customElements.define(NAME, CityPeers);
  else if (!first.twice) {
    first.twice = true;
    console.warn(`<${NAME}> is defined already: the first loader stays, this one (${HERE}) does nothing.`);
  }
}
