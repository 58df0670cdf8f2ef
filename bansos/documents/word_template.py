"""
Draws the Word template of the Laporan Kegiatan: `python -m bansos.documents.word_template`.

What it draws lies in templates/documents/report.docx; an office may open that file in Word and
change how it looks, as long as the marks between braces stay.
"""

from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "documents" / "report.docx"
CENTER = WD_ALIGN_PARAGRAPH.CENTER


def draw(path=TEMPLATE) -> None:
    """Write the template."""
    document = Document()
    _set_up(document)
    _letterhead(document)
    _chapters(document)
    _signature(document)
    _photos(document)
    document.save(path)


def _set_up(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    for name, size in [("Normal", 11), ("Heading 1", 11), ("Heading 2", 11), ("Title", 12)]:
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.bold = name != "Normal"
        style.font.color.rgb = None
        # The theme's own typeface would come before Arial.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for script in ["ascii", "hAnsi", "cs", "eastAsia"]:
            fonts.set(qn(f"w:{script}"), "Arial")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "id-ID")
        style.element.get_or_add_rPr().append(language)
    document.core_properties.language = "id-ID"
    document.core_properties.title = "Laporan Kegiatan"
    document.core_properties.author = ""


def _line(document, text, *, style=None, align=None, bold=None, after=4):
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.space_before = Pt(0)
    if align is not None:
        paragraph.alignment = align
    paragraph.add_run(text).bold = bold
    return paragraph


def _letterhead(document):
    _line(document, "{%p for line in letterhead.lines %}")
    _line(document, "{%p if line.look == 'facility' %}")
    _line(document, "{{ line.text }}", align=CENTER, bold=True, after=0)
    _line(document, "{%p else %}")
    _line(document, "{{ line.text }}", align=CENTER, after=0)
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    _rule(_line(document, "", after=10))
    _line(document, "{%p for line in heading %}")
    _line(document, "{{ line }}", align=CENTER, bold=True, after=0)
    _line(document, "{%p endfor %}")
    _line(document, "", after=4)


def _rule(paragraph):
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "thickThinSmallGap", "sz": "18", "space": "1"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _chapters(document):
    _line(document, "{%p for chapter in chapters %}")
    _line(document, "{{ chapter.title }}", style="Heading 1", after=4)
    _line(document, "{%p for section in chapter.sections %}")
    _line(document, "{%p if section.title %}")
    _line(document, "{{ section.title }}", style="Heading 2")
    _line(document, "{%p endif %}")
    _line(document, "{%p for block in section.blocks %}")
    _line(document, "{%p if block.kind == 'text' %}")
    _line(document, "{{ block.text }}", align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _line(document, "{%p endif %}")
    _line(document, "{%p if block.kind == 'items' %}")
    _line(document, "{%p for point in block.points %}")
    point = _line(document, "{{ loop.index }}.\t{{ point }}", after=2)
    point.paragraph_format.left_indent = Cm(0.8)
    point.paragraph_format.first_line_indent = Cm(-0.8)
    point.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if block.kind == 'table' %}")
    _table(document)
    _line(document, "", after=2)
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endfor %}")


def _table(document):
    """As many columns as the head has; the head stands on every page."""
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    head, begin, row, end = table.rows
    for cells, each in [(head.cells, "block.head"), (row.cells, "row")]:
        cells[0].text = f"{{%tc for cell in {each} %}}"
        cells[1].text = "{{ cell }}"
        cells[2].text = "{%tc endfor %}"
    head.cells[1].paragraphs[0].runs[0].bold = True
    begin.cells[0].text = "{%tr for row in block.rows %}"
    end.cells[0].text = "{%tr endfor %}"
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)


def _signature(document):
    _line(document, "{{ closing }}", align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=10)
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    cell = table.rows[0].cells[1]
    cell.text = "{{ place_and_date }}"
    for text, bold in [("{{ title }}", None), ("", None), ("", None), ("", None)]:
        cell.add_paragraph().add_run(text).bold = bold
    cell.add_paragraph().add_run("{{ name }}").bold = True
    cell.add_paragraph("NIP {{ nip }}")
    for paragraph in cell.paragraphs:
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = True


def _photos(document):
    _line(document, "{%p if pairs %}")
    heading = _line(document, "LAMPIRAN: DOKUMENTASI", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    table = document.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text = "{%tr for pair in pairs %}"
    for place, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ pair[{place}].image }}}}"
        cell.add_paragraph(f"{{{{ pair[{place}].caption }}}}")
        for paragraph in cell.paragraphs:
            paragraph.alignment = CENTER
    table.rows[2].cells[0].text = "{%tr endfor %}"
    _line(document, "{%p endif %}")


if __name__ == "__main__":
    draw()
