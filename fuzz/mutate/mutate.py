#!/usr/bin/env python3
"""Makes one mistake after the other in the compiler, and notes which test notices it.

    mutate.py [--build FOLDER] [--again] [MUTANT...]

The build is that of the preset `mutants` (`PULLBACK_PRESET=mutants ./x build`). Mutants are the names in calls of
`mutant("...")` in lib/, and `sign:ROW:OPERAND` and `pole:ROW:OPERAND` for each partial and pole of the rule table.

For one mutant: first the test that noticed it last time; then, for a row, the unit tests; then every C++ test that leads
the compiler to the mutant's place, and for which it then writes something else than without the mistake, until one fails;
then the unit tests and those of single passes, and with --thorough the rest of the suite. What was found stands in fuzz/mutate/table.md, which is written as it grows. Mutants that stand there already are passed over, without --again.
equivalent.txt says of mutants that nothing can notice why that is so.

Exit status 1 if a mutant survives that equivalent.txt does not explain.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLE = HERE / "table.md"
SECONDS = 60  # that the tool may take for one test
SURVIVED, EQUIVALENT = "**survived**", "equivalent: "

HEAD = """\
# Mutants

Written by `fuzz/mutate/mutate.py`: each mistake that can be asked for in the compiler, and a test that fails with it.

| mutant | noticed by |
|---|---|
"""


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mutants", nargs="*", metavar="MUTANT")
    parser.add_argument("--build", type=Path, default=ROOT / "build-mutants")
    parser.add_argument("--thorough", action="store_true", help="run all tests before a mutant counts as survivor")
    parser.add_argument("--again", action="store_true", help="also those in the table")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------
# Mutants
# ---------------------------------------------------------------------------------------------------------------------


def sites():
    """The names written in the compiler."""
    for path in sorted((ROOT / "lib").rglob("*.cpp")):
        yield from re.findall(r'\bmutant\("([a-z-]+:[a-z-]+)"\)', path.read_text())


def rules(build):
    """One for each partial and pole of each row; the tool names them when it makes the table."""
    source = ROOT / "test/Golden/polar.cpp"
    done = subprocess.run([build / "bin/pullback", source, "-o", "-"], text=True, capture_output=True,
                          env={**os.environ, "PULLBACK_MUTANT": "?"})
    yield from dict.fromkeys(re.findall(r"^mutant ((?:sign|pole):\w+:\d)$", done.stderr, re.MULTILINE))


def read_table():
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", TABLE.read_text() if TABLE.exists() else "", re.MULTILINE)
    return dict(rows)


def write_table(found, order):
    lines = [f"| `{name}` | {found[name]} |\n" for name in order if name in found]
    TABLE.write_text(HEAD + "".join(lines))


def read_equivalent():
    text = (HERE / "equivalent.txt").read_text() if (HERE / "equivalent.txt").exists() else ""
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


# ---------------------------------------------------------------------------------------------------------------------
# Tests
# ---------------------------------------------------------------------------------------------------------------------


class Suite:
    def __init__(self, build, thorough):
        self.build, self.thorough = build, thorough
        lit = Path(subprocess.run(["llvm-config-19", "--prefix"], text=True, capture_output=True).stdout.strip())
        self.lit = [sys.executable, str(lit / "build/utils/lit/lit.py"), "-sv", "--max-failures=1", "-j2", "--param",
                    f"pullback_build={build.resolve()}"]
        self.sources = sorted([*(ROOT / "test/Numeric").glob("*.cpp"), *(ROOT / "test/Golden").glob("*.cpp"),
                               *(ROOT / "test/Regressions").glob("*.cpp")], key=lambda path: path.stat().st_size)
        self.baseline, self.reached = {}, {}

    def environment(self, mutant):
        return {**os.environ, "PULLBACK_MUTANT": mutant, "PULLBACK_TEST_QUICK": "1"}

    def unit_tests(self, mutant):
        """Those of the row that the mutant is about. The one that compares the documentation proves nothing here."""
        parts = mutant.split(":")
        chosen = f"*/{parts[1]}:Kink.*:Pole.*" if len(parts) == 3 else "*-Document.*"
        for program in sorted((self.build / "unittests").glob("*Test")):
            command = [program, "--gtest_brief=1", "--gtest_fail_fast", f"--gtest_filter={chosen}"]
            done = subprocess.run(command, text=True, capture_output=True, env=self.environment(mutant))
            if done.returncode:
                failed = re.search(r"\[  FAILED  \] ([\w./]+)", done.stdout)
                return f"{program.name} {failed[1] if failed else 'crashes'}"
        return None

    def lit_tests(self, mutant, paths):
        """The first of the tests that fails."""
        done = subprocess.run([*self.lit, *map(str, paths)], cwd=ROOT, text=True, capture_output=True,
                              env=self.environment(mutant))
        failed = re.search(r"^(?:FAIL|TIMEOUT|XPASS): Pullback :: (\S+)", done.stdout, re.MULTILINE)
        return f"test/{failed[1]}" if failed else None

    def write(self, mutant, source):
        flags = re.findall(r"// CHECK-FLAGS:\s*(.*)", source.read_text(errors="replace"))
        command = [self.build / "bin/pullback", source, "-o", "-", "--header", "-", "--", "-std=c++17",
                   *" ".join(flags).split()]
        try:
            return subprocess.run(command, capture_output=True, env=self.environment(mutant), timeout=SECONDS)
        except subprocess.TimeoutExpired as hang:
            return subprocess.CompletedProcess(command, -1, b"it hangs", hang.stderr)

    def survey(self):
        """What the tool writes for each test without a mistake, and which places it comes by."""
        for source in self.sources:
            done = self.write("?", source)
            self.baseline[source] = done.stdout
            self.reached[source] = set(re.findall(r"^mutant (\S+)$", done.stderr.decode(errors="replace"), re.MULTILINE))

    def is_changed(self, mutant, source):
        return mutant in self.reached[source] and self.write(mutant, source).stdout != self.baseline[source]

    def changed_tests(self, mutant):
        """Tests that concern what the mutant's name says come first, then those that compare numbers, the small ones first."""
        if not self.baseline:
            self.survey()
        words = [word.rstrip("s") for word in re.split(r"[:-]", mutant) if len(word) > 3]
        rank = lambda path: (-sum(word in path.stem for word in words), path.parent.name == "Golden")
        for source in sorted(self.sources, key=rank):
            if self.is_changed(mutant, source) and (noticed := self.lit_tests(mutant, [source])):
                return noticed
        return None

    def notice(self, mutant, last):
        if last and last.startswith("test/") and (ROOT / last).exists():
            if noticed := self.lit_tests(mutant, [last]):
                return noticed
        is_rule = mutant.count(":") == 2
        noticed = (is_rule and self.unit_tests(mutant)) or self.changed_tests(mutant) or \
            (not is_rule and self.unit_tests(mutant)) or self.lit_tests(mutant, self.folders("Transforms", "Emit", "IR", "Frontend", "Contract", "Diagnostics"))
        if noticed or not self.thorough:
            return noticed
        return self.lit_tests(mutant, self.folders("Numeric", "Kernels", "Driver", "Docs"))

    def folders(self, *names):
        return [ROOT / "test" / name for name in names]


def main():
    o = options()
    suite = Suite(o.build, o.thorough)
    everything = [*dict.fromkeys(sites()), *rules(o.build)]
    order = o.mutants or everything
    table, equivalent = read_table(), read_equivalent()
    found = dict(table)
    for mutant in sorted(order, key=lambda name: SURVIVED in table.get(name, "")):  # new ones first
        if mutant in table and SURVIVED not in table[mutant] and not o.again:
            continue
        if mutant in equivalent:
            found[mutant] = EQUIVALENT + equivalent[mutant]
        else:
            found[mutant] = suite.notice(mutant, table.get(mutant)) or SURVIVED
        print(f"{mutant}: {found[mutant]}", flush=True)
        write_table(found, everything)
    raise SystemExit(any(SURVIVED in found.get(mutant, "") for mutant in order))


if __name__ == "__main__":
    main()
