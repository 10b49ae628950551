"""A dataset with many rows, as CSV or as a workbook, with nothing but the standard library: what a national assessment exports."""

import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FIXTURE = Path(__file__).resolve().parents[2] / "tests/fixtures/sandland"
# The districts of the fixture: code, west, east; all from 42 to 43 degrees north.
DISTRICTS = [("ZZ0101", 74.0, 74.5), ("ZZ0102", 74.5, 75.0), ("ZZ0201", 75.0, 76.0)]
# Columns that a form has and nobody asks for.
OTHERS = ["enumerator", "device", "started", "remarks", "phone", "consent", "water", "roads"]


def communities(count):
    yield ["id", "name", "lon", "lat", "district", "households", *OTHERS]
    for number in range(count):
        code, west, east = DISTRICTS[number % 3]
        lon = west + (east - west) * (0.05 + 0.9 * (number * 7919 % 10007) / 10007)
        lat = 42.05 + 0.9 * (number * 104729 % 10009) / 10009
        others = [f"person {number % 211}", f"device-{number % 97}", "2024-05-01T08:12:33.000+06:00", f"Көчө {number}, bridge closed", number + 700000000, "yes", "no", "paved"]
        yield [f"C{number:07}", f"Kara-Suu {number}", round(lon, 6), round(lat, 6), code, 10 + number % 900, *others]


def counts(count):
    yield ["community", "returns_2022", "returns_2023", "returns_2024", *OTHERS]
    for number in range(count):
        others = [f"person {number % 211}", f"device-{number % 97}", "2024-05-01T08:12:33.000+06:00", f"note {number}", number, "yes", "no", "paved"]
        yield [f"C{number:07}", number % 40, number % 17, number % 5, *others]


def write_csv(path, rows):
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(";".join(f'"{cell}"' if isinstance(cell, str) else str(cell) for cell in row) + "\n")


def letters(position):
    return chr(65 + position)


def write_xlsx(path, rows):
    """As Excel writes it: every text in the table of shared strings."""
    strings = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        package.writestr("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relation}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>')
        package.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number, row in enumerate(rows, 1):
                cells = []
                for position, cell in enumerate(row):
                    at = f"{letters(position)}{number}"
                    if isinstance(cell, str):
                        cells.append(f'<c r="{at}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>')
                    else:
                        cells.append(f'<c r="{at}"><v>{cell}</v></c>')
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as shared:
            shared.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for text in strings:
                shared.write(f"<si><t>{escape(text)}</t></si>".encode())
            shared.write(b"</sst>")


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def dataset(folder, kind, count):
    """Writes the dataset of the fixture with so many communities, and a count of each."""
    shutil.copytree(FIXTURE, folder)
    text = (folder / "dataset.toml").read_text()
    for section in ("[[breakdowns]]", "[[services]]"):
        start = text.index(section)
        end = text.find("\n[[", start + 1)
        text = text[:start] + (text[end + 1 :] if end > 0 else "")
    for table, rows in (("communities", communities(count)), ("counts", counts(count))):
        text = text.replace(f'"{table}.csv"', f'"{table}.{kind}"')
        (folder / f"{table}.csv").unlink()
        WRITERS[kind](folder / f"{table}.{kind}", rows)
    (folder / "dataset.toml").write_text(text)
