//! Makes the data sets of the benchmark: the same bytes in every run.
//!
//! `generate country|world FOLDER` writes `FOLDER/dataset` for Kerben (FlatGeobuf, CSV and `dataset.toml`) and
//! `FOLDER/rows` for servers that know nothing of rounds: one row per place, its figures of one year joined in.

mod communities;
mod description;
mod ground;
mod people;
mod units;

use std::error::Error;
use std::path::Path;

use ground::Ground;
use units::Nesting;

/// The year whose figures are joined in for the other servers.
const YEAR: u16 = 2023;

/// What a data set is made of.
pub struct Extent {
    pub ground: Ground,
    /// How districts are put together to provinces, and those to countries.
    pub nesting: Nesting,
    pub communities: usize,
    /// Places around which communities crowd.
    pub cities: usize,
    /// Five population groups over five years and nine services; or one group in one year.
    pub detailed: bool,
}

impl Extent {
    /// 50 districts of 2,000 vertices, 1,000 communities with 40 attributes.
    fn country() -> Self {
        Self {
            ground: Ground {
                columns: 10,
                rows: 5,
                across: 500,
                up: 500,
                frame: [69.5, 39.4, 80.0, 43.2],
                waves: [0.009, 1.4],
            },
            nesting: Nesting { province: [5, 1], country: [10, 5] },
            communities: 1_000,
            cities: 12,
            detailed: true,
        }
    }

    /// 50,000 districts of 300 vertices in 5,000 provinces and 100 countries, 1,000,000 communities with 10 attributes.
    fn world() -> Self {
        Self {
            ground: Ground {
                columns: 250,
                rows: 200,
                across: 80,
                up: 70,
                frame: [-170.0, -56.0, 170.0, 72.0],
                waves: [0.16, 30.0],
            },
            nesting: Nesting { province: [5, 2], country: [25, 20] },
            communities: 1_000_000,
            cities: 6_000,
            detailed: false,
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, folder] = arguments.as_slice() else { return Err("usage: generate country|world FOLDER".into()) };
    let extent = match name.as_str() {
        "country" => Extent::country(),
        "world" => Extent::world(),
        other => return Err(format!("`{other}` is neither country nor world").into()),
    };
    let folder = Path::new(folder);
    let (dataset, rows) = (folder.join("dataset"), folder.join("rows"));
    std::fs::create_dir_all(&dataset)?;
    std::fs::create_dir_all(&rows)?;
    let units = units::Units::new(&extent);
    units.write(&extent.ground, &dataset)?;
    let people = communities::write(&extent, &units, &dataset, &rows)?;
    units.write_rows(&extent, &people, &rows)?;
    description::write(name, &extent, &dataset)?;
    Ok(())
}
