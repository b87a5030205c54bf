//! Two questions after the visit. Who has lost the child, or was declined, is never asked.

use jiff::SignedDuration;

use super::referral::Referral;
use super::status::{Outcome, Status};
use crate::coded;

/// Characters of what somebody writes.
pub const WORDS_MOST: usize = 2_000;
/// Days after the case was closed when the mail goes.
pub const ASKED_AFTER: SignedDuration = SignedDuration::from_hours(14 * 24);

coded! {
    /// Whether somebody knew at every moment what comes next.
    pub enum Knew {
        /// Always.
        Yes = "yes",
        /// Not always.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

impl Knew {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "Knew at every moment what comes next",
            Self::Partly => "Knew only sometimes what comes next",
            Self::No => "Did not know what comes next",
        }
    }
}

/// Whether an adult of the family is asked how it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Not now, or never.
    No,
    /// They are.
    Yes,
    /// They have just answered.
    Answered,
}

/// True where the family came and was seen, and may be asked how it was.
pub fn is_asked(case: &Referral) -> bool {
    let seen = case.status == Status::Seen
        || (case.status == Status::Closed && case.outcome.is_some_and(was_seen));
    seen && !case.is_silent() && case.family_aware
}

/// True for the outcomes of those who came.
pub fn was_seen(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::EvaluatedTreatingHere | Outcome::EvaluatedBackToLocal
    )
}
