"""The 14 oblasts and three cities of the report's time, between June 2018 and June 2022.

Codes are those of ISO 3166-2 from 2018 to November 2022, when the oblasts of Abai, Zhetisu and Ulytau got theirs and the others numbers.
"""

from dataclasses import dataclass

COUNTRY = {
    "code": "KZ", "parent": "", "name_en": "Kazakhstan", "name_ru": "Казахстан", "name_kk": "Қазақстан",
    "aliases": "Republic of Kazakhstan;Республика Казахстан;Қазақстан Республикасы",
}


@dataclass(frozen=True)
class Region:
    code: str
    natural_earth: str | None  # its name in the Natural Earth file; Shymkent is missing there
    name_en: str
    name_ru: str
    name_kk: str
    aliases: str


REGIONS = [
    Region("KZ-AKM", "Aqmola", "Akmola", "Акмолинская область", "Ақмола облысы", "Aqmola"),
    Region("KZ-AKT", "Aqtöbe", "Aktobe", "Актюбинская область", "Ақтөбе облысы", "Aqtöbe;Aktyubinsk"),
    Region("KZ-ALA", "Almaty City", "Almaty City", "город Алматы", "Алматы қаласы", "Almaty (city);Alma-Ata"),
    Region("KZ-ALM", "Almaty", "Almaty Oblast", "Алматинская область", "Алматы облысы", "Almaty;Almaty region"),
    Region("KZ-AST", "Astana", "Astana", "город Астана", "Астана қаласы", "Nur-Sultan (city);Nur-Sultan;Нур-Султан;Нұр-Сұлтан"),
    Region("KZ-ATY", "Atyrau", "Atyrau", "Атырауская область", "Атырау облысы", "Guryev"),
    Region("KZ-KAR", "Qaraghandy", "Karagandy", "Карагандинская область", "Қарағанды облысы", "Qaraghandy;Karaganda"),
    Region("KZ-KUS", "Qostanay", "Kostanay", "Костанайская область", "Қостанай облысы", "Qostanay;Kustanay"),
    Region("KZ-KZY", "Qyzylorda", "Kyzylorda", "Кызылординская область", "Қызылорда облысы", "Qyzylorda;Kyzyl-Orda"),
    Region("KZ-MAN", "Mangghystau", "Mangystau", "Мангистауская область", "Маңғыстау облысы", "Mangghystau;Mangistau"),
    Region("KZ-PAV", "Pavlodar", "Pavlodar", "Павлодарская область", "Павлодар облысы", ""),
    Region("KZ-SEV", "North Kazakhstan", "North Kazakhstan", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы", ""),
    Region("KZ-SHY", None, "Shymkent City", "город Шымкент", "Шымкент қаласы", "Shymkent (city);Shymkent;Symkent City;Chimkent"),
    Region("KZ-VOS", "East Kazakhstan", "East Kazakhstan", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы", ""),
    Region("KZ-YUZ", "South Kazakhstan", "Turkistan", "Туркестанская область", "Түркістан облысы",
           "South Kazakhstan;Южно-Казахстанская область;Оңтүстік Қазақстан облысы"),
    Region("KZ-ZAP", "West Kazakhstan", "West Kazakhstan", "Западно-Казахстанская область", "Батыс Қазақстан облысы", ""),
    Region("KZ-ZHA", "Zhambyl", "Zhambyl", "Жамбылская область", "Жамбыл облысы", "Dzhambul"),
]

SHYMKENT, AROUND_SHYMKENT = "KZ-SHY", "KZ-YUZ"
SHYMKENT_GEONAMES = 1518980
SHYMKENT_AREA_KM2 = 1_170.0  # since 2014
