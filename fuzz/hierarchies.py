"""Classes with virtual functions that a program defines: a base, what is derived from it, objects that hold others, a function
that makes objects; and statements about such objects, which are mostly called through their base.

What holds others is refused where a pointer may be to any object or to none: where there are such classes, pointers are to
known objects, and loops make simple ones."""

from dataclasses import dataclass, field

import expressions as ex
from context import Integer, Law, Laws, Length, MAX_LENGTH, Scalar
from tree import Block, Expr, Stmt

MOST_COST = 8  # of a call of an object that functions get


@dataclass
class Derived:
    name: str
    count: int = 1       # how many numbers its constructor takes
    holds: str = ""      # other objects: by "reference" or "pointer", "owned", or "several" that are owned
    const: bool = True   # those that it does not own are const
    null: bool = False   # the pointer may be null


@dataclass
class Hierarchy:
    base: str
    real: str
    smart: str           # unique or shared
    classes: list = field(default_factory=list)
    holders: list = field(default_factory=list)
    cost: int = 1        # of one call of a simple object
    factory: str = None
    null: bool = False   # the factory may return null

    @property
    def pointer(self):
        return f"std::{self.smart}_ptr<{self.base}>"


# Definitions.

def define(maker):
    rng, k = maker.rng, len(maker.hierarchies)
    h = Hierarchy(f"Law{k}", maker.real, "shared" if rng.random() < 0.25 else "unique")
    maker.tags.add("hierarchy")
    define_base(maker, h)
    for name in ("Line", "Bend", "Wave")[:rng.choice([1, 2, 2, 3])]:
        define_simple(maker, h, Derived(f"{name}{k}", rng.choice([1, 2])))
    holders = rng.random() < 0.55
    for name, holds in (("Scaled", "reference"), ("Maybe", "pointer"), ("Sum", "owned"), ("Series", "several")):
        if holders and rng.random() < 0.5:
            define_holder(maker, h, Derived(f"{name}{k}", 0 if holds in ("owned", "several") else 1, holds, rng.random() < 0.6,
                                            holds == "pointer" and rng.random() < 0.5))
    if rng.random() < 0.6:
        define_factory(maker, h, f"make{k}")
    maker.hierarchies.append(h)


def method(maker, members=(), writable=False):
    """What a method sees. Bodies are made as if they ran 60 times, see `body`."""
    ctx = maker.context({})
    ctx.counter.update({"t": 1, "a": 1, "b": 1})
    for name in ("level", *members):
        ctx.add(Scalar(name, maker.real, writable=writable))
    ctx.add(Scalar("t", maker.real))
    ctx.trips = ctx.cost = 60
    ctx.result, ctx.may_return, ctx.left = maker.real, not writable and ctx.chance(0.3), 3
    return ctx


def body(ctx, h, term=None):
    """A number, after some statements; a term that has to be in it comes in."""
    import statements as st
    made = st.statements(ctx, 2) if ctx.chance(0.3) else []
    e = ex.real(ctx, ctx.rng.choice([1, 1, 2]))
    e = ex.add(ex.mul(ex.constant(ctx, 0.2, 1), term), e) if term else e
    h.cost = max(h.cost, ctx.cost // 60)
    return Block([*made, Stmt(["return ", ex.convert(ex.squeeze(ctx, e, 2), ctx.real), ";"], "return")])


def change(ctx, h, more=()):
    """The body of a method that changes the object."""
    import statements as st
    ctx.result = None
    made = [*st.statements(ctx, 1), Stmt(["level = ", ex.squeeze(ctx, ex.real(ctx, 2), 2), ";"], "assign"), *more]
    h.cost = max(h.cost, ctx.cost // 60)
    return Block(made)


def define_base(maker, h):
    rng, real = maker.rng, h.real
    half = ex.literal(maker.context({}), 0.5).text()
    parts = [f"struct {h.base} {{\n  {real} level = {half};\n  virtual ~{h.base}() = default;\n  virtual {real} at({real} t) const"]
    if rng.random() < 0.3:
        parts += [" ", body(method(maker), h)]
        h.classes.append(Derived(h.base, 0))
        maker.tags.add("virtual function of a base with a body")
    else:
        parts.append(" = 0;")
    parts += [f"\n  virtual void update({real} t) ", change(method(maker, writable=True), h),
              f"\n  virtual {real} slope() const {{ return {half} * level; }}\n",
              f"  {real} twice({real} t) const {{ return at(at(t)); }}\n}};"]
    maker.globals.append(Stmt(parts, "global", declares=True))


def define_simple(maker, h, d):
    rng, real = maker.rng, h.real
    parents = [p for p in h.classes if p.count == 2 and d.count == 2]
    parent = rng.choice(parents) if parents and rng.random() < 0.5 else None
    members = ["a_", "b_"][:d.count]
    start = maker.context({})
    for name in ("a", "b")[:d.count]:
        start.add(Scalar(name, real))
    number = lambda: ex.squeeze(start, ex.real(start, 1), 2)
    head = f"struct {d.name} : {parent.name if parent else h.base} {{\n"
    if parent:
        maker.tags.add("class derived twice")
        parts = [head + f"  using {parent.name}::{parent.name};\n"]
    else:
        parts = [head + f"  {real} {', '.join(members)};\n  {'explicit ' if d.count == 1 else ''}{d.name}("
                 + ", ".join(f"{real} {v}" for v in "ab"[:d.count]) + ") : a_(", *([number()] if rng.random() < 0.4 else ["a"]),
                 "), b_(b) {" if d.count == 2 else ") {"]
        parts += [" level = ", number(), "; }\n"] if rng.random() < 0.3 else ["}\n"]
    ctx = method(maker, members)
    term = Expr(f"{parent.name}::at(t)", real, -2, 2) if parent and rng.random() < 0.5 else Expr("a_ * t", real, -4, 4)
    parts += [f"  {real} at({real} t) const override ", body(ctx, h, term)]
    if rng.random() < 0.6:
        parts += [f"\n  void update({real} t) override ",
                  change(method(maker, members, True), h, [Stmt([f"{h.base}::update(t);"], "call")] if rng.random() < 0.3 else [])]
    if rng.random() < 0.4:
        parts.append(f"\n  {real} slope() const override {{ return {members[-1]}; }}")
    h.classes.append(d)
    maker.globals.append(Stmt([*parts, "\n};"], "global", declares=True))


def define_holder(maker, h, d):
    """A class whose objects hold others of the hierarchy."""
    real, const = h.real, "const " if d.const else ""
    start = f"struct {d.name} : {h.base} {{\n"
    call = lambda ctx, name: ex.call(f"{name}at", ex.squeeze(ctx, ex.real(ctx, 1), 2), lo=-2, hi=2, ctype=real)
    ctx = method(maker, ["a_"][:d.count])
    forwards = []
    if d.holds == "reference":
        start += f"  {const}{h.base}& of_;\n  {real} a_;\n  {d.name}({const}{h.base}& of, {real} a) : of_(of), a_(a) {{}}\n"
        made = body(ctx, h, call(ctx, "of_."))
        forwards = ["of_.update(t);"]
    elif d.holds == "pointer":
        start += f"  {const}{h.base}* of_;\n  {real} a_;\n  {d.name}({const}{h.base}* of, {real} a) : of_(of), a_(a) {{}}\n"
        term = call(ctx, "of_->")
        made = body(ctx, h, Expr(["(of_ ? ", term, " : a_)"], real, -2, 2) if d.null else term)
        forwards = ["if (of_)\n      of_->update(t);" if d.null else "of_->update(t);"]
    elif d.holds == "owned":
        start += f"  {h.pointer} left_, right_;\n  {d.name}({h.pointer} left, {h.pointer} right) : left_(std::move(left)), " \
                 "right_(std::move(right)) {}\n"
        made = body(ctx, h, ex.add(call(ctx, "left_->"), ex.mul(call(ctx, "right_->"), Expr("t", real, -2, 2))))
        forwards = ["left_->update(t);", "right_->update(t);"]
    else:
        start += f"  std::vector<{h.pointer}> parts_;\n  void add({h.pointer} part) {{ parts_.push_back(std::move(part)); }}\n"
        s = ctx.fresh("s")
        step = ex.squeeze(ctx, ex.add(call(ctx, "part->"), ex.mul(ex.constant(ctx, -1, 1), Expr(s, real, -2, 2))), 2)
        made = body(ctx, h)
        value = made.statements[-1].parts[1]
        made.statements[-1:] = [Stmt([f"{real} {s} = ", value, ";"], "declare", declares=True),
                                Stmt([f"for (const auto& part : parts_) ", Block([Stmt([f"{s} = ", step, ";"], "assign")])], "for"),
                                Stmt([f"return {s};"], "return")]
        forwards = ["for (auto& part : parts_)\n      part->update(t);"]
    parts = [start, f"  {real} at({real} t) const override ", made]
    if not d.const or d.holds in ("owned", "several"):
        parts += [f"\n  void update({real} t) override ", change(method(maker, ["a_"][:d.count], True), h, [Stmt([f], "call") for f in forwards])]
    maker.tags.add(f"object that holds others: {d.holds}")
    h.holders.append(d)
    maker.globals.append(Stmt([*parts, "\n};"], "global", declares=True))


def define_factory(maker, h, name):
    """A function that makes an object of one class or another."""
    rng, real = maker.rng, h.real
    ctx = maker.context({})
    for v in "ab":
        ctx.add(Scalar(v, real))
    h.null = not h.holders and rng.random() < 0.3
    options = rng.sample(h.classes, min(len(h.classes), 2)) + ([rng.choice(h.classes)] if rng.random() < 0.5 else [])
    made = [Expr([made_of(ctx, h, d)], h.pointer) for d in options]
    form = rng.choice(["if", "switch", "variable"])
    block = []
    if form == "variable":
        block.append(Stmt([f"{h.pointer} made;"], "declare", declares=True))
        parts = []
        for k, e in enumerate(made):
            last = k == len(made) - 1 and not h.null
            parts += [" else " if k else "", "" if last and k else f"if (kind == {k}) ", Block([Stmt(["made = ", e, ";"], "assign")])]
        block += [Stmt(parts, "if") if len(made) > 1 or h.null else Stmt(["made = ", made[0], ";"], "assign"), Stmt(["return made;"], "return")]
    else:
        rest = [] if h.null else [made.pop()]
        cases = [Stmt([f"case {k}: return ", e, ";"], "label") for k, e in enumerate(made)]
        if form == "switch" and cases:
            block.append(Stmt(["switch (kind) ", Block([*cases, Stmt(["default: break;"], "label")])], "switch"))
        else:
            block += [Stmt([f"if (kind == {k}) ", Block([Stmt(["return ", e, ";"], "return")])], "if") for k, e in enumerate(made)]
        block.append(Stmt(["return ", *(rest or ["nullptr"]), ";"], "return"))
    h.factory = name
    maker.tags.add("function that makes objects")
    maker.globals.append(Stmt([f"static {h.pointer} {name}([[maybe_unused]] int kind, [[maybe_unused]] {real} a, [[maybe_unused]] {real} b) ",
                               Block(block)], "global", declares=True))


# Objects.

def numbers(ctx, h, count):
    parts = []
    for k in range(count):
        parts += ([", "] if k else []) + [ex.prvalue(ex.convert(ex.squeeze(ctx, ex.real(ctx, ctx.rng.choice([0, 1, 1])), 2), h.real))]
    return parts


def made_of(ctx, h, d):
    return Expr([f"std::make_{h.smart}<{d.name}>(", *numbers(ctx, h, d.count), ")"], h.pointer)


def made(ctx, h, null=False, depth=0):
    """An owning pointer to a new object: the expression, the cost of a call, and whether it may be null."""
    owned = [d for d in h.holders if d.holds == "owned"]
    if owned and ctx.trips == 1 and depth < 2 and ctx.chance(0.25):
        left, one, _ = made(ctx, h, False, depth + 1)
        right, two, _ = made(ctx, h, False, depth + 1)
        return Expr([f"std::make_{h.smart}<{owned[0].name}>(", left, ", ", right, ")"], h.pointer), one + two + 1, False
    if h.factory and (null or not h.null) and ctx.chance(0.5):
        k = ex.integer(ctx)
        ctx.tag("object made by a function")
        return Expr([f"{h.factory}(static_cast<int>(", k, f" % 3), ", *numbers(ctx, h, 2), ")"], h.pointer), 1, h.null
    return made_of(ctx, h, ctx.rng.choice(h.classes)), 1, False


def affordable(ctx, l):
    return ctx.trips * l.cost * l.hierarchy.cost <= 600


def usable(ctx, test=lambda l: True):
    """Objects that may be called here. A lambda that captures by value would copy them."""
    if ctx.by_value:
        return []
    return ctx.all(Law, lambda l: test(l) and affordable(ctx, l) and (l.stable or not ctx.in_lambda))


def collections(ctx, test=lambda l: True):
    return [] if ctx.in_lambda else ctx.all(Laws, lambda l: test(l) and affordable(ctx, l))


def pointed(l):
    """A plain pointer to the object."""
    return "&" + l.name if l.access == "." else l.name + ".get()" if l.smart else l.name


def with_member(ctx, l):
    """The object, and its number that everybody may use."""
    ctx.add(l)
    if l.stable and not l.null:
        ctx.add(Scalar(f"{l.name}{l.access}level", l.hierarchy.real, writable=l.writable, bound_name=True))
    return l


def declare(ctx):
    """An object of a known class, or one behind an owning pointer."""
    if not ctx.hierarchies or ctx.trips > 60:
        return None
    h, name = ctx.rng.choice(ctx.hierarchies), ctx.fresh("law")
    if ctx.chance(0.45):
        d = ctx.rng.choice(h.classes)
        const = ctx.rng.choice(["", "", "const "] if d.count else [""])
        opening, closing = ctx.rng.choice(["()", "{}"]) if d.count else ("", "")
        parts = [f"{const}{d.name} {name}{opening}", *numbers(ctx, h, d.count), f"{closing};"]
        with_member(ctx, Law(name, h, writable=not const, cls=d))
        return [Stmt(parts, "object", declares=True)]
    stable, form = ctx.chance(0.5), ctx.rng.choice(["branches", "made", "made"])
    if form == "branches":
        ctx.tag("object made in branches")
        condition = ex.condition(ctx)
        first, one, _ = made(ctx, h)
        second, two, _ = made(ctx, h)
        null = not h.holders and ctx.chance(0.2)
        statements = [Stmt([f"{h.pointer} {name};"], "declare", declares=True),
                      Stmt(["if (", condition, ") ", Block([Stmt([f"{name} = ", first, ";"], "assign")]),
                            " else if (" if null else " else ", *([ex.condition(ctx), ") "] if null else []),
                            Block([Stmt([f"{name} = ", second, ";"], "assign")])], "if")]
        cost = max(one, two)
    else:
        e, cost, null = made(ctx, h, ctx.chance(0.4))
        statements = [Stmt([f"{ctx.rng.choice(['auto', h.pointer])} {name} = " if null or "make" not in e.text()[:9] else f"{h.pointer} {name} = ",
                            e, ";"], "declare", declares=True)]
    with_member(ctx, Law(name, h, "->", cost, null=null, smart=True, stable=stable))
    return statements


def replace(ctx):
    """Another object behind an owning pointer."""
    options = usable(ctx, lambda l: l.smart and not l.stable and not l.pinned and not ctx.in_lambda)
    if not options:
        return None
    l = ctx.rng.choice(options)
    e, cost, _ = made(ctx, l.hierarchy, l.null)
    if cost > l.cost:
        return None
    others = [o for o in options if o is not l and o.hierarchy is l.hierarchy and o.null == l.null and o.cost == l.cost]
    if others and ctx.chance(0.5):
        return [Stmt([f"std::swap({l.name}, {ctx.rng.choice(others).name});"], "swap")]
    return [Stmt([f"{l.name} = ", e, ";"], "assign")]


def view(ctx):
    """A reference or a pointer to the base of an object, or of one of two, or null."""
    options = usable(ctx, lambda l: l.stable)
    if not options or ctx.in_lambda:
        return None
    l, name = ctx.rng.choice(options), ctx.fresh("view")
    h, const = l.hierarchy, "const " if not l.writable or ctx.chance(0.4) else ""
    if not l.null and (ctx.chance(0.4) or h.holders and ctx.trips > 1):
        if l.cls and l.cls.count and l.access == ".":
            ctx.tag("cast to a derived class")
            ctx.add(Scalar(f"static_cast<{const}{l.cls.name}&>({name}).a_", h.real, writable=not const, bound_name=True))
        with_member(ctx, Law(name, h, ".", l.cost, writable=not const))
        return [Stmt([f"{const}{h.base}& {name} = {'*' if l.access == '->' else ''}{l.name};"], "reference", declares=True)]
    others = [o for o in options if o is not l and o.hierarchy is h and (o.writable or const)]
    made_by = Law(name, h, "->", l.cost, writable=not const, null=l.null, stable=False, seated=True)
    target = [pointed(l)]
    cast = lambda o: f"static_cast<{const}{h.base}*>({pointed(o)})"
    if others and ctx.chance(0.6):
        o = ctx.rng.choice(others)
        ctx.tag("pointer to one of two objects")
        target = [ex.condition(ctx), f" ? {cast(l)} : {cast(o)}"]
        made_by.cost, made_by.null = max(l.cost, o.cost), l.null or o.null
    elif ctx.chance(0.4) and not h.holders:
        target, made_by.null = [ex.condition(ctx), f" ? {cast(l)} : nullptr"], True
    ctx.add(made_by)
    return [Stmt([f"{const}{h.base}* {name} = ", *target, ";"], "pointer", declares=True)]


def reseat(ctx):
    """A pointer to a base that points to another object from here on."""
    views = usable(ctx, lambda l: l.seated and not ctx.in_lambda)
    if not views:
        return None
    v = ctx.rng.choice(views)
    fits = lambda l: l.stable and l.hierarchy is v.hierarchy and l.cost <= v.cost and ctx.depth(l) <= v.level \
        and (l.writable or not v.writable) and (v.null or not l.null)
    targets = [pointed(l) for l in usable(ctx, fits)] + (["nullptr"] if v.null else [])
    return [Stmt([f"{v.name} = {ctx.rng.choice(targets)};"], "reseat")] if targets else None


def hold(ctx):
    """An object that holds others, and a call of it."""
    if not ctx.hierarchies or ctx.trips > 60 or (len(ctx.frames) > 3 and ctx.chance(0.8)):
        return None
    h = ctx.rng.choice(ctx.hierarchies)
    if not h.holders:
        return None
    d, name = ctx.rng.choice(h.holders), ctx.fresh("outer")
    if d.holds == "owned":
        left, one, _ = made(ctx, h)
        right, two, _ = made(ctx, h)
        parts, cost = [f"{d.name} {name}(", left, ", ", right, ");"], one + two + 1
    elif d.holds == "several":
        more, cost = [], 1
        for _ in range(ctx.rng.randint(1, 3)):
            e, one, _ = made(ctx, h)
            more.append(Stmt([f"{name}.add(", e, ");"], "call"))
            cost += one
        statements = [Stmt([f"{d.name} {name};"], "object", declares=True), *more]
    else:
        fits = lambda l: l.stable and l.hierarchy is h and (l.writable or d.const) and (not l.null or d.null) and l.cost < MOST_COST
        options = usable(ctx, lambda l: fits(l) and not ctx.in_lambda)
        if not options:
            return None
        l = ctx.rng.choice(options)
        target = pointed(l) if d.holds == "pointer" else l.name if l.access == "." else "*" + l.name
        if d.null and ctx.chance(0.3):
            target = "nullptr"
        parts, cost = [f"{d.name} {name}({target}, ", *numbers(ctx, h, 1), ");"], l.cost + 1
    if d.holds != "several":
        statements = [Stmt(parts, "object", declares=True)]
    outer, got = Law(name, h, ".", cost), Scalar(ctx.fresh("got"), h.real)
    if not affordable(ctx, outer):
        return None
    argument = ex.squeeze(ctx, ex.real(ctx, 1), 2)
    with_member(ctx, outer)
    ctx.cost = max(ctx.cost, ctx.trips * cost * h.cost)
    ctx.live.append(ctx.add(got))
    return [*statements, Stmt([f"{got.ctype} {got.name} = {name}.at(", argument, ");"], "declare", declares=True)]


# Many of them.

def several(ctx):
    """Pointers to objects in a vector, made one by one or in a loop; or in an array, to objects that stand elsewhere."""
    if not ctx.hierarchies or ctx.trips > 10 or ctx.in_lambda:
        return None
    h, name = ctx.rng.choice(ctx.hierarchies), ctx.fresh("laws")
    form = ctx.rng.choice(["listed", "loop", "loop", "loop" if h.holders else "slots", "pointers", "pointers"])
    laws = Laws(name, h, Length(None, ctx.rng.randint(2, 3)), smart=True)
    if form == "pointers":
        options = usable(ctx, lambda l: l.stable and l.hierarchy is h)
        if not options:
            return None
        chosen = [ctx.rng.choice(options) for _ in range(laws.length.c)]
        laws.smart, laws.writable = False, all(l.writable for l in chosen)
        laws.cost, laws.null = max(l.cost for l in chosen), any(l.null for l in chosen)
        targets = [pointed(l) for l in chosen]
        if ctx.chance(0.3) and not h.holders:
            targets[ctx.rng.randrange(len(targets))], laws.null = "nullptr", True
        ctx.add(laws)
        ctx.tag("array of pointers to a base")
        return [Stmt([f"{'' if laws.writable else 'const '}{h.base}* {name}[{laws.length.c}] = {{{', '.join(targets)}}};"], "pointers",
                     declares=True)]
    if form == "listed":
        statements = [Stmt([f"std::vector<{h.pointer}> {name};"], "vector", declares=True)]
        for _ in range(laws.length.c):
            e, cost, null = made(ctx, h, True)
            laws.cost, laws.null = max(laws.cost, cost), laws.null or null
            statements.append(Stmt([f"{name}.push_back(", e, ");"], "push"))
        ctx.add(laws)
        return statements
    if "n" in ctx.least and ctx.chance(0.7):
        laws.length = Length("n", 0)
    size, i, trips = laws.length.text(), ctx.fresh("i"), laws.length.c + (MAX_LENGTH if laws.length.sym else 0)
    put = lambda e: Stmt([f"{name}[{i}] = " if form == "slots" else f"{name}.push_back(", e, ";" if form == "slots" else ");"], "push")
    with ctx.scope(Integer(i, "int", 0, laws.length.c - 1, laws.length.sym), trips=trips):
        options = [made(ctx, h, True) for _ in range(ctx.rng.choice([1, 2, 2]))]
        laws.cost, laws.null = max(cost for _, cost, _ in options), any(null for _, _, null in options)
        parts = [put(options[0][0])]
        if len(options) > 1:
            condition = Expr(f"{i} % 2 == 0", "bool") if ctx.chance(0.5) else ex.condition(ctx, 0)
            parts = [Stmt(["if (", condition, ") ", Block(parts), " else ", Block([put(options[1][0])])], "if")]
        if form == "slots" and ctx.chance(0.5):
            parts, laws.null = [Stmt(["if (", ex.condition(ctx, 0), ") ", Block(parts)], "if")], True
    ctx.tag("objects made in a loop")
    ctx.add(laws)
    return [Stmt([f"std::vector<{h.pointer}> {name}{f'({size})' if form == 'slots' else ''};"], "vector", declares=True),
            Stmt([f"for (int {i} = 0; {i} < {size}; ++{i}) ", Block(parts)], "for", unwrapped=f"const int {i} = 0;")]


def through_all(ctx):
    """A loop over pointers to objects, which are called, changed, exchanged, or among which one is chosen."""
    import loops
    import patterns
    options = collections(ctx)
    if not options:
        return None
    laws = ctx.rng.choice(options)
    h, trips = laws.hierarchy, laws.length.c + (MAX_LENGTH if laws.length.sym else 0)
    if ctx.trips * trips * laws.cost * h.cost > 600 or len(ctx.loops) > 2:
        return None
    one, size, made = ctx.fresh("one"), laws.length.text(), []
    argument = lambda: ex.squeeze(ctx, ex.real(ctx, 1), 2)
    if ctx.chance(0.15) and ctx.lower(laws.length) >= 1 and not (laws.null or h.holders):
        ctx.tag("best of several objects")
        i, number = ctx.fresh("i"), argument()
        of = lambda k: f"{laws.name}[{k}]"
        get = ".get()" if laws.smart else ""
        best = Law(ctx.fresh("best"), h, "->", laws.cost, laws.writable, stable=False)
        ctx.add(best)
        laws.pinned = True
        return [Stmt([f"{'' if laws.writable else 'const '}{h.base}* {best.name} = {of(0)}{get};"], "pointer", declares=True),
                Stmt([f"for (int {i} = 1; {i} < {size}; ++{i}) ",
                      Block([Stmt([f"if ({of(i)}->at(", number, f") > {best.name}->at(", number, f")) {best.name} = {of(i)}{get};"], "if")])], "for")]
    s = patterns.sum_variable(ctx, made)
    form = ctx.rng.choice(["range", "range", "index"])
    law = Law(one, h, "->", laws.cost, laws.writable, laws.null, laws.smart, pinned=laws.pinned)
    entities = [law]
    if form == "index":
        i = ctx.fresh("i")
        law.name = f"{laws.name}[{i}]"
        entities.append(Integer(i, "int", 0, laws.length.c - 1, laws.length.sym))
        head, law.stable = f"int {i} = 0; {i} < {size}; ++{i}", False
    else:
        head = f"{'const auto&' if laws.smart else 'auto*'} {one} : {laws.name}"
    prefix = []
    with ctx.scope(*entities, trips=1):
        if law.null and ctx.chance(0.5):
            prefix, law.null = [Stmt([f"if (!{law.name}) ", Block([Stmt(["continue;"], "continue")])], "if")], False
            law.asked = laws
        term = call(ctx, law, argument())
        carried = ctx.chance(0.3)
        first = Stmt([f"{s.name} = ", ex.squeeze(ctx, ex.mul(term, ex.squeeze(ctx, Expr(s.name, ctx.real, -40, 40), 1)), 2), ";"], "assign") \
            if carried else Stmt([f"{s.name} += ", patterns.small(ctx, term, trips * ctx.trips), ";"], "add")
        inner = loops.body(ctx, trips, "for", prefix=[*prefix, first, *(update(ctx, [law]) or [] if ctx.chance(0.4) else [])])
    ctx.cost = max(ctx.cost, ctx.trips * trips * laws.cost * h.cost)
    ctx.add(s)
    return [*made, Stmt([f"for ({head}) ", inner], "for", **({"unwrapped": f"const int {i} = 0;"} if form == "index" else {}))]


def exchange(ctx):
    """Elements that change places. What was found not to be null is in its place as long as it is called."""
    options = collections(ctx, lambda laws: not ctx.all(Law, lambda one: one.asked is laws))
    if not options:
        return None
    laws = ctx.rng.choice(options)
    j, k = ex.subscript(ctx, laws.length), ex.subscript(ctx, laws.length)
    if not j or not k:
        return None
    return [Stmt([f"std::swap({laws.name}[", j, f"], {laws.name}[", k, "]);"], "swap elements")]


# Calls.

def call(ctx, l, argument):
    """A virtual call of the object, or another number where there is none."""
    text = f"{l.name}{l.access}"
    kind = ctx.rng.choice(["at", "at", "at", "slope"] + (["twice"] if ctx.trips * l.cost * l.hierarchy.cost <= 300 else []))
    ctx.cost = max(ctx.cost, ctx.trips * l.cost * l.hierarchy.cost * (2 if kind == "twice" else 1))
    e = Expr([f"{text}{kind}(", *([] if kind == "slope" else [argument]), ")"], l.hierarchy.real, -2, 2)
    if not l.null:
        return e
    ctx.tag("call of an object or null")
    return Expr([f"({l.name}{ctx.rng.choice(['', ' != nullptr'])} ? ", e, " : ", ex.convert(argument, e.ctype), ")"], e.ctype, -2, 2)


def element(ctx):
    """An element of a collection as an object, or None."""
    options = collections(ctx)
    if not options:
        return None
    laws = ctx.rng.choice(options)
    k = ex.subscript(ctx, laws.length)
    if not k:
        return None
    return Law(f"{laws.name}[{k.text()}]", laws.hierarchy, "->", laws.cost, laws.writable, laws.null, laws.smart, stable=False, pinned=laws.pinned)


def query(ctx, depth):
    """A number from an object, or None."""
    options = usable(ctx)
    some = element(ctx) if not options or ctx.chance(0.3) else None
    if not options and not some:
        return None
    return call(ctx, some or ctx.rng.choice(options), ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 2))


def result(ctx):
    """A variable that a virtual call gives."""
    e = query(ctx, 2)
    if not e:
        return None
    name = ctx.fresh("got")
    ctx.add(Scalar(name, e.ctype))
    return [Stmt([f"{e.ctype} {name} = ", e, ";"], "declare", declares=True)]


def update(ctx, options=None):
    """A virtual call that changes the object."""
    some = element(ctx) if not options and ctx.chance(0.3) else None
    options = [l for l in options or ([some] if some else usable(ctx)) if l.writable]
    if not options:
        return None
    l = ctx.rng.choice(options)
    e = ex.squeeze(ctx, ex.real(ctx, 1), 2)
    ctx.cost = max(ctx.cost, ctx.trips * l.cost * l.hierarchy.cost)
    made = Stmt([f"{l.name}{l.access}update(", e, ");"], "call")
    return [Stmt([f"if ({l.name}) ", Block([made])], "if")] if l.null else [made]


def compare(ctx):
    """A condition: is there an object, and is it this one? Or None."""
    pointers = usable(ctx, lambda l: l.access == "->")
    if not pointers:
        return None
    l = ctx.rng.choice(pointers)
    others = usable(ctx, lambda o: o is not l and o.hierarchy is l.hierarchy)
    ctx.tag("comparison of pointers to a base")
    if others and ctx.chance(0.6):
        return Expr(f"{pointed(l)} {ctx.rng.choice(['==', '!='])} {pointed(ctx.rng.choice(others))}", "bool")
    if not (l.null or l.smart):
        return None
    return Expr(f"{l.name} {ctx.rng.choice(['==', '!='])} nullptr", "bool")


def argument(ctx, kind):
    """For a parameter of a function: const law, law, or pointer law, and the base's name."""
    base, pointer = kind.split()[-1], kind.startswith("pointer")
    fits = lambda l: l.hierarchy.base == base and l.cost <= MOST_COST and (l.writable or kind != f"law {base}") and (pointer or not l.null)
    options = usable(ctx, fits)
    if pointer and (not options or ctx.chance(0.15)):
        return Expr(f"static_cast<const {base}*>(nullptr)", "pointer")
    if not options:
        return None
    l = ctx.rng.choice(options)
    return Expr(pointed(l) if pointer else l.name if l.access == "." else "*" + l.name, "law")


HIERARCHIES = {"object of a hierarchy": (4, declare), "another object of a hierarchy": (2, replace), "view of a base": (2.5, view),
               "view seated again": (2, reseat), "object that holds others": (2.5, hold), "objects of a hierarchy": (2.5, several),
               "loop over objects": (3, through_all), "exchanged objects": (1, exchange), "result of a virtual call": (2, result),
               "change by a virtual call": (2.5, update)}
