"""Parameters of requested functions with Eigen: matrices, views, and memory that becomes a map."""

import re

import eigen_expressions as ex
import eigen_variables as var
from context import Length, Scalar
from eigen_variables import Matrix, ONE, fixed, type_name
from tree import Param, Stmt

N, COLUMNS = Length("n", 0), Length("m", 0)


def own(maker, ctx, name, rows, cols, ctype, text, writable, plain=False):
    maker.changes = maker.changes or writable and "&" in text or re.match(r"Eigen::(Map|Ref)<(Eigen)", text) is not None
    maker.parameter(text, name, rows, cols)
    ctx.add(Matrix(name, rows, cols, ctype, "Eigen::Array" in ctype, writable, generic=not writable,
                   plain=plain, sized=writable and plain and ONE not in (rows, cols) and ("X" in ctype or "Dynamic" in ctype)))


def of_pointer(maker, ctx):
    """const double* x, and a map of it."""
    name, view = ctx.fresh("x"), ctx.fresh("X")
    rows, cols = maker.rng.choice([(N, ONE), (N, ONE), (N, COLUMNS), (fixed(3), N), (fixed(3), fixed(3)), (fixed(2), ONE)])
    ctype = type_name(ctx, rows, cols, rows.sym is None and cols.sym is None)
    size = var.sizes(ctx, rows, cols, ctype)
    maker.parameter(f"const {maker.real}* {name}", name, rows, cols)
    maker.first.append(Stmt([f"const Eigen::Map<const {ctype}> {view}({name}{', ' + size if size else ''});"], "declare", declares=True))
    ctx.add(Matrix(view, rows, cols, ctype, writable=False, generic=True, plain=False))


def of_changed_pointer(maker, ctx):
    name, view = ctx.fresh("u"), ctx.fresh("U")
    rows, cols = maker.rng.choice([(N, ONE), (N, COLUMNS), (fixed(2), fixed(2))])
    ctype = type_name(ctx, rows, cols, rows.sym is None)
    size = var.sizes(ctx, rows, cols, ctype)
    maker.changes = True
    maker.parameter(f"{maker.real}* {name}", name, rows, cols)
    maker.first.append(Stmt([f"Eigen::Map<{ctype}> {view}({name}{', ' + size if size else ''});"], "declare", declares=True))
    ctx.add(Matrix(view, rows, cols, ctype, plain=False))


def of_output(maker, ctx):
    name = ctx.fresh("y")
    maker.parameter(f"{maker.real}* {name}", name, N)
    maker.outputs.append((name, N))
    maker.lists["of"].append((name, "n"))


def of_vector(maker, ctx):
    name, const = ctx.fresh("w"), ctx.chance(0.6)
    rows, cols = maker.rng.choice([(N, ONE), (N, ONE), (ONE, N)])
    ctype = type_name(ctx, rows, cols, False)
    own(maker, ctx, name, rows, cols, ctype, f"{'const ' if const else ''}{ctype}& {name}", not const, plain=True)


def of_matrix(maker, ctx):
    name, const = ctx.fresh("P"), ctx.chance(0.6)
    rows, cols = fixed(maker.rng.choice([2, 3, 4])), maker.rng.choice([N, COLUMNS, fixed(3), fixed(2)])
    ctype = type_name(ctx, rows, cols, False, by_rows=ctx.chance(0.15))
    maker.rows[name] = rows.c
    own(maker, ctx, name, rows, cols, ctype, f"{'const ' if const else ''}{ctype}& {name}", not const, plain=True)


def passed(form, ctype, name):
    return {"const &": f"const {ctype}& {name}", "value": f"{ctype} {name}", "&": f"{ctype}& {name}"}[form]


def of_small(maker, ctx):
    name, form = ctx.fresh("r"), maker.rng.choice(["const &", "value", "&"])
    rows, cols = maker.rng.choice([(fixed(3), ONE), (fixed(3), ONE), (fixed(4), ONE), (ONE, fixed(3)), (fixed(5), ONE)])
    array = cols == ONE and rows.c < 5 and ctx.chance(0.15)
    ctype = type_name(ctx, rows, cols, True, array)
    own(maker, ctx, name, rows, cols, ctype, passed(form, ctype, name),
        form != "const &", plain=True)


def of_square(maker, ctx):
    name, form = ctx.fresh("Q"), maker.rng.choice(["const &", "const &", "value", "&"])
    rows, cols = [fixed(k) for k in maker.rng.choice([(3, 3), (2, 2), (4, 4), (3, 2), (2, 4)])]
    ctype = type_name(ctx, rows, cols, True, by_rows=ctx.chance(0.1))
    own(maker, ctx, name, rows, cols, ctype, passed(form, ctype, name),
        form != "const &", plain=True)


def of_map(maker, ctx):
    name, const = ctx.fresh("D"), ctx.chance(0.6)
    rows, cols = maker.rng.choice([(fixed(3), N), (N, ONE), (fixed(3), fixed(3)), (fixed(2), COLUMNS)])
    ctype = type_name(ctx, rows, cols, False)
    if cols != ONE:
        maker.rows[name] = rows.c
    own(maker, ctx, name, rows, cols, ctype, f"Eigen::Map<{'const ' if const else ''}{ctype}> {name}", not const)


def of_ref(maker, ctx):
    name, const = ctx.fresh("h"), ctx.chance(0.6)
    ctype = type_name(ctx, N, ONE, False)
    text = f"const Eigen::Ref<const {ctype}>& {name}" if const else f"Eigen::Ref<{ctype}> {name}"
    own(maker, ctx, name, N, ONE, ctype, text, not const)


def of_matrix_ref(maker, ctx):
    name, const = ctx.fresh("W"), ctx.chance(0.6)
    rows, cols = fixed(maker.rng.choice([2, 3])), maker.rng.choice([N, COLUMNS, fixed(3)])
    ctype = type_name(ctx, rows, cols, False, by_rows=ctx.chance(0.15))
    maker.rows[name] = rows.c
    text = f"const Eigen::Ref<const {ctype}>& {name}" if const else f"Eigen::Ref<{ctype}> {name}"
    own(maker, ctx, name, rows, cols, ctype, text, not const)


def of_number(maker, ctx):
    name = ctx.fresh("p")
    maker.parameter(f"{maker.real} {name}", name, ONE)
    ctx.add(Scalar(name, maker.real))


PARAMETERS = {"pointer": (4, of_pointer), "changed pointer": (2, of_changed_pointer), "output": (1.5, of_output), "vector": (3, of_vector),
              "matrix": (3, of_matrix), "small vector": (3, of_small), "small matrix": (3, of_square), "map": (1.5, of_map),
              "Ref": (1.5, of_ref), "Ref of a matrix": (1.5, of_matrix_ref), "number": (2.5, of_number)}
