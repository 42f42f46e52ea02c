"""What the platform holds about a person as an archive: a JSON and a CSV file for each kind of row, and their files."""

import json
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.personal import Holding, holdings
from foundation.tables import csv_lines


def write_archive(user: User, target: IO[bytes]) -> Iterator[Holding]:
    """Write it kind by kind, saying after each which one is in; those without a row are only named."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("LEEME.txt", _contents(user))
        for holding in holdings():
            rows = list(holding.rows(user).values(*holding.fields))
            if rows:
                _write(archive, holding, rows)
                _write_files(archive, holding, user)
            yield holding


def _contents(user: User) -> str:
    lines = [_("What the platform holds about %(name)s.") % {"name": user.get_full_name() or user.email}, ""]
    counts = ((holding.name, holding.rows(user).count()) for holding in holdings())
    lines += [f"{name}: {number}" for name, number in counts]
    return "\n".join([*lines, ""])


def _write(archive: ZipFile, holding: Holding, rows: list[dict[str, Any]]) -> None:
    text = json.dumps({holding.name: rows}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    archive.writestr(f"{holding.name}.json", text)
    lines = csv_lines(holding.fields, ([_cell(row[name]) for name in holding.fields] for row in rows))
    archive.writestr(f"{holding.name}.csv", "\ufeff" + "".join(lines))


def _cell(value: Any) -> Any:
    """Lists and objects stand in a cell as JSON."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if isinstance(value, dict | list) else value


def _write_files(archive: ZipFile, holding: Holding, user: User) -> None:
    """The files themselves, under the number of their row; one that is gone is passed over."""
    for name in holding.files:
        for row in holding.rows(user):
            file = getattr(row, name)
            if not file or not file.storage.exists(file.name):
                continue
            plain = get_valid_filename(file.name.rpartition("/")[2])
            with file.open("rb") as source, archive.open(f"{holding.name}/{row.pk}-{plain}", "w") as copy:
                while piece := source.read(2**20):
                    copy.write(piece)
