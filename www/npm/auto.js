// Defines <city-peers>; for bundlers. On a server it does nothing.
import { define } from "./index.js";

define();

export { CityPeers } from "./index.js";
