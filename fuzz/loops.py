"""Loops: counted ones of every shape, and those that end when something happens."""

import re
import zlib

import expressions as ex
from context import Integer, Length, MAX_LENGTH, Scalar
from tree import Block, Expr, Stmt

MOST_TRIPS = 400


def body(ctx, trips, kind, prefix=(), suffix=(), nonempty=None):
    import statements
    old = ctx.trips, ctx.switches, dict(ctx.least)
    ctx.trips, ctx.switches = ctx.trips * trips, 0
    ctx.cost = max(ctx.cost, ctx.trips)
    if nonempty:
        ctx.least[nonempty] = max(1, ctx.least[nonempty])
    ctx.loops.append(kind)
    ctx.loop_cleanup.append(len(ctx.cleanup))
    made = statements.block(ctx, ctx.rng.randint(1, 5), prefix, suffix)
    ctx.loop_cleanup.pop()
    ctx.loops.pop()
    ctx.trips, ctx.switches, ctx.least = old
    return made


def counted(ctx):
    """A for statement: (header, first value, last value, relative to, trips, type)."""
    rng, i = ctx.rng, ctx.fresh(ctx.rng.choice("ijk"))
    shapes = ["constant", "constant down", "step", "unsigned constant"]
    if "n" in ctx.least:
        shapes += ["up"] * 4 + ["from one", "to last", "down", "down", "unsigned down", "pairs", "half", "and", "size_t", "computed"]
        if any(v.sym == "n" and v.lo >= 0 for v in ctx.all(Integer)):
            shapes += ["triangle"] * 3
    kind = rng.choice(shapes)
    ctx.tag("loop: " + kind)
    c = rng.randint(1, 4)
    n = MAX_LENGTH
    if kind == "constant":
        return f"int {i} = 0; {i} < {c}; ++{i}", i, 0, c - 1, None, c, "int"
    if kind == "constant down":
        return f"int {i} = {c}; {i} {rng.choice(['>', '>='])} 0; --{i}", i, 0, c, None, c + 1, "int"
    if kind == "step":
        s = rng.randint(2, 3)
        return f"int {i} = {rng.randint(0, 1)}; {i} <= {c + 2}; {i} += {s}", i, 0, c + 2, None, c, "int"
    if kind == "unsigned constant":
        return f"unsigned {i} = 0; {i} != {c}u; {i}++", i, 0, c - 1, None, c, "unsigned"
    if kind == "up":
        return f"int {i} = 0; {i} < n; ++{i}", i, 0, -1, "n", n, "int"
    if kind == "from one":
        return f"int {i} = 1; {i} < n; ++{i}", i, 1, -1, "n", n - 1, "int"
    if kind == "to last":
        return f"int {i} = 0; {i} + 1 < n; {i}++", i, 0, -2, "n", n - 1, "int"
    if kind == "down":
        return f"int {i} = n - 1; {i} >= 0; --{i}", i, 0, -1, "n", n, "int"
    if kind == "unsigned down":
        return f"unsigned {i} = static_cast<unsigned>(n); {i}-- > 0;", i, 0, -1, "n", n, "unsigned"
    if kind == "pairs":
        return f"int {i} = 0; {i} + 1 < n; {i} += 2", i, 0, -2, "n", n // 2, "int"
    if kind == "half":
        return f"int {i} = n / 2; {i} > 0; {i} /= 2", i, 1, -1, "n", 3, "int"
    if kind == "and":
        return Expr([f"int {i} = 0; {i} < n && ", ex.condition(ctx, 0), f"; ++{i}"], ""), i, 0, -1, "n", n, "int"
    if kind == "size_t":
        return f"std::size_t {i} = 0; {i} < static_cast<std::size_t>(n); ++{i}", i, 0, -1, "n", n, "std::size_t"
    if kind == "computed":
        return f"int {i} = {c}; {i} * {rng.randint(2, 3)} <= n + {c}; {i} += {rng.randint(1, 2)}", i, c, c + 4, None, n, "int"
    outer = rng.choice([v for v in ctx.all(Integer) if v.sym == "n" and v.lo >= 0])
    form = rng.randint(0, 2)
    if form == 0:
        return f"int {i} = 0; {i} < static_cast<int>({outer.name}); ++{i}", i, 0, outer.hi - 1, "n", n, "int"
    if form == 1:
        return f"int {i} = static_cast<int>({outer.name}); {i} < n; ++{i}", i, outer.lo, -1, "n", n, "int"
    return f"int {i} = static_cast<int>({outer.name}); {i} >= 0; --{i}", i, 0, outer.hi, "n", n, "int"


def for_loop(ctx):
    if ctx.trips > MOST_TRIPS / 4 or len(ctx.loops) > 3:
        return None
    header, i, lo, hi, sym, trips, ctype = counted(ctx)
    ctx.frames.append([])
    ctx.add(Integer(i, ctype, lo, hi, sym))
    inner = body(ctx, trips, "for", nonempty=sym if lo > hi else None)  # in it lo <= sym + hi
    ctx.frames.pop()
    return [Stmt(["for (", header, ") ", inner], "for", unwrapped=f"const {ctype} {i} = {max(lo, 0)};")]


def while_loop(ctx):
    """A while or do statement with a counter, and often another reason to stop."""
    if ctx.trips > MOST_TRIPS / 4 or len(ctx.loops) > 3:
        return None
    k, most = ctx.fresh("it"), ctx.rng.randint(1, 5)
    start = Stmt([f"int {k} = 0;"], "declare", declares=True)
    more = [" && ", ex.condition(ctx, 0)] if ctx.chance(0.5) else []
    ctx.frames.append([])
    ctx.add(Integer(k, "int", 0, most - 1))
    step = Stmt([f"++{k};"], "step")
    kind = ctx.rng.choice(["while", "do", "while step first", "forever"])
    ctx.tag("loop: " + kind)
    if kind == "forever":
        stop = Stmt([f"if (++{k} > {most}", *([" || "] + more[1:] if more else []), ") ", Block([Stmt(["break;"], "break")])], "stop")
        ctx.frames[-1][-1] = Integer(k, "int", 1, most)
        inner = body(ctx, most, "for", prefix=[stop])
        loop = Stmt([ctx.rng.choice(["for (;;) ", "while (true) "]), inner], "while")
    elif kind == "do":
        inner = body(ctx, most, "for")
        loop = Stmt(["do ", inner, f" while (++{k} < {most}", *more, ");"], "do")
    elif kind == "while":
        inner = body(ctx, most, "while", suffix=[step])
        loop = Stmt([f"while ({k} < {most}", *more, ") ", inner], "while")
    else:
        ctx.frames[-1][-1] = Integer(k, "int", 1, most)
        inner = body(ctx, most, "for", prefix=[step])
        loop = Stmt([f"while ({k} < {most}", *more, ") ", inner], "while")
    ctx.frames.pop()
    ctx.add(Integer(k, "int", 0, most + 1))
    return [start, loop]


def converging(ctx):
    """An iteration that stops when its step is small."""
    if ctx.trips > MOST_TRIPS / 20 or len(ctx.loops) > 2:
        return None
    x, e, a = ctx.fresh("root"), ctx.fresh("change"), ex.fit(ctx, ex.real(ctx, 1), (0.5, 4))
    k = ctx.fresh("it")
    ctx.add(Scalar(x, ctx.real, bound=4))
    one = ex.literal(ctx, 1.5).text()
    return [Stmt([f"{ctx.real} {x} = {one}, {e} = {one};"], "declare", declares=True),
            Stmt([f"const {ctx.real} {x}_of = ", a, ";"], "declare", declares=True),
            Stmt([f"for (int {k} = 0; {k} < 20 && std::fabs({e}) > {ex.literal(ctx, 0.001).text()}; ++{k}) ",
                  Block([Stmt([f"{e} = ({x} * {x} - {x}_of) / (2 * {x});"], "assign"), Stmt([f"{x} -= {e};"], "add")])], "for")]


UNCOUNTED = re.compile(r"&&| : |, \w+ = |/=|\* [23] <=|-- > 0;\)")
LEAVES = re.compile(r"\b(break|return|throw|goto|push_back|emplace_back|emplace|resize|insert|erase|assign|clear|pop_back|delete"
                    r"|make_unique|make_shared|make\d|record\w*"
                    r"|(?:item|around|history|window|best|kept|now|after|row|keeper|descend|perhaps|series|maybes)\d*)\b")


def checkpoint(ctx, name, body, unknown):
    """Asks for snapshots of every third outermost loop that can have them: counted, without another way out, in a function that has
    not been left by then, with containers of one size and no array of `unknown` length. No random number is drawn: other seeds stay as they are."""
    for index, stmt in enumerate(body):
        text = stmt.text()
        if re.search(r"\breturn\b", text):
            return
        if unknown & set(re.findall(r"\w+", text)):
            continue
        number = zlib.crc32(f"{name} {index}".encode())
        if stmt.kind == "for" and number % 3 == 0 and not UNCOUNTED.search(text.partition("{")[0]) and not LEAVES.search(text):
            stmt.parts.insert(0, f"PULLBACK_CHECKPOINT({1 + number // 3 % 4})\n  ")
            ctx.tag("checkpoint")


LOOPS = {"for": (9, for_loop), "while": (3, while_loop), "converging": (0.4, converging)}
