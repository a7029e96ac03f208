"""A unit: many programs in one translation unit, differentiated, compiled and run.

The unit's text is an ordinary numeric test (test/Numeric); reading it, the test program and the oracle come from the harness
there. A program that the tool refuses, crashes on, or that fails to compile is taken out, and the rest goes on.
"""

import re
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HARNESS = ROOT / "test/Numeric/harness"
RECORDS = ROOT / "test/Regressions/Inputs/records.h"
sys.path.insert(0, str(HARNESS))

import eigen                       # noqa: E402
import program as harness_program  # noqa: E402
import source as harness_source    # noqa: E402

SECONDS = 120  # of processor time for one run of the tool
WARNINGS = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror".split()
SANITIZERS = "-fsanitize=address,undefined -fno-sanitize-recover=undefined".split()
STANDARD = ("algorithm", "array", "bitset", "cassert", "cmath", "complex", "cstddef", "deque", "functional", "initializer_list", "iterator",
            "list", "map", "memory", "numeric", "optional", "queue", "random", "set", "stack", "stdexcept", "string", "tuple",
            "unordered_map", "unordered_set", "utility", "valarray", "variant", "vector")
HEAD = ('#include "Inputs/records.h"\n#include <pullback/pullback.h>\n\n' + "".join(f"#include <{h}>\n" for h in STANDARD)
        + "\n#ifdef PULLBACK_ORACLE\n#define QUIET(...) withoutTangent(__VA_ARGS__)\n#else\n#define QUIET(...) (__VA_ARGS__)\n#endif\n\n")


@dataclass
class Verdict:
    """What became of one program: passed, refused, right but for rounding or the output's compiler, or how it failed."""
    kind: str
    text: str = ""

    @property
    def failed(self):
        return self.kind not in ("passed", "refused", "rounded", "miscompiled")


@dataclass
class Tools:
    build: Path
    clang: str = "clang++-19"
    gcc: str = "g++"
    options: list = field(default_factory=list)  # more options of the tool
    second_compiler: bool = False  # all units are compiled with gcc
    sanitize: bool = False         # all units are compiled under the sanitizers

    @property
    def pullback(self):
        return self.build / "bin/pullback"


class Common:
    """What all units share: the engine's object files and the precompiled headers."""

    def __init__(self, tools, folder, is_ready=False):
        self.tools, self.folder = tools, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.includes = [f"-I{HARNESS}", f"-I{HERE}", f"-I{ROOT / 'include'}"]
        self.flags = ["-std=c++17", "-g0", "-ffp-contract=off", *self.includes]
        self.objects = [str(folder / "engine.o"), str(folder / "isolated.o")]
        if not is_ready:
            self.make()

    def make(self):
        folder = self.folder
        for name, path in (("engine", HARNESS / "engine.cpp"), ("isolated", HERE / "isolated.cpp")):
            self.compile(path, folder / f"{name}.o", ["-O1", "-w"])
        for old in folder.glob("*.pch"):  # of an earlier run
            old.unlink()
        (folder / "main.h").write_text('#include "isolated.h"\n' + "".join(
            f"#include <{h}>\n" for h in (*STANDARD, "limits", "type_traits")))
        (folder / "oracle_all.h").write_text('#include "oracle.h"\n')
        (folder / "main_eigen.h").write_text('#include "main.h"\n' + eigen.HEADER)
        (folder / "oracle_all_eigen.h").write_text('#include "oracle.h"\n#include "eigen.h"\n')

    def compile(self, text, to, flags, object_file=True, compiler=None):
        command = [compiler or self.tools.clang, *self.flags, *flags, *(["-c"] if object_file else []), str(text), "-o", str(to)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise CompileError(f"{' '.join(command)}\n{done.stdout}")

    def pch(self, header):
        to = self.folder / f"{header}.pch"
        if not to.exists():
            self.compile(self.folder / f"{header}.h", to, ["-O0", "-w", "-x", "c++-header"], object_file=False)
        return ["-include-pch", str(to)]


class CompileError(Exception):
    pass


class Unit:
    def __init__(self, common, folder, programs, modes=None, sanitize=False, second_compiler=False, optimize="-O0", unset=False,
                 tool_only=False):
        self.common, self.tools, self.folder = common, common.tools, folder
        self.modes = modes or harness_source.MODES
        self.sanitize, self.second_compiler = sanitize or self.tools.sanitize, second_compiler or self.tools.second_compiler
        self.optimize = optimize
        self.unset = unset  # programs may use variables that were never set: refuse those
        self.tool_only = tool_only
        self.programs = {p.name: p for p in programs}
        self.eigen = any("Eigen::" in p.text() for p in programs)  # all of them, since they have units of their own
        self.verdicts = {}
        shutil.rmtree(folder, ignore_errors=True)
        for inputs in (folder / "Inputs", folder / "oracle/Inputs"):
            inputs.mkdir(parents=True)
        shutil.copy(RECORDS, folder / "Inputs")
        self.source = folder / "unit.cpp"

    # The tool.

    def write(self, names):
        text, self.lines = (eigen.HEADER if self.eigen else "") + HEAD, []
        for name in names:
            first = text.count("\n") + 1
            text += self.programs[name].text() + "\n"
            self.lines.append((name, first, text.count("\n")))
        self.source.write_text(text)

    def run_tool(self, *options):
        command = [str(self.tools.pullback), "unit.cpp", *self.tools.options, *options, "--", "-std=c++17", f"-I{ROOT}/include"]
        limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))  # whatever else the machine does
        try:
            done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=limit,
                                  timeout=10 * SECONDS)
        except subprocess.TimeoutExpired:  # it waits for something, as a crash report does for a lock that the crash holds
            return subprocess.CompletedProcess(command, -signal.SIGXCPU, "timeout")
        if done.returncode == -signal.SIGXCPU:
            done.stdout = "timeout"
        return done

    def differentiate(self, names):
        """Writes the derivatives of the programs that can be; gives the others a verdict and returns the rest."""
        while names:
            self.write(names)
            done = self.run_tool("-o", "unit.pullback.cpp", "--header", "unit.pullback.h")
            if done.returncode == 0:
                return names
            refused = self.refusals(done.stdout) if done.returncode == 1 else {}
            if not refused and len(names) > 1:  # a crash, or an error without a place: which one is it?
                half = len(names) // 2
                left = self.differentiate(names[:half]) + self.differentiate(names[half:])
                if left == names:
                    self.verdicts[left.pop(0)] = Verdict("bad output", "in company only: " + done.stdout)
                names = left
                continue
            if not refused:
                kind = "tool hangs" if done.stdout == "timeout" else "tool crashes" if done.returncode != 1 else "bad output"
                refused = {names[0]: Verdict(kind, done.stdout)}
            self.verdicts.update(refused)
            names = [n for n in names if n not in refused]
        return names

    def refusals(self, output):
        found = {}
        for m in re.finditer(r"unit\.cpp:(\d+):\d+: error: (.*)", output):
            line = int(m.group(1))
            for name, first, last in self.lines:
                if first <= line <= last and name not in found:
                    identifier = re.search(r"\[([\w-]+)\]\s*$", m.group(2))
                    kind = "refused" if identifier else "bad output"
                    found[name] = Verdict(kind, (identifier.group(1) + ": " if identifier else "") + m.group(0))
        return found

    def well_defined(self):
        self.write(list(self.programs))
        clang = [self.tools.clang, "-fsyntax-only", "-w", "-Werror=uninitialized", "-Werror=sometimes-uninitialized",
                 "-Werror=conditional-uninitialized", "-Werror=return-type", "-Werror=array-bounds", "-Werror=division-by-zero"]
        return subprocess.run([*clang, "-std=c++17", *self.pch("main"), *self.common.includes, "unit.cpp"],
                              cwd=self.folder, capture_output=True).returncode == 0

    def pch(self, header):
        return self.common.pch(header + ("_eigen" if self.eigen else ""))

    # The test program.

    def build(self):
        source = harness_source.Source(self.source)
        program = harness_program.Program(source, self.modes)
        main = program.main("unit.pullback.h", "unit.cpp", False, threads=1)
        (self.folder / "main.cpp").write_text(main.replace("harness::run(", "harness::runIsolated("))
        for path in ("unit.cpp", "Inputs/records.h"):
            (self.folder / "oracle" / path).write_text(harness_program.rewrite((self.folder / path).read_text()))
        (self.folder / "oracle.cpp").write_text(program.oracle(["oracle/unit.cpp"]))
        common, clang = self.common, self.tools.clang
        pch_oracle = self.pch("oracle_all")
        common.compile(self.folder / "oracle.cpp", self.folder / "oracle.o",
                       ["-O0", "-w", f"-I{self.folder}/oracle", f"-I{self.folder}", *pch_oracle])
        compiler = self.tools.gcc if self.second_compiler else clang
        checked = self.sanitize or self.second_compiler or self.optimize != "-O0"
        flags = [self.optimize, f"-I{self.folder}", *(SANITIZERS if self.sanitize else []),
                 *(["-fno-builtin"] if self.second_compiler else [])]  # gcc's folding rounds unlike the library, see README.md
        pch = [] if checked else self.pch("main")
        warnings = WARNINGS if checked else ["-w"]
        common.compile(self.folder / "main.cpp", self.folder / "main.o", [*flags, "-w", *(pch or ["-include", "isolated.h"])],
                       compiler=compiler)
        common.compile(self.folder / "unit.pullback.cpp", self.folder / "generated.o", [*flags, *warnings, *pch], compiler=compiler)
        objects = [str(self.folder / f"{n}.o") for n in ("main", "generated", "oracle")]
        link = [compiler, *(SANITIZERS if self.sanitize else []), *objects, *common.objects, "-o", str(self.folder / "unit")]
        done = subprocess.run(link, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise CompileError(done.stdout)

    def execute(self):
        done = subprocess.run([str(self.folder / "unit")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace")
        for name in self.lines:
            name = name[0]
            mine = [l for l in done.stdout.splitlines() if re.match(rf"(FAIL|CRASH) {name}::", l)]
            crashed = any(l.startswith("CRASH") for l in mine)
            if crashed and self.sanitize:
                mine += [l for l in done.stdout.splitlines() if "ERROR: AddressSanitizer" in l or "runtime error" in l][:4]
            kind = "crash" if crashed else classify(mine) if mine else "passed"
            self.verdicts[name] = Verdict(kind, "\n".join(mine))

    def how(self):
        """The options of fuzz.py that compile as this unit is compiled."""
        return (" --second-compiler" if self.second_compiler else "") + (" --sanitize" if self.sanitize else "")

    def run(self):
        """A verdict for each program."""
        if self.unset and not self.well_defined():
            return {name: Verdict("ill-defined") for name in self.programs}
        names = self.differentiate(list(self.programs))
        self.current = names == list(self.programs)  # the files hold the derivatives of all
        if self.tool_only:
            self.verdicts.update((name, Verdict("passed")) for name in names)
        else:
            self.check(names)
        return self.verdicts

    def check(self, names):
        if not names:
            return
        self.write(names)
        current, self.current = self.current, False
        if not current and self.run_tool("-o", "unit.pullback.cpp", "--header", "unit.pullback.h").returncode != 0:
            self.bisect(names, Verdict("tool crashes"))
            return
        try:
            self.build()
        except CompileError as error:
            self.bisect(names, Verdict("does not compile", str(error)))
            return
        self.execute()

    def bisect(self, names, verdict):
        if len(names) == 1:
            self.verdicts[names[0]] = verdict
            return
        half = len(names) // 2
        self.check(names[:half])
        self.check(names[half:])
        if not any(self.verdicts[name].failed for name in names):
            self.verdicts[names[0]] = Verdict(verdict.kind, "in company only: " + verdict.text)


def classify(lines):
    text = "\n".join(lines)
    if ", oracle:" in text:
        return "oracle differs"
    return "wrong value" if "the value of" in text and "_bar" not in text and "_dot" not in text else "wrong derivative"


def summary(verdicts):
    return Counter(v.kind for v in verdicts.values())
