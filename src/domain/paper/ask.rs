//! Papers that are needed, one by one, with who will send each.

use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::PaperKind;
use crate::coded;

coded! {
    /// Who will send a paper.
    pub enum PaperSender {
        /// The family.
        Family = "family",
        /// The doctor or hospital that treats the child now.
        Doctor = "doctor",
        /// We get it ourselves.
        Us = "us",
    }
}

coded! {
    /// How far a paper that is needed is.
    pub enum AskState {
        /// It has not come.
        Missing = "missing",
        /// It is here.
        Received = "received",
        /// It is needed no more.
        NotNeeded = "not_needed",
    }
}

/// A paper that is needed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PaperAsk {
    /// Row id.
    pub id: Uuid,
    /// What it is.
    pub kind: PaperKind,
    /// Who will send it.
    pub sender: PaperSender,
    /// How far it is.
    pub state: AskState,
    /// Since when it is asked for (UTC).
    pub asked_at: Timestamp,
}

impl PaperSender {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Family => "The family sends it",
            Self::Doctor => "The treating doctor sends it",
            Self::Us => "We get it ourselves",
        }
    }
}

impl AskState {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Received => "We have it",
            Self::NotNeeded => "Not needed",
        }
    }
}
