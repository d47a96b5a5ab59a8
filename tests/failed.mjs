// A reporter for Node's test runner: appends the files in which a test failed to the file that FAILED_TESTS names, one a line.
// At once and synchronously: `--test-force-exit` ends the process before what a reporter yields is written.

import { appendFileSync } from "node:fs";

export default async function* failed(events) {
  const files = new Set();
  for await (const { type, data } of events) {
    if (type !== "test:fail" || !data.file || data.todo !== undefined || files.has(data.file)) continue;
    files.add(data.file);
    appendFileSync(process.env.FAILED_TESTS, `${data.file}\n`);
  }
}
