#!/usr/bin/env python3
"""operations.py ROOT: every operation of the pb dialect stands in test/IR/round-trip.mlir; every pass has a test."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
operations = re.findall(r': Pullback_Op<"([\w.]+)"', "".join(
    (root / "lib/IR" / name).read_text() for name in ("PullbackOps.td", "TextOps.td")))
round_trip = (root / "test/IR/round-trip.mlir").read_text()
missing = [f"pb.{name} is not in test/IR/round-trip.mlir" for name in operations
           if not re.search(rf"\bpb\.{re.escape(name)}\b(?!\.)", round_trip)]

passes = re.findall(r': Pass<"([\w-]+)"', (root / "lib/Transforms/Passes.td").read_text())
tests = "".join(path.read_text() for path in (root / "test").rglob("*.mlir") if "Output" not in path.parts)
missing += [f"no test runs {name}" for name in passes if not re.search(rf"\b{name}\b(?!-)", tests)]

print("\n".join(missing))
sys.exit(1 if missing else 0)
