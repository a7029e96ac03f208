#!/usr/bin/env python3
"""Runs the checking program of every test with derivatives: none may raise an alarm.

    suite.py [--pullback TOOL] [--work FOLDER] TEST.cpp...

The inputs come from the tests' own CHECK-INPUT lines (test/Numeric/harness/source.py): what those draw from a range is
drawn from that range, everything else is given. One line a test; exits 1 if a check fails, or cannot be run.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Numeric" / "harness"))

import source  # noqa: E402
import values  # noqa: E402


class Drawn:
    """A number, or with [n] a list of them, that the checking program draws."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def __getitem__(self, count):
        return [self] * count


class Inputs(values.Values):
    def evaluate(self, text):
        names = {"uniform": Drawn, "integers": lambda low, high: values.Draw(lambda: self.random.randint(low, high)),
                 "output": values.Sequence(lambda i: 0.1 + i), "zeros": values.Sequence(lambda i: 0.0),
                 "fill": lambda v: values.Sequence(lambda i: v), "steps": lambda a, b: values.Sequence(lambda i: a + i * b),
                 "reference": self.reference, "inf": values.math.inf, "nan": values.math.nan, "pi": values.math.pi,
                 "true": 1, "false": 0, "dict": dict, "flat": values.flatten, "range": range, "sin": values.math.sin,
                 "exp": values.math.exp, "float": float, "len": len}
        return eval(text, {"__builtins__": {}}, names)  # the text is our own test's


def paths(test, base, name):
    """The name of every number in an element: `camera.k` twice for `double k[2]`."""
    short = test.resolve(base).split("::")[-1]
    if short not in test.structs:
        return [name]
    result = []
    for field_type, field, extents in test.structs[short][1]:
        count = 1
        for extent in extents:
            count *= int(extent)
        result += count * paths(test, field_type, f"{name}.{field}")
    return result


def matrix_line(parameter, numbers):
    """The line of a matrix, whose numbers are written row by row and lie column by column unless its type says RowMajor."""
    _, rows, cols = source.eigen_shape(parameter.eigen)
    count = len(numbers)
    rows = rows or parameter.rows or (count // cols if cols else count)
    cols = count // rows if rows else 0
    if not (rows == 1 or cols == 1 or "RowMajor" in parameter.eigen):
        numbers = [numbers[r + c * rows] for r in range(rows) for c in range(cols)]
    fixed = 0 not in source.eigen_shape(parameter.eigen)[1:]
    size = "" if fixed else f"[{count}]" if 1 in source.eigen_shape(parameter.eigen)[1:] else f"[{rows}, {cols}]"
    if numbers and isinstance(numbers[0], Drawn):
        return f"{parameter.name}{size} in [{numbers[0].low}, {numbers[0].high}]"
    return f"{parameter.name}{size}" + (" = " + " ".join(map(repr, numbers)) if numbers else "")


def lines_of(test, parameter, numbers):
    """The lines of the inputs for one parameter."""
    if parameter.eigen:
        yield matrix_line(parameter, numbers)
        return
    leaves = paths(test, parameter.base, parameter.name)
    per_element = len(leaves)
    is_array = parameter.kind == "pointer" or parameter.holder
    for extent in parameter.dims if parameter.kind == "pointer" else []:
        per_element *= int(extent)
    if is_array:
        yield f"{parameter.name}[{len(numbers) // max(per_element, 1)}]"
    for path in dict.fromkeys(leaves):
        own = [n for i, n in enumerate(numbers) if leaves[i % len(leaves)] == path]
        if not own:
            continue
        if isinstance(own[0], Drawn):
            line = f"{path} in [{own[0].low}, {own[0].high}]"
        else:
            line = f"{path} = " + " ".join("0.5" if isinstance(n, Drawn) else repr(n) for n in own)
        if is_array and path == parameter.name:
            line = line.replace(path, f"{path}[{len(numbers) // per_element}]", 1)
        yield line


def cases(test, names):
    """The text of one file of inputs for each case; `names` are those that the program has for the functions."""
    for k in range(max(len(f.inputs) for f in test.functions)):
        drawer = Inputs(test.path.parent)
        text = ""
        for function, name in zip(test.functions, names):
            given = drawer.inputs(function.inputs[min(k, len(function.inputs) - 1)][1])
            if [] in given.values() or 0 in given.values():  # maybe nothing to check
                given = drawer.inputs(function.inputs[0][1])
            text += f"[{name}]\n"
            for parameter in function.parameters:
                if parameter.name in given and not parameter.engine:
                    text += "".join(line + "\n" for line in lines_of(test, parameter, given[parameter.name]))
        yield text


class Program:
    """A test's checking program, built from generated code that `change` may edit."""

    def __init__(self, options, path):
        self.test = source.Source(path.resolve())
        self.work = options.work / path.stem
        self.work.mkdir(parents=True, exist_ok=True)
        flags = [w for line in re.findall(r"// CHECK-FLAGS:\s*(.*)", self.test.raw) for w in line.split()]
        self.flags = ["-std=c++17", *flags, f"-I{self.test.path.parent}"]
        self.extras = re.findall(r"// CHECK-SOURCE:\s*(\S+)", self.test.raw)
        self.options = options
        self.primal, self.language = self.test.path, re.search(r"// CHECK-LANGUAGE:\s*(c\d+)", self.test.raw)
        if self.language:
            self.primal = self.work / (path.stem + ".c")
            self.primal.write_text(self.test.raw)

    def run(self, *command):
        return subprocess.run([str(c) for c in command], cwd=self.work, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=600)

    def generate(self):
        flags = [f"-std={self.language.group(1)}", *self.flags[1:]] if self.language else self.flags
        return self.run(self.options.pullback, self.primal, "-o", "generated.cpp", "--gradcheck", "check.cpp", "--", *flags)

    def build(self, level="-O0"):
        sources = ["check.cpp", "generated.cpp", *(self.test.path.parent / e for e in self.extras)]
        launcher = [w for w in [os.environ.get("PULLBACK_CCACHE")] if w]
        if self.language:
            done = self.run(*launcher, self.options.c_compiler, f"-std={self.language.group(1)}", level, "-w", "-ffp-contract=off",
                            *self.flags[1:], f"-I{self.options.include}", "-c", self.primal, "-o", "primal.o")
            if done.returncode:
                return done
            sources.append("primal.o")
        elif "// This program includes the source" not in (self.work / "check.cpp").read_text():
            sources.append(self.primal)
        return self.run(*launcher, self.options.compiler, level, "-w", "-ffp-contract=off", *self.flags,
                        f"-I{self.options.include}", *sources, "-o", "check")

    def cases(self):
        names = re.findall(r'^  f\.name = "(.*)";', (self.work / "check.cpp").read_text(), re.MULTILINE)
        return cases(self.test, names)

    def check(self, number, text):
        """An array that is longer than the request says is cut to the length there."""
        for _ in range(10):
            (self.work / f"{number}.inputs").write_text(text)
            done = self.run("./check", "--inputs", f"{number}.inputs")
            longer = re.search(r"\.inputs:(\d+): the request gives '(.*)' the length (\d+)", done.stdout)
            if not longer:
                return done
            lines, (line, name, length) = text.split("\n"), longer.groups()
            given = lines[int(line) - 1].split(" ")
            lines[int(line) - 1] = " ".join([f"{name}[{length}]", *(given[1:2 + int(length)] if "=" in given else given[1:])])
            text = "\n".join(lines)
        return done


def check_test(options, path):
    """What went wrong, or ""."""
    program = Program(options, path)
    for step in (program.generate, program.build):
        done = step()
        if done.returncode:
            return done.stdout
    for number, text in enumerate(program.cases()):
        done = program.check(number, text)
        if done.returncode and not (done.returncode == 2 and "no point was found" in done.stdout):
            return f"case {number}, exit status {done.returncode}\n{done.stdout}"
    return ""


def read_options(parser):
    """The options, and the tests."""
    env = os.environ.get
    parser.add_argument("tests", type=Path, nargs="+")
    parser.add_argument("--pullback", default=env("PULLBACK_TOOL", "pullback"))
    parser.add_argument("--compiler", default=env("PULLBACK_CLANGXX", "clang++-19"))
    parser.add_argument("--c-compiler", default=env("PULLBACK_CLANG", "clang-19"))
    parser.add_argument("--include", default=env("PULLBACK_INCLUDE", str(HERE.parent.parent / "include")))
    parser.add_argument("--work", type=Path, default=Path("Output") / "gradcheck")
    options = parser.parse_args()
    options.work = options.work.resolve()
    return options, [t for t in options.tests if "// RUN: %numeric" in t.read_text()]  # the others have programs of their own


def main():
    options, tests = read_options(argparse.ArgumentParser(description=__doc__.split("\n")[0]))
    failures = 0
    for path in tests:
        problem = check_test(options, path)
        print(f"{path.stem}: {'ALARM' if problem else 'ok'}\n{problem}", end="", flush=True)
        failures += bool(problem)
    print(f"{len(tests)} programs, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
