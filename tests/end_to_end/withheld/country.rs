//! A country whose numbers the tests know, and of which a dataset withholds the small ones.

use std::collections::BTreeMap;
use std::fmt::Write;

use fixtures::Dataset;
use tests::Random;

use super::system::Terms;

pub const YEARS: [u16; 3] = [2022, 2023, 2024];
pub const SEXES: [&str; 2] = ["Women", "Men"];
pub const ORIGINS: [&str; 3] = ["North", "South", "Overseas"];
pub const SERVICES: [&str; 2] = ["hospital", "school"];
/// The bands of distance, and one for distances that are not known.
pub const BANDS: [&str; 6] = ["0-5", "6-10", "11-15", "16-20", "21-25", ">25"];

const COMMUNITIES: usize = 14;
/// Codes of the districts, their western borders, and the province of each.
const DISTRICTS: [(&str, f64, &str); 3] =
    [("ZZ0101", 74.0, "ZZ01"), ("ZZ0102", 74.5, "ZZ01"), ("ZZ0201", 75.0, "ZZ02")];
/// Counts below this are withheld, and households below this.
const FEW: u64 = 5;
const FEW_HOUSEHOLDS: u64 = 20;

/// Which numbers are withheld. The others are powers of two, so that a sum tells what it is a sum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    Counts,
    HouseholdsAndServices,
}

/// A withheld number, as a sum of the unknowns.
pub struct Secret {
    pub label: String,
    pub terms: Terms,
}

pub struct Country {
    pub withheld: Withheld,
    pub dataset: Dataset,
    /// The true value of each unknown.
    pub truth: Vec<u64>,
    /// What each can be, as the sources say it.
    pub ranges: Vec<(u64, Option<u64>)>,
    pub secrets: Vec<Secret>,
    /// Sums that the sources state, as a sum of the unknowns.
    pub stated: Vec<(Terms, u64)>,
    district_of: Vec<usize>,
}

/// The levels, finest first, with the codes of their places.
pub fn levels(country: &Country) -> Vec<(&'static str, Vec<String>)> {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    vec![
        ("community", (0..country.district_of.len()).map(id).collect()),
        ("admin2", codes(&DISTRICTS.map(|district| district.0))),
        ("admin1", codes(&["ZZ01", "ZZ02"])),
        ("admin0", codes(&["ZZ"])),
    ]
}

fn id(community: usize) -> String {
    format!("C{community:02}")
}

/// The numbers of the unknowns.
pub mod unknown {
    use super::{BANDS, COMMUNITIES, ORIGINS, SERVICES, SEXES, YEARS};

    const SEX: usize = COMMUNITIES * YEARS.len();
    const ORIGIN: usize = SEX + COMMUNITIES * SEXES.len();
    const HOUSEHOLDS: usize = ORIGIN + COMMUNITIES * ORIGINS.len();
    const LACKING: usize = HOUSEHOLDS + COMMUNITIES;
    const IN_BAND: usize = LACKING + COMMUNITIES * SERVICES.len();
    pub const COUNT: usize = IN_BAND + COMMUNITIES * SERVICES.len() * BANDS.len();

    pub fn returns(community: usize, year: usize) -> usize {
        community * YEARS.len() + year
    }
    pub fn of_sex(community: usize, sex: usize) -> usize {
        SEX + community * SEXES.len() + sex
    }
    /// Only districts state them; those of a district stand at its first communities.
    pub fn from(district: usize, origin: usize) -> usize {
        ORIGIN + district * ORIGINS.len() + origin
    }
    pub fn households(community: usize) -> usize {
        HOUSEHOLDS + community
    }
    /// One if the community lacks the service.
    pub fn lacks(community: usize, service: usize) -> usize {
        LACKING + community * SERVICES.len() + service
    }
    /// Its households, if it lacks the service and is in the band.
    pub fn in_band(community: usize, service: usize, band: usize) -> usize {
        IN_BAND + (community * SERVICES.len() + service) * BANDS.len() + band
    }
}

impl Country {
    pub fn communities(&self, code: &str) -> Vec<usize> {
        let is_inside = |community: &usize| {
            let (district, _, province) = DISTRICTS[self.district_of[*community]];
            code == "ZZ" || code == province || code == district || code == id(*community)
        };
        (0..self.district_of.len()).filter(is_inside).collect()
    }

    pub fn districts(code: &str) -> Vec<usize> {
        let is_inside = |at: &usize| code == "ZZ" || code == DISTRICTS[*at].0 || code == DISTRICTS[*at].2;
        (0..DISTRICTS.len()).filter(is_inside).collect()
    }

    /// The value of a sum.
    pub fn value(&self, terms: &Terms) -> u64 {
        terms.iter().map(|(unknown, factor)| self.truth[*unknown] * u64::try_from(*factor).expect("a sum")).sum()
    }

    /// Sums of places that no source states, and that would give a single withheld part away.
    pub fn sums_of_places(&self) -> Vec<(Terms, u64)> {
        let mut sums = Vec::new();
        if self.withheld == Withheld::HouseholdsAndServices {
            for code in levels(self).into_iter().filter(|(level, _)| *level != "community").flat_map(|(_, codes)| codes)
            {
                let of = |unknown: &dyn Fn(usize) -> usize| -> Terms {
                    self.communities(&code).into_iter().map(|community| (unknown(community), 1)).collect()
                };
                sums.push(of(&unknown::households));
                for service in 0..SERVICES.len() {
                    sums.push(of(&|community| unknown::lacks(community, service)));
                    sums.extend(
                        (0..BANDS.len()).map(|band| of(&|community| unknown::in_band(community, service, band))),
                    );
                }
            }
        }
        sums.into_iter().map(|terms| (terms.clone(), self.value(&terms))).collect()
    }

    pub fn generate(withheld: Withheld, seed: u64) -> Self {
        let mut random = Random(seed);
        let mut country = Self {
            withheld,
            dataset: Dataset::sandland(),
            truth: vec![0; unknown::COUNT],
            ranges: vec![(0, None); unknown::COUNT],
            secrets: Vec::new(),
            stated: Vec::new(),
            district_of: (0..COMMUNITIES).map(|community| [0, 0, 1, 1, 1, 2][community % 6]).collect(),
        };
        country.make_counts(&mut random);
        let services = country.make_services(&mut random);
        country.write(&mut random, &services);
        country
    }

    fn make_counts(&mut self, random: &mut Random) {
        for community in 0..COMMUNITIES {
            let mut all = 0;
            for year in 0..YEARS.len() {
                let count = match self.withheld {
                    Withheld::Counts => random.position(12) as u64,
                    Withheld::HouseholdsAndServices => 1 << (community + 3),
                };
                self.truth[unknown::returns(community, year)] = count;
                all += count;
            }
            let women = random.position(all as usize + 1) as u64;
            self.truth[unknown::of_sex(community, 0)] = women;
            self.truth[unknown::of_sex(community, 1)] = all - women;
            let mut left = all;
            for origin in 0..ORIGINS.len() {
                let some = if origin + 1 == ORIGINS.len() { left } else { random.position(left as usize + 1) as u64 };
                self.truth[unknown::from(self.district_of[community], origin)] += some;
                left -= some;
            }
        }
    }

    /// The rows of `services.csv`.
    fn make_services(&mut self, random: &mut Random) -> Vec<String> {
        let mut rows = Vec::new();
        for community in 0..COMMUNITIES {
            let households = match self.withheld {
                Withheld::Counts => 1 << (community + 3),
                Withheld::HouseholdsAndServices => 5 + random.position(55) as u64,
            };
            self.truth[unknown::households(community)] = households;
            let mut row = id(community);
            for (service, name) in SERVICES.iter().enumerate() {
                let lacks = random.position(3) > 0;
                let band = random.position(BANDS.len());
                if lacks {
                    self.truth[unknown::lacks(community, service)] = 1;
                    self.truth[unknown::in_band(community, service, band)] = households;
                }
                let is_withheld = self.withheld == Withheld::HouseholdsAndServices && random.position(4) == 0;
                let distance = if service == 0 { BANDS[band].to_owned() } else { format!("{}.5", band * 5) };
                let _ = match (is_withheld, lacks) {
                    // The answer, or only the distance.
                    (true, _) if random.position(2) == 0 || !lacks => write!(row, ",*,"),
                    (true, _) => write!(row, ",no,*"),
                    (false, true) => write!(row, ",no,{distance}"),
                    (false, false) => write!(row, ",yes,"),
                };
                if is_withheld {
                    let label = format!("{name} of {}", id(community));
                    self.keep(format!("whether {label} is lacking"), vec![(unknown::lacks(community, service), 1)]);
                    for (band, distance) in BANDS.iter().enumerate() {
                        let households = vec![(unknown::in_band(community, service, band), 1)];
                        self.keep(format!("households of {label} at {distance}"), households);
                    }
                }
            }
            rows.push(row);
        }
        rows
    }

    fn keep(&mut self, label: String, terms: Terms) {
        self.secrets.push(Secret { label, terms });
    }

    /// The cell of a table for a sum: withheld if it is small, left out now and then if it is a stated sum.
    fn cell(&mut self, label: String, terms: Terms, is_stated: bool, random: &mut Random) -> String {
        let value = self.value(&terms);
        let is_few = self.withheld == Withheld::Counts && (1..FEW).contains(&value);
        if is_stated && random.position(6) == 0 {
            return String::new();
        }
        if is_few {
            if let [(unknown, _)] = terms.as_slice() {
                self.ranges[*unknown] = (0, Some(FEW - 1));
            }
            self.keep(label, terms);
            return "<5".to_owned();
        }
        if self.withheld == Withheld::Counts && random.position(12) == 0 {
            self.keep(label, terms);
            return "*".to_owned();
        }
        if is_stated {
            self.stated.push((terms, value));
        }
        value.to_string()
    }

    fn write(&mut self, random: &mut Random, services: &[String]) {
        let mut places = "id,name,lon,lat,district,households\n".to_owned();
        for community in 0..COMMUNITIES {
            let (district, west, _) = DISTRICTS[self.district_of[community]];
            let (lon, lat) = (west + random.between(0.05, 0.45), 42.05 + random.between(0.0, 0.9));
            let households = self.truth[unknown::households(community)];
            let shown = if self.withheld == Withheld::HouseholdsAndServices && households < FEW_HOUSEHOLDS {
                self.ranges[unknown::households(community)] = (0, Some(FEW_HOUSEHOLDS - 1));
                self.keep(format!("households of {}", id(community)), vec![(unknown::households(community), 1)]);
                format!("<{FEW_HOUSEHOLDS}")
            } else {
                households.to_string()
            };
            let _ = writeln!(places, "{},{0},{lon:.5},{lat:.5},{district},{shown}", id(community));
        }
        self.dataset.put("communities.csv", places);
        let header = "community,hospital,hospital_band,school,school_km\n";
        self.dataset.put("services.csv", format!("{header}{}\n", services.join("\n")));
        for file in ["communities.csv", "counts.csv", "sex.csv", "services.csv"] {
            let line = format!("file = \"{file}\"\n");
            let texts = if file == "communities.csv" { "[\"<20\"]" } else { "[\"<5\", \"*\"]" };
            self.dataset.describe(&line, &format!("{line}suppressed = {texts}\n"));
        }
        let years = YEARS.map(|year| format!("returns_{year}"));
        for level in ["community", "admin2", "admin1", "admin0"] {
            let rows = self.rows((level, "community"), &years, random, |country, code, year| {
                country.communities(code).into_iter().map(|of| (unknown::returns(of, year), 1)).collect()
            });
            let file = if level == "community" { "counts.csv".to_owned() } else { format!("{level}.csv") };
            let column =
                |year| format!("{{ column = \"returns_{year}\", group = \"return_migrants\", year = {year} }}");
            self.put(&file, ("counts", level, ""), &years, &YEARS.map(column), &rows);
        }
        for level in ["community", "admin2", "admin0"] {
            let rows = self.rows((level, "community"), &SEXES.map(str::to_owned), random, |country, code, sex| {
                country.communities(code).into_iter().map(|of| (unknown::of_sex(of, sex), 1)).collect()
            });
            let file = if level == "community" { "sex.csv".to_owned() } else { format!("sex-{level}.csv") };
            self.put_breakdown(&file, ("sex", level), &SEXES, &rows);
        }
        for level in ["admin2", "admin1"] {
            let rows = self.rows((level, "admin2"), &ORIGINS.map(str::to_owned), random, |_, code, origin| {
                Self::districts(code).into_iter().map(|of| (unknown::from(of, origin), 1)).collect()
            });
            self.put_breakdown(&format!("country-{level}.csv"), ("country", level), &ORIGINS, &rows);
        }
    }

    /// The rows of a table.
    fn rows(
        &mut self,
        (level, finest): (&str, &str),
        columns: &[String],
        random: &mut Random,
        terms: impl Fn(&Self, &str, usize) -> Terms,
    ) -> String {
        let mut rows = String::new();
        for code in self.codes(level) {
            rows += &code;
            for (column, name) in columns.iter().enumerate() {
                let cell = self.cell(format!("{name} of {code}"), terms(self, &code, column), level != finest, random);
                rows += &format!(",{cell}");
            }
            rows += "\n";
        }
        rows
    }

    fn codes(&self, level: &str) -> Vec<String> {
        levels(self).into_iter().find(|(of, _)| *of == level).map(|(_, codes)| codes).unwrap_or_default()
    }

    fn put_breakdown(&mut self, file: &str, (dimension, level): (&str, &str), categories: &[&str], rows: &str) {
        let names: Vec<String> = categories.iter().map(|category| category.to_lowercase()).collect();
        let column = |(name, category): (&String, &&str)| {
            format!("{{ column = \"{name}\", group = \"return_migrants\", category = \"{category}\" }}")
        };
        let columns: Vec<String> = names.iter().zip(categories).map(column).collect();
        self.put(file, ("breakdowns", level, &format!("dimension = \"{dimension}\"\n")), &names, &columns, rows);
    }

    fn put(
        &mut self,
        file: &str,
        (section, level, more): (&str, &str, &str),
        names: &[String],
        columns: &[String],
        rows: &str,
    ) {
        let key = if level == "community" { "community" } else { "pcode" };
        self.dataset.put(file, format!("{key},{}\n{rows}", names.join(",")));
        if !matches!(file, "counts.csv" | "sex.csv") {
            let lines = BTreeMap::from([("file", file), ("round", "zzz-r1"), ("level", level), ("place", key)]);
            let mut described = format!("\n[[{section}]]\n");
            for (name, value) in lines {
                let _ = writeln!(described, "{name} = \"{value}\"");
            }
            let columns = columns.join(",\n  ");
            let _ = write!(
                described,
                "{more}sources = [\"survey\"]\nsuppressed = [\"<5\", \"*\"]\ncolumns = [\n  {columns},\n]\n"
            );
            self.dataset.append("dataset.toml", &described);
        }
    }
}
