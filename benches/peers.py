"""The same computations in Python, for `cargo xtask bench`.

    peers.py pairs FOLDER --runs N
    peers.py suggest FOLDER --runs N

FOLDER holds what the engine was given and what it found: question.json, columns.bin (column after column: one byte per
value for pairs, two for suggestions), distances.bin; country.bin, lines.bin and scores.bin. Prints JSON: the milliseconds of each
run, and how far the results are apart.
"""

import argparse
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")


def timed(run, runs, warm_up=1):
    """Milliseconds of each of so many runs after a warm-up, and what the last one gave."""
    for _ in range(warm_up):
        result = run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = run()
        times.append((time.perf_counter() - start) * 1000)
    return times, result


def pairs(folder, runs):
    """All pairs with the package `gower`, and the same vectorised by hand."""
    import gower

    question = json.loads((folder / "question.json").read_text())
    indicators, cities = question["indicators"], question["cities"]
    columns = np.frombuffer((folder / "columns.bin").read_bytes(), np.uint8).reshape(len(indicators), cities)
    engine = np.frombuffer((folder / "distances.bin").read_bytes(), np.float32).reshape(cities, cities)
    codes = np.array([indicator["kind"] != "number" for indicator in indicators])
    weights = np.array([indicator["weight"] for indicator in indicators], np.float64)
    data = columns.T.astype(np.float64)

    def package():
        return gower.gower_matrix(data, weight=weights, cat_features=codes)

    numbers = (columns[~codes].astype(np.float32) / 254).T
    coded = columns[codes].T
    of_numbers, of_codes = (weights / weights.sum()).astype(np.float32)[~codes], (weights / weights.sum()).astype(
        np.float32
    )[codes]

    def by_hand():
        out = np.empty((cities, cities), np.float32)
        for city in range(cities):
            out[city] = np.abs(numbers - numbers[city]) @ of_numbers
            out[city] += (coded != coded[city]) @ of_codes
        return out

    times, matrix = timed(package, runs)
    apart = float(np.abs(matrix - engine).max())
    hand_times, hand = timed(by_hand, runs)
    apart_by_hand = float(np.abs(hand - engine).max())
    return {"times": {"gower": times, "numpy": hand_times}, "apart": {"gower": apart, "numpy": apart_by_hand}}


UNKNOWN = 0xFFFF
# As certainty.rs of the engine has them.
METHOD = {"draws": 1000, "fillings": 20, "concentration": 40, "donors": 20, "donors_near": 5}


def suggest(folder, runs):
    """The chances of the first cities: weights and gaps drawn as the engine does (docs/method.md, certainty).

    NumPy is spared the parts of the score that no draw changes (learn, teach, ease): it is given them. All else is
    vectorised over cities and draws.
    """
    question = json.loads((folder / "question.json").read_text())
    cities, indicators = question["cities"], question["indicators"]
    columns = np.fromfile(folder / "columns.bin", np.uint16).reshape(len(indicators), cities)
    country = np.fromfile(folder / "country.bin", np.uint16)
    lines = np.fromfile(folder / "lines.bin", np.float32).reshape(2, cities)
    facets = [facet for facet in question["facets"] if facet["share"] > 0]
    listed = np.array([chance["city"] for chance in question["chances"]])
    per_filling = []

    def run():
        per_filling.clear()
        random = np.random.default_rng()
        gaps = [gaps_of(k) for k in range(len(indicators))]
        shares = np.array([facet["share"] for facet in facets])
        own = np.array([facet["weight"] for facet in facets], np.float32)
        means = np.array([facet["mean"] for facet in facets])
        total = question["total"]
        count, fillings = METHOD["draws"], METHOD["fillings"]
        ranks = []
        for filling in range(fillings):
            here = count // fillings + (filling < count % fillings)
            drawn = random.dirichlet(shares * METHOD["concentration"], here)
            weights = (drawn * total / own).astype(np.float32)
            differences, known = compared(gaps, random)
            ranked = ranks_of(scores_of(weights, drawn @ means, differences, known))
            per_filling.append((ranked <= question["top"]).mean(axis=0))
            ranks.append(ranked)
        ranks = np.concatenate(ranks)
        return (ranks <= question["top"]).mean(axis=0), np.quantile(ranks, [0.05, 0.95], axis=0)

    def scores_of(weights, means, differences, known):
        """One row per draw, in place: most of the time goes into moving these."""
        prior = question["prior"]
        scores = weights @ differences
        scores += (prior * means).astype(np.float32)[:, None]
        below = weights @ known
        below += np.float32(prior)
        scores /= below
        scores *= -lines[1]
        scores += lines[0]
        return scores

    def apart():
        """How far the scores of all cities are from the engine's, where nothing is drawn."""
        shares = np.array([[facet["share"] for facet in facets]])
        own = np.array([facet["weight"] for facet in facets])
        means = shares @ np.array([facet["mean"] for facet in facets])
        weights = (shares * question["total"] / own).astype(np.float32)
        scores = scores_of(weights, means, *compared([None] * len(indicators), None))[0]
        engine = np.fromfile(folder / "scores.bin", np.float32)
        if not np.array_equal(np.isnan(scores), np.isnan(engine)):
            return 1.0
        return float(np.nanmax(np.abs(scores - engine)))

    def gaps_of(k):
        """Cities without a value, and where the donors of each begin and end."""
        column = columns[k]
        donors = np.flatnonzero(column != UNKNOWN)
        if indicators[k]["facet"] is None or len(donors) < METHOD["donors"]:
            return None
        unknown = np.flatnonzero(column == UNKNOWN)
        # Cities are ordered by country.
        first = np.searchsorted(country[donors], country[unknown], "left")
        last = np.searchsorted(country[donors], country[unknown], "right")
        few = last - first < METHOD["donors_near"]
        return donors, unknown, np.where(few, 0, first), np.where(few, len(donors), last)

    def compared(gaps, random):
        differences = np.zeros((len(facets), cities), np.float32)
        known = np.zeros((len(facets), cities), np.float32)
        at = {facet["facet"]: place for place, facet in enumerate(facets)}
        for indicator, column, gap in zip(indicators, columns, gaps):
            if indicator["facet"] not in at or indicator["within"] == 0:
                continue
            value = indicator["value"]
            if gap is not None:
                donors, unknown, first, last = gap
                if len(unknown) > 0:
                    column = column.copy()
                    column[unknown] = columns_of_donors(column, donors, first, last, random)
                if value is None:
                    value = column[question["city"]]
            if value is None:
                continue
            states = column != UNKNOWN
            place, weight = at[indicator["facet"]], np.float32(indicator["within"])
            if indicator["kind"] == "number":
                apart = np.abs(column.astype(np.float32) - np.float32(value)) / 254
            else:
                apart = table_of(indicator, value)[np.where(states, column, 0)]
            differences[place] += np.where(states, weight * apart, 0)
            known[place] += weight * states
        return differences, known

    def columns_of_donors(column, donors, first, last, random):
        return column[donors[random.integers(first, last)]]

    def table_of(indicator, value):
        """Differences of every code from the asking city's, 0 to 1."""
        if indicator["kind"] == "tags":
            sets = [int(bits) for bits in indicator["sets"]]
            both = np.array([(bits & sets[value]).bit_count() for bits in sets], np.float32)
            either = np.array([(bits | sets[value]).bit_count() for bits in sets], np.float32)
            return np.where(either > 0, 1 - both / np.maximum(either, 1), 0).astype(np.float32)
        parents = indicator["parents"]
        if indicator["kind"] == "ordered":
            return (np.abs(np.arange(len(parents)) - int(value)) / max(len(parents) - 1, 1)).astype(np.float32)
        of = np.array([-1 if parent is None else parent for parent in parents])
        apart = np.where((of == of[value]) & (of >= 0), 0.5, 1.0).astype(np.float32)
        apart[value] = 0
        return apart

    def ranks_of(scores):
        """Ranks of the listed cities, draw by draw, where so many cities of a country count."""
        cap = question["per_country"] or None
        ours = scores[:, listed]
        if cap is None:
            return np.stack([(scores > one[:, None]).sum(axis=1) + 1 for one in ours.T], axis=1)
        ranks = np.empty((len(scores), len(listed)), np.int64)
        for draw, (row, least) in enumerate(zip(scores, ours.min(axis=1))):
            found = np.flatnonzero(row >= least)
            order = np.lexsort((found, -row[found]))
            at = np.empty(len(found), np.int64)
            at[order] = np.arange(len(found))
            at = at[np.searchsorted(found, listed)]
            found = found[order]
            places = np.argsort(country[found], kind="stable")
            grouped = country[found][places]
            within = np.empty(len(found), np.int64)
            within[places] = np.arange(len(found)) - np.searchsorted(grouped, grouped)
            counts = within < cap
            before = np.cumsum(counts) - counts
            rank = before[at] + 1
            ranks[draw] = np.where(counts[at], rank, np.maximum(rank, question["top"] + 1))
        return ranks

    times, (first, range_) = timed(run, runs)
    spread = np.array(per_filling).std(axis=0) / np.sqrt(len(per_filling))
    engine = np.array([chance["first"] for chance in question["chances"]])
    # Two independent runs, each as uncertain as its fillings differ; and a chance near 0 or 1 hardly ever varies.
    off = np.abs(first - engine) / (np.sqrt(2) * spread + 0.005)
    return {
        "times": {"numpy": times},
        "chances": {"engine": engine.tolist(), "numpy": first.tolist()},
        "ranges": range_.tolist(),
        "off": float(off.max()),
        "apart": apart(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pairs", "suggest"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    json.dump({"pairs": pairs, "suggest": suggest}[arguments.what](arguments.folder, arguments.runs), sys.stdout)


if __name__ == "__main__":
    main()
