// The rules that the researched practices keep, as the project's editors wrote them down: shape, codes, places, years,
// sources, and a plain style. Pure: practices and vocabularies in, a list of errors out.

const ISO = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
   CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
   FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
   JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
   MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
   PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
   TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/),
);

/** Rough boxes of countries with a practice: south, north, west, east (mainland and main islands). */
const BOX = {
  AE: [22.6, 26.3, 51.4, 56.6], AR: [-55.3, -21.7, -73.8, -53.5], AT: [46.3, 49.1, 9.4, 17.3],
  BD: [20.5, 26.8, 88.0, 92.8], BF: [9.3, 15.2, -5.7, 2.5], BO: [-23.0, -9.6, -69.8, -57.4],
  BR: [-33.9, 5.4, -74.1, -34.7], BT: [26.6, 28.5, 88.6, 92.3], CL: [-56.0, -17.4, -76.0, -66.3],
  CN: [18.0, 53.7, 73.4, 135.1], CO: [-4.4, 13.5, -82.0, -66.8], CR: [8.0, 11.3, -86.0, -82.5],
  CU: [19.7, 23.4, -85.1, -74.0], DE: [47.2, 55.2, 5.8, 15.1], DK: [54.5, 57.9, 8.0, 15.3],
  EC: [-5.1, 1.6, -81.2, -75.1], EE: [57.4, 59.9, 21.7, 28.3], EG: [21.9, 31.8, 24.6, 37.1],
  ES: [27.5, 43.9, -18.3, 4.5], ET: [3.3, 15.0, 32.9, 48.1], FI: [59.6, 70.2, 19.0, 31.7],
  FJ: [-21.1, -12.4, 176.8, 180.0], FR: [41.2, 51.2, -5.3, 9.7], GB: [49.8, 61.0, -8.8, 1.9],
  GH: [4.6, 11.3, -3.4, 1.3], HT: [17.9, 20.2, -74.6, -71.6], ID: [-11.2, 6.2, 94.9, 141.1],
  IN: [6.6, 35.7, 68.0, 97.5], JM: [17.6, 18.6, -78.5, -76.1], JO: [29.1, 33.5, 34.8, 39.4],
  JP: [24.0, 45.7, 122.8, 146.1], KE: [-4.8, 5.2, 33.8, 42.0], KH: [10.2, 14.8, 102.3, 107.7],
  KI: [-11.5, 4.8, 169.0, 177.9], KR: [33.0, 38.7, 124.5, 132.0], LA: [13.8, 22.6, 100.0, 107.8],
  MA: [27.6, 36.0, -13.3, -0.9], MG: [-25.8, -11.8, 43.1, 50.6], MN: [41.5, 52.3, 87.7, 120.0],
  MW: [-17.2, -9.3, 32.6, 36.0], MX: [14.4, 32.8, -118.5, -86.6], MY: [0.8, 7.5, 99.5, 119.4],
  MZ: [-27.0, -10.4, 30.1, 41.0], NA: [-29.1, -16.9, 11.6, 25.4], NG: [4.1, 14.0, 2.6, 14.8],
  NL: [50.7, 53.7, 3.3, 7.3], NO: [57.8, 71.4, 4.4, 31.3], NP: [26.3, 30.6, 80.0, 88.3],
  PG: [-11.8, -0.8, 140.8, 157.1], PH: [4.4, 21.3, 116.8, 126.8], PK: [23.5, 37.2, 60.8, 77.9],
  PL: [48.9, 55.0, 14.0, 24.3], PR: [17.8, 18.7, -68.0, -65.1], RW: [-2.9, -1.0, 28.8, 31.0],
  SB: [-12.5, -6.4, 155.4, 170.3], SE: [55.2, 69.2, 10.8, 24.3], SI: [45.4, 46.9, 13.3, 16.7],
  SL: [6.8, 10.1, -13.5, -10.2], SN: [12.2, 16.8, -17.7, -11.3], SO: [-1.8, 12.1, 40.9, 51.5],
  TH: [5.5, 20.6, 97.3, 105.8], TN: [30.2, 37.7, 7.4, 11.7], TW: [21.7, 25.4, 119.2, 122.2],
  TZ: [-11.9, -0.9, 29.2, 40.6], UG: [-1.6, 4.4, 29.4, 35.2], US: [18.8, 71.5, -179.2, -66.8],
  VN: [8.3, 23.5, 102.1, 109.6], ZA: [-35.0, -22.0, 16.3, 33.1], ZW: [-22.6, -15.5, 25.1, 33.2],
};

/** The 169 targets: per goal the last number and the last letter. */
const TARGETS = {
  1: [5, "b"], 2: [5, "c"], 3: [9, "d"], 4: [7, "c"], 5: [6, "c"], 6: [6, "b"], 7: [3, "b"], 8: [10, "b"], 9: [5, "c"], 10: [7, "c"],
  11: [7, "c"], 12: [8, "c"], 13: [3, "b"], 14: [7, "c"], 15: [9, "c"], 16: [10, "b"], 17: [19, ""],
};
const KEYS =
  `id title city country lat lon start_year end_year sdgs targets topics forum_themes principles frameworks hazards problem summary
   budget finance_sources staff stakeholders duration_months obstacles adaptation enablers requires results evidence
   replicated_in sources`.split(/\s+/);
const REQUIRES = "min_population max_population climate terrain powers infrastructure capacities hazards".split(" ");
const RESULT = "indicator before after unit note year source".split(" ");
const BUDGET = "amount currency year kind note source comparable".split(" ");
const MARKETING =
  /\b(striking|stunning|famous|world-class|vibrant|iconic|pioneering|cutting-edge|state-of-the-art|award-winning|ground-?breaking|revolutionary|remarkable|impressive|flagship|unique|game-?chang\w+|best-in-class|innovative)\b/i;
const NAMES = /Urban Innovative Actions/g;
const MAIL = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;
/** Fewest and most codes of each list. */
const COUNTS = { topics: [1, 4], forum_themes: [0, 2], principles: [0, 3], frameworks: [0, 3], hazards: [0, 10], finance_sources: [0, 13] };

const isNumber = (x) => typeof x === "number" && Number.isFinite(x);
const isText = (x) => typeof x === "string" && x.trim() !== "";
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const yearFits = (x, from, to) => x === null || (Number.isInteger(x) && x >= from && x <= to);

export function sentences(text) {
  const plain = text.replace(/\b(Rs|e\.g|i\.e|St|vol|Av|a\.m|p\.m|Skt)\./g, (found) => found.replaceAll(".", ""));
  return (plain.match(/[.!?](?=\s+[^a-z])/g) ?? []).length + 1;
}

function* texts(value, path = "", skip = []) {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* texts(each, `${path}[${i}]`, skip);
  else if (value && typeof value === "object") {
    for (const [key, each] of Object.entries(value)) if (!skip.includes(key)) yield* texts(each, path ? `${path}.${key}` : key, skip);
  }
}

function isTarget(text) {
  const [, goal, part] = /^(\d{1,2})\.(\d{1,2}|[a-d])$/.exec(text) ?? [];
  if (!TARGETS[goal]) return false;
  const [number, letter] = TARGETS[goal];
  return /\d/.test(part) ? part >= 1 && part <= number : letter !== "" && part <= letter;
}

/** Errors of the vocabulary lists. */
export function checkVocabulary(vocabulary) {
  const errors = [];
  for (const [name, terms] of Object.entries(vocabulary)) {
    const seen = new Set();
    for (const term of terms) {
      for (const key of ["code", "label", "definition"]) if (!isText(term[key])) errors.push(`${name}: ${key} of ${term.code} is empty`);
      const { sdgs } = term;
      if (name === "topics" && !(sdgs?.length >= 1 && sdgs.length <= 3 && sdgs.every((goal) => TARGETS[goal]))) errors.push(`${name}: ${term.code} has no 1 to 3 goals`);
      if (seen.has(term.code)) errors.push(`${name}: ${term.code} twice`);
      seen.add(term.code);
    }
  }
  return errors;
}

/** Errors of one practice. */
export function checkPractice(p, vocabulary) {
  const errors = [];
  const say = (rule, what = "") => errors.push(`${p.id}: ${rule} ${what === "" ? "" : JSON.stringify(what)}`.trim());
  if (!same(Object.keys(p), KEYS)) say("keys missing, unknown or in another order");
  if (!KEYS.every((key) => key in p)) return errors;
  const known = (list) => new Set(vocabulary[list].map((term) => term.code));
  const codes = (field, list, values, [fewest, most]) => {
    if (!Array.isArray(values)) return say("not a list", field);
    for (const code of values) if (!known(list).has(code)) say("code not in vocabulary", `${field} ${code}`);
    if (new Set(values).size !== values.length) say("code twice in one list", field);
    if (values.length < fewest || values.length > most) say("wrong number of codes", field);
  };
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(p.id)) say("id is not a slug");
  for (const key of ["title", "city", "problem", "summary"]) if (!isText(p[key])) say("empty text", key);

  if (!ISO.has(p.country)) say("country is not an ISO code", p.country);
  if (!isNumber(p.lat) || !isNumber(p.lon)) say("lat or lon is not a number");
  else if (BOX[p.country]) {
    const [south, north, west, east] = BOX[p.country];
    if (p.lat < south || p.lat > north || p.lon < west || p.lon > east) say("place outside the country", [p.lat, p.lon]);
  }
  for (const key of ["start_year", "end_year"]) if (!yearFits(p[key], 1900, 2030)) say("year not plausible", key);
  if (p.start_year && p.end_year && p.end_year < p.start_year) say("end before start");
  if (p.duration_months !== null && !(isNumber(p.duration_months) && p.duration_months > 0 && p.duration_months <= 600)) say("duration not plausible");

  if (!(p.sdgs.length >= 1 && p.sdgs.length <= 5) || new Set(p.sdgs).size !== p.sdgs.length || !p.sdgs.every((goal) => TARGETS[goal])) say("goals wrong");
  for (const target of p.targets) {
    if (!isTarget(target)) say("not a target", target);
    else if (!p.sdgs.includes(Number(target.split(".")[0]))) say("target of a goal that is not named", target);
  }
  for (const [field, counts] of Object.entries(COUNTS)) codes(field, field, p[field], counts);

  const { requires } = p;
  if (!same(Object.keys(requires), REQUIRES)) say("requires has other keys");
  else {
    for (const list of ["climate", "terrain", "hazards"]) codes(`requires.${list}`, list, requires[list], [0, 8]);
    let critical = 0;
    let needs = 0;
    for (const list of ["powers", "infrastructure", "capacities"]) {
      const shaped = requires[list].every((need) => same(Object.keys(need).sort(), ["code", "critical"]) && typeof need.critical === "boolean");
      if (!shaped) say("a requirement must be {code, critical}", list);
      else codes(`requires.${list}`, list, requires[list].map((need) => need.code), [0, 8]);
      critical += requires[list].filter((need) => need.critical).length;
      needs += requires[list].length;
    }
    if (critical > 3) say("more than three critical needs");
    if (needs === 0) say("no needs at all");
    const { min_population: least, max_population: most } = requires;
    for (const limit of [least, most]) if (limit !== null && !(Number.isInteger(limit) && limit > 0)) say("population limit wrong");
    if (least && most && least > most) say("population limits crossed");
  }
  for (const key of ["stakeholders", "obstacles", "adaptation", "enablers"]) {
    if (p[key].length === 0 || !p[key].every(isText)) say("empty text in a list", key);
    if (new Set(p[key].map((text) => `${text}`.toLowerCase())).size !== p[key].length) say("same text twice in a list", key);
  }

  const urls = p.sources.map((source) => source.url);
  if (urls.length === 0) say("no sources");
  if (new Set(urls).size !== urls.length) say("same address twice");
  for (const source of p.sources) {
    if (!same(Object.keys(source).sort(), ["publisher", "title", "url"]) || !Object.values(source).every(isText)) say("source incomplete");
    else if (!/^https?:\/\/[^\s/]+\.[^\s]+$/.test(source.url)) say("source address wrong", source.url);
  }
  const sourced = (x, where) => Number.isInteger(x) && x >= 0 && x < urls.length || say("source does not exist", where);

  const { budget, staff } = p;
  if (budget !== null) {
    if (!same(Object.keys(budget), BUDGET)) say("budget keys");
    else {
      sourced(budget.source, "budget");
      if (!isNumber(budget.amount) || budget.amount <= 0) say("budget amount");
      if (!/^[A-Z]{3}$/.test(budget.currency)) say("currency code");
      if (!yearFits(budget.year, 1950, 2030)) say("budget year");
      if (!["capital", "annual", "total", "unit"].includes(budget.kind)) say("budget kind");
      if (budget.kind === "unit" && !/^Per /.test(budget.note)) say("unit cost whose note does not begin with Per");
      if (budget.kind !== "unit" && /^per (km|kilometre|household|house|building|unit)\b/i.test(budget.note)) say("looks like a unit cost");
    }
  }
  if (staff !== null) {
    if (!same(Object.keys(staff), ["fte", "note", "source"]) || !(staff.fte === null || isNumber(staff.fte)) || !staff.note) say("staff wrong");
    else sourced(staff.source, "staff");
  }
  for (const [i, result] of p.results.entries()) {
    if (!same(Object.keys(result), RESULT)) {
      say("result keys", i);
      continue;
    }
    sourced(result.source, `results[${i}]`);
    if (![result.before, result.after].every((x) => x === null || isNumber(x))) say("before and after must be numbers", i);
    if (result.before === null && result.after === null) say("result without a number", i);
    if (!/^\p{Lu}/u.test(result.indicator)) say("indicator does not start with a capital", i);
    if (!result.unit || result.unit.length > 20 || /[();]|,(?!\d)/.test(result.unit)) say("unit too long or with a note in it", result.unit);
    if (result.note !== null && !isText(result.note)) say("note must be null or text", i);
    if (!yearFits(result.year, 1950, 2035)) say("result year", i);
  }
  for (const copy of p.replicated_in) {
    if (!same(Object.keys(copy).sort(), ["city", "country", "source", "year"])) say("replicated_in keys");
    else {
      sourced(copy.source, "replicated_in");
      if (!ISO.has(copy.country)) say("country is not an ISO code", copy.country);
    }
  }
  if (!["evaluated", "monitored", "reported"].includes(p.evidence)) say("evidence wrong");

  if (sentences(p.problem) !== 1) say("problem is not one sentence");
  if (![2, 3].includes(sentences(p.summary))) say("summary is not two or three sentences");
  for (const [path, text] of texts(p)) {
    if (MAIL.test(text)) say("e-mail address", path);
    if (text !== text.trim() || text.includes("  ")) say("stray spaces", path);
  }
  for (const [path, text] of texts(p, "", ["sources", "stakeholders"])) if (MARKETING.test(text.replace(NAMES, ""))) say("marketing word", path);
  return errors;
}
