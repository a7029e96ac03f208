"""Writes deeply nested sources into the current folder."""
HEAD = "#include <pullback/pullback.h>\n#include <cmath>\nPULLBACK(vjp)\ndouble f(double x) {\n"


def write(name, body):
    with open(name, "w") as file:
        file.write(HEAD + body + "}\n")


write("parentheses.cpp", "return " + "(" * 10000 + "x * x" + ")" * 10000 + ";\n")
write("blocks.cpp", "double s = 0;\n" + "{\n" * 2000 + "s += x * x;\n" + "}\n" * 2000 + "return s;\n")
write("calls.cpp", "return " + "std::sin(" * 500 + "x" + ")" * 500 + ";\n")
write("ifs.cpp", "double s = 0;\n" + "".join(f"if (x > {i}) {{ s += {i} * x * x;\n" for i in range(1000)) + "}\n" * 1000
      + "return s;\n")
write("returns.cpp", "double s = 0;\n" + "".join(f"if (s < -{i}) return s + x;\ns += {i} * x * x;\n" for i in range(500))
      + "return s;\n")
write("else_ifs.cpp", "double s = 0;\n" + " else ".join(f"if (x < {i}) s += {i} * x * x;\n" for i in range(500))
      + "return s;\n")
write("terms.cpp", "return " + " + ".join(f"{i} * x * x" for i in range(5000)) + ";\n")
write("unclosed.cpp", "return " + "(" * 20000 + "x;\n")
