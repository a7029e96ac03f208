"""The little language of CHECK-INPUT lines: Python with a few generators.

    x = uniform(-2, 2)[5], n = 5, index = integers(0, 4)[7], work = output[3], q = reference("gmm.json", "inputs.q")

Random numbers come from a generator with a fixed seed, so every run tests the same points.
"""

import json
import math
import random
import struct


class Sequence:
    def __init__(self, draw):
        self.draw = draw

    def __getitem__(self, count):
        return [self.draw(i) for i in range(count)]


class Values:
    def __init__(self, folder):
        self.folder = folder
        self.random = random.Random(20240607)

    def evaluate(self, text):
        names = {
            "uniform": lambda low, high: Draw(lambda: self.random.uniform(low, high)),
            "integers": lambda low, high: Draw(lambda: self.random.randint(low, high)),
            "output": Sequence(lambda i: 0.1 + i),   # what stands in a pure output before the call
            "zeros": Sequence(lambda i: 0.0),
            "fill": lambda v: Sequence(lambda i: v),
            "steps": lambda first, step: Sequence(lambda i: first + i * step),
            "reference": self.reference,
            "inf": math.inf, "nan": math.nan, "pi": math.pi,
            "true": 1, "false": 0,
            "dict": dict, "flat": flatten, "range": range, "sin": math.sin, "exp": math.exp, "float": float, "len": len,
        }
        return eval(text, {"__builtins__": {}}, names)  # the text is our own test's

    def inputs(self, text):
        return {k: flatten(v) for k, v in self.evaluate(f"dict({text})").items()}

    def reference(self, name, path):
        value = json.loads((self.folder / name).read_text())
        for key in path.split("."):
            value = value[key]
        return flatten(value)


class Draw:
    """A random number, or with [n] a list of them."""

    def __init__(self, draw):
        self.draw = draw

    def __getitem__(self, count):
        return [self.draw() for _ in range(count)]

    def once(self):
        return self.draw()


def flatten(value):
    if isinstance(value, Draw):
        return [value.once()]
    if isinstance(value, (list, tuple, range)):
        return [x for v in value for x in flatten(v)]
    return [value]


def number(value, kind):
    """Text of a number, rounded to float where the parameter is one."""
    if kind in "io":
        return str(int(value))
    if kind == "f" and math.isfinite(value):
        value = struct.unpack("f", struct.pack("f", value))[0]
    return repr(float(value))
