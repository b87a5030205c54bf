//! The site's own accept loop, where slow and greedy clients are turned away before they cost anybody else a page.
//!
//! Owns the port, the number of connections and how long each may dawdle: the head of a request, its body, an answer
//! that nobody reads, the rest between two requests. Knows nothing of pages: `routes` answers, `layers` stand around
//! it. Telling where one request ends and the next begins is hyper's work, in its strict settings.
//! Read `accept` first, then `connection`; `crowd` says who must go when the house is full.

mod accept;
mod body;
mod connection;
mod crowd;
mod limits;
mod listen;
mod meter;
mod pulse;
mod stream;

pub use accept::Server;
pub use body::{BodyReceived, BodyTooSlow};
pub use limits::ServerLimits;
pub use listen::{descriptors, listen};
