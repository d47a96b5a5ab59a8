/** The element <city-peers>. Importing `city-peers/auto` (or loading city-peers.js) defines it. */
export declare class CityPeers extends HTMLElement {
  /** Absolute address of the directory; the attribute may be relative to the page. Default: directory/directory.json beside the loader. */
  directory: string;
  /** Id of the visitor's city, such as `kr-seoul`. */
  city: string;
  /** Topics looked for. Setting takes an array or one string, parted by spaces or commas. */
  get topics(): string[];
  set topics(value: string[] | string | null | undefined);
  /** What the partners are for. */
  purpose: string;
  theme: "" | "auto" | "light" | "dark";
  view: "" | "suggest" | "compare" | "profile" | "practices";
  /** How many suggestions at most. */
  get max(): number | undefined;
  set max(value: number | string | null | undefined);
  /** Resolves once the widget is on screen; rejects with an error that has a `code`. */
  readonly ready: Promise<this>;
  /** Loads now instead of when the element comes near the viewport. */
  start(): Promise<void>;
  /** Suggests partners and practices; resolves with them when they are on screen. */
  suggest(): Promise<unknown>;
}

export interface CityPeersErrorDetail {
  /** `wasm-blocked`, `engine-missing`, `engine-failed`, `old-browser`, or a code of the engine's own. */
  code: string;
  /** What the visitor reads. */
  message: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "city-peers": CityPeers;
  }
  interface HTMLElementEventMap {
    "city-peers-error": CustomEvent<CityPeersErrorDetail>;
  }
}
