"""Recursive functions over containers: vectors, rows, remembered results, objects that hold vectors. They go down by a depth, halve
ranges, walk graphs or trees, call themselves or each other, and are functions, methods or lambdas.

Every vector and every row has at least one element at all times, so that the first, the last and `v[n % v.size()]` exist, and all
elements keep to 2. A reference to an element is handed over only by functions that let no vector grow. What is called while
something else is read or written has a statement of its own, since operands have no order.
"""

from dataclasses import dataclass, field

import expressions as ex
from context import Array, Held, Integer, Length, MAX_LENGTH, Scalar
from tree import Block, Expr, Stmt

LIMIT = 2.001  # bound of elements: another one than that of variables, so that no pointer is kept to what may move
SHAPES = {"vector": "std::vector<{}>", "rows": "std::vector<std::vector<{}>>", "map": "std::map<int, {}>", "bag": "{}"}
NAMES = ("recursion over containers", "recursive lambda")  # of the statements, see recursioncalls.py
REFERS = ("variable", "variable", "element", "member")
MODES = {"depth": 5, "range": 3, "graph": 2.5, "tree": 2}


@dataclass
class Routine:
    """A recursive function: how it is called."""
    name: str
    result: str                  # real, void, bool, vector, bag
    params: list                 # (shape or real or array, how it is passed, name)
    mode: str
    grows: bool                  # lets vectors grow
    bag: str                     # the struct that holds vectors
    own: list = field(default_factory=list)  # statements that declare what its mode takes
    first: str = ""              # of the arguments: a lambda that is its own parameter
    partner: object = None       # the other one, of two that call each other
    refers: str = "variable"     # to what references to numbers are
    remembers: str = ""          # the map of results
    owner: object = None         # the class that it is a method of

    def measure(self):
        return {"depth": "depth", "range": "(hi - lo)", "graph": "from", "tree": "which"}[self.mode]


def ctype(routine, real, kind, how=""):
    text = {"real": real, "array": f"const {real}*", "bag": routine.bag}.get(kind) or SHAPES[kind].format(real)
    return {"const &": f"const {text}&", "&": f"{text}&"}.get(how, text)


def result_type(routine, real):
    return routine.result if routine.result in ("void", "bool") else ctype(routine, real, routine.result)


def own_params(routine):
    """What a function's mode takes."""
    return {"depth": ["int depth"], "range": ["int lo", "int hi"],
            "graph": ["const std::vector<std::vector<int>>& links", "int from",
                      f"{routine.own[0]}& seen"] if routine.mode == "graph" else [],
            "tree": [f"const std::vector<{routine.own[0]}>& nodes", "int which"] if routine.mode == "tree" else []}[routine.mode]


def own_arguments(routine, *numbers):
    return {"depth": numbers, "range": numbers, "graph": ("links", *numbers, "seen"), "tree": ("nodes", *numbers)}[routine.mode]


def signature(routine, real):
    named = [f"{ctype(routine, real, kind, how)} {name}" for kind, how, name in routine.params]
    return ", ".join([*(["[[maybe_unused]] auto&& self"] if routine.first else []), *own_params(routine),
                      *(f"[[maybe_unused]] {text}" for text in named)])


# What a program defines.

def define(maker):
    rng, real, k = maker.rng, maker.real, len(maker.recursions)
    bag, tree = f"Bag{k}", f"Branch{k}"
    maker.globals.append(Stmt([f"struct {bag} {{\n  std::vector<{real}> a;\n  std::vector<{real}> b;\n  {real} k;\n}};"], "global",
                              declares=True))
    maker.globals.append(Stmt([f"struct {tree} {{\n  int left, right;\n  {real} weight;\n}};"], "global", declares=True))
    maker.recursions += [bag, tree]
    for _ in range(rng.choice([1, 1, 2])):
        group(maker, bag, tree)


def group(maker, bag, tree):
    """A function, two that call each other, or a class with a method that calls itself."""
    rng, real = maker.rng, maker.real
    number = sum(isinstance(r, Routine) for r in maker.recursions)
    routine = draw(rng, f"walk{number}", bag, tree)
    form = rng.choices(["function", "two", "method"], [5, 2, 2])[0]
    maker.tags.add(f"recursion: {form}")
    maker.tags.add(f"recursion by {routine.mode}")
    if form == "method":
        method(maker, routine, f"Walker{number}")
    else:
        both = [routine]
        if form == "two":
            other = Routine(f"{routine.name}b", routine.result, routine.params, routine.mode, routine.grows, bag, routine.own,
                            refers=routine.refers)
            routine.partner, other.partner = other, routine
            both = [other, routine]
            maker.globals.append(Stmt([f"{result_type(routine, real)} {routine.name}({signature(routine, real)});"], "global",
                                      declares=True))
        for one in both:
            maker.globals.append(Stmt([f"{rng.choice(['', 'static ']) if form != 'two' else ''}{result_type(one, real)} {one.name}"
                                       f"({signature(one, real)}) ", body(context(maker), one)], "global", declares=True))
    maker.recursions.append(routine)


def context(maker):
    ctx = maker.context({})
    ctx.hierarchies = []  # which class an object has must be known there
    return ctx


def draw(rng, name, bag, tree, captured=False):
    mode = rng.choices(list(MODES), list(MODES.values()))[0]
    own = {"graph": [rng.choice(["std::vector<bool>", "std::vector<int>", "std::set<int>", "std::unordered_set<int>"])],
           "tree": [tree]}.get(mode, [])
    kinds = rng.choices([("vector", "&"), ("vector", "const &"), ("vector", ""), ("real", ""), ("real", "&"), ("rows", "&"),
                         ("rows", "const &"),
                         ("bag", "&"), ("bag", "const &"), ("bag", ""), ("array", "")], [6, 2, 1.5, 4, 3, 1.5, 1, 1.5, 0.7, 0.7, 2],
                        k=rng.randint(0, 2) if captured else rng.randint(1, 4))
    if not captured and not any(kind != "real" and kind != "array" for kind, _ in kinds):
        kinds.append(("vector", "&"))
    routine = Routine(name, rng.choices(["real", "void", "bool", "vector", "bag"], [6, 3, 1, 1, 0.5])[0], [], mode, rng.random() < 0.6,
                      bag, own)
    routine.refers = rng.choice(REFERS)
    if mode == "depth" and routine.result == "real" and rng.random() < 0.4 and not captured:
        kinds.append(("map", "&"))
        routine.remembers = "known"
    names = {"vector": "seq", "real": "num", "rows": "table", "bag": "pack", "array": "data", "map": "known"}
    for index, (kind, how) in enumerate(kinds):
        routine.params.append((kind, how, names[kind] + (str(index) if kind != "map" else "")))
    return routine


def method(maker, routine, name):
    """A class whose members the method works on."""
    rng, real = maker.rng, maker.real
    members = [("vector", "va"),
               ("vector", "vb")] + ([("rows", "vr")] if rng.random() < 0.4 else []) + ([("map", "vm")] if rng.random() < 0.3 else [])
    routine.params = [p for p in routine.params if p[0] not in ("map", "array")][:2]
    routine.remembers = "vm" if routine.mode == "depth" and routine.result == "real" and ("map", "vm") in members else ""
    const = rng.random() < 0.25 and not routine.remembers
    ctx = context(maker)
    for shape, member in members:
        hold(ctx, Held(member, shape, not const))
    ctx.add(Scalar("gain", real, writable=not const))
    inside = body(ctx, routine)
    declared = "".join(f"  {SHAPES[shape].format(real)} {member};\n" for shape, member in members)
    maker.globals.append(Stmt([f"struct {name} {{\n{declared}  {real} gain;\n"
                               f"  {result_type(routine, real)} {routine.name}({signature(routine, real)})"
                               f"{' const' if const else ''} ", inside, "\n};"], "global", declares=True))
    routine.owner = (name, members)


# What is in scope.

def hold(ctx, held, measure=""):
    """Adds a container, and those of its elements that are always there."""
    ctx.add(held)
    name, writable = held.name, held.writable
    real = ctx.real
    if held.shape == "vector":
        texts = [f"{name}[0]", f"{name}.back()"] + ([f"{name}[{measure} % {name}.size()]"] if measure else [])
    elif held.shape == "rows":
        texts = [f"{name}[0][0]", f"{name}.back().back()"] + ([f"{name}[{measure} % {name}.size()].back()"] if measure else [])
        row = f"{name}[{measure} % {name}.size()]" if measure else f"{name}[0]"
        ctx.add(Held(row, "vector", writable, part=True))
    elif held.shape == "bag":
        texts = [f"{name}.k", f"{name}.a[0]", f"{name}.b.back()"]
        ctx.add(Held(f"{name}.a", "vector", writable, part=True))
        ctx.add(Held(f"{name}.b", "vector", writable, part=True))
    else:
        return
    for text in texts:
        ctx.add(Scalar(text, real, writable=writable, bound=LIMIT, kept=2))


def number(ctx, depth=None):
    return ex.prvalue(ex.convert(ex.squeeze(ctx, ex.real(ctx, ctx.rng.choice([0, 1, 1, 2]) if depth is None else depth), 2), ctx.real))


def vectors(ctx, writable=False, whole=False):
    return ctx.all(Held, lambda h: h.shape == "vector" and (h.writable or not writable) and not (whole and h.part))


# Bodies.

def body(ctx, routine):
    """The body of a recursive function; containers of outer scopes are there beside its parameters."""
    rng, real = ctx.rng, ctx.real
    ctx.frames.append([])
    for kind, how, name in routine.params:
        if kind == "real":
            ctx.add(Scalar(name, real, plain=True))
        elif kind == "array":
            ctx.add(Array(name, real, Length(None, 3), writable=False))
        else:
            hold(ctx, Held(name, kind, how != "const &"))
    old, ctx.trips, ctx.may_return, weights = ctx.trips, 12, False, ctx.weights
    ctx.weights = {**weights, "work array": 0, **{name: 0 for name in NAMES}}
    ctx.cost, ctx.left = 12, max(ctx.left, 5)
    ctx.result = real if routine.result == "real" else None
    made = head(ctx, routine)
    measure = routine.measure()
    for held in [h for h in ctx.all(Held) if h.shape in ("vector", "rows") and not h.part]:
        if rng.random() < 0.5:
            hold(ctx, held, measure)
    ctx.add(Integer(measure.strip("()") if routine.mode != "range" else "(hi - lo)", "int", 0, 6))
    plan = ["act"] * rng.randint(1, 4) + calls(rng, routine)
    rng.shuffle(plan)
    for kind in plan:
        made += act(ctx, routine) if kind == "act" else call(ctx, routine, kind)
    if rng.random() < 0.5:
        made += act(ctx, routine)
    made += ending(ctx, routine)
    ctx.trips, ctx.weights = old, weights
    ctx.frames.pop()
    return Block(made)


def calls(rng, routine):
    """The recursive calls, each by what it is called with."""
    if routine.mode == "depth":
        return rng.choices([["depth - 1"], ["depth - 1", "depth - 2"], ["depth - 1", "depth / 2"], ["depth - 1", "depth - 1"], ["loop"],
                            ["depth - 1 if"], ["depth - 2", "depth - 1 if"]],
                           [4, 2, 2, 1.5, 2, 1.5, 1])[0]
    if routine.mode == "range":
        return [["lo, half", "half, hi"], ["half, hi", "lo, half"], ["lo, hi - 1"], ["lo + 1, hi", "lo, half if"]][
            rng.choices(range(4), [4, 2, 1, 1])[0]]
    if routine.mode == "graph":
        return ["neighbours"]
    return rng.choice([["nodes[which].left", "nodes[which].right"], ["nodes[which].right", "nodes[which].left"],
                       ["nodes[which].left", "nodes[which].right if"]])


def head(ctx, routine):
    """Where the recursion ends, what it remembers and what it marks."""
    rng, mode = ctx.rng, routine.mode
    condition = {"depth": "depth <= 0", "range": "hi - lo <= 1", "tree": "which < 0"}.get(mode)
    made = []
    if condition:
        with ctx.scope():
            inside = act(ctx, routine) if rng.random() < 0.4 else []
            made.append(Stmt([f"if ({condition}) ", Block([*inside, *ending(ctx, routine, True)])], "if"))
    if mode == "range":
        made.append(Stmt(["const int half = (lo + hi) / 2;"], "declare", declares=True))
    if mode == "graph":
        kind = routine.own[0]
        mark = "seen.insert(from);" if "set" in kind else f"seen[from] = {'true' if 'bool' in kind else '1'};"
        made.append(Stmt([mark], "mark"))
    if mode == "tree":
        ctx.add(Scalar("nodes[which].weight", ctx.real, writable=False))
    if routine.remembers:
        known = routine.remembers
        if rng.random() < 0.5:
            made += [Stmt([f"const auto entry = {known}.find(depth);"], "declare", declares=True),
                     Stmt([f"if (entry != {known}.end()) return entry->second;"], "return")]
        else:
            found = rng.choice(["[depth]", "[depth]" if ctx.guards else ".at(depth)"])  # which may throw
            made.append(Stmt([f"if ({known}.count(depth)) return {known}{found};"], "return"))
    return made


def ending(ctx, routine, early=False):
    rng = ctx.rng
    if routine.result == "void":
        return [Stmt(["return;"], "return")] if early else []
    if routine.result == "real":
        import programs
        e = number(ctx, 1) if early else ex.convert(programs.real_result(ctx, live(ctx)), ctx.real)
        if routine.remembers and not early:
            return [Stmt([f"return {routine.remembers}[depth] = ", e, ";"], "return")]
        return [Stmt(["return ", e, ";"], "return")]
    if routine.result == "bool":
        return [Stmt(["return ", ex.condition(ctx, 0), ";"], "return")]
    if routine.result == "bag":
        bags = ctx.all(Held, lambda h: h.shape == "bag")
        if bags and rng.random() < 0.7:
            return [Stmt([f"return {rng.choice(bags).name};"], "return")]
        return [Stmt(["return {{", number(ctx), "}, {", number(ctx), "}, ", number(ctx), "};"], "return")]
    options = vectors(ctx)
    if options and rng.random() < 0.7:
        return [Stmt([f"return {rng.choice(options).name};"], "return")]
    return [Stmt(["return {", number(ctx), ", ", number(ctx), "};"], "return")]


def live(ctx):
    """What recursive calls gave."""
    return [Expr(s.name, s.ctype, -s.bound, s.bound) for s in ctx.live if ctx.depth(s)]


def act(ctx, routine):
    """Something that a body does beside its calls."""
    import statements as st
    rng = ctx.rng
    kinds = {"set": 3, "push": 4 if routine.grows else 0, "pop": 1.5 if routine.grows else 0, "loop": 2, "own": 1.5 if routine.mode else 0,
             "swap": 0.7 if routine.grows else 0, "copy": 0.7 if routine.grows else 0, "leave": 1.2, "other": 3,
             "row": 1 if routine.grows and not any(kind == "vector" and how for kind, how, _ in routine.params) else 0,
             "local": 2, "own bag": 0.7}
    for _ in range(4):
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        made = st.statements(ctx, 1) if kind == "other" else one_act(ctx, routine, kind)
        if made:
            return made
    return []


def one_act(ctx, routine, kind):
    rng, real = ctx.rng, ctx.real
    options = vectors(ctx, kind not in ("loop", "own"))
    if kind == "local":
        name = ctx.fresh("part")
        made = [Stmt([f"{real} {name} = ", number(ctx), ";"], "declare", declares=True)]
        ctx.add(Scalar(name, real, plain=True))
        return made
    if kind == "leave":
        return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(ending(ctx, routine, True) or [Stmt(["return;"], "return")])], "if")]
    if kind == "own bag":
        name = ctx.fresh("box")
        some = rng.choice(vectors(ctx)).name if vectors(ctx) and rng.random() < 0.5 else None
        made = [Stmt([f"{routine.bag} {name}{{", some or Expr(["{", number(ctx), "}"], ""), ", {", number(ctx), ", ", number(ctx), "}, ",
                      number(ctx),
                      "};"], "bag", declares=True)]
        hold(ctx, Held(name, "bag"))
        return made
    if kind == "row":
        rows = ctx.all(Held, lambda h: h.shape == "rows" and h.writable)
        if not rows:
            return None
        r = rng.choice(rows).name
        return [Stmt([f"{r}.push_back({{", number(ctx), "});"] if rng.random() < 0.5 else [f"{r}.back().push_back(", number(ctx), ");"],
                     "push")]
    if kind == "own":
        name, form = ctx.fresh("own"), rng.choice(["list", "copy", "copy", "size"])
        if form == "copy" and options:
            made = [f"std::vector<{real}> {name}{rng.choice([' = {};', '({});']).format(rng.choice(options).name)}"]
        else:
            made = [f"std::vector<{real}> {name}(2, ", number(ctx), ");"] if form == "size" else \
                [f"std::vector<{real}> {name}{{", number(ctx), ", ", number(ctx), "};"]
        hold(ctx, Held(name, "vector"))
        return [Stmt(made, "vector", declares=True)]
    if not options:
        return None
    v = rng.choice(options).name
    if kind == "set":
        place = rng.choice([f"{v}[0]", f"{v}.back()", f"{v}[{v}.size() / 2]"])
        return [Stmt([f"{place} = ", number(ctx), ";"], "assign")] if rng.random() < 0.6 else \
            [Stmt([f"{place} *= ", ex.constant(ctx, -0.99, 0.99), ";"], "scale")]
    if kind == "push":
        push = Stmt([f"{v}.push_back(", number(ctx), ");"], "push")
        return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block([push])], "if")] if rng.random() < 0.25 else [push]
    if kind == "pop":
        return [Stmt([f"if ({v}.size() > 1) {v}.pop_back();"], "pop")]
    if kind == "loop":
        return fold(ctx, v, ctx.fresh("all"))
    others = [h.name for h in options if h.name != v]
    if not others:
        return None
    w = rng.choice(others)
    return [Stmt([f"{v} = {w};" if kind == "copy" else rng.choice([f"std::swap({v}, {w});", f"{v}.swap({w});"])], "take")]


def fold(ctx, v, name, declared=True):
    """A number that all elements of a vector go into."""
    q = ctx.fresh("q")
    keep = round(ctx.rng.uniform(0.2, 0.8), 2)
    form = ctx.rng.choice(["range", "range", "index"])
    with ctx.scope(Scalar(q if form == "range" else f"{v}[{q}]", ctx.real, writable=False), trips=5):
        there = ex.leaf(ctx) if ctx.rng.random() < 0.2 else Expr(q if form == "range" else f"{v}[{q}]", ctx.real, -2, 2)
        step = ex.squeeze(ctx, ex.mul(there, number(ctx, 1)) if ctx.rng.random() < 0.6 else there, (1 - keep) * 2)
    loop_head = f"const {ctx.real} {q} : {v}" if form == "range" else f"std::size_t {q} = 0; {q} < {v}.size(); ++{q}"
    inside = Stmt([f"{name} = ", ex.literal(ctx, keep), f" * {name} + ", ex.convert(step, ctx.real), ";"], "assign")
    made = [Stmt([f"{ctx.real} {name} = ", number(ctx, 0), ";"], "declare", declares=True)] if declared else []
    made.append(Stmt([f"for ({loop_head}) ", Block([inside])], "for"))
    if declared:
        ctx.add(Scalar(name, ctx.real))
    return made


# Calls.

def call(ctx, routine, kind):
    """A recursive call, in the way that the plan says."""
    rng = ctx.rng
    target = routine.partner if routine.partner and (rng.random() < 0.8 or not kind.endswith("if")) else routine
    if kind == "neighbours":
        kind_of_set = "set" in routine.own[0]
        unseen = rng.choice(["!seen.count(to)", "seen.find(to) == seen.end()"]) if kind_of_set else "!seen[to]"
        with ctx.scope(trips=2):
            inner = called(ctx, target, ("to",)) + (act(ctx, routine) if rng.random() < 0.5 else [])
        return [Stmt(["for (int to : links[from]) ", Block([Stmt([f"if ({unseen}) ", Block(inner)], "if")])], "for")]
    if kind == "loop":
        k = ctx.fresh("k")
        with ctx.scope(Integer(k, "int", 0, 1), trips=2):
            first = [Stmt(["if (", ex.condition(ctx, 0), ") continue;"], "continue")] if rng.random() < 0.3 else []
            inner = first + (act(ctx, routine) if rng.random() < 0.5 else []) + called(ctx, target,
                                                                                       (rng.choice(["depth - 1", f"depth - 1 - {k}"]),))
            if rng.random() < 0.3:
                inner.append(Stmt(["if (", ex.condition(ctx, 0), ") break;"], "break"))
            elif rng.random() < 0.5:
                inner += act(ctx, routine)
        return [Stmt([f"for (int {k} = 0; {k} < 2; ++{k}) ", Block(inner)], "for")]
    if kind.endswith(" if"):
        with ctx.scope():
            inner = called(ctx, target, tuple(kind[:-3].split(", ")))
        return [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(inner)], "if")]
    return called(ctx, target, tuple(kind.split(", ")))


def called(ctx, routine, numbers, outside=None, prefix=""):
    """Statements that call a function: with these numbers, from itself or from outside."""
    rng, real = ctx.rng, ctx.real
    arguments = [*([routine.first] if routine.first else []), *own_arguments(routine, *numbers)]
    for kind, how, name in routine.params:
        arguments.append(argument(ctx, routine, kind, how))
    parts = [f"{prefix}{routine.name}("]
    for index, a in enumerate(arguments):
        parts += [", ", a] if index else [a]
    made = Expr([*parts, ")"], result_type(routine, real), -2, 2)
    if routine.result == "void":
        return [Stmt([made, ";"], "call")]
    if routine.result == "bool":
        import statements as st
        return [Stmt(["if (", made, ") ", st.block(ctx, 1)], "if")]
    if routine.result == "real":
        some = vectors(ctx, True)
        if some and rng.random() < 0.25:
            v = rng.choice(some).name
            return [Stmt([f"{v}.push_back(", made, ");"] if routine.grows and not outside
                         and rng.random() < 0.4 else [f"{v}[0] = ", made, ";"], "call")]
        name = ctx.fresh("below")
        ctx.live.append(ctx.add(Scalar(name, real, plain=True)))
        return [Stmt([f"{real} {name} = ", made, ";"], "call", declares=True)]
    name = ctx.fresh("given")
    some = ctx.all(Held, lambda h: h.shape == routine.result and h.writable and not h.part and routine.grows and not outside)
    if some and rng.random() < 0.4:
        return [Stmt([f"{rng.choice(some).name} = ", made, ";"], "call")]
    hold(ctx, Held(name, routine.result))
    ctx.live.append(ctx.frames[-1][-1])
    return [Stmt([f"{result_type(routine, real)} {name} = ", made, ";"], "call", declares=True)]


def argument(ctx, routine, kind, how):
    """Something to be passed for a parameter."""
    rng, real = ctx.rng, ctx.real
    if kind == "real":
        return number(ctx, 1) if not how else place(ctx, routine)
    if kind == "array":
        fits = lambda a: a.readable and not a.inner and a.bound == 2 and a.ctype == real and not a.output and ctx.lower(a.length) >= 3
        arrays = ctx.all(Array, fits)
        return rng.choice(arrays).base() if arrays else None
    options = ctx.all(Held, lambda h: h.shape == kind and (h.writable or how != "&")
                      and not (h.part and how == "&" and "%" in h.name and kind != "vector"))
    if kind == "vector" and how != "&" and (not options or rng.random() < 0.2):
        return Expr([f"std::vector<{real}>{{" if rng.random() < 0.5 else "{", number(ctx, 1), ", ", number(ctx, 1), "}"], "vector")
    if kind == "bag" and how != "&" and (not options or rng.random() < 0.2):
        return Expr([f"{routine.bag}{{{{", number(ctx, 1), "}, {", number(ctx, 1), "}, ", number(ctx, 1), "}"], "bag")
    return rng.choice(options).name if options else None


def place(ctx, routine):
    """A number that a reference is to: one way for all calls of a function, nearly always, since another may be refused."""
    rng = ctx.rng
    refers = rng.choice(REFERS) if rng.random() < 0.05 else routine.refers
    variables = [s.name for s in ctx.all(Scalar, lambda s: s.plain and s.writable and s.bound == 2 and s.ctype == ctx.real)]
    members = [f"{h.name}.k" for h in ctx.all(Held, lambda h: h.shape == "bag" and h.writable)]
    elements = [] if routine.grows else [rng.choice([f"{h.name}[0]", f"{h.name}.back()"]) for h in vectors(ctx, True)]
    options = {"variable": variables, "member": members, "element": elements}[refers] or variables or members or elements
    return rng.choice(options) if options else None
