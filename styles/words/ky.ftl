# Карталардын, жооптордун жана барактардын кыргыз тилиндеги билдирүүлөрү.
# Not yet read by a native speaker: see docs/languages.md.

### Names

## Levels of places

level-admin0 = өлкө
    .by = өлкөлөр боюнча
    .none = эч бир өлкөгө
    .of = өлкөсүнүн
level-admin1 = облус
    .by = облустар боюнча
    .none = эч бир облуска
    .of = облусунун
level-admin2 = район
    .by = райондор боюнча
    .none = эч бир районго
    .of = районунун
level-admin3 = кичи район
    .by = райондон төмөнкү бирдиктер боюнча
    .none = райондон төмөнкү эч бир бирдикке
    .of = райондон төмөнкү бирдигинин
level-community = калктуу конуш
    .by = калктуу конуштар боюнча
    .none = эч бир калктуу конушка
    .of = калктуу конушунун

## Collections

collection-admin0 = Өлкө
collection-admin1 = Облустар
collection-admin2 = Райондор
collection-admin3 = Райондон төмөнкү бирдиктер
collection-communities = Изилденген калктуу конуштар
collection-facilities = Мекемелер
collection-international_borders = Мамлекеттик чек аралар

collection-description-admin0 = Өлкө
collection-description-admin1 = Облустар жана облустук маанидеги шаарлар
collection-description-admin2 = Райондор жана райондук маанидеги шаарлар
collection-description-admin3 = Райондон төмөнкү бирдиктер
collection-description-units = { $units }, раунддун сандары менен
collection-description-communities = Изилденген калктуу конуштар, сандары жана кызматтарга чейинки аралыктары менен
collection-description-facilities = Кызмат көрсөтүлгөн жерлер
collection-description-international_borders = Өлкөлөрдүн ортосундагы чек аралар жана алардын такталган даражасы
collection-description-warned = { $description }. { $warning }
collection-description-illustrative = { $description }. Иллюстрациялык маалыматтар

## Languages

language-el = грек тили
language-ky = кыргыз тили
language-ps = пушту тили
language-ug = уйгур тили

### Indicators

indicator-households_beyond = Үй чарбалар, эң жакын { $service } { $km } км ашык алыстыкта
    .in-sentence = үй чарбалар, эң жакын { $service } { $km } км ашык алыстыкта
indicator-communities_lacking = Калктуу конуштар, { $service } жок
    .in-sentence = калктуу конуштар, { $service } жок

indicator-any-households_beyond = Кызматтан белгиленген аралыктан алыс үй чарбалар
    .definition = Кызмат жок жана эң жакыны `km` чоңдугунан алыс болгон калктуу конуштардын үй чарбалары
indicator-any-communities_lacking = Кызматы жок калктуу конуштар
    .definition = Кызмат жок болгон изилденген калктуу конуштар

## Units of values

unit-people = адам
unit-households = үй чарба
unit-communities = калктуу конуш
unit-share = пайыз, { $whole } карата
unit-share-alone = пайыз
unit-share-of-category = пайыз, ошол жердин жалпы санына карата
unit-per-1000-households = { $counted }, 1 000 үй чарбага
unit-per-1000-population = { $counted }, 1 000 тургунга
unit-change = мурунку жылга салыштырмалуу өзгөрүү, пайыз

## What shares are of

whole-country = өлкө боюнча жалпы санга
whole-lacking = { $service } жок калктуу конуштардагы үй чарбалардын санына
whole-households = бардык үй чарбалардын санына
whole-communities = бардык калктуу конуштардын санына

## Periods

window = { $first }–{ $last }
period-partial = { $period } ({ $part })
period-partial-year = { $year } ({ $part } гана)
period-part-of-year = { $year }: { $part }
date = { $year }-жылдын { $day }-{ $month }
month-1 = январы
month-2 = февралы
month-3 = марты
month-4 = апрели
month-5 = майы
month-6 = июну
month-7 = июлу
month-8 = августу
month-9 = сентябры
month-10 = октябры
month-11 = ноябры
month-12 = декабры
month-alone-1 = январь
month-alone-2 = февраль
month-alone-3 = март
month-alone-4 = апрель
month-alone-5 = май
month-alone-6 = июнь
month-alone-7 = июль
month-alone-8 = август
month-alone-9 = сентябрь
month-alone-10 = октябрь
month-alone-11 = ноябрь
month-alone-12 = декабрь
month-of-year = { $year }-ж. { $month }
months-of-year = { $year }-ж. { $first } – { $last }
months-of-years = { $first } – { $last }

### Titles of maps

title-share = { $indicator }, { $whole } карата үлүшү,
title-share-alone = { $indicator }, үлүшү,
title-per-1000-households = { $indicator }, 1 000 үй чарбага эсептегенде,
title-per-1000-population = { $indicator }, 1 000 тургунга эсептегенде,
title-change = { $indicator }, мурунку жылга салыштырмалуу өзгөрүү,
title-against = { $first } жана { $second }
title-by = { $what } { $units }
title-whole-country = { $what } бүтүндөй өлкө боюнча
title-when-inside = { $measure } { $when },
title-within = { $title }, { $place }
title-when = { $title }, { $when }
title-years = { $title }, жылдар боюнча, { $first }–{ $last }

### What stands below the title of a map

sentence = { $text }.
subtitle = { $country }. { $round }
subtitle-as-of = { $round } ({ $date } карата)
subtitle-collected = { $round } (маалымат чогултуу: { $time })
subtitle-asked = { $method } ({ $count ->
        [one] { $number } негизги маалымат берүүчү
       *[other] { $number } негизги маалымат берүүчү
    }).
subtitle-counted = { $count ->
        [one] { $number } изилденген калктуу конушта эсептелген.
       *[other] { $number } изилденген калктуу конушта эсептелген.
    }
subtitle-households = Үй чарбалар: { $count ->
        [one] изилденген { $number } калктуу конуштуку.
       *[other] изилденген { $number } калктуу конуштуку.
    }
subtitle-communities = { $count ->
        [one] { $number } калктуу конуш изилденген.
       *[other] { $number } калктуу конуш изилденген.
    }
subtitle-inhabitants = Тургундар: ар бир аймактын бардык калкы, маалымат топтомунда көрсөтүлгөндөй.
subtitle-change = { $year }-жыл { $before }-жылга салыштырмалуу.

## Ranges of classes in legends

range-numbers = { $low }–{ $high }
range-below = ≥ { $low }, < { $high }
range-above = > { $low }, ≤ { $high }
range-between = > { $low }, < { $high }

## How values are divided into classes

legend-method-quantile = ар бир класста жерлердин саны болжол менен бирдей
legend-method-equal_interval = туурасы бирдей класстар
legend-method-pretty = тегерек сандардын ортосундагы туурасы бирдей класстар
legend-method-head_tail = ар бир класс андан төмөн эмес бардык жерлердин орточосуна чейин
legend-method-standard_deviation = орточонун айланасында бир стандарттык четтөө туурасындагы класстар
legend-method-manual = берилген класстар

## Values that are no numbers

legend-no_data = Маалымат жок
legend-suppressed = Адамдарды коргоо максатында жарыяланбайт
legend-not_applicable = Колдонулбайт

reason-partial_year = Жыл толук эсептелген эмес
reason-no_year_before = Мурунку жыл толук эсептелген эмес
reason-nobody_lacks = { $service } жок калктуу конуш жок
    .of-community = { $service } бар
reason-nobody_counted = Эч ким эсептелген эмес
reason-no_households = Үй чарбалар жок
reason-no_inhabitants = Тургундар жок
reason-nobody_before = Мурунку жылы эч ким болгон эмес

### Numbers

page-number-group = { "\u202F" }
page-number-decimal = ,

### Pictures of maps

picture-sources = Булактар: { $sources }
picture-unit = { $name }: { $value }
picture-total = { $place }: { $value }.
picture-whole-country = Бүтүндөй өлкө
picture-all-countries = Бардык өлкөлөр
picture-places-shown = Маалыматы бар бардык жерлер чогуу
quantity = { $number } { $unit }
quantity-people = { $count ->
        [one] { $number } адам
       *[other] { $number } адам
    }
quantity-households = { $count ->
        [one] { $number } үй чарба
       *[other] { $number } үй чарба
    }
quantity-communities = { $count ->
        [one] { $number } калктуу конуш
       *[other] { $number } калктуу конуш
    }
picture-unit-of-two = { $name }. { $first }. { $second }.
picture-measure = { $indicator }: { $value } ({ $unit })
picture-measure-without = { $indicator }: { $value }
picture-kilometres = { $length } км
picture-metres = { $length } м

## What a map shows

summary-none = Эч бир жердин мааниси жок.
summary-only = { $name }: { $value }.
summary-equal = Бардык жерде бирдей ({ $among }): { $value }.
summary-highest = Эң жогорку маани ({ $among }): { $name }, { $value }.
summary-highest-tied = Эң жогорку маани ({ $among }): { $names }, ар биринде { $value }.
summary-lowest = Эң төмөнкүсү: { $name }, { $value }.
summary-lowest-tied = Эң төмөнкүсү: { $names }, ар биринде { $value }.
summary-zero = Нөл: { $names }.
summary-with-value = маалыматы бар { $units }
summary-without = { $why }: { $units }.
summary-up = Өсүш: { $units }.
summary-down = Төмөндөө: { $units }.
summary-same = Өзгөрүүсүз: { $units }.
summary-percent = { $number } %
summary-largest-rise = Эң чоң өсүш: { $names }, { $value }.
summary-largest-fall = Эң чоң төмөндөө: { $names }, { $value }.
summary-circles = Эң чоң тегерек: { $names }, { $value }.
summary-highest-of-measure = { $indicator }, эң жогорку маани: { $names }, { $value }.
summary-of-two = Эки көрсөткүч тең жогору ({ $among }, алардын ичинен { $count }): { $names }.
summary-of-two-none = Эки көрсөткүч тең жогору: жок ({ $among }).
summary-year = { $year }: { $names }, { $value }
summary-years = Ар бир жылдын эң жогорку мааниси: { $highest }.
list-more = { $list }, { $next }
list-last = { $list } жана { $last }
list-parts = { $list }; { $next }

### Rounds side by side

caveat-definition = аныктама
caveat-population = камтуу
caveat-window = мезгил

differs-definition = Аныктама: { $a } — «{ $of_a }», { $b } — «{ $of_b }»
differs-method = Ыкма: { $a } — «{ $of_a }», { $b } — «{ $of_b }».
differs-distances = Аралыктар: { $a } — { $of_a }, { $b } — { $of_b }.
differs-window = Мезгил: { $a } — { $of_a }, { $b } — { $of_b }.
differs-part = Мезгил: { $year }-жыл үчүн { $a } — { $of_a }, { $b } — { $of_b }.
differs-part-whole = толук жыл
differs-level = Камтуу: { $a } — { $of_a }, { $b } — { $of_b }.
differs-coverage = Камтуу ({ $places }): { $a } — { $of_a }, { $b } — { $of_b }; эки раундда тең — { $both }.
distances-kilometres = километрлер
distances-bands = аралык тилкелери
distances-none = аралыктар жок

difference-none = өзгөрүүсүз
difference-more = { $amount } көп
difference-fewer = { $amount } аз
difference-higher = { $amount } жогору
difference-lower = { $amount } төмөн
difference-per-cent = { $difference } ({ $percent } %)
difference-qualified = { $difference }; раунддардын айырмасы: { $caveats }

## The pages

compare-differs = Айырмалары
compare-same = Эки раундда тең аныктама, жерлер жана мезгил бирдей.
compare-refused = Бул эки раунд бир эле нерсени эсептебейт. Адегенде айырмаларын окуңуз.
compare-acknowledge = Окулду: катар көрсөтүү
comparable-area = { $a } = { $b }
compare-place = Жер
compare-difference = Айырма
compare-all-places = Баары чогуу
compare-other-indicators = Башка көрсөткүчтөр
compare-other-rounds = Башка раунддар
compare-levels = Деңгээл
compare-trend = Бардык раунддар боюнча динамика
compare-more = Дагы
compare-never-added = Раунддар эч качан кошулбайт.
trend-intro = Сызык бир эле нерсени эсептеген раунддарды бириктирет. Аныктама, ыкма же эсептелген мезгил өзгөргөн жерде үзүлөт.
trend-chart = { $indicator }, { $place }, раунддар боюнча
trend-break = Үзүлүш
trend-breaks = Сызык эмне үчүн үзүлөт
trend-remarks = Башка жерлер камтылган

### Notes beside answers

illustrative = Иллюстрациялык маалыматтар
note-illustrative = Иллюстрациялык маалыматтар: { $note }
note-illustrative-alone = Иллюстрациялык маалыматтар: сандар чогултулган эмес, түзүлгөн.
note-boundaries = { $warning }: { $note }
note-partial-year = { $year }-жылдын маалыматы толук эмес: { $part } гана. Аны толук жыл менен салыштырбаңыз.
note-colours-of-counts = Абсолюттук сандарды түс менен көрсөтүү жаңылтат: чоң район ошол эле саны бар кичинекей райондон маанилүүрөөк көрүнөт. Тегеректер жана салыштырма көрсөткүчтөр туура салыштырат.
note-derived = Жарыяланган маалыматтан эсептелген, өзү жарыяланган эмес: { $how }
note-missing = Айрым калктуу конуштар эсепке алынган эмес: булакта алар тууралуу керектүү маалымат жок. Маанилер калгандарына тиешелүү.
note-missing-counted = Айрым калктуу конуштар эсепке алынган эмес: булакта алар тууралуу керектүү маалымат жок (саны — communities_without_data). Маанилер калгандарына тиешелүү.
note-missing-units = Булак бардык сандарды бербейт: булак өзү жалпы санды көрсөтпөсө, суммалар маалыматы бар жерлер боюнча эсептелген.
note-households-of-lacking = Кызмат жок калктуу конуштардын бардык үй чарбалары эсептелген.
note-shares-of-lacking = Кызмат жок калктуу конуштардын үй чарбалары эсептелген; үлүштөр бардык үй чарбаларга эмес, ушуларга карата эсептелген.
note-shares-of-households = Үлүштөр кызмат бар же жок экенине карабастан изилденген калктуу конуштардын бардык үй чарбаларына карата эсептелген.
note-shares-of-communities = Үлүштөр бардык изилденген калктуу конуштарга карата эсептелген.
note-without-unit = { $communities ->
        [one] { $number } калктуу конуш { $level } кирбейт жана
       *[other] { $number } калктуу конуш { $level } кирбейт жана
    } ири бирдиктердин көрсөткүчтөрүндө гана эсептелет.
note-without-unit-sum = { $communities ->
        [one] { $number } калктуу конуш { $level } кирбейт: анын саны
       *[other] { $number } калктуу конуш { $level } кирбейт: алардын саны
    }, { $sum }, ири бирдиктердин суммаларына кирет, буларга кирбейт.
note-without-coordinates = { $communities ->
        [one] { $number } калктуу конуштун координаттары жок: ал
       *[other] { $number } калктуу конуштун координаттары жок: алар
    } эсептелген, бирок картада көрсөтүлбөйт жана жайгашкан жери боюнча табылбайт.
note-international-borders = Мамлекеттик чек аралар, { $date } карата.
context-tiles = { $dataset }: айланадагы аймак
note-borders-of-neighbours = Коңшу өлкөлөр Natural Earth боюнча көрсөтүлгөн; алардын чек араларынын статусу көрсөтүлгөн эмес.
note-boundaries-un = Бул картада көрсөтүлгөн чек аралар, аталыштар жана белгилер Бириккен Улуттар Уюму тарабынан расмий колдоону же таанууну билдирбейт.
note-boundaries-as-given = Өлкөлөрдүн ортосундагы чек аралар статусуна карабастан маалымат топтомунда берилгендей көрсөтүлгөн.
note-international-borders-unsettled = Мамлекеттик чек аралар, { $date } карата: { $marks }.
border-mark-undetermined = үзүк сызык — чек ара аныкталган эмес
border-mark-disputed = чекиттер — чек ара талаштуу
border-mark-line_of_control = чекиттер — көзөмөл сызыгы
border-mark-armistice_line = үзүк сызык жана чекит — элдешүү сызыгы же эл аралык административдик сызык
border-mark-line_of_separation = үзүк сызык жана чекит — башка бөлүү сызыгы
note-distances-incomplete = Булак баарын көрсөтпөйт: тилкелер жана `beyond` белгилүүсүн эсептейт, ошондуктан бул төмөнкү баалар.
note-beyond-incomplete = Булак баарын көрсөтпөйт: маалыматы же үй чарбаларынын саны жок калктуу конуштар эсепке алынган эмес.
note-distances-in-bands = Айрым аралыктар тилке катары гана белгилүү: certain=false болгон калктуу конуштар жакыныраак болушу мүмкүн.
note-distances-unknown = Кызмат жок айрым калктуу конуштар үчүн аралык көрсөтүлгөн эмес: аларда certain=false.
note-as-the-crow-flies = Жаңы жер түз сызык боюнча ушул аралыктын ичиндегилерге жардам берет. Жол менен канча экени, баарына жетеби жана адамдар дагы кайда барары бул жерде белгисиз.
note-first-rows = Бул баракта биринчи саптар көрсөтүлгөн; баары { $rows }. Маалыматта баары бар.
note-comparable-areas = Бул раунддардын ортосунда чек аралар өзгөргөн ({ $a } жана { $b } редакциялары). Саптар — эки редакцияга тең жалпы эң кичинекей аймактар: ар тараптан бүтүн бирдиктер кошулат, эч нерсе бөлүнбөйт.
note-estimates-of = Бул негизги маалымат берүүчүлөрдүн бүтүн бирдиктер боюнча баалары. Алар эсептелгендин ({ $group }) суммасы эмес жана ага эч качан кошулбайт.
note-estimates-beside = Бул сандардан тышкары бүтүн бирдиктер боюнча баалар бар — кошуу үчүн эмес, салыштыруу үчүн: { $group }.
note-other-round = Көрсөтүлгөнү: { $shown }. Демейде көрсөтүлүүчү раундда ({ $usual }) бул көрсөткүч жок.
note-rounds = Ар башка раунддардын көрсөткүчтөрү эч качан кошулбайт. Айырмалары таанылганда гана катар көрсөтүлөт.
note-left-out = { $rows ->
    [one] { $file } файлынын { $number } сабы же уячасы ката болгондуктан калтырылган: бул нөл эмес, маалымат жок дегенди билдирет.
   *[other] { $file } файлынын { $number } сабы же уячасы каталар болгондуктан калтырылган: бул нөл эмес, маалымат жок дегенди билдирет.
}

boundaries-generalised = Жалпыланган чек аралар
boundaries-schematic = Схемалык чек аралар

### The header of all pages

site-skip = Мазмунга өтүү
site-pages = Барактар
site-languages = Тилдер
site-explore = Изилдөө
site-planner = Пландоо
site-builder = Жайгаштыруу
site-data = Маалыматтар

### The page that explores the numbers

explore-window-title = Көрсөткүчтөрдү изилдөө · Kerben
explore-description = Райондор жана жылдар боюнча мобилдүүлүк көрсөткүчтөрү: карта, рейтинг, ар бир жердин профили, жерлерди жана жылдарды салыштыруу.
explore-title = Көрсөткүчтөрдү изилдөө

### The page for planners

planner-window-title = Кызматтардан алыс айылдар · Kerben
planner-description = Кызматтан белгилүү аралыктан алыс канча үй чарба жашайт, кайда жана кайсы айылдарда.
planner-title = Кызматтардан алыс айылдар
planner-intro = Кайсы калктуу конуштарда кызмат жок жана эң жакыны берилген аралыктан алыс, аларда канча үй чарбасы бар жана алар кайда.

### The page that makes the line to embed a map

builder-window-title = Картаны жайгаштыруу · Kerben
builder-description = Картаны тандап, үч өлчөмдө көрүп, барагыңыз үчүн сапты көчүрүңүз.
builder-title = Картаны жайгаштыруу
builder-intro = Карта эмнени көрсөтөрүн тандап, аны окурмандардай көрүп, бир сапты барагыңызга көчүрүңүз. Булак, эскертме жана түшүндүрмөлөр кошо келет.
builder-needs-script = Тандоо үчүн JavaScript керек. Карта <a>бул жерде</a> да бар, анын дарегин фреймге коюуга болот.
builder-choices = Карта эмнени көрсөтөт
builder-step-what = Эмнени көрсөтүү
builder-place = Жер
builder-whole = Бүт өлкө
builder-step-look = Кандай көрүнөт
builder-marks = Маанилер
builder-marks-fill = Түс менен
builder-marks-circles = Тегерек менен
builder-marks-both = Экөө тең
builder-language = Картанын тили
builder-theme = Тема
builder-theme-light = Жарык
builder-theme-dark = Караңгы
builder-theme-plain = Ак жана боз
builder-controls = Окурмандар тандай алат
    .about = Топ, жыл жана деңгээл картанын үстүндө тандалат.
builder-plain = Алкаксыз
    .about = Өзүнүн алкагы да, фону да жок: барагыңыздын фонунда турат.
builder-static = Кыймылсыз сүрөт
    .about = Курсорго да, манжага да жооп бербейт, скрипт жүктөлбөйт.
builder-more = Түстөр жана класстар
builder-palette = Түстөр
    .usual = Адаттагыдай
builder-palette-purple_blue = Сыядан көккө
builder-palette-greens = Жашыл
builder-palette-oranges = Кызгылт сары
builder-palette-red_purple = Кызылдан кочкул кызылга
builder-palette-yellow_orange_brown = Сарыдан күрөңгө
builder-palette-yellow_green_blue = Сарыдан көккө
builder-palette-greys = Боз
builder-palette-cividis = Көктөн сарыга
builder-palette-purple_orange = Сыя жана кызгылт сары
builder-palette-brown_teal = Күрөң жана көгүш жашыл
builder-palette-purple_green = Сыя жана жашыл
builder-palette-red_blue = Кызыл жана көк
builder-palette-red_grey = Кызыл жана боз
builder-method = Класстар
builder-method-natural_breaks = Табигый чектер (адатта)
builder-method-quantile = Ар биринде бирдей сандагы жер
builder-method-equal_interval = Бирдей кадамдар
builder-method-pretty = Тегерек сандар
builder-method-head_tail = Аз сандагы жогорку маанилер өзүнчө
builder-method-standard_deviation = Орточодон четтөө
builder-classes = Класстардын саны
    .usual = 5 (адатта)
builder-breaks = Класстардын чектери
    .usual = Адаттагыдай
    .own = Ушул картанын гана
    .shared = Бардык жылдардын
builder-step-words = Сиздин сөздөрүңүз
builder-words-about = Эч нерсе жазбасаңыз, картанын өзүнүн аталышы жана кошумча аталышы болот. Анын эмнени көрсөтөрү картада дайыма айтылат.
builder-own-title = Аталышы
builder-own-subtitle = Кошумча аталышы
builder-own-note = Сиздин эскертүүңүз
builder-highlight = Бөлүнүп көрсөтүлгөн жерлер
    .about = Чеги калыңыраак, аттары биринчи коюлат.
builder-search = Аты боюнча издөө, каалаган тилде
builder-ranked = Жерлер, эң чоң мааниден баштап
builder-parts = Картанын бөлүктөрү
builder-part-title = Аталышы
builder-part-subtitle = Кошумча аталышы
builder-part-legend = Шарттуу белгилер
builder-part-total = Жыйынтыгы
builder-part-table = Маанилердин таблицасы
builder-part-names = Картадагы аттар
builder-part-scale_bar = Масштаб сызгычы
builder-fixed-about = Дайыма калат, анткени алар болбосо, окурмандар картага баа бере алышмак эмес:
builder-fixed-sources = Булактар жана шилтемелер
builder-fixed-illustrative = Эмне шарттуу экени жана чек аралардын тактыгы
builder-fixed-disclaimer = Эскертме
builder-fixed-notes = Маалыматтарга түшүндүрмөлөр, штрих жана чекиттердин мааниси
builder-step-round = Жаңы раунд чыкканда эмне болот?
builder-stays = Бул карта ушул бойдон калат
    .about = Раунд, жыл, эсептөө ыкмасы жана класстар сапка жазылат: бүгүн жарыялаганыңызды окурмандар беш жылдан кийин да көрөт.
builder-latest = Дайыма эң акыркысы
    .about = Карта жаңы раунд жарыяланары менен аны көрсөтөт: анын сандарын, класстарын, бардык жылдар үчүн жылдарын да. Сөздөрүңүз дагы эле туура келерин текшериңиз.
builder-again = Башынан баштоо
builder-preview = Окурмандар кандай көрөт
builder-widths = Барактын туурасы
builder-width-phone = Телефон
builder-width-article = Макала
builder-width-wide = Кең
builder-step-line = Барагыңызга көчүрүңүз
builder-line-element = Элемент
    .about = Скрипттүү HTML коюуга болгон барактар үчүн. Тилкенин туурасын өзү алат; скрипт иштебесе, сүрөт көрүнөт.
builder-line-frame = Фрейм
    .about = Башкалардын скрипттерине уруксат бербеген барактар жана редакторлор үчүн. Фреймдин бийиктиги картаныкындай.
builder-line-image = Сүрөт
    .about = Кат таратуулар жана сүрөт гана коюлуучу жерлер үчүн. Ал жандуу картага алып барат.
builder-image-width = Туурасы, пиксел
builder-image-alt = Көрбөгөн окурмандар үчүн мындай деп айтылат:
builder-line-wordpress = Бул даректи жазууга өзүнчө сап кылып коюңуз: WordPress фреймди серверден өзү сурайт (oEmbed). Дарек бойдон калса, фреймди алыңыз.
builder-line-link = Шилтеме
    .about = Дал ушул картанын кыска дареги, бөлүшүү үчүн.
builder-line-files = Файлдар
    .about = Дал ушул карта жана анын маанилери, сактоо үчүн.

### Answers as documents

language-code = ky
language-name = Кыргызча

answer-basemap = Карта негизи
answer-collections = Коллекциялар
answer-conformance = Стандарттарга шайкештик
answer-distance = Аралык: { $service }
answer-new-centres = Кайда эң керек: { $service }
answer-feature = { $collection } { $id }
answer-indicators = Көрсөткүчтөр
answer-nearest = Эң жакындар
answer-places = Аталышы боюнча жерлер
answer-queryables = { $collection }: суроо параметрлери
answer-rounds = Раунддар
answer-comparison = { $indicator }: { $a } жана { $b }
answer-trend = { $indicator }: раунддар боюнча динамика
answer-schema = { $collection }: объекттердин касиеттери
answer-services = Кызматтар
answer-sources = Булактар
answer-tile-json = { $dataset }: { $collection }
answer-tile-matrix-sets = Тайлдардын схемалары
answer-tiles = { $id } тайлдары
answer-tilesets = Вектордук тайлдар: { $title }

landing-description = Мобилдүүлүккө байкоо жүргүзүүнүн карталары жана жооптору: райондор жана калктуу конуштар боюнча сандар, кызматтарга чейинки аралыктар.

schema-geometry = Геометрия
schema-area = Аймак
schema-place = Жер
schema-line = Сызык
schema-place-or-none = Жер; координаттары жок калктуу конуш үчүн null
schema-in-geojson = GeoJSON форматында: бар маанилердин түрлөрү; null жок дегенди билдирет
schema-may-be-missing = жок болушу мүмкүн

link-document = Бул документ
link-document-as-page = Бул документ барак катары
link-start-page = Башкы барак
link-api = API, OpenAPI түрүндө
link-api-as-page = API, окуу үчүн
link-conformance = Сакталган стандарттар
link-collections = Коллекциялар
link-rounds = Изилдөө раунддары
link-compare = Акыркы эки раунд катар: { $indicator }
link-trend = Раунддар боюнча динамика: { $indicator }
link-indicators = Көрсөткүчтөр
link-services = Кызматтар жана аларга чейинки аралыктар
link-sources = Булактар жана шилтемелер
link-dataset = Маалымат топтому
link-collection = Коллекция
link-own-collection = Бул коллекция
link-own-collection-as-page = Бул коллекция барак катары
link-features = Анын объекттери
link-features-as-csv = Анын объекттери CSV форматында
link-features-as-page = Анын объекттери барак катары
link-schema = Объекттеринин касиеттери
link-schema-as-page = Объекттеринин касиеттери барак катары
link-queryables = Суроо параметрлери
link-page = Бул барак
link-page-as-page = Бул барак окуу үчүн
link-page-as-geojson = Бул барак GeoJSON форматында
link-page-as-csv = Бул барак CSV форматында
link-next-page = Кийинки барак
link-feature = Бул объект
link-feature-as-page = Бул объект окуу үчүн
link-tiles-of-dataset = Бардык коллекциялардын катмарлары менен вектордук тайлдар
link-tiles-of-collection = Анын вектордук тайлдары
link-tile-json = Тайлдар TileJSON түрүндө
link-tile-json-of-collection = Анын тайлдары TileJSON түрүндө
link-tileset = Тайлдардын топтому
link-tileset-as-page = Тайлдардын топтому барак катары
link-tiles = Тайлдар
link-tiles-as-mlt = Тайлдар MapLibre Tiles форматында
link-tile-matrix-sets = Тайлдардын схемалары
link-tile-matrix-set = Тайлдардын схемасы
link-tile-matrix-set-definition = Аныктама

document-window-title = { $title } · Kerben
document-chapters = Маалыматтар
document-collections = Коллекциялар
document-rounds = Раунддар
document-indicators = Көрсөткүчтөр
document-services = Кызматтар
document-sources = Булактар
document-api = API
document-as-data = Бул барак маалымат түрүндө
document-licence = Лицензия: { $licence }.
document-table = Таблица
document-none = жок
document-yes = ооба
document-no = жок

problem-request = Сурамды түшүнүү мүмкүн болгон жок
problem-request-about = Даректе бир нерсе ката жазылган, жок же бул жерде сунушталбайт.
problem-not-found = Бул даректе эч нерсе жок
problem-not-found-about = Дарек ката жазылган болушу мүмкүн же бул жерде болгон нерсе мындан ары жарыяланбайт.
problem-method = Бул дарек окуу үчүн гана
problem-method-about = Жөнөтүлгөн нерсе бул даректе кабыл алынбайт.
problem-format = Мындай түрдө сунушталбайт
problem-format-about = Сиз сураган нерсе бар, бирок суралган форматта эмес.
problem-too-large = Сурам өтө чоң
problem-too-large-about = Дарек же аны менен кошо жөнөтүлгөн нерсе уруксат берилгенден узун.
problem-busy = Сервер бош эмес
problem-busy-about = Сурамдар ал азыр жооп бере алгандан көп. Бир аздан кийин кайра аракет кылыңыз.
problem-server = Сервер жооп бере алган жок
problem-server-about = Бул сиздин катаңыз эмес. Кийинчерээк кайра аракет кылыңыз.
problem-status = Жооптун коду
problem-detail = Кененирээк
problem-accepted = Кабыл алынат

datasets-title = Калктын жер которушунун карталары
datasets-description = Бул сервердин маалымат топтомдору. Ар биринин өз карталары, жооптору жана API'си бар.
datasets-all = Бардык маалымат топтомдору
datasets-map = Маалымат топтомдору кайда жайгашкан
datasets-illustrative = иллюстрациялык маалыматтар менен

## Жүктөлүүчү файлдар: таблицалар жана карталар

download = Жүктөп алуу
download-everything = баары чогуу (zip)
download-sheet-data = Маалыматтар
download-sheet-about = Булактар жана аныктамалар
download-indicator = Көрсөткүч
download-definition = Аныктама
download-dataset = Маалымат топтому
download-unit = Өлчөө бирдиги
download-places = Жерлер
download-inside = Чегинде
download-time = Мезгил
download-round = Раунд
download-collected = Чогултулган
download-method = Ыкма
download-illustrative = Иллюстрациялык маалыматтар
download-total = Бардык жерлер чогуу
download-citation = Кантип шилтеме берүү керек
download-disclaimer = Эскертме
download-addresses = Даректер
download-columns = Мамычалар
download-column-code = Коду
download-column-name = Аталышы
download-column-year = Жыл
download-column-date = Күнү
download-column-value = Мааниси
download-column-status = Абалы
download-column-reason = Эмне үчүн мааниси жок
download-column-partial = Мезгилдин бир бөлүгү гана эсептелген
download-column-derived = Жарыяланганынан чыгарылган
download-column-communities = Изилденген калктуу конуштар
download-column-communities-confirming = Ырастаган калктуу конуштар
download-column-communities-counted = Эсепке алынган калктуу конуштар
download-column-communities-without-data = Маалыматы жок калктуу конуштар
download-column-compared-status = { $group }: абалы
download-column-compared-difference = { $group }: айырма
download-column-compared-ratio = { $group }: катышы
download-status-reported = мааниси бар
download-status-no_data = маалымат жок
download-status-suppressed = жарыяланбайт
download-status-not_applicable = колдонулбайт

## Эмне бар экендиги тууралуу барактар

lists-about-collections = Жерлердин катмарлары объектилер, тайлдар жана файлдар түрүндө: картада көрсөтүүгө же башка маалыматтар менен бириктирүүгө болот.
lists-about-rounds = Изилдөөнүн ар бир раунду: качан, кантип жана кимдердин арасында өткөрүлгөн, эмне кайсы аныктама боюнча эсептелген.
lists-about-indicators = Карта же таблица эмнени көрсөтө алат, аныктамасы менен.
lists-about-services = Калктуу конуштардан кайсы кызматтар жөнүндө суралган жана эң жакыны канча алыс.
lists-about-sources = Баары кайдан алынган жана ага кантип шилтеме берүү керек.
lists-features = Объектилер
lists-extent = Камтуу
lists-box = узундук { $west } – { $east }, кеңдик { $south } – { $north }
lists-map = Карта
lists-as-table = Таблица түрүндө
lists-values = Маанилери
lists-schema = Объектилер эмнени билдирет
lists-tiles = Вектордук тайлдар
lists-in-programs = Башка программаларда
lists-default = раунд тандалбаса, ушул көрсөтүлөт
lists-key-informants = Негизги маалымат берүүчүлөр
lists-counted = Эмне эсептелген
lists-by-dimension = Ошондой эле бөлүнүшү: { $dimension }
lists-years = Жылдар
lists-levels = Деңгээлдер
lists-lacking = Ансыз
lists-beyond = Андан { $km } км алыс
lists-in-bands = аралыктар боюнча: { $bands } км
lists-communities = Ансыз калктуу конуштар
lists-table-of-distances = Аралыктар таблица түрүндө
lists-publisher = Басып чыгаруучу
lists-published = Жарыяланган
lists-licence = Лицензия
lists-web-page = Веб-барак

start-window-title = Kerben: калктын жер которушунун карталары
start-description = Райондор боюнча калктын жер которушунун карталары жана кызматтардан алыс калктуу конуштар.
start-map = Карта
start-data = Маалыматтар жана API
start-title = Калктын жер которушунун карталары
start-intro = Kerben мобилдүүлүктү изилдөөнүн раундун карталарга жана жоопторго айлантат: ар бир районго канча адам көчүп келген же жашайт жана кайсы калктуу конуштар кызматтардан алыс.
start-ways = Мындан ары кайда
start-needs-script = Карта үчүн JavaScript керек. Сандар <a>бул жерде</a> да бар.
start-data-intro = Булардын баары программаларга да ачык: OGC API Features, GeoJSON, вектордук тайлдар.
start-collections = Коллекциялар
    .about = облустар, райондор, калктуу конуштар объект катары
start-api = API сыпаттамасы
    .about = OpenAPI 3
start-rounds = Раунддар
    .about = эмне, качан, кайсы аныктамалар боюнча эсептелген
start-indicators = Көрсөткүчтөр
    .about = карта эмнени көрсөтө алат
start-services = Кызматтар
    .about = калктуу конуштарда эмне бар же жок
start-sources = Булактар
    .about = шилтемелер жана лицензиялар
start-conformance = Шайкештик
    .about = сакталган стандарттар
start-examples = Мисалдар
start-example-qgis = Катмар, Катмар кошуу, WFS / OGC API Features катмарын кошуу, Жаңы, жана бул дарек:
start-sources-title = Булактар жана лицензиялар

embed-window-title = Карта: Kerben

embed-left-out-indicator = Суралган көрсөткүч калтырылды: { $why }.
embed-left-out-by = Суралган деңгээл калтырылды: { $why }.
embed-left-out-round = Суралган раунд калтырылды: { $why }.
embed-left-out-year = Суралган жыл калтырылды: { $why }.
embed-left-out-per = Суралган эсептөө ыкмасы калтырылды: { $why }.
embed-left-out-within = Суралган аймак калтырылды: { $why }.
embed-left-out-service = Суралган кызмат калтырылды: { $why }.
embed-left-out-km = Суралган аралык калтырылды: { $why }.
embed-left-out-lang = Суралган тил калтырылды: { $why }.
embed-left-out-other = Суралган { $name } параметри калтырылды: { $why }.
embed-left-out-title = Суралган аталыш колдонулган жок: { $why }.
embed-left-out-subtitle = Суралган кошумча аталыш колдонулган жок: { $why }.
embed-left-out-note = Суралган эскертүү колдонулган жок: { $why }.
embed-left-out-highlight = Жерлер белгиленген жок: { $why }.
embed-left-out-hide = Суралган бөлүктөр жашырылган жок: { $why }.
embed-not-offered = мындай тандоо жок
editor-note = Редакциянын эскертүүсү: { $note }
editor-map-shows = Карта эмнени көрсөтөт: { $title }.
editor-highlighted = { $summary } Белгиленген: { $names }.
embed-default-service = Кызмат тандалган эмес; көрсөтүлгөнү: { $value }.
embed-default-km = Аралык тандалган эмес; көрсөтүлгөнү: { $value } км алыс.
embed-default-year = Жыл тандалган эмес; { $value }-жыл көрсөтүлдү.
embed-default-round = Раунд тандалган эмес; көрсөтүлгөнү: { $value }.

layer-borders = { $collection }: чек аралар, ар бири бир жолу
layer-labels = { $collection }: аталыштардын орду
layer-points = { $collection }: ар бир бирдиктеги чекит касиеттери менен

### Columns of features

code-p-code = P-код
code-number = Расмий номер
code-iso-3166-2 = ISO 3166 коду
code-gadm = GADM идентификатору
code-geoboundaries = geoBoundaries идентификатору
code-text = Код
column-pcode = { $code } же x- менен башталган убактылуу идентификатор
    .title = { $code }
column-pcode-official = Идентификатор убактылуу болсо False
    .title = { $kind ->
        [p-code] Расмий P-код
       *[other] Расмий код
    }
column-name = Аталышы, { $language }
    .title = Аталышы, { $language }
column-parent = Жогорку бирдик: { $code }
    .title = Жогорку бирдик: { $code }
column-parent-name = Жогорку бирдиктин аталышы
    .title = Жогорку бирдик
column-population = Тургундар
    .title = Калк
column-area = Эллипсоиддеги аянты, чарчы километр
    .title = Аянты
column-boundaries = Чек арага канчалык ишенүүгө болот: official, generalised же schematic
    .title = Чек аралар
column-communities = Изилденген калктуу конуштар
    .title = Калктуу конуштар
column-households-of-unit = Изилденген калктуу конуштардын үй чарбалары
    .title = Үй чарбалар
column-community-id = Калктуу конуштун маалымат топтомундагы ачкычы
    .title = Id
column-origin = real же иллюстрациялык үлгү үчүн түзүлсө generated
    .title = Келип чыгышы
column-unit-pcode = Өз { $level } коду: { $code }
    .title = Өз { $level } коду: { $code }
column-unit-name = Өз { $level } аталышы
    .title = Өз { $level } аталышы
column-households = Калктуу конуштун үй чарбалары
    .title = Үй чарбалар
column-households-status = Үй чарбалар санынын статусу: reported, no_data же suppressed
    .title = Үй чарбалар санынын статусу
column-access = Калктуу конуштагы кызмат ({ $service }): available, lacking же no_data
    .title = { $service }
column-access-km = Жок болсо: эң жакынына чейинки километр ({ $service })
    .title = { $service }: аралык
column-access-band = Жок болсо: эң жакынына чейинки аралык тилкеси, километр ({ $service })
    .title = { $service }: аралык тилкеси
column-facility-id = Мекеменин маалымат топтомундагы ачкычы
    .title = Id
column-facility-service = Көрсөткөн кызматы
    .title = Кызмат
column-international-border-id = Чек аранын маалымат топтомундагы ачкычы
    .title = Id
column-international-border-status = Чек ара канчалык такталган: agreed, undetermined, disputed, line_of_control, armistice_line же line_of_separation
    .title = Статус
column-international-border-as-of = Статус көрсөтүлгөн күн, ай же жыл
    .title = Карата
column-round = Эсептөө раунду
    .title = Раунд
column-year = Эсептөө жылы же window: раунддун бардык жылдары. Дайыма текст
    .title = Жыл
column-date = Сан эсептелген күн, раунддун маалымат чогултуусунун акыркы күнү: ЖЖЖЖ-АА-КК
    .title = Күнү
column-partial = Эсептөө жылдын бир бөлүгүн гана камтыса же ошондой жылды камтыса True: толук жыл менен салыштырбаңыз
    .title = Толук эмес
column-illustrative = Сандар иллюстрация үчүн түзүлсө True
    .title = Иллюстрациялык
column-count = { $group }, адам. Билдирилбесе null
    .title = { $group }
column-count-status = { $id } статусу: reported, no_data же suppressed
    .title = { $group }: статус
column-value = { $indicator }: { $unit }. Билдирилбесе null
    .title = Мааниси
column-value-of-cluster = { $indicator }: { $unit }. Билдирилбесе null. Топтун мүчөлөрүнүн суммасы боюнча эсептелет, маанилеринин орточосу эмес
    .title = Мааниси
column-status = reported, no_data, suppressed же not_applicable (өлчөй турган эч ким жок)
    .title = Статус
column-cluster = Бул масштаб бир чекит катары көрсөткөн топ үчүн True; өзүнчө чекитте жок
    .title = Топ
column-cluster-members = Топтогу { $collection } саны
    .title = Мүчөлөр
column-expansion-zoom = Топтун мүчөлөрү бирден көп жерде көрсөтүлгөн биринчи масштаб; андай болбосо жок
    .title = Ачылуу масштабы
column-households-of-cluster = Топтун изилденген калктуу конуштарынын үй чарбалары
    .title = Үй чарбалар
column-border-level = Бирдиктерин бөлгөн эң жогорку деңгээл: admin0, admin1 …
    .title = Деңгээл
column-border-outer = Экинчи жагында бул деңгээлдин бирдиги жок болсо True
    .title = Тышкы
column-border-left = Сол жактагы бирдиктин коду ({ $code }), тайлдардын деңгээлинде; бир нечеси ; менен бириктирилет
    .title = Солдо
column-border-right = Оң жактагы бирдиктин коду ({ $code }); тышкы чек арада жок
    .title = Оңдо
column-border-boundaries = Чек аранын сызылышына канчалык ишенүүгө болот: official, generalised же schematic, деңгээлинин катмарында көрсөтүлгөндөй
    .title = Чек аралар
column-label-pcode = Бирдиктин коду ({ $code }) же убактылуу идентификатор
    .title = { $code }
column-label-clearance = Бирдиктин эң жакын чек арасына чейинки аралык, километр: аталыш канчалык чоң батат
    .title = Кеңдик
column-label-rank = Картада эң көп орду бар бирдик үчүн 1, кийинкиси үчүн 2 …
    .title = Орду
column-context-code = Өлкөнүн ISO 3166-1 alpha-2 коду; жок болсо берилбейт
    .title = Өлкө
column-context-own = Маалымат топтомунун өлкөсү болсо же анда жайгашса True
    .title = Өзүнүкү
column-context-rank = Борбор шаар үчүн 0, чоң шаар үчүн 1, башкасы үчүн 2
    .title = Даража
column-context-room = Аталыштын үстүндө жана астында орун, километр; эки жагында үч жарым эсе көп
    .title = Орун
column-context-label-kind = Аталыш эмнеге тиешелүү: өлкө, көл же деңиз
    .title = Түрү

## Изилдөө

page-explore-more-choices = Башка тандоолор
page-explore-people = Адамдар
page-explore-services = Кызматтар
page-explore-area = Аймак
page-explore-everywhere = Бүт өлкө
page-explore-views = Көрүнүштөр
page-explore-view-map = Карта
page-explore-view-years = Бардык жылдар
page-explore-view-change = Эки жыл
page-explore-view-breakdown = Курамы
page-explore-downloads = Жүктөп алуу
page-explore-download = { $format } жүктөп алуу
page-explore-embed = Киргизүү
page-explore-years = Жылдар
page-explore-play = Жылдарды кезеги менен көрсөтүү
page-explore-pause = Тыныгуу
page-explore-next-year = Кийинки жыл
page-explore-rank = Орду
page-explore-open-profile = Профилин көрсөтүү
page-explore-find-place = Жерди табуу
page-explore-found = Табылды: { $number }
page-explore-nothing-found = Мындай аталыштагы жер жок
page-explore-subdistrict = Райондон төмөнкү бирдик
page-explore-profile = Жердин профили
page-explore-close = Профилди жабуу
page-explore-compare-with = Салыштыруу
page-explore-no-comparison = Салыштырбоо
page-explore-beside = { $place } жана { $other }
page-explore-no-such-place = Бул маалыматтарда { $place } коду менен жер жок.
page-explore-planner = Бул жердеги кызматтардан алыс айылдар
page-explore-people-over-years = Адамдар жылдар боюнча
page-explore-people-of = { $place }: адамдардын саны жылдар боюнча
page-explore-two-places = { $group } жылдар боюнча: { $place } жана { $other }
page-explore-rank-among = Орду: { $parent }
page-explore-rank-in-year = { $of } ичинен { $rank } ({ $year })
page-explore-gap = { $line }, { $year }: { $why }.
page-explore-partial-mark = * { $year }: толук эмес жыл; ага чейинки сызык үзүк.
page-explore-parts = Кайдан, кайда, эмне үчүн, канча убакыт
page-explore-by-dimension = { $group }: { $dimension } (бардык жылдар)
page-explore-all-parts = Баарын көрсөтүү: { $number }
page-explore-no-parts = Бул сандар бөлүктөргө бөлүнгөн эмес.
page-explore-no-parts-of-area = Бул аймак боюнча бул сандар бөлүктөргө бөлүнгөн эмес.
page-explore-services-by-distance = Кызматтар аралык боюнча
page-explore-services-note = Кызматы жок айылдардын үй чарбалары, эң жакынына чейинки аралык боюнча
page-explore-households-lacking = Ал жок айылдардагы үй чарбалары
page-explore-communities = Айылдар
page-explore-communities-of = { $place }: айылдар — { $number }
page-explore-first-of = Көрсөтүлдү: { $all } ичинен { $shown }.
page-explore-multiples = { $title }: ар бир жылга бирден карта, класстары бирдей. Маанилердин таблицасы карта көрүнүшүндө.
page-explore-first-year = Биринчи жыл
page-explore-second-year = Экинчи жыл
page-explore-difference = Айырма
page-explore-difference-percent = Пайыз менен
page-explore-two-years-table = { $first } жана { $second }, { $title }
page-explore-no-two-years = Эки жыл салыштырылат: кеминде эки толук жыл керек, ал эми сан өзү өзгөрүү болбошу керек.

### Pages

page-direction = ltr
page-about-map = Бул карта жөнүндө
page-about-choice = Тандоо жөнүндө
page-map-keys = Карта: { $title }. Жебе баскычтары аны жылдырат, плюс жана минус масштабын өзгөртөт; ортодогу район окулат.
page-unit-keys = Карта: { $title }. Жебе баскычтары райондон районго өткөрөт; ар бири окулат.
page-zoom-in = Чоңойтуу
page-whole-area = Бүт аймакты көрсөтүү
page-loading-map = Карта жүктөлүүдө
page-try-again = Кайталоо

page-no-data = маалымат жок
page-suppressed = адамдарды коргоо максатында жарыяланбайт
page-illustrative = иллюстрациялык
page-illustrative-text = { $text } (иллюстрациялык)
page-illustrative-numbers = Иллюстрациялык маалыматтар
page-partial-year = толук эмес жыл
page-partial-year-tag = Толук эмес жыл: { $part }
page-with-partial-year = Толук эмес жылды камтыйт: { $part }
page-partial-value = { $value } (толук эмес жыл)
page-not-all-months = бардык айлар эмес
page-boundaries-schematic = Схемалык чек аралар
page-boundaries-generalised = Жалпыланган чек аралар
page-district = { $place }: { $value }
page-district-partial = { $place }: { $value }; толук эмес жыл: { $part }
page-some-of-all = { $all } ичинен { $some }
page-districts = { $number } { $count ->
        [one] район
       *[other] район
    }
page-provinces = { $number } { $count ->
        [one] облус
       *[other] облус
    }
page-areas = { $number } { $count ->
        [one] аймак
       *[other] аймак
    }
page-communities = { $number } { $count ->
        [one] калктуу конуш
       *[other] калктуу конуш
    }
page-communities-in = { $number } { $count ->
        [one] калктуу конуш
       *[other] калктуу конуш
    } ({ $place })
page-households = { $number } { $count ->
        [one] үй чарба
       *[other] үй чарба
    }

page-legend = Шарттуу белгилер
page-notes = Эскертүүлөр
page-sources = Булактар жана лицензиялар
page-cited-licence = { $citation } Лицензия: { $licence }.
page-licence = Лицензия: { $licence }
page-no-sources = Булактардын тизмеси жүктөлгөн жок.
page-table-of-values = Маанилердин таблицасы
page-name = Аталышы
page-value = Мааниси
page-communities-confirming = Ырастаган калктуу конуштар
page-mark-on-map = Картада белгилөө
page-marked-column = { $column } ({ $mark })
page-show-more = Дагы { $more } көрсөтүү (көрсөтүлбөгөнү: { $left })

page-chooser = Карта эмнени көрсөтөт
page-choose-map = Картада эмне көрсөтүлөрүн тандоо
page-blocked = Бул карта турган барак аны жүктөөгө уруксат бербейт
page-allow-server = Анын коопсуздук саясаты (Content-Security-Policy) { $directive } ичинде { $address } дарегине уруксат бериши керек.
page-no-server = { $address } дарегинде карта сервери жок
page-check-src = src атрибуту Kerben серверинин дареги болушу керек, мисалы https://maps.example/.
page-what-to-show = Көрсөткүч
page-service = Кызмат
page-distance = Аралык
page-counted-as = Эсептөө ыкмасы
page-year = Жыл
page-level = Деңгээл
page-round = Раунд
page-province = Облус
page-level-admin0 = Өлкө
page-level-admin1 = Облустар
page-level-admin2 = Райондор
page-level-admin3 = Райондон төмөнкү бирдиктер
page-number = Саны
page-share = Жалпы санга карата үлүшү
page-share-of-lacking = Кызмат жок үй чарбаларга карата үлүшү
page-share-of-households = Бардык үй чарбаларга карата үлүшү
page-share-of-communities = Бардык калктуу конуштарга карата үлүшү
page-per-1000-households = 1 000 үй чарбага
page-per-1000-population = 1 000 тургунга
page-change = Мурунку жылга салыштырмалуу өзгөрүү
page-all-years = Бардык жылдар
page-all-years-in = Бардык жылдар: { $window }
page-all-years-from = Бардык жылдар: { $first }–{ $last }
page-more-than-km = { $km } км алыс

page-server-answered = Сервердин жообу: { $status }
page-unreachable = Сервер жеткиликсиз
page-check-connection = Байланышты текшериңиз.
page-went-wrong = Ката кетти
page-map-failed = Карта жүктөлгөн жок
page-map-partly-failed = Картанын бир бөлүгү жүктөлгөн жок
page-cannot-draw = Бул браузер картаны тарта албайт
page-values-below = Маанилер төмөнкү таблицада.
page-cannot-draw-communities = Бул браузер картаны тарта албайт. Таблицада бардык калктуу конуштар бар.

page-which-communities = Кайсы калктуу конуштар
page-community = Калктуу конуш
page-district-column = Район
page-households-column = Үй чарбалар
page-km = { $km } км
page-scale-km = км
page-scale-m = м
page-km-above = { $km } км көп
page-km-band = { $from }–{ $to } км
page-possibly-nearer = { $distance } (суралгандан жакын болушу мүмкүн)
page-distance-of = Аралык: { $distance }
page-generated = түзүлгөн
page-generated-community = Түзүлгөн калктуу конуш, чыныгы жер эмес
page-circle-sizes = Тегеректердин өлчөмү: калктуу конуштун үй чарбалары
page-show-on-map = Картада көрсөтүү
page-map-of-communities = Калктуу конуштардын картасы. { $answer }
page-beyond-nearest = { $km } км алыс
page-no-community = Мындай калктуу конуш жок
page-no-community-in = Мындай калктуу конуш жок ({ $place })
page-nobody-underserved = { $none }: «{ $service }» кызматы жок, эң жакыны { $beyond }.
page-underserved = { $count ->
        [one] { $communities }: «{ $service }» кызматы жок, эң жакыны { $beyond }.
       *[other] { $communities }: «{ $service }» кызматы жок, эң жакыны { $beyond }.
    }
page-underserved-households = { $count ->
        [one] Андагы үй чарбалар: { $households }.
       *[other] Алардагы үй чарбалар: { $households }.
    }
page-underserved-households-suppressed = { $count ->
        [one] Анын үй чарбаларынын саны адамдарды коргоо максатында жарыяланбайт.
       *[other] Алардын үй чарбаларынын саны адамдарды коргоо максатында жарыяланбайт.
    }
page-underserved-suppressed = { $count ->
        [one] Дагы { $number } калктуу конушта кызмат бар-жогу адамдарды коргоо максатында жарыяланбайт.
       *[other] Дагы { $number } калктуу конушта кызмат бар-жогу адамдарды коргоо максатында жарыяланбайт.
    }
page-underserved-title = { $service }: { $km } км алыс калктуу конуштар
page-underserved-title-illustrative = { $title } (иллюстрациялык; түзүлгөн калктуу конуштар чыныгы жерлер эмес)
page-shown-farthest = Эң алыстары көрсөтүлгөн: { $number }.
page-no-distances = Бул жерде кызматтарга чейинки аралыктар тууралуу маалымат жок.
page-area-left-out = Суралган аймак калтырылды: { $why }.
page-service-left-out = Суралган кызмат калтырылды: мындай тандоо жок. Жооп бул кызматка тиешелүү: { $service }.
page-planner-all = { $count ->
        [one] { $communities }: бул кызматтардын бири да жок ({ $service }), ар биринин эң жакыны { $km } км ден алыс.
       *[other] { $communities }: бул кызматтардын бири да жок ({ $service }), ар биринин эң жакыны { $km } км ден алыс.
    }
page-planner-any = { $count ->
        [one] { $communities }: бул кызматтардын жок дегенде бири жок ({ $service }), эң жакыны { $km } км ден алыс.
       *[other] { $communities }: бул кызматтардын жок дегенде бири жок ({ $service }), эң жакыны { $km } км ден алыс.
    }
page-planner-nobody-all = { $none }: бул кызматтардын бири да жок ({ $service }), ар биринин эң жакыны { $km } км ден алыс.
page-planner-nobody-any = { $none }: бул кызматтардын жок дегенде бири жок ({ $service }), эң жакыны { $km } км ден алыс.
page-planner-without-data = { $count ->
        [one] Дагы { $number } калктуу конуш боюнча жооп жок.
       *[other] Дагы { $number } калктуу конуш боюнча жооп жок.
    }
page-planner-households-unknown = { $count ->
        [one] Алардын { $number } үй чарбалары белгисиз.
       *[other] Алардын { $number } үй чарбалары белгисиз.
    }
page-planner-size-unknown = { $count ->
        [one] Дагы { $number } калктуу конуш ушунча чоңбу, белгисиз же айтылбайт.
       *[other] Дагы { $number } калктуу конуш ушунча чоңбу, белгисиз же айтылбайт.
    }
page-planner-no-coordinates = { $count ->
        [one] Алардын { $number } координаттары жок: картада көрсөтүлгөн эмес.
       *[other] Алардын { $number } координаттары жок: картада көрсөтүлгөн эмес.
    }
page-planner-least = Үй чарбалары { $number } ден кем эмес калктуу конуштар гана.
page-planner-named = Аталышында «{ $text }» бар калктуу конуштар гана.
page-planner-between = { $low } – { $high }
page-planner-available = бар
page-planner-loading = Жооп жүктөлүүдө
page-planner-services = Кызматтар
page-planner-match = Алыс калктуу конуштар
page-planner-match-all = бул кызматтардын баарынан
page-planner-match-any = бул кызматтардын биринен
page-planner-least-households = Үй чарбалары кеминде
page-planner-area = Облус же район
page-planner-everywhere = Бардык жерде
page-planner-search = Калктуу конуштун аталышы
page-planner-choose = Кызматтарды, аралыкты, жерди жана көлөмдү тандоо
page-planner-km-exactly = Же так, км менен
page-planner-print = Тизмени басып чыгаруу
page-planner-csv = CSV катары жүктөө
page-planner-by-area = Облустар жана райондор боюнча
page-planner-area-column = Жер
page-planner-communities-column = Калктуу конуштар
page-planner-share-column = Бардык үй чарбаларынын үлүшү
page-planner-show-area = Ушул жерди гана көрсөтүү
page-planner-percent = { $number } %
page-planner-curve = Ар бир аралыктан алыс үй чарбалары
page-planner-curve-bands = Булак аралыктарды аралыктар тобу менен берет: чекиттердин ортосу белгисиз.
page-planner-curve-suppressed = { $service }: адамдарды коргоо үчүн жашырылган
page-planner-curve-alt = График: кызмат жок калктуу конуштардын ар бир аралыктан алыс үй чарбалары. Сандар төмөнкү таблицада.
page-planner-curve-table = Графиктин таблицасы
page-planner-curve-x = эң жакынына чейин км
page-planner-centres = Жаңы жерлер кайда көбүрөөк жардам берет?
page-planner-centres-intro = Биринин артынан бири: кызматы бар жаңы жер эң көп үй чарбасын түз сызык боюнча { $km } км ичине алып келе турган калктуу конуштар.
page-planner-reached = Жеткиликтүү болгон үй чарбалары
page-planner-communities-reached = Жеткиликтүү болгон калктуу конуштар
page-planner-printed = Басылган күнү: { $date }
page-download-geojson = GeoJSON форматында жүктөп алуу

page-copy = Көчүрүү
page-copy-what = Көчүрүү: { $what }
page-copied = Көчүрүлдү
page-copy-selected = Белгиленди: баскычтоп же меню аркылуу көчүрүңүз

page-builder-people = Адамдар
page-builder-services = Кызматтар
page-builder-scale = Өлчөмүнүн { $percent } % көрсөтүлдү: бул жерде мындан көп орун жок.
page-builder-shows = Көрсөтүлдү: { $title }
page-builder-count = { $used } / { $most }
page-builder-too-long = { $used } / { $most }: ашыгы кесилет
page-builder-most-places = Эң көп { $most } жерди бөлүп көрсөтүүгө болот.
page-builder-no-place = Мындай аттагы жер жок.
page-builder-remove = Алып салуу: { $name }
page-builder-everything = Баары бирге (ZIP)
