//! The promises, by what is broken.

mod clients;
mod database;
mod deploys;
mod lost;
mod papers;
mod relays;
mod several;
mod vouched;
mod workers;

use crate::plan::Promise;

/// All of them, in the order of the table.
pub fn all() -> Vec<Promise> {
    [
        lost::PROMISES,
        workers::PROMISES,
        relays::PROMISES,
        vouched::PROMISES,
        database::PROMISES,
        clients::PROMISES,
        several::PROMISES,
        deploys::PROMISES,
        papers::PROMISES,
    ]
    .concat()
}
