#!/usr/bin/env python3
"""agree.py WORK KERNEL...: builds each kernel's benchmark, without the peers, and runs its check at the smallest size.

The generated adjoint must agree with the hand-written one to rounding, and that one with differences; both must
compile under the contract's warnings.
"""
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
BENCH = ROOT / "bench"
HARNESS = ("main", "check", "allocations")
COMPILERS = ("PULLBACK_CLANGXX",) if os.environ.get("PULLBACK_TEST_QUICK") else ("PULLBACK_CLANGXX", "PULLBACK_GXX")
LAUNCHER = [shutil.which("ccache")] if shutil.which("ccache") else []


def run(*command) -> None:
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{shlex.join(map(str, command))}\n{done.stdout}")


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
    run(work / "bench", "0")


def main() -> None:
    folder, kernels = pathlib.Path(sys.argv[1]), sys.argv[2:]
    for kernel in kernels:
        work = folder / kernel
        work.mkdir(parents=True, exist_ok=True)
        run("pullback", BENCH / f"kernels/{kernel}.cpp", "-o", work / f"{kernel}.pullback.cpp", "--", "-std=c++17")
        for compiler in COMPILERS:
            build_and_run(work, kernel, os.environ[compiler])


main()
