#!/usr/bin/env python3
"""Random programs against the compiler: see README.md here, and `./x fuzz --help`."""

import argparse
import random
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import eigen
import programs
from counts import Counts, STAGES, strategies
from reduce import Reducer, Text, fails_like, run_cvise
from unit import Common, ROOT, Tools, Unit, Verdict


def options():
    parser = argparse.ArgumentParser(prog="./x fuzz", description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / "build", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help="of the first program; drawn and printed by default")
    parser.add_argument("--seconds", type=float, help="stop after that time")
    parser.add_argument("--programs", type=int, help="stop after that many")
    parser.add_argument("--unit", type=int, default=40, help="programs in one translation unit")
    parser.add_argument("--size", type=int, help="statements of each program, about; random by default")
    parser.add_argument("--counts", action="store_true", help="print how often each operation, rule, strategy and construct was "
                        "met, and fail if one never was")
    parser.add_argument("--eigen", action="store_true", help="programs with Eigen; by default about every twentieth unit has them")
    parser.add_argument("--without", help="switch a strategy of the compiler off; by default every second unit switches one off")
    parser.add_argument("--second-compiler", action="store_true", help="compile all with gcc; by default every tenth unit")
    parser.add_argument("--sanitize", action="store_true", help="compile all under the sanitizers; by default every twentieth unit")
    parser.add_argument("--work", type=Path, help="where to build; default build/fuzz")
    parser.add_argument("--print", action="store_true", dest="show", help="print the program of --seed and stop")
    parser.add_argument("--reduce", action="store_true", help="reduce the program of --seed to what still fails, and print it")
    parser.add_argument("--cvise", action="store_true", help="with --reduce: let cvise go on")
    parser.add_argument("--interesting", type=Path, help=argparse.SUPPRESS)  # does this file fail like --kind? For cvise
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    parser.add_argument("--common", type=Path, help=argparse.SUPPRESS)  # the Common of the run that --interesting belongs to
    parser.add_argument("--keep", action="store_true", help="keep the folder of each unit")
    o = parser.parse_args()
    o.seed = o.seed if o.seed is not None else random.SystemRandom().randrange(10**9)
    o.build = o.build.resolve()
    o.work = o.work or o.build / "fuzz"
    if o.counts and o.programs:
        o.programs = max(o.programs, 2 * len(strategies()) * o.unit)  # each strategy is switched off once
    if o.seconds is None and o.programs is None:
        o.seconds = 60
    return o


def reduce(o, common):
    program = (eigen if o.eigen else programs).make(f"p{o.seed}", o.seed, o.size)
    verdict = Unit(common, o.work / f"reduce{o.seed}", [program]).run()[program.name]
    print(f"{verdict.kind}: {verdict.text[:600]}")
    if verdict.kind == "passed":
        return 0
    kind = verdict.kind if verdict.kind != "refused" else f"refused: {verdict.text.split(':')[0]}"
    program = Reducer(common, o.work / f"reduce{o.seed}", program, kind, lambda text: print(text, file=sys.stderr)).run()
    text = program.text()
    if o.cvise:
        text = run_cvise(common, o.work.resolve() / f"cvise{o.seed}", text, kind)
    print(text, end="")
    return 1


def excuse(common, folder, program, unit):
    """What a failure is due to, if to rounding or to the compiler of the output and not to the derivative; or nothing."""
    text = program.text()
    how = {"sanitize": unit.sanitize, "second_compiler": unit.second_compiler}
    passes = lambda text, **more: Unit(common, folder, [Text(text)], **{**how, **more}).run()[program.name].kind == "passed"
    if re.search(r"\bfloat\b", text) and passes(eigen.in_double(text)):
        return "rounded"  # the same in double precision is right
    if "long double" in text and not unit.second_compiler and passes(text, optimize="-O1"):
        return "miscompiled"  # by clang, see docs/correctness.md
    return None


def main():
    o = options()
    if o.show:
        print((eigen if o.eigen else programs).make(f"p{o.seed}", o.seed, o.size).text(), end="")
        return 0
    tools = Tools(o.build, options=[f"--without={o.without}"] if o.without else [], second_compiler=o.second_compiler,
                  sanitize=o.sanitize)
    common = Common(tools, o.common or o.work / "common", is_ready=o.common is not None)
    if o.interesting:
        return 0 if fails_like(common, o.work / "unit", Text(o.interesting.read_text()), o.kind) else 1
    if o.reduce:
        return reduce(o, common)
    print(f"seed {o.seed}", flush=True)
    start, done, number, total, counts, failures = time.time(), 0, 0, Counter(), Counts(), []
    while (o.programs is None or done < o.programs) and (o.seconds is None or time.time() - start < o.seconds):
        of_eigen = o.eigen or eigen.is_unit(number)
        count = min(eigen.unit_size(o.unit) if of_eigen else o.unit, (o.programs or 10**9) - done)
        made = [(eigen if of_eigen else programs).make(f"p{s}", s, o.size) for s in range(o.seed + done, o.seed + done + count)]
        without = o.without or (strategies()[number // 2 % len(strategies())] if number % 2 else "")
        common.tools = replace(tools, options=[f"--without={without}"] if without else [])
        unit = Unit(common, o.work / f"unit{o.seed + done if o.keep else ''}", made, sanitize=number % 20 == 19,
                    second_compiler=number % 20 == 9)
        for name, verdict in sorted(unit.run().items()):
            if verdict.failed and not Unit(common, o.work / "alone", [p for p in made if p.name == name]).well_defined():
                verdict = Verdict("ill-defined", verdict.text)  # a defect of the generator
            if verdict.kind in ("wrong derivative", "wrong value", "oracle differs"):
                program = next(p for p in made if p.name == name)
                verdict = Verdict(excuse(common, o.work / "alone", program, unit) or verdict.kind, verdict.text)
            if verdict.kind != "passed":
                failures.append((name, verdict))
                switched = (" --eigen" if of_eigen else "") + (f" --without {without}" if without else "") + unit.how()
                print(f"{name[1:]}{switched}: {verdict.kind}: {verdict.text[:600]}", flush=True)
            total[verdict.kind] += 1
        counts.add_programs(made, without)
        if o.counts:
            counts.sample(unit, STAGES if of_eigen or number % 4 == 0 else ["frontend", "differentiate"])
        done += count
        number += 1
        print(f"{done} programs, {done / (time.time() - start):.1f}/s: " + ", ".join(f"{n} {k}" for k, n in total.items()), flush=True)
    missing = counts.print() if o.counts else []
    print("".join(f"never met: {name}\n" for name in missing), end="")
    return 1 if missing or any(v.failed for _, v in failures) else 0


sys.exit(main())
