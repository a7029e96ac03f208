"""Arrays of arrays whose rows pointers start from, and stay in or walk on over; loops that test behind their body and count down to
nothing."""

import expressions as ex
from context import Integer, Scalar
from patterns import at, extent, fits, loop, number, small, some_array, sum_variable
from tree import Block, Expr, Stmt


def cell(ctx, text):
    return Expr(text, ctx.real, -2, 2)


def fill(ctx, m, rows, columns):
    """Gives every number of a matrix a value, in one of several ways."""
    i, j, p = ctx.fresh("i"), ctx.fresh("j"), ctx.fresh("p")
    count, way = rows * columns, ctx.rng.choice(["loops", "fill", "walk", "subscripts", "row by row"])
    ctx.tag(f"rows: {way}")
    if way == "fill":
        return [Stmt([f"std::fill(&{m}[0][0], &{m}[0][0] + {count}, ", number(ctx), ");"], "call")]
    if way in ("loops", "row by row"):
        with ctx.scope(Integer(i, "int", 0, rows - 1), trips=rows):
            with ctx.scope(Integer(j, "int", 0, columns - 1), trips=columns):
                place = f"{m}[{i}][{j}]" if way == "loops" else f"{p}[{j}]"
                inner = [Stmt([f"{place} = ", number(ctx), ";"], "assign")]
            body = [loop(f"int {j} = 0; {j} < {columns}; ++{j}", inner, j)]
            if way == "row by row":
                body.insert(0, Stmt([f"{ctx.real} *{p} = {m}[{i}];"], "declare", declares=True))
        return [loop(f"int {i} = 0; {i} < {rows}; ++{i}", body, i)]
    start = Stmt([f"{ctx.real} *{p} = " + ctx.rng.choice([f"{m}[0]", f"&{m}[0][0]", f"*{m}"]) + ";"], "declare", declares=True)
    with ctx.scope(Integer(i, "int", 0, count - 1), trips=count):
        place = f"*{p}++" if way == "walk" else f"{p}[{i}]"
        body = [Stmt([f"{place} = ", number(ctx), ";"], "assign")]
    return [start, loop(f"int {i} = 0; {i} < {count}; ++{i}", body, i)]


def read(ctx, m, rows, columns, s):
    """Sums up numbers from a place in a row on, in it or over the rows behind it."""
    k, q, r, c = ctx.fresh("k"), ctx.fresh("q"), ctx.rng.randrange(rows), ctx.rng.randrange(columns)
    rest = rows * columns - (r * columns + c)
    backward = ctx.chance(0.2)
    if backward:
        rest = r * columns + c + 1
    length = ctx.rng.choice([rest, columns - c if not backward else c + 1, ctx.rng.randint(1, rest)])
    first = f"{m}[{r}]" if c == 0 and ctx.chance(0.5) else f"&{m}[{r}][{c}]"
    start = Stmt([f"{ctx.rng.choice(['const ', ''])}{ctx.real} *{q} = {first};"], "declare", declares=True)
    if ctx.chance(0.25):
        n = ctx.rng.randrange(length)
        ctx.tag("rows: place")
        return [start, Stmt([f"{s.name} += ", small(ctx, ex.mul(cell(ctx, f"{q}[{-n if backward else n}]"), number(ctx)), ctx.trips), ";"], "add")]
    with ctx.scope(Integer(k, "int", 0, length - 1), trips=length):
        step = ctx.rng.choice(["walk", "subscript"])
        ctx.tag(f"rows: {step}{' back' if backward else ''}")
        here = cell(ctx, (f"*{q}--" if backward else f"*{q}++") if step == "walk" else f"{q}[{'-' if backward else ''}{k}]")
        body = [Stmt([f"{s.name} += ", small(ctx, ex.mul(here, number(ctx)), ctx.trips), ";"], "add")]
    return [start, loop(f"int {k} = 0; {k} < {length}; ++{k}", body, k)]


def matrix(ctx):
    """A matrix that is filled, changed in places, and read along its rows or over them."""
    rows, columns = ctx.rng.randint(2, 4), ctx.rng.randint(2, 4)
    if not fits(ctx, rows * columns):
        return None
    made, m = [], ctx.fresh("m")
    s = sum_variable(ctx, made)
    made.append(Stmt([f"{ctx.real} {m}[{rows}][{columns}]" + ctx.rng.choice(["", " = {}"]) + ";"], "declare", declares=True))
    made += fill(ctx, m, rows, columns)
    for _ in range(ctx.rng.randint(0, 2)):
        place = f"{m}[{ctx.rng.randrange(rows)}][{ctx.rng.randrange(columns)}]"
        change = Stmt([f"{place} = ", ex.squeeze(ctx, ex.mul(cell(ctx, place), number(ctx)), 2), ";"], "assign")
        made.append(Stmt(["if (", ex.condition(ctx, 0), ") ", Block([change])], "if") if ctx.chance(0.3) else change)
        made += read(ctx, m, rows, columns, s) if ctx.chance(0.3) else []
    made += read(ctx, m, rows, columns, s)
    if ctx.chance(0.5):
        made += fill(ctx, m, rows, columns) + read(ctx, m, rows, columns, s)
    ctx.add(s)
    return made


def countdown(ctx):
    """A polynomial, or a sum, whose loop counts down and tests behind its body: `do ... while (--k);`."""
    made, k, p = [], ctx.fresh("k"), ctx.fresh("p")
    a = some_array(ctx, made, writable=False)
    n = extent(a.length)
    if not fits(ctx, n):
        return None
    size, t = a.length.text(), Scalar(ctx.fresh("t"), ctx.real)
    if ctx.lower(a.length) < 1:
        return None
    head, test = ctx.rng.choice([(size, f"--{k}"), (size, f"--{k} > 0"), (size, f"{k}-- > 1"), ("0", f"++{k} < {size}"), (size, f"--{k} != 0")])
    made.append(Stmt([f"{ctx.real} {t.name} = ", number(ctx), ";"], "declare", declares=True))
    made.append(Stmt([f"int {k} = {head};"], "declare", declares=True))
    made.append(Stmt([f"const {a.ctype} *{p} = &{a.name}[0];"], "declare", declares=True))
    ctx.tag("rows: do")
    with ctx.scope(t, trips=n):
        here = Expr(t.name, ctx.real, -2, 2)
        element = Expr(f"*{p}++", a.ctype, -2, 2) if a.ctype == ctx.real else at(a, "0")
        step = ex.add(ex.mul(here, ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)), element)
        body = [Stmt([f"{t.name} = ", ex.squeeze(ctx, step, 2), ";"], "assign")]
    made.append(Stmt(["do ", Block(body), f" while ({test});"], "do"))
    ctx.add(t)
    return made


ROWS = {"matrix of rows": (1.2, matrix), "count down": (1, countdown)}
