// `<city-peers>` in JSX, for React 19 and later: `import type {} from "city-peers/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CityPeers } from "./city-peers.js";
import type { CityPeersEvents, CityPeersProperties } from "./props.js";
import type { CityPeersCustomProperties } from "./styling.js";

/** React (19.3) adds these where it makes the element, not where it takes over one that came as HTML from a server: `addEventListener` there. */
type Handlers = { [Name in keyof CityPeersEvents as `on${Name}`]?: (event: CityPeersEvents[Name]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "city-peers": DetailedHTMLProps<HTMLAttributes<CityPeers>, CityPeers> & CityPeersProperties & Handlers;
    }
  }
  interface CSSProperties extends CityPeersCustomProperties {}
}
