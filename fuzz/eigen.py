"""Programs with Eigen: parameters that are matrices or become maps, statements with them, functions that take them.

They stand in units of their own, since Eigen's headers are slow to read. Expressions are in eigen_expressions.py.
"""

import random
import re
from dataclasses import dataclass, field

import eigen_expressions as ex
import eigen_variables as var
from context import Context, Length, Scalar
from eigen_parameters import PARAMETERS
from eigen_expressions import Callee, squeeze, squeezed
from eigen_variables import Counter, Factors, Matrix, MOST, ONE, System, fixed, number, type_name
from tree import Block, Expr, Function, Param, Program, Stmt

HEADER = "#include <eigen3/Eigen/Dense>\n"
# Of 80 units, these, which are small; one of them is compiled with the other compiler, one is
# under the sanitizers, some have a strategy off.
UNITS = (6, 17, 27, 37, 49, 58, 68, 79)


def is_unit(number):
    return number % 80 in UNITS


def unit_size(usual):
    return min(usual, 3)


def in_double(text):
    """A program in float, in double."""
    text = re.sub(r"\b(Eigen::\w+?)f\b", r"\1d", re.sub(r"\bfloat\b", "double", text))
    return re.sub(r"(\d\.\d*(?:e-?\d+)?)[fF]\b", r"\1", text)


@dataclass
class EigenProgram(Program):
    rows: dict = field(default_factory=dict)  # of matrices whose number of rows nothing else says

    def tolerance(self):
        text = ", ".join(f"{p.name} = {self.rows[p.name]}" for p in self.top.params if p.name in self.rows)
        loose = "4e-4L" if "float" in self.top.head() + self.top.body.text() else "1e-9L"
        return (f"// CHECK-ROWS: {text}\n" if text else "") + f"// CHECK-VALUES: to rounding\n// CHECK-TOLERANCE: {loose}\n"


# Statements.

def local_type(ctx, rows, cols, array=False):
    known = rows.sym is None and cols.sym is None and ctx.chance(0.55)
    by_rows = not array and ONE not in (rows, cols) and ctx.chance(0.12)
    return type_name(ctx, rows, cols, known, array, by_rows)


def shape(ctx):
    found = ex.some_shape(ctx)
    if found and ctx.chance(0.75):
        return found
    return (ex.some_size(ctx), ctx.rng.choice([ONE, ONE, ex.some_size(ctx)]))


def expression(ctx, rows, cols, bound=2.0, depth=None):
    return squeezed(ctx, ex.matrix(ctx, rows, cols, depth if depth is not None else ctx.rng.randint(1, 3)), bound)


def some_number(ctx, bound=2.0):
    return squeeze(ctx, ex.real(ctx, ctx.rng.randint(1, 3)), bound)


def target(ctx, test=lambda e: True):
    found = ctx.all(Matrix, lambda e: e.writable and test(e))
    return ctx.rng.choice(found) if found else None


def declared(ctx, rows, cols):
    array = rows != ONE and ctx.chance(0.15)
    ctype = local_type(ctx, rows, cols, array)
    name = ctx.fresh({True: "v", False: "A"}[ONE in (rows, cols)] if not array else "c")
    return Matrix(name, rows, cols, ctype, array, bound=4, budget=2)


def value(e, made):
    """What is assigned to `e`."""
    return var.M([made, ".array()"], made.rows, made.cols, made.bound) if e.array else made


def declare(ctx):
    e = declared(ctx, *shape(ctx))
    made, const = value(e, expression(ctx, e.rows, e.cols)), ctx.chance(0.5)
    if const:
        e.writable, e.bound = False, 2
    head = f"{'const ' if const else ''}{e.ctype} {e.name}"
    text = [head + " = ", made, ";"] if e.array or ctx.chance(0.8) else [head + "(", made, ");"]
    ctx.add(e)
    return [Stmt(text, "declare", declares=True)]


def empty(ctx, e):
    """Declares `e` without values."""
    size = var.sizes(ctx, e.rows, e.cols, e.ctype)
    return Stmt([f"{e.ctype} {e.name}{'(' + size + ')' if size else ''};"], "declare", declares=True)


def commas(ctx):
    """A << a, b, c, d;"""
    rng, known = ctx.rng, lambda length: length.sym is None and length.c <= 3
    way = rng.choice(["numbers", "columns", "rows", "longer"])
    rows, cols = ex.some_size(ctx), ex.some_size(ctx)
    if way == "numbers":
        rows, cols = fixed(rng.randint(2, 3)), rng.choice([ONE, fixed(2), fixed(3)])
        e = declared(ctx, rows, cols)
        parts = [some_number(ctx) for _ in range(rows.c * cols.c)]
    elif way == "longer":
        rows = Length(rows.sym, rows.c + 1)
        e = declared(ctx, rows, ONE)
        parts = [expression(ctx, Length(rows.sym, rows.c - 1), ONE), some_number(ctx)]
        parts = parts if ctx.chance(0.6) else parts[::-1]
    else:
        rows, cols = (rows, fixed(2)) if way == "columns" else (fixed(2), cols)
        e = declared(ctx, rows, cols)
        parts = [expression(ctx, rows, ONE) if way == "columns" else expression(ctx, ONE, cols) for _ in range(2)]
    if e.array:
        e.array, e.ctype = False, type_name(ctx, e.rows, e.cols, False)
    made = empty(ctx, e)
    ctx.add(e)
    text = [f"{e.name} << "]
    for p in parts:
        text += [p, ", "]
    text[-1] = ";"
    return [made, Stmt(text, "assign")]


def loop_over(ctx, e, statements, counters):
    """Loops over all coefficients of `e` around statements."""
    inner = Block(statements)
    for name, length in reversed(counters):
        head = f"for (int {name} = 0; {name} < {var.spell(ctx, length)}; ++{name}) "
        inner = Block([Stmt([head, inner], "for", unwrapped=f"const int {name} = 0;")])
    return inner.statements[0]


def counted(ctx, e):
    lengths = [e.rows] if e.vector else [e.cols] if e.rows == ONE else [e.rows, e.cols]
    return [(ctx.fresh(name), length) for name, length in zip("ij", lengths)]


def filled(ctx):
    """A variable without values, filled in loops."""
    e = declared(ctx, *shape(ctx))
    first = empty(ctx, e)
    counters = counted(ctx, e)
    with ctx.scope(*(Counter(*c) for c in counters), trips=4 * len(counters)):
        place = f"{e.name}({', '.join(name for name, _ in counters)})"
        statement = Stmt([f"{place} = ", some_number(ctx), ";"], "assign")
    made = [first, loop_over(ctx, e, [statement], counters)]
    ctx.add(e)
    return made


def coefficients(ctx):
    """Coefficients are read and written in loops."""
    e = target(ctx)
    if not e or ctx.trips > 20:
        return None
    counters = counted(ctx, e)
    with ctx.scope(*(Counter(*c) for c in counters), trips=4 * len(counters)):
        place = f"{e.name}({', '.join(name for name, _ in counters)})"
        statements = []
        if ctx.chance(0.4):
            name = ctx.fresh("t")
            statements.append(Stmt([f"const {ctx.real} {name} = ", some_number(ctx), ";"], "declare", declares=True))
            ctx.add(Scalar(name, ctx.real, writable=False))
        statements.append(Stmt([f"{place} = ", some_number(ctx), ";"], "assign"))
        if ctx.chance(0.3):
            condition = Expr(f"{place} > {number(ctx, 0.2)}", "bool")
            statements[-1:] = [Stmt(["if (", condition, ") ", Block([statements[-1]])], "if")]
    return [loop_over(ctx, e, statements, counters)]


def safe(e, made, whole=True):
    """Evaluated first where what is written overlaps with what is read."""
    return var.M([made, ".eval()"], made.rows, made.cols, made.bound, computed=True) if made.disturbs(e, whole) else made


def assign(ctx):
    e = target(ctx)
    if not e:
        return None
    made = safe(e, expression(ctx, e.rows, e.cols, 2))
    if e.sized:
        return [Stmt([f"{e.name}.array() = ", var.M([made, ".array()"], made.rows, made.cols, made.bound), ";"], "assign")]
    return [Stmt([f"{e.name} = ", value(e, made), ";"], "assign")]


def change(ctx):
    """+=, -=, *= and /=."""
    e = target(ctx)
    if not e:
        return None
    if ctx.chance(0.35):
        c = var.constant(ctx, 1, 2) if ctx.chance(0.4) else squeeze(ctx, ex.real(ctx, 1), 1)
        divides = c.lo >= 1
        return [Stmt([f"{e.name} {'/=' if divides else '*='} ", c, ";"], "assign")]
    return added(ctx, e, e.name, e.rows, e.cols, True)


def added(ctx, e, place, rows, cols, whole):
    share = e.budget / 2 / ctx.trips
    if share < 0.02:
        return None
    made = squeezed(ctx, expression(ctx, rows, cols), share)
    e.budget -= share * ctx.trips
    return [Stmt([f"{place} {ctx.rng.choice(['+=', '+=', '-='])} ", value(e, safe(e, made, whole)), ";"], "assign")]


def without_alias(ctx):
    """x.noalias() = A * b."""
    e = target(ctx, lambda e: not e.array and not e.sized)
    if not e:
        return None
    inner = ex.some_size(ctx)
    a, b = (ex.settled(expression(ctx, *shape, 1, 1)) for shape in ((e.rows, inner), (inner, e.cols)))
    if e.root in a.roots | b.roots:
        return None
    c, share = number(ctx, 0.25), e.budget / 2 / ctx.trips
    if e.budget and share > 0.3 and ctx.chance(0.4):
        e.budget -= share * ctx.trips
        return [Stmt([f"{e.name}.noalias() {ctx.rng.choice(['+=', '-='])} ", ex.scaled(ctx, a, share / MOST), " * ", b, ";"], "assign")]
    left = [f"{c} * ", a] if ctx.chance(0.5) else [ex.scaled(ctx, a, 0.25)]
    return [Stmt([f"{e.name}.noalias() = ", *left, " * ", b, ";"], "assign")]


def part_of(ctx, e):
    """Some part of `e`: its rows, columns and text."""
    small = lambda length: ctx.rng.choice([s for s in (fixed(1), fixed(2), Length(length.sym, length.c - 1), length)
                                           if 1 <= ctx.lower(s) <= ctx.lower(length)] or [length])
    rows, cols = small(e.rows), small(e.cols)
    if e.vector or e.rows == ONE:
        shapes = [(rows, ONE) if e.vector else (ONE, cols)]
    else:
        shapes = [(e.rows, ONE), (ONE, e.cols), (rows, cols)]
    r, c = ctx.rng.choice(shapes)
    ways = ex.parts_of(ctx, e, r, c)
    return (r, c, ex.part(ctx, e, ctx.rng.choice(ways), r, c)) if ways else None


def part_written(ctx):
    e = target(ctx)
    found = part_of(ctx, e) if e else None
    if not found:
        return None
    rows, cols, text = found
    place = e.name + text
    way = ctx.rng.choice(["=", "=", "+=", "*=", "array"])
    if way == "*=":
        return [Stmt([f"{place} *= ", squeeze(ctx, ex.real(ctx, 1), 1), ";"], "assign")]
    if way == "array" and e.budget / ctx.trips > 0.1 and not e.array:
        share = e.budget / 2 / ctx.trips
        e.budget -= share * ctx.trips
        return [Stmt([f"{place}.array() += ", squeeze(ctx, ex.real(ctx, 1), share), ";"], "assign")]
    if way == "+=":
        return added(ctx, e, place, rows, cols, False)
    return [Stmt([f"{place} = ", value(e, safe(e, expression(ctx, rows, cols, 2), False)), ";"], "assign")]


def scalar(ctx):
    name, made = ctx.fresh("s"), some_number(ctx)
    const = ctx.chance(0.6)
    ctx.add(Scalar(name, ctx.real, writable=not const))
    return [Stmt([f"{'const ' if const else ''}{ctx.real} {name} = ", made, ";"], "declare", declares=True)]


def scalar_again(ctx):
    scalars = ctx.all(Scalar, lambda s: s.writable)
    if not scalars:
        return None
    return [Stmt([f"{ctx.rng.choice(scalars).name} = ", some_number(ctx), ";"], "assign")]


def one_coefficient(ctx):
    e = target(ctx)
    if not e:
        return None
    return [Stmt([f"{ex.coefficient(ctx, e)} = ", some_number(ctx), ";"], "assign")]


def view(ctx):
    """auto h = A.col(j); or a Map of a vector's memory."""
    plain = ctx.all(Matrix, lambda e: e.plain and not e.array and "RowMajor" not in e.ctype)
    if not plain:
        return None
    e = ctx.rng.choice(plain)
    found = part_of(ctx, e)
    name = ctx.fresh("view")
    if ctx.chance(0.3) and e.vector:
        found = None
        ctype = type_name(ctx, e.rows, ONE, False)
        const = "" if e.writable else "const "
        made = Stmt([f"Eigen::Map<{const}{ctype}> {name}({e.name}.data(), {var.spell(ctx, e.rows)});"], "declare", declares=True)
        ctx.add(Matrix(name, e.rows, ONE, ctype, writable=e.writable, bound=e.bound, root=e.root, plain=False))
        return [made]
    if not found:
        return None
    rows, cols, text = found
    if ONE in (rows, cols) and not re.match(r"\.(col|row|head|tail|segment|diagonal)\b", text):
        return None
    const = not e.writable
    ctx.add(Matrix(name, rows, cols, "", writable=not const, bound=e.bound, root=e.root, plain=False))
    return [Stmt([f"auto {name} = {e.name}{text};"], "declare", declares=True)]


def exchange(ctx):
    """Two variables of one type change places."""
    viewed = {e.root for e in ctx.all(Matrix) if e.root != e.name}
    a = target(ctx, lambda e: e.plain and e.name[0] in "vAc" and e.root == e.name and e.ctype and e.name not in viewed)  # not the caller's
    if not a:
        return None
    b = ctx.fresh("other")
    made = value(a, expression(ctx, a.rows, a.cols, 2))
    ctx.add(Matrix(b, a.rows, a.cols, a.ctype, a.array, bound=a.bound))
    return [Stmt([f"{a.ctype} {b} = ", made, ";"], "declare", declares=True), Stmt([f"{a.name}.swap({b});"], "assign")]


def reset(ctx):
    e = target(ctx)
    if not e:
        return None
    way = ctx.rng.choice(["setZero()", "setOnes()", "setConstant("] + ["setIdentity()"] * (ONE not in (e.rows, e.cols) and not e.array))
    if not way.endswith("("):
        return [Stmt([f"{e.name}.{way};"], "assign")]
    return [Stmt([f"{e.name}.{way}", squeeze(ctx, ex.simple(ctx), 2), ");"], "assign")]


def branch(ctx):
    if len(ctx.frames) > 5:
        return None
    limit = Expr(number(ctx, round(ctx.rng.uniform(-0.5, 0.5), 3)), ctx.real)
    condition = [squeeze(ctx, ex.real(ctx, 2), 4), ctx.rng.choice([" > ", " < "]), limit]
    with ctx.scope():
        first = statements(ctx, ctx.rng.randint(1, 3))
    parts = ["if (", *condition, ") ", Block(first)]
    if ctx.chance(0.5):
        with ctx.scope():
            parts += [" else ", Block(statements(ctx, ctx.rng.randint(1, 2)))]
    return [Stmt(parts, "if")]


def repeated(ctx):
    """Time steps, or a loop over columns or coefficients."""
    if ctx.trips > 6:
        return None
    name = ctx.fresh("k")
    length = ctx.rng.choice([fixed(2), fixed(3), ex.some_size(ctx)])
    bound = var.spell(ctx, length)
    ctx.loops.append("for")
    with ctx.scope(Counter(name, length), trips=var.upper(length)):
        body = statements(ctx, ctx.rng.randint(1, 4))
    ctx.loops.pop()
    return [Stmt([f"for (int {name} = 0; {name} < {bound}; ++{name}) ", Block(body)], "for", unwrapped=f"const int {name} = 0;")]


def points(ctx):
    """A std::vector of small vectors."""
    size, count = fixed(ctx.rng.choice([2, 3])), ex.some_size(ctx)
    ctype, name, k = type_name(ctx, size, ONE, True), ctx.fresh("points"), ctx.fresh("k")
    with ctx.scope(Counter(k, count), trips=4):
        body = [Stmt([f"{name}[{k}] = ", expression(ctx, size, ONE), ";"], "assign")]
    made = [Stmt([f"std::vector<{ctype}> {name}({count.text()});"], "declare", declares=True),
            Stmt([f"for (int {k} = 0; {k} < {count.text()}; ++{k}) ", Block(body)], "for", unwrapped=f"const int {k} = 0;")]
    for _ in range(2):
        at = var.subscript(ctx, count)
        ctx.add(Matrix(f"{name}[{at}]", size, ONE, ctype, bound=2, root=name, plain=False))
    return made


def system(ctx):
    """A matrix that systems of equations have, far from singular."""
    size = ex.some_size(ctx)
    ctype, name, symmetric = local_type(ctx, size, size), ctx.fresh("S"), ctx.chance(0.5)
    small = 1.0 / MOST
    three, count = number(ctx, 3.0), var.sizes(ctx, size, size, ctype)
    if symmetric:
        inner = ex.some_size(ctx)
        b, a = ctx.fresh("B"), squeezed(ctx, ex.matrix(ctx, size, inner, 2), 1)
        made = [Stmt([f"const {local_type(ctx, size, inner)} {b} = ", a, ";"], "declare", declares=True)]
        ctx.add(Matrix(b, size, inner, "", writable=False, bound=1))
        whole = f"{number(ctx, small / MOST)} * {b} * {b}.transpose()"
    else:
        a = squeezed(ctx, ex.matrix(ctx, size, size, 2), small)
        made, whole = [], a
    if ctx.chance(0.5):
        made.append(Stmt([f"const {ctype} {name} = ", whole, f" + {three} * {ctype}::Identity({count});"], "declare", declares=True))
    else:
        made.append(Stmt([f"{ctype} {name} = ", whole, ";"], "declare", declares=True))
        made.append(Stmt([f"{name}.diagonal().array() += {three};"], "assign"))
    ctx.add(Matrix(name, size, size, ctype, writable=False, bound=4))
    ctx.add(System(name, size, ctype, symmetric))
    return made


def factors(ctx):
    """A decomposition that is kept, and a solution."""
    systems = ctx.all(System)
    first = []
    if not systems:
        first = system(ctx)
        systems = ctx.all(System)
    s = ctx.rng.choice(systems)
    kind = ctx.rng.choice(["PartialPivLU", "HouseholderQR", "ColPivHouseholderQR"] + ["LLT", "LDLT"] * 3 * s.symmetric)
    name = ctx.fresh({"LLT": "llt", "LDLT": "ldlt", "PartialPivLU": "lu"}.get(kind, "qr"))
    ctx.tag(f"Eigen: {kind}")
    made = [*first, Stmt([f"const Eigen::{kind}<{s.ctype}> {name}({s.name});"], "declare", declares=True)]
    ctx.add(Factors(name, s.size, kind))
    more = ctx.rng.choice(["solve", "solve", "in place", "factor"])
    if more == "in place" and kind == "LLT":
        e = target(ctx, lambda e: e.rows == s.size and not e.array and e.bound >= 4 and e.plain)
        if e:
            made += [Stmt([f"{e.name} *= {number(ctx, 0.5)};"], "assign"), Stmt([f"{name}.solveInPlace({e.name});"], "assign")]
            return made
    if more == "factor" and kind == "LLT":
        low = ctx.fresh("L")
        made.append(Stmt([f"const {s.ctype} {low} = {name}.matrixL();"], "declare", declares=True))
        ctx.add(Matrix(low, s.size, s.size, s.ctype, writable=False, bound=2))
        det = ctx.fresh("s")
        made.append(Stmt([f"const {ctx.real} {det} = {low}.diagonal().array().log().sum();"], "declare", declares=True))
        ctx.add(Scalar(det, ctx.real, writable=False, bound=4))
        return made
    cols = ONE if ctx.chance(0.7) else ex.some_size(ctx)
    b, x = expression(ctx, s.size, cols, 1.5), ctx.fresh("x")
    made.append(Stmt([f"const {local_type(ctx, s.size, cols)} {x} = {name}.solve(", b, ");"], "declare", declares=True))
    ctx.add(Matrix(x, s.size, cols, "", writable=False, bound=2))
    return made


def changing_call(ctx):
    helpers = [h for h in ctx.helpers if h.kind == "changes"]
    if not helpers or ctx.trips > 20:
        return None
    h = ctx.rng.choice(helpers)
    e = target(ctx, lambda e: e.vector and not e.array and e.plain and ("X" in e.ctype or h.ref) and ctx.lower(e.rows) >= 1)
    if not e:
        return None
    rows, name = e.rows, e.name
    if h.ref and ctx.chance(0.4):
        m = target(ctx, lambda m: not m.vector and m.rows != ONE and not m.array and m.plain and "<" not in m.ctype)
        if m:
            e, rows, name = m, m.rows, f"{m.name}.col({var.subscript(ctx, m.cols)})"
    parts = [f"{h.name}({name}"]
    for p in h.params[1:]:
        a = ex.argument(ctx, p, rows, 1)
        if isinstance(a, var.M) and e.root in a.roots:
            a = var.M([a, ".eval()"], a.rows, a.cols, a.bound)
        parts += [", ", a]
    return [Stmt([*parts, ");"], "call")]


KINDS = {"declare": (9, declare), "comma initialiser": (3, commas), "filled": (2.5, filled), "coefficients": (3, coefficients),
         "assign": (7, assign), "change": (4, change), "noalias": (3, without_alias), "part written": (5, part_written),
         "number": (5, scalar), "number again": (1.5, scalar_again), "coefficient": (2, one_coefficient), "view": (2.5, view),
         "swap": (3, exchange), "set": (1.2, reset), "if": (2.5, branch), "for": (3, repeated), "points": (1.2, points),
         "system": (1.8, system), "factors": (2.5, factors), "changing call": (9, changing_call)}
CONSTRUCTS = [f"Eigen: {name}" for name in KINDS] + [f"Eigen: {name}" for name in ex.KINDS]


def statements(ctx, count):
    made = []
    for _ in range(count):
        for _ in range(5):
            name = ctx.rng.choices(list(KINDS), [w for w, _ in KINDS.values()])[0]
            found = KINDS[name][1](ctx)
            if found:
                ctx.tag(f"Eigen: {name}")
                made += found
                break
    return made


# Programs.

class Maker:
    def __init__(self, name, seed, size=None):
        self.name, self.rng, self.tags = name, random.Random(seed), set()
        self.real = self.rng.choices(["double", "float"], [12, 1])[0]
        self.size = size or self.rng.choices([self.rng.randint(2, 6), self.rng.randint(6, 14), self.rng.randint(14, 30)], [5, 4, 1.5])[0]
        self.helpers, self.functions, self.rows = [], [], {}

    def context(self, least):
        ctx = Context(self.rng, self.real, self.tags, list(self.helpers), least)
        ctx.dependent = False  # in a template: no further template arguments
        return ctx

    def make(self):
        for _ in range(self.rng.choices([0, 1, 2], [3, 4, 3])[0]):
            self.helper()
        top, modes, lists = self.top()
        return EigenProgram(self.name, [], self.functions, top, modes, lists, self.tags, rows=self.rows)

    def helper(self):
        rng, real = self.rng, self.real
        name, kind = f"helper{len(self.helpers)}", rng.choice(["number", "vector", "changes"])
        ctx = self.context({"n": 1})
        vector, n = type_name(ctx, Length("n", 0), ONE, False), Length("n", 0)
        whole = type_name(ctx, n, n, False)
        form = rng.choice(["reference", "reference", "Ref", "template"] + ["value"] * (kind == "vector"))
        if kind != "number" and form == "template":
            form = "reference"
        ctx.dependent = form == "template"
        spelled = {"reference": f"const {vector}& v", "Ref": f"const Eigen::Ref<const {vector}>& v",
                   "template": "const Eigen::MatrixBase<D>& v", "value": f"{vector} v"}[form]
        if kind == "changes":
            spelled = f"{vector}& v" if form == "reference" else f"Eigen::Ref<{vector}> v"
        params, roles = [Param(spelled, "v")], ["vector"]
        v = Matrix("v", n, ONE, vector, writable=kind == "changes" or form == "value", bound=2, plain=form in ("reference", "value"),
                   root="" if form == "value" else "the caller's")
        ctx.counter.update(v=1, A=1, c=1, n=1)
        ctx.add(v)
        if ctx.chance(0.5):
            params.append(Param(rng.choice([f"const {whole}& A", f"const Eigen::Ref<const {whole}>& A"]), "A"))
            roles.append("matrix")
            ctx.add(Matrix("A", n, n, whole, writable=False, plain=False))
        if ctx.chance(0.5):
            params.append(Param(f"{real} c", "c"))
            roles.append("number")
            ctx.add(Scalar("c", real))
        ctx.frames.append([])
        body = [Stmt([f"const int n = static_cast<int>(v.{rng.choice(['size', 'rows'])}());"], "declare", declares=True)]
        body += statements(ctx, rng.randint(1, 4))
        if kind == "number":
            body.append(Stmt(["return ", some_number(ctx), ";"], "return"))
        elif kind == "vector":
            body.append(Stmt(["return ", expression(ctx, n, ONE), ";"], "return"))
        result = {"number": real, "vector": vector, "changes": "void"}[kind]
        prefix = "template <class D> " if form == "template" else rng.choice(["", "static ", "inline "])
        self.functions.append(Function(result, name, params, Block(body), prefix))
        callee = Callee(name, kind, roles)
        callee.ref = form != "reference"
        self.helpers.append(callee)
        self.tags.add(f"Eigen: called with {form}")

    # The requested function.

    def top(self):
        rng = self.rng
        self.least = {"n": rng.choice([1, 2, 3]), "m": rng.choice([1, 2])}
        self.sizes = [{s: rng.randint(max(low, 2), MOST) for s, low in self.least.items()}, dict(self.least)]
        ctx = self.context(self.least)
        self.params, self.first, self.lists, self.outputs = [], [], {"wrt": [], "of": []}, []
        kinds = list(PARAMETERS)
        weights = [PARAMETERS[k][0] for k in kinds]
        chosen = {rng.choices(kinds, weights)[0] for _ in range(rng.randint(2, 5))}
        self.changes = False
        for kind in sorted(chosen):
            PARAMETERS[kind][1](self, ctx)
            self.tags.add(f"Eigen: parameter: {kind}")
        for s in "nm":
            self.params.append(Param(f"int {s}", s, [[sizes[s]] for sizes in self.sizes]))
        rng.shuffle(self.params)
        ctx.counter.update(n=1, m=1)
        ctx.frames.append([])
        body = self.first + statements(ctx, self.size)
        for name, rows in self.outputs:
            ctype = type_name(ctx, rows, ONE, False)
            body.append(Stmt([f"Eigen::Map<{ctype}>({name}, {rows.text()}) = ", expression(ctx, rows, ONE), ";"], "assign"))
        changes = self.changes or self.outputs
        kind = rng.choices(["number", "void", "vector"], [7, 2 if changes else 0, 1.2])[0]
        result = self.real
        if kind == "number":
            e = squeeze(ctx, ex.real(ctx, 2), 4)
            for m in ctx.all(Matrix)[-3:]:
                e = Expr([e, " + ", m.name, rng.choice([".sum()", f".{'matrix().' if m.array else ''}squaredNorm()"])], self.real)
            body.append(Stmt(["return ", e, ";"], "return"))
        elif kind == "vector":
            rows, cols = rng.choice([(fixed(2), ONE), (fixed(3), ONE), (fixed(2), fixed(2)), (fixed(3), fixed(2))])
            result = type_name(ctx, rows, cols, True)
            body.append(Stmt(["return ", expression(ctx, rows, cols), ";"], "return"))
        else:
            result = "void"
        modes = ["vjp", "value_and_vjp", "split", "jvp"] + ["gradient"] * (kind == "number" and not changes)
        lists = [(kind, names) for kind, names in self.lists.items() if names]
        return Function(result, "f", self.params, Block(body)), modes, lists

    def values(self, count):
        return [[round(self.rng.uniform(-1, 1), 5) for _ in range(count(sizes))] for sizes in self.sizes]

    def count(self, *lengths):
        def of(sizes):
            product = 1
            for length in lengths:
                product *= length.c + (sizes[length.sym] if length.sym else 0)
            return product
        return of

    def parameter(self, text, name, *lengths):
        self.params.append(Param(text, name, self.values(self.count(*lengths))))


def make(name, seed, size=None):
    return Maker(name, seed, size).make()
