//! What the trials stand on: a folder each (`place`), the real program (`process`), a PostgreSQL of the harness that can
//! be broken (`cluster`, `volume`) and looked into (`rows`, `files`), everybody who comes by network (`people`), where mail
//! goes (`post`), and waiting for conditions instead of sleeping (`wait`). It knows nothing of promises.

pub mod cluster;
pub mod figures;
pub mod files;
pub mod people;
pub mod place;
pub mod post;
pub mod process;
pub mod rows;
pub mod volume;
pub mod wait;
