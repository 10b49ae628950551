# جمل الخرائط والأجوبة والصفحات باللغة العربية.
# Not yet read by a native speaker: see docs/languages.md.
# Services stand in the nominative, as the dataset writes them. Digits are 0 to 9, as in documents of IOM.

### Names

## Levels of places

level-admin0 = بلد
    .by = حسب البلد
    .none = أي بلد
    .of = بلده
level-admin1 = محافظة
    .by = حسب المحافظة
    .none = أي محافظة
    .of = محافظته
level-admin2 = منطقة
    .by = حسب المنطقة
    .none = أي منطقة
    .of = منطقته
level-admin3 = ناحية
    .by = حسب الناحية
    .none = أي ناحية
    .of = ناحيته
level-community = تجمع سكاني
    .by = حسب التجمع السكاني
    .none = أي تجمع سكاني
    .of = تجمعه السكاني

## Collections

collection-admin0 = البلد
collection-admin1 = المحافظات
collection-admin2 = المناطق
collection-admin3 = النواحي
collection-communities = التجمعات السكانية المقيَّمة
collection-facilities = المرافق
collection-international_borders = الحدود الدولية

collection-description-admin0 = البلد
collection-description-admin1 = المحافظات والمدن من رتبتها
collection-description-admin2 = المناطق والمدن من رتبتها
collection-description-admin3 = الوحدات دون المنطقة
collection-description-units = { $units }، مع أعداد إحدى الجولات
collection-description-communities = التجمعات السكانية المقيَّمة، مع الأعداد والمسافات إلى الخدمات
collection-description-facilities = الأماكن التي تقدم خدمة
collection-description-international_borders = الحدود بين البلدان، ومدى تسويتها
collection-description-warned = { $description }. { $warning }
collection-description-illustrative = { $description }. أرقام توضيحية

## Languages that ISO 639 calls otherwise than readers do

language-el = اليونانية
language-ky = القيرغيزية
language-ps = البشتوية
language-ug = الأويغورية
language-name = العربية

### Indicators

indicator-households_beyond = الأسر التي تبعد أكثر من { $km } كم عن: { $service }
    .in-sentence = الأسر التي تبعد أكثر من { $km } كم عن: { $service }
indicator-communities_lacking = التجمعات السكانية التي ليس فيها: { $service }
    .in-sentence = التجمعات السكانية التي ليس فيها: { $service }

indicator-any-households_beyond = الأسر البعيدة عن خدمة
    .definition = أسر التجمعات التي تفتقر إلى الخدمة وتبعد عن أقربها أكثر من `km`
indicator-any-communities_lacking = التجمعات التي تفتقر إلى خدمة
    .definition = التجمعات المقيَّمة التي لا تتوفر فيها الخدمة

## Units of values

unit-people = أشخاص
unit-households = أسر
unit-communities = تجمعات سكانية
unit-share = بالمئة من { $whole }
unit-share-alone = بالمئة
unit-share-of-category = بالمئة من مجموع المكان نفسه
unit-per-1000-households = { $counted } لكل 1,000 أسرة
unit-per-1000-population = { $counted } لكل 1,000 نسمة
unit-change = بالمئة: التغير عن السنة السابقة

## What shares are of

whole-country = مجموع البلد
whole-lacking = أسر التجمعات التي ليس فيها: { $service }
whole-households = جميع الأسر
whole-communities = جميع التجمعات

## Periods

window = { $first } إلى { $last }
period-partial = { $period } ({ $part })
period-partial-year = { $year } ({ $part } فقط)
period-part-of-year = { $year }: { $part }
date = { $day } { $month } { $year }
month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيو
month-7 = تموز/يوليو
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

month-alone-1 = كانون الثاني/يناير
month-alone-2 = شباط/فبراير
month-alone-3 = آذار/مارس
month-alone-4 = نيسان/أبريل
month-alone-5 = أيار/مايو
month-alone-6 = حزيران/يونيو
month-alone-7 = تموز/يوليو
month-alone-8 = آب/أغسطس
month-alone-9 = أيلول/سبتمبر
month-alone-10 = تشرين الأول/أكتوبر
month-alone-11 = تشرين الثاني/نوفمبر
month-alone-12 = كانون الأول/ديسمبر
month-of-year = { $month } { $year }
months-of-year = { $first } إلى { $last } { $year }
months-of-years = { $first } إلى { $last }

### Titles of maps

title-share = { $indicator }، كنسبة من { $whole }،
title-share-alone = { $indicator }، كنسبة،
title-per-1000-households = { $indicator } لكل 1,000 أسرة
title-per-1000-population = { $indicator } لكل 1,000 نسمة
title-change = { $indicator }، التغير عن السنة السابقة،
title-against = { $first } مقابل { $second }
title-by = { $what } { $units }
title-whole-country = { $what } في البلد كله
title-when-inside = { $measure }، { $when }،
title-within = { $title }، { $place }
title-when = { $title }، { $when }
title-years = { $title }، كل سنة { $first }–{ $last }

### What stands below the title of a map

sentence = { $text }.
subtitle = { $country }. { $round }
subtitle-as-of = { $round } (حتى { $date })
subtitle-collected = { $round } (جُمعت { $time })
subtitle-asked = { $method } ({ $count ->
        [zero] بلا مصادر معلومات رئيسية
        [one] مصدر معلومات رئيسي واحد
        [two] مصدرا معلومات رئيسيان
        [few] { $number } مصادر معلومات رئيسية
        [many] { $number } مصدر معلومات رئيسيًا
       *[other] { $number } مصدر معلومات رئيسي
    }).
subtitle-counted = العدّ في { $count ->
        [zero] لا شيء من التجمعات.
        [one] تجمع سكاني مقيَّم واحد.
        [two] تجمعين سكانيين مقيَّمين.
        [few] { $number } تجمعات سكانية مقيَّمة.
        [many] { $number } تجمعًا سكانيًا مقيَّمًا.
       *[other] { $number } تجمع سكاني مقيَّم.
    }
subtitle-households = الأسر: أسر { $count ->
        [zero] التجمعات المقيَّمة.
        [one] التجمع السكاني المقيَّم.
        [two] التجمعين السكانيين المقيَّمين.
        [few] التجمعات السكانية المقيَّمة ({ $number }).
        [many] التجمعات السكانية المقيَّمة ({ $number }).
       *[other] التجمعات السكانية المقيَّمة ({ $number }).
    }
subtitle-communities = { $count ->
        [zero] لم يُقيَّم أي تجمع سكاني.
        [one] قُيِّم تجمع سكاني واحد.
        [two] قُيِّم تجمعان سكانيان.
        [few] قُيِّمت { $number } تجمعات سكانية.
        [many] قُيِّم { $number } تجمعًا سكانيًا.
       *[other] قُيِّم { $number } تجمع سكاني.
    }
subtitle-inhabitants = السكان: جميع سكان كل مكان كما تذكرهم مجموعة البيانات.
subtitle-change = { $year } مقارنة بسنة { $before }.

## Ranges of classes in legends

range-numbers = { $low } إلى { $high }
range-below = { $low } إلى أقل من { $high }
range-above = فوق { $low } إلى { $high }
range-between = بين { $low } و{ $high }

## How values are divided into classes

legend-method-quantile = العدد نفسه تقريبًا من الأماكن في كل فئة
legend-method-equal_interval = فئات متساوية العرض
legend-method-pretty = فئات متساوية العرض بين أعداد مدوَّرة
legend-method-head_tail = كل فئة حتى متوسط الأماكن التي ليست دونها
legend-method-standard_deviation = فئات بعرض انحراف معياري حول المتوسط
legend-method-manual = فئات كما اختيرت

## Values that are no numbers

legend-no_data = لا توجد بيانات
legend-suppressed = محجوب لحماية الأشخاص
legend-not_applicable = لا ينطبق

reason-partial_year = السنة محسوبة جزئيًا فقط
reason-no_year_before = السنة السابقة غير محسوبة بالكامل
reason-nobody_lacks = لا يفتقر أي من تجمعاته إلى: { $service }
    .of-community = لا يفتقر إلى: { $service }
reason-nobody_counted = لم يُحسب أحد
reason-no_households = لا توجد أسر
reason-no_inhabitants = لا يوجد سكان
reason-nobody_before = لم يكن هناك أحد في السنة السابقة

### Numbers

page-number-group = ,
page-number-decimal = .

### Pictures of maps

picture-sources = المصادر: { $sources }
picture-unit = { $name }: { $value }
picture-total = { $place }: { $value }.
picture-whole-country = البلد كله
picture-all-countries = جميع البلدان
picture-places-shown = الأماكن ذات القيمة معًا
quantity = { $number } { $unit }
quantity-people = { $count ->
        [zero] { $number } أشخاص
        [one] شخص واحد
        [two] شخصان
        [few] { $number } أشخاص
        [many] { $number } شخصًا
       *[other] { $number } شخص
    }
quantity-households = { $count ->
        [zero] { $number } أسر
        [one] أسرة واحدة
        [two] أسرتان
        [few] { $number } أسر
        [many] { $number } أسرة
       *[other] { $number } أسرة
    }
quantity-communities = { $count ->
        [zero] { $number } تجمعات
        [one] تجمع واحد
        [two] تجمعان
        [few] { $number } تجمعات
        [many] { $number } تجمعًا
       *[other] { $number } تجمع
    }
picture-unit-of-two = { $name }. { $first }. { $second }.
picture-measure = { $indicator }: { $value } ({ $unit })
picture-measure-without = { $indicator }: { $value }
picture-kilometres = { $length } كم
picture-metres = { $length } م

## What a map shows

summary-none = لا قيمة لأي مكان.
summary-only = { $name }: { $value }.
summary-equal = القيمة نفسها في كل مكان ({ $among }): { $value }.
summary-highest = الأعلى ({ $among }): { $name }، { $value }.
summary-highest-tied = الأعلى ({ $among }): { $names }، في كل منها { $value }.
summary-lowest = الأدنى: { $name }، { $value }.
summary-lowest-tied = الأدنى: { $names }، في كل منها { $value }.
summary-zero = صفر: { $names }.
summary-with-value = { $units } لها قيمة
summary-without = { $why }: { $units }.
summary-up = زيادة: { $units }.
summary-down = نقصان: { $units }.
summary-same = بلا تغير: { $units }.
summary-percent = { $number }%
summary-largest-rise = أكبر زيادة: { $names }، { $value }.
summary-largest-fall = أكبر نقصان: { $names }، { $value }.
summary-circles = أكبر دائرة: { $names }، { $value }.
summary-highest-of-measure = { $indicator }، الأعلى: { $names }، { $value }.
summary-of-two = مرتفع في كليهما ({ $count } من أصل { $among }): { $names }.
summary-of-two-none = مرتفع في كليهما: لا شيء ({ $among }).
summary-year = { $year }: { $names }، { $value }
summary-years = الأعلى في كل سنة: { $highest }.
list-more = { $list }، { $next }
list-last = { $list } و{ $last }
list-parts = { $list }؛ { $next }

### Rounds side by side

caveat-definition = التعريف
caveat-population = النطاق
caveat-window = الفترة

differs-definition = التعريف: { $a } تعدّ «{ $of_a }»، و{ $b } تعدّ «{ $of_b }»
differs-method = الطريقة: { $a }: «{ $of_a }»، و{ $b }: «{ $of_b }».
differs-distances = المسافات: { $a }: { $of_a }، و{ $b }: { $of_b }.
differs-window = الفترة: { $a }: { $of_a }، و{ $b }: { $of_b }.
differs-part = الفترة: من سنة { $year } تعدّ { $a }: { $of_a }، و{ $b }: { $of_b }.
differs-part-whole = كلها
differs-level = النطاق: { $a }: { $of_a }، و{ $b }: { $of_b }.
differs-coverage = النطاق ({ $places }): { $a }: { $of_a }، و{ $b }: { $of_b }؛ في كلتيهما: { $both }.
distances-kilometres = كيلومترات
distances-bands = نطاقات مسافة
distances-none = بلا مسافات

difference-none = بلا فرق
difference-more = أكثر بمقدار { $amount }
difference-fewer = أقل بمقدار { $amount }
difference-higher = أعلى بمقدار { $amount }
difference-lower = أدنى بمقدار { $amount }
difference-per-cent = { $difference } ({ $percent } %)
difference-qualified = { $difference }؛ تختلف الجولتان في: { $caveats }

compare-differs = ما الذي يختلف
compare-same = تذكر الجولتان التعريف نفسه، وتصلان إلى الأماكن نفسها، وتعدّان في الفترة نفسها.
compare-refused = هاتان الجولتان لا تعدّان الشيء نفسه. اقرأ أولًا ما الذي يختلف.
compare-acknowledge = قرأته: اعرضهما جنبًا إلى جنب
comparable-area = { $a } = { $b }
compare-place = المكان
compare-difference = الفرق
compare-all-places = جميع الأماكن معًا
compare-other-indicators = مؤشرات أخرى
compare-other-rounds = جولات أخرى
compare-levels = حسب
compare-trend = الاتجاه عبر جميع الجولات
compare-more = المزيد
compare-never-added = لا تُجمع الجولات أبدًا.
trend-intro = يصل الخط بين الجولات التي تعدّ الشيء نفسه. وينقطع حيث يتغير التعريف أو الطريقة أو الفترة المحسوبة.
trend-chart = { $indicator }، { $place }، حسب الجولة
trend-break = انقطاع
trend-breaks = لماذا ينقطع الخط
trend-remarks = وصلت الجولة إلى أماكن أخرى

### Notes beside answers

illustrative = توضيحي
note-illustrative = توضيحي: { $note }
note-illustrative-alone = توضيحي: الأرقام مولَّدة ولم تُجمع.
note-boundaries = { $warning }: { $note }
note-partial-year = سنة { $year } جزئية: { $part } فقط. لا تقارنها بسنة كاملة.
note-colours-of-counts = ألوان الأعداد مضللة: المكان الكبير يبدو أكثر من الصغير بالعدد نفسه. الدوائر والمعدلات تقارن بينها بإنصاف.
note-derived = مشتق مما نُشر، ولم يُنشر بنفسه: { $how }
note-missing = استُبعدت بعض التجمعات: لا يذكر المصدر عنها ما تحتاجه القيمة. القيم لما بقي منها.
note-missing-counted = استُبعدت بعض التجمعات: لا يذكر المصدر عنها ما تحتاجه القيمة (يعدّها communities_without_data). القيم لما بقي منها.
note-missing-units = لا يعطي المصدر كل الأعداد: المجاميع للأماكن التي يعطيها، ما لم يذكر المجموع بنفسه.
note-households-of-lacking = الأسر هي جميع أسر التجمعات التي تفتقر إلى الخدمة.
note-shares-of-lacking = الأسر هي أسر التجمعات التي تفتقر إلى الخدمة؛ ونسب الأسر منها لا من الجميع.
note-shares-of-households = النسب من جميع أسر التجمعات المقيَّمة، افتقرت إلى الخدمة أم لا.
note-shares-of-communities = النسب من جميع التجمعات المقيَّمة.
note-without-unit = { $communities ->
        [zero] { $number } تجمعات لا تتبع { $level } وهي
        [one] تجمع واحد لا يتبع { $level } وهو
        [two] تجمعان لا يتبعان { $level } وهما
        [few] { $number } تجمعات لا تتبع { $level } وهي
        [many] { $number } تجمعًا لا تتبع { $level } وهي
       *[other] { $number } تجمع لا تتبع { $level } وهي
    } في أرقام الوحدات الأكبر وحدها.
note-without-unit-sum = { $communities ->
        [zero] { $number } تجمعات لا تتبع { $level }: ما تعدّه
        [one] تجمع واحد لا يتبع { $level }: ما يعدّه
        [two] تجمعان لا يتبعان { $level }: ما يعدّانه
        [few] { $number } تجمعات لا تتبع { $level }: ما تعدّه
        [many] { $number } تجمعًا لا تتبع { $level }: ما تعدّه
       *[other] { $number } تجمع لا تتبع { $level }: ما تعدّه
    }، { $sum }، يدخل في مجاميع الوحدات الأكبر ولا يدخل في أي من هذه.
note-without-coordinates = { $communities ->
        [zero] { $number } تجمعات بلا إحداثيات: هي
        [one] تجمع واحد بلا إحداثيات: هو
        [two] تجمعان بلا إحداثيات: هما
        [few] { $number } تجمعات بلا إحداثيات: هي
        [many] { $number } تجمعًا بلا إحداثيات: هي
       *[other] { $number } تجمع بلا إحداثيات: هي
    } ضمن العدّ، لكن ليس على أي خريطة ولا يُعثر عليه بالمكان.
note-international-borders = الحدود الدولية كما في { $date }.
context-tiles = { $dataset }: ما يحيط بها
note-borders-of-neighbours = البلدان المجاورة مرسومة من Natural Earth؛ وحدودها معروضة بلا وضع قانوني.
note-boundaries-un = الحدود والأسماء المبينة والتسميات المستخدمة على هذه الخريطة لا تعني إقرارًا أو قبولًا رسميًا من الأمم المتحدة.
note-boundaries-as-given = الحدود بين البلدان مرسومة كما تعطيها مجموعة البيانات، أيًا كان وضعها.
note-international-borders-unsettled = الحدود الدولية كما في { $date }: { $marks }.
border-mark-undetermined = متقطعة حيث لم تُحدَّد
border-mark-disputed = منقطة حيث يوجد نزاع
border-mark-line_of_control = منقطة على خط المراقبة
border-mark-armistice_line = خط ونقطة على خط الهدنة أو خط إداري دولي
border-mark-line_of_separation = خط ونقطة على خط فصل آخر
note-distances-incomplete = لا يذكر المصدر كل شيء: النطاقات و`beyond` تعدّ ما هو معروف، فهي حدود دنيا.
note-beyond-incomplete = لا يذكر المصدر كل شيء: التجمعات التي لا بيانات أو أسر لها غير موجودة في الأرقام.
note-distances-in-bands = يعرف المصدر بعض هذه المسافات كنطاقات فقط: التجمعات التي لها certain=false قد لا تكون بهذا البعد.
note-distances-unknown = لا يعطي المصدر مسافة لبعض التجمعات التي تفتقر إلى الخدمة: لها certain=false.
note-as-the-crow-flies = يفيد مكان جديد من هم ضمن المسافة بخط مستقيم. ولا يُعرف هنا كم تبعد الطريق، وهل يسع المكان الجميع، وإلى أين يذهب الناس غير ذلك.
note-first-rows = في هذه الصفحة الصفوف الأولى من { $rows }. وفي البيانات جميعها.
note-comparable-areas = تغيرت الحدود بين هاتين الجولتين (الطبعتان { $a } و{ $b }). الصفوف هي أصغر المساحات المشتركة بينهما: تُجمع وحدات كاملة في كل جانب ولا يُقسم شيء.
note-estimates-of = هذه تقديرات لوحدات كاملة كما يعطيها المخبرون الرئيسيون. ليست مجاميع لما عُدّ ({ $group })، ولا تُضاف إليه أبدًا.
note-estimates-beside = إلى جانب هذه الأعداد تقديرات لوحدات كاملة، للمقارنة لا للجمع: { $group }.
note-other-round = هذا من { $shown }: { $usual }، التي تُعرض حين لا تُطلب جولة، لا شيء فيها عنه.
note-rounds = أرقام الجولات المختلفة لا تُجمع أبدًا. ولا تقف جنبًا إلى جنب إلا حيث يُقرّ بما يختلف بينها.
note-left-out = { $rows ->
    [zero] لم يُستبعد شيء من { $file }: { $number }.
    [one] استُبعد صف أو خلية من { $file } بسبب خطأ: لا بيانات، وليس صفرًا.
    [two] استُبعد صفان أو خليتان من { $file } بسبب أخطاء: لا بيانات، وليسا صفرًا.
    [few] استُبعدت { $number } صفوف أو خلايا من { $file } بسبب أخطاء: لا بيانات، وليست صفرًا.
    [many] استُبعد { $number } صفًا أو خلية من { $file } بسبب أخطاء: لا بيانات، وليست صفرًا.
   *[other] استُبعد { $number } صف أو خلية من { $file } بسبب أخطاء: لا بيانات، وليست صفرًا.
}

boundaries-generalised = حدود مبسطة
boundaries-schematic = حدود تخطيطية

### Answers as documents

language-code = ar

answer-basemap = الخريطة الأساسية
answer-collections = المجموعات
answer-conformance = المطابقة
answer-distance = المسافة إلى: { $service }
answer-feature = { $collection } { $id }
answer-indicators = المؤشرات
answer-new-centres = التجمعات التي يفيد فيها أكثر مكان جديد فيه { $service }
answer-nearest = الأقرب
answer-places = الأماكن بالاسم
answer-queryables = { $collection }: بم يمكن السؤال عنها
answer-rounds = الجولات
answer-comparison = { $indicator }: { $a } و{ $b }
answer-trend = { $indicator }: الاتجاه عبر الجولات
answer-schema = { $collection }: ما تقوله المعالم
answer-services = الخدمات
answer-sources = المصادر
answer-tile-json = { $dataset }: { $collection }
answer-tile-matrix-sets = مجموعات مصفوفات البلاطات
answer-tiles = بلاطات { $id }
answer-tilesets = بلاطات متجهية: { $title }

landing-description = خرائط وأجوبة من تتبع التنقل: أعداد حسب المنطقة والتجمع السكاني، ومسافات إلى الخدمات.

schema-geometry = الشكل الهندسي
schema-area = المساحة
schema-place = المكان
schema-line = الخط
schema-place-or-none = المكان؛ null لتجمع بلا إحداثيات
schema-in-geojson = في GeoJSON: أنواع القيم الموجودة؛ وnull تعني لا شيء
schema-may-be-missing = قد يكون غير موجود

link-document = هذه الوثيقة
link-document-as-page = هذه الوثيقة كصفحة
link-start-page = صفحة البداية
link-api = واجهة API بصيغة OpenAPI
link-api-as-page = واجهة API للقراءة
link-conformance = المعايير المتبعة
link-collections = المجموعات
link-rounds = جولات التقييم
link-compare = آخر جولتين جنبًا إلى جنب: { $indicator }
link-trend = الاتجاه عبر الجولات: { $indicator }
link-indicators = المؤشرات
link-services = الخدمات والمسافات إليها
link-sources = المصادر والاقتباسات
link-dataset = مجموعة البيانات
link-collection = المجموعة
link-own-collection = هذه المجموعة
link-own-collection-as-page = هذه المجموعة كصفحة
link-features = معالمها
link-features-as-csv = معالمها بصيغة CSV
link-features-as-page = معالمها كصفحة
link-schema = ما تقوله معالمها
link-schema-as-page = ما تقوله معالمها، كصفحة
link-queryables = بم يمكن السؤال عنها
link-page = هذه الصفحة
link-page-as-page = هذه الصفحة للقراءة
link-page-as-geojson = هذه الصفحة بصيغة GeoJSON
link-page-as-csv = هذه الصفحة بصيغة CSV
link-next-page = الصفحة التالية
link-feature = هذا المعلم
link-feature-as-page = هذا المعلم للقراءة
link-tiles-of-dataset = بلاطات متجهية بطبقات جميع المجموعات
link-tiles-of-collection = بلاطاتها المتجهية
link-tile-json = البلاطات بصيغة TileJSON
link-tile-json-of-collection = بلاطاتها بصيغة TileJSON
link-tileset = مجموعة البلاطات
link-tileset-as-page = مجموعة البلاطات كصفحة
link-tiles = البلاطات
link-tiles-as-mlt = البلاطات بصيغة MapLibre Tiles
link-tile-matrix-sets = مجموعات مصفوفات البلاطات
link-tile-matrix-set = مجموعة مصفوفات البلاطات
link-tile-matrix-set-definition = التعريف

document-window-title = { $title } · Kerben
document-chapters = البيانات
document-collections = المجموعات
document-rounds = الجولات
document-indicators = المؤشرات
document-services = الخدمات
document-sources = المصادر
document-api = API
document-as-data = هذه الصفحة كبيانات
document-licence = الرخصة: { $licence }.
document-table = جدول
document-none = لا شيء
document-yes = نعم
document-no = لا

problem-request = تعذّر فهم هذا الطلب
problem-request-about = في العنوان شيء مكتوب خطأً، أو ناقص، أو غير متاح هنا.
problem-not-found = لا يوجد شيء في هذا العنوان
problem-not-found-about = ربما كُتب العنوان خطأً، أو أن ما كان هنا لم يعد منشورًا.
problem-method = هذا العنوان للقراءة فقط
problem-method-about = ما أُرسل لا يُقبل في هذا العنوان.
problem-format = غير متاح بهذا الشكل
problem-format-about = ما طلبته موجود، لكن ليس بالصيغة المطلوبة.
problem-too-large = هذا الطلب كبير جدًا
problem-too-large-about = العنوان، أو ما أُرسل معه، أطول مما يُقبل.
problem-busy = الخادم مشغول
problem-busy-about = الطلبات أكثر مما يستطيع الإجابة عنه الآن. يُرجى المحاولة بعد قليل.
problem-server = تعذّر على الخادم أن يجيب
problem-server-about = ليس الخطأ منك. يُرجى المحاولة لاحقًا.
problem-status = رمز الإجابة
problem-detail = بالتفصيل
problem-accepted = المقبول

datasets-title = خرائط تنقل الناس
datasets-description = مجموعات البيانات على هذا الخادم. لكل منها خرائط وأجوبة وواجهة API خاصة بها.
datasets-all = جميع مجموعات البيانات
datasets-map = أين تقع مجموعات البيانات
datasets-illustrative = بأرقام توضيحية

## Downloads

download = تنزيل
download-everything = كل شيء (zip)
download-sheet-data = البيانات
download-sheet-about = المصادر والتعريفات
download-indicator = المؤشر
download-definition = التعريف
download-dataset = مجموعة البيانات
download-unit = الوحدة
download-places = الأماكن
download-inside = داخل
download-time = الفترة
download-round = الجولة
download-collected = جُمعت
download-method = الطريقة
download-illustrative = أرقام توضيحية
download-total = جميع الأماكن معًا
download-citation = كيفية الاقتباس
download-disclaimer = إخلاء المسؤولية
download-addresses = العناوين
download-columns = الأعمدة
download-column-code = الرمز
download-column-name = الاسم
download-column-year = السنة
download-column-date = التاريخ
download-column-value = القيمة
download-column-status = الحالة
download-column-reason = لماذا لا توجد قيمة
download-column-partial = محسوب لجزء من الفترة فقط
download-column-derived = مشتق مما نُشر
download-column-communities = التجمعات المقيَّمة
download-column-communities-confirming = التجمعات المؤكِّدة
download-column-communities-counted = التجمعات المحسوبة
download-column-communities-without-data = التجمعات بلا بيانات
download-column-compared-status = { $group }: الحالة
download-column-compared-difference = { $group }: الفرق
download-column-compared-ratio = { $group }: النسبة
download-status-reported = مُبلَّغ عنه
download-status-no_data = لا توجد بيانات
download-status-suppressed = محجوب
download-status-not_applicable = لا ينطبق

## Pages of what there is

lists-about-collections = طبقات الأماكن على هيئة معالم وبلاطات وملفات: ما يمكن عرضه على خريطة أو ربطه ببيانات أخرى.
lists-about-rounds = كل جولة من جولات التقييم: متى وكيف ومع من أُجريت، وما الذي تعدّه وبأي تعريف.
lists-about-indicators = ما يمكن أن تعرضه خريطة أو جدول، مع تعريفه.
lists-about-services = الخدمات التي سُئلت عنها المجتمعات، وكم يبعد أقربها.
lists-about-sources = من أين أتى كل شيء، وكيف يجب الاستشهاد به.
lists-features = المعالم
lists-extent = النطاق
lists-box = خط الطول { $west } إلى { $east }، خط العرض { $south } إلى { $north }
lists-map = خريطة
lists-as-table = كجدول
lists-values = القيم
lists-schema = ما تقوله المعالم
lists-tiles = بلاطات متجهة
lists-in-programs = في برامج أخرى
lists-default = تُعرض عندما لا تُطلب جولة
lists-key-informants = المخبرون الرئيسيون
lists-counted = ما الذي يُعدّ
lists-by-dimension = كذلك حسب: { $dimension }
lists-years = السنوات
lists-levels = المستويات
lists-lacking = بدونها
lists-beyond = على بعد أكثر من { $km } كم منها
lists-in-bands = في نطاقات: { $bands } كم
lists-communities = المجتمعات التي تفتقر إليها
lists-table-of-distances = المسافات كجدول
lists-publisher = الناشر
lists-published = تاريخ النشر
lists-licence = الترخيص
lists-web-page = صفحة الويب

### The header of all pages

site-skip = انتقل إلى المحتوى
site-pages = الصفحات
site-languages = اللغات
site-explore = استكشف
site-planner = التخطيط
site-builder = تضمين
site-data = البيانات

explore-window-title = استكشف الأرقام · Kerben
explore-description = أعداد التنقل حسب المنطقة والسنة: خريطة وترتيب وملف لكل مكان ومقارنة بين الأماكن والسنوات.
explore-title = استكشف الأرقام

planner-window-title = تجمعات بعيدة عن الخدمات · Kerben
planner-description = كم أسرة تعيش أبعد من مسافة ما عن خدمة، وأين، وما هي هذه التجمعات.
planner-title = تجمعات بعيدة عن الخدمات
planner-intro = ما التجمعات التي تفتقر إلى خدمة وتبعد عن أقربها أكثر من مسافة ما، وكم أسرة فيها، وأين تقع.

builder-window-title = تضمين خريطة · Kerben
builder-description = اختر خريطة، وشاهدها بثلاثة عروض، وانسخ السطر إلى صفحتك.
builder-title = تضمين خريطة
builder-intro = اختر ما تعرضه الخريطة، وشاهدها كما سيراها قراؤك، وانسخ سطرًا واحدًا إلى صفحتك. يأتي معها المصدر وإخلاء المسؤولية والملاحظات.
builder-needs-script = الاختيار يحتاج إلى JavaScript. الخريطة موجودة أيضًا <a>هنا</a>، ويمكن وضع عنوانها في إطار.
builder-choices = ما تعرضه الخريطة
builder-step-what = ماذا تعرض
builder-place = المكان
builder-whole = البلد كله
builder-step-look = كيف تبدو
builder-marks = القيم بصورة
builder-marks-fill = ألوان
builder-marks-circles = دوائر
builder-marks-both = كليهما
builder-language = لغة الخريطة
builder-theme = المظهر
builder-theme-light = فاتح
builder-theme-dark = داكن
builder-theme-plain = أبيض ورمادي
builder-controls = يجوز للقراء الاختيار
    .about = تظهر المجموعة والسنة والمستوى فوق الخريطة.
builder-plain = بلا إطار
    .about = بلا حدود ولا خلفية خاصة: تقف على خلفية صفحتك.
builder-static = صورة ثابتة
    .about = لا شيء يستجيب للمؤشر أو الإصبع، ولا يُحمَّل أي نص برمجي.
builder-more = الألوان والفئات
builder-palette = الألوان
    .usual = كالمعتاد
builder-palette-purple_blue = من البنفسجي إلى الأزرق
builder-palette-greens = أخضر
builder-palette-oranges = برتقالي
builder-palette-red_purple = من الأحمر إلى البنفسجي
builder-palette-yellow_orange_brown = من الأصفر إلى البني
builder-palette-yellow_green_blue = من الأصفر إلى الأزرق
builder-palette-greys = رمادي
builder-palette-cividis = من الأزرق إلى الأصفر
builder-palette-purple_orange = بنفسجي وبرتقالي
builder-palette-brown_teal = بني وأزرق مخضر
builder-palette-purple_green = بنفسجي وأخضر
builder-palette-red_blue = أحمر وأزرق
builder-palette-red_grey = أحمر ورمادي
builder-method = الفئات حسب
builder-method-natural_breaks = فواصل طبيعية (المعتاد)
builder-method-quantile = العدد نفسه من الأماكن في كل فئة
builder-method-equal_interval = خطوات متساوية
builder-method-pretty = أعداد مدوَّرة
builder-method-head_tail = القيم العالية القليلة منفصلة
builder-method-standard_deviation = البعد عن المتوسط
builder-classes = عدد الفئات
    .usual = 5 (المعتاد)
builder-breaks = الفئات فئات
    .usual = كالمعتاد
    .own = هذه الخريطة وحدها
    .shared = جميع السنوات
builder-step-words = كلماتك
builder-words-about = حيث لا تكتب شيئًا يكون للخريطة عنوانها الخاص. وما تعرضه مذكور عليها دائمًا.
builder-own-title = العنوان
builder-own-subtitle = العنوان الفرعي
builder-own-note = ملاحظتك
builder-highlight = أماكن مميزة
    .about = لها حد أثقل، وأسماؤها أولًا.
builder-search = ابحث بالاسم بأي لغة
builder-ranked = الأماكن، الأعلى قيمة أولًا
builder-parts = أجزاء الخريطة
builder-part-title = العنوان
builder-part-subtitle = العنوان الفرعي
builder-part-legend = مفتاح الخريطة
builder-part-total = المجموع
builder-part-table = جدول القيم
builder-part-names = الأسماء على الخريطة
builder-part-scale_bar = مقياس الرسم
builder-fixed-about = موجودة دائمًا، إذ لا يستطيع القراء الحكم على الخريطة بدونها:
builder-fixed-sources = المصادر والاقتباس
builder-fixed-illustrative = ما هو توضيحي، ومدى دقة الحدود
builder-fixed-disclaimer = إخلاء المسؤولية
builder-fixed-notes = ملاحظات على البيانات، ومعنى التظليل والنقاط
builder-step-round = ماذا يحدث حين تأتي جولة جديدة؟
builder-stays = تبقى هذه الخريطة كما هي
    .about = الجولة والسنة والقياس والفئات مكتوبة في السطر: ما تنشره اليوم هو ما يراه القراء بعد خمس سنوات.
builder-latest = الأحدث دائمًا
    .about = تعرض الخريطة أحدث جولة فور نشرها: أرقامها وفئاتها وسنواتها. تحقق من أن كلماتك ما زالت مناسبة.
builder-again = ابدأ من جديد
builder-preview = كما يراها القراء
builder-widths = عرض الصفحة
builder-width-phone = هاتف
builder-width-article = مقال
builder-width-wide = واسع
builder-step-line = انسخ إلى صفحتك
builder-line-element = عنصر
    .about = للصفحات التي تقبل HTML مع نصوص برمجية. يلائم عموده بنفسه، وله صورة حيث لا تعمل النصوص.
builder-line-frame = إطار
    .about = للصفحات التي لا تسمح بنصوص برمجية من غيرها. الإطار بارتفاع الخريطة.
builder-line-image = صورة
    .about = للنشرات وحيث لا تصل إلا الصور. ترتبط بالخريطة الحية.
builder-image-width = العرض بالبكسل
builder-image-alt = لمن لا يرى الصورة تقول:
builder-line-wordpress = ضع هذا العنوان وحده في سطر من المقال: يطلب WordPress الإطار من الخادم (oEmbed). وحيث يبقى عنوانًا استخدم الإطار.
builder-line-link = رابط
    .about = العنوان القصير لهذه الخريطة بالضبط، للمشاركة.
builder-line-files = ملفات
    .about = هذه الخريطة بالضبط وقيمها، للحفظ.

### The start page

start-window-title = Kerben: خرائط تنقل الناس
start-description = خرائط تنقل الناس حسب المنطقة، والتجمعات البعيدة عن الخدمات.
start-map = الخريطة
start-data = البيانات وAPI
start-title = خرائط تنقل الناس
start-intro = يحوّل Kerben جولة من تقييمات التنقل إلى خرائط وأجوبة: كم شخصًا انتقل إلى أين أو يقيم أين، حسب المنطقة، وما التجمعات البعيدة عن الخدمات.
start-ways = إلى أين من هنا
start-needs-script = الخريطة تحتاج إلى JavaScript. الأرقام موجودة أيضًا <a>هنا</a>.
start-data-intro = كل شيء هنا مفتوح للبرامج أيضًا: OGC API Features وGeoJSON والبلاطات المتجهية.
start-collections = المجموعات
    .about = المحافظات والمناطق والتجمعات كمعالم
start-api = وصف API
    .about = OpenAPI 3
start-rounds = الجولات
    .about = ما الذي عُدّ، ومتى، وبأي تعريفات
start-indicators = المؤشرات
    .about = ما يمكن للخريطة أن تعرضه
start-services = الخدمات
    .about = ما لدى التجمعات وما ينقصها
start-sources = المصادر
    .about = الاقتباسات والرخص
start-conformance = المطابقة
    .about = المعايير المتبعة
start-examples = أمثلة
start-example-qgis = Layer, Add Layer, Add WFS / OGC API Features Layer, New، ثم هذا العنوان:
start-sources-title = المصادر والرخص

embed-window-title = خريطة: Kerben

### What an embedded map could not follow

embed-left-out-indicator = استُبعد المؤشر المطلوب: { $why }.
embed-left-out-by = استُبعد المستوى المطلوب: { $why }.
embed-left-out-round = استُبعدت الجولة المطلوبة: { $why }.
embed-left-out-year = استُبعدت السنة المطلوبة: { $why }.
embed-left-out-per = استُبعدت طريقة العدّ المطلوبة: { $why }.
embed-left-out-within = استُبعد المكان المطلوب: { $why }.
embed-left-out-service = استُبعدت الخدمة المطلوبة: { $why }.
embed-left-out-km = استُبعدت المسافة المطلوبة: { $why }.
embed-left-out-lang = استُبعدت اللغة المطلوبة: { $why }.
embed-left-out-other = استُبعد { $name } المطلوب: { $why }.
embed-left-out-title = استُبعد العنوان المطلوب: { $why }.
embed-left-out-subtitle = استُبعد العنوان الفرعي المطلوب: { $why }.
embed-left-out-note = استُبعدت الملاحظة المطلوبة: { $why }.
embed-left-out-highlight = استُبعدت الأماكن المطلوب تمييزها: { $why }.
embed-left-out-hide = ما طُلب إخفاؤه معروض: { $why }.
embed-not-offered = ليس مما يمكن اختياره
embed-default-service = لم تُختر خدمة: الخريطة عن { $value }.
embed-default-km = لم تُختر مسافة: الخريطة لأكثر من { $value } كم.
embed-default-year = لم تُختر سنة: الخريطة لسنة { $value }.
embed-default-round = لم تُختر جولة: الخريطة من { $value }.
editor-note = ملاحظة المحرر: { $note }
editor-map-shows = ما تعرضه الخريطة: { $title }.
editor-highlighted = { $summary } مميزة: { $names }.

layer-borders = { $collection }: الحدود، كل منها مرة واحدة
layer-labels = { $collection }: حيث يقف اسم كل وحدة
layer-points = { $collection }: نقطة في كل وحدة مع ما تقوله

### Columns of features

code-p-code = رمز P-code
code-number = الرقم الرسمي
code-iso-3166-2 = رمز ISO 3166
code-gadm = معرّف GADM
code-geoboundaries = معرّف geoBoundaries
code-text = رمز
column-pcode = { $code }، أو معرّف مؤقت يبدأ بـ x-
    .title = { $code }
column-pcode-official = False لمعرّف مؤقت
    .title = { $kind ->
        [p-code] رمز P-code رسمي
       *[other] رمز رسمي
    }
column-name = الاسم بـ{ $language }
    .title = الاسم بـ{ $language }
column-parent = { $code } للوحدة الأعلى
    .title = { $code } للوحدة الأم
column-parent-name = اسم الوحدة الأعلى
    .title = اسم الوحدة الأم
column-population = السكان
    .title = السكان
column-area = المساحة على السطح الإهليلجي، كيلومتر مربع
    .title = المساحة
column-boundaries = مدى الوثوق بالحدود: official أو generalised أو schematic
    .title = الحدود
column-communities = التجمعات المقيَّمة
    .title = التجمعات
column-households-of-unit = أسر التجمعات المقيَّمة
    .title = الأسر
column-community-id = مفتاح التجمع في مجموعة البيانات
    .title = المعرّف
column-origin = real، أو generated لعيّنة توضيحية
    .title = الأصل
column-unit-pcode = { $code }: { $level }
    .title = { $code }: { $level }
column-unit-name = اسم { $level }
    .title = اسم { $level }
column-households = أسر التجمع
    .title = الأسر
column-households-status = حالة الأسر: reported أو no_data أو suppressed
    .title = حالة الأسر
column-access = { $service } في التجمع: available أو lacking أو no_data
    .title = { $service }
column-access-km = حيث تنقص: كيلومترات إلى الأقرب ({ $service })
    .title = { $service }: المسافة
column-access-band = حيث تنقص: نطاق المسافة إلى الأقرب بالكيلومترات ({ $service })
    .title = { $service }: نطاق المسافة
column-facility-id = مفتاح المرفق في مجموعة البيانات
    .title = المعرّف
column-facility-service = الخدمة التي يقدمها
    .title = الخدمة
column-international-border-id = مفتاح الحدود في مجموعة البيانات
    .title = المعرّف
column-international-border-status = مدى تسوية الحدود: agreed أو undetermined أو disputed أو line_of_control أو armistice_line أو line_of_separation
    .title = الحالة
column-international-border-as-of = اليوم أو الشهر أو السنة التي ذُكرت لها الحالة
    .title = كما في
column-round = جولة الأعداد
    .title = الجولة
column-year = سنة الأعداد، أو window: جميع سنوات الجولة. نص دائمًا
    .title = السنة
column-date = اليوم الذي عُدّت فيه، آخر يوم من جمع الجولة: YYYY-MM-DD
    .title = التاريخ
column-partial = True حيث تغطي الأعداد جزءًا من السنة فقط أو تضم سنة كهذه: لا تقارنها بسنة كاملة
    .title = جزئي
column-illustrative = True حيث وُلدت الأرقام للتوضيح
    .title = توضيحي
column-count = { $group }، أشخاص. null ما لم يُبلَّغ عنه
    .title = { $group }
column-count-status = حالة { $id }: reported أو no_data أو suppressed
    .title = { $group }: الحالة
column-value = { $indicator }: { $unit }. null ما لم يُبلَّغ عنه
    .title = القيمة
column-value-of-cluster = { $indicator }: { $unit }. null ما لم يُبلَّغ عنه. لما يبلغه مجموع أعضاء المجموعة، لا متوسط قيمهم
    .title = القيمة
column-status = reported أو no_data أو suppressed أو not_applicable (لا أحد يُقاس)
    .title = الحالة
column-cluster = True لمجموعة نقاط تظهر واحدة في هذا التقريب؛ غير موجود لنقطة وحدها
    .title = تجميع
column-cluster-members = كم { $collection } في المجموعة
    .title = الأعضاء
column-expansion-zoom = أول تقريب يُظهر الأعضاء في أكثر من مكان؛ غير موجود حيث لا يوجد
    .title = تقريب التوسيع
column-households-of-cluster = أسر التجمعات المقيَّمة في المجموعة
    .title = الأسر
column-border-level = أعلى مستوى تفصل بين وحداته: admin0 وadmin1 …
    .title = المستوى
column-border-outer = True حيث لا وحدة من المستوى في الجانب الآخر
    .title = خارجي
column-border-left = { $code } للوحدة على يسارها، من مستوى البلاطات؛ وتُضم عدة رموز بـ ;
    .title = يسار
column-border-right = { $code } للوحدة على يمينها؛ لا شيء لحد خارجي
    .title = يمين
column-border-boundaries = مدى الوثوق برسم الحدود: official أو generalised أو schematic كما تقول طبقة مستواها
    .title = الحدود
column-label-pcode = { $code } للوحدة، أو معرّف مؤقت
    .title = { $code }
column-label-clearance = المسافة إلى أقرب حد للوحدة بالكيلومترات: كم يتسع للاسم
    .title = الفسحة
column-label-rank = 1 للوحدة ذات أكبر متسع على الخريطة، 2 للتالية …
    .title = الترتيب
column-context-code = رمز ISO 3166-1 alpha-2 للبلد؛ لا شيء حيث لا رمز له
    .title = البلد
column-context-own = True حيث يكون بلد مجموعة البيانات أو يقع فيه
    .title = خاص
column-context-rank = 0 للعاصمة، 1 لمدينة كبيرة، 2 لأخرى
    .title = الترتيب
column-context-room = المتسع فوق الاسم وتحته بالكيلومترات؛ وبجانبه ثلاثة أضعاف ونصف
    .title = المتسع
column-context-label-kind = إلى ماذا يعود الاسم: country أو lake أو sea
    .title = النوع

### Pages

page-direction = rtl
page-about-map = عن هذه الخريطة
page-about-choice = عن الاختيار
page-map-keys = خريطة: { $title }. مفاتيح الأسهم تحركها، وزائد وناقص للتقريب؛ وتُقرأ المنطقة في الوسط.
page-unit-keys = خريطة: { $title }. مفاتيح الأسهم تنتقل من منطقة إلى منطقة، وتُقرأ.
page-choose-map = اختر ما تعرضه الخريطة
page-zoom-in = قرّب
page-whole-area = اعرض المكان كله
page-loading-map = يجري تحميل الخريطة
page-try-again = حاول مرة أخرى

page-no-data = لا توجد بيانات
page-suppressed = محجوب لحماية الأشخاص
page-illustrative = توضيحي
page-illustrative-text = { $text } (توضيحي)
page-illustrative-numbers = أرقام توضيحية
page-partial-year = سنة جزئية
page-partial-year-tag = سنة جزئية: { $part }
page-with-partial-year = مع سنة جزئية: { $part }
page-partial-value = { $value } (سنة جزئية)
page-not-all-months = ليس جميع الأشهر
page-boundaries-schematic = حدود تخطيطية
page-boundaries-generalised = حدود مبسطة
page-district = { $place }: { $value }
page-district-partial = { $place }: { $value }؛ سنة جزئية: { $part }
page-some-of-all = { $some } من { $all }
page-districts = { $count ->
        [zero] { $number } مناطق
        [one] منطقة واحدة
        [two] منطقتان
        [few] { $number } مناطق
        [many] { $number } منطقة
       *[other] { $number } منطقة
    }
page-provinces = { $count ->
        [zero] { $number } محافظات
        [one] محافظة واحدة
        [two] محافظتان
        [few] { $number } محافظات
        [many] { $number } محافظة
       *[other] { $number } محافظة
    }
page-areas = { $count ->
        [zero] { $number } وحدات
        [one] وحدة واحدة
        [two] وحدتان
        [few] { $number } وحدات
        [many] { $number } وحدة
       *[other] { $number } وحدة
    }
page-communities = { $count ->
        [zero] { $number } تجمعات
        [one] تجمع واحد
        [two] تجمعان
        [few] { $number } تجمعات
        [many] { $number } تجمعًا
       *[other] { $number } تجمع
    }
page-communities-in = { $count ->
        [zero] { $number } تجمعات
        [one] تجمع واحد
        [two] تجمعان
        [few] { $number } تجمعات
        [many] { $number } تجمعًا
       *[other] { $number } تجمع
    } في { $place }
page-households = { $count ->
        [zero] { $number } أسر
        [one] أسرة واحدة
        [two] أسرتان
        [few] { $number } أسر
        [many] { $number } أسرة
       *[other] { $number } أسرة
    }

page-legend = مفتاح الخريطة
page-notes = ملاحظات
page-sources = المصادر والرخص
page-cited-licence = { $citation } الرخصة: { $licence }.
page-licence = الرخصة: { $licence }
page-no-sources = تعذر تحميل قائمة المصادر.
page-table-of-values = جدول القيم
page-name = الاسم
page-value = القيمة
page-communities-confirming = التجمعات المؤكِّدة
page-mark-on-map = ميّز على الخريطة
page-marked-column = { $column } ({ $mark })
page-show-more = اعرض { $more } أخرى ({ $left } غير معروضة)

page-chooser = ما تعرضه الخريطة
page-what-to-show = ماذا تعرض
page-service = الخدمة
page-distance = المسافة
page-counted-as = محسوب كـ
page-year = السنة
page-level = المستوى
page-round = الجولة
page-province = المحافظة
page-level-admin0 = البلد
page-level-admin1 = المحافظات
page-level-admin2 = المناطق
page-level-admin3 = النواحي
page-number = العدد
page-share = النسبة من المجموع
page-share-of-lacking = النسبة من الأسر المفتقرة إلى الخدمة
page-share-of-households = النسبة من جميع الأسر
page-share-of-communities = النسبة من جميع التجمعات
page-per-1000-households = لكل 1,000 أسرة
page-per-1000-population = لكل 1,000 نسمة
page-change = التغير عن السنة السابقة
page-all-years = جميع السنوات
page-all-years-in = جميع السنوات: { $window }
page-all-years-from = جميع السنوات: { $first } إلى { $last }
page-more-than-km = أكثر من { $km } كم

page-server-answered = أجاب الخادم بـ { $status }
page-unreachable = تعذر الوصول إلى الخادم
page-check-connection = تحقق من الاتصال.
page-went-wrong = حدث خطأ ما
page-map-failed = تعذر تحميل الخريطة
page-map-partly-failed = تعذر تحميل جزء من الخريطة
page-blocked = الصفحة التي تقف فيها هذه الخريطة لا تسمح بتحميلها
page-allow-server = يجب أن تسمح سياسة أمان المحتوى فيها بـ { $address } في { $directive }.
page-no-server = لا يوجد خادم خرائط على { $address }
page-check-src = يجب أن تكون السمة src عنوان خادم Kerben، مثل https://maps.example/.
page-cannot-draw = لا يستطيع هذا المتصفح رسم الخريطة
page-values-below = القيم في الجدول أدناه.
page-cannot-draw-communities = لا يستطيع هذا المتصفح رسم الخريطة. جميع التجمعات في الجدول.

page-which-communities = أي التجمعات
page-community = التجمع
page-district-column = المنطقة
page-households-column = الأسر
page-km = { $km } كم
page-scale-km = كم
page-scale-m = م
page-km-above = أكثر من { $km } كم
page-km-band = { $from } إلى { $to } كم
page-possibly-nearer = { $distance } (ربما أقرب مما طُلب)
page-distance-of = المسافة: { $distance }
page-generated = مولَّد
page-generated-community = تجمع مولَّد، وليس مكانًا حقيقيًا
page-circle-sizes = حجم الدوائر: أسر التجمع
page-show-on-map = اعرض على الخريطة
page-map-of-communities = خريطة التجمعات. { $answer }
page-beyond-nearest = أبعد من { $km } كم عن أقربها
page-no-community = لا تجمع
page-no-community-in = لا تجمع في { $place }
page-nobody-underserved = { $none } يفتقر إلى هذه الخدمة ({ $service }) وهو { $beyond }.
page-underserved = { $count ->
        [zero] { $communities } تفتقر إلى هذه الخدمة ({ $service }) وهي { $beyond }.
        [one] { $communities } يفتقر إلى هذه الخدمة ({ $service }) وهو { $beyond }.
        [two] { $communities } يفتقران إلى هذه الخدمة ({ $service }) وهما { $beyond }.
        [few] { $communities } تفتقر إلى هذه الخدمة ({ $service }) وهي { $beyond }.
        [many] { $communities } تفتقر إلى هذه الخدمة ({ $service }) وهي { $beyond }.
       *[other] { $communities } تفتقر إلى هذه الخدمة ({ $service }) وهي { $beyond }.
    }
page-underserved-households = { $count ->
        [zero] الأسر فيها: { $households }.
        [one] الأسر فيه: { $households }.
        [two] الأسر فيهما: { $households }.
        [few] الأسر فيها: { $households }.
        [many] الأسر فيها: { $households }.
       *[other] الأسر فيها: { $households }.
    }
page-underserved-households-suppressed = { $count ->
        [zero] عدد أسرها محجوب لحماية الأشخاص.
        [one] عدد أسره محجوب لحماية الأشخاص.
        [two] عدد أسرهما محجوب لحماية الأشخاص.
        [few] عدد أسرها محجوب لحماية الأشخاص.
        [many] عدد أسرها محجوب لحماية الأشخاص.
       *[other] عدد أسرها محجوب لحماية الأشخاص.
    }
page-underserved-suppressed = { $count ->
        [zero] ما إذا كانت { $number } تجمعات أخرى تفتقر إليها محجوب لحماية الأشخاص.
        [one] ما إذا كان تجمع آخر يفتقر إليها محجوب لحماية الأشخاص.
        [two] ما إذا كان تجمعان آخران يفتقران إليها محجوب لحماية الأشخاص.
        [few] ما إذا كانت { $number } تجمعات أخرى تفتقر إليها محجوب لحماية الأشخاص.
        [many] ما إذا كان { $number } تجمعًا آخر يفتقر إليها محجوب لحماية الأشخاص.
       *[other] ما إذا كان { $number } تجمع آخر يفتقر إليها محجوب لحماية الأشخاص.
    }
page-underserved-title = { $service }: تجمعات أبعد من { $km } كم
page-underserved-title-illustrative = { $title } (توضيحي؛ التجمعات المولَّدة ليست أماكن حقيقية)
page-shown-farthest = المعروض هو أبعد { $number }.
page-no-distances = لا شيء معروف هنا عن المسافات إلى الخدمات.
page-area-left-out = استُبعد المكان المطلوب: { $why }.
page-service-left-out = استُبعدت الخدمة المطلوبة: ليست مما يمكن اختياره. الجواب عن: { $service }.
page-planner-all = { $count ->
        [zero] { $communities } تفتقر إلى هذه الخدمات كلها ({ $service }) وهي أبعد من { $km } كم عن أقرب كل منها.
        [one] { $communities } يفتقر إلى هذه الخدمات كلها ({ $service }) وهو أبعد من { $km } كم عن أقرب كل منها.
        [two] { $communities } يفتقران إلى هذه الخدمات كلها ({ $service }) وهما أبعد من { $km } كم عن أقرب كل منها.
        [few] { $communities } تفتقر إلى هذه الخدمات كلها ({ $service }) وهي أبعد من { $km } كم عن أقرب كل منها.
        [many] { $communities } تفتقر إلى هذه الخدمات كلها ({ $service }) وهي أبعد من { $km } كم عن أقرب كل منها.
       *[other] { $communities } تفتقر إلى هذه الخدمات كلها ({ $service }) وهي أبعد من { $km } كم عن أقرب كل منها.
    }
page-planner-any = { $count ->
        [zero] { $communities } تفتقر إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهي أبعد من { $km } كم عن أقربها.
        [one] { $communities } يفتقر إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهو أبعد من { $km } كم عن أقربها.
        [two] { $communities } يفتقران إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهما أبعد من { $km } كم عن أقربها.
        [few] { $communities } تفتقر إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهي أبعد من { $km } كم عن أقربها.
        [many] { $communities } تفتقر إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهي أبعد من { $km } كم عن أقربها.
       *[other] { $communities } تفتقر إلى واحدة على الأقل من هذه الخدمات ({ $service }) وهي أبعد من { $km } كم عن أقربها.
    }
page-planner-nobody-all = { $none } يفتقر إلى هذه الخدمات كلها ({ $service }) وهو أبعد من { $km } كم عن أقرب كل منها.
page-planner-nobody-any = { $none } يفتقر إلى أي من هذه الخدمات ({ $service }) وهو أبعد من { $km } كم عن أقربها.
page-planner-without-data = { $count ->
        [zero] لا جواب عن { $number } تجمعات أخرى.
        [one] لا جواب عن تجمع آخر.
        [two] لا جواب عن تجمعين آخرين.
        [few] لا جواب عن { $number } تجمعات أخرى.
        [many] لا جواب عن { $number } تجمعًا آخر.
       *[other] لا جواب عن { $number } تجمع آخر.
    }
page-planner-households-unknown = { $count ->
        [zero] عدد أسر { $number } منها غير معروف.
        [one] عدد أسر واحد منها غير معروف.
        [two] عدد أسر اثنين منها غير معروف.
        [few] عدد أسر { $number } منها غير معروف.
        [many] عدد أسر { $number } منها غير معروف.
       *[other] عدد أسر { $number } منها غير معروف.
    }
page-planner-size-unknown = { $count ->
        [zero] لا يُعرف عن { $number } تجمعات أخرى، أو لا يجوز أن يُقال، هل هي بهذا الحجم.
        [one] لا يُعرف عن تجمع آخر، أو لا يجوز أن يُقال، هل هو بهذا الحجم.
        [two] لا يُعرف عن تجمعين آخرين، أو لا يجوز أن يُقال، هل هما بهذا الحجم.
        [few] لا يُعرف عن { $number } تجمعات أخرى، أو لا يجوز أن يُقال، هل هي بهذا الحجم.
        [many] لا يُعرف عن { $number } تجمعًا آخر، أو لا يجوز أن يُقال، هل هي بهذا الحجم.
       *[other] لا يُعرف عن { $number } تجمعات أخرى، أو لا يجوز أن يُقال، هل هي بهذا الحجم.
    }
page-planner-no-coordinates = { $count ->
        [zero] { $number } منها بلا إحداثيات وليست على الخريطة.
        [one] واحد منها بلا إحداثيات وليس على الخريطة.
        [two] اثنان منها بلا إحداثيات وليسا على الخريطة.
        [few] { $number } منها بلا إحداثيات وليست على الخريطة.
        [many] { $number } منها بلا إحداثيات وليست على الخريطة.
       *[other] { $number } منها بلا إحداثيات وليست على الخريطة.
    }
page-planner-least = فقط التجمعات التي فيها { $number } أسرة على الأقل.
page-planner-named = فقط التجمعات التي في اسمها «{ $text }».
page-planner-between = من { $low } إلى { $high }
page-planner-available = متاحة
page-planner-loading = جارٍ تحميل الإجابة
page-planner-services = الخدمات
page-planner-match = التجمعات البعيدة عن
page-planner-match-all = هذه الخدمات كلها
page-planner-match-any = أي من هذه الخدمات
page-planner-least-households = هذا العدد من الأسر على الأقل
page-planner-area = المحافظة أو المنطقة
page-planner-everywhere = كل الأماكن
page-planner-search = اسم التجمع
page-planner-choose = اختر الخدمات والمسافة والمكان والحجم
page-planner-km-exactly = أو بالضبط، بالكيلومترات
page-planner-print = طباعة القائمة
page-planner-csv = تنزيل بصيغة CSV
page-planner-by-area = حسب المحافظة والمنطقة
page-planner-area-column = المكان
page-planner-communities-column = التجمعات
page-planner-share-column = النسبة من كل الأسر
page-planner-show-area = عرض هذا المكان فقط
page-planner-percent = { $number } %
page-planner-curve = الأسر الأبعد من كل مسافة
page-planner-curve-bands = يعطي المصدر المسافات في نطاقات: لا شيء معروف بين النقاط.
page-planner-curve-suppressed = { $service }: محجوب لحماية الأشخاص
page-planner-curve-alt = رسم بياني: الأسر في التجمعات التي تفتقر إلى الخدمة، أبعد من كل مسافة. الأرقام في الجدول أدناه.
page-planner-curve-table = جدول الرسم البياني
page-planner-curve-x = كم إلى الأقرب
page-planner-centres = أين تفيد الأماكن الجديدة أكثر؟
page-planner-centres-intro = واحدًا بعد آخر، التجمعات التي يقرّب فيها مكان جديد للخدمة أكبر عدد من الأسر إلى مسافة { $km } كم بخط مستقيم.
page-planner-reached = أسر تصبح قريبة
page-planner-communities-reached = تجمعات تصبح قريبة
page-planner-printed = طُبع في { $date }
page-download-geojson = تنزيل بصيغة GeoJSON

page-copy = نسخ
page-copy-what = نسخ: { $what }
page-copied = نُسخ
page-copy-selected = محدَّد: انسخه بلوحة المفاتيح أو القائمة

page-builder-people = الأشخاص
page-builder-services = الخدمات
page-builder-scale = معروضة بنسبة { $percent } % من حجمها: لا يوجد متسع أكثر هنا.
page-builder-shows = تعرض المعاينة: { $title }
page-builder-count = { $used } من { $most }
page-builder-too-long = { $used } من { $most }: ما زاد يُقطع
page-builder-most-places = يمكن تمييز { $most } أماكن على الأكثر.
page-builder-no-place = لا مكان بهذا الاسم.
page-builder-remove = أزل: { $name }
page-builder-everything = كله (ZIP)

## Exploring the numbers

page-explore-more-choices = خيارات أخرى
page-explore-people = الأشخاص
page-explore-services = الخدمات
page-explore-area = المكان
page-explore-everywhere = البلد كله
page-explore-views = طرق العرض
page-explore-view-map = خريطة
page-explore-view-years = جميع السنوات
page-explore-view-change = سنتان
page-explore-view-breakdown = التوزيع
page-explore-downloads = تنزيل
page-explore-download = تنزيل { $format }
page-explore-embed = تضمين
page-explore-years = السنوات
page-explore-play = شغّل السنوات
page-explore-pause = إيقاف مؤقت
page-explore-next-year = السنة التالية
page-explore-rank = الترتيب
page-explore-open-profile = اعرض الملف
page-explore-find-place = ابحث عن مكان
page-explore-found = النتائج: { $number }
page-explore-nothing-found = لا مكان بهذا الاسم
page-explore-subdistrict = الناحية
page-explore-profile = ملف مكان
page-explore-close = أغلق الملف
page-explore-compare-with = قارن مع
page-explore-no-comparison = بلا مقارنة
page-explore-beside = { $place } و{ $other }
page-explore-no-such-place = لا مكان بالرمز { $place } في هذه البيانات.
page-explore-planner = التجمعات البعيدة عن الخدمات هنا
page-explore-people-over-years = الأشخاص عبر السنوات
page-explore-people-of = { $place }: عدد الأشخاص حسب السنة
page-explore-two-places = { $group } حسب السنة: { $place } و{ $other }
page-explore-rank-among = الترتيب في: { $parent }
page-explore-rank-in-year = { $rank } من { $of } ({ $year })
page-explore-gap = { $line }، { $year }: { $why }.
page-explore-partial-mark = * { $year }: ليست سنة كاملة؛ الخط إليها متقطع.
page-explore-parts = من أين وإلى أين ولماذا وكم من الوقت
page-explore-by-dimension = { $group }: { $dimension } (جميع السنوات)
page-explore-all-parts = اعرضها كلها: { $number }
page-explore-no-parts = هذه الأعداد غير موزعة.
page-explore-no-parts-of-area = لا تُفصَّل هذه الأعداد في هذه المنطقة.
page-explore-services-by-distance = الخدمات حسب المسافة
page-explore-services-note = أسر التجمعات التي تفتقر إلى الخدمة، حسب المسافة إلى أقربها
page-explore-households-lacking = الأسر في التجمعات المفتقرة إليها
page-explore-communities = التجمعات
page-explore-communities-of = { $place }، عدد التجمعات: { $number }
page-explore-first-of = المعروض: { $shown } من { $all }.
page-explore-multiples = { $title }: خريطة لكل سنة بالفئات نفسها. جدول القيم في عرض الخريطة.
page-explore-first-year = السنة الأولى
page-explore-second-year = السنة الثانية
page-explore-difference = الفرق
page-explore-difference-percent = بالمئة
page-explore-two-years-table = { $first } و{ $second }، { $title }
page-explore-no-two-years = تُقارن سنتان حيث للعدد سنتان كاملتان على الأقل، ولا يكون تغيرًا بنفسه.
