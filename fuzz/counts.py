"""What a run has covered: operations of the dialect, derivative rules, strategies of the compiler, constructs of the language.

Operations are counted in the IR of sampled units, after some stages; their names, and those of rules and strategies, come from
the compiler's own tables, so that a new one counts as missing until programs reach it.
"""

import re
from collections import Counter

import eigen
import statements
from unit import ROOT

STAGES = ("frontend", "clean", "differentiate", "place", "simplify")
# Not counted: a function and a record of saved values are in every unit; contracts are checked under --checks alone; room in memory
# of the caller's is for --workspace alone; the caller's vectors keep their size (test/Numeric/callers_vectors.cpp changes it).
NOT_REACHED = {"saved_def", "func", "loop.while", "check_contract", "room", "set_size"}


def operations():
    text = "".join((ROOT / "lib/IR" / name).read_text() for name in ("PullbackOps.td", "TextOps.td"))
    return [f"pb.{name}" for name in re.findall(r'def \w+Op : Pullback_Op<"([\w.]+)"', text) if name not in NOT_REACHED]


def rules():
    text = (ROOT / "lib/Rules/RuleTable.cpp").read_text()
    arithmetic = {"add": "arith.addf", "sub": "arith.subf", "mul": "arith.mulf", "div": "arith.divf", "neg": "arith.negf"}
    return {name: arithmetic.get(name, f'pb.math "{name}"') for name in re.findall(r'^    \{"(\w+)",', text, re.M)}


def strategies():
    text = (ROOT / "lib/Transforms/Strategies.def").read_text()
    return re.findall(r'^STRATEGY\(\w+, "([\w-]+)"', text, re.M)


# How values reach the reverse sweep: what shows it in the IR.
STORAGE = {"saved in an array": "pb.alloc  saved", "saved on a stack": "pb.stack.push", "saved in a record": "pb.stack.emplace",
           "saved in a struct": "pb.saved_def"}


class Counts:
    def __init__(self):
        self.ir, self.tags, self.without = Counter(), Counter(), Counter()

    def add_programs(self, programs, without):
        for p in programs:
            self.tags.update(p.tags)
        self.without.update([without or "all strategies"])

    def sample(self, unit, stages=STAGES):
        """Counts what stands in the IR of a unit."""
        for stage in stages:
            text = unit.run_tool("--emit=ir", f"--stop-after={stage}", "-o", "-").stdout
            self.ir.update(re.findall(r"(?<![\w.#])((?:pb|arith|scf)\.[\w.]+)", text))
            self.ir.update(f'pb.math "{name}"' for name in re.findall(r'pb\.math "(\w+)"', text))
            self.ir.update(shown for shown in STORAGE.values() if shown in text)

    def tables(self):
        yield "operations", {name: self.ir[name] for name in operations()}
        yield "rules", {name: self.ir[shown] for name, shown in rules().items()}
        yield "storage", {name: self.ir[shown] for name, shown in STORAGE.items()}
        yield "strategies switched off", {name: self.without[name] for name in strategies()}
        known = [*statements.KINDS, *eigen.CONSTRUCTS]
        yield "constructs", {name: self.tags[name] for name in [*known, *sorted(set(self.tags) - set(known))]}

    def print(self):
        """Prints all tables; returns what was never met."""
        missing = []
        for title, table in self.tables():
            print(f"{title}: " + ", ".join(f"{name} {count}" for name, count in table.items()))
            missing += [f"{title}: {name}" for name, count in table.items() if count == 0]
        return missing
