"""long_names.py FOLDER: outputs whose names are at and beyond the limits of the file system."""
import os
import subprocess
import sys

os.chdir(sys.argv[1])
limit = os.pathconf(".", "PC_NAME_MAX")


def run(*arguments):
    return subprocess.run(["pullback", *arguments], capture_output=True, text=True)


longest = "n" * (limit - 4) + ".cpp"
done = run("energy.cpp", "-o", longest)
assert done.returncode == 0, done.stderr
assert f'#include "{longest[:-4]}.h"' in open(longest).read() and os.path.exists(longest[:-4] + ".h")

before = sorted(os.listdir())
for name in ("n" * (limit - 3) + ".cpp", "/".join(["n" * 200] * 30) + ".cpp"):
    done = run("energy.cpp", "-o", name)
    assert done.returncode == 1 and done.stderr.count("error:") == 1, done.stderr
    assert "File name too long [cannot-write]" in done.stderr, done.stderr
    assert sorted(os.listdir()) == before

# The source itself may have the longest name; its default outputs cannot.
source = "s" * (limit - 4) + ".cpp"
os.link("energy.cpp", source)
done = run(source, "-o", "short.cpp")
assert done.returncode == 0 and os.path.exists("short.h"), done.stderr
done = run(source)
assert done.returncode == 1 and done.stderr.count("error:") == 1, done.stderr
