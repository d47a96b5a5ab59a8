// `<city-peers>` in JSX, for React 19 and later: `import type {} from "city-peers/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CityPeers } from "./city-peers.js";
import type { CityPeersHandlers, CityPeersProperties } from "./props.js";
import type { CityPeersCustomProperties } from "./styling.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** React (19.3) adds listeners where it makes the element, not where it takes over HTML of a server: `addEventListener` there. */
      "city-peers": DetailedHTMLProps<HTMLAttributes<CityPeers>, CityPeers> & CityPeersProperties & CityPeersHandlers;
    }
  }
  interface CSSProperties extends CityPeersCustomProperties {}
}
