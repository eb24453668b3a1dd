"""The fonts of the look, cut from the full ones: one small file a face and script, and the style sheet that names them.

    python handbook/fonts.py FOLDER OVERRIDES

Run when a font changes; `handbook/fonts.md` says where the full fonts come from, which lie in one folder. The cut fonts
bear our name inside and out, because the licence reserves the original one for fonts that are unchanged.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# What English needs comes first and small; the capitals of its neighbours are with the rest of the Latin letters.
SCRIPTS = {
    "latin": "20-7E A0 A3 A7 A9 AB AD AE B0 B1 B7 BB BD C4 C9 D6 D7 DC DF-EF F1-FD FF 131 153 2BC 2C6 2DA 2DC 2009-2015"
    " 2018-201E 2020-2022 2026 202F 2030 2032 2033 2039 203A 2044 20AC 2122 2190-2193 2212 2260 2264 2265",
    "latin-ext": "A1 A2 A4-A6 A8 AA AC AF B2-B6 B8-BA BC BE-C3 C5-C8 CA-D5 D8-DB DD DE F0 FE 100-130 132-152 154-24F"
    " 259 2B9-2BB 2BD-2BF 2C7 2D8 2D9 2DB 2DD 300-304 306-30C 323 327 328 1E00-1EFF 20A9-20AB 20AD-20BF 2116",
    "greek": "370-377 37A-37F 384-38A 38C 38E-3A1 3A3-3FF",
    "cyrillic": "400-45F 462 463 46A 46B 472-475 48A-4FF 20B4 20BD",
}
FEATURES = ("kern", "liga", "locl", "onum")


@dataclass(frozen=True)
class Face:
    """A weight and style of one of the two families; `axes` says where in the variable font it lies."""

    family: str
    weight: int
    style: str
    axes: dict[str, float]

    def file(self, script: str) -> str:
        """The name of its file for one script."""
        style = "-italic" if self.style == "italic" else ""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{style}-{script}.woff2"


# What the look uses, and the file each is cut from. The optical size is that of running text.
SERIF, ITALIC, SANS = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf", "SourceSans3[wght].ttf"
FACES = (
    (SERIF, Face("Briefbook Serif", 400, "normal", {"opsz": 14, "wght": 400})),
    (SERIF, Face("Briefbook Serif", 600, "normal", {"opsz": 14, "wght": 600})),
    (ITALIC, Face("Briefbook Serif", 400, "italic", {"opsz": 14, "wght": 400})),
    (SANS, Face("Briefbook Sans", 400, "normal", {"wght": 400})),
    (SANS, Face("Briefbook Sans", 600, "normal", {"wght": 600})),
)


def cut(whole: bytes, face: Face, script: str, target: Path) -> None:
    """Write one face of one script."""
    font = TTFont(BytesIO(whole), recalcTimestamp=False)
    options = Options()
    options.layout_features = [*FEATURES, *(() if script == "latin" else ("ccmp", "mark", "mkmk"))]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(SCRIPTS[script]))
    subsetter.subset(font)
    _rename(font, face)
    font.flavor = "woff2"
    font.save(target / face.file(script))


def at(path: Path, axes: dict[str, float]) -> bytes:
    """The variable font, fixed at one point of its axes."""
    written = BytesIO()
    instantiateVariableFont(TTFont(path, recalcTimestamp=False), axes).save(written)
    return written.getvalue()


def _rename(font: TTFont, face: Face) -> None:
    own = {1: face.family, 4: face.family, 6: face.family.replace(" ", ""), 3: f"{face.family} {face.weight}"}
    for record in font["name"].names:
        if record.nameID in own:
            record.string = own[record.nameID]


def rules() -> str:
    """The `@font-face` rules, the narrowest script last, as browsers try the last rule first."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; font-weight: {face.weight};'
        f' font-display: swap; src: url("../fonts/{face.file(script)}") format("woff2");'
        f" unicode-range: {_ranges(points)}; }}"
        for script, points in reversed(SCRIPTS.items())
        for _, face in FACES
    )


def _ranges(points: str) -> str:
    return ", ".join(f"U+{point}" for point in points.split())


# Fonts that readers' machines have, drawn at the width and height of ours, so that a page does not move when ours
# arrive: name of the family, local fonts, weight, width of its average letter, and our own width, ascent and descent.
STAND_INS = [
    ("Briefbook Serif", "Georgia", ("Georgia",), 400, 913 / 2048),
    ("Briefbook Serif", "Times", ("Times New Roman", "Liberation Serif"), 400, 832 / 2048),
    ("Briefbook Serif", "Noto", ("Noto Serif",), 400, 0.481),
    ("Briefbook Sans", "Arial", ("Arial", "Liberation Sans"), 400, 913 / 2048),
    ("Briefbook Sans", "Arial", ("Arial Bold", "Liberation Sans Bold"), 600, 983 / 2048),
    ("Briefbook Sans", "Roboto", ("Roboto",), 400, 911 / 2048),
    ("Briefbook Sans", "Roboto", ("Roboto Bold",), 600, 929 / 2048),
]
METRICS = {"Briefbook Serif": (0.479, 1.036, 0.335), "Briefbook Sans": (0.418, 1.024, 0.400)}
SEMIBOLD = {"Briefbook Sans": 0.431}


def stand_ins() -> str:
    """The rules for the fonts that stand in until ours have arrived."""
    lines = []
    for family, name, local, weight, width in STAND_INS:
        own, ascent, descent = METRICS[family]
        size = (SEMIBOLD[family] if weight == 600 else own) / width
        sources = ", ".join(f'local("{one}")' for one in local)
        lines.append(
            f'@font-face {{ font-family: "{family} {name}"; font-weight: {weight}; src: {sources};'
            f" size-adjust: {size:.2%}; ascent-override: {ascent / size:.2%}; descent-override: {descent / size:.2%};"
            f" line-gap-override: 0%; }}"
        )
    return "\n".join(lines)


def main(full: Path, overrides: Path) -> None:
    """Cut everything and write the style sheet."""
    target = overrides / "assets" / "fonts"
    for old in target.glob("*.woff2"):
        old.unlink()
    for name, face in FACES:
        whole = at(full / name, face.axes)
        for script in SCRIPTS:
            cut(whole, face, script, target)
    sheet = overrides / "assets" / "stylesheets" / "fonts.css"
    sheet.write_text(
        "/* The fonts, a file a script: a browser fetches what a page's letters need. Made by handbook/fonts.py. */\n\n"
        f"{rules()}\n\n"
        "/* What stands in until they have arrived, drawn at their size. */\n"
        f"{stand_ins()}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python handbook/fonts.py FOLDER OVERRIDES")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
