#!/usr/bin/env python3
"""Checks that what the contract refuses is refused: exit status, the error's place and identifier, no file touched.

    refuse.py TEST [--pullback TOOL] [--only PART]

A test consists of parts, each a source of its own:

    //--- an-integer
    PULLBACK(vjp, wrt(n)) // ERROR: not-floating-point
    double f(double x, int n);

`// ERROR: id` wants an error with that identifier on that line, `// ERROR: "text"` one with that text; errors on other
lines fail the test. Lines of their own: `// NOTE: text` wants the text in the output, `// ARGS: ...` gives options, with
SOURCE and DIR for the part's source and folder, `// EXIT: 2` another exit status than 1, `// FILE: name` starts another
file of the part, or in front of the first part one that all parts have. The outputs exist before each run with other content, and must come out as they were.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# Errors whose text says what is wanted: about the syntax of a request, a name, or a file of the system.
CLEAR = {"request-syntax", "rule-syntax", "length-syntax", "unknown-mode", "unknown-list", "unknown-function",
         "cannot-write"}

OLD = "// an older file that must stay as it is\n"


def parts(text):
    head, *chunks = re.split(r"^//--- ", text, flags=re.M)
    shared = head[head.index("// FILE: "):] if "// FILE: " in head else ""
    for chunk in chunks:
        name, body = chunk.split("\n", 1)
        yield name.strip(), body + shared


def write_files(folder, body):
    """The part's files; the first is the source, with the annotations' header in front."""
    files = re.split(r"^// FILE: (\S+)\n", body, flags=re.M)
    (folder / "part.cpp").write_text("#include <pullback/pullback.h>\n" + files[0])
    for name, text in zip(files[1::2], files[2::2]):
        (folder / name).write_text(text)
    return files[0]


def run_part(tool, body):
    """Runs one part and returns what is wrong with the outcome."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_files(folder, body)
        for output in ("part.pullback.cpp", "part.pullback.h"):
            (folder / output).write_text(OLD)
        before = {p: p.read_bytes() for p in folder.rglob("*")}
        arguments = re.findall(r"^// ARGS: (.*)$", source, flags=re.M)
        command = arguments[0] if arguments else "SOURCE -- -std=c++17"
        command = [w.replace("SOURCE", "part.cpp").replace("DIR", name) for w in command.split()]
        done = subprocess.run([tool, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=60)
        after = {p: p.read_bytes() for p in folder.rglob("*")}
    problems = []
    exits = re.findall(r"^// EXIT: (\d+)$", source, flags=re.M)
    wanted_exit = int(exits[0]) if exits else 1
    if done.returncode != wanted_exit:
        problems.append(f"exit status {done.returncode}, wanted {wanted_exit}")
    if before != after:
        problems.append("files were created or changed: " + ", ".join(str(p) for p in set(before.items()) ^ set(after.items()))[:200])
    problems += check_errors(source, done.stderr)
    if wanted_exit == 1:
        problems += check_remedies(done.stderr)
    if done.stdout:
        problems.append("standard output is not empty")
    return problems, done.stderr


def check_remedies(stderr):
    """Every error says what to do, in a note behind it, or is in the list of those that say it all themselves."""
    problems = []
    blocks = re.split(r"^(?=[^|\n]*?\berror: )", stderr, flags=re.M)  # not in the source's own text
    for block in blocks:
        identifier = re.match(r".*\berror: .*\[([\w-]+)\]$", block, flags=re.M)
        if identifier and "note: " not in block and identifier.group(1) not in CLEAR:
            problems.append(f"no remedy for [{identifier.group(1)}]")
    return problems


def check_errors(source, stderr):
    errors = [(int(m.group(1)), m.group(2)) for m in re.finditer(r"part\.cpp:(\d+):\d+: error: (.*)", stderr)]
    lines = source.split("\n")
    wanted = [(i + 2, m.group(1).strip()) for i, line in enumerate(lines) for m in re.finditer(r"// ERROR: ([^/]*)", line)]
    problems = []
    for line, what in wanted:
        text = what.strip('"') if what.startswith('"') else f"[{what}]"
        if not any(l == line and text in message for l, message in errors):
            problems.append(f"no error with {text!r} on line {line}")
    problems += [f"unexpected error on line {l}: {m}" for l, m in errors if l not in {line for line, _ in wanted}]
    problems += [f"no {note!r} in the output" for note in re.findall(r"^// NOTE: (.*)$", source, flags=re.M)
                 if note not in stderr]
    if not stderr.strip():
        problems.append("nothing was said")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("test", type=Path)
    parser.add_argument("--pullback", default=os.environ.get("PULLBACK_TOOL", "pullback"))
    parser.add_argument("--only")
    options = parser.parse_args()
    failures = count = 0
    for name, body in parts(options.test.read_text()):
        if options.only and options.only != name:
            continue
        count += 1
        problems, output = run_part(options.pullback, body)
        if problems:
            failures += 1
            print(f"FAIL {name}: " + "; ".join(problems) + "\n" + "".join(f"  | {l}\n" for l in output.splitlines()[:12]))
    print(f"{count} parts, {failures} failures")
    sys.exit(1 if failures or not count else 0)


if __name__ == "__main__":
    main()
