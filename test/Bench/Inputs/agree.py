#!/usr/bin/env python3
"""agree.py WORK KERNEL...: builds each kernel's benchmark, without the peers, and runs its check at the smallest size.

The generated adjoint must agree with the hand-written one to rounding, and that one with differences; both must
compile under the contract's warnings. What the manifest says that the adjoint takes from the heap must be what is
counted.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
BENCH = ROOT / "bench"
HARNESS = ("main", "check", "allocations")
COMPILERS = ("PULLBACK_CLANGXX",) if os.environ.get("PULLBACK_TEST_QUICK") else ("PULLBACK_CLANGXX", "PULLBACK_GXX")
LAUNCHER = [shutil.which("ccache")] if shutil.which("ccache") else []


TERNARY = re.compile(r"\(([^()?:]+) \? ((?:[^()?:]|\([^()?:]*\))+) : ([^()?:]+)\)")


def run(*command) -> str:
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{shlex.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def evaluate(formula: str, parameters: dict[str, int]) -> int:
    """A C++ expression of the manifest's."""
    python = TERNARY.sub(r"(\2 if \1 else \3)", formula).replace(" / ", " // ")
    return eval(python, {"__builtins__": {}, "max": max}, parameters)


def compare_heap(manifest: pathlib.Path, kernel: str, measured: str) -> None:
    """The program's first line has the parameters, another "generated,TIME,TIME,CALLS,BYTES,PEAK"."""
    arrays = [a for a in json.loads(manifest.read_text())["heap"] if a["function"] == f"{kernel}_vjp"]
    if any(a["bytes"] is None or a["loops"] or a["conditional"] for a in arrays):
        sys.exit(f"{manifest}: an array of {kernel}_vjp whose size is not said")
    parameters = {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)\b", measured.splitlines()[0])}
    sizes = [evaluate(a["bytes"], parameters) for a in arrays]
    calls, total = map(int, re.search(r"^generated,.*?,.*?,(\d+),(\d+),", measured, re.MULTILINE).groups())
    if (len(sizes), sum(sizes)) != (calls, total):
        said = "\n".join(f"{a['array']}: {a['bytes']} = {size}" for a, size in zip(arrays, sizes))
        sys.exit(f"{kernel}_vjp made {calls} allocations of {total} bytes, but the manifest says\n{said}")


def build_and_run(work: pathlib.Path, kernel: str, compiler: str) -> None:
    warnings = shlex.split(os.environ["PULLBACK_WARNFLAGS"])
    sources = {BENCH / f"harness/{name}.cpp": ["-fno-builtin"] for name in HARNESS}
    sources.update({BENCH / f"hand/{kernel}.cpp": warnings, work / f"{kernel}.pullback.cpp": warnings,
                    BENCH / f"kernels/{kernel}.cpp": [], BENCH / f"cases/{kernel}.cpp": []})
    objects = []
    for source, flags in sources.items():
        objects.append(work / f"{source.parent.name}-{source.stem}.o")
        run(*LAUNCHER, compiler, "-std=c++17", *flags, f"-I{ROOT / 'include'}", f"-I{BENCH}", f"-I{work}", "-c", source,
            "-o", objects[-1])
    run(compiler, *objects, "-o", work / "bench")
    compare_heap(work / "manifest.json", kernel, run(work / "bench", "0", "0"))


def main() -> None:
    folder, kernels = pathlib.Path(sys.argv[1]), sys.argv[2:]
    for kernel in kernels:
        work = folder / kernel
        work.mkdir(parents=True, exist_ok=True)
        run("pullback", BENCH / f"kernels/{kernel}.cpp", "-o", work / f"{kernel}.pullback.cpp", "--", "-std=c++17")
        run("pullback", BENCH / f"kernels/{kernel}.cpp", "--emit=json", "-o", work / "manifest.json", "--", "-std=c++17")
        for compiler in COMPILERS:
            build_and_run(work, kernel, os.environ[compiler])


main()
