"""Whole programs: the requested function with its parameters, roles and inputs, and the functions that it calls."""

import random
from dataclasses import dataclass, field

import expressions as ex
import statements as st
from context import Array, Context, IndexArray, Integer, Length, MAX_LENGTH, Record, RecordArray, Scalar
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

    def arguments(self, ctx, depth):
        """Expressions for a call from here, or None where it does not fit."""
        if ctx.trips * self.cost > 600:
            return None
        made, arrays, length = [], [], None
        for kind, name in self.params:
            a = self.argument(ctx, kind, depth)
            if a is None:
                return None
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
                and a.ctype == self.real
            arrays = ctx.all(Array, fits)
            return rng.choice(arrays) if arrays else None
        if kind == "reference":
            scalars = ctx.all(Scalar, lambda s: s.writable and s.readable and s.bound == 2 and s.ctype == self.real)
            if scalars and ctx.chance(0.7):
                return Expr(rng.choice(scalars).name, self.real, -2, 2)
            made = ex.place(ctx)
            return made[0] if made and made[0].bound == 2 and made[0].ctype == self.real else None
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
        self.size = size or rng.choices([rng.randint(4, 12), rng.randint(12, 40), rng.randint(40, 110), rng.randint(110, 500)],
                                        [50, 38, 10, 2])[0]
        self.structs = [PAIR, NODE, NEST]
        self.globals, self.global_entities, self.helpers, self.functions = [], [], [], []

    def context(self, least):
        ctx = Context(self.rng, self.real, self.tags, list(self.helpers), least)
        ctx.structs, ctx.mixed = self.structs, self.mixed
        for entity in self.global_entities:
            ctx.add(entity)
        ctx.frames.append([])
        return ctx

    def make(self):
        rng = self.rng
        if rng.random() < 0.25:
            self.constants()
        for _ in range(rng.choices([0, 1, 2, 3], [40, 30, 20, 10])[0] if self.size > 6 else 0):
            self.helper()
        top, modes, lists = self.top()
        self.tags.add(self.real)
        return Program(self.name, self.globals, self.functions, top, modes, lists, self.tags)

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
        kind = rng.choices(["value", "reduce", "in place", "reference", "record", "recursive", "recursive in place"],
                           [4, 3, 3, 2, 2, 1.5, 1.5])[0]
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
        elif kind == "recursive":
            h = Helper(name, real, [("const array", "a"), ("n", "n"), ("real", "c")])
        else:
            h = Helper(name, "void", [("array", "a"), ("n", "n"), ("real", "c")])
        h.real, h.returns_real = real, h.result == real
        h.least = 0 if "recursive" in kind else rng.choice([0, 0, 1, 2])
        ctx = self.context(max(h.least, 1) if "recursive" in kind else h.least)
        ctx.counter.update((v, 1) for _, v in h.params)
        params = [self.helper_parameter(ctx, k, v, struct) for k, v in h.params]
        if not any(k == "n" for k, _ in h.params):
            del ctx.least["n"]
        ctx.result = None if h.result == "void" else h.result
        ctx.left = rng.randint(1, max(2, min(12, self.size // 3)))
        body = self.recursive(ctx, h) if "recursive" in kind else self.plain(ctx)
        h.cost = ctx.cost * (MAX_LENGTH if "recursive" in kind else 1)
        self.functions.append(Function(h.result, name, params, body))
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
            e = real_result(ctx)
            if not cleanup:
                return [Stmt(["return ", e, ";"], "return")]
            name = ctx.fresh("result")
            return [Stmt([f"const {ctx.result} {name} = ", e, ";"], "declare", declares=True), *cleanup,
                    Stmt([f"return {name};"], "return")]
        ctx.cleanup = []
        records = [r for r in ctx.all(Record) if r.struct.name == ctx.result]
        made = []
        if not records:
            struct = next(s for s in self.structs if s.name == ctx.result)
            name = ctx.fresh("s")
            made = [Stmt([f"{struct.name} {name} = ", st.initializer(ctx, struct), ";"], "record", declares=True)]
            records = [Record(name, struct)]
        r = self.rng.choice(records)
        return [*made, *cleanup, Stmt([f"return {'*' if r.access == '->' else ''}{r.name};"], "return")]

    def recursive(self, ctx, h):
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
        ctx = self.context(least)
        ctx.left = self.size
        self.params, self.lists, self.unwritten = [], {"wrt": [], "of": [], "scratch": [], "inactive": []}, []
        self.outputs = False
        self.parameters(ctx)
        rng.shuffle(self.params)
        result = rng.choices([self.real, "void", "Pair"], [75, 20 if self.outputs else 0, 5])[0]
        ctx.result = None if result == "void" else result
        ctx.may_return = not self.unwritten or rng.random() < 0.4
        before = rng.randint(0, self.size // 2) if self.size > 8 else rng.randint(0, 2)
        body = st.statements(ctx, before)
        for a in self.unwritten:
            body.append(st.filled(ctx, a, a.length.text()))
            a.readable = ctx.may_return is False and rng.random() < 0.7
        body += st.statements(ctx, ctx.left)
        body += self.ending(ctx)
        modes = ["vjp", "value_and_vjp", "split", "jvp"]
        if result in ex.RANK and not self.outputs:
            modes.append("gradient")
        lists = [(kind, names) for kind, names in self.lists.items() if names]
        return Function(result, "f", self.params, Block(body)), modes, lists

    def parameters(self, ctx):
        rng = self.rng
        kinds = ["x"] + [k for k in ("x", "a", "b", "u", "y", "z", "m", "rows", "index", "flag", "k", "record", "records", "work",
                                     "quiet", "fixed")
                         if rng.random() < {"a": 0.6, "b": 0.3, "u": 0.3, "y": 0.25, "index": 0.35, "x": 0.3, "quiet": 0.1}.get(k, 0.13)]
        seen = set()
        for kind in kinds:
            getattr(self, "parameter_" + kind)(ctx, ctx.fresh(kind))
            self.tags.add("parameter: " + kind)
        self.parameter(f"int n", "n", [[n] for n in self.lengths])
        if rng.random() < 0.5 and ("y" in kinds or rng.random() < 0.3):  # roles given, not by default
            self.lists["wrt"] = [(p.name, None) for p, differentiable in self.candidates if differentiable] or self.lists["wrt"]
            if len(self.lists["wrt"]) > 1 and rng.random() < 0.4:
                self.lists["wrt"].pop(rng.randrange(len(self.lists["wrt"])))
                self.tags.add("passive parameter")

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
        a = ctx.add(Array(name, self.real, length, readable=False))
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
        ctx.add(Scalar(name, self.real))
        self.parameter(f"{self.real} {name}", name, self.numbers(lambda n: 1))
        self.lists["inactive"].append((name, None))


def make(name, seed, size=None):
    return Maker(name, seed, size).make()
