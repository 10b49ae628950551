"""Joins Noto Sans Arabic with the Latin and Cyrillic letters, digits and signs of Noto Sans: a line of Arabic with a year or a source in it is then drawn
with one font. Renderers that look for another one letter by letter lose joined letters.

    python3 arabic.py NotoSansArabic-Regular.ttf NotoSans-Regular.ttf KerbenArabic-Regular.ttf    # fonttools 4.55
"""

import sys

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FAMILY = "Kerben Arabic"
BESIDE = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x530), *range(0x2010, 0x2040), 0x202F, 0x2192, 0x2212, 0x2605, 0x25CC]


def light(path: str, characters: list[int], features: list[str]) -> str:
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.drop_tables += ["DSIG", "STAT"]
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    target = f"{path}.light"
    font.save(target)
    return target


def main(arabic: str, latin: str, target: str) -> None:
    own = sorted(TTFont(arabic).getBestCmap())
    beside = [character for character in BESIDE if character not in own]
    font = merge.Merger().merge([light(arabic, own, ["*"]), light(latin, beside, [])])
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = FAMILY
        elif record.nameID == 6:
            record.string = "KerbenArabic-Regular"
    font.save(target)


main(*sys.argv[1:])
