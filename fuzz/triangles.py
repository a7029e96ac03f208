"""Nests of loops whose inner bounds move with outer counters, and whose bodies need their values again in the reverse sweep;
and what an outer loop does not change but inner ones compute with."""

import expressions as ex
from context import Integer, Length, MAX_LENGTH, Scalar
from patterns import at, extent, fits, loop, number, small, some_array, sum_variable, sweep
from tree import Block, Expr, Stmt


def bounds(ctx, length, i, j):
    """A header of an inner loop over part of [0, length), where i is a counter over it, and its name."""
    size = length.text()
    headers = {"below": f"int {j} = 0; {j} < {i}; ++{j}", "to": f"int {j} = 0; {j} <= {i}; ++{j}",
               "from": f"int {j} = {i}; {j} < {size}; ++{j}", "above": f"int {j} = {i} + 1; {j} < {size}; ++{j}",
               "rest": f"int {j} = 0; {j} < {size} - {i}; ++{j}", "down": f"int {j} = {i}; {j} >= 0; --{j}",
               "steps": f"int {j} = 0; {j} <= {i}; {j} += 2"}
    name = ctx.rng.choice(list(headers))
    ctx.tag(f"triangle: {name}")
    return headers[name]


def bent(ctx, e):
    """Something nonlinear of e, within [-2, 2]."""
    e = ex.squeeze(ctx, e, 2)
    name, low = ctx.rng.choice([("sin", -1), ("tanh", -1), ("exp", 0), ("cos", -1), ("square", 0)])
    if name == "square":
        return ex.squeeze(ctx, ex.mul(e, e), 2)
    return ex.call("std::exp", ex.squeeze(ctx, e, 0.6), lo=0, hi=1.9) if name == "exp" else ex.call(f"std::{name}", e, lo=low, hi=1)


def leaves(ctx, value):
    """Sometimes, a way out of the innermost loop."""
    if not ctx.chance(0.4):
        return []
    kind = ctx.rng.choice(["break", "break", "continue"])
    ctx.tag(f"triangle: {kind}")
    return [Stmt(["if (", value, f" {ctx.rng.choice(['>', '<'])} ", ex.constant(ctx, -1, 1), ") ", Block([Stmt([kind + ";"], kind)])], "if")]


def recurrence(ctx):
    """A value goes through the iterations of a triangle, two or three loops deep; each multiplies it."""
    made, i, j, k = [], ctx.fresh("i"), ctx.fresh("j"), ctx.fresh("k")
    a = some_array(ctx, made, writable=ctx.chance(0.5))
    n = extent(a.length)
    deep = ctx.chance(0.3)
    if not fits(ctx, n * n // 2 * (2 if deep else 1)):
        return None
    head, counter = sweep(ctx, i, a.length, steps=False)
    t, s = Scalar(ctx.fresh("t"), ctx.real), sum_variable(ctx, made)
    start, outside = Stmt([f"{ctx.real} {t.name} = ", number(ctx), ";"], "declare", declares=True), ctx.chance(0.4)
    here = lambda: Expr(t.name, ctx.real, -2, 2)
    with ctx.scope(counter, t, trips=n):
        second, one = bounds(ctx, a.length, i, j), Integer(j, "int", 0, a.length.c - 1, a.length.sym)
        with ctx.scope(one, trips=n):
            third = bounds(ctx, a.length, j, k) if deep else None
            with ctx.scope(*([Integer(k, "int", 0, a.length.c - 1, a.length.sym)] if deep else []), trips=2 if deep else 1):
                reads = [at(a, v) for v in ([i, j, k] if deep else [i, j])]
                step = ex.add(ex.mul(bent(ctx, ex.mul(here(), ctx.rng.choice(reads))), ex.constant(ctx, -1, 1)),
                              ex.mul(ctx.rng.choice(reads), number(ctx, 1)))
                inner = [*leaves(ctx, here()), Stmt([f"{t.name} = ", ex.squeeze(ctx, step, 2), ";"], "assign")]
                if a.writable and ctx.chance(0.4):
                    inner.append(Stmt([at(a, ctx.rng.choice([i, j])), " = ", bent(ctx, ex.add(here(), ctx.rng.choice(reads))), ";"], "assign"))
                inner += leaves(ctx, ctx.rng.choice(reads)) if ctx.chance(0.3) else []
            if deep:
                inner = [loop(third, inner, k)]
        end = Stmt([f"{s.name} += ", small(ctx, ex.mul(here(), at(a, i)), ctx.trips), ";"], "add")
        body = [*([] if outside else [start]), loop(second, inner, j), end]
    ctx.add(s)
    if outside:
        ctx.add(t)
    return [*made, *([start] if outside else []), loop(head, body, i)]


def elements(ctx):
    """A triangle that writes again what it has read: nonlinear elimination, in a vector or in rows."""
    made, i, j = [], ctx.fresh("i"), ctx.fresh("j")
    a = some_array(ctx, made)
    n = extent(a.length)
    if not fits(ctx, n * n // 2):
        return None
    head, counter = sweep(ctx, i, a.length, steps=False)
    p = ctx.fresh("pivot")
    with ctx.scope(counter, Scalar(p, ctx.real, writable=False), trips=n):
        inner_head = bounds(ctx, a.length, i, j)
        pivot = Stmt([f"const {ctx.real} {p} = ", ex.squeeze(ctx, ex.add(bent(ctx, at(a, i)), ex.constant(ctx, -0.5, 0.5)), 2), ";"], "declare",
                     declares=True)
        with ctx.scope(Integer(j, "int", 0, a.length.c - 1, a.length.sym), trips=n):
            step = ex.sub(at(a, j), ex.mul(ex.mul(Expr(p, ctx.real, -2, 2), ctx.rng.choice([at(a, j), at(a, i)])), number(ctx, 1)))
            write = Stmt([at(a, ctx.rng.choice([j, j, j, i])), " = ", ex.squeeze(ctx, step, 2), ";"], "assign")
            inner = [*leaves(ctx, at(a, j)), write]
            if ctx.chance(0.3):
                inner = [Stmt(["if (", at(a, j), " > ", at(a, i), ") ", Block(inner), " else ",
                               Block([Stmt([at(a, j), " = ", bent(ctx, ex.mul(at(a, j), Expr(p, ctx.real, -2, 2))), ";"], "assign")])], "if")]
        body = [pivot, loop(inner_head, inner, j)]
        if ctx.chance(0.3):
            body.append(Stmt([at(a, i), " = ", bent(ctx, at(a, i)), ";"], "assign"))
    return [*made, loop(head, body, i)]


def unchanged(ctx):
    """Functions of what an outer loop does not change, in inner loops; or of what only its first iterations change."""
    made, r, i, j = [], ctx.fresh("r"), ctx.fresh("i"), ctx.fresh("j")
    a = some_array(ctx, made, writable=False)
    n, rounds = extent(a.length), ctx.rng.randint(2, 3)
    triangle = ctx.chance(0.5)
    if not fits(ctx, rounds * n * (n if triangle else 1)):
        return None
    fixed = Scalar(ctx.fresh("fixed"), ctx.real, writable=False)
    made.append(Stmt([f"const {ctx.real} {fixed.name} = ", number(ctx), ";"], "declare", declares=True))
    s, t = sum_variable(ctx, made), Scalar(ctx.fresh("t"), ctx.real)
    made.append(Stmt([f"{ctx.real} {t.name} = ", number(ctx), ";"], "declare", declares=True))
    read, own = at(a, i), Expr(fixed.name, ctx.real, -2, 2)
    here = Expr(t.name, ctx.real, -2, 2)
    with ctx.scope(Integer(r, "int", 0, rounds - 1), fixed, t, trips=rounds):
        head, counter = sweep(ctx, i, a.length, steps=False)
        with ctx.scope(counter, trips=n):
            kept = bent(ctx, ex.mul(read, own))
            inner = [Stmt([f"{t.name} = ", ex.squeeze(ctx, ex.add(ex.mul(kept, bent(ctx, here)), ex.mul(ex.constant(ctx, -1, 1), number(ctx))), 2),
                           ";"], "assign")]
            if triangle:
                inner_head = bounds(ctx, a.length, i, j)
                with ctx.scope(Integer(j, "int", 0, a.length.c - 1, a.length.sym), trips=n):
                    term = ex.mul(bent(ctx, ex.add(at(a, j), own)), ex.mul(here, at(a, i)))
                    inner.append(loop(inner_head, [*leaves(ctx, at(a, j)), Stmt([f"{s.name} += ", small(ctx, term, ctx.trips), ";"], "add")], j))
            else:
                inner.append(Stmt([f"{s.name} += ", small(ctx, ex.mul(bent(ctx, read), here), ctx.trips), ";"], "add"))
        body = [loop(head, inner, i)]
        if a.writable and ctx.chance(0.4):
            q = ctx.fresh("q")
            again = loop(f"int {q} = 0; {q} < {a.length.text()}; ++{q}", [Stmt([at(a, q), " = ", bent(ctx, at(a, q)), ";"], "assign")], q)
            body.append(Stmt([f"if ({r} == 0) ", Block([again])], "if") if ctx.chance(0.5) else again)
    ctx.add(s)
    ctx.add(t)
    return [*made, loop(f"int {r} = 0; {r} < {rounds}; ++{r}", body, r)]


def table(ctx):
    """A matrix that is filled below its diagonal, then used there: factors, and what is solved with them."""
    if not fits(ctx, MAX_LENGTH * MAX_LENGTH):
        return None
    made, i, j, q = [], ctx.fresh("i"), ctx.fresh("j"), ctx.fresh("q")
    symbol = "n" in ctx.least and ctx.chance(0.6)
    size = Length("n", 0) if symbol else Length(None, ctx.rng.randint(2, 4))
    m, n, vector = ctx.fresh("lower"), extent(size), symbol and ctx.chance(0.6)
    cells = f"{size.text()} * {size.text()}" if symbol else str(size.c * size.c)
    made.append(Stmt([f"std::vector<{ctx.real}> {m}({cells});" if vector else f"{ctx.real} {m}[{n * n}] = {{}};"], "declare", declares=True))
    cell = lambda row, column: Expr(f"{m}[{row} * {size.text()} + {column}]", ctx.real, -2, 2)
    s = sum_variable(ctx, made)
    with ctx.scope(Integer(i, "int", 0, size.c - 1, size.sym), trips=n):
        with ctx.scope(Integer(j, "int", 0, size.c - 1, size.sym), trips=n):
            before = Expr([f"({j} > 0 ? ", cell(i, f"({j} - 1)"), " : ", number(ctx, 2), ")"], ctx.real, -2, 2)
            fill = [Stmt([cell(i, j), " = ", ex.squeeze(ctx, ex.add(ex.mul(bent(ctx, before), number(ctx)), ex.constant(ctx, -1, 1)), 2), ";"], "assign")]
        first = [loop(f"int {j} = 0; {j} <= {i}; ++{j}", fill, j)]
    t = ctx.fresh("t")
    with ctx.scope(Integer(i, "int", 0, size.c - 1, size.sym), trips=n):
        with ctx.scope(Integer(q, "int", 0, size.c - 1, size.sym), Scalar(t, ctx.real), trips=n):
            here = Expr(t, ctx.real, -2, 2)
            use = [*leaves(ctx, here), Stmt([f"{t} = ", ex.squeeze(ctx, ex.sub(ex.mul(here, cell(i, q)), ex.mul(cell(q, q), number(ctx))), 2), ";"], "assign")]
        second = [Stmt([f"{ctx.real} {t} = ", number(ctx), ";"], "declare", declares=True), loop(f"int {q} = 0; {q} < {i}; ++{q}", use, q),
                  Stmt([f"{s.name} += ", small(ctx, ex.mul(Expr(t, ctx.real, -2, 2), cell(i, i)), n), ";"], "add")]
    ctx.add(s)
    whole = lambda statements: loop(f"int {i} = 0; {i} < {size.text()}; ++{i}", statements, i)
    return [*made, whole(first), whole(second)]


TRIANGLES = {"recurrence in a triangle": (1.2, recurrence), "elements of a triangle": (1.2, elements), "unchanged by an outer loop": (1, unchanged),
             "triangle of a matrix": (0.7, table)}
