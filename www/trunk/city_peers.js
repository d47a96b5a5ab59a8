// Only in Trunk's dist: Trunk names the engine after the cargo package, which would be the loader's own name, so it puts
// it in a folder (data-target-path in index.html). The loader asks for ./city_peers.js and finds this.
export * from "./engine/city-peers.js";
export { default } from "./engine/city-peers.js";
