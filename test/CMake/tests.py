#!/usr/bin/env python3
"""tests.py GENERATOR BUILD_TREE WORK_FOLDER: GRADCHECK and COMMITTED, in a project with tests."""
import pathlib
import shutil
import sys

from commands import run

generator, tree, work = sys.argv[1:]
work = pathlib.Path(work)
project, build = work / "my project", work / "build tree"


def tests(*failing):
    """Builds and runs all tests; these have to fail."""
    run("cmake", "--build", build)
    output = run("ctest", "--test-dir", build, "--output-on-failure", wanted=8 if failing else 0)
    for name in ("app_energy_gradcheck", "kept_kept_gradcheck", "kept_kept_is_current"):
        result = [line for line in output.splitlines() if f" {name} " in line and "Test" in line]
        if not result or ("Failed" in result[0]) != (name in failing):
            sys.exit(f"{name} should {'fail' if name in failing else 'pass'}:\n{output}")
    return output


shutil.rmtree(work, ignore_errors=True)
shutil.copytree(pathlib.Path(__file__).resolve().parent / "Inputs" / "tests", project)
run("cmake", "--install", tree, "--prefix", work / "prefix")
run("cmake", "-S", project, "-B", build, "-G", generator, f"-DCMAKE_PREFIX_PATH={work / 'prefix'}")
tests()
run(build / "app")
committed = project / "kept.pullback.cpp"
first = committed.read_text()

# The committed files stay as they are when the source changes, and the test says so.
source = project / "kept.cpp"
source.write_text(source.read_text().replace("x * x * x", "x * x * x * x"))
output = tests("kept_kept_is_current", "kept_kept_gradcheck")
if "differs from what would be written" not in output or "derivatives are WRONG" not in output:
    sys.exit(output)
if committed.read_text() != first:
    sys.exit("the build has changed a committed file")
run("cmake", "--build", build, "--target", "kept_pullback_update")
tests()
if committed.read_text() == first:
    sys.exit("the committed file has not changed")

# A configuration that finds committed files leaves them alone.
committed.write_text(committed.read_text().replace("result_bar", "1.01 * result_bar", 2).replace("1.01 * ", "", 1))
run("cmake", build)
tests("kept_kept_is_current", "kept_kept_gradcheck")
print("done")
