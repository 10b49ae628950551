"""The administrative units of the report: 9 provinces and cities, 45 districts.

P-codes and English names are those of the OCHA list (valid from 2018-11-19); where that list misspells
a name, the listed form stays as an alias. Other aliases are the spellings of the report.
`area_km2` is a fact computed once from the official boundaries (ellipsoidal, cities of oblast
significance counted with the rayon around them); the schematic districts are given these areas.
`communities` is our own choice: how many of the 999 lie there (228 in Osh oblast; the others are not published).
"""

from dataclasses import dataclass

COUNTRY = {
    "pcode": "KG", "parent": "", "name_en": "Kyrgyzstan", "name_ru": "Кыргызстан", "name_ky": "Кыргызстан",
    "aliases": "Kyrgyz Republic;Кыргызская Республика;Кыргыз Республикасы",
}


@dataclass(frozen=True)
class Province:
    pcode: str
    natural_earth: str | None  # its name in the Natural Earth file; Osh city is missing there
    name_en: str
    name_ru: str
    name_ky: str
    aliases: str


@dataclass(frozen=True)
class District:
    pcode: str
    province: str
    name_en: str
    name_ru: str
    name_ky: str
    aliases: str
    seat: int | None      # GeoNames id of the seat
    area_km2: float       # 0: not a rayon divided by travel cost
    communities: int


PROVINCES = [
    Province("KG02000000000", "Ysyk-Köl", "Issyk-Kul", "Иссык-Кульская область", "Ысык-Көл облусу", "Ysyk-Kol;Ysyk-Köl;Иссык-Кульская;Ысык-Көл"),
    Province("KG03000000000", "Jalal-Abad", "Jalal-Abad", "Джалал-Абадская область", "Жалал-Абад облусу", "Djalal-Abad;Джалал-Абадская;Жалал-Абад"),
    Province("KG04000000000", "Naryn", "Naryn", "Нарынская область", "Нарын облусу", "Нарынская;Нарын"),
    Province("KG05000000000", "Batken", "Batken", "Баткенская область", "Баткен облусу", "Баткенская;Баткен"),
    Province("KG06000000000", "Osh", "Osh", "Ошская область", "Ош облусу", "Osh oblast;Osh province;Ошская"),
    Province("KG07000000000", "Talas", "Talas", "Таласская область", "Талас облусу", "Таласская;Талас"),
    Province("KG08000000000", "Chuy", "Chui", "Чуйская область", "Чүй облусу", "Chuy;Чуйская;Чүй"),
    Province("KG11000000000", "Bishkek", "Bishkek", "Бишкек", "Бишкек", "Bishkek (city);Bishkek city;г. Бишкек"),
    Province("KG21000000000", None, "Osh City", "город Ош", "Ош шаары", "Osh (city);Osh city;г. Ош"),
]


def _rayon(code, name, ru, ky, aliases, seat, area, communities):
    """A rayon: Russian and Kyrgyz take the word for rayon, the bare forms are aliases."""
    bare = ";".join(dict.fromkeys([ru, ky]))
    return District(code + "000000", code[:4] + "000000000", name, f"{ru} район", f"{ky} району",
                    ";".join(part for part in (aliases, bare) if part), seat, area, communities)


def _city_part(key, province, name, ru, ky, aliases, communities):
    return District(key, province, name, ru, ky, aliases, None, 0.0, communities)


_BISHKEK, _OSH_CITY = "KG11000000000", "KG21000000000"

DISTRICTS = [
    _rayon("KG02205", "Ak-Suu", "Ак-Суйский", "Ак-Суу", "", 1527232, 9592.7, 27),
    _rayon("KG02210", "Jeti-Oguz", "Жети-Огузский", "Жети-Өгүз", "Djeti-Oguz;Zheti-Oguz;Jety-Oguz", 1527497, 13567.3, 24),
    _rayon("KG02215", "Issyk-Kul", "Иссык-Кульский", "Ысык-Көл", "Ysyk-Kol", 1528512, 3618.6, 23),
    _rayon("KG02220", "Ton", "Тонский", "Тоң", "", 1528666, 7307.1, 18),
    _rayon("KG02225", "Tup", "Тюпский", "Түп", "Tyup", 1527121, 1986.3, 23),
    _rayon("KG03204", "Ala-Buka", "Ала-Букинский", "Ала-Бука", "", 1528875, 3022.8, 22),
    _rayon("KG03207", "Bazar-Korgon", "Базар-Коргонский", "Базар-Коргон", "", 1528717, 1998.1, 28),
    _rayon("KG03211", "Aksy", "Аксыйский", "Аксы", "", 1528052, 4629.1, 30),
    _rayon("KG03215", "Nooken", "Ноокенский", "Ноокен", "", 1527689, 2448.3, 27),
    _rayon("KG03220", "Suzak", "Сузакский", "Сузак", "", 1527317, 2823.7, 36),
    _rayon("KG03223", "Toguz-Toro", "Тогуз-Тороуский", "Тогуз-Торо", "", 1528005, 3937.7, 11),
    _rayon("KG03225", "Toktogul", "Токтогульский", "Токтогул", "", 1538648, 8645.8, 26),
    _rayon("KG03230", "Chatkal", "Чаткальский", "Чаткал", "", 1528190, 6117.5, 10),
    _rayon("KG04210", "Ak-Tala", "Ак-Талинский", "Ак-Талаа", "Ak-Talaa", 1528766, 6433.7, 17),
    _rayon("KG04220", "At-Bashy", "Ат-Башинский", "Ат-Башы", "Ak-Bashy;At-Bashi;Ат-Башынский", 1528796, 18554.5, 18),
    _rayon("KG04230", "Jumgal", "Жумгальский", "Жумгал", "Zhumgal", 1528566, 6364.0, 17),
    _rayon("KG04235", "Kochkor", "Кочкорский", "Кочкор", "Kochokor", 1527902, 6371.6, 20),
    _rayon("KG04245", "Naryn", "Нарынский", "Нарын", "", 1527592, 6945.9, 18),
    _rayon("KG05214", "Batken", "Баткенский", "Баткен", "", 1528735, 6135.6, 32),
    _rayon("KG05236", "Leilek", "Лейлекский", "Лейлек", "Lyaylyak;Laylak", 1222662, 4665.7, 32),
    _rayon("KG05258", "Kadamjai", "Кадамжайский", "Кадамжай", "Kadamzhai;Kadamjay", 7648391, 6159.1, 46),
    _rayon("KG06207", "Alai", "Алайский", "Алай", "Alay", 1528320, 7554.5, 30),
    _rayon("KG06211", "Aravan", "Араванский", "Араван", "", 1528831, 625.1, 26),
    _rayon("KG06226", "Kara-Suu", "Кара-Сууский", "Кара-Суу", "Kara-Su", 1528091, 2898.5, 46),
    _rayon("KG06242", "Nookat", "Ноокатский", "Ноокат", "Naukat", 1528339, 4046.6, 40),
    _rayon("KG06246", "Kara-Kulja", "Кара-Кульджинский", "Кара-Кулжа", "Kara-Kulzha;Kara-Kuldja", 8145969, 5739.4, 28),
    _rayon("KG06255", "Uzgen", "Узгенский", "Өзгөн", "Ozgon", 1527513, 3413.4, 42),
    _rayon("KG06259", "Chon-Alai", "Чон-Алайский", "Чоң-Алай", "Chong-Alai;Chong-Alay", 1222683, 4849.9, 16),
    _rayon("KG07215", "Kara-Buura", "Кара-Бууринский", "Кара-Буура", "", 1527919, 2956.7, 19),
    _rayon("KG07220", "Bakai-Ata", "Бакай-Атинский", "Бакай-Ата", "", 1527688, 2339.5, 16),
    _rayon("KG07225", "Manas", "Манасский", "Манас", "", 1527496, 1045.9, 13),
    _rayon("KG07232", "Talas", "Таласский", "Талас", "", 1528253, 5118.4, 22),
    _rayon("KG08203", "Alamudun", "Аламудунский", "Аламүдүн", "Alamedin", 1527690, 1421.4, 24),
    _rayon("KG08206", "Ysyk-Ata", "Ысык-Атинский", "Ысык-Ата", "Issyk-Ata", 1528193, 1895.3, 28),
    _rayon("KG08209", "Jaiyl", "Жайылский", "Жайыл", "Zhaiyl;Jayil", 1528182, 3031.8, 22),
    _rayon("KG08213", "Kemin", "Кеминский", "Кемин", "", 1528606, 3412.3, 17),
    _rayon("KG08217", "Moscow", "Московский", "Москва", "Moskva;Moskovskiy", 1528702, 1535.1, 19),
    _rayon("KG08219", "Panfilov", "Панфиловский", "Панфилов", "", 1528234, 4922.1, 15),
    _rayon("KG08222", "Sokuluk", "Сокулукский", "Сокулук", "", 1527360, 2022.5, 22),
    _rayon("KG08223", "Chui", "Чуйский", "Чүй", "Chuy", 1527338, 1656.3, 13),
    _city_part("x-bishkek-leninskiy", _BISHKEK, "Leninskiy", "Ленинский район", "Ленин району", "Leninsky;Ленинский;Ленин", 6),
    _city_part("x-bishkek-oktyabrskiy", _BISHKEK, "Oktyabrskiy", "Октябрьский район", "Октябрь району", "Oktyabr'skiy;Octyabrsky;Октябрьский;Октябрь", 7),
    _city_part("x-bishkek-pervomaiskiy", _BISHKEK, "Pervomaiskiy", "Первомайский район", "Биринчи Май району", "Pervomayskiy;Pervomaysky;Первомайский;Биринчи Май", 6),
    _city_part("x-bishkek-sverdlovskiy", _BISHKEK, "Sverdlovskiy", "Свердловский район", "Свердлов району", "Sverdlovsky;Свердловский;Свердлов", 5),
    _city_part("x-osh-city", _OSH_CITY, "Osh City", "город Ош", "Ош шаары", "Osh;Osh (city);Osh city;г. Ош", 12),
]

OSH_CITY_SEAT = 1527534
OSH_CITY_AREA_KM2 = 31.0  # the circle gets the area of the hole that the official boundaries leave for the city

# Places besides the seat that hold their district together: without them the travel-cost borders put these towns,
# and the villages around them, into the neighbour.
FURTHER_ANCHORS = {
    "KG02205000000": [1528121, 1528616, 1527244],  # Karakol and two villages beside it
    "KG02210000000": [1527170],  # Tossor
}

# The rayons of Bishkek have neither seat nor boundary in the open sources: a nominal centre for each,
# west, south-east, north-centre and north-east, as offsets in degrees from the middle of the city.
BISHKEK_CENTRES = {
    "x-bishkek-leninskiy": (-0.050, -0.004),
    "x-bishkek-oktyabrskiy": (0.030, -0.034),
    "x-bishkek-pervomaiskiy": (-0.004, 0.012),
    "x-bishkek-sverdlovskiy": (0.040, 0.030),
}

DISTRICT_BY_PCODE = {district.pcode: district for district in DISTRICTS}
