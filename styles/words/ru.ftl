# Сообщения карт, ответов и страниц на русском языке.
# Not yet read by a native speaker: see docs/languages.md.

### Names

## Levels of places

level-admin0 = страна
    .by = по странам
    .none = ни к одной стране
    .of = своей страны
level-admin1 = область
    .by = по областям
    .none = ни к одной области
    .of = своей области
level-admin2 = район
    .by = по районам
    .none = ни к одному району
    .of = своего района
level-admin3 = подрайон
    .by = по подрайонам
    .none = ни к одному подрайону
    .of = своего подрайона
level-community = населённый пункт
    .by = по населённым пунктам
    .none = ни к одному населённому пункту
    .of = своего населённого пункта

## Collections

collection-admin0 = Страна
collection-admin1 = Области
collection-admin2 = Районы
collection-admin3 = Подрайоны
collection-communities = Обследованные населённые пункты
collection-facilities = Учреждения
collection-international_borders = Государственные границы

collection-description-admin0 = Страна
collection-description-admin1 = Области и города областного значения
collection-description-admin2 = Районы и города районного значения
collection-description-admin3 = Единицы ниже района
collection-description-units = { $units } с численностью по раунду
collection-description-communities = Обследованные населённые пункты с численностью и расстоянием до услуг
collection-description-facilities = Места, в которых предоставляется услуга
collection-description-international_borders = Границы между странами и степень их урегулированности
collection-description-warned = { $description }. { $warning }
collection-description-illustrative = { $description }. Иллюстративные данные

## Languages

language-el = греческий
language-ky = кыргызский
language-ps = пушту
language-ug = уйгурский

### Indicators

indicator-households_beyond = Домохозяйства дальше { $km } км от { $service }
    .in-sentence = домохозяйства дальше { $km } км от { $service }
indicator-communities_lacking = Населённые пункты без { $service }
    .in-sentence = населённые пункты без { $service }

indicator-any-households_beyond = Домохозяйства дальше заданного расстояния от услуги
    .definition = Домохозяйства населённых пунктов, в которых услуги нет и ближайшая находится дальше `km`
indicator-any-communities_lacking = Населённые пункты без услуги
    .definition = Обследованные населённые пункты, в которых услуги нет

## Units of values

unit-people = человек
unit-households = домохозяйств
unit-communities = населённых пунктов
unit-share = процентов от { $whole }
unit-share-alone = процентов
unit-share-of-category = процентов от общего числа в данном месте
unit-per-1000-households = { $counted } на 1 000 домохозяйств
unit-per-1000-population = { $counted } на 1 000 жителей
unit-change = изменение к предыдущему году, процентов

## What shares are of

whole-country = общего числа по стране
whole-lacking = числа домохозяйств в населённых пунктах без { $service }
whole-households = числа всех домохозяйств
whole-communities = числа всех населённых пунктов

## Periods

window = { $first }–{ $last }
period-partial = { $period } ({ $part })
period-partial-year = { $year } (только { $part })
period-part-of-year = { $year }: { $part }
date = { $day } { $month } { $year } г.
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
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
month-of-year = { $month } { $year } г.
months-of-year = { $first } – { $last } { $year } г.
months-of-years = { $first } – { $last }

### Titles of maps

title-share = { $indicator }, доля от { $whole },
title-share-alone = { $indicator }, доля,
title-per-1000-households = { $indicator } на 1 000 домохозяйств
title-per-1000-population = { $indicator } на 1 000 жителей
title-change = { $indicator }, изменение к предыдущему году,
title-against = { $first } и { $second }
title-by = { $what } { $units }
title-whole-country = { $what } по стране в целом
title-when-inside = { $measure }, { $when },
title-within = { $title }, { $place }
title-when = { $title }, { $when }
title-years = { $title }, по годам, { $first }–{ $last }

### What stands below the title of a map

sentence = { $text }.
subtitle = { $country }. { $round }
subtitle-as-of = { $round } (по состоянию на { $date })
subtitle-collected = { $round } (сбор данных: { $time })
subtitle-asked = { $method } ({ $count ->
        [one] { $number } ключевой информант
        [few] { $number } ключевых информанта
       *[many] { $number } ключевых информантов
    }).
subtitle-counted = Подсчитано в { $count ->
        [one] { $number } обследованном населённом пункте.
        [few] { $number } обследованных населённых пунктах.
       *[many] { $number } обследованных населённых пунктах.
    }
subtitle-households = Домохозяйства: { $count ->
        [one] { $number } обследованный населённый пункт.
        [few] { $number } обследованных населённых пункта.
       *[many] { $number } обследованных населённых пунктов.
    }
subtitle-communities = { $count ->
        [one] Обследован { $number } населённый пункт.
        [few] Обследовано { $number } населённых пункта.
       *[many] Обследовано { $number } населённых пунктов.
    }
subtitle-inhabitants = Жители: всё население каждой единицы, как указано в наборе данных.
subtitle-change = { $year } г. в сравнении с { $before } г.

## Ranges of classes in legends

range-numbers = { $low }–{ $high }
range-below = от { $low } до менее { $high }
range-above = более { $low } до { $high }
range-between = между { $low } и { $high }

## How values are divided into classes

legend-method-quantile = примерно поровну мест в каждом классе
legend-method-equal_interval = классы равной ширины
legend-method-pretty = классы равной ширины между круглыми числами
legend-method-head_tail = каждый класс до среднего значения всех мест не ниже него
legend-method-standard_deviation = классы шириной в одно стандартное отклонение от среднего
legend-method-manual = заданные классы

## Values that are no numbers

legend-no_data = Нет данных
legend-suppressed = Не публикуется в целях защиты людей
legend-not_applicable = Неприменимо

reason-partial_year = Год учтён не полностью
reason-no_year_before = Предыдущий год учтён не полностью
reason-nobody_lacks = В этой единице нет населённых пунктов без { $service }
    .of-community = Это не населённый пункт без { $service }
reason-nobody_counted = Никто не учтён
reason-no_households = Нет домохозяйств
reason-no_inhabitants = Нет жителей
reason-nobody_before = В предыдущем году никого не было

### Numbers

page-number-group = { "\u202F" }
page-number-decimal = ,

### Pictures of maps

picture-sources = Источники: { $sources }
picture-unit = { $name }: { $value }
picture-total = { $place }: { $value }.
picture-whole-country = Страна в целом
picture-all-countries = Все страны
picture-places-shown = Все места с данными вместе
quantity = { $number } { $unit }
quantity-people = { $count ->
        [one] { $number } человек
        [few] { $number } человека
       *[many] { $number } человек
    }
quantity-households = { $count ->
        [one] { $number } домохозяйство
        [few] { $number } домохозяйства
       *[many] { $number } домохозяйств
    }
quantity-communities = { $count ->
        [one] { $number } населённый пункт
        [few] { $number } населённых пункта
       *[many] { $number } населённых пунктов
    }
picture-unit-of-two = { $name }. { $first }. { $second }.
picture-measure = { $indicator }: { $value } ({ $unit })
picture-measure-without = { $indicator }: { $value }
picture-kilometres = { $length } км
picture-metres = { $length } м

## What a map shows

summary-none = Ни у одного места нет значения.
summary-only = { $name }: { $value }.
summary-equal = Везде одинаково ({ $among }): { $value }.
summary-highest = Наибольшее значение ({ $among }): { $name }, { $value }.
summary-highest-tied = Наибольшее значение ({ $among }): { $names }, у каждого места { $value }.
summary-lowest = Наименьшее: { $name }, { $value }.
summary-lowest-tied = Наименьшее: { $names }, у каждого места { $value }.
summary-zero = Ноль: { $names }.
summary-with-value = { $units } с данными
summary-without = { $why }: { $units }.
summary-up = Рост: { $units }.
summary-down = Снижение: { $units }.
summary-same = Без изменений: { $units }.
summary-percent = { $number } %
summary-largest-rise = Наибольший рост: { $names }, { $value }.
summary-largest-fall = Наибольшее снижение: { $names }, { $value }.
summary-circles = Самый большой круг: { $names }, { $value }.
summary-highest-of-measure = { $indicator }, наибольшее значение: { $names }, { $value }.
summary-of-two = Высокие значения обоих показателей: { $count } (всего { $among }): { $names }.
summary-of-two-none = Высокие значения обоих показателей: нет ({ $among }).
summary-year = { $year }: { $names }, { $value }
summary-years = Наибольшее значение каждого года: { $highest }.
list-more = { $list }, { $next }
list-last = { $list } и { $last }
list-parts = { $list }; { $next }

### Rounds side by side

caveat-definition = определение
caveat-population = охват
caveat-window = период

differs-definition = Определение: { $a } учитывает «{ $of_a }», { $b } — «{ $of_b }»
differs-method = Метод: { $a } — «{ $of_a }», { $b } — «{ $of_b }».
differs-distances = Расстояния: { $a } — { $of_a }, { $b } — { $of_b }.
differs-window = Период: { $a } — { $of_a }, { $b } — { $of_b }.
differs-part = Период: за { $year } г. { $a } — { $of_a }, { $b } — { $of_b }.
differs-part-whole = весь год
differs-level = Охват: { $a } учитывает { $of_a }, { $b } — { $of_b }.
differs-coverage = Охват ({ $places }): { $a } — { $of_a }, { $b } — { $of_b }; в обоих раундах — { $both }.
distances-kilometres = километры
distances-bands = интервалы расстояний
distances-none = без расстояний

difference-none = без изменений
difference-more = на { $amount } больше
difference-fewer = на { $amount } меньше
difference-higher = выше на { $amount }
difference-lower = ниже на { $amount }
difference-per-cent = { $difference } ({ $percent } %)
difference-qualified = { $difference }; раунды различаются: { $caveats }

## The pages

compare-differs = Различия
compare-same = В обоих раундах одно и то же определение, те же места и тот же период.
compare-refused = Эти два раунда учитывают не одно и то же. Сначала прочтите о различиях.
compare-acknowledge = Прочитано: показать рядом
comparable-area = { $a } = { $b }
compare-place = Место
compare-difference = Разница
compare-all-places = Всего
compare-other-indicators = Другие показатели
compare-other-rounds = Другие раунды
compare-levels = Уровень
compare-trend = Динамика по всем раундам
compare-more = Ещё
compare-never-added = Раунды никогда не складываются.
trend-intro = Линия соединяет раунды, которые учитывают одно и то же. Она прерывается там, где меняется определение, метод или учитываемый период.
trend-chart = { $indicator }, { $place }, по раундам
trend-break = Разрыв
trend-breaks = Почему линия прерывается
trend-remarks = Охвачены другие места

### Notes beside answers

illustrative = Иллюстративные данные
note-illustrative = Иллюстративные данные: { $note }
note-illustrative-alone = Иллюстративные данные: числа сгенерированы, а не собраны.
note-boundaries = { $warning }: { $note }
note-partial-year = Данные за { $year } г. неполные: только { $part }. Не сравнивайте их с полным годом.
note-colours-of-counts = Цветовая заливка по абсолютным числам вводит в заблуждение: крупный район кажется значительнее небольшого с тем же числом. Круги и относительные показатели сравнивают их верно.
note-derived = Рассчитано по опубликованным данным, само не опубликовано: { $how }
note-missing = Часть населённых пунктов не учтена: в источнике нет нужных сведений о них. Значения относятся к остальным.
note-missing-counted = Часть населённых пунктов не учтена: в источнике нет нужных сведений о них (их число — communities_without_data). Значения относятся к остальным.
note-missing-units = Источник приводит не все числа: суммы рассчитаны по местам с данными, если сам источник не указывает сумму.
note-households-of-lacking = Учтены все домохозяйства населённых пунктов, в которых нет услуги.
note-shares-of-lacking = Учтены домохозяйства населённых пунктов, в которых нет услуги; доли рассчитаны от их числа, а не от числа всех домохозяйств.
note-shares-of-households = Доли рассчитаны от числа всех домохозяйств обследованных населённых пунктов, есть в них услуга или нет.
note-shares-of-communities = Доли рассчитаны от числа всех обследованных населённых пунктов.
note-without-unit = { $communities ->
        [one] { $number } населённый пункт не относится { $level } и учтён
        [few] { $number } населённых пункта не относятся { $level } и учтены
       *[many] { $number } населённых пунктов не относятся { $level } и учтены
    } только в показателях более крупных единиц.
note-without-unit-sum = { $communities ->
        [one] { $number } населённый пункт не относится { $level }: его численность
        [few] { $number } населённых пункта не относятся { $level }: их численность
       *[many] { $number } населённых пунктов не относятся { $level }: их численность
    }, { $sum }, входит в суммы более крупных единиц и не входит в эти.
note-without-coordinates = { $communities ->
        [one] У { $number } населённого пункта нет координат: он учтён, но не показан
        [few] У { $number } населённых пунктов нет координат: они учтены, но не показаны
       *[many] У { $number } населённых пунктов нет координат: они учтены, но не показаны
    } на карте и не находится по местоположению.
note-international-borders = Государственные границы по состоянию на { $date }.
context-tiles = { $dataset }: окружающая территория
note-borders-of-neighbours = Соседние страны показаны по Natural Earth; статус их границ не указан.
note-boundaries-un = Границы, названия и обозначения, показанные на этой карте, не означают официального одобрения или признания Организацией Объединённых Наций.
note-boundaries-as-given = Границы между странами показаны так, как они даны в наборе данных, независимо от их статуса.
note-international-borders-unsettled = Государственные границы по состоянию на { $date }: { $marks }.
border-mark-undetermined = пунктир — граница не определена
border-mark-disputed = точки — граница оспаривается
border-mark-line_of_control = точки — линия контроля
border-mark-armistice_line = штрихпунктир — линия перемирия или международная административная линия
border-mark-line_of_separation = штрихпунктир — иная разделительная линия
note-distances-incomplete = Источник указывает не всё: интервалы и `beyond` учитывают известное, поэтому это нижние оценки.
note-beyond-incomplete = Источник указывает не всё: населённые пункты без данных или без числа домохозяйств не учтены.
note-distances-in-bands = Для части расстояний известны только интервалы: населённые пункты с certain=false могут находиться ближе.
note-distances-unknown = Для части населённых пунктов, в которых нет услуги, расстояние не указано: у них certain=false.
note-as-the-crow-flies = Новое место помогает тем, кто живёт в пределах расстояния по прямой. Каков путь по дороге, хватит ли места всем и куда люди ездят ещё, здесь неизвестно.
note-first-rows = На этой странице показаны первые строки; всего их { $rows }. В данных есть все.
note-comparable-areas = Между этими раундами изменились границы (редакции { $a } и { $b }). Строки — наименьшие территории, общие для обеих редакций: с каждой стороны складываются целые единицы, ничего не делится.
note-estimates-of = Это оценки ключевых информантов для целых единиц. Они не являются суммами подсчитанного ({ $group }) и никогда к нему не прибавляются.
note-estimates-beside = Кроме этих чисел есть оценки для целых единиц — для сравнения, не для сложения: { $group }.
note-other-round = Показано: { $shown }. В раунде, который показывается по умолчанию ({ $usual }), этого показателя нет.
note-rounds = Показатели разных раундов никогда не складываются. Рядом они показаны только там, где указано, чем раунды различаются.
note-left-out = { $rows ->
    [one] { $number } строка или ячейка файла { $file } пропущена из-за ошибки: это отсутствие данных, а не ноль.
    [few] { $number } строки или ячейки файла { $file } пропущены из-за ошибок: это отсутствие данных, а не ноль.
   *[many] { $number } строк или ячеек файла { $file } пропущено из-за ошибок: это отсутствие данных, а не ноль.
}

boundaries-generalised = Генерализованные границы
boundaries-schematic = Схематичные границы

### The header of all pages

site-skip = К содержанию
site-pages = Страницы
site-languages = Языки
site-explore = Обзор
site-planner = Планирование
site-builder = Встраивание
site-data = Данные

### The page that explores the numbers

explore-window-title = Изучить показатели · Kerben
explore-description = Показатели мобильности по районам и годам: карта, рейтинг, профиль каждого места, сравнение мест и лет.
explore-title = Изучить показатели

### The page for planners

planner-window-title = Населённые пункты вдали от услуг · Kerben
planner-description = Сколько домохозяйств живёт дальше заданного расстояния от услуги, где и в каких населённых пунктах.
planner-title = Населённые пункты вдали от услуг
planner-intro = В каких населённых пунктах нет услуги, а ближайшая находится дальше заданного расстояния, сколько в них домохозяйств и где они.

### The page that makes the line to embed a map

builder-window-title = Встроить карту · Kerben
builder-description = Выберите карту, посмотрите её в трёх размерах и скопируйте строку для своей страницы.
builder-title = Встроить карту
builder-intro = Выберите, что показывает карта, посмотрите её глазами читателей и скопируйте одну строку на свою страницу. Источник, оговорка и примечания приводятся вместе с ней.
builder-needs-script = Для выбора нужен JavaScript. Карта есть и <a>здесь</a>, её адрес можно вставить во фрейм.
builder-choices = Что показывает карта
builder-step-what = Что показать
builder-place = Место
builder-whole = Вся страна
builder-step-look = Как она выглядит
builder-marks = Значения
builder-marks-fill = Цветом
builder-marks-circles = Кругами
builder-marks-both = И тем и другим
builder-language = Язык карты
builder-theme = Тема
builder-theme-light = Светлая
builder-theme-dark = Тёмная
builder-theme-plain = Белая с серым
builder-controls = Читатели могут выбирать
    .about = Группа, год и уровень выбираются над картой.
builder-plain = Без рамки
    .about = Без своей рамки и фона: карта стоит на фоне вашей страницы.
builder-static = Неподвижное изображение
    .about = Карта не отвечает на курсор и касание, скрипты не загружаются.
builder-more = Цвета и классы
builder-palette = Цвета
    .usual = Обычные
builder-palette-purple_blue = От сиреневого к синему
builder-palette-greens = Зелёные
builder-palette-oranges = Оранжевые
builder-palette-red_purple = От красного к пурпурному
builder-palette-yellow_orange_brown = От жёлтого к коричневому
builder-palette-yellow_green_blue = От жёлтого к синему
builder-palette-greys = Серые
builder-palette-cividis = От синего к жёлтому
builder-palette-purple_orange = Пурпурный и оранжевый
builder-palette-brown_teal = Коричневый и бирюзовый
builder-palette-purple_green = Пурпурный и зелёный
builder-palette-red_blue = Красный и синий
builder-palette-red_grey = Красный и серый
builder-method = Классы
builder-method-natural_breaks = Естественные границы (обычно)
builder-method-quantile = Поровну мест в каждом
builder-method-equal_interval = Равные шаги
builder-method-pretty = Круглые числа
builder-method-head_tail = Немногие высокие отдельно
builder-method-standard_deviation = По отклонению от среднего
builder-classes = Число классов
    .usual = 5 (обычно)
builder-breaks = Границы классов
    .usual = Как обычно
    .own = Только этой карты
    .shared = Всех лет
builder-step-words = Ваши слова
builder-words-about = Если ничего не написать, у карты свои заголовок и подзаголовок. Что она показывает, всегда сказано где-нибудь на ней.
builder-own-title = Заголовок
builder-own-subtitle = Подзаголовок
builder-own-note = Ваше примечание
builder-highlight = Выделенные места
    .about = У них толще контур, а их названия ставятся первыми.
builder-search = Поиск по названию на любом языке
builder-ranked = Места, сначала с наибольшим значением
builder-parts = Части карты
builder-part-title = Заголовок
builder-part-subtitle = Подзаголовок
builder-part-legend = Легенда
builder-part-total = Итог
builder-part-table = Таблица значений
builder-part-names = Названия на карте
builder-part-scale_bar = Масштабная линейка
builder-fixed-about = Остаётся всегда, потому что иначе читатели не смогли бы судить о карте:
builder-fixed-sources = Источники и ссылка на них
builder-fixed-illustrative = Что условно и насколько точны границы
builder-fixed-disclaimer = Оговорка
builder-fixed-notes = Примечания к данным и что значат штриховка и точки
builder-step-round = Что будет, когда выйдет новый раунд?
builder-stays = Эта карта останется как есть
    .about = Раунд, год, способ подсчёта и классы записаны в строке: что опубликовано сегодня, то читатели увидят и через пять лет.
builder-latest = Всегда последние данные
    .about = Карта показывает новейший раунд, как только он опубликован: его числа, классы, а для всех лет вместе и его годы. Проверяйте, подходят ли ещё ваши слова.
builder-again = Начать заново
builder-preview = Как её увидят читатели
builder-widths = Ширина страницы
builder-width-phone = Телефон
builder-width-article = Статья
builder-width-wide = Широкая
builder-step-line = Скопировать на свою страницу
builder-line-element = Элемент
    .about = Для страниц, куда можно вставить HTML со скриптами. Сам занимает ширину колонки; где скрипты не работают, показано изображение.
builder-line-frame = Фрейм
    .about = Для страниц и редакторов, которые не допускают чужих скриптов. Фрейм такой же высоты, как карта.
builder-line-image = Изображение
    .about = Для рассылок и везде, где возможны только изображения. Оно ведёт к живой карте.
builder-image-width = Ширина в пикселях
builder-image-alt = Для читателей, которые его не видят, сказано:
builder-line-wordpress = Поставьте этот адрес отдельной строкой в записи: WordPress сам запросит фрейм у сервера (oEmbed). Если он остаётся адресом, возьмите фрейм.
builder-line-link = Ссылка
    .about = Короткий адрес именно этой карты, чтобы поделиться.
builder-line-files = Файлы
    .about = Именно эта карта и её значения, чтобы сохранить.

### Answers as documents

language-code = ru
language-name = Русский

answer-basemap = Картографическая основа
answer-collections = Коллекции
answer-conformance = Соответствие стандартам
answer-distance = Расстояние: { $service }
answer-new-centres = Где нужнее всего: { $service }
answer-feature = { $collection } { $id }
answer-indicators = Показатели
answer-nearest = Ближайшие
answer-places = Места по названию
answer-queryables = { $collection }: параметры запроса
answer-rounds = Раунды
answer-comparison = { $indicator }: { $a } и { $b }
answer-trend = { $indicator }: динамика по раундам
answer-schema = { $collection }: свойства объектов
answer-services = Услуги
answer-sources = Источники
answer-tile-json = { $dataset }: { $collection }
answer-tile-matrix-sets = Схемы тайлов
answer-tiles = Тайлы { $id }
answer-tilesets = Векторные тайлы: { $title }

landing-description = Карты и ответы по данным отслеживания мобильности: численность по районам и населённым пунктам, расстояния до услуг.

schema-geometry = Геометрия
schema-area = Территория
schema-place = Место
schema-line = Линия
schema-place-or-none = Место; null, если у населённого пункта нет координат
schema-in-geojson = В GeoJSON: типы имеющихся значений; null означает отсутствие
schema-may-be-missing = может отсутствовать

link-document = Этот документ
link-document-as-page = Этот документ как страница
link-start-page = Главная страница
link-api = API в виде OpenAPI
link-api-as-page = API для чтения
link-conformance = Соблюдаемые стандарты
link-collections = Коллекции
link-rounds = Раунды обследования
link-compare = Два последних раунда рядом: { $indicator }
link-trend = Динамика по раундам: { $indicator }
link-indicators = Показатели
link-services = Услуги и расстояния до них
link-sources = Источники и ссылки на них
link-dataset = Набор данных
link-collection = Коллекция
link-own-collection = Эта коллекция
link-own-collection-as-page = Эта коллекция как страница
link-features = Её объекты
link-features-as-csv = Её объекты в CSV
link-features-as-page = Её объекты как страница
link-schema = Свойства её объектов
link-schema-as-page = Свойства её объектов как страница
link-queryables = Параметры запроса
link-page = Эта страница
link-page-as-page = Эта страница для чтения
link-page-as-geojson = Эта страница в GeoJSON
link-page-as-csv = Эта страница в CSV
link-next-page = Следующая страница
link-feature = Этот объект
link-feature-as-page = Этот объект для чтения
link-tiles-of-dataset = Векторные тайлы со слоями всех коллекций
link-tiles-of-collection = Её векторные тайлы
link-tile-json = Тайлы в виде TileJSON
link-tile-json-of-collection = Её тайлы в виде TileJSON
link-tileset = Набор тайлов
link-tileset-as-page = Набор тайлов как страница
link-tiles = Тайлы
link-tiles-as-mlt = Тайлы в формате MapLibre Tiles
link-tile-matrix-sets = Схемы тайлов
link-tile-matrix-set = Схема тайлов
link-tile-matrix-set-definition = Определение

document-window-title = { $title } · Kerben
document-chapters = Данные
document-collections = Коллекции
document-rounds = Раунды
document-indicators = Показатели
document-services = Услуги
document-sources = Источники
document-api = API
document-as-data = Эта страница в виде данных
document-licence = Лицензия: { $licence }.
document-table = Таблица
document-none = нет
document-yes = да
document-no = нет

problem-request = Запрос не удалось понять
problem-request-about = Что-то в адресе написано с ошибкой, пропущено или здесь не предоставляется.
problem-not-found = По этому адресу ничего нет
problem-not-found-about = Возможно, в адресе ошибка или то, что здесь было, больше не публикуется.
problem-method = Этот адрес только для чтения
problem-method-about = То, что было отправлено, по этому адресу не принимается.
problem-format = В таком виде не предоставляется
problem-format-about = То, что вы запросили, есть, но не в запрошенном формате.
problem-too-large = Запрос слишком велик
problem-too-large-about = Адрес или то, что отправлено вместе с ним, длиннее допустимого.
problem-busy = Сервер занят
problem-busy-about = Запросов больше, чем он может сейчас обработать. Повторите попытку через некоторое время.
problem-server = Сервер не смог ответить
problem-server-about = Это не ваша ошибка. Повторите попытку позже.
problem-status = Код ответа
problem-detail = Подробнее
problem-accepted = Допустимо

datasets-title = Карты перемещений населения
datasets-description = Наборы данных этого сервера. У каждого свои карты, ответы и API.
datasets-all = Все наборы данных
datasets-map = Где находятся наборы данных
datasets-illustrative = с иллюстративными данными

## Файлы для скачивания: таблицы и карты, и что о них сказано рядом с числами

download = Скачать
download-everything = всё вместе (zip)
download-sheet-data = Данные
download-sheet-about = Источники и определения
download-indicator = Показатель
download-definition = Определение
download-dataset = Набор данных
download-unit = Единица измерения
download-places = Места
download-inside = В пределах
download-time = Период
download-round = Раунд
download-collected = Сбор данных
download-method = Метод
download-illustrative = Иллюстративные данные
download-total = Все места вместе
download-citation = Как цитировать
download-disclaimer = Оговорка
download-addresses = Адреса
download-columns = Столбцы
download-column-code = Код
download-column-name = Название
download-column-year = Год
download-column-date = Дата
download-column-value = Значение
download-column-status = Состояние
download-column-reason = Почему нет значения
download-column-partial = Подсчёт только за часть периода
download-column-derived = Выведено из опубликованного
download-column-communities = Обследованные населённые пункты
download-column-communities-confirming = Подтвердившие населённые пункты
download-column-communities-counted = Учтённые населённые пункты
download-column-communities-without-data = Населённые пункты без данных
download-column-compared-status = { $group }: состояние
download-column-compared-difference = { $group }: разница
download-column-compared-ratio = { $group }: отношение
download-status-reported = есть значение
download-status-no_data = нет данных
download-status-suppressed = не публикуется
download-status-not_applicable = неприменимо

## Страницы о том, что есть

lists-about-collections = Слои мест в виде объектов, тайлов и файлов: то, что можно показать на карте или соединить с другими данными.
lists-about-rounds = Каждый раунд обследования: когда, как и среди кого он проведён, что и по какому определению подсчитано.
lists-about-indicators = Что может показать карта или таблица, с определением.
lists-about-services = О каких услугах спрашивали в населённых пунктах и как далеко до ближайшей.
lists-about-sources = Откуда всё взято и как это следует цитировать.
lists-features = Объекты
lists-extent = Охват
lists-box = долгота { $west } – { $east }, широта { $south } – { $north }
lists-map = Карта
lists-as-table = Таблицей
lists-values = Значения
lists-schema = Что говорят объекты
lists-tiles = Векторные тайлы
lists-in-programs = В других программах
lists-default = показан, если раунд не выбран
lists-key-informants = Ключевые информанты
lists-counted = Что подсчитано
lists-by-dimension = Также в разрезе: { $dimension }
lists-years = Годы
lists-levels = Уровни
lists-lacking = Без неё
lists-beyond = Дальше { $km } км от неё
lists-in-bands = по диапазонам: { $bands } км
lists-communities = Населённые пункты без неё
lists-table-of-distances = Расстояния таблицей
lists-publisher = Издатель
lists-published = Опубликовано
lists-licence = Лицензия
lists-web-page = Веб-страница

start-window-title = Kerben: карты перемещений населения
start-description = Карты перемещений населения по районам и населённые пункты, удалённые от услуг.
start-map = Карта
start-data = Данные и API
start-title = Карты перемещений населения
start-intro = Kerben превращает раунд обследования мобильности в карты и ответы: сколько людей переехало или проживает в каждом районе и какие населённые пункты удалены от услуг.
start-ways = Куда дальше
start-needs-script = Для карты нужен JavaScript. Числа есть также <a>здесь</a>.
start-data-intro = Всё это доступно и программам: OGC API Features, GeoJSON, векторные тайлы.
start-collections = Коллекции
    .about = области, районы, населённые пункты как объекты
start-api = Описание API
    .about = OpenAPI 3
start-rounds = Раунды
    .about = что учтено, когда и по каким определениям
start-indicators = Показатели
    .about = что может показать карта
start-services = Услуги
    .about = что есть в населённых пунктах и чего нет
start-sources = Источники
    .about = ссылки и лицензии
start-conformance = Соответствие
    .about = соблюдаемые стандарты
start-examples = Примеры
start-example-qgis = Слой, Добавить слой, Добавить слой WFS / OGC API Features, Создать, и этот адрес:
start-sources-title = Источники и лицензии

embed-window-title = Карта: Kerben

embed-left-out-indicator = Запрошенный показатель пропущен: { $why }.
embed-left-out-by = Запрошенный уровень пропущен: { $why }.
embed-left-out-round = Запрошенный раунд пропущен: { $why }.
embed-left-out-year = Запрошенный год пропущен: { $why }.
embed-left-out-per = Запрошенный способ подсчёта пропущен: { $why }.
embed-left-out-within = Запрошенная территория пропущена: { $why }.
embed-left-out-service = Запрошенная услуга пропущена: { $why }.
embed-left-out-km = Запрошенное расстояние пропущено: { $why }.
embed-left-out-lang = Запрошенный язык пропущен: { $why }.
embed-left-out-other = Запрошенный параметр { $name } пропущен: { $why }.
embed-left-out-title = Запрошенный заголовок не применён: { $why }.
embed-left-out-subtitle = Запрошенный подзаголовок не применён: { $why }.
embed-left-out-note = Запрошенное примечание не применено: { $why }.
embed-left-out-highlight = Места не выделены: { $why }.
embed-left-out-hide = Запрошенные части не скрыты: { $why }.
embed-not-offered = такого варианта нет
editor-note = Примечание редакции: { $note }
editor-map-shows = Что показывает карта: { $title }.
editor-highlighted = { $summary } Выделено: { $names }.
embed-default-service = Услуга не выбрана; показано: { $value }.
embed-default-km = Расстояние не выбрано; показано: дальше { $value } км.
embed-default-year = Год не выбран; показан { $value } г.
embed-default-round = Раунд не выбран; показан: { $value }.

layer-borders = { $collection }: границы, каждая один раз
layer-labels = { $collection }: положение названий
layer-points = { $collection }: точка в каждой единице с её свойствами

### Columns of features

code-p-code = P-код
code-number = Официальный номер
code-iso-3166-2 = Код ISO 3166
code-gadm = Идентификатор GADM
code-geoboundaries = Идентификатор geoBoundaries
code-text = Код
column-pcode = { $code } или временный идентификатор, который начинается с x-
    .title = { $code }
column-pcode-official = False, если идентификатор временный
    .title = { $kind ->
        [p-code] Официальный P-код
       *[other] Официальный код
    }
column-name = Название, язык: { $language }
    .title = Название, язык: { $language }
column-parent = { $code } вышестоящей единицы
    .title = { $code } вышестоящей единицы
column-parent-name = Название вышестоящей единицы
    .title = Вышестоящая единица
column-population = Жители
    .title = Население
column-area = Площадь на эллипсоиде, квадратные километры
    .title = Площадь
column-boundaries = Насколько можно доверять границе: official, generalised или schematic
    .title = Границы
column-communities = Обследованные населённые пункты
    .title = Населённые пункты
column-households-of-unit = Домохозяйства обследованных населённых пунктов
    .title = Домохозяйства
column-community-id = Ключ населённого пункта в наборе данных
    .title = Id
column-origin = real или generated, если создано для иллюстративного примера
    .title = Происхождение
column-unit-pcode = { $code } { $level }
    .title = { $code } { $level }
column-unit-name = Название { $level }
    .title = Название { $level }
column-households = Домохозяйства населённого пункта
    .title = Домохозяйства
column-households-status = Статус числа домохозяйств: reported, no_data или suppressed
    .title = Статус числа домохозяйств
column-access = { $service } в населённом пункте: available, lacking или no_data
    .title = { $service }
column-access-km = Если услуги нет: километры до ближайшей ({ $service })
    .title = { $service }: расстояние
column-access-band = Если услуги нет: интервал расстояния до ближайшей в километрах ({ $service })
    .title = { $service }: интервал расстояния
column-facility-id = Ключ учреждения в наборе данных
    .title = Id
column-facility-service = Предоставляемая услуга
    .title = Услуга
column-international-border-id = Ключ границы в наборе данных
    .title = Id
column-international-border-status = Насколько граница урегулирована: agreed, undetermined, disputed, line_of_control, armistice_line или line_of_separation
    .title = Статус
column-international-border-as-of = День, месяц или год, на который указан статус
    .title = По состоянию на
column-round = Раунд подсчёта
    .title = Раунд
column-year = Год подсчёта или window: все годы раунда. Всегда текст
    .title = Год
column-date = День, на который учтена численность, последний день сбора данных раунда: ГГГГ-ММ-ДД
    .title = Дата
column-partial = True, если подсчёт охватывает только часть года или включает такой год: не сравнивайте с полным
    .title = Неполный
column-illustrative = True, если числа сгенерированы для иллюстрации
    .title = Иллюстративно
column-count = { $group }, человек. Null, если не сообщено
    .title = { $group }
column-count-status = Статус { $id }: reported, no_data или suppressed
    .title = { $group }: статус
column-value = { $indicator }: { $unit }. Null, если не сообщено
    .title = Значение
column-value-of-cluster = { $indicator }: { $unit }. Null, если не сообщено. Рассчитано по сумме членов группы, никогда не среднее их значений
    .title = Значение
column-status = reported, no_data, suppressed или not_applicable (некого измерять)
    .title = Статус
column-cluster = True для группы точек, которую этот масштаб показывает как одну; у отдельной точки отсутствует
    .title = Группа
column-cluster-members = Сколько { $collection } в группе
    .title = Число членов
column-expansion-zoom = Первый масштаб, на котором члены группы показаны в нескольких местах; отсутствует, если такого нет
    .title = Масштаб раскрытия
column-households-of-cluster = Домохозяйства обследованных населённых пунктов группы
    .title = Домохозяйства
column-border-level = Наивысший уровень, единицы которого она разделяет: admin0, admin1 …
    .title = Уровень
column-border-outer = True, если по другую сторону нет единицы этого уровня
    .title = Внешняя
column-border-left = { $code } единицы слева, уровня тайлов; несколько соединяются знаком ;
    .title = Слева
column-border-right = { $code } единицы справа; нет для внешней границы
    .title = Справа
column-border-boundaries = Насколько можно доверять начертанию границы: official, generalised или schematic, как указано в слое её уровня
    .title = Границы
column-label-pcode = { $code } единицы или временный идентификатор
    .title = { $code }
column-label-clearance = Расстояние до ближайшей границы единицы, километры: какой величины помещается название
    .title = Простор
column-label-rank = 1 для единицы, у которой больше всего места на карте, 2 для следующей …
    .title = Ранг
column-context-code = Код страны ISO 3166-1 alpha-2; нет, если у неё его нет
    .title = Страна
column-context-own = True, если это страна набора данных или находится в ней
    .title = Своя
column-context-rank = 0 для столицы, 1 для крупного города, 2 для другого
    .title = Ранг
column-context-room = Место над названием и под ним, километры; по бокам его в три с половиной раза больше
    .title = Место
column-context-label-kind = К чему относится название: страна, озеро или море
    .title = Вид

## Обзор

page-explore-more-choices = Другие настройки
page-explore-people = Люди
page-explore-services = Услуги
page-explore-area = Территория
page-explore-everywhere = Вся страна
page-explore-views = Виды
page-explore-view-map = Карта
page-explore-view-years = Все годы
page-explore-view-change = Два года
page-explore-view-breakdown = Состав
page-explore-downloads = Скачать
page-explore-download = Скачать { $format }
page-explore-embed = Встроить
page-explore-years = Годы
page-explore-play = Показать годы по очереди
page-explore-pause = Пауза
page-explore-next-year = Следующий год
page-explore-rank = Место
page-explore-open-profile = Показать профиль
page-explore-find-place = Найти место
page-explore-found = Найдено: { $number }
page-explore-nothing-found = Места с таким названием нет
page-explore-subdistrict = Единица ниже района
page-explore-profile = Профиль места
page-explore-close = Закрыть профиль
page-explore-compare-with = Сравнить с
page-explore-no-comparison = Не сравнивать
page-explore-beside = { $place } и { $other }
page-explore-no-such-place = В этих данных нет места с кодом { $place }.
page-explore-planner = Населённые пункты вдали от услуг здесь
page-explore-people-over-years = Люди по годам
page-explore-people-of = { $place }: число людей по годам
page-explore-two-places = { $group } по годам: { $place } и { $other }
page-explore-rank-among = Место в: { $parent }
page-explore-rank-in-year = { $rank } из { $of } ({ $year })
page-explore-gap = { $line }, { $year }: { $why }.
page-explore-partial-mark = * { $year }: неполный год; линия к нему пунктирная.
page-explore-parts = Откуда, куда, почему, как долго
page-explore-by-dimension = { $group }: { $dimension } (все годы)
page-explore-all-parts = Показать все: { $number }
page-explore-no-parts = Эти числа не разбиты на части.
page-explore-no-parts-of-area = По этой территории эти числа не разбиты на части.
page-explore-services-by-distance = Услуги по расстоянию
page-explore-services-note = Домохозяйства населённых пунктов без услуги, по расстоянию до ближайшей
page-explore-households-lacking = Домохозяйства в населённых пунктах без неё
page-explore-communities = Населённые пункты
page-explore-communities-of = { $place }: населённых пунктов — { $number }
page-explore-first-of = Показано: { $shown } из { $all }.
page-explore-multiples = { $title }: по карте на каждый год, с одинаковыми классами. Таблица значений — в виде с картой.
page-explore-first-year = Первый год
page-explore-second-year = Второй год
page-explore-difference = Разница
page-explore-difference-percent = В процентах
page-explore-two-years-table = { $first } и { $second }, { $title }
page-explore-no-two-years = Сравниваются два года: нужны хотя бы два полных, и само число не должно быть изменением.

### Pages

page-direction = ltr
page-about-map = Об этой карте
page-about-choice = О выборе
page-map-keys = Карта: { $title }. Клавиши со стрелками двигают её, плюс и минус меняют масштаб; район в середине зачитывается.
page-unit-keys = Карта: { $title }. Клавиши со стрелками переводят от района к району; каждый зачитывается.
page-zoom-in = Приблизить
page-whole-area = Показать всю территорию
page-loading-map = Карта загружается
page-try-again = Повторить

page-no-data = нет данных
page-suppressed = не публикуется в целях защиты людей
page-illustrative = иллюстративно
page-illustrative-text = { $text } (иллюстративно)
page-illustrative-numbers = Иллюстративные данные
page-partial-year = неполный год
page-partial-year-tag = Неполный год: { $part }
page-with-partial-year = Включает неполный год: { $part }
page-partial-value = { $value } (неполный год)
page-not-all-months = не все месяцы
page-boundaries-schematic = Схематичные границы
page-boundaries-generalised = Генерализованные границы
page-district = { $place }: { $value }
page-district-partial = { $place }: { $value }; неполный год: { $part }
page-some-of-all = { $some } из { $all }
page-districts = { $number } { $count ->
        [one] район
        [few] района
       *[many] районов
    }
page-provinces = { $number } { $count ->
        [one] область
        [few] области
       *[many] областей
    }
page-areas = { $number } { $count ->
        [one] территория
        [few] территории
       *[many] территорий
    }
page-communities = { $number } { $count ->
        [one] населённый пункт
        [few] населённых пункта
       *[many] населённых пунктов
    }
page-communities-in = { $number } { $count ->
        [one] населённый пункт
        [few] населённых пункта
       *[many] населённых пунктов
    } ({ $place })
page-households = { $number } { $count ->
        [one] домохозяйство
        [few] домохозяйства
       *[many] домохозяйств
    }

page-legend = Легенда
page-notes = Примечания
page-sources = Источники и лицензии
page-cited-licence = { $citation } Лицензия: { $licence }.
page-licence = Лицензия: { $licence }
page-no-sources = Не удалось загрузить список источников.
page-table-of-values = Таблица значений
page-name = Название
page-value = Значение
page-communities-confirming = Подтвердившие населённые пункты
page-mark-on-map = Отметить на карте
page-marked-column = { $column } ({ $mark })
page-show-more = Показать ещё { $more } (не показано: { $left })

page-chooser = Что показывает карта
page-choose-map = Выбрать, что показать на карте
page-blocked = Страница, на которой стоит эта карта, не позволяет её загрузить
page-allow-server = Её политика безопасности (Content-Security-Policy) должна разрешать { $address } в { $directive }.
page-no-server = По адресу { $address } нет сервера карт
page-check-src = Атрибут src должен быть адресом сервера Kerben, например https://maps.example/.
page-what-to-show = Показатель
page-service = Услуга
page-distance = Расстояние
page-counted-as = Способ подсчёта
page-year = Год
page-level = Уровень
page-round = Раунд
page-province = Область
page-level-admin0 = Страна
page-level-admin1 = Области
page-level-admin2 = Районы
page-level-admin3 = Подрайоны
page-number = Число
page-share = Доля от общего числа
page-share-of-lacking = Доля от домохозяйств без услуги
page-share-of-households = Доля от всех домохозяйств
page-share-of-communities = Доля от всех населённых пунктов
page-per-1000-households = На 1 000 домохозяйств
page-per-1000-population = На 1 000 жителей
page-change = Изменение к предыдущему году
page-all-years = Все годы
page-all-years-in = Все годы: { $window }
page-all-years-from = Все годы: { $first }–{ $last }
page-more-than-km = Дальше { $km } км

page-server-answered = Ответ сервера: { $status }
page-unreachable = Сервер недоступен
page-check-connection = Проверьте соединение.
page-went-wrong = Произошла ошибка
page-map-failed = Не удалось загрузить карту
page-map-partly-failed = Часть карты не удалось загрузить
page-cannot-draw = Этот браузер не может нарисовать карту
page-values-below = Значения приведены в таблице ниже.
page-cannot-draw-communities = Этот браузер не может нарисовать карту. В таблице есть все населённые пункты.

page-which-communities = Какие населённые пункты
page-community = Населённый пункт
page-district-column = Район
page-households-column = Домохозяйства
page-km = { $km } км
page-scale-km = км
page-scale-m = м
page-km-above = более { $km } км
page-km-band = { $from }–{ $to } км
page-possibly-nearer = { $distance } (возможно, ближе запрошенного)
page-distance-of = Расстояние: { $distance }
page-generated = сгенерирован
page-generated-community = Сгенерированный населённый пункт, не настоящее место
page-circle-sizes = Размер кругов: домохозяйства населённого пункта
page-show-on-map = Показать на карте
page-map-of-communities = Карта населённых пунктов. { $answer }
page-beyond-nearest = дальше { $km } км
page-no-community = Таких населённых пунктов нет
page-no-community-in = Таких населённых пунктов нет ({ $place })
page-nobody-underserved = { $none }: услуги «{ $service }» нет, ближайшая — { $beyond }.
page-underserved = { $count ->
        [one] { $communities }: услуги «{ $service }» нет, ближайшая — { $beyond }.
        [few] { $communities }: услуги «{ $service }» нет, ближайшая — { $beyond }.
       *[many] { $communities }: услуги «{ $service }» нет, ближайшая — { $beyond }.
    }
page-underserved-households = { $count ->
        [one] Домохозяйств в нём: { $households }.
        [few] Домохозяйств в них: { $households }.
       *[many] Домохозяйств в них: { $households }.
    }
page-underserved-households-suppressed = { $count ->
        [one] Число его домохозяйств не публикуется в целях защиты людей.
        [few] Число их домохозяйств не публикуется в целях защиты людей.
       *[many] Число их домохозяйств не публикуется в целях защиты людей.
    }
page-underserved-suppressed = { $count ->
        [one] Есть ли услуга ещё в { $number } населённом пункте, не публикуется в целях защиты людей.
        [few] Есть ли услуга ещё в { $number } населённых пунктах, не публикуется в целях защиты людей.
       *[many] Есть ли услуга ещё в { $number } населённых пунктах, не публикуется в целях защиты людей.
    }
page-underserved-title = { $service }: населённые пункты дальше { $km } км
page-underserved-title-illustrative = { $title } (иллюстративно; сгенерированные населённые пункты — не настоящие места)
page-shown-farthest = Показаны самые удалённые: { $number }.
page-no-distances = Сведений о расстояниях до услуг здесь нет.
page-area-left-out = Запрошенная территория пропущена: { $why }.
page-service-left-out = Запрошенная услуга пропущена: такого варианта нет. Ответ относится к услуге: { $service }.
page-planner-all = { $count ->
        [one] { $communities }, где нет ни одной из этих услуг ({ $service }) и до ближайшей каждой из них больше { $km } км.
        [few] { $communities }, где нет ни одной из этих услуг ({ $service }) и до ближайшей каждой из них больше { $km } км.
        [many] { $communities }, где нет ни одной из этих услуг ({ $service }) и до ближайшей каждой из них больше { $km } км.
       *[other] { $communities }, где нет ни одной из этих услуг ({ $service }) и до ближайшей каждой из них больше { $km } км.
    }
page-planner-any = { $count ->
        [one] { $communities }, где нет хотя бы одной из этих услуг ({ $service }) и до ближайшей больше { $km } км.
        [few] { $communities }, где нет хотя бы одной из этих услуг ({ $service }) и до ближайшей больше { $km } км.
        [many] { $communities }, где нет хотя бы одной из этих услуг ({ $service }) и до ближайшей больше { $km } км.
       *[other] { $communities }, где нет хотя бы одной из этих услуг ({ $service }) и до ближайшей больше { $km } км.
    }
page-planner-nobody-all = { $none }, где нет ни одной из этих услуг ({ $service }) и до ближайшей каждой из них больше { $km } км.
page-planner-nobody-any = { $none }, где нет хотя бы одной из этих услуг ({ $service }) и до ближайшей больше { $km } км.
page-planner-without-data = { $count ->
        [one] Ещё о { $number } населённом пункте нет ответа.
        [few] Ещё о { $number } населённых пунктах нет ответа.
        [many] Ещё о { $number } населённых пунктах нет ответа.
       *[other] Ещё о { $number } населённых пунктах нет ответа.
    }
page-planner-households-unknown = { $count ->
        [one] Число домохозяйств { $number } из них неизвестно.
        [few] Число домохозяйств { $number } из них неизвестно.
        [many] Число домохозяйств { $number } из них неизвестно.
       *[other] Число домохозяйств { $number } из них неизвестно.
    }
page-planner-size-unknown = { $count ->
        [one] Ещё о { $number } населённом пункте неизвестно или не сообщается, так ли он велик.
        [few] Ещё о { $number } населённых пунктах неизвестно или не сообщается, так ли они велики.
        [many] Ещё о { $number } населённых пунктах неизвестно или не сообщается, так ли они велики.
       *[other] Ещё о { $number } населённых пунктах неизвестно или не сообщается, так ли они велики.
    }
page-planner-no-coordinates = { $count ->
        [one] У { $number } из них нет координат: на карте его нет.
        [few] У { $number } из них нет координат: на карте их нет.
        [many] У { $number } из них нет координат: на карте их нет.
       *[other] У { $number } из них нет координат: на карте их нет.
    }
page-planner-least = Только населённые пункты, где домохозяйств не меньше { $number }.
page-planner-named = Только населённые пункты, в названии которых есть «{ $text }».
page-planner-between = от { $low } до { $high }
page-planner-available = есть
page-planner-loading = Загружаем ответ
page-planner-services = Услуги
page-planner-match = Населённые пункты, удалённые
page-planner-match-all = от всех этих услуг
page-planner-match-any = от любой из этих услуг
page-planner-least-households = Домохозяйств не меньше
page-planner-area = Область или район
page-planner-everywhere = Везде
page-planner-search = Название населённого пункта
page-planner-choose = Выбрать услуги, расстояние, место и размер
page-planner-km-exactly = Или точно, в км
page-planner-print = Напечатать список
page-planner-csv = Скачать как CSV
page-planner-by-area = По областям и районам
page-planner-area-column = Место
page-planner-communities-column = Населённые пункты
page-planner-share-column = Доля всех домохозяйств
page-planner-show-area = Показать только это место
page-planner-percent = { $number } %
page-planner-curve = Домохозяйства дальше каждого расстояния
page-planner-curve-bands = Источник даёт расстояния интервалами: между точками ничего не известно.
page-planner-curve-suppressed = { $service }: скрыто для защиты людей
page-planner-curve-alt = График: домохозяйства населённых пунктов без услуги дальше каждого расстояния. Числа — в таблице ниже.
page-planner-curve-table = Таблица графика
page-planner-curve-x = км до ближайшей
page-planner-centres = Где новые места помогли бы больше всего?
page-planner-centres-intro = Одно за другим: населённые пункты, где новое место с этой услугой приблизило бы больше всего домохозяйств на расстояние до { $km } км по прямой.
page-planner-reached = Домохозяйства в пределах досягаемости
page-planner-communities-reached = Населённые пункты в пределах досягаемости
page-planner-printed = Напечатано { $date }
page-download-geojson = Скачать в GeoJSON

page-copy = Копировать
page-copy-what = Копировать: { $what }
page-copied = Скопировано
page-copy-selected = Выделено: скопируйте с клавиатуры или через меню

page-builder-people = Люди
page-builder-services = Услуги
page-builder-scale = Показано в { $percent } % размера: больше места здесь нет.
page-builder-shows = Показано: { $title }
page-builder-count = { $used } из { $most }
page-builder-too-long = { $used } из { $most }: лишнее отрезано
page-builder-most-places = Выделить можно не больше { $most } мест.
page-builder-no-place = Места с таким названием нет.
page-builder-remove = Убрать: { $name }
page-builder-everything = Всё вместе (ZIP)
