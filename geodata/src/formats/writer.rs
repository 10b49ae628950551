use crate::crs::CrsError;

/// A format that features of a collection are written in, one after the other.
///
/// What is written goes to the end of a buffer. The caller may empty that between two calls: a long list takes no more memory than a short
/// one.
pub trait FeatureWriter {
    /// Writes what comes before the first feature.
    fn start(&mut self, out: &mut Vec<u8>);

    /// Writes a feature by its position in the collection.
    fn row(&mut self, out: &mut Vec<u8>, feature: usize) -> Result<(), CrsError>;

    /// Writes what comes after the last feature.
    fn end(&mut self, out: &mut Vec<u8>);
}

/// Features as one text.
pub fn write_features(writer: &mut impl FeatureWriter, features: &[usize]) -> Result<Vec<u8>, CrsError> {
    let mut out = Vec::new();
    writer.start(&mut out);
    for (written, feature) in features.iter().enumerate() {
        let begin = out.len();
        writer.row(&mut out, *feature)?;
        if written == 0 {
            // The others are about as long.
            out.reserve((out.len() - begin + 16) * (features.len() - 1));
        }
    }
    writer.end(&mut out);
    Ok(out)
}
