//! Where a case stands, and the one table of allowed moves.
//!
//! `status`, `decision` and `outcome` are three things. The database holds the same edges (`status_edges`)
//! and refuses any other; a test compares the two. Guards that need the case's facts are in `referral::moves`.

use crate::coded;
use crate::domain::staff::Role;

coded! {
    /// Where a case stands.
    pub enum Status {
        /// Safely stored, no person yet.
        Received = "received",
        /// A specialist owns it, talks with the family, gathers.
        InIntake = "in_intake",
        /// Waiting for listed items.
        AwaitingInformation = "awaiting_information",
        /// Enough is there for a doctor to decide.
        ReadyForReview = "ready_for_review",
        /// A doctor reads.
        InReview = "in_review",
        /// On the agenda of the weekly meeting.
        Conference = "conference",
        /// Decision recorded, being told.
        Decided = "decided",
        /// Written advice; care stays local.
        AdviceGiven = "advice_given",
        /// Visit work runs in parallel.
        Arranging = "arranging",
        /// The date of the visit is confirmed.
        VisitScheduled = "visit_scheduled",
        /// The evaluation has happened.
        Seen = "seen",
        /// Paused for a stated reason.
        OnHold = "on_hold",
        /// Ended with an outcome.
        Closed = "closed",
        /// Spam, a test, or the wrong place.
        NotAReferral = "not_a_referral",
    }
}

coded! {
    /// What the doctors decided.
    pub enum Decision {
        /// The child is invited for an evaluation.
        OfferEvaluation = "offer_evaluation",
        /// Advice goes to the local team; care stays near home.
        AdviceToLocalTeam = "advice_to_local_team",
        /// The programme cannot help now; alternatives are named.
        NotAFit = "not_a_fit",
    }
}

coded! {
    /// How a case ended.
    pub enum Outcome {
        /// Evaluated, treatment continues here.
        EvaluatedTreatingHere = "evaluated_treating_here",
        /// Evaluated, care goes back to the local team.
        EvaluatedBackToLocal = "evaluated_back_to_local",
        /// Advice was given, care stayed local.
        AdviceGiven = "advice_given",
        /// The programme declined, after a doctor's decision.
        Declined = "declined",
        /// The family chose another way.
        FamilyChoseOtherwise = "family_chose_otherwise",
        /// Nobody could be reached; only a supervisor may say so.
        CouldNotReach = "could_not_reach",
        /// Another programme has taken over.
        MovedToAnotherProgramme = "moved_to_another_programme",
        /// The same request exists twice.
        Duplicate = "duplicate",
        /// The child has died.
        Died = "died",
        /// Entered in error.
        EnteredInError = "entered_in_error",
    }
}

coded! {
    /// Whom a case waits for.
    pub enum WaitingOn {
        /// The desk owes the next step.
        Us = "us",
        /// The family.
        Family = "family",
        /// The doctor who treats the child now.
        Doctor = "doctor",
        /// The insurer.
        Insurer = "insurer",
        /// A partner, such as a guest house.
        Partner = "partner",
        /// Nobody: the case is closed.
        Nobody = "nobody",
    }
}

coded! {
    /// The steps that families and doctors see.
    pub enum Step {
        /// The request is stored.
        Received = "received",
        /// The first call.
        FirstCall = "first_call",
        /// Records are gathered.
        Records = "records",
        /// Doctors review.
        DoctorsReview = "doctors_review",
        /// The visit is planned.
        PlanningTheVisit = "planning_the_visit",
        /// The child was seen.
        Seen = "seen",
        /// Paused.
        Paused = "paused",
        /// Finished.
        Finished = "finished",
    }
}

impl Status {
    /// True while the case needs an owner, a next action and a due time.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::NotAReferral)
    }

    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "New",
            Self::InIntake => "In intake",
            Self::AwaitingInformation => "Waiting for information",
            Self::ReadyForReview => "Ready for review",
            Self::InReview => "In review",
            Self::Conference => "On the meeting agenda",
            Self::Decided => "Decided",
            Self::AdviceGiven => "Advice given",
            Self::Arranging => "Arranging the visit",
            Self::VisitScheduled => "Visit scheduled",
            Self::Seen => "Seen",
            Self::OnHold => "On hold",
            Self::Closed => "Closed",
            Self::NotAReferral => "Not a referral",
        }
    }

    /// The step that families and doctors see. Internal moves do not show.
    pub fn step(self) -> Step {
        match self {
            Self::Received => Step::Received,
            Self::InIntake | Self::AwaitingInformation => Step::Records,
            Self::ReadyForReview | Self::InReview | Self::Conference | Self::Decided => {
                Step::DoctorsReview
            }
            Self::AdviceGiven | Self::Closed | Self::NotAReferral => Step::Finished,
            Self::Arranging | Self::VisitScheduled => Step::PlanningTheVisit,
            Self::Seen => Step::Seen,
            Self::OnHold => Step::Paused,
        }
    }

    /// Whom the case waits for when it enters this status, unless staff say otherwise.
    pub fn waits_on(self) -> WaitingOn {
        match self {
            Self::AwaitingInformation => WaitingOn::Family,
            Self::Closed | Self::NotAReferral => WaitingOn::Nobody,
            _ => WaitingOn::Us,
        }
    }
}

impl Decision {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::OfferEvaluation => "Offer an evaluation visit",
            Self::AdviceToLocalTeam => "Advice to the local team",
            Self::NotAFit => "Not a fit here; name the alternatives",
        }
    }
}

impl Outcome {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::EvaluatedTreatingHere => "Evaluated, treating here",
            Self::EvaluatedBackToLocal => "Evaluated, back to the local team",
            Self::AdviceGiven => "Advice given",
            Self::Declined => "Declined",
            Self::FamilyChoseOtherwise => "Family chose otherwise",
            Self::CouldNotReach => "Could not reach anybody",
            Self::MovedToAnotherProgramme => "Moved to another programme",
            Self::Duplicate => "Duplicate of another case",
            Self::Died => "Child has died",
            Self::EnteredInError => "Entered in error",
        }
    }

    /// True where the family hears no automatic word at closing.
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Died | Self::Duplicate | Self::EnteredInError)
    }
}

impl WaitingOn {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Us => "Us",
            Self::Family => "Family",
            Self::Doctor => "Doctor",
            Self::Insurer => "Insurer",
            Self::Partner => "Partner",
            Self::Nobody => "Nobody",
        }
    }
}

/// One allowed move and the roles that may make it.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// The status left.
    pub from: Status,
    /// The status entered.
    pub to: Status,
    /// Who may move a case this way; a supervisor may wherever intake may.
    pub who: &'static [Role],
}

const INTAKE: &[Role] = &[Role::Intake, Role::Supervisor];
const REVIEW: &[Role] = &[Role::Reviewer, Role::Coordinator];
const DOCTOR: &[Role] = &[Role::Reviewer];
const INTAKE_OR_DOCTOR: &[Role] = &[Role::Intake, Role::Supervisor, Role::Reviewer];

const fn edge(from: Status, to: Status, who: &'static [Role]) -> Edge {
    Edge { from, to, who }
}

/// Every allowed move. A hold goes back only to the status it was made from. A recorded death closes any open
/// case and is the one move outside this table (see `Referral::record_death`).
pub const EDGES: &[Edge] = &[
    edge(Status::Received, Status::InIntake, INTAKE),
    edge(Status::Received, Status::NotAReferral, INTAKE),
    edge(Status::InIntake, Status::AwaitingInformation, INTAKE),
    edge(Status::InIntake, Status::ReadyForReview, INTAKE),
    edge(Status::InIntake, Status::OnHold, INTAKE),
    edge(Status::InIntake, Status::Closed, INTAKE),
    edge(Status::AwaitingInformation, Status::InIntake, INTAKE),
    edge(Status::AwaitingInformation, Status::ReadyForReview, INTAKE),
    edge(Status::AwaitingInformation, Status::OnHold, INTAKE),
    edge(Status::AwaitingInformation, Status::Closed, INTAKE),
    edge(Status::ReadyForReview, Status::InReview, REVIEW),
    edge(Status::InReview, Status::Conference, REVIEW),
    edge(Status::InReview, Status::Decided, DOCTOR),
    edge(Status::InReview, Status::AwaitingInformation, REVIEW),
    edge(Status::Conference, Status::Decided, DOCTOR),
    edge(Status::Conference, Status::AwaitingInformation, REVIEW),
    edge(Status::Decided, Status::Arranging, INTAKE),
    edge(Status::Decided, Status::AdviceGiven, DOCTOR),
    edge(Status::Decided, Status::Closed, INTAKE_OR_DOCTOR),
    edge(Status::AdviceGiven, Status::Closed, INTAKE_OR_DOCTOR),
    edge(Status::AdviceGiven, Status::InReview, REVIEW),
    edge(Status::Arranging, Status::VisitScheduled, INTAKE),
    edge(Status::Arranging, Status::OnHold, INTAKE),
    edge(Status::Arranging, Status::Closed, INTAKE),
    edge(Status::VisitScheduled, Status::Seen, INTAKE_OR_DOCTOR),
    edge(Status::VisitScheduled, Status::Arranging, INTAKE),
    edge(Status::VisitScheduled, Status::Closed, INTAKE),
    edge(Status::Seen, Status::Closed, INTAKE_OR_DOCTOR),
    edge(Status::Seen, Status::Arranging, INTAKE),
    edge(Status::OnHold, Status::InIntake, INTAKE),
    edge(Status::OnHold, Status::AwaitingInformation, INTAKE),
    edge(Status::OnHold, Status::Arranging, INTAKE),
    edge(Status::OnHold, Status::Closed, INTAKE),
    edge(Status::Closed, Status::InIntake, INTAKE),
    edge(Status::NotAReferral, Status::Received, INTAKE),
];

/// The edge between two statuses, if the table has it.
pub fn find_edge(from: Status, to: Status) -> Option<&'static Edge> {
    EDGES.iter().find(|edge| edge.from == from && edge.to == to)
}

/// The outcomes that may end a case from `from`, given what was decided.
pub fn outcomes_from(from: Status, decision: Option<Decision>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    match from {
        Status::Seen => outcomes.extend([
            Outcome::EvaluatedTreatingHere,
            Outcome::EvaluatedBackToLocal,
        ]),
        Status::AdviceGiven => outcomes.push(Outcome::AdviceGiven),
        Status::Decided if decision == Some(Decision::NotAFit) => outcomes.push(Outcome::Declined),
        _ => {}
    }
    outcomes.extend([
        Outcome::FamilyChoseOtherwise,
        Outcome::MovedToAnotherProgramme,
        Outcome::CouldNotReach,
        Outcome::Duplicate,
        Outcome::EnteredInError,
    ]);
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_moves() {
        let mut lines = Vec::new();
        for from in Status::ALL {
            let to: Vec<_> = Status::ALL
                .iter()
                .filter(|to| find_edge(*from, **to).is_some())
                .map(|to| to.code())
                .collect();
            lines.push(format!("{from} -> {}", to.join(", ")));
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn every_open_status_can_reach_its_end() {
        for start in Status::ALL.iter().filter(|status| status.is_open()) {
            let mut seen = vec![*start];
            let mut at = 0;
            while at < seen.len() {
                let from = seen[at];
                for edge in EDGES.iter().filter(|edge| edge.from == from) {
                    if !seen.contains(&edge.to) {
                        seen.push(edge.to);
                    }
                }
                at += 1;
            }
            assert!(seen.contains(&Status::Closed), "{start} never ends");
        }
    }

    #[test]
    fn no_edge_stands_twice_and_somebody_may_use_each() {
        for (n, edge) in EDGES.iter().enumerate() {
            assert!(!edge.who.is_empty());
            assert!(
                EDGES[n + 1..]
                    .iter()
                    .all(|other| (other.from, other.to) != (edge.from, edge.to))
            );
        }
    }

    #[test]
    fn evaluated_outcomes_need_a_visit_and_a_decline_needs_a_decision() {
        assert!(!outcomes_from(Status::InIntake, None).contains(&Outcome::EvaluatedTreatingHere));
        assert!(
            outcomes_from(Status::Seen, Some(Decision::OfferEvaluation))
                .contains(&Outcome::EvaluatedTreatingHere)
        );
        assert!(
            !outcomes_from(Status::Decided, Some(Decision::OfferEvaluation))
                .contains(&Outcome::Declined)
        );
        assert!(
            outcomes_from(Status::Decided, Some(Decision::NotAFit)).contains(&Outcome::Declined)
        );
    }
}
