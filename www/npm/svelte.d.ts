// `<city-peers>` in Svelte 5: `import type {} from "city-peers/svelte"`.
import type { HTMLAttributes } from "svelte/elements";
import type { CityPeers } from "./city-peers.js";
import type { CityPeersEvents, CityPeersProperties } from "./props.js";

type Handlers = { [Name in keyof CityPeersEvents as `on${Name}`]?: (event: CityPeersEvents[Name]) => void };

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "city-peers": HTMLAttributes<CityPeers> & CityPeersProperties & Handlers;
  }
}
