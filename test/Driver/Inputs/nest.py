"""Writes deeply nested sources into the current folder."""
HEAD = "#include <pullback/pullback.h>\n#include <cmath>\nPULLBACK(vjp)\ndouble f(double x) {\n"


def write(name, body):
    with open(name, "w") as file:
        file.write(HEAD + body + "}\n")


write("parentheses.cpp", "return " + "(" * 10000 + "x * x" + ")" * 10000 + ";\n")
write("blocks.cpp", "double s = 0;\n" + "{\n" * 2000 + "s += x * x;\n" + "}\n" * 2000 + "return s;\n")
write("calls.cpp", "return " + "std::sin(" * 500 + "x" + ")" * 500 + ";\n")
write("unclosed.cpp", "return " + "(" * 20000 + "x;\n")
