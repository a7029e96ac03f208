"""Reads a test's C++ text: requests, signatures, structs, and the CHECK lines above each request.

    // CHECK-INPUT: x = uniform(-2, 2)[5], n = 5
    PULLBACK(vjp, wrt(x[n]))
    double f(const double* x, int n) {

A small reader for the style that the tests are written in, no C++ parser: a test whose signature it cannot read (a
template, a request by name) says it in a line `// CHECK-SIGNATURE: double f<double>(const double* x)`.

A random engine (std::mt19937, std::minstd_rand) is given by its seed; what it yields next, once it was used, is its value
afterwards, which every mode has to leave as the primal does.
"""

import re
from dataclasses import dataclass, field

REALS = {"float": "f", "double": "d", "long double": "l"}
MODES = {"vjp", "value_and_vjp", "gradient", "split", "jvp", "hvp", "jacobian", "value_and_jacobian", "hessian"}


@dataclass
class Parameter:
    name: str
    base: str        # element type without const
    kind: str        # value, pointer, reference
    dims: list       # extents behind a pointer or reference to an array
    const: bool      # what it points to
    inactive: bool = False
    role: str = ""
    holder: str = ""      # std::vector or std::valarray, of them
    eigen: str = ""       # the matrix or array of Eigen that they are, where its size may differ, or that is viewed
    view: str = ""        # Map or Ref
    rows: int = 0         # how many rows it has, where no more is known
    engine: str = ""      # the random engine that the number is the seed of


@dataclass
class Function:
    call: str        # how the primal is called: ns::f<double>
    derived: str     # prefix of generated names: ns::f
    result: str
    parameters: list
    modes: set
    inputs: list = field(default_factory=list)        # (has a kink, Python text)
    expectations: list = field(default_factory=list)  # (case, what, parameter, Python text)
    tolerance: str = ""
    close: bool = False  # values agree to rounding only
    holder: str = ""     # of the result: std::vector or std::valarray, of as many numbers as CHECK-ROWS says


def strip_comments(text):
    """Blanks comments and string literals, keeping every offset."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def matching(text, start, opening="(", closing=")"):
    """Offset of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == opening) - (text[i] == closing)
        if depth == 0:
            return i
    raise SystemExit("unbalanced brackets in the test")


def split_list(text):
    """Splits at commas that stand outside of all brackets."""
    parts, depth, current = [], 0, ""
    for c in text:
        depth += (c in "([{<") - (c in ")]}>")
        if c == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += c
    return parts + [current.strip()] if current.strip() else parts


def scope_at(text, offset):
    """Named namespaces around an offset."""
    stack = []
    for m in re.finditer(r"\bnamespace\s+([\w:]*)\s*{|{|}", text[:offset]):
        if m.group() == "}":
            stack.pop()
        else:
            stack.append(m.group(1) or "")
    return "::".join(name for name in stack if name)


EIGEN = re.compile(r"Eigen::(?:(?P<kind>Matrix|RowVector|Vector|Array)(?P<size>[X\d]{1,2})(?P<suffix>[df])"
                   r"|(?:Matrix|Array)<(?P<scalar>double|float), (?P<rows>[\w:]+), (?P<cols>[\w:]+)[^<>]*>)")


def eigen_shape(base):
    """(scalar, rows, columns) of a matrix or array of Eigen, 0 where its type does not say; None for other types."""
    m = EIGEN.fullmatch(base)
    if not m:
        return None
    if m["scalar"]:
        return m["scalar"], *(0 if "Dynamic" in m[key] else int(m[key]) for key in ("rows", "cols"))
    scalar = {"d": "double", "f": "float"}[m["suffix"]]
    first, last = (0 if c == "X" else int(c) for c in (m["size"][0], m["size"][-1]))
    isVector = "Vector" in m["kind"] or (m["kind"] == "Array" and len(m["size"]) == 1)
    return (scalar, 1, last) if m["kind"] == "RowVector" else (scalar, first, 1 if isVector else last)


class Source:
    """Everything that is read from a test and the headers beside it."""

    def __init__(self, path):
        self.path = path
        self.raw = path.read_text()
        self.text = strip_comments(self.raw)
        self.aliases, self.structs = {}, {}
        for header in self.headers(path):
            self.read_types(strip_comments(header.read_text()))
        self.read_types(self.text)
        self.functions = list(self.read_functions())

    @staticmethod
    def headers(path):
        names = re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(), re.M)
        for name in names:
            header = path.parent / name
            yield from Source.headers(header)
            yield header

    def read_types(self, text):
        for m in re.finditer(r"\busing\s+(\w+)\s*=\s*([^;]+);", text):
            self.aliases[m.group(1)] = m.group(2).strip()
        for m in re.finditer(r"\btypedef\s+([^;]+?)\s+(\w+);", text):
            self.aliases[m.group(2)] = m.group(1).strip()
        for m in re.finditer(r"\bstruct\s+(\w+)\s*{", text):
            scope = scope_at(text, m.start())
            body = text[m.end():matching(text, m.end() - 1, "{", "}")]
            name = scope + "::" + m.group(1) if scope else m.group(1)
            self.structs[m.group(1)] = (name, list(self.read_fields(body)))

    @staticmethod
    def read_fields(body):
        for statement in body.split(";"):
            m = re.match(r"\s*((?:(?:const|unsigned|signed|long|short)\s+)*(?:std::optional<[\w: ]+>|[\w:]+))\s+(.*)", statement, re.S)
            if not m:
                continue
            for declarator in split_list(m.group(2)):
                named = re.match(r"\w+", declarator)
                if not named:  # a member function; in a signature only plain structs are looked at
                    continue
                name = named.group()
                extents = re.findall(r"\[(\w+)\]", declarator)
                yield m.group(1), name, extents

    def resolve(self, base):
        while base in self.aliases:
            base = self.aliases[base]
        return base

    def leaves(self, base, offset="0"):
        """(kind, type, offset expression) of every number in an element; kinds f, d, l, i, and o for whether a std::optional
        has a value, which follows it in the library of GNU."""
        base = self.resolve(base)
        array = re.fullmatch(r"std::array<(.*), (\d+)>", base)
        if array:
            for i in range(int(array.group(2))):
                yield from self.leaves(array.group(1), f"{offset} + {i} * sizeof({array.group(1)})")
            return
        optional = re.fullmatch(r"std::optional<(.*)>", base)
        if optional:
            yield from self.leaves(self.qualify(optional.group(1)), offset)
            yield "o", "bool", f"{offset} + sizeof({self.qualify(optional.group(1))})"
            return
        shape = eigen_shape(base)
        if shape:
            for i in range(shape[1] * shape[2]):
                yield from self.leaves(shape[0], f"{offset} + {i} * sizeof({shape[0]})")
            return
        short = base.split("::")[-1]
        if short not in self.structs:
            yield REALS.get(base, "i"), base, offset
            return
        qualified, fields = self.structs[short]
        for field_type, name, extents in fields:
            count = 1
            for extent in extents:
                count *= int(extent)
            for i in range(count):
                place = f"{offset} + offsetof({qualified}, {name})" + (f" + {i} * sizeof({field_type})" if i else "")
                yield from self.leaves(self.qualify(field_type), place)

    def qualify(self, base):
        return self.structs[base][0] if base in self.structs else base

    def holds_reals(self, base):
        return any(kind != "i" for kind, _, _ in self.leaves(base))

    # Requests.

    def read_functions(self):
        events = [(m.start(), "check", m) for m in re.finditer(r"// CHECK-(\w+):\s*(.*)", self.raw)]
        events += [(m.start(), "request", m)
                   for m in re.finditer(r"\b(PULLBACK|PULLBACK_DIFFERENTIATE)\s*\(", self.text)]
        fresh = lambda: {"INPUT": [], "EXPECT": [], "SIGNATURE": [], "TOLERANCE": [""], "VALUES": [""], "ROWS": [{}]}
        pending = fresh()
        for offset, event, m in sorted(events, key=lambda e: e[0]):
            if event == "check":
                self.note(pending, m.group(1), m.group(2).strip())
                continue
            request = self.text[m.end():matching(self.text, m.end() - 1)]
            for function in self.requested(m, request, pending["SIGNATURE"]):
                function.inputs, function.expectations = pending["INPUT"], pending["EXPECT"]
                function.tolerance = pending["TOLERANCE"][0]
                function.close = pending["VALUES"][0] == "to rounding"
                if pending["ROWS"][0].get("result"):
                    function.holder, element = re.fullmatch(r"(std::\w+)<(.*)>", self.resolve(function.result)).groups()
                    function.result = f"std::array<{element}, {pending['ROWS'][0]['result']}>"
                for p in function.parameters:
                    p.rows = pending["ROWS"][0].get(p.name, 0)
                if not function.inputs:
                    raise SystemExit(f"{self.path}: no CHECK-INPUT for {function.call}")
                yield function
            pending = fresh()

    @staticmethod
    def note(pending, key, value):
        if key in ("INPUT", "KINK"):
            pending["INPUT"].append((key == "KINK", value))
        elif key == "EXPECT":
            what, parameter, text = re.match(r"(\w+)\s+(\w+)\s*=\s*(.*)", value).groups()
            pending["EXPECT"].append((len(pending["INPUT"]) - 1, what, parameter, text))
        elif key == "SIGNATURE":
            pending["SIGNATURE"].append(value)
        elif key in ("TOLERANCE", "VALUES"):
            pending[key] = [value]
        elif key == "ROWS":
            pending["ROWS"] = [{name.strip(): int(count) for name, count in
                                (item.split("=") for item in value.split(","))}]

    def requested(self, m, request, signatures):
        items = split_list(request)
        end = matching(self.text, m.end() - 1) + 1
        scope = scope_at(self.text, m.start())
        named = m.group(1) == "PULLBACK_DIFFERENTIATE"
        if named:
            target = items.pop(0)
        if not signatures:
            declaration = self.text[end:]
            while re.match(r"\s*PULLBACK\s*\(", declaration):  # several requests for one function
                declaration = declaration[matching(declaration, declaration.index("(")) + 1:]
            signatures = [re.match(r"[^{;]*", declaration).group()]
        for signature in signatures:
            result, name, parameters = self.read_signature(signature)
            call = re.sub(r"\(.*", "", target).strip() if named else "::".join(filter(None, [scope, name]))
            if named and scope and not call.startswith(scope):
                call = scope + "::" + call
            function = Function(call, re.sub(r"<.*", "", call), result, parameters, set(items) & MODES)
            self.assign_roles(function, items)
            yield function

    def read_signature(self, text):
        head, parameters = text.split("(", 1)
        text = re.sub(r"\b(PULLBACK_INACTIVE|static|inline|constexpr|noexcept|extern|restrict)\b", " ", head) + "(" + parameters
        m = re.match(r"\s*(.*?)\b([\w:]+(?:<[^()]*>)?)\s*\(", text, re.S)
        inside = text[m.end():matching(text, m.end() - 1)]
        return m.group(1).strip(), m.group(2), [self.read_parameter(p) for p in split_list(inside) if p != "void"]

    def read_parameter(self, text):
        inactive = "PULLBACK_INACTIVE" in text
        text = re.sub(r"\bPULLBACK_INACTIVE\b|\[\[maybe_unused\]\]|\b__restrict\b", " ", text)
        text = re.sub(r"\s*=.*", "", text, flags=re.S).strip()
        const = bool(re.match(r"const\b|[^*&]*\bconst\s*[*&(]", text))
        m = re.match(r"(.*?)\(\s*([&*])\s*(\w+)\s*\)((?:\[\w+\])+)$", text, re.S)
        if m:  # T (&x)[N], T (*x)[N]
            kind = "reference" if m.group(2) == "&" else "pointer"
            return Parameter(m.group(3), self.base(m.group(1)), kind, re.findall(r"\[(\w+)\]", m.group(4)), const, inactive)
        m = re.match(r"(.*?)(\w+)((?:\[\w*\])*)$", text, re.S)
        extents = re.findall(r"\[(\w*)\]", m.group(3))
        declared = m.group(1)
        kind = "pointer" if extents or "*" in declared else "reference" if "&" in declared else "value"
        base = self.base(declared)
        held = re.fullmatch(r"(std::(?:vector|valarray))<(.*)>", base)
        if re.fullmatch(r"std::(mt19937|minstd_rand)", base):
            return Parameter(m.group(2), "unsigned", kind, [], const or kind == "value", inactive, engine=base)
        viewed = re.search(r"Eigen::(Map|Ref)<(const )?(.*)>", declared)
        shape = eigen_shape(viewed.group(3) if viewed else base)
        if shape and (viewed or 0 in shape):
            return Parameter(m.group(2), shape[0], kind, [], bool(viewed.group(2)) if viewed else const, inactive,
                             eigen=viewed.group(3) if viewed else base, view=viewed.group(1) if viewed else "")
        return Parameter(m.group(2), held.group(2) if held else base, kind, extents[1:], const or kind == "value", inactive,
                         holder=held.group(1) if held else "")

    def base(self, text):
        text = re.sub(r"\b(const|struct|restrict)\b|[*&]", " ", text)
        return self.qualify(" ".join(text.split()))

    def assign_roles(self, function, items):
        lists = {}
        for item in items:
            m = re.match(r"(wrt|of|scratch|inactive|name)\s*\((.*)\)$", item, re.S)
            if m:
                names = [re.match(r"\w+", n).group() for n in split_list(m.group(2))]
                lists.setdefault(m.group(1), []).extend(names)
        if "name" in lists:
            function.derived = re.sub(r"\w+$", lists["name"][0], function.derived)
        wrt, of = lists.get("wrt"), lists.get("of", [])
        for p in function.parameters:
            if p.name in lists.get("scratch", []):
                p.role = "Scratch"
            elif p.inactive or p.name in lists.get("inactive", []) or not self.holds_reals(p.base):
                p.role = "Passive"
            elif p.name in of:
                p.role = "InOut" if wrt and p.name in wrt else "Output"
            elif p.const:
                p.role = "Independent" if wrt is None or p.name in wrt else "Passive"
            else:
                p.role = "Independent" if wrt and p.name in wrt else "InOut"
