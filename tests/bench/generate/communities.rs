//! Communities, crowded around cities, with their figures and services.

use std::error::Error;
use std::f64::consts::TAU;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use tests::Random;

use crate::people::{GROUPS, People};
use crate::units::{Units, name};
use crate::{Extent, YEAR};

/// Years with counts in a detailed data set.
pub const YEARS: [u16; 5] = [2020, 2021, 2022, 2023, 2024];

/// Services whose distance is known as a band, and those whose kilometres are known; the internet is there or is not.
pub const BANDED: [&str; 3] = ["clinic", "hospital", "market"];
pub const MEASURED: [&str; 5] =
    ["drinking_water", "school", "employment_center", "bank_atm_post", "public_service_center"];

const BANDS: [&str; 6] = ["0-5", "6-10", "11-15", "16-20", "21-25", ">25"];

/// Seven of ten communities belong to a city.
const IN_CITIES: f64 = 0.7;

/// Finds places for communities.
struct Places<'a> {
    extent: &'a Extent,
    random: Random,
    /// Lattice position and reach in steps.
    cities: Vec<([f64; 2], f64)>,
}

impl<'a> Places<'a> {
    fn new(extent: &'a Extent) -> Self {
        let mut random = Random(2026);
        let size = extent.ground.size();
        let brick = extent.ground.across.min(extent.ground.up) as f64;
        let cities = (0..extent.cities).map(|_| {
            let at = size.map(|size| random.between(0.0, size));
            (at, brick * random.between(0.05, 0.8))
        });
        let cities = cities.collect();
        Self { extent, random, cities }
    }

    /// A lattice position and its brick, not on a border: a vertex more or less must not change the district.
    fn next(&mut self) -> ([f64; 2], [usize; 2]) {
        let random = &mut self.random;
        loop {
            let at = if random.between(0.0, 1.0) < IN_CITIES {
                // The first cities are the largest (Zipf).
                let rank = (self.cities.len() as f64).powf(random.between(0.0, 1.0)) as usize - 1;
                let (centre, reach) = self.cities[rank];
                let way = reach * (-2.0 * random.between(1e-9, 1.0).ln()).sqrt();
                let turn = random.between(0.0, TAU);
                [centre[0] + way * turn.cos(), centre[1] + way * turn.sin()]
            } else {
                self.extent.ground.size().map(|size| random.between(0.0, size))
            };
            if let Some(brick) = self.extent.ground.brick(at, 3.0) {
                return (at, brick);
            }
        }
    }
}

/// Writes the tables, and gives the sums of each district.
pub fn write(extent: &Extent, units: &Units, dataset: &Path, rows: &Path) -> Result<Vec<People>, Box<dyn Error>> {
    let table = |folder: &Path, name: &str| -> std::io::Result<BufWriter<File>> {
        Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
    };
    let mut communities = table(dataset, "communities.csv")?;
    let mut counts = table(dataset, "counts.csv")?;
    let mut services = if extent.detailed { Some(table(dataset, "services.csv")?) } else { None };
    let mut joined = table(rows, "communities.csv")?;
    let groups = &GROUPS[..People::groups(extent.detailed)];

    writeln!(communities, "id,name,lon,lat,admin2,households,origin")?;
    let columns: Vec<String> = columns(extent.detailed).into_iter().map(|(column, _, _)| column).collect();
    writeln!(counts, "id,{}", columns.join(","))?;
    if let Some(services) = &mut services {
        let banded = BANDED.map(|service| format!("{service},{service}_band"));
        let measured = MEASURED.map(|service| format!("{service},{service}_km"));
        writeln!(services, "id,internet,{},{}", banded.join(","), measured.join(","))?;
    }
    let statuses: Vec<String> = groups.iter().map(|group| format!("{group},{group}_status")).collect();
    write!(joined, "lon,lat,id,name,admin2,admin2_name,admin1_name,households,year,partial,{}", statuses.join(","))?;
    if extent.detailed {
        let banded = BANDED.map(|service| format!("{service},{service}_band"));
        let measured = MEASURED.map(|service| format!("{service},{service}_km"));
        write!(joined, ",origin,admin1,round,illustrative,internet,{},{}", banded.join(","), measured.join(","))?;
    }
    writeln!(joined)?;

    let mut places = Places::new(extent);
    let mut sums = vec![People::default(); units.districts.len()];
    for number in 0..extent.communities {
        let (at, brick) = places.next();
        let [lon, lat] = extent.ground.place(at);
        let random = &mut places.random;
        let district = units.on(brick);
        let people = People::of_a_community(random);
        sums[district].add(&people);
        let (id, called) = (format!("C{number:07}"), name(number * 13 + 5));
        let unit = &units.districts[district];
        let province = &units.provinces[unit.parent];
        let People { households, counts: of_year, .. } = &people;
        writeln!(communities, "{id},{called},{lon},{lat},{},{households},generated", unit.pcode)?;
        write!(
            joined,
            "{lon},{lat},{id},{called},{},{},{},{households},{YEAR},false",
            unit.pcode, unit.name, province.name
        )?;
        for count in &of_year[..groups.len()] {
            write!(joined, ",{count},reported")?;
        }
        write!(counts, "{id}")?;
        for (_, group, year) in self::columns(extent.detailed) {
            let of_group = of_year[group];
            let count = if year == YEAR { of_group } else { (of_group as f64 * random.between(0.5, 1.2)) as u64 };
            write!(counts, ",{count}")?;
        }
        writeln!(counts)?;
        if let Some(services) = &mut services {
            let (given, shown) = access(random);
            writeln!(services, "{id},{given}")?;
            write!(joined, ",generated,{},bench-r1,true,{shown}", province.pcode)?;
        }
        writeln!(joined)?;
    }
    for file in [Some(communities), Some(counts), services, Some(joined)].into_iter().flatten() {
        file.into_inner()?.sync_all()?;
    }
    Ok(sums)
}

/// The columns of `counts.csv`: each with the position of its group, and its year.
pub fn columns(detailed: bool) -> Vec<(String, usize, u16)> {
    let groups = 0..People::groups(detailed);
    let years = if detailed { &YEARS[..] } else { &[YEAR] };
    groups.flat_map(|group| years.iter().map(move |year| (format!("{}_{year}", GROUPS[group]), group, *year))).collect()
}

/// A community's services as a source gives them, and as Kerben's tiles hold them.
fn access(random: &mut Random) -> (String, String) {
    let (mut given, mut shown) = (vec![String::from("yes")], vec![String::from("available")]);
    for _ in BANDED {
        let band = BANDS[random.position(BANDS.len())];
        let there = random.between(0.0, 1.0) < 0.5;
        given.push(if there { "yes,".to_owned() } else { format!("no,{band}") });
        shown.push(if there { "available,".to_owned() } else { format!("lacking,{band}") });
    }
    for _ in MEASURED {
        let km = (random.between(0.1, 40.0) * 10.0).round() / 10.0;
        let there = random.between(0.0, 1.0) < 0.5;
        given.push(if there { "yes,".to_owned() } else { format!("no,{km}") });
        shown.push(if there { "available,".to_owned() } else { format!("lacking,{km}") });
    }
    (given.join(","), shown.join(","))
}
