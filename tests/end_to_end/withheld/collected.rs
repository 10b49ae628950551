//! Collects numbers from every answer that has them as a sum, a rate, a share or a change of the unknowns. Each is compared with the truth, so
//! that it is certain what it is a number of.

use std::io::Cursor;

use calamine::{DataType, Reader, Xlsx};
use serde_json::{Map, Value as Json};
use tests::Server;

use super::country::{BANDS, Country, ORIGINS, SERVICES, SEXES, Withheld, YEARS, levels, unknown};
use super::system::{System, Terms};
use crate::tiles::decoded::Tile;

pub struct Attacker<'a> {
    country: &'a Country,
    server: &'a Server,
    pub system: System,
}

const EVERYWHERE: [f64; 4] = [74.0, 42.0, 76.0, 43.0];
/// The deepest zoom at which clusters are looked for, beyond which communities stand alone.
const LAST_ZOOM: u32 = 11;

fn sum(unknowns: impl IntoIterator<Item = usize>) -> Terms {
    unknowns.into_iter().map(|unknown| (unknown, 1)).collect()
}

fn plus(a: &Terms, factor: i128, b: &Terms) -> Terms {
    a.iter().copied().chain(b.iter().map(|(unknown, of)| (*unknown, of * factor))).collect()
}

fn number(json: &Json) -> Option<f64> {
    json.as_f64()
}

impl<'a> Attacker<'a> {
    pub fn new(country: &'a Country, server: &'a Server) -> Self {
        let mut attacker = Self { country, server, system: System::default() };
        // What everybody knows: all tables add up to the same.
        for community in country.communities("ZZ") {
            let sexes = sum((0..SEXES.len()).map(|sex| unknown::of_sex(community, sex)));
            attacker.system.learn(&plus(&attacker.returns(&[community], None), -1, &sexes), 0);
        }
        for (district, code) in levels(country)[1].1.iter().enumerate() {
            let origins = sum((0..ORIGINS.len()).map(|origin| unknown::from(district, origin)));
            let returns = attacker.returns(&country.communities(code), None);
            attacker.system.learn(&plus(&returns, -1, &origins), 0);
        }
        attacker
    }

    /// The withheld values that follow from what was collected.
    pub fn found(&self) -> Vec<&str> {
        let narrowed = self.system.narrowed(&self.country.ranges);
        let is_found = |terms: &Terms| {
            self.system.knows(terms) || matches!(terms.as_slice(), [(unknown, 1)] if narrowed.contains(unknown))
        };
        let found = self.country.secrets.iter().filter(|secret| is_found(&secret.terms));
        found.map(|secret| secret.label.as_str()).collect()
    }

    pub fn collect(&mut self) {
        for (by, codes) in levels(self.country) {
            for year in [None, Some(0), Some(1), Some(2)] {
                self.values_of_returns(by, year);
                self.items(by, year);
                self.map(by, year);
            }
            for code in codes.iter().filter(|code| code.starts_with('Z')) {
                self.totals_within(code);
            }
            self.breakdowns(by);
            for service in 0..SERVICES.len() {
                self.services(by, service);
            }
        }
        self.tiles();
        self.nearest();
    }

    fn returns(&self, communities: &[usize], year: Option<usize>) -> Terms {
        let years: Vec<usize> = year.map_or_else(|| (0..YEARS.len()).collect(), |year| vec![year]);
        sum(communities.iter().flat_map(|of| years.iter().map(|year| unknown::returns(*of, *year))))
    }

    fn households(communities: &[usize]) -> Terms {
        sum(communities.iter().copied().map(unknown::households))
    }

    /// A number that is a sum.
    fn learn_sum(&mut self, terms: &Terms, value: &Json, from: &str) {
        let Some(number) = number(value) else { return };
        let truth: i128 = terms.iter().map(|(unknown, factor)| i128::from(self.country.truth[*unknown]) * factor).sum();
        assert!((number - truth as f64).abs() < 0.5, "{from} says {number} of {truth}");
        self.system.learn(terms, truth);
    }

    /// A number that is so many times a part divided by a whole, with four decimals.
    fn learn_ratio(&mut self, (part, whole): (&Terms, &Terms), per: i128, value: &Json, from: &str) {
        let Some(number) = number(value) else { return };
        let truth = |terms: &Terms| -> f64 {
            terms.iter().map(|(unknown, factor)| self.country.truth[*unknown] as f64 * *factor as f64).sum()
        };
        let expected = per as f64 * truth(part) / truth(whole);
        assert!((number - expected).abs() < 1e-3, "{from} says {number} of {expected}");
        let part: Terms = part.iter().map(|(unknown, factor)| (*unknown, factor * per * 10_000)).collect();
        self.system.learn_combination(&plus(&part, -((number * 1e4).round() as i128), whole));
    }

    /// A value of the return migrants of places together.
    fn learn_value(&mut self, communities: &[usize], year: Option<usize>, per: &str, value: &Json, from: &str) {
        let part = self.returns(communities, year);
        match per {
            "none" => self.learn_sum(&part, value, from),
            "share" => {
                let whole = self.returns(&self.country.communities("ZZ"), year);
                self.learn_ratio((&part, &whole), 100, value, from);
            }
            "per_1000_households" => {
                self.learn_ratio((&part, &Self::households(communities)), 1000, value, from);
            }
            _ => {
                let before = self.returns(communities, Some(year.expect("a year") - 1));
                self.learn_ratio((&plus(&part, -1, &before), &before), 100, value, from);
            }
        }
    }

    fn rows(answer: &Json) -> Vec<Json> {
        answer["rows"].as_array().cloned().unwrap_or_else(|| panic!("no rows: {answer}"))
    }

    fn place(&self, row: &Json) -> Vec<usize> {
        let code = row["pcode"].as_str().or_else(|| row["id"].as_str()).unwrap_or_else(|| panic!("no code: {row}"));
        self.country.communities(code)
    }

    fn values_of_returns(&mut self, by: &str, year: Option<usize>) {
        let period = year.map_or_else(|| "window".to_owned(), |year| YEARS[year].to_string());
        for per in ["none", "share", "per_1000_households", "change"] {
            // 2024 is partial.
            if per == "change" && year != Some(1) {
                continue;
            }
            let path = format!("/indicators/return_migrants/values?by={by}&year={period}&per={per}");
            let answer = self.server.json(&path);
            for row in Self::rows(&answer) {
                self.learn_value(&self.place(&row), year, per, &row["value"], &path);
            }
            self.learn_value(&self.country.communities("ZZ"), year, per, &answer["total"]["value"], &path);
            self.other_formats_say_the_same(&path, &answer);
        }
        let path = format!("/indicators/return_migrants/values?by={by}&year=all");
        for row in Self::rows(&self.server.json(&path)) {
            let year = YEARS.iter().position(|year| row["year"] == *year);
            self.learn_value(&self.place(&row), year, "none", &row["value"], &path);
        }
    }

    fn other_formats_say_the_same(&self, path: &str, answer: &Json) {
        let expected: Vec<Json> = Self::rows(answer).into_iter().map(|row| row["value"].clone()).collect();
        let compact = self.server.json(&format!("{path}&f=compact"));
        let found = compact["periods"][0]["values"].as_array().expect("values");
        let is_same = |(one, other): (&Json, &Json)| one.as_f64() == other.as_f64();
        assert!(found.len() == expected.len() && found.iter().zip(&expected).all(is_same), "{path}: {compact}");
        let csv = self.server.get(&format!("{path}&f=csv"));
        let mut reader = csv::Reader::from_reader(csv.body.as_slice());
        let at = reader.headers().expect("headers").iter().position(|name| name == "value").expect("a column");
        let found: Vec<Option<f64>> = reader.records().map(|row| row.expect("a row")[at].parse().ok()).collect();
        let expected: Vec<Option<f64>> = expected.iter().map(Json::as_f64).collect();
        assert_eq!(found, expected, "{path}");
        let geojson = self.server.json(&format!("{path}&f=geojson"));
        let features = geojson["features"].as_array().expect("features");
        let found: Vec<Option<f64>> = features.iter().map(|of| of["properties"]["value"].as_f64()).collect();
        assert_eq!(found, expected, "{path}");
        assert_eq!(geojson["total"], answer["total"], "{path}");
        let workbook = self.server.get(&format!("{path}&f=xlsx"));
        let (found, total) = Self::of_workbook(&workbook.body, path);
        assert_eq!(found, expected, "{path}");
        let is_known = answer["total"]["value"].is_number();
        assert_eq!(total.is_some_and(|text| text.contains(|letter: char| letter.is_ascii_digit())), is_known, "{path}");
    }

    /// The values of a workbook, and what it says of all places together.
    fn of_workbook(body: &[u8], path: &str) -> (Vec<Option<f64>>, Option<String>) {
        let mut workbook: Xlsx<_> =
            Xlsx::new(Cursor::new(body.to_vec())).unwrap_or_else(|error| panic!("{path}: {error}"));
        let sheet = workbook.worksheet_range("Data").expect("a sheet");
        let mut rows = sheet.rows();
        let header = rows.next().expect("a header");
        let at = header.iter().position(|cell| *cell == "Value").expect("a column");
        let values = rows.map(|row| row[at].as_f64()).collect();
        let about = workbook.worksheet_range("Sources and definitions").expect("a sheet");
        let total = about.rows().find(|row| row[0] == "All places together").map(|row| row[1].to_string());
        (values, total)
    }

    fn totals_within(&mut self, code: &str) {
        for by in ["community", "admin2", "admin1"] {
            for (year, period) in [(None, "window"), (Some(0), "2022")] {
                for per in ["none", "share", "per_1000_households"] {
                    let path =
                        format!("/indicators/return_migrants/values?by={by}&within={code}&year={period}&per={per}");
                    let answer = self.server.get(&path);
                    // Larger than what they are to be within.
                    if answer.status == 200 {
                        self.learn_value(
                            &self.country.communities(code),
                            year,
                            per,
                            &answer.json()["total"]["value"],
                            &path,
                        );
                    }
                }
            }
        }
    }

    fn breakdowns(&mut self, by: &str) {
        for (dimension, categories) in [("sex", &SEXES[..]), ("country", &ORIGINS)] {
            if dimension == "country" && by == "community" {
                continue;
            }
            for per in ["none", "share"] {
                let path = format!("/indicators/return_migrants/values?by={by}&breakdown={dimension}&per={per}");
                for row in Self::rows(&self.server.json(&path)) {
                    let of = |category: usize| {
                        let code = row["pcode"].as_str().or_else(|| row["id"].as_str()).expect("a code");
                        if dimension == "sex" {
                            sum(self.country.communities(code).into_iter().map(|of| unknown::of_sex(of, category)))
                        } else {
                            sum(Country::districts(code).into_iter().map(|of| unknown::from(of, category)))
                        }
                    };
                    let category =
                        categories.iter().position(|category| row["category"] == *category).expect("a category");
                    let part = of(category);
                    if per == "none" {
                        self.learn_sum(&part, &row["value"], &path);
                    } else {
                        let whole = (0..categories.len()).flat_map(of).collect();
                        self.learn_ratio((&part, &whole), 100, &row["value"], &path);
                    }
                }
            }
        }
    }

    /// The attributes of a place, or of several together, in a list, a tile or another format.
    fn properties(&mut self, communities: &[usize], year: Option<usize>, properties: &Map<String, Json>, from: &str) {
        let null = &Json::Null;
        let of = |name: &str| properties.get(name).unwrap_or(null);
        self.learn_sum(&self.returns(communities, year), of("return_migrants"), from);
        self.learn_sum(&Self::households(communities), of("households"), from);
        let [community] = communities else { return };
        for (service, name) in SERVICES.iter().enumerate() {
            let Some(answer) = of(name).as_str() else { continue };
            let band = of(&format!("{name}_band")).as_str();
            self.service_of_community(*community, service, (answer, band), from);
        }
    }

    fn service_of_community(
        &mut self,
        community: usize,
        service: usize,
        (answer, band): (&str, Option<&str>),
        from: &str,
    ) {
        let lacks = match answer {
            "lacking" => true,
            "available" => false,
            _ => return,
        };
        self.learn_sum(&sum([unknown::lacks(community, service)]), &u64::from(lacks).into(), from);
        for (at, name) in BANDS.iter().enumerate() {
            let there = sum([unknown::in_band(community, service, at)]);
            if lacks && band == Some(*name) {
                self.learn_sum(&plus(&there, -1, &Self::households(&[community])), &0.into(), from);
            } else {
                self.learn_sum(&there, &0.into(), from);
            }
        }
    }

    fn items(&mut self, by: &str, year: Option<usize>) {
        let period = year.map_or_else(|| "window".to_owned(), |year| YEARS[year].to_string());
        let collection = if by == "community" { "communities" } else { by };
        for sort in ["", "&sortby=return_migrants", "&sortby=-return_migrants", "&sortby=-households"] {
            let path = format!("/collections/{collection}/items?year={period}&limit=100{sort}");
            let answer = self.server.json(&path);
            let features = answer["features"].as_array().expect("features");
            let column = sort.trim_start_matches("&sortby=").trim_start_matches('-');
            let is_known: Vec<bool> =
                features.iter().map(|feature| feature["properties"][column].is_number()).collect();
            assert!(
                sort.is_empty() || is_known.is_sorted_by(|a, b| a >= b),
                "{path}: suppressed ones come last, together"
            );
            let unknown: Vec<&str> = features
                .iter()
                .zip(&is_known)
                .filter(|(_, known)| !**known)
                .filter_map(|(of, _)| of["id"].as_str())
                .collect();
            assert!(sort.is_empty() || unknown.is_sorted(), "{path}: and in the order of their codes");
            for feature in features {
                let properties = feature["properties"].as_object().expect("properties");
                self.properties(&self.place(feature), year, properties, &path);
            }
        }
    }

    /// The classes of a map lie within published values, up to what their labels are rounded by: they tell nothing else.
    fn edges_are_of(map: &Json, published: &[f64]) {
        let least = published.iter().copied().fold(f64::MAX, f64::min).floor();
        let most = published.iter().copied().fold(f64::MIN, f64::max).ceil();
        for class in map["classes"].as_array().expect("classes") {
            let edges = [&class["low"], &class["high"]].map(|edge| edge.as_f64().expect("a number"));
            assert!(edges.iter().all(|edge| (least..=most).contains(edge)), "{class} of {published:?}");
        }
    }

    fn map(&mut self, by: &str, year: Option<usize>) {
        if by == "community" {
            return;
        }
        let period = year.map_or_else(|| "window".to_owned(), |year| YEARS[year].to_string());
        for per in ["none", "per_1000_households"] {
            let shared = self.server.json(&format!("/maps/return_migrants?by={by}&year={period}&per={per}"));
            // The window has classes of its own, years have them together.
            let years = if year.is_some() { "all" } else { "window" };
            let of_all_years =
                self.server.json(&format!("/indicators/return_migrants/values?by={by}&year={years}&per={per}"));
            let published: Vec<f64> =
                Self::rows(&of_all_years).iter().filter_map(|row| row["value"].as_f64()).collect();
            Self::edges_are_of(&shared, &published);
            let path = format!("/maps/return_migrants?by={by}&year={period}&per={per}&breaks=own");
            let map = self.server.json(&path);
            self.learn_value(&self.country.communities("ZZ"), year, per, &map["total"]["value"], &path);
            let values =
                self.server.json(&format!("/indicators/return_migrants/values?by={by}&year={period}&per={per}"));
            let known: Vec<f64> = Self::rows(&values).iter().filter_map(|row| row["value"].as_f64()).collect();
            Self::edges_are_of(&map, &known);
            let classes = map["classes"].as_array().expect("classes");
            let places: u64 = classes.iter().filter_map(|class| class["units"].as_u64()).sum();
            assert_eq!(places, known.len() as u64, "{path}");
        }
    }

    fn services(&mut self, by: &str, service: usize) {
        let name = SERVICES[service];
        let in_bands = |communities: &[usize], bands: std::ops::Range<usize>| {
            sum(communities.iter().flat_map(|of| bands.clone().map(move |band| unknown::in_band(*of, service, band))))
        };
        let lacking = |communities: &[usize]| sum(communities.iter().map(|of| unknown::lacks(*of, service)));
        let all = 0..BANDS.len();
        for (km, first) in [(5, 1), (10, 2), (25, 5)] {
            for per in ["none", "share", "share_of_all"] {
                let path = format!("/indicators/households_beyond/values?service={name}&km={km}&by={by}&per={per}");
                let answer = self.server.json(&path);
                let everywhere = (self.country.communities("ZZ"), answer["total"]["value"].clone());
                let rows = Self::rows(&answer).into_iter().map(|row| (self.place(&row), row["value"].clone()));
                for (communities, value) in rows.collect::<Vec<_>>().into_iter().chain([everywhere]) {
                    let part = in_bands(&communities, first..BANDS.len());
                    match per {
                        "none" => self.learn_sum(&part, &value, &path),
                        "share" => self.learn_ratio((&part, &in_bands(&communities, all.clone())), 100, &value, &path),
                        _ => self.learn_ratio((&part, &Self::households(&communities)), 100, &value, &path),
                    }
                }
            }
        }
        let path = format!("/indicators/communities_lacking/values?service={name}&by={by}");
        for row in Self::rows(&self.server.json(&path)) {
            self.learn_sum(&lacking(&self.place(&row)), &row["value"], &path);
        }
        if by == "community" {
            return;
        }
        let path = format!("/services/{name}/distance?by={by}");
        for row in Self::rows(&self.server.json(&path)) {
            let communities = self.place(&row);
            self.learn_sum(&lacking(&communities), &row["communities_lacking"], &path);
            self.learn_sum(&in_bands(&communities, all.clone()), &row["households_lacking"], &path);
            for (band, label) in BANDS.iter().enumerate() {
                let label = if *label == ">25" { "over_25" } else { label };
                self.learn_sum(&in_bands(&communities, band..band + 1), &row["bands"][label], &path);
                if band > 0 {
                    let edge = (band * 5).to_string();
                    self.learn_sum(&in_bands(&communities, band..BANDS.len()), &row["beyond"][&edge], &path);
                }
            }
        }
        for (km, first) in [(5, 1), (15, 3), (25, 5)] {
            let path = format!("/services/{name}/beyond?km={km}&by={by}");
            for row in Self::rows(&self.server.json(&path)) {
                let communities = self.place(&row);
                for end in ["low", "high"] {
                    self.learn_sum(&in_bands(&communities, first..BANDS.len()), &row["households"][end], &path);
                    let (part, whole) =
                        (in_bands(&communities, first..BANDS.len()), in_bands(&communities, all.clone()));
                    self.learn_ratio((&part, &whole), 100, &row["share_of_households_lacking"][end], &path);
                }
                self.learn_sum(&in_bands(&communities, all.clone()), &row["households_lacking"], &path);
            }
        }
        let other = SERVICES[(service + 1) % SERVICES.len()];
        for rest in ["", "&min_households=0", &format!("&also={other}"), &format!("&also={other}&match=any")] {
            let path = format!("/services/{name}/beyond?km=5&by={by}{rest}");
            for row in Self::rows(&self.server.json(&path)) {
                // With a least number of households those whose number is withheld are left out: who is counted, the list says.
                let is_whole = rest.is_empty();
                let communities = self.place(&row);
                if is_whole {
                    let everybody = Self::households(&communities);
                    self.learn_sum(&everybody, &row["households_all"], &path);
                    let part = in_bands(&communities, 1..BANDS.len());
                    self.learn_ratio((&part, &everybody), 100, &row["share_of_households"]["low"], &path);
                    continue;
                }
                let code = row["pcode"].as_str().expect("a code");
                let list = format!("/services/{name}/communities?beyond_km=5&within={code}{rest}");
                let listed = self.server.json(&list);
                let communities: Vec<usize> =
                    listed["features"].as_array().expect("features").iter().flat_map(|one| self.place(one)).collect();
                self.learn_sum(&Self::households(&communities), &listed["households"], &list);
                self.learn_sum(&Self::households(&communities), &row["households"]["high"], &path);
            }
        }
        let everywhere = self.country.communities("ZZ");
        let path = format!("/services/{name}/curve");
        for point in self.server.json(&path)["points"].as_array().expect("points").clone() {
            let km = point["km"].as_f64().expect("a distance");
            // Only what lies at the edges of bands is a sum of unknowns.
            if km % 5.0 != 0.0 || km > 25.0 {
                continue;
            }
            let first = (km / 5.0) as usize;
            for end in ["low", "high"] {
                self.learn_sum(&in_bands(&everywhere, first..BANDS.len()), &point["households"][end], &path);
            }
            self.learn_sum(&in_bands(&everywhere, all.clone()), &point["households_lacking"], &path);
            self.learn_sum(&Self::households(&everywhere), &point["households_all"], &path);
        }
        let path = format!("/services/{name}/new_centres?km=1000&limit=1");
        let centres = self.server.json(&path);
        let beyond = self.server.json(&format!("/services/{name}/communities?beyond_km=1000"));
        let beyond: Vec<usize> =
            beyond["features"].as_array().expect("features").iter().flat_map(|one| self.place(one)).collect();
        self.learn_sum(&Self::households(&beyond), &centres["households_beyond"], &path);
        let path = format!("/services/{name}/communities?min_households=0");
        let answer = self.server.json(&path);
        let features = answer["features"].as_array().expect("features");
        for feature in features {
            let properties = &feature["properties"];
            let [community] = self.place(feature)[..] else { panic!("{feature}") };
            self.learn_sum(&Self::households(&[community]), &properties["households"], &path);
            self.service_of_community(community, service, ("lacking", properties["distance_band"].as_str()), &path);
        }
        let listed: Vec<usize> = features.iter().flat_map(|feature| self.place(feature)).collect();
        self.learn_sum(&in_bands(&listed, all), &answer["households"], &path);
    }

    fn nearest(&mut self) {
        let path = "/nearest?lon=75&lat=42.5&of=communities&limit=20";
        let answer = self.server.json(path);
        for feature in answer["features"].as_array().expect("features") {
            let properties = feature["properties"].as_object().expect("properties");
            self.properties(&self.place(feature), None, properties, path);
        }
    }

    /// The members of a cluster: what it has of powers of two says which they are.
    fn members(&self, attributes: &Map<String, Json>) -> Vec<usize> {
        let of = if self.country.withheld == Withheld::Counts { "households" } else { "return_migrants" };
        let bits = attributes[of].as_u64().unwrap_or_else(|| panic!("{attributes:?}")) >> 3;
        let members: Vec<usize> = (0..64).filter(|bit| bits >> bit & 1 == 1).collect();
        assert_eq!(Some(members.len() as u64), attributes["communities"].as_u64(), "{attributes:?}");
        members
    }

    fn tiles(&mut self) {
        let periods: &[Option<usize>] =
            if self.country.withheld == Withheld::Counts { &[Some(0), Some(1), None] } else { &[Some(0)] };
        let mut clusters = 0;
        for year in periods.iter().copied() {
            let period = year.map_or_else(|| "window".to_owned(), |year| YEARS[year].to_string());
            for per in ["none", "share", "per_1000_households", "change"] {
                if per == "change" && year != Some(1) {
                    continue;
                }
                let query = format!("?year={period}&indicator=return_migrants&per={per}");
                for z in (0..=LAST_ZOOM).step_by(if per == "none" { 1 } else { 3 }) {
                    clusters += self.tiles_of(("communities", z), &format!("{query}&cluster=true"), (year, per));
                }
                for collection in ["admin0", "admin1", "admin2"] {
                    self.tiles_of((collection, 5), &query, (year, per));
                }
            }
        }
        assert!(clusters > 20, "{clusters}");
    }

    /// The tiles of a zoom; how many clusters are in them.
    fn tiles_of(&mut self, (collection, z): (&str, u32), query: &str, (year, per): (Option<usize>, &str)) -> usize {
        let mut clusters = 0;
        for tile in Tile::around(EVERYWHERE, z) {
            for feature in tile.features(self.server, collection, query) {
                let attributes = &feature.attributes;
                let key = attributes.get("id").or_else(|| attributes.get("pcode")).and_then(Json::as_str);
                clusters += usize::from(key.is_none());
                let members = key.map_or_else(|| self.members(attributes), |key| self.country.communities(key));
                let from = format!("{}{query}", tile.path(collection));
                self.properties(&members, year, attributes, &from);
                self.learn_value(&members, year, per, attributes.get("value").unwrap_or(&Json::Null), &from);
            }
        }
        clusters
    }
}
