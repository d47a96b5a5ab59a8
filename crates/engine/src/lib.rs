//! Compares cities. Pure.
