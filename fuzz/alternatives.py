"""std::variant, visited, asked for an alternative, given another one, in vectors; and std::bitset."""

from dataclasses import dataclass

import expressions as ex
from context import Flags, Integer, Length, Scalar, Variant
from tree import Block, Expr, Stmt


@dataclass
class Form:
    """A type of variants, of two structs and a number, sometimes nothing at first."""
    name: str
    real: str
    one: str             # a struct of one number, r
    two: str             # a struct of two, w and h
    empty: bool          # std::monostate is the first alternative
    visitor: str         # a class with an operator() for each alternative
    overloaded: str      # a class template of lambdas

    def kinds(self):
        return (["std::monostate"] if self.empty else []) + [self.one, self.two, self.real]


def define(maker):
    rng, real, k = maker.rng, maker.real, len(maker.forms)
    form = Form(f"Form{k}", real, f"Disc{k}", f"Slab{k}", rng.random() < 0.4, f"Ask{k}", f"Overloaded{k}")

    def number(*names):
        ctx = maker.context({})
        for name in names:
            ctx.add(Scalar(name, real, writable=False))
        return Block([Stmt(["return ", ex.convert(ex.squeeze(ctx, ex.real(ctx, 2), 2), real), ";"], "return")])

    quarter = ex.literal(maker.context({}), 0.25).text()
    empty = [f"\n  {real} operator()(std::monostate) const {{ return {quarter}; }}"] if form.empty else []
    parts = [f"struct {form.one} {{\n  {real} r;\n}};\nstruct {form.two} {{\n  {real} w, h;\n}};\n",
             f"using {form.name} = std::variant<{', '.join(form.kinds())}>;\n",
             f"struct {form.visitor} {{\n  {real} t;\n  {real} operator()([[maybe_unused]] const {form.one}& o) const ", number("o.r", "t"),
             f"\n  {real} operator()([[maybe_unused]] const {form.two}& o) const ", number("o.w", "o.h", "t"),
             f"\n  {real} operator()([[maybe_unused]] {real} v) const ", number("v", "t"), *empty, "\n};\n",
             f"template <class... Ts>\nstruct {form.overloaded} : Ts... {{\n  using Ts::operator()...;\n}};\n",
             f"template <class... Ts>\n{form.overloaded}(Ts...) -> {form.overloaded}<Ts...>;"]
    maker.globals.append(Stmt(parts, "global", declares=True))
    maker.forms.append(form)


# Variants.

def number(ctx, form, depth=1):
    return ex.prvalue(ex.convert(ex.squeeze(ctx, ex.real(ctx, depth), 2), form.real))


def alternative(ctx, form):
    """A value of one of the types."""
    kind = ctx.rng.choice([form.one, form.two, form.real])
    if kind == form.real:
        return Expr([number(ctx, form)], kind)
    return Expr([f"{kind}{{", number(ctx, form), *([", ", number(ctx, form)] if kind == form.two else []), "}"], kind)


def usable(ctx, test=lambda v: True):
    return ctx.all(Variant, test)


def declare(ctx):
    if not ctx.forms:
        return None
    form, name = ctx.rng.choice(ctx.forms), ctx.fresh("form")
    kind = ctx.rng.choice(["value", "value", "choice", "default"])
    const = ""
    if kind == "default":
        parts = [f"{form.name} {name}{'' if form.empty else '{}'};"]
    elif kind == "choice":
        parts = [f"{form.name} {name} = ", ex.condition(ctx), f" ? {form.name}(", alternative(ctx, form), f") : {form.name}(", alternative(ctx, form),
                 ");"]
    else:
        const = ctx.rng.choice(["", "", "const "])
        parts = [f"{const}{form.name} {name} = ", alternative(ctx, form), ";"]
    ctx.add(Variant(name, form, writable=not const))
    return [Stmt(parts, "variant", declares=True)]


def change(ctx):
    """Another alternative, or another value of the one that is there."""
    options = usable(ctx, lambda v: v.writable)
    if not options:
        return None
    v = ctx.rng.choice(options)
    form, first = v.form, 1 if v.form.empty else 0
    kind = ctx.rng.choice(["assign", "assign", "branch", "emplace", "member", "swap"])
    if kind == "branch":
        return [Stmt(["if (", ex.condition(ctx), ") ", Block([Stmt([f"{v.name} = ", alternative(ctx, form), ";"], "assign")])], "if")]
    if kind == "emplace":
        which = ctx.rng.choice([f"{first + 2}", form.real])
        return [Stmt([f"{v.name}.emplace<{which}>(", number(ctx, form), ");"], "emplace")]
    if kind == "member":
        p = ctx.fresh("inside")
        kind, place = ctx.rng.choice([(form.one, f"{p}->r"), (form.two, f"{p}->h"), (form.real, f"*{p}")])
        with ctx.scope(Scalar(place, form.real, bound_name=True)):
            e = ex.squeeze(ctx, ex.real(ctx, 1), 2)
        ctx.tag("std::get_if")
        return [Stmt([f"if ({kind}* {p} = std::get_if<{kind}>(&{v.name})) ", Block([Stmt([f"{place} = ", e, ";"], "assign")])], "if")]
    others = [o for o in options if o is not v and o.form is form]
    if kind == "swap" and others:
        return [Stmt([f"std::swap({v.name}, {ctx.rng.choice(others).name});"], "swap")]
    if others and ctx.chance(0.3):
        return [Stmt([f"{v.name} = {ctx.rng.choice(others).name};"], "assign")]
    return [Stmt([f"{v.name} = ", alternative(ctx, form), ";"], "assign")]


def query(ctx, depth):
    """A number that visiting a variant gives, or None."""
    options = usable(ctx)
    if not options:
        return None
    v = ctx.rng.choice(options)
    ctx.tag("std::visit")
    return Expr([f"std::visit({v.form.visitor}{{", number(ctx, v.form, max(0, depth - 1)), f"}}, {v.name})"], v.form.real, -2, 2)


def visit(ctx):
    """A variable that a visit with lambdas gives, or with an alternative if it is there."""
    options = usable(ctx) if not ctx.in_lambda else []
    if not options:
        return None
    v, name = ctx.rng.choice(options), ctx.fresh("shown")
    form = v.form
    if ctx.chance(0.4):
        kind, member = ctx.rng.choice([(form.one, ".r"), (form.two, ".w"), (form.real, "")])
        ctx.tag("std::holds_alternative")
        parts = [f"const {form.real} {name} = std::holds_alternative<{kind}>({v.name}) ? std::get<{kind}>({v.name}){member} : ", number(ctx, form),
                 ";"]
    else:
        parts = [f"const {form.real} {name} = std::visit({form.overloaded}{{"]
        for k, (kind, places) in enumerate([(f"const {form.one}& o", ["o.r"]), (f"const {form.two}& o", ["o.w", "o.h"]), (f"{form.real} o", ["o"])]):
            import callables
            enclosed = callables.enclosed(ctx)
            with ctx.scope(*(Scalar(place, form.real, writable=False) for place in places)):
                e = number(ctx, form, 2)
            callables.restore(ctx, enclosed)
            parts += [", " if k else "", f"[&]([[maybe_unused]] {kind}) ", Block([Stmt(["return ", e, ";"], "return")])]
        if form.empty:
            parts += [f", [&](std::monostate) ", Block([Stmt(["return ", ex.literal(ctx, 0.5), ";"], "return")])]
        parts.append(f"}}, {v.name});")
        ctx.tag("std::visit with lambdas")
    ctx.add(Scalar(name, form.real, writable=False))
    return [Stmt(parts, "declare", declares=True)]


def several(ctx):
    """A vector of variants that a loop makes, and a loop that visits all."""
    import patterns
    if not ctx.forms or not patterns.fits(ctx):
        return None
    form, name, i, one = ctx.rng.choice(ctx.forms), ctx.fresh("forms"), ctx.fresh("i"), ctx.fresh("one")
    length = Length("n", 0) if "n" in ctx.least and ctx.chance(0.7) else Length(None, ctx.rng.randint(2, 4))
    made = [Stmt([f"std::vector<{form.name}> {name};"], "vector", declares=True)]
    trips = patterns.extent(length)
    push = lambda: Stmt([f"{name}.{ctx.rng.choice(['push_back', 'emplace_back'])}(", alternative(ctx, form), ");"], "push")
    with ctx.scope(Integer(i, "int", 0, length.c - 1, length.sym), trips=trips):
        condition = Expr(f"{i} % 2 == 0", "bool") if ctx.chance(0.6) else ex.condition(ctx, 0)
        inner = Stmt(["if (", condition, ") ", Block([push()]), " else ", Block([push()])], "if")
    made.append(Stmt([f"for (int {i} = 0; {i} < {length.text()}; ++{i}) ", Block([inner])], "for", unwrapped=f"const int {i} = 0;"))
    s = patterns.sum_variable(ctx, made)
    writable = ctx.chance(0.4)
    with ctx.scope(Variant(one, form, writable=writable), trips=trips):
        term = Expr([f"std::visit({form.visitor}{{", number(ctx, form), f"}}, {one})"], form.real, -2, 2)
        body = [*(change(ctx) or [] if writable else []), Stmt([f"{s.name} += ", patterns.small(ctx, term, ctx.trips), ";"], "add")]
    ctx.add(s)
    return [*made, Stmt([f"for ({'' if writable else 'const '}{form.name}& {one} : {name}) ", Block(body)], "for")]


# Sets of bits.

def declare_flags(ctx):
    """A std::bitset of which conditions set some."""
    f = Flags(ctx.fresh("flags"), ctx.rng.choice([2, 3, 4, 8]))
    if ctx.in_lambda or ctx.trips > 40:
        return None
    start = ctx.rng.choice(["", f"({ctx.rng.randint(0, 9)})", "integer"])
    if start == "integer":
        k = ex.integer(ctx)
        start = f"(static_cast<unsigned>({k.text()}))" if k.lo >= 0 else ""
    made = [Stmt([f"std::bitset<{f.size}> {f.name}{start};"], "bitset", declares=True)]
    if ctx.chance(0.6):
        i = ctx.fresh("i")
        with ctx.scope(Integer(i, "int", 0, f.size - 1), trips=f.size):
            condition = ex.condition(ctx, 0)
        made.append(Stmt([f"for (int {i} = 0; {i} < {f.size}; ++{i}) ", Block([Stmt([f"{f.name}[{i}] = ", condition, ";"], "assign")])], "for",
                         unwrapped=f"const int {i} = 0;"))
    ctx.add(f)
    return made


def change_flags(ctx):
    options = ctx.all(Flags, lambda f: f.writable) if not ctx.in_lambda else []
    if not options:
        return None
    f = ctx.rng.choice(options)
    k = ex.subscript(ctx, Length(None, f.size))
    same = [o for o in options if o.size == f.size]
    other = ctx.rng.choice(same).name
    kind = ctx.rng.choice(["set", "set", "flip", "whole", "shift"])
    if kind == "set":
        before, after = ctx.rng.choice([("[{}] = ", ";"), (".set({}, ", ");")])
        return [Stmt([f.name + before.format(k.text()), ex.condition(ctx), after], "assign")]
    if kind == "flip":
        return [Stmt([ctx.rng.choice([f"{f.name}.flip({k.text()});", f"{f.name}.flip();", f"{f.name}.reset({k.text()});"])], "assign")]
    if kind == "whole":
        return [Stmt([ctx.rng.choice([f"{f.name} = ~{other};", f"{f.name} |= {other} << 1;", f"{f.name} &= ~({other} >> 1);",
                                      f"{f.name} ^= {other} << 1;"])], "assign")]
    return [Stmt([f"{f.name} {ctx.rng.choice(['<<=', '>>='])} 1;"], "assign")]


def flag(ctx):
    """A condition on some bits, or None."""
    options = ctx.all(Flags) if not ctx.in_lambda else []
    if not options:
        return None
    ctx.tag("bits in a condition")
    f = ctx.rng.choice(options)
    same = [o for o in options if o.size == f.size and o is not f]
    if same and ctx.chance(0.2):
        return Expr(f"{f.name} {ctx.rng.choice(['==', '!='])} {ctx.rng.choice(same).name}", "bool")
    k = ex.subscript(ctx, Length(None, f.size)).text()
    return Expr(ctx.rng.choice([f"{f.name}[{k}]", f"{f.name}.test({k})", f"!{f.name}[{k}]", f"{f.name}.any()", f"{f.name}.none()", f"{f.name}.all()"]),
                "bool")


def counted(ctx):
    """Numbers of bits and of alternatives: small integers."""
    result = [Expr(f"static_cast<int>({f.name}.count())", "int", 0, f.size) for f in ctx.all(Flags)] if not ctx.in_lambda else []
    return result + [Expr(f"static_cast<int>({v.name}.index())", "int", 0, 3) for v in usable(ctx)]


def through_bits(ctx):
    """A sum over what a bitset selects."""
    import patterns
    options = ctx.all(Flags) if not ctx.in_lambda else []
    if not options:
        return None
    f, made, i = ctx.rng.choice(options), [], ctx.fresh("i")
    if not patterns.fits(ctx, f.size):
        return None
    s = patterns.sum_variable(ctx, made)
    with ctx.scope(Integer(i, "int", 0, f.size - 1), trips=f.size):
        add = lambda: Stmt([f"{s.name} += ", patterns.small(ctx, ex.mul(ex.real(ctx, 1), ex.squeeze(ctx, ex.real(ctx, 1), 4)), 2 * ctx.trips), ";"], "add")
        inner = Stmt([f"if ({f.name}{ctx.rng.choice(['[{}]', '.test({})']).format(i)}) ", Block([add()]),
                      *([" else ", Block([add()])] if ctx.chance(0.5) else [])], "if")
    head = ctx.rng.choice([f"int {i} = 0; {i} < {f.size}; ++{i}", f"int {i} = {f.size - 1}; {i} >= 0; --{i}"])
    ctx.add(s)
    return [*made, Stmt([f"for ({head}) ", Block([inner])], "for", unwrapped=f"const int {i} = 0;")]


VARIANTS = {"variant": (2.5, declare), "change of a variant": (2.5, change), "visit": (2, visit), "vector of variants": (1.5, several)}
BITSETS = {"bitset": (0.8, declare_flags), "change of a bitset": (1.5, change_flags), "loop over bits": (1.2, through_bits)}
