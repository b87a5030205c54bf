//! What the trials stand on: a folder each (`place`), the real program (`process`), a PostgreSQL of the harness that can
//! be broken (`cluster`), visitors (`visitor`) that send requests and keep what they were told (`ledger`), a relay that
//! misbehaves (`relay`), and waiting for conditions instead of sleeping (`wait`).

pub mod cluster;
pub mod figures;
pub mod ledger;
pub mod outbox;
pub mod place;
pub mod process;
pub mod relay;
pub mod requests;
pub mod rows;
pub mod socket;
pub mod staff;
pub mod visitor;
pub mod volume;
pub mod wait;
pub mod well_kept;
