"""Vectors that grow, std::array, ranges, structured bindings, algorithms of the standard library."""

import expressions as ex
from context import Array, Growing, Length, MAX_LENGTH, Record, RecordArray, Scalar
from loops import MOST_TRIPS, body
from tree import Block, Expr, Stmt


# Vectors that grow.

def growing(ctx):
    if ctx.trips > 20:
        return None
    name = ctx.fresh(ctx.rng.choice(["list", "stack"]))
    g = Growing(name, ctx.real)
    form = ctx.rng.choice(["", "", "list", "size", "copy"])
    others = ctx.all(Growing, lambda o: o.ctype == ctx.real)
    text = [f"std::vector<{ctx.real}> {name};"]
    if form == "list":
        text, g.most = [f"std::vector<{ctx.real}> {name}{{", element(ctx, g), ", ", element(ctx, g), "};"], 2
    elif form == "size":
        text, g.most = [f"std::vector<{ctx.real}> {name}(2, ", element(ctx, g), ");"], 2
    elif form == "copy" and others:
        o = ctx.rng.choice(others)
        text, g.most = [f"std::vector<{ctx.real}> {name} = {o.name};"], o.most
    ctx.add(g)
    made = [Stmt(text, "vector", declares=True)]
    if ctx.chance(0.2):
        made.append(Stmt([f"{name}.reserve(4);"], "reserve"))
    made += grow(ctx, g) or []
    if ctx.chance(0.5):
        made += use(ctx) or []
    return made


def element(ctx, g):
    return ex.convert(ex.squeeze(ctx, ex.real(ctx, ctx.rng.choice([0, 1, 2])), 2), g.ctype)


def grow(ctx, g=None):
    """push_back, in a loop or under a condition, resize, assign, pop_back, clear."""
    if ctx.in_lambda and g is None:
        return None
    if g is None:
        options = ctx.all(Growing, lambda g: not g.locked)
        if not options:
            return None
        g = ctx.rng.choice(options)
    kind = ctx.rng.choices(["push", "loop", "if", "resize", "assign", "pop", "clear", "take"], [4, 3, 2, 1, 0.7, 2, 0.4, 0.7])[0]
    if kind == "loop" and not ctx.in_lambda and ctx.trips * MAX_LENGTH <= 40:
        i = ctx.fresh("i")
        from context import Integer
        bound, trips = ("n", MAX_LENGTH) if "n" in ctx.least else ("3", 3)
        with ctx.scope(Integer(i, "int", 0, -1 if bound == "n" else 2, "n" if bound == "n" else None), trips=trips):
            push = Stmt([f"{g.name}.push_back(", element(ctx, g), ");"], "push")
            inner = [Stmt(["if (", ex.condition(ctx, 0), ") ", Block([push])], "if")] if ctx.chance(0.5) else [push]
            g.most += ctx.trips
        return [Stmt([f"for (int {i} = 0; {i} < {bound}; ++{i}) ", Block(inner)], "for", unwrapped=f"const int {i} = 0;")]
    if g.most + ctx.trips <= 60:
        if kind in ("push", "loop"):
            g.most += ctx.trips
            word = ctx.rng.choice(["push_back(", "push_back(", "emplace_back(", f"emplace({g.name}.begin() + {g.name}.size() / 2, "])
            return [Stmt([f"{g.name}.{word}", element(ctx, g), ");"], "push")]
        if kind == "if":
            g.most += ctx.trips
            return [Stmt(["if (", ex.condition(ctx), ") ", Block([Stmt([f"{g.name}.push_back(", element(ctx, g), ");"], "push")])], "if")]
        if kind == "resize":
            g.most += 2 * ctx.trips
            value = [", ", element(ctx, g)] if ctx.chance(0.5) else []
            size = ctx.rng.choice([f"{g.name}.size() + {ctx.rng.randint(1, 2)}", str(ctx.rng.randint(0, 3))])
            g.most = max(g.most, 3)
            return [Stmt([f"{g.name}.resize({size}", *value, ");"], "resize")]
        if kind == "assign":
            g.most = max(3, g.most)
            return [Stmt([f"{g.name}.assign({ctx.rng.randint(1, 3)}, ", element(ctx, g), ");"], "resize")]
    if kind == "clear":
        return [Stmt([f"{g.name}.clear();"], "clear")]
    others = ctx.all(Growing, lambda o: o is not g and o.ctype == g.ctype and not o.locked)
    if kind == "take" and others:
        o = ctx.rng.choice(others)
        o.most = g.most = max(o.most, g.most)
        return [Stmt([ctx.rng.choice([f"{g.name} = {o.name};", f"std::swap({g.name}, {o.name});", f"{g.name}.swap({o.name});",
                                      f"{g.name}.assign({o.name}.rbegin(), {o.name}.rend());",
                                      f"{g.name} = std::vector<{g.ctype}>({o.name}.crbegin(), {o.name}.crend());"])], "take")]
    return [Stmt([f"if (!{g.name}.empty()) ", Block([Stmt([f"{g.name}.pop_back();"], "pop")])], "if")]


def use(ctx):
    """A loop over a vector that has grown, or its last element."""
    options = ctx.all(Growing, lambda g: g.most > 0)
    if not options:
        return None
    g = ctx.rng.choice(options)
    if ctx.trips * g.most <= MOST_TRIPS and ctx.chance(0.7) and len(ctx.loops) < 4:
        old, g.locked = g.locked, True
        k = ctx.fresh("k")
        form = ctx.rng.choice(["index", "range", "range &", "down"])
        ctx.tag("loop over vector: " + form)
        name = f"{g.name}[{k}]" if form in ("index", "down") else k
        with ctx.scope(Scalar(name, g.ctype, writable=form != "range")):
            inner = body(ctx, max(g.most, 1), "for")
        g.locked = old
        head = {"index": f"std::size_t {k} = 0; {k} < {g.name}.size(); ++{k}", "down": f"std::size_t {k} = {g.name}.size(); {k}-- > 0;",
                "range": f"const {g.ctype} {k} : {g.name}", "range &": f"{g.ctype}& {k} : {g.name}"}[form]
        return [Stmt([f"for ({head}) ", inner], "for")]
    with ctx.scope(Scalar(f"{g.name}.back()", g.ctype), Scalar(f"{g.name}[{g.name}.size() / 2]", g.ctype)):
        import statements as st
        inner = Block(st.assign(ctx) or [])
    size = ctx.rng.choice([f"!{g.name}.empty()", f"{g.name}.size() > 1"])
    return [Stmt([f"if ({size}) ", inner], "if")]


# std::array, copies of arrays.

def std_array(ctx):
    name, size = ctx.fresh("arr"), ctx.rng.choice([2, 3, 4])
    a = Array(name, ctx.real, Length(None, size), vector=True, fixed=True, extent=True)
    same = ctx.all(Array, lambda o: o.fixed and o.length == a.length and o.ctype == a.ctype)
    if same and ctx.chance(0.3):
        text = [f"std::array<{ctx.real}, {size}> {name} = {ctx.rng.choice(same).name};"]
    else:
        text = [f"std::array<{ctx.real}, {size}> {name} = {{"]
        for k in range(ctx.rng.randint(1, size)):
            text += ([", "] if k else []) + [ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)]
        text.append("};")
    ctx.add(a)
    return [Stmt(text, "std::array", declares=True)]


def whole(ctx):
    """Assigns, swaps or fills whole containers."""
    options = ctx.all(Array, lambda a: a.vector and a.writable and a.readable and a.bound == 2)
    if not options:
        return None
    a = ctx.rng.choice(options)
    same = [b for b in ctx.all(Array, lambda b: b.vector and b.fixed == a.fixed and b.readable and b.bound == 2) if b is not a
            and b.length == a.length and b.ctype == a.ctype]
    if same and ctx.chance(0.7):
        b = ctx.rng.choice(same)
        forms = [f"{a.name} = {b.name};"] + ([f"std::swap({a.name}, {b.name});", f"{a.name}.swap({b.name});"] if b.writable else [])
        return [Stmt([ctx.rng.choice(forms)], "copy array")]
    if not a.fixed:
        return None
    return [Stmt([f"{a.name}.fill(", ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), a.ctype), ");"], "fill")]


# Ranges and bindings.

def range_for(ctx):
    arrays = ctx.all(Array, lambda a: a.extent and a.readable and not a.inner and a.bound == 2)
    records = ctx.all(RecordArray, lambda r: r.extent)
    if ctx.trips > MOST_TRIPS / 8 or len(ctx.loops) > 3 or not arrays + records:
        if ctx.trips > MOST_TRIPS / 8 or len(ctx.loops) > 3 or ctx.chance(0.7):
            return None
        k = ctx.fresh("w")
        with ctx.scope(Scalar(k, ctx.real, writable=False)):
            inner = body(ctx, 3, "for")
        numbers = ", ".join(ex.constant(ctx, -1, 1).text() for _ in range(3))
        return [Stmt([f"for (const {ctx.real} {k} : {{{numbers}}}) ", inner], "for")]
    r = ctx.rng.choice(arrays + records)
    k = ctx.fresh(ctx.rng.choice(["v", "each"]))
    ctx.tag("range-for")
    reference = ctx.chance(0.5) and r.writable
    trips = r.length.c + (MAX_LENGTH if r.length.sym else 0)
    if isinstance(r, Array):
        entity = Scalar(k, r.ctype, writable=reference or ctx.chance(0.3))
        name = r.ctype
    else:
        entity, name = Record(k, r.struct, writable=reference), r.struct.name
    how = f"{ctx.rng.choice([name, 'auto'])}& {k}" if reference else \
        f"{name} {k}" if isinstance(r, Array) and entity.writable else f"const {ctx.rng.choice([name, 'auto'])}{ctx.rng.choice(['', '&'])} {k}"
    with ctx.scope(entity):
        inner = body(ctx, trips, "for")
    return [Stmt([f"for ({how} : {r.name}) ", inner], "for")]


def binding(ctx):
    pairs = ctx.all(Record, lambda r: r.struct.name == "Pair" and r.readable)
    arrays = ctx.all(Array, lambda a: a.extent and a.readable and not a.inner and a.length.sym is None and a.length.c <= 3 and a.bound == 2)
    if not pairs + arrays:
        return None
    r = ctx.rng.choice(pairs + arrays)
    count = 2 if isinstance(r, Record) else r.length.c
    names = [ctx.fresh(v) for v in ("left", "right", "third")[:count]]
    form = ctx.rng.choice(["auto", "const auto"] + (["auto&"] if r.writable else []))
    source = "*" + r.name if isinstance(r, Record) and r.access == "->" else r.name
    for n in names:
        ctx.add(Scalar(n, "double" if isinstance(r, Record) else r.ctype, writable=form != "const auto", bound_name=True))
    return [Stmt([f"{form} [{', '.join(names)}] = {source};"], "binding", declares=True)]


# Algorithms.

def algorithm(ctx):
    fits = lambda a: a.readable and not a.inner and a.bound == 2 and a.ctype == ctx.real and ctx.lower(a.length) >= 1
    arrays = ctx.all(Array, fits)
    if not arrays or ctx.trips > 60:
        return None
    a = ctx.rng.choice(arrays)
    most = a.length.c + (MAX_LENGTH if a.length.sym else 0)
    first, last = f"{a.base()}", f"{a.base()} + {a.length.text()}"
    if a.vector and ctx.chance(0.6):
        first, last = ctx.rng.choice([(f"{a.name}.begin()", f"{a.name}.end()"), (f"std::begin({a.name})", f"std::end({a.name})")])
    writable = [b for b in arrays if b.writable]
    same = [b for b in arrays if b.length == a.length and b is not a]
    kinds = ["sum", "extreme"] + (["product"] if same else []) + (["fill", "change"] if a.writable else []) \
        + (["copy", "transform"] if [b for b in same if b.writable] and not a.pointer else [])
    kind = ctx.rng.choice(kinds)
    ctx.tag("algorithm: " + kind)
    zero = ex.literal(ctx, 0).text()
    name = ctx.fresh("q")
    if kind in ("sum", "product", "extreme"):
        if kind == "sum":
            e = Expr(f"std::accumulate({first}, {last}, {zero})", ctx.real, -2 * most, 2 * most)
        elif kind == "product":
            e = Expr(f"std::inner_product({first}, {last}, {ctx.rng.choice(same).base()}, {zero})", ctx.real, -4 * most, 4 * most)
        else:
            e = Expr(f"*std::{ctx.rng.choice(['min', 'max'])}_element({first}, {last})", ctx.real, -2, 2)
        ctx.add(Scalar(name, ctx.real))
        return [Stmt([f"{ctx.real} {name} = ", ex.squeeze(ctx, e, 2), ";"], "algorithm", declares=True)]
    if kind == "fill":
        return [Stmt([f"std::fill({first}, {last}, ", ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real), ");"], "algorithm")]
    if kind == "change":
        with ctx.scope(Scalar("value", ctx.real)):
            e = ex.squeeze(ctx, ex.real(ctx, 1), 2)
        if ctx.in_lambda:
            return None
        return [Stmt([f"std::for_each({first}, {last}, [&]({ctx.real}& value) {{ value = ", e, "; });"], "algorithm")]
    b = ctx.rng.choice([b for b in same if b.writable])
    if b.pointer or a.pointer:
        return None
    if kind == "copy":
        return [Stmt([f"std::copy({first}, {last}, {b.base()});"], "algorithm")]
    if ctx.in_lambda:
        return None
    with ctx.scope(Scalar("value", ctx.real, writable=False)):
        e = ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)
    return [Stmt([f"std::transform({first}, {last}, {b.base()}, [&]({ctx.real} value) {{ return ", e, "; });"], "algorithm")]


CONTAINERS = {"vector that grows": (1.2, growing), "growth": (1.5, grow), "use of a grown vector": (1.8, use),
              "std::array": (1, std_array), "whole container": (0.8, whole), "range-for": (1.5, range_for),
              "structured binding": (0.8, binding), "algorithm": (1, algorithm)}
