#!/usr/bin/env python3
"""language.py ROOT: docs/language-support.md lists what the numeric tests show, as it is; rewritten with PULLBACK_BLESS=1.

One row for each file of test/Numeric: the sentences at its head, and the modes that its requests ask for, each of which
the test runs against the primal's own text read with dual numbers, and against the bits of the primal's values.
"""
import difflib
import os
import pathlib
import re
import sys

MODES = ["vjp", "value_and_vjp", "gradient", "split", "jvp"]

INTRODUCTION = """\
<!-- Written by `./x docs` from test/Numeric; do not edit. -->
# What is supported

Each row is a test that runs in the modes that it names, with two compilers and under sanitizers: derivatives against an
oracle that shares nothing with the tool, values against the primal bit for bit ([those of Eigen to
rounding](decisions/eigen.md)). A mode without a mark is not requested there: `gradient` wants a function that returns a
number and has no other output. What is refused, and what to do then, is in [the
diagnostics](reference/diagnostics.md).

| construct | {} |
|---|{}
""".format(" | ".join(f"`{mode}`" for mode in MODES), "---|" * len(MODES))


def describe(text: str) -> str:
    sentences = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        if not re.match(r"// (RUN|CHECK|REQUIRES)", line):
            sentences.append(line[2:].strip())
    return " ".join(sentences).replace("|", "\\|")


def get_modes(text: str) -> set:
    modes = set()
    for request in re.finditer(r"^PULLBACK(?:_DIFFERENTIATE)?\((.*)$", text, flags=re.M):
        modes |= {word for word in re.findall(r"\w+", request[1]) if word in MODES}
    return modes


def write_page(root: pathlib.Path) -> str:
    rows = []
    for path in sorted((root / "test" / "Numeric").glob("*.cpp")):
        text = path.read_text()
        marks = " | ".join("✓" if mode in get_modes(text) else "" for mode in MODES)
        rows.append(f"| [{describe(text) or path.stem}](../test/Numeric/{path.name}) | {marks} |\n")
    return INTRODUCTION + "".join(rows)


def main():
    root = pathlib.Path(sys.argv[1])
    page, wanted = root / "docs" / "language-support.md", write_page(root)
    have = page.read_text() if page.exists() else ""
    if have == wanted:
        return 0
    if os.environ.get("PULLBACK_BLESS"):
        page.write_text(wanted)
        return 0
    sys.stdout.writelines(difflib.unified_diff(have.splitlines(True), wanted.splitlines(True), "have", "wanted"))
    print("run ./x docs")
    return 1


if __name__ == "__main__":
    sys.exit(main())
