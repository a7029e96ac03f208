#!/usr/bin/env python3
"""Random programs against the checking programs of --gradcheck: derivatives are right, so none may raise an alarm.

    gradcheck.py [--seed N] [--programs N] [--size N] [--build FOLDER] [--work FOLDER]

Forty programs are one checking program, which is run with each case of inputs that the programs have (integers and index
arrays are given, numbers drawn). What --gradcheck does not take, and functions without a point at which all is finite, count apart.
Exit status 1 if there is an alarm; the folder of its unit is kept.
"""

import argparse
import random
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

from unit import ROOT, Tools, Unit, Verdict

sys.path.insert(0, str(ROOT / "test/Gradcheck"))

import programs  # noqa: E402
import suite     # noqa: E402

WITHOUT_POINT = re.compile(r"gradcheck: (\w+)::f .*no point was found")
FAILED = re.compile(r"^(\w+)::f \(unit\.cpp:\d+\)(?:(?!^\w).*\n)*?  FAILED .*", re.MULTILINE)


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--programs", type=int, default=400)
    parser.add_argument("--unit", type=int, default=40, help="programs in one checking program")
    parser.add_argument("--size", type=int)
    parser.add_argument("--work", type=Path)
    o = parser.parse_args()
    o.work = (o.work or o.build / "fuzz-gradcheck").resolve()
    return o


class Alone:
    """What Unit wants of Common, as far as it only differentiates."""

    def __init__(self, tools):
        self.tools = tools


class Checked:
    """The checking program of several programs."""

    def __init__(self, o, folder, made):
        self.tools = Tools(o.build.resolve(), options=["--gradcheck", "check.cpp"])
        self.unit = Unit(Alone(self.tools), folder, made)
        self.verdicts, self.cases = self.unit.verdicts, 0

    def run(self):
        names = self.unit.differentiate(list(self.unit.programs))
        while names and not self.check(names):
            names = [name for name in names if name not in self.verdicts]
        return self.verdicts

    def check(self, names):
        """False if programs have to be taken out first."""
        self.unit.write(names)
        self.unit.run_tool("-o", "unit.pullback.cpp", "--header", "unit.pullback.h")
        settings = argparse.Namespace(pullback=self.tools.pullback, compiler=self.tools.clang, include=ROOT / "include",
                                      work=self.unit.folder)
        program = suite.Program(settings, self.unit.source)
        program.work = self.unit.folder
        shutil.copy(self.unit.folder / "unit.pullback.cpp", self.unit.folder / "generated.cpp")
        built = program.build()
        if built.returncode:
            raise SystemExit(f"{self.unit.folder}: the checking program does not compile\n{built.stdout[:4000]}")
        verdicts, cases = {}, 0
        for number, text in enumerate(program.cases()):
            done = program.check(number, text)
            if done.returncode == 2 and (where := WITHOUT_POINT.search(done.stdout)):
                self.verdicts[where[1]] = Verdict("without a point", done.stdout[-400:])
                return False
            verdicts.update((m[1], Verdict("alarm", m[0])) for m in FAILED.finditer(done.stdout))
            if done.returncode not in (0, 1) or (done.returncode and not verdicts):
                verdicts[names[0]] = Verdict("alarm", f"exit status {done.returncode}\n{done.stdout[-2000:]}")
            cases += sum(len(f.inputs) > number for f in program.test.functions)
        self.cases = cases
        self.verdicts.update({name: verdicts.get(name, Verdict("fine")) for name in names})
        return True


def main():
    o = options()
    total, cases = Counter(), 0
    print(f"seed {o.seed}", flush=True)
    for first in range(o.seed, o.seed + o.programs, o.unit):
        made = [programs.make(f"p{s}", s, o.size) for s in range(first, min(first + o.unit, o.seed + o.programs))]
        folder = o.work / f"unit{first}"
        checked = Checked(o, folder, made)
        for name, verdict in sorted(checked.run().items()):
            total[verdict.kind] += 1
            if verdict.kind not in ("fine", "refused"):
                print(f"{name[1:]}: {verdict.kind}: {verdict.text}", flush=True)
        cases += checked.cases
        if not any(verdict.kind == "alarm" for verdict in checked.verdicts.values()):
            shutil.rmtree(folder)
        print(f"{sum(total.values())} programs, {cases} cases: " + ", ".join(f"{n} {kind}" for kind, n in total.items()), flush=True)
    return 1 if set(total) - {"fine", "refused", "without a point"} else 0


sys.exit(main())
