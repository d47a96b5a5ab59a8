// What a page may style: custom properties, parts and slots of <city-peers>. `custom-elements.json` is made from this.

/**
 * Custom properties, to be set on `city-peers`: `city-peers { --city-peers-accent: #063; }`.
 * Colours follow the theme; a page that sets one for both themes wraps its value in its own media query.
 */
export interface CityPeersCustomProperties {
  /** Font of all text. @default system-ui and the like */
  "--city-peers-font"?: string;
  /** Font of headings and large figures; Arabic, Chinese and Korean take `--city-peers-font`. @default Charter and the like */
  "--city-peers-font-display"?: string;
  /** What all sizes hang on; with `html { font-size: 62.5% }` it is `1.6rem`. @default 1rem */
  "--city-peers-rem"?: string;
  /** Unit of space. @default calc(var(--city-peers-rem) / 4) */
  "--city-peers-space"?: string;
  /** Corners of fields, buttons and tags. @default 3px */
  "--city-peers-radius"?: string;
  /** Duration of movements; none where the visitor wants less motion. @default 160ms */
  "--city-peers-motion"?: string;
  /** The page behind everything. @default #fff, dark #12181d */
  "--city-peers-ground"?: string;
  /** Behind what is hovered, and the middle half of plots. @default #f3f5f5, dark #1b2329 */
  "--city-peers-ground-2"?: string;
  /** Text, the visitor's city, rules of sections. @default #17212b, dark #edf1f2 */
  "--city-peers-ink"?: string;
  /** Notes and labels. @default #4b5862, dark #b3bfc6 */
  "--city-peers-ink-2"?: string;
  /** Hairlines. @default #d5dbdf, dark #33404a */
  "--city-peers-rule"?: string;
  /** Borders of controls, axes; needs a contrast of 3 on the ground. @default #6f7c86, dark #83929c */
  "--city-peers-edge"?: string;
  /** The directory behind a plot. @default #b3bdc3, dark #4f5d67 */
  "--city-peers-muted"?: string;
  /** Links, buttons, likeness. @default #0a5a70, dark #7cc7d9 */
  "--city-peers-accent"?: string;
  /** Behind what is chosen. @default #dcebee, dark #153a46 */
  "--city-peers-accent-2"?: string;
  /** Difference, what stands against it, errors. @default #a5480f, dark #eea36c */
  "--city-peers-warm"?: string;
  /** Inner half of the focus ring; the outer half is ink. @default #ffd23f */
  "--city-peers-focus"?: string;
}

/** Parts, for `city-peers::part(name)`. */
export interface CityPeersParts {
  /** The line at the top with the views. */
  bar: HTMLElement;
  /** The printable brief. */
  brief: HTMLElement;
  /** Buttons. */
  button: HTMLButtonElement;
  /** What a practice asks for, beside what the city has. */
  criteria: HTMLElement;
  /** The filters of the question. */
  filters: HTMLElement;
  /** The field for the name of a city. */
  input: HTMLInputElement;
  /** The list of cities that match what is typed. */
  listbox: HTMLUListElement;
  /** One suggested city with its reasons. */
  partner: HTMLLIElement;
  /** One suggested practice. */
  practice: HTMLElement;
  /** The question as a sentence. */
  question: HTMLHeadingElement;
  /** What stands at the side. */
  rail: HTMLElement;
  /** A section with its heading. */
  section: HTMLElement;
  /** Why a city is suggested. */
  why: HTMLElement;
}

/** Slots, for children of `<city-peers>`. */
export interface CityPeersSlots {
  /** The page's own content: shown until the widget is there, and whenever it cannot be. */
  "": Node;
  /** Above the widget, and above the page's own content while that is shown. */
  header: Node;
  /** Below it. */
  footer: Node;
}
