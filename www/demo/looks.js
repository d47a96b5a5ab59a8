// Colours: any notation of CSS to red, green and blue by the browser's own painter, and whether text can be read on a ground.

import { COLOURS } from "./settings.js";

let painter;
/** Red, green and blue of a colour, 0–255; undefined where it depends on the page, such as `var(--brand)`. */
export function rgb(colour) {
  painter ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  if (!painter || /\bvar\(|currentcolor|inherit|initial|unset|revert/i.test(colour)) return undefined;
  painter.clearRect(0, 0, 1, 1);
  painter.fillStyle = "#000";
  painter.fillStyle = colour;
  painter.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = painter.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [red, green, blue] : undefined;
}

/** A colour as a colour picker takes it. */
export const hex = (colour) => {
  const parts = rgb(colour);
  return parts && `#${parts.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
};

const luminance = (parts) => {
  const [red, green, blue] = parts.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
/** Contrast of two colours after WCAG 2, 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Sentences on pairs of colours that are hard to read: WCAG 2.2 asks for 4.5 to 1. */
export function hardToRead(good) {
  const said = [];
  for (const [look, suffix] of [["light", ""], ["dark", "-dark"]]) {
    if (good.theme && good.theme !== "auto" && good.theme !== look) continue;
    const colour = (name) => rgb(good[name + suffix] || COLOURS.find((each) => each.name === name)[look]);
    const ground = colour("ground");
    const changed = COLOURS.some(({ name }) => good[name + suffix]);
    for (const { name, label } of changed ? COLOURS : []) {
      const ink = colour(name);
      if (name === "ground" || !ink || !ground) continue;
      const ratio = Math.floor(contrast(ink, ground) * 10) / 10;
      if (ratio < 4.5) said.push(`${label}: ${ratio} to 1 on the ${look} background, hard to read for many. WCAG asks for 4.5.`);
    }
  }
  return said;
}
