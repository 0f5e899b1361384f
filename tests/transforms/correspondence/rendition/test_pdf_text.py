"""The text layer of a letter in PDF."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfWriter

from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.lines import flow
from transforms.correspondence.rendition.text import read_lines
from transforms.edgar.filing import Document


def test_a_pdf_is_read_by_its_text_layer() -> None:
    lines = read_lines(Document("filename1.pdf", pdf(shown((72, 720, "December 9, 2022")))))
    assert [line.text for line in lines] == ["December 9, 2022"]


def test_a_scanned_pdf_says_that_it_has_no_text() -> None:
    with pytest.raises(LetterError, match="scanned") as caught:
        read_lines(Document("filename1.pdf", pdf("")))
    assert (caught.value.error, caught.value.file) == ("no-text", "filename1.pdf")


@pytest.mark.parametrize(
    "damage", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"\0" * 100, b"%PDF-1.5 1 0 obj <<"]
)
def test_a_damaged_pdf_is_an_error_of_the_letter(damage: bytes) -> None:
    with pytest.raises(LetterError):
        read_lines(Document("filename1.pdf", damage))


@pytest.mark.parametrize(
    ("pages", "password", "error"), [(1, "secret", "encrypted"), (301, "", "too-long")]
)
def test_a_pdf_with_a_password_or_of_many_pages_is_not_read(
    pages: int, password: str, error: str
) -> None:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    with pytest.raises(LetterError) as caught:
        read_lines(Document("filename1.pdf", content.getvalue()))
    assert (caught.value.error, caught.value.file) == (error, "filename1.pdf")


# Helvetica, in thousandths of the size of the font
WIDTHS = {
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys("ft ,.I", 278),
    "r": 333,
    **dict.fromkeys("GO", 778),
    "M": 833,
}
OTHER = 556
SIZE = 12


def shown(*words: tuple[float, float, str]) -> str:
    """Each text at its place, in a text object of its own."""
    return "\n".join(f"BT /F1 {SIZE} Tf {x:.2f} {y} Td ({text}) Tj ET" for x, y, text in words)


def by_words(*lines: str) -> Iterator[tuple[float, float, str]]:
    """Lines whose words are placed each by itself, without spaces."""
    for row, line in enumerate(lines):
        x = 72.0
        for word in line.split():
            yield x, 720 - 14 * row, word
            x += sum(WIDTHS.get(each, OTHER) for each in f"{word} ") * SIZE / 1000


def test_words_that_are_placed_by_themselves_stay_apart() -> None:
    lines = ["It is still ill, till it tilts.", "MOMMOM OOMMOO MOOMOOM OMMO GOMOM"]
    document = Document("a.pdf", pdf(shown(*by_words(*lines))))
    assert flow(read_lines(document)) == " ".join(lines)


def test_columns_stay_apart_where_words_are_placed_by_themselves() -> None:
    text = "It is still ill, till it tilts."
    beside = shown(*by_words(text), (400, 720, "Sincerely,"))
    [line] = read_lines(Document("a.pdf", pdf(beside)))
    left, right = line.text.split("   ")[0], line.text.split()[-1]
    assert (left.split(), right) == (text.split(), "Sincerely,")


@pytest.mark.parametrize("leading", [14, 16, 18, 21, 28])
def test_a_paragraph_stands_apart_by_half_a_line_however_wide_the_lines_are_set(
    leading: int,
) -> None:
    line = "we have the following comments on your filing and ask that you respond to it"
    texts = [line, line, f"{line}.", line, line, f"{line}."]
    place = 720
    words = []
    for i, text in enumerate(texts):
        place -= leading + 8 * (i == 3)
        words.append((72, place, text))
    lines = read_lines(Document("a.pdf", pdf(shown(*words))))
    assert [bool(each.gap) for each in lines[1:]] == [False, False, True, False, False]


def pdf(shown: str) -> bytes:
    """A PDF of one page with this content."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n")
    out.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out.write(f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()
