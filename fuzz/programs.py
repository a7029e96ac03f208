"""Whole programs: the requested function with its parameters, roles and inputs, and the functions that it calls."""

import random
import re
from dataclasses import dataclass, field

import alternatives
import callables
import classes
import expressions as ex
import hierarchies
import loops
import nullables
import recursions
import signatures
import statements as st
from around import AROUND
from signatures import SIGNATURES
from tables import TABLES
from context import (Array, Callable, Context, Engine, ENUMS, Enumerator, IndexArray, Integer, Law, Length, MAX_LENGTH, Object, Record,
                     RecordArray, Scalar)
from tree import Block, Expr, Function, Param, Program, Stmt


@dataclass
class Field:
    kind: str            # real, int, struct
    name: str
    ctype: str
    extent: int = 0
    struct: object = None


@dataclass
class Struct:
    name: str
    fields: list

    def numbers(self, rng):
        """Values of one object, in order of declaration."""
        for f in self.fields:
            for _ in range(f.extent or 1):
                if f.kind == "struct":
                    yield from f.struct.numbers(rng)
                else:
                    yield rng.randint(0, 3) if f.kind == "int" else value(rng)


PAIR = Struct("Pair", [Field("real", "a", "double"), Field("real", "b", "double")])
NODE = Struct("Node", [Field("real", "value", "double"), Field("int", "id", "int"), Field("real", "w", "double", 3)])
NEST = Struct("Nest", [Field("struct", "first", "Pair", 0, PAIR), Field("struct", "more", "Pair", 2, PAIR),
                       Field("real", "gain", "float")])


def value(rng):
    return round(rng.uniform(-1, 1), 6)


# Functions that are called.

@dataclass
class Helper:
    name: str
    result: str
    params: list          # (kind, name), see `KINDS`
    least: int = 0        # smallest n that it takes
    cost: int = 1
    returns_real: bool = False
    real: str = "double"
    template: bool = False
    optional: bool = False  # the last parameter has a default

    @property
    def changes(self):
        """Whether it may change an argument: its call is no part of an expression, whose operands have no order."""
        constant = ("real", "int", "n", "const array", "callable", "function", "state", "record value", "const law", "pointer law")
        return not all(kind.startswith(constant) for kind, _ in self.params)

    def arguments(self, ctx, depth):
        """Expressions for a call from here, or None where it does not fit."""
        if ctx.trips * self.cost > 600:
            return None
        if ctx.by_value and self.changes:
            return None
        made, arrays, length = [], [], None
        for kind, name in self.params:
            a = self.argument(ctx, kind, depth)
            if a is None:
                return None
            if self.optional and ctx.chance(0.4) and (kind, name) == self.params[-1]:
                break
            made.append(a)
            arrays += [a] if isinstance(a, Array) else []
        if arrays:
            length = self.length(ctx, arrays)
            if length is None:
                return None
        ctx.cost = max(ctx.cost, ctx.trips * self.cost)
        return [self.passed(ctx, a, length) for a in made]

    def argument(self, ctx, kind, depth):
        rng = ctx.rng
        if kind == "real":
            return ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 2)
        if kind == "int":
            k = ex.integer(ctx)
            return k if 0 <= k.lo else Expr("1", "int", 1, 1)
        if kind == "n":
            return "n"
        if kind in ("array", "const array"):
            fits = lambda a: (a.writable or kind == "const array") and a.readable and not a.inner and a.bound == 2 \
                and a.ctype == self.real and not a.output
            arrays = ctx.all(Array, fits)
            return rng.choice(arrays) if arrays else None
        if kind == "reference":
            scalars = ctx.all(Scalar, lambda s: s.writable and s.readable and s.bound == 2 and s.ctype == self.real)
            if scalars and ctx.chance(0.7):
                return Expr(rng.choice(scalars).name, self.real, -2, 2)
            made = ex.place(ctx)
            return made[0] if made and made[0].bound == 2 and made[0].ctype == self.real else None
        if kind == "callable":
            return callables.argument(ctx, self.real)
        if kind == "function":
            return callables.function(ctx, self.real)
        if kind == "rows":
            rows = ctx.all(Array, lambda a: a.inner == 3 and a.writable and a.readable and a.bound == 2 and a.ctype == self.real)
            return rng.choice(rows) if rows else None
        if kind == "vector":
            fits = lambda a: a.vector and not a.fixed and a.writable and a.readable and a.bound == 2 and a.ctype == self.real
            vectors = ctx.all(Array, lambda a: fits(a) and ctx.lower(a.length) > 0)  # it touches the middle element
            return Expr(rng.choice(vectors).name, "vector") if vectors else None
        if kind == "state":
            states = ctx.all(Array, lambda a: a.fixed and a.length.c == 3 and a.readable and a.ctype == self.real)
            return Expr(rng.choice(states).name, "state") if states else None
        if "law " in kind:
            return hierarchies.argument(ctx, kind)
        if kind.startswith("object"):
            objects = ctx.all(Object, lambda o: o.cls.name == kind.split()[-1] and o.writable)
            return Expr(rng.choice(objects).name, "object") if objects else None
        name = kind.split()[-1]
        wanted = kind.startswith("record reference") or kind.startswith("record pointer")
        records = ctx.all(Record, lambda r: r.struct.name == name and r.readable and (r.writable or not wanted))
        if not records:
            return None
        r = rng.choice(records)
        if kind.startswith("record pointer"):
            return Expr(r.name if r.access == "->" else "&" + r.name, name)
        return Expr("*" + r.name if r.access == "->" else r.name, name)

    def length(self, ctx, arrays):
        symbols = {a.length.sym for a in arrays}
        if len(symbols) == 1 and symbols != {None}:
            length = Length(arrays[0].length.sym, min(min(a.length.c for a in arrays), 0))
        else:
            length = Length(None, min(MAX_LENGTH, min(ctx.lower(a.length) for a in arrays)))
        return length if ctx.lower(length) >= self.least else None

    def passed(self, ctx, a, length):
        if isinstance(a, Array):
            return Expr(a.base(), "pointer")
        return Expr(length.text() if length else "3", "int") if a == "n" else a


def real_result(ctx, extra=()):
    """What a function returns: a sum of several things in scope."""
    e = ex.squeeze(ctx, st.number(ctx), 2)
    for term in [*extra, *(ex.leaf(ctx) for _ in range(ctx.rng.randint(0, 4)))]:
        e = ex.add(e, ex.mul(ex.constant(ctx, -1, 1), term))
    return ex.squeeze(ctx, e, 2)


class Maker:
    """Makes one program."""

    def __init__(self, name, seed, size=None):
        self.name, self.rng, self.tags = name, random.Random(seed), set()
        rng = self.rng
        self.real = rng.choices(["double", "float", "long double"], [16, 1.5, 1.5])[0]
        self.mixed = rng.random() < 0.12
        self.size = size or rng.choices([rng.randint(3, 8), rng.randint(8, 16), rng.randint(16, 40), rng.randint(40, 110),
                                         rng.randint(110, 500)], [45, 36, 15, 3.5, 0.5])[0]
        self.structs = [PAIR, NODE, NEST]
        self.weights, self.favoured = st.draw_weights(rng)
        self.aggregate = False
        self.globals, self.global_entities, self.helpers, self.functions, self.classes = [], [], [], [], []
        self.hierarchies, self.slots, self.forms, self.recursions, self.guards, self.engines = [], [], [], [], [], []
        self.draws = self.wraps = False
        self.knots = []
        self.around, self.signature, self.returns, self.returned_count, self.tables = None, [], None, 0, False

    def context(self, least):
        ctx = Context(self.rng, self.real, self.tags, list(self.helpers), least)
        ctx.structs, ctx.mixed, ctx.classes, ctx.weights = self.structs, self.mixed, self.classes, self.weights
        ctx.aggregate, ctx.hierarchies, ctx.slots, ctx.forms = self.aggregate, self.hierarchies, self.slots, self.forms
        ctx.recursions, ctx.guards, ctx.engines, ctx.wraps, ctx.knots = self.recursions, self.guards, self.engines, self.wraps, self.knots
        ctx.around, ctx.signature, ctx.tables = self.around, self.signature, self.tables
        for entity in self.global_entities:
            ctx.add(entity)
        ctx.frames.append([])
        return ctx

    def make(self):
        rng = self.rng
        if rng.random() < 0.25:
            self.constants()
        if rng.random() < (0.9 if "objects" in self.favoured else 0.05):
            classes.define(self)
        if rng.random() < 0.15:
            classes.define_aggregate(self)
        for family, rows, define in (("hierarchies", st.HIERARCHIES, hierarchies.define), ("nullables", st.NULLABLES, nullables.define),
                                     ("variants", st.VARIANTS, alternatives.define)):
            if family in self.favoured or rng.random() < 0.03:
                define(self)
            else:
                self.weights.update((name, 0) for name in rows)
        st.draw_more(self)
        more = [15, 40, 30, 15] if "calls" in self.favoured else [50, 30, 15, 5]
        for _ in range(rng.choices([0, 1, 2, 3], more)[0] if self.size > 4 else 0):
            self.helper()
        top, modes, lists = self.top()
        self.tags.add(self.real)
        return Program(self.name, self.globals, self.functions, top, modes, lists, self.tags, self.returned_count)

    def constants(self):
        self.tags.add("global constants")
        if self.rng.random() < 0.5:
            numbers = ", ".join(str(value(self.rng)) for _ in range(3))
            self.globals.append(Stmt([f"const double kTable[3] = {{{numbers}}};"], "global", declares=True))
            self.global_entities.append(Array("kTable", "double", Length(None, 3), writable=False, bound=1))
        else:
            self.globals.append(Stmt([f"constexpr double kScale = {value(self.rng)};"], "global", declares=True))
            self.global_entities.append(Scalar("kScale", "double", writable=False, bound=1))

    # Called functions.

    def helper(self):
        rng = self.rng
        name = f"helper{len(self.helpers)}"
        kinds = {"value": 4, "reduce": 3, "in place": 3, "reference": 2, "record": 2, "recursive": 1.2, "recursive in place": 1.2,
                 "mutual": 1.5, "takes a callable": 2, "rows": 0.7, "vector": 1.2, "std::array": 1.2, "object": 1.5 if self.classes else 0,
                 "hierarchy": 4 if self.hierarchies else 0}
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        self.tags.add(f"called: {kind}")
        struct = rng.choice(self.structs)
        real = self.real
        if kind == "value":
            h = Helper(name, real, [("real", v) for v in "abc"[:rng.randint(1, 3)]])
        elif kind == "reduce":
            h = Helper(name, real, [("const array", "a"), ("n", "n"), ("real", "c")])
        elif kind == "in place":
            more = [("const array", "b")] if rng.random() < 0.5 else []
            h = Helper(name, "void", [("array", "a"), *more, ("n", "n"), ("real", "c")])
        elif kind == "reference":
            h = Helper(name, rng.choice(["void", real]), [("reference", "a"), (rng.choice(["reference", "real"]), "b"), ("int", "k")])
        elif kind == "record":
            passing = rng.choice(["value", "reference", "pointer"])
            result = rng.choice(["void", real]) if passing != "value" else rng.choice([struct.name, real])
            h = Helper(name, result, [(f"record {passing} {struct.name}", "s"), ("real", "c")])
        elif kind == "takes a callable":
            how = rng.choice(["callable", "callable", "function"])
            h = Helper(name, real, [(how, "f"), ("real", "c")], template=how == "callable")
        elif kind == "rows":
            h = Helper(name, "void", [("rows", "a"), ("n", "n"), ("real", "c")])
        elif kind == "vector":
            h = Helper(name, rng.choice(["void", real]), [("vector", "a"), ("real", "c")])
        elif kind == "std::array":
            h = Helper(name, rng.choice([f"std::array<{real}, 3>", real]), [("state", "a"), ("real", "c")])
        elif kind == "object":
            cls = rng.choice(self.classes)
            h = Helper(name, real, [(f"object {cls.name}", "o"), ("real", "c")])
        elif kind == "hierarchy":
            passing = rng.choice(["const law", "const law", "law"] + ([] if self.hierarchies[0].holders else ["pointer law"]))
            h = Helper(name, real, [(f"{passing} {self.hierarchies[0].base}", "one"), ("real", "c")])
        elif kind in ("recursive", "mutual"):
            h = Helper(name, real, [("const array", "a"), ("n", "n"), ("real", "c")])
        else:
            h = Helper(name, "void", [("array", "a"), ("n", "n"), ("real", "c")])
        h.real, h.returns_real = real, h.result == real
        recursive = "recursive" in kind or kind == "mutual"
        h.least = 0 if recursive else rng.choice([0, 0, 1, 2])
        if kind in ("value", "reduce", "in place") and rng.random() < 0.15:
            h.template = True
            self.tags.add("called: template")
        if h.params[-1][0] == "real" and not recursive and len(h.params) > 1 and not h.template and rng.random() < 0.15:
            h.optional = True
            self.tags.add("default argument")
        ctx = self.context({"n": max(h.least, 1) if recursive else h.least})
        ctx.counter.update((v, 1) for _, v in h.params)
        params = [self.helper_parameter(ctx, k, v, struct) for k, v in h.params]
        if not any(k == "n" for k, _ in h.params):
            del ctx.least["n"]
        ctx.result = None if h.result == "void" else h.result
        ctx.left = rng.randint(1, max(2, min(12, self.size // 3)))
        if h.optional:
            params[-1].text += f" = {ex.constant(ctx, -1, 1).text()}"
        if kind == "mutual":
            self.mutual(ctx, h, params)
            return
        body = self.recursive(ctx, h) if recursive else self.plain(ctx)
        h.cost = ctx.cost * (MAX_LENGTH if recursive else 1)
        prefix = "" if recursive or h.template else rng.choice(["", "", "", "static ", "inline "])
        if kind == "takes a callable" and h.template:
            prefix = "template <class F>\n"
        elif h.template:
            prefix = "template <class T>\n"
            for p in params:
                p.text = p.text.replace(real, "T")
            h.name = f"{name}<{real}>"
        self.functions.append(Function("T" if "class T" in prefix and h.result == real else h.result, name, params, body, prefix))
        self.helpers.append(h)

    def mutual(self, ctx, h, params):
        """Two functions that call each other; the first one is called from elsewhere."""
        other = Helper(h.name + "b", h.result, h.params, real=h.real)
        first = self.recursive(ctx, other)
        back = self.context({"n": 1})
        back.counter.update((v, 1) for _, v in h.params)
        params2 = [self.helper_parameter(back, k, v, None) for k, v in h.params]
        back.result, back.left = h.result, ctx.rng.randint(1, 4)
        second = self.recursive(back, h)
        h.cost = max(ctx.cost, back.cost) * MAX_LENGTH
        self.functions.append(Function(h.result, other.name, params2, second, declared=True))
        self.functions.append(Function(h.result, h.name, params, first, declared=True))
        self.helpers.append(h)

    def helper_parameter(self, ctx, kind, name, struct):
        real = self.real
        if kind == "real":
            ctx.add(Scalar(name, real))
            return Param(f"{real} {name}", name)
        if kind == "reference":
            ctx.add(Scalar(name, real))
            return Param(f"{real}& {name}", name)
        if kind == "int":
            ctx.add(Integer(name, "int", 0, MAX_LENGTH))
            return Param(f"int {name}", name)
        if kind == "n":
            return Param(f"int {name}", name)
        if kind in ("array", "const array"):
            ctx.add(Array(name, real, Length("n", 0), writable=kind == "array"))
            return Param(f"{'const ' if kind == 'const array' else ''}{real}* {name}", name)
        if kind == "callable":
            ctx.add(Callable(name, real, 1, 4, left=8))
            return Param(self.rng.choice([f"F {name}", f"F&& {name}"]), name)
        if kind == "function":
            ctx.add(Callable(name, real, 1, 4, left=8, pointer=True))
            return Param(f"{real} (*{name})({real})", name)
        if kind == "rows":
            ctx.add(Array(name, real, Length("n", 0), inner=3))
            return Param(f"{real} {name}[][3]", name)
        if kind == "vector":
            ctx.add(Scalar(f"{name}.back()", real))
            ctx.add(Scalar(f"{name}[{name}.size() / 2]", real))
            return Param(f"std::vector<{real}>& {name}", name)
        if kind == "state":
            ctx.add(Array(name, real, Length(None, 3), vector=True, fixed=True, extent=True, writable=False))
            return Param(f"const std::array<{real}, 3>& {name}", name)
        if "law " in kind:
            h, const = self.hierarchies[0], "" if kind.startswith("law") else "const "
            law = Law(name, h, "->" if kind.startswith("pointer") else ".", hierarchies.MOST_COST, not const, null=kind.startswith("pointer"))
            hierarchies.with_member(ctx, law)
            return Param(f"{const}{h.base}{'*' if law.null else '&'} {name}", name)
        if kind.startswith("object"):
            cls = next(c for c in self.classes if c.name == kind.split()[-1])
            ctx.add(Object(name, cls))
            return Param(f"{cls.name}{self.rng.choice(['&', '&', ''])} {name}", name)
        passing = kind.split()[1]
        ctx.add(Record(name, struct, "->" if passing == "pointer" else "."))
        mark = {"value": " ", "reference": "& ", "pointer": "* "}[passing]
        return Param(f"{struct.name}{mark}{name}", name)

    def plain(self, ctx):
        made = st.statements(ctx, ctx.left)
        return Block(made + self.ending(ctx))

    def ending(self, ctx):
        cleanup = list(reversed(ctx.cleanup))
        if ctx.result is None:
            return cleanup
        if ctx.result in ex.RANK:
            e = real_result(ctx, self.latest(ctx))
            if not cleanup:
                return [Stmt(["return ", e, ";"], "return")]
            name = ctx.fresh("result")
            return [Stmt([f"const {ctx.result} {name} = ", e, ";"], "declare", declares=True), *cleanup,
                    Stmt([f"return {name};"], "return")]
        ctx.cleanup = []
        if ctx.result.startswith(("std::optional", "std::valarray")):
            return signatures.ending(self, ctx, cleanup)
        if ctx.result.startswith("std::array"):
            numbers = [ex.convert(ex.squeeze(ctx, st.number(ctx), 2), self.real) for _ in range(3)]
            name = ctx.fresh("state")
            made = Stmt([f"{ctx.result} {name} = {{", numbers[0], ", ", numbers[1], ", ", numbers[2], "};"], "declare", declares=True)
            if not cleanup and ctx.chance(0.5):
                return [Stmt(["return {", numbers[0], ", ", numbers[1], ", ", numbers[2], "};"], "return")]
            return [made, *cleanup, Stmt([f"return {name};"], "return")]
        records = [r for r in ctx.all(Record) if r.struct.name == ctx.result]
        made = []
        if not records:
            struct = next(s for s in self.structs if s.name == ctx.result)
            name = ctx.fresh("s")
            made = [Stmt([f"{struct.name} {name} = ", st.initializer(ctx, struct), ";"], "record", declares=True)]
            records = [Record(name, struct)]
        r = self.rng.choice(records)
        return [*made, *cleanup, Stmt([f"return {'*' if r.access == '->' else ''}{r.name};"], "return")]

    def latest(self, ctx):
        """Some of the numbers that came last, so that not all of what is computed is for nothing."""
        numbers = [s for s in ctx.frames[-1] if isinstance(s, Scalar) and s.readable][-5:]
        chosen = self.rng.sample(numbers, min(2, len(numbers))) + [s for s in ctx.live if ctx.depth(s)]
        return [Expr(s.name, s.ctype, -s.bound, s.bound) for s in chosen]

    def recursive(self, ctx, h):
        ctx.hierarchies = []  # which class an object has must be known there
        void = h.result == "void"
        end = [Stmt(["return;"], "return")] if void else [Stmt(["return c;"], "return")]
        stop = Stmt(["if (n <= 0) ", Block(end)], "if")
        ctx.may_return = not ctx.chance(0.5)
        made = st.statements(ctx, max(1, ctx.left // 2))
        start = "a + 1" if ctx.chance(0.4) else "a"
        argument = lambda: ex.squeeze(ctx, ex.real(ctx, 1), 2)
        if void:
            again = [Stmt([f"{h.name}({start}, n - 1, ", argument(), ");"], "call")]
            if ctx.chance(0.2):
                again += [Stmt([f"{h.name}({start}, n / 2, ", argument(), ");"], "call")]
            return Block([stop, *made, *again, *st.statements(ctx, max(1, ctx.left)), *reversed(ctx.cleanup)])
        again = ex.call(h.name, Expr(start, "pointer"), Expr("n - 1", "int"), argument(), lo=-2, hi=2, ctype=self.real)
        name = ctx.fresh("below")
        made.append(Stmt([f"const {self.real} {name} = ", again, ";"], "declare", declares=True))
        ctx.add(Scalar(name, self.real, writable=False))
        made += st.statements(ctx, max(1, ctx.left))
        return Block([stop, *made, *self.ending(ctx)])

    # The requested function.

    def top(self):
        rng = self.rng
        least = rng.choice([0, 1, 2, 3])
        self.lengths = [rng.randint(max(least, 3), MAX_LENGTH), least if rng.random() < 0.7 else MAX_LENGTH]
        ctx = self.context({"n": least})
        ctx.left, ctx.texts = self.size, None if self.guards else random.Random(self.name)
        self.params, self.lists, self.unwritten = [], {"wrt": [], "of": [], "scratch": [], "inactive": []}, []
        self.outputs = False
        self.parameters(ctx)
        rng.shuffle(self.params)
        result = rng.choices([self.real, "void", "Pair"], [75, 20 if self.outputs else 0, 5])[0]
        result = signatures.result(self, result)
        ctx.result = None if result == "void" else result
        ctx.may_return = not self.unwritten or rng.random() < 0.4
        first = self.first(ctx)
        before = rng.randint(0, self.size // 2) if self.size > 8 else rng.randint(0, 2)
        body = first + st.statements(ctx, before)
        for a in self.unwritten:
            body.append(st.filled(ctx, a, a.length.text()))
            a.readable = ctx.may_return is False and rng.random() < 0.7
        body += st.statements(ctx, ctx.left)
        body += self.ending(ctx)
        known = {name for entries in self.lists.values() for name, length in entries if length}
        unknown = {p.name for p in self.params if re.search(r"\*|\[\]", p.text)} - known
        loops.checkpoint(ctx, self.name, body, unknown)
        modes = ["vjp", "value_and_vjp", "split", "jvp"]
        if result in ex.RANK and not self.outputs:
            modes.append("gradient")
        lists = [(kind, names) for kind, names in self.lists.items() if names]
        return Function(result, "f", self.params, Block(body)), modes, lists

    def first(self, ctx):
        """Objects of what the program defines: other statements need some."""
        made = []
        for defined, names in ((self.hierarchies, ("object of a hierarchy", "view of a base", "objects of a hierarchy")),
                               (self.slots, ("pointer or null", "kept pointers")), (self.forms, ("variant",)),
                               ("bitsets" in self.favoured, ("bitset",)), (self.recursions, ("recursion over containers",)),
                               (self.wraps, ("reference as an object", "mark in a set")), (self.draws, ("draw",)),
                               (self.knots, ("list of nodes", "search tree", "tree of vectors")),
                               (self.around is not None, tuple(AROUND)), (self.signature, tuple(SIGNATURES)), (self.tables, tuple(TABLES))):
            for name in names if defined else ():
                one = st.KINDS[name][1](ctx) if self.rng.random() < 0.6 else None
                if one:
                    ctx.tag(name)
                    made += one
        return made

    def parameters(self, ctx):
        rng = self.rng
        names = ("x", "a", "b", "u", "y", "z", "m", "rows", "index", "flag", "k", "record", "records", "work", "quiet", "fixed", "grid",
                 "square", "colour", "level", "sums", "array", "vector")
        likely = {"a": 0.6, "b": 0.3, "u": 0.3, "y": 0.25, "index": 0.35, "x": 0.3, "sums": 0.1, "vector": 0.12, "level": 0.07,
                  "colour": 0.1, "square": 0.08}
        kinds = ["x"] + [k for k in names if rng.random() < likely.get(k, 0.1)]
        for kind in kinds:
            getattr(self, "parameter_" + kind)(ctx, ctx.fresh(kind))
            self.tags.add("parameter: " + kind)
        signatures.parameters(self, ctx)
        if self.draws:
            ctx.add(Engine("rng"))
            self.parameter("std::mt19937& rng", "rng", [[len(self.name) + n] for n in self.lengths])
            self.tags.add("parameter: engine")
            self.lists["inactive"] += [("rng", None)] if rng.random() < 0.3 else []
        self.parameter(f"int n", "n", [[n] for n in self.lengths])
        if rng.random() < 0.5 and ("y" in kinds or rng.random() < 0.3):  # roles given, not by default
            self.lists["wrt"] = [(p.name, None) for p, differentiable in self.candidates if differentiable] or self.lists["wrt"]
            if len(self.lists["wrt"]) > 1 and rng.random() < 0.4:
                self.lists["wrt"].pop(rng.randrange(len(self.lists["wrt"])))
                self.tags.add("passive parameter")
            if rng.random() < 0.4:
                lengths = {e.name: e.length.text() for e in ctx.all(Array) if not e.inner and not e.vector and e.length.sym}
                self.lists["wrt"] = [(name, lengths.get(name)) for name, _ in self.lists["wrt"]]
                self.tags.add("lengths in wrt")

    candidates = None

    def parameter(self, text, name, values, differentiable=False):
        p = Param(text, name, values)
        self.params.append(p)
        self.candidates = (self.candidates or []) + [(p, differentiable)]

    def numbers(self, count):
        return [[value(self.rng) for _ in range(count(n))] for n in self.lengths]

    def parameter_x(self, ctx, name):
        length = Length("n", self.rng.choice([0, 0, 0, 1]))
        ctx.add(Array(name, self.real, length, writable=False))
        self.parameter(f"const {self.real}* {name}", name, self.numbers(lambda n: n + length.c), True)

    def parameter_a(self, ctx, name):
        ctx.add(Scalar(name, self.real))
        self.parameter(f"{self.real} {name}", name, self.numbers(lambda n: 1), True)

    def parameter_b(self, ctx, name):
        ctype = self.real if not self.mixed else self.rng.choice(list(ex.RANK))
        ctx.add(Scalar(name, ctype, writable=False))
        self.parameter(f"const {ctype}& {name}", name, self.numbers(lambda n: 1), True)

    def parameter_u(self, ctx, name):
        self.outputs = True
        length = Length("n", self.rng.choice([0, 0, 1, 2]))
        ctx.add(Array(name, self.real, length, budget=0))
        self.parameter(f"{self.real}* {name}", name, self.numbers(lambda n: n + length.c))

    def parameter_y(self, ctx, name):
        self.outputs = True
        length = Length("n", 0)
        a = ctx.add(Array(name, self.real, length, readable=False, output=True))
        if self.rng.random() < 0.6:
            self.unwritten.append(a)
            a.writable = True
        self.parameter(f"{self.real}* {name}", name, [[0.5 + i for i in range(n + length.c)] for n in self.lengths])
        self.lists["of"].append((name, length.text()))

    def parameter_z(self, ctx, name):
        self.outputs = True
        ctx.add(Scalar(name, self.real))
        self.parameter(f"{self.real}& {name}", name, self.numbers(lambda n: 1))

    def parameter_m(self, ctx, name):
        ctx.add(Array(name, self.real, Length(None, 3), writable=False))
        self.parameter(f"const {self.real} (&{name})[3]", name, self.numbers(lambda n: 3), True)

    def parameter_fixed(self, ctx, name):
        self.outputs = True
        ctx.add(Array(name, self.real, Length(None, 4)))
        self.parameter(f"{self.real} {name}[4]", name, self.numbers(lambda n: 4))

    def parameter_rows(self, ctx, name):
        ctx.add(Array(name, self.real, Length("n", 0), writable=False, inner=3))
        self.parameter(f"const {self.real} {name}[][3]", name, self.numbers(lambda n: 3 * n), True)

    def parameter_index(self, ctx, name):
        length = Length("n", 0)
        ctx.add(IndexArray(name, length, length))
        self.parameter(f"const int* {name}", name, [[self.rng.randrange(n) for _ in range(n)] for n in self.lengths])

    def parameter_flag(self, ctx, name):
        ctx.add(Integer(name, "bool", 0, 1))
        self.parameter(f"bool {name}", name, [[self.rng.randint(0, 1)] for _ in self.lengths])

    def parameter_k(self, ctx, name):
        ctype = self.rng.choice(["int", "long", "unsigned", "short"])
        ctx.add(Integer(name, ctype, 0, 4))
        self.parameter(f"{ctype} {name}", name, [[self.rng.randint(0, 4)] for _ in self.lengths])

    def parameter_record(self, ctx, name):
        struct, form = self.rng.choice(self.structs), self.rng.choice(["const &", "value", "&"])
        text = {"const &": f"const {struct.name}& {name}", "value": f"{struct.name} {name}", "&": f"{struct.name}& {name}"}[form]
        self.outputs = self.outputs or form == "&"
        ctx.add(Record(name, struct, writable=form != "const &"))
        self.parameter(text, name, [list(struct.numbers(self.rng)) for _ in self.lengths], form != "&")

    def parameter_records(self, ctx, name):
        struct, const = self.rng.choice(self.structs), self.rng.random() < 0.6
        self.outputs = self.outputs or not const
        ctx.add(RecordArray(name, struct, Length("n", 0), writable=not const))
        values = [[v for _ in range(n) for v in struct.numbers(self.rng)] for n in self.lengths]
        self.parameter(f"{'const ' if const else ''}{struct.name}* {name}", name, values, const)

    def parameter_work(self, ctx, name):
        a = ctx.add(Array(name, self.real, Length("n", 0), readable=False))
        self.unwritten.append(a)
        self.parameter(f"{self.real}* {name}", name, [[0.25] * n for n in self.lengths])
        self.lists["scratch"].append((name, "n"))

    def parameter_quiet(self, ctx, name):
        ctx.add(Scalar(name, self.real, writable=False, bound=2.001))  # no pointer may point to it
        declared = self.rng.random() < 0.5
        self.parameter(f"{'PULLBACK_INACTIVE ' if declared else ''}{self.real} {name}", name, self.numbers(lambda n: 1))
        if not declared:
            self.lists["inactive"].append((name, None))

    def parameter_grid(self, ctx, name):
        self.outputs = True
        ctx.add(Array(name, self.real, Length("n", 0), inner=3))
        self.parameter(f"{self.real} {name}[][3]", name, self.numbers(lambda n: 3 * n))

    def parameter_square(self, ctx, name):
        const = self.rng.random() < 0.5
        self.outputs = self.outputs or not const
        ctx.add(Array(name, self.real, Length(None, 2), inner=2, writable=not const))
        self.parameter(f"{'const ' if const else ''}{self.real} (&{name})[2][2]", name, self.numbers(lambda n: 4), const)

    def parameter_sums(self, ctx, name):
        """In-out numbers that are mostly added to."""
        self.outputs = True
        ctx.add(Array(name, self.real, Length("n", 0), bound=24, kept=2, budget=20))
        self.parameter(f"{self.real}* {name}", name, self.numbers(lambda n: n))

    def parameter_array(self, ctx, name):
        form = self.rng.choice(["const &", "value", "&"])
        ctype = f"std::array<{self.real}, 3>"
        self.outputs = self.outputs or form == "&"
        ctx.add(Array(name, self.real, Length(None, 3), vector=True, fixed=True, extent=True, writable=form != "const &"))
        text = {"const &": f"const {ctype}& {name}", "value": f"{ctype} {name}", "&": f"{ctype}& {name}"}[form]
        self.parameter(text, name, self.numbers(lambda n: 3), form != "&")

    def parameter_vector(self, ctx, name):
        const = self.rng.random() < 0.5
        self.outputs = self.outputs or not const
        ctx.add(Array(name, self.real, Length("n", 0), vector=True, extent=True, writable=not const))
        self.parameter(f"{'const ' if const else ''}std::vector<{self.real}>& {name}", name, self.numbers(lambda n: n), const)

    def parameter_colour(self, ctx, name):
        ctx.add(Enumerator(name, "Colour"))
        self.parameter(f"Colour {name}", name, [[self.rng.randint(0, 2)] for _ in self.lengths])

    def parameter_level(self, ctx, name):
        ctx.add(Enumerator(name, "Level"))
        self.parameter(f"Level {name}", name, [[self.rng.choice([0, 3, 4])] for _ in self.lengths])


def make(name, seed, size=None):
    return Maker(name, seed, size).make()
