// The kernel as pages run it: on vectors of WebAssembly, against the same on arrays and a plain loop.
// KERNEL names the module, which `cargo xtask test` builds with the widget's profile.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

let kernel;

before(async () => {
  assert.ok(process.env.KERNEL, "KERNEL must name the module: run cargo xtask test --only kernel");
  const { instance } = await WebAssembly.instantiate(readFileSync(process.env.KERNEL));
  kernel = instance.exports;
});

test("it runs on vectors", () => {
  assert.equal(kernel.on_vectors(), 1);
});

test("sums are the same integers in all three ways", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    assert.equal(kernel.check_sums(seed), 0, `seed ${seed}`);
  }
});

test("cities above a floor, and their scores, are the same to the last bit", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    assert.equal(kernel.check_lines(seed), 0, `seed ${seed}`);
  }
});
