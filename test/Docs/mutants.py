#!/usr/bin/env python3
"""mutants.py ROOT: fuzz/mutate/table.md has every mistake in lib/, each noticed by a test that exists or explained in
equivalent.txt, and docs/correctness.md counts them right. That the table has every partial and pole of the rule table is
checked by a unit test (unittests/Rules/MutantsTest.cpp), which knows them."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "fuzz/mutate"))
import mutate  # noqa: E402

sites, table, equivalent = set(mutate.sites()), mutate.read_table(), mutate.read_equivalent()
passes = {name for name in table if name.count(":") == 1}
wrong = [f"{name} is not in the table" for name in sorted(sites - passes)]
wrong += [f"{name} is in the table, not in lib/" for name in sorted(passes - sites)]
wrong += [f"{name} is in equivalent.txt, not in the table" for name in sorted(equivalent.keys() - table.keys())]
for name, noticed in table.items():
    explained = noticed.removeprefix(mutate.EQUIVALENT) if noticed.startswith(mutate.EQUIVALENT) else None
    if noticed == mutate.SURVIVED:
        wrong.append(f"{name}: no test notices it")
    elif explained != equivalent.get(name):
        wrong.append(f"{name}: the table and equivalent.txt do not agree")
    elif noticed.startswith("test/") and not (root / noticed).exists():
        wrong.append(f"{name}: {noticed} does not exist")

page = " ".join((root / "docs/correctness.md").read_text().split())
counted = re.search(r"The list has (\d+) mistakes: (\d+) in passes.*? and (\d+) in partials and poles.*?"
                    r"all but (\w+) that", page)
words = "no one two three four five six seven eight nine ten".split()
expected = [str(len(table)), str(len(passes)), str(len(table) - len(passes)), words[len(equivalent)]]
if not counted or list(counted.groups()) != expected:
    wrong.append(f"docs/correctness.md does not count {', '.join(expected)}")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
