#!/usr/bin/env python3
"""Runs pullback-survey over libraries that were not written for it, and counts what came of every request.

    survey.py [--minutes N] [--work FOLDER] [GROUP...]     requests in the groups until the time is over; resumes
    survey.py --summary [--work FOLDER]                    the counts, as Markdown

Groups: standard (the headers of the standard library), eigen, boost-math, packages (headers and C++ files of the other
-dev packages that are installed). Every header is read through a file that includes it, C++ files as they are. What
happened is appended to FOLDER/log.jsonl, one line a request; the log tells which files are done. FOLDER/generated
keeps what was generated; a sample of it is compiled with gcc too.

Exit status 1 if the log has a crash, a hang, a defect or a file that gcc does not take.
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WARNINGS = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror".split()
BAD = ("crash", "hang", "defect", "gcc")


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP")
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "survey")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--sample", type=float, default=0.1, help="share of the generated files that gcc compiles too")
    parser.add_argument("--summary", action="store_true")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------
# What is read
# ---------------------------------------------------------------------------------------------------------------------

STANDARD = Path("/usr/include/c++/12")
EIGEN = Path("/usr/include/eigen3")
BOOST = Path("/usr/include/boost")
HEADERS = {".h", ".hh", ".hpp", ".hxx", ".H"}
SOURCES = {".cc", ".cpp", ".cxx", ".C"}


def files(folder, wanted):
    return sorted(p for p in folder.rglob("*") if p.suffix in wanted and p.is_file()) if folder.is_dir() else []


def standard():
    names = [p for p in STANDARD.iterdir() if p.is_file()] + files(STANDARD / "experimental", {""})
    return [(f"<{p.relative_to(STANDARD)}>", []) for p in sorted(names)]


def eigen():
    paths = [p for folder in ("Eigen", "unsupported/Eigen") for p in sorted((EIGEN / folder).iterdir()) if p.is_file()]
    return [(f"<{p.relative_to(EIGEN)}>", [f"-I{EIGEN}"]) for p in paths if p.suffix in ("", ".h")]


def boost_math():
    return [(f"<{p.relative_to(BOOST.parent)}>", []) for p in files(BOOST / "math", HEADERS)]


def packages():
    """Of each package its headers, included by their absolute paths, and its C++ files."""
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${binary:Package} ${db:Status-Status}\n"], text=True,
                            capture_output=True, check=True).stdout.split("\n")
    names = [line.split()[0] for line in listed if line.endswith(" installed") and "-dev" in line.split()[0]]
    names += [name for name in ("googletest",) if f"{name} installed" in listed]
    jobs = []
    for name in names:
        if re.match(r"libstdc\+\+|libeigen3|libclang|llvm|libmlir|libc6|linux-libc", name):
            continue
        for line in subprocess.run(["dpkg", "-L", name], text=True, capture_output=True).stdout.split("\n"):
            path = Path(line)
            if path.suffix in HEADERS | SOURCES and path.is_file() and BOOST / "math" not in path.parents:
                jobs.append((line, [f"-I{path.parent}", f"-I{path.parent.parent}"]))
    return jobs


GROUPS = {"standard": standard, "eigen": eigen, "boost-math": boost_math, "packages": packages}

# ---------------------------------------------------------------------------------------------------------------------
# Running
# ---------------------------------------------------------------------------------------------------------------------


class Survey:
    def __init__(self, o):
        self.o = o
        self.folder = o.work / "generated"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = o.work / "log.jsonl"
        self.random = random.Random(1)

    def records(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def append(self, group, target, record):
        with self.log.open("a") as stream:
            stream.write(json.dumps({**record, "group": group, "file": target}) + "\n")
        if record["status"] in BAD:
            print(f"{record['status']}: {target}: {record['function']}", flush=True)

    def source_for(self, target):
        if Path(target).suffix in SOURCES:
            return Path(target)
        name = re.sub(r"\W+", "_", target).strip("_") + ".cpp"
        source = self.o.work / name
        source.write_text(f"#include {target}\n" if target.startswith("<") else f'#include "{target}"\n')
        return source

    def compile_sample(self, flags):
        bad = []
        for path in sorted(self.folder.glob("*.cpp")):
            if self.random.random() < self.o.sample:
                done = subprocess.run(["g++", "-std=c++17", *WARNINGS, *flags, "-fsyntax-only", path.name],
                                      cwd=self.folder, text=True, capture_output=True)
                if done.returncode:
                    (self.o.work / f"gcc-{path.name}").write_text(path.read_text())
                    bad.append({"status": "gcc", "function": path.name, "text": done.stderr[:4000]})
                else:
                    bad.append({"status": "gcc-fine"})
            path.unlink()
            path.with_suffix(".h").unlink()
        return bad

    def run_file(self, group, target, flags):
        source = self.source_for(target)
        flags = [*flags, f"-I{source.parent}"] if source.suffix in SOURCES else flags
        began = time.monotonic()
        command = ["nice", "-n", "2", self.o.build / "fuzz" / "hostile" / "pullback-survey", "--seen", self.o.work / "seen",
                   "--save", self.folder, source, "--", "-std=c++17", *flags]
        with (self.o.work / "errors").open("w") as errors:
            with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=errors) as process:
                for line in process.stdout:
                    self.append(group, target, json.loads(line))
        if process.returncode not in (0, 1):
            text = (self.o.work / "errors").read_text()[-4000:]
            self.append(group, target, {"status": "crash", "function": "the survey itself", "text": text})
        for record in self.compile_sample(flags):
            self.append(group, target, record)
        self.append(group, target, {"status": "does-not-compile" if process.returncode else "read",
                                    "seconds": round(time.monotonic() - began, 1)})

    def run(self):
        end = time.monotonic() + 60 * self.o.minutes
        done = {(r["group"], r["file"]) for r in self.records() if r["status"] in ("read", "does-not-compile")}
        for group in self.o.groups or GROUPS:
            for target, flags in GROUPS[group]():
                if time.monotonic() > end:
                    return print("the time is over")
                if (group, target) not in done:
                    self.run_file(group, target, flags)


# ---------------------------------------------------------------------------------------------------------------------
# Counting
# ---------------------------------------------------------------------------------------------------------------------


def summarise(records):
    columns = ["read", "does-not-compile", "tried", "differentiated", "refused", "crash", "hang", "defect", "gcc"]
    table = collections.defaultdict(collections.Counter)
    reasons = collections.Counter()
    seconds = 0
    for record in records:
        counts = table[record["group"]]
        counts[record["status"]] += 1
        counts["tried"] += record["status"] in ("differentiated", "refused", "crash", "hang", "defect")
        seconds += record["seconds"] if record["status"] in ("read", "does-not-compile") else 0
        reasons.update(record.get("identifiers", []))
    lines = ["| group | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for group in GROUPS:
        lines.append(f"| {group} | " + " | ".join(str(table[group][column]) for column in columns) + " |")
    fine = sum(counts["gcc-fine"] for counts in table.values())
    lines += ["", f"{seconds / 60:.0f} minutes; gcc compiled a sample of {fine + sum(c['gcc'] for c in table.values())}.",
              "", "| reason | requests |", "|---|---|"]
    lines += [f"| `{reason}` | {count} |" for reason, count in reasons.most_common()]
    return "\n".join(lines)


def main():
    o = options()
    survey = Survey(o)
    if not o.summary:
        survey.run()
    records = survey.records()
    print(summarise(records))
    raise SystemExit(any(record["status"] in BAD for record in records))


if __name__ == "__main__":
    main()
