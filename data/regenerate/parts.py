"""May find places that are parts of a larger listed city, so that sums of people do not count them twice."""
import numpy
from scipy.spatial import cKDTree

from distances import chord, unit_vectors

# Own cities or towns that GeoNames files as a section of a populated place.
NOT_A_SECTION = {'Navi Mumbai', 'Subang Jaya', 'Springs', 'Epworth', 'Skudai'}
# Where GeoNames gives a city the people of its whole first-level unit, every other place in that unit is a part of it.
WHOLE_UNIT = {('AT', '09'), ('CN', '22'), ('CN', '23'), ('CN', '28'), ('DE', '04'), ('DE', '16'), ('KR', '11'), ('MX', '09'), ('RU', '48'),
              ('RU', '66'), ('TH', '40'), ('TR', '34'), ('VN', '44')}
WHOLE_COUNTRY = {'HK', 'MO', 'SG'}
BOROUGHS_OF_NEW_YORK = {5110302, 5133273, 5125771, 5110266, 5139568}
# Elsewhere: a place inside the disc that a city of a million and more fills at this density, in the same first-level unit.
MIN_CITY = 1000000
PEOPLE_PER_KM2 = 15000


def find(gazetteer):
    """{geonameid: (reason, geonameid of the larger city or None)}; reasons: section, unit, borough, inside."""
    part_of = {}
    places = [place for place in gazetteer.cities1000 if place['population'] > 0]
    largest = {}
    for place in places:
        unit = (place['countrycode'], '') if place['countrycode'] in WHOLE_COUNTRY else (place['countrycode'], place['admin1code'])
        if unit in WHOLE_UNIT or unit[0] in WHOLE_COUNTRY:
            if unit not in largest or place['population'] > largest[unit]['population']:
                largest[unit] = place
    for place in places:
        number = place['geonameid']
        unit = (place['countrycode'], '') if place['countrycode'] in WHOLE_COUNTRY else (place['countrycode'], place['admin1code'])
        if gazetteer.features.get(number) == 'PPLX' and place['name'] not in NOT_A_SECTION:
            part_of[number] = 'section', None
        elif number in BOROUGHS_OF_NEW_YORK:
            part_of[number] = 'borough', 5128581
        elif unit in largest and largest[unit] is not place:
            part_of[number] = 'unit', largest[unit]['geonameid']
    rest = [place for place in places if place['geonameid'] not in part_of]
    vectors = unit_vectors([place['latitude'] for place in rest], [place['longitude'] for place in rest])
    tree = cKDTree(vectors)
    for i in sorted(range(len(rest)), key=lambda i: (-rest[i]['population'], rest[i]['geonameid'])):
        city = rest[i]
        if city['population'] < MIN_CITY:
            break
        if city['geonameid'] in part_of:
            continue
        radius = numpy.sqrt(city['population'] / PEOPLE_PER_KM2 / numpy.pi)
        for j in sorted(tree.query_ball_point(vectors[i], chord(radius))):
            other = rest[j]
            if (j != i and other['geonameid'] not in part_of and other['population'] < city['population']
                    and (other['countrycode'], other['admin1code']) == (city['countrycode'], city['admin1code'])):
                part_of[other['geonameid']] = 'inside', city['geonameid']
    return part_of


def listed(rows, part_of):
    """The rows of the directory that are such parts, for whoever wants to leave them out."""
    ids = {row['geonameid']: row['id'] for row in rows}
    result = []
    for row in rows:
        if row['geonameid'] in part_of:
            reason, larger = part_of[row['geonameid']]
            result.append({'id': row['id'], 'reason': reason, 'part_of': ids.get(larger, '')})
    return result
