//! The worker that looks at papers: a scanner is asked, pictures are drawn anew. Until it has, nobody opens them.

mod clamd;
mod picture;
mod worker;

pub use worker::PaperWorker;
