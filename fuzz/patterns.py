"""Loops that tempt a compiler to run an iteration and its reverse together: each breaks one of the conditions under which that is
right, or nearly does. Subscripts, orders, steps, bounds and what is computed vary."""

import expressions as ex
from context import Array, IndexArray, Integer, Length, MAX_LENGTH, Scalar
from tree import Block, Expr, Stmt

MOST_TRIPS = 120


def extent(length):
    return length.c + (MAX_LENGTH if length.sym else 0)


def some_array(ctx, made, writable=True, least=2):
    """An array in scope, or one that is made here."""
    import statements as st
    fits = lambda a: a.readable and not a.inner and a.bound == 2 and a.ctype == ctx.real and (a.writable or not writable) \
        and ctx.lower(a.length) >= min(least, 1) and extent(a.length) >= least
    options = ctx.all(Array, fits)
    if options and ctx.chance(0.75):
        return ctx.rng.choice(options)
    name, size = ctx.fresh("cells"), ctx.rng.randint(least, 6)
    parts = [f"{ctx.real} {name}[{size}] = {{"]
    for k in range(ctx.rng.randint(1, size)):
        parts += ([", "] if k else []) + [ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)]
    made.append(Stmt([*parts, "};"], "declare", declares=True))
    return ctx.add(Array(name, ctx.real, Length(None, size), extent=True))


def sweep(ctx, i, length, first=0, last=0, steps=True):
    """A header that runs i over [first, length - last), up or down, by one or more; and what is known of i."""
    size = length.text()
    end = f"{size} - {last}" if last else size
    step = ctx.rng.choices([1, 2, 3], [8, 2, 1])[0] if steps else 1
    if ctx.chance(0.7):
        head = f"int {i} = {first}; {i} < {end}; " + (f"++{i}" if step == 1 else f"{i} += {step}")
    else:
        head = f"int {i} = {end} - 1; {i} >= {first}; " + (f"--{i}" if step == 1 else f"{i} -= {step}")
    return head, Integer(i, "int", first, length.c - 1 - last, length.sym)


def loop(head, statements, i, first=0):
    return Stmt([f"for ({head}) ", Block(statements)], "for", unwrapped=f"const int {i} = {first};")


def number(ctx, bound=2, depth=None):
    return ex.convert(ex.squeeze(ctx, ex.real(ctx, ctx.rng.choice([0, 1, 1, 2]) if depth is None else depth), bound), ctx.real)


def at(a, text, bound=None):
    return Expr(f"{a.name}[{text}]", a.ctype, -(bound or a.bound), bound or a.bound)


def shifted(i, by):
    return i if by == 0 else f"{i} {'+' if by > 0 else '-'} {abs(by)}"


def sum_variable(ctx, made, bound=40):
    name = ctx.fresh(ctx.rng.choice(["s", "part"]))
    made.append(Stmt([f"{ctx.real} {name} = ", number(ctx, 1) if ctx.chance(0.4) else ex.literal(ctx, 0), ";"], "declare",
                     declares=True))
    return Scalar(name, ctx.real, bound=bound, kept=2)


def small(ctx, e, trips):
    return ex.squeeze(ctx, e, 30 / max(1, trips))


def guarded(ctx, statements, p=0.25):
    return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(statements)], "if")] if ctx.chance(p) else statements


def fits(ctx, trips=MAX_LENGTH):
    return ctx.trips * trips <= MOST_TRIPS and len(ctx.loops) < 3 and not ctx.in_lambda


# Memory that iterations share.

def neighbours(ctx):
    """Reads of elements that other iterations write, before or after."""
    made, i = [], ctx.fresh("i")
    a, s = some_array(ctx, made, least=3), sum_variable(ctx, made)
    reach = ctx.rng.choice([1, 1, 2]) if extent(a.length) >= 4 else 1
    head, counter = sweep(ctx, i, a.length, reach, reach)
    pick = lambda: at(a, shifted(i, ctx.rng.choice([-reach, -1, 0, 1, reach, 1, -1])))
    with ctx.scope(counter, trips=extent(a.length)):
        read = Stmt([f"{s.name} += ", small(ctx, ex.mul(number(ctx), pick()), ctx.trips), ";"], "add")
        write = Stmt([pick(), " = ", ex.squeeze(ctx, ex.add(ex.mul(ex.constant(ctx, -1, 1), pick()), number(ctx)), 2), ";"], "assign")
        body = [read, *guarded(ctx, [write])]
        if ctx.chance(0.3):
            body.append(Stmt([pick(), " = ", number(ctx), ";"], "assign"))
        ctx.rng.shuffle(body)
    ctx.add(s)
    return [*made, loop(head, body, i, reach)]


def partly_overwritten(ctx):
    """Some elements are written, then all are read."""
    made, i, j = [], ctx.fresh("i"), ctx.fresh("j")
    a = some_array(ctx, made)
    head, counter = sweep(ctx, i, a.length, ctx.rng.choice([0, 0, 1]), ctx.rng.choice([0, 0, 1]))
    with ctx.scope(counter, trips=extent(a.length)):
        write = [Stmt([f"{a.name}[{ctx.rng.choice([i, i, i + ' / 2'])}] = ", number(ctx), ";"], "assign")]
        body = guarded(ctx, write, 0.6)
        if ctx.chance(0.3):
            body += guarded(ctx, [Stmt([f"{a.name}[{i}] *= ", number(ctx, 1), ";"], "scale")], 0.5)
    s = sum_variable(ctx, made)
    after, second = sweep(ctx, j, a.length)
    with ctx.scope(second, trips=extent(a.length)):
        read = [Stmt([f"{s.name} += ", small(ctx, ex.mul(at(a, j), number(ctx)), ctx.trips), ";"], "add")]
        if ctx.chance(0.3):
            read.insert(ctx.rng.randint(0, 1), Stmt([f"{a.name}[{j}] = ", number(ctx), ";"], "assign"))
    ctx.add(s)
    return [*made, loop(head, body, i), loop(after, read, j)]


def private_array(ctx):
    """Work space of an iteration: filled wholly, partly, or in the iteration before."""
    made, i = [], ctx.fresh("i")
    size = ctx.rng.randint(2, 4)
    work, inside = Array(ctx.fresh("priv"), ctx.real, Length(None, size), extent=True), ctx.chance(0.5)
    low, high = ctx.rng.choice([0, 0, 0, 1]), size - ctx.rng.choice([0, 0, 0, 1])
    declared = Stmt([f"{ctx.real} {work.name}[{size}]{ctx.rng.choice([' = {}', ' = {}', f' = {{{number(ctx, 1, 0).text()}}}'])};"], "declare",
                    declares=True)
    s = sum_variable(ctx, made)
    from loops import counted
    header, i, lo, hi, sym, trips, ctype = counted(ctx)
    if not fits(ctx, trips * size):
        return None
    with ctx.scope(Integer(i, ctype, lo, hi, sym), trips=trips):
        j, k = ctx.fresh("j"), ctx.fresh("k")
        with ctx.scope(Integer(j, "int", low, high - 1), trips=size):
            fill = loop(f"int {j} = {low}; {j} < {high}; ++{j}", guarded(ctx, [Stmt([f"{work.name}[{j}] = ", number(ctx), ";"], "assign")],
                        0.2), j, low)
        ctx.frames[-1].append(work)
        with ctx.scope(Integer(k, "int", 0, size - 1), trips=size):
            subscript = ctx.rng.choice([k, k, f"{size - 1} - {k}", f"({k} + 1) % {size}"])
            read = [Stmt([f"{s.name} += ", small(ctx, ex.mul(at(work, subscript), number(ctx)), ctx.trips), ";"], "add")]
            if ctx.chance(0.3):
                read.append(Stmt([f"{work.name}[{k}] = ", number(ctx), ";"], "assign"))
            use = loop(f"int {k} = 0; {k} < {size}; ++{k}", read, k)
        body = [fill, use] if ctx.chance(0.85) else [use, fill]
    made += [] if inside else [declared]
    ctx.add(s)
    if not inside:
        ctx.add(work)
    return [*made, Stmt(["for (", header, ") ", Block([declared, *body] if inside else body)], "for", unwrapped=f"const {ctype} {i} = {max(lo, 0)};")]


def overlapping_sums(ctx):
    """Accumulations into places that several iterations share."""
    made, i = [], ctx.fresh("i")
    size = ctx.rng.randint(2, 4)
    a = Array(ctx.fresh("bins"), ctx.real, Length(None, size), bound=40, kept=2, extent=True)
    made.append(Stmt([f"{ctx.real} {a.name}[{size}] = {{", number(ctx, 1), "};"], "declare", declares=True))
    length = Length("n", 0) if "n" in ctx.least and ctx.chance(0.8) else Length(None, ctx.rng.randint(0, 5))
    head, counter = sweep(ctx, i, length)
    index = [x for x in ctx.all(IndexArray) if ctx.below(length.c - 1, length.sym, x.length) and not x.values.sym and x.values.c <= size]
    with ctx.scope(counter, trips=extent(length)):
        places = [f"{i} % {size}", f"({i} + 1) % {size}", f"({i} * {i}) % {size}", f"{i} / 4 % {size}", "0", str(size - 1)]
        if index:
            places += [f"{ctx.rng.choice(index).name}[{i}]"] * 3
        body = []
        for _ in range(ctx.rng.randint(1, 3)):
            term = small(ctx, number(ctx, 2), 3 * ctx.trips)
            body += guarded(ctx, [Stmt([f"{a.name}[{ctx.rng.choice(places)}] {ctx.rng.choice(['+=', '+=', '-='])} ", term, ";"], "add")])
        if ctx.chance(0.2):
            body.append(Stmt([f"{a.name}[{ctx.rng.choice(places)}] *= ", ex.constant(ctx, -0.9, 0.9), ";"], "scale"))
    ctx.add(a)
    return [*made, loop(head, body, i)]


def scatter(ctx):
    """Through an index array, which may name an element twice."""
    made = []
    index = [x for x in ctx.all(IndexArray) if ctx.lower(x.length) >= 0]
    if not index:
        return None
    x, i = ctx.rng.choice(index), ctx.fresh("i")
    arrays = ctx.all(Array, lambda a: a.readable and a.writable and not a.inner and a.bound == 2 and a.ctype == ctx.real
                     and ctx.below(x.values.c - 1, x.values.sym, a.length))
    if not arrays or not fits(ctx):
        return None
    a = ctx.rng.choice(arrays)
    head, counter = sweep(ctx, i, x.length)
    place = at(a, f"{x.name}[{i}]")
    s = sum_variable(ctx, made) if ctx.chance(0.3) else None
    with ctx.scope(counter, trips=extent(x.length)):
        kind = ctx.rng.choice(["set", "towards", "scale"])
        if kind == "set":
            statement = Stmt([place, " = ", number(ctx), ";"], "assign")
        elif kind == "scale":
            statement = Stmt([place, " *= ", number(ctx, 1), ";"], "scale")
        else:
            statement = Stmt([place, " += ", ex.mul(ex.constant(ctx, 0.1, 0.9), ex.sub(number(ctx), place)), ";"], "towards")
        body = guarded(ctx, [statement])
        if s:
            body.insert(ctx.rng.randint(0, 1), Stmt([f"{s.name} += ", small(ctx, ex.mul(place, number(ctx)), ctx.trips), ";"], "add"))
    if s:
        ctx.add(s)
    return [*made, loop(head, body, i)]


def triangle(ctx):
    """Nests whose inner bound is the outer counter; substitution in place."""
    made, i, j = [], ctx.fresh("i"), ctx.fresh("j")
    a, b = some_array(ctx, made), some_array(ctx, made, writable=False)
    if not fits(ctx, extent(a.length) ** 2 // 2):
        return None
    up = ctx.chance(0.6)
    head, counter = sweep(ctx, i, a.length, steps=False)
    step = ctx.rng.choice(["", "", " + 1"])
    inner = f"int {j} = 0; {j} < {i}{step}; ++{j}" if up else f"int {j} = {i}{step}; {j} < {a.length.text()}; ++{j}"
    s = Scalar(ctx.fresh("s"), ctx.real, bound=40, kept=2)
    with ctx.scope(counter, trips=extent(a.length)):
        first = Stmt([f"{ctx.real} {s.name} = ", number(ctx), ";"], "declare", declares=True)
        ctx.add(s)
        with ctx.scope(Integer(j, "int", 0, a.length.c - 1, a.length.sym), trips=extent(a.length)):
            reads = [at(a, j), at(a, i)] + ([at(b, j)] if ctx.below(a.length.c - 1, a.length.sym, b.length) else [])
            term = small(ctx, ex.mul(ctx.rng.choice(reads), number(ctx)), extent(a.length))
            body = guarded(ctx, [Stmt([f"{s.name} {ctx.rng.choice(['+=', '-='])} ", term, ";"], "add")], 0.15)
            if ctx.chance(0.25):
                body.append(Stmt([f"{a.name}[{j}] = ", number(ctx), ";"], "assign"))
        last = Stmt([f"{a.name}[{i}] = ", ex.squeeze(ctx, Expr(s.name, ctx.real, -40, 40), 2), ";"], "assign")
    return [*made, loop(head, [first, loop(inner, body, j), last], i)]


def exchanged_buffers(ctx):
    """Steps between two arrays whose pointers are swapped."""
    made = []
    if not fits(ctx, 3 * MAX_LENGTH):
        return None
    size = ctx.rng.randint(2, 4)
    names = [ctx.fresh("u"), ctx.fresh("next")]
    for k, name in enumerate(names):
        parts = [f"{ctx.real} {name}_cells[{size}] = {{", number(ctx), ", ", number(ctx), "};"]
        made += [Stmt(parts, "declare", declares=True), Stmt([f"{ctx.real}* {name} = {name}_cells;"], "pointer", declares=True)]
    now, then = (Array(f"{name}", ctx.real, Length(None, size), pointer=True) for name in names)
    t, i = ctx.fresh("t"), ctx.fresh("i")
    steps = ctx.rng.choice(["n", "n / 2", "2", "1", "3"]) if "n" in ctx.least else str(ctx.rng.randint(0, 3))
    first, last = ctx.rng.choice([(0, 0), (1, 0), (1, 1) if size > 2 else (0, 0), (0, 1)])
    with ctx.scope(Integer(t, "int", 0, MAX_LENGTH - 1), now, trips=MAX_LENGTH):
        with ctx.scope(Integer(i, "int", first, size - 1 - last), trips=size):
            left = at(now, f"({i} + {size - 1}) % {size}" if ctx.chance(0.5) or not first else f"{i} - 1")
            e = ex.squeeze(ctx, ex.add(ex.mul(ex.constant(ctx, -1, 1), left), ex.mul(at(now, i), number(ctx))), 2)
            step = loop(f"int {i} = {first}; {i} < {size - last}; ++{i}", [Stmt([f"{then.name}[{i}] = ", e, ";"], "assign")], i, first)
        swap = [Stmt([f"std::swap({now.name}, {then.name});"], "swap pointers")]
        if ctx.chance(0.3):
            spare = ctx.fresh("spare")
            swap = [Stmt([f"{ctx.real}* {spare} = {now.name};"], "pointer", declares=True), Stmt([f"{now.name} = {then.name};"], "reseat"),
                    Stmt([f"{then.name} = {spare};"], "reseat")]
        body = [step, *guarded(ctx, swap, 0.2)]
    ctx.add(now)
    ctx.add(then)
    return [*made, loop(f"int {t} = 0; {t} < {steps}; ++{t}", body, t)]


def in_place(ctx):
    """Reversal, sorting, rotation by exchanges."""
    made = []
    a = some_array(ctx, made)
    i, j = ctx.fresh("i"), ctx.fresh("j")
    size, trips = a.length.text(), extent(a.length)
    if not fits(ctx, trips * trips // 2):
        return None
    kind = ctx.rng.choice(["reverse", "ends", "sort", "rotate"])
    whole = size if "+" not in size and "-" not in size else f"({size})"
    if kind == "reverse":
        return [*made, loop(f"int {i} = 0; {i} < {whole} / 2; ++{i}",
                            [Stmt([f"std::swap({a.name}[{i}], {a.name}[{size} - 1 - {i}]);"], "swap")], i)]
    if kind == "ends":
        return [*made, loop(f"int {i} = 0, {j} = {size} - 1; {i} < {j}; ++{i}, --{j}",
                            guarded(ctx, [Stmt([f"std::swap({a.name}[{i}], {a.name}[{j}]);"], "swap")], 0.3), i)]
    if kind == "sort":
        body = Stmt([f"if ({a.name}[{j}] > {a.name}[{j} + 1]) ", Block([Stmt([f"std::swap({a.name}[{j}], {a.name}[{j} + 1]);"], "swap")])], "if")
        return [*made, loop(f"int {i} = 0; {i} < {size}; ++{i}", [loop(f"int {j} = 0; {j} + 1 < {size} - {i}; ++{j}", [body], j)], i)]
    first = ctx.fresh("first")
    return [*made, Stmt([f"if ({size} > 0) ", Block([
        Stmt([f"const {ctx.real} {first} = {a.name}[0];"], "declare", declares=True),
        loop(f"int {i} = 0; {i} + 1 < {size}; ++{i}", [Stmt([f"{a.name}[{i}] = ", ex.mul(ex.constant(ctx, -1, 1), at(a, f"{i} + 1")), ";"],
                                                             "assign")], i),
        Stmt([f"{a.name}[{size} - 1] = {first};"], "assign")])], "if")]


# Values that iterations pass on.

def recurrence(ctx):
    """Powers, signs and states: stepped along, active or not; what is summed up uses them."""
    made = []
    p, w, sign, s = (ctx.fresh(v) for v in ("p", "w", "sign", "s"))
    real = ctx.real
    made.append(Stmt([f"{real} {p} = ", number(ctx), f", {w} = ", ex.literal(ctx, 1), f", {sign} = ", ex.literal(ctx, 1), ";"], "declare",
                     declares=True))
    total = sum_variable(ctx, made)
    from loops import counted
    header, i, lo, hi, sym, trips, ctype = counted(ctx)
    if not fits(ctx, trips):
        return None
    carried = [Scalar(p, real), Scalar(w, real, writable=False), Scalar(sign, real, writable=False, bound=1)]
    with ctx.scope(Integer(i, ctype, lo, hi, sym), *carried, trips=trips):
        body = [Stmt([f"{total.name} += ", small(ctx, ex.mul(number(ctx), Expr(ctx.rng.choice([p, w, f"{sign} * {p}", f"{w} * {p}"]), real, -4, 4)),
                                                 ctx.trips), ";"], "add"),
                Stmt([f"{p} = ", ex.squeeze(ctx, ex.mul(Expr(p, real, -2, 2), number(ctx)), 2) if ctx.chance(0.7) else number(ctx), ";"], "assign"),
                Stmt([f"{w} *= ", ex.constant(ctx, 0.2, 0.99), ";"], "scale"), Stmt([f"{sign} = -{sign};"], "assign")]
        body = [s for s in body if ctx.chance(0.85)]
        if ctx.chance(0.3):
            body.append(Stmt(["if (", ex.condition(ctx, 0), ") ", Block([Stmt([f"{p} = ", number(ctx), ";"], "assign")])], "if"))
        ctx.rng.shuffle(body)
    for e in carried:
        ctx.add(e)
    ctx.add(total)
    return [*made, Stmt(["for (", header, ") ", Block(body)], "for", unwrapped=f"const {ctype} {i} = {max(lo, 0)};")]


def conditional_definition(ctx):
    """A value that some iterations set and all use."""
    made = []
    last = Scalar(ctx.fresh("last"), ctx.real)
    made.append(Stmt([f"{ctx.real} {last.name} = ", number(ctx), ";"], "declare", declares=True))
    total = sum_variable(ctx, made)
    from loops import counted
    header, i, lo, hi, sym, trips, ctype = counted(ctx)
    if not fits(ctx, trips):
        return None
    with ctx.scope(Integer(i, ctype, lo, hi, sym), last, trips=trips):
        parts = ["if (", ex.condition(ctx), ") ", Block([Stmt([f"{last.name} = ", number(ctx), ";"], "assign")])]
        if ctx.chance(0.4):
            parts += [" else ", Block([Stmt([f"{last.name} *= ", number(ctx, 1), ";"], "scale")])]
        body = [Stmt(parts, "if"),
                Stmt([f"{total.name} += ", small(ctx, ex.mul(Expr(last.name, ctx.real, -2, 2), number(ctx)), ctx.trips), ";"], "add")]
        ctx.rng.shuffle(body)
    ctx.add(last)
    ctx.add(total)
    return [*made, Stmt(["for (", header, ") ", Block(body)], "for", unwrapped=f"const {ctype} {i} = {max(lo, 0)};")]


def selection(ctx):
    """A minimum or maximum over an array, the winner's index, and both used afterwards."""
    made, i = [], ctx.fresh("i")
    a = some_array(ctx, made, writable=False)
    best, place = Scalar(ctx.fresh("best"), ctx.real), ctx.fresh("where")
    start = ctx.rng.choice(["element", "number"])
    if start == "element" and ctx.lower(a.length) < 1:
        start = "number"
    made.append(Stmt([f"{ctx.real} {best.name} = ", at(a, "0") if start == "element" else ex.constant(ctx, -1, 1), ";"], "declare", declares=True))
    made.append(Stmt([f"int {place} = 0;"], "declare", declares=True))
    head, counter = sweep(ctx, i, a.length, 0 if start == "number" else ctx.rng.choice([0, 1]))
    relation = ctx.rng.choice(["<", ">", "<=", ">="])
    with ctx.scope(counter, trips=extent(a.length)):
        value = at(a, i) if ctx.chance(0.4) else number(ctx, 2, 2)
        form = ctx.rng.choice(["if", "if", "named", "ternary", "library", "second"])
        t = ctx.fresh("t")
        named = Stmt([f"const {ctx.real} {t} = ", value, ";"], "declare", declares=True)
        won = [Stmt([f"{best.name} = {t};"], "assign"), Stmt([f"{place} = {i};"], "assign")]
        if form == "ternary":
            body = [named, Stmt([f"{best.name} = {t} {relation} {best.name} ? {t} : {best.name};"], "assign")]
        elif form == "library":
            body = [Stmt([f"{best.name} = std::{ctx.rng.choice(['min', 'max', 'fmin', 'fmax'])}({best.name}, ", value, ");"], "assign")]
        elif form == "second":
            runner = ctx.fresh("runner")
            made.append(Stmt([f"{ctx.real} {runner} = {best.name};"], "declare", declares=True))
            body = [named, Stmt([f"if ({t} {relation} {best.name}) ", Block([Stmt([f"{runner} = {best.name};"], "assign"), *won]),
                                 f" else if ({t} {relation} {runner}) ", Block([Stmt([f"{runner} = {t};"], "assign")])], "if")]
            ctx.frames[-2].append(Scalar(runner, ctx.real))
        else:
            ctx.rng.shuffle(won)
            body = [named, Stmt([f"if ({t} {relation} {best.name}) ", Block(won)], "if")]
        if ctx.chance(0.2):
            body.append(Stmt([f"{best.name} *= ", number(ctx, 1), ";"], "scale"))
    ctx.add(best)
    ctx.add(Integer(place, "int", 0, max(0, a.length.c - 1) if not a.length.sym else a.length.c - 1, a.length.sym))
    if a.length.sym and ctx.lower(a.length) < 1:
        ctx.frames[-1].pop()  # 0 is no subscript of an empty array
    return [*made, loop(head, body, i)]


def running_sum(ctx):
    """A sum whose value so far is used: stored, tested, multiplied."""
    made, i = [], ctx.fresh("i")
    length = Length("n", 0) if "n" in ctx.least and ctx.chance(0.8) else Length(None, ctx.rng.randint(1, 4))
    if not fits(ctx, extent(length)):
        return None
    s = sum_variable(ctx, made)
    store = [a for a in ctx.all(Array) if a.writable and a.readable and a.bound == 2 and not a.inner and a.length == length and a.ctype == ctx.real]
    head, counter = sweep(ctx, i, length, steps=False)
    with ctx.scope(counter, trips=extent(length)):
        body = [Stmt([f"{s.name} += ", small(ctx, number(ctx), ctx.trips), ";"], "add")]
        use = ex.squeeze(ctx, Expr(s.name, ctx.real, -40, 40), 2)
        kind = ctx.rng.choice(["store", "break", "reset", "double", "continue"])
        if kind == "store" and store:
            body.insert(ctx.rng.randint(0, 1), Stmt([f"{ctx.rng.choice(store).name}[{i}] = ", use, ";"], "assign"))
        elif kind in ("break", "continue"):
            stop = Stmt([f"if ({s.name} > ", ex.constant(ctx, 0, 1), ") ", Block([Stmt([kind + ";"], kind)])], "if")
            body.insert(ctx.rng.randint(0, 1), stop)
            body.append(Stmt([f"{s.name} += ", small(ctx, number(ctx), 2 * ctx.trips), ";"], "add"))
        elif kind == "reset":
            body.append(Stmt([f"if ({s.name} > ", ex.constant(ctx, 0, 1), ") ", Block([Stmt([f"{s.name} = ", number(ctx), ";"], "assign")])], "if"))
        else:
            body.append(Stmt([f"{s.name} += ", ex.mul(ex.squeeze(ctx, use, 30 / ctx.trips / 2), number(ctx)), ";"], "add"))
    ctx.add(s)
    return [*made, loop(head, body, i)]


def two_passes(ctx):
    """A loop whose result the next loop needs: normalisation, deviations from a mean."""
    made, i, j = [], ctx.fresh("i"), ctx.fresh("j")
    a = some_array(ctx, made, writable=False)
    first, one = sweep(ctx, i, a.length, steps=False)
    second, two = sweep(ctx, j, a.length, steps=ctx.chance(0.3))
    total, s = sum_variable(ctx, made), sum_variable(ctx, made)
    with ctx.scope(one, trips=extent(a.length)):
        body = [Stmt([f"{total.name} += ", small(ctx, ex.mul(at(a, i), number(ctx)), ctx.trips), ";"], "add")]
    with ctx.scope(two, total, trips=extent(a.length)):
        deviation = ex.squeeze(ctx, ex.sub(at(a, j), Expr(total.name, ctx.real, -40, 40)), 2)
        body2 = [Stmt([f"{s.name} += ", small(ctx, ex.mul(deviation, number(ctx)), ctx.trips), ";"], "add")]
        if a.writable and ctx.chance(0.4):
            body2.append(Stmt([f"{a.name}[{j}] = ", deviation, ";"], "assign"))
    ctx.add(total)
    ctx.add(s)
    return [*made, loop(first, body, i), loop(second, body2, j)]


def carried_pair(ctx):
    """do or while with two values that change places, until something happens."""
    if not fits(ctx, 5):
        return None
    a, b, t, k = ctx.fresh("a"), ctx.fresh("b"), ctx.fresh("t"), ctx.fresh("it")
    most = ctx.rng.randint(1, 5)
    made = [Stmt([f"{ctx.real} {a} = ", number(ctx), f", {b} = ", number(ctx), ";"], "declare", declares=True),
            Stmt([f"int {k} = 0;"], "declare", declares=True)]
    pair = [Scalar(a, ctx.real), Scalar(b, ctx.real)]
    with ctx.scope(Integer(k, "int", 0, most), *pair, trips=most):
        body = [Stmt([f"const {ctx.real} {t} = {a};"], "declare", declares=True),
                Stmt([f"{a} = ", ex.squeeze(ctx, ex.add(ex.mul(Expr(b, ctx.real, -2, 2), number(ctx)), ex.constant(ctx, -1, 1)), 2), ";"], "assign"),
                Stmt([f"{b} = ", ex.squeeze(ctx, ex.mul(Expr(t, ctx.real, -2, 2), number(ctx)), 2) if ctx.chance(0.6) else Expr(t, ctx.real), ";"],
                     "assign")]
    for e in pair:
        ctx.add(e)
    test = f"std::fabs({a}) {ctx.rng.choice(['>', '<'])} {ex.constant(ctx, 0.1, 1.5).text()}"
    if ctx.chance(0.5):
        return [*made, Stmt(["do ", Block(body), f" while (++{k} < {most} && {test});"], "do")]
    return [*made, Stmt([f"while ({k} < {most} && {test}) ", Block([*body, Stmt([f"++{k};"], "step")])], "while")]


def data_dependent_bounds(ctx):
    """An inner loop whose length comes from an index array, a real number, or a counter that the body moves."""
    made, i, j = [], ctx.fresh("i"), ctx.fresh("j")
    total = sum_variable(ctx, made)
    index = ctx.all(IndexArray)
    if index and ctx.chance(0.6):
        x = ctx.rng.choice(index)
        length, bound = x.length, f"{x.name}[{i}]"
    else:
        length = Length("n", 0) if "n" in ctx.least else Length(None, 3)
        bound = ctx.rng.choice([f"{i} % 3", f"{i} / 2", f"3 - {i}", "real"])
    if not fits(ctx, extent(length) * MAX_LENGTH):
        return None
    head, counter = sweep(ctx, i, length)
    with ctx.scope(counter, trips=extent(length)):
        if bound == "real":
            bound = Expr(["static_cast<int>(", ex.fit(ctx, number(ctx), (0.1, 4)), ")"], "int")
        with ctx.scope(Integer(j, "int", 0, MAX_LENGTH - 1), trips=MAX_LENGTH):
            body = [Stmt([f"{total.name} += ", small(ctx, number(ctx), ctx.trips), ";"], "add")]
            if ctx.chance(0.3):
                body += guarded(ctx, [Stmt([f"{total.name} *= ", number(ctx, 1), ";"], "scale")])
        inner = Stmt([f"for (int {j} = 0; {j} < ", bound, f"; ++{j}) ", Block(body)], "for", unwrapped=f"const int {j} = 0;")
    ctx.add(total)
    return [*made, loop(head, [inner], i)]


def matrix(ctx):
    """Products of small matrices and vectors."""
    if not fits(ctx, 9):
        return None
    m, v, r = ctx.fresh("mat"), ctx.fresh("vec"), ctx.fresh("res")
    rows, cols = ctx.rng.randint(1, 3), ctx.rng.randint(2, 3)
    i, j, s = ctx.fresh("i"), ctx.fresh("j"), ctx.fresh("s")
    real, zero = ctx.real, ex.literal(ctx, 0).text()
    made = [Stmt([f"{real} {m}[{rows}][{cols}] = {{{{", number(ctx), ", ", number(ctx), "}};"], "declare", declares=True),
            Stmt([f"{real} {v}[{cols}] = {{", number(ctx), ", ", number(ctx), "};"], "declare", declares=True),
            Stmt([f"{real} {r}[{rows}];"], "declare", declares=True)]
    matrix, vector = Array(m, real, Length(None, rows), inner=cols), Array(v, real, Length(None, cols), extent=True)
    ctx.add(matrix)
    ctx.add(vector)
    with ctx.scope(Integer(i, "int", 0, rows - 1), trips=rows):
        with ctx.scope(Integer(j, "int", 0, cols - 1), trips=cols):
            body = [Stmt([f"{s} += {m}[{i}][{j}] * {v}[{j}];"], "add")]
            if ctx.chance(0.4):
                body.append(Stmt([f"{m}[{i}][{j}] = ", number(ctx), ";"], "assign"))
        outer = [Stmt([f"{real} {s} = {zero};"], "declare", declares=True), loop(f"int {j} = 0; {j} < {cols}; ++{j}", body, j),
                 Stmt([f"{r}[{i}] = ", ex.squeeze(ctx, Expr(s, real, -12, 12), 2), ";"], "assign")]
    ctx.add(Array(r, real, Length(None, rows), extent=True))
    return [*made, loop(f"int {i} = 0; {i} < {rows}; ++{i}", outer, i)]


def columns(ctx):
    """Sums down the columns of a matrix in one array; the matrix, or what stands beside it, may change on the way."""
    if "n" not in ctx.least or not fits(ctx, MAX_LENGTH * MAX_LENGTH):
        return None
    m, r, w = ctx.fresh("mat"), ctx.fresh("res"), ctx.fresh("vec")
    j, k, q, s = ctx.fresh("j"), ctx.fresh("k"), ctx.fresh("q"), ctx.fresh("s")
    real, zero, size = ctx.real, ex.literal(ctx, 0).text(), Length("n", 0)
    cells = MAX_LENGTH * MAX_LENGTH
    vector = ctx.chance(0.5)
    made = [Stmt([f"std::vector<{real}> {m}(n * n), {w}(n);" if vector else f"{real} {m}[{cells}], {w}[{MAX_LENGTH}];"], "declare",
                 declares=True),
            Stmt([f"{real} {r}[{MAX_LENGTH}] = {{}};"], "declare", declares=True)]
    with ctx.scope(Integer(q, "int", 0, -1, "n"), trips=MAX_LENGTH):
        row = [Stmt([f"{w}[{q}] = ", number(ctx), ";"], "assign"),
               Stmt([f"for (int {k} = 0; {k} < n; ++{k}) {m}[{q} * n + {k}] = ", number(ctx), ";"], "assign")]
    fill = loop(f"int {q} = 0; {q} < n; ++{q}", row, q)
    head, counter = sweep(ctx, j, size, steps=False)
    down, inner = sweep(ctx, k, size, steps=False)
    cell = f"{m}[{k} * n + {j}]"
    with ctx.scope(counter, trips=MAX_LENGTH):
        term = ctx.rng.choice([f"{w}[{k}] * {cell}", f"{cell} * {cell}", f"{w}[{j}] * {cell} * {w}[{k}]", cell])
        body = [Stmt([f"{s} += ", small(ctx, Expr(term, real, -8, 8), MAX_LENGTH), ";"], "add")]
        if ctx.chance(0.2):
            body.append(Stmt([f"{cell} = ", number(ctx), ";"], "assign"))
        outer = [Stmt([f"{real} {s} = {zero};"], "declare", declares=True), loop(down, body, k)]
        outer.append(Stmt([f"{r}[{j}] = ", ex.squeeze(ctx, Expr(s, real, -30, 30), 2), ";"], "assign"))
        if ctx.chance(0.4):
            changed = ctx.rng.choice([f"{w}[{j}]", f"{w}[n - 1 - {j}]", f"{m}[{j} * n]", f"{r}[n - 1 - {j}]"])
            outer.append(Stmt([f"{changed} = ", ex.squeeze(ctx, Expr(f"({s} + {changed})", real, -32, 32), 2), ";"], "assign"))
    ctx.add(Array(r, real, Length(None, MAX_LENGTH), extent=True))
    return [*made, fill, loop(head, outer, j)]


def stencil(ctx):
    """What an element becomes depends on its neighbours; it becomes so elsewhere, beside it, or in place."""
    if "n" not in ctx.least or not fits(ctx, 2 * MAX_LENGTH):
        return None
    u, v, i, j, q = ctx.fresh("field"), ctx.fresh("after"), ctx.fresh("i"), ctx.fresh("j"), ctx.fresh("q")
    real, size, room = ctx.real, Length("n", 0), MAX_LENGTH + 4
    vector = ctx.chance(0.5)
    made = [Stmt([f"std::vector<{real}> {u}(n + 4), {v}(n + 4);" if vector else f"{real} {u}[{room}] = {{}}, {v}[{room}] = {{}};"],
                 "declare", declares=True)]
    with ctx.scope(Integer(q, "int", 0, -1, "n"), trips=MAX_LENGTH):
        fill = loop(f"int {q} = 0; {q} < n; ++{q}", [Stmt([f"{u}[{q} + 2] = ", number(ctx), ";"], "assign")], q)
    s = sum_variable(ctx, made)
    place = lambda name, by: Expr(f"{name}[{shifted(i, 2 + by)}]", real, -2, 2)
    head, counter = sweep(ctx, i, size)
    reach = ctx.rng.choice([1, 1, 2])
    near = lambda: place(u, ctx.rng.randint(-reach, reach))
    with ctx.scope(counter, trips=MAX_LENGTH):
        term = ex.add(ex.mul(near(), near()), ex.add(ex.mul(ex.constant(ctx, -1, 1), near()), near()))
        if ctx.chance(0.3):
            term = ex.mul(term, number(ctx))
        target = v if ctx.chance(0.8) else u
        body = [Stmt([place(target, 0 if ctx.chance(0.8) else 1), " = ", ex.squeeze(ctx, term, 2), ";"], "assign")]
        if ctx.chance(0.4):
            body = [Stmt(["if (", near(), " > ", near(), ") ", Block(body), " else ",
                          Block([Stmt([place(target, 0), " = ", ex.squeeze(ctx, ex.mul(near(), near()), 2), ";"], "assign")])], "if")]
        if ctx.chance(0.3):
            body.append(Stmt([f"{s.name} += ", small(ctx, ex.mul(near(), near()), MAX_LENGTH), ";"], "add"))
    with ctx.scope(Integer(j, "int", 0, -1, "n"), trips=MAX_LENGTH):
        end = loop(f"int {j} = 0; {j} < n; ++{j}",
                   [Stmt([f"{s.name} += ", small(ctx, ex.mul(Expr(f"{v}[{j} + 2]", real, -2, 2), Expr(f"{u}[{j} + 1]", real, -2, 2)),
                                                 MAX_LENGTH), ";"], "add")], j)
    ctx.add(s)
    return [*made, fill, loop(head, body, i), end]


def early_result(ctx):
    """A loop that may return another result than the one behind it."""
    import statements as st
    if ctx.result not in ex.RANK or not ctx.may_return or ctx.cleanup or not fits(ctx):
        return None
    made, i = [], ctx.fresh("i")
    length = Length("n", 0) if "n" in ctx.least else Length(None, 3)
    s = sum_variable(ctx, made)
    head, counter = sweep(ctx, i, length)
    with ctx.scope(counter, s, trips=extent(length)):
        body = [Stmt([f"{s.name} += ", small(ctx, number(ctx), ctx.trips), ";"], "add"),
                Stmt([f"if ({s.name} > ", ex.constant(ctx, 0, 1), ") ", Block(st.returned(ctx))], "if")]
    ctx.add(s)
    return [*made, loop(head, body, i)]


PATTERNS = {
    "neighbours": (1.2, neighbours), "partly overwritten": (1, partly_overwritten), "private array": (1.2, private_array),
    "overlapping sums": (1, overlapping_sums), "scatter": (1, scatter), "triangle": (1, triangle),
    "exchanged buffers": (0.6, exchanged_buffers), "in place": (0.6, in_place), "recurrence": (1, recurrence),
    "conditional definition in a loop": (1, conditional_definition), "selection": (1.2, selection), "running sum": (1, running_sum),
    "two passes": (0.8, two_passes), "carried pair": (0.8, carried_pair), "data-dependent bounds": (0.8, data_dependent_bounds),
    "matrix": (0.4, matrix), "columns": (0.6, columns), "stencil": (0.8, stencil), "early result": (0.5, early_result),
}
