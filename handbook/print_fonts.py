"""Cuts the faces of print out of the full fonts: `handbook/fonts.md` says where those come from.

In: the folder with the full fonts, and a folder to write to. Out: static faces, subset, under names of our own. Run by
whoever changes the fonts, in an environment with fonttools; the same fonts give the same bytes.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SERIF, SANS = "SourceSerif4", "SourceSans3"
TEXT = (
    (0x20, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x214F), (0x2150, 0x27BF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
)  # fmt: skip
TITLES = (
    (0x20, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x2010, 0x2044), (0x20AC, 0x20AC),
)  # fmt: skip
ARABIC = ((0x20, 0x20), (0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F))
HEBREW = ((0x20, 0x20), (0x590, 0x5FF), (0x200C, 0x200F), (0xFB1D, 0xFB4F))
SHAPING = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "pnum", "tnum", "onum", "case"]
# Our name, style, the full font, where its axes are held, what is kept.
FACES = (
    ("Briefbook Serif", "Regular", f"{SERIF}[opsz,wght]", {"wght": 400, "opsz": 11}, TEXT),
    ("Briefbook Serif", "Italic", f"{SERIF}-Italic[opsz,wght]", {"wght": 400, "opsz": 11}, TEXT),
    ("Briefbook Serif", "Bold", f"{SERIF}[opsz,wght]", {"wght": 650, "opsz": 11}, TEXT),
    ("Briefbook Display", "Bold", f"{SERIF}[opsz,wght]", {"wght": 600, "opsz": 48}, TITLES),
    ("Briefbook Sans", "Regular", f"{SANS}[wght]", {"wght": 400}, TEXT),
    ("Briefbook Sans", "Italic", f"{SANS}-Italic[wght]", {"wght": 400}, TEXT),
    ("Briefbook Sans", "Bold", f"{SANS}[wght]", {"wght": 600}, TEXT),
    ("Noto Sans Arabic", "Regular", "NotoSansArabic[wdth,wght]", {"wght": 400, "wdth": 100}, ARABIC),
    ("Noto Sans Hebrew", "Regular", "NotoSansHebrew_400Regular", {}, HEBREW),
)
WEIGHT, SELECTION, STYLE = {"Bold": 700}, {"Regular": 0x40, "Italic": 0x01, "Bold": 0x20}, {"Italic": 2, "Bold": 1}


def face(path: Path, axes: dict[str, float], ranges: tuple[tuple[int, int], ...], shaping: list[str]) -> TTFont:
    """A static face with the letters of some ranges."""
    font = TTFont(path)
    if axes:
        font = instantiateVariableFont(font, axes)
    options = Options()
    options.hinting, options.glyph_names, options.notdef_outline = False, False, True
    options.layout_features = shaping
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT", "DSIG", "MVAR", "meta"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    cutter.subset(font)
    return font


def named(font: TTFont, family: str, style: str) -> None:
    """Give a face our name for it; the licence and the copyright stay."""
    file = f"{family.replace(' ', '')}-{style}"
    words = {1: family, 2: style, 3: f"{family} {style}, subset", 4: f"{family} {style}", 6: file}
    for number, text in words.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    font["OS/2"].usWeightClass = WEIGHT.get(style, 400)
    font["OS/2"].fsSelection = SELECTION[style] | (font["OS/2"].fsSelection & 0x80)
    font["head"].macStyle = STYLE.get(style, 0)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False


def main() -> None:
    """Write every face."""
    full, target = Path(sys.argv[1]), Path(sys.argv[2])
    for family, style, original, axes, ranges in FACES:
        shaping = SHAPING if family.startswith("Briefbook") else ["*"]
        font = face(full / f"{original}.ttf", axes, ranges, shaping)
        named(font, family, style)
        font.save(target / f"{family.replace(' ', '')}-{style}.ttf")


if __name__ == "__main__":
    main()
