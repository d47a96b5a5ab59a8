// What the engine's kernel is measured against: the same sums in JavaScript. Pure; runs in the page.
//
// A peer takes `question.indicators` (kind, parents, value and weight of the city that asks), and columns of bytes or
// objects. Differences are in 254ths as the engine counts them; 255 stands for unknown.

const WHOLE = 254;
const UNKNOWN = 255;

/** Difference of a byte from the asking city's, for one indicator; both known. */
function difference({ kind, parents, value }, byte) {
  if (kind === "number") return Math.abs(value - byte);
  if (kind === "ordered") {
    const span = Math.max(parents.length - 1, 1);
    return Math.floor((Math.abs(value - byte) * WHOLE + (span >> 1)) / span);
  }
  if (value === byte) return 0;
  return parents[value] !== null && parents[value] === parents[byte] ? WHOLE / 2 : WHOLE;
}

const bytesOf = (indicator) => (indicator.kind === "number" ? UNKNOWN : indicator.parents.length);

/** Differences of all bytes of an indicator, times its weight, and the weight: what the loops look up. */
function table(indicator, entries, entry) {
  if (indicator.value === null) return entries;
  for (let byte = 0; byte < bytesOf(indicator); byte++) {
    entries[byte] = entry(indicator.weight * difference(indicator, byte), indicator.weight);
  }
  return entries;
}

// Both sums in one number: differences stay below 2³⁰ and weights below 2²³, which a Float64 holds exactly.
const KNOWN = 2 ** 30;
const packed = (indicator) => table(indicator, new Float64Array(256), (d, w) => w * KNOWN + d);

function unpack(sums, out) {
  for (let city = 0; city < sums.length; city++) {
    const known = Math.floor(sums[city] / KNOWN);
    out[2 * city] = sums[city] - known * KNOWN;
    out[2 * city + 1] = known;
  }
  return out;
}

/** Plain loops over typed arrays, four ways of writing them. Each gives [differences, known] by turns. */
export function typedPeers(question, columns) {
  const cities = question.cities;
  const { indicators } = question;
  const out = new Uint32Array(2 * cities);
  const sums = new Float64Array(cities);
  const differences = new Int32Array(cities);
  const known = new Int32Array(cities);

  function branches() {
    differences.fill(0);
    known.fill(0);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k];
      const { kind, value, weight } = indicators[k];
      if (kind === "number") {
        for (let city = 0; city < cities; city++) {
          const byte = column[city];
          if (byte !== UNKNOWN) {
            differences[city] += weight * Math.abs(value - byte);
            known[city] += weight;
          }
        }
      } else {
        const of = table(indicators[k], new Int32Array(256), (d) => d);
        for (let city = 0; city < cities; city++) {
          const byte = column[city];
          if (byte !== UNKNOWN) {
            differences[city] += of[byte];
            known[city] += weight;
          }
        }
      }
    }
    for (let city = 0; city < cities; city++) {
      out[2 * city] = differences[city];
      out[2 * city + 1] = known[city];
    }
    return out;
  }

  function twoTables() {
    differences.fill(0);
    known.fill(0);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k];
      const of = table(indicators[k], new Int32Array(256), (d) => d);
      const weights = table(indicators[k], new Int32Array(256), (_, w) => w);
      for (let city = 0; city < cities; city++) {
        const byte = column[city];
        differences[city] += of[byte];
        known[city] += weights[byte];
      }
    }
    for (let city = 0; city < cities; city++) {
      out[2 * city] = differences[city];
      out[2 * city + 1] = known[city];
    }
    return out;
  }

  function oneTable() {
    sums.fill(0);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k];
      const of = packed(indicators[k]);
      for (let city = 0; city < cities; city++) sums[city] += of[column[city]];
    }
    return unpack(sums, out);
  }

  function fourColumns() {
    sums.fill(0);
    for (let k = 0; k + 4 <= columns.length; k += 4) {
      const [a, b, c, d] = columns.slice(k, k + 4);
      const [p, q, r, s] = indicators.slice(k, k + 4).map(packed);
      for (let city = 0; city < cities; city++) {
        sums[city] += p[a[city]] + q[b[city]] + r[c[city]] + s[d[city]];
      }
    }
    return unpack(sums, out);
  }

  return { branches, twoTables, oneTable, fourColumns };
}

/** How one would write it first: objects with values by name. */
export function objectPeer(question, cities) {
  const us = Object.fromEntries(question.indicators.map(({ id, value }) => [id, value]));
  return () =>
    cities.map((city) => {
      let differences = 0;
      let known = 0;
      for (const indicator of question.indicators) {
        const ours = us[indicator.id];
        const theirs = city.values[indicator.id];
        if (ours === null || theirs === null) continue;
        differences += indicator.weight * difference(indicator, theirs);
        known += indicator.weight;
      }
      return { id: city.id, differences, known };
    });
}

/** The first `count` cities as objects, as JSON would bring them; unknown is null. */
export function objects(question, columns, count) {
  const cities = [];
  for (let first = 0; first < count; first += 1000) {
    const rows = [];
    for (let city = first; city < Math.min(first + 1000, count); city++) {
      const value = (k) => (columns[k][city] === UNKNOWN ? null : columns[k][city]);
      const values = question.indicators.map(({ id }, k) => `"${id}":${value(k)}`);
      rows.push(`{"id":"xx-${city}","values":{${values.join(",")}}}`);
    }
    cities.push(...JSON.parse(`[${rows.join(",")}]`));
  }
  return cities;
}

/** Reads every byte once. */
export function scanPeer(columns) {
  return () => {
    let sum = 0;
    for (const column of columns) {
      for (let city = 0; city < column.length; city++) sum = (sum + column[city]) | 0;
    }
    return sum >>> 0;
  };
}
