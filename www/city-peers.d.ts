/** The element <city-peers>. Importing `city-peers/auto` (or loading city-peers.js) defines it. */
export declare class CityPeers extends HTMLElement {
  /** Absolute address of the directory; the attribute may be relative to the page. Default: directory/directory.json beside the loader. */
  directory: string;
  /** Id of the visitor's city, such as `kr-seoul`. */
  city: string;
  /** Topics looked for. Setting takes an array or one string, parted by spaces or commas. */
  get topics(): string[];
  set topics(value: string[] | string | null | undefined);
  /** What the partners are for: `learn`, `exchange`, `share` or `group`. */
  purpose: string;
  /** Colours: `light`, `dark`, or the visitor's. */
  theme: "" | "auto" | "light" | "dark";
  /** What is shown first. */
  view: "" | "suggest" | "compare" | "profile" | "practices";
  /** How many suggestions at most. */
  get max(): number | undefined;
  set max(value: number | string | null | undefined);
  /** Resolves once the widget is on screen; rejects with an error that has a `code`. */
  readonly ready: Promise<this>;
  /** Loads now instead of when the element comes near the viewport. */
  start(): Promise<void>;
  /** Suggests partners and practices; resolves with them when they are on screen. */
  suggest(): Promise<CityPeersAnswer>;
}

export interface CityPeersErrorDetail {
  /** `wasm-blocked`, `engine-missing`, `engine-failed`, `old-browser`, or a code of the engine's own. */
  code: string;
  /** What the visitor reads. */
  message: string;
}

/** What a directory holds. */
export interface CityPeersReadyDetail {
  cities: number;
  countries: number;
  practices: number;
  practice_cities: number;
  ties: number;
}

/** One suggested city; shares and scores are between 0 and 1, unknown is null. */
export interface CityPeersPartner {
  id: string;
  name: string;
  country: string;
  score: number;
  likeness: number | null;
  learn: number | null;
  teach: number | null;
  mutual: number | null;
  ease: number | null;
  coverage: number;
}

/** An answer: what `city-peers suggest --format json` prints, to the last digit. */
export interface CityPeersAnswer {
  city: string | null;
  compared: number;
  /** Best first. */
  partners: CityPeersPartner[];
  /** Best first. */
  practices: { id: string; title: string; city: string }[];
}

/** The events, all of them bubbling and composed, with plain JSON as detail. */
export interface CityPeersEventMap {
  /** The directory is there: what it holds. */
  "city-peers-ready": CustomEvent<CityPeersReadyDetail>;
  /** An answer is on screen: the same as `suggest()` resolves with. */
  "city-peers-suggest": CustomEvent<CityPeersAnswer>;
  /** The visitor has chosen a city. */
  "city-peers-select": CustomEvent<{ city: string }>;
  /** The visitor has changed the own city's profile. */
  "city-peers-profile-change": CustomEvent<unknown>;
  /** The visitor hands in the profile. */
  "city-peers-submit": CustomEvent<unknown>;
  /** The shortlist has changed. */
  "city-peers-shortlist": CustomEvent<unknown>;
  /** Something failed; the visitor reads of it too. */
  "city-peers-error": CustomEvent<CityPeersErrorDetail>;
}

declare global {
  interface HTMLElementTagNameMap {
    "city-peers": CityPeers;
  }
  interface HTMLElementEventMap extends CityPeersEventMap {}
}
