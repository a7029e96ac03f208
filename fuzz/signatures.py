"""std::optional and std::valarray in signatures: parameters by value, by reference and const, results, members of structs; and what
functions do with them. What is in-out keeps its size, or whether it has a value; what came by value may get another one."""

from dataclasses import dataclass

import expressions as ex
from context import Length, MAX_LENGTH, Scalar
from homes import number, place
from loops import MOST_TRIPS
from patterns import small, sum_variable
from tree import Block, Expr, Stmt

FORMS = {"const &": "const {}& {}", "value": "{} {}", "&": "{}& {}"}


@dataclass
class Perhaps:
    """A std::optional, or what stands for one."""
    name: str
    ctype: str
    writable: bool = True
    own: bool = False      # may be emptied, and given a value where it has none


@dataclass
class Series:
    """A std::valarray; its elements keep to 2."""
    name: str
    ctype: str
    length: Length
    writable: bool = True
    own: bool = False      # may get another size

    def most(self):
        return self.length.c + (MAX_LENGTH if self.length.sym else 0)


def define(maker):
    rng, real = maker.rng, maker.real
    maker.signature = [rng.choice(["perhaps", "series", "maybes"]) for _ in range(rng.randint(1, 3))]
    maker.returns = rng.choice([None, None, f"std::optional<{real}>", f"std::valarray<{real}>"])
    maker.returned_count = rng.randint(1, 3) if (maker.returns or "").startswith("std::valarray") else 0
    ctx = maker.context({})
    half = ex.literal(ctx, 0.5).text()
    limit = ex.literal(ctx, round(rng.uniform(-1, 1), 2)).text()
    optional = f"std::optional<{real}>"
    nothing = rng.choice(["{}", "std::nullopt"])
    for text in (f"static {optional} narrowed(const {optional}& p, {real} c) {{\n  if (!p || *p > {limit})\n    return {nothing};\n"
                 f"  return {half} * (*p + c);\n}}",
                 f"static void renewed({optional}& p, {real} c) {{\n  if (!p)\n    p = {half} * c;\n"
                 f"  else if (*p < {limit})\n    p.reset();\n"
                 f"  else\n    *p *= {half} * c;\n}}",
                 f"static std::valarray<{real}> blended(const std::valarray<{real}>& v, {real} c) {{\n"
                 f"  return {half} * (v + std::sin(c * v));\n}}",
                 f"static {real} passed(std::valarray<{real}> v, {optional} c) {{\n  if (c)\n    v *= *c;\n  {real} s = {half};\n"
                 f"  for (std::size_t i = 0; i < v.size(); ++i)\n    s = std::cos(s + v[i]);\n  return s;\n}}"):
        maker.globals.append(Stmt(["[[maybe_unused]] " + text], "global", declares=True))


# Parameters, for Maker.parameters.

def parameters(maker, ctx):
    for kind in maker.signature:
        {"perhaps": perhaps, "series": series, "maybes": maybes}[kind](maker, ctx, ctx.fresh(kind))
        maker.tags.add("parameter: " + {"perhaps": "optional", "series": "valarray", "maybes": "struct of optionals"}[kind])


def form_of(maker):
    form = maker.rng.choice(list(FORMS))
    maker.outputs = maker.outputs or form == "&"
    return form


def given(maker):
    """A number and whether it is there."""
    from programs import value
    return [value(maker.rng), int(maker.rng.random() < 0.7)]


def perhaps(maker, ctx, name):
    form = form_of(maker)
    ctx.add(Perhaps(name, maker.real, writable=form != "const &", own=form == "value"))
    maker.parameter(FORMS[form].format(f"std::optional<{maker.real}>", name), name, [given(maker) for _ in maker.lengths], form != "&")


def series(maker, ctx, name):
    form = form_of(maker)
    length = maker.rng.choice([Length("n", 0), Length("n", 1), Length(None, maker.rng.randint(1, 4))])
    ctx.add(Series(name, maker.real, length, writable=form != "const &", own=form == "value"))
    values = maker.numbers(lambda n: length.c + (n if length.sym else 0))
    maker.parameter(FORMS[form].format(f"std::valarray<{maker.real}>", name), name, values, form != "&")


def maybes(maker, ctx, name):
    from programs import value
    form = form_of(maker)
    for member in ("bound", "limit"):
        ctx.add(Perhaps(f"{name}.{member}", "double", writable=form != "const &", own=form == "value"))
    ctx.add(Scalar(f"{name}.scale", "double", writable=form != "const &", bound=2.001, kept=2))
    values = [[value(maker.rng), *given(maker), *given(maker)] for _ in maker.lengths]
    maker.parameter(FORMS[form].format("Maybes", name), name, values, form != "&")


# Results.

def result(maker, otherwise):
    return maker.returns or otherwise


def ending(maker, ctx, cleanup):
    """Statements that return one; an optional always has a value then."""
    rng, real = ctx.rng, ctx.real
    name = ctx.fresh("made")
    if ctx.result.startswith("std::optional"):
        maker.tags.add("returned optional")
        if rng.random() < 0.3 and not cleanup:
            return [Stmt(["if (", ex.condition(ctx), ") return ", total(maker, ctx), ";"], "return"), Stmt(["return ", total(maker, ctx),
                                                                                                            ";"], "return")]
        made = [Stmt([f"{ctx.result} {name}", *rng.choice([[";"], [" = ", number(ctx), ";"]])], "declare", declares=True)]
        made += [Stmt(["if (", ex.condition(ctx), f") {name} = ", number(ctx), ";"], "assign")]
        made += [Stmt([f"{name} = {name} ? *{name} * ", number(ctx), " : ", number(ctx), ";"], "assign")] if rng.random() < 0.3 else []
        return [*made, Stmt([f"if (!{name}) {name} = ", total(maker, ctx), ";"], "assign"), *cleanup, Stmt([f"return {name};"], "return")]
    maker.tags.add("returned valarray")
    count = maker.returned_count
    same = ctx.all(Series, lambda v: v.length == Length(None, count) and v.ctype == real)
    if same and rng.random() < 0.6:
        start = Expr(elementwise(ctx, rng.choice(same).length, 2)[0], "valarray")
        made = [Stmt([f"{ctx.result} {name} = ", start, ";"], "declare", declares=True)]
    else:
        made = [Stmt([f"{ctx.result} {name}(", total(maker, ctx), f", {count});"], "declare", declares=True)]
    for _ in range(rng.randint(0, 2)):
        made.append(Stmt([f"{name}[{rng.randrange(count)}] = ", total(maker, ctx), ";"], "assign"))
    return [*made, *cleanup, Stmt([f"return {name};"], "return")]


def total(maker, ctx):
    from programs import real_result
    return ex.convert(real_result(ctx, maker.latest(ctx)), ctx.real)


# What functions do with optionals.

def usable(ctx, kind, test=lambda e: True):
    return ctx.all(kind, test) if ctx.signature and not (ctx.in_lambda or ctx.by_value) else []


def known(ctx, p):
    return place(ctx, f"*{p.name}", p.writable) if p.ctype == ctx.real else Scalar(f"*{p.name}", p.ctype, writable=p.writable, bound=2.001,
                                                                                   kept=2)


def asked(ctx, p):
    return ctx.rng.choice([p.name, f"{p.name}.has_value()"])


def read_optional(ctx):
    """A number that depends on whether an optional has a value."""
    options = usable(ctx, Perhaps)
    if not options:
        return None
    p, w = ctx.rng.choice(options), ctx.fresh("w")
    there = Expr(ctx.rng.choice([f"*{p.name}", f"{p.name}.value()"]), p.ctype, -2, 2)
    product = lambda: ex.convert(ex.squeeze(ctx, ex.mul(there, ex.convert(number(ctx), p.ctype)), 2), ctx.real)
    way = ctx.rng.choice(["choice", "value_or", "branch", "compared", "passed"])
    ctx.tag("optional: " + way)
    if way == "value_or":
        e = ex.convert(Expr([f"{p.name}.value_or(", ex.convert(number(ctx), p.ctype), ")"], p.ctype, -2, 2), ctx.real)
    elif way == "passed" and p.ctype == ctx.real:
        e = Expr([f"narrowed({p.name}, ", number(ctx), ").value_or(", number(ctx), ")"], ctx.real, -2, 2)
    elif way == "compared":
        e = Expr([f"({asked(ctx, p)} && *{p.name} > ", ex.literal(ctx, round(ctx.rng.uniform(-0.5, 0.5), 2), p.ctype), " ? ", product(),
                  " : ",
                  number(ctx), ")"], ctx.real, -2, 2)
    elif way == "branch":
        made = [Stmt([f"{ctx.real} {w} = ", number(ctx), ";"], "declare", declares=True)]
        with ctx.scope(known(ctx, p)):
            import statements as st
            inner = [Stmt([f"{w} = ", product(), ";"], "assign"), *(st.assign(ctx) or [])]
        made.append(Stmt([f"if ({asked(ctx, p)}) ", Block(inner)], "if"))
        ctx.live.append(ctx.add(Scalar(w, ctx.real)))
        return made
    else:
        e = Expr([f"({asked(ctx, p)} ? ", product(), " : ", number(ctx), ")"], ctx.real, -2, 2)
    ctx.live.append(ctx.add(Scalar(w, ctx.real)))
    return [Stmt([f"{ctx.real} {w} = ", e, ";"], "declare", declares=True)]


def change_optional(ctx):
    """Another value, or none."""
    options = usable(ctx, Perhaps, lambda p: p.writable)
    if not options:
        return None
    p = ctx.rng.choice(options)
    fresh = lambda *texts: ex.convert(number(ctx, *texts), p.ctype)
    text = f"*{p.name}" if p.ctype == ctx.real else f"static_cast<{ctx.real}>(*{p.name})"
    in_place = Stmt([f"if ({asked(ctx, p)}) ", ctx.rng.choice([f"*{p.name}", p.name]), " = ", fresh(text), ";"], "assign")
    if not p.own:
        return [in_place]
    same = [q for q in options if q.own and q is not p and q.ctype == p.ctype]
    way = ctx.rng.choice(["in place", "assign", "emplace", "reset", "renew", "swap", "copy"])
    ctx.tag("optional of one's own: " + way)
    if way == "in place":
        return [in_place]
    if way == "renew" and p.ctype == ctx.real:
        return [Stmt([f"renewed({p.name}, ", number(ctx), ");"], "call")]
    if way in ("swap", "copy") and same:
        q = ctx.rng.choice(same)
        return [Stmt([f"std::swap({p.name}, {q.name});" if way == "swap" else f"{p.name} = {q.name};"], "assign")]
    change = {"reset": [f"{p.name}.reset();"], "emplace": [f"{p.name}.emplace(", fresh(), ");"]}.get(way, [f"{p.name} = ", fresh(), ";"])
    if ctx.chance(0.4):
        return [Stmt(["if (", ex.condition(ctx, 0), ") ", *change], "if")]
    return [Stmt(change, "assign")]


def copied_optional(ctx):
    """A variable, that is a copy or what a function returns; and a loop that keeps one around itself."""
    options = usable(ctx, Perhaps, lambda p: p.ctype == ctx.real)
    if not ctx.signature or ctx.in_lambda or ctx.by_value or ctx.trips > 20:
        return None
    name, optional = ctx.fresh("perhaps"), f"std::optional<{ctx.real}>"
    p = Perhaps(name, ctx.real, own=True)
    if options and ctx.chance(0.7):
        q = ctx.rng.choice(options)
        start = ctx.rng.choice([[f" = {q.name};"], [f" = narrowed({q.name}, ", number(ctx), ");"]])
    else:
        start = ctx.rng.choice([[";"], [" = ", number(ctx), ";"]])
    made = [Stmt([f"{optional} {name}", *start], "declare", declares=True)]
    if ctx.chance(0.4) and ctx.trips <= 8:
        t, w = ctx.fresh("t"), ctx.fresh("last")
        with ctx.scope(trips=4):
            with ctx.scope(place(ctx, f"*{name}")):
                inner = [Stmt([f"if ({name}) {w} = ", number(ctx, f"*{name}", w), ";"], "assign")]
            inner.append(Stmt([f"{name} = ", number(ctx, w), ";"], "assign"))
            if ctx.chance(0.4):
                inner.append(Stmt(["if (", ex.condition(ctx, 0), f") {name}.reset();"], "if"))
        made += [Stmt([f"{ctx.real} {w} = ", number(ctx), ";"], "declare", declares=True),
                 Stmt([f"for (int {t} = 0; {t} < {ctx.rng.randint(2, 4)}; ++{t}) ", Block(inner)], "for")]
        ctx.live.append(ctx.add(Scalar(w, ctx.real)))
    ctx.add(p)
    return made


# What they do with valarrays.

def elementwise(ctx, length, depth):
    """Parts of an expression of valarrays of that length, within bounds: (parts, bound)."""
    rng = ctx.rng
    options = ctx.all(Series, lambda v: v.length == length and v.ctype == ctx.real)
    if depth <= 0:
        return [rng.choice(options).name], 2
    a, bound = elementwise(ctx, length, depth - 1)
    kind = rng.choice(["scale", "shift", "sum", "difference", "product", "function", "quotient", "negative", "turned", "by number"])
    factor = lambda: ex.literal(ctx, round(rng.uniform(0.2, 0.9) * rng.choice([-1, 1]), 2)).text()
    if kind == "scale":
        return ["(", factor(), " * ", *a, ")"], bound
    if kind == "by number":
        return ["(", number(ctx, depth=0), " * ", *a, ")"], 2 * bound
    if kind == "shift":
        return ["(", *a, " + ", number(ctx, depth=0), ")"], bound + 2
    if kind == "negative":
        return ["(-", *a, ")"], bound
    if kind == "turned":
        v = rng.choice(options).name
        return [f"{v}.{rng.choice(['cshift', 'shift'])}({rng.choice([1, -1, 2])})"], 2
    if kind == "function":
        return [f"std::{rng.choice(['sin', 'cos', 'tanh', 'atan'])}(", *a, ")"], 1.6
    b, other = elementwise(ctx, length, depth - 1)
    if kind == "quotient" and len(b) == 1:
        return ["(", *a, " / (", ex.literal(ctx, 1.5), " + ", *b, " * ", *b, "))"], bound
    if kind == "product":
        return ["(", *a, " * ", *b, ")"], bound * other
    return ["(", *a, " - " if kind == "difference" else " + ", *b, ")"], bound + other


def bounded(ctx, length, depth=None):
    """The same, within 2."""
    parts, bound = elementwise(ctx, length, ctx.rng.randint(1, 3) if depth is None else depth)
    if bound > 2 and (bound > 20 or ctx.chance(0.4)):
        return ["std::sin(", *parts, ")"] if bound < 60 else ["std::cos(", ex.literal(ctx, float(f"{30 / bound:.2g}")), " * ", *parts, ")"]
    return ["(", ex.literal(ctx, float(f"{1.9 / bound:.2g}")), " * ", *parts, ")"] if bound > 2 else parts


def fold(ctx, v):
    """A number made of all."""
    most = v.most()
    return ctx.rng.choice([Expr(f"{v.name}.sum()", v.ctype, -2 * most, 2 * most), Expr(f"({v.name} * {v.name}).sum()", v.ctype, 0,
                                                                                       4 * most),
                           Expr(f"{v.name}.max()", v.ctype, -2, 2), Expr(f"{v.name}.min()", v.ctype, -2, 2),
                           Expr([f"passed({v.name}, ", number(ctx), ")"], v.ctype, -1, 1), Expr([f"blended({v.name}, ", number(ctx),
                                                                                                 ").sum()"], v.ctype,
                                                                                               -2 * most, 2 * most)])


def read_series(ctx):
    """Sums and extremes of valarrays, or sums of a loop over one."""
    options = usable(ctx, Series, lambda v: ctx.lower(v.length) >= 1 and v.ctype == ctx.real)
    if not options or ctx.trips * 6 > MOST_TRIPS:
        return None
    v, made = ctx.rng.choice(options), []
    if ctx.chance(0.5):
        w = ctx.fresh("w")
        e = fold(ctx, v)
        ctx.live.append(ctx.add(Scalar(w, ctx.real)))
        return [Stmt([f"{ctx.real} {w} = ", ex.convert(ex.squeeze(ctx, ex.mul(e, ex.literal(ctx, 0.75)), 2), ctx.real), ";"], "declare",
                     declares=True)]
    total, e = sum_variable(ctx, made), ctx.fresh("e")
    way = ctx.rng.choice(["range", "index", "down"])
    text = e if way == "range" else f"{v.name}[{e}]"
    head = {"range": f"{'auto&' if v.writable else 'const auto&'} {e} : {v.name}",
            "index": f"std::size_t {e} = 0; {e} < {v.name}.size(); ++{e}",
            "down": f"std::size_t {e} = {v.name}.size(); {e}-- > 0;"}[way]
    with ctx.scope(place(ctx, text, v.writable), trips=v.most()):
        inner = [Stmt([f"{total.name} += ", small(ctx, number(ctx, text), ctx.trips), ";"], "add")]
        if v.writable and ctx.chance(0.5):
            inner.insert(ctx.rng.randint(0, 1), Stmt([f"{text} = ", number(ctx, text), ";"], "assign"))
    made.append(Stmt([f"for ({head}) ", Block(inner)], "for"))
    ctx.live.append(ctx.add(total))
    return made


def change_series(ctx):
    """Assigns to a valarray or to a part of it."""
    options = usable(ctx, Series, lambda v: v.writable and v.ctype == ctx.real and ctx.lower(v.length) >= 1)
    if not options:
        return None
    v = ctx.rng.choice(options)
    ways = ["whole", "whole", "scale", "add", "element", "mask", "number"] + (["slice"] if ctx.lower(v.length) >= 2 else [])
    way = ctx.rng.choice(ways + (["size"] if v.own and ctx.depth(v) == len(ctx.frames) and ctx.trips == 1 else []))
    ctx.tag("valarray: " + way)
    x, real = v.name, ctx.real
    if way == "whole":
        return [Stmt([f"{x} = ", *bounded(ctx, v.length), ";"], "assign")]
    if way == "scale":
        return [Stmt([f"{x} *= ", ex.constant(ctx, -1, 1), ";"], "scale")]
    if way == "add":
        return [Stmt([f"{x} {ctx.rng.choice(['+=', '-='])} ", *bounded(ctx, v.length), ";"], "add"),
                Stmt([f"{x} = " + ctx.rng.choice([f"std::sin({x});", f"{ex.literal(ctx, 0.5).text()} * {x};"])], "assign")]
    if way == "element":
        last = ctx.rng.choice([f"{x}[0]", f"{x}[{x}.size() - 1]"])
        return [Stmt([f"{last} = ", number(ctx, f"{x}[{x}.size() / 2]"), ";"], "assign")]
    if way == "mask":
        return [Stmt([f"{x}[{x} > ", ex.literal(ctx, round(ctx.rng.uniform(-0.5, 0.5), 2)), "] = ", number(ctx), ";"], "assign")]
    if way == "number":
        return [Stmt([f"{x} = ", number(ctx), ";"], "assign")]
    if way == "slice":
        return [Stmt([f"{x}[std::slice(0, 2, 1)] = std::valarray<{real}>(", ex.literal(ctx, 0.5),
                      f" * std::valarray<{real}>({x}[std::slice(", f"{ctx.lower(v.length) - 2}", ", 2, 1)]));"], "assign")]
    v.length = Length(None, ctx.rng.randint(1, 4))
    return [Stmt([f"{x}.resize({v.length.c}, ", number(ctx), ");"], "resize")]


def copied_series(ctx):
    """A variable, made of others or of a number."""
    if not ctx.signature or ctx.in_lambda or ctx.by_value or ctx.trips > 20:
        return None
    options = usable(ctx, Series, lambda v: v.ctype == ctx.real and ctx.lower(v.length) >= 1)
    name, kind = ctx.fresh("series"), f"std::valarray<{ctx.real}>"
    if options and ctx.chance(0.8):
        length = ctx.rng.choice(options).length
        start = [" = ", *bounded(ctx, length), ";"] if ctx.chance(0.7) else [f" = blended({ctx.rng.choice(options).name}, ", number(ctx),
                                                                             ");"]
        if "blended" in start[0]:
            length = next(v.length for v in options if f"({v.name}," in start[0])
    else:
        length = Length(None, ctx.rng.randint(1, 4))
        start = ["(", number(ctx), f", {length.c});"]
    ctx.add(Series(name, ctx.real, length, own=True))
    return [Stmt([f"{kind} {name}", *start], "declare", declares=True)]


SIGNATURES = {"optional that is read": (4, read_optional), "optional that is changed": (3, change_optional),
              "copy of an optional": (2, copied_optional), "valarray that is read": (4, read_series),
              "valarray that is changed": (3, change_series), "valarray of others": (2, copied_series)}
