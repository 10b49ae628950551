"""Bars on a logarithmic scale, as SVG."""

import math
from html import escape

WIDTH, NAMES, RIGHT = 860, 210, 70
BAR, GAP, TITLE, FOOT = 16, 7, 34, 26

COLOURS = {"kerben": "#0b7285", "bare": "#868e96"}
OTHER = "#c08457"


def colour(server):
    return COLOURS.get(server.split("-")[0], OTHER)


def panel(title, lines, top, high):
    """One chart; gives its elements and where it ends. `lines` are (server, words, requests per second)."""
    span = WIDTH - NAMES - RIGHT
    low = 1.0
    at = lambda rate: NAMES + span * math.log10(max(rate, low) / low) / math.log10(high / low)
    out = [f'<text x="0" y="{top + 16}" class="title">{escape(title)}</text>']
    first = top + TITLE
    end = first + len(lines) * (BAR + GAP)
    for power in range(int(math.log10(high)) + 1):
        x = at(10**power)
        out.append(f'<line x1="{x:.1f}" y1="{first - 4}" x2="{x:.1f}" y2="{end}" class="grid"/>')
        out.append(f'<text x="{x:.1f}" y="{end + 14}" class="tick">{10**power:,}</text>')
    for number, (server, words, rate) in enumerate(lines):
        y = first + number * (BAR + GAP)
        out.append(f'<text x="{NAMES - 8}" y="{y + 12}" class="name">{escape(words)}</text>')
        out.append(f'<rect x="{NAMES}" y="{y}" width="{max(at(rate) - NAMES, 1):.1f}" height="{BAR}" rx="2" fill="{colour(server)}"/>')
        out.append(f'<text x="{at(rate) + 6:.1f}" y="{y + 12}" class="value">{rate:,.0f}</text>')
    return out, end + FOOT


def bars(title, panels):
    """A picture of several charts with one scale; `panels` are (title, lines)."""
    panels = list(panels)
    most = max(rate for _, lines in panels for _, _, rate in lines)
    high = 10 ** math.ceil(math.log10(most))
    top, body = 8, []
    for name, lines in panels:
        elements, top = panel(name, lines, top, high)
        body += elements
        top += 12
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 {WIDTH + 32} {top + 8}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        "<style>.title{font-weight:bold;font-size:14px;fill:#212529}.name{text-anchor:end;fill:#343a40}.value{fill:#343a40}"
        ".tick{text-anchor:middle;fill:#868e96;font-size:10px}.grid{stroke:#e9ecef}</style>",
        f'<rect x="-16" y="-8" width="{WIDTH + 32}" height="{top + 8}" fill="#fff"/>',
        *body,
        "</svg>\n",
    ])
