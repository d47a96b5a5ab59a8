"""May read practices.json and vocabulary.json and write vocabulary/ and practices/, one file per list and per practice."""
import json


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + '\n', encoding='utf-8')


def split(folder, out):
    vocabulary = json.loads((folder / 'vocabulary.json').read_text(encoding='utf-8'))
    practices = json.loads((folder / 'practices.json').read_text(encoding='utf-8'))
    wanted = {}
    for name, entries in vocabulary.items():
        wanted[out / 'vocabulary' / (name + '.json')] = entries
    for practice in practices:
        wanted[out / 'practices' / (practice['id'] + '.json')] = practice
    for name in ('vocabulary', 'practices'):
        (out / name).mkdir(exist_ok=True)
        for old in (out / name).glob('*.json'):
            if old not in wanted:
                old.unlink()
    for path, value in wanted.items():
        write(path, value)
    return len(vocabulary), len(practices)


def read_practices(out):
    return [json.loads(path.read_text(encoding='utf-8')) for path in sorted((out / 'practices').glob('*.json'))]
