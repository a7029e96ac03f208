#!/usr/bin/env python3
"""consume.py GENERATOR package|subdirectory|fetched BUILD_TREE WORK_FOLDER: builds the consumer project as a user would.

The project and its build tree lie in folders with spaces. Checked: the program runs; nothing is rebuilt without a change;
a change to a header that the source includes runs the tool again, and a change to another one does not.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import time

from commands import run

generator, way, tree, work = sys.argv[1:]
here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(work)
project, build = work / "my project", work / "build tree"


def configure():
    options = [f"-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_COMPILER=" + os.environ.get("CXX", "g++")]
    if way == "package":
        prefix = work / "install prefix"
        run("cmake", "--install", tree, "--prefix", prefix)
        options.append(f"-DCMAKE_PREFIX_PATH={prefix}")
    else:
        variable = {"subdirectory": "PULLBACK_SOURCE_DIRECTORY", "fetched": "PULLBACK_FETCHED_DIRECTORY"}[way]
        options += [f"-D{variable}={here.parent.parent}", f"-DPULLBACK_EXECUTABLE={tree}/bin/pullback"]
    run("cmake", "-S", project, "-B", build, "-G", generator, *options)


def differentiated():
    """Builds, and returns the sources that were differentiated."""
    output = run("cmake", "--build", build)
    return {line.split("Differentiating ")[1].strip() for line in output.splitlines() if "Differentiating " in line}


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: differentiated {sorted(found)}, wanted {sorted(wanted)}")


def change(file, text="\n// changed\n"):
    time.sleep(1.1)  # for file systems and makes that count in seconds
    file.write_text(file.read_text() + text)


shutil.rmtree(work, ignore_errors=True)
shutil.copytree(here / "Inputs" / "consumer", project)
both = {"energy/energy.cpp", "own templates/objective.cpp"}
configure()
expect("first build", differentiated(), both)
print(run(build / "app"), end="")
expect("no change", differentiated(), set())

change(project / "shared" / "spring.h")
expect("a comment in the header of one source", differentiated(), {"energy/energy.cpp"})
expect("no change after it", differentiated(), set())
change(project / "shared" / "spring.h", "struct Damper { double viscosity; };\n")
expect("a type in the header of one source", differentiated(), {"energy/energy.cpp"})
change(project / "own templates" / "objective.h")
expect("the other header", differentiated(), {"own templates/objective.cpp"})
change(project / "main.cpp")
expect("a source that is not differentiated", differentiated(), set())
run(build / "app")

# Nothing is written where the source cannot be differentiated, and the build stops.
generated = pathlib.Path((build / "generated.txt").read_text().splitlines()[1])
before = generated.read_bytes()
change(project / "energy" / "energy.cpp", "PULLBACK(vjp)\ndouble bad(double (*f)(double), double x) { return f(x); }\n")
failed = subprocess.run(["cmake", "--build", str(build)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
if failed.returncode == 0 or "[function-pointer]" not in failed.stdout and "error: cannot differentiate" not in failed.stdout:
    sys.exit("a source that cannot be differentiated did not stop the build:\n" + failed.stdout)
if generated.read_bytes() != before:
    sys.exit("the generated file changed although the source cannot be differentiated")
print("done")
