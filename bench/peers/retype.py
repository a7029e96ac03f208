#!/usr/bin/env python3
"""retype.py KERNEL.cpp NAMESPACE OUT.cpp OUT.h: a kernel with its active numbers of the type NAMESPACE::Active.

What does not depend on the independents stays double, as an expert in the peer's use would leave it: PASSIVE lists those
declarations. The type itself comes from NAMESPACE.h.
"""
import pathlib
import re
import sys

PASSIVE = {
    "attention": ["const double scale"],
    "ba": ["const double* features"],
    "burgers": ["double dt, double dx, double nu"],
    "gmm": ["const double* x, double gamma, int m", "int k, double gamma", "double logGamma(double a", "double s = 0.25",
            "const double c = n"],
    "hand": ["const double* offset", "const double* rest", "const double* weight", "const double* measured"],
    "kmeans": ["const double* points"],
    "libor": ["double uniform(", "const double u1", "const double z", "double delta", "double strike"],
    "lj": ["double cutoff", "const double limit", "const double shift"],
    "llsq": ["const double t", "double power"],
    "lstm": ["const double* hidden0, const double* cell0", "const double* sequence"],
    "mlp": ["const double* target"],
    "ode": ["const double h"],
}
KEPT = ["static_cast<double>", "numeric_limits<double>"]


def retype(text: str, kernel: str) -> str:
    for passive in PASSIVE.get(kernel, []) + KEPT:
        assert passive in text or passive in KEPT, passive
        text = re.sub(re.escape(passive) + r"\b" * passive[-1].isalnum(), passive.replace("double", "@"), text)
    text = re.sub(r"\bdouble\b", "Active", text).replace("@", "double")
    return re.sub(r"std::(exp|log|sqrt|sin|cos|tanh)\(", r"\1(", text)


def main() -> None:
    path, namespace, out, header = pathlib.Path(sys.argv[1]), *sys.argv[2:]
    lines = [line for line in path.read_text().splitlines() if "pullback" not in line and not line.startswith("//")]
    includes = [line for line in lines if line.startswith("#include")]
    body = retype("\n".join(line for line in lines if not line.startswith("#include")), path.stem)
    request = re.compile(r"^PULLBACK\(.*\)\n", re.MULTILINE)
    signature = re.search(r"^PULLBACK\(.*\)\n([^{]*)\{", body, re.MULTILINE).group(1).strip()
    opening = f"namespace {namespace} {{\n"
    pathlib.Path(header).write_text("\n".join([f'#include "{namespace}.h"', opening, signature + ";", "}", ""]))
    used = "".join(f"using std::{name};\n" for name in ("exp", "log", "sqrt", "sin", "cos", "tanh"))
    pathlib.Path(out).write_text("\n".join(["#include <cmath>", *includes, f'#include "{pathlib.Path(header).name}"',
                                            opening, used, request.sub("", body), "}", ""]))


main()
