//! Dataset folder → [`crate::model::Atlas`].
