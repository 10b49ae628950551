# The sentences of maps, answers and pages, in English. Each language is one file like this one, named by its code.
# Syntax: https://projectfluent.org/fluent/guide/. Programs read ids and codes, never these texts.

### Names

## Levels of places, one place of each: alone, "Return migrants by district", "belong to no district", "Name of its district"

level-admin0 = country
    .by = by country
    .none = no country
    .of = its country
level-admin1 = province
    .by = by province
    .none = no province
    .of = its province
level-admin2 = district
    .by = by district
    .none = no district
    .of = its district
level-admin3 = subdistrict
    .by = by subdistrict
    .none = no subdistrict
    .of = its subdistrict
level-community = community
    .by = by community
    .none = no community
    .of = its community

## Collections

collection-admin0 = Country
collection-admin1 = Provinces
collection-admin2 = Districts
collection-admin3 = Subdistricts
collection-communities = Assessed communities
collection-facilities = Facilities
collection-international_borders = International borders

collection-description-admin0 = The country
collection-description-admin1 = Provinces (oblasts) and cities of that rank
collection-description-admin2 = Districts (rayons) and cities of that rank
collection-description-admin3 = Units below the district
collection-description-units = { $units }, with the counts of a round
collection-description-communities = Assessed communities, with counts and distances to services
collection-description-facilities = Places that offer a service
collection-description-international_borders = Borders between countries, with how far they are settled
collection-description-warned = { $description }. { $warning }
collection-description-illustrative = { $description }. Illustrative numbers

## Languages that ISO 639 calls otherwise than readers do

language-el = Greek
language-ky = Kyrgyz
language-ps = Pashto
language-ug = Uyghur

### Indicators

indicator-households_beyond = Households more than { $km } km from { $service }
    .in-sentence = households more than { $km } km from { $service }
indicator-communities_lacking = Communities without { $service }
    .in-sentence = communities without { $service }

indicator-any-households_beyond = Households beyond a distance from a service
    .definition = Households of the communities that lack the service and are farther from the nearest than `km`
indicator-any-communities_lacking = Communities without a service
    .definition = Assessed communities in which the service is not available

## Units of values

unit-people = people
unit-households = households
unit-communities = communities
unit-share = per cent of { $whole }
unit-share-alone = per cent
unit-share-of-category = per cent of the place's own total
unit-per-1000-households = { $counted } per 1,000 households
unit-per-1000-population = { $counted } per 1,000 inhabitants
unit-change = per cent change from the year before

## What shares are of

whole-country = the country's total
whole-lacking = households in communities without { $service }
whole-households = all households
whole-communities = all communities

## Periods

window = { $first } to { $last }
period-partial = { $period } ({ $part })
period-partial-year = { $year } ({ $part } only)
period-part-of-year = { $year }: { $part }
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Months that stand by themselves: `February to April 2024`.
month-alone-1 = January
month-alone-2 = February
month-alone-3 = March
month-alone-4 = April
month-alone-5 = May
month-alone-6 = June
month-alone-7 = July
month-alone-8 = August
month-alone-9 = September
month-alone-10 = October
month-alone-11 = November
month-alone-12 = December
month-of-year = { $month } { $year }
months-of-year = { $first } to { $last } { $year }
months-of-years = { $first } to { $last }

### Titles of maps

title-share = { $indicator }, share of { $whole },
title-share-alone = { $indicator }, share,
title-per-1000-households = { $indicator } per 1,000 households
title-per-1000-population = { $indicator } per 1,000 inhabitants
title-change = { $indicator }, change from the year before,
title-against = { $first } against { $second }
title-by = { $what } { $units }
title-whole-country = { $what } in the whole country
title-when-inside = { $measure }, { $when },
title-within = { $title }, { $place }
title-when = { $title }, { $when }
title-years = { $title }, each year { $first }–{ $last }

### What stands below the title of a map

sentence = { $text }.
subtitle = { $country }. { $round }
subtitle-as-of = { $round } (as of { $date })
subtitle-collected = { $round } (collected { $time })
subtitle-asked = { $method } ({ $count ->
        [one] 1 key informant
       *[other] { $number } key informants
    }).
subtitle-counted = Counted in { $count ->
        [one] 1 assessed community.
       *[other] { $number } assessed communities.
    }
subtitle-households = Households: those of { $count ->
        [one] the assessed community.
       *[other] the { $number } assessed communities.
    }
subtitle-communities = { $count ->
        [one] 1 community was assessed.
       *[other] { $number } communities were assessed.
    }
subtitle-inhabitants = Inhabitants: all of each area, as the dataset gives them.
subtitle-change = { $year } compared with { $before }.

## Ranges of classes in legends

range-numbers = { $low } to { $high }
range-below = { $low } to under { $high }
range-above = above { $low } to { $high }
range-between = between { $low } and { $high }

## How values are divided into classes, beside the unit of a legend

legend-method-quantile = about as many places in each class
legend-method-equal_interval = classes of equal width
legend-method-pretty = classes of equal width between round numbers
legend-method-head_tail = each class up to the mean of all places that are not below it
legend-method-standard_deviation = classes one standard deviation wide, around the mean
legend-method-manual = classes as they were chosen

## Values that are no numbers

legend-no_data = No data
legend-suppressed = Suppressed to protect people
legend-not_applicable = Not applicable

reason-partial_year = The year is counted only in part
reason-no_year_before = The year before is not counted in full
reason-nobody_lacks = None of its communities lacks { $service }
    .of-community = It does not lack { $service }
reason-nobody_counted = Nobody was counted
reason-no_households = There are no households
reason-no_inhabitants = There are no inhabitants
reason-nobody_before = There was nobody in the year before

### Numbers: what parts thousands, and decimals

page-number-group = ,
page-number-decimal = .

### Pictures of maps

picture-sources = Sources: { $sources }
picture-unit = { $name }: { $value }
picture-total = { $place }: { $value }.
picture-whole-country = Whole country
picture-all-countries = All countries
picture-places-shown = The places with a value together
quantity = { $number } { $unit }
quantity-people = { $count ->
        [one] { $number } person
       *[other] { $number } people
    }
quantity-households = { $count ->
        [one] { $number } household
       *[other] { $number } households
    }
quantity-communities = { $count ->
        [one] { $number } community
       *[other] { $number } communities
    }
picture-unit-of-two = { $name }. { $first }. { $second }.
picture-measure = { $indicator }: { $value } ({ $unit })
picture-measure-without = { $indicator }: { $value }
picture-kilometres = { $length } km
picture-metres = { $length } m

## What a map shows, for those who do not see it. `$units` is `9 provinces`, `$among` that, or `7 provinces with a value`

summary-none = No place has a value.
summary-only = { $name }: { $value }.
summary-equal = The same everywhere ({ $among }): { $value }.
summary-highest = { $name }: { $value }, the highest of { $among }.
summary-highest-tied = { $names }: { $value } each, the highest of { $among }.
summary-lowest = Lowest: { $name }, { $value }.
summary-lowest-tied = Lowest: { $names }, { $value } each.
summary-zero = Zero: { $names }.
summary-with-value = { $units } with a value
summary-without = { $why }: { $units }.
summary-up = Up in { $units }.
summary-down = Down in { $units }.
summary-same = Unchanged in { $units }.
summary-percent = { $number } %
summary-largest-rise = Largest increase: { $names }, { $value }.
summary-largest-fall = Largest decrease: { $names }, { $value }.
summary-circles = Largest circle: { $names }, { $value }.
summary-highest-of-measure = { $indicator }, highest: { $names }, { $value }.
summary-of-two = Highest in both ({ $count } of { $among }): { $names }.
summary-of-two-none = Highest in both: none of { $among }.
summary-year = { $year }: { $names }, { $value }
summary-years = Highest of each year: { $highest }.
list-more = { $list }, { $next }
list-last = { $list } and { $last }
list-parts = { $list }; { $next }

### Rounds side by side

## What must be acknowledged before, within a sentence

caveat-definition = definition
caveat-population = population
caveat-window = window

## What differs between two rounds

differs-definition = Definition: { $a } counts “{ $of_a }”, { $b } counts “{ $of_b }”
differs-method = Method: { $a } was made by “{ $of_a }”, { $b } by “{ $of_b }”.
differs-distances = Distances: { $a } knows { $of_a }, { $b } { $of_b }.
differs-window = Window: { $a } counts { $of_a }, { $b } { $of_b }.
differs-part = Window: of { $year } { $a } counts { $of_a }, { $b } { $of_b }.
differs-part-whole = all of it
differs-level = Population: { $a } counts { $of_a }, { $b } { $of_b }.
differs-coverage = Population: { $a } says something of { $of_a } { $places }, { $b } of { $of_b }; { $both } are in both.
distances-kilometres = kilometres
distances-bands = bands of distance
distances-none = no distances

## How much more or less the second value is

difference-none = the same
difference-more = { $amount } more
difference-fewer = { $amount } fewer
difference-higher = higher by { $amount }
difference-lower = lower by { $amount }
difference-per-cent = { $difference } ({ $percent } %)
difference-qualified = { $difference }; the rounds differ in { $caveats }

## The pages

compare-differs = What differs
compare-same = Both rounds state the same definition, reach the same places and count over the same time.
compare-refused = These two rounds do not count the same thing. Read what differs first.
compare-acknowledge = I have read it: show them side by side
comparable-area = { $a } = { $b }
compare-place = Place
compare-difference = Difference
compare-all-places = All together
compare-other-indicators = Other indicators
compare-other-rounds = Other rounds
compare-levels = By
compare-trend = Trend over all rounds
compare-more = More
compare-never-added = Rounds are never added up.
trend-intro = A line joins rounds that count the same thing. It breaks where the definition, the method or the time that is counted changes.
trend-chart = { $indicator }, { $place }, by round
trend-break = Break
trend-breaks = Why the line breaks
trend-remarks = Other places were reached

### Notes beside answers

illustrative = Illustrative
note-illustrative = Illustrative: { $note }
note-illustrative-alone = Illustrative: numbers were generated, not collected.
note-boundaries = { $warning }: { $note }
note-partial-year = { $year } is partial: { $part } only. Do not compare it with a full year.
note-colours-of-counts = Colours of counts mislead: a large place looks like more than a small one with the same number. Circles and rates compare them fairly.
note-derived = Derived from what was published, not published itself: { $how }
note-missing = Some communities are left out: the source does not say of them what the value needs. The values are of those that remain.
note-missing-counted = Some communities are left out: the source does not say of them what the value needs (communities_without_data counts them). The values are of those that remain.
note-missing-units = The source does not give every number: sums are of the places that it gives, unless it states the sum itself.
note-households-of-lacking = Households are all those of the communities that lack the service.
note-shares-of-lacking = Households are those of communities that lack the service; shares of households are of these, not of all.
note-shares-of-households = Shares are of all households of the assessed communities, whether these lack the service or not.
note-shares-of-communities = Shares are of all assessed communities.
note-without-unit = { $communities ->
        [one] 1 community belongs to { $level } and is
       *[other] { $number } communities belong to { $level } and are
    } in the figures of larger units alone.
note-without-unit-sum = { $communities ->
        [one] 1 community belongs to { $level }: what it counts
       *[other] { $number } communities belong to { $level }: what they count
    }, { $sum }, is in the sums of larger units and in none of these.
note-without-coordinates = { $communities ->
        [one] 1 community has no coordinates: it is
       *[other] { $number } communities have no coordinates: they are
    } counted, but on no map and found by no place.
note-international-borders = International borders as of { $date }.
context-tiles = { $dataset }: what lies around
note-borders-of-neighbours = Neighbouring countries are drawn from Natural Earth; their borders are shown without a status.
note-boundaries-un = The boundaries and names shown and the designations used on this map do not imply official endorsement or acceptance by the United Nations.
note-boundaries-as-given = Borders between countries are drawn as the dataset gives them, whatever their status.
note-international-borders-unsettled = International borders as of { $date }: { $marks }.
border-mark-undetermined = dashed where undetermined
border-mark-disputed = dotted where disputed
border-mark-line_of_control = dotted along a line of control
border-mark-armistice_line = dash and dot along an armistice or international administrative line
border-mark-line_of_separation = dash and dot along another line of separation
note-distances-incomplete = The source does not say everything: bands and `beyond` count what is known, so they are lower bounds.
note-beyond-incomplete = The source does not say everything: communities without data or households are missing from the numbers.
note-distances-in-bands = The source knows some of these distances only in bands: communities with certain=false are perhaps not as far.
note-distances-unknown = The source gives no distance for some communities that lack the service: they have certain=false.
note-as-the-crow-flies = A new place helps those within the distance as the crow flies. How far it is by road, whether the place is big enough for all, and where else people go, is not known here.
note-first-rows = This page has the first rows of { $rows }. The data have all of them.
note-comparable-areas = Boundaries changed between these rounds (editions { $a } and { $b }). Rows are the smallest areas that both have in common: whole units are added up on each side, and nothing is divided.
note-estimates-of = These are estimates for whole units, as key informants give them. They are no sums of what was counted ({ $group }), and are never added to it.
note-estimates-beside = Beside these counts there are estimates for whole units, to compare and never to add: { $group }.
note-other-round = This is of { $shown }: { $usual }, which is shown where no round is asked for, has nothing on it.
note-rounds = Figures of different rounds are never added up. They stand side by side only where what differs between the rounds is acknowledged.
note-left-out = { $rows ->
    [one] One row or cell of { $file } was left out because it has an error: it is no data, not zero.
   *[other] { $number } rows or cells of { $file } were left out because they have errors: they are no data, not zero.
}

boundaries-generalised = Generalised boundaries
boundaries-schematic = Schematic boundaries

### Answers as documents

language-code = en
language-name = English

## Titles

answer-basemap = Basemap
answer-collections = Collections
answer-conformance = Conformance
answer-distance = Distance to { $service }
answer-new-centres = Communities where a new place with { $service } would help most
answer-feature = { $collection } { $id }
answer-indicators = Indicators
answer-nearest = Nearest
answer-places = Places by name
answer-queryables = { $collection }: what can be asked by
answer-rounds = Rounds
answer-comparison = { $indicator }: { $a } and { $b }
answer-trend = { $indicator }: trend over rounds
answer-schema = { $collection }: what features say
answer-services = Services
answer-sources = Sources
answer-tile-json = { $dataset }: { $collection }
answer-tile-matrix-sets = Tile matrix sets
answer-tiles = Tiles of { $id }
answer-tilesets = Vector tiles: { $title }

landing-description = Maps and answers from mobility tracking: counts by district and community, distances to services.

schema-geometry = Geometry
schema-area = The area
schema-place = The place
schema-line = The line
schema-place-or-none = The place; null for a community without coordinates
schema-in-geojson = In GeoJSON: the types of values that are there; a null stands for none
schema-may-be-missing = may be missing

## Links from one document to another

link-document = This document
link-document-as-page = This document as a page
link-start-page = The start page
link-api = The API, as OpenAPI
link-api-as-page = The API, for people
link-conformance = The standards that are followed
link-collections = The collections
link-rounds = Rounds of assessment
link-compare = The last two rounds side by side: { $indicator }
link-trend = The trend over rounds: { $indicator }
link-indicators = Indicators
link-services = Services and the distances to them
link-sources = Sources and citations
link-dataset = The dataset
link-collection = The collection
link-own-collection = This collection
link-own-collection-as-page = This collection as a page
link-features = Its features
link-features-as-csv = Its features as CSV
link-features-as-page = Its features as a page
link-schema = What its features say
link-schema-as-page = What its features say, as a page
link-queryables = What they can be asked for by
link-page = This page
link-page-as-page = This page for people
link-page-as-geojson = This page as GeoJSON
link-page-as-csv = This page as CSV
link-next-page = The next page
link-feature = This feature
link-feature-as-page = This feature for people
link-tiles-of-dataset = Vector tiles with the layers of all collections
link-tiles-of-collection = Its vector tiles
link-tile-json = The tiles as TileJSON
link-tile-json-of-collection = Its tiles as TileJSON
link-tileset = The set of tiles
link-tileset-as-page = The set of tiles as a page
link-tiles = The tiles
link-tiles-as-mlt = The tiles as MapLibre Tiles
link-tile-matrix-sets = The tile matrix sets of the tiles
link-tile-matrix-set = The tile matrix set
link-tile-matrix-set-definition = The definition

## The page that the server makes of a document

document-window-title = { $title } · Kerben
document-chapters = Data
document-collections = Collections
document-rounds = Rounds
document-indicators = Indicators
document-services = Services
document-sources = Sources
document-api = API
document-as-data = This page as data
document-licence = Licence: { $licence }.
document-table = Table
document-none = none
document-yes = yes
document-no = no

## The page of a problem

problem-request = This request could not be understood
problem-request-about = Something in the address is misspelt, missing, or not offered here.
problem-not-found = There is nothing at this address
problem-not-found-about = The address may be misspelt, or what was here is no longer published.
problem-method = This address is only for reading
problem-method-about = What was sent here is not accepted at this address.
problem-format = Not offered in this form
problem-format-about = What you asked for is there, but not in a format that was asked for.
problem-too-large = This request is too large
problem-too-large-about = The address, or what was sent with it, is longer than what is accepted.
problem-busy = The server is busy
problem-busy-about = There are more requests than it can answer now. Please try again in a moment.
problem-server = The server could not answer
problem-server-about = The fault is not yours. Please try again later.
problem-status = Code of the answer
problem-detail = In detail
problem-accepted = Accepted

## Several datasets on one server

datasets-title = Maps of people on the move
datasets-description = The datasets of this server. Each has maps, answers and an API of its own.
datasets-all = All datasets
datasets-map = Where the datasets are
datasets-illustrative = with illustrative numbers

## Downloads: tables and maps as files, and what is said of them beside the numbers

download = Download
download-everything = everything (zip)
download-sheet-data = Data
download-sheet-about = Sources and definitions
download-indicator = Indicator
download-definition = Definition
download-dataset = Dataset
download-unit = Unit
download-places = Places
download-inside = Inside
download-time = Time
download-round = Round
download-collected = Collected
download-method = Method
download-illustrative = Illustrative numbers
download-total = All places together
download-citation = How to cite
download-disclaimer = Disclaimer
download-addresses = Addresses
download-columns = Columns
download-column-code = Code
download-column-name = Name
download-column-year = Year
download-column-date = Date
download-column-value = Value
download-column-status = Status
download-column-reason = Why there is no value
download-column-partial = Counted for only a part of the time
download-column-derived = Derived from what was published
download-column-communities = Communities assessed
download-column-communities-confirming = Communities confirming
download-column-communities-counted = Communities counted
download-column-communities-without-data = Communities without data
download-column-compared-status = { $group }: status
download-column-compared-difference = { $group }: difference
download-column-compared-ratio = { $group }: ratio
download-status-reported = reported
download-status-no_data = no data
download-status-suppressed = suppressed
download-status-not_applicable = not applicable

## Pages of what there is

lists-about-collections = Layers of places as features, tiles and files: what can be shown on a map or joined with other data.
lists-about-rounds = Each round of assessment: when, how and among whom it was made, and what it counts by which definition.
lists-about-indicators = What a map or a table can show, with its definition.
lists-about-services = What communities were asked to have or to lack, and how far the nearest is.
lists-about-sources = Where everything comes from, and how it must be cited.
lists-features = Features
lists-extent = Extent
lists-box = longitude { $west } to { $east }, latitude { $south } to { $north }
lists-map = Map
lists-as-table = As a table
lists-values = Values
lists-schema = What its features say
lists-tiles = Vector tiles
lists-in-programs = In other programs
lists-default = shown where no round is asked for
lists-key-informants = Key informants
lists-counted = What is counted
lists-by-dimension = Also by: { $dimension }
lists-years = Years
lists-levels = Levels
lists-lacking = Without it
lists-beyond = More than { $km } km from it
lists-in-bands = in bands: { $bands } km
lists-communities = Communities that lack it
lists-table-of-distances = Distances as a table
lists-publisher = Publisher
lists-published = Published
lists-licence = Licence
lists-web-page = Web page

### The header of all pages

site-skip = Skip to the content
site-pages = Pages
site-languages = Languages
site-explore = Explore
site-planner = Planner
site-builder = Embed
site-data = Data

### The page that explores the numbers

explore-window-title = Explore the numbers · Kerben
explore-description = Mobility counts by district and year: map, ranking, profile of each place, comparison of places and years.
explore-title = Explore the numbers

### The page for planners

planner-window-title = Communities far from services · Kerben
planner-description = How many households live farther from a service than a distance, where, and which communities these are.
planner-title = Communities far from services
planner-intro = Which communities lack a service and are farther from the nearest one than a distance, how many households they have, and where.

### The page that makes the line to embed a map

builder-window-title = Embed a map · Kerben
builder-description = Choose a map, see it at three widths, and copy the line for your page.
builder-title = Embed a map
builder-intro = Choose what the map shows, see it as your readers will, and copy one line into your page. Source, disclaimer and notes come with it.
builder-needs-script = Choosing needs JavaScript. The map is also <a>here</a>, and its address can be put into a frame.
builder-choices = What the map shows
builder-step-what = What to show
builder-place = Place
builder-whole = The whole country
builder-step-look = How it looks
builder-marks = Values as
builder-marks-fill = Colours
builder-marks-circles = Circles
builder-marks-both = Both
builder-language = Language of the map
builder-theme = Theme
builder-theme-light = Light
builder-theme-dark = Dark
builder-theme-plain = White and grey
builder-controls = Readers may choose
    .about = Group, year and level stand above the map.
builder-plain = Without a frame
    .about = No border and no ground of its own: it stands on that of your page.
builder-static = A still picture
    .about = Nothing answers to pointer or finger, and no script is loaded.
builder-more = Colours and classes
builder-palette = Colours
    .usual = As usual
builder-palette-purple_blue = Purple to blue
builder-palette-greens = Greens
builder-palette-oranges = Oranges
builder-palette-red_purple = Red to purple
builder-palette-yellow_orange_brown = Yellow to brown
builder-palette-yellow_green_blue = Yellow to blue
builder-palette-greys = Greys
builder-palette-cividis = Blue to yellow
builder-palette-purple_orange = Purple and orange
builder-palette-brown_teal = Brown and teal
builder-palette-purple_green = Purple and green
builder-palette-red_blue = Red and blue
builder-palette-red_grey = Red and grey
builder-method = Classes by
builder-method-natural_breaks = Natural breaks (usual)
builder-method-quantile = As many places in each
builder-method-equal_interval = Equal steps
builder-method-pretty = Round numbers
builder-method-head_tail = Few high values apart
builder-method-standard_deviation = Distance from the mean
builder-classes = Number of classes
    .usual = 5 (usual)
builder-breaks = Classes are those of
    .usual = As usual
    .own = This map alone
    .shared = All years
builder-step-words = Your words
builder-words-about = Where you write nothing, the map has its own title and subtitle. What it shows is always said somewhere on it.
builder-own-title = Title
builder-own-subtitle = Subtitle
builder-own-note = Your note
builder-highlight = Highlighted places
    .about = They have a heavier outline, and their names come first.
builder-search = Search by name, in any language
builder-ranked = Places, the highest value first
builder-parts = Parts of the map
builder-part-title = Title
builder-part-subtitle = Subtitle
builder-part-legend = Legend
builder-part-total = Total
builder-part-table = Table of values
builder-part-names = Names on the map
builder-part-scale_bar = Scale bar
builder-fixed-about = Always there, because without them readers could not judge the map:
builder-fixed-sources = Sources and citation
builder-fixed-illustrative = What is illustrative, and how exact the borders are
builder-fixed-disclaimer = The disclaimer
builder-fixed-notes = Notes on the data, and what hatching and dots mean
builder-step-round = What happens when a new round comes?
builder-stays = This map stays as it is
    .about = Round, year, measure and classes are written into the line: what you publish today is what readers see in five years.
builder-latest = Always the latest
    .about = The map shows the newest round as soon as it is published: its numbers, classes and, for all years together, its years. Check that your words still fit.
builder-again = Start again
builder-preview = As readers see it
builder-widths = Width of the page
builder-width-phone = Phone
builder-width-article = Article
builder-width-wide = Wide
builder-step-line = Copy into your page
builder-line-element = Element
    .about = For pages in which you can put HTML with scripts. It fits its column by itself, and has a picture where scripts do not run.
builder-line-frame = Frame
    .about = For pages and editors that allow no scripts of others. The frame is as high as the map.
builder-line-image = Picture
    .about = For newsletters, and wherever only pictures go. It links to the live map.
builder-image-width = Width in pixels
builder-image-alt = For readers who do not see it, the picture says:
builder-line-wordpress = Put this address alone on a line of the post: WordPress asks the server for the frame (oEmbed). Where it stays an address, use the frame.
builder-line-link = Link
    .about = The short address of exactly this map, to share.
builder-line-files = Files
    .about = Exactly this map and its values, to keep.

### The start page and the page of an embedded map, before their scripts run. The server puts these messages into the HTML of
### `server/web`; what `<a>` encloses is a link.

start-window-title = Kerben: maps of people on the move
start-description = Maps of people on the move by district, and communities far from services.
start-map = Map
start-data = Data and API
start-title = Maps of people on the move
start-intro = Kerben turns a round of mobility assessments into maps and answers: how many people moved or stay where, by district, and which communities are far from services.
start-ways = Where to go from here
start-needs-script = The map needs JavaScript. The numbers are also <a>here</a>.
start-data-intro = Everything here is open to programs too: OGC API Features, GeoJSON, vector tiles.
start-collections = Collections
    .about = provinces, districts, communities as features
start-api = API description
    .about = OpenAPI 3
start-rounds = Rounds
    .about = what was counted, when, by which definitions
start-indicators = Indicators
    .about = what a map can show
start-services = Services
    .about = what communities have or lack
start-sources = Sources
    .about = citations and licences
start-conformance = Conformance
    .about = the standards that are followed
start-examples = Examples
start-example-qgis = Layer, Add Layer, Add WFS / OGC API Features Layer, New, and this address:
start-sources-title = Sources and licences

embed-window-title = Map: Kerben

### What an embedded map could not follow

embed-left-out-indicator = The indicator that was asked for is left out: { $why }.
embed-left-out-by = The level that was asked for is left out: { $why }.
embed-left-out-round = The round that was asked for is left out: { $why }.
embed-left-out-year = The year that was asked for is left out: { $why }.
embed-left-out-per = The way of counting that was asked for is left out: { $why }.
embed-left-out-within = The area that was asked for is left out: { $why }.
embed-left-out-service = The service that was asked for is left out: { $why }.
embed-left-out-km = The distance that was asked for is left out: { $why }.
embed-left-out-lang = The language that was asked for is left out: { $why }.
embed-left-out-other = The { $name } that was asked for is left out: { $why }.
embed-left-out-title = The title that was asked for is left out: { $why }.
embed-left-out-subtitle = The subtitle that was asked for is left out: { $why }.
embed-left-out-note = The note that was asked for is left out: { $why }.
embed-left-out-highlight = The places that were to be highlighted are left out: { $why }.
embed-left-out-hide = What was to be hidden is shown: { $why }.
embed-not-offered = it is none that can be chosen
editor-note = Editor’s note: { $note }
editor-map-shows = What the map shows: { $title }.
editor-highlighted = { $summary } Highlighted: { $names }.
embed-default-service = No service was chosen: the map is for { $value }.
embed-default-km = No distance was chosen: the map is for more than { $value } km.
embed-default-year = No year was chosen: the map is for { $value }.
embed-default-round = No round was chosen: the map is for { $value }.

layer-borders = { $collection }: borders, each once
layer-labels = { $collection }: where the name of each unit stands
layer-points = { $collection }: a point in each unit, with what it says

### Columns of features, in schemas, TileJSON and headers

# What the codes of units are, at the beginning of a sentence.
code-p-code = P-code
code-number = Official number
code-iso-3166-2 = ISO 3166 code
code-gadm = GADM id
code-geoboundaries = geoBoundaries id
code-text = Code
column-pcode = { $code }, or a provisional id that starts with x-
    .title = { $code }
column-pcode-official = False for a provisional id
    .title = { $kind ->
        [p-code] Official P-code
       *[other] Official code
    }
column-name = Name in { $language }
    .title = Name in { $language }
column-parent = { $code } of the unit above
    .title = { $code } of the parent
column-parent-name = Name of the unit above
    .title = Name of the parent
column-population = Inhabitants
    .title = Population
column-area = Area on the ellipsoid, square kilometres
    .title = Area
column-boundaries = How far the boundary may be trusted: official, generalised or schematic
    .title = Boundaries
column-communities = Assessed communities
    .title = Communities
column-households-of-unit = Households of the assessed communities
    .title = Households
column-community-id = Key of the community in the dataset
    .title = Id
column-origin = real, or generated for an illustrative sample
    .title = Origin
column-unit-pcode = { $code } of { $level }
    .title = { $code } of { $level }
column-unit-name = Name of { $level }
    .title = Name of { $level }
column-households = Households of the community
    .title = Households
column-households-status = Status of households: reported, no_data or suppressed
    .title = Status of households
column-access = { $service } in the community: available, lacking or no_data
    .title = { $service }
column-access-km = Where lacking: kilometres to the nearest ({ $service })
    .title = { $service }: distance
column-access-band = Where lacking: distance band to the nearest in kilometres ({ $service })
    .title = { $service }: distance band
column-facility-id = Key of the facility in the dataset
    .title = Id
column-facility-service = The service that it offers
    .title = Service
column-international-border-id = Key of the border in the dataset
    .title = Id
column-international-border-status = How far the border is settled: agreed, undetermined, disputed, line_of_control, armistice_line or line_of_separation
    .title = Status
column-international-border-as-of = Day, month or year for which the status is stated
    .title = As of
column-round = Round of the counts
    .title = Round
column-year = Year of the counts, or window: all years of the round. Always text
    .title = Year
column-date = Day on which stocks were counted, the last day of collection of the round: YYYY-MM-DD
    .title = Date
column-partial = True where the counts cover only a part of the year, or hold such a year: never compare it with a full one
    .title = Partial
column-illustrative = True where numbers were generated for illustration
    .title = Illustrative
column-count = { $group }, people. Null unless reported
    .title = { $group }
column-count-status = Status of { $id }: reported, no_data or suppressed
    .title = { $group }: status
column-value = { $indicator }: { $unit }. Null unless reported
    .title = Value
column-value-of-cluster = { $indicator }: { $unit }. Null unless reported. Of what the members of a group add up to, never the mean of their values
    .title = Value
column-status = reported, no_data, suppressed or not_applicable (nobody to measure)
    .title = Status
column-cluster = True for a group of points that this zoom shows as one; absent from a point by itself
    .title = Cluster
column-cluster-members = How many { $collection } a group has
    .title = Members
column-expansion-zoom = First zoom that shows the members of a group in more than one place; absent where none does
    .title = Expansion zoom
column-households-of-cluster = Households of the assessed communities of a group
    .title = Households
column-border-level = The highest level whose units it parts: admin0, admin1 …
    .title = Level
column-border-outer = True where no unit of the level is on the other side
    .title = Outer
column-border-left = { $code } of the unit on its left, of the level of the tiles; several are joined by ;
    .title = Left
column-border-right = { $code } of the unit on its right; none for an outer border
    .title = Right
column-border-boundaries = How far the drawing of the border may be trusted: official, generalised or schematic, as the layer of its level says
    .title = Boundaries
column-label-pcode = { $code } of the unit, or a provisional id
    .title = { $code }
column-label-clearance = Distance to the nearest border of the unit, kilometres: how large a name fits
    .title = Clearance
column-label-rank = 1 for the unit with most room on the map, 2 for the next …
    .title = Rank
column-context-code = ISO 3166-1 alpha-2 code of the country; none where it has none
    .title = Country
column-context-own = True where it is the country of the dataset, or lies in it
    .title = Own
column-context-rank = 0 for a capital, 1 for a large city, 2 for another
    .title = Rank
column-context-room = Room above and below the name, kilometres; beside it there is three and a half times as much
    .title = Room
column-context-label-kind = What the name belongs to: country, lake or sea
    .title = Kind

### Pages. What is below is read by the pages in a browser; only messages whose ids begin with page- travel there.

# Whether the language is written from left to right (ltr) or from right to left (rtl).
page-direction = ltr
page-about-map = About this map
page-about-choice = About the choice
page-map-keys = Map: { $title }. Arrow keys move it, plus and minus zoom; the district in the middle is read out.
page-unit-keys = Map: { $title }. Arrow keys go from district to district, which is read out.
page-zoom-in = Zoom in
page-whole-area = Show the whole area
page-loading-map = Loading the map
page-try-again = Try again

## Values

page-no-data = no data
page-suppressed = suppressed to protect people
page-illustrative = illustrative
page-illustrative-text = { $text } (illustrative)
page-illustrative-numbers = Illustrative numbers
page-partial-year = partial year
page-partial-year-tag = Partial year: { $part }
page-with-partial-year = With a partial year: { $part }
page-partial-value = { $value } (partial year)
page-not-all-months = not all months
page-boundaries-schematic = Schematic boundaries
page-boundaries-generalised = Generalised boundaries
page-district = { $place }: { $value }
page-district-partial = { $place }: { $value }; partial year: { $part }
page-some-of-all = { $some } of { $all }
page-districts = { $number } { $count ->
        [one] district
       *[other] districts
    }
page-provinces = { $number } { $count ->
        [one] province
       *[other] provinces
    }
page-areas = { $number } { $count ->
        [one] area
       *[other] areas
    }
page-communities = { $number } { $count ->
        [one] community
       *[other] communities
    }
page-communities-in = { $number } { $count ->
        [one] community
       *[other] communities
    } in { $place }
page-households = { $number } { $count ->
        [one] household
       *[other] households
    }

## Parts of a map

page-legend = Legend
page-notes = Notes
page-sources = Sources and licences
page-cited-licence = { $citation } Licence: { $licence }.
page-licence = Licence: { $licence }
page-no-sources = The list of sources could not be loaded.
page-table-of-values = Table of values
page-name = Name
page-value = Value
page-communities-confirming = Communities confirming
page-mark-on-map = Mark on the map
page-marked-column = { $column } ({ $mark })
page-show-more = Show { $more } more ({ $left } not shown)

## Choices

page-chooser = What the map shows
page-choose-map = Choose what the map shows
page-blocked = The page that this map stands in does not let it load
page-allow-server = Its content security policy must allow { $address } in { $directive }.
page-no-server = There is no map server at { $address }
page-check-src = The attribute src must be the address of a Kerben server, such as https://maps.example/.
page-what-to-show = What to show
page-service = Service
page-distance = Distance
page-counted-as = Counted as
page-year = Year
page-level = Level
page-round = Round
page-province = Province
page-level-admin0 = Country
page-level-admin1 = Provinces
page-level-admin2 = Districts
page-level-admin3 = Subdistricts
page-number = Number
page-share = Share of the total
page-share-of-lacking = Share of households without the service
page-share-of-households = Share of all households
page-share-of-communities = Share of all communities
page-per-1000-households = Per 1,000 households
page-per-1000-population = Per 1,000 inhabitants
page-change = Change from the year before
page-all-years = All years
page-all-years-in = All years: { $window }
page-all-years-from = All years: { $first } to { $last }
page-more-than-km = More than { $km } km

## What went wrong

page-server-answered = The server answered { $status }
page-unreachable = The server cannot be reached
page-check-connection = Check the connection.
page-went-wrong = Something went wrong
page-map-failed = The map could not be loaded
page-map-partly-failed = A part of the map could not be loaded
page-cannot-draw = This browser cannot draw the map
page-values-below = The values are in the table below.
page-cannot-draw-communities = This browser cannot draw the map. The table has every community.

## Communities far from services

page-which-communities = Which communities
page-community = Community
page-district-column = District
page-households-column = Households
page-km = { $km } km
page-scale-km = km
page-scale-m = m
page-km-above = more than { $km } km
page-km-band = { $from } to { $to } km
page-possibly-nearer = { $distance } (possibly nearer than asked)
page-distance-of = Distance: { $distance }
page-generated = generated
page-generated-community = A generated community, not a real place
page-circle-sizes = Size of the circles: households of the community
page-show-on-map = Show on the map
page-map-of-communities = Map of communities. { $answer }
page-beyond-nearest = farther than { $km } km from the nearest one
page-no-community = No community
page-no-community-in = No community in { $place }
page-nobody-underserved = { $none } lacks this service ({ $service }) and is { $beyond }.
page-underserved = { $count ->
        [one] { $communities } lacks this service ({ $service }) and is { $beyond }.
       *[other] { $communities } lack this service ({ $service }) and are { $beyond }.
    }
page-underserved-households = { $count ->
        [one] Households in it: { $households }.
       *[other] Households in them: { $households }.
    }
page-underserved-households-suppressed = { $count ->
        [one] How many households it has is suppressed to protect people.
       *[other] How many households they have is suppressed to protect people.
    }
page-underserved-suppressed = { $count ->
        [one] Whether one more community lacks it is suppressed to protect people.
       *[other] Whether { $number } more communities lack it is suppressed to protect people.
    }
page-underserved-title = { $service }: communities farther than { $km } km
page-underserved-title-illustrative = { $title } (illustrative; generated communities are not real places)
page-shown-farthest = Shown are the { $number } farthest.
page-no-distances = Nothing is known here of distances to services.
page-area-left-out = The area that was asked for is left out: { $why }.
page-service-left-out = The service that was asked for is left out: it is none that can be chosen. The answer is for: { $service }.
page-planner-all = { $count ->
        [one] { $communities } lacks all of these services ({ $service }) and is farther than { $km } km from the nearest of each.
       *[other] { $communities } lack all of these services ({ $service }) and are farther than { $km } km from the nearest of each.
    }
page-planner-any = { $count ->
        [one] { $communities } lacks at least one of these services ({ $service }) and is farther than { $km } km from the nearest.
       *[other] { $communities } lack at least one of these services ({ $service }) and are farther than { $km } km from the nearest.
    }
page-planner-nobody-all = { $none } lacks all of these services ({ $service }) and is farther than { $km } km from the nearest of each.
page-planner-nobody-any = { $none } lacks any of these services ({ $service }) and is farther than { $km } km from the nearest.
page-planner-without-data = { $count ->
        [one] For { $number } more community there is no answer.
       *[other] For { $number } more communities there is no answer.
    }
page-planner-households-unknown = { $count ->
        [one] The households of { $number } of them are unknown.
       *[other] The households of { $number } of them are unknown.
    }
page-planner-size-unknown = { $count ->
        [one] Of { $number } more community it is not known, or may not be told, whether it is that large.
       *[other] Of { $number } more communities it is not known, or may not be told, whether they are that large.
    }
page-planner-no-coordinates = { $count ->
        [one] { $number } of them has no coordinates and is not on the map.
       *[other] { $number } of them have no coordinates and are not on the map.
    }
page-planner-least = Only communities with at least { $number } households.
page-planner-named = Only communities with “{ $text }” in their name.
page-planner-between = { $low } to { $high }
page-planner-available = available
page-planner-loading = Loading the answer
page-planner-services = Services
page-planner-match = Communities far from
page-planner-match-all = all of these services
page-planner-match-any = any of these services
page-planner-least-households = At least so many households
page-planner-area = Province or district
page-planner-everywhere = Everywhere
page-planner-search = Name of the community
page-planner-choose = Choose services, distance, place and size
page-planner-km-exactly = Or exactly, in km
page-planner-print = Print the list
page-planner-csv = Download as CSV
page-planner-by-area = By province and district
page-planner-area-column = Place
page-planner-communities-column = Communities
page-planner-share-column = Share of all households
page-planner-show-area = Show only this place
page-planner-percent = { $number } %
page-planner-curve = Households beyond each distance
page-planner-curve-bands = The source gives distances in bands: between the points nothing is known.
page-planner-curve-suppressed = { $service }: suppressed to protect people
page-planner-curve-alt = Chart: households in communities lacking the service, farther than each distance. The table below has the numbers.
page-planner-curve-table = Table of the chart
page-planner-curve-x = km to the nearest
page-planner-centres = Where would new places help most?
page-planner-centres-intro = One after the other, the communities where a new place with the service would bring most households within { $km } km as the crow flies.
page-planner-reached = Households brought within reach
page-planner-communities-reached = Communities brought within reach
page-planner-printed = Printed on { $date }
page-download-geojson = Download as GeoJSON

## Exploring

page-explore-more-choices = More choices
page-explore-people = People
page-explore-services = Services
page-explore-area = Area
page-explore-everywhere = Whole country
page-explore-views = Views
page-explore-view-map = Map
page-explore-view-years = All years
page-explore-view-change = Two years
page-explore-view-breakdown = Breakdown
page-explore-downloads = Download
page-explore-download = Download { $format }
page-explore-embed = Embed
page-explore-years = Years
page-explore-play = Play the years
page-explore-pause = Pause
page-explore-next-year = Next year
page-explore-rank = Rank
page-explore-open-profile = Show the profile
page-explore-find-place = Find a place
page-explore-found = Found: { $number }
page-explore-nothing-found = No place with this name
page-explore-subdistrict = Subdistrict
page-explore-profile = Profile of a place
page-explore-close = Close the profile
page-explore-compare-with = Compare with
page-explore-no-comparison = Do not compare
page-explore-beside = { $place } and { $other }
page-explore-no-such-place = There is no place with the code { $place } in these data.
page-explore-planner = Communities far from services here
page-explore-people-over-years = People over the years
page-explore-people-of = { $place }: number of people by year
page-explore-two-places = { $group } by year: { $place } and { $other }
page-explore-rank-among = Rank in: { $parent }
page-explore-rank-in-year = { $rank } of { $of } ({ $year })
page-explore-gap = { $line }, { $year }: { $why }.
page-explore-partial-mark = * { $year }: not a full year; the line to it is dashed.
page-explore-parts = Where from, where to, why, how long
page-explore-by-dimension = { $group }: { $dimension } (all years)
page-explore-all-parts = Show all { $number }
page-explore-no-parts = These counts are not broken down.
page-explore-no-parts-of-area = For this area these counts are not broken down.
page-explore-services-by-distance = Services by distance
page-explore-services-note = Households of communities without the service, by distance to the nearest one
page-explore-households-lacking = Households in communities without it
page-explore-communities = Communities
page-explore-communities-of = { $place }: { $number } communities
page-explore-first-of = Shown: { $shown } of { $all }.
page-explore-multiples = { $title }: one map for each year, with the same classes. The table of values is in the view of the map.
page-explore-first-year = First year
page-explore-second-year = Second year
page-explore-difference = Difference
page-explore-difference-percent = In per cent
page-explore-two-years-table = { $first } and { $second }, { $title }
page-explore-no-two-years = Two years are compared where a count has at least two full ones, and is not a change itself.

## Embedding

page-copy = Copy
page-copy-what = Copy: { $what }
page-copied = Copied
page-copy-selected = Selected: copy it with the keyboard or the menu

page-builder-people = People
page-builder-services = Services
page-builder-scale = Shown at { $percent } % of its size: there is not more room here.
page-builder-shows = The preview shows: { $title }
page-builder-count = { $used } of { $most }
page-builder-too-long = { $used } of { $most }: what is too long is cut off
page-builder-most-places = At most { $most } places can be highlighted.
page-builder-no-place = No place has this name.
page-builder-remove = Remove: { $name }
page-builder-everything = All of it (ZIP)
