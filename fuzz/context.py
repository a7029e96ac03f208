"""What the generator knows at a point of a program: names in scope, ranges of integers, room left in sums.

Every real place keeps to [-bound, bound]: assignments are squeezed into it, and sums spend a budget. Integers have ranges
whose upper end may be relative to the function's length `n`, so that subscripts are right by construction.
"""

from dataclasses import dataclass

MAX_LENGTH = 6  # largest n that a test has


@dataclass(frozen=True)
class Length:
    """c, or n + c."""
    sym: str
    c: int

    def text(self):
        if not self.sym:
            return str(self.c)
        return self.sym if self.c == 0 else f"{self.sym} {'+' if self.c > 0 else '-'} {abs(self.c)}"


@dataclass
class Scalar:
    name: str
    ctype: str
    writable: bool = True
    bound: float = 2.0
    budget: float = 0.0    # what sums may still add
    readable: bool = True


@dataclass
class Array:
    name: str
    ctype: str
    length: Length
    writable: bool = True
    bound: float = 2.0
    budget: float = 0.0
    readable: bool = True
    inner: int = 0         # extent of the second dimension, if it has one
    pointer: bool = False  # a pointer variable: may be seated again
    vector: bool = False
    level: int = 0         # depth of the block that it lives in

    def base(self):
        return self.name + ".data()" if self.vector else self.name


@dataclass
class Integer:
    name: str
    ctype: str
    lo: int
    hi: int
    sym: str = None        # hi is relative to it
    writable: bool = False
    wraps: bool = False    # unsigned with any value


@dataclass
class Record:
    name: str
    struct: object
    access: str = "."
    writable: bool = True
    readable: bool = True


@dataclass
class RecordArray:
    name: str
    struct: object
    length: Length
    writable: bool = True
    readable: bool = True


@dataclass
class IndexArray:
    name: str
    length: Length
    values: Length         # elements are in [0, values)
    ctype: str = "int"


class Context:
    """One function under construction."""

    def __init__(self, rng, real, tags, helpers, least):
        self.rng, self.real, self.tags, self.helpers = rng, real, tags, helpers
        self.frames = [[]]
        self.least = {"n": least}          # smallest value of each length in scope
        self.trips = 1                     # how often the current place may run
        self.loops = []                    # kinds of loops around: for `break` and `continue`
        self.switches = 0
        self.counter = {}
        self.result = None                 # C++ type of the function's result, None for void
        self.cleanup = []                  # delete[] statements in front of a return
        self.loop_cleanup = []             # how many of them stood in front of each loop around
        self.left = 0                      # statements still to be made
        self.cost = 1                      # most often that any statement runs
        self.mixed = False                 # several floating-point types
        self.may_return = True             # early
        self.structs = []

    def fresh(self, base):
        k = self.counter.get(base, 0)
        self.counter[base] = k + 1
        return base if k == 0 and base not in ("n", "m") else f"{base}{k}"

    def add(self, entity):
        if isinstance(entity, Array):
            entity.level = len(self.frames)
        self.frames[-1].append(entity)
        return entity

    def all(self, kind, test=lambda e: True):
        return [e for frame in self.frames for e in frame if isinstance(e, kind) and test(e)]

    def chance(self, p):
        return self.rng.random() < p

    def tag(self, name):
        self.tags.add(name)

    # Ranges.

    def lower(self, length):
        return length.c + (self.least[length.sym] if length.sym else 0)

    def below(self, hi, sym, length):
        """Is hi (+ sym) < length for sure?"""
        if sym == length.sym:
            return hi < length.c
        low = self.lower(length)
        high = hi + (MAX_LENGTH if sym else 0)
        return high < low
