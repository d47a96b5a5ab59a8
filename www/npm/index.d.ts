// Types of the package's entry.
import { CityPeers } from "./city-peers.js";

export * from "./city-peers.js";

export interface DefineOptions {
  /**
   * Folder that holds the files of this package, absolute or relative to the page.
   *
   * Leave it out where a bundler takes care of them (Vite, webpack, Parcel and what builds on them), or where they lie beside the bundle. The
   * first definition counts: give it before an element starts.
   */
  base?: string | URL;
}

export interface InitOptions extends DefineOptions {
  /** The engine, instead of `city_peers_bg.wasm`: where it is, an answer that holds it, its bytes, or the compiled module. */
  module_or_path?: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module;
}

/**
 * Defines `<city-peers>`. Its engine is fetched once an element comes near the viewport.
 *
 * @returns the class that stands behind `<city-peers>` from now on: that of the first definition in the page, so not
 * always {@link CityPeers} of this package; on a server `undefined`, and nothing happens.
 */
export declare function define(options?: DefineOptions): typeof CityPeers | undefined;

/**
 * Defines `<city-peers>` and fetches and starts its engine now, not when an element comes near the viewport.
 *
 * Resolves when the engine is ready. On a server, and where another script has defined `<city-peers>`, it does nothing.
 *
 * @throws an `Error` with a `code` (`old-browser`, `wasm-blocked`, `engine-missing`). Elements say the same to visitors,
 * and try again.
 */
export declare function init(options?: InitOptions): Promise<void>;
