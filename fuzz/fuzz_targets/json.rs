//! A table of counts as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let _ = geodata::ingest::fuzzing::read_json(content).to_string();
});
