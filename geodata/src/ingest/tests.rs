//! The shipped sample, and small datasets that are wrong in one way each.
