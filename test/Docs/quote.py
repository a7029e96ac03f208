#!/usr/bin/env python3
"""quote.py PAGE.md...: checks that what the pages quote is what there is.

A comment in front of a fenced block says where its text comes from:

    <!-- output of: COMMAND -->       standard output of a shell command, run in the folder of the page
    <!-- content of: FILE -->         a file, relative to the page; FILE#NAME: from the line that ends in `// begin NAME`
                                      to the one that ends in `// end NAME`

With PULLBACK_BLESS=1 in the environment the blocks are rewritten, otherwise compared.
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys

QUOTE = re.compile(r"<!-- (output|content) of: (.*?) -->\n```(\w*)\n(.*?)```\n", re.DOTALL)


def run(command: str, folder: pathlib.Path) -> str:
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(f"{command}\nfailed with {done.returncode}:\n{done.stderr}")
    return done.stdout


def read(reference: str, folder: pathlib.Path) -> str:
    path, _, part = reference.partition("#")
    text = (folder / path).read_text()
    if not part:
        return text
    found = re.search(rf"[^\n]*// begin {part}\n(.*?)[^\n]*// end {part}\n", text, re.DOTALL)
    if not found:
        raise SystemExit(f"{path} has no part '{part}'")
    return found[1]


def refresh(page: pathlib.Path) -> str:
    def block(match: re.Match) -> str:
        kind, source, language, _ = match.groups()
        text = (run if kind == "output" else read)(source, page.parent)
        return f"<!-- {kind} of: {source} -->\n```{language}\n{text.rstrip()}\n```\n"
    return QUOTE.sub(block, page.read_text())


def main() -> int:
    stale = 0
    for page in map(pathlib.Path, sys.argv[1:]):
        before, after = page.read_text(), refresh(page)
        if before == after:
            continue
        if os.environ.get("PULLBACK_BLESS") == "1":
            page.write_text(after)
            continue
        stale += 1
        sys.stderr.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(page), "now"))
    if stale:
        print("quoted text is not what there is now; './x docs' rewrites it", file=sys.stderr)
    return 1 if stale else 0


sys.exit(main())
