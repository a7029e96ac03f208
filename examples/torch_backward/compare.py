#!/usr/bin/python3
"""Runs PyTorch beside the example and compares every gradient, element by element.

    compare.py PROGRAM      PROGRAM: the built torch_backward
"""

import random
import subprocess
import sys

import torch


def by_torch(x, v):
    """The lines that the program prints, computed by PyTorch in double precision."""
    def forward():
        leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        y = leaf + 2
        z = 3 * y * y
        return leaf, z, z.mean()

    seed = torch.tensor(v, dtype=torch.float64)
    lines = {}
    leaf, _, out = forward()
    out.backward()
    lines["out"] = leaf.grad.tolist()

    leaf, z, out = forward()
    z.backward(seed, retain_graph=True)
    lines["z"] = leaf.grad.tolist()
    out.backward()
    lines["both"] = leaf.grad.tolist()

    leaf, z, _ = forward()
    lines["value"] = z.tolist()
    z.backward(seed, retain_graph=True)
    lines["first"] = leaf.grad.tolist()
    leaf.grad = None
    z.backward(-2 * seed)
    lines["second"] = leaf.grad.tolist()
    return lines


def by_program(program, x, v):
    text = " ".join([str(len(x)), *map(repr, x), *map(repr, v)])
    output = subprocess.run([program, "-"], input=text, text=True, check=True, stdout=subprocess.PIPE).stdout
    return {line.split()[0]: [float(w) for w in line.split()[1:]] for line in output.splitlines()}


def compare(program, x, v):
    """Compares all lines; returns the number of elements compared. Exits where one differs."""
    wanted, got = by_torch(x, v), by_program(program, x, v)
    assert wanted.keys() == got.keys(), got.keys()
    for name, numbers in wanted.items():
        assert len(numbers) == len(got[name]), name
        for i, (a, b) in enumerate(zip(numbers, got[name])):
            if abs(a - b) > 1e-14 * max(1, abs(a), abs(b)):
                sys.exit(f"{name}[{i}]: PyTorch has {a!r}, the generated code {b!r}; x = {x}, v = {v}")
    return sum(len(n) for n in wanted.values())


def main():
    program = sys.argv[1]
    x, v = [1.0] * 4, [0.1, 1.0, 1.0, 1.0]
    documented = by_program(program, x, v)
    for name, numbers in {"out": [4.5] * 4, "z": [1.8, 18, 18, 18], "both": [6.3, 22.5, 22.5, 22.5]}.items():
        assert all(abs(a - b) < 1e-12 for a, b in zip(documented[name], numbers)), (name, documented[name])
    count = compare(program, x, v)
    rng = random.Random(20240607)
    for _ in range(20):
        n = rng.randint(1, 12)
        count += compare(program, [rng.uniform(-5, 5) for _ in range(n)], [rng.uniform(-5, 5) for _ in range(n)])
    print(f"PyTorch {torch.__version__} and the generated code agree on {count} numbers")


if __name__ == "__main__":
    main()
