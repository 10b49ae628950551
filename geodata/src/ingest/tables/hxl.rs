//! HXL tags: a row under the header that says in a standard vocabulary what each column holds (`#adm2+code`, `#affected+idps`), see
//! <https://hxlstandard.org/standard/1-1final/tagging/>.

use super::super::text::trimmed;

/// A tag and its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HxlTag {
    tag: String,
    /// Ascending, each once: their order means nothing.
    attributes: Vec<String>,
}

impl std::fmt::Display for HxlTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.tag)?;
        self.attributes.iter().try_for_each(|attribute| write!(f, "+{attribute}"))
    }
}

impl HxlTag {
    /// Parses `#adm2 +code`; none if the text is no tag.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let lower = trimmed(text).to_lowercase();
        let mut parts = lower.strip_prefix('#')?.split('+').map(str::trim);
        let tag = parts.next().filter(|tag| is_word(tag))?.to_owned();
        let mut attributes: Vec<String> = parts.map(str::to_owned).collect();
        attributes.sort_unstable();
        attributes.dedup();
        attributes.iter().all(|attribute| is_word(attribute)).then_some(Self { tag, attributes })
    }

    /// Whether a column with this tag is meant by a pattern: the pattern's attributes are among its own.
    pub(super) fn fits(&self, pattern: &Self) -> bool {
        self.tag == pattern.tag && pattern.attributes.iter().all(|attribute| self.attributes.contains(attribute))
    }
}

/// A word of the standard: a letter, then letters, digits and `_`.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::HxlTag;

    #[test]
    fn a_pattern_means_the_columns_that_have_its_attributes_in_any_order() {
        let tag = |text| HxlTag::parse(text).expect("a tag");
        assert_eq!(tag("#affected+idps+f"), tag(" #Affected +f +idps"));
        assert!(tag("#affected+idps+f").fits(&tag("#affected+idps")));
        assert!(!tag("#affected+idps").fits(&tag("#affected+idps+f")));
        assert!(!tag("#adm2+code").fits(&tag("#adm1+code")));
        for text in ["", "#", "adm2", "#2", "#REF!", "#N/A", "# of people", "#a++b", "#adm2+", "#число"] {
            assert_eq!(HxlTag::parse(text), None, "{text}");
        }
    }
}
