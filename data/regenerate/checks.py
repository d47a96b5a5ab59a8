"""May read the generated files and stop with an error when one breaks a rule: ids, ranges, codes, facets, topics."""
import csv
import json
import re
import tomllib

TAG_COLUMNS = {'country_status'}


def run(out, columns):
    problems = []
    catalogue = tomllib.loads((out / 'catalogue.toml').read_text(encoding='utf-8'))
    vocabulary = {path.stem: [entry['code'] for entry in json.loads(path.read_text(encoding='utf-8'))] for path in (out / 'vocabulary').glob('*.json')}
    facets = {facet['id'] for facet in catalogue['facet']}
    indicators = {}
    for indicator in catalogue['indicator']:
        name = indicator['id']
        if name in indicators:
            problems.append('indicator twice: ' + name)
        indicators[name] = indicator
        problems += check_indicator(indicator, facets)
    for name in ('terrain', 'hazards', 'powers', 'infrastructure', 'capacities'):
        if [code['code'] for code in indicators[name]['codes']] != vocabulary[name]:
            problems.append('codes of %s differ from the vocabulary' % name)
    if [parent['code'] for parent in indicators['climate']['parents']] != vocabulary['climate']:
        problems.append('parents of climate differ from the vocabulary')

    purposes = tomllib.loads((out / 'purposes.toml').read_text(encoding='utf-8'))['topics']
    if sorted(purposes) != sorted(vocabulary['topics']):
        problems.append('purposes: topics %s' % sorted(set(purposes) ^ set(vocabulary['topics'])))
    for topic, factors in purposes.items():
        for facet, factor in factors.items():
            if facet not in facets or not 0.25 <= factor <= 3:
                problems.append('purposes: %s.%s = %s' % (topic, facet, factor))

    with open(out / 'cities.csv', encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    if list(rows[0]) != list(columns):
        problems.append('columns of cities.csv')
    ids = [row['id'] for row in rows]
    if ids != sorted(set(ids)):
        problems.append('ids of cities.csv are not sorted or not unique')
    with open(out / 'country-boxes.csv', encoding='utf-8', newline='') as file:
        country_boxes = {row['country']: row for row in csv.DictReader(file)}
    for row in rows:
        problems += check_row(row, indicators)
        if not inside(row, country_boxes[row['country']]):
            problems.append('%s lies outside the box of its country' % row['id'])
    with open(out / 'practice-cities.csv', encoding='utf-8', newline='') as file:
        joined = {row['practice']: row['city'] for row in csv.DictReader(file)}
    if sorted(joined) != sorted(path.stem for path in (out / 'practices').glob('*.json')) or not set(joined.values()) <= set(ids):
        problems.append('practice-cities.csv does not join every practice')
    if problems:
        raise SystemExit('\n'.join(problems[:50]))


def check_indicator(indicator, facets):
    name, kind, role = indicator['id'], indicator['kind'], indicator['role']
    problems = []
    if role == 'context' and indicator.get('facet') not in facets:
        problems.append(name + ': facet')
    if role == 'outcome' and (indicator.get('better') not in ('higher', 'lower') or 'sdg' not in indicator or 'facet' in indicator):
        problems.append(name + ': an outcome has better and sdg and no facet')
    if kind == 'number' and not (indicator['low'] < indicator['high'] and (indicator['scale'] == 'linear' or indicator['low'] > 0)):
        problems.append(name + ': scale')
    for key in ('label', 'definition', 'source'):
        if not indicator.get(key):
            problems.append('%s: %s' % (name, key))
    parents = {parent['code'] for parent in indicator.get('parents', [])}
    for code in indicator.get('codes', []):
        if parents and code.get('parent') not in parents:
            problems.append('%s: parent of %s' % (name, code['code']))
    return problems


def inside(row, box):
    lat, lon = float(row['lat']), float(row['lon'])
    south, west, north, east = (float(box[side]) for side in ('south', 'west', 'north', 'east'))
    return south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)


def check_row(row, indicators):
    problems = []
    if not re.fullmatch('[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*', row['id']) or not row['id'].startswith(row['country'].lower() + '-'):
        problems.append('id ' + row['id'])
    if not (-90 <= float(row['lat']) <= 90 and -180 <= float(row['lon']) <= 180) or not row['name'] or '/' not in row['time_zone']:
        problems.append('place of ' + row['id'])
    for name, indicator in indicators.items():
        value = row.get(name)
        if not value:
            continue
        if indicator['kind'] == 'number':
            if not float(value) >= 0:
                problems.append('%s: %s = %s' % (row['id'], name, value))
        else:
            codes = {entry['code'] for entry in indicator.get('codes', indicator.get('levels', []))}
            given = value.split('|') if indicator['kind'] == 'tags' else [value]
            if indicator['kind'] == 'tags' and given == ['none']:
                given = []
            if not set(given) <= codes:
                problems.append('%s: %s = %s' % (row['id'], name, value))
    return problems
