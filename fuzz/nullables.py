"""Pointers that may be null: variables, and members of structs in arrays and vectors; seated, copied, compared, followed."""

from dataclasses import dataclass

import expressions as ex
from context import Array, Integer, Length, MAX_LENGTH, Maybe, Record, Scalar, Slots
from tree import Block, Expr, Stmt


@dataclass
class Slot:
    name: str
    real: str
    writable: bool       # what the pointers point to
    record: object       # the struct that the second pointer points to, if there is one
    finder: str = None   # a function that finds a number or null

    def members(self):
        return [("extra", self.real)] + ([("whole", self.record)] if self.record else [])


def define(maker):
    rng, real = maker.rng, maker.real
    slot = Slot(f"Slot{len(maker.slots)}", real, rng.random() < 0.4, maker.structs[0] if rng.random() < 0.6 else None)
    const = "" if slot.writable else "const "
    half = ex.literal(maker.context({}), 0.5).text()
    record = f"  {const}{slot.record.name}* whole = nullptr;\n" if slot.record else ""
    maker.globals.append(Stmt([f"struct {slot.name} {{\n  {real} weight = {half};\n  {const}{real}* extra = nullptr;\n{record}}};"], "global",
                              declares=True))
    if rng.random() < 0.6:
        slot.finder = f"find{len(maker.slots)}"
        relation = rng.choice(["<", ">", ">="])
        maker.globals.append(Stmt([f"static const {real}* {slot.finder}(const {real}* from, int count, {real} limit) ", Block([
            Stmt(["for (int i = 0; i < count; ++i) ", Block([Stmt([f"if (from[i] {relation} limit) return &from[i];"], "return")])], "for"),
            Stmt(["return nullptr;"], "return")])], "global", declares=True))
        maker.tags.add("function that finds a pointer or null")
    maker.slots.append(slot)


# What pointers point to.

def here(ctx, kind, test=lambda e: True):
    return [] if ctx.by_value else ctx.all(kind, test)


def targets(ctx, target, writable, level):
    """Addresses of numbers or records that live as long as the block of that depth."""
    lasts = lambda e: 0 < ctx.depth(e) <= level
    if not isinstance(target, str):
        records = ctx.all(Record, lambda r: r.struct is target and r.access == "." and r.readable and (r.writable or not writable) and lasts(r))
        return ["&" + r.name for r in records]
    result = []
    for s in ctx.all(Scalar, lambda s: s.plain and s.bound == 2 and s.ctype == target and s.readable and (s.writable or not writable)):
        result += ["&" + s.name] if lasts(s) else []
    fits = lambda a: a.bound == 2 and a.ctype == target and a.readable and (a.writable or not writable) and not (a.inner or a.pointer or a.output) \
        and (a.fixed or not a.vector) and lasts(a)
    for a in ctx.all(Array, fits):
        k = ex.subscript(ctx, a.length)
        if k:
            result += [f"&{a.name}[{k.text()}]"] * 2
            if not a.vector and ctx.chance(0.3):
                result.append(f"{a.name} + {k.text()}")
    return result


def some_target(ctx, target, writable, level, null=0.25):
    """Where a pointer shall point to, or None."""
    options = targets(ctx, target, writable, level)
    if not options:
        return None
    if ctx.chance(null):
        return "nullptr"
    if ctx.chance(0.3):
        ctx.tag("pointer or null by a condition")
        return Expr([ex.condition(ctx, 0), f" ? {ctx.rng.choice(options)} : nullptr"], "pointer")
    return ctx.rng.choice(options)


# Definitions of pointers.

def declare(ctx):
    """A pointer variable that may be null."""
    if ctx.in_lambda:
        return None
    real = ctx.real if ctx.chance(0.7) else ctx.structs[0]
    p = Maybe(ctx.fresh("maybe"), real, ctx.chance(0.4))
    text = some_target(ctx, real, p.writable, len(ctx.frames))
    if not text:
        return None
    ctx.add(p)
    ctype = real if isinstance(real, str) else real.name
    return [Stmt([f"{'' if p.writable else 'const '}{ctype}* {p.name} = ", text, ";"], "pointer", declares=True)]


def search(ctx):
    """A pointer to the element of an array that is wanted, or null."""
    arrays = ctx.all(Array, lambda a: a.readable and not (a.inner or a.pointer or a.output) and a.bound == 2 and a.ctype == ctx.real
                     and (a.fixed or not a.vector))
    if not arrays or ctx.in_lambda or ctx.trips > 20:
        return None
    a, p, i = ctx.rng.choice(arrays), Maybe(ctx.fresh("found"), ctx.real), ctx.fresh("i")
    size, limit = a.length.text(), ex.constant(ctx, -1, 1)
    finders = [s.finder for s in ctx.slots if s.finder and s.real == ctx.real]
    if finders and ctx.chance(0.5):
        made = [Stmt([f"const {ctx.real}* {p.name} = {ctx.rng.choice(finders)}({a.base()}, {size}, ", limit, ");"], "pointer", declares=True)]
    else:
        best = f"(!{p.name} || {a.name}[{i}] {ctx.rng.choice(['>', '<'])} *{p.name})"
        condition = ctx.rng.choice([[f"{a.name}[{i}] > ", limit, f" && {best}"], [best], [f"{a.name}[{i}] < ", limit]])
        inner = Stmt(["if (", *condition, ") ", Block([Stmt([f"{p.name} = &{a.name}[{i}];"], "reseat")])], "if")
        made = [Stmt([f"const {ctx.real}* {p.name} = nullptr;"], "pointer", declares=True),
                Stmt([f"for (int {i} = 0; {i} < {size}; ++{i}) ", Block([inner])], "for", unwrapped=f"const int {i} = 0;")]
    ctx.add(p)
    return made


def keep(ctx):
    """Structs in an array or a vector whose pointers are null, until some of them are seated."""
    if not ctx.slots or ctx.trips > 10 or ctx.in_lambda:
        return None
    slot = ctx.rng.choice(ctx.slots)
    slots = Slots(ctx.fresh("slots"), slot, Length(None, ctx.rng.randint(2, 4)))
    if "n" in ctx.least and ctx.chance(0.5):
        slots.length = Length("n", 0)
        declared = f"std::vector<{slot.name}> {slots.name}(n);"
    else:
        declared = ctx.rng.choice([f"{slot.name} {slots.name}[{slots.length.c}];", f"std::vector<{slot.name}> {slots.name}({slots.length.c});"])
    i, size = ctx.fresh("i"), slots.length.text()
    trips = slots.length.c + (MAX_LENGTH if slots.length.sym else 0)
    name, target = ctx.rng.choice(slot.members())
    level = len(ctx.frames)
    with ctx.scope(Integer(i, "int", 0, slots.length.c - 1, slots.length.sym), trips=trips):
        text = some_target(ctx, target, slot.writable, level, 0.05)
        if text is None:
            return None
        seat = Stmt([f"{slots.name}[{i}].{name} = ", text, ";"], "seat")
        weight = Stmt([f"{slots.name}[{i}].weight = ", ex.squeeze(ctx, ex.real(ctx, 1), 2), ";"], "assign")
        condition = Expr(f"{i} % 2 == {ctx.rng.randint(0, 1)}", "bool") if ctx.chance(0.5) else ex.condition(ctx, 0)
        guarded = Stmt(["if (", condition, ") ", Block([seat])], "if") if ctx.chance(0.7) else seat
        inner = [guarded, weight] if ctx.chance(0.7) else [guarded]
    ctx.add(slots)
    return [Stmt([declared], "slots", declares=True),
            Stmt([f"for (int {i} = 0; {i} < {size}; ++{i}) ", Block(inner)], "for", unwrapped=f"const int {i} = 0;")]


# Pointers that change.

def kept(ctx, test=lambda slot: True):
    """A pointer in a struct of some array: its text, what it points to, and the array; or None."""
    options = here(ctx, Slots, lambda s: test(s.slot))
    if not options:
        return None
    s = ctx.rng.choice(options)
    k = ex.subscript(ctx, s.length)
    if not k:
        return None
    name, target = ctx.rng.choice(s.slot.members())
    return f"{s.name}[{k.text()}].{name}", target, s


def reseat(ctx):
    """A pointer that points elsewhere, or to nothing, from here on."""
    if ctx.in_lambda:
        return None
    if ctx.all(Slots) and ctx.chance(0.6):
        s = ctx.rng.choice(ctx.all(Slots))
        j, k = ex.subscript(ctx, s.length), ex.subscript(ctx, s.length)
        if not j or not k:
            return None
        name, target = ctx.rng.choice(s.slot.members())
        kind = ctx.rng.choice(["seat", "seat", "copy", "copy pointer", "swap", "null"])
        if kind == "copy":
            return [Stmt([f"{s.name}[{j.text()}] = {s.name}[{k.text()}];"], "copy element")]
        if kind == "copy pointer":
            return [Stmt([f"{s.name}[{j.text()}].{name} = {s.name}[{k.text()}].{name};"], "seat")]
        if kind == "swap":
            return [Stmt([f"std::swap({s.name}[{j.text()}].{name}, {s.name}[{k.text()}].{name});"], "swap pointers")]
        text = "nullptr" if kind == "null" else some_target(ctx, target, s.slot.writable, s.level)
        return [Stmt([f"{s.name}[{j.text()}].{name} = ", text, ";"], "seat")] if text else None
    options = ctx.all(Maybe, lambda p: p.seated)
    if not options:
        return None
    p = ctx.rng.choice(options)
    other = kept(ctx, lambda slot: slot.writable or not p.writable) if ctx.chance(0.4) else None
    if other and other[1] is p.target and other[2].level <= p.level:
        return [Stmt([f"{p.name} = {other[0]};"], "reseat")]
    text = some_target(ctx, p.target, p.writable, p.level)
    return [Stmt([f"{p.name} = ", text, ";"], "reseat")] if text else None


# Uses.

def pointer(ctx):
    """The text of a pointer, what it points to, and whether that may be written; or None."""
    options = here(ctx, Maybe)
    some = kept(ctx) if not options or ctx.chance(0.5) else None
    if some:
        return some[0], some[1], some[2].slot.writable
    if not options:
        return None
    p = ctx.rng.choice(options)
    return p.name, p.target, p.writable


def followed(ctx, text, target):
    """The number that a pointer leads to."""
    if isinstance(target, str):
        return Expr(f"*{text}", target, -2, 2)
    parts, ctype = ex.member(ctx, target, [text, "->"])
    return Expr(parts, ctype, -2, 2)


def query(ctx, depth):
    """What a pointer leads to, or another number if it is null; or None."""
    some = pointer(ctx)
    if not some:
        return None
    ctx.tag("number behind a pointer or null")
    e = followed(ctx, some[0], some[1])
    other = ex.convert(ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 2), e.ctype)
    if ctx.chance(0.3):
        return Expr([f"({some[0]} == nullptr ? ", other, " : ", e, ")"], e.ctype, -2, 2)
    return Expr([f"({some[0]} ? ", e, " : ", other, ")"], e.ctype, -2, 2)


def use(ctx):
    """Statements that run if there is something to point to."""
    import statements as st
    some = pointer(ctx) if not ctx.in_lambda else None
    if not some:
        return None
    text, target, writable = some
    name = ctx.fresh("got")
    ctype = target if isinstance(target, str) else target.name
    entity = Array(name, target, Length(None, 1), writable=writable, pointer=True) if isinstance(target, str) \
        else Record(name, target, "->", writable=writable)
    with ctx.scope(entity):
        inner = st.block(ctx, 1, suffix=[Stmt([followed(ctx, name, target), " = ", ex.squeeze(ctx, ex.real(ctx, 1), 2), ";"], "assign")]
                         if writable else [])
    if not inner.statements:
        return None
    made = [f"if ({'' if writable else 'const '}{ctype}* {name} = {text}) ", inner]
    if ctx.chance(0.3):
        made += [" else ", st.block(ctx, 1)]
    return [Stmt(made, "if")]


def through_all(ctx):
    """A sum over structs whose pointers may be null."""
    import patterns
    options = here(ctx, Slots)
    if not options or not patterns.fits(ctx):
        return None
    made, slots = [], ctx.rng.choice(options)
    s, i, one = patterns.sum_variable(ctx, made), ctx.fresh("i"), ctx.fresh("one")
    trips = slots.length.c + (MAX_LENGTH if slots.length.sym else 0)
    name, target = ctx.rng.choice(slots.slot.members())
    range_for = ctx.chance(0.5)
    element = one if range_for else f"{slots.name}[{i}]"
    head = f"const {slots.slot.name}& {one} : {slots.name}" if range_for else f"int {i} = 0; {i} < {slots.length.text()}; ++{i}"
    with ctx.scope(Scalar(f"{element}.weight", slots.slot.real, writable=False, bound_name=True),
                   *([] if range_for else [Integer(i, "int", 0, slots.length.c - 1, slots.length.sym)]), trips=trips):
        there = followed(ctx, f"{element}.{name}", target)
        add = lambda e: Stmt([f"{s.name} += ", patterns.small(ctx, e, 2 * ctx.trips), ";"], "add")
        first = add(ex.mul(there, ex.squeeze(ctx, ex.real(ctx, 1), 2)))
        inner = [Stmt([f"if ({element}.{name}{ctx.rng.choice(['', ' != nullptr'])}) ", Block([first]),
                       *([" else ", Block([add(ex.squeeze(ctx, ex.real(ctx, 1), 2))])] if ctx.chance(0.6) else [])], "if")]
        if ctx.chance(0.4):
            condition = compare(ctx, f"{element}.{name}", target, slots.slot.writable)
            inner.append(Stmt(["if (", condition, ") ", Block([add(ex.squeeze(ctx, ex.real(ctx, 1), 2))])], "if"))
    ctx.add(s)
    return [*made, Stmt([f"for ({head}) ", Block(inner)], "for", **({} if range_for else {"unwrapped": f"const int {i} = 0;"}))]


def compare(ctx, text=None, target=None, writable=False):
    """A condition on a pointer, or None."""
    if text is None:
        some = pointer(ctx)
        if not some:
            return None
        text, target, writable = some
    relation = ctx.rng.choice(["==", "!="])
    kind = ctx.rng.choice(["null", "other", "other", "object", "bare"])
    if kind == "other":
        other = pointer(ctx)
        if other and other[1] is target and other[0] != text:
            ctx.tag("comparison of pointers or null")
            return Expr(f"{text} {relation} {other[0]}", "bool")
    if kind == "object":
        objects = targets(ctx, target, False, len(ctx.frames))
        if objects:
            ctx.tag("comparison of a pointer with an object")
            return Expr(f"{text} {relation} {ctx.rng.choice(objects)}", "bool")
    ctx.tag("comparison with null")
    return Expr(text if kind == "bare" else f"{text} {relation} nullptr", "bool")


NULLABLES = {"pointer or null": (2, declare), "search for a pointer": (1.2, search), "kept pointers": (2, keep),
             "kept pointer seated": (2.5, reseat), "use of a pointer or null": (2, use), "loop over kept pointers": (2, through_all)}
