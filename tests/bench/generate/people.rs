//! How many people of which group, invented.

use tests::Random;

/// The population groups; the first one alone where a data set is not detailed.
pub const GROUPS: [&str; 5] =
    ["return_migrants", "emigrants", "international_migrant_workers", "internal_migrants", "internal_out_migrants"];

/// People of a community or, summed, of a district.
#[derive(Clone, Default)]
pub struct People {
    pub communities: usize,
    pub households: u64,
    pub counts: [u64; GROUPS.len()],
}

impl People {
    /// How many groups a data set knows.
    pub fn groups(detailed: bool) -> usize {
        if detailed { GROUPS.len() } else { 1 }
    }

    pub fn of_a_community(random: &mut Random) -> Self {
        let households = (40.0 * random.between(0.0, 5.0).exp()) as u64;
        let counts = [0.04, 0.09, 0.006, 0.02, 0.03].map(|most| (households as f64 * random.between(0.0, most)) as u64);
        Self { communities: 1, households, counts }
    }

    pub fn add(&mut self, other: &Self) {
        self.communities += other.communities;
        self.households += other.households;
        for (sum, count) in self.counts.iter_mut().zip(&other.counts) {
            *sum += count;
        }
    }
}
