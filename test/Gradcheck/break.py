#!/usr/bin/env python3
"""break.py PATTERN REPLACEMENT FROM TO: edits a file; the pattern has to occur."""
import re
import sys

pattern, replacement, source, target = sys.argv[1:]
with open(source) as file:
    text, count = re.subn(pattern, replacement, file.read())
if not count:
    sys.exit(f"'{pattern}' does not occur in {source}")
with open(target, "w") as file:
    file.write(text)
