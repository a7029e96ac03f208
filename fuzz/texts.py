"""Text that decides what a number is: names that are chosen, compared, looked up in maps, and carried along.

Drawn from a generator of its own, so that programs that have none stay as they are.
"""

import expressions as ex
from tree import Stmt


def decide(ctx, name, ctype):
    """Statements that give the variable, which is a number of at most 2, another value by text; or none."""
    rng = ctx.texts
    if not rng or ctx.trips > 1 or ctx.in_lambda or rng.random() > 0.3:
        return []
    ctx.worded += 1  # names of its own, which no other statement is given
    chosen, table, label = (f"{word}_{ctx.worded}" for word in ("word", "table", "label"))
    number = lambda value: ex.literal(ctx, value, ctype).text()
    half, limit = number(0.5), number(rng.choice([0.1, 0.3, 0.6]))
    high, low = rng.sample(["up", "down", "a b", "what?", ""], 2)
    ctx.tag("text that is compared")
    made = [f'const std::string {chosen} = {name} > {limit} ? "{high}" : "{low}";',
            f'std::map<std::string, {ctype}> {table}{{{{"{high}", {name}}}, {{"{low}", {half} * {name}}}}};',
            f'{table}["mid"] = {name} * std::cos({name});']
    if rng.random() < 0.5:
        made.append(f'if ({chosen} == "neither") throw std::invalid_argument("no " + {chosen});')
    if rng.random() < 0.5:
        made.append(f'const std::pair<std::string, int> {label}("x" + std::to_string({rng.randint(0, 9)}), 1);')
    relation = rng.choice(["<", ">=", "!=", "=="])
    made.append(f'{name} = {chosen} {relation} "mid" ? {half} * {table}.at({chosen}) + {half} * {table}["mid"] : '
                f'{table}.find({chosen})->second;')
    return [Stmt([text], "text", declares="=" in text and not text.startswith((table, name, "if"))) for text in made]
