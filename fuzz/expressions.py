"""Expressions: reals with bounds, integers and subscripts with ranges, conditions."""

import re

import mathtable as table
from context import (Array, Callable, ENUMS, Enumerator, Flags, IndexArray, Integer, Law, Laws, Length, Maybe, MAX_LENGTH, Object, Record, RecordArray,
                     Scalar, Slots, Variant)
from tree import Expr

RANK = {"float": 0, "double": 1, "long double": 2}
SUFFIX = {"float": "f", "double": "", "long double": "L"}


def common(a, b):
    reals = [t for t in (a, b) if t in RANK]
    return max(reals, key=RANK.get) if reals else "int"


def literal(ctx, value, ctype=None):
    ctype = ctype or ctx.real
    text = f"{abs(value):.4g}"
    if "." not in text and "e" not in text:
        text += ".0" if ctx.chance(0.5) or ctype != "double" else "."
        text = text if not text.endswith(".") else text + "0"
    return Expr(("-" if value < 0 else "") + text + SUFFIX[ctype], ctype, float(f"{value:.4g}"), float(f"{value:.4g}"))


def constant(ctx, low, high):
    return literal(ctx, round(ctx.rng.uniform(low, high), ctx.rng.choice([1, 2, 3])))


def convert(e, ctype):
    return e if e.ctype == ctype else Expr([f"static_cast<{ctype}>(", e, ")"], ctype, e.lo, e.hi)


def prvalue(e):
    """e for a function of the library that takes references: those have to be to one object, and to none that is inactive."""
    return Expr([f"static_cast<{e.ctype}>(", e, ")"], e.ctype, e.lo, e.hi) if re.search(r" \? |quiet", e.text()) else e


def binary(op, a, b, lo, hi):
    return Expr(["(", a, f" {op} ", b, ")"], common(a.ctype, b.ctype), lo, hi)


def add(a, b):
    return binary("+", a, b, a.lo + b.lo, a.hi + b.hi)


def sub(a, b):
    return binary("-", a, b, a.lo - b.hi, a.hi - b.lo)


def mul(a, b):
    products = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi]
    return binary("*", a, b, min(products), max(products))


def call(name, *arguments, lo, hi, ctype=None):
    parts = [f"{name}("]
    for i, a in enumerate(arguments):
        parts += [", ", a] if i else [a]
    return Expr([*parts, ")"], ctype or common(arguments[0].ctype, arguments[-1].ctype), lo, hi)


# Keeping bounds.

# Beyond, 1 - tanh(x)^2 is what rounding leaves of the difference of two numbers near 1.
SATURATED = 3.0

def squeeze(ctx, e, bound):
    """e, or something like it that keeps to [-bound, bound]."""
    if e.bound <= bound:
        return e
    if bound >= 1 and (e.bound > 12 or ctx.chance(0.35)):
        name = ctx.rng.choice(["sin", "tanh", "cos", "erf"])
        if name == "tanh" and e.bound > SATURATED:
            e = mul(literal(ctx, float(f"{SATURATED / e.bound:.2g}"), e.ctype), e)
        return call(f"std::{name}", e, lo=-1, hi=1)
    if bound >= 1.6 and ctx.chance(0.1):
        return call("std::atan", e, lo=-1.6, hi=1.6)
    factor = float(f"{bound / e.bound * 0.97:.2g}")
    return mul(literal(ctx, factor, e.ctype), e)


def fit(ctx, e, domain):
    """e, or something like it within the domain."""
    low, high = domain
    if low <= e.lo and e.hi <= high:
        return e
    if e.hi - e.lo < (high - low) * 0.9 and ctx.chance(0.8):
        shift = low - e.lo + 0.05 * (high - low)
        return add(e, literal(ctx, shift, e.ctype)) if shift > 0 else sub(e, literal(ctx, -shift, e.ctype))
    half = min((high - low) / 2, 4)
    inner = squeeze(ctx, e, half * 0.9)
    middle = max(low + half, min(high - half, 0.0)) if low < 0 < high else low + half
    return inner if middle == 0 else add(literal(ctx, middle, e.ctype), inner)


# Integers.

def subscript(ctx, length, depth=0):
    """An integer in [0, length), or None."""
    rng = ctx.rng
    options = []
    for v in ctx.all(Integer, lambda v: not v.wraps):
        for shift in (0, 0, -1, 1, 2):
            if v.lo + shift >= 0 and ctx.below(v.hi + shift, v.sym, length):
                text = v.name if shift == 0 else f"{v.name} {'+' if shift > 0 else '-'} {abs(shift)}"
                options.append(Expr(text, v.ctype, v.lo + shift, v.hi + shift, v.sym))
        if v.lo >= 0 and v.sym == length.sym and v.hi == length.c - 1 and length.sym and v.ctype == "int":
            options.append(Expr(f"{length.text()} - 1 - {v.name}", v.ctype, 0, v.hi, v.sym))
        if v.lo >= 0 and ctx.below(v.hi, v.sym, length) and ctx.chance(0.2):
            options.append(Expr(f"{v.name} / 2", v.ctype, 0, v.hi, v.sym))
        if v.lo >= 0 and ctx.lower(length) >= 1 and ctx.chance(0.3):
            size = length.text() if not length.sym or length.c == 0 else f"({length.text()})"
            step = rng.randint(1, 3)
            options.append(Expr(f"({v.name} * {rng.randint(1, 3)} + {step}) % {size}", v.ctype, 0, length.c - 1, length.sym))
    for v in ctx.all(Integer, lambda v: v.wraps):
        if ctx.lower(length) >= 1 and not length.sym:
            options.append(Expr(f"({v.name} >> 7) % {length.c}u", "unsigned", 0, length.c - 1))
    for k in range(max(0, min(ctx.lower(length), 3))):
        options.append(Expr(str(k), "int", k, k))
    if length.sym and ctx.lower(length) >= 1 and ctx.chance(0.3):
        options.append(Expr(f"{length.text()} - 1", "int", 0, length.c - 1, length.sym))
    if depth < 2:
        for a in ctx.all(IndexArray, lambda a: ctx.below(a.values.c - 1, a.values.sym, length)):
            inner = subscript(ctx, a.length, depth + 1)
            if inner:
                ctx.tag("indirect subscript")
                options += [Expr([f"{a.name}[", inner, "]"], a.ctype, 0, a.values.c - 1, a.values.sym)] * 2
    if not options:
        return None
    variable = [o for o in options if not str(o.parts[0]).isdigit()]
    return rng.choice(variable if variable and ctx.chance(0.8) else options)


def integer(ctx):
    """A small integer of any kind, for arithmetic."""
    options = [Expr(v.name, v.ctype, v.lo, v.hi + (MAX_LENGTH if v.sym else 0))
               for v in ctx.all(Integer, lambda v: not v.wraps)]
    for a in ctx.all(IndexArray):
        inner = subscript(ctx, a.length)
        if inner:
            options.append(Expr([f"{a.name}[", inner, "]"], a.ctype, 0, MAX_LENGTH))
    for e in ctx.all(Enumerator):
        options.append(Expr(f"static_cast<int>({e.name})" if e.enum == "Colour" else e.name, "int", 0, ENUMS[e.enum][1]))
    for a in ctx.all(Array, lambda a: a.readable and not (a.vector or a.pointer or a.inner)):
        inner = subscript(ctx, a.length) if ctx.chance(0.1) else None
        if inner:
            options.append(Expr([f"static_cast<int>(&{a.name}[", inner, f"] - {a.name})"], "int", 0, a.length.c + MAX_LENGTH))
    if ctx.all(Flags) or ctx.all(Variant):
        import alternatives
        options += alternatives.counted(ctx)
    return ctx.rng.choice(options) if options else Expr(str(ctx.rng.randint(1, 4)), "int", 1, 4)


# Places.

def member(ctx, struct, prefix, depth=0):
    """A real member of a record whose text is `prefix` (with . or ->): parts and type."""
    reals = [f for f in struct.fields if f.kind != "int"]
    f = ctx.rng.choice(reals)
    parts = [*prefix, f.name]
    if f.extent:
        inner = subscript(ctx, Length(None, f.extent))
        parts += ["[", inner, "]"]
    if f.kind == "struct":
        return member(ctx, f.struct, [*parts, "."], depth + 1)
    return parts, f.ctype


def places(ctx, writable, readable):
    """All real places in scope: (weight, maker)."""
    result = []
    usable = lambda e: (e.writable or not writable) and (e.readable or not readable)
    for s in ctx.all(Scalar, lambda s: usable(s) and not (ctx.in_lambda and s.bound_name)):
        result.append((1.0, lambda s=s: (Expr(s.name, s.ctype, -s.bound, s.bound), s)))
    for a in ctx.all(Array, usable):
        result.append((1.5, lambda a=a: element(ctx, a)))
    for r in ctx.all(Record, usable):
        result.append((1.0, lambda r=r: record_member(ctx, r.struct, [r.name, r.access], r)))
    for r in ctx.all(RecordArray, usable):
        result.append((1.0, lambda r=r: record_element(ctx, r)))
    return result


def element(ctx, a):
    inner = subscript(ctx, a.length)
    if inner is None:
        return None
    if a.inner:
        second = subscript(ctx, Length(None, a.inner))
        return Expr([f"{a.name}[", inner, "][", second, "]"], a.ctype, -a.bound, a.bound), a
    if inner.text() == "0" and not a.vector and ctx.chance(0.3):
        return Expr(f"*{a.name}", a.ctype, -a.bound, a.bound), a
    if ctx.chance(0.04) and not a.vector:
        return Expr([f"*({a.name} + ", inner, ")"], a.ctype, -a.bound, a.bound), a
    return Expr([f"{a.name}[", inner, "]"], a.ctype, -a.bound, a.bound), a


def record_member(ctx, struct, prefix, owner):
    parts, ctype = member(ctx, struct, prefix)
    return Expr(parts, ctype, -2, 2), owner


def record_element(ctx, r):
    inner = subscript(ctx, r.length)
    if inner is None:
        return None
    return record_member(ctx, r.struct, [f"{r.name}[", inner, "]."], r)


def pick(ctx, options):
    while options:
        weights = [w * (1 + 3 * k / len(options)) for k, (w, _) in enumerate(options)]  # what is new gets used
        k = ctx.rng.choices(range(len(options)), weights)[0]
        made = options.pop(k)[1]()
        if made:
            return made
    return None


def place(ctx, readable=True):
    """A place that may be written: (expression, what it belongs to), or None."""
    return pick(ctx, places(ctx, True, readable))


def leaf(ctx):
    if ctx.chance(0.12):
        return constant(ctx, -1.5, 1.5)
    made = pick(ctx, places(ctx, False, True))
    return made[0] if made else constant(ctx, -1, 1)


# Reals.

def real(ctx, depth):
    """A real expression; what it is made of gets simpler as depth goes down to 0."""
    e = real_of_any_size(ctx, depth)
    return squeeze(ctx, e, 30) if e.bound > 30 else e


def real_of_any_size(ctx, depth):
    if depth <= 0:
        return leaf(ctx)
    rng = ctx.rng
    weights = {"sum": 30, "product": 26, "quotient": 6, "unary": 16, "binary": 5, "choice": 4, "minmax": 4, "integer": 4, "negative": 4,
               "step": 2.5, "fma": 1.5, "random": 2, "comma": 0.5, "throw": 0 if ctx.guards else 0.2, "call": 15 if ctx.helpers else 0,
               "lambda": 20 if ctx.all(Callable) else 0, "object": 20 if ctx.aggregate or ctx.all(Object) else 0,
               "law": 20 if ctx.all(Law) or ctx.all(Laws) else 0, "nullable": 12 if ctx.all(Maybe) or ctx.all(Slots) else 0,
               "variant": 12 if ctx.all(Variant) else 0}
    kind = rng.choices(list(weights), list(weights.values()))[0]
    a = real(ctx, depth - 1)
    if kind == "sum":
        return (add if ctx.chance(0.6) else sub)(a, real(ctx, depth - 1))
    if kind == "product":
        b = a if ctx.chance(0.12) and len(a.parts) < 4 else real(ctx, depth - 1)
        return mul(squeeze(ctx, a, 6), squeeze(ctx, b, 6))
    if kind == "quotient":
        b = fit(ctx, real(ctx, depth - 1), (0.5, 20))
        return binary("/", a, b, -a.bound / b.lo, a.bound / b.lo)
    if kind == "unary":
        return glibc(ctx, a) if ctx.chance(0.12) else unary(ctx, a, table.UNARY)
    if kind == "binary":
        return two_arguments(ctx, a, real(ctx, depth - 1))
    if kind == "choice":
        ctx.tag("ternary")
        c, b = condition(ctx), real(ctx, depth - 1)
        b = convert(b, a.ctype)
        return Expr(["(", c, " ? ", a, " : ", b, ")"], a.ctype, min(a.lo, b.lo), max(a.hi, b.hi))
    if kind == "minmax":
        b = convert(real(ctx, depth - 1), a.ctype)
        name = rng.choice(["std::min", "std::max"])
        ctx.tag(name)
        return call(name, a, b, lo=min(a.lo, b.lo), hi=max(a.hi, b.hi))
    if kind == "call":
        return called(ctx, depth) or a
    if kind == "integer":
        k = integer(ctx)
        if ctx.chance(0.5) and k.ctype == "int":
            return mul(k, squeeze(ctx, a, 3))
        return add(a, mul(constant(ctx, -0.3, 0.3), k))
    if kind == "negative":
        before, after = ("(-(", "))") if a.text().startswith("-") else ("(-", ")")
        return Expr([before, a, after], a.ctype, -a.hi, -a.lo)
    if kind == "step":
        return step(ctx, a)
    if kind == "fma":
        return fused(ctx, a, depth)
    if kind == "random":
        return random_number(ctx) or a
    if kind == "lambda":
        import callables
        return callables.called(ctx, depth) or a
    if kind == "object":
        import classes
        return classes.query(ctx, depth) or a
    if kind == "law":
        import hierarchies
        return hierarchies.query(ctx, depth) or a
    if kind == "nullable":
        import nullables
        return nullables.query(ctx, depth) or a
    if kind == "variant":
        import alternatives
        return alternatives.query(ctx, depth) or a
    if kind == "throw":
        k = integer(ctx)
        ctx.tag("throw in an expression")
        return Expr(["(", k, " > 100 ? throw std::logic_error(\"no such case\") : ", a, ")"], a.ctype, a.lo, a.hi)
    ctx.tag("comma")
    return Expr(["(static_cast<void>(", leaf(ctx), "), ", a, ")"], a.ctype, a.lo, a.hi)


def unary(ctx, a, rows):
    name = ctx.rng.choice(list(rows))
    domain, span = rows[name]
    a = fit(ctx, a, domain)
    if span is None:
        span = (0, a.bound) if "abs" in name else (a.lo - 1, a.hi + 1)
    return call(f"std::{name}", a, lo=span[0], hi=span[1])


def glibc(ctx, a):
    name = ctx.rng.choice(list(table.GLIBC))
    domain, span = table.GLIBC[name]
    a = fit(ctx, a, domain)
    return call(f"::{name}{table.SUFFIXES[a.ctype]}", a, lo=span[0], hi=span[1]) if a.ctype in table.SUFFIXES else a


def two_arguments(ctx, a, b):
    name = ctx.rng.choice(list(table.BINARY))
    first, second, bound = table.BINARY[name]
    if name == "pow" and ctx.chance(0.4):
        k = ctx.rng.choice([2, 3, 2])
        return call("std::pow", squeeze(ctx, a, 2.5), Expr(str(k), "int", k, k), lo=-20, hi=20,
                    ctype="double" if a.ctype == "float" else a.ctype)
    a, b = fit(ctx, a, first), fit(ctx, b, second)
    if bound == "max":
        bound = max(a.bound, b.bound)
    elif bound == "sum":
        bound = a.bound + b.bound
    return call(f"std::{name}", a, b, lo=-bound, hi=bound)


def step(ctx, a):
    if ctx.chance(0.6):
        return unary(ctx, a, table.STEPS)
    name = ctx.rng.choice(list(table.TO_INTEGER))
    k = call(f"std::{name}", fit(ctx, a, table.TO_INTEGER[name]), lo=-4, hi=5, ctype="int")
    return mul(constant(ctx, -0.4, 0.4), k)


def fused(ctx, a, depth):
    if ctx.chance(0.5):
        b, c = squeeze(ctx, real(ctx, depth - 1), 4), leaf(ctx)
        a = squeeze(ctx, a, 4)
        bound = a.bound * b.bound + c.bound
        ctypes = common(common(a.ctype, b.ctype), c.ctype)
        return call("std::fma", a, b, c, lo=-bound, hi=bound, ctype=ctypes)
    if ctx.chance(0.5):
        a, b, c = fit(ctx, a, (0.1, 30)), leaf(ctx), leaf(ctx)
        bound = a.bound + b.bound + c.bound
        return call("std::hypot", a, b, c, lo=0, hi=bound, ctype=common(common(a.ctype, b.ctype), c.ctype))
    name = ctx.rng.choice(["ldexp", "scalbn", "scalbln"])
    k = ctx.rng.randint(-3, 1)
    return call(f"std::{name}", a, Expr(str(k), "int", k, k), lo=-2 * a.bound, hi=2 * a.bound, ctype=a.ctype)


def random_number(ctx):
    states = ctx.all(Integer, lambda v: v.wraps)
    if not states:
        return None
    ctx.tag("random number")
    state = ctx.rng.choice(states).name
    return Expr([f"static_cast<{ctx.real}>({state} >> 8) * ", literal(ctx, 5.9e-8)], ctx.real, 0, 1)


def called(ctx, depth):
    options = [h for h in ctx.helpers if h.returns_real and not h.changes]
    ctx.rng.shuffle(options)
    for h in options:
        arguments = h.arguments(ctx, depth)
        if arguments is not None:
            return call(h.name, *arguments, lo=-2, hi=2, ctype=h.result)
    return None


# Conditions.

def relation(ctx):
    return Expr([f"std::{ctx.rng.choice(table.RELATIONS)}(", real(ctx, 1), ", ", constant(ctx, -1, 1), ")"], "bool")


def special(ctx):
    """A condition on pointers or on sets of bits, or None."""
    import alternatives
    import hierarchies
    import nullables
    options = ([hierarchies.compare] if ctx.all(Law) else []) + ([nullables.compare] * 2 if ctx.all(Maybe) or ctx.all(Slots) else []) \
        + ([alternatives.flag] * 2 if ctx.all(Flags) else [])
    return ctx.rng.choice(options)(ctx) if options and ctx.chance(0.3) else None


def condition(ctx, depth=1):
    rng = ctx.rng
    made = special(ctx)
    if made:
        return made
    kind = rng.choices(["real", "integer", "logic", "flag", "query", "enum"], [6, 4, 2 if depth else 0, 1.5, 1, 1])[0]
    if kind == "enum" and ctx.all(Enumerator):
        e = rng.choice(ctx.all(Enumerator))
        ctx.tag("comparison of enumerators")
        return Expr(f"{e.name} {rng.choice(['==', '!='])} {rng.choice(ENUMS[e.enum][0])}", "bool")
    if kind == "logic":
        ctx.tag("short circuit")
        a, b = condition(ctx, depth - 1), condition(ctx, depth - 1)
        if ctx.chance(0.2):
            return Expr(["!(", a, ")"], "bool")
        return Expr(["(", a, rng.choice([" && ", " || "]), b, ")"], "bool")
    if kind == "flag":
        flags = ctx.all(Integer, lambda v: v.ctype == "bool")
        if flags:
            f = rng.choice(flags).name
            return Expr(f if ctx.chance(0.7) else "!" + f, "bool")
    if kind == "integer" and ctx.all(Integer, lambda v: not v.wraps and v.ctype != "bool"):
        k = integer(ctx)
        if ctx.chance(0.5):
            return Expr([k, f" % {rng.randint(2, 3)} {rng.choice(['==', '!='])} {rng.randint(0, 1)}"], "bool")
        return Expr([k, f" {rng.choice(['<', '<=', '>', '>=', '==', '!='])} {rng.randint(0, 4)}"], "bool")
    if kind == "query":
        if ctx.chance(0.5):
            return Expr([f"std::{rng.choice(table.QUERIES)}(", real(ctx, 1), ")"], "bool")
        return relation(ctx)
    if ctx.chance(0.12):
        return relation(ctx)
    a = real(ctx, rng.choice([0, 0, 1]))
    b = constant(ctx, -1, 1) if ctx.chance(0.6) else real(ctx, 1)
    return Expr([a, f" {rng.choice(['<', '<=', '>', '>='])} ", b], "bool")
