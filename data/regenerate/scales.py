"""May refresh the lines low and high of the measured number indicators in catalogue.toml; every other line stays as edited."""
import math
import tomllib

import numpy

MARK = '# measured: 5th and 95th percentile of cities.csv'


def two_digits(value):
    if value == 0:
        return 0
    digits = 1 - math.floor(math.log10(abs(value)))
    result = round(value, digits)
    return int(result) if digits <= 0 or result == int(result) else result


def refresh(path, rows):
    lines = path.read_text(encoding='utf-8').split('\n')
    indicator = None
    for i, line in enumerate(lines):
        if line.startswith('[['):
            indicator = None
        elif line.startswith('id = '):
            indicator = line.split('"')[1]
        elif line.endswith(MARK):
            values = [float(row[indicator]) for row in rows if row[indicator] != '']
            low, high = (two_digits(v) for v in numpy.percentile(values, [5, 95]))
            if 'distance' in indicator:
                low = max(low, 1)
            name = line.split(' = ')[0]
            lines[i] = '%s = %s  %s' % (name, {'low': low, 'high': high}[name], MARK)
    text = '\n'.join(lines)
    tomllib.loads(text)
    path.write_text(text, encoding='utf-8')
