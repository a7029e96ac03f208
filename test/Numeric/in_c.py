#!/usr/bin/env python3
"""Checks the derivatives of a test that is C (CHECK-LANGUAGE), written in C.

    in_c.py [options] TEST.cpp

The same checks as check.py, by the same program: it includes the header through its extern "C", and is linked with what C
compilers make of the source.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "harness")]

import check  # noqa: E402
import program  # noqa: E402
import source  # noqa: E402


class ProgramInC(program.Program):
    """C passes the address of what C++ has a reference to, and frees saved values by a function."""

    header = ""

    def derivative_call(self, f, index, mode):
        text = super().derivative_call(f, index, mode)
        for saved in (f"{f.derived}_saved", f"const {f.derived}_saved"):
            text = text.replace(f"*static_cast<{saved} *>", f"static_cast<{saved} *>")
        if self.source.resolve(f.result) not in source.REALS:
            seed = f"static_cast<const {f.result} *>(resultBar)"
            text = text.replace("*" + seed, seed)
        for i, p in enumerate(f.parameters):
            if p.kind == "value" and self.source.resolve(p.base) not in source.REALS:
                tangent = f"static_cast<{p.base} *>(dot[{i}])"
                text = text.replace("*" + tangent, tangent)
        return text

    def wrappers(self, f, index):
        text, saved = super().wrappers(f, index), f"{f.derived}_saved"
        if f"void {saved}_free(" not in self.header:  # a plain struct
            return text
        own = (f"void *copySaved{index}(const void *s) {{\n  {saved} *copy = new {saved}{{}};\n"
               f"  {saved}_copy(copy, static_cast<const {saved} *>(s));\n  return copy;\n}}\n"
               f"void deleteSaved{index}(void *s) {{\n  {saved}_free(static_cast<{saved} *>(s));\n"
               f"  delete static_cast<{saved} *>(s);\n}}\n")
        return re.sub(r"void \*copySaved.*\nvoid deleteSaved.*\n", lambda _: own, text).replace(
            f"return new {saved};", f"return new {saved}{{}};")

    def main(self, header, *rest):
        self.header = Path(header).read_text()
        return super().main(header, *rest)


class CheckInC(check.Check):
    def __init__(self, o):
        super().__init__(o)
        self.program = ProgramInC(self.source, set(o.modes.split(",")), o.workspace)
        self.c_flags = [f"-std={self.c_standard.group(1)}"]

    def generate(self):
        primal = self.work / (self.source.path.stem + ".c")
        primal.write_text(self.selected_modes_only())
        self.compile_as_c(primal, self.c_flags)
        stem = self.work / (self.source.path.stem + ".pullback")
        options = ["--workspace", "--no-heap"] if self.o.workspace else []
        self.run([self.o.pullback, str(primal), "--language=c", *options, "-o", f"{stem}.c", "--", *self.c_flags,
                  f"-I{self.source.path.parent}"], "pullback")
        if self.o.workspace and re.search(r"\b([mc]|re)alloc\(", Path(f"{stem}.c").read_text()):
            raise SystemExit(f"{self.source.path}: generated code takes memory under --no-heap")
        return stem

    def compile(self, compiler, text, to, flags, what):
        if what != "generated code":
            return super().compile(compiler, text, to, flags, what)
        own = "gcc" if compiler == self.o.gcc else "clang-19"
        flags = [flag for flag in flags if flag not in ("-fno-exceptions", "-fno-rtti", "-fno-sanitize=vptr")]
        self.run([own, *self.c_flags, "-ffp-contract=off", *flags, *self.includes, "-c", str(Path(text).with_suffix(".c")),
                  "-o", str(to)], what)
        return str(to)


if __name__ == "__main__":
    given = check.options()
    given.work = given.work or Path("Output") / (given.test.stem + ".in_c")
    CheckInC(given).main()
