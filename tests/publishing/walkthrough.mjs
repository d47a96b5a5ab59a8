// Runs a document as its reader would: writes the files it shows, runs its commands one after the other in one folder,
// and compares what they print with what it says they print.
//
// Fenced blocks: `sh` holds commands, a comment at the end of a line may say "exit code 1"; `text` after it is their
// output, where … stands for anything; a block with a file name after its language is written to that file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The blocks of a document in order: language, file name if any, text. */
export const blocks = (markdown) =>
  [...markdown.matchAll(/^```(\w+)(?: +([^\n]+))?\n([^]*?)^```$/gm)].map(([, language, file, text]) => ({ language, file: file?.trim(), text }));

/** Commands of a block with the exit code they are said to end with; a line that ends in a backslash goes on. */
export const commands = (text) =>
  text
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.match(/^(.*?)(?:\s+#\s*(.*))?$/))
    .filter(([, command]) => command.trim() && !command.startsWith("#"))
    .map(([, command, comment]) => ({ command: command.trim(), code: Number(comment?.match(/exit code (\d)/)?.[1] ?? 0) }));

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Fails unless the lines that a document shows are in the output, in their order. */
export const compare = (shown, output, what) => {
  const lines = (text) => text.split("\n").map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean);
  const came = lines(output);
  let at = 0;
  for (const line of lines(shown)) {
    if (line === "…") continue;
    const like = new RegExp(`^${line.split("…").map(escape).join(".*")}$`);
    const found = came.findIndex((each, index) => index >= at && like.test(each));
    assert.notEqual(found, -1, `${what} is said to print\n  ${line}\nbut printed\n${output}`);
    at = found + 1;
  }
};

/**
 * Runs a document in a folder. `special` takes a command and returns true where it ran it itself.
 * Returns how many commands ran.
 */
export const follow = async (markdown, { cwd, env, special = () => false }) => {
  let ran = 0;
  let output = "";
  let last = "";
  for (const { language, file, text } of blocks(markdown)) {
    if (file) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    } else if (language === "sh") {
      output = "";
      for (const { command, code } of commands(text)) {
        last = command;
        ran += 1;
        if (await special(command)) continue;
        const result = spawnSync("bash", ["-c", command], { cwd, env, encoding: "utf8", timeout: 120_000 });
        output += result.stdout + result.stderr;
        assert.equal(result.status, code, `“${command}” ended with ${result.status}, not ${code}:\n${result.stdout}${result.stderr}`);
      }
    } else if (language === "text") {
      compare(text, output, `“${last}”`);
    }
  }
  return ran;
};
