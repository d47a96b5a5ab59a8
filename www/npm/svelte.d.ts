// `<city-peers>` in Svelte 5: `import type {} from "city-peers/svelte"`.
import type { HTMLAttributes } from "svelte/elements";
import type { CityPeers } from "./city-peers.js";
import type { CityPeersHandlers, CityPeersProperties } from "./props.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "city-peers": HTMLAttributes<CityPeers> & CityPeersProperties & CityPeersHandlers;
  }
}
