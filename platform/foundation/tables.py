"""Tables out and in: CSV and workbooks as other programs read them, safe when a spreadsheet opens them."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES, MOST_ROWS = 5 * 2**20, 5000

# A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: Any) -> Any:
    """Text that looks like a formula gets an apostrophe in front; numbers, dates and None are left as they are."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV file (comma, quotes where needed), each cell safe."""
    writer = csv.writer(_Echo())
    yield writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download of any length; the byte-order mark makes spreadsheets read the accents."""

    def stream() -> Iterator[str]:
        yield "\ufeff"
        yield from csv_lines(header, rows)

    response = StreamingHttpResponse(stream(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def xlsx_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same table as a workbook, for whoever works in a spreadsheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([safe_cell(cell) for cell in header])
    for row in rows:
        sheet.append([safe_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


class TableRefused(Exception):
    """The file is no table that we can read; the message is meant for the user."""


@dataclass(frozen=True)
class Row:
    """A row of a table that was read: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class RowProblem:
    """A row that cannot be taken, and why."""

    number: int
    reason: str


def plain(text: str) -> str:
    """Text for comparing headings and words: without case, accents or needless spaces."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def read_table(file: IO[bytes], *, columns: Mapping[str, str]) -> list[Row]:
    """Rows of a CSV file or workbook that has the ``columns`` {key: heading} in any order; others are passed over.

    Raises TableRefused with a message that says what to do.
    """
    head = file.read(MOST_BYTES + 1)
    if not head.strip():
        raise TableRefused(_("This file is empty."))
    if len(head) > MOST_BYTES:
        raise TableRefused(_("This table is larger than the %(limit)d MB allowed.") % {"limit": MOST_BYTES // 2**20})
    lines = _workbook_lines(head) if head.startswith(b"PK\x03\x04") else _csv_lines(head)
    return _rows(lines, columns)


def _rows(lines: Iterator[list[str]], columns: Mapping[str, str]) -> list[Row]:
    heading = [plain(cell) for cell in next(lines, [])]
    missing = [label for label in columns.values() if plain(label) not in heading]
    if missing:
        raise TableRefused(
            _("The first row must name these columns: %(names)s.") % {"names": ", ".join(columns.values())}
        )
    places = {key: heading.index(plain(label)) for key, label in columns.items()}
    rows: list[Row] = []
    for number, line in enumerate(lines, start=2):
        if len(rows) >= MOST_ROWS:
            raise TableRefused(_("This table has more than %(most)d rows: divide it.") % {"most": MOST_ROWS})
        if any(line):
            rows.append(Row(number, {key: line[at] if at < len(line) else "" for key, at in places.items()}))
    return rows


def _csv_lines(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what spreadsheets on Windows still write
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for line in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter):
            yield [_unescaped(cell) for cell in line]
    except csv.Error:
        raise TableRefused(_("This file is no table: save it as CSV or as an Excel workbook (XLSX).")) from None


def _unescaped(cell: str) -> str:
    """A cell as it was before ``safe_cell``."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _workbook_lines(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES * 20:
                raise TableRefused(_("This workbook is too large to be opened: divide it, or save it as CSV."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for line in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2):
            yield [_unescaped("" if cell is None else str(cell)) for cell in line]
    except TableRefused:
        raise
    except Exception:
        raise TableRefused(_("This workbook cannot be opened: save it again, or as CSV.")) from None
