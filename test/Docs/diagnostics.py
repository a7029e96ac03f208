#!/usr/bin/env python3
"""diagnostics.py page|tests ROOT: the diagnostics that the sources contain.

    page    docs/reference/diagnostics.md lists them all, as they are; rewritten with PULLBACK_BLESS=1
    tests   every identifier in brackets is expected by some test

A diagnostic is a string literal of lib/ or tools/ that ends in `[identifier]`, with what is printed in front of it in the
same statement, or a row of a table of obstacles (*.def: enumerator, identifier, reason, remedy).
"""
import difflib
import os
import pathlib
import re
import sys

LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
IDENTIFIER = re.compile(r"\[([a-z]+(?:-[a-z]+)*)\]$")
ROW = re.compile(r"PULLBACK_OBSTACLE\(\w+,\s*" + r"\s*,\s*".join([f"((?:{LITERAL}\\s*)+)"] * 3) + r"\)")
INTERNAL = "internal"  # a defect of ours, which no test can provoke
UNREACHABLE = {"unprintable", "no-clang-headers"}  # IR that only pullback-opt accepts; a broken installation

INTRODUCTION = """\
<!-- Written by `./x docs` from lib/ and tools/; do not edit. -->
# Diagnostics

Every error of Pullback's own ends in an identifier in brackets. Notes below it say why a value is active, where a
function was called from, and what to do. In the messages, `…` stands for a name or a place.

`[internal]` is a defect of Pullback: please report it.

| identifier | error | remedy |
|---|---|---|
"""


def join(literals: str) -> str:
    text = "".join(re.findall(LITERAL, literals))
    return text.replace('\\"', '"').replace("$name", "…").strip()


def from_table(text: str):
    for row in ROW.finditer(text):
        identifier, reason, remedy = (join(row[i]) for i in (1, 3, 5))
        yield identifier, f"cannot differentiate …: {reason}", remedy


def message(code: str) -> str:
    """What a statement prints: its literals, with … for what stands between them."""
    pieces, at = [], None
    for literal in re.finditer(LITERAL, code):
        between = code[at:literal.start()] if at is not None else ""
        pieces.append(("…" if between.strip(" \n<+") else "") + literal[1])
        at = literal.end()
    tail = code[at:].strip(" \n;") if at is not None else ""
    return "".join(pieces).replace('\\"', '"') + ("…" if tail.startswith("<<") else "")


def from_source(text: str):
    for literal in re.finditer(LITERAL, text):
        found = IDENTIFIER.search(literal[1])
        if not found:
            continue
        starts = list(re.finditer(r"[;{}](?=[^\"\n]*\n)", text[:literal.start()]))
        error = message(text[starts[-1].end() if starts else 0:literal.end()])
        rest = text[literal.end():].partition("}")[0]
        notes = re.findall(r"attachNote\([^;]*;", rest)
        yield found[1], IDENTIFIER.sub("", error).strip(), message(notes[-1]) if notes else ""


def collect(root: pathlib.Path) -> list[tuple[str, str, str]]:
    found = set()
    for folder in ("lib", "tools"):
        for path in (root / folder).rglob("*"):
            if path.suffix == ".def":
                found.update(from_table(path.read_text()))
            elif path.suffix in (".cpp", ".h"):
                found.update(from_source(path.read_text()))
    return sorted(entry for entry in found if entry[0] != INTERNAL)


def render(entries) -> str:
    cell = lambda text: text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")  # noqa: E731
    return INTRODUCTION + "".join(f"| `{i}` | {cell(message)} | {cell(remedy)} |\n" for i, message, remedy in entries)


def check_page(root: pathlib.Path) -> int:
    page, text = root / "docs/reference/diagnostics.md", render(collect(root))
    before = page.read_text() if page.exists() else ""
    if os.environ.get("PULLBACK_BLESS") == "1":
        page.write_text(text)
        return 0
    sys.stderr.writelines(difflib.unified_diff(before.splitlines(True), text.splitlines(True), str(page), "now"))
    return int(before != text)


def check_tests(root: pathlib.Path) -> int:
    texts = [path.read_text(errors="replace") for path in (root / "test").rglob("*")
             if path.is_file() and "Output" not in path.parts and "Docs" not in path.parts]
    identifiers = sorted({identifier for identifier, _, _ in collect(root)} - UNREACHABLE)
    # As text, as FileCheck's regular expression, or in the short form of test/Contract.
    expected = lambda i, text: re.search(rf"\[{i}\]|\\\[{i}\\\]|ERROR: {i}\b(?!-)", text)  # noqa: E731
    missing = [i for i in identifiers if not any(expected(i, text) for text in texts)]
    for identifier in missing:
        print(f"no test expects [{identifier}]")
    return int(bool(missing))


sys.exit({"page": check_page, "tests": check_tests}[sys.argv[1]](pathlib.Path(sys.argv[2])))
