//! What a server holds of memory.

use crate::Server;

impl Server {
    /// Memory that the server holds now, in mebibytes.
    pub fn resident_mebibytes(&self) -> usize {
        self.memory("VmRSS:")
    }

    /// The most that it held since it started, or since [`Self::forget_peak`].
    pub fn peak_mebibytes(&self) -> usize {
        self.memory("VmHWM:")
    }

    /// Forgets the most that it held until now.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").expect("/proc");
    }

    fn memory(&self, name: &str) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("/proc");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a size of the process");
        line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") >> 10
    }
}
