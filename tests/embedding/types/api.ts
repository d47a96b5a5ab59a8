// The whole API as its types offer it: has to compile. Never run.
import {
  CityPeers,
  define,
  init,
  type CityPeersAnswer,
  type CityPeersComparison,
  type CityPeersError,
  type CityPeersEventMap,
  type CityPeersOptions,
  type CityPeersProfile,
} from "city-peers";
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
element.submitTo = "https://example.org/profiles";
element.drafts = true;
element.profile = { id: "kr-seoul", name: { en: "Seoul" }, values: { population: 9_400_000 }, needs: [{ topic: "waste", importance: 3 }] };
element.profile = null;
const profile: CityPeersProfile | null = element.profile;
element.options = { goals: [11, 13], weights: { place: 200 }, filter: { abroad: true, hours: 3 }, perCountry: 2, fair: true };
element.options = undefined;
const options: CityPeersOptions | null = element.options;
element.lang = "ko";
element.dir = "rtl";

const ready: Promise<CityPeers> = element.ready;
const started: Promise<void> = element.start();
const answer: CityPeersAnswer = await element.suggest();
for (const { id, name, likeness } of answer.partners) console.log(id, name, likeness ?? "unknown");
const compared: CityPeersComparison = await element.compare(["kr-seoul", "co-medellin"]);
for (const { a, b, likeness } of compared.pairs) console.log(compared.cities[a]?.name, compared.cities[b]?.name, likeness);
const exported: CityPeersProfile = await element.exportProfile();
const { problems } = await element.importProfile(exported);
await element.importProfile(JSON.stringify(exported));
await element.importProfile(new File([], "profile.json"));
await element.suggest().catch((error: CityPeersError) => console.log(error.code, error.problems));
for (const { id, title } of answer.practices) console.log(id, title);

element.addEventListener("city-peers-ready", ({ detail }) => console.log(detail.cities));
element.addEventListener("city-peers-suggest", ({ detail }) => console.log(detail.partners[0]?.name));
element.addEventListener("city-peers-select", ({ detail }) => console.log(detail.city));
element.addEventListener("city-peers-profile-change", ({ detail }) => console.log(detail?.values));
element.addEventListener("city-peers-submit", (event) => {
  event.preventDefault();
  console.log(event.detail.needs);
});
element.addEventListener("city-peers-shortlist", ({ detail }) => console.log(detail.cities[0]?.note));
const names: readonly (keyof CityPeersEventMap)[] = ["city-peers-ready"];
document.body.addEventListener("city-peers-error", ({ detail }) => console.log(detail.code, detail.message));

const defined: typeof CityPeers | undefined = define({ base: new URL("https://example.org/city-peers/") });
await init();
await init({ base: "/city-peers/", module_or_path: new Uint8Array(8) });
await init({ module_or_path: fetch("/engine.wasm") });

export { defined, max, names, options, problems, profile, ready, started, topics };
