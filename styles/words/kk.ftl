# Карталардың, жауаптардың және беттердің қазақ тіліндегі хабарлары.
# Not yet read by a native speaker: see docs/languages.md.

### Names

## Levels of places

level-admin0 = ел
    .by = елдер бойынша
    .none = ешбір елге
    .of = елінің
level-admin1 = облыс
    .by = облыстар бойынша
    .none = ешбір облысқа
    .of = облысының
level-admin2 = аудан
    .by = аудандар бойынша
    .none = ешбір ауданға
    .of = ауданының
level-admin3 = ауылдық округ
    .by = ауданнан төмен бірліктер бойынша
    .none = ауданнан төмен ешбір бірлікке
    .of = ауданнан төмен бірлігінің
level-community = елді мекен
    .by = елді мекендер бойынша
    .none = ешбір елді мекенге
    .of = елді мекенінің

## Collections

collection-admin0 = Ел
collection-admin1 = Облыстар
collection-admin2 = Аудандар
collection-admin3 = Ауданнан төмен бірліктер
collection-communities = Зерттелген елді мекендер
collection-facilities = Мекемелер
collection-international_borders = Мемлекеттік шекаралар

collection-description-admin0 = Ел
collection-description-admin1 = Облыстар және облыстық маңызы бар қалалар
collection-description-admin2 = Аудандар және аудандық маңызы бар қалалар
collection-description-admin3 = Ауданнан төмен бірліктер
collection-description-units = { $units }, раунд сандарымен
collection-description-communities = Зерттелген елді мекендер, сандары және қызметтерге дейінгі қашықтықтары бар
collection-description-facilities = Қызмет көрсетілетін орындар
collection-description-international_borders = Елдер арасындағы шекаралар және олардың реттелу дәрежесі
collection-description-warned = { $description }. { $warning }
collection-description-illustrative = { $description }. Иллюстрациялық деректер

## Languages

language-el = грек тілі
language-ky = қырғыз тілі
language-ps = пушту тілі
language-ug = ұйғыр тілі

### Indicators

indicator-households_beyond = Үй шаруашылықтары, ең жақын { $service } { $km } км-ден алыс
    .in-sentence = үй шаруашылықтары, ең жақын { $service } { $km } км-ден алыс
indicator-communities_lacking = Елді мекендер, { $service } жоқ
    .in-sentence = елді мекендер, { $service } жоқ

indicator-any-households_beyond = Қызметтен белгіленген қашықтықтан алыс үй шаруашылықтары
    .definition = Қызмет жоқ және ең жақыны `km` шамасынан алыс елді мекендердің үй шаруашылықтары
indicator-any-communities_lacking = Қызметі жоқ елді мекендер
    .definition = Қызмет жоқ зерттелген елді мекендер

## Units of values

unit-people = адам
unit-households = үй шаруашылығы
unit-communities = елді мекен
unit-share = пайыз, { $whole } қатысты
unit-share-alone = пайыз
unit-share-of-category = пайыз, сол жердің жалпы санына қатысты
unit-per-1000-households = { $counted }, 1 000 үй шаруашылығына
unit-per-1000-population = { $counted }, 1 000 тұрғынға
unit-change = алдыңғы жылмен салыстырғандағы өзгеріс, пайыз

## What shares are of

whole-country = ел бойынша жалпы санға
whole-lacking = { $service } жоқ елді мекендердегі үй шаруашылықтарының санына
whole-households = барлық үй шаруашылықтарының санына
whole-communities = барлық елді мекендердің санына

## Periods

window = { $first }–{ $last }
period-partial = { $period } ({ $part })
period-partial-year = { $year } (тек { $part })
period-part-of-year = { $year }: { $part }
date = { $year } жылғы { $day } { $month }
month-1 = қаңтар
month-2 = ақпан
month-3 = наурыз
month-4 = сәуір
month-5 = мамыр
month-6 = маусым
month-7 = шілде
month-8 = тамыз
month-9 = қыркүйек
month-10 = қазан
month-11 = қараша
month-12 = желтоқсан
month-alone-1 = қаңтар
month-alone-2 = ақпан
month-alone-3 = наурыз
month-alone-4 = сәуір
month-alone-5 = мамыр
month-alone-6 = маусым
month-alone-7 = шілде
month-alone-8 = тамыз
month-alone-9 = қыркүйек
month-alone-10 = қазан
month-alone-11 = қараша
month-alone-12 = желтоқсан
month-of-year = { $year } ж. { $month }
months-of-year = { $year } ж. { $first } – { $last }
months-of-years = { $first } – { $last }

### Titles of maps

title-share = { $indicator }, { $whole } қатысты үлесі,
title-share-alone = { $indicator }, үлесі,
title-per-1000-households = { $indicator }, 1 000 үй шаруашылығына шаққанда,
title-per-1000-population = { $indicator }, 1 000 тұрғынға шаққанда,
title-change = { $indicator }, алдыңғы жылмен салыстырғандағы өзгеріс,
title-against = { $first } және { $second }
title-by = { $what } { $units }
title-whole-country = { $what } бүкіл ел бойынша
title-when-inside = { $measure } { $when },
title-within = { $title }, { $place }
title-when = { $title }, { $when }
title-years = { $title }, жылдар бойынша, { $first }–{ $last }

### What stands below the title of a map

sentence = { $text }.
subtitle = { $country }. { $round }
subtitle-as-of = { $round } ({ $date } жағдай бойынша)
subtitle-collected = { $round } (деректер жиналған уақыт: { $time })
subtitle-asked = { $method } ({ $count ->
        [one] { $number } негізгі ақпарат беруші
       *[other] { $number } негізгі ақпарат беруші
    }).
subtitle-counted = { $count ->
        [one] { $number } зерттелген елді мекенде есептелген.
       *[other] { $number } зерттелген елді мекенде есептелген.
    }
subtitle-households = Үй шаруашылықтары: { $count ->
        [one] зерттелген { $number } елді мекендікі.
       *[other] зерттелген { $number } елді мекендікі.
    }
subtitle-communities = { $count ->
        [one] { $number } елді мекен зерттелген.
       *[other] { $number } елді мекен зерттелген.
    }
subtitle-inhabitants = Тұрғындар: әр аумақтың бүкіл халқы, деректер жинағында көрсетілгендей.
subtitle-change = { $year } жыл { $before } жылмен салыстырғанда.

## Ranges of classes in legends

range-numbers = { $low }–{ $high }
range-below = ≥ { $low }, < { $high }
range-above = > { $low }, ≤ { $high }
range-between = > { $low }, < { $high }

## How values are divided into classes

legend-method-quantile = әр класта орындар саны шамамен бірдей
legend-method-equal_interval = ені бірдей кластар
legend-method-pretty = дөңгелек сандар арасындағы ені бірдей кластар
legend-method-head_tail = әр класс одан төмен емес барлық орындардың орташасына дейін
legend-method-standard_deviation = орташаның айналасындағы ені бір стандартты ауытқу кластар
legend-method-manual = берілген кластар

## Values that are no numbers

legend-no_data = Деректер жоқ
legend-suppressed = Адамдарды қорғау мақсатында жарияланбайды
legend-not_applicable = Қолданылмайды

reason-partial_year = Жыл толық есептелмеген
reason-no_year_before = Алдыңғы жыл толық есептелмеген
reason-nobody_lacks = { $service } жоқ елді мекен жоқ
    .of-community = { $service } бар
reason-nobody_counted = Ешкім есептелмеген
reason-no_households = Үй шаруашылықтары жоқ
reason-no_inhabitants = Тұрғындар жоқ
reason-nobody_before = Алдыңғы жылы ешкім болмаған

### Numbers

page-number-group = { "\u202F" }
page-number-decimal = ,

### Pictures of maps

picture-sources = Дереккөздер: { $sources }
picture-unit = { $name }: { $value }
picture-total = { $place }: { $value }.
picture-whole-country = Бүкіл ел
picture-all-countries = Барлық елдер
picture-places-shown = Дерегі бар барлық орындар бірге
quantity = { $number } { $unit }
quantity-people = { $count ->
        [one] { $number } адам
       *[other] { $number } адам
    }
quantity-households = { $count ->
        [one] { $number } үй шаруашылығы
       *[other] { $number } үй шаруашылығы
    }
quantity-communities = { $count ->
        [one] { $number } елді мекен
       *[other] { $number } елді мекен
    }
picture-unit-of-two = { $name }. { $first }. { $second }.
picture-measure = { $indicator }: { $value } ({ $unit })
picture-measure-without = { $indicator }: { $value }
picture-kilometres = { $length } км
picture-metres = { $length } м

## What a map shows

summary-none = Ешбір орынның мәні жоқ.
summary-only = { $name }: { $value }.
summary-equal = Барлық жерде бірдей ({ $among }): { $value }.
summary-highest = Ең жоғары мән ({ $among }): { $name }, { $value }.
summary-highest-tied = Ең жоғары мән ({ $among }): { $names }, әрқайсысында { $value }.
summary-lowest = Ең төменгісі: { $name }, { $value }.
summary-lowest-tied = Ең төменгісі: { $names }, әрқайсысында { $value }.
summary-zero = Нөл: { $names }.
summary-with-value = дерегі бар { $units }
summary-without = { $why }: { $units }.
summary-up = Өсу: { $units }.
summary-down = Төмендеу: { $units }.
summary-same = Өзгеріссіз: { $units }.
summary-percent = { $number } %
summary-largest-rise = Ең үлкен өсу: { $names }, { $value }.
summary-largest-fall = Ең үлкен төмендеу: { $names }, { $value }.
summary-circles = Ең үлкен шеңбер: { $names }, { $value }.
summary-highest-of-measure = { $indicator }, ең жоғары мән: { $names }, { $value }.
summary-of-two = Екі көрсеткіш те жоғары ({ $among }, соның ішінде { $count }): { $names }.
summary-of-two-none = Екі көрсеткіш те жоғары: жоқ ({ $among }).
summary-year = { $year }: { $names }, { $value }
summary-years = Әр жылдың ең жоғары мәні: { $highest }.
list-more = { $list }, { $next }
list-last = { $list } және { $last }
list-parts = { $list }; { $next }

### Rounds side by side

caveat-definition = анықтама
caveat-population = қамту
caveat-window = кезең

differs-definition = Анықтама: { $a } — «{ $of_a }», { $b } — «{ $of_b }»
differs-method = Әдіс: { $a } — «{ $of_a }», { $b } — «{ $of_b }».
differs-distances = Қашықтықтар: { $a } — { $of_a }, { $b } — { $of_b }.
differs-window = Кезең: { $a } — { $of_a }, { $b } — { $of_b }.
differs-part = Кезең: { $year } жыл үшін { $a } — { $of_a }, { $b } — { $of_b }.
differs-part-whole = толық жыл
differs-level = Қамту: { $a } — { $of_a }, { $b } — { $of_b }.
differs-coverage = Қамту ({ $places }): { $a } — { $of_a }, { $b } — { $of_b }; екі раундта да — { $both }.
distances-kilometres = километрлер
distances-bands = қашықтық аралықтары
distances-none = қашықтықтар жоқ

difference-none = өзгеріссіз
difference-more = { $amount } көп
difference-fewer = { $amount } аз
difference-higher = { $amount } жоғары
difference-lower = { $amount } төмен
difference-per-cent = { $difference } ({ $percent } %)
difference-qualified = { $difference }; раундтардың айырмасы: { $caveats }

## The pages

compare-differs = Айырмашылықтары
compare-same = Екі раундта да анықтама, орындар және кезең бірдей.
compare-refused = Бұл екі раунд бір нәрсені есептемейді. Алдымен айырмашылықтарын оқыңыз.
compare-acknowledge = Оқылды: қатар көрсету
comparable-area = { $a } = { $b }
compare-place = Орын
compare-difference = Айырма
compare-all-places = Барлығы бірге
compare-other-indicators = Басқа көрсеткіштер
compare-other-rounds = Басқа раундтар
compare-levels = Деңгей
compare-trend = Барлық раундтар бойынша динамика
compare-more = Тағы
compare-never-added = Раундтар ешқашан қосылмайды.
trend-intro = Сызық бір нәрсені есептейтін раундтарды қосады. Анықтама, әдіс немесе есептелетін кезең өзгерген жерде үзіледі.
trend-chart = { $indicator }, { $place }, раундтар бойынша
trend-break = Үзіліс
trend-breaks = Сызық неге үзіледі
trend-remarks = Басқа орындар қамтылған

### Notes beside answers

illustrative = Иллюстрациялық деректер
note-illustrative = Иллюстрациялық деректер: { $note }
note-illustrative-alone = Иллюстрациялық деректер: сандар жиналмаған, генерацияланған.
note-boundaries = { $warning }: { $note }
note-partial-year = { $year } жылдың деректері толық емес: тек { $part }. Оны толық жылмен салыстырмаңыз.
note-colours-of-counts = Абсолюттік сандарды түспен көрсету жаңылыстырады: үлкен аудан саны сондай шағын ауданнан маңыздырақ көрінеді. Шеңберлер мен салыстырмалы көрсеткіштер дұрыс салыстырады.
note-derived = Жарияланған деректерден есептелген, өзі жарияланбаған: { $how }
note-missing = Кейбір елді мекендер есепке алынбаған: дереккөзде олар туралы қажетті мәлімет жоқ. Мәндер қалғандарына қатысты.
note-missing-counted = Кейбір елді мекендер есепке алынбаған: дереккөзде олар туралы қажетті мәлімет жоқ (саны — communities_without_data). Мәндер қалғандарына қатысты.
note-missing-units = Дереккөз барлық сандарды бермейді: дереккөз жалпы санды өзі көрсетпесе, қосындылар дерегі бар орындар бойынша есептелген.
note-households-of-lacking = Қызмет жоқ елді мекендердің барлық үй шаруашылықтары есептелген.
note-shares-of-lacking = Қызмет жоқ елді мекендердің үй шаруашылықтары есептелген; үлестер барлық үй шаруашылықтарына емес, осыларға қатысты есептелген.
note-shares-of-households = Үлестер қызмет бар-жоғына қарамастан зерттелген елді мекендердің барлық үй шаруашылықтарына қатысты есептелген.
note-shares-of-communities = Үлестер барлық зерттелген елді мекендерге қатысты есептелген.
note-without-unit = { $communities ->
        [one] { $number } елді мекен { $level } кірмейді және
       *[other] { $number } елді мекен { $level } кірмейді және
    } тек ірі бірліктердің көрсеткіштерінде есептеледі.
note-without-unit-sum = { $communities ->
        [one] { $number } елді мекен { $level } кірмейді: оның саны
       *[other] { $number } елді мекен { $level } кірмейді: олардың саны
    }, { $sum }, ірі бірліктердің қосындыларына кіреді, бұларға кірмейді.
note-without-coordinates = { $communities ->
        [one] { $number } елді мекеннің координаттары жоқ: ол
       *[other] { $number } елді мекеннің координаттары жоқ: олар
    } есептелген, бірақ картада көрсетілмейді және орналасқан жері бойынша табылмайды.
note-international-borders = Мемлекеттік шекаралар, { $date } жағдай бойынша.
context-tiles = { $dataset }: айналадағы аумақ
note-borders-of-neighbours = Көрші елдер Natural Earth бойынша көрсетілген; олардың шекараларының мәртебесі көрсетілмеген.
note-boundaries-un = Осы картада көрсетілген шекаралар, атаулар мен белгілеулер Біріккен Ұлттар Ұйымының ресми мақұлдауын немесе тануын білдірмейді.
note-boundaries-as-given = Елдер арасындағы шекаралар мәртебесіне қарамастан деректер жинағында берілгендей көрсетілген.
note-international-borders-unsettled = Мемлекеттік шекаралар, { $date } жағдай бойынша: { $marks }.
border-mark-undetermined = үзік сызық — шекара анықталмаған
border-mark-disputed = нүктелер — шекара даулы
border-mark-line_of_control = нүктелер — бақылау сызығы
border-mark-armistice_line = үзік сызық пен нүкте — бітім сызығы немесе халықаралық әкімшілік сызық
border-mark-line_of_separation = үзік сызық пен нүкте — басқа бөлу сызығы
note-distances-incomplete = Дереккөз бәрін көрсетпейді: аралықтар мен `beyond` белгілісін есептейді, сондықтан бұл төменгі бағалар.
note-beyond-incomplete = Дереккөз бәрін көрсетпейді: деректері немесе үй шаруашылықтарының саны жоқ елді мекендер есепке алынбаған.
note-distances-in-bands = Кейбір қашықтықтар тек аралық ретінде белгілі: certain=false елді мекендері жақынырақ болуы мүмкін.
note-distances-unknown = Қызмет жоқ кейбір елді мекендер үшін қашықтық көрсетілмеген: оларда certain=false.
note-as-the-crow-flies = Жаңа орын түзу бойынша осы қашықтық ішіндегілерге көмектеседі. Жолмен қанша екені, бәріне жете ме және адамдар тағы қайда баратыны мұнда белгісіз.
note-first-rows = Бұл бетте алғашқы жолдар көрсетілген; барлығы { $rows }. Деректерде бәрі бар.
note-comparable-areas = Осы раундтар арасында шекаралар өзгерген ({ $a } және { $b } редакциялары). Жолдар — екі редакцияға ортақ ең кіші аумақтар: әр жақтан тұтас бірліктер қосылады, ештеңе бөлінбейді.
note-estimates-of = Бұл негізгі ақпарат берушілердің тұтас бірліктер бойынша бағалары. Олар есептелгеннің ({ $group }) қосындысы емес және оған ешқашан қосылмайды.
note-estimates-beside = Бұл сандардан басқа тұтас бірліктер бойынша бағалар бар — қосу үшін емес, салыстыру үшін: { $group }.
note-other-round = Көрсетілгені: { $shown }. Әдепкіде көрсетілетін раундта ({ $usual }) бұл көрсеткіш жоқ.
note-rounds = Әр раундтың көрсеткіштері ешқашан қосылмайды. Айырмашылықтары танылғанда ғана қатар көрсетіледі.
note-left-out = { $rows ->
    [one] { $file } файлының { $number } жолы немесе ұяшығы қате болғандықтан қалдырылған: бұл нөл емес, деректердің жоқтығы.
   *[other] { $file } файлының { $number } жолы немесе ұяшығы қателер болғандықтан қалдырылған: бұл нөл емес, деректердің жоқтығы.
}

boundaries-generalised = Жалпыланған шекаралар
boundaries-schematic = Схемалық шекаралар

### The header of all pages

site-skip = Мазмұнға өту
site-pages = Беттер
site-languages = Тілдер
site-explore = Зерттеу
site-planner = Жоспарлау
site-builder = Ендіру
site-data = Деректер

### The page that explores the numbers

explore-window-title = Көрсеткіштерді зерттеу · Kerben
explore-description = Аудандар мен жылдар бойынша ұтқырлық көрсеткіштері: карта, рейтинг, әр жердің бейіні, жерлер мен жылдарды салыстыру.
explore-title = Көрсеткіштерді зерттеу

### The page for planners

planner-window-title = Қызметтерден алыс елді мекендер · Kerben
planner-description = Қызметтен белгілі бір қашықтықтан алыс қанша үй шаруашылығы тұрады, қай жерде және қай елді мекендерде.
planner-title = Қызметтерден алыс елді мекендер
planner-intro = Қай елді мекендерде қызмет жоқ және ең жақыны берілген қашықтықтан алыс, оларда қанша үй шаруашылығы бар және олар қайда.

### The page that makes the line to embed a map

builder-window-title = Картаны ендіру · Kerben
builder-description = Картаны таңдап, үш өлшемде көріп, бетіңізге арналған жолды көшіріңіз.
builder-title = Картаны ендіру
builder-intro = Картаның не көрсететінін таңдап, оны оқырмандарша көріп, бір жолды бетіңізге көшіріңіз. Дереккөз, ескерту және түсініктемелер бірге келеді.
builder-needs-script = Таңдау үшін JavaScript керек. Карта <a>осында</a> да бар, оның мекенжайын фреймге қоюға болады.
builder-choices = Карта не көрсетеді
builder-step-what = Не көрсету
builder-place = Орын
builder-whole = Бүкіл ел
builder-step-look = Қалай көрінеді
builder-marks = Мәндер
builder-marks-fill = Түспен
builder-marks-circles = Шеңбермен
builder-marks-both = Екеуі де
builder-language = Картаның тілі
builder-theme = Тақырып
builder-theme-light = Ашық
builder-theme-dark = Қараңғы
builder-theme-plain = Ақ пен сұр
builder-controls = Оқырмандар таңдай алады
    .about = Топ, жыл және деңгей картаның үстінде таңдалады.
builder-plain = Жиексіз
    .about = Өз жиегі де, фоны да жоқ: бетіңіздің фонында тұрады.
builder-static = Қозғалмайтын сурет
    .about = Меңзерге де, саусаққа да жауап бермейді, скрипт жүктелмейді.
builder-more = Түстер мен сыныптар
builder-palette = Түстер
    .usual = Әдеттегідей
builder-palette-purple_blue = Күлгіннен көкке
builder-palette-greens = Жасыл
builder-palette-oranges = Қызғылт сары
builder-palette-red_purple = Қызылдан күлгінге
builder-palette-yellow_orange_brown = Сарыдан қоңырға
builder-palette-yellow_green_blue = Сарыдан көкке
builder-palette-greys = Сұр
builder-palette-cividis = Көктен сарыға
builder-palette-purple_orange = Күлгін мен қызғылт сары
builder-palette-brown_teal = Қоңыр мен көгілдір жасыл
builder-palette-purple_green = Күлгін мен жасыл
builder-palette-red_blue = Қызыл мен көк
builder-palette-red_grey = Қызыл мен сұр
builder-method = Сыныптар
builder-method-natural_breaks = Табиғи шектер (әдетте)
builder-method-quantile = Әрқайсысында тең орын
builder-method-equal_interval = Тең қадамдар
builder-method-pretty = Дөңгелек сандар
builder-method-head_tail = Аз жоғары мәндер бөлек
builder-method-standard_deviation = Орташадан ауытқу
builder-classes = Сыныптар саны
    .usual = 5 (әдетте)
builder-breaks = Сыныптардың шектері
    .usual = Әдеттегідей
    .own = Тек осы картаның
    .shared = Барлық жылдардың
builder-step-words = Сіздің сөздеріңіз
builder-words-about = Ештеңе жазбасаңыз, картаның өз тақырыбы мен қосымша тақырыбы болады. Оның не көрсететіні картада әрқашан айтылады.
builder-own-title = Тақырыбы
builder-own-subtitle = Қосымша тақырыбы
builder-own-note = Сіздің ескертпеңіз
builder-highlight = Ерекшеленген орындар
    .about = Шекарасы қалыңырақ, атаулары бірінші қойылады.
builder-search = Атауы бойынша іздеу, кез келген тілде
builder-ranked = Орындар, ең үлкен мәннен бастап
builder-parts = Картаның бөліктері
builder-part-title = Тақырыбы
builder-part-subtitle = Қосымша тақырыбы
builder-part-legend = Шартты белгілер
builder-part-total = Жиыны
builder-part-table = Мәндер кестесі
builder-part-names = Картадағы атаулар
builder-part-scale_bar = Масштаб сызғышы
builder-fixed-about = Әрқашан қалады, өйткені оларсыз оқырмандар картаға баға бере алмас еді:
builder-fixed-sources = Дереккөздер мен сілтемелер
builder-fixed-illustrative = Не шартты екені және шекаралардың дәлдігі
builder-fixed-disclaimer = Ескерту
builder-fixed-notes = Деректерге түсініктемелер, штрих пен нүктелердің мәні
builder-step-round = Жаңа раунд шыққанда не болады?
builder-stays = Бұл карта осы күйінде қалады
    .about = Раунд, жыл, есептеу тәсілі және сыныптар жолға жазылады: бүгін жариялағаныңызды оқырмандар бес жылдан кейін де көреді.
builder-latest = Әрқашан ең соңғысы
    .about = Карта жаңа раунд жарияланған бойда соны көрсетеді: оның сандарын, сыныптарын, барлық жылдар үшін жылдарын да. Сөздеріңіз әлі сәйкес келетінін тексеріңіз.
builder-again = Басынан бастау
builder-preview = Оқырмандар қалай көреді
builder-widths = Беттің ені
builder-width-phone = Телефон
builder-width-article = Мақала
builder-width-wide = Кең
builder-step-line = Бетіңізге көшіріңіз
builder-line-element = Элемент
    .about = Скрипті бар HTML қоюға болатын беттер үшін. Бағанның енін өзі алады; скрипт жұмыс істемесе, сурет көрінеді.
builder-line-frame = Фрейм
    .about = Өзгелердің скрипттеріне рұқсат бермейтін беттер мен редакторлар үшін. Фреймнің биіктігі картанікіндей.
builder-line-image = Сурет
    .about = Хат таратуларға және тек сурет қойылатын жерлерге. Ол тірі картаға апарады.
builder-image-width = Ені, пиксель
builder-image-alt = Көрмейтін оқырмандар үшін былай айтылады:
builder-line-wordpress = Бұл мекенжайды жазбаға бөлек жол етіп қойыңыз: WordPress фреймді серверден өзі сұрайды (oEmbed). Мекенжай күйінде қалса, фреймді алыңыз.
builder-line-link = Сілтеме
    .about = Дәл осы картаның қысқа мекенжайы, бөлісу үшін.
builder-line-files = Файлдар
    .about = Дәл осы карта мен оның мәндері, сақтау үшін.

### Answers as documents

language-code = kk
language-name = Қазақша

answer-basemap = Карта негізі
answer-collections = Коллекциялар
answer-conformance = Стандарттарға сәйкестік
answer-distance = Қашықтық: { $service }
answer-new-centres = Қайда ең қажет: { $service }
answer-feature = { $collection } { $id }
answer-indicators = Көрсеткіштер
answer-nearest = Ең жақындары
answer-places = Атауы бойынша орындар
answer-queryables = { $collection }: сұрау параметрлері
answer-rounds = Раундтар
answer-comparison = { $indicator }: { $a } және { $b }
answer-trend = { $indicator }: раундтар бойынша динамика
answer-schema = { $collection }: нысандардың қасиеттері
answer-services = Қызметтер
answer-sources = Дереккөздер
answer-tile-json = { $dataset }: { $collection }
answer-tile-matrix-sets = Тайлдар схемалары
answer-tiles = { $id } тайлдары
answer-tilesets = Векторлық тайлдар: { $title }

landing-description = Мобильділікті бақылаудың карталары мен жауаптары: аудандар мен елді мекендер бойынша сандар, қызметтерге дейінгі қашықтықтар.

schema-geometry = Геометрия
schema-area = Аумақ
schema-place = Орын
schema-line = Сызық
schema-place-or-none = Орын; координаттары жоқ елді мекен үшін null
schema-in-geojson = GeoJSON пішімінде: бар мәндердің түрлері; null жоқ дегенді білдіреді
schema-may-be-missing = жоқ болуы мүмкін

link-document = Бұл құжат
link-document-as-page = Бұл құжат бет ретінде
link-start-page = Басты бет
link-api = API, OpenAPI түрінде
link-api-as-page = API, оқуға арналған
link-conformance = Сақталатын стандарттар
link-collections = Коллекциялар
link-rounds = Зерттеу раундтары
link-compare = Соңғы екі раунд қатар: { $indicator }
link-trend = Раундтар бойынша динамика: { $indicator }
link-indicators = Көрсеткіштер
link-services = Қызметтер және оларға дейінгі қашықтықтар
link-sources = Дереккөздер және сілтемелер
link-dataset = Деректер жинағы
link-collection = Коллекция
link-own-collection = Бұл коллекция
link-own-collection-as-page = Бұл коллекция бет ретінде
link-features = Оның нысандары
link-features-as-csv = Оның нысандары CSV пішімінде
link-features-as-page = Оның нысандары бет ретінде
link-schema = Нысандарының қасиеттері
link-schema-as-page = Нысандарының қасиеттері бет ретінде
link-queryables = Сұрау параметрлері
link-page = Бұл бет
link-page-as-page = Бұл бет оқуға арналған
link-page-as-geojson = Бұл бет GeoJSON пішімінде
link-page-as-csv = Бұл бет CSV пішімінде
link-next-page = Келесі бет
link-feature = Бұл нысан
link-feature-as-page = Бұл нысан оқуға арналған
link-tiles-of-dataset = Барлық коллекциялардың қабаттары бар векторлық тайлдар
link-tiles-of-collection = Оның векторлық тайлдары
link-tile-json = Тайлдар TileJSON түрінде
link-tile-json-of-collection = Оның тайлдары TileJSON түрінде
link-tileset = Тайлдар жинағы
link-tileset-as-page = Тайлдар жинағы бет ретінде
link-tiles = Тайлдар
link-tiles-as-mlt = Тайлдар MapLibre Tiles пішімінде
link-tile-matrix-sets = Тайлдар схемалары
link-tile-matrix-set = Тайлдар схемасы
link-tile-matrix-set-definition = Анықтама

document-window-title = { $title } · Kerben
document-chapters = Деректер
document-collections = Коллекциялар
document-rounds = Раундтар
document-indicators = Көрсеткіштер
document-services = Қызметтер
document-sources = Дереккөздер
document-api = API
document-as-data = Бұл бет деректер түрінде
document-licence = Лицензия: { $licence }.
document-table = Кесте
document-none = жоқ
document-yes = иә
document-no = жоқ

problem-request = Сұрауды түсіну мүмкін болмады
problem-request-about = Мекенжайда бірдеңе қате жазылған, жоқ немесе бұл жерде ұсынылмайды.
problem-not-found = Бұл мекенжайда ештеңе жоқ
problem-not-found-about = Мекенжай қате жазылған болуы мүмкін немесе бұл жерде болған нәрсе енді жарияланбайды.
problem-method = Бұл мекенжай тек оқуға арналған
problem-method-about = Жіберілген нәрсе бұл мекенжайда қабылданбайды.
problem-format = Мұндай түрде ұсынылмайды
problem-format-about = Сіз сұраған нәрсе бар, бірақ сұралған форматта емес.
problem-too-large = Сұрау тым үлкен
problem-too-large-about = Мекенжай немесе онымен бірге жіберілген нәрсе рұқсат етілгеннен ұзын.
problem-busy = Сервер бос емес
problem-busy-about = Сұраулар ол қазір жауап бере алатыннан көп. Біраздан кейін қайталап көріңіз.
problem-server = Сервер жауап бере алмады
problem-server-about = Бұл сіздің қатеңіз емес. Кейінірек қайталап көріңіз.
problem-status = Жауап коды
problem-detail = Толығырақ
problem-accepted = Қабылданады

datasets-title = Халықтың қоныс аударуының карталары
datasets-description = Осы сервердің деректер жинақтары. Әрқайсысының өз карталары, жауаптары және API бар.
datasets-all = Барлық деректер жинақтары
datasets-map = Деректер жинақтары қайда орналасқан
datasets-illustrative = иллюстрациялық деректермен

## Жүктелетін файлдар: кестелер мен карталар

download = Жүктеп алу
download-everything = барлығы бірге (zip)
download-sheet-data = Деректер
download-sheet-about = Дереккөздер мен анықтамалар
download-indicator = Көрсеткіш
download-definition = Анықтама
download-dataset = Деректер жинағы
download-unit = Өлшем бірлігі
download-places = Орындар
download-inside = Шегінде
download-time = Кезең
download-round = Раунд
download-collected = Жиналған
download-method = Әдіс
download-illustrative = Иллюстрациялық деректер
download-total = Барлық орындар бірге
download-citation = Қалай сілтеме жасау керек
download-disclaimer = Ескерту
download-addresses = Мекенжайлар
download-columns = Бағандар
download-column-code = Коды
download-column-name = Атауы
download-column-year = Жыл
download-column-date = Күні
download-column-value = Мәні
download-column-status = Күйі
download-column-reason = Неге мәні жоқ
download-column-partial = Кезеңнің бір бөлігі ғана есептелген
download-column-derived = Жарияланғаннан шығарылған
download-column-communities = Зерттелген елді мекендер
download-column-communities-confirming = Растаған елді мекендер
download-column-communities-counted = Есепке алынған елді мекендер
download-column-communities-without-data = Деректері жоқ елді мекендер
download-column-compared-status = { $group }: күйі
download-column-compared-difference = { $group }: айырма
download-column-compared-ratio = { $group }: қатынасы
download-status-reported = мәні бар
download-status-no_data = деректер жоқ
download-status-suppressed = жарияланбайды
download-status-not_applicable = қолданылмайды

## Не бар екені туралы парақтар

lists-about-collections = Орындардың қабаттары нысандар, тайлдар және файлдар түрінде: картада көрсетуге немесе басқа деректермен біріктіруге болады.
lists-about-rounds = Зерттеудің әр раунды: қашан, қалай және кімдер арасында жүргізілген, не қандай анықтама бойынша есептелген.
lists-about-indicators = Карта немесе кесте нені көрсете алады, анықтамасымен.
lists-about-services = Елді мекендерден қандай қызметтер туралы сұралды және ең жақыны қаншалықты алыс.
lists-about-sources = Барлығы қайдан алынған және оған қалай сілтеме жасау керек.
lists-features = Нысандар
lists-extent = Қамту
lists-box = бойлық { $west } – { $east }, ендік { $south } – { $north }
lists-map = Карта
lists-as-table = Кесте түрінде
lists-values = Мәндері
lists-schema = Нысандар нені білдіреді
lists-tiles = Векторлық тайлдар
lists-in-programs = Басқа бағдарламаларда
lists-default = раунд таңдалмаса, осы көрсетіледі
lists-key-informants = Негізгі ақпарат берушілер
lists-counted = Не есептелген
lists-by-dimension = Сондай-ақ бөлінісі: { $dimension }
lists-years = Жылдар
lists-levels = Деңгейлер
lists-lacking = Онсыз
lists-beyond = Одан { $km } км алыс
lists-in-bands = аралықтар бойынша: { $bands } км
lists-communities = Онсыз елді мекендер
lists-table-of-distances = Арақашықтықтар кесте түрінде
lists-publisher = Баспагер
lists-published = Жарияланған
lists-licence = Лицензия
lists-web-page = Веб-парақ

start-window-title = Kerben: халықтың қоныс аударуының карталары
start-description = Аудандар бойынша халықтың қоныс аударуының карталары және қызметтерден алыс елді мекендер.
start-map = Карта
start-data = Деректер және API
start-title = Халықтың қоныс аударуының карталары
start-intro = Kerben мобильділікті зерттеу раундын карталар мен жауаптарға айналдырады: әр ауданға қанша адам көшіп келді немесе тұрады және қай елді мекендер қызметтерден алыс.
start-ways = Ары қарай қайда
start-needs-script = Карта үшін JavaScript қажет. Сандар <a>осында</a> да бар.
start-data-intro = Мұның бәрі бағдарламаларға да ашық: OGC API Features, GeoJSON, векторлық тайлдар.
start-collections = Коллекциялар
    .about = облыстар, аудандар, елді мекендер нысан ретінде
start-api = API сипаттамасы
    .about = OpenAPI 3
start-rounds = Раундтар
    .about = не, қашан, қандай анықтамалар бойынша есептелген
start-indicators = Көрсеткіштер
    .about = карта нені көрсете алады
start-services = Қызметтер
    .about = елді мекендерде не бар немесе жоқ
start-sources = Дереккөздер
    .about = сілтемелер мен лицензиялар
start-conformance = Сәйкестік
    .about = сақталатын стандарттар
start-examples = Мысалдар
start-example-qgis = Қабат, Қабат қосу, WFS / OGC API Features қабатын қосу, Жаңа, және осы мекенжай:
start-sources-title = Дереккөздер мен лицензиялар

embed-window-title = Карта: Kerben

embed-left-out-indicator = Сұралған көрсеткіш қалдырылды: { $why }.
embed-left-out-by = Сұралған деңгей қалдырылды: { $why }.
embed-left-out-round = Сұралған раунд қалдырылды: { $why }.
embed-left-out-year = Сұралған жыл қалдырылды: { $why }.
embed-left-out-per = Сұралған есептеу тәсілі қалдырылды: { $why }.
embed-left-out-within = Сұралған аумақ қалдырылды: { $why }.
embed-left-out-service = Сұралған қызмет қалдырылды: { $why }.
embed-left-out-km = Сұралған қашықтық қалдырылды: { $why }.
embed-left-out-lang = Сұралған тіл қалдырылды: { $why }.
embed-left-out-other = Сұралған { $name } параметрі қалдырылды: { $why }.
embed-left-out-title = Сұралған тақырып қолданылмады: { $why }.
embed-left-out-subtitle = Сұралған қосымша тақырып қолданылмады: { $why }.
embed-left-out-note = Сұралған ескертпе қолданылмады: { $why }.
embed-left-out-highlight = Жерлер белгіленбеді: { $why }.
embed-left-out-hide = Сұралған бөліктер жасырылмады: { $why }.
embed-not-offered = мұндай таңдау жоқ
editor-note = Редакция ескертпесі: { $note }
editor-map-shows = Карта нені көрсетеді: { $title }.
editor-highlighted = { $summary } Белгіленген: { $names }.
embed-default-service = Қызмет таңдалмаған; көрсетілгені: { $value }.
embed-default-km = Қашықтық таңдалмаған; көрсетілгені: { $value } км-ден алыс.
embed-default-year = Жыл таңдалмаған; { $value } жыл көрсетілді.
embed-default-round = Раунд таңдалмаған; көрсетілгені: { $value }.

layer-borders = { $collection }: шекаралар, әрқайсысы бір рет
layer-labels = { $collection }: атаулардың орны
layer-points = { $collection }: әр бірліктегі нүкте қасиеттерімен

### Columns of features

code-p-code = P-код
code-number = Ресми нөмір
code-iso-3166-2 = ISO 3166 коды
code-gadm = GADM идентификаторы
code-geoboundaries = geoBoundaries идентификаторы
code-text = Код
column-pcode = { $code } немесе x- әрпінен басталатын уақытша идентификатор
    .title = { $code }
column-pcode-official = Идентификатор уақытша болса False
    .title = { $kind ->
        [p-code] Ресми P-код
       *[other] Ресми код
    }
column-name = Атауы, { $language }
    .title = Атауы, { $language }
column-parent = Жоғары бірлік: { $code }
    .title = Жоғары бірлік: { $code }
column-parent-name = Жоғары бірліктің атауы
    .title = Жоғары бірлік
column-population = Тұрғындар
    .title = Халық
column-area = Эллипсоидтағы ауданы, шаршы километр
    .title = Ауданы
column-boundaries = Шекараға қаншалықты сенуге болады: official, generalised немесе schematic
    .title = Шекаралар
column-communities = Зерттелген елді мекендер
    .title = Елді мекендер
column-households-of-unit = Зерттелген елді мекендердің үй шаруашылықтары
    .title = Үй шаруашылықтары
column-community-id = Елді мекеннің деректер жинағындағы кілті
    .title = Id
column-origin = real немесе иллюстрациялық үлгі үшін жасалса generated
    .title = Шығу тегі
column-unit-pcode = Өз { $level } коды: { $code }
    .title = Өз { $level } коды: { $code }
column-unit-name = Өз { $level } атауы
    .title = Өз { $level } атауы
column-households = Елді мекеннің үй шаруашылықтары
    .title = Үй шаруашылықтары
column-households-status = Үй шаруашылықтары санының мәртебесі: reported, no_data немесе suppressed
    .title = Үй шаруашылықтары санының мәртебесі
column-access = Елді мекендегі қызмет ({ $service }): available, lacking немесе no_data
    .title = { $service }
column-access-km = Жоқ болса: ең жақынына дейінгі километр ({ $service })
    .title = { $service }: қашықтық
column-access-band = Жоқ болса: ең жақынына дейінгі қашықтық аралығы, километр ({ $service })
    .title = { $service }: қашықтық аралығы
column-facility-id = Мекеменің деректер жинағындағы кілті
    .title = Id
column-facility-service = Көрсететін қызметі
    .title = Қызмет
column-international-border-id = Шекараның деректер жинағындағы кілті
    .title = Id
column-international-border-status = Шекара қаншалықты реттелген: agreed, undetermined, disputed, line_of_control, armistice_line немесе line_of_separation
    .title = Мәртебе
column-international-border-as-of = Мәртебе көрсетілген күн, ай немесе жыл
    .title = Жағдай бойынша
column-round = Есептеу раунды
    .title = Раунд
column-year = Есептеу жылы немесе window: раундтың барлық жылдары. Әрқашан мәтін
    .title = Жыл
column-date = Сан есептелген күн, раундтың деректер жинауының соңғы күні: ЖЖЖЖ-АА-КК
    .title = Күні
column-partial = Есептеу жылдың бір бөлігін ғана қамтыса немесе сондай жылды қамтыса True: толық жылмен салыстырмаңыз
    .title = Толық емес
column-illustrative = Сандар иллюстрация үшін генерацияланса True
    .title = Иллюстрациялық
column-count = { $group }, адам. Хабарланбаса null
    .title = { $group }
column-count-status = { $id } мәртебесі: reported, no_data немесе suppressed
    .title = { $group }: мәртебе
column-value = { $indicator }: { $unit }. Хабарланбаса null
    .title = Мәні
column-value-of-cluster = { $indicator }: { $unit }. Хабарланбаса null. Топ мүшелерінің қосындысы бойынша есептеледі, мәндерінің орташасы емес
    .title = Мәні
column-status = reported, no_data, suppressed немесе not_applicable (өлшейтін ешкім жоқ)
    .title = Мәртебе
column-cluster = Бұл масштаб бір нүкте ретінде көрсететін топ үшін True; жеке нүктеде жоқ
    .title = Топ
column-cluster-members = Топтағы { $collection } саны
    .title = Мүшелер
column-expansion-zoom = Топ мүшелері бірнеше орында көрсетілетін бірінші масштаб; ондай болмаса жоқ
    .title = Ашылу масштабы
column-households-of-cluster = Топтың зерттелген елді мекендерінің үй шаруашылықтары
    .title = Үй шаруашылықтары
column-border-level = Бірліктерін бөлетін ең жоғары деңгей: admin0, admin1 …
    .title = Деңгей
column-border-outer = Екінші жағында осы деңгейдің бірлігі жоқ болса True
    .title = Сыртқы
column-border-left = Сол жақтағы бірліктің коды ({ $code }), тайлдар деңгейінде; бірнешеуі ; арқылы қосылады
    .title = Сол жақта
column-border-right = Оң жақтағы бірліктің коды ({ $code }); сыртқы шекарада жоқ
    .title = Оң жақта
column-border-boundaries = Шекараның сызылуына қаншалықты сенуге болады: official, generalised немесе schematic, деңгейінің қабатында көрсетілгендей
    .title = Шекаралар
column-label-pcode = Бірліктің коды ({ $code }) немесе уақытша идентификатор
    .title = { $code }
column-label-clearance = Бірліктің ең жақын шекарасына дейінгі қашықтық, километр: атау қаншалықты үлкен сияды
    .title = Кеңдік
column-label-rank = Картада орны ең көп бірлік үшін 1, келесісі үшін 2 …
    .title = Реті
column-context-code = Елдің ISO 3166-1 alpha-2 коды; жоқ болса берілмейді
    .title = Ел
column-context-own = Деректер жинағының елі болса немесе соның ішінде болса True
    .title = Өзінікі
column-context-rank = Астана үшін 0, ірі қала үшін 1, басқасы үшін 2
    .title = Дәреже
column-context-room = Атаудың үстіндегі және астындағы орын, километр; екі жағында үш жарым есе көп
    .title = Орын
column-context-label-kind = Атау неге тиесілі: ел, көл немесе теңіз
    .title = Түрі

## Зерттеу

page-explore-more-choices = Басқа таңдаулар
page-explore-people = Адамдар
page-explore-services = Қызметтер
page-explore-area = Аумақ
page-explore-everywhere = Бүкіл ел
page-explore-views = Көріністер
page-explore-view-map = Карта
page-explore-view-years = Барлық жылдар
page-explore-view-change = Екі жыл
page-explore-view-breakdown = Құрамы
page-explore-downloads = Жүктеп алу
page-explore-download = { $format } жүктеп алу
page-explore-embed = Ендіру
page-explore-years = Жылдар
page-explore-play = Жылдарды кезекпен көрсету
page-explore-pause = Кідірту
page-explore-next-year = Келесі жыл
page-explore-rank = Орны
page-explore-open-profile = Профилін көрсету
page-explore-find-place = Орынды табу
page-explore-found = Табылды: { $number }
page-explore-nothing-found = Мұндай атаумен орын жоқ
page-explore-subdistrict = Ауданнан төмен бірлік
page-explore-profile = Орынның профилі
page-explore-close = Профильді жабу
page-explore-compare-with = Салыстыру
page-explore-no-comparison = Салыстырмау
page-explore-beside = { $place } және { $other }
page-explore-no-such-place = Бұл деректерде { $place } коды бар орын жоқ.
page-explore-planner = Мұндағы қызметтерден алыс елді мекендер
page-explore-people-over-years = Адамдар жылдар бойынша
page-explore-people-of = { $place }: адамдар саны жылдар бойынша
page-explore-two-places = { $group } жылдар бойынша: { $place } және { $other }
page-explore-rank-among = Орны: { $parent }
page-explore-rank-in-year = { $of } ішінен { $rank } ({ $year })
page-explore-gap = { $line }, { $year }: { $why }.
page-explore-partial-mark = * { $year }: толық емес жыл; оған дейінгі сызық үзік.
page-explore-parts = Қайдан, қайда, неге, қанша уақыт
page-explore-by-dimension = { $group }: { $dimension } (барлық жылдар)
page-explore-all-parts = Барлығын көрсету: { $number }
page-explore-no-parts = Бұл сандар бөліктерге бөлінбеген.
page-explore-no-parts-of-area = Бұл аумақ бойынша бұл сандар бөліктерге бөлінбеген.
page-explore-services-by-distance = Қызметтер қашықтық бойынша
page-explore-services-note = Қызметі жоқ елді мекендердің үй шаруашылықтары, ең жақынына дейінгі қашықтық бойынша
page-explore-households-lacking = Ол жоқ елді мекендердегі үй шаруашылықтары
page-explore-communities = Елді мекендер
page-explore-communities-of = { $place }: елді мекендер — { $number }
page-explore-first-of = Көрсетілді: { $all } ішінен { $shown }.
page-explore-multiples = { $title }: әр жылға бір карта, кластары бірдей. Мәндер кестесі карта көрінісінде.
page-explore-first-year = Бірінші жыл
page-explore-second-year = Екінші жыл
page-explore-difference = Айырма
page-explore-difference-percent = Пайызбен
page-explore-two-years-table = { $first } және { $second }, { $title }
page-explore-no-two-years = Екі жыл салыстырылады: кемінде екі толық жыл керек, ал сан өзі өзгеріс болмауы керек.

### Pages

page-direction = ltr
page-about-map = Осы карта туралы
page-about-choice = Таңдау туралы
page-map-keys = Карта: { $title }. Бағыттауыш пернелер оны жылжытады, плюс пен минус масштабын өзгертеді; ортадағы аудан оқылады.
page-unit-keys = Карта: { $title }. Бағыттауыш пернелер ауданнан ауданға өткізеді; әрқайсысы оқылады.
page-zoom-in = Үлкейту
page-whole-area = Бүкіл аумақты көрсету
page-loading-map = Карта жүктелуде
page-try-again = Қайталау

page-no-data = деректер жоқ
page-suppressed = адамдарды қорғау мақсатында жарияланбайды
page-illustrative = иллюстрациялық
page-illustrative-text = { $text } (иллюстрациялық)
page-illustrative-numbers = Иллюстрациялық деректер
page-partial-year = толық емес жыл
page-partial-year-tag = Толық емес жыл: { $part }
page-with-partial-year = Толық емес жылды қамтиды: { $part }
page-partial-value = { $value } (толық емес жыл)
page-not-all-months = барлық айлар емес
page-boundaries-schematic = Схемалық шекаралар
page-boundaries-generalised = Жалпыланған шекаралар
page-district = { $place }: { $value }
page-district-partial = { $place }: { $value }; толық емес жыл: { $part }
page-some-of-all = { $all } ішінен { $some }
page-districts = { $number } { $count ->
        [one] аудан
       *[other] аудан
    }
page-provinces = { $number } { $count ->
        [one] облыс
       *[other] облыс
    }
page-areas = { $number } { $count ->
        [one] аумақ
       *[other] аумақ
    }
page-communities = { $number } { $count ->
        [one] елді мекен
       *[other] елді мекен
    }
page-communities-in = { $number } { $count ->
        [one] елді мекен
       *[other] елді мекен
    } ({ $place })
page-households = { $number } { $count ->
        [one] үй шаруашылығы
       *[other] үй шаруашылығы
    }

page-legend = Шартты белгілер
page-notes = Ескертпелер
page-sources = Дереккөздер мен лицензиялар
page-cited-licence = { $citation } Лицензия: { $licence }.
page-licence = Лицензия: { $licence }
page-no-sources = Дереккөздер тізімі жүктелмеді.
page-table-of-values = Мәндер кестесі
page-name = Атауы
page-value = Мәні
page-communities-confirming = Растаған елді мекендер
page-mark-on-map = Картада белгілеу
page-marked-column = { $column } ({ $mark })
page-show-more = Тағы { $more } көрсету (көрсетілмегені: { $left })

page-chooser = Карта нені көрсетеді
page-choose-map = Картада не көрсетілетінін таңдау
page-blocked = Бұл карта тұрған бет оны жүктеуге рұқсат бермейді
page-allow-server = Оның қауіпсіздік саясаты (Content-Security-Policy) { $directive } ішінде { $address } мекенжайына рұқсат беруі керек.
page-no-server = { $address } мекенжайында карта сервері жоқ
page-check-src = src атрибуты Kerben серверінің мекенжайы болуы керек, мысалы https://maps.example/.
page-what-to-show = Көрсеткіш
page-service = Қызмет
page-distance = Қашықтық
page-counted-as = Есептеу тәсілі
page-year = Жыл
page-level = Деңгей
page-round = Раунд
page-province = Облыс
page-level-admin0 = Ел
page-level-admin1 = Облыстар
page-level-admin2 = Аудандар
page-level-admin3 = Ауданнан төмен бірліктер
page-number = Саны
page-share = Жалпы санға қатысты үлесі
page-share-of-lacking = Қызмет жоқ үй шаруашылықтарына қатысты үлесі
page-share-of-households = Барлық үй шаруашылықтарына қатысты үлесі
page-share-of-communities = Барлық елді мекендерге қатысты үлесі
page-per-1000-households = 1 000 үй шаруашылығына
page-per-1000-population = 1 000 тұрғынға
page-change = Алдыңғы жылмен салыстырғандағы өзгеріс
page-all-years = Барлық жылдар
page-all-years-in = Барлық жылдар: { $window }
page-all-years-from = Барлық жылдар: { $first }–{ $last }
page-more-than-km = { $km } км-ден алыс

page-server-answered = Сервердің жауабы: { $status }
page-unreachable = Сервер қолжетімсіз
page-check-connection = Байланысты тексеріңіз.
page-went-wrong = Қате кетті
page-map-failed = Карта жүктелмеді
page-map-partly-failed = Картаның бір бөлігі жүктелмеді
page-cannot-draw = Бұл браузер картаны сыза алмайды
page-values-below = Мәндер төмендегі кестеде.
page-cannot-draw-communities = Бұл браузер картаны сыза алмайды. Кестеде барлық елді мекендер бар.

page-which-communities = Қай елді мекендер
page-community = Елді мекен
page-district-column = Аудан
page-households-column = Үй шаруашылықтары
page-km = { $km } км
page-scale-km = км
page-scale-m = м
page-km-above = { $km } км-ден көп
page-km-band = { $from }–{ $to } км
page-possibly-nearer = { $distance } (сұралғаннан жақын болуы мүмкін)
page-distance-of = Қашықтық: { $distance }
page-generated = генерацияланған
page-generated-community = Генерацияланған елді мекен, нақты жер емес
page-circle-sizes = Шеңберлердің өлшемі: елді мекеннің үй шаруашылықтары
page-show-on-map = Картада көрсету
page-map-of-communities = Елді мекендер картасы. { $answer }
page-beyond-nearest = { $km } км-ден алыс
page-no-community = Мұндай елді мекен жоқ
page-no-community-in = Мұндай елді мекен жоқ ({ $place })
page-nobody-underserved = { $none }: «{ $service }» қызметі жоқ, ең жақыны { $beyond }.
page-underserved = { $count ->
        [one] { $communities }: «{ $service }» қызметі жоқ, ең жақыны { $beyond }.
       *[other] { $communities }: «{ $service }» қызметі жоқ, ең жақыны { $beyond }.
    }
page-underserved-households = { $count ->
        [one] Ондағы үй шаруашылықтары: { $households }.
       *[other] Олардағы үй шаруашылықтары: { $households }.
    }
page-underserved-households-suppressed = { $count ->
        [one] Оның үй шаруашылықтарының саны адамдарды қорғау мақсатында жарияланбайды.
       *[other] Олардың үй шаруашылықтарының саны адамдарды қорғау мақсатында жарияланбайды.
    }
page-underserved-suppressed = { $count ->
        [one] Тағы { $number } елді мекенде қызметтің бар-жоғы адамдарды қорғау мақсатында жарияланбайды.
       *[other] Тағы { $number } елді мекенде қызметтің бар-жоғы адамдарды қорғау мақсатында жарияланбайды.
    }
page-underserved-title = { $service }: { $km } км-ден алыс елді мекендер
page-underserved-title-illustrative = { $title } (иллюстрациялық; генерацияланған елді мекендер нақты жерлер емес)
page-shown-farthest = Ең алыстары көрсетілген: { $number }.
page-no-distances = Мұнда қызметтерге дейінгі қашықтықтар туралы деректер жоқ.
page-area-left-out = Сұралған аумақ қалдырылды: { $why }.
page-service-left-out = Сұралған қызмет қалдырылды: мұндай таңдау жоқ. Жауап осы қызметке қатысты: { $service }.
page-planner-all = { $count ->
        [one] { $communities }: бұл қызметтердің бірде-бірі жоқ ({ $service }), әрқайсысының ең жақыны { $km } км-ден алыс.
       *[other] { $communities }: бұл қызметтердің бірде-бірі жоқ ({ $service }), әрқайсысының ең жақыны { $km } км-ден алыс.
    }
page-planner-any = { $count ->
        [one] { $communities }: бұл қызметтердің кемінде бірі жоқ ({ $service }), ең жақыны { $km } км-ден алыс.
       *[other] { $communities }: бұл қызметтердің кемінде бірі жоқ ({ $service }), ең жақыны { $km } км-ден алыс.
    }
page-planner-nobody-all = { $none }: бұл қызметтердің бірде-бірі жоқ ({ $service }), әрқайсысының ең жақыны { $km } км-ден алыс.
page-planner-nobody-any = { $none }: бұл қызметтердің кемінде бірі жоқ ({ $service }), ең жақыны { $km } км-ден алыс.
page-planner-without-data = { $count ->
        [one] Тағы { $number } елді мекен бойынша жауап жоқ.
       *[other] Тағы { $number } елді мекен бойынша жауап жоқ.
    }
page-planner-households-unknown = { $count ->
        [one] Олардың { $number } үй шаруашылықтары белгісіз.
       *[other] Олардың { $number } үй шаруашылықтары белгісіз.
    }
page-planner-size-unknown = { $count ->
        [one] Тағы { $number } елді мекеннің сондай үлкен екені белгісіз немесе айтылмайды.
       *[other] Тағы { $number } елді мекеннің сондай үлкен екені белгісіз немесе айтылмайды.
    }
page-planner-no-coordinates = { $count ->
        [one] Олардың { $number } координаттары жоқ: картада көрсетілмеген.
       *[other] Олардың { $number } координаттары жоқ: картада көрсетілмеген.
    }
page-planner-least = Үй шаруашылықтары { $number }-ден кем емес елді мекендер ғана.
page-planner-named = Атауында «{ $text }» бар елді мекендер ғана.
page-planner-between = { $low } – { $high }
page-planner-available = бар
page-planner-loading = Жауап жүктелуде
page-planner-services = Қызметтер
page-planner-match = Алыс елді мекендер
page-planner-match-all = бұл қызметтердің бәрінен
page-planner-match-any = бұл қызметтердің кез келгенінен
page-planner-least-households = Үй шаруашылықтары кемінде
page-planner-area = Облыс немесе аудан
page-planner-everywhere = Барлық жерде
page-planner-search = Елді мекеннің атауы
page-planner-choose = Қызметтерді, қашықтықты, орынды және көлемді таңдау
page-planner-km-exactly = Немесе дәл, км-мен
page-planner-print = Тізімді басып шығару
page-planner-csv = CSV ретінде жүктеу
page-planner-by-area = Облыстар мен аудандар бойынша
page-planner-area-column = Орын
page-planner-communities-column = Елді мекендер
page-planner-share-column = Барлық үй шаруашылықтарының үлесі
page-planner-show-area = Осы орынды ғана көрсету
page-planner-percent = { $number } %
page-planner-curve = Әр қашықтықтан алыс үй шаруашылықтары
page-planner-curve-bands = Дереккөз қашықтықты аралықтармен береді: нүктелер арасында ештеңе белгілі емес.
page-planner-curve-suppressed = { $service }: адамдарды қорғау үшін жасырылған
page-planner-curve-alt = График: қызмет жоқ елді мекендердің әр қашықтықтан алыс үй шаруашылықтары. Сандар төмендегі кестеде.
page-planner-curve-table = График кестесі
page-planner-curve-x = ең жақынына дейін км
page-planner-centres = Жаңа орындар қайда көбірек көмектесер еді?
page-planner-centres-intro = Бірінен соң бірі: қызметі бар жаңа орын ең көп үй шаруашылығын түзу бойынша { $km } км ішіне әкелетін елді мекендер.
page-planner-reached = Қолжетімді болған үй шаруашылықтары
page-planner-communities-reached = Қолжетімді болған елді мекендер
page-planner-printed = Басып шығарылған күні: { $date }
page-download-geojson = GeoJSON пішімінде жүктеп алу

page-copy = Көшіру
page-copy-what = Көшіру: { $what }
page-copied = Көшірілді
page-copy-selected = Белгіленді: пернетақтадан немесе мәзір арқылы көшіріңіз

page-builder-people = Адамдар
page-builder-services = Қызметтер
page-builder-scale = Өлшемінің { $percent } % көрсетілді: мұнда одан көп орын жоқ.
page-builder-shows = Көрсетілді: { $title }
page-builder-count = { $used } / { $most }
page-builder-too-long = { $used } / { $most }: артығы кесіледі
page-builder-most-places = Ең көбі { $most } орынды ерекшелеуге болады.
page-builder-no-place = Мұндай атаулы орын жоқ.
page-builder-remove = Алып тастау: { $name }
page-builder-everything = Бәрі бірге (ZIP)
