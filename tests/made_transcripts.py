"""Made files of word processors and annotation tools, Dutch and English: nobody said any of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(
    f'xmlns:{short}="{_OFFICE}{long}"'
    for short, long in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "style": "style:1.0",
        "draw": "drawing:1.0",
        "fo": "xsl-fo-compatible:1.0",
    }.items()
)
BOLD = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
PLAIN_ODT = "<text:p>I: Ging het?</text:p><text:p>R: Ja, goed.</text:p><text:p>I: Mooi.</text:p>"


def packed(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive with *members*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def odt(
    body: str = PLAIN_ODT, *, styles: str = BOLD, pages: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """An OpenDocument text with *body*, its automatic *styles* and what its *pages* have."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {_ODF}>{pages}</office:document-styles>",
            **(more or {}),
        }
    )


def pdf(pages: Sequence[Sequence[str]], *, packs: bool = False, encrypt: str = "") -> bytes:
    """A PDF with the lines of each page, one below the other; between two asterisks a line is bold."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, rows in enumerate(pages):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
        objects.append(f"{page}/Resources << /Font << /F1 3 0 R /F2 << {_BOLD_FONT} >> >> >> >>".encode())
        objects.append(_stream(rows, packs=packs))
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {encrypt}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head + table + tail.encode()


_BOLD_FONT = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding"


def _shown(row: str) -> str:
    """A line, of which every second part between two asterisks is in the bold font."""
    parts = row.replace("(", r"\(").replace(")", r"\)").split("**")
    return " ".join(f"/F{1 + n % 2} 11 Tf ({part}) Tj" for n, part in enumerate(parts))


def _stream(rows: Sequence[str], *, packs: bool) -> bytes:
    shown = " ".join(f"{_shown(row)} 0 -14 Td" for row in rows)
    content = f"BT 60 800 Td {shown} ET".encode("cp1252") if rows else b""
    how = "/Filter /FlateDecode " if packs else ""
    content = zlib.compress(content) if packs else content
    return f"<< {how}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + "00" * 32
    + "> /U <"
    + "00" * 32
    + "> >> /ID [<00> <00>] "
)
"""What makes ``pdf`` one that nobody can open without its password."""

RTF = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
    r"{\info{\author Geheim}}"
    r"\pard{\b Anna:} Was het \'e9\'e9n keer? \u8364?3 {\f1\'c4\'e0}\par{\b Bert:} Ja.\line Twee keer."
    r"{\footnote Een noot.}{\*\annotation Opmerking hier.}{\v verborgen}\par{\b Anna:} Dank.\par}"
)

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0">
<HEADER TIME_UNITS="milliseconds"><MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/data/zwembad.wav"/></HEADER>
<TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="4000"/>
<TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="3500"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="9000"/>
<TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="9500"/><TIME_SLOT TIME_SLOT_ID="ts6"/>
</TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="utt" PARTICIPANT="Anna" TIER_ID="A" LANG_REF="nld">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
<ANNOTATION_VALUE>Hoe was het water?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6">
<ANNOTATION_VALUE>Echt?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<TIER LINGUISTIC_TYPE_REF="utt" PARTICIPANT="Bert" TIER_ID="B" LANG_REF="nld">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
<ANNOTATION_VALUE>Koud (lacht).</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<TIER LINGUISTIC_TYPE_REF="tr" PARENT_REF="B" PARTICIPANT="Bert" TIER_ID="B-en">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a2">
<ANNOTATION_VALUE>Cold.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
</TIER>
<TIER LINGUISTIC_TYPE_REF="gest" TIER_ID="gebaren">
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
<ANNOTATION_VALUE>wijst</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
</TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utt" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="tr" TIME_ALIGNABLE="false"/>
<LINGUISTIC_TYPE CONTROLLED_VOCABULARY_REF="Gebaar" LINGUISTIC_TYPE_ID="gest" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>"""

TEXTGRID_LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 9.5
tiers? <exists>
size = 4
item []:
    item [1]:
        class = "IntervalTier"
        name = "Anna"
        xmin = 0
        xmax = 9.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 4
            text = "Hoe was ""het"" water?"
        intervals [2]:
            xmin = 4
            xmax = 9.5
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Bert - words"
        xmin = 0
        xmax = 9.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 3.5
            text = "sil"
        intervals [2]:
            xmin = 3.5
            xmax = 5
            text = "Koud"
        intervals [3]:
            xmin = 5
            xmax = 9.5
            text = "3 graden"
    item [3]:
        class = "IntervalTier"
        name = "Bert - phones"
        xmin = 0
        xmax = 9.5
        intervals: size = 1
        intervals [1]:
            xmin = 3.5
            xmax = 5
            text = "k"
    item [4]:
        class = "TextTier"
        name = "lach"
        xmin = 0
        xmax = 9.5
        points: size = 1
        points [1]:
            number = 4.5
            mark = "x"
"""
TEXTGRID_SHORT = """File type = "ooTextFile"
"TextGrid"

0
9.5
<exists>
4
"IntervalTier"
"Anna"
0
9.5
2
0
4
"Hoe was ""het"" water?"
4
9.5
""
"IntervalTier"
"Bert - words"
0
9.5
3
0
3.5
"sil"
3.5
5
"Koud"
5
9.5
"3 graden"
"IntervalTier"
"Bert - phones"
0
9.5
1
3.5
5
"k"
"TextTier"
"lach"
0
9.5
1
4.5
"x"
"""

CHAT = (
    "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINT Ann Investigator, PAR Bob_Jones Participant\n"
    "@ID:\teng|pool|INT|||||Investigator|||\n@Media:\tpool01, audio\n@Comment:\ta made conversation\n"
    "*INT:\thow was the <was the> [//] water ? \x150_2500\x15\n%mor:\tadv|how ?\n"
    "*PAR:\tcold &=laughs . \x152600_4000\x15\n*PAR:\tand xxx (be)cause it\n"
    "\twas [*] early (.) +... \x154000_7100\x15\n"
    "%com:\tshivers\n*INT:\tok@i .\n@End\n"
)

TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="nl-NL">
 <head><metadata><ttm:agent xml:id="v1" type="person"><ttm:name>Anna</ttm:name></ttm:agent></metadata></head>
 <body><div>
  <p begin="0.5" end="00:00:01.000" ttm:agent="v1"><span begin="0.5">Ja,</span> <span>hoor.</span></p>
  <p begin="1200ms" dur="0.4s" ttm:agent="Bert">Nee.</p>
 </div></body>
</tt>
"""
"""Made: the captions of a podcast, with an agent that has a name and one that is its name."""

SSA = """[Script Info]
Title: gesprek

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:00.50,Default,,0,0,0,,niet dit
Dialogue: 0,0:00:01.20,0:00:01.60,Default,Bert,0,0,0,,Nee.
Dialogue: 0,0:00:00.50,0:00:01.00,Default,Anna,0,0,0,,{\\i1}Ja,\\Nhoor.
"""
"""Made: subtitles with styles, out of order."""
