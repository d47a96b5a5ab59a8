// `<city-peers>` in Vue templates: `import type {} from "city-peers/vue"`.
import type { EmitFn, HTMLAttributes } from "vue";
import type { CityPeers } from "./city-peers.js";
import type { CityPeersEvents, CityPeersProperties } from "./props.js";

type Element = new () => CityPeers & {
  /** @deprecated Only for the types of templates. */
  $props: CityPeersProperties & HTMLAttributes;
  /** @deprecated Only for the types of templates. */
  $emit: EmitFn<{ [Name in keyof CityPeersEvents]: (event: CityPeersEvents[Name]) => void }>;
};

declare module "vue" {
  interface GlobalComponents {
    "city-peers": Element;
  }
}
