import "city-peers/auto";

const peers = document.querySelector("city-peers");
const topic = document.querySelector<HTMLSelectElement>("#topic");
const short = document.querySelector("#short");

// Properties are the element's question: what is set is asked at once.
topic?.addEventListener("change", () => {
  if (peers) peers.topics = [topic.value];
});

// Events carry plain data.
peers?.addEventListener("city-peers-suggest", ({ detail }) => {
  short?.replaceChildren(detail.partners.map(({ name }) => name).join(", "));
});
