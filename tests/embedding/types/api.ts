// The whole API as its types offer it: has to compile. Never run.
import { CityPeers, define, init, type CityPeersAnswer } from "city-peers";
import "city-peers/auto";
import "city-peers/city-peers.js";

const found = document.querySelector("city-peers");
const made = document.createElement("city-peers");
const element: CityPeers = found ?? made;

element.directory = "/directory/directory.json";
element.city = "kr-seoul";
element.purpose = "learn";
element.topics = ["flood-management", "waste"];
element.topics = "flood-management waste";
element.topics = null;
const topics: string[] = element.topics;
element.max = 5;
element.max = undefined;
const max: number | undefined = element.max;
element.theme = "dark";
element.view = "practices";
element.lang = "ko";
element.dir = "rtl";

const ready: Promise<CityPeers> = element.ready;
const started: Promise<void> = element.start();
const answer: CityPeersAnswer = await element.suggest();
for (const { id, name, likeness } of answer.partners) console.log(id, name, likeness ?? "unknown");
for (const { id, title } of answer.practices) console.log(id, title);

element.addEventListener("city-peers-ready", ({ detail }) => console.log(detail.cities));
element.addEventListener("city-peers-suggest", ({ detail }) => console.log(detail.partners[0]?.name));
element.addEventListener("city-peers-select", ({ detail }) => console.log(detail.city));
element.addEventListener("city-peers-profile-change", ({ detail }) => console.log(detail));
element.addEventListener("city-peers-submit", ({ detail }) => console.log(detail));
element.addEventListener("city-peers-shortlist", ({ detail }) => console.log(detail));
document.body.addEventListener("city-peers-error", ({ detail }) => console.log(detail.code, detail.message));

const defined: typeof CityPeers | undefined = define({ base: new URL("https://example.org/city-peers/") });
await init();
await init({ base: "/city-peers/", module_or_path: new Uint8Array(8) });
await init({ module_or_path: fetch("/engine.wasm") });

export { defined, max, ready, started, topics };
