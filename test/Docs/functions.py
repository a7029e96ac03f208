#!/usr/bin/env python3
"""functions.py ROOT: the functions that the frontend reads and the rows of the rule table are the same."""
import pathlib
import re
import sys

SPLIT = {("hypot", "3"): ["hypot3"], ("frexp", "2"): ["frexp_fraction", "frexp_exponent"],
         ("modf", "2"): ["modf_fraction", "modf_integer"], ("remquo", "3"): ["remainder", "remquo_quotient"],
         ("lgamma_r", "2"): ["lgamma", "lgamma_sign"], ("sincos", "3"): ["sin", "cos"]}
OPERATORS = {"add", "sub", "mul", "div", "neg"}

root = pathlib.Path(sys.argv[1])
frontend = (root / "lib/Frontend/MathFunctions.cpp").read_text()
read = {name for entry in re.findall(r'\{"(\w+)", (\d), Shape::\w+\}', frontend) for name in SPLIT.get(entry, [entry[0]])}
known = re.search(r'known\[\] = \{([^}]*)\}', (root / "lib/Frontend/Complex.cpp").read_text()).group(1)
functions = set(re.findall(r'"c(\w+)"', known)) - {"abs", "arg", "real", "imag", "onj", "proj"} | {"quotient"}
read |= {f"{name}_{part}" for name in functions for part in ("real", "imag")} - {"log_imag"}  # that is atan2
table = (root / "lib/Rules/RuleTable.cpp").read_text()
rows = set(re.findall(r'^    \{"(\w+)",', table, re.MULTILINE)) - OPERATORS
for name in sorted(read - rows):
    print(f"'{name}' is read but has no rule")
for name in sorted(rows - read):
    print(f"'{name}' has a rule but is not read")
sys.exit(read != rows)
