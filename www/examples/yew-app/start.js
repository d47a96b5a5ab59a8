// Starts the application that Trunk has built.
import init from "./partner-desk.js";

await init();
