// Types of the entry that defines <city-peers>.
export * from "./city-peers.js";
