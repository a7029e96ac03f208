"""Expressions with matrices of Eigen, and what they need to know: sizes, bounds, and what is read where.

Every coefficient of a variable keeps to its bound, as numbers do elsewhere (context.py). An expression knows which variables it
reads at the place that is written (`plain`), which it reads elsewhere (`moved`), and which at all (`roots`): an assignment that
overlaps with its operands in other places has no meaning in Eigen, and is given an .eval().
"""

import re
from dataclasses import dataclass

from context import Scalar
from eigen_variables import (Factors, M, MOST, Matrix, ONE, System, constant, fixed, number, read, sizes, subscript, type_name,
                             upper)
from tree import Expr

# Numbers.

def squeeze(ctx, e, bound):
    if e.bound <= bound:
        return e
    if e.bound < 8 and bound >= 1 and ctx.chance(0.4):
        return Expr([f"std::{ctx.rng.choice(['tanh', 'sin'])}(", e, ")"], ctx.real, -1, 1)
    return scaled(ctx, e, bound)


def factor(bound, most):
    power = 1.0
    while power * most > bound:
        power /= 2
    return power


def scaled(ctx, e, bound):
    f = factor(bound, e.bound)
    parts = [f"({number(ctx, f)} * ", e, ")"] if ctx.chance(0.7) else ["(", e, f" / {number(ctx, 1 / f)})"]
    if isinstance(e, M):
        return M(parts, e.rows, e.cols, e.bound * f)
    return Expr(parts, ctx.real, -e.bound * f, e.bound * f)


def coefficient(ctx, e):
    """A(i, j), v(i) or v[i] of a variable."""
    if e.rows == ONE or e.vector:
        k = subscript(ctx, e.rows if e.vector else e.cols)
        if ctx.chance(0.1) and e.rows.sym is None and e.vector and e.rows.c >= 2 and not e.array:
            return f"{e.name}.{ctx.rng.choice('xy')}()"
        return f"{e.name}({k})" if ctx.chance(0.6) else f"{e.name}[{k}]"
    return f"{e.name}({subscript(ctx, e.rows)}, {subscript(ctx, e.cols)})"


def simple(ctx):
    scalars, matrices = ctx.all(Scalar), ctx.all(Matrix)
    if matrices and ctx.chance(0.55):
        e = ctx.rng.choice(matrices)
        return Expr(coefficient(ctx, e), ctx.real, -e.bound, e.bound)
    if scalars and ctx.chance(0.7):
        s = ctx.rng.choice(scalars)
        return Expr(s.name, ctx.real, -s.bound, s.bound)
    return constant(ctx, -1.5, 1.5)


def real(ctx, depth):
    if depth <= 0 or ctx.chance(0.15):
        return simple(ctx)
    kind = ctx.rng.choices(["reduce", "sum", "product", "function", "quotient", "choice"], [8, 3, 3, 2, 1.5, 0.7])[0]
    if kind == "reduce":
        return reduction(ctx, depth - 1)
    a = real(ctx, depth - 1)
    if kind == "function":
        a, name = squeeze(ctx, a, 2), ctx.rng.choice(["sin", "cos", "exp", "tanh", "atan"])
        bound = 7.4 if name == "exp" else 1.2
        return Expr([f"std::{name}(", a, ")"], ctx.real, -bound, bound)
    b = real(ctx, depth - 1)
    if kind == "quotient":
        b = squeeze(ctx, b, 4)
        return Expr(["(", a, f" / ({number(ctx, 1.5)} + ", b, " * ", copied(b), "))"], ctx.real, -a.bound, a.bound)
    if kind == "choice":
        c = simple(ctx)
        return Expr(["(", c, f" > {number(ctx, 0.1)} ? ", a, " : ", b, ")"], ctx.real, -max(a.bound, b.bound), max(a.bound, b.bound))
    if kind == "sum":
        return Expr(["(", a, ctx.rng.choice([" + ", " - "]), b, ")"], ctx.real, -a.bound - b.bound, a.bound + b.bound)
    a, b = squeeze(ctx, a, 10), squeeze(ctx, b, 10)
    return Expr(["(", a, " * ", b, ")"], ctx.real, -a.bound * b.bound, a.bound * b.bound)


def copied(e):
    return Expr(e.text(), e.ctype, e.lo, e.hi)


def some_shape(ctx, test=lambda r, c: True):
    """Rows and columns of something in scope."""
    shapes = [(e.rows, e.cols) for e in ctx.all(Matrix) if test(e.rows, e.cols)]
    return ctx.rng.choice(shapes) if shapes else None


def is_vector(rows, cols):
    return cols == ONE and rows != ONE


def reduction(ctx, depth):
    rng = ctx.rng
    kind = rng.choice(["dot", "squaredNorm", "sum", "mean", "norm", "trace", "form", "max", "determinant", "lpNorm", "prod", "helper",
                       "system", "index"])
    ctx.tag(f"Eigen: {kind}")
    if kind in ("dot", "form"):
        shape = some_shape(ctx, is_vector) or (fixed(3), ONE)
        a, b = matrix(ctx, *shape, depth - 1), matrix(ctx, *shape, depth - 1)
        bound = a.bound * b.bound * upper(shape[0])
        if kind == "dot":
            return Expr([a, ".dot(", b, ")"], ctx.real, -bound, bound)
        middle = settled(matrix(ctx, shape[0], shape[0], 0))
        bound *= middle.bound * upper(shape[0])
        a, b = settled(a), settled(b)
        return Expr(["(", a, ".transpose() * ", middle, " * ", b, ").value()"], ctx.real, -bound, bound)
    if kind == "determinant":
        size = fixed(rng.choice([2, 3]))
        a = squeezed(ctx, matrix(ctx, size, size, 0), 2)
        bound = 6 * a.bound**size.c
        return Expr([a, ".determinant()"], ctx.real, -bound, bound)
    if kind == "system":
        systems = ctx.all(System)
        if systems:
            s = rng.choice(systems)
            return Expr(f"std::log({s.name}.determinant())", ctx.real, -9, 9)
    if kind == "helper":
        made = call(ctx, depth, "number")
        if made is not None:
            return made
    if kind == "trace":
        shape = some_shape(ctx, lambda r, c: r == c) or (fixed(2), fixed(2))
    else:
        shape = some_shape(ctx) or (fixed(3), ONE)
    a = matrix(ctx, *shape, depth)
    count = upper(shape[0]) * upper(shape[1])
    if kind == "norm":
        generic = ctx.all(Matrix, lambda e: e.generic)
        if generic and ctx.chance(0.7):
            a = read(rng.choice(generic))
            return Expr([a, ".norm()"], ctx.real, -10 * a.bound, 10 * a.bound)
        a = squeezed(ctx, a, 2)
        return Expr(["(", a, f".array() + {number(ctx, 3.0)}).matrix().norm()"], ctx.real, -25, 25)
    if kind == "prod":
        a = squeezed(ctx, a, 0.5)
        return Expr([f"({number(ctx, 1.0)} + ", a, ".array()).prod()"], ctx.real, -1.5**count, 1.5**count)
    if kind == "lpNorm":
        if ctx.dependent:
            return Expr([a, ".cwiseAbs().sum()"], ctx.real, -count * a.bound, count * a.bound)
        return Expr([a, f".lpNorm<{rng.choice(['1', 'Eigen::Infinity'])}>()"], ctx.real, -count * a.bound, count * a.bound)
    if kind == "max":
        return Expr([a, rng.choice([".maxCoeff()", ".minCoeff()"])], ctx.real, -a.bound, a.bound)
    if kind == "squaredNorm":
        return Expr([a, ".squaredNorm()"], ctx.real, 0, count * a.bound**2)
    if kind == "trace":
        return Expr([a, ".trace()"], ctx.real, -MOST * a.bound, MOST * a.bound)
    if kind == "mean":
        return Expr([a, ".mean()"], ctx.real, -a.bound, a.bound)
    if kind == "index" and a.rows != ONE and a.cols == ONE:
        k = subscript(ctx, a.rows)
        return Expr([a, f"({k})"], ctx.real, -a.bound, a.bound)
    way = rng.choice([".sum()", ".array().sum()", ".cwiseAbs().sum()"] + ([".array().square().sum()"] if a.bound <= 2 else []))
    bound = count * max(a.bound, a.bound**2 if "square" in way else 0)
    return Expr([a, way], ctx.real, -bound, bound)


# Matrices.

def squeezed(ctx, e, bound):
    if e.bound <= bound:
        return e
    if e.bound < 8 and bound >= 1 and ctx.chance(0.3):
        return M([e, f".array().{ctx.rng.choice(['tanh', 'sin'])}().matrix()"], e.rows, e.cols, 1)
    return scaled(ctx, e, bound)


def leaf(ctx, rows, cols):
    rng = ctx.rng
    found = [("whole", e) for e in ctx.all(Matrix, lambda e: e.rows == rows and e.cols == cols)]
    found += found
    if rows != ONE or cols != ONE:
        found += [("transposed", e) for e in ctx.all(Matrix, lambda e: e.rows == cols and e.cols == rows)]
    for e in ctx.all(Matrix):
        found += [(way, e) for way in parts_of(ctx, e, rows, cols)]
    if rows == cols:
        found += [("inverse", s) for s in ctx.all(System, lambda s: s.size == rows)]
    if not found or ctx.chance(0.06):
        return made_anew(ctx, rows, cols)
    way, e = rng.choice(found)
    if way == "whole":
        return read(e)
    if way == "inverse":
        made = M(f"{e.name}.inverse()", rows, cols, 0.6)
        made.moved = made.roots = {e.name}
        return made
    ctx.tag("Eigen: transpose" if way == "transposed" else "Eigen: part")
    a = read(e)
    return M([a, ".transpose()" if way == "transposed" else part(ctx, e, way, rows, cols)], rows, cols, e.bound, moves=True)


def parts_of(ctx, e, rows, cols):
    """Names of the parts of `e` that have these sizes."""
    low = lambda length, of: length.sym is None and length.c <= ctx.lower(of) or length.sym == of.sym and length.c <= of.c
    if e.vector:
        return ["segment"] if cols == ONE and rows != ONE and low(rows, e.rows) and rows != e.rows else []
    if e.rows == ONE:
        return ["segment"] if rows == ONE and cols != ONE and low(cols, e.cols) and cols != e.cols else []
    ways = []
    if cols == ONE and rows == e.rows:
        ways.append("col")
    if rows == ONE and cols == e.cols:
        ways.append("row")
    if cols == ONE and rows == e.rows == e.cols and not e.array:
        ways.append("diagonal")
    if rows != ONE and cols != ONE and (rows, cols) != (e.rows, e.cols):
        if low(rows, e.rows) and low(cols, e.cols):
            ways.append("block")
        if rows == e.rows and low(cols, e.cols):
            ways.append("columns")
        if cols == e.cols and low(rows, e.rows):
            ways.append("rows")
    return ways


def part(ctx, e, way, rows, cols):
    """Text behind the variable for a part of these sizes."""
    rng = ctx.rng
    room = lambda length, of: of.c - length.c if of.sym == length.sym else ctx.lower(of) - length.c
    start = lambda length, of: str(rng.randint(0, max(0, room(length, of))))
    static = lambda length: length.sym is None and not ctx.dependent and ctx.chance(0.5)
    if way == "col":
        return f".col({subscript(ctx, e.cols)})"
    if way == "row":
        return f".row({subscript(ctx, e.rows)})"
    if way == "diagonal":
        return ".diagonal()"
    if way == "segment":
        length, of = (rows, e.rows) if e.vector else (cols, e.cols)
        name = rng.choice(["head", "tail", "segment"])
        at = start(length, of) if name == "segment" else ""
        if static(length):
            return f".{name}<{length.c}>({at})"
        return f".{name}({at + ', ' if at else ''}{length.text()})"
    if way in ("columns", "rows"):
        length, of = (cols, e.cols) if way == "columns" else (rows, e.rows)
        name = rng.choice(["leftCols", "rightCols", "middleCols"] if way == "columns" else ["topRows", "bottomRows", "middleRows"])
        at = start(length, of) if "middle" in name else ""
        if static(length):
            return f".{name}<{length.c}>({at})"
        return f".{name}({at + ', ' if at else ''}{length.text()})"
    if ctx.chance(0.4):
        name = rng.choice(["topLeftCorner", "topRightCorner", "bottomLeftCorner", "bottomRightCorner"])
        if static(rows) and cols.sym is None:
            return f".{name}<{rows.c}, {cols.c}>()"
        return f".{name}({rows.text()}, {cols.text()})"
    at = f"{start(rows, e.rows)}, {start(cols, e.cols)}"
    if static(rows) and cols.sym is None:
        return f".block<{rows.c}, {cols.c}>({at})"
    return f".block({at}, {rows.text()}, {cols.text()})"


def made_anew(ctx, rows, cols):
    ctx.tag("Eigen: constant")
    known = rows.sym is None and cols.sym is None and ctx.chance(0.6)
    ctype = type_name(ctx, rows, cols, known)
    size = sizes(ctx, rows, cols, ctype)
    kind = ctx.rng.choice(["Zero", "Ones", "Constant", "Constant", "Constant"] + ["Identity"] * (ONE not in (rows, cols)))
    if kind == "Constant":
        c = squeeze(ctx, simple(ctx), 2)
        return M([f"{ctype}::Constant({size + ', ' if size else ''}", c, ")"], rows, cols, c.bound)
    return M(f"{ctype}::{kind}({size})", rows, cols, 1)


def some_size(ctx):
    found = {e.rows for e in ctx.all(Matrix)} | {e.cols for e in ctx.all(Matrix)} | {fixed(2), fixed(3)}
    return ctx.rng.choice(sorted((s for s in found if s != ONE), key=lambda s: (s.sym or "", s.c)))


FUNCTIONS = {"sin": 1, "cos": 1, "tanh": 1, "square": 4, "cube": 8, "exp": 7.4, "abs": 2, "atan": 1.2}


def matrix(ctx, rows, cols, depth):
    """An expression of these sizes."""
    if depth <= 0 or ctx.chance(0.12):
        return leaf(ctx, rows, cols)
    weights = {"sum": 5, "product": 6, "scaled": 4, "cwiseProduct": 2, "array": 4, "quotient": 1.5, "function": 2.5, "minmax": 1.2,
               "select": 1, "diagonal": 1.2, "reduced": 1.5, "eval": 1, "transposed": 1.2, "reversed": 0.7, "negative": 1, "cross": 6,
               "broadcast": 1.2, "solve": 6, "helper": 2.5, "triangle": 0.8, "unary": 0.8, "normalized": 3}
    for _ in range(4):
        kind = ctx.rng.choices(list(weights), list(weights.values()))[0]
        made = KINDS[kind](ctx, rows, cols, depth - 1)
        if made is not None:
            ctx.tag(f"Eigen: {kind}")
            return made
    return leaf(ctx, rows, cols)


def pair(ctx, rows, cols, depth, most=16):
    return squeezed(ctx, matrix(ctx, rows, cols, depth), most), squeezed(ctx, matrix(ctx, rows, cols, depth), most)


def of_sum(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth)
    return M(["(", a, ctx.rng.choice([" + ", " - "]), b, ")"], rows, cols, a.bound + b.bound)


def of_product(ctx, rows, cols, depth):
    inner = some_size(ctx) if rows == ONE or cols == ONE or ctx.chance(0.85) else ONE
    a = squeezed(ctx, matrix(ctx, rows, inner, depth), 8)
    b = squeezed(ctx, matrix(ctx, inner, cols, depth), 8)
    a, b = settled(a), settled(b)
    if inner == ONE:
        ctx.tag("Eigen: outer product")
    # Of a column and a row, elements are computed where they are read, which may be behind what writes to them.
    end = ").eval()" if inner == ONE else ")"
    return M(["(", a, " * ", b, end], rows, cols, upper(inner) * a.bound * b.bound, computed=True)


def settled(e):
    """As a factor of a product: Eigen 3.4 does not compile some products of scaled constants."""
    return M([e, ".eval()"], e.rows, e.cols, e.bound, computed=True) if re.search(r"::(Constant|Ones|Zero)\(", e.text()) else e


def of_scaled(ctx, rows, cols, depth):
    a, s = matrix(ctx, rows, cols, depth), squeeze(ctx, real(ctx, min(depth, 1)), 2)
    parts = ["(", s, " * ", a, ")"] if ctx.chance(0.5) else ["(", a, " * ", s, ")"]
    if ctx.chance(0.25):
        c = constant(ctx, 1, 3)
        return M(["(", a, " / ", c, ")"], rows, cols, a.bound)
    return M(parts, rows, cols, a.bound * s.bound)


def of_coefficients(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth, 6)
    return M([a, ".cwiseProduct(", b, ")"], rows, cols, a.bound * b.bound)


def of_arrays(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth, 6)
    way = ctx.rng.choice([" * ", " + ", " - ", "number"])
    if way == "number":
        s = squeeze(ctx, real(ctx, 1), 2)
        return M(["(", a, ".array() + ", s, ").matrix()"], rows, cols, a.bound + s.bound)
    return M(["(", a, ".array()", way, b, ".array()).matrix()"], rows, cols, a.bound * b.bound if way == " * " else a.bound + b.bound)


def of_quotient(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth, 4)
    if ctx.chance(0.3):
        return M([a, f".cwiseQuotient(({number(ctx, 1.5)} + ", b, ".array().square()).matrix())"], rows, cols, a.bound)
    return M(["(", a, f".array() / ({number(ctx, 1.5)} + ", b, ".array().square())).matrix()"], rows, cols, a.bound)


def of_function(ctx, rows, cols, depth):
    a = squeezed(ctx, matrix(ctx, rows, cols, depth), 2)
    name = ctx.rng.choice([*FUNCTIONS, "sqrt", "log", "inverse", "pow"])
    one = number(ctx, 3.0)
    if name in ("sqrt", "log", "inverse", "pow"):
        name = f"{name}({number(ctx, 1.5)})" if name == "pow" else name + "()"
        return M(["(", a, f".array() + {one}).{name}.matrix()"], rows, cols, 11.2 if "pow" in name else 2.3)
    return M([a, f".array().{name}().matrix()"], rows, cols, FUNCTIONS[name])


def of_extremes(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth)
    name = ctx.rng.choice(["cwiseMax", "cwiseMin"])
    if ctx.chance(0.5):
        c = constant(ctx, -1, 1)
        return M([a, f".{name}(", c, ")"], rows, cols, max(a.bound, c.bound))
    return M([a, f".{name}(", b, ")"], rows, cols, max(a.bound, b.bound))


def of_selection(ctx, rows, cols, depth):
    a, b = pair(ctx, rows, cols, depth)
    c = leaf(ctx, rows, cols)
    return M(["(", c, f".array() > {number(ctx, 0.1)}).select(", a, ", ", b, ")"], rows, cols, max(a.bound, b.bound))


def of_diagonal(ctx, rows, cols, depth):
    if rows == ONE or cols == ONE:
        return None
    left = ctx.chance(0.5)
    v = squeezed(ctx, matrix(ctx, rows if left else cols, ONE, min(depth, 0)), 4)
    a = squeezed(ctx, matrix(ctx, rows, cols, depth), 4)
    parts = ["(", v, ".asDiagonal() * ", a, ")"] if left else ["(", a, " * ", v, ".asDiagonal())"]
    return M(parts, rows, cols, a.bound * v.bound, moves=True)


def of_reduced(ctx, rows, cols, depth):
    """Sums of rows or columns."""
    if (rows == ONE) == (cols == ONE):
        return None
    other = some_size(ctx)
    a = matrix(ctx, rows if cols == ONE else other, other if cols == ONE else cols, depth)
    name = ctx.rng.choice(["sum", "mean", "maxCoeff", "squaredNorm"])
    bound = {"sum": upper(other) * a.bound, "squaredNorm": upper(other) * a.bound**2}.get(name, a.bound)
    return M([a, f".{'rowwise' if cols == ONE else 'colwise'}().{name}()"], rows, cols, bound, moves=True)


def of_eval(ctx, rows, cols, depth):
    a = matrix(ctx, rows, cols, depth)
    return M([a, ".eval()"], rows, cols, a.bound, computed=True)


def of_transposed(ctx, rows, cols, depth):
    a = matrix(ctx, cols, rows, depth)
    return M([a, ".transpose()"], rows, cols, a.bound, moves=True)


def of_reversed(ctx, rows, cols, depth):
    a = matrix(ctx, rows, cols, depth)
    return M([a, ".reverse()"], rows, cols, a.bound, moves=True)


def of_negative(ctx, rows, cols, depth):
    a = matrix(ctx, rows, cols, depth)
    return M(["(-", a, ")"], rows, cols, a.bound)


def of_cross(ctx, rows, cols, depth):
    fits = lambda e: e.vector and e.rows == fixed(3) and "3" in e.ctype and not e.array
    vectors = ctx.all(Matrix, fits)
    if rows != fixed(3) or cols != ONE or not vectors:
        return None
    a, b = read(ctx.rng.choice(vectors)), read(ctx.rng.choice(vectors))
    return M([a, ".cross(", b, ")"], rows, cols, 2 * a.bound * b.bound, moves=True)


def of_broadcast(ctx, rows, cols, depth):
    if rows == ONE or cols == ONE:
        return None
    a, by_columns = matrix(ctx, rows, cols, depth), ctx.chance(0.5)
    v = matrix(ctx, rows, ONE, 0) if by_columns else matrix(ctx, ONE, cols, 0)
    parts = ["(", a, f".{'colwise' if by_columns else 'rowwise'}()", ctx.rng.choice([" + ", " - "]), v, ")"]
    return M(parts, rows, cols, a.bound + v.bound, moves=True)


def of_solution(ctx, rows, cols, depth):
    systems, factors = ctx.all(System, lambda s: s.size == rows), ctx.all(Factors, lambda f: f.size == rows)
    if not systems and not factors or rows == ONE:
        return None
    b = squeezed(ctx, matrix(ctx, rows, cols, depth), 4)
    bound = b.bound * upper(rows)
    if factors and ctx.chance(0.6):
        return M([f"{ctx.rng.choice(factors).name}.solve(", b, ")"], rows, cols, bound, moves=True)
    if not systems:
        return None
    s = ctx.rng.choice(systems)
    ways = ["partialPivLu()", "partialPivLu()", "householderQr()", "colPivHouseholderQr()"]
    ways += ["llt()", "ldlt()", "llt()", "ldlt()"] if s.symmetric else []
    ways += ["triangularView<Eigen::Lower>()", "triangularView<Eigen::Upper>()"] * (not ctx.dependent)
    way = ctx.rng.choice(ways)
    ctx.tag("Eigen: solve with " + way.split("<")[0].rstrip("()"))
    return M([f"{s.name}.{way}.solve(", b, ")"], rows, cols, bound, moves=True)


def of_triangle(ctx, rows, cols, depth):
    if rows == ONE or cols == ONE or rows != cols or ctx.dependent:
        return None
    a, b = squeezed(ctx, matrix(ctx, rows, rows, 0), 4), squeezed(ctx, matrix(ctx, rows, cols, depth), 4)
    kind = ctx.rng.choice(["triangularView<Eigen::Lower>()", "triangularView<Eigen::StrictlyUpper>()", "selfadjointView<Eigen::Lower>()"])
    return M(["(", a, f".eval().{kind} * ", b, ").eval()"], rows, cols, upper(rows) * a.bound * b.bound, computed=True)


def of_function_of_own(ctx, rows, cols, depth):
    a, k = squeezed(ctx, matrix(ctx, rows, cols, depth), 2), number(ctx, 0.5)
    return M([a, f".unaryExpr([]({ctx.real} t) {{ return t * t + {k} * t; }})"], rows, cols, 5)


def of_normalized(ctx, rows, cols, depth):
    if cols != ONE or rows == ONE:
        return None
    generic = ctx.all(Matrix, lambda e: e.generic and e.rows == rows and e.cols == cols and not e.array)
    if not generic:
        return None
    return M([read(ctx.rng.choice(generic)), ".normalized()"], rows, cols, 1)


def of_call(ctx, rows, cols, depth):
    return call(ctx, depth, "vector", rows) if cols == ONE and rows != ONE else None


KINDS = {"sum": of_sum, "product": of_product, "scaled": of_scaled, "cwiseProduct": of_coefficients, "array": of_arrays,
         "quotient": of_quotient, "function": of_function, "minmax": of_extremes, "select": of_selection, "diagonal": of_diagonal,
         "reduced": of_reduced, "eval": of_eval, "transposed": of_transposed, "reversed": of_reversed, "negative": of_negative,
         "cross": of_cross, "broadcast": of_broadcast, "solve": of_solution, "helper": of_call, "triangle": of_triangle,
         "unary": of_function_of_own, "normalized": of_normalized}


# Calls.

@dataclass
class Callee:
    """A function of the program's: of a vector of any length and what goes with it; `n` is that length."""
    name: str
    kind: str     # number, vector, changes
    params: list  # vector, matrix, number: as the arguments are


def call(ctx, depth, kind, rows=None):
    """A call of a function that gives a number or a vector."""
    fits = [h for h in ctx.helpers if h.kind == kind]
    if not fits or ctx.trips > 20:
        return None
    h = ctx.rng.choice(fits)
    shape = (rows, ONE) if rows else some_shape(ctx, is_vector)
    if shape is None or ctx.lower(shape[0]) < 1:
        return None
    parts = [f"{h.name}("]
    for p in h.params:
        parts += [argument(ctx, p, shape[0], depth), ", "]
    parts[-1] = ")"
    ctx.tag(f"Eigen: called for a {kind}")
    if kind == "number":
        return Expr(parts, ctx.real, -2, 2)
    return M(parts, shape[0], ONE, 2, computed=True)


def argument(ctx, kind, length, depth):
    if kind == "number":
        return squeeze(ctx, real(ctx, min(depth, 1)), 2)
    return squeezed(ctx, matrix(ctx, length, ONE if kind == "vector" else length, min(depth, 1)), 2)
