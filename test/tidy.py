#!/usr/bin/env python3
"""tidy.py BUILD JOBS FILE...: clang-tidy on the sources among FILE that the build compiles, several at a time.

A source that passed is not looked at again until it, a header of ours or the configuration changes.
"""
import concurrent.futures
import hashlib
import json
import pathlib
import subprocess
import sys


def digest(paths) -> str:
    state = hashlib.sha256()
    for path in paths:
        state.update(pathlib.Path(path).read_bytes())
    return state.hexdigest()


def main() -> int:
    build, jobs, files = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    compiled = {entry["file"] for entry in json.loads((build / "compile_commands.json").read_text())}
    headers = [".clang-tidy"] + [file for file in files if file.endswith(".h")]
    sources = [file for file in files if str(pathlib.Path(file).resolve()) in compiled]
    stamps = build / "lint.json"
    passed = json.loads(stamps.read_text()) if stamps.exists() else {}
    state = {file: digest([file, *headers]) for file in sources}
    todo = [file for file in sources if passed.get(file) != state[file]]
    failed = 0

    def check(file):
        return file, subprocess.run(["clang-tidy-19", "--quiet", "-p", build, file], text=True, capture_output=True)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done, (file, result) in enumerate(pool.map(check, todo), 1):
            print(f"[{done}/{len(todo)}] {file}", file=sys.stderr)
            if result.returncode:
                failed += 1
                print(result.stdout)
            else:
                passed[file] = state[file]
    stamps.write_text(json.dumps(passed, indent=1))
    return 1 if failed else 0


sys.exit(main())
