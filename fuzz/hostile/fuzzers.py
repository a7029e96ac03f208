#!/usr/bin/env python3
"""Runs the programs for libFuzzer: on annotations, on the command line and compile databases, on textual IR.

    fuzzers.py [--seconds N] [--work FOLDER] [NAME...]

They are in the build of the preset asan (`PULLBACK_PRESET=asan ./x build`), and are built here. Seeds are taken from
the test suite. What is found is kept in FOLDER/NAME; inputs that fail stand there as crash-*, timeout-* and so on.
Exit status 1 if there are any.
"""

import argparse
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEST = ROOT / "test"


def annotations():
    uses = re.compile(r"\bPULLBACK(_DIFFERENTIATE|_RULE|_CHECKPOINT)?\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
    number = {None: 0, "_DIFFERENTIATE": 1, "_RULE": 2, "_CHECKPOINT": 3}
    for path in TEST.rglob("*.cpp"):
        for use in uses.finditer(path.read_text(errors="replace")):
            yield chr(number[use[1]]) + use[2]
    for words in ("f\nvjp,jvp\nx[n],k\nr[2 * n]\n\n\nname", "a::f<double>\nvjp", "a::f<float>(float, int)\nsplit\nx"):
        yield chr(4) + words


def command_line():
    for path in TEST.rglob("*.test"):
        for command in re.findall(r"RUN:.*?\bpullback ([^|>&\n]*)", path.read_text()):
            yield command.replace("'", "").strip().replace(" ", "\n")
    entry = '[{"directory": "/", "command": "g++ -O2 -Ia -c source.cpp -o s.o", "file": "/hostile/source.cpp"}]'
    yield "-p\nbuild\nsource.cpp\n\n" + entry
    yield "x.cpp\n\n" + entry.replace('"command": "g++ -O2 -Ia -c source.cpp -o s.o"', '"arguments": ["cc", "-DX", "a"]')


def ir():
    for path in TEST.rglob("*.mlir"):
        for part in re.split(r"^// -----.*$", path.read_text(), flags=re.MULTILINE):
            yield re.sub(r"^ *//.*\n", "", part, flags=re.MULTILINE).strip() + "\n"


SEEDS = {"annotations": (annotations, 400), "command-line": (command_line, 600), "ir": (ir, 4000)}


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SEEDS))
    parser.add_argument("--build", type=Path, default=ROOT / "build-asan")
    parser.add_argument("--work", type=Path, default=ROOT / "build-asan" / "hostile")
    parser.add_argument("--seconds", type=int, default=300, help="for each")
    return parser.parse_args()


def run(o, name):
    seeds, longest = SEEDS[name]
    corpus, found = o.work / name / "corpus", o.work / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed-{number}").write_text(seed)
    words = sorted({word for seed in seeds() for word in re.findall(r"[\w.%]{2,}", seed)})
    (found / "words").write_text("".join(f'"{word}"\n' for word in words))
    environment = {**os.environ, "ASAN_OPTIONS": "detect_container_overflow=0:detect_odr_violation=0:allow_user_poisoning=0:detect_leaks=0"}
    subprocess.run(["nice", o.build / "fuzz" / "hostile" / f"fuzz-{name}", corpus, f"-dict={found / 'words'}",
                    f"-artifact_prefix={found}/", f"-max_total_time={o.seconds}", f"-max_len={longest}", "-timeout=60",
                    "-rss_limit_mb=4000", "-close_fd_mask=2", "-print_final_stats=1"], cwd=found, env=environment,
                   check=False)
    return [path for path in found.iterdir() if re.match(r"(crash|timeout|oom|leak|slow)-", path.name)]


def main():
    o = options()
    names = o.names or list(SEEDS)
    subprocess.run(["cmake", "--build", o.build, "--target", *(f"fuzz-{name}" for name in names)], check=True)
    failures = [path for name in names for path in run(o, name)]
    print("\n".join(map(str, failures)) or "nothing found")
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
