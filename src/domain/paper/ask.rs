//! Papers that are needed, one by one, with who will send each.

use jiff::Timestamp;
use uuid::Uuid;

use super::{PaperKind, line};
use crate::coded;
use crate::domain::person::{FreeText, ParseError, masked_debug};
use crate::domain::staff::StaffId;
use crate::support::ids::fresh_id;

/// Letters in which staff say which paper they mean, or why one is not needed.
pub const ASK_WORDS_MOST: usize = 120;

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
#[derive(Clone, PartialEq, Eq)]
pub struct PaperAsk {
    /// Row id.
    pub id: Uuid,
    /// What it is.
    pub kind: PaperKind,
    /// Which one of its kind, in words that whoever is to send it reads; another paper always has some.
    pub what: Option<FreeText>,
    /// Who will send it.
    pub sender: PaperSender,
    /// How far it is.
    pub state: AskState,
    /// Since when it is asked for (UTC).
    pub asked_at: Timestamp,
    /// When the doctor said that it was sent; it is missing until we have it.
    pub said_sent_at: Option<Timestamp>,
    /// Why it is not needed, for staff.
    pub reason: Option<FreeText>,
}

masked_debug!(PaperAsk);

/// A paper that staff want to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperWish {
    /// What it is.
    pub kind: PaperKind,
    /// Which one, in words.
    pub what: Option<FreeText>,
    /// Who will send it.
    pub sender: PaperSender,
}

/// Papers that are asked for at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPapers {
    /// Who asks.
    pub by: StaffId,
    /// The papers.
    pub asks: Vec<PaperAsk>,
}

impl PaperAsk {
    /// True where it has not come.
    pub fn is_missing(&self) -> bool {
        self.state == AskState::Missing
    }

    /// True where this sender has still something to do about it.
    pub fn waits_for(&self, sender: PaperSender) -> bool {
        self.is_missing() && self.sender == sender && self.said_sent_at.is_none()
    }

    /// Its name, for staff who may read the words too.
    pub fn full_words(&self) -> String {
        let kind = self.kind.words();
        let what = self.what.as_ref();
        what.map_or_else(
            || kind.to_owned(),
            |what| format!("{kind}: \u{2068}{}\u{2069}", what.expose()),
        )
    }
}

/// Which paper is meant, or why one is not needed: one short line, or nothing.
pub fn ask_words(typed: &str) -> Result<Option<FreeText>, ParseError> {
    line(typed, ASK_WORDS_MOST)
}

/// The papers that a case asks for from now on. One that is missing already, and that the same sender will send, is left as it
/// is; another sender, or a paper that was settled, asks for it anew. Two of a kind are told apart by their words.
pub fn ask_for(known: &[PaperAsk], wishes: &[PaperWish], now: Timestamp) -> Vec<PaperAsk> {
    let mut asked: Vec<PaperAsk> = Vec::new();
    for wish in wishes {
        let same = |ask: &&PaperAsk| ask.kind == wish.kind && ask.what == wish.what;
        let found = asked.iter().chain(known).find(same);
        // One that was said to be sent and did not come is asked for anew.
        let waits = |ask: &PaperAsk| ask.is_missing() && ask.said_sent_at.is_none();
        if found.is_some_and(|ask| waits(ask) && ask.sender == wish.sender) {
            continue;
        }
        let ask = PaperAsk {
            id: found.map_or_else(fresh_id, |ask| ask.id),
            kind: wish.kind,
            what: wish.what.clone(),
            sender: wish.sender,
            state: AskState::Missing,
            asked_at: now,
            said_sent_at: None,
            reason: None,
        };
        asked.retain(|other| other.id != ask.id);
        asked.push(ask);
    }
    asked
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(kind: PaperKind, what: &str, sender: PaperSender) -> PaperWish {
        PaperWish {
            kind,
            what: ask_words(what).unwrap_or_default(),
            sender,
        }
    }

    #[test]
    fn the_same_paper_is_asked_for_once_and_two_of_a_kind_by_their_words() {
        let (family, doctor) = (PaperSender::Family, PaperSender::Doctor);
        let now = Timestamp::UNIX_EPOCH;
        let first = [
            wish(PaperKind::Imaging, "MRI of March", doctor),
            wish(PaperKind::Imaging, " MRI  of\nMarch ", doctor),
            wish(PaperKind::Imaging, "CT of April", doctor),
            wish(PaperKind::Hla, "", doctor),
        ];
        let mut known = ask_for(&[], &first, now);
        assert_eq!(known.len(), 3);
        assert!(ask_for(&known, &first, now).is_empty(), "missing already");
        let other = ask_for(&known, &[wish(PaperKind::Hla, "", family)], now);
        assert_eq!((other[0].id, other[0].sender), (known[2].id, family));
        known[0].state = AskState::Received;
        let anew = ask_for(&known, &first, now);
        assert_eq!(anew.len(), 1);
        assert_eq!(anew[0].id, known[0].id, "it is the same row");
    }

    #[test]
    fn what_the_doctor_says_was_sent_is_missing_and_waits_for_nobody() {
        let wishes = [wish(PaperKind::Hla, "", PaperSender::Doctor)];
        let mut ask = ask_for(&[], &wishes, Timestamp::UNIX_EPOCH).remove(0);
        assert!(ask.waits_for(PaperSender::Doctor) && !ask.waits_for(PaperSender::Family));
        ask.said_sent_at = Some(Timestamp::UNIX_EPOCH);
        assert!(ask.is_missing() && !ask.waits_for(PaperSender::Doctor));
    }
}
