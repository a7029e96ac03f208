"""Loops over one range that hand arrays to each other, as operators of vector classes do: element by element, or nearly so, with
something in between that one of them needs, overwrites or reads."""

import expressions as ex
from context import Array, Length
from patterns import at, extent, fits, loop, number, shifted, small, some_array, sum_variable
from tree import Stmt


def own_array(ctx, length, made):
    """A vector of that length, with zeros, or filled; or an array where the length is known."""
    name = ctx.fresh(ctx.rng.choice(["t", "part", "term"]))
    if length.sym or ctx.chance(0.5):
        fill = ctx.rng.choice(["", "", ", 0.0", ", 0.5"])
        made.append(Stmt([f"std::vector<{ctx.real}> {name}({length.text()}{fill});"], "vector", declares=True))
        ctx.tag("std::vector")
        return ctx.add(Array(name, ctx.real, length, vector=True))
    made.append(Stmt([f"{ctx.real} {name}[{length.text()}] = {{}};"], "declare", declares=True))
    return ctx.add(Array(name, ctx.real, length, extent=True))


def one_range(ctx):
    if not fits(ctx):
        return []
    made = []
    a = some_array(ctx, made, least=3)
    length, size = a.length, extent(a.length)
    arrays = [a, *(own_array(ctx, length, made) for _ in range(ctx.rng.randint(1, 3)))]
    down = ctx.chance(0.15)
    for _ in range(ctx.rng.randint(2, 5)):
        i = ctx.fresh("i")
        first, last = (0, 0) if ctx.chance(0.8) else (ctx.rng.choice([0, 1]), ctx.rng.choice([0, 1]))
        end = f"{length.text()} - {last}" if last else length.text()
        head = f"int {i} = {end} - 1; {i} >= {first}; --{i}" if down != ctx.chance(0.1) else f"int {i} = {first}; {i} < {end}; ++{i}"
        by = 0 if ctx.chance(0.85) or not (first and last) else ctx.rng.choice([-1, 1])
        target, total = ctx.rng.choice(arrays), None
        with ctx.scope(trips=size):
            read = lambda: at(ctx.rng.choice(arrays), shifted(i, by if ctx.chance(0.5) else 0))
            term = lambda: ctx.rng.choice([ex.add, ex.mul])(read(), ctx.rng.choice([read, lambda: number(ctx, 1)])())
            if ctx.chance(0.25):
                total = sum_variable(ctx, made)
                body = [Stmt([f"{total.name} += ", small(ctx, term(), ctx.trips), ";"], "add")]
            else:
                operator = ctx.rng.choice(["=", "=", "=", "+="])
                value = ex.convert(ex.squeeze(ctx, term(), 2), ctx.real)
                if operator == "+=":
                    value = ex.convert(ex.squeeze(ctx, ex.add(at(target, i), term()), 2), ctx.real)
                body = [Stmt([f"{target.name}[{i}] = ", value, ";"], "assign")]
                if ctx.chance(0.2):
                    value = ex.convert(ex.squeeze(ctx, term(), 2), ctx.real)
                    body.append(Stmt([f"{ctx.rng.choice(arrays).name}[{i}] = ", value, ";"], "assign"))
        made.append(loop(head, body, i, first))
        if total:
            ctx.add(total)
        if ctx.chance(0.3):
            made += between(ctx, arrays, length)
    return made


def define(maker):
    """Nothing that the statements need is defined first."""


def between(ctx, arrays, length):
    """One element, read or written; or two vectors that change places."""
    one, other = ctx.rng.choice(arrays), ctx.rng.choice(arrays)
    if ctx.chance(0.3) and one.vector and other.vector and not (one.fixed or other.fixed) and one is not other:
        return [Stmt([f"{one.name}.swap({other.name});"], "swap")]
    place = ctx.rng.choice(["0", f"{length.text()} - 1"])
    if ctx.chance(0.5):
        return [Stmt([f"{one.name}[{place}] = ", ex.convert(ex.squeeze(ctx, ex.add(at(other, "0"), number(ctx, 1)), 2), ctx.real), ";"],
                     "assign")]
    s = sum_variable(ctx, made := [], 4)
    made.append(Stmt([f"{s.name} += ", small(ctx, at(one, place), ctx.trips), ";"], "add"))
    ctx.add(s)
    return made


RANGES = {"one range": (1.2, one_range)}
