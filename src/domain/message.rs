//! Messages between a person outside and staff. A staff note is another type in another table: no rule here takes one.
//!
//! Whoever writes to us is told when we answer: by the end of the next business day. That is a promise like any other.

use jiff::Timestamp;
use uuid::Uuid;

use super::calendar::BusinessCalendar;
use super::permission::{Action, may};
use super::person::masked_debug;
use super::referral::ContactKind;
use super::staff::{Role, StaffId};

/// Characters of one message.
pub const BODY_MOST: usize = 4_000;
/// Business days after the day on which a message counts as received.
const ANSWER_DAYS: u32 = 1;

/// One message of a thread.
#[derive(Clone)]
pub struct Message {
    /// Row id.
    pub id: Uuid,
    /// The staff member who wrote it; none where the person outside did.
    pub staff: Option<StaffId>,
    /// What it says.
    pub body: String,
    /// When it was written (UTC).
    pub written_at: Timestamp,
}

masked_debug!(Message);

/// The moment until which a message is answered (UTC).
pub fn answer_due(calendar: &BusinessCalendar, written_at: Timestamp) -> Timestamp {
    calendar.end_of_business_day(written_at, ANSWER_DAYS)
}

/// True where the role may read and write the thread of such a contact.
pub fn may_write_to(role: Role, contact: ContactKind) -> bool {
    let action = if contact == ContactKind::Doctor {
        Action::MessageDoctor
    } else {
        Action::MessageFamily
    };
    may(role, action)
}

/// Why staff cannot write to somebody now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreachable {
    /// All contact was stopped.
    Silent,
    /// The family does not know of the referral yet: a call comes first.
    NotAware,
    /// They have no private link: nobody has shared the case with them.
    NoLink,
}

impl Unreachable {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Silent => "All contact with the family was stopped. Nothing is sent.",
            Self::NotAware => {
                "The family does not know of the referral yet. Talk with them first, then write."
            }
            Self::NoLink => "This person has no private link, so they could not read it.",
        }
    }
}
