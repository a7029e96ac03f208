"""Calls of recursive functions over containers (recursions.py) from outside, with what they take and what becomes of it; and lambdas that
call themselves."""

import callables
import expressions as ex
from context import Array, Held, Integer, Length, Scalar
from recursions import argument, body, called, ctype, draw, fold, hold, number, own_params, place, result_type, Routine, signature
from tree import Block, Expr, Stmt


def from_outside(ctx, made, routine):
    """Makes what a routine's mode takes: the numbers of a first call, or None."""
    rng = ctx.rng
    if routine.mode == "depth":
        k = rng.choice(["3", "4", "2", "n % 4" if "n" in ctx.least else "3", "std::min(n, 3)" if "n" in ctx.least else "4"])
        return (k,)
    if routine.mode == "range":
        return ("0", rng.choice(["n", "5", "6", "3"]) if "n" in ctx.least else "5")
    i, count = ctx.fresh("i"), rng.randint(2, 5)
    if routine.mode == "graph":
        next_, seen, kind = ctx.fresh("next"), ctx.fresh("seen"), routine.own[0]
        made += [Stmt([f"std::vector<std::vector<int>> {next_}({count});"], "vector", declares=True),
                 Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block([
                     Stmt([f"{next_}[{i}].push_back(({i} * {rng.randint(1, 3)} + {rng.randint(0, 2)}) % {count});"], "push"),
                     Stmt([f"if ({i} + 1 < {count}) {next_}[{i}].push_back({i} + 1);"], "push")])], "for"),
                 Stmt([f"{kind} {seen}{'' if 'set' in kind else f'({count})'};"], "vector", declares=True)]
        return (next_, "0", seen)
    nodes = ctx.fresh("nodes")
    with ctx.scope(Integer(i, "int", 0, count - 1), trips=count):
        weight = number(ctx, 1)
    tree = routine.own[0]
    made += [Stmt([f"std::vector<{tree}> {nodes};"], "vector", declares=True),
             Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block([
                 Stmt([f"{nodes}.push_back({{2 * {i} + 1 < {count} ? 2 * {i} + 1 : -1, 2 * {i} + 2 < {count} ? 2 * {i} + 2 : -1, ", weight,
                       "});"],
                      "push")])], "for")]
    return (nodes, "0")


def needed(ctx, made, routine):
    """Declares containers where there are none that a routine could take, sometimes where there are."""
    rng, real = ctx.rng, ctx.real
    for kind, how, _ in routine.params:
        if kind == "real" and how and not place(ctx, routine):
            name = ctx.fresh("part")
            made.append(Stmt([f"{real} {name} = ", number(ctx), ";"], "declare", declares=True))
            ctx.add(Scalar(name, real, plain=True))
        if kind == "array" and not argument(ctx, routine, kind, how):
            name = ctx.fresh("cells")
            made.append(Stmt([f"const {real} {name}[3] = {{", number(ctx), ", ", number(ctx), ", ", number(ctx), "};"], "declare",
                             declares=True))
            ctx.add(Array(name, real, Length(None, 3), writable=False))
        if kind in ("real", "array"):
            continue
        have = ctx.all(Held, lambda h: h.shape == kind and h.writable)
        if not have or (kind != "map" and rng.random() < 0.4):
            declare(ctx, made, kind, routine.bag)


def declare(ctx, made, kind, bag):
    rng, real = ctx.rng, ctx.real
    name = ctx.fresh({"vector": "held", "rows": "grid", "map": "known", "bag": "bag"}[kind])
    if kind == "map":
        made.append(Stmt([f"std::map<int, {real}> {name};"], "map", declares=True))
    elif kind == "bag":
        made.append(Stmt([f"{bag} {name}{{{{", number(ctx), "}, {", number(ctx), ", ", number(ctx), "}, ", number(ctx), "};"], "bag",
                         declares=True))
    elif kind == "rows":
        made.append(Stmt([f"std::vector<std::vector<{real}>> {name}(2, std::vector<{real}>(2, ", number(ctx), "));"], "vector",
                         declares=True))
        made.append(Stmt([f"{name}[1].push_back(", number(ctx), ");"], "push"))
    else:
        arrays = ctx.all(Array, lambda a: a.readable and not a.inner and a.bound == 2 and a.ctype == real and not a.output
                         and ctx.lower(a.length) >= 1)
        if arrays and rng.random() < 0.6:
            a = rng.choice(arrays)
            made.append(Stmt([f"std::vector<{real}> {name}({a.base()}, {a.base()} + {a.length.text()});"], "vector", declares=True))
        else:
            made.append(Stmt([f"std::vector<{real}> {name}{{", number(ctx), ", ", number(ctx), "};"], "vector", declares=True))
    hold(ctx, Held(name, kind))


def finish(ctx, made):
    """Numbers that are made of what is in the containers."""
    for held in ctx.all(Held):
        if held.part or ctx.rng.random() < 0.4:
            continue
        name = {"vector": held.name, "rows": f"{held.name}.back()", "bag": f"{held.name}.a"}.get(held.shape)
        if name:
            all_ = ctx.fresh("all")
            made += fold(ctx, name, all_)
            ctx.live.append(ctx.frames[-1][-1])


def fits(ctx):
    return ctx.trips <= 2 and not ctx.in_lambda and not ctx.by_value and ctx.recursions


def use(ctx):
    """A call of a recursive function of the program's, with what it takes."""
    if not fits(ctx):
        return None
    options = [r for r in ctx.recursions if isinstance(r, Routine)]
    routine, made, prefix = ctx.rng.choice(options), [], ""
    if routine.owner:
        name, members = routine.owner
        walker, inits = ctx.fresh("walker"), []
        for shape, member in members:
            inits += [{"vector": Expr(["{", number(ctx), ", ", number(ctx), "}"], ""), "map": "{}",
                       "rows": Expr(["{{", number(ctx), "}, {", number(ctx), ", ", number(ctx), "}}"], "")}[shape], ", "]
        made.append(Stmt([f"{name} {walker}{{", *inits, number(ctx), "};"], "object", declares=True))
        for shape, member in members:
            hold(ctx, Held(f"{walker}.{member}", shape))
        prefix = f"{walker}."
    needed(ctx, made, routine)
    for _ in range(1 if routine.mode in ("graph", "tree") else ctx.rng.choice([1, 1, 2])):
        numbers = from_outside(ctx, made, routine)
        made += outside_call(ctx, routine, numbers, prefix)
    finish(ctx, made)
    return made


def outside_call(ctx, routine, numbers, prefix=""):
    plain = Routine(routine.name, routine.result, routine.params, "range", routine.grows, routine.bag,
                    first=routine.name if routine.first else "",
                    refers=routine.refers)
    return called(ctx, plain, numbers, True, prefix)


def recursive_lambda(ctx):
    """A lambda that calls itself and works on what is around it."""
    if not fits(ctx) or ctx.trips > 1:
        return None
    rng, real, made = ctx.rng, ctx.real, []
    bag, tree = ctx.recursions[:2]
    for _ in range(rng.randint(1, 2)):
        declare(ctx, made, rng.choice(["vector", "vector", "rows", "bag"]), bag)
    name = ctx.fresh("go")
    routine = draw(rng, name, bag, tree, captured=True)
    if routine.mode == "tree" and rng.random() < 0.5:
        routine.mode, routine.own = "depth", []
    by_self = rng.random() < 0.5
    ctx.tag("recursive lambda: " + ("auto self" if by_self else "std::function"))
    kept, cost, old, left = callables.enclosed(ctx), ctx.cost, ctx.trips, ctx.left
    inside = Routine("self" if by_self else name, routine.result, routine.params, routine.mode, routine.grows, bag, routine.own,
                     first="self" if by_self else "", refers=routine.refers)
    block = body(ctx, inside)
    callables.restore(ctx, kept)
    ctx.trips, ctx.cost, ctx.left = old, max(cost, 60), left
    result = result_type(routine, real)
    if by_self:
        made.append(Stmt([f"auto {name} = [&]({signature(inside, real)}) -> {result} ", block, ";"], "lambda", declares=True))
    else:
        types = ", ".join([*(p.rsplit(" ", 1)[0] for p in own_params(routine)),
                           *(ctype(routine, real, kind, how) for kind, how, _ in routine.params)])
        made.append(Stmt([f"std::function<{result}({types})> {name} = [&]({signature(inside, real)}) -> {result} ", block, ";"], "lambda",
                         declares=True))
    routine.first = name if by_self else ""
    needed(ctx, made, routine)
    made += outside_call(ctx, routine, from_outside(ctx, made, routine))
    finish(ctx, made)
    return made


RECURSIONS = {"recursion over containers": (5, use), "recursive lambda": (2, recursive_lambda)}
