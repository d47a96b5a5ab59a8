"""May read the Penn World Table of an unpacked r-cran-pwt9, the yearly averages of hmrc-rates and CLDR's list of currencies, and
write exchange-rates.csv: units of a currency for one US dollar, mean of the calendar year."""
import csv
import json
import lzma
import statistics
import struct
import warnings

import hmrc_rates
import rdata

FIRST, LAST_PWT, LAST = 1990, 2017, 2025
# The table gives all years in the currency that was in use when it was made.
PWT_MADE = '2019-06-12'
# Countries of one currency, a year's average and its median month, and both sources in the last year they share must agree this well:
# else nothing is said. It leaves out mistyped months and years in which a currency collapsed.
AGREE = 1.10


def penn(folder):
    """(country of three letters, year) → units of its currency per US dollar."""
    base = str(folder / 'data' / 'Rdata')

    def converted(data):
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            return rdata.conversion.convert(rdata.parser.parse_data(data))

    with open(base + '.rdx', 'rb') as file:
        offset, length = (int(x) for x in converted(file.read())['variables']['pwt9.1'])
    with open(base + '.rdb', 'rb') as file:
        file.seek(offset)
        chunk = file.read(length)
    (size,) = struct.unpack('>I', chunk[:4])
    assert chunk[4:5] == b'Z', 'the table is packed another way than xz'
    filters = [{'id': lzma.FILTER_LZMA2, 'preset': 6 | lzma.PRESET_EXTREME}]
    data = lzma.decompress(chunk[5:], format=lzma.FORMAT_RAW, filters=filters)
    assert len(data) == size
    table = converted(data)
    return {(str(code), int(year)): float(rate) for code, year, rate in zip(table.isocode, table.year, table.xr) if rate == rate}


class Tender:
    """Which currency was legal tender where and when (CLDR)."""

    def __init__(self, npm):
        folder = npm / 'cldr-core' / 'supplemental'
        data = json.loads((folder / 'currencyData.json').read_text(encoding='utf-8'))['supplemental']['currencyData']['region']
        codes = json.loads((folder / 'codeMappings.json').read_text(encoding='utf-8'))['supplemental']['codeMappings']
        self.alpha3 = {code: entry['_alpha3'] for code, entry in codes.items() if '_alpha3' in entry}
        self.rows = [(country, currency, about.get('_from', '0000'), about.get('_to', '9999'))
                     for country, entries in data.items() for entry in entries for currency, about in entry.items()
                     if about.get('_tender') != 'false']

    def on(self, country, day):
        """The one currency of a country on a day; its own where it has others beside it."""
        found = [(currency, start) for place, currency, start, end in self.rows if place == country and start <= day <= end]
        own = [row for row in found if row[0].startswith(country)]
        return (own or found)[0] if len(own or found) == 1 else None

    def all_year(self, currency, year):
        return any(code == currency and start <= '%d-01-01' % year and end >= '%d-12-31' % year for _, code, start, end in self.rows)


def from_penn(folder, tender):
    table = penn(folder)
    found = {}
    for country, alpha3 in tender.alpha3.items():
        current = tender.on(country, PWT_MADE)
        if not current or current[0] == 'USD':
            continue
        currency, since = current
        for year in range(FIRST, LAST_PWT + 1):
            if (alpha3, year) in table and since <= '%d-01-01' % year:
                found.setdefault((currency, year), []).append(table[alpha3, year])
    # One country must not speak for a currency that others know at another rate.
    return {key: statistics.median(rates) for key, rates in found.items() if agree(max(rates), min(rates))}


def from_hmrc(tender):
    rates = hmrc_rates.Rates()
    found = {}
    for year in range(LAST_PWT, LAST + 1):
        average = per_dollar(rates.average(hmrc_rates.YearEnd.december(year)))
        months = [per_dollar(rates.monthly(hmrc_rates.YearMonth(year, month))) for month in range(1, 13)]
        for currency, rate in average.items():
            of_months = [month[currency] for month in months if currency in month]
            if tender.all_year(currency, year) and len(of_months) == 12 and agree(rate, statistics.median(of_months)):
                found[currency, year] = rate
    return found


def per_dollar(published):
    """HMRC counts units per pound."""
    dollar = published.rate('USD').units_per_gbp
    found = {currency.code: float(rate.units_per_gbp / dollar) for currency, rate in published if currency.code != 'USD'}
    return {**found, 'GBP': float(1 / dollar)}


def agree(one, other):
    return 1 / AGREE <= one / other <= AGREE


def table(npm, pwt):
    tender = Tender(npm)
    older, newer = from_penn(pwt, tender), from_hmrc(tender)
    apart = {currency for currency, year in older.keys() & newer.keys() if not agree(older[currency, year], newer[currency, year])}
    rows = [(key, rate, 'pwt-9.1') for key, rate in older.items()]
    rows += [(key, rate, 'hmrc-average') for key, rate in newer.items() if key[1] > LAST_PWT]
    kept = sorted((row for row in rows if row[0][0] not in apart), key=lambda row: row[0])
    return kept, sorted(apart)


def write(out, npm, pwt):
    rows, apart = table(npm, pwt)
    with open(out / 'exchange-rates.csv', 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(['currency', 'year', 'per_usd', 'source'])
        for (currency, year), rate, source in rows:
            writer.writerow([currency, year, '%.6g' % rate, source])
    return len(rows), len({row[0][0] for row in rows}), apart
