"""Makes questions.tsv and pairs.tsv of intents.txt: same answer or not, within each group."""
import itertools
import pathlib
import re

here = pathlib.Path(__file__).parent
groups, values = [], None
for line in (here / "intents.txt").read_text().splitlines():
    if line.startswith("#"):
        continue
    if line.startswith("== values"):
        groups[-1]["values"] = [v.strip() for v in line.split("=")[3].split("|")]
    elif line.startswith("== "):
        groups.append({"kind": line[3:], "values": [""], "intents": [[]]})
    elif line.strip():
        groups[-1]["intents"][-1].append(line)
    elif groups[-1]["intents"][-1]:
        groups[-1]["intents"].append([])

questions, pairs, seen = [], [], {}
for number, group in enumerate(groups):
    name = f"{group['kind']}-{number:02}"
    rows = []
    for at, wordings in enumerate(w for w in group["intents"] if w):
        for v, value in enumerate(group["values"]):
            rows += [(w.replace("{x}", value), f"{name}/{at}/{v}") for w in wordings]
    for text, answer in rows:
        assert text not in seen, text
        seen[text] = answer
        questions.append(f"f{len(questions):04}\t{text}\t{answer}\t{group['kind']}\t{name}\ten\tfresh\twritten")
    for (a, x), (b, y) in itertools.combinations(rows, 2):
        kind = group["kind"] if x != y else "paraphrase" if group["kind"] == "plain" else "keeps-" + group["kind"]
        pairs.append(f"{a}\t{b}\t{'same' if x == y else 'different'}\t{kind}\twritten\t{name}\t{name}\t{x}\t{y}\ten\t\t")

head = "id\ttext\tanswer_id\tkind\tgroup\tlang\tdomain\tsource"
(here / "questions.tsv").write_text("\n".join([head] + questions) + "\n")
head = "a\tb\tlabel\tkind\tsource\tgroup\tgroup_b\tanswer_a\tanswer_b\tlang\ttenant_a\ttenant_b"
(here / "pairs.tsv").write_text("\n".join([head] + pairs) + "\n")
print(len(questions), "questions,", len(set(seen.values())), "answers,", len(pairs), "pairs,",
      sum("\tsame\t" in p for p in pairs), "same")
