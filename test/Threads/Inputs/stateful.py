#!/usr/bin/env python3
"""The tool, and then hidden state in every function that it wrote: what the test of threads must find."""
import re
import subprocess
import sys

arguments = sys.argv[1:]
done = subprocess.run(["pullback", *arguments])
if done.returncode == 0:
    output = arguments[arguments.index("-o") + 1]
    with open(output) as stream:
        text = stream.read()
    state = "  static volatile double state = 0;\n  state = state + 1;\n"
    with open(output, "w") as stream:
        stream.write(re.sub(r"(?m)^(\w.*\) \{)\n", lambda match: match[1] + "\n" + state, text))
sys.exit(done.returncode)
