// Timing in the page: everything of one table by turns, so that what disturbs one disturbs all.

/**
 * Times functions by turns: warm-up first, then at least `runs` rounds of each once, and more while the time allows.
 *
 * Timings are short, so that on a busy machine most of them end before another program takes its turn.
 * @param {Record<string, () => unknown>} functions
 * @param {object} how
 * @param {number} how.runs least number of rounds
 * @param {number} [how.warmUp] calls before the first round
 * @param {number} [how.least] milliseconds that one timing takes at least; what is faster is called several times
 * @param {number} [how.budget] milliseconds within which more rounds are added, up to 101
 * @returns {Record<string, number[]>} milliseconds of one call, round by round
 */
export function byTurns(functions, { runs, warmUp = 3, least = 0.5, budget = 4000 }) {
  const names = Object.keys(functions);
  const calls = {};
  for (const name of names) {
    for (let i = 0; i < warmUp; i++) functions[name]();
    // The compiler improves code while it runs: go on for a while, then see how long a call takes.
    const until = performance.now() + 100;
    let shortest = Infinity;
    do {
      const start = performance.now();
      functions[name]();
      shortest = Math.min(shortest, performance.now() - start);
    } while (performance.now() < until);
    calls[name] = Math.max(1, Math.ceil(least / Math.max(shortest, 0.005)));
  }
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const began = performance.now();
  for (let round = 0; round < runs || (round < 101 && performance.now() - began < budget); round++) {
    for (const name of names) {
      const start = performance.now();
      for (let i = 0; i < calls[name]; i++) functions[name]();
      times[name].push((performance.now() - start) / calls[name]);
    }
  }
  return times;
}
