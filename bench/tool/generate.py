"""Functions of a given number of statements, for timing the tool: straight-line code, nests of loops, arrays written out."""


def straight(statements: int) -> str:
    """One block: every statement uses the two before it."""
    lines = ["  double a0 = x, a1 = y;"]
    patterns = ["a{i} = a{j} * a{k} + {c};", "a{i} = std::sin(a{j}) - a{k};", "a{i} = a{j} / (a{k} * a{k} + 1);",
                "a{i} = std::sqrt(a{j} * a{j} + a{k} * a{k} + 1);"]
    for i in range(2, statements):
        lines.append("  const double " + patterns[i % 4].format(i=i, j=i - 1, k=i - 2, c=f"0.{i % 9 + 1}"))
    return "\n".join(["PULLBACK(value_and_vjp)", "double straight(double x, double y) {", *lines,
                      f"  return a{statements - 1};", "}"])


def loops(statements: int) -> str:
    """Loops of ten statements, one after the other, every third with a loop inside, over arrays that they overwrite."""
    body, count = [], 1
    while count < statements:
        body += ["  for (int i = 1; i < n; ++i) {", "    const double u = p[i] * q[i - 1];", "    double v = u;"]
        if count % 3 == 0:
            body += ["    for (int j = 0; j < 3; ++j) {", "      v = v * 0.5 + u;", "    }"]
        else:
            body += ["    if (v > 1) {", "      v = std::log(v);", "    }"]
        body += ["    s += v * u;", "    p[i] = std::sin(v) + 0.1;", "    q[i] = q[i] * 0.9 + v;", "  }"]
        count += 10
    return "\n".join(["PULLBACK(value_and_vjp, wrt(p[n], q[n]), of(p, q))", "double loops(double* p, double* q, int n) {",
                      "  double s = 0;", *body, "  return s;", "}"])


def arrays(statements: int) -> str:
    """One block that writes an array out, element by element."""
    body = [f"  y[{i}] = x[{i}] * x[{i + 1}]{f' + y[{i - 1}]' if i else ''};" for i in range(statements)]
    return "\n".join(["PULLBACK(value_and_vjp, wrt(x, y), of(y))", "void arrays(const double* x, double* y) {", *body, "}"])


SHAPES = {"straight": straight, "loops": loops, "arrays": arrays}


def source(shape: str, statements: int) -> str:
    return "#include <pullback/pullback.h>\n\n#include <cmath>\n\n" + SHAPES[shape](statements) + "\n"
