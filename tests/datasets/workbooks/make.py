"""Writes the workbooks of this folder: `python make.py` with openpyxl and LibreOffice (ODS and XLS), `node make-xlsb.js` with the npm
package xlsx (XLSB, which LibreOffice reads and does not write: short-cells.xlsb), and `python make.py long`, which writes its cells as Excel does.

The sheet Counts has the counts of Sandland below two rows of titles: one is a formula, one a number stored as text, one row and one column are
hidden. The sheet Faults has what is an error in any format. The sheet Old is hidden."""

import datetime
import sys
import zipfile
import pathlib
import subprocess
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent


def lengthened(records):
    """The records of a sheet with each cell in its long form, which says its column."""
    out, at, column = bytearray(), 0, 0
    while at < len(records):
        start, kind, length = at, 0, 0
        for position in range(2):
            byte = records[at]
            kind |= (byte & 0x7F) << 7 * position
            at += 1
            if byte < 0x80:
                break
        for position in range(4):
            byte = records[at]
            length |= (byte & 0x7F) << 7 * position
            at += 1
            if byte < 0x80:
                break
        data = records[at : at + length]
        at += length
        if 12 <= kind <= 18:
            column += 1
            data = column.to_bytes(4, "little") + data
            out += bytes([kind - 11]) + bytes([len(data) & 0x7F | (0x80 if len(data) > 0x7F else 0)])
            out += bytes([len(data) >> 7]) if len(data) > 0x7F else b""
            out += data
            continue
        if 1 <= kind <= 11:
            column = int.from_bytes(data[:4], "little")
        out += records[start:at]
    return bytes(out)


if sys.argv[1:] == ["long"]:
    with zipfile.ZipFile(HERE / "short-cells.xlsb") as short, zipfile.ZipFile(HERE / "sandland.xlsb", "w", zipfile.ZIP_DEFLATED) as long:
        for name in short.namelist():
            content = short.read(name)
            is_sheet = name.startswith("xl/worksheets/") and name.endswith(".bin")
            long.writestr(name, lengthened(content) if is_sheet else content)
    sys.exit()

book = openpyxl.Workbook()
counts = book.active
counts.title = "Counts"
counts.append(["Return migrants, by community"])
counts.append([])
counts.append(["community", "returns_2022", "returns_2023", " returns_2024\u00a0", "note"])
counts.append(["C1", 5, "=3+4", 2, "a formula"])
counts.append(["C2", 0, "3", 1, "a number as text"])
counts.append(["C4", 1, 0, 0, None])
counts.append([])
counts.append(["C3", 12, 20, None, "Ошская область"])
counts.row_dimensions[6].hidden = True
counts.column_dimensions["D"].hidden = True

faults = book.create_sheet("Faults")
faults.append(["community", "returns_2022", "returns_2023", "returns_2024"])
faults.append(["C1", datetime.date(2024, 7, 5), "=1/0", "yes"])
faults.append(["C2", 7, 3, 20.5])
faults.append(["C3", None, 3, "1E+05"])
faults.append(["C4", 1, 3, -4])
faults.merge_cells("B3:B4")

old = book.create_sheet("Old")
old.append(["community", "returns_2022"])
old.append(["C1", 99])
old.sheet_state = "hidden"

with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder) / "sandland.xlsx"
    book.save(source)
    for kind in ("ods", "xls", "xlsx"):
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", HERE, source], check=True)
