#!/usr/bin/env python3
"""errors.py BUILD_TREE WORK_FOLDER: wrong uses of pullback_add_adjoint stop the configuration, and say why."""
import pathlib
import shutil
import subprocess
import sys

tree, work = sys.argv[1], pathlib.Path(sys.argv[2])
project = pathlib.Path(__file__).resolve().parent / "Inputs" / "errors"
wanted = {
    "twice": "'./main.cpp' is given twice for the target 'app'",
    "same-output": "two sources of 'app' would generate",
    "no-target": "there is no target 'apq'",
    "interface": "nothing can be compiled into the target 'headers'",
    "no-source": "no SOURCES are given for 'app'",
    "missing-source": "there is no file",
    "unknown-argument": "unknown arguments: main.cpp",
    "modes-alone": "MODES goes with FUNCTIONS",
    "reports": "REPORTS_VAR is not supported yet",
    "good": None,
}

shutil.rmtree(work, ignore_errors=True)
subprocess.run(["cmake", "--install", tree, "--prefix", work / "prefix"], check=True, stdout=subprocess.DEVNULL)
failures = []
for case, message in wanted.items():
    done = subprocess.run(["cmake", "-S", project, "-B", work / "build", "-G", "Ninja", f"-DCASE={case}",
                           f"-DCMAKE_PREFIX_PATH={work / 'prefix'}"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    words = " ".join(done.stdout.split())
    if (done.returncode != 0) != (message is not None) or (message and message not in words):
        failures.append(f"{case}: exit status {done.returncode}\n{done.stdout}")
print("\n".join(failures) or f"{len(wanted)} cases")
sys.exit(bool(failures))
