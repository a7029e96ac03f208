"""Scope guards: local objects whose destructors change what others see, wherever control leaves their block.

A destructor runs after the arrays of its block are deleted and after later objects have gone, so it has to do with variables and
local arrays alone that were there before it. While such an object lives nothing is thrown: programs with guards do not throw.
"""

import re
from dataclasses import dataclass

import expressions as ex
from context import Array, Growing, Integer, MAX_LENGTH, Scalar
from tree import Block, Expr, Stmt

KINDS = ("restore", "finally", "meter", "note", "pushed", "blend", "count")
OWN = re.compile(r"[a-cghrtvwz]\d*|part\d*|seq\d*|num\d*")  # variables of their own, not references to what may have gone


@dataclass
class Guarding:
    name: str
    kind: str


def define(maker):
    rng, real = maker.rng, maker.real
    for kind in rng.sample(KINDS, rng.randint(2, 4)):
        name = kind.capitalize() + str(len(maker.guards))
        maker.globals.append(Stmt(definition(maker, name, kind, real), "global", declares=True))
        maker.guards.append(Guarding(name, kind))
        maker.tags.add(f"guard: {kind}")
    maker.weights["check"] = 0


def definition(maker, name, kind, real):
    rng, ctx = maker.rng, maker.context({})
    word = rng.choice(["struct", "class"])
    public = "" if word == "struct" else "public:\n"
    private = "" if word == "struct" else "private:\n"

    def mixed(*names):
        for n in names:
            ctx.add(Scalar(n, real))
        return ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), real)

    pointer = rng.random() < 0.4
    target, member, given = ("(*target)", f"{real}* target", "&number") if pointer else ("target", f"{real}& target", "number")
    if kind == "restore":
        end = f"{target} = old;" if rng.random() < 0.6 else Expr([f"{target} = ", mixed(target, "old"), ";"], "")
        return [f"{word} {name} {{\n{public}  explicit {name}({real}& number) : target({given}), old(number) {{}}\n  ~{name}() {{ ", end,
                f" }}\n{private}  {member};\n  {real} old;\n}};"]
    if kind == "finally":
        copies = f"  {name}(const {name}&) = delete;\n" if rng.random() < 0.5 else ""
        return [f"template <class F> {word} {name} {{\n{public}  explicit {name}(F f) : function(f) {{}}\n"
                f"{copies}  ~{name}() {{ function(); }}\n"
                f"{private}  F function;\n}};"]
    if kind == "meter":
        keep = ex.literal(ctx, 0.7).text()
        with ctx.scope(Integer("i", "int", 0, 3)):
            rest = ex.mul(ex.literal(ctx, 0.15), mixed(target, "start"))
        return [f"{word} {name} {{\n{public}  {name}({real}& number, {real} from, int count) : "
                f"target({given}), start(from), steps(count) {{}}\n"
                f"  ~{name}() {{\n    for (int i = 0; i < steps; ++i)\n      {target} = {keep} * {target} + ", rest,
                f";\n  }}\n{private}  {member};\n  {real} start;\n  int steps;\n}};"]
    if kind == "blend":
        return [f"{word} {name} {{\n{public}  {name}({real}& number, const {real}& with) : target({given}), other(with) {{}}\n"
                f"  ~{name}() {{ {target} = ",
                mixed(target, "other"), f"; }}\n{private}  {member};\n  const {real}& other;\n}};"]
    if kind == "count":
        return [f"{word} {name} {{\n{public}  explicit {name}(int& number) : active(number) {{ ++active; }}\n  ~{name}() {{ --active; }}\n"
                f"{private}  int& active;\n}};"]
    vector = f"std::vector<{real}>"
    if kind == "note":
        return [f"{word} {name} {{\n{public}  {name}({vector}& to, {real} number) : log(to), value(number) {{}}\n"
                f"  ~{name}() {{ log.push_back(",
                mixed("value"), f"); }}\n{private}  {vector}& log;\n  {real} value;\n}};"]
    return [f"{word} {name} {{\n{public}  {name}({vector}& to, {real} number) : path(to) {{ path.push_back(number); }}\n"
            f"  ~{name}() {{\n    if (!path.empty())\n      path.pop_back();\n  }}\n{private}  {vector}& path;\n}};"]


def target(ctx):
    """A variable or an element that outlives a guard that is declared now, or None."""
    variables = ctx.all(Scalar, lambda s: s.writable and s.readable and s.bound == 2 and s.ctype == ctx.real and OWN.fullmatch(s.name))
    arrays = ctx.all(Array, lambda a: a.writable and a.readable and a.extent and not a.vector and not a.inner and a.bound == 2
                     and a.ctype == ctx.real)
    if arrays and ctx.chance(0.3):
        a = ctx.rng.choice(arrays)
        k = ex.subscript(ctx, a.length)
        if k:
            return Expr([f"{a.name}[", k, "]"], a.ctype, -2, 2)
    return Expr(ctx.rng.choice(variables).name, ctx.real, -2, 2) if variables else None


def guard(ctx):
    """A guard's declaration, and what is known of an integer while it lives; or None."""
    if not ctx.guards or ctx.in_lambda or ctx.by_value:
        return None
    rng, one = ctx.rng, ctx.rng.choice(ctx.guards)
    name = ctx.fresh("guard")
    number = lambda: ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)
    const = rng.choice(["", "", "const "])
    if one.kind == "count":
        counter = ctx.fresh("active")
        before = Stmt([f"int {counter} = 0;"], "declare", declares=True)
        return [before, Stmt([f"{const}{one.name} {name}({counter});"], "guard", declares=True)], [Integer(counter, "int", 1, 1)]
    if one.kind in ("note", "pushed"):
        lists = ctx.all(Growing, lambda g: not g.locked and g.ctype == ctx.real and g.most + ctx.trips <= 60)
        if not lists:
            return None
        g = rng.choice(lists)
        g.most += ctx.trips
        return [Stmt([f"{const}{one.name} {name}({g.name}, ", number(), ");"], "guard", declares=True)], []
    t = target(ctx)
    if not t:
        return None
    if one.kind == "finally":
        if ctx.cleanup:
            return None
        frames = ctx.frames
        there = [e for e in ctx.all(Scalar) if OWN.fullmatch(e.name)
                 and not e.bound_name] + ctx.all(Integer, lambda i: re.fullmatch(r"\w+", i.name)) \
            + ctx.all(Array, lambda a: a.extent and not a.vector)
        kept = ctx.in_lambda, ctx.helpers
        ctx.frames, ctx.in_lambda = [there], True
        parts = [t, " = ", number(), ";"]
        ctx.frames, (ctx.in_lambda, ctx.helpers) = frames, kept
        return [Stmt([f"{const}{one.name} {name}([&] {{ ", *parts, " });"], "guard", declares=True)], []
    more = [", ", number(), f", {rng.randint(1, 3)}"] if one.kind == "meter" else []
    if one.kind == "blend":
        other = target(ctx)
        more = [", ", other or t]
    return [Stmt([f"{const}{one.name} {name}(", t, *more, ");"], "guard", declares=True)], []


def block(ctx):
    """A block with guards, whose statements may leave it."""
    import statements as st
    first = guard(ctx) or guard(ctx) or guard(ctx)
    if not first:
        return None
    second = guard(ctx) if ctx.chance(0.3) else None
    made, known = first
    if second:
        made, known = made + second[0], known + second[1]
        ctx.tag("two guards in a block")
    with ctx.scope(*known):
        inner = st.block(ctx, ctx.rng.randint(2, 4))
    inner.statements = made + inner.statements
    t = target(ctx)
    if t and ctx.chance(0.4):
        inner.statements.append(Stmt([t, " = ", ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real), ";"], "assign"))
    return [Stmt([inner], "block")]


def declare(ctx):
    """A guard of the block that the statement stands in."""
    made = guard(ctx) or guard(ctx)
    if not made or ctx.switches and ctx.chance(0.5):
        return None
    for entity in made[1]:
        ctx.add(entity)
    return made[0]


GUARDS = {"block with guards": (5, block), "guard of a block": (2.5, declare)}
