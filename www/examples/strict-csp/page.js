// The page's own script: in a file, since the policy allows none in the page.
document.addEventListener("city-peers-suggest", ({ detail }) => {
  document.querySelector("#short").textContent = detail.partners.map(({ name }) => name).join(", ");
});
