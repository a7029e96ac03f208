#!/usr/bin/env python3
"""Changes every adjoint statement of generated code a little, and runs the checking program: it has to notice.

    mutations.py [--factor F] [--work FOLDER] TEST.cpp...

Each statement `x_bar[i] += e;` becomes `x_bar[i] += mutated(k) * (e);`, which multiplies by exactly 1 unless the mutant k
is chosen when the program runs, and by 1.01 then. So a test is compiled once. A mutant that survives is run again with
the factor 10000: either it still has no effect at any point, or its part in the gradient is too small, and is printed.
The last lines are the table; exits 1 if a mutant survives whose part exceeds 1e-6 of the gradient.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import suite

HELPERS = """#include <cstdlib>
static double mutated(int mutant) {
  static const char* const chosen = std::getenv("MUTANT");
  static const char* const factor = std::getenv("FACTOR");
  return chosen && std::atoi(chosen) == mutant ? std::atof(factor) : 1.0;
}
"""
STATEMENT = re.compile(r"(?<=[;{})\n])(\s*(?:const )?(?:(?:double|float|long double) )?[\w.>\-\[\]()*+ ]+?)"
                       r" (=|\+=|-=|\*=) ([^;{}]+);")
LARGE = 10000.0


def is_adjoint(target, value):
    if not re.search(r"_bar", target + value) or re.fullmatch(r"(static_cast<\w+>\()?[-\d.]+\)?", value.strip()):
        return False
    if re.search(r"\b(for|return|int|bool|long|unsigned|auto|size_t|else)\b(?! double)", target):
        return False
    is_pointer = re.search(r"\w\s*[*&]\s*(?:const\s+)?\w+$", target)
    return not is_pointer and "get()" not in value and "data()" not in value


def mutate(text):
    """The text with all mutants, and for each the statement."""
    mutants = []

    def change(m):
        target, operator, value = m.groups()
        if not is_adjoint(target, value):
            return m.group()
        mutants.append(" ".join(m.group().split()))
        return f"{target} {operator} mutated({len(mutants) - 1}) * ({value});"

    text = STATEMENT.sub(change, text)
    return HELPERS + text, mutants


def part(output):
    """The largest relative change that a run with the factor LARGE has reported."""
    largest = 0.0
    for m in re.finditer(r"is (\S+), but (?:by tangents|<v, J\^T w> is) (\S+);", output):
        left, right = sorted(abs(float(x)) for x in m.groups())
        largest = max(largest, (right - left) / (LARGE * max(left, 1e-300)))
    return largest


class Mutants:
    def __init__(self, options, path):
        self.options, self.path = options, path
        self.program = suite.Program(options, path)

    def build(self):
        for step in (self.program.generate, self.insert, self.program.build):
            done = step()
            if done and done.returncode:
                return done.stdout
        self.cases = list(self.program.cases())
        return ""

    def insert(self):
        generated = self.program.work / "generated.cpp"
        text, self.mutants = mutate(generated.read_text())
        generated.write_text(text)

    def run(self, mutant, factor):
        """What the program says in the first case that it fails, or None."""
        os.environ.update(MUTANT=str(mutant), FACTOR=repr(factor))
        for number, text in enumerate(self.cases):
            done = self.program.check(number, text)
            if done.returncode not in (0, 2):
                return done.stdout
        return None

    def judge(self, mutant):
        if self.run(mutant, self.options.factor) is not None:
            return "noticed", ""
        large = self.run(mutant, LARGE)
        if large is None:
            return "without effect", ""
        return "too small", f"{part(large):.1e}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--factor", type=float, default=1.01)
    options, tests = suite.read_options(parser)
    total = {"noticed": 0, "without effect": 0, "too small": 0}
    bad = 0
    for path in tests:
        mutants = Mutants(options, path)
        problem = mutants.build() or mutants.run(-1, 1.0)
        if problem:
            print(f"{path.stem}: not run\n{problem}", flush=True)
            bad += 1
            continue
        counts = dict.fromkeys(total, 0)
        for number, statement in enumerate(mutants.mutants):
            outcome, size = mutants.judge(number)
            counts[outcome] += 1
            if outcome != "noticed":
                print(f"{path.stem}: {outcome} {size}: {statement}", flush=True)
            bad += outcome == "too small" and not float(size) <= 1e-6
        print(f"{path.stem}: " + ", ".join(f"{n} {what}" for what, n in counts.items()), flush=True)
        total = {what: n + counts[what] for what, n in total.items()}
    print("all: " + ", ".join(f"{n} {what}" for what, n in total.items()))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
