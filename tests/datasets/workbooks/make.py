"""Writes the workbooks of this folder: `python make.py` with openpyxl and LibreOffice (ODS and XLS), and `node make-xlsb.js` with the npm
package xlsx (XLSB, which LibreOffice reads and does not write).

The sheet Counts has the counts of Sandland below two rows of titles: one is a formula, one a number stored as text, one row and one column are
hidden. The sheet Faults has what is an error in any format. The sheet Old is hidden."""

import datetime
import pathlib
import subprocess
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent

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
faults.append(["C1", datetime.date(2024, 7, 5), "=1/0", True])
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
