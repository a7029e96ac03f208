"""Draws results/chart.svg from the stored results: time over the primal's, middle size, clang, logarithmic."""
import csv
import math
import pathlib

STYLES = {  # variant: name, colour, radius
    "differences": ("central differences", "#b0b0b0", 4),
    "adolc": ("ADOL-C", "#d08c34", 4),
    "jets": ("Ceres jets", "#7a5fb0", 4),
    "hand": ("by hand", "#333333", 6),
    "generated": ("Pullback", "#1f77b4", 4),
}
ROW, LEFT, RIGHT, TOP, BOTTOM, WIDTH = 24, 90, 20, 46, 34, 760


def read(folder: pathlib.Path) -> dict:
    """{kernel: {variant: time over primal}}."""
    table = {}
    for path in sorted(folder.glob("*.csv")):
        for row in csv.DictReader(path.open()):
            if row.get("size") == "middle" and "clang" in row.get("compiler", ""):
                table.setdefault(row["kernel"], {})[row["variant"]] = float(row["over_primal"])
    return table


def draw(folder: pathlib.Path) -> None:
    table = read(folder)
    shown = [row[name] for row in table.values() for name in STYLES if name in row]
    if not shown:
        return
    low, high = math.log10(min(0.5, min(shown))), math.log10(max(shown)) + 0.1
    place = lambda value: LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
    bottom = TOP + ROW * len(table)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom + BOTTOM}" font-family="sans-serif" '
           'font-size="12">', '<rect width="100%" height="100%" fill="white"/>']
    for i, (name, colour, radius) in enumerate(STYLES.values()):
        x = LEFT + 130 * i
        out.append(f'<circle cx="{x}" cy="18" r="{radius}" fill="{colour}"/><text x="{x + 10}" y="22">{name}</text>')
    for power in range(math.floor(low), math.ceil(high)):
        for digit in (1, 2, 5):
            x = place(digit * 10.0**power)
            if LEFT <= x <= WIDTH - RIGHT:
                dark = "#888" if digit == 1 and power == 0 else "#e4e4e4"
                out.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{dark}"/>')
                out.append(f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{digit * 10.0**power:g}</text>')
    for i, (kernel, row) in enumerate(table.items()):
        y = TOP + ROW * i + ROW / 2
        out.append(f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{kernel}</text>')
        out += [f'<circle cx="{place(row[name]):.1f}" cy="{y}" r="{radius}" fill="{colour}"><title>{kernel}, {label}: '
                f'{row[name]:g}</title></circle>' for name, (label, colour, radius) in STYLES.items() if name in row]
    out.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{bottom + 30}" text-anchor="middle">time over the primal\'s, middle '
               'size, clang 19</text>')
    (folder / "chart.svg").write_text("\n".join([*out, "</svg>", ""]))
