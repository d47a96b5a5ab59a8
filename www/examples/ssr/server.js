// Serves the built page: HTML made by the server, everything else as files.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { render } from "./dist/server/server.js";

const FILES = join(import.meta.dirname, "dist/client");
const TYPES = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const template = await readFile(join(FILES, "index.html"), "utf8");

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://host").pathname);
  if (path === "/") {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(template.replace("<!--page-->", render));
    return;
  }
  try {
    const body = await readFile(join(FILES, path));
    response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "text/plain" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(process.env.PORT ?? 3000, () => console.log(`http://localhost:${server.address().port}/`));
