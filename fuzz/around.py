"""Containers that live around a loop: an iteration puts what it makes into them, and a later one of the same loop reads it.

What is made is a vector, rows, an object that holds a vector, or an array (`Shape`); what it is put into is a history, a queue, the
best one so far, a pair of buffers and so on (`Home`, see homes.py). Everything has at least one number at all times,
so that its first and last exist.
"""

import expressions as ex
from context import Integer, Scalar
from homes import assign, home, Home, number, over, place, Shape, shape
from patterns import fits, small, sum_variable
from recursions import LIMIT
from tree import Block, Expr, Stmt


def define(maker):
    """The class of objects that hold vectors, and functions and classes that work on containers."""
    rng, real = maker.rng, maker.real
    own = rng.choice(["", "", "  Part() = default;\n  Part(std::vector<{}> d, {} s) : data(std::move(d)), scale(s) {{}}\n"])
    maker.globals.append(Stmt([f"struct Part {{\n  std::vector<{real}> data;\n  {real} scale = {number_text(maker, 0.5)};\n"
                               + own.format(real, real) + "};"], "global", declares=True))
    maker.around = [Recursion(maker, k) for k in range(rng.randint(0, 2))] + [Keeper(maker, k) for k in range(rng.randint(0, 1))]


def number_text(maker, value):
    return ex.literal(maker.context({}), value).text()


# What they do with it.

def guarded(condition, statements):
    return [Stmt([f"if ({condition}) ", Block(statements)], "if")] if condition else statements


def look(ctx, h, t, total):
    """Reads what is there, and sometimes writes to it."""
    condition, x = ctx.rng.choice(h.seen(t))
    places = h.s.numbers(x)
    a, b = ctx.rng.choice(places), ctx.rng.choice(places)
    kind = ctx.rng.choice(["term", "term", "change", "all", "all change", "copy"])
    with ctx.scope(*(place(ctx, p) for p in dict.fromkeys([a, b]))):
        add = lambda *texts: Stmt([f"{total.name} += ", small(ctx, number(ctx, *texts, depth=1), ctx.trips), ";"], "add")
        if kind == "term":
            made = [add(a, *([b] if ctx.chance(0.3) else []))]
        elif kind == "change":
            made = [assign(ctx, a, *([b] if ctx.chance(0.3) else []))]
        elif kind == "all":
            made = over(ctx, h.s, x, lambda e: [add(e)])
        elif kind == "all change":
            made = over(ctx, h.s, x, lambda e: [assign(ctx, e)])
        else:
            copy = ctx.fresh("copy")
            made = [Stmt([f"{ctx.rng.choice([h.s.type(), 'auto'])} {copy} = {x};"], "around", declares=True)]
            a = ctx.rng.choice(h.s.numbers(copy))
            made += [assign(ctx, a, b), add(a)]
    return guarded(condition, made)


def make(ctx, h, t, x):
    """Declares x, of what is there already among others."""
    condition, old = ctx.rng.choice(h.seen(t))
    a = ctx.rng.choice(h.s.numbers(old))
    made, texts = [], []
    if condition:
        w = ctx.fresh("w")
        made = [Stmt([f"{ctx.real} {w} = ", number(ctx), ";"], "declare", declares=True)]
        with ctx.scope(place(ctx, a)):
            made += guarded(condition, [Stmt([f"{w} = ", number(ctx, a), ";"], "assign")])
        ctx.add(Scalar(w, ctx.real, plain=False, bound=LIMIT, kept=2))
        texts = [w]
    elif ctx.chance(0.3):
        made.append(Stmt([f"{ctx.rng.choice([h.s.type(), 'auto'])} {x} = {old};"], "around", declares=True))
        texts = None
    else:
        texts = [a]
    if texts is not None:
        made.append(Stmt([f"{h.s.type()} {x} = ", *h.s.value(ctx, t, *texts), ";"], "around", declares=True))
    for p in dict.fromkeys(ctx.rng.choice(h.s.numbers(x)) for _ in range(ctx.rng.randint(0, 2))):
        made.append(assign(ctx, p, *(texts or [])))
    if ctx.chance(0.25):
        made += over(ctx, h.s, x, lambda e: [assign(ctx, e)])
    if h.s.kind == "vector" and h.s.varies and ctx.chance(0.4):
        made.append(Stmt([f"{x}.push_back(", number(ctx), ");"], "push"))
    return made


def iteration(ctx, h, t, total):
    """What one iteration does: reads, makes, puts in, reads again, in some order."""
    import statements as st
    made, x = [], ctx.fresh("item")
    if ctx.chance(0.6):
        made += look(ctx, h, t, total)
    made += make(ctx, h, t, x)
    if ctx.chance(0.15) and ctx.loops:
        made.append(Stmt(["if (", ex.condition(ctx, 0), f") {ctx.rng.choice(['continue', 'continue', 'break'])};"], "leave"))
    if ctx.chance(0.3):
        with ctx.scope(*(place(ctx, p) for p in h.s.numbers(x)[:2])):
            made += st.assign(ctx) or []
    put, state = h.put(x, t)
    made += [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(put)], "if")] if state == "kept" and ctx.chance(0.3) else put
    if state != "moved" and ctx.chance(0.5):  # what is there must not change with it
        p = ctx.rng.choice(h.s.numbers(x))
        made += [assign(ctx, p), Stmt([f"{total.name} += ", small(ctx, number(ctx, p, depth=0), ctx.trips), ";"],
                                      "add")][:ctx.rng.randint(1, 2)]
    if state == "moved" and ctx.chance(0.2):
        made += [Stmt([f"{x} = ", *h.s.value(ctx, t), ";"], "assign"),
                 Stmt([f"{total.name} += ", small(ctx, number(ctx, ctx.rng.choice(h.s.numbers(x)), depth=0), ctx.trips), ";"], "add")]
    made += h.change(t)
    if ctx.chance(0.6):
        made += look(ctx, h, t, total)
    return made


def header(ctx, t):
    """A loop over t, whose values are not negative."""
    c = ctx.rng.randint(2, 5)
    options = [(f"int {t} = 0; {t} < {c}; ++{t}", c, 0, c - 1, None), (f"int {t} = {c}; {t} > 0; --{t}", c, 1, c, None),
               (f"int {t} = 1; {t} <= {c}; {t} += 2", c, 1, c, None)]
    if "n" in ctx.least:
        options += [(f"int {t} = 0; {t} < n; ++{t}", 6, 0, -1, "n"), (f"int {t} = n - 1; {t} >= 0; --{t}", 6, 0, -1, "n")]
    return ctx.rng.choice(options)


def loop(ctx, build, kind="for"):
    """A loop; `build` makes its statements from the counter's name."""
    t = ctx.fresh("t")
    head, trips, lo, hi, sym = header(ctx, t)
    least = dict(ctx.least)
    if sym:
        ctx.least[sym] = max(1, ctx.least[sym])
    ctx.loops.append("for")
    with ctx.scope(Integer(t, "int", lo, hi, sym), trips=trips):
        inner = Block(build(t))
    ctx.loops.pop()
    ctx.least = least
    return Stmt([f"for ({head}) ", inner], "for", unwrapped=f"const int {t} = 1;")


def usable(ctx):
    return ctx.around is not None and not (ctx.in_lambda or ctx.by_value) and fits(ctx, 12)


def finish(ctx, made, total):
    ctx.live.append(ctx.add(total))
    return made


def carried(ctx):
    """A loop, or a nest of two, with a container around it."""
    if not usable(ctx):
        return None
    made = []
    total = sum_variable(ctx, made)
    h = home(ctx, shape(ctx))
    made.append(h.declare())
    way = ctx.rng.choice(["one", "one", "one", "inner", "both", "again"])
    ctx.tag("around: " + way)
    step = lambda t: iteration(ctx, h, t, total)
    if way in ("one", "again"):
        made += [loop(ctx, step) for _ in range(2 if way == "again" else 1)]
    else:
        made.append(loop(ctx, lambda t: [*(step(t) if way == "both" else look(ctx, h, t, total)), loop(ctx, step),
                                         *(look(ctx, h, t, total) if ctx.chance(0.5) else [])]))
    made += look(ctx, h, "", total)
    return finish(ctx, made, total)


def two(ctx):
    """Two containers: one around both loops, which is given what the inner loop has put into another."""
    if not usable(ctx):
        return None
    made = []
    total = sum_variable(ctx, made)
    s = Shape("vector", ctx.real, ctx.rng.randint(1, 3), 1)
    outer, inner = home(ctx, s, but=("best",)), Home(ctx, s, "previous", ctx.fresh("row"))
    made.append(outer.declare())

    def each(t):
        body = look(ctx, outer, t, total) if ctx.chance(0.4) else []
        condition, old = ctx.rng.choice(outer.seen(t))
        a = ctx.rng.choice(s.numbers(old))
        r = inner.name
        body.append(inner.declare())
        w = ctx.fresh("w")
        body.append(Stmt([f"{ctx.real} {w} = ", number(ctx), ";"], "declare", declares=True))
        with ctx.scope(place(ctx, a)):
            body += guarded(condition, [Stmt([f"{w} = ", number(ctx, a), ";"], "assign")])
        ctx.add(place(ctx, w))
        push = lambda u: [Stmt([f"{r}.push_back(", number(ctx, f"{r}.back()", w), ");"], "push"),
                          *([assign(ctx, f"{r}[{r}.size() / 2]", f"{r}.back()")] if ctx.chance(0.4) else [])]
        body.append(loop(ctx, push) if ctx.chance(0.7) else loop(ctx, lambda u: iteration(ctx, inner, u, total)))
        put, state = outer.put(r, t)
        return [*body, *put, *outer.change(t), *look(ctx, outer, t, total)]

    made.append(loop(ctx, each))
    made += look(ctx, outer, "", total)
    return finish(ctx, made, total)


def doubled(ctx):
    """A table of the last step and one of this step, which change places; or rows that do."""
    if not usable(ctx):
        return None
    rng, real, made = ctx.rng, ctx.real, []
    total = sum_variable(ctx, made)
    rows, columns = rng.randint(2, 3), rng.randint(1, 3)
    now, after, i, j = ctx.fresh("now"), ctx.fresh("after"), ctx.fresh("i"), ctx.fresh("j")
    flat = ctx.chance(0.4)
    kind = f"std::vector<{real}>" if flat else f"std::vector<std::vector<{real}>>"
    start = lambda: [f"({rows}, ", *([number(ctx)] if flat else [f"std::vector<{real}>({columns}, ", number(ctx), ")"]), ");"]
    made += [Stmt([f"{kind} {name}", *start()], "around", declares=True) for name in (now, after)]
    cell = lambda m, di=0: f"{m}[({i} + {di}) % {rows}]" + ("" if flat else f"[{j}]")
    some = lambda m: f"{m}[{rng.randrange(rows)}]" + ("" if flat else f"[{rng.randrange(columns)}]")
    way = rng.choice(["swap", "member", "copy", "move", "moved anew", "rows"])
    ctx.tag("double buffer: " + way)
    text = {"swap": [f"std::swap({now}, {after});"], "member": [f"{now}.swap({after});"], "copy": [f"{now} = {after};"],
            "move": [f"{now} = std::move({after});", f"{after} = {now};"],
            "moved anew": [f"{now} = std::move({after});"],
            "rows": [f"for (int {i} = 0; {i} < {rows}; ++{i}) std::swap({now}[{i}], {after}[{i}]);"]}[way]

    def each(t):
        with ctx.scope(Integer(i, "int", 0, rows - 1), trips=rows):
            with ctx.scope(*([] if flat else [Integer(j, "int", 0, columns - 1)]), trips=columns):
                old = [cell(now), cell(now, rng.randint(1, 2)), cell(after, 1)][:rng.randint(1, 3)]
                inner = [Stmt([f"{cell(after)} = ", number(ctx, *old, depth=1), ";"], "assign")]
        if not flat:
            inner = [Stmt([f"for (int {j} = 0; {j} < {columns}; ++{j}) ", Block(inner)], "for")]
        body = [Stmt([f"{kind} {after}", *start()], "around", declares=True)] if way == "moved anew" else []
        body.append(Stmt([f"for (int {i} = 0; {i} < {rows}; ++{i}) ", Block(inner)], "for"))
        if ctx.chance(0.3):
            body.append(Stmt([f"{total.name} += ", small(ctx, number(ctx, some(now), some(after), depth=0), ctx.trips), ";"], "add"))
        texts = [Stmt([line], "put") for line in text]
        body += [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(texts)], "if")] if ctx.chance(0.25) else texts
        if ctx.chance(0.4):
            body.append(assign(ctx, some(now)))
        return body

    if way == "moved anew":
        made.pop()
    made.append(loop(ctx, each) if ctx.chance(0.75) else loop(ctx, lambda t: [loop(ctx, each)]))
    made.append(Stmt([f"{total.name} += ", small(ctx, number(ctx, some(now), some(now), depth=0), ctx.trips), ";"], "add"))
    return finish(ctx, made, total)


def followed(ctx):
    """References, pointers and iterators to elements, kept from one iteration to the next while the container does not change."""
    if not usable(ctx):
        return None
    rng, real, made = ctx.rng, ctx.real, []
    total = sum_variable(ctx, made)
    s = Shape(rng.choice(["vector", "vector", "part", "rows"]), real, rng.randint(1, 3), rng.randint(1, 2))
    h = Home(ctx, s, rng.choice(["sized", "sized", "buffers"]), ctx.fresh("kept"))
    slots = 2 if h.kind == "buffers" else h.slots
    made.append(h.declare())
    p, way = ctx.fresh("at"), rng.choice(["reference", "pointer", "number", "iterator", "largest", "first"])
    ctx.tag("kept over iterations: " + way)
    anyone = lambda t: f"{h.name}[({t} + {rng.randint(0, 2)}) % {slots}]"
    add = lambda *texts: Stmt([f"{total.name} += ", small(ctx, number(ctx, *texts, depth=0), ctx.trips), ";"], "add")
    heap = rng.choice([".data", ".scale"]) if s.kind == "part" and way in ("number", "largest") else ""  # no pointer to both
    number_of = lambda x: rng.choice([text for text in s.numbers(x) if heap in text])
    seat = lambda text: [Stmt(["if (", ex.condition(ctx, 0), ") ", text], "reseat")] if ctx.chance(0.4) else [Stmt([text], "reseat")]
    const = "const " if ctx.chance(0.3) else ""
    k = rng.randrange(slots)
    start = {"reference": f"{const}{s.type()}& {p} = {h.name}[{k}];", "first": f"{real}& {p} = {number_of(f'{h.name}[{k}]')};",
             "pointer": f"{const}{s.type()}* {p} = &{h.name}[{k}];", "number": f"{const}{real}* {p} = &{number_of(f'{h.name}[{k}]')};",
             "iterator": f"auto {p} = {h.name}.begin();", "largest": f"{real}* {p} = &{number_of(f'{h.name}[0]')};"}[way]
    made.append(Stmt([start], "around", declares=True))
    here = {"reference": lambda: number_of(p), "first": lambda: p, "pointer": lambda: number_of(f"(*{p})"), "number": lambda: f"*{p}",
            "iterator": lambda: number_of(f"(*{p})"), "largest": lambda: f"*{p}"}[way]
    writable = not const or way in ("first", "iterator", "largest")

    def each(t):
        body = []
        for _ in range(rng.randint(1, 3)):
            kind = rng.choice(["read", "write", "element", "element"])
            if kind == "read":
                body.append(add(here()))
            elif kind == "write" and writable:
                body.append(assign(ctx, here(), number_of(anyone(t))))
            else:
                body.append(assign(ctx, number_of(anyone(t)), here()))
        if way == "pointer":
            body += seat(f"{p} = &{anyone(t)};")
        elif way == "number":
            body += seat(f"{p} = &{number_of(anyone(t))};")
        elif way == "iterator":
            body.append(Stmt([f"if (++{p} == {h.name}.end()) {p} = {h.name}.begin();"], "reseat"))
        elif way == "largest":
            other = number_of(anyone(t))
            body += [Stmt([f"if ({other} > *{p}) {p} = &{other};"], "reseat"), add(here())]
        return body

    made.append(loop(ctx, each))
    made += [add(here()), *look(ctx, h, "", total)]
    return finish(ctx, made, total)


# Functions that call themselves, and classes that keep what they made.

class Recursion:
    """A function that calls itself with a container that its caller has, too."""

    def __init__(self, maker, k):
        self.name, real = f"descend{k}", maker.real
        ctx = maker.context({})
        ctx.around = None
        ctx.counter.update({"h": 1, "depth": 1, "c": 1, "total": 1})
        ctx.add(Scalar("c", real))
        ctx.add(Integer("depth", "int", 1, 4))
        self.s = shape(ctx)
        self.h = home(ctx, self.s, name="h")
        total = Scalar("total", real, bound=40, kept=2)
        rng = maker.rng
        self.cost = 4 * 6
        ctx.trips = 4
        body = [Stmt([f"{real} total = ", number(ctx), ";"], "declare", declares=True), *iteration(ctx, self.h, "depth", total)]
        below = lambda: Stmt(["total = ", ex.squeeze(ctx, ex.add(Expr("total", real, -20, 20), ex.mul(ex.constant(ctx, -1, 1), Expr(
            [f"{self.name}(h, depth - 1, ", number(ctx), ")"], real, -2, 2))), 2), ";"], "call")
        again = rng.choice(["once", "twice", "loop"])
        maker.tags.add("recursion around: " + again)
        if again == "loop":
            body.append(Stmt(["for (int i = 0; i < 2; ++i) ", Block([below(), *look(ctx, self.h, "depth", total)])], "for"))
        else:
            body += [below()] + (look(ctx, self.h, "depth", total) + [below()] if again == "twice" else [])
        body += look(ctx, self.h, "depth", total)
        body.append(Stmt(["return ", ex.squeeze(ctx, ex.mul(ex.constant(ctx, -1, 1), Expr("total", real, -40, 40)), 2), ";"], "return"))
        stop = Stmt(["if (depth <= 0) return c;"], "if")
        maker.globals.append(Stmt([f"static {real} {self.name}({self.h.type()}& h, int depth, {real} c) ", Block([stop, *body])], "global",
                                  declares=True))

    def use(self, ctx):
        made, h = [], Home(ctx, self.s, self.h.kind, ctx.fresh("around"))
        h.filled, h.slots = self.h.filled, self.h.slots
        total = sum_variable(ctx, made)
        made.append(h.declare())
        call = lambda: Stmt([f"{total.name} += ", small(ctx, ex.mul(ex.constant(ctx, -1, 1), Expr(
            [f"{self.name}({h.name}, {ctx.rng.randint(1, 3)}, ", number(ctx), ")"], ctx.real, -2, 2)), ctx.trips), ";"], "call")
        if ctx.chance(0.4):
            made.append(loop(ctx, lambda t: [call(), *look(ctx, h, t, total)]))
        else:
            made.append(call())
        return [*made, *look(ctx, h, "", total)], total


class Keeper:
    """A class whose method puts what it makes into a member, and finds it there when it is called again."""

    def __init__(self, maker, k):
        self.name, real = f"Keeper{k}", maker.real
        ctx = maker.context({})
        ctx.around = None
        ctx.counter.update({"h": 1, "c": 1, "total": 1})
        ctx.add(Scalar("c", real))
        ctx.add(Integer("t", "int", 0, 6))
        self.s = shape(ctx)
        self.h = home(ctx, self.s, name="h")
        total = Scalar("total", real, bound=40, kept=2)
        ctx.trips = 6
        body = [Stmt([f"{real} total = ", number(ctx), ";"], "declare", declares=True), *iteration(ctx, self.h, "t", total),
                Stmt(["return ", ex.squeeze(ctx, ex.mul(ex.constant(ctx, -1, 1), Expr("total", real, -40, 40)), 2), ";"], "return")]
        maker.globals.append(Stmt([f"struct {self.name} {{\n  {self.h.type()} h;\n  {real} step({real} c, [[maybe_unused]] int t) ",
                                   Block(body),
                                   "\n};"], "global", declares=True))

    def use(self, ctx):
        made, k = [], ctx.fresh("keeper")
        h = Home(ctx, self.s, self.h.kind, f"{k}.h")
        h.filled, h.slots = self.h.filled, self.h.slots
        total = sum_variable(ctx, made)
        start = h.start()
        made.append(Stmt([f"{self.name} {k}{{", *start, "};"] if start else [f"{self.name} {k};"], "around", declares=True))
        call = lambda t: Stmt([f"{total.name} += ", small(ctx, ex.mul(ex.constant(ctx, -1, 1), Expr(
            [f"{k}.step(", number(ctx), f", {t})"], ctx.real, -2, 2)), ctx.trips), ";"], "call")
        made.append(loop(ctx, lambda t: [*(look(ctx, h, t, total) if ctx.chance(0.4) else []), call(t)]))
        return [*made, *look(ctx, h, "", total)], total


def called(ctx):
    """A call of one of these functions, or of a method in a loop."""
    if not usable(ctx) or not ctx.around or ctx.trips > 3:
        return None
    made, total = ctx.rng.choice(ctx.around).use(ctx)
    return finish(ctx, made, total)


AROUND = {"container around a loop": (5, carried), "containers around two loops": (2, two), "double buffer": (2, doubled),
          "elements kept over iterations": (2, followed), "container in a called function": (3, called)}
