"""Lambdas, and functions and templates that take functions."""

import expressions as ex
from context import Callable, Scalar
from tree import Block, Expr, Stmt


def enclosed(ctx):
    """What a lambda's body must not see: where control flow would leave to, and what has to be deleted there."""
    kept = ctx.loops, ctx.loop_cleanup, ctx.switches, ctx.cleanup, ctx.result, ctx.may_return, ctx.cost, ctx.in_lambda
    ctx.loops, ctx.loop_cleanup, ctx.switches, ctx.cleanup, ctx.in_lambda = [], [], 0, [], True
    return kept


def restore(ctx, kept):
    ctx.loops, ctx.loop_cleanup, ctx.switches, ctx.cleanup, ctx.result, ctx.may_return, ctx.cost, ctx.in_lambda = kept


def lambda_text(ctx, arity, by_value=False):
    """The parts of a lambda of real numbers, what a call costs, and whether it may change what it captures."""
    import statements as st
    names = [ctx.fresh(v) for v in ("arg", "other")[:arity]]
    kept, old = enclosed(ctx), (ctx.trips, ctx.by_value)
    ctx.by_value = ctx.by_value or by_value
    ctx.cost = ctx.trips = 60
    ctx.result, ctx.may_return = ctx.real, ctx.chance(0.3)
    ctx.frames.append([Scalar(n, ctx.real, writable=not by_value) for n in names])
    simple = by_value or ctx.chance(0.4)
    body = [] if simple else st.statements(ctx, ctx.rng.randint(1, 2))
    body += [*reversed(ctx.cleanup), Stmt(["return ", ex.convert(ex.squeeze(ctx, ex.real(ctx, 2), 2), ctx.real), ";"], "return")] \
        if not ctx.cleanup else st.returned(ctx)
    ctx.frames.pop()
    cost = max(1, ctx.cost // 60)
    restore(ctx, kept)
    ctx.trips, ctx.by_value = old
    arguments = ", ".join(f"{ctx.real} {n}" for n in names)
    result = f" -> {ctx.real}" if not simple or ctx.chance(0.2) else ""
    return [f"({arguments}){result} ", Block(body)], cost, not simple


def declare(ctx):
    if ctx.in_lambda or ctx.trips > 40:
        return None
    name, arity = ctx.fresh(ctx.rng.choice(["fn", "wave"])), ctx.rng.choice([1, 1, 2])
    form = ctx.rng.choice(["&", "&", "=", "init"])
    ctx.tag(f"lambda [{form}]")
    if form == "init":
        state = ctx.fresh("factor")
        initial = ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), ctx.real)
        step = ex.literal(ctx, round(ctx.rng.uniform(0.3, 0.9), 2)).text()
        arguments = ", ".join(f"{ctx.real} {v}" for v in ("arg", "other")[:arity])
        body = Block([Stmt([f"{state} *= {step};"], "scale"),
                      Stmt([f"return {state} * ({' + '.join(('arg', 'other')[:arity])}) * {ex.literal(ctx, 0.25).text()};"], "return")])
        made = Stmt([f"auto {name} = [{state} = ", initial, f"]({arguments}) mutable ", body, ";"], "lambda", declares=True)
        ctx.add(Callable(name, ctx.real, arity, changes=True, alone=True))
        return [made]
    text, cost, alone = lambda_text(ctx, arity, by_value=form == "=")
    ctx.add(Callable(name, ctx.real, arity, cost, alone=alone))
    return [Stmt([f"{ctx.rng.choice(['auto', 'const auto'])} {name} = [{form}]", *text, ";"], "lambda", declares=True)]


def usable(ctx, arity=None, most=600, alone=False):
    fits = lambda c: arity in (None, c.arity) and c.alone == alone and c.left >= ctx.trips and ctx.trips * c.cost <= most
    return ctx.all(Callable, lambda c: fits(c) and not (ctx.in_lambda and (c.changes or c.pointer)))


def called(ctx, depth, alone=False):
    options = usable(ctx, alone=alone)
    if not options:
        return None
    ctx.tag("call of a lambda")
    c = ctx.rng.choice(options)
    c.left -= ctx.trips
    ctx.cost = max(ctx.cost, ctx.trips * c.cost)
    arguments = [ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 2) for _ in range(c.arity)]
    return ex.call(c.name, *arguments, lo=-2, hi=2, ctype=c.ctype)


def result(ctx):
    """A variable that is what a lambda returns that changes something."""
    made = called(ctx, 2, alone=True)
    if not made:
        return None
    name = ctx.fresh("got")
    ctx.add(Scalar(name, made.ctype))
    return [Stmt([f"{made.ctype} {name} = ", made, ";"], "declare", declares=True)]


def function(ctx, real):
    """The name of a function of one real number, or None."""
    fits = [h for h in ctx.helpers if [k for k, _ in h.params] == ["real"] and h.result == real and not h.template and h.cost <= 8]
    return Expr(("&" if ctx.chance(0.3) else "") + ctx.rng.choice(fits).name, "function") if fits else None


def argument(ctx, real):
    """Something to be called with a real number: a lambda, a function, or None."""
    options = [c for c in usable(ctx, 1) if c.cost <= 8 and c.left >= 8 * ctx.trips]
    if options and ctx.chance(0.6):
        c = ctx.rng.choice(options)
        c.left -= 8 * ctx.trips
        return Expr(c.name, "callable")
    if not ctx.in_lambda and ctx.trips <= 40 and ctx.chance(0.5) and ctx.real == real:
        text, cost, _ = lambda_text(ctx, 1, by_value=True)
        return Expr(["[=]" if ctx.chance(0.5) else "[&]", *text], "callable") if cost <= 8 else None
    return function(ctx, real)


def pointer(ctx):
    """A constant pointer to a function."""
    target = function(ctx, ctx.real)
    if not target:
        return None
    name = ctx.fresh("chosen")
    helper = next(h for h in ctx.helpers if h.name == target.text().lstrip("&"))
    ctx.add(Callable(name, ctx.real, 1, helper.cost, left=10**6, pointer=True))
    ctx.tag("function pointer")
    declared = ctx.rng.choice([f"{ctx.real} (*const {name})({ctx.real})", f"auto {name}"])
    return [Stmt([f"{declared} = ", target, ";"], "function pointer", declares=True)]


CALLABLES = {"lambda": (1.3, declare), "result of a lambda": (6, result), "pointer to function": (2, pointer)}
