"""What iterations of a loop make, and the containers around the loop that they put it into (around.py)."""

from dataclasses import dataclass

import expressions as ex
from context import Scalar
from recursions import LIMIT
from tree import Expr, Block, Stmt


def number(ctx, *texts, depth=None):
    """A number that keeps to 2, made of these among others."""
    e = ex.real(ctx, ctx.rng.choice([0, 1, 1, 2]) if depth is None else depth)
    for text in texts:
        e = (ex.mul if ctx.chance(0.6) else ex.add)(Expr(text, ctx.real, -2, 2), ex.squeeze(ctx, e, 4))
    return ex.convert(ex.squeeze(ctx, e, 2), ctx.real)


def place(ctx, text, writable=True):
    return Scalar(text, ctx.real, writable=writable, bound=LIMIT, kept=2)


def assign(ctx, text, *more):
    return Stmt([f"{text} = ", number(ctx, text, *more), ";"], "assign")


# What iterations make.

@dataclass
class Shape:
    """How many numbers it has, or rows and numbers in each, and whether that changes from one to the next."""
    kind: str
    real: str
    count: int
    rows: int = 2
    varies: bool = False

    def type(self):
        vector = f"std::vector<{self.real}>"
        return {"vector": vector, "rows": f"std::vector<{vector}>", "part": "Part", "array": f"std::array<{self.real}, {self.count}>",
                "parts": "std::vector<Part>"}[self.kind]

    def swaps(self):
        return self.kind != "part"

    def size(self, t):
        return f"static_cast<std::size_t>(1 + {t} % {self.count})" if self.varies and t else str(self.count)

    def numbers(self, x):
        """Some places that it has for sure."""
        last = 0 if self.varies else self.count - 1
        x = f"({x})" if x.startswith("*") else x
        return {"vector": [f"{x}[0]", f"{x}.back()", f"{x}[{last}]", f"{x}.front()", f"{x}[{x}.size() - 1]"], "array": [f"{x}[0]",
                                                                                                                        f"{x}[{last}]"],
                "part": [f"{x}.scale", f"{x}.data[0]", f"{x}.data.back()"],
                "rows": [f"{x}[0][0]", f"{x}[{self.rows - 1}][{last}]", f"{x}.back().back()", f"{x}[{self.rows - 1}].front()"],
                "parts": [f"{x}[0].scale", f"{x}.back().data[0]", f"{x}[{self.rows - 1}].data.back()"]}[self.kind]

    def each(self, x, e, inner):
        """A loop over all numbers, whose body is given a place."""
        one = f"{e}s"
        return {"vector": [(f"auto& {e} : {x}", e)], "array": [(f"auto& {e} : {x}", e)], "part": [(f"auto& {e} : {x}.data", e)],
                "rows": [(f"auto& {one} : {x}", ""), (f"auto& {e} : {one}", e)],
                "parts": [(f"auto& {one} : {x}", ""), (f"auto& {e} : {one}.data", e)]}[self.kind]

    def value(self, ctx, t="", *texts):
        """Parts of an expression that makes one."""
        n = lambda: number(ctx, *texts, depth=1)
        vector = f"std::vector<{self.real}>"
        one = lambda: [f"{vector}({self.size(t)}, ", n(), ")"]
        if self.kind == "array":
            return [f"{self.type()}{{{{", *(p for k in range(self.count) for p in ([", ", n()] if k else [n()])), "}}"]
        if self.kind == "vector":
            if not self.varies and ctx.chance(0.3):
                return [f"{vector}{{", *(p for k in range(self.count) for p in ([", ", n()] if k else [n()])), "}"]
            return one()
        if self.kind == "part":
            return ["Part{", *one(), ", ", n(), "}"]
        return [f"{self.type()}({self.rows}, ", *(["Part{", *one(), ", ", n(), "}"] if self.kind == "parts" else one()), ")"]


def shape(ctx):
    kind = ctx.rng.choices(["vector", "rows", "part", "array", "parts"], [5, 2, 3, 1, 1])[0]
    return Shape(kind, ctx.real, ctx.rng.randint(1, 3), ctx.rng.randint(1, 3), kind not in ("array",) and ctx.chance(0.25))


def over(ctx, s, x, make):
    """Statements of a loop over all numbers of one."""
    e = ctx.fresh("e")
    heads = s.each(x, e, None)
    with ctx.scope(place(ctx, e), trips=s.count * s.rows):
        inner = make(e)
    for head, _ in reversed(heads):
        inner = [Stmt([f"for ({head}) ", Block(inner)], "for")]
    return inner


# What they put it into.

class Home:
    """A container: `start` are parts of its declaration, `seen` what may be read: (condition or nothing, place)."""

    def __init__(self, ctx, s, kind, name):
        self.ctx, self.s, self.kind, self.name = ctx, s, kind, name
        self.slots = ctx.rng.randint(2, 4)
        self.filled = ctx.chance(0.4)

    def type(self):
        t = self.s.type()
        return {"history": f"std::vector<{t}>", "sized": f"std::vector<{t}>", "buffers": f"std::array<{t}, 2>", "deque": f"std::deque<{t}>",
                "list": f"std::list<{t}>", "queue": f"std::queue<{t}>", "previous": t, "best": t, "optional": f"std::optional<{t}>",
                "map": f"std::map<int, {t}>", "hashed": f"std::unordered_map<int, {t}>", "owner": f"std::unique_ptr<{t}>",
                "shared": f"std::shared_ptr<{t}>", "owners": f"std::vector<std::unique_ptr<{t}>>",
                "maybes": f"std::vector<std::optional<{t}>>",
                "pair": f"std::pair<{t}, {t}>", "stack": f"std::stack<{t}>", "tuple": f"std::tuple<{t}, {self.s.real}>"}[self.kind]

    def start(self):
        """Parts of what it is at the beginning, or None."""
        v, t = lambda: self.s.value(self.ctx), self.type()
        return {"sized": lambda: [f"{t}({self.slots}, ", *v(), ")"], "buffers": lambda: [f"{t}{{{{", *v(), ", ", *v(), "}}"],
                "previous": v, "best": v, "pair": lambda: [f"{t}(", *v(), ", ", *v(), ")"],
                "tuple": lambda: [f"{t}(", *v(), ", ", number(self.ctx), ")"], "maybes": lambda: [f"{t}({self.slots})"],
                "history": lambda: [f"{t}(1, ", *v(), ")"] if self.filled else None, "deque": lambda: [f"{t}(1, ", *v(),
                                                                                                       ")"] if self.filled else None,
                "owner": lambda: [f"std::make_unique<{self.s.type()}>(", *v(), ")"] if self.filled else None,
                "shared": lambda: [f"std::make_shared<{self.s.type()}>(", *v(), ")"] if self.filled else None}.get(self.kind,
                                                                                                                   lambda: None)()

    def declare(self):
        start = self.start()
        if start is None:
            return Stmt([f"{self.type()} {self.name};"], "around", declares=True)
        return Stmt([f"{self.type()} {self.name} = ", *start, ";"], "around", declares=True)

    def seen(self, t):
        h, c = self.name, self.slots
        some = "" if self.filled else f"!{h}.empty()"
        t = t or "1"
        ring = f"({t} + {self.ctx.rng.randint(0, 3)}) % {c}"
        return {"history": [(some, f"{h}.back()"), (some, f"{h}.front()"), (some, f"{h}[{h}.size() / 2]"), (f"{h}.size() > 1",
                                                                                                            f"{h}[{h}.size() - 2]")],
                "deque": [(some, f"{h}.back()"), (some, f"{h}.front()"), (f"{h}.size() > 1", f"{h}[1]")],
                "list": [(some or f"!{h}.empty()", f"{h}.back()"), (f"!{h}.empty()", f"{h}.front()")],
                "queue": [(f"!{h}.empty()", f"{h}.back()"), (f"!{h}.empty()", f"{h}.front()")], "stack": [(f"!{h}.empty()", f"{h}.top()")],
                "sized": [("", f"{h}[{ring}]"), ("", f"{h}[0]"), ("", f"{h}.back()"), ("", f"{h}[{t} % {c}]")],
                "buffers": [("", f"{h}[{t} % 2]"), ("", f"{h}[({t} + 1) % 2]"), ("", f"{h}[0]"), ("", f"{h}[1]")], "previous": [("", h)],
                "best": [("", h)],
                "optional": [(self.ctx.rng.choice([h, f"{h}.has_value()"]), f"(*{h})"), (f"{h}", f"{h}.value()")],
                "map": [(f"{h}.count(({ring})) > 0", f"{h}.at({ring})"), (f"!{h}.empty()", f"{h}.begin()->second"),
                        (f"{h}.find(({ring})) != {h}.end()", f"{h}[{ring}]")],
                "hashed": [(f"{h}.count({ring}) > 0", f"{h}.at({ring})"), (f"{h}.find({ring}) != {h}.end()", f"{h}.find({ring})->second")],
                "owner": [("" if self.filled else h, f"(*{h})")], "shared": [("" if self.filled else h, f"(*{h})")],
                "owners": [(f"!{h}.empty()", f"(*{h}.back())"), (f"!{h}.empty()", f"(*{h}.front())")],
                "maybes": [(f"{h}[{ring}]", f"(*{h}[{ring}])"), (f"{h}.front().has_value()", f"{h}.front().value()")],
                "pair": [("", f"{h}.first"), ("", f"{h}.second")], "tuple": [("", f"std::get<0>({h})")]}[self.kind]

    def put(self, x, t):
        """Statements that put x in; and whether x is what it was (kept), an earlier one (swapped) or gone (moved)."""
        ctx, h, s = self.ctx, self.name, self.s
        t = t or "1"
        slot = f"{t} % {self.slots}"
        give, state = ctx.rng.choice([(x, "kept"), (f"std::move({x})", "moved"), (f"std::move({x})", "moved")])
        line = lambda text: [Stmt([text], "put")]
        exchange = lambda place: (line(ctx.rng.choice([f"std::swap({place}, {x});", f"{place}.swap({x});"] if s.swaps()
                                                      else [f"std::swap({place}, {x});"])),
                                  "swapped")
        kind = self.kind
        if kind in ("sized", "buffers", "previous", "pair", "tuple") and ctx.chance(0.35):
            return exchange({"sized": f"{h}[{slot}]", "buffers": f"{h}[{t} % 2]", "previous": h, "pair": f"{h}.second",
                             "tuple": f"std::get<0>({h})"}[kind])
        if kind in ("owner", "shared") and self.filled and ctx.chance(0.3):
            return exchange(f"(*{h})")
        fresh = {"owner": "unique", "shared": "shared", "owners": "unique"}.get(kind)
        made = f"std::make_{fresh}<{s.type()}>({give})" if fresh else ""
        there = f"if ({h}) *{h} = {give}; else " if state == "kept" and not self.filled else ""
        texts = {"history": [f"{h}.push_back({give});", f"{h}.emplace_back({give});", f"{h}.insert({h}.begin(), {give});"],
                 "deque": [f"{h}.push_back({give});", f"{h}.push_front({give});", f"{h}.emplace_back({give});"],
                 "list": [f"{h}.push_back({give});", f"{h}.push_front({give});"], "queue": [f"{h}.push({give});", f"{h}.emplace({give});"],
                 "stack": [f"{h}.push({give});"], "sized": [f"{h}[{slot}] = {give};"], "buffers": [f"{h}[{t} % 2] = {give};",
                                                                                                   f"{h}[({t} + 1) % 2] = {give};"],
                 "previous": [f"{h} = {give};"], "optional": [f"{h} = {give};", f"{h}.emplace({give});"],
                 "map": [f"{h}[{slot}] = {give};", f"{h}.insert_or_assign({slot}, {give});"], "hashed": [f"{h}[{slot}] = {give};"],
                 "owner": [f"{there}{h} = {made};"], "shared": [f"{there}{h} = {made};"], "owners": [f"{h}.push_back({made});"],
                 "maybes": [f"{h}[{slot}] = {give};"], "pair": [f"{h} = std::make_pair({give}, {h}.first);", f"{h}.first = {give};"],
                 "tuple": [f"std::get<0>({h}) = {give};"]}
        if kind == "best":
            return [Stmt([f"if ({ctx.rng.choice(s.numbers(x))} > {ctx.rng.choice(s.numbers(h))}) {h} = {give};"], "put")], state
        if kind == "pair" and ctx.chance(0.5):
            older = ctx.rng.choice([f"std::move({h}.first)", f"{h}.first"])
            return line(f"{h}.second = {older};") + line(f"{h}.first = {give};"), state
        made = line(ctx.rng.choice(texts[kind]))
        if kind == "owner" and there:
            made = line(f"if ({h}) *{h} = {give};\n      else {h} = std::make_unique<{s.type()}>({give});")
        return made + self.less(), state

    def less(self):
        """Statements that take some away again."""
        ctx, h = self.ctx, self.name
        k = ctx.rng.randint(1, 3)
        texts = {"history": [f"if ({h}.size() > {k}) {h}.erase({h}.begin());", f"if ({h}.size() > {k}) {h}.pop_back();"],
                 "deque": [f"if ({h}.size() > {k}) {h}.pop_front();", f"while ({h}.size() > {k}) {h}.pop_front();",
                           f"if ({h}.size() > {k}) {h}.pop_back();"],
                 "list": [f"if ({h}.size() > {k}) {h}.pop_front();"], "queue": [f"if ({h}.size() > {k}) {h}.pop();"],
                 "stack": [f"if ({h}.size() > {k}) {h}.pop();"], "owners": [f"if ({h}.size() > {k}) {h}.erase({h}.begin());"],
                 "map": [f"if ({h}.size() > {k}) {h}.erase({h}.begin());"]}.get(self.kind)
        return [Stmt([ctx.rng.choice(texts)], "less")] if texts and ctx.chance(0.5) else []

    def change(self, t):
        """A statement that moves things around in it, or none."""
        ctx, h = self.ctx, self.name
        texts = {"buffers": [f"std::swap({h}[0], {h}[1]);"], "pair": [f"std::swap({h}.first, {h}.second);"],
                 "sized": [f"std::swap({h}[0], {h}[{self.slots - 1}]);", f"{h}[{(t or '0')} % {self.slots}] = {h}.back();",
                           f"std::rotate({h}.begin(), {h}.begin() + 1, {h}.end());"],
                 "history": [f"if ({h}.size() > 1) std::swap({h}.front(), {h}.back());", f"if ({h}.size() > 1) {h}.front() = {h}.back();"],
                 "deque": [f"if ({h}.size() > 1) std::swap({h}.front(), {h}.back());"], "optional": [f"if (", f") {h}.reset();"],
                 "maybes": [f"{h}.front().reset();", f"std::swap({h}.front(), {h}.back());"]}.get(self.kind)
        if not texts or not ctx.chance(0.3):
            return []
        if self.kind == "optional":
            return [Stmt([texts[0], ex.condition(ctx, 0), texts[1]], "change")]
        return [Stmt([ctx.rng.choice(texts)], "change")]


HOMES = {"history": 4, "sized": 4, "buffers": 2, "deque": 3, "list": 1, "queue": 1, "previous": 4, "best": 2, "optional": 3, "map": 2,
         "hashed": 1, "owner": 2, "shared": 1, "owners": 1.5, "maybes": 1.5, "pair": 2, "stack": 1, "tuple": 1}


def home(ctx, s, but=(), name=None):
    kinds = [k for k in HOMES if k not in but]
    kind = ctx.rng.choices(kinds, [HOMES[k] for k in kinds])[0]
    ctx.tag(f"around a loop: {kind} of {s.kind}")
    return Home(ctx, s, kind, name or ctx.fresh({"history": "history", "deque": "window", "best": "best"}.get(kind, "around")))
