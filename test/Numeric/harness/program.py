"""Writes the two C++ files of a test program: main.cpp, which includes the primal, and oracle.cpp, which includes the
primal's text with Dual numbers in place of float, double and long double."""

import re

import values

EIGEN = re.compile(r"\bEigen::(Matrix|RowVector|Vector|Array)(X|\d|XX|\d\d)([df])\b")
EIGEN_GEOMETRY = re.compile(r"\bEigen::(?:(AngleAxis|Quaternion|Rotation2D)|(Isometry|Affine|Translation)([23]))([df])\b")
LITERAL = (r"(?<![\w.])(?:0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*[pP][+-]?\d+"
           r"|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)[fFlL]?")
TOKENS = re.compile(r'//[^\n]*|"(?:\\.|[^"\\\n])*"|\blong\s+double\b|\bdouble\b|\bfloat\b|' + LITERAL)


def rewrite(text):
    """The text with the oracle's number types and literals."""
    def replace(m):
        token = m.group()
        if token.startswith(("//", '"')):
            return token
        if token in ("double", "float"):
            return {"double": "DualDouble", "float": "DualFloat"}[token]
        if token.startswith("long"):
            return "DualLong"
        hexadecimal = token.startswith(("0x", "0X"))
        suffix = token[-1].lower() if not hexadecimal or token[-1] in "lL" else ""
        return {"f": "DualFloat", "l": "DualLong"}.get(suffix, "DualDouble") + f"({token})"
    def of_eigen(m):
        """Eigen::Vector3d as Eigen::Vector3<double>."""
        scalar = {"d": "double", "f": "float"}[m.group(3)]
        if m.group(1) == "Array" and "X" not in m.group(2):
            return f"Eigen::Array<{scalar}, {m.group(2)[0]}, {m.group(2)[1:] or 1}>"
        return f"Eigen::{m.group(1)}{m.group(2)}<{scalar}>"
    def of_geometry(m):
        """Eigen::Isometry3d as Eigen::Transform<double, 3, Eigen::Isometry>."""
        scalar = {"d": "double", "f": "float"}[m.group(4)]
        if m.group(1):
            return f"Eigen::{m.group(1)}<{scalar}>"
        if m.group(2) == "Translation":
            return f"Eigen::Translation<{scalar}, {m.group(3)}>"
        return f"Eigen::Transform<{scalar}, {m.group(3)}, Eigen::{m.group(2)}>"
    text = EIGEN_GEOMETRY.sub(of_geometry, EIGEN.sub(of_eigen, text))
    text = re.sub(r"^\s*#\s*include\s+<[^\n]*$", "", text, flags=re.M)
    text = re.sub(r"(?<![\w>:])::(?=[a-z0-9]+\()", "std::", text)  # ::sqrt is not found by argument-dependent look-up
    return TOKENS.sub(replace, text)


HOLDERS = {"std::vector": "AsVector", "std::valarray": "AsValarray"}


def argument(p, index, block, isConst=None):
    """A parameter of the primal, or one like it, from its block of memory."""
    isConst = p.const if isConst is None else isConst
    element = p.base
    if p.eigen:
        own = f"harness::AsEigen<{p.eigen}>({block}[{index}], harness::elementCounts[{index}], {p.rows})"
        return own + (".get()" if p.view != "Map" else ".constMap()" if isConst else ".map()")
    if p.engine:
        return f"harness::AsEngine<{p.engine}>({block}[{index}]).get()"
    if p.holder:
        return f"harness::{HOLDERS[p.holder]}<{element}>({block}[{index}], harness::elementCounts[{index}]).get()"
    if p.dims:
        extents = "".join(f"[{d}]" for d in p.dims)
        pointer = f"reinterpret_cast<{element} (*){extents}>({block}[{index}])"
    else:
        pointer = f"static_cast<{element} *>({block}[{index}])"
    return pointer if p.kind == "pointer" else "*" + pointer


def adjoint(p, index, block):
    if p.kind == "value" and not p.eigen:
        return "&" + argument(p, index, block) if p.holder else f"static_cast<{p.base} *>({block}[{index}])"
    return argument(p, index, block, isConst=p.role == "Output")


class Program:
    def __init__(self, source, modes, workspace=False):
        self.source, self.modes, self.workspace = source, modes, workspace
        self.values = values.Values(source.path.parent)

    # Layout, shared by both files.

    def layout(self, base):
        rows = []
        for kind, type_name, offset in self.source.leaves(base):
            if kind == "o":
                kind_text = "'o'"
            elif kind == "i":
                kind_text = f"std::is_signed<{type_name}>::value ? 's' : 'u'"
            else:
                kind_text = f"'{kind}'"
            rows.append(f"{{{offset}, {kind_text}, sizeof({type_name})}}")
        return "{" + ", ".join(rows) + "}"

    def parameter(self, name, role, base):
        return f'{{"{name}", harness::Role::{role}, sizeof({base}), {self.layout(base)}}}'

    def parameters(self, f):
        return "{" + ",\n     ".join(self.parameter(p.name, p.role, p.base) for p in f.parameters) + "}"

    def result(self, f):
        if f.result == "void":
            return '{"result", harness::Role::Passive, 0, {}}'
        return self.parameter("result", "Passive", f.result)

    @staticmethod
    def result_at(f, block, isConst=False):
        if not f.holder:
            return f"*static_cast<{'const ' if isConst else ''}{f.result} *>({block})"
        element, count = re.fullmatch(r"std::array<(.*), (\d+)>", f.result).groups()
        return f"harness::{HOLDERS[f.holder]}<{element}>({f'const_cast<void *>({block})' if isConst else block}, {count}).get()"

    def primal_call(self, f, index):
        arguments = ", ".join(argument(p, i, "p") for i, p in enumerate(f.parameters))
        store = "" if f.result == "void" else self.result_at(f, "result") + " = "
        return f"void primal{index}(harness::Blocks p, void *result) {{\n  {store}{f.call}({arguments});\n}}\n"

    # main.cpp

    def derivative_call(self, f, index, mode):
        """One wrapper around a generated function; its argument lists follow the contract's section 2."""
        is_void = f.result == "void"
        has_seed = not is_void and self.source.holds_reals(f.result)
        everything = [argument(p, i, "p") for i, p in enumerate(f.parameters)]
        inputs = [argument(p, i, "p") for i, p in enumerate(f.parameters) if p.role != "Output"]
        adjoints = [adjoint(p, i, "bar") for i, p in enumerate(f.parameters)
                    if p.role in ("Independent", "Output", "InOut")]
        seed = [self.result_at(f, "resultBar", isConst=True)] if has_seed else []
        returned = "" if is_void else self.result_at(f, "result") + " = "
        saved = f.derived + "_saved"
        if mode == "vjp":
            parts = "p, const void *resultBar, bar", "", inputs + seed + adjoints
        elif mode == "value_and_vjp":
            parts = "p, void *result, const void *resultBar, bar", returned, everything + seed + adjoints
        elif mode == "gradient":
            parts = "p, void *result, bar", returned, everything + adjoints
        elif mode == "fwd":
            parts = "p, void *result, void *saved", returned, everything + [f"*static_cast<{saved} *>(saved)"]
        elif mode == "rev":
            parts = ("p, const void *saved, const void *resultBar, bar", "",
                     inputs + [f"*static_cast<const {saved} *>(saved)"] + seed + adjoints)
        else:
            tangents = [argument(p, i, "dot", isConst=p.role == "Independent") if p.eigen else
                        ("*" if p.kind == "value" else "") + adjoint(p, i, "dot") for i, p in enumerate(f.parameters)
                        if p.role in ("Independent", "Output", "InOut")]
            last = ["&" + self.result_at(f, "resultDot")] if has_seed else []
            parts = "p, void *result, dot, void *resultDot", returned, everything + tangents + last
        if self.workspace:
            size = f"{f.derived}_{mode}_workspace({', '.join(inputs)})"
            parts = (parts[0], parts[1], parts[2] + [f"harness::Workspace({size}).get()"])
        declared = ", ".join(f"harness::Blocks {p}" if p in ("p", "bar", "dot") else p for p in parts[0].split(", "))
        return f"void {mode}{index}({declared}) {{\n  {parts[1]}{f.derived}_{mode}({', '.join(parts[2])});\n}}\n"

    def wanted(self, f):
        modes = f.modes & self.modes
        return [m for m in ("vjp", "value_and_vjp", "gradient", "split", "jvp") if m in modes]

    def wrappers(self, f, index):
        text = self.primal_call(f, index)
        for mode in self.wanted(f):
            for part in (("fwd", "rev") if mode == "split" else (mode,)):
                text += self.derivative_call(f, index, part)
            if mode == "split":
                saved = f.derived + "_saved"
                text += (f"void *newSaved{index}() {{ return new {saved}; }}\n"
                         f"void *copySaved{index}(const void *s) {{ return new {saved}(*static_cast<const {saved} *>(s)); }}\n"
                         f"void deleteSaved{index}(void *s) {{ delete static_cast<{saved} *>(s); }}\n")
        return text

    def case_text(self, f, kink, text):
        given = self.values.inputs(text)
        lists = []
        for p in f.parameters:
            if p.name not in given:
                raise SystemExit(f"{self.source.path}: CHECK-INPUT of {f.call} does not give {p.name}")
            kinds = [kind for kind, _, _ in self.source.leaves(p.base)]
            numbers = given.pop(p.name)
            lists.append(" ".join(values.number(v, kinds[i % len(kinds)]) for i, v in enumerate(numbers)))
        if given:
            raise SystemExit(f"{self.source.path}: {f.call} has no parameter {', '.join(given)}")
        return ("!" if kink else "") + " ; ".join(lists)

    def tolerance(self, f):
        if f.tolerance:
            return f.tolerance
        kinds = {kind for p in f.parameters for kind, _, _ in self.source.leaves(p.base)}
        kinds |= {kind for kind, _, _ in self.source.leaves(f.result)}
        return "2e-5L" if "f" in kinds else "1e-11L" if "d" in kinds else "1e-16L"

    def function(self, f, index):
        modes = self.wanted(f)
        split = "split" in modes
        pick = lambda mode: f"{mode}{index}" if mode in modes else "nullptr"
        pick_split = lambda name: f"{name}{index}" if split else "nullptr"
        cases = ",\n      ".join(f'"{self.case_text(f, kink, text)}"' for kink, text in f.inputs)
        return (f'  {{"{f.call}",\n    {self.parameters(f)},\n    {self.result(f)}, {str(f.result != "void").lower()},\n'
                f"    {self.tolerance(f)}, {str(f.close).lower()},\n    {{{cases}}},\n"
                f"    primal{index}, {pick('vjp')}, {pick('value_and_vjp')}, {pick('gradient')},\n"
                f"    {pick_split('newSaved')}, {pick_split('copySaved')}, {pick_split('deleteSaved')}, "
                f"{pick_split('fwd')}, {pick_split('rev')}, {pick('jvp')}}}")

    def expectations(self):
        rows = []
        for index, f in enumerate(self.source.functions):
            for case, what, parameter, text in f.expectations:
                numbers = ", ".join(repr(float(v)) + "L" for v in values.flatten(self.values.evaluate(text)))
                rows.append(f'{{{index}, {case}, "{what}", "{parameter}", {{{numbers}}}}}')
        return "{" + ",\n ".join(rows) + "}"

    def main(self, header, primal, self_check, threads):
        functions = list(enumerate(self.source.functions))
        text = f'#include "{header}"\n' if header else ""
        text += f'#include "{primal}"\n#include "engine.h"\n#include <type_traits>\n'
        text += self.eigen()
        text += "#include <atomic>\n#include <thread>\n\n" if threads > 1 else "\n"
        text += "std::vector<harness::Oracle> oracles();\n\nnamespace {\n"
        text += "".join(self.wrappers(f, i) for i, f in functions) + "} // namespace\n\nint main() {\n"
        text += "  const std::vector<harness::Function> functions = {\n"
        text += ",\n".join(self.function(f, i) for i, f in functions) + "};\n"
        text += f"  const std::vector<harness::Expectation> expectations = {self.expectations()};\n"
        run = f"harness::run(functions, oracles(), expectations, {str(self_check).lower()})"
        return text + (f"  return {run};\n}}\n" if threads == 1 else self.together(run, threads))

    @staticmethod
    def together(run, threads):
        """The end of main, where all checks are made several times at once; each has arguments of its own."""
        return f"""\
  std::vector<std::thread> all;
  std::atomic<int> worst{{0}};
  for (int i = 0; i < {threads}; ++i)
    all.emplace_back([&] {{
      if ({run})
        worst = 1;
    }});
  for (std::thread &one : all)
    one.join();
  return worst;
}}
"""

    def eigen(self):
        return '#include "eigen.h"\n' if "Eigen/" in self.source.raw else ""

    # oracle.cpp

    def oracle(self, sources):
        """`sources` are the rewritten files, in the order in which they are to be read."""
        text = '#include "oracle.h"\n' + self.eigen() + "\nnamespace oracle {\n"
        text += "".join(f'#include "{s}"\n' for s in sources) + "\nnamespace {\n"
        body, rows = "", []
        for i, f in enumerate(self.source.functions):
            body += self.primal_call(f, i)
            rows.append(f"  {{{self.parameters(f)},\n   {self.result(f)}, primal{i}}}")
        body += "} // namespace\nstd::vector<harness::Oracle> list() {\n  return {\n" + ",\n".join(rows) + "};\n}\n"
        return text + rewrite(body) + "} // namespace oracle\n\nstd::vector<harness::Oracle> oracles() { return oracle::list(); }\n"
