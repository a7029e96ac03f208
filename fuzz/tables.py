"""Static tables, hashed containers with keys of several parts or of text, and subscripts that go through types of another sign."""

import expressions as ex
from context import Array, IndexArray, Integer, Length, MAX_LENGTH, Scalar
from homes import number, place
from patterns import fits, small, some_array, sum_variable
from tree import Block, Expr, Stmt

HASHES = """struct PairHash {
  std::size_t operator()(const std::pair<int, int>& p) const {
    return static_cast<std::size_t>(p.first) * 31u + static_cast<std::size_t>(p.second);
  }
};
struct TupleHash {
  std::size_t operator()(const std::tuple<int, int, bool>& t) const {
    return (static_cast<std::size_t>(std::get<0>(t)) << 4) ^ (static_cast<std::size_t>(std::get<1>(t)) << 1) ^ (std::get<2>(t) ? 1u : 0u);
  }
};
struct ArrayHash {
  std::size_t operator()(const std::array<int, 2>& a) const {
    return static_cast<std::size_t>(a[0] + 17 * a[1]);
  }
};
struct Entry {
  REAL mass = 0;
  int count = 0;
  std::vector<REAL> parts;
};"""


def define(maker):
    maker.tables = True
    maker.globals.append(Stmt([HASHES.replace("REAL", maker.real)], "global", declares=True))


def usable(ctx, trips=MAX_LENGTH):
    return ctx.tables and not ctx.by_value and fits(ctx, trips)


# Tables.

def static_table(ctx):
    """A constant table of a function's own, in one of several forms, and a loop that reads it."""
    if not usable(ctx):
        return None
    rng, real, made = ctx.rng, ctx.real, []
    name, count = ctx.fresh("kept_table"), rng.randint(2, 5)
    way = rng.choice(["numbers", "numbers", "std::array", "rows", "subscripts", "structs", "characters"])
    const = rng.choice(["static const ", "static constexpr ", "static const "])
    n = lambda: ex.constant(ctx, -1, 1).text()
    ctx.tag("static table: " + way)
    several = lambda count, one: ", ".join(one() for _ in range(count))
    total, i = sum_variable(ctx, made), ctx.fresh("i")
    if way == "rows":
        made.append(Stmt([f"{const}{real} {name}[{count}][3] = {{{several(count, lambda: '{' + several(3, n) + '}')}}};"], "table",
                         declares=True))
        ctx.add(Array(name, real, Length(None, count), writable=False, bound=1, inner=3))
        texts = [f"{name}[{i}][{rng.randrange(3)}]", f"{name}[{i}][({i} + 1) % 3]", f"*{name}[{i}]"]
    elif way == "subscripts":
        kind = rng.choice(["int", "unsigned", "short", "unsigned char", "signed char"])
        made.append(Stmt([f"{const}{kind} {name}[{count}] = {{{several(count, lambda: str(rng.randrange(count)))}}};"], "table",
                         declares=True))
        a = some_array(ctx, made)
        ctx.add(IndexArray(name, Length(None, count), Length(None, count), kind))
        texts = [f"{a.name}[{name}[{i}] % ({a.length.text()})]"]
    elif way == "structs":
        kind = ctx.fresh("Row")
        made.append(Stmt([f"struct {kind} {{ {real} weight; int which; }};"], "table", declares=True))
        rows = several(count, lambda: f"{{{n()}, {rng.randrange(count)}}}")
        made.append(Stmt([f"{const}{kind} {name}[] = {{{rows}}};"], "table", declares=True))
        texts = [f"{name}[{i}].weight", f"{name}[{name}[{i}].which].weight"]
    elif way == "characters":
        word = "".join(rng.choice("abcd") for _ in range(count))
        form = rng.choice([f'{const}char {name}[] = "{word}";', f'static const char* const {name} = "{word}";',
                           f'const char* {name} = "{word}";',
                           f'const std::string {name} = "{word}";'])
        bins = ctx.fresh("bins")
        made += [Stmt([form], "table", declares=True), Stmt([f"{real} {bins}[4] = {{", number(ctx), ", ", number(ctx), "};"], "declare",
                                                            declares=True)]
        ctx.add(Array(bins, real, Length(None, 4), extent=True))
        texts = [f"{bins}[{name}[{i}] - 'a']", f"{bins}[static_cast<unsigned char>({name}[{i}]) - 97]", f"{bins}[({name}[{i}] + 3) & 3]"]
    else:
        kind = f"std::array<{real}, {count}>" if way == "std::array" else real
        after = "" if way == "std::array" else f"[{count}]"
        braces = f"{{{{{several(count, n)}}}}}" if way == "std::array" else f"{{{several(count, n)}}}"
        made.append(Stmt([f"{const}{kind} {name}{after} = {braces};"], "table", declares=True))
        ctx.add(Array(name, real, Length(None, count), writable=False, bound=1, vector=way == "std::array", fixed=way == "std::array"))
        texts = [f"{name}[{i}]", f"{name}[{count} - 1 - {i}]", f"{name}[({i} * 3 + 1) % {count}]"]
    with ctx.scope(Integer(i, "int", 0, count - 1), trips=count):
        inner = [Stmt([f"{total.name} += ", small(ctx, number(ctx, rng.choice(texts)), ctx.trips), ";"], "add")]
        if way in ("subscripts", "characters") and ctx.chance(0.5):
            t = rng.choice(texts)
            inner.append(Stmt([f"{t} = ", number(ctx, t), ";"], "assign") if way == "characters" or a.writable else inner[0])
    made.append(Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block(inner)], "for", unwrapped=f"const int {i} = 0;"))
    ctx.live.append(ctx.add(total))
    return made


# Keys.

def integer_of(ctx, i):
    """A small integer that depends on a counter, or on what a number is."""
    if ctx.chance(0.25):
        ctx.tag("key of a rounded number")
        e = ex.squeeze(ctx, ex.real(ctx, 0), 2)
        return Expr(["static_cast<int>(std::floor(", e, "))"], "int", -2, 2)
    return Expr(ctx.rng.choice([i, f"{i} % 2", f"{i} / 2", f"{i} - 1", f"({i} * {i}) % 3"]), "int", -1, 6)


def key(ctx, kind, i, name=None):
    a, b = integer_of(ctx, i), integer_of(ctx, i)
    if kind == "pair":
        return ctx.rng.choice([["{", a, ", ", b, "}"], ["std::make_pair(", a, ", ", b, ")"]]) if name is None else \
            ["std::pair<int, int>{", a, ", ", b, "}"]
    if kind == "tuple":
        return [ctx.rng.choice(["std::make_tuple(", "std::tuple<int, int, bool>("]), a, ", ", b, ", ", f"{i} > {ctx.rng.randint(0, 2)})"]
    if kind == "array":
        return [ctx.rng.choice(["{", "std::array<int, 2>{"]) if name is None else "std::array<int, 2>{", a, ", ", b, "}"]
    one, two = ctx.rng.sample(["odd", "even", "a b", "k1", ""], 2)  # texts that are put together are not compared
    return [f'std::string({i} % 2 ? "{one}" : "{two}")' if ctx.chance(0.7) else f'std::string("{one}")']


KEYS = {"pair": ("std::pair<int, int>", "PairHash"), "tuple": ("std::tuple<int, int, bool>", "TupleHash"), "array": ("std::array<int, 2>",
                                                                                                                     "ArrayHash"),
        "text": ("std::string", "")}


def keyed(ctx):
    """A map or a set with such keys, filled by one loop, in which it is asked, too, and asked by another."""
    if not usable(ctx) or ctx.trips > 6 or ctx.in_lambda:
        return None
    rng, real, made = ctx.rng, ctx.real, []
    kind = rng.choice(list(KEYS))
    ctype, hash_ = KEYS[kind]
    value = rng.choice([real, real, f"std::vector<{real}>", "Entry", "set"])
    ordered = rng.random() < 0.25 and kind != "array"
    m, i, found, k = ctx.fresh("table"), ctx.fresh("i"), ctx.fresh("found"), ctx.fresh("k")
    ctx.tag(f"{'ordered' if ordered else 'hashed'} by {kind}")
    ctx.tag(f"found by keys: {'vector' if 'vector' in value else value if value in ('set', 'Entry') else 'number'}")
    total = sum_variable(ctx, made)
    end = "" if ordered or not hash_ else f", {hash_}"
    what = f"{'' if ordered else 'unordered_'}{'set' if value == 'set' else 'map'}"
    made.append(Stmt([f"std::{what}<{ctype}{'' if value == 'set' else ', ' + value}{end}> {m};"], "table", declares=True))
    n, sym = ("n", "n") if "n" in ctx.least and ctx.chance(0.6) else (str(rng.randint(2, 5)), None)
    hi = -1 if sym else int(n) - 1
    here = lambda: key(ctx, kind, i)
    typed = lambda: key(ctx, kind, i, m)
    add = lambda *texts: Stmt([f"{total.name} += ", small(ctx, number(ctx, *texts, depth=1), ctx.trips), ";"], "add")
    ways = {real: lambda f: f, "Entry": lambda f: rng.choice([f"{f}.mass", f"{f}.mass", f"{f}.parts.back()"]),
            f"std::vector<{real}>": lambda f: f"{f}.back()"}

    def fill():
        if value == "set":
            way = rng.choice(["insert", "second", "emplace"])
            if way == "second":
                return [Stmt([f"if ({m}.insert(", *typed(), ").second) ", Block([add()]), " else ", Block([add()])], "if")]
            return [Stmt([f"{m}.{way}(", *typed(), ");"], "mark")]
        if value == real:
            way = rng.choice(["assign", "add", "emplace", "reference", "insert_or_assign", "scaled"])
            if way == "emplace":
                return [Stmt([f"{m}.{rng.choice(['emplace', 'try_emplace'])}(", *typed(), ", ", number(ctx), ");"], "put")]
            if way == "insert_or_assign":
                return [Stmt([f"{m}.insert_or_assign(", *typed(), ", ", number(ctx), ");"], "put")]
            if way == "assign":
                return [Stmt([f"{m}[", *here(), "] = ", number(ctx), ";"], "assign")]
            r = ctx.fresh("slot")
            change = [r, " = ", number(ctx, r), ";"] if way != "add" else [r, " += ", ex.squeeze(ctx, number(ctx), 0.05), ";"]
            return [Stmt([f"{real}& {r} = {m}[", *here(), "];"], "declare", declares=True), Stmt(change, "assign")]
        r = ctx.fresh("slot")
        made = [Stmt([f"{rng.choice(['auto', value])}& {r} = {m}[", *here(), "];"], "declare", declares=True)]
        row = r if value != "Entry" else f"{r}.parts"
        made.append(Stmt([f"{row}.push_back(", number(ctx), ");"], "push"))
        if value == "Entry":
            made += [Stmt([f"{r}.mass = ", number(ctx, f"{r}.mass", f"{row}.back()"), ";"], "assign"), Stmt([f"++{r}.count;"], "step")]
        if ctx.chance(0.5):
            e = rng.choice([f"{row}[0]", f"{row}.back()", f"{row}[{row}.size() / 2]"])
            made += [Stmt([f"{e} = ", number(ctx, e), ";"], "assign"), add(e)]
        return made

    def ask():
        if value == "set":
            return [Stmt([f"if ({m}.", *rng.choice([["count(", *typed(), ") > 0) "], ["find(", *typed(), f") == {m}.end()) "]]),
                          Block([add()])], "if")]
        place_ = ways[value]
        if ctx.chance(0.5):
            with ctx.scope(place(ctx, place_(f"{found}->second"))):
                f = place_(f"{found}->second")
                inner = [add(f)]
                if ctx.chance(0.4):
                    inner.append(Stmt([f"{f} = ", number(ctx, f), ";"], "assign"))
                if value != real and ctx.chance(0.4):
                    row = f"{found}->second" + (".parts" if value == "Entry" else "")
                    inner.append(Stmt([f"for (const {real} {k} : {row}) ", Block([add(k)])], "for"))
            if ctx.chance(0.2):
                inner.append(Stmt([f"{m}.erase({found if ordered else f'{found}->first'});"], "erase"))
            return [Stmt([f"if (auto {found} = {m}.find(", *typed(), f"); {found} != {m}.end()) ", Block(inner)], "if")]
        name = ctx.fresh("key")
        return [Stmt([f"const {ctype} {name} = ", *typed(), ";"], "declare", declares=True),
                Stmt([f"if ({m}.count({name}) > 0) ", Block([add(place_(f"{m}.at({name})"))])], "if")]

    def loop(build):
        least = dict(ctx.least)
        if sym:
            ctx.least[sym] = max(1, ctx.least[sym])
        with ctx.scope(Integer(i, "int", 0, hi, sym), trips=MAX_LENGTH):
            inner = Block(build())
        ctx.least = least
        return Stmt([f"for (int {i} = 0; {i} < {n}; ++{i}) ", inner], "for", unwrapped=f"const int {i} = 0;")

    made.append(loop(lambda: [*(ask() if ctx.chance(0.5) else []), *fill(), *(ask() if ctx.chance(0.4) else [])]))
    made.append(loop(ask))
    ctx.live.append(ctx.add(total))
    return made


# Subscripts through other types.

def through_signs(ctx, i, ctype, lo, hi):
    """Texts of the value of i, which is in [lo, hi] with 0 <= lo and hi < 100, and of one of `ctype`."""
    c = ctx.rng.randint(1, 9)
    big = ctx.rng.choice([200, 250, 256])
    return ctx.rng.choice([
        f"static_cast<int>({i} - {c}u) + {c}", f"(int)({i} - {c}u) + {c}", f"static_cast<unsigned char>({i})", f"(unsigned char)({i})",
        f"static_cast<std::size_t>({i})", f"static_cast<unsigned>({i} - {c}) + {c}u",
        f"static_cast<unsigned char>({i} + {big}) - {big}" if big < 256 and hi + big < 256
        else f"static_cast<unsigned char>({i} + 256)", f"static_cast<unsigned char>(static_cast<signed char>({i} - {c}) + {c})",
        f"static_cast<short>({i} - {c}) + {c}",
        f"static_cast<unsigned short>({i} - {c}) - (65536 - {c})" if hi < c else f"static_cast<unsigned short>({i})",
        f"static_cast<int>(static_cast<unsigned char>(static_cast<signed char>({i} - 120)) - 136u)" if hi < 100 else i,
        f"static_cast<long>({i} - {c}u + {c}u)", f"static_cast<std::ptrdiff_t>(static_cast<int>({i} - {c}u)) + {c}"])


def signs(ctx):
    """A loop whose counter and subscripts go through types of several sizes and signs."""
    if not usable(ctx) or ctx.in_lambda:
        return None
    rng, made, i = ctx.rng, [], ctx.fresh("i")
    a, total = some_array(ctx, made, least=2), sum_variable(ctx, made)
    if ctx.lower(a.length) < 1:
        return None
    count = min(ctx.lower(a.length), 6)
    whole = a.length.sym is not None and a.length.c == 0 and ctx.chance(0.5)
    kind = rng.choice(["int", "int", "unsigned", "std::size_t", "signed char", "unsigned char wraps", "short", "negative", "unsigned down"])
    ctx.tag("subscript of another sign: " + kind)
    end = a.length.text() if whole else str(count)
    offset = rng.randint(1, 5)
    head, text, ctype = {
        "int": (f"int {i} = 0; {i} < {end}; ++{i}", i, "int"),
        "unsigned": (f"unsigned {i} = 0; {i} < static_cast<unsigned>({end}); ++{i}", i, "unsigned"),
        "std::size_t": (f"std::size_t {i} = 0; {i} < static_cast<std::size_t>({end}); ++{i}", i, "std::size_t"),
        "short": (f"short {i} = 0; {i} < {end}; ++{i}", i, "short"),
        "signed char": (f"signed char {i} = -{offset}; {i} < {count} - {offset}; ++{i}", f"({i} + {offset})", "int"),
        "negative": (f"int {i} = -{offset}; {i} < {end} - {offset}; ++{i}", f"({i} + {offset})", "int"),
        "unsigned char wraps": (f"unsigned char {i} = {256 - offset}; {i} != {(256 - offset + count) % 256}; ++{i}",
                                f"static_cast<unsigned char>({i} + {offset})", "unsigned char"),
        "unsigned down": (f"unsigned {i} = static_cast<unsigned>({end}) - 1u; {i} + 1u > 0u; --{i}", i, "unsigned")}[kind]
    pick = lambda: f"{a.name}[{through_signs(ctx, text, ctype, 0, 5)}]"
    shifted = f"({a.name} + {count - 1})[static_cast<int>({text} - {count - 1}u)]" if not a.vector else pick()
    where = lambda: rng.choice([pick(), pick(), pick(), shifted]) if kind not in ("std::size_t",) else pick()
    with ctx.scope(trips=MAX_LENGTH):
        inner = []
        for _ in range(rng.randint(1, 2)):
            p = where()
            if a.writable and ctx.chance(0.5):
                inner.append(Stmt([f"{p} = ", number(ctx, where()), ";"], "assign"))
            else:
                inner.append(Stmt([f"{total.name} += ", small(ctx, number(ctx, p), ctx.trips), ";"], "add"))
    made.append(Stmt([f"for ({head}) ", Block(inner)], "for", unwrapped=f"const int {i} = 0;"))
    ctx.live.append(ctx.add(total))
    return made


TABLES = {"static table": (3, static_table), "container with keys of parts": (4, keyed), "subscript of another sign": (4, signs)}
