"""A random engine of the caller's, `std::mt19937& rng`: numbers drawn from it steer values, branches and how often loops run.

A draw changes the engine, so it is never an operand beside another one. Distributions of the standard library are those of integers,
since the oracle's numbers are none that others take.
"""

import expressions as ex
from context import Engine, Integer, Scalar
from loops import MOST_TRIPS, body
from tree import Block, Expr, Stmt


def define(maker):
    """Functions that draw for others."""
    rng, real = maker.rng, maker.real
    for k in range(rng.randint(0, 2)):
        name, ctx = f"draw{k}", maker.context({})
        ctx.add(Scalar("mean", real))
        ctx.add(Scalar("part", real))
        first = Stmt([f"const {real} part = ", tenth(ctx, "rng"), ";"], "declare", declares=True)
        result = lambda: Stmt(["return ", ex.convert(ex.squeeze(ctx, ex.real(ctx, 2), 2), real), ";"], "return")
        early = [Stmt([f"if (rng() % {rng.randint(2, 4)} == 0) ", Block([result()])], "if")] if rng.random() < 0.5 else []
        maker.globals.append(Stmt([f"static {real} {name}(std::mt19937& rng, {real} mean) ", Block([first, *early, result()])], "global",
                                  declares=True))
        maker.engines.append(name)
    maker.draws = True


def tenth(ctx, engine):
    """A number between 0 and 1."""
    steps = ctx.rng.choice([8, 100, 1000])
    return Expr([f"static_cast<{ctx.real}>({engine}() % {steps}) * ", ex.literal(ctx, 1 / steps)], ctx.real, 0, 1)


def some(ctx):
    options = ctx.all(Engine) if not (ctx.in_lambda or ctx.by_value) else []
    return ctx.rng.choice(options).name if options else None


def condition(ctx, engine):
    k = ctx.rng.randint(2, 5)
    return Expr(f"{engine}() % {k} {ctx.rng.choice(['==', '!=', '<'])} {ctx.rng.randint(1, k - 1)}", "bool")


def draw(ctx):
    """A variable that is drawn."""
    engine = some(ctx)
    if not engine:
        return None
    rng = ctx.rng
    kind = rng.choice(["real", "integer", "distribution", "function", "factor"])
    name = ctx.fresh("drawn")
    if kind == "function" and ctx.engines:
        given = ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)
        ctx.add(Scalar(name, ctx.real))
        ctx.tag("drawn by a function")
        return [Stmt([f"{ctx.real} {name} = {rng.choice(ctx.engines)}({engine}, ", given, ");"], "draw", declares=True)]
    if kind == "integer":
        k = rng.randint(2, 6)
        ctx.add(Integer(name, "int", 0, k - 1))
        return [Stmt([f"const int {name} = static_cast<int>({engine}() % {k});"], "draw", declares=True)]
    if kind == "distribution":
        k, uniform = rng.randint(1, 4), ctx.fresh("uniform")
        ctx.add(Integer(name, "int", 0, k))
        ctx.tag("distribution of integers")
        return [Stmt([f"std::uniform_int_distribution<int> {uniform}(0, {k});"], "declare", declares=True),
                Stmt([f"const int {name} = {uniform}({engine});"], "draw", declares=True)]
    e = tenth(ctx, engine)
    if kind == "factor":
        e = ex.mul(e, ex.squeeze(ctx, ex.leaf(ctx), 2))
    ctx.add(Scalar(name, ctx.real))
    return [Stmt([f"{ctx.real} {name} = ", ex.convert(e, ctx.real), ";"], "draw", declares=True)]


def branch(ctx):
    """What a draw decides."""
    import statements as st
    engine = some(ctx)
    if not engine:
        return None
    first = st.block(ctx, ctx.rng.randint(1, 3))
    parts = ["if (", condition(ctx, engine), ") ", first]
    if ctx.chance(0.5):
        parts += [" else ", st.block(ctx, ctx.rng.randint(1, 2))]
    return [Stmt(parts, "if")] if first.statements else None


def repeat(ctx):
    """A loop that a draw ends."""
    engine = some(ctx)
    if not engine or ctx.trips * 4 > MOST_TRIPS / 4 or len(ctx.loops) > 3:
        return None
    k = ctx.fresh("tries")
    way = ctx.rng.choice(["head", "break", "continue"])
    prefix = {"break": [Stmt(["if (", condition(ctx, engine), ") break;"], "break")],
              "continue": [Stmt(["if (", condition(ctx, engine), ") continue;"], "continue")]}.get(way, [])
    with ctx.scope(Integer(k, "int", 0, 3)):
        inner = body(ctx, 4, "for", prefix=prefix)
    drawn = f" && {condition(ctx, engine).text()}" if way == "head" else ""
    return [Stmt([f"for (int {k} = 0; {k} < 4{drawn}; ++{k}) ", inner], "for", unwrapped=f"const int {k} = 0;")]


ENGINES = {"draw": (5, draw), "branch by a draw": (3, branch), "loop that a draw ends": (2, repeat)}
