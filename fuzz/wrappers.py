"""std::reference_wrapper in variables and vectors, sets of integers, and lists in braces that vectors take."""

import expressions as ex
from context import Array, Growing, Length, Marks, Scalar, Wrapper
from guards import OWN
from loops import MOST_TRIPS, body
from recursions import LIMIT
from tree import Block, Expr, Stmt


def define(maker):
    maker.wraps = True


def number(ctx, depth=1):
    return ex.convert(ex.squeeze(ctx, ex.real(ctx, depth), 2), ctx.real)


def usable(ctx, kind, test=lambda e: True):
    return [] if ctx.in_lambda or ctx.by_value else ctx.all(kind, test)


# References that are objects.

def targets(ctx, level):
    """Variables and elements that live as long as a block of that depth."""
    lasts = lambda e: 0 < ctx.depth(e) <= level
    fits = lambda s: s.writable and s.readable and s.bound == 2 and s.ctype == ctx.real and OWN.fullmatch(s.name) and lasts(s)
    made = [s.name for s in ctx.all(Scalar, fits)]
    for a in ctx.all(Array, lambda a: a.writable and a.extent and not a.vector and not a.inner and a.bound == 2 and a.ctype == ctx.real
                     and lasts(a)):
        made.append(f"{a.name}[{ctx.rng.randrange(min(2, max(1, ctx.lower(a.length))))}]")
    return made


def known(ctx, text, writable=True):
    return ctx.add(Scalar(text, ctx.real, writable=writable, bound=LIMIT, kept=2))


def wrap(ctx):
    """A variable or a vector of references."""
    options = targets(ctx, len(ctx.frames)) if ctx.wraps and not (ctx.in_lambda or ctx.by_value) else []
    if not options:
        return None
    rng, real = ctx.rng, ctx.real
    if rng.random() < 0.5:
        const = rng.random() < 0.3
        w = ctx.add(Wrapper(ctx.fresh("wrapped"), real, not const, level=len(ctx.frames)))
        made = rng.choice([f"auto {w.name} = std::{'cref' if const else 'ref'}({{}});",
                           f"std::reference_wrapper<{'const ' if const else ''}{real}> {w.name}({{}});"])
        known(ctx, f"{w.name}.get()", not const)
        return [Stmt([made.replace("{}", rng.choice(options))], "wrapper", declares=True)]
    w = ctx.add(Wrapper(ctx.fresh("wraps"), real, many=rng.randint(1, 3), level=len(ctx.frames)))
    chosen = ", ".join(rng.choice([t, f"std::ref({t})"]) if w.many > 1 else f"std::ref({t})" for t in rng.choices(options, k=w.many))
    made = [Stmt([f"std::vector<std::reference_wrapper<{real}>> {w.name}{{{chosen}}};"], "wrapper", declares=True)]
    known(ctx, f"{w.name}[{w.many - 1}].get()")
    return made


def change(ctx):
    """A reference to something else, or one more."""
    options = usable(ctx, Wrapper)
    if not options:
        return None
    w = ctx.rng.choice(options)
    others = targets(ctx, w.level)
    if not others:
        return None
    t = ctx.rng.choice(others)
    if w.many and ctx.rng.random() < 0.5 and w.most + w.many + ctx.trips <= 40:
        w.most += ctx.trips
        push = Stmt([f"{w.name}.{ctx.rng.choice(['push_back', 'emplace_back'])}({ctx.rng.choice([t, f'std::ref({t})'])});"], "push")
        return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block([push])], "if")] if ctx.chance(0.5) else [push]
    place = f"{w.name}[{ctx.rng.randrange(w.many)}]" if w.many else w.name
    seat = Stmt([f"{place} = std::{'ref' if w.writable else 'cref'}({t});"], "reseat")
    return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block([seat])], "if")] if ctx.chance(0.5) else [seat]


def through(ctx):
    """A loop over references."""
    options = usable(ctx, Wrapper, lambda w: w.many)
    if not options or len(ctx.loops) > 3:
        return None
    w = ctx.rng.choice(options)
    trips = w.many + w.most
    if ctx.trips * trips > MOST_TRIPS:
        return None
    one = ctx.fresh("one")
    form = ctx.rng.choice(["&", "get", "value", "index"])
    ctx.tag("loop over references: " + form)
    head = {"&": f"{ctx.real}& {one} : {w.name}", "get": f"auto& {one} : {w.name}", "value": f"const {ctx.real} {one} : {w.name}",
            "index": f"std::size_t {one} = 0; {one} < {w.name}.size(); ++{one}"}[form]
    text = {"get": f"{one}.get()", "index": f"{w.name}[{one}].get()"}.get(form, one)
    scalar = Scalar(text, ctx.real, writable=form != "value", bound=LIMIT, kept=2)
    with ctx.scope(scalar):
        e = ex.mul(Expr(text, ctx.real, -2, 2), number(ctx))
        step = Stmt([f"{text} = ", ex.convert(ex.squeeze(ctx, e, 2), ctx.real), ";"], "assign") if scalar.writable else None
        old, w.many, w.most = (w.many, w.most), w.many, 100  # it does not grow here
        inner = body(ctx, trips, "for", suffix=[step] if step else [])
        w.many, w.most = old
    return [Stmt([f"for ({head}) ", inner], "for")]


def choose(ctx):
    """References to those elements of an array that are wanted, and what becomes of them."""
    arrays = ctx.all(Array, lambda a: a.extent and a.writable and a.readable and not a.inner and a.bound == 2 and a.ctype == ctx.real
                     and (a.fixed or not a.vector))
    if not ctx.wraps or ctx.in_lambda or ctx.by_value or ctx.trips > 10:
        return None
    made = []
    if not arrays:
        cells = Array(ctx.fresh("cells"), ctx.real, Length(None, 3), extent=True)
        made.append(Stmt([f"{ctx.real} {cells.name}[3] = {{", number(ctx), ", ", number(ctx), "};"], "declare", declares=True))
        arrays = [ctx.add(cells)]
    a, name, one, k = ctx.rng.choice(arrays), ctx.fresh("picked"), ctx.fresh("one"), ctx.fresh("k")
    limit = ex.constant(ctx, -0.5, 0.5)
    with ctx.scope(Scalar(f"{name}[{k}].get()", ctx.real), Scalar(f"{name}[{k} - 1].get()", ctx.real)):
        e = ex.mul(Expr(f"{name}[{k}].get()", ctx.real, -2, 2), number(ctx))
    return [*made, Stmt([f"std::vector<std::reference_wrapper<{ctx.real}>> {name};"], "wrapper", declares=True),
            Stmt([f"for ({ctx.real}& {one} : {a.name}) ", Block([Stmt([f"if ({one} > ", limit, f") {name}.push_back({one});"], "push")])],
                 "for"),
            Stmt([f"for (std::size_t {k} = 1; {k} < {name}.size(); ++{k}) ",
                  Block([Stmt([f"{name}[{k}].get() = ", ex.convert(ex.squeeze(ctx, e, 2), ctx.real), ";"], "assign")])], "for")]


# Sets.

def mark(ctx):
    """A set of integers, and what is put into it."""
    if not ctx.wraps:
        return None
    rng = ctx.rng
    sets = usable(ctx, Marks)
    if not sets or rng.random() < 0.3:
        if ctx.in_lambda or ctx.by_value:
            return None
        m = ctx.add(Marks(ctx.fresh("marks")))
        kind = rng.choice(["std::unordered_set", "std::unordered_set", "std::set"])
        first = ", ".join(str(rng.randint(0, 4)) for _ in range(rng.randint(0, 3)))
        return [Stmt([f"{kind}<int> {m.name}{f'{{{first}}}' if first else ''};"], "set", declares=True)]
    m, k = rng.choice(sets).name, ex.integer(ctx)
    k = Expr(["static_cast<int>(", k, ")"], "int")
    way = rng.choice(["insert", "insert", "list", "erase", "clear"])
    text = {"insert": [f"{m}.insert(", k, ");"], "list": [f"{m}.insert({{", k, f", {rng.randint(0, 5)}}});"],
            "erase": [f"{m}.erase(", k, ");"],
            "clear": [f"{m}.clear();"]}[way]
    put = Stmt(text, "mark")
    return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block([put])], "if")] if ctx.chance(0.4) else [put]


def marked(ctx):
    """What happens if something is in a set."""
    import statements as st
    sets = usable(ctx, Marks)
    if not sets:
        return None
    m, k = ctx.rng.choice(sets).name, Expr(["static_cast<int>(", ex.integer(ctx), ")"], "int")
    condition = ctx.rng.choice([[f"{m}.count(", k, ")"], [f"{m}.find(", k, f") == {m}.end()"], [f"{m}.insert(", k, ").second"],
                                [f"{m}.size() > {ctx.rng.randint(0, 2)}"], [f"{m}.count(", k, ") == 0"]])
    inner = st.block(ctx, ctx.rng.randint(1, 2))
    return [Stmt(["if (", *condition, ") ", inner], "if")] if inner.statements else None


# Lists in braces.

def braces(ctx):
    options = usable(ctx, Growing, lambda g: not g.locked and g.ctype == ctx.real and g.most + 3 * ctx.trips <= 60)
    if not ctx.wraps or ctx.in_lambda or ctx.by_value or ctx.trips > 10:
        return None
    made = []
    if options:
        g = ctx.rng.choice(options)
    else:
        g = ctx.add(Growing(ctx.fresh("list"), ctx.real))
        made.append(Stmt([f"std::vector<{ctx.real}> {g.name};"], "vector", declares=True))
    parts = [number(ctx)]
    for _ in range(ctx.rng.randint(0, 2)):
        parts += [", ", number(ctx)]
    way = ctx.rng.choice(["{} = ", "{}.insert({}.end(), ", "{}.insert({}.begin(), ", "{}.assign("]).replace("{}", g.name)
    g.most += 3 * ctx.trips
    return [*made, Stmt([way, "{", *parts, "}", "" if way.endswith("= ") else ")", ";"], "list")]


WRAPPERS = {"reference as an object": (3, wrap), "reference to something else": (3, change), "loop over references": (3, through),
            "references to what is chosen": (1.5, choose),
            "mark in a set": (2, mark), "branch on a mark": (2, marked), "list in braces": (3, braces)}
