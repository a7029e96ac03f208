#!/usr/bin/env python3
"""Checks every derivative that a test file requests.

    check.py [options] TEST.cpp

Runs pullback on the file, compiles what it writes with gcc and clang at -O0 and -O3 under the contract's warnings, and
runs it against the primal (bits of values) and an oracle (the primal's own text, read with dual numbers). See
harness/source.py for the lines in a test that say on which inputs, harness/engine.cpp for what is compared.

What it does not do: judge the text of the generated code (test/Golden) or refusals (test/Contract).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "harness"))

import program  # noqa: E402
import source  # noqa: E402

WARNINGS = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror".split()
SANITIZERS = "-fsanitize=address,undefined -fno-sanitize-recover=undefined".split()


def options():
    env = os.environ.get
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("test", type=Path)
    parser.add_argument("--pullback", default=env("PULLBACK_TOOL", "pullback"), help="the tool")
    parser.add_argument("--gcc", default=env("PULLBACK_GXX", "g++"))
    parser.add_argument("--clang", default=env("PULLBACK_CLANGXX", "clang++-19"))
    parser.add_argument("--include", default=env("PULLBACK_INCLUDE", str(HERE.parent.parent / "include")), help="folder of pullback/pullback.h")
    parser.add_argument("--work", type=Path, help="where to build; default Output/TEST.numeric")
    parser.add_argument("--modes", default=env("PULLBACK_TEST_MODES", ",".join(sorted(source.MODES))),
                        help="check these of the requested modes only")
    parser.add_argument("--quick", action="store_true", default=bool(env("PULLBACK_TEST_QUICK")),
                        help="one compiler and level only")
    parser.add_argument("--threads", action="store_true",
                        help="all checks 16 times at once, under the thread sanitizer")
    parser.add_argument("--workspace", action="store_true",
                        help="the tool's --workspace --no-heap, without split; memory of exactly the size asked for")
    parser.add_argument("--self-check", action="store_true",
                        help="compare the oracle with central differences; runs no tool")
    given = parser.parse_args()
    if given.workspace:
        given.modes = ",".join(m for m in given.modes.split(",") if m != "split")
    return given


class Check:
    def __init__(self, o):
        self.o = o
        self.source = source.Source(o.test.resolve())
        self.work = o.work or Path("Output") / (o.test.stem + ".numeric")
        shutil.rmtree(self.work, ignore_errors=True)
        (self.work / "oracle").mkdir(parents=True)
        self.work = self.work.resolve()
        flags = re.findall(r"// CHECK-FLAGS:\s*(.*)", self.source.raw)
        self.flags = ["-std=c++17"] + [w for line in flags for w in line.split()]
        self.c_standard = re.search(r"// CHECK-LANGUAGE:\s*(c\d+)", self.source.raw)
        self.extras = [self.source.path.parent / name
                       for name in re.findall(r"// CHECK-SOURCE:\s*(\S+)", self.source.raw)]
        self.includes = [f"-I{self.work}", f"-I{self.source.path.parent}", f"-I{HERE / 'harness'}", f"-I{o.include}"]
        self.launcher = [shutil.which("ccache")] if shutil.which("ccache") else []
        self.program = program.Program(self.source, set(o.modes.split(",")), o.workspace)

    def run(self, command, what):
        done = subprocess.run(command, cwd=self.work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(f"{what} failed with {done.returncode}:\n  {' '.join(map(str, command))}\n{done.stdout}")
            raise SystemExit(1)
        return done.stdout

    def compile(self, compiler, text, to, flags, what):
        common = ["-ffp-contract=off", *self.flags, *self.includes]
        self.run([*self.launcher, compiler, *common, *flags, "-c", str(text), "-o", str(to)], what)
        return str(to)

    def selected_modes_only(self):
        """The test's text where --modes asks for fewer than it requests."""
        dropped = source.MODES - set(self.o.modes.split(","))
        kept = re.compile(r"\b(PULLBACK|PULLBACK_DIFFERENTIATE)\s*\([^\n]*")
        def thin(m):
            return re.sub(r"(,\s*|\(\s*)(?:%s)\b(?!\()" % "|".join(sorted(dropped)),
                          lambda d: "(" if d.group(1).startswith("(") else "", m.group()).replace("(, ", "(")
        return kept.sub(thin, self.source.raw) if dropped else self.source.raw

    def generate(self):
        primal = self.source.path
        text = self.selected_modes_only()
        if text != self.source.raw:
            primal = self.work / self.source.path.name
            primal.write_text(text)
        flags = self.flags
        if self.c_standard:
            primal = self.work / (self.source.path.stem + ".c")
            primal.write_text(text)
            flags = [f"-std={self.c_standard.group(1)}"]
            self.compile_as_c(primal, flags)
        stem = self.work / (self.source.path.stem + ".pullback")
        options = ["--workspace", "--no-heap"] if self.o.workspace else []
        self.run([self.o.pullback, str(primal), *options, "-o", f"{stem}.cpp", "--header", f"{stem}.h", "--",
                  *flags, f"-I{self.source.path.parent}"], "pullback")
        if self.o.workspace:
            self.check_memory(Path(f"{stem}.cpp").read_text())
        return stem

    def compile_as_c(self, primal, flags):
        """The test is C; what is compared with the derivatives is the same text as C++."""
        for compiler in ("gcc", "clang-19"):
            self.run([compiler, *flags, "-Wall", "-Werror", *self.includes, f"-I{primal.parent}", "-c", str(primal), "-o",
                      str(self.work / "primal.o")], "primal as C")

    def check_memory(self, text):
        """Nothing in generated code takes memory by itself."""
        code = re.sub(r"//[^\n]*|\"(?:\\.|[^\"\\\n])*\"", "", text)
        found = re.search(r"\b(new|throw|try|catch|unique_ptr|push_back|resize)\b|std::vector<[^;{)]*> \w+(\(|;)", code)
        if found:
            raise SystemExit(f"{self.source.path}: generated code has '{found.group()}' under --no-heap")

    def oracle_objects(self, wide):
        """Engine and oracle, built once and linked with every configuration."""
        for path in {self.source.path, *self.source.headers(self.source.path), *self.extras}:
            target = self.work / "oracle" / path.relative_to(self.source.path.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(program.rewrite(path.read_text()))
        files = [f"oracle/{p.relative_to(self.source.path.parent)}" for p in [*self.extras, self.source.path]]
        (self.work / "oracle.cpp").write_text(self.program.oracle(files))
        wider = ["-DDUAL_WIDE"] if wide else []
        return [self.compile(self.o.clang, HERE / "harness" / "engine.cpp", self.work / "engine.o", ["-O1", "-w", *wider], "engine"),
                self.compile(self.o.clang, self.work / "oracle.cpp", self.work / "oracle.o", ["-O0", "-w", *wider], "oracle")]

    def configurations(self):
        """How generated code is compiled; the primal is compiled once, as the first says."""
        if self.o.self_check:
            return [("clang-O0", self.o.clang, ["-O0"])]
        if self.o.threads:
            return [("clang-threads", self.o.clang, ["-O1", "-g", "-fsanitize=thread"])]
        if self.o.quick:
            return [("clang-O0", self.o.clang, ["-O0", *SANITIZERS])]
        return [("clang-O0", self.o.clang, ["-O0", *SANITIZERS]), ("clang-O3", self.o.clang, ["-O3"]),
                ("gcc-O0", self.o.gcc, ["-O0"]), ("gcc-O3", self.o.gcc, ["-O3"])]

    def main(self):
        stem = None if self.o.self_check else self.generate()
        if self.o.self_check:
            self.program.modes = set()
        header = stem and f"{stem}.h"
        threads = 16 if self.o.threads else 1
        (self.work / "main.cpp").write_text(self.program.main(header, self.source.path, self.o.self_check, threads))
        objects = self.oracle_objects(self.o.self_check)
        failed = False
        configurations = self.configurations()
        primal = [self.compile(self.o.clang, path, self.work / f"{path.stem}-primal.o", [*configurations[0][2], "-w"], "primal")
                  for path in [self.work / "main.cpp", *self.extras]]
        for name, compiler, flags in configurations:
            parts = []
            if stem:
                plain = ["-fno-exceptions", "-fno-rtti", "-fno-sanitize=vptr"] if self.o.workspace else []
                parts.append(self.compile(compiler, f"{stem}.cpp", self.work / f"generated-{name}.o",
                                          [*flags, *WARNINGS, *plain], "generated code"))
            executable = self.work / f"test-{name}"
            # Of a function that is in both, generated code's version is taken: it comes first.
            self.run([self.o.clang, "-fuse-ld=lld", *configurations[0][2], *parts, *primal, *objects, "-o", str(executable)], "link")
            done = subprocess.run([str(executable)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  timeout=300)
            if done.returncode:
                failed = True
                print(f"{name}:\n{done.stdout}")
        raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    Check(options()).main()
