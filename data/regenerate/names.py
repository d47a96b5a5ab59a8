"""May read the GeoNames translations of libgeonames and GeoNames' alternative names; fills name_xx and names_other."""
import difflib
import gettext
import pathlib
import re
import unicodedata

from places import slug

LOCALES = pathlib.Path('/usr/share/locale')
COLUMNS = ('ar', 'es', 'fr', 'ko', 'pt', 'ru', 'zh')
# Letters a name in this language is written in; a name in other letters is left out.
ARABIC = '\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff'
SCRIPT = {code: re.compile('^[%s\\s\\W\\d]+$' % letters) for code, letters in {
    'ar': ARABIC, 'fa': ARABIC, 'ur': ARABIC, 'ps': ARABIC, 'ckb': ARABIC, 'dv': '\u0780-\u07bf', 'he': '\u0590-\u05ff',
    'ko': '\uac00-\ud7a3', 'zh': '\u3400-\u9fff', 'ja': '\u3005\u3040-\u30ff\u3400-\u9fff', 'ru': '\u0400-\u052f', 'uk': '\u0400-\u052f',
    'be': '\u0400-\u052f', 'bg': '\u0400-\u052f', 'mk': '\u0400-\u052f', 'mn': '\u0400-\u052f', 'kk': '\u0400-\u052f', 'ky': '\u0400-\u052f',
    'tg': '\u0400-\u052f', 'sr': '\u0400-\u052f', 'el': '\u0370-\u03ff\u1f00-\u1fff', 'th': '\u0e00-\u0e7f', 'lo': '\u0e80-\u0eff',
    'my': '\u1000-\u109f', 'km': '\u1780-\u17ff', 'ka': '\u10a0-\u10ff', 'hy': '\u0530-\u058f', 'am': '\u1200-\u137f', 'ti': '\u1200-\u137f',
    'bn': '\u0980-\u09ff', 'as': '\u0980-\u09ff', 'hi': '\u0900-\u097f', 'mr': '\u0900-\u097f', 'ne': '\u0900-\u097f', 'pa': '\u0a00-\u0a7f',
    'gu': '\u0a80-\u0aff', 'or': '\u0b00-\u0b7f', 'ta': '\u0b80-\u0bff', 'te': '\u0c00-\u0c7f', 'kn': '\u0c80-\u0cff', 'ml': '\u0d00-\u0d7f',
    'si': '\u0d80-\u0dff', 'dz': '\u0f00-\u0fff'}.items()}
LETTER = {code: re.compile(pattern.pattern[1:-2].replace('\\s\\W\\d', '')) for code, pattern in SCRIPT.items()}
# Letters that belong to a neighbour language in the same script.
FOREIGN = {'ar': re.compile('[پچژگکیےٹڈڑںہھەېۆێڵڕټډړښځڅۇۈۋڭ]'), 'fa': re.compile('[يكىةےٹڈڑںہھېۆێڵڕټډړښځڅ]'), 'ur': re.compile('[يكىةېټډړښځڅۆێڕڄڃڻ]'),
           'ru': re.compile('[ІіЇїЄєҐґЎўЉљЊњЋћЂђЏџЈјҚқҢңӘәӨөҮүҰұҺһҒғҖҗЅѕЌќЃѓ]')}
# Countries where a name in the script of this language is taken from the alternative names when there is exactly one.
FALLBACK = {'ar': None, 'ko': {'KR', 'KP'}, 'ru': {'RU'}, 'zh': {'CN', 'TW', 'HK', 'MO'}, 'ja': {'JP'}, 'th': {'TH'}, 'el': {'GR', 'CY'}, 'he': {'IL'},
            'hy': {'AM'}, 'ka': {'GE'}, 'km': {'KH'}, 'lo': {'LA'}, 'my': {'MM'}, 'am': {'ET'}, 'si': {'LK'}, 'ta': {'LK'}, 'bn': {'BD'},
            'ne': {'NP'}, 'fa': {'IR'}, 'ur': {'PK'}}
SUFFIXES = {'ko': ('특별자치시', '특별시', '광역시', '시', '군', '구', '읍'), 'zh': ('市', '县', '縣', '区', '區', '镇', '鎮'), 'ja': ('市', '町', '村', '区')}
MARKET_TOWNS = ('四日市', '廿日市', '五日市', '八日市', '今市', '余市')   # 市 is part of these names
# Regional languages by GeoNames first-level unit: India's states and Spain's autonomous communities.
REGIONAL = {
    ('IN', '25'): 'ta', ('IN', '22'): 'ta', ('IN', '13'): 'ml', ('IN', '19'): 'kn', ('IN', '02'): 'te', ('IN', '40'): 'te', ('IN', '16'): 'mr',
    ('IN', '09'): 'gu', ('IN', '28'): 'bn', ('IN', '26'): 'bn', ('IN', '23'): 'pa', ('IN', '21'): 'or', ('IN', '03'): 'as', ('IN', '12'): 'ur',
    ('ES', '56'): 'ca', ('ES', '60'): 'ca', ('ES', '07'): 'ca', ('ES', '58'): 'gl', ('ES', '59'): 'eu',
}
LATIN = ('es', 'fr', 'pt')
# Names of another place or shortened: Victoria for Hong Kong, Tamboré for Barueri, V Redonda, an old form of Tlalnepantla.
WRONG = {(1819729, 'pt'), (3470353, 'pt'), (3444876, 'pt'), (3515431, 'es')}
# Checked by hand: GeoNames' translations lack them, its alternative names hold several forms.
BY_HAND = {(1880252, 'zh'): '新加坡', (1880252, 'ta'): 'சிங்கப்பூர்', (1880252, 'ko'): '싱가포르', (1880252, 'ar'): 'سنغافورة',
           (3448439, 'zh'): '圣保罗', (2460596, 'zh'): '巴馬科'}
LOCALE_OF = {'fil': ('fil', 'tl'), 'nb': ('nb', 'no'), 'zh': ('zh_CN', 'zh'), 'pt': ('pt',), 'ar': ('ar',)}


class Translations:
    def __init__(self):
        self.loaded = {}

    def get(self, language, geonameid):
        for locale in LOCALE_OF.get(language, (language,)):
            if locale not in self.loaded:
                path = LOCALES / locale / 'LC_MESSAGES' / 'geonames.mo'
                self.loaded[locale] = None
                if path.exists():
                    with open(path, 'rb') as file:
                        self.loaded[locale] = gettext.GNUTranslations(file)
            catalogue = self.loaded[locale]
            text = catalogue.gettext(str(geonameid)) if catalogue else str(geonameid)
            text = tidy(text, language)
            if text and text != str(geonameid) and fits(text, language):
                return text
        return ''


def tidy(text, language):
    text = unicodedata.normalize('NFC', text).strip()
    text = re.sub('[\u200b-\u200f\u202a-\u202e\ufeff]', '', text) if language not in ('fa', 'ur', 'ps', 'ckb', 'km', 'my', 'si', 'ml', 'bn', 'hi', 'kn', 'te', 'mr') else text
    return re.sub(r'\s+', ' ', text)


def fits(text, language):
    pattern = SCRIPT.get(language)
    if re.search('[|;=<>]', text) or not text:
        return False
    if pattern:
        return bool(pattern.match(text)) and bool(LETTER[language].search(text))
    return True


def without_suffix(text, language, country):
    """The plain name: 서울특별시 → 서울, 大阪市 → 大阪. Counties and districts keep theirs, except Korean counties."""
    if language == 'ko':
        if country in ('KR', 'KP'):
            return re.sub('(특별자치시|특별시|광역시|시|군)$', '', text) if len(re.sub('(특별자치시|특별시|광역시|시|군)$', '', text)) >= 2 else text
        return re.sub(' ?(특별시|광역시)$| 시$', '', text)
    if language in ('zh', 'ja'):
        if text in MARKET_TOWNS:
            return text
        if text == '東京都':
            return '東京'
        short = re.sub('(特别市|特別市|广域市|廣域市|広域市|市)$', '', text)
        return short if len(short) >= 2 else text
    if language == 'id':
        return re.sub('^(Kota|Kabupaten) (?!Baru)', '', text)
    if language == 'vi':
        return re.sub('^(Thành [Pp]hố|Thị [Xx]ã) (?!Hồ Chí Minh)', '', text)
    return text


def only_candidate(row, language):
    """The single alternative name in the script of the language, after dropping those that are another one with a suffix."""
    found = sorted({tidy(name, language) for name in row['alternatenames'] if fits(tidy(name, language), language)})
    if language in FOREIGN:
        found = [name for name in found if not FOREIGN[language].search(name)]
    if language == 'ja':
        found = [name for name in found if re.search('[\u3005\u3040-\u30ff\u3400-\u9fff]', name)]
    plain = [name for name in found if not any(name == other + suffix for other in found for suffix in SUFFIXES.get(language, ()))]
    return plain[0] if len(plain) == 1 else ''


def local_name(row, language, translations):
    name = translations.get(language, row['geonameid']) if row['geonameid'] else ''
    if not name and (row['geonameid'], language) in BY_HAND:
        name = BY_HAND[row['geonameid'], language]
        assert name in row['alternatenames'], name
    if not name and row['country'] in (FALLBACK.get(language, set()) or (row['country'] if language == 'ar' and speaks(row, 'ar') else '')):
        name = only_candidate(row, language)
    if (row['geonameid'], language) in WRONG or (name and language in LATIN and speaks(row, language) and not better_local(name, row['name'])):
        name = ''
    return without_suffix(name, language, row['country']) if name else ''


def better_local(name, main):
    """Where the country speaks the language, GeoNames' main name is the local one unless the translation is another form of it."""
    a, b = slug(name), slug(main)
    if a == b:
        return len(unicodedata.normalize('NFD', name)) > len(unicodedata.normalize('NFD', main))
    part = '/' not in main and (a in b or b in a)
    return not part and '(' not in name and difflib.SequenceMatcher(None, a, b).ratio() >= 0.4


def speaks(row, language):
    return any(code.split('-')[0] == language for code in row['languages'].split('|'))


def add(rows):
    translations = Translations()
    for row in rows:
        for language in COLUMNS:
            name = local_name(row, language, translations)
            row['name_' + language] = name if name != row['name'] else ''
        languages = [code.split('-')[0] for code in row['languages'].split('|') if code]
        regional = REGIONAL.get((row['country'], row['admin1']))
        others = []
        for language in dict.fromkeys(languages + ([regional] if regional else [])):
            if language not in COLUMNS and language != 'en':
                name = local_name(row, language, translations)
                if name and name != row['name']:
                    others.append('%s:%s' % (language, name))
        row['names_other'] = '|'.join(others)
