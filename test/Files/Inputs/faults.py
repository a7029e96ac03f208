"""faults.py killed|full|together FOLDER: what is on disk when writing goes wrong.

In FOLDER, `energy.cpp` and `new.cpp` are two versions of one source, and `fault.so` makes the n-th step of writing fail.
Whatever n is, each of the three outputs is wholly old or wholly new; the tool says what is wrong, once; and the next run
leaves the new ones.
"""
import os
import subprocess
import sys
from pathlib import Path

COMMAND = ["pullback", "energy.cpp", "--depfile", "energy.d"]
OUTPUTS = ["energy.pullback.cpp", "energy.pullback.h", "energy.d"]


def run(**environment):
    return subprocess.run(COMMAND, capture_output=True, text=True, env={**os.environ, **environment})


def read(expected=True):
    return {name: Path(name).read_text() if expected or Path(name).exists() else None for name in OUTPUTS}


def write_source(version):
    Path("energy.cpp").write_text(Path(f"{version}.cpp").read_text())


def generate(version):
    write_source(version)
    assert run().returncode == 0
    return read()


def check_whole(states, what):
    now = read(expected=False)
    for name in OUTPUTS:
        assert now[name] in [state[name] for state in states], f"{what}: {name} is neither old nor new"
    return now


def temporaries():
    return [name for name in os.listdir() if name.startswith(".pullback-")]


def fault_everywhere(fault, old, new):
    """Step 1, 2, ... until a run gets through; once over old files, once where there are none."""
    nothing = dict.fromkeys(OUTPUTS)
    for before in (old, nothing):
        for step in range(1, 100):
            for name in OUTPUTS:
                Path(name).unlink(missing_ok=True)
                if before[name] is not None:
                    Path(name).write_text(before[name])
            Path("step").write_text("not reached")
            done = run(FAULT=fault, FAULT_AT=str(step), FAULT_LOG="step", LD_PRELOAD=os.path.abspath("fault.so"))
            what = f"{fault} at step {step}"
            if Path("step").read_text():
                assert done.returncode == 0 and read() == new, what
                assert step > 8, f"only {step - 1} steps: does the tool not write through the C library?"
                break
            now = check_whole([before, new], what)
            if fault == "full":
                assert done.returncode == 1 and now == before, what
                assert done.stderr.count("error:") == 1 and "No space left on device [cannot-write]" in done.stderr, what
                assert not temporaries(), what
            assert run().returncode == 0 and read() == new, f"{what}: the next run does not repair it"
            for name in temporaries():
                os.remove(name)
        else:
            raise AssertionError("no run got through")


def together(old, new):
    """Two runs at once, while somebody reads."""
    for version in ("energy", "new") * 3:
        write_source(version if version == "new" else "old")
        both = [subprocess.Popen(COMMAND) for _ in range(2)]
        while any(one.poll() is None for one in both):
            check_whole([old, new], "two runs")
        assert [one.returncode for one in both] == [0, 0]
        assert read() == (new if version == "new" else old)
        assert not temporaries()


os.chdir(sys.argv[2])
Path("old.cpp").write_text(Path("energy.cpp").read_text())
old, new = generate("old"), generate("new")
assert old != new and old["energy.d"] == new["energy.d"]
together(old, new) if sys.argv[1] == "together" else fault_everywhere(sys.argv[1].replace("killed", "kill"), old, new)
