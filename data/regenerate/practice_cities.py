"""May match the cities of practices with GeoNames places: by country, name and nearest coordinates; a hand-checked table helps."""
import math
import unicodedata

# (country, city as the practices write it): geonameid, checked by hand. None: GeoNames has no such place, the practice's coordinates serve.
BY_HAND = {
    ('EG', 'Khosoos'): 360890,       # Al Khuşūş
    ('CL', 'Recoleta'): None,        # a municipality of Greater Santiago that GeoNames lists below do not hold
    ('JP', 'Kamikatsu'): 1862293,    # listed under its seat, Hōji
    ('JP', 'Shimokawa'): 2128139,    # listed as Shinshimokawa
    ('JO', 'Azraq'): 250094,         # listed as Muthallath al Azraq, population unknown
}
TIME_ZONE = {'CL': 'America/Santiago'}
MAX_KM = 40


def plain(text):
    text = unicodedata.normalize('NFKD', text.split(' (')[0]).lower()
    return ''.join(letter for letter in text if letter.isalnum())


def kilometres(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((lat1 - lat2) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon1 - lon2) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def find(practice, gazetteer):
    name = plain(practice['city'])
    for size in (15000, 5000, 1000, 500):
        found = []
        for place in gazetteer.lists[size]:
            if place['countrycode'] == practice['country'] and abs(place['latitude'] - practice['lat']) < 1:
                far = kilometres(practice['lat'], practice['lon'], place['latitude'], place['longitude'])
                if far <= MAX_KM and (plain(place['name']) == name or any(plain(other) == name for other in place['alternatenames'])):
                    found.append((far, place['geonameid'], place))
        if found:
            return min(found, key=lambda item: item[:2])[2]
    return None


def match(practices, gazetteer):
    by_id = {place['geonameid']: place for size in (500, 15000) for place in gazetteer.lists[size]}
    matches, unmatched = {}, []
    for practice in practices:
        key = practice['country'], practice['city']
        if key in matches:
            continue
        place = by_id[BY_HAND[key]] if BY_HAND.get(key) else find(practice, gazetteer)
        if place is None:
            unmatched.append('%s (%s)' % (practice['city'], practice['country']))
            place = {'geonameid': '', 'name': practice['city'], 'countrycode': practice['country'], 'latitude': practice['lat'],
                     'longitude': practice['lon'], 'timezone': TIME_ZONE.get(practice['country'], ''), 'population': 0,
                     'admin1code': '', 'alternatenames': []}
        matches[key] = place
    return matches, unmatched
