//! The promises, by what is broken.

mod lost;
mod relays;
mod workers;

use crate::plan::Promise;

/// All of them, in the order of the table.
pub fn all() -> Vec<Promise> {
    [lost::PROMISES, workers::PROMISES, relays::PROMISES].concat()
}
