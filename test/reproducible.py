#!/usr/bin/env python3
"""reproducible.py PULLBACK OTHER: two builds of the tool write the same bytes for every source of the repository.

Every C++ file below test/, bench/kernels and examples that holds a request is given to both, for the code, the final IR
and the manifest. What is refused must be refused with the same words.
"""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
tools = [os.path.abspath(tool) for tool in sys.argv[1:3]]


def sources():
    for folder in ("test", "bench/kernels", "examples"):
        for path in sorted((ROOT / folder).rglob("*.cpp")):
            if "Output" not in path.parts and re.search(r"^\s*PULLBACK", path.read_text(errors="replace"), re.MULTILINE):
                yield path


def run(tool, path, emit):
    # Compiler flags of the tests that need some.
    flags = re.findall(r"// CHECK-FLAGS:\s*(.*)", path.read_text(errors="replace"))
    command = [tool, path.name, "-o", "-", f"--emit={emit}"] + (["--header", "-"] if emit == "cpp" else [])
    return subprocess.run([*command, "--", "-std=c++17", *" ".join(flags).split()], cwd=path.parent, capture_output=True)


def compare(path):
    written, differences = 0, []
    for emit in ("cpp", "ir", "json"):
        one, other = (run(tool, path, emit) for tool in tools)
        written += one.returncode == 0
        if (one.returncode, one.stdout, one.stderr) != (other.returncode, other.stdout, other.stderr):
            differences.append(f"{path.relative_to(ROOT)} --emit={emit}")
    return written, differences


with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(compare, sources()))
differences = [line for _, lines in results for line in lines]
print(*differences, sep="\n")
print(f"{len(results)} sources, {sum(written for written, _ in results)} outputs, {len(differences)} differences")
sys.exit(bool(differences) or not any(written for written, _ in results))
