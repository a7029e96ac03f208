"""Programs as trees: what the generator builds, and what the reducer cuts.

A node is a list of parts, each a piece of text or a node. That is all that printing, deleting and replacing need to know;
which C++ stands in the text is the generator's business.
"""

import copy
import re
from dataclasses import dataclass, field


class Expr:
    """An expression: its parts, C++ type, and an interval that holds its value."""

    def __init__(self, parts, ctype, lo=0, hi=0, sym=None):
        self.parts = parts if isinstance(parts, list) else [parts]
        self.ctype, self.lo, self.hi = ctype, lo, hi
        self.sym = sym  # of integers: the length that `hi` is relative to, if any

    @property
    def bound(self):
        return max(abs(self.lo), abs(self.hi))

    def text(self, indent=""):
        return "".join(p if isinstance(p, str) else p.text(indent) for p in self.parts)


class Block:
    """Statements in braces."""

    def __init__(self, statements=None):
        self.statements = statements if statements is not None else []

    def text(self, indent=""):
        inner = indent + "  "
        return "{\n" + "".join(f"{inner}{s.text(inner)}\n" for s in self.statements) + indent + "}"


class Stmt:
    """A statement. `declares` says that it brings names; `unwrapped` what must stand in front of its blocks' statements
    when the reducer takes the statement itself away."""

    def __init__(self, parts, kind, declares=False, unwrapped=None):
        self.parts, self.kind, self.declares, self.unwrapped = parts, kind, declares, unwrapped

    def text(self, indent=""):
        return "".join(p if isinstance(p, str) else p.text(indent) for p in self.parts)

    def blocks(self):
        return [p for p in self.parts if isinstance(p, Block)]


@dataclass
class Param:
    text: str    # as declared
    name: str
    values: list = field(default_factory=list)  # one list of numbers per case; requested functions only


@dataclass
class Function:
    result: str
    name: str
    params: list
    body: Block
    prefix: str = ""       # in front of the result: template <class T>, static
    declared: bool = False  # in front of all others too

    def head(self):
        return f"{self.prefix}{self.result} {self.name}({', '.join(p.text for p in self.params)})"

    def text(self):
        return f"{self.head()} {self.body.text()}\n"


@dataclass
class Program:
    """One requested function with what it calls, in a namespace of its own."""

    name: str
    globals: list                # Stmt
    helpers: list                # Function
    top: Function
    modes: list
    lists: list                  # (wrt | of | scratch | inactive, [(name, length)])
    tags: set = field(default_factory=set)  # constructs that it has
    returned_count: int = 0                # how many numbers the container has that it returns

    def copy(self):
        return copy.deepcopy(self)

    def functions(self):
        return [*self.helpers, self.top]

    def bodies(self):
        """Everything that statements stand in."""
        return [*(g for g in self.globals if g.blocks()), *(f.body for f in self.functions())]

    def statements(self):
        return sum(f.body.text().count("\n") - 1 for f in self.functions())

    def request(self):
        items = list(self.modes)
        for kind, names in self.lists:
            if names:
                items.append(f"{kind}({', '.join(n + (f'[{length}]' if length else '') for n, length in names)})")
        return f"PULLBACK({', '.join(items)})"

    def cases(self):
        count = max((len(p.values) for p in self.top.params), default=1)
        for k in range(count):
            lists = (f"{p.name} = {p.values[k] if len(p.values[k]) != 1 else p.values[k][0]}" for p in self.top.params)
            yield "// CHECK-INPUT: " + ", ".join(lists) + "\n"

    def tolerance(self):
        """By the coarsest type that anything is computed in, also in between."""
        words = set(re.findall(r"long double|\w+", " ".join(f.text() for f in [*self.globals, *self.functions()])))
        coarse = "2e-5L" if words & {"float", "Nest"} else "1e-11L" if words & {"double", "Pair", "Node", "Maybes"} else "1e-13L"
        return f"// CHECK-TOLERANCE: {coarse}\n"

    def text(self):
        return (f"namespace {self.name} {{\n" + "".join(g.text() + "\n" for g in self.globals)
                + "".join(f.head() + ";\n" for f in self.helpers if f.declared)
                + "".join(f.text() for f in self.helpers) + "".join(self.cases()) + self.tolerance()
                + (f"// CHECK-ROWS: result = {self.returned_count}\n" if self.returned_count else "") + self.request() + "\n"
                + self.top.text() + f"}} // namespace {self.name}\n")
