"""What the generator knows at a point of a program: names in scope, ranges of integers, room left in sums.

Every real place keeps to [-bound, bound]: assignments are squeezed into it, and sums spend a budget. Integers have ranges
whose upper end may be relative to the function's length `n`, so that subscripts are right by construction.
"""

from contextlib import contextmanager
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
    kept: float = None     # what assignments keep to, if that is less than bound
    plain: bool = False    # a variable of its own, which an inner block may hide
    bound_name: bool = False  # of a structured binding: lambdas cannot capture it


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
    vector: bool = False   # of class std::vector or std::array
    fixed: bool = False    # of class std::array
    extent: bool = False   # declared with its extent here: a range
    output: bool = False   # a pure output: calls may not read it
    level: int = 0         # depth of the block that it lives in
    kept: float = None

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
    extent: bool = False


@dataclass
class Growing:
    """A std::vector whose size is not known; its elements keep to 2."""
    name: str
    ctype: str
    most: int = 0          # size at most
    level: int = 0
    locked: bool = False   # while a loop runs over it


@dataclass
class Object:
    """Of a class that the program defines."""
    name: str
    cls: object
    writable: bool = True


@dataclass
class Law:
    """An object of a hierarchy, see hierarchies.py: a variable, a reference, or a pointer of some kind to it."""
    name: str
    hierarchy: object
    access: str = "."
    cost: int = 1          # of a call, in calls of the simplest classes
    writable: bool = True
    null: bool = False     # a pointer that may be null
    smart: bool = False    # std::unique_ptr or std::shared_ptr
    stable: bool = True    # stands for the same object as long as it lives
    seated: bool = False   # a pointer variable that may be seated again
    pinned: bool = False   # another pointer leads to the object, which is not replaced
    cls: object = None     # the object's class, where that is known
    asked: object = None   # the pointers, of which this is one that was found not to be null
    level: int = 0         # depth of the block that it lives in


@dataclass
class Laws:
    """Pointers to objects of a hierarchy, in an array or a vector."""
    name: str
    hierarchy: object
    length: Length
    cost: int = 1          # of a call of any of them
    writable: bool = True
    null: bool = False     # some may be null
    smart: bool = False
    pinned: bool = False   # another pointer leads to one of the objects
    level: int = 0


@dataclass
class Maybe:
    """A pointer to a real number or to a record, or null, see nullables.py."""
    name: str
    target: object         # a real type or a struct
    writable: bool = False  # what it points to may be written
    seated: bool = True    # may be seated again
    level: int = 0


@dataclass
class Slots:
    """An array or a vector of structs that hold pointers, or null."""
    name: str
    slot: object
    length: Length
    level: int = 0


@dataclass
class Variant:
    """Of one of a program's std::variant types, see alternatives.py."""
    name: str
    form: object
    writable: bool = True


@dataclass
class Flags:
    """A std::bitset."""
    name: str
    size: int
    writable: bool = True


@dataclass
class Callable:
    """A local lambda: real, of real arguments."""
    name: str
    ctype: str
    arity: int
    cost: int = 1
    left: int = 60         # calls that may still be made
    changes: bool = False  # its own state: no part of a const lambda
    pointer: bool = False  # to a function: lambdas do not capture it
    alone: bool = False    # changes something: its call is no part of an expression, whose operands have no order


@dataclass
class Held:
    """A container that recursive functions work on, see recursions.py: a vector, rows, a map of results, an object that holds vectors."""
    name: str
    shape: str
    writable: bool = True
    part: bool = False     # of another one


@dataclass
class Engine:
    """A random engine."""
    name: str


@dataclass
class Wrapper:
    """A reference that is an object, or a vector of such, see wrappers.py."""
    name: str
    ctype: str
    writable: bool = True
    many: int = 0          # how many there are at least, if it is a vector
    most: int = 0          # how many more there may be
    level: int = 0         # depth of the block that it lives in


@dataclass
class Marks:
    """A set of integers."""
    name: str


@dataclass
class Enumerator:
    """A variable of an enumeration."""
    name: str
    enum: str              # a key of ENUMS
    writable: bool = False


ENUMS = {"Colour": (["Colour::red", "Colour::green", "Colour::blue"], 2), "Level": (["low", "middle", "high"], 4)}


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
        self.least = least                 # smallest value of each length in scope
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
        self.classes = []
        self.hierarchies = []
        self.slots = []                    # structs that hold pointers which may be null
        self.forms = []                    # types of variants
        self.engines = []                  # functions that draw
        self.knots = []                    # classes of nodes, see linked.py
        self.around = None                 # functions and classes that put things into containers, see around.py
        self.signature = []                # kinds of parameters, see signatures.py
        self.tables = False                # static tables and keys of several parts, see tables.py
        self.wraps = False                 # references that are objects, sets and lists in braces
        self.guards = []                   # classes of scope guards; programs that have some throw nothing
        self.recursions = []               # recursive functions over containers, and the structs that they use
        self.in_lambda = False
        self.texts = None                  # draws text for the function that is requested
        self.worded = 0                    # how often it did
        self.by_value = False              # in a lambda that captures by value: all that is from outside is const
        self.aggregate = False             # there is a struct with methods, see classes.py
        self.weights = {}                  # of the kinds of statements
        self.live = []                     # numbers that the result has to depend on, if they are still in scope there
        self.used = set()                  # names that something at the end of a block needs: not to be hidden

    def fresh(self, base):
        k = self.counter.get(base, 0)
        self.counter[base] = k + 1
        return base if k == 0 and base not in ("n", "m") else f"{base}{k}"

    def add(self, entity):
        if isinstance(entity, (Array, Growing, Law, Laws, Maybe, Slots)):
            entity.level = len(self.frames)
        self.frames[-1].append(entity)
        return entity

    def all(self, kind, test=lambda e: True):
        hidden, result = set(), []
        for frame in reversed(self.frames):
            result = [e for e in frame if isinstance(e, kind) and e.name not in hidden and test(e)] + result
            hidden.update(e.name for e in frame)
        return result

    def depth(self, entity):
        """Depth of the block that a name in scope lives in, 0 if it has gone."""
        return next((k for k in range(len(self.frames), 0, -1) if any(e is entity for e in self.frames[k - 1])), 0)

    @contextmanager
    def scope(self, *entities, trips=1):
        """A block of its own that runs `trips` times for each time that its surroundings do."""
        self.frames.append([])
        for e in entities:
            self.add(e)
        old, self.trips = self.trips, self.trips * max(trips, 1)
        self.cost = max(self.cost, self.trips)
        yield
        self.trips = old
        self.frames.pop()

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
