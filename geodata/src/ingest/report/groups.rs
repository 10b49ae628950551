//! Groups findings by what to do about them.

use std::collections::HashMap;

use super::findings::KindRef;
use super::{Action, Finding, Report, Severity};

/// Findings of one severity that ask for the same kind of work.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// What they ask for.
    pub action: Action,
    /// Their kinds: those of one code stand together.
    pub kinds: Vec<Kind<'a>>,
}

/// Findings of the same code in the same column of the same file.
#[derive(Clone, Debug)]
pub struct Kind<'a> {
    /// Those that are listed, in the order of reading; at least one.
    pub findings: Vec<&'a Finding>,
    /// How many there are, with those that are only counted.
    pub count: usize,
}

impl Group<'_> {
    /// How many findings it has.
    pub fn count(&self) -> usize {
        self.kinds.iter().map(|kind| kind.count).sum()
    }
}

impl Kind<'_> {
    /// The code of its findings.
    pub fn code(&self) -> &'static str {
        self.findings.first().map_or("", |finding| finding.code)
    }
}

impl Report {
    /// The findings of a severity by what to do about them, in the order of doing it; without errors that are allowed.
    pub fn groups(&self, severity: Severity) -> Vec<Group<'_>> {
        self.grouped(severity, false)
    }

    /// The errors that are allowed, grouped in the same way.
    pub fn left_out_groups(&self) -> Vec<Group<'_>> {
        self.grouped(Severity::Error, true)
    }

    fn grouped(&self, severity: Severity, left_out: bool) -> Vec<Group<'_>> {
        let mut kinds: Vec<Kind<'_>> = Vec::new();
        let mut positions: HashMap<KindRef<'_>, usize> = HashMap::new();
        for finding in self.of(severity).filter(|finding| finding.left_out == left_out) {
            let key = KindRef::new((severity, left_out), finding.code, &finding.location);
            let position = *positions.entry(key).or_insert_with(|| {
                kinds.push(Kind { findings: Vec::new(), count: 0 });
                kinds.len() - 1
            });
            kinds[position].findings.push(finding);
            kinds[position].count += 1;
        }
        for omitted in self.omitted.iter().filter(|of| (of.severity, of.left_out) == (severity, left_out)) {
            if let Some(position) = positions.get(&KindRef::new((severity, left_out), omitted.code, &omitted.location))
            {
                kinds[*position].count += omitted.count;
            }
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        for kind in kinds {
            let Some(action) = kind.findings.first().map(|first| first.action) else { continue };
            match groups.iter_mut().find(|group| group.action == action) {
                Some(group) => {
                    // Behind the last of its code.
                    let last = group.kinds.iter().rposition(|known| known.code() == kind.code());
                    group.kinds.insert(last.map_or(group.kinds.len(), |last| last + 1), kind);
                }
                None => groups.push(Group { action, kinds: vec![kind] }),
            }
        }
        groups.sort_by_key(|group| group.action);
        groups
    }
}
