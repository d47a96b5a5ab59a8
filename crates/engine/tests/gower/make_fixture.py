"""Writes pairs.jsonl: Gower distances of random mixed tables, as the package `gower` from PyPI computes them.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make_fixture.py

Run it in this folder. The seed is fixed: the same versions give the same bytes. tests/gower.rs reads the file.

What the package can do, and what this script keeps to:

- Missing numbers make its distances NaN, and missing categories count as different from everything. Gower (1971) leaves
  both out, pair by pair. So every pair is asked for with weight 0 for the columns that not both rows state. The package
  has one set of weights per call, hence one call per set of columns known to a pair. NaN times 0 is NaN still, so a gap
  is filled with a value that its column has anyway: that moves no range, and with weight 0 counts for nothing.
- Ranges are those of the whole table, as in the engine, where they are fixed in the catalogue. The package takes them
  over all rows it is given, so it is given all rows each time.
- Its range of a column is |1 - min/max| of values divided by max. That is (max - min) / |max|, right for negative numbers
  and for mixed signs, but 0 for a column whose largest value is 0: all its differences are then taken for 0. Such
  columns are left out here, by drawing again (`usable`).
- min/max is computed in 32 bits: a range that is small beside the largest number is lost in rounding (12 to 24 steps of
  2^-24 are left at a range of a millionth). Columns vary by at least a hundredth of their largest number here, where
  rounding moves a difference by a hundred-thousandth of itself at most; constant columns have range 0 in both.
- Distances come in 32 bits. Five decimals are written.
- Categories are numbers here, marked by `cat_features`: only whether two are equal counts. With texts, a table of
  nothing but categories would end in an error instead of the next point.
- Nothing known to both rows: the package divides 0 by 0 and gives NaN; written as null.
"""

import json
import warnings

import gower
import numpy as np
import pandas as pd

SEED = 19710404
PLAIN = 320
WEIGHTED = 120


def usable(values):
    """Whether the package measures a column right; see above."""
    low, high = min(values), max(values)
    return high != 0 and (low == high or high - low >= 0.01 * abs(high))


def number_column(rng, rows):
    """Numbers of one of several sizes, with few digits, so that the file says exactly what both sides read."""
    while True:
        form = rng.integers(6)
        if form == 0:  # constant
            values = [float(rng.integers(-50, 51))] * rows
        elif form == 1:  # shares
            values = [round(float(v), 3) for v in rng.random(rows)]
        elif form == 2:  # negative only
            values = [round(float(v), 1) for v in rng.uniform(-900, -100, rows)]
        elif form == 3:  # around zero
            values = [round(float(v), 1) for v in rng.uniform(-60, 60, rows)]
        elif form == 4:  # people, skewed
            values = [float(round(v)) for v in np.exp(rng.normal(11, 2, rows))]
        else:  # years: large beside their range
            values = [float(v) for v in rng.integers(1900, 2026, rows)]
        if usable(values):
            return values


def category_column(rng, rows):
    codes = int(rng.integers(1, 6))
    return [int(code) for code in rng.integers(0, codes, rows)]


def table(rng, nth):
    """Columns of a table with None for gaps, and which of them are categories."""
    rows = 1 if nth % 40 == 0 else int(rng.integers(2, 8))
    count = int(rng.integers(1, 9))
    categories = [bool(rng.integers(2)) for _ in range(count)]
    columns = []
    for category in categories:
        values = category_column(rng, rows) if category else number_column(rng, rows)
        columns.append(values)
    missing = [0.0, 0.15, 0.5][int(rng.integers(3))]
    for values in columns:
        for row in range(rows):
            if rng.random() < missing:
                values[row] = None
    if rows > 1 and nth % 5 == 0:  # a duplicate
        for values in columns:
            values[1] = values[0]
    if nth % 7 == 0:  # a row that says nothing
        for values in columns:
            values[-1] = None
    # What is left of a column must still be one that the package measures right.
    for values, category in zip(columns, categories):
        known = [v for v in values if v is not None]
        if not category and known and not usable(known):
            return None
    return columns, categories


def distances(columns, categories, weights):
    """Distance of every pair of rows, a row with itself included: (0,0), (0,1), …, (1,1), …"""
    rows = len(columns[0])
    known = np.array([[v is not None for v in values] for values in columns]).T
    filled = {}
    for ix, values in enumerate(columns):
        there = [v for v in values if v is not None]
        stand_in = there[0] if there else 1
        values = [stand_in if v is None else v for v in values]
        filled[str(ix)] = pd.Series(values, dtype=np.float64)
    frame = pd.DataFrame(filled)
    matrices = {}
    result = []
    for a in range(rows):
        for b in range(a, rows):
            both = known[a] & known[b]
            key = both.tobytes()
            if key not in matrices:
                weight = np.where(both, np.array(weights, dtype=float), 0.0)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", RuntimeWarning)  # 0 / 0 where nothing is known
                    matrices[key] = gower.gower_matrix(frame, weight=weight, cat_features=list(categories))
            distance = float(matrices[key][a, b])
            result.append(None if np.isnan(distance) else round(distance, 5))
    return result


def main():
    rng = np.random.default_rng(SEED)
    with open("pairs.jsonl", "w", encoding="utf-8") as out:
        written = 0
        while written < PLAIN + WEIGHTED:
            drawn = table(rng, written)
            weighted = written >= PLAIN
            if drawn is None:
                continue
            columns, categories = drawn
            weights = [int(w) for w in rng.integers(1, 20, len(columns))] if weighted else None
            row = {
                "kinds": "".join("c" if category else "n" for category in categories),
                "rows": [list(values) for values in zip(*columns)],
            }
            if weighted:
                row["weights"] = weights
            row["distances"] = distances(columns, categories, weights or [1] * len(columns))
            out.write(json.dumps(row, separators=(",", ":")) + "\n")
            written += 1


if __name__ == "__main__":
    main()
