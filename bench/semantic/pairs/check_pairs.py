#!/usr/bin/env python3
"""Checks pairs.tsv, tenants.tsv and questions.tsv; prints the balance. `check_pairs.py sample N SEED` prints a random sample for reading,
`check_pairs.py second-look` the rows whose words say the opposite of their label."""
import collections
import csv
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def read(name):
    with open(HERE / name, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))


def fold(text):
    return ' '.join(text.lower().split())


def words(text):
    return set(re.findall(r'[^\W_]+|[+#/]+', text.lower()))


def likeness(a, b):
    """Share of common words, or of common letter pairs where that is more."""
    def share(x, y):
        return len(x & y) / max(1, len(x | y))

    def letters(t):
        t = ' ' + fold(t) + ' '
        return {t[i:i + 3] for i in range(len(t) - 2)}
    return max(share(words(a), words(b)), share(letters(a), letters(b)))


def main():
    pairs, tenants, questions = read('pairs.tsv'), read('tenants.tsv'), read('questions.tsv')
    if sys.argv[1:2] == ['sample']:
        for p in random.Random(int(sys.argv[3])).sample(pairs, int(sys.argv[2])):
            print(p['label'], p['kind'], '|', p['a'], '|', p['b'])
        return
    if sys.argv[1:2] == ['second-look']:
        for p in sorted(pairs, key=lambda p: likeness(p['a'], p['b'])):
            like = likeness(p['a'], p['b'])
            if p['label'] == 'same' and like < 0.12 or p['label'] == 'different' and like > 0.75:
                print(f'{like:.2f}', p['label'], p['kind'], '|', p['a'], '|', p['b'])
        return
    errors = []
    answer_of, ids = {}, set()
    for q in questions:
        key = fold(q['text'])
        if key in answer_of:
            errors.append(f'question twice: {q["text"]}')
        answer_of[key] = q['answer_id']
        if q['id'] in ids:
            errors.append(f'id twice: {q["id"]}')
        ids.add(q['id'])
        if not q['text'].strip() or q['text'] != q['text'].strip() or re.search(r'[{}\[\]|~]', q['text']):
            errors.append(f'odd text: {q["text"]}')
    bare = {}
    for q in questions:     # without punctuation, too, one text has one answer, except where the sign is the difference
        key = ' '.join(re.findall(r'[^\W_]+|[+#]+|(?<=\d)[.,](?=\d)', q['text'].lower()))
        if bare.setdefault(key, q['answer_id']) != q['answer_id']:
            errors.append(f'one text but for punctuation, two answers: {q["text"]} ({bare[key]}, {q["answer_id"]})')
    seen = {}
    for p in pairs + tenants:
        key = frozenset(((fold(p['a']), p['tenant_a']), (fold(p['b']), p['tenant_b'])))
        if key in seen:
            errors.append(f'pair twice ({seen[key]}, {p["label"]}): {p["a"]} | {p["b"]}')
        seen[key] = p['label']
        if len(key) < 2:
            errors.append(f'pair of one text: {p["a"]}')
        for side in 'ab':
            if answer_of.get(fold(p[side])) != p['answer_' + side]:
                errors.append(f'pair and question disagree: {p[side]}')
        same = p['answer_a'] == p['answer_b'] and p['tenant_a'] == p['tenant_b']
        if (p['label'] == 'same') != same:
            errors.append(f'label: {p["a"]} | {p["b"]}')
        if p['label'] == 'same' and p['lang'].count('+'):
            errors.append(f'languages: {p["a"]} | {p["b"]}')
    for e in errors:
        print('ERROR', e)
    same = sum(p['label'] == 'same' for p in pairs)
    answers = collections.Counter(q['answer_id'] for q in questions if q['source'] != 'surface')
    print(f'{len(pairs)} pairs, {same} same ({100 * same / len(pairs):.1f}%), {len(pairs) - same} different; {len(tenants)} with tenants')
    intents = collections.defaultdict(int)
    for q in questions:
        if q['source'] in ('written', 'template'):
            key = re.sub(r'/\d+$', '', q['answer_id'])
            intents[key] = max(intents[key], answers[q['answer_id']])
    print(f'{len(questions)} questions, {len(answers)} answers; {len(intents)} intents written by hand, '
          f'{sum(n >= 4 for n in intents.values())} of them with 4 wordings or more, {sum(n == 3 for n in intents.values())} with 3')
    for column in ('kind', 'source', 'lang'):
        count = collections.Counter((p['label'], p[column]) for p in pairs)
        print(f'\n{column:26s} same different')
        for value in sorted({v for _, v in count}):
            print(f'{value:26s} {count["same", value]:4d} {count["different", value]:9d}')
    sys.exit(1 if errors else 0)


if __name__ == '__main__':
    main()
