#!/usr/bin/env python3
"""count.py FOLDER: adds up the JSON results of GoogleTest and lit; the last line is 'N passed, M failed'."""
import json
import pathlib
import sys

LIT_PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
LIT_IGNORED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def count(results: dict) -> tuple[int, int]:
    if results.get("crashed"):
        return 0, 1
    if "testsuites" in results:  # GoogleTest
        failed = results["failures"] + results["errors"]
        return results["tests"] - results["disabled"] - failed, failed
    codes = [test["code"] for test in results["tests"] if test["code"] not in LIT_IGNORED]
    passed = sum(code in LIT_PASSED for code in codes)
    return passed, len(codes) - passed


def main() -> int:
    passed = failed = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        one = count(json.loads(path.read_text()))
        passed, failed = passed + one[0], failed + one[1]
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


sys.exit(main())
