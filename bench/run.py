#!/usr/bin/env python3
"""run.py BUILD [KERNEL...] [--compiler clang|gcc] [--seconds S]: times the generated adjoints of the kernels.

Builds one program a kernel and compiler, runs it at three sizes, prints times over the primal's, and writes
results/KERNEL.csv and results/chart.svg. See README.md for what is compared and how.
"""
import argparse
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

import chart

HERE = pathlib.Path(__file__).resolve().parent
RESULTS = HERE / "results"
COMPILERS = {"clang": "clang++-19", "gcc": "g++-12"}
FLAGS = "-O3 -march=native"
SIZES = ("small", "middle", "large")
KERNELS = sorted(path.stem for path in (HERE / "cases").glob("*.cpp"))
COLUMNS = ["kernel", "size", "parameters", "compiler", "flags", "processor", "variant", "least_seconds", "median_seconds",
           "over_primal", "spread", "allocations", "allocated_bytes", "peak_bytes"]
VARIANTS = {"generated": "ours", "hand": "hand", "differences": "differences", "adolc": "ADOL-C", "jets": "jets"}


def get_processor() -> str:
    text = pathlib.Path("/proc/cpuinfo").read_text()
    field = lambda name: (re.search(rf"^{name}\s*: (.*)$", text, re.MULTILINE) or [None, "?"])[1].strip()
    caches = sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*/size"))
    last = caches[-1].read_text().strip() if caches else "?"
    return f"{field('model name')} family {field('cpu family')} model {field('model')} last cache {last}"


def get_version(compiler: str) -> str:
    return subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def build(folder: pathlib.Path, compiler: str, tool: pathlib.Path, kernels: list) -> None:
    if not (folder / "build.ninja").exists():
        subprocess.run(["cmake", "-G", "Ninja", "-S", HERE, "-B", folder, f"-DCMAKE_CXX_COMPILER={compiler}",
                        "-DCMAKE_BUILD_TYPE=None", f"-DCMAKE_CXX_FLAGS={FLAGS}", f"-DPULLBACK_EXECUTABLE={tool}"],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "--quiet", "-C", folder, *kernels], check=True)


def measure(program: pathlib.Path, size: int, seconds: float) -> tuple[str, list]:
    """The case's parameters, and one dictionary a variant."""
    with tempfile.TemporaryDirectory() as folder:  # ADOL-C writes long tapes to the current one
        done = subprocess.run([program, str(size), str(seconds)], cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    parameters, *lines = done.stdout.splitlines()
    names = ("variant", "least_seconds", "median_seconds", "allocations", "allocated_bytes", "peak_bytes")
    rows = [dict(zip(names, line.split(","))) for line in lines]
    primal = float(rows[0]["least_seconds"])
    for row in rows:
        least = float(row["least_seconds"])
        row["over_primal"] = f"{least / primal:.4g}"
        row["spread"] = f"{float(row['median_seconds']) / least - 1:.3f}"
    return parameters, rows


def store(kernel: str, rows: list) -> None:
    """Writes the kernel's rows; those of a compiler that did not run now stay."""
    path = RESULTS / f"{kernel}.csv"
    fresh = {row["compiler"] for row in rows}
    kept = [row for row in csv.DictReader(path.open()) if row["compiler"] not in fresh] if path.exists() else []
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(kept + rows, key=lambda row: row["compiler"]))


def print_head() -> None:
    names = "".join(f"{name:>12}" for name in VARIANTS.values())
    print(f"{'compiler':9}{'kernel':11}{'size':8}{'primal':>11}{names}{'ours/hand':>11}{'heap calls, bytes: ours':>26}{'hand':>18}")


def print_row(compiler: str, kernel: str, size: str, rows: list) -> None:
    by_name = {row["variant"]: row for row in rows}
    ratio = lambda name: f"{float(by_name[name]['over_primal']):.2f}" if name in by_name else ""
    heap = lambda name: f"{by_name[name]['allocations']}, {by_name[name]['peak_bytes']}"
    against = float(by_name["generated"]["least_seconds"]) / float(by_name["hand"]["least_seconds"])
    primal = float(by_name["primal"]["least_seconds"]) * 1e6
    print(f"{compiler:9}{kernel:11}{size:8}{primal:>8.1f} us{''.join(f'{ratio(name):>12}' for name in VARIANTS)}"
          f"{against:>11.2f}{heap('generated'):>26}{heap('hand'):>18}", flush=True)


def run_kernel(kernel: str, compilers: list, root: pathlib.Path, seconds: float, processor: str) -> None:
    rows = []
    for compiler in compilers:
        common = {"kernel": kernel, "compiler": get_version(COMPILERS[compiler]), "flags": FLAGS, "processor": processor}
        for number, size in enumerate(SIZES):
            parameters, measured = measure(root / compiler / kernel, number, seconds)
            print_row(compiler, kernel, size, measured)
            rows += [{**common, "size": size, "parameters": parameters, **row} for row in measured]
    store(kernel, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("kernels", nargs="*", metavar="KERNEL")
    parser.add_argument("--compiler", choices=COMPILERS)
    parser.add_argument("--seconds", type=float, default=1, help="for each kernel, compiler and size")
    options = parser.parse_args()
    unknown = sorted(set(options.kernels) - set(KERNELS))
    if unknown:
        print(f"run.py: no kernel '{unknown[0]}'; there are {', '.join(KERNELS)}", file=sys.stderr)
        return 2
    kernels, compilers = options.kernels or KERNELS, [options.compiler] if options.compiler else list(COMPILERS)
    root, tool = options.build.resolve() / "bench", options.build.resolve() / "bin/pullback"
    for compiler in compilers:
        build(root / compiler, COMPILERS[compiler], tool, kernels)
    RESULTS.mkdir(exist_ok=True)
    print_head()
    processor = get_processor()
    for kernel in kernels:
        run_kernel(kernel, compilers, root, options.seconds, processor)
    chart.draw(RESULTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
