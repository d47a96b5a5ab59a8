// For a page with frames of City Peers (embed.html): makes each as high as its content and hands on what happens in it, as
// events on the <iframe>. Loading it is optional; loading it twice does nothing more. Sets one property of the frame's
// style through the object model, which every Content Security Policy allows.
(() => {
  "use strict";
  const VERSION = 1;
  const HIGHEST = 100_000;
  const EVENTS = ["ready", "suggest", "select", "profile-change", "submit", "shortlist", "error"].map((name) => `city-peers-${name}`);
  const MARK = Symbol.for("city-peers-frame");
  if (typeof window === "undefined" || window[MARK]) return;
  window[MARK] = true;

  /** Frames of this page and of the shadow roots that are open to it. */
  function* frames(root = document) {
    yield* root.querySelectorAll("iframe");
    for (const each of root.querySelectorAll("*")) if (each.shadowRoot) yield* frames(each.shadowRoot);
  }
  const originOf = (frame) => {
    try {
      return new URL(frame.src, document.baseURI).origin;
    } catch {
      return undefined;
    }
  };
  const isOurs = (frame) => /\/embed(\.html)?([?#]|$)/.test(frame.src);

  // Frames that the page keeps lower than their content, as by `max-height`: they scroll inside.
  const low = new WeakSet();
  /** Tells a frame whether it is as high as its content, and what its sandbox holds, which it cannot see itself. */
  function greet(frame) {
    const content = { type: "city-peers-frame", version: VERSION, fits: !low.has(frame), sandbox: frame.getAttribute("sandbox") };
    // Nothing of it is a secret; and a frame that is still empty has no origin yet.
    frame.contentWindow?.postMessage(content, "*");
  }

  function setHeight(frame, height) {
    const style = getComputedStyle(frame);
    const outside = style.boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.setProperty("height", `${height + outside}px`);
    // Not at once: the page may let it grow slowly.
    clearTimeout(checks.get(frame));
    checks.set(frame, setTimeout(check, 500, frame, height));
  }
  const checks = new WeakMap();
  function check(frame, height) {
    if (!frame.clientHeight) return; // it is not shown
    const isLow = frame.clientHeight < height - 1;
    if (isLow === low.has(frame)) return;
    if (isLow) low.add(frame);
    else low.delete(frame);
    greet(frame);
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (!source || data?.version !== VERSION || typeof data.type !== "string" || !data.type.startsWith("city-peers-")) return;
    for (const frame of frames()) {
      // A window can be sent elsewhere: what speaks from it has to be of the address that the page gave it.
      if (frame.contentWindow !== source || originOf(frame) !== origin) continue;
      if (data.type === "city-peers-height" && Number.isFinite(data.height) && data.height > 0 && data.height <= HIGHEST) {
        setHeight(frame, Math.ceil(data.height));
        if (data.fitted === low.has(frame)) greet(frame);
      } else if (EVENTS.includes(data.type)) {
        frame.dispatchEvent(new CustomEvent(data.type, { bubbles: true, composed: true, detail: data.detail }));
      }
      return;
    }
  });
  // Those that spoke before this script was here say it once more.
  for (const frame of frames()) if (isOurs(frame)) greet(frame);
})();
