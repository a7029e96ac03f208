#!/usr/bin/env python3
"""run.py BUILD [SIZE...]: how long the tool takes on generated functions, how much memory, and where the time goes.

Each line is one run of `pullback`: seconds of processor time, megabytes at the peak, and the factor by which time grew
since the size before, next to the factor of n log n. Then, for the largest size, the seconds up to each stage. What is
printed is also written to bench/results/tool.csv, with the compiler, its flags and the processor.
"""
import csv
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import generate

HERE = pathlib.Path(__file__).resolve().parent
SMALL = HERE.parent.parent / "docs/tour/mean3sq.cpp"
RESULTS = HERE.parent / "results/tool.csv"
LIMIT = 600  # seconds
rows = []


def measure(command: list, folder: str) -> tuple[float, float, int]:
    """Seconds of processor time, megabytes, exit status."""
    process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.stderr.write(message[:2000])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def best(command: list, folder: str, repeats: int) -> tuple[float, float, int]:
    return min(measure(command, folder) for _ in range(repeats))


def record(what: str, size: int, stage: str, seconds: float, megabytes: float) -> None:
    rows.append([what, size, stage, f"{seconds:.3f}", f"{megabytes:.0f}"])


def first_line(command: list) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.partition("\n")[0]


def write_results(build: pathlib.Path) -> None:
    cache = (build / "CMakeCache.txt").read_text().splitlines()
    setting = {line.partition(":")[0]: line.partition("=")[2] for line in cache if ":" in line}
    kind = setting.get("CMAKE_BUILD_TYPE", "")
    flags = " ".join([setting.get("CMAKE_CXX_FLAGS", ""), setting.get(f"CMAKE_CXX_FLAGS_{kind.upper()}", "")]).strip()
    processor = next((line.partition(": ")[2] for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                      if line.startswith("model name")), "unknown")
    compiler = first_line([setting["CMAKE_CXX_COMPILER"], "--version"])
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["program", "statements", "until", "seconds", "megabytes", "compiler", "flags", "processor"])
        out.writerows([*row, compiler, flags, processor] for row in rows)


def print_small(tool: pathlib.Path, include: pathlib.Path, folder: str) -> None:
    ours, megabytes, _ = best([tool, SMALL, "-o", "small.cpp"], folder, 5)
    clang, clang_megabytes, _ = best(["clang++-19", "-std=c++17", "-fsyntax-only", f"-I{include}", SMALL], folder, 5)
    record("a small file", 9, "all", ours, megabytes)
    record("a small file", 9, "clang++ -fsyntax-only", clang, clang_megabytes)
    print(f"a small file: {ours:.3f} s; clang++ -fsyntax-only: {clang:.3f} s; allowed: {2 * clang + 0.3:.3f} s\n")


def print_growth(tool: pathlib.Path, sizes: list, folder: str) -> bool:
    good = True
    print(f"{'shape':10} {'statements':>10} {'seconds':>9} {'MB':>7} {'growth':>8} {'n log n':>8}")
    for shape in generate.SHAPES:
        before = None
        for size in sizes:
            path = pathlib.Path(folder) / f"{shape}_{size}.cpp"
            path.write_text(generate.source(shape, size))
            seconds, megabytes, status = measure(["timeout", LIMIT, tool, path.name, "-o", "out.cpp"], folder)
            growth = allowed = ""
            if before:
                growth = f"{seconds / before[1]:.2f}"
                allowed = f"{size * math.log(size) / (before[0] * math.log(before[0])):.2f}"
            record(shape, size, "all", seconds, megabytes)
            failed = "" if status == 0 else f"  failed with {status}"
            print(f"{shape:10} {size:>10} {seconds:>9.2f} {megabytes:>7.0f} {growth:>8} {allowed:>8}{failed}", flush=True)
            before, good = (size, seconds), good and status == 0
    return good


def get_stages(tool: pathlib.Path) -> list:
    """The tool names its stages where it is given one that it does not have."""
    wrong = subprocess.run([tool, SMALL, "--emit=ir", "--stop-after=?"], capture_output=True, text=True).stderr
    return wrong.partition("stages are ")[2].strip().split(", ")


def print_stages(tool: pathlib.Path, size: int, folder: str) -> None:
    for shape in generate.SHAPES:
        print(f"\n{shape}, {size} statements, until the end of each stage:")
        for stage in get_stages(tool):
            seconds, megabytes, _ = measure(
                [tool, f"{shape}_{size}.cpp", "--emit=ir", f"--stop-after={stage}", "-o", "out.mlir"], folder)
            record(shape, size, stage, seconds, megabytes)
            print(f"  {stage:24} {seconds:>8.2f} s {megabytes:>7.0f} MB", flush=True)


def main() -> int:
    build = pathlib.Path(sys.argv[1]).resolve()
    sizes = [int(size) for size in sys.argv[2:]] or [1000, 5000, 20000]
    tool = build / "bin/pullback"
    with tempfile.TemporaryDirectory() as folder:
        print_small(tool, HERE.parent.parent / "include", folder)
        good = print_growth(tool, sizes, folder)
        print_stages(tool, sizes[-1], folder)
    write_results(build)
    return 0 if good else 1


sys.exit(main())
