"""Variables of Eigen's types, and how sizes, types, constants and subscripts are written."""

from dataclasses import dataclass

from context import Length, Scalar
from tree import Expr

MOST = 5  # rows or columns at most


def fixed(number):
    return Length(None, number)


ONE = fixed(1)
NAMES = {"double": "d", "float": "f"}


@dataclass
class Matrix:
    """A matrix, vector, array, or a view of one."""
    name: str
    rows: Length
    cols: Length
    ctype: str = ""
    array: bool = False
    writable: bool = True
    bound: float = 2.0
    budget: float = 0.0    # what sums may still add
    generic: bool = False  # far from 0: its norm has a derivative
    root: str = ""         # whose memory it is
    plain: bool = True     # an object of its own, no view
    sized: bool = False    # a matrix of the caller's: nothing may seem to give it another size

    def __post_init__(self):
        self.root = self.root or self.name

    @property
    def vector(self):
        return self.cols == ONE


@dataclass
class Counter:
    """Of a loop: from 0 to below `below`."""
    name: str
    below: Length


@dataclass
class System:
    """A square matrix far from singular: M = E + 3 I with small E, or symmetric and positive definite."""
    name: str
    size: Length
    ctype: str
    symmetric: bool
    writable: bool = False


@dataclass
class Factors:
    """A decomposition of one."""
    name: str
    size: Length
    kind: str
    writable: bool = False


class M(Expr):
    """An expression of Eigen."""

    def __init__(self, parts, rows, cols, bound, moves=False, computed=False):
        super().__init__(parts, "Eigen", -bound, bound)
        self.rows, self.cols = rows, cols
        operands = [p for p in self.parts if isinstance(p, M)]
        union = lambda name: set().union(*(getattr(o, name) for o in operands))
        self.plain, self.moved, self.roots = union("plain"), union("moved"), union("roots")
        if moves:
            self.moved |= {root for _, root in self.plain}
            self.plain = set()
        if computed:
            self.plain, self.moved = set(), set()

    def disturbs(self, target, whole=True):
        """Whether writing to `target` changes what is still to be read."""
        return target.root in self.moved or any(root == target.root and not (whole and name == target.name) for name, root in self.plain)


def read(e, way="plain"):
    """The variable `e` as an expression."""
    made = M(e.name + (".matrix()" if e.array else ""), e.rows, e.cols, e.bound)
    made.plain, made.roots = {(e.name, e.root)}, {e.root}
    return made


def number(ctx, value):
    return f"{value!r}" + ("f" if ctx.real == "float" else "")


def constant(ctx, lo, hi):
    value = round(ctx.rng.uniform(lo, hi), ctx.rng.choice([1, 2, 4]))
    value = value if abs(value) > 0.05 else 0.25
    return Expr(number(ctx, value) if value > 0 else f"({number(ctx, value)})", ctx.real, value, value)


def upper(length):
    return length.c + (MOST if length.sym else 0)


def spell(ctx, length):
    """The number, as it is written."""
    if length.sym and ctx.chance(0.25):
        same = ctx.all(Matrix, lambda e: e.rows == length and not e.name.endswith(")"))
        if same:
            return f"{ctx.rng.choice(same).name}.rows()"
    return length.text()


def type_name(ctx, rows, cols, is_fixed, array=False, by_rows=False):
    suffix, kind = NAMES[ctx.real], "Array" if array else "Matrix"
    r, c = (rows.c, cols.c) if is_fixed else (rows.c if rows == ONE else "X", cols.c if cols == ONE else "X")
    short = {2, 3, 4, "X"}
    if not by_rows:
        if cols == ONE and r in short:
            return f"Eigen::{'Array' if array else 'Vector'}{r}{suffix}"
        if rows == ONE and c in short and not array:
            return f"Eigen::RowVector{c}{suffix}"
        if r == c and r in short:
            return f"Eigen::{kind}{r}{r if array else ''}{suffix}"
    extent = lambda x: "Eigen::Dynamic" if x == "X" else str(x)
    return f"Eigen::{kind}<{ctx.real}, {extent(r)}, {extent(c)}{', Eigen::RowMajor' if by_rows else ''}>"


def sizes(ctx, rows, cols, ctype):
    """Arguments of a constructor or of Zero(...), without brackets."""
    if "X" not in ctype and "Dynamic" not in ctype:
        return ""
    if cols == ONE or rows == ONE:
        return spell(ctx, rows if cols == ONE else cols)
    return f"{spell(ctx, rows)}, {spell(ctx, cols)}"


def subscript(ctx, length):
    counters = ctx.all(Counter, lambda k: k.below == length)
    if counters and ctx.chance(0.8):
        k = ctx.rng.choice(counters).name
        return k if ctx.chance(0.8) else f"{length.text()} - 1 - {k}"
    if length.sym and ctx.chance(0.3):
        return Length(length.sym, length.c - 1).text()
    return str(ctx.rng.randrange(max(1, ctx.lower(length))))
