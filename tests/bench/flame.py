"""Draws what `perf script` prints as a flame graph: each bar is a function, as wide as its share of the samples, on top of the
one that called it (Gregg, *The Flame Graph*, Communications of the ACM 59, 2016). `flame.py TITLE < samples > picture.svg`"""

import re
import sys
from html import escape

WIDTH, ROW, TOP = 1200, 17, 40
NARROWEST = 0.004
"""What takes less of all samples is left out."""

COLOURS = [
    (r"geodata::", "#5aa469"), (r"kerben::", "#0b7285"), (r"zlib_rs|flate2", "#d9a441"), (r"i_overlay|i_tree|i_key_sort|i_float|i_shape", "#8e6bb0"),
    (r"malloc|free|realloc|unlink_chunk|mem(set|move|cpy|cmp)", "#c0504d"), (r"hashbrown|core::hash", "#c97b4a"),
    (r"actix|tokio|moka|std::|core::|alloc::|<", "#9aa5b1"),
]
OTHER = "#c3c9cf"

# Below these, all stacks are the same: a thread, a runtime.
ROOTS = re.compile(r"^kerben::(routes|http::(encoding|finished|dispatch))|^actix_(http|server)")


class Bar:
    def __init__(self):
        self.count = 0
        self.above = {}


def stacks(lines):
    """Lists of functions, outermost first."""
    stack = []
    for line in lines:
        found = re.match(r"\s+[0-9a-f]+ (.*) \(", line)
        if found:
            name = re.sub(r"\+0x[0-9a-f]+$", "", found[1])
            stack.append(re.sub(r"::h[0-9a-f]{16}$", "", name))
        elif not line.strip() and stack:
            yield stack[::-1]
            stack = []


def readable(name):
    """Without type parameters, which are longer than the names."""
    name = re.sub(r"^<(.*) as .*>::", r"\1::", name)
    while (shorter := re.sub(r"<[^<>]*>", "", name)) != name:
        name = shorter
    return name


def main():
    root = Bar()
    for stack in stacks(sys.stdin):
        names = [readable(name) for name in stack]
        kernel = next((at for at, name in enumerate(names) if name.startswith(("entry_SYSCALL", "asm_"))), None)
        names = names if kernel is None else [*names[:kernel], "the kernel"]
        first = next((at for at, name in enumerate(names) if ROOTS.match(name)), None)
        names = names[first:] if first is not None else ["elsewhere"]
        names = [name for at, name in enumerate(names) if "{{closure}}" not in name and (at == 0 or name != names[at - 1])]
        bar = root
        bar.count += 1
        for name in names:
            bar = bar.above.setdefault(name, Bar())
            bar.count += 1
    out, deepest = [], 0

    def draw(bars, left, depth):
        nonlocal deepest
        for name, bar in sorted(bars.items()):
            wide = bar.count / root.count
            if wide >= NARROWEST:
                deepest = max(deepest, depth)
                out.append((name, left, wide, depth))
                draw(bar.above, left, depth + 1)
            left += wide

    draw(root.above, 0.0, 0)
    height = TOP + (deepest + 1) * ROW + 10
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 {WIDTH + 20} {height}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="11">')
    print(f'<rect x="-10" width="{WIDTH + 20}" height="{height}" fill="#fff"/>')
    print(f'<text y="22" font-size="16" font-weight="bold" fill="#212529">{escape(sys.argv[1])}</text>')
    print(f'<text x="{WIDTH}" y="22" text-anchor="end" fill="#868e96">{root.count:,} samples</text>')
    for name, left, wide, depth in out:
        y = height - 10 - (depth + 1) * ROW
        colour = next((colour for pattern, colour in COLOURS if re.search(pattern, name)), OTHER)
        short = name.rsplit("::", 2)
        label = "::".join(short[-2:])
        fits = int(wide * WIDTH / 6.4)
        print(f'<g><title>{escape(name)}: {wide:.1%}</title><rect x="{left * WIDTH:.1f}" y="{y}" width="{max(wide * WIDTH - 0.6, 0.5):.1f}" height="{ROW - 1}" rx="1.5" fill="{colour}"/>', end="")
        if fits >= 4:
            shown = label if len(label) <= fits else label[: fits - 1] + "…"
            print(f'<text x="{left * WIDTH + 3:.1f}" y="{y + 12}" fill="#fff">{escape(shown)}</text>', end="")
        print("</g>")
    print("</svg>")


main()
