// Loads the page again when the directory has changed. Asks this machine alone; a server that has ended is waited for.
const state = async () => {
  const response = await fetch("directory/directory.json", { method: "HEAD", cache: "no-store" });
  return response.ok ? response.headers.get("ETag") : undefined;
};
let before = await state().catch(() => undefined);
setInterval(async () => {
  const now = await state().catch(() => undefined);
  if (now && before && now !== before) location.reload();
  before = now ?? before;
}, 1000);
