"""The functions of <cmath> that programs call, each on a domain where value and partials are tame."""

# name: domain of the argument, range of the result on it. Infinite domains take any bounded value.
ANY = (-1e9, 1e9)
UNARY = {
    "sin": (ANY, (-1, 1)), "cos": (ANY, (-1, 1)), "tan": ((-1.2, 1.2), (-2.6, 2.6)),
    "asin": ((-0.9, 0.9), (-1.2, 1.2)), "acos": ((-0.9, 0.9), (0.4, 2.7)), "atan": (ANY, (-1.6, 1.6)),
    "sinh": ((-2, 2), (-3.7, 3.7)), "cosh": ((-2, 2), (1, 3.8)), "tanh": ((-3, 3), (-1, 1)),
    "asinh": ((-30, 30), (-4.1, 4.1)), "acosh": ((1.2, 30), (0.6, 4.1)), "atanh": ((-0.9, 0.9), (-1.5, 1.5)),
    "exp": ((-3, 1.5), (0.04, 4.5)), "exp2": ((-3, 2), (0.1, 4)), "expm1": ((-3, 1.5), (-1, 3.5)),
    "log": ((0.2, 30), (-1.7, 3.5)), "log2": ((0.2, 30), (-2.4, 5)), "log10": ((0.2, 30), (-0.7, 1.5)),
    "log1p": ((-0.7, 30), (-1.3, 3.5)), "sqrt": ((0.1, 30), (0.3, 5.5)), "cbrt": ((0.1, 30), (0.4, 3.2)),
    "erf": (ANY, (-1, 1)), "erfc": (ANY, (0, 2)), "lgamma": ((0.5, 5), (-0.2, 3.2)), "tgamma": ((0.5, 4), (0.8, 6.1)),
    "fabs": (ANY, None), "abs": (ANY, None),
}
# What glibc has beside the standard's functions, under a name for each type.
GLIBC = {
    "exp10": ((-2, 1), (0.01, 10)), "j0": ((-9, 9), (-0.41, 1)), "j1": ((-9, 9), (-0.59, 0.59)), "y0": ((0.5, 9), (-0.45, 0.53)),
    "y1": ((0.5, 9), (-1.5, 0.42)),
}
SUFFIXES = {"float": "f", "double": "", "long double": "l"}
# Piecewise constant: the derivative is zero.
STEPS = {name: (ANY, None) for name in ("floor", "ceil", "trunc", "round", "rint", "nearbyint")}
STEPS["logb"] = ((0.2, 30), (-3, 5))
# Integer results.
TO_INTEGER = {"lround": (-3, 3), "llround": (-3, 3), "lrint": (-3, 3), "llrint": (-3, 3), "ilogb": (0.2, 30),
              "fpclassify": (0.2, 3)}
QUERIES = ("isfinite", "isinf", "isnan", "isnormal", "signbit")
RELATIONS = ("isgreater", "isgreaterequal", "isless", "islessequal", "islessgreater", "isunordered")

# name: domains of both arguments, bound of the result; None: the larger bound of the arguments, or their sum.
BINARY = {
    "pow": ((0.2, 3), (-2, 2), 26), "hypot": ((0.1, 30), (-30, 30), "sum"), "atan2": ((0.2, 30), (-30, 30), 3.2),
    "fmin": (ANY, ANY, "max"), "fmax": (ANY, ANY, "max"), "fdim": (ANY, ANY, "sum"),
    "fmod": ((-9, 9), (1, 3), 3), "remainder": ((-9, 9), (1, 3), 2), "copysign": (ANY, ANY, "max"),
    "nextafter": (ANY, ANY, "max"),
}
