// Copies text, and says so. Where the page may not use the clipboard, the text is selected for the visitor to copy.

import { at } from "./dom.js";

let silence;
/** Says something in the live region beside the code. */
export function say(text) {
  const said = at("said");
  said.textContent = "";
  // A message that is said twice is a new one.
  requestAnimationFrame(() => (said.textContent = text));
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), 12_000);
}

/**
 * @param {string} text what to copy
 * @param {string} what it is, for the message
 * @param {Node} [shown] where it stands on the page, to be selected if it cannot be copied
 */
export async function copy(text, what, shown) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
    return;
  } catch {
    // No clipboard: the page is not served by https, or the browser asks for leave it does not get.
  }
  if (!shown) return say(`This page may not use the clipboard. The ${what.toLowerCase()} is in the address bar.`);
  getSelection().selectAllChildren(shown);
  const keys = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘C" : "Ctrl+C";
  say(`This page may not use the clipboard. ${what} selected: press ${keys}.`);
}
