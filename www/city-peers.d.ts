/** The element <city-peers>. Importing `city-peers/auto` (or loading city-peers.js) defines it. */
export declare class CityPeers extends HTMLElement {
  /** Absolute address of the directory; the attribute may be relative to the page. Default: directory/directory.json beside the loader. */
  directory: string;
  /** Id of the visitor's city, such as `kr-seoul`. Naming another one leaves the profile of the former. */
  city: string;
  /** Topics looked for. Setting takes an array or one string, parted by spaces or commas. */
  get topics(): string[];
  set topics(value: string[] | string | null | undefined);
  /** What the partners are for. */
  get purpose(): CityPeersPurpose | "";
  set purpose(value: CityPeersPurpose | "" | null | undefined);
  /** Colours: `light`, `dark`, or the visitor's own (`auto`, as without). */
  theme: "" | "auto" | "light" | "dark";
  /** What is shown first. */
  view: "" | "suggest" | "compare" | "profile" | "practices";
  /** How many suggestions at most. */
  get max(): number | undefined;
  set max(value: number | string | null | undefined);
  /**
   * Address that takes a profile the visitor hands in, as JSON by POST, without cookies: `https:`, or of the page's own
   * site. Attribute `submit-to`. Without it the page may take the event `city-peers-submit`; else the visitor has a file.
   */
  submitTo: string;
  /** The page allows that a visitor keeps a draft in this browser (they still have to tick it). Without it nothing is ever kept. */
  drafts: boolean;
  /**
   * The profile of the visitor's city, if the page or the visitor has one beside what the directory knows; else null.
   * Reading gives a copy. Setting takes plain data, at any time; the same data again is no change. Null goes back to `city`.
   */
  get profile(): CityPeersProfile | null;
  set profile(value: CityPeersProfile | null | undefined);
  /**
   * The rest of the question, as the page has set it; what the visitor changes then is theirs. Reading gives a copy.
   * Setting takes plain data, at any time; the same data again is no change.
   */
  get options(): CityPeersOptions | null;
  set options(value: CityPeersOptions | null | undefined);
  /** Resolves once the widget is on screen; rejects with a {@link CityPeersError}. */
  readonly ready: Promise<this>;
  /** Loads now instead of when the element comes near the viewport. */
  start(): Promise<void>;
  /**
   * Suggests partners and practices; resolves with what `city-peers suggest --format json` prints, when it is on screen.
   * Rejects with `no-city` where nobody has said which city.
   *
   * This and the methods below load the widget if it is not there yet; in an element that is in no page they wait until it
   * is in one. They reject with a {@link CityPeersError}: `removed` where the element left the page meanwhile, else the
   * code of what failed (see `city-peers-error`).
   */
  suggest(): Promise<CityPeersAnswer>;
  /**
   * Puts one to four cities beside the visitor's own (two to four where they have none), by id; resolves with
   * what `city-peers compare --format json` prints, when it is on screen. Rejects with `unknown-city` (the ids are in `problems`),
   * `too-few-cities` or `too-many-cities`, and changes nothing then.
   */
  compare(ids: string | string[]): Promise<CityPeersComparison>;
  /** The visitor's profile: as they changed it, else as the directory has it. Rejects with `no-profile` or `profile-missing`. */
  exportProfile(): Promise<CityPeersProfile>;
  /**
   * Opens a profile or a file that the widget saved: the file, its text, or the parsed data. The visitor sees what was
   * opened and can undo it. Rejects with `not-imported` and sentences in `problems` where nothing can be used; parts
   * that cannot be used are left out and named in `problems`.
   */
  importProfile(given: Blob | string | object): Promise<{ profile: CityPeersProfile | null; problems: string[] }>;
}

export type CityPeersPurpose = "learn" | "exchange" | "share" | "group";

/** What methods reject with. */
export interface CityPeersError extends Error {
  code: string;
  /** What is wrong and where, in the language of the page. */
  problems?: string[];
}

/** A profile: `city-peers schema profile` prints its JSON Schema. What is unknown is absent. */
export interface CityPeersProfile {
  id?: string;
  /** By language. */
  name?: Record<string, string>;
  /** ISO 3166-1 alpha-2 code. */
  country?: string;
  lat?: number;
  lon?: number;
  time_zone?: string;
  /** By indicator of the directory's catalogue. */
  values?: Record<string, number | string | string[] | boolean>;
  needs?: { topic: string; importance: number; note?: string }[];
  offers?: { topic: string; strength: number; practices?: string[]; note?: string }[];
  goals?: { sdg: number; priority: number; target?: string; text?: string }[];
  languages?: string[];
  networks?: string[];
  [field: string]: unknown;
}

/** The rest of the question, beside the attributes. Everything may be left out. */
export interface CityPeersOptions {
  /** Sustainable Development Goals the city works on, 1 to 17. */
  goals?: number[];
  /** Topics the city looks for, with importance 1 to 3: change its profile. */
  needs?: (string | { topic: string; importance?: number })[];
  /** Topics the city can offer, with strength 1 to 3: change its profile. */
  offers?: (string | { topic: string; strength?: number })[];
  /** Weight of each facet in hundredths: 100 is the usual, 0 leaves it out. By id of the facet. */
  weights?: Record<string, number>;
  /** What every suggested city must keep; or one text, as in links of the widget. */
  filter?:
    | string
    | {
        /** Works in a language of the city that asks. */
        sharedLanguage?: boolean;
        /** Has submitted its profile itself. */
        submitted?: boolean;
        /** Lies in another country. */
        abroad?: boolean;
        /** Shares at least so many working hours a day, 1 to 8. */
        hours?: number;
        /** Works in one of these languages. */
        languages?: string[];
        /** Belongs to one of these networks. */
        networks?: string[];
        population?: { least?: number; most?: number };
        /** Has one of these codes, by indicator. */
        indicators?: Record<string, string[]>;
      };
  /** At most so many cities of one country; 0 is any number. */
  perCountry?: number;
  /** Cities that are suggested to many others step back a little. */
  fair?: boolean;
}

/** What `city-peers suggest --format json` prints: `city-peers schema answer` prints its JSON Schema. Unknown is null. */
export interface CityPeersAnswer {
  /** Id of the city that asks; null for a profile that is not in the directory. */
  city: string | null;
  /** How many cities were compared. */
  compared: number;
  /** Best first. */
  partners: CityPeersPartner[];
  /** Share of score given up for variety of countries among them, 0–1. */
  given_up: number;
  /** Cities by role: near peers, role models, exchange partners, far peers; null where that was not worked out. */
  portfolio: { members: CityPeersMember[]; given_up: number } | null;
  /** Best first. */
  practices: CityPeersPractice[];
}

/** What every list of cities says of each. Figures without a unit are 0–1. */
export interface CityPeersCity {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2 code, or empty. */
  country: string;
  score: number;
  likeness: number | null;
  /** What the city that asks can learn from it. */
  learn: number | null;
  /** What it can learn from the city that asks. */
  teach: number | null;
  mutual: number | null;
}

/** One suggested city. */
export interface CityPeersPartner extends CityPeersCity {
  /** How easy working together is. */
  ease: number | null;
  /** Share of context that both state. */
  coverage: number;
  /**
   * What becomes of its place when weights and gaps vary: the share of draws in which it is in a list of this length; the places, from 1, that
   * 5 % of draws reach or better and 95 % do; cities of one band (from 1) change places too often to be ranked. Null where not worked out.
   */
  certainty: { first: number; low: number; high: number; band: number } | null;
  reasons: CityPeersReason[];
}

/** The average first, then the strongest; all amounts add up to the likeness. */
export interface CityPeersReason {
  code: string;
  indicator: string | null;
  /** −1 to 1. */
  amount: number;
}

/** One city of the list by roles. */
export interface CityPeersMember extends CityPeersCity {
  role: string;
  /** How far it is ahead on the outcomes both state, as a share of their scales, −1 to 1. */
  ahead: number | null;
}

/** One suggested practice. */
export interface CityPeersPractice {
  id: string;
  title: string;
  /** Id of the city that reports it; null where it is not in the directory. */
  city: string | null;
  city_name: string;
  country: string;
  score: number;
  relevance: number | null;
  evidence: "reported" | "monitored" | "evaluated";
  /** If everything unknown turns out badly, and if it turns out well. */
  fit: { low: number; high: number };
  /** Of the most alike cities (`peers`) `observed` do it, of all others (`cities`) `adopters` do; how much more often the former, 1 is the same. */
  lift: { observed: number; peers: number; cities: number; adopters: number; lift: number };
  /** In the unit of the indicator that answers for money. */
  cost_per_resident: number | null;
  likeness: number | null;
  checks: { criterion: string; code: string | null; critical: boolean; verdict: string }[];
}

/**
 * What `city-peers compare --format json` prints: `city-peers schema compare` prints its JSON Schema. Lists of values are in the
 * order of `cities`, lists of likeness and difference in the order of `pairs`. Unknown is null.
 */
export interface CityPeersComparison {
  cities: {
    /** Null for a profile that is not in the directory. */
    id: string | null;
    name: string;
    country: string;
    /** Value of the main indicator, to three digits. */
    main: number | null;
    /** The city stated its profile itself. */
    submitted: boolean;
    languages: string[] | null;
    networks: string[] | null;
    modes: string[] | null;
    /** Ids of its practices. */
    practices: string[];
  }[];
  /** Every two of them. */
  pairs: {
    /** Positions in `cities`. */
    a: number;
    b: number;
    likeness: number | null;
    /** `not-very`, `somewhat`, `alike` or `very`. */
    word: string | null;
    coverage: number;
    learn: number | null;
    teach: number | null;
    ease: number | null;
    /** Shared ones; null where one side states none. */
    languages: string[] | null;
    /** Minutes of a working day that both share. */
    shared_minutes: number | null;
    networks: string[] | null;
    modes: string[] | null;
    /** `twin`, `memorandum` or `network-project`. */
    tie: string | null;
    reasons: CityPeersReason[];
  }[];
  /** Context by facet. */
  facets: { id: string; weight: number; likeness: (number | null)[]; indicators: CityPeersRow[] }[];
  /** Outcomes that one of them states. */
  outcomes: CityPeersRow[];
  /** Goals that one of them works on, with the priority each gives them. */
  goals: { sdg: number; priority: (number | null)[] }[];
  /** Topics that one of them needs or offers, or has a practice on; with chosen topics only these. */
  topics: { topic: string; needs: (number | null)[]; offers: (number | null)[]; practices: string[][] }[];
}

/** One indicator of compared cities. */
export interface CityPeersRow {
  indicator: string;
  values: ({
    number: number | null;
    /** `at-most` or `at-least` where the number is an end of the scale. */
    end: string | null;
    /** Empty means known to have none; null for numbers. */
    codes: string[] | null;
    /** Shares of cities of the directory with less, and with the same. */
    below: number | null;
    same: number;
  } | null)[];
  /** 0 (same) to 1 (opposite). */
  difference: (number | null)[];
}

/** The directory is there: how much it holds. */
export interface CityPeersReadyDetail {
  cities: number;
  countries: number;
  practices: number;
  practice_cities: number;
  ties: number;
}

export interface CityPeersShortlistDetail {
  cities: { id: string; note: string }[];
  practices: { id: string; note: string }[];
}

export interface CityPeersErrorDetail {
  /**
   * `wasm-blocked`, `engine-missing`, `engine-failed`, `old-browser`, `later-missing`, one of the directory
   * (`directory-missing`, `-not-ours`, `-compressed`, `-wrong-file`, `-newer`, `-cut`, `-damaged`), or of what the page has set:
   * `profile-invalid`, `options-invalid`, `submit-to-unsafe`, `submit-failed`.
   */
  code: string;
  /** What is the matter. */
  message: string;
  /** The file that is. */
  file?: string;
  /** The property or attribute that is. */
  property?: string;
  /** Each thing that is wrong with it, and where. */
  problems?: string[];
}

/** All events bubble, leave shadow roots, and have plain data as detail. */
export interface CityPeersEventMap {
  /** The directory is there: how much it holds. */
  "city-peers-ready": CustomEvent<CityPeersReadyDetail>;
  /** A new answer is on screen. */
  "city-peers-suggest": CustomEvent<CityPeersAnswer>;
  /** The visitor has chosen their city. */
  "city-peers-select": CustomEvent<{ city: string }>;
  /** The visitor's profile has changed, whatever changed it; null: it is the directory's again. */
  "city-peers-profile-change": CustomEvent<CityPeersProfile | null>;
  /** The visitor hands their profile in. A page that calls preventDefault() has taken it: nothing is sent or saved then. */
  "city-peers-submit": CustomEvent<CityPeersProfile>;
  /** The shortlist has changed. */
  "city-peers-shortlist": CustomEvent<CityPeersShortlistDetail>;
  /** Something failed; the visitor reads of it too. */
  "city-peers-error": CustomEvent<CityPeersErrorDetail>;
}

declare global {
  interface HTMLElementTagNameMap {
    "city-peers": CityPeers;
  }
  interface HTMLElementEventMap extends CityPeersEventMap {}
}
