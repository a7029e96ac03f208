"""Statements. `KINDS` lists what there is, with weights; each maker returns a list of statements, or None where it does not
fit."""

import random

import around
import engines
import expressions as ex
import guards
import linked
import ranges
import recursions
import wrappers
from alternatives import BITSETS, VARIANTS
from around import AROUND
from callables import CALLABLES
from classes import OBJECTS
from containers import CONTAINERS
from context import Array, ENUMS, Enumerator, IndexArray, Integer, Length, MAX_LENGTH, Record, RecordArray, Scalar
from engines import ENGINES
from guards import GUARDS
from hierarchies import HIERARCHIES
from loops import LOOPS
from mathtable import SUFFIXES
from linked import LINKED
from nullables import NULLABLES
import tables
from tables import TABLES
import texts
from patterns import PATTERNS
from ranges import RANGES
from recursioncalls import RECURSIONS
from rows import ROWS
import signatures
from signatures import SIGNATURES
from tree import Block, Expr, Stmt
from triangles import TRIANGLES
from wrappers import WRAPPERS


def block(ctx, count=None, prefix=(), suffix=()):
    """Braces with some statements; what they declare ends with them."""
    ctx.frames.append([])
    cleanup = len(ctx.cleanup)
    result = Block([*prefix, *statements(ctx, count or ctx.rng.randint(1, 4)), *suffix])
    for _ in range(len(ctx.cleanup) - cleanup):
        result.statements.append(ctx.cleanup.pop())
    ctx.frames.pop()
    return result


def statements(ctx, count):
    made = []
    names, weights = list(KINDS), list(ctx.weights.values())
    for _ in range(count):
        for _ in range(6):  # attempts
            if ctx.left <= 0:
                return made
            name = ctx.rng.choices(names, weights)[0]
            known, cleanup = [len(frame) for frame in ctx.frames], len(ctx.cleanup)
            one = KINDS[name][1](ctx)
            if not one:
                del ctx.cleanup[cleanup:]
                for frame, count in zip(ctx.frames, known):
                    del frame[count:]
            else:
                ctx.left -= len(one)
                ctx.tag(name)
                made += one
                break
    return made


def number(ctx, depth=None):
    return ex.real(ctx, depth if depth is not None else ctx.rng.choice([1, 2, 2, 3]))


# Scalars.

def declare(ctx):
    name = declared_name(ctx)
    with ctx.scope(Scalar(name, ctx.real, writable=False, readable=False)):  # what it hides is no part of its own initialiser
        e = ex.squeeze(ctx, number(ctx), 2)
    ctype = ctx.real if not ctx.mixed or ctx.chance(0.6) else ctx.rng.choice(list(ex.RANK))
    const = ctx.chance(0.4)
    written = ctype if ctx.chance(0.9) else "auto"
    if written == "auto":
        ctype = e.ctype if e.ctype in ex.RANK else ctx.real
        e = ex.convert(e, ctype)
    form = ctx.rng.choice([" = {};", " = {};", " = {};", "({});"])
    before, after = form.split("{}")
    made = Stmt([f"{'const ' if const else ''}{written} {name}{before}", e, after], "declare", declares=True)
    ctx.add(Scalar(name, ctype, writable=not const, plain=True))
    decided = [] if const or written == "auto" else texts.decide(ctx, name, ctype)
    ctx.left += len(decided)  # they take the place of no others
    return [made] + decided


# Names that generated code would like to have.
TAKEN = ["x_bar", "result", "saved", "result_bar", "value_", "t_bar", "sum_dot", "work_saved", "trips", "k_bar"]


def declared_name(ctx):
    """A new name, a name of generated code, or one that hides a variable of a block around."""
    if ctx.chance(0.06):
        return ctx.fresh(ctx.rng.choice(TAKEN))
    hidden = [s.name for frame in ctx.frames[2:-1] for s in frame if isinstance(s, Scalar) and s.plain]
    here = {e.name for e in ctx.frames[-1]}
    hidden = [name for name in hidden if name not in here and name not in ctx.used]
    if hidden and ctx.chance(0.15):
        ctx.tag("hidden name")
        return ctx.rng.choice(hidden)
    return ctx.fresh(ctx.rng.choice("tvwrgh"))


def inactive(ctx):
    """A number without a derivative, by declaration."""
    name = ctx.fresh("quiet")
    e = ex.convert(ex.squeeze(ctx, number(ctx), 2), ctx.real)
    ctx.add(Scalar(name, ctx.real, writable=False, bound=2.001))  # another bound: no pointer may point to it
    return [Stmt([f"PULLBACK_INACTIVE const {ctx.real} {name} = QUIET(", e, ");"], "declare", declares=True)]


def check(ctx):
    """A check that never fails."""
    e = ex.real(ctx, 1)
    limit = ex.literal(ctx, e.bound + 1).text()
    if ctx.chance(0.4):
        return [Stmt([f"assert((", e, f") < {limit});"], "check")]
    kind = ctx.rng.choice(["invalid_argument", "domain_error", "runtime_error", "out_of_range"])
    return [Stmt(["if (", e, f" > {limit}) ", Block([Stmt([f'throw std::{kind}("too large");'], "throw")])], "if")]


def enumerator(ctx):
    enum = ctx.rng.choice(list(ENUMS))
    name = ctx.fresh("kind")
    values = ENUMS[enum][0]
    if ctx.chance(0.4) and enum == "Colour":
        k = ex.integer(ctx)
        if k.lo < 0:
            return None
        e = Expr([f"static_cast<{enum}>(", k, " % 3)"], enum)
    else:
        e = Expr([ex.condition(ctx), f" ? {ctx.rng.choice(values)} : {ctx.rng.choice(values)}"], enum)
    const = ctx.chance(0.6)
    ctx.add(Enumerator(name, enum, writable=not const))
    return [Stmt([f"{'const ' if const else ''}{enum} {name} = ", e, ";"], "declare", declares=True)]


def set_enumerator(ctx):
    options = ctx.all(Enumerator, lambda e: e.writable)
    if not options:
        return None
    e = ctx.rng.choice(options)
    return [Stmt([f"{e.name} = {ctx.rng.choice(ENUMS[e.enum][0])};"], "assign")]


def declare_sum(ctx):
    name = ctx.fresh(ctx.rng.choice(["sum", "total", "acc"]))
    first = ex.literal(ctx, 0) if ctx.chance(0.5) else ex.squeeze(ctx, number(ctx, 1), 1)
    ctx.add(Scalar(name, ctx.real, bound=24, budget=22, kept=2))
    return [Stmt([f"{ctx.real} {name} = ", first, ";"], "declare", declares=True)]


def declare_in_branches(ctx):
    name = ctx.fresh("z")
    ctx.add(Scalar(name, ctx.real))
    assign = lambda: Block([Stmt([f"{name} = ", ex.squeeze(ctx, number(ctx), 2), ";"], "assign")])
    ctx.frames[-1].pop()  # not yet readable
    condition = ex.condition(ctx)
    first, second = assign(), assign()
    ctx.add(Scalar(name, ctx.real))
    return [Stmt([f"{ctx.real} {name};"], "declare", declares=True),
            Stmt(["if (", condition, ") ", first, " else ", second], "if")]


def assign(ctx):
    made = ex.place(ctx, readable=ctx.chance(0.5))
    if not made:
        return None
    place, owner = made
    e = number(ctx)
    kept = getattr(owner, "kept", None) or place.bound
    if not owner.readable:
        return [Stmt([place, " = ", ex.squeeze(ctx, e, kept), ";"], "assign")]
    kind = ctx.rng.choices(["set", "add", "towards", "scale", "times", "divide", "chain", "increment"],
                           [8, 8, 3, 2, 2, 1, 0.6, 0.4])[0]
    if kind == "add":
        step = min(getattr(owner, "budget", 0) / ctx.trips, 2)
        if step > 0.05:
            owner.budget -= step * ctx.trips
            return [Stmt([place, ctx.rng.choice([" += ", " += ", " -= "]), ex.squeeze(ctx, e, step), ";"], "add")]
        kind = "towards"
    if kind == "increment" and getattr(owner, "budget", 0) / ctx.trips > 1:
        owner.budget -= ctx.trips
        return [Stmt([ctx.rng.choice(["++", "--"]), place, ";"], "increment")]
    if kind == "towards":
        k = ex.constant(ctx, 0.1, 0.9)
        bounded = ex.squeeze(ctx, e, kept)
        if ctx.chance(0.5):
            return [Stmt([place, " += ", ex.mul(k, ex.sub(bounded, Expr(place.parts, place.ctype, place.lo, place.hi))), ";"],
                         "towards")]
        rest = ex.literal(ctx, 1 - k.lo)
        return [Stmt([place, " = ", ex.add(ex.mul(rest, Expr(place.parts, place.ctype, place.lo, place.hi)),
                                           ex.mul(k, bounded)), ";"], "towards")]
    if kind == "scale":
        return [Stmt([place, " *= ", ex.squeeze(ctx, e, 1), ";"], "scale")]
    if kind == "times":
        return [Stmt([place, " *= ", ex.constant(ctx, -0.99, 0.99), ";"], "scale")]
    if kind == "divide":
        return [Stmt([place, " /= ", ex.fit(ctx, e, (1.0, 12)), ";"], "divide")]
    if kind == "chain":
        other = ex.place(ctx)
        if other and other[0].bound == 2 and kept == 2:
            return [Stmt([place, " = ", other[0], " = ", ex.squeeze(ctx, e, min(place.bound, other[0].bound)), ";"], "chain")]
    return [Stmt([place, " = ", ex.squeeze(ctx, e, kept), ";"], "assign")]


def swap(ctx):
    first, second = ex.place(ctx), ex.place(ctx)
    if not first or not second or first[0].ctype != second[0].ctype or first[0].bound != second[0].bound:
        return None
    return [Stmt(["std::swap(", first[0], ", ", second[0], ");"], "swap")]


def reference(ctx):
    made = ex.place(ctx)
    if not made or made[0].bound != 2:
        return None
    name = ctx.fresh("ref")
    ctx.add(Scalar(name, made[0].ctype))
    return [Stmt([f"{made[0].ctype}& {name} = ", made[0], ";"], "reference", declares=True)]


def split_number(ctx):
    """frexp, modf and others, which return one part and store the other."""
    e = number(ctx, 1)
    name, suffix = ctx.fresh("part"), SUFFIXES[e.ctype]
    if ctx.chance(0.3):
        other, kind = ctx.fresh("other"), ctx.rng.choice(["remquo", "lgamma_r", "sincos"])
        if kind == "sincos":
            made = [Stmt([f"{e.ctype} {name}, {other};"], "declare", declares=True),
                    Stmt([f"sincos{suffix}(", ex.squeeze(ctx, e, 8), f", &{name}, &{other});"], "sincos")]
            ctx.add(Scalar(other, e.ctype))
        else:
            argument = ex.fit(ctx, e, (-9, 9) if kind == "remquo" else (0.5, 5))
            called = [f"std::remquo(", argument, ", ", ex.convert(ex.fit(ctx, number(ctx, 1), (1, 3)), e.ctype), f", &{other})"] \
                if kind == "remquo" else [f"lgamma{suffix}_r(", argument, f", &{other})"]
            made = [Stmt([f"int {other} = 0;"], "declare", declares=True),
                    Stmt([f"{e.ctype} {name} = ", *called, ";"], kind, declares=True)]
            ctx.add(Integer(other, "int", -7, 7))
            if kind == "remquo" and ctx.chance(0.5):
                made.append(Stmt([f"{name} -= ", ex.literal(ctx, 0.05, e.ctype), f" * {other};"], "add"))
        ctx.add(Scalar(name, e.ctype, bound=3.3) if kind == "lgamma_r" else Scalar(name, e.ctype))
        return made
    if ctx.chance(0.5):
        exponent = ctx.fresh("exponent")
        made = [Stmt([f"int {exponent} = 0;"], "declare", declares=True),
                Stmt([f"{e.ctype} {name} = std::frexp(", ex.fit(ctx, e, (0.3, 12)), f", &{exponent});"], "frexp", declares=True)]
        ctx.add(Integer(exponent, "int", -2, 5))
    else:
        whole = ctx.fresh("whole")
        made = [Stmt([f"{e.ctype} {whole} = ", ex.literal(ctx, 0, e.ctype), ";"], "declare", declares=True),
                Stmt([f"{e.ctype} {name} = std::modf(", ex.squeeze(ctx, e, 8), f", &{whole});"], "modf", declares=True)]
        if ctx.chance(0.5):
            made.append(Stmt([f"{name} += ", ex.literal(ctx, 0.125, e.ctype), f" * {whole};"], "add"))
    ctx.add(Scalar(name, e.ctype))
    return made


# Away from their poles and cuts for a real part between 0.5 and 2 and an imaginary part between -1 and 1.
COMPLEX_FUNCTIONS = ("std::sin({})", "std::cos({})", "std::tan({} / 4.0)", "std::sinh({})", "std::cosh({})", "std::tanh({})",
                     "std::asin({} / 3.0)", "std::acos({} / 3.0)", "std::atan({})", "std::asinh({})", "std::acosh({} + 3.0)",
                     "std::atanh({} / 3.0)", "std::proj({})")


def complex_numbers(ctx):
    """Two complex numbers away from the origin, a function or an operation on them, and a tame number made of the parts."""
    z, w, name = ctx.fresh("z"), ctx.fresh("w"), ctx.fresh("part")
    ctype = "double" if ctx.chance(0.8) else ctx.rng.choice(["float", "double"])
    made = []
    for one in (z, w):
        real, imaginary = ex.fit(ctx, number(ctx, 1), (0.5, 2)), ex.squeeze(ctx, number(ctx, 1), 1)
        made.append(Stmt([f"std::complex<{ctype}> {one}(static_cast<{ctype}>(", real, f"), static_cast<{ctype}>(", imaginary, "));"],
                         "complex", declares=True))
    operation = ctx.rng.choice([f"{z} * {w}", f"{z} / {w}", f"std::exp({z})", f"std::log({w})", f"std::sqrt({w})", f"std::pow({w}, {z})",
                                f"{z} - std::conj({w}) * {z}"])
    sum_of_parts = []
    if ctx.chance(0.6):
        functions, sum_of_functions = ctx.fresh("z"), " + ".join(ctx.rng.sample(COMPLEX_FUNCTIONS, 7)).replace("{}", z)
        if ctype == "float":
            sum_of_functions = sum_of_functions.replace(".0", ".0F")
        made.append(Stmt([f"const std::complex<{ctype}> {functions} = {sum_of_functions};"], "complex", declares=True))
        sum_of_parts = [f" + std::atan({functions}.real() - {functions}.imag())"]
    if ctx.chance(0.3):
        made.append(Stmt([f"{w} *= {z};"], "complex"))
    made.append(Stmt([f"{z} = {operation};"], "complex"))
    query = ctx.rng.choice([f"std::sin({z}.real()) + std::cos({z}.imag())", f"std::atan(std::norm({z}))",
                            f"std::atan({z}.real() * {w}.imag())", f"std::sin(std::abs({z})) * {w}.real() / std::abs({w})"])
    made.append(Stmt([f"const {ctype} {name} = {query}", *sum_of_parts, ";"], "complex", declares=True))
    ctx.add(Scalar(name, ctype, writable=False))
    return made


# Branches.

def branch(ctx):
    parts = ["if (", ex.condition(ctx), ") ", block(ctx)]
    while ctx.chance(0.2):
        parts += [" else if (", ex.condition(ctx), ") ", block(ctx)]
    if ctx.chance(0.4):
        parts += [" else ", block(ctx)]
    return [Stmt(parts, "if")]


def switch(ctx):
    enums = ctx.all(Enumerator)
    if enums and ctx.chance(0.5):
        e = ctx.rng.choice(enums)
        values = ENUMS[e.enum][0]
        selector, labels = Expr(e.name, e.enum), ctx.rng.sample(values, ctx.rng.randint(1, len(values)))
        ctx.tag("switch on an enumerator")
    else:
        selector, labels = Expr([ex.integer(ctx), " % 4"], "int"), ctx.rng.sample(range(4), ctx.rng.randint(1, 4))
    cases = []
    default = ctx.rng.choice([None, *range(len(labels) + 1)])
    ctx.switches += 1
    for position, label in enumerate([*labels, None]):
        if default == position:
            cases += section(ctx, "default:")
        if label is not None:
            cases += section(ctx, f"case {label}:")
    ctx.switches -= 1
    if cases[-1].kind == "label":
        cases.append(Stmt(["break;"], "break"))
    return [Stmt(["switch (", selector, ") ", Block(cases)], "switch")]


def section(ctx, label):
    body = [Stmt([block(ctx)], "block")] if ctx.chance(0.85) else []
    ends = [Stmt(["break;"], "break")] if ctx.chance(0.65) else []
    return [Stmt([label], "label"), *body, *ends]


def leave(ctx):
    """break, continue or return under a condition."""
    kinds = ["return"]
    if ctx.loops and not ctx.switches:
        kinds += ["break", "break"] + (["continue", "continue"] if ctx.loops[-1] == "for" else [])
    kind = ctx.rng.choice(kinds)
    if kind == "return" and (not ctx.may_return or ctx.chance(0.6)):
        return None
    if kind == "return" and ctx.result not in (None, *ex.RANK) and not records_to_return(ctx):
        return None
    condition = ex.condition(ctx)
    body = []
    if ctx.chance(0.4):
        ctx.frames.append([])
        body = assign(ctx) or []
        ctx.frames.pop()
    ctx.tag("early " + kind if kind == "return" else kind)
    body += returned(ctx) if kind == "return" else [*reversed(ctx.cleanup[ctx.loop_cleanup[-1]:]), Stmt([kind + ";"], kind)]
    return [Stmt(["if (", condition, ") ", Block(body)], "if")]


def records_to_return(ctx):
    return ctx.all(Record, lambda r: r.readable and r.struct.name == ctx.result)


def returned(ctx):
    cleanup = list(reversed(ctx.cleanup))
    if ctx.result is None:
        return [*cleanup, Stmt(["return;"], "return")]
    if ctx.result in ex.RANK:
        e = ex.squeeze(ctx, number(ctx), 2)
        if cleanup:
            name = ctx.fresh("result")
            return [Stmt([f"const {ctx.result} {name} = ", e, ";"], "declare", declares=True), *cleanup,
                    Stmt([f"return {name};"], "return")]
        return [Stmt(["return ", e, ";"], "return")]
    r = ctx.rng.choice(records_to_return(ctx))
    return [*cleanup, Stmt([f"return {'*' if r.access == '->' else ''}{r.name};"], "return")]


# Arrays.

def filled(ctx, a, count, offset=0):
    """A loop that writes every element of an array."""
    i = ctx.fresh("i")
    ctx.frames.append([])
    ctx.add(Integer(i, "int", 0, a.length.c - 1, a.length.sym))
    old, ctx.trips = ctx.trips, ctx.trips * max(1, a.length.c + (MAX_LENGTH if a.length.sym else 0))
    place = f"{a.name}[{i}]"
    if a.inner:
        j = ctx.fresh("j")
        ctx.add(Integer(j, "int", 0, a.inner - 1))
        inner = Stmt([f"{place}[{j}] = ", ex.squeeze(ctx, number(ctx), 2), ";"], "assign")
        body = [Stmt([f"for (int {j} = 0; {j} < {a.inner}; ++{j}) ", Block([inner])], "for", unwrapped=f"const int {j} = 0;")]
    else:
        body = [Stmt([f"{place} = ", ex.squeeze(ctx, number(ctx), 2), ";"], "assign")]
    ctx.trips = old
    ctx.frames.pop()
    return Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block(body)], "for", unwrapped=f"const int {i} = 0;")


def local_array(ctx):
    name = ctx.fresh(ctx.rng.choice(["work", "tmp", "buf"]))
    size = ctx.rng.choice([2, 3, 4, 8])
    a = Array(name, ctx.real, Length(None, size), budget=0, extent=True)
    style = ctx.rng.choice(["listed", "zero", "loop", "loop", "two"])
    if style == "listed":
        parts = [f"{ctx.real} {name}[{size}] = {{"]
        for k in range(min(size, 3)):
            parts += ([", "] if k else []) + [ex.convert(ex.squeeze(ctx, number(ctx, 1), 2), ctx.real)]
        made = [Stmt([*parts, "};"], "declare", declares=True)]
    elif style == "zero":
        made = [Stmt([f"{ctx.real} {name}[{size}] = {{}};"], "declare", declares=True)]
    else:
        a.inner = ctx.rng.choice([2, 3]) if style == "two" else 0
        extents = f"[{size}]" + (f"[{a.inner}]" if a.inner else "")
        made = [Stmt([f"{ctx.real} {name}{extents};"], "declare", declares=True), filled(ctx, a, size)]
    ctx.add(a)
    return made


def work_array(ctx):
    """std::vector or new[], of the function's length."""
    if "n" not in ctx.least or (ctx.trips > 40):
        return None
    name = ctx.fresh(ctx.rng.choice(["vec", "row"]))
    length = Length("n", ctx.rng.choice([0, 0, 1, 2]))
    a = Array(name, ctx.real, length)
    form = ctx.rng.random()
    if form < 0.1: # on the stack where that is large enough
        small = ctx.fresh("small")
        made = [Stmt([f"{ctx.real} {small}[3] = {{}};"], "declare", declares=True),
                Stmt([f"{ctx.real}* {name} = {length.text()} <= 3 ? {small} : new {ctx.real}[{length.text()}];"], "new", declares=True),
                filled(ctx, a, length.text())]
        freed = ctx.rng.choice([f"{length.text()} > 3", f"{name} != {small}"])
        ctx.cleanup.append(Stmt([f"if ({freed}) ", Block([Stmt([f"delete[] {name};"], "delete")])], "if"))
        ctx.tag("stack or heap")
    elif form < 0.35:
        made = [Stmt([f"{ctx.real}* {name} = new {ctx.real}[{length.text()}]{ctx.rng.choice(['', '()'])};"], "new", declares=True)]
        made.append(filled(ctx, a, length.text()))
        ctx.cleanup.append(Stmt([f"delete[] {name};"], "delete"))
        ctx.tag("new[]")
    else:
        initial = f", {ex.constant(ctx, -1, 1).text()}" if ctx.chance(0.4) else ""
        made = [Stmt([f"std::vector<{ctx.real}> {name}({length.text()}{initial});"], "vector", declares=True)]
        if ctx.chance(0.5):
            made.append(filled(ctx, a, length.text()))
        a.vector = a.extent = True
        ctx.tag("std::vector")
    ctx.add(a)
    return made


def index_array(ctx):
    name = ctx.fresh("order")
    if "n" in ctx.least and ctx.chance(0.5) and ctx.trips <= 40:
        i = ctx.fresh("i")
        length = Length("n", 0)
        made = [Stmt([f"std::vector<int> {name}(n);"], "vector", declares=True),
                Stmt([f"for (int {i} = 0; {i} < n; ++{i}) ", Block([Stmt([f"{name}[{i}] = ({i} * {ctx.rng.randint(1, 4)} + "
                      f"{ctx.rng.randint(0, 3)}) % n;"], "assign")])], "for", unwrapped=f"const int {i} = 0;")]
        ctx.add(IndexArray(name, length, length))
        return made
    size = ctx.rng.randint(2, 4)
    values = ", ".join(str(ctx.rng.randrange(size)) for _ in range(size))
    ctx.add(IndexArray(name, Length(None, size), Length(None, size)))
    return [Stmt([f"const int {name}[{size}] = {{{values}}};"], "declare", declares=True)]


# Integers.

def count(ctx):
    name = ctx.fresh("k")
    made = ex.integer(ctx)
    ctype = ctx.rng.choice(["int", "int", "long", "unsigned", "short"])
    modulus = ctx.rng.randint(2, 5)
    e = Expr(["(", made, f" * {ctx.rng.randint(1, 5)} + {ctx.rng.randint(0, 3)}) % {modulus}"], "int")
    if ctx.chance(0.15):
        real = ex.fit(ctx, number(ctx, 1), (0.1, 4))
        e = Expr(["static_cast<int>(", real, f") % {modulus}"], "int")
        ctx.tag("integer of real")
    if made.lo < 0:
        return None
    ctx.add(Integer(name, ctype, 0, modulus - 1))
    return [Stmt([f"{'const ' if ctx.chance(0.6) else ''}{ctype} {name} = ", e, ";"], "declare", declares=True)]


def generator(ctx):
    states = ctx.all(Integer, lambda v: v.wraps)
    if states and ctx.chance(0.8):
        s = ctx.rng.choice(states).name
        return [Stmt([f"{s} = {s} * 1664525u + 1013904223u;"], "advance")]
    if ctx.loops:
        return None
    name = ctx.fresh("state")
    ctx.add(Integer(name, "unsigned", 0, 0, wraps=True))
    return [Stmt([f"unsigned {name} = {ctx.rng.randint(1, 99999)}u;"], "declare", declares=True)]


# Pointers.

def pointer(ctx):
    """A pointer to one of two arrays, to the inside of one, or to a local."""
    writable = ctx.chance(0.5)
    fits = lambda a: (a.writable or not writable) and a.readable and not a.inner
    arrays = [a for a in ctx.all(Array, fits) if a.bound == 2]
    scalars = ctx.all(Scalar, lambda s: (s.writable or not writable) and s.bound == 2 and s.ctype == ctx.real)
    arrays = [a for a in arrays if a.ctype == ctx.real]
    name = ctx.fresh("p")
    declared = f"{ctx.real}* {name}" if writable else f"const {ctx.real}* {name}"
    rows = ctx.all(Array, lambda a: (a.writable or not writable) and a.readable and a.inner and a.bound == 2 and a.ctype == ctx.real)
    if rows and ctx.chance(0.3):
        a = ctx.rng.choice(rows)
        k = ex.subscript(ctx, a.length)
        if k:
            ctx.add(Array(name, ctx.real, Length(None, a.inner), writable=writable, pointer=True))
            ctx.tag("pointer to a row")
            return [Stmt([f"{declared} = {a.name}[", k, "];"], "pointer", declares=True)]
    scalars = [s for s in scalars if not (ctx.in_lambda and s.bound_name)]
    if scalars and ctx.chance(0.3):
        s = ctx.rng.choice(scalars)
        ctx.add(Array(name, ctx.real, Length(None, 1), writable=writable, pointer=True))
        return [Stmt([f"{declared} = &{s.name};"], "pointer", declares=True)]
    if not arrays:
        return None
    a = ctx.rng.choice(arrays)
    if ctx.lower(a.length) >= 2 and ctx.chance(0.4):
        ctx.add(Array(name, ctx.real, Length(a.length.sym, a.length.c - 1), writable=writable, pointer=True))
        start = f"{a.base()} + 1" if ctx.chance(0.5) else f"&{a.name}[1]"
        return [Stmt([f"{declared} = {start};"], "pointer", declares=True)]
    others = [b for b in arrays if b.length == a.length and b is not a]
    condition = ex.condition(ctx)
    ctx.add(Array(name, ctx.real, a.length, writable=writable, pointer=True))
    if others and ctx.chance(0.6):
        b = ctx.rng.choice(others)
        ctx.tag("chosen pointer")
        return [Stmt([f"{declared} = ", condition, f" ? {a.base()} : {b.base()};"], "pointer", declares=True)]
    return [Stmt([f"{declared} = {a.base()};"], "pointer", declares=True)]


def reseat(ctx):
    pointers = ctx.all(Array, lambda a: a.pointer)
    if not pointers:
        return None
    p = ctx.rng.choice(pointers)
    others = ctx.all(Array, lambda a: a is not p and a.length == p.length and a.ctype == p.ctype and a.bound == 2
                     and not a.inner and a.readable and (a.writable or not p.writable) and a.level <= p.level)
    if not others:
        return None
    a = ctx.rng.choice(others)
    if a.pointer and a.writable == p.writable and ctx.chance(0.6) and a.level == p.level:
        ctx.tag("swapped pointers")
        return [Stmt([f"std::swap({p.name}, {a.name});"], "swap pointers")]
    return [Stmt([f"{p.name} = {a.base()};"], "reseat")]


# Records.

def record(ctx):
    struct = ctx.rng.choice(ctx.structs)
    name = ctx.fresh("s")
    same = ctx.all(Record, lambda r: r.struct is struct and r.readable)
    arrays = ctx.all(RecordArray, lambda r: r.struct is struct)
    made = None
    if same and ctx.chance(0.4):
        r = ctx.rng.choice(same)
        made = [Stmt([f"{struct.name} {name} = {'*' if r.access == '->' else ''}{r.name};"], "record", declares=True)]
    elif arrays and ctx.chance(0.5):
        r = ctx.rng.choice(arrays)
        k = ex.subscript(ctx, r.length)
        if k:
            ctx.tag("record by reference")
            form = ctx.rng.choice([f"{struct.name}& {name}", f"{struct.name} {name}"]) if r.writable else f"const {struct.name}& {name}"
            made = [Stmt([f"{form} = {r.name}[", k, "];"], "record", declares=True)]
            ctx.add(Record(name, struct, writable=r.writable))
            return made
    if made is None:
        made = [Stmt([f"{struct.name} {name} = ", initializer(ctx, struct), ";"], "record", declares=True)]
    ctx.add(Record(name, struct))
    return made


def record_array(ctx):
    """A local array of structs, copied whole and by element."""
    struct = ctx.rng.choice(ctx.structs)
    name, size = ctx.fresh("points"), ctx.rng.randint(2, 3)
    parts = [f"{struct.name} {name}[{size}] = {{", initializer(ctx, struct)]
    if ctx.chance(0.5):
        parts += [", ", initializer(ctx, struct)]
    if ctx.chance(0.3):
        parts[0] = f"std::vector<{struct.name}> {name}{{"
        size = (len(parts) + 1) // 2
    ctx.add(RecordArray(name, struct, Length(None, size), extent=True))
    return [Stmt([*parts, "};"], "records", declares=True)]


def copy_element(ctx):
    arrays = ctx.all(RecordArray, lambda r: r.writable)
    if not arrays:
        return None
    r = ctx.rng.choice(arrays)
    k, j = ex.subscript(ctx, r.length), ex.subscript(ctx, r.length)
    if not k or not j:
        return None
    records = ctx.all(Record, lambda s: s.struct is r.struct and s.readable)
    if records and ctx.chance(0.6):
        s = ctx.rng.choice(records)
        return [Stmt([f"{r.name}[", k, f"] = {'*' if s.access == '->' else ''}{s.name};"], "copy element")]
    if ctx.chance(0.3):
        return [Stmt([f"std::swap({r.name}[", k, f"], {r.name}[", j, "]);"], "swap elements")]
    return [Stmt([f"{r.name}[", k, f"] = {r.name}[", j, "];"], "copy element")]


def initializer(ctx, struct):
    parts = ["{"]
    for i, f in enumerate(struct.fields):
        parts += [", "] if i else []
        if f.kind == "struct" and not f.extent:
            parts.append(initializer(ctx, f.struct))
        elif f.extent or f.kind == "struct":
            parts.append("{}")
        elif f.kind == "int":
            parts.append(str(ctx.rng.randint(0, 3)))
        else:
            parts.append(ex.convert(ex.squeeze(ctx, number(ctx, 1), 2), f.ctype))
    return Expr([*parts, "}"], struct.name)


def copy_record(ctx):
    to = ctx.all(Record, lambda r: r.writable and r.readable)
    if not to:
        return None
    a = ctx.rng.choice(to)
    star = lambda r: "*" + r.name if r.access == "->" else r.name
    others = ctx.all(Record, lambda r: r is not a and r.struct is a.struct and r.readable)
    if others and ctx.chance(0.6):
        b = ctx.rng.choice(others)
        if b.writable and ctx.chance(0.4):
            return [Stmt([f"std::swap({star(a)}, {star(b)});"], "swap records")]
        return [Stmt([f"{star(a)} = {star(b)};"], "copy record")]
    calls = [h for h in ctx.helpers if h.result == a.struct.name]
    for h in calls:
        arguments = h.arguments(ctx, 1)
        if arguments is not None:
            return [Stmt([f"{star(a)} = ", ex.call(h.name, *arguments, lo=0, hi=0, ctype=h.result), ";"], "record by call")]
    name = ctx.fresh("other")
    ctx.add(Record(name, a.struct))
    return [Stmt([f"{a.struct.name} {name} = {star(a)};"], "copy record", declares=True)]


# Calls.

def call(ctx):
    options = [h for h in ctx.helpers if h.result == "void" or (h.returns_real and h.changes)]
    ctx.rng.shuffle(options)
    for h in options:
        arguments = h.arguments(ctx, 1)
        if arguments is None:
            continue
        made = ex.call(h.name, *arguments, lo=-2, hi=2, ctype=h.result)
        if h.result == "void":
            return [Stmt([made, ";"], "call")]
        name = ctx.fresh("got")
        ctx.add(Scalar(name, h.result))
        return [Stmt([f"{h.result} {name} = ", made, ";"], "call", declares=True)]
    return None


KINDS = {
    "declaration": (9, declare), "sum": (3, declare_sum), "conditional definition": (2, declare_in_branches),
    "assignment": (20, assign), "swap": (1.2, swap), "reference": (0.8, reference), "frexp and modf": (0.9, split_number),
    "complex numbers": (1.6, complex_numbers),
    "if": (5, branch), "switch": (1.5, switch), "leave": (2.5, leave),
    "local array": (2, local_array), "work array": (1.2, work_array), "index array": (0.8, index_array),
    "integer": (2, count), "generator": (0.8, generator), "pointer": (1.5, pointer), "reseat": (2.5, reseat),
    "inactive number": (0.4, inactive), "check": (0.5, check), "enumerator": (1, enumerator), "change of an enumerator": (2, set_enumerator),
    "array of records": (0.8, record_array), "copy of an element": (1.5, copy_element), "record": (1.5, record), "copy of record": (3, copy_record), "call": (4, call),
    **LOOPS, **OBJECTS, **CALLABLES, **CONTAINERS, **PATTERNS, **TRIANGLES, **ROWS, **HIERARCHIES, **NULLABLES, **VARIANTS, **BITSETS, **RECURSIONS, **GUARDS, **ENGINES, **WRAPPERS,
    **LINKED, **AROUND, **SIGNATURES, **TABLES, **RANGES,
}

# What belongs together: a program has much of some families and little of others, so that what needs two statements (an object, and
# its change) is not rare.
FAMILIES = {"objects": OBJECTS, "callables": CALLABLES, "containers": CONTAINERS, "pointers": ("pointer", "reseat", "reference"),
            "records": ("record", "copy of record", "array of records", "copy of an element"), "calls": ("call",),
            "hierarchies": HIERARCHIES, "nullables": NULLABLES, "variants": VARIANTS, "bitsets": BITSETS,
            "enumerators": ("enumerator", "change of an enumerator", "switch")}


def draw_weights(rng):
    """Weights for one program, and the families that it has much of."""
    weights, favoured = {name: weight for name, (weight, _) in KINDS.items()}, set()
    for family, members in FAMILIES.items():
        factor = rng.choice([0.2, 1, 1, 6])
        if factor > 1:
            favoured.add(family)
        for name in members:
            weights[name] *= factor
    for name in (*PATTERNS, *TRIANGLES, *ROWS):
        weights[name] *= rng.choice([0.3, 1, 3])
    return weights, favoured


# As FAMILIES, with numbers from a generator of its own: programs that have none of these stay as they are without them.
MORE = {"engines": (0.05, ENGINES, engines.define), "guards": (0.08, GUARDS, guards.define),
        "recursions": (0.12, RECURSIONS, recursions.define),
        "wrappers": (0.06, WRAPPERS, wrappers.define), "linked": (0.08, LINKED, linked.define),
        "around": (0.12, AROUND, around.define),
        "signatures": (0.1, SIGNATURES, signatures.define), "tables": (0.1, TABLES, tables.define),
        "ranges": (0.25, RANGES, ranges.define)}


def draw_more(maker):
    rng = random.Random("more " + maker.name)
    for family, (likely, rows, define) in MORE.items():
        if rng.random() < likely:
            define(maker)
            factor = rng.choice([2, 4, 8])
            maker.weights.update((name, weight * factor) for name, (weight, _) in rows.items())
        else:
            maker.weights.update((name, 0) for name in rows)
