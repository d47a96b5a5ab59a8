// The element in Svelte's templates, as svelte-check sees it: attributes, properties, events. Never run.
import type { SvelteHTMLElements } from "svelte/elements";
import type {} from "city-peers/svelte";

type Attributes = SvelteHTMLElements["city-peers"];

export const all: Attributes = {
  city: "kr-seoul",
  topics: ["flood-management"],
  "submit-to": "/profiles",
  class: "wide",
  profile: { name: { en: "Nowhere" } },
  "oncity-peers-suggest": ({ detail }) => console.log(detail.partners.map(({ name }) => name)),
};

// @ts-expect-error no such purpose
export const purpose: Attributes = { purpose: "win" };
// @ts-expect-error no such event detail
export const town: Attributes = { "oncity-peers-select": ({ detail }) => console.log(detail.town) };
