// What a host page may do with the events of a frame: they arrive on the <iframe> where its address names this page's
// origin. An address in the page would have it written out (…&origin=https://www.example.org); here it is put in.
const frame = document.querySelector("iframe.city-peers");
const address = new URL(frame.src);
address.searchParams.set("origin", location.origin);
frame.src = address.href;

frame.addEventListener("city-peers-suggest", ({ detail }) => {
  const names = detail.partners.slice(0, 3).map(({ name }) => name);
  document.querySelector("#heard").textContent = `Suggested first: ${names.join(", ")}.`;
});
