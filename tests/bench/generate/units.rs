//! Districts, and the provinces and countries that they make up.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType};

use crate::ground::{Block, Ground};
use crate::people::{GROUPS, People};
use crate::{Extent, YEAR};

/// Columns and rows of districts in a province and in a country.
pub struct Nesting {
    pub province: [usize; 2],
    pub country: [usize; 2],
}

/// A country, a province or a district.
pub struct Unit {
    pub pcode: String,
    pub name: String,
    /// Its position in the level above.
    pub parent: usize,
    block: Block,
}

pub struct Units {
    pub countries: Vec<Unit>,
    pub provinces: Vec<Unit>,
    /// Row by row from the south-west.
    pub districts: Vec<Unit>,
    columns: usize,
}

/// Names that differ in length, as names do.
const SYLLABLES: [&str; 16] = [
    "ak", "bel", "chon", "dar", "en", "jal", "kara", "kol", "mir", "naryn", "osh", "suu", "talas", "too", "uch", "zar",
];

pub fn name(seed: usize) -> String {
    let [first, second, third] = [1, 16, 256].map(|part| SYLLABLES[seed / part % SYLLABLES.len()]);
    let mut name = format!("{first}{second}");
    name[..1].make_ascii_uppercase();
    if seed >= 256 { format!("{name}-{third}{}", seed / 4096) } else { name }
}

impl Units {
    pub fn new(extent: &Extent) -> Self {
        let ground = &extent.ground;
        let blocks = |size: [usize; 2]| {
            let [across, up] = [ground.columns / size[0], ground.rows / size[1]];
            let block = move |at: usize| {
                let [column, row] = [at % across, at / across];
                let range = |from: usize, size: usize| [from * size, (from + 1) * size];
                Block { columns: range(column, size[0]), rows: range(row, size[1]) }
            };
            (0..across * up).map(block)
        };
        let within = |block: Block, size: [usize; 2]| {
            block.rows[0] / size[1] * (ground.columns / size[0]) + block.columns[0] / size[0]
        };
        let country = |at: usize| format!("{}{}", letter(at / 26), letter(at % 26));
        let countries = blocks(extent.nesting.country).enumerate().map(|(at, block)| Unit {
            pcode: country(at),
            name: format!("{} land", name(at)),
            parent: 0,
            block,
        });
        let provinces = blocks(extent.nesting.province).enumerate().map(|(at, block)| {
            let parent = within(block, extent.nesting.country);
            Unit { pcode: format!("{}P{at:05}", country(parent)), name: format!("{} oblast", name(at)), parent, block }
        });
        let districts = blocks([1, 1]).enumerate().map(|(at, block)| {
            let parent = within(block, extent.nesting.province);
            let pcode = format!("{}D{at:06}", country(within(block, extent.nesting.country)));
            Unit { pcode, name: name(at * 7), parent, block }
        });
        let [countries, provinces, districts] = [countries.collect(), provinces.collect(), districts.collect()];
        Self { countries, provinces, districts, columns: ground.columns }
    }

    /// The position of the district on a brick.
    pub fn on(&self, [column, row]: [usize; 2]) -> usize {
        row * self.columns + column
    }

    /// One FlatGeobuf per level.
    pub fn write(&self, ground: &Ground, folder: &Path) -> Result<(), Box<dyn Error>> {
        let none: &[Unit] = &[];
        for (level, units, above) in [
            ("admin0", &self.countries, none),
            ("admin1", &self.provinces, &self.countries),
            ("admin2", &self.districts, &self.provinces),
        ] {
            write_level(ground, units, above, &folder.join(format!("{level}.fgb")))?;
        }
        Ok(())
    }

    /// The districts with the figures of a year, as Kerben's tiles hold them.
    pub fn write_rows(&self, extent: &Extent, people: &[People], folder: &Path) -> Result<(), Box<dyn Error>> {
        let groups = People::groups(extent.detailed);
        let mut file = BufWriter::new(File::create(folder.join("districts.csv"))?);
        write!(file, "pcode,pcode_official,name,parent,parent_name,boundaries,communities,households")?;
        write!(file, ",round,year,partial,illustrative")?;
        for group in &GROUPS[..groups] {
            write!(file, ",{group},{group}_status")?;
        }
        writeln!(file)?;
        for (unit, people) in self.districts.iter().zip(people) {
            let province = &self.provinces[unit.parent];
            write!(file, "{},true,{},{},{}", unit.pcode, unit.name, province.pcode, province.name)?;
            write!(file, ",schematic,{},{},bench-r1,{YEAR},false,true", people.communities, people.households)?;
            for count in &people.counts[..groups] {
                // A district without communities has no counts.
                if people.communities == 0 { write!(file, ",,no_data")? } else { write!(file, ",{count},reported")? }
            }
            writeln!(file)?;
        }
        file.flush()?;
        Ok(())
    }
}

fn letter(at: usize) -> char {
    char::from(b'A' + at as u8)
}

fn write_level(ground: &Ground, units: &[Unit], above: &[Unit], path: &Path) -> Result<(), Box<dyn Error>> {
    let mut degrees = SpatialRef::from_epsg(4326)?;
    degrees.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let mut data = DriverManager::get_driver_by_name("FlatGeobuf")?.create_vector_only(path)?;
    let ty = OGRwkbGeometryType::wkbPolygon;
    let layer = data.create_layer(LayerOptions { name: "units", srs: Some(&degrees), ty, options: None })?;
    for field in ["pcode", "name", "parent"] {
        FieldDefn::new(field, OGRFieldType::OFTString)?.add_to_layer(&layer)?;
    }
    for unit in units {
        let mut feature = Feature::new(layer.defn())?;
        feature.set_geometry(Geometry::from_wkb(&wkb(&ground.ring(unit.block)))?)?;
        feature.set_field_string(0, &unit.pcode)?;
        feature.set_field_string(1, &unit.name)?;
        if let Some(parent) = above.get(unit.parent) {
            feature.set_field_string(2, &parent.pcode)?;
        }
        feature.create(&layer)?;
    }
    Ok(())
}

/// A polygon of one ring in well-known binary, little-endian.
fn wkb(ring: &[[f64; 2]]) -> Vec<u8> {
    let mut bytes = vec![1];
    for number in [3, 1, ring.len() as u32] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(ring.iter().flatten().flat_map(|degrees| degrees.to_le_bytes()));
    bytes
}
