// Stands in for the wasm engine in the loader's tests: same exports, calls written to `window.calls`.

/** Text of a `city_peers.js` that asks for the wasm file like the real one and renders one line. */
export const STUB_ENGINE = `
const log = (...entry) => (globalThis.calls ??= []).push(entry);
let ready;
export default async function init({ module_or_path } = {}) {
  if (ready) return;
  log("init");
  const response = await (module_or_path ?? fetch(new URL("city_peers_bg.wasm", import.meta.url)));
  await WebAssembly.instantiate(await response.arrayBuffer());
  ready = true;
}
export function mount(host, div, config, early) {
  if (globalThis.failMount) throw new Error("mount failed on purpose");
  log("mount", config, early);
  div.setAttribute("aria-label", "City Peers");
  div.innerHTML = "<p>Rendered by the stub.</p>";
  // Its directory is there: others of the same may come.
  setTimeout(() => host.dispatchEvent(new CustomEvent("city-peers-ready")));
  return {
    set: (name, value) => log("set", name, value),
    ask: (ask, hold) => { log(ask.what, ask.value, hold); if (!globalThis.silent) ask(undefined, ask.value); },
    destroy: () => { log("destroy", div.isConnected); div.textContent = ""; },
  };
}
`;

/** The smallest wasm module. */
export const EMPTY_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
