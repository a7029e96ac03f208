"""Cuts a failing program down to what still fails in the same way.

Works on the generator's tree: takes statements away, puts the statements of a block in place of what holds it, replaces
expressions by parts of themselves or by constants, drops callees, parameters and modes. A candidate counts if it is
well-defined as far as warnings for unset variables tell, and its verdict is of the same kind. The result is to be looked at: run
it under the sanitizers (a regression test does) before believing it.
"""

import re
import shlex
import subprocess
import sys

from tree import Block, Expr, Stmt
from unit import ROOT, Unit

CONSTANTS = {"double": "0.5", "float": "0.5f", "long double": "0.5L", "int": "1", "bool": "true"}


def walk(node):
    """All nodes below."""
    parts = node.statements if isinstance(node, Block) else node.parts
    for p in parts:
        if not isinstance(p, str):
            yield p
            yield from walk(p)


def blocks(program):
    for body in program.bodies():
        if isinstance(body, Block):
            yield body
        yield from (n for n in walk(body) if isinstance(n, Block))


def holders(program):
    """Every list of parts that may hold expressions."""
    for body in program.bodies():
        if not isinstance(body, Block):
            yield body.parts
        yield from (n.parts for n in walk(body) if not isinstance(n, Block))


class Text:
    """A program as text alone, in its namespace: what cvise works on."""

    def __init__(self, text):
        self.whole, self.name = text, re.search(r"namespace (\w+)", text).group(1)

    def text(self):
        return self.whole


def fails_like(common, folder, program, kind):
    """Is the program well-defined, as far as the compiler sees, and its verdict of this kind?"""
    wanted, _, reason = kind.partition(": ")
    tool_only = wanted in ("tool crashes", "tool hangs", "bad output", "refused")
    verdict = Unit(common, folder, [program], unset=True, tool_only=tool_only).run()[program.name]
    return verdict.kind == wanted and verdict.text.startswith(reason)


def run_cvise(common, folder, text, kind):
    """Lets cvise cut on, character by character."""
    quoted = lambda path: shlex.quote(str(path.resolve()))
    folder.mkdir(parents=True, exist_ok=True)
    file, script = folder / "program.cpp", folder / "interesting.sh"
    file.write_text(text)
    script.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'fuzz/fuzz.py'))} "
                      f"--build {quoted(common.tools.build)} --common {quoted(common.folder)} --work \"$PWD/work\" "
                      f"--interesting program.cpp --kind {shlex.quote(kind)}\n")
    script.chmod(0o755)
    subprocess.run(["cvise", "--n", "1", str(script), "program.cpp"], cwd=folder, stdout=sys.stderr, check=True)
    return file.read_text()


class Reducer:
    def __init__(self, common, folder, program, kind, report=print):
        self.common, self.folder, self.kind, self.report = common, folder, kind, report
        self.program, self.tried = program, 0

    def fails(self, candidate):
        self.tried += 1
        return fails_like(self.common, self.folder, candidate, self.kind)

    def attempt(self, change):
        """Applies a change to a copy; keeps it if the copy still fails."""
        candidate = self.program.copy()
        try:
            if change(candidate) is False:
                return False
        except (IndexError, ValueError):
            return False
        if candidate.text() == self.program.text() or not self.fails(candidate):
            return False
        self.program = candidate
        self.folder.with_suffix(".cpp").write_text(candidate.text())
        return True

    def run(self):
        before = None
        while before != self.program.text():
            before = self.program.text()
            for step in (self.modes, self.statements, self.unwrap, self.callees, self.cases, self.expressions, self.parameters,
                         self.declarations):
                step()
                self.report(f"  {step.__name__}: {self.program.statements()} lines, {self.tried} runs")
        return self.program

    # Steps.

    def modes(self):
        for mode in list(self.program.modes):
            if len(self.program.modes) > 1:
                self.attempt(lambda p, mode=mode: p.modes.remove(mode))

    def statements(self):
        """Takes chunks of statements away, large ones first."""
        for size in (16, 8, 4, 2, 1):
            index = 0
            while index < sum(1 for _ in blocks(self.program)):
                start = len(list(blocks(self.program))[index].statements) - size
                while start > -size:
                    first = max(start, 0)

                    def change(p, first=first):
                        b = list(blocks(p))[index]
                        if not b.statements[first:first + size]:
                            return False
                        del b.statements[first:first + size]
                    self.attempt(change)
                    start -= size
                index += 1

    def unwrap(self):
        """if (c) { a; b; } => a; b;"""
        changed = True
        while changed:
            changed = False
            places = [(i, k) for i, b in enumerate(blocks(self.program)) for k, s in enumerate(b.statements) if s.blocks()]
            for i, k in places:
                for which in (0, 1):
                    def change(p):
                        b = list(blocks(p))[i]
                        s = b.statements[k]
                        inner = s.blocks()[which].statements
                        prefix = [Stmt([s.unwrapped], "declare")] if s.unwrapped else []
                        b.statements[k:k + 1] = prefix + inner
                    if self.attempt(change):
                        changed = True
                        break
                if changed:
                    break

    def callees(self):
        for k in range(len(self.program.helpers) - 1, -1, -1):
            self.attempt(lambda p: p.helpers.pop(k))
        for k in range(len(self.program.globals) - 1, -1, -1):
            self.attempt(lambda p: p.globals.pop(k))

    def cases(self):
        count = len(self.program.top.params[0].values) if self.program.top.params else 1

        def keep(p, case):
            for parameter in p.top.params:
                parameter.values = [parameter.values[case]]
        if count > 1:
            any(self.attempt(lambda p, c=c: keep(p, c)) for c in range(count))

    def expressions(self):
        """Replaces an expression by one of its operands, or by a constant."""
        index = 0
        while index < len(list(holders(self.program))):
            parts = list(holders(self.program))[index]
            for k, part in enumerate(parts):
                if not isinstance(part, Expr):
                    continue
                operands = [n for n in walk(part) if isinstance(n, Expr)][:6]
                options = [lambda e, j=j: [n for n in walk(e) if isinstance(n, Expr)][j] for j in range(len(operands))]
                if part.ctype in CONSTANTS and part.text() != CONSTANTS[part.ctype]:
                    options.insert(0, lambda e: Expr(CONSTANTS[e.ctype], e.ctype))
                for option in options:
                    def change(p):
                        there = list(holders(p))[index]
                        there[k] = option(there[k])
                    if self.attempt(change):
                        break
            index += 1

    def parameters(self):
        for k in range(len(self.program.top.params) - 1, -1, -1):
            name = self.program.top.params[k].name

            def change(p):
                del p.top.params[k]
                p.lists = [(kind, kept) for kind, names in p.lists if (kept := [n for n in names if n[0] != name])]
            self.attempt(change)
        for kind, _ in list(self.program.lists):
            self.attempt(lambda p: setattr(p, "lists", [item for item in p.lists if item[0] != kind]))
        for h in range(len(self.program.helpers)):
            for k in range(len(self.program.helpers[h].params) - 1, -1, -1):
                self.attempt(lambda p: self.drop_argument(p, h, k))

    @staticmethod
    def drop_argument(p, h, k):
        helper = p.helpers[h]
        del helper.params[k]
        for parts in holders(p):
            if isinstance(parts[0], str) and parts[0] == helper.name + "(":
                at = 1 + 2 * k
                del parts[at - 1 if k else at:at + 1 if k or len(parts) == 3 else at + 2]

    def declarations(self):
        """double t = a + b; => double t = 0.5;"""
        texts = [re.sub(r"^const ", "", s.text()) for b in blocks(self.program) for s in b.statements]
        for i, b in enumerate(list(blocks(self.program))):
            for k, s in enumerate(b.statements):
                if s.kind == "declare" and len(s.parts) == 1 and s.text() in texts and s.text().endswith(";") \
                        and re.fullmatch(r"(double|float|long double) \w+;", s.text()):
                    def change(p):
                        there = list(blocks(p))[i].statements[k]
                        there.parts = [there.parts[0][:-1] + " = 0.5;"]
                    self.attempt(change)
