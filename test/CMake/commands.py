"""Commands of the tests of CMake, which end where one fails."""
import subprocess
import sys


def run(*command, wanted=0, **arguments):
    """What the command prints; it has to end with the status `wanted`."""
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **arguments)
    if done.returncode != wanted:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\nexit status {done.returncode}")
    return done.stdout
