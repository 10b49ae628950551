"""A form that pyxform accepts, and exports of it as KoBoToolbox and ODK Central write them."""

import csv
import json
import shutil

import openpyxl
import pytest
from conftest import PROJECT, kerben
from pyxform.xls2xform import convert

SURVEY = [
    ["type", "name", "label::English (en)", "label::Русский (ru)"],
    ["begin_group", "place", "The place", "Место"],
    ["text", "code", "Code", "Код"],
    ["text", "name", "Name", "Название"],
    ["select_one districts", "district", "District", "Район"],
    ["geopoint", "location", "Where is it?", "Где это?"],
    ["end_group", None, None, None],
    ["integer", "households", "Number of households", "Число домохозяйств"],
    ["select_multiple services", "services", "Which services are there?", "Какие услуги?"],
    ["begin_repeat", "returns", "People who came back", "Вернувшиеся"],
    ["integer", "year", "Year", "Год"],
    ["integer", "number", "How many?", "Сколько?"],
    ["end_repeat", None, None, None],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Русский (ru)"],
    ["districts", "ZZ0101", "Dunes", "Дюны"],
    ["districts", "ZZ0102", "Oasis", "Оазис"],
    ["districts", "ZZ0201", "Shore", "Берег"],
    ["services", "clinic", "Health clinic", "Поликлиника"],
    ["services", "school", "Primary school", "Школа"],
]
PLACES = [
    ("C1", "Adra", 0, "42.5 74.2 760 4.5", 120, ["clinic", "school"], {2022: 5, 2023: 7, 2024: 2}),
    ("C2", "Brim", 1, "42.4 74.7 0 0", 80, ["school"], {2022: 0, 2023: 3, 2024: 1}),
    ("C3", "Cove", 2, "42.6 75.3 10 5", 240, ["school"], {2022: 12, 2023: 20, 2024: 8}),
    ("C4", "Dock", 2, "42.2 75.8 10 5", 60, ["clinic"], {2022: 1, 2023: 0, 2024: 0}),
]


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def export(language):
    """The sheets of an export: with names (none), or with labels of a language (2 or 3)."""
    label = lambda rows, name: name if language is None else next(row[language] for row in rows[1:] if row[1] == name)
    question = lambda *path: "/".join(label(SURVEY, step) for step in path)
    choice = lambda name: label(CHOICES, name)
    services = question("services")
    main = [[question("place", "code"), question("place", "name"), question("place", "district"), question("place", "location"), question("households"), services, f"{services}/{choice('clinic')}", f"{services}/{choice('school')}", "_id", "_uuid", "_submission_time", "_index"]]
    repeats = [[question("returns", "year"), question("returns", "number"), "_index", "_parent_table_name", "_parent_index", "_submission__id"]]
    for index, (code, name, district, location, households, there, years) in enumerate(PLACES, 1):
        chosen = " ".join(choice(service) for service in there)
        main.append([code, name, choice(CHOICES[1 + district][1]), location, households, chosen, int("clinic" in there), int("school" in there), 100 + index, f"u{index}", f"2024-04-01T03:00:0{index}", index])
        repeats += [[year, number, len(repeats) + at, "assessment", index, 100 + index] for at, (year, number) in enumerate(years.items())]
    return main, repeats


@pytest.fixture
def dataset(tmp_path):
    folder = tmp_path / "dataset"
    shutil.copytree(PROJECT / "tests/fixtures/sandland", folder)
    workbook(folder / "form.xlsx", {"survey": SURVEY, "choices": CHOICES})
    # The form is one: pyxform makes an XForm of it.
    assert "<h:html" in convert(xlsform=str(folder / "form.xlsx"), validate=False).xform
    return folder


def describe(folder, files, form=True):
    """Sandland with its communities, counts and services from the export; `files` is how a section names its file."""
    text = (folder / "dataset.toml").read_text()
    head = text[: text.index("[communities]")]
    with_form = 'form = "form.xlsx"\n' if form else ""
    (folder / "dataset.toml").write_text(
        head
        + f"""[communities]
{files[0]}
{with_form}sources = ["survey"]
columns = {{ id = "place/code", name_en = "place/name", point = "location", admin2 = "district", households = "households" }}

[[counts]]
{files[1]}
{with_form}round = "zzz-r1"
level = "community"
place = "place/code"
year_column = "returns/year"
sources = ["survey"]
columns = [{{ column = "number", group = "return_migrants" }}]

[[services]]
{files[0]}
{with_form}round = "zzz-r1"
place = "place/code"
sources = ["survey"]
columns = [{{ service = "hospital", available = "services/clinic" }}, {{ service = "school", available = "services/school" }}]
"""
    )


def assert_sound(folder):
    done = kerben("check", folder, "--format", "json")
    report = json.loads(done.stdout)
    assert report["summary"]["errors"] == 0, done.stdout
    assert (report["summary"]["communities"], report["summary"]["counts"], report["summary"]["services"]) == (4, 1, 2)


@pytest.mark.parametrize("language", [None, 2, 3])
def test_an_export_of_kobo_is_read_by_names_and_by_labels(dataset, language):
    main, repeats = export(language)
    workbook(dataset / "export.xlsx", {"assessment": main, "returns": repeats})
    describe(dataset, ['file = "export.xlsx"\nsheet = "assessment"', 'file = "export.xlsx"\nsheet = "returns"\nparent = { sheet = "assessment" }'])
    assert_sound(dataset)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_the_files_of_odk_central_are_read(dataset, delimiter):
    with (dataset / "a.csv").open("w", newline="") as main, (dataset / "a-returns.csv").open("w", newline="") as returns:
        main, returns = csv.writer(main, delimiter=delimiter), csv.writer(returns, delimiter=delimiter)
        main.writerow(["SubmissionDate", "place-code", "place-name", "place-district", "place-location-Latitude", "place-location-Longitude", "place-location-Altitude", "place-location-Accuracy", "households", "services", "services/clinic", "services/school", "meta-instanceID", "KEY"])
        returns.writerow(["year", "number", "PARENT_KEY", "KEY"])
        for index, (code, name, district, location, households, there, years) in enumerate(PLACES, 1):
            key = f"uuid:{index}"
            main.writerow(["2024-04-01T03:00:01.000Z", code, name, CHOICES[1 + district][1], *location.split(), households, " ".join(there), int("clinic" in there), int("school" in there), key, key])
            for at, (year, number) in enumerate(years.items(), 1):
                returns.writerow([year, number, key, f"{key}/returns[{at}]"])
    describe(dataset, ['file = "a.csv"', 'file = "a-returns.csv"\nparent = { file = "a.csv" }'], form=False)
    text = (dataset / "dataset.toml").read_text().replace('"returns/year"', '"year"')
    (dataset / "dataset.toml").write_text(text)
    assert_sound(dataset)
