//! Dataset folder → [`crate::atlas::Atlas`].
