"""May compute great-circle distances and sums: people within 50 km, nearest large city, sea, land border and river."""
import json

import h5py
import numpy
from scipy.spatial import cKDTree

EARTH_KM = 6371.0088
STEP_KM = 0.5          # lines are filled with points this far apart: an error of at most 0.25 km, and only close to the line
NEAR_KM = 50
LARGE = 1000000
GSHHG = '/usr/share/gmt-gshhg/binned_%s_f.nc'
# Levels of the World Data Bank II. Borders: 1 = national. Rivers: 0 = double-lined rivers, 1 = permanent major rivers,
# 2 = additional major rivers, 3 = additional rivers; minor and intermittent rivers and canals (4 and above) are left out. Without 3
# whole countries would have no river: the Han in Seoul, the Yodo in Osaka and the Guaíba in Porto Alegre are of level 3.
LEVELS = {'border': (1,), 'river': (0, 1, 2, 3)}


def unit_vectors(lat, lon):
    lat, lon = numpy.radians(numpy.asarray(lat, float)), numpy.radians(numpy.asarray(lon, float))
    return numpy.stack([numpy.cos(lat) * numpy.cos(lon), numpy.cos(lat) * numpy.sin(lon), numpy.sin(lat)], axis=-1)


def chord(kilometres):
    return 2 * numpy.sin(numpy.asarray(kilometres) / EARTH_KM / 2)


def arc_km(chords):
    return 2 * EARTH_KM * numpy.arcsin(numpy.minimum(numpy.asarray(chords) / 2, 1))


def rounded(kilometres):
    return '%.1f' % kilometres if kilometres < 9.95 else '%.0f' % kilometres


def of_rows(rows):
    return unit_vectors([float(row['lat']) for row in rows], [float(row['lon']) for row in rows])


def add_people_within(rows, gazetteer, part_of):
    counted = [place for place in gazetteer.cities1000 if place['population'] > 0 and place['geonameid'] not in part_of]
    people = numpy.array([place['population'] for place in counted])
    tree = cKDTree(unit_vectors([p['latitude'] for p in counted], [p['longitude'] for p in counted]))
    for row, near in zip(rows, tree.query_ball_point(of_rows(rows), chord(NEAR_KM))):
        total = int(people[near].sum())
        row['people_within_50km'] = max(total, row['population'] or 0) or ''


def add_large_city(rows, gazetteer, part_of):
    large = [place for place in gazetteer.lists[15000] if place['population'] >= LARGE and place['geonameid'] not in part_of]
    tree = cKDTree(unit_vectors([p['latitude'] for p in large], [p['longitude'] for p in large]))
    far, index = tree.query(of_rows(rows), k=2)
    for row, distances, indices in zip(rows, far, index):
        itself = large[indices[0]]['geonameid'] == row['geonameid']
        row['distance_to_large_city'] = rounded(arc_km(distances[1 if itself else 0]))


def filled(lat, lon):
    """Points of a line, with more between them so that neighbours are at most STEP_KM apart."""
    vectors = unit_vectors(lat, lon)
    gaps = arc_km(numpy.linalg.norm(numpy.diff(vectors, axis=0), axis=1))
    counts = numpy.maximum(numpy.ceil(gaps / STEP_KM).astype(int), 1)
    start = numpy.repeat(numpy.arange(len(counts)), counts)
    share = (numpy.arange(counts.sum()) - numpy.repeat(numpy.cumsum(counts) - counts, counts)) / numpy.repeat(counts, counts)
    points = vectors[start] + (vectors[start + 1] - vectors[start]) * share[:, None]
    points = numpy.vstack([points, vectors[-1:]])
    return points / numpy.linalg.norm(points, axis=1, keepdims=True)


def add_nearest(rows, points, column):
    far, _ = cKDTree(points).query(of_rows(rows))
    for row, kilometres in zip(rows, arc_km(far)):
        row[column] = rounded(kilometres)


def add_sea(rows, npm):
    """Distance to the nearest exterior ring of Natural Earth's land. The one hole is the Caspian: a lake, as are the islands in it."""
    topology = json.loads((npm / 'world-atlas' / 'land-10m.json').read_text(encoding='utf-8'))
    scale, shift = topology['transform']['scale'], topology['transform']['translate']
    arcs = [numpy.cumsum(numpy.array(arc), axis=0) * scale + shift for arc in topology['arcs']]

    def ring(numbers):
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
        return numpy.vstack([parts[0]] + [part[1:] for part in parts[1:]])

    polygons = [polygon for geometry in topology['objects']['land']['geometries'] for polygon in geometry['arcs']]
    holes = [ring(numbers) for polygon in polygons for numbers in polygon[1:]]
    lines = []
    for polygon in polygons:
        line = ring(polygon[0])
        if any(inside(line[0], hole) for hole in holes):
            continue
        # The map is cut along the 180th meridian; those edges are no coast.
        cut = (numpy.abs(line[:-1, 0]) > 179.99) & (numpy.abs(line[1:, 0]) > 179.99)
        for piece in numpy.split(numpy.arange(len(line)), numpy.flatnonzero(cut) + 1):
            if len(piece) > 1:
                lines.append(filled(line[piece, 1], line[piece, 0]))
    add_nearest(rows, numpy.vstack(lines), 'distance_to_sea')


def inside(point, ring):
    x, y = point
    x1, y1, x2, y2 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    crosses = (y1 > y) != (y2 > y)
    with numpy.errstate(divide='ignore', invalid='ignore'):
        at = (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return bool(numpy.count_nonzero(crosses & (x < at)) % 2)


def add_lines(rows, kind, column):
    """Distance to the nearest border or river of the World Data Bank II, read from GSHHG's one-degree bins."""
    with h5py.File(GSHHG % kind, 'r') as file:
        first_segment = file['Id_of_first_segment_in_a_bin'][:]
        segments = file['N_segments_in_a_bin'][:]
        sizes = file['N_points_for_a_segment'][:].astype(int)
        levels = file['Hierarchial_level_of_a_segment'][:]
        first_point = file['Id_of_first_point_in_a_segment'][:]
        # Stored as unsigned 16-bit parts of a degree from the south-west corner of the bin.
        east = file['Relative_longitude_from_SW_corner_of_bin'][:].astype('uint16') / 65535
        north = file['Relative_latitude_from_SW_corner_of_bin'][:].astype('uint16') / 65535
        wide = int(file['N_bins_in_360_longitude_range'][0])
        size = int(file['Bin_size_in_minutes'][0]) / 60
    lines = []
    for cell in numpy.flatnonzero(segments):
        west, south = (cell % wide) * size, 90 - (cell // wide + 1) * size
        for s in range(first_segment[cell], first_segment[cell] + segments[cell]):
            if levels[s] in LEVELS[kind] and sizes[s] > 1:
                points = slice(first_point[s], first_point[s] + sizes[s])
                lines.append(filled(south + north[points] * size, west + east[points] * size))
    add_nearest(rows, numpy.vstack(lines), column)
