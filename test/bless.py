#!/usr/bin/env python3
"""bless.py GENERATED GOLDEN: compares two files; with PULLBACK_BLESS=1 in the environment, rewrites GOLDEN instead."""
import difflib
import os
import pathlib
import sys


def main() -> int:
    generated, golden = map(pathlib.Path, sys.argv[1:3])
    text = generated.read_text()
    if os.environ.get("PULLBACK_BLESS") == "1":
        if not golden.exists() or golden.read_text() != text:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text)
        return 0
    expected = golden.read_text() if golden.exists() else ""
    if text == expected:
        return 0
    sys.stderr.writelines(difflib.unified_diff(expected.splitlines(True), text.splitlines(True),
                                               str(golden), "generated"))
    print(f"{golden.name} is not what is generated now; './x bless' rewrites it", file=sys.stderr)
    return 1


sys.exit(main())
