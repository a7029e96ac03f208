#!/usr/bin/env python3
"""in_c.py GENERATOR BUILD_TREE WORK_FOLDER: derivatives in C, built and committed, in a project without C++."""
import pathlib
import shutil
import sys

from commands import run

generator, tree, work = sys.argv[1:]
work = pathlib.Path(work)
project, build = work / "my project", work / "build tree"

shutil.rmtree(work, ignore_errors=True)
shutil.copytree(pathlib.Path(__file__).resolve().parent / "Inputs" / "in_c", project)
run("cmake", "--install", tree, "--prefix", work / "prefix")
run("cmake", "-S", project, "-B", build, "-G", generator, f"-DCMAKE_PREFIX_PATH={work / 'prefix'}")
if not (build / "generated.txt").read_text().endswith("energy.pullback.c"):
    sys.exit("SOURCES_VAR does not name the file of C")
if "Differentiating energy.c" not in run("cmake", "--build", build):
    sys.exit("nothing is generated")
if "Differentiating" in run("cmake", "--build", build):
    sys.exit("what is current is generated again")
print(run(build / "app"), end="")
run(build / "kept")
run("ctest", "--test-dir", build, "--output-on-failure")
source = project / "energy.c"
source.write_text(source.read_text().replace("1e-3 * sin", "1e-2 * sin"))
if "Differentiating energy.c" not in run("cmake", "--build", build):
    sys.exit("a change to the source does not count")
run(build / "app")
run("ctest", "--test-dir", build, wanted=8)
run("cmake", "--build", build, "--target", "kept_pullback_update")
run("ctest", "--test-dir", build)
print("done")
