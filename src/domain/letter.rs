//! Letters to the doctor who referred, one for each stage: the desk drafts them, a person reads, changes and releases them.
//! Nothing leaves by itself.

use super::permission::{Action, may};
use super::person::masked_debug;
use super::referral::Referral;
use super::staff::Role;
use super::status::{Decision, Outcome, Status};
use crate::coded;

/// Characters of a letter.
pub const LETTER_MOST: usize = 8_000;

coded! {
    /// What a letter tells.
    pub enum LetterKind {
        /// We have the referral.
        Received = "received",
        /// What our doctors decided.
        Decision = "decision",
        /// When the visit is.
        Scheduled = "scheduled",
        /// The child was seen.
        Seen = "seen",
        /// The referral is closed.
        Closed = "closed",
    }
}

impl LetterKind {
    /// The English words that staff and doctors read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "We have your referral",
            Self::Decision => "What our doctors decided",
            Self::Scheduled => "The visit is scheduled",
            Self::Seen => "Your patient was seen",
            Self::Closed => "The referral is closed",
        }
    }

    /// True where the case is as far as the letter says.
    pub fn fits(self, case: &Referral) -> bool {
        match self {
            Self::Received => case.status != Status::NotAReferral,
            Self::Decision => case.decided_at.is_some() && case.decision.is_some(),
            Self::Scheduled => case.visit_at.is_some(),
            Self::Seen => {
                case.status == Status::Seen
                    || matches!(
                        case.outcome,
                        Some(Outcome::EvaluatedTreatingHere | Outcome::EvaluatedBackToLocal)
                    )
            }
            Self::Closed => case.status == Status::Closed && case.outcome != Some(Outcome::Died),
        }
    }

    /// True where the role may release it: what doctors decided, only who decides or supervises.
    pub fn may_release(self, role: Role) -> bool {
        may(role, Action::ReleaseLetter)
            && (self != Self::Decision || matches!(role, Role::Reviewer | Role::Supervisor))
    }
}

/// What a draft is made of, in words.
#[derive(Clone, Default)]
pub struct LetterFacts {
    /// The doctor's name.
    pub doctor: String,
    /// The patient's name and birth date, as far as known.
    pub patient: String,
    /// The reference.
    pub reference: String,
    /// The day it came.
    pub received: String,
    /// The moment of the visit.
    pub visit: String,
    /// Who signs.
    pub signed_by: String,
    /// The programme.
    pub programme: String,
    /// Its phone for doctors.
    pub phone: String,
}

masked_debug!(LetterFacts);

/// Drafts a letter.
pub fn draft(kind: LetterKind, case: &Referral, facts: &LetterFacts) -> String {
    let about = match kind {
        LetterKind::Received => format!(
            "Thank you for referring this patient to us. We received the referral on {}. A person from our team gathers the records and speaks with the family. Our doctors then review the case, and we write to you again.",
            facts.received
        ),
        LetterKind::Decision => decided(case.decision),
        LetterKind::Scheduled => format!(
            "The first visit of your patient at our hospital is planned for {}. Until then please tell us at once of any change: fever, new treatment, a stay in hospital.",
            facts.visit
        ),
        LetterKind::Seen => "Your patient was seen at our hospital. [Findings, what was discussed with the family, and what comes next.]".to_owned(),
        LetterKind::Closed => format!(
            "This referral is closed: {}. You can refer the patient again at any time, under the same reference.",
            case.outcome.map_or("it has ended", Outcome::words).to_lowercase()
        ),
    };
    format!(
        "Dear {},\n\nRe: {}\nReference: {}\n\n{about}\n\nPlease call us with any question: {}.\n\nWith kind regards,\n\n{}\n{}",
        facts.doctor, facts.patient, facts.reference, facts.phone, facts.signed_by, facts.programme
    )
}

fn decided(decision: Option<Decision>) -> String {
    match decision {
        Some(Decision::OfferEvaluation) => "Our doctors have reviewed the case and offer an evaluation at our hospital. We plan the visit with the family and tell you the date. [What must not change until then.]",
        Some(Decision::AdviceToLocalTeam) => "Our doctors have reviewed the case. They advise that treatment goes on near home, and gladly work with you. Our advice: [advice].",
        Some(Decision::NotAFit) => "Our doctors have reviewed the case. We cannot offer an evaluation now, for this reason: [reason]. We suggest: [other programmes, trials or care].",
        None => "Our doctors have not decided yet.",
    }
    .to_owned()
}
