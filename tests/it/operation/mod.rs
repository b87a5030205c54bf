//! The desk as its operator sees it: slow and odd clients, a database that goes away, figures, probes, stopping. Limits
//! are shortened by the settings; the same promises at full length are told outside of this program.

mod connections;
mod leases;
mod odd_requests;
pub mod outage;
mod process;
mod wire;
