#!/usr/bin/env python3
"""Makes the files in downloads/ anew (the same bytes): what a mission's download folder has after a first round.

The country, its places and its figures are invented. Needs Debian's gdal-bin, and from PyPI xlsxwriter.
"""

import datetime
import json
import pathlib
import subprocess
import tempfile
import zipfile

import xlsxwriter

HERE = pathlib.Path(__file__).parent
OUT = HERE / "downloads"
DAY = datetime.datetime(2024, 5, 6, 9, 0)

PROVINCES = [("ZZ01", "Norvik", "Норвик"), ("ZZ02", "Ostan", "Остан"), ("ZZ03", "Zapol", "Заполь")]
# A code, names, and the fields of a grid that belong to it: four columns, three rows from south to north.
DISTRICTS = [
    ("ZZ0101", "Belin", "Белин", [(0, 2)]),
    ("ZZ0102", "Jany-Kum", "Жаңы-Кум", [(1, 2)]),
    ("ZZ0103", "Kara-Tal", "Кара-Тал", [(0, 1)]),
    ("ZZ0104", "Sary-Jar", "Сары-Жар", [(1, 1)]),
    ("ZZ0201", "Adra", "Адра", [(2, 2)]),
    ("ZZ0202", "Belin", "Белин", [(3, 2)]),
    ("ZZ0203", "Tamchy", "Тамчы", [(2, 1), (3, 1)]),
    ("ZZ0301", "Kum-Bel", "Кум-Бель", [(0, 0)]),
    ("ZZ0302", "Zapol", "Заполь", [(1, 0), (2, 0)]),
    ("ZZ0303", "Uchkun", "Учкун", [(3, 0)]),
]
RETURNS = {  # 2022, 2023; None is no data
    "ZZ0101": (120, 143), "ZZ0102": (88, 97), "ZZ0103": (41, 60), "ZZ0104": (33, 29), "ZZ0201": (210, 254),
    "ZZ0202": (74, 81), "ZZ0203": (156, 190), "ZZ0301": (12, None), "ZZ0302": (64, 70), "ZZ0303": (27, 35),
}
EMIGRANTS = {
    "ZZ0101": (310, 290), "ZZ0102": (150, 171), "ZZ0103": (95, 88), "ZZ0104": (120, 126), "ZZ0201": (402, 377),
    "ZZ0202": (133, 140), "ZZ0203": (288, 301), "ZZ0301": (60, 58), "ZZ0302": (180, 166), "ZZ0303": (71, 75),
}
# What the office writes in place of the names of the boundaries.
SPELLED = {"ZZ0102": "Djany-Kum rayon", "ZZ0104": "Сары-Жар", "ZZ0203": "Tamchi", "ZZ0303": "Uchkurgan"}


def corner(column, row):
    """Where the lines of the grid meet, a little aside so that borders are not straight."""
    aside = 0.11 * ((column * 7 + row * 5) % 5 - 2) / 2
    return (round(74 + 0.7 * column + aside, 4), round(41 + 0.6 * row + 0.09 * ((column * 3 + row * 11) % 7 - 3) / 3, 4))


def polygon(fields):
    """The outline of neighbouring fields: their edges without those that two of them share."""
    edges = []
    for column, row in fields:
        ring = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        edges += list(zip(ring, ring[1:] + ring[:1]))
    outer = dict(edge for edge in edges if edge[::-1] not in edges)
    first = here = next(iter(outer))
    ring = [corner(*first)]
    while (here := outer[here]) != first:
        ring.append(corner(*here))
    return {"type": "Polygon", "coordinates": [ring + ring[:1]]}


def boundaries():
    fields = {code: squares for code, _, _, squares in DISTRICTS}
    country = {"ADM0_EN": "Sandland", "ADM0_RU": "Песчания", "ADM0_PCODE": "ZZ"}
    dates = {"date": "2023-01-01", "validOn": "2024-02-01"}
    layers = {0: [], 1: [], 2: []}
    layers[0].append((country | dates, [square for squares in fields.values() for square in squares]))
    for pcode, english, russian in PROVINCES:
        province = {"ADM1_EN": english, "ADM1_RU": russian, "ADM1_PCODE": pcode} | country
        squares = [square for code, squares in fields.items() if code.startswith(pcode) for square in squares]
        layers[1].append((province | dates, squares))
        for code, district, in_russian, own in DISTRICTS:
            if code.startswith(pcode):
                names = {"ADM2_EN": district, "ADM2_RU": in_russian, "ADM2_PCODE": code}
                layers[2].append((names | province | dates, own))
    with tempfile.TemporaryDirectory() as folder:
        for level, units in layers.items():
            features = [{"type": "Feature", "properties": p, "geometry": polygon(s)} for p, s in units]
            source = pathlib.Path(folder, f"{level}.geojson")
            source.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
            subprocess.run(
                ["ogr2ogr", "-f", "ESRI Shapefile", f"{folder}/zzz_admbnda_adm{level}_2024.shp", source,
                 "-nln", f"zzz_admbnda_adm{level}_2024", "-lco", "ENCODING=UTF-8", "-lco", "DBF_DATE_LAST_UPDATE=2024-02-01"],
                check=True)
            source.unlink()
        with zipfile.ZipFile(OUT / "zzz_adm_2024_shp.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(pathlib.Path(folder).iterdir()):
                archive.writestr(zipfile.ZipInfo(path.name, DAY.timetuple()[:6]), path.read_bytes(), zipfile.ZIP_DEFLATED)


def workbook(name):
    book = xlsxwriter.Workbook(OUT / name)
    book.set_properties({"created": DAY})
    return book


def counts():
    book = workbook("Sandland_R1_by_district.xlsx")
    sheet = book.add_worksheet("Round 1")
    bold = book.add_format({"bold": True, "align": "center"})
    sheet.write("A1", "Sandland: mobility by district, Round 1", bold)
    sheet.write("A2", "Key informant interviews, 1 February to 30 April 2024")
    sheet.write("A3", "n/a: no key informant was found.")
    sheet.merge_range("A4:A5", "Province", bold)
    sheet.merge_range("B4:B5", "District", bold)
    sheet.merge_range("C4:D4", "Return migrants", bold)
    sheet.merge_range("E4:F4", "Emigrants", bold)
    sheet.write_row("C5", [2022, 2023, 2022, 2023], bold)
    row = 5
    for code, english, _, _ in DISTRICTS:
        province = next(name for pcode, name, _ in PROVINCES if code.startswith(pcode))
        figures = ["n/a" if figure is None else figure for figure in RETURNS[code] + EMIGRANTS[code]]
        sheet.write_row(row, 0, [province, SPELLED.get(code, english), *figures])
        row += 1
    sums = [sum(figures[year] or 0 for figures in table.values()) for table in (RETURNS, EMIGRANTS) for year in (0, 1)]
    sheet.write_row(row, 0, [None, "Total", *sums], bold)
    sheet.set_column(0, 5, 14)
    book.close()


def villages():
    book = workbook("Village_assessment_-_all_versions_-_labels.xlsx")
    sheet = book.add_worksheet("Village assessment")
    sheet.write_row(0, 0, [
        "start", "end", "Place/Province", "Place/District", "Place/Village code", "Place/Village", "Position",
        "_Position_latitude", "_Position_longitude", "_Position_altitude", "_Position_precision", "Number of households",
        "Access/Is there a hospital?", "Access/How far is the next hospital (km)?",
        "Access/Is there a school?", "Access/How far is the next school (km)?",
        "_id", "_uuid", "_submission_time", "_validation_status", "_index"])
    names = ["Ak-Suu", "Birlik", "Chat", "Dobo", "Emgek", "Jazy", "Kyzyl-Bulak", "Maidan", "Ozgorush", "Tash-Dobo",
             "Akjol", "Bel-Aryk", "Chym", "Döng", "Enilchek", "Jar-Bashy", "Kok-Tash", "Mirza", "Orto-Say", "Tegirmen"]
    submissions = []
    for number, name in enumerate(names):
        code, english, _, squares = DISTRICTS[number % len(DISTRICTS)]
        province = next(name for pcode, name, _ in PROVINCES if code.startswith(pcode))
        ring = polygon(squares[:1])["coordinates"][0][:-1]
        toward = 0.25 if number < len(DISTRICTS) else 0.55
        lon, lat = (sum(c[axis] for c in ring) / len(ring) * (1 - toward) + ring[0][axis] * toward for axis in (0, 1))
        submissions.append([province, english, f"V{number + 1:03}", name, round(lat, 5), round(lon, 5), 60 + number * 37 % 290])
    # One form was sent again, with a household count put right.
    again = submissions[3][:-1] + [submissions[3][-1] + 12]
    for number, (province, district, code, name, lat, lon, households) in enumerate([*submissions, again]):
        hospital, school = number % 7 == 0, number % 3 != 1
        began = DAY.replace(month=3, day=1 + number, hour=8 + number % 5)
        sheet.write_row(number + 1, 0, [
            began.isoformat(), (began + datetime.timedelta(minutes=48)).isoformat(), province, district, code, name,
            f"{lat} {lon} 900 5", lat, lon, 900, 5, households,
            "Yes" if hospital else "No", None if hospital else 3 + number * 5 % 31,
            "Yes" if school else "No", None if school else 1 + number % 4,
            7000 + number, f"8c1f{number:04}-4d0e-4c58-9f6b-2b1a2f0c{number:04}", (began + datetime.timedelta(hours=9)).isoformat(),
            "Approved", number + 1])
    book.close()


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    boundaries()
    counts()
    villages()
