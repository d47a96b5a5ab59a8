// The page of the frame, embed.html: checks the parameters of its address, hands them to <city-peers>, and tells the
// page around it how high it is and, where the address names that page's origin, what happens in the widget.
// A classic script: without allow-same-origin a browser would not fetch a module, and nobody could say why.
(() => {
  "use strict";
  const VERSION = 1;
  const EVENTS = ["ready", "suggest", "select", "profile-change", "submit", "shortlist", "error"].map((name) => `city-peers-${name}`);
  const LANGUAGES = /^(ar|en|es|fr|ko|pt|ru|zh)$/;
  const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|nqo|prs|ps|sd|syr|ug|ur|yi)$/;
  const root = document.documentElement;
  const element = document.querySelector("city-peers");
  const framed = window.parent !== window;

  // --- Parameters. Each check takes a value and gives the one to use, or undefined; it may throw for undefined.
  const oneOf = (...words) => Object.assign((value) => (words.includes(value) ? value : undefined), { words });
  const shaped = (pattern) => (value) => (pattern.test(value) ? value : undefined);
  const secure = (value, origins) => {
    const url = new URL(value, location.href);
    const clean = !url.username && !url.password;
    return clean && (url.origin === location.origin || (url.protocol === "https:" && (!origins || origins.includes(url.origin)))) ? url.href : undefined;
  };
  const asOrigin = (value) => (new URL(value).origin === value && /^https?:/.test(value) ? value : undefined);
  const CHECKS = {
    directory: (value) => secure(value),
    city: shaped(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    topics: (value) => shaped(/^[a-z0-9-]+( [a-z0-9-]+){0,4}$/)(value.split(/[\s,]+/).filter(Boolean).join(" ")),
    purpose: oneOf("learn", "exchange", "share", "group"),
    view: oneOf("suggest", "compare", "profile", "practices"),
    max: shaped(/^([1-9]|[1-4]\d|50)$/),
    theme: oneOf("auto", "light", "dark"),
    lang: (value) => Intl.getCanonicalLocales(value)[0],
    dir: oneOf("ltr", "rtl"),
    drafts: (value) => (["", "true", "drafts"].includes(value) ? "" : undefined),
    // What a visitor typed goes to this site or to the page around, wherever an address of this frame may lead.
    "submit-to": (value, { origin }) => secure(value, [origin]),
    origin: asOrigin,
    id: shaped(/^[\w.:-]{1,64}$/),
  };
  const notes = [];
  const given = {};
  const asked = new URLSearchParams(location.search);
  for (const name of new Set(["origin", ...asked.keys()])) {
    const check = Object.prototype.hasOwnProperty.call(CHECKS, name) && CHECKS[name];
    if (!asked.has(name)) continue;
    const value = name === "topics" ? asked.getAll(name).join(" ") : asked.get(name);
    if (!check) {
      notes.push(["unknown", { name, known: Object.keys(CHECKS).join(", ") }]);
      continue;
    }
    let good;
    try {
      good = check(value.trim(), given);
    } catch {} // not even an address or a language tag
    const kind = check.words ? "one-of" : name === "origin" ? "origin-form" : name;
    if (good === undefined) notes.push([kind, { name, value, words: check.words?.join(", ") }]);
    else given[name] = good;
  }

  // --- The page around: who it is, as far as the browser tells, has to be who the address says.
  function around() {
    try {
      return location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
    } catch {
      return ""; // it does not say
    }
  }
  const page = framed ? around() : "";
  // Silence says nothing against it: the browser hands a message over to the named origin only.
  const host = framed && given.origin && (!page || page === given.origin) ? given.origin : undefined;
  if (framed && given.origin && !host) notes.push(["origin", { origin: given.origin, page }]);
  const tell = (type, content, to) => window.parent.postMessage({ type, version: VERSION, id: given.id, ...content }, to);

  // --- Language, theme, attributes.
  const lang = given.lang ?? navigator.language ?? "en";
  const base = lang.split("-")[0].toLowerCase();
  root.lang = lang;
  root.dir = given.dir ?? (RIGHT_TO_LEFT.test(base) ? "rtl" : "ltr");
  if (given.theme) root.dataset.theme = given.theme;
  for (const name of ["directory", "city", "topics", "purpose", "view", "max", "theme", "drafts", "submit-to"]) {
    if (given[name] !== undefined) element.setAttribute(name, given[name]);
  }
  // Links name the widget by it.
  if (given.id && !document.getElementById(given.id)) element.id = given.id;

  // --- Texts, for what is said here and not in the widget.
  const fetchTexts = async (name) => {
    const response = await fetch(`locales/${name}.frame.json`);
    if (!response.ok) throw new Error(`${response.status}`);
    return Object.assign(await response.json(), { lang: name });
  };
  let texts;
  const text = () => (texts ??= fetchTexts(LANGUAGES.test(base) ? base : "en").catch(() => fetchTexts("en")).catch(() => undefined));
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const make = (tag, ...children) => {
    const made = document.createElement(tag);
    made.append(...children);
    return made;
  };
  /** A link to this page in a tab of its own. */
  const alone = (words) => Object.assign(make("a", words), { href: location.href, target: "_blank", rel: "noopener" });
  /** Something said before the widget; the same place is used again. */
  function say(id, words, ...children) {
    // The widget may have been given the same id.
    document.querySelector(`div#${id}`)?.remove();
    const box = Object.assign(make("div", ...children), { id, className: "note", lang: words.lang });
    box.dir = words.lang === "ar" ? "rtl" : "ltr";
    document.body.prepend(box);
    return box;
  }

  /** What was left out of the address, and what the frame may not do: a closed box for the web editor. */
  async function sayNotes() {
    const words = notes.length && (await text());
    if (!words) return;
    const sentences = notes.map(([key, values]) => make("li", fill(words[`frame.${key}.editor`], values)));
    say("notes", words, make("details", make("summary", words["frame.editor"]), make("ul", ...sentences)));
  }
  // What each word of a sandbox gives; without the first two nothing runs at all.
  const GIVES = { "allow-popups": "popups", "allow-downloads": "downloads", "allow-modals": "modals" };
  let sandbox;
  /** Takes over what the page around says of the sandbox: `null` where the frame has none. */
  function learnSandbox(words) {
    if (typeof words !== "string" || words === sandbox) return;
    sandbox = words;
    const has = words.split(/\s+/);
    for (const [name, key] of Object.entries(GIVES)) if (!has.includes(name)) notes.push([key, {}]);
    sayNotes();
  }

  // --- Height. The body is as high as its content, however high the frame is.
  const SWINGS = 4;
  let told, before, swings, since, later;
  function tellHeight(answer) {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const now = Date.now();
    if (!(now - since < 1000)) swings = 0;
    since = now;
    // Heights that go back and forth make each other, through bars of the page around: the larger one stays.
    if (height === before && height < told && ++swings > SWINGS) return;
    if (height === told && !answer) return;
    if (height !== told) [before, told] = [told, height];
    // A number of pixels is no secret: any page around may have it. All else goes to the origin that the address names.
    tell("city-peers-height", { height, fitted: root.classList.contains("fitted") }, host ?? "*");
  }
  function watchHeight() {
    const soon = () => (later ??= setTimeout(() => ((later = undefined), tellHeight()), 50));
    new ResizeObserver(soon).observe(document.body);
    for (const name of EVENTS) {
      if (host) document.addEventListener(name, ({ detail }) => tell(name, { detail }, host));
    }
    addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || data?.type !== "city-peers-frame" || data.version !== VERSION) return;
      if (typeof data.fits === "boolean") root.classList.toggle("fitted", data.fits);
      learnSandbox(data.sandbox);
      tellHeight(true);
    });
    try {
      // Of a page of the same origin one may look.
      learnSandbox(window.frameElement?.getAttribute("sandbox"));
    } catch {}
  }

  /** A browser does not say that a frame may not print; it only does not begin to. */
  function watchPrinting() {
    const print = window.print.bind(window);
    let begun;
    addEventListener("beforeprint", () => (begun = true));
    window.print = () => {
      begun = false;
      print();
      setTimeout(async () => {
        const words = !begun && (await text());
        if (words) say("printing", words, make("p", words["frame.print"], " ", alone(words["frame.alone"]))).setAttribute("role", "alert");
      }, 300);
    };
  }

  /** Says in the page's own words what could not start; English where no text can be fetched. */
  function failed(error) {
    console.error(error);
    document.getElementById(self.origin === "null" ? "sandboxed" : "broken").hidden = false;
  }
  const nameIt = (words) => words && (document.title = words["frame.title"]);
  const offerAlone = (words) => {
    if (words && framed) document.getElementById("alone").replaceChildren(alone(words["frame.alone"]));
  };

  if (framed) {
    watchHeight();
    watchPrinting();
  }
  sayNotes();
  document.addEventListener("city-peers-ready", () => text().then(nameIt));
  document.addEventListener("city-peers-error", () => text().then(offerAlone));
  if (asked.has("directory") && !given.directory) {
    // Another directory than the one that was meant would be a wrong answer.
    text().then((words) => {
      element.remove();
      if (!words) return failed(new Error("directory"));
      say("refused", words, make("p", make("strong", words["frame.refused"])), make("p", words["frame.refused.text"])).setAttribute("role", "alert");
    });
  } else {
    import("./city-peers.js").catch(failed);
  }
})();
