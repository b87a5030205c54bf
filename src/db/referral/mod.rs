//! The case in SQL: `insert` stores a first `Change`, `apply` writes a later one, `read` locks and finds, `list` is the
//! worklist, `record` what was said and sent, `alike` who may be the same child, `joined` who is. `fill` stores whole made-up stories at once, in a demo only.

pub mod alike;
pub mod apply;
pub mod fill;
pub mod insert;
pub mod joined;
pub mod list;
pub mod overdue;
mod persons;
pub mod put_away;
pub mod read;
pub mod record;
mod rows;

pub use rows::Sent;

use crate::domain::staff::Actor;
use uuid::Uuid;

/// For whom a query looks: what they may not see is not found.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    /// Code of their role.
    pub role: &'static str,
    /// Who.
    pub id: Uuid,
}

impl From<&Actor> for Viewer {
    fn from(actor: &Actor) -> Self {
        Self {
            role: actor.role.code(),
            id: actor.id.0,
        }
    }
}
