"""What Round 3 published (IOM, April 2024), as numbers: the targets of the generator and of its checks."""

COMMUNITIES = 999
COMMUNITIES_IN_OSH_OBLAST = 228

GROUPS = ["return_migrants", "emigrants", "international_migrant_workers", "internal_migrants", "internal_out_migrants"]
YEARS = {
    "return_migrants": [2020, 2021, 2022, 2023, 2024],
    "emigrants": [2020, 2021, 2022, 2023, 2024],
    "international_migrant_workers": [2020, 2021, 2022, 2023, 2024],
    "internal_migrants": [2023],
    "internal_out_migrants": [2023],
}
TOTALS = {
    "international_migrant_workers": 34966, "return_migrants": 128661, "emigrants": 227629,
    "internal_migrants": 44391, "internal_out_migrants": 48805,
}
# Communities confirming a group: counts where published, else per cent of all.
PRESENT_COMMUNITIES = {"international_migrant_workers": 321, "return_migrants": 939, "emigrants": 939}
PRESENT_PERCENT = {"international_migrant_workers": 32, "return_migrants": 94, "emigrants": 94,
                   "internal_migrants": 38, "internal_out_migrants": 74}

# Change on the year before, per cent: 2021, 2022, 2023. 2024 ends in April and is compared with nothing.
ANNUAL_CHANGE = {"return_migrants": [21, 18, 85], "emigrants": [38, 47, 100], "international_migrant_workers": [70, 51, 49]}

_PROVINCE = {
    "Issyk-Kul": "KG02000000000", "Jalal-Abad": "KG03000000000", "Naryn": "KG04000000000", "Batken": "KG05000000000",
    "Osh": "KG06000000000", "Talas": "KG07000000000", "Chui": "KG08000000000", "Bishkek": "KG11000000000", "Osh City": "KG21000000000",
}
# Per cent of the group; "<1" is more than nothing and rounds below 1. Emigrants: Talas and Bishkek are 6 together.
PROVINCE_SHARE = {
    group: {tuple(_PROVINCE[name] for name in names.split("+")): share for names, share in shares.items()}
    for group, shares in {
        "international_migrant_workers": {"Bishkek": 57, "Jalal-Abad": 19, "Osh City": 6, "Chui": 6, "Osh": 4, "Talas": 4,
                                          "Issyk-Kul": 2, "Batken": 1, "Naryn": "<1"},
        "return_migrants": {"Osh": 23, "Chui": 15, "Batken": 14, "Bishkek": 14, "Issyk-Kul": 12, "Jalal-Abad": 11,
                            "Osh City": 5, "Naryn": 3, "Talas": 3},
        "emigrants": {"Osh": 25, "Jalal-Abad": 23, "Batken": 14, "Issyk-Kul": 13, "Chui": 10, "Osh City": 7,
                      "Talas+Bishkek": 6, "Naryn": 2},
        "internal_migrants": {"Bishkek": 46, "Chui": 29, "Jalal-Abad": 11, "Osh City": 7, "Osh": 3},
        "internal_out_migrants": {"Jalal-Abad": 20, "Osh": 17, "Bishkek": 16, "Naryn": 15, "Issyk-Kul": 10, "Batken": 8,
                                  "Osh City": 6, "Chui": 5, "Talas": 4},
    }.items()
}
# The largest three districts of each, in this order.
DISTRICT_SHARE = {
    "internal_migrants": {"x-bishkek-oktyabrskiy": 30, "KG08222000000": 22, "x-bishkek-pervomaiskiy": 15},
    "internal_out_migrants": {"x-bishkek-oktyabrskiy": 13, "KG03223000000": 7, "x-osh-city": 6},
}
COUNTRY_SHARE = {
    "international_migrant_workers": {"Russian Federation": 40, "Uzbekistan": 32, "Türkiye": 11, "Kazakhstan": 9, "Tajikistan": 3},
    "return_migrants": {"Russian Federation": 88, "Türkiye": 4, "Kazakhstan": 3, "Unknown": 1, "Republic of Korea": 1,
                        "United Kingdom": "<1"},
    "emigrants": {"Russian Federation": 91, "Türkiye": 3, "Kazakhstan": 2, "United States of America": 1, "Republic of Korea": 1},
}
EMIGRANTS_TO_RUSSIA = 207098
LENGTH_OF_STAY_SHARE = {"international_migrant_workers": {"less_than_6_months": 54, "more_than_6_months": 38, "unknown": 8}}
REASON_SHARE = {
    "internal_migrants": {"economic": 83, "housing": 6, "education": 6, "unknown": 3, "family": 2, "environment": 1},
    "internal_out_migrants": {"economic": 86, "education": 7, "housing": 2, "unknown": 2, "family": 1, "environment": 2},
}
WITHIN_DISTRICT_SHARE = {"internal_migrants": 21, "internal_out_migrants": 10}

AVAILABLE_PERCENT = {
    "clinic": 86, "hospital": 22, "internet": 100, "market": 89, "drinking_water": 93, "school": 88,
    "employment_center": 11, "bank_atm_post": 54, "public_service_center": 13,
}
LACKING_HOSPITAL = 779
BANDS = ["0-5", "6-10", "11-15", "16-20", "21-25", ">25"]
HOUSEHOLDS_BY_BAND = {
    "clinic": [70953, 6248, 1032, 755, 0, 338],
    "hospital": [171890, 126050, 67479, 45069, 26966, 47343],
    "market": [14709, 17210, 4525, 4892, 3410, 4512],
    "drinking_water": [18968, 5871, 2965, 1405, 945, 1209],
    "school": [48777, 5436, 122, 2951, 0, 21],
    "employment_center": [127071, 136903, 115206, 64797, 30230, 132095],
    "bank_atm_post": [91336, 51962, 23148, 14009, 8809, 26355],
    "public_service_center": [134017, 146088, 106333, 58211, 38525, 99977],
}
# From the text: households at this distance or farther. The flag says whether the distance itself counts.
HOUSEHOLDS_FROM = {
    "drinking_water": (3, True, 17173), "school": (3, True, 22732), "employment_center": (40, True, 78266),
    "bank_atm_post": (30, False, 20609), "public_service_center": (30, False, 80922),
}
# And three that follow from the bands.
HOUSEHOLDS_BEYOND_BAND = {"clinic": (5, 8373), "hospital": (25, 47343), "market": (10, 17339)}


def rounds_to(part: float, whole: float, published) -> bool:
    """Whether part of whole, in per cent, is what was published: halves away from zero, "<1" is between 0 and 1."""
    percent = 100.0 * part / whole
    if published == "<1":
        return 0 < percent and int(percent + 0.5) < 1
    return int(abs(percent) + 0.5) == published
