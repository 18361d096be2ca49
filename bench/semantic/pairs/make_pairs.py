#!/usr/bin/env python3
"""Makes pairs.tsv, tenants.tsv and questions.tsv from intents/*.txt and single/pairs.txt (see README.md). Always the same output: the seed is fixed."""
import itertools
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = 20241
PLAIN_SAME, VALUE_SAME, FAMILY_SAME = 4, 1, 2      # pairs of one answer (one more for every third answer with a value)
VALUE_DIFFERENT, FAMILY_DIFFERENT = 6, 10          # pairs of one intent with values, of one family
OTHER_TOPIC, ASKED_IN_OTHER_LANGUAGE = 200, 60
SURFACE = 0.12                                     # share of the questions of which a second spelling is made

TAGS = {'voice': 'voice', 'order': 'word-order', 'contraction': 'contraction', 'polite': 'politeness', 'short': 'keywords',
        'filler': 'filler', 'typo': 'typo', 'sym': 'order-irrelevant'}


class Question:
    def __init__(self, text, tag, source, line, base=None):
        self.text, self.tag, self.source, self.line, self.base = text, tag, source, line, base


class Answer:
    """Everything that asks for one and the same answer."""

    def __init__(self, ident, group, kind, domain, lang, variant='', values=(), value_kind='', tenant=False):
        self.ident, self.group, self.kind, self.domain, self.lang = ident, group, kind, domain, lang
        self.variant, self.values, self.value_kind, self.tenant = variant, values, value_kind, tenant
        self.questions = []


def fail(message):
    sys.exit('make_pairs: ' + message)


def tokens(text):
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())


def fold(text):
    return ' '.join(text.lower().split())


# ---------------------------------------------------------------- reading

def values_of(line, where):
    """`with kind x,y = v ~ spelling ; w | ...` gives the kind, the slot names and for every tuple a list of spellings for each slot."""
    head, _, body = line.partition('=')
    _, kind, names = head.split(None, 2)
    names = [n.strip() for n in names.split(',')]
    tuples = []
    for part in body.split('|'):
        slots = [[s.strip() for s in slot.split('~')] for slot in part.split(';')]
        if len(slots) != len(names):
            fail(f'{where}: {part!r} has not {len(names)} slots')
        tuples.append(slots)
    return kind, names, tuples


def read_blocks():
    blocks, block = [], None
    for path in sorted((HERE / 'intents').glob('*.txt')):
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            where, line = f'{path.name}:{number}', line.strip()
            if not line or line.startswith('#'):
                continue
            if line[0] in '=*' and (line[1] in ' !'):
                parts = [p.strip() for p in line.lstrip('=*!').split('|')]
                family = line[0] == '*'
                block = {'id': parts[0], 'domain': parts[1], 'kind': parts[2] if family else '', 'family': family,
                         'lang': (parts[3:] if family else parts[2:] or ['en'])[0] if len(parts) > (3 if family else 2) else 'en',
                         'tenant': line.startswith('=!'), 'with': None, 'variants': [] if family else [('', [])]}
                blocks.append(block)
            elif line.startswith('with '):
                block['with'] = values_of(line, where)
            elif line.startswith('- ') and block['family']:
                block['variants'].append((line[2:], []))
            else:
                tag = ''
                if line.startswith('['):
                    tag, line = line[1:].split('] ', 1)
                    if tag not in TAGS:
                        fail(f'{where}: unknown tag {tag}')
                block['variants'][-1][1].append((tag, line))
    ids = [b['id'] for b in blocks]
    if len(set(ids)) < len(ids):
        fail('block names used twice: ' + ', '.join(sorted({i for i in ids if ids.count(i) > 1})))
    return blocks


def capital(text):
    return text[0].upper() + text[1:]


def answers_of(block, rnd):
    answers = []
    kind, names, tuples = block['with'] or ('', [], [[]])
    for variant, lines in block['variants']:
        for number, slots in enumerate(tuples, 1):
            ident = block['id'] + ('/' + variant if variant else '') + (f'/{number}' if names else '')
            answer = Answer(ident, block['id'], block['kind'] or kind or 'plain', block['domain'], block['lang'], variant,
                            tuple(s[0] for s in slots), kind, block['tenant'])
            for index, (tag, line) in enumerate(lines):
                text = line
                for name, spellings in zip(names, slots):
                    value = spellings[0] if index == 0 else rnd.choice(spellings)
                    text = text.replace('{' + name + '}', value)
                text = re.sub(r'\.\.$', '.', text)
                if re.search(r'[{}]', text) and names:
                    fail(f'{ident}: slot without a value in {line!r}')
                answer.questions.append(Question(capital(text), tag, 'template' if names else 'written', index))
            answers.append(answer)
    return answers


def read_single():
    answers, pairs = [], []
    lines = [l for l in (HERE / 'single' / 'pairs.txt').read_text(encoding='utf-8').splitlines() if l.strip() and not l.startswith('#')]
    for number, line in enumerate(lines, 1):
        kind, label, lang, a, b = [p.strip() for p in line.split(' | ')]
        group = f'single-{number:03d}'
        first = Answer(group + ('' if label == 'same' else '/a'), group, kind, 'mixed', lang)
        second = first if label == 'same' else Answer(group + '/b', group, kind, 'mixed', lang)
        qa, qb = Question(a, '', 'single', 0), Question(b, '', 'single', 1)
        first.questions.append(qa)
        second.questions.append(qb)
        answers += [first] if first is second else [first, second]
        pairs.append((qa, first, qb, second, kind))
    return answers, pairs


# ---------------------------------------------------------------- other spellings of one question

OPENERS = set('how what which who whose whom when where why can could do does did is are was were will would should may must am has have '
              'show list give tell write draft compose explain name calculate suggest describe in on at to if by for from with the my i '
              "i'd i'm please please there until after before".split())
IMPERATIVE = set('show list give tell write draft compose explain name calculate suggest describe count translate summarise cancel delete '
                 'move set remind book reserve add convert divide multiply round compare define update'.split())
ASKS = set('how what which who whose when where why can could do does did is are was were will should may must'.split())
FILLERS = ['Hi, {}', 'Hello there, {}', 'Hey, quick question: {}', 'Sorry to bother you, but {}', 'Just wondering, {}', 'Good morning, {}']
MEASURES = set('euros grams metres miles hours weeks months years minutes seconds degrees percent kilos pounds litres'.split())
THANKS = ['{} Thanks!', '{} Thank you.', '{} Thanks in advance.', '{} Many thanks for your help.']
SHORT = [("do not", "don't"), ('does not', "doesn't"), ('did not', "didn't"), ('cannot', "can't"), ('is not', "isn't"), ('was not', "wasn't"),
         ('I am ', "I'm "), ('What is ', "What's "), ('I would ', "I'd "), ('have not', "haven't"), ('has not', "hasn't"), ('will not', "won't")]


def lower_start(text):
    word = text.split()[0]
    return text if word in ('I', "I'm", "I'd", "I've", "I'll") else text[0].lower() + text[1:]


def typo(text, allowed, known, rnd):
    allowed = allowed - MEASURES
    places = [m for m in re.finditer(r"(?<![\w'\-./])[a-z]{5,}(?![\w'\-./]*[\w])", text) if m.group() in allowed]
    rnd.shuffle(places)
    for place in places:
        word = place.group()
        for _ in range(4):
            i = rnd.randrange(1, len(word) - 2)
            how = rnd.choice(('swap', 'drop', 'double'))
            wrong = (word[:i] + word[i + 1] + word[i] + word[i + 2:] if how == 'swap' else word[:i] + word[i + 1:] if how == 'drop'
                     else word[:i] + word[i] + word[i:])
            if wrong != word and wrong not in known:
                return text[:place.start()] + wrong + text[place.end():]
    return None


def surface(question, answer, allowed, known, rnd):
    """Another spelling of the question that asks for the same, with its kind; or None."""
    text, first = question.text, question.text.split()[0].lower()
    one_sentence = not re.search(r'[.?!:] ', text)
    if answer.lang not in ('zh', 'ja'):
        choices = ['case']
    else:
        return None
    if answer.lang == 'en' and question.tag not in ('filler', 'typo', 'short'):
        choices += ['typo', 'typo', 'filler', 'thanks', 'contraction', 'politeness', 'politeness']
    rnd.shuffle(choices)
    for choice in choices:
        if choice == 'case':
            bare = re.sub(r'[?!.¿¡]+( ?)$', '', text.replace('¿', '').replace('¡', '')).rstrip()
            if bare.lower() == text.lower() or '"' in text or ('. ' in text):
                continue
            if rnd.random() < 0.3 and not re.search(r'\d\s*[A-Za-z]|°|[A-Z]{2}', text):
                return bare.upper() + ('!!' if rnd.random() < 0.5 else ''), 'case-punctuation'
            return bare.lower(), 'case-punctuation'
        if choice == 'typo':
            changed = typo(text, allowed, known, rnd)
            if changed:
                return changed, 'typo'
        if choice == 'filler' and first in OPENERS and question.tag != 'polite':
            form = rnd.choice(FILLERS)
            if form.startswith(('Just', 'Hey')) and (first not in ASKS or not one_sentence):
                form = FILLERS[0]
            return form.format(lower_start(text)), 'filler'
        if choice == 'thanks' and text[-1] in '.?!':
            return rnd.choice(THANKS).format(text), 'filler'
        if choice == 'contraction' and '"' not in text and ': ' not in text:
            for long, short in SHORT:
                if re.search(r'\b' + long, text):
                    return re.sub(r'\b' + long, short, text, count=1), 'contraction'
        if choice == 'politeness' and one_sentence and question.tag != 'polite' and '"' not in text:
            asked = re.match(r'How (do|can) I ', text)
            if asked:
                return 'Could you tell me how I can ' + text[asked.end():], 'politeness'
            if first in IMPERATIVE and text.endswith('.') and 'please' not in text.lower():
                return 'Could you please ' + lower_start(text)[:-1] + '?', 'politeness'
    return None


def add_surfaces(answers, rnd):
    by_group = {}
    for answer in answers:
        by_group.setdefault(answer.group, []).append(answer)
    known = {w for a in answers for q in a.questions for w in tokens(q.text)}
    for group in by_group.values():
        words = [{w for q in a.questions for w in tokens(q.text)} for a in group]
        shared = set.intersection(*words) - {'never', 'without', 'cannot'}      # a mistake never hits a word that makes the difference
        for answer in group:
            for question in list(answer.questions):
                if question.source == 'single' or rnd.random() >= SURFACE / (2 if answer.values else 1):
                    continue
                made = surface(question, answer, shared, known, rnd)
                if made:
                    answer.questions.append(Question(made[0], made[1], 'surface', question.line, question))


# ---------------------------------------------------------------- pairs

def same_kind(answer, a, b):
    for one, other in ((a, b), (b, a)):
        if one.base is other:
            return one.tag
    spelled = a.base or b.base
    a, b = a.base or a, b.base or b
    if (a.tag == 'sym') != (b.tag == 'sym'):
        return 'order-irrelevant'
    if answer.kind not in ('plain', 'near-topic'):
        return 'keeps-' + answer.kind
    if 'short' in (a.tag, b.tag):
        return 'keywords'
    if spelled:
        return 'paraphrase'
    tagged = b.tag if a.line == 0 else a.tag if b.line == 0 else ''
    return TAGS.get(tagged, 'paraphrase') if tagged in ('voice', 'order', 'contraction', 'polite', 'filler', 'typo') else 'paraphrase'


def same_pairs(answer, number, rnd):
    """Some pairs of the wordings of one answer, and every other spelling with its original or (one in three) with another wording."""
    whole = [q for q in answer.questions if q.base is None]
    every = list(itertools.combinations(whole, 2))
    rnd.shuffle(every)
    every.sort(key=lambda p: 0 if p[0].line == 0 and p[1].tag in ('voice', 'order', 'contraction', 'polite', 'sym') else 1)
    head = every[:number // 2 + 1]
    rest = every[number // 2 + 1:]
    rnd.shuffle(rest)
    for a, b in (head + rest)[:number]:
        yield a, answer, b, answer, same_kind(answer, a, b)
    for q in answer.questions:
        if q.base is not None:
            others = [w for w in whole if w is not q.base]
            mate = rnd.choice(others) if others and rnd.random() < 0.34 else q.base
            yield mate, answer, q, answer, same_kind(answer, mate, q)


def difference(a, b):
    """The kind of the difference between two answers of one group, or None if it is not one clean difference."""
    if a.variant != b.variant:
        return a.kind if a.values == b.values else None
    if a.value_kind == 'unit':      # 5 miles and 50 miles: the unit is the same, the number is not
        units = [' '.join(re.findall(r'[^\W\d]+', ' '.join(x.values))) for x in (a, b)]
        return 'number' if units[0] == units[1] else 'unit'
    if a.value_kind == 'date' and len(a.values) == 2 and a.values[1] != b.values[1]:    # a time and a place
        return 'entity'
    return a.value_kind


def different_pairs(group, number, rnd):
    couples = [(a, b, difference(a, b)) for a, b in itertools.combinations(group, 2)]
    couples = [c for c in couples if c[2]]
    close, far = [], []
    for a, b, kind in couples:
        for qa, qb in itertools.product(a.questions, b.questions):
            (close if qa.line == qb.line and (qa.base is None) != (qb.base is not None) else far).append((qa, a, qb, b, kind))
    rnd.shuffle(close)
    rnd.shuffle(far)
    # the same number for each couple of answers as far as possible, two close pairs (one wording) to each far one
    taken, count = [], {}
    for pool, share in ((close, number * 2 // 3), (far, number), (close, number)):
        for pair in pool:
            if len(taken) >= share:
                break
            key = (pair[1].ident, pair[3].ident)
            limit = -(-number // len(couples)) + 1
            if count.get(key, 0) < limit and pair not in taken:
                taken.append(pair)
                count[key] = count.get(key, 0) + 1
    return taken


ELSEWHERE = [  # the same wish in several languages: the answer has to be in the language of the question
    ['track-parcel', 'de-parcel', 'fr-parcel', 'es-parcel', 'it-parcel', 'pt-parcel', 'nl-parcel', 'pl-parcel', 'sv-parcel', 'tr-parcel', 'zh-parcel',
     'ja-parcel'],
    ['password/reset', 'de-password/reset', 'fr-password/reset', 'es-password/reset', 'zh-password/reset'],
    ['password/change', 'de-password/change', 'fr-password/change', 'es-password/change', 'zh-password/change'],
    ['order-where/1', 'de-order/one/1', 'fr-order/one/1', 'es-order/one/1', 'it-order/one/1', 'pt-order/one/1', 'nl-order/one/1'],
    ['invoice-copy', 'de-invoice', 'fr-invoice', 'es-invoice'],
    ['shares/buy', 'nl-polarity/buy'],
    ['remove-wine-stain', 'de-stain', 'es-stain'],
    ['cut-onion-tears', 'fr-onions'],
    ['interview-prepare', 'es-interview'],
    ['request-leave', 'de-holiday'],
    ['boil-egg-soft', 'de-egg'],
    ['sleep-better', 'fr-sleep'],
    ['delete-account', 'fr-account'],
    ['notifications/on', 'pt-polarity/on'],
    ['wifi-slow', 'it-wifi'],
    ['pay-rent/tenant', 'it-role/tenant'],
]


def main():
    rnd = random.Random(SEED)
    groups, answers = [], []
    for block in read_blocks():
        made = answers_of(block, rnd)
        groups.append(made)
        answers += made
    add_surfaces(answers, rnd)
    singles, single_pairs = read_single()
    by_id = {a.ident: a for a in answers}

    owner = {}
    for answer in answers + singles:
        kept = []
        for q in answer.questions:
            key = fold(q.text)
            if key in owner:
                if owner[key] is not answer:
                    fail(f'{q.text!r} belongs to {owner[key].ident} and to {answer.ident}')
                if q.source != 'surface':
                    print(f'left out, already there: {answer.ident}: {q.text}')
                continue
            owner[key] = answer
            kept.append(q)
        answer.questions = kept

    pairs = []
    for group in groups:
        for number, answer in enumerate(group):
            family = bool(answer.variant)
            pairs += same_pairs(answer, PLAIN_SAME if answer.kind == 'plain' else (1 if answer.values else FAMILY_SAME) if family else VALUE_SAME + (number % 3 == 0), rnd)
        if len(group) > 1:
            pairs += different_pairs(group, FAMILY_DIFFERENT if group[0].variant else VALUE_DIFFERENT, rnd)
    pairs += single_pairs

    english = [g for g in groups if g[0].lang == 'en']
    used = set()
    while len(used) < OTHER_TOPIC:
        g, h = rnd.sample(english, 2)
        if g[0].domain != h[0].domain and rnd.random() < 0.75 or (g[0].group, h[0].group) in used or (h[0].group, g[0].group) in used:
            continue
        used.add((g[0].group, h[0].group))
        a, b = rnd.choice(g), rnd.choice(h)
        pairs.append((rnd.choice(a.questions), a, rnd.choice(b.questions), b, 'other-topic'))

    foreign = []
    for wish in ELSEWHERE:
        for one, other in itertools.combinations(wish, 2):
            a, b = by_id[one], by_id[other]
            foreign.append((rnd.choice(a.questions), a, rnd.choice(b.questions), b, 'asked-in-other-language'))
    rnd.shuffle(foreign)
    foreign.sort(key=lambda p: 0 if p[1].lang == 'en' else 1)
    pairs += foreign[:ASKED_IN_OTHER_LANGUAGE]

    tenants = []
    for answer in answers:
        if answer.tenant:
            qs = answer.questions
            one, other = rnd.sample(qs, 2)
            again, third = rnd.sample(qs, 2)
            tenants.append((qs[0], answer, qs[0], answer, 'two-tenants', 'north', 'south'))
            tenants.append((one, answer, one, answer, 'two-tenants', 'south', 'west'))
            tenants.append((one, answer, other, answer, 'two-tenants', 'north', 'west'))
            tenants.append((again, answer, third, answer, 'one-tenant', 'north', 'north'))

    rank = {'surface': 3, 'single': 2, 'template': 1, 'written': 0}
    columns = ['a', 'b', 'label', 'kind', 'source', 'group', 'group_b', 'answer_a', 'answer_b', 'lang', 'tenant_a', 'tenant_b']

    def row(qa, a, qb, b, kind, ta='', tb=''):
        label = 'same' if a is b and ta == tb else 'different'
        source = max(qa.source, qb.source, key=rank.get)
        lang = a.lang if a.lang == b.lang else '+'.join(sorted((a.lang, b.lang)))
        return [qa.text, qb.text, label, kind, source, a.group, b.group, a.ident, b.ident, lang, ta, tb]

    def write(name, head, rows):
        for r in rows:
            if any('\t' in c or '\n' in c for c in r):
                fail(f'tab or line break in {r}')
        (HERE / name).write_text('\n'.join('\t'.join(r) for r in [head] + rows) + '\n', encoding='utf-8')

    rows, seen = [], set()
    for pair in pairs:
        qa, a, qb, b, kind = pair
        key = frozenset((fold(qa.text), fold(qb.text)))
        if len(key) < 2 or key in seen or qa not in a.questions or qb not in b.questions:
            continue
        seen.add(key)
        if rnd.random() < 0.5:
            qa, a, qb, b = qb, b, qa, a
        rows.append(row(qa, a, qb, b, kind))
    write('pairs.tsv', columns, rows)

    rows, seen = [], set()
    for qa, a, qb, b, kind, ta, tb in tenants:
        key = frozenset(((fold(qa.text), ta), (fold(qb.text), tb)))
        if key not in seen:
            seen.add(key)
            rows.append(row(qa, a, qb, b, kind, ta, tb))
    write('tenants.tsv', columns, rows)

    rows = []
    for answer in answers + singles:
        for q in answer.questions:
            rows.append([f'q{len(rows) + 1:05d}', q.text, answer.ident, answer.kind, answer.group, answer.lang, answer.domain, q.source])
    write('questions.tsv', ['id', 'text', 'answer_id', 'kind', 'group', 'lang', 'domain', 'source'], rows)


if __name__ == '__main__':
    main()
