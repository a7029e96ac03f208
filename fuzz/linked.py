"""Lists and trees: nodes that lead to nodes of their class, in arrays and vectors, from the heap, owned, shared, or in vectors of
themselves."""

from dataclasses import dataclass

import expressions as ex
from context import Scalar
from tree import Block, Expr, Stmt

HOMES = ["array", "vector", "heap", "owned", "shared"]


@dataclass
class Knot:
    name: str
    real: str
    shape: str  # list, tree, branches
    home: str   # where nodes lie, which says what leads to them
    left: str = "left"
    right: str = "right"

    def pointer(self):
        return {"owned": f"std::unique_ptr<{self.name}>", "shared": f"std::shared_ptr<{self.name}>"}.get(self.home, f"{self.name}*")

    def isOwner(self):
        return self.home in ("owned", "shared")


def define(maker):
    rng, real = maker.rng, maker.real
    shape = rng.choice(["list", "list", "list", "tree", "tree", "branches"])
    knot = Knot(f"Knot{len(maker.knots)}", real, shape, "value" if shape == "branches" else rng.choice(HOMES))
    if shape == "tree" and rng.random() < 0.4:
        knot.left, knot.right = "child[0]", "child[1]"
        maker.tags.add("children in an array")
    maker.knots.append(knot)
    maker.tags.add(f"{shape} of nodes: {knot.home}")
    both = f"{knot.pointer()} left{{}};\n  {knot.pointer()} right{{}};" if knot.left == "left" else f"{knot.pointer()} child[2]{{}};"
    members = {"list": f"{knot.pointer()} next{{}};\n  {knot.name}* other = nullptr;", "tree": both,
               "branches": f"std::vector<{knot.name}> children;"}[shape]
    glob = lambda *parts: maker.globals.append(Stmt([*parts], "global", declares=True))
    glob(f"struct {knot.name} {{\n  {real} value = 0;\n  {members}\n}};")
    n = knot.name
    half = ex.literal(maker.context({}), 0.5).text()
    quarter = ex.literal(maker.context({}), 0.25).text()
    get = ".get()" if knot.isOwner() else ""
    if shape == "branches":
        glob(f"static {real} weigh{n}(const {n}& node) {{\n  {real} sum = {half} * node.value;\n  for (const {n}& child : node.children)\n"
             f"    sum = {half} * sum + {quarter} * node.value * weigh{n}(child);\n  return sum;\n}}")
        return
    if shape == "list":
        kind = "unique" if knot.home == "owned" else "shared"
        made = f"at = std::make_{kind}<{n}>();\n    at->value = value;" if knot.isOwner() else "at = fresh;"
        own = f"{real} value" if knot.isOwner() else f"{n}* fresh"
        glob(f"static void append{n}({knot.pointer()}& at, {own}) {{\n  if (at)\n    append{n}(at->next, {own.split()[-1]});\n"
             f"  else {{\n    {made}\n  }}\n}}")
        return
    own = f"{knot.pointer()} fresh"
    give = {"owned": "std::move(fresh)", "shared": "fresh"}.get(knot.home, "fresh")
    glob(f"static void insert{n}({knot.pointer()}& at, {own}) {{\n  if (!at)\n    at = {give};\n  else if (fresh->value < at->value)\n"
         f"    insert{n}(at->{knot.left}, {give});\n  else\n    insert{n}(at->{knot.right}, {give});\n}}")
    left, right = f"weigh{n}(node->{knot.left}{get})", f"weigh{n}(node->{knot.right}{get})"
    glob(f"static {real} weigh{n}(const {n}* node) {{\n  return node ? node->value * ({half} + {quarter} * {left} - {quarter} * {half} * {right}) : "
         f"{quarter};\n}}")


def number(ctx, depth=1):
    return ex.convert(ex.squeeze(ctx, ex.real(ctx, depth), 2), ctx.real)


def fits(ctx):
    return ctx.knots and not (ctx.in_lambda or ctx.by_value) and ctx.trips <= 4


def mixed(ctx, *texts):
    """A number that is made of others, and stays within what nodes hold."""
    e = Expr(texts[0], ctx.real, -2, 2)
    for text in texts[1:]:
        e = ex.mul(e, Expr(text, ctx.real, -2, 2))
    return ex.convert(ex.squeeze(ctx, ex.mul(e, number(ctx)), 2), ctx.real)


def homes(ctx, knot, nodes, count):
    """What nodes lie in."""
    if knot.home == "array":
        return [Stmt([f"{knot.name} {nodes}[{count}];"], "nodes", declares=True)]
    if knot.home == "vector":
        return [Stmt([f"std::vector<{knot.name}> {nodes};"], "nodes", declares=True), Stmt([f"{nodes}.reserve({count});"], "nodes")]
    return []


def fresh_node(ctx, knot, nodes, i, name):
    """A node that has a number."""
    n = knot.name
    made = {"array": [f"{n}* {name} = &{nodes}[{i}];"], "vector": [f"{nodes}.emplace_back();", f"{n}* {name} = &{nodes}.back();"],
            "heap": [f"{n}* {name} = new {n};"], "owned": [f"auto {name} = std::make_unique<{n}>();"],
            "shared": [f"std::shared_ptr<{n}> {name}(new {n});"]}[knot.home]
    return [*(Stmt([text], "node", declares=True) for text in made), Stmt([f"{name}->value = ", number(ctx), ";"], "assign")]


def chain(ctx):
    """A list: made, changed, summed up."""
    options = [k for k in ctx.knots if k.shape == "list"] if fits(ctx) else []
    if not options:
        return None
    rng, knot = ctx.rng, ctx.rng.choice(options)
    n, p, count = knot.name, knot.pointer(), rng.randint(2, 5)
    head, nodes, i, one, at, sum_ = (ctx.fresh(base) for base in ("head", "nodes", "i", "node", "at", "folded"))
    made = [*homes(ctx, knot, nodes, count), Stmt([f"{p} {head}{' = nullptr' if not knot.isOwner() or rng.random() < 0.5 else ''};"], "list",
                                                  declares=True)]
    give = f"std::move({one})" if knot.home == "owned" else one
    way = rng.choice(["front", "back", "sorted", "append"])
    ctx.tag("insertion into a list: " + way)
    step = {"front": [f"{one}->next = {f'std::move({head})' if knot.home == 'owned' else head};", f"{head} = {give};"],
            "back": [f"{p}* {at} = &{head};", f"while (*{at}) {at} = &(*{at})->next;", f"*{at} = {give};"],
            "sorted": [f"{p}* {at} = &{head};", f"while (*{at} && (*{at})->value < {one}->value) {at} = &(*{at})->next;",
                       f"{one}->next = {f'std::move(*{at})' if knot.home == 'owned' else f'*{at}'};", f"*{at} = {give};"],
            "append": [f"append{n}({head}, {f'{one}->value' if knot.isOwner() else one});"]}[way]
    others = way in ("front", "back") and rng.random() < 0.5
    if others:  # the one that was first before
        step.insert(0, f"{one}->other = {head}{'.get()' if knot.isOwner() else ''};")
    with ctx.scope(trips=count):
        inner = fresh_node(ctx, knot, nodes, i, one)
    made.append(Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block([*inner, *(Stmt([text], "link", declares=True) for text in step)])],
                     "for"))
    get = ".get()" if knot.isOwner() else ""
    walk = lambda const="": f"for ({const}{n}* {one} = {head}{get}; {one}; {one} = {one}->next{get}) "
    for _ in range(rng.randint(0, 2)):
        what = rng.choice(["each", "next", "reverse", "remove"] + ["other"] * (2 if others else 0))
        ctx.tag("list: " + what)
        with ctx.scope(trips=count):
            if what == "each":
                made.append(Stmt([walk(), Block([Stmt([f"{one}->value = ", mixed(ctx, f"{one}->value"), ";"], "assign")])], "for"))
            elif what == "next":
                e = mixed(ctx, f"{one}->value", f"{one}->next->value")
                made.append(Stmt([walk(), Block([Stmt([f"if ({one}->next) {one}->next->value = ", e, ";"], "if")])], "for"))
            elif what == "other":
                e = mixed(ctx, f"{one}->value", f"{one}->other->value")
                made.append(Stmt([walk(), Block([Stmt([f"if ({one}->other) {one}->value = ", e, ";"], "if")])], "for"))
            elif what == "reverse":
                done, rest = ctx.fresh("done"), ctx.fresh("rest")
                move = (lambda x: f"std::move({x})") if knot.home == "owned" else lambda x: x
                made += [Stmt([f"{p} {done}{{}};"], "list", declares=True),
                         Stmt([f"while ({head}) ", Block([Stmt([f"{p} {rest} = {move(f'{head}->next')};"], "link", declares=True),
                                                          Stmt([f"{head}->next = {move(done)};"], "link"),
                                                          Stmt([f"{done} = {move(head)};"], "link"),
                                                          Stmt([f"{head} = {move(rest)};"], "link")])], "while"),
                         Stmt([f"{head} = {move(done)};"], "link")]
            else:
                others = False  # some may be gone
                limit, gone = ex.constant(ctx, -0.5, 1), ctx.fresh("gone")
                drop = {"owned": [f"*{at} = std::move((*{at})->next);"],
                        "heap": [f"{n}* {gone} = *{at};", f"*{at} = {gone}->next;", f"delete {gone};"]}.get(knot.home, [f"*{at} = (*{at})->next;"])
                drop = Block([Stmt([text], "link", declares=True) for text in drop])
                made.append(Stmt([f"for ({p}* {at} = &{head}; *{at};) ", Block([Stmt([f"if ((*{at})->value > ", limit, ") ", drop,
                                                                                     f" else {at} = &(*{at})->next;"], "if")])], "for"))
    with ctx.scope(trips=count):
        e = mixed(ctx, sum_, f"{one}->value")
    made += [Stmt([f"{ctx.real} {sum_} = ", number(ctx), ";"], "declare", declares=True),
             Stmt([walk("const "), Block([Stmt([f"{sum_} = ", e, ";"], "assign")])], "for")]
    if knot.home == "heap":
        gone = ctx.fresh("gone")
        made.append(Stmt([f"while ({head}) ", Block([Stmt([f"{n}* {gone} = {head};"], "link", declares=True),
                                                     Stmt([f"{head} = {head}->next;"], "link"), Stmt([f"delete {gone};"], "link")])], "while"))
    ctx.live.append(ctx.add(Scalar(sum_, ctx.real, plain=True)))
    return made


def planted(ctx):
    """A search tree: filled by loops or by recursion, summed up by recursion."""
    options = [k for k in ctx.knots if k.shape == "tree" and k.home != "heap"] if fits(ctx) else []
    if not options:
        return None
    rng, knot = ctx.rng, ctx.rng.choice(options)
    p, count = knot.pointer(), rng.randint(2, 5)
    root, nodes, i, one, at, sum_ = (ctx.fresh(base) for base in ("root", "nodes", "i", "node", "at", "weighed"))
    give = f"std::move({one})" if knot.home == "owned" else one
    by_loop = rng.random() < 0.5
    ctx.tag("insertion into a tree: " + ("loop" if by_loop else "recursion"))
    step = [f"{p}* {at} = &{root};",
            f"while (*{at}) {at} = {one}->value < (*{at})->value ? &(*{at})->{knot.left} : &(*{at})->{knot.right};", f"*{at} = {give};"] if by_loop else [f"insert{knot.name}({root}, {give});"]
    with ctx.scope(trips=count):
        inner = fresh_node(ctx, knot, nodes, i, one)
    weighed = ex.squeeze(ctx, Expr(f"weigh{knot.name}({root}{'.get()' if knot.isOwner() else ''})", ctx.real, -4, 4), 2)
    ctx.live.append(ctx.add(Scalar(sum_, ctx.real, plain=True)))
    return [*homes(ctx, knot, nodes, count), Stmt([f"{p} {root}{{}};"], "tree", declares=True),
            Stmt([f"for (int {i} = 0; {i} < {count}; ++{i}) ", Block([*inner, *(Stmt([text], "link", declares=True) for text in step)])], "for"),
            Stmt([f"{ctx.real} {sum_} = ", ex.convert(weighed, ctx.real), ";"], "declare", declares=True)]


def grown(ctx):
    """A tree whose nodes have their children in vectors, which is copied, too."""
    options = [k for k in ctx.knots if k.shape == "branches"] if fits(ctx) else []
    if not options:
        return None
    rng, knot = ctx.rng, ctx.rng.choice(options)
    root, leaf, copy, sum_ = (ctx.fresh(base) for base in ("root", "leaf", "copy", "weighed"))
    made = [Stmt([f"{knot.name} {root}{{", number(ctx), ", {}};"], "tree", declares=True)]
    direct = 0
    for _ in range(rng.randint(1, 3)):
        above = f"{root}.children[{rng.randrange(direct)}]" if direct and rng.random() < 0.5 else root
        direct += above == root
        made.append(Stmt([f"{above}.children.push_back({knot.name}{{", number(ctx), ", {}});"], "link"))
    if rng.random() < 0.5:
        made += [Stmt([f"{knot.name} {leaf} = {root}.children.back();"], "tree", declares=True),
                 Stmt([f"{leaf}.value = ", mixed(ctx, f"{leaf}.value", f"{root}.value"), ";"], "assign"),
                 Stmt([f"{root}.children[0].children.{rng.choice([f'push_back({leaf})', f'emplace_back({leaf})'])};"], "link")]
    weighed = f"weigh{knot.name}({root})"
    if rng.random() < 0.5:
        how = rng.choice([f"{knot.name} {copy} = {root};", f"{knot.name} {copy}; {copy} = {root};"])
        made += [Stmt([how], "tree", declares=True),
                 Stmt([f"{copy}.children[0].value = ", mixed(ctx, f"{copy}.children[0].value"), ";"], "assign")]
        weighed = f"weigh{knot.name}({rng.choice([copy, root])})"
    made.append(Stmt([f"{ctx.real} {sum_} = ", mixed(ctx, weighed), ";"], "declare", declares=True))
    ctx.live.append(ctx.add(Scalar(sum_, ctx.real, plain=True)))
    return made


LINKED = {"list of nodes": (4, chain), "search tree": (4, planted), "tree of vectors": (4, grown)}
