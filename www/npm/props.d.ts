// What frameworks' own types are made of: read off the element's class and its events, nothing is listed twice.
import type { CityPeers } from "./city-peers.js";

type Own = Exclude<keyof CityPeers, keyof HTMLElement>;
type IsSettable<Value> = Value extends Promise<unknown> | ((...given: never[]) => unknown) ? false : true;
type Properties = {
  [Name in Own as IsSettable<CityPeers[Name]> extends true ? Name : never]?: CityPeers[Name] | undefined;
};

/** The properties that may be set on `<city-peers>`, and attributes whose name or form is another. */
export type CityPeersProperties = Omit<Properties, "topics" | "max"> & {
  topics?: readonly string[] | string | undefined;
  max?: number | string | undefined;
  "submit-to"?: string | undefined;
};

/** The events of `<city-peers>` by their names. */
export type CityPeersEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `city-peers-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

/** Listeners for them, for templates that write `on` before an event's name. */
export type CityPeersHandlers = {
  [Name in keyof CityPeersEvents as `on${Name}`]?: (event: CityPeersEvents[Name]) => void;
};
