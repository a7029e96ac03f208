"""Classes that a program defines, and statements about objects of them."""

from dataclasses import dataclass

import expressions as ex
from context import Array, Length, Object, Scalar
from tree import Block, Expr, Stmt


@dataclass
class Class:
    name: str
    real: str
    extended: bool = False  # derived from another one


def returns(e):
    return Block([Stmt(["return ", e, ";"], "return")])


def define(maker):
    """A class with private members, constructors, methods and operators; sometimes one that is derived from it."""
    import statements as st
    rng, real, name = maker.rng, maker.real, f"Box{len(maker.classes)}"
    maker.tags.add("class")

    def method(*parameters, writable=False):
        ctx = maker.context({})
        ctx.counter.update({"t": 1, "k": 1})
        for member in ("a_", "b_"):
            ctx.add(Scalar(member, real, writable=writable))
        ctx.add(Array("c_", real, Length(None, 2), writable=writable))
        for p in parameters:
            ctx.add(p)
        ctx.may_return = False
        return ctx

    t = lambda: Scalar("t", real)
    number = lambda ctx, depth=1: ex.squeeze(ctx, ex.real(ctx, depth), 2)
    setter = method(t(), writable=True)
    setter.left = 3
    first, second, value, called = (method(t()) for _ in range(4))
    start = maker.context({})
    start.add(Scalar("a", real))
    start.add(Scalar("b", real))
    half = ex.literal(start, 0.5).text()
    initial = ["a_(", number(start), "), b_(", number(start, 0), ")"] if rng.random() < 0.6 else ["a_(a), b_(b)"]
    parts = [f"class {name} {{\npublic:\n  {name}() = default;\n  {name}({real} a, {real} b) : ", *initial, " {}\n",
             f"  explicit {name}({real} all) : {name}(all, {half} * all) {{}}\n",
             f"  {real} value({real} t) const ", returns(number(value, 2)),
             f"\n  void update({real} t) ", Block(st.statements(setter, 2)),
             f"\n  {real}& first() {{ return a_; }}\n  {real} first() const {{ return a_; }}\n",
             f"  {real} operator[](int i) const {{ return i == 0 ? a_ : i == 1 ? b_ : c_[0]; }}\n",
             f"  {real} operator()({real} t) const ", returns(number(called)),
             f"\n  {name}& operator+=(const {name}& o) {{\n    a_ = {half} * (a_ + o.a_);\n    b_ = {half} * (b_ - o.b_);\n"
             f"    c_[1] = a_ * {half} + {half} * o.c_[0];\n    return *this;\n  }}\n",
             f"  {name} operator-() const {{ return {name}(-a_, -b_); }}\n",
             f"  friend {name} operator*({real} s, const {name}& o) ",
             returns(Expr([f"{name}(s * {half} * o.a_, o.b_ * {half})"], name)),
             f"\n\n{rng.choice(['private', 'protected'])}:\n  {real} a_ = {half}, b_ = 0, c_[2] = {{}};\n}};\ninline {name} operator+({name} a, const {name}& b) {{ return a += b; }}"]
    if "protected:" in "".join(p for p in parts if isinstance(p, str)) and rng.random() < 0.5:
        extended = method(t(), Scalar("d_", real))
        parts += [f"\nclass More{name} : public {name} {{\npublic:\n  using {name}::{name};\n",
                  f"  More{name}({real} a, {real} b, {real} d) : {name}(a, b), d_(d) {{}}\n",
                  f"  {real} more({real} t) const ", returns(number(extended, 2)), f"\n\nprivate:\n  {real} d_ = {half};\n}};"]
        maker.classes.append(Class(f"More{name}", real, True))
        maker.tags.add("derived class")
    maker.classes.append(Class(name, real))
    maker.globals.append(Stmt(parts, "global", declares=True))


AGGREGATE = """struct Vec {{
  {0} x, y, along = x;
  Vec turned() const {{ return {{-y, x}}; }}
  Vec scaled({0} s) const {{
    Vec result = {{s * x, y}};
    return result;
  }}
  {0} dot(const Vec& o) const {{ return {1} * (x * o.x + y * o.y * along); }}
}};"""


def define_aggregate(maker):
    """A struct with methods that make others of it."""
    quarter = ex.literal(maker.context({}), 0.25).text()
    maker.globals.append(Stmt([AGGREGATE.format(maker.real, quarter)], "global", declares=True))
    maker.aggregate = True
    maker.tags.add("aggregate with methods")


def aggregate_query(ctx, depth):
    number = lambda: ex.convert(ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 1), ctx.real)
    ctx.tag("aggregate in an expression")
    made = lambda: Expr(["Vec{", number(), ", ", number(), "}"], "Vec")
    kind = ctx.rng.choice(["dot", "member", "both"])
    if kind == "dot":
        return Expr([made(), ".dot(", made(), ")"], ctx.real, -2, 2)
    if kind == "member":
        return Expr([made(), ".scaled(", number(), f").turned().{ctx.rng.choice(['x', 'y', 'along'])}"], ctx.real, -2, 2)
    return Expr([made(), ".turned().scaled(", number(), ").dot(", made(), ")"], ctx.real, -2, 2)


# Expressions and statements.

def query(ctx, depth):
    """A number from an object, or None."""
    if ctx.aggregate and ctx.chance(0.4):
        return aggregate_query(ctx, depth)
    objects = ctx.all(Object)
    if not objects:
        return None
    ctx.tag("method")
    o = ctx.rng.choice(objects)
    name, real = o.name, o.cls.real
    argument = lambda: ex.squeeze(ctx, ex.real(ctx, max(0, depth - 1)), 2)
    kind = ctx.rng.choice(["value", "call", "index", "first", "sum"] + (["more"] * 2 if o.cls.extended else []))
    if kind in ("value", "more"):
        return ex.call(f"{name}.{kind}", argument(), lo=-2, hi=2, ctype=real)
    if kind == "call":
        return ex.call(name, argument(), lo=-2, hi=2, ctype=real)
    if kind == "first":
        return Expr(f"{name}.first()", real, -2, 2)
    same = [p for p in objects if p.cls is o.cls and not o.cls.extended]
    if kind == "sum" and same:
        return Expr([f"({name} + {ctx.rng.choice(same).name}).value(", argument(), ")"], real, -2, 2)
    k = ex.subscript(ctx, Length(None, 3))
    return Expr([f"{name}[static_cast<int>(", k, ")]"], real, -2, 2)


def declare(ctx):
    if not ctx.classes:
        return None
    cls = ctx.rng.choice(ctx.classes)
    name = ctx.fresh(ctx.rng.choice(["box", "item"]))
    number = lambda: ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), cls.real)
    same = [o for o in ctx.all(Object) if o.cls is cls]
    form = ctx.rng.choice(["two", "two", "list", "one", "none", "array"] + (["copy"] + (["sum", "times", "minus"] if not cls.extended else []))
                          * bool(same))
    const = ctx.rng.choice(["", "", "const "])
    before = f"{const}{cls.name} {name}"
    if form == "array":
        ctx.tag("array of objects")
        parts = [f"{before}[2] = {{{cls.name}(", number(), ", ", number(), f"), {cls.name}(", number(), ")};"]
        for k in range(2):
            ctx.add(Object(f"{name}[{k}]", cls, writable=not const))
        return [Stmt(parts, "object", declares=True)]
    if form == "two":
        parts = [f"{before}(", number(), ", ", number(), ");"]
    elif form == "list":
        parts = [f"{before}{{", number(), ", ", number(), "};"]
    elif form == "one":
        parts = [f"{before}(", number(), ");"]
    elif form == "none":
        parts = [f"{cls.name} {name};"]
        const = ""
    else:
        parts = [f"{before} = ", combined(ctx, cls, same, form), ";"]
    ctx.add(Object(name, cls, writable=not const))
    return [Stmt(parts, "object", declares=True), *(update(ctx) or [] if ctx.chance(0.5) else [])]


def combined(ctx, cls, same, form):
    a, b = ctx.rng.choice(same).name, ctx.rng.choice(same).name
    if form == "copy":
        return Expr(a, cls.name)
    if form == "sum":
        return Expr(f"{a} + {b}", cls.name)
    if form == "minus":
        return Expr(f"-{a}", cls.name)
    return Expr([ex.convert(ex.squeeze(ctx, ex.real(ctx, 1), 2), cls.real), f" * {a}"], cls.name)


def update(ctx):
    objects = ctx.all(Object, lambda o: o.writable)
    if not objects:
        return None
    o = ctx.rng.choice(objects)
    same = [p for p in ctx.all(Object) if p.cls is o.cls]
    number = lambda: ex.squeeze(ctx, ex.real(ctx, 1), 2)
    kind = ctx.rng.choice(["update", "update", "add", "assign", "first", "new", "swap"])
    if kind == "add":
        return [Stmt([f"{o.name} += {ctx.rng.choice(same).name};"], "object changes")]
    if kind == "assign" and not o.cls.extended:
        form = ctx.rng.choice(["copy", "sum", "times", "minus"])
        return [Stmt([f"{o.name} = ", combined(ctx, o.cls, same, form), ";"], "object changes")]
    if kind == "first":
        return [Stmt([f"{o.name}.first() = ", number(), ";"], "object changes")]
    if kind == "new":
        return [Stmt([f"{o.name} = {o.cls.name}(", number(), ", ", number(), ");"], "object changes")]
    others = [p for p in same if p is not o and p.writable]
    if kind == "swap" and others:
        return [Stmt([f"std::swap({o.name}, {ctx.rng.choice(others).name});"], "object changes")]
    return [Stmt([f"{o.name}.update(", number(), ");"], "object changes")]


OBJECTS = {"object": (2.5, declare), "change of an object": (2.5, update)}
