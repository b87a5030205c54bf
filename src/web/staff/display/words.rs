//! The English words and tones in which staff pages show codes. Staff pages are English only, so no catalogue is asked.

use super::TagView;
use crate::db::mail::queue::QueuedMail;
use crate::domain::notice::Notice;
use crate::domain::person::{ParseError, SpokenLanguage};
use crate::domain::priority::Priority;
use crate::domain::request::doctor::{DiseaseStatus, Lineage, Role};
use crate::domain::request::{BestTime, Happened, HelpKind, Relation, Whereabouts};
use crate::domain::staff;
use crate::domain::status::Status;

/// Returns the tag of a case that is more than standard.
pub fn priority_tag(priority: Priority) -> Option<TagView> {
    match priority {
        Priority::Emergency => Some(TagView::new("Emergency", "solid")),
        Priority::Urgent => Some(TagView::new("Urgent", "error")),
        Priority::Standard => None,
    }
}

/// Returns the name of a priority.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Emergency => "Emergency",
        Priority::Urgent => "Urgent",
        Priority::Standard => "Standard",
    }
}

/// Returns the tag of a status.
pub fn status_tag(status: Status) -> TagView {
    let tone = match status {
        Status::Received
        | Status::InIntake
        | Status::ReadyForReview
        | Status::InReview
        | Status::Conference
        | Status::Arranging => "info",
        Status::AwaitingInformation | Status::Decided => "warn",
        Status::AdviceGiven | Status::VisitScheduled | Status::Seen => "ok",
        Status::OnHold | Status::Closed | Status::NotAReferral => "grey",
    };
    TagView::new(status.words(), tone)
}

/// Returns the tags beside a child's name: the urgency where it is more than standard, and where the case stands.
pub fn case_tags(status: Status, priority: Priority) -> Vec<TagView> {
    let urgent = priority_tag(priority).filter(|_| priority != Priority::Standard);
    urgent.into_iter().chain([status_tag(status)]).collect()
}

/// Returns the button that moves a case there.
pub fn move_label(from: Status, to: Status) -> &'static str {
    match (from, to) {
        (Status::Closed, Status::InIntake) => "Open the case again",
        (Status::OnHold, Status::InIntake | Status::AwaitingInformation | Status::Arranging) => {
            "End the hold"
        }
        (Status::AwaitingInformation, Status::InIntake) => "Back to intake",
        (_, Status::InIntake) => "Start intake",
        (_, Status::Received) => "It is a referral after all",
        (_, Status::AwaitingInformation) => "Ask for information",
        (_, Status::ReadyForReview) => "Ready for review",
        (Status::AdviceGiven, Status::InReview) => "Review again",
        (_, Status::InReview) => "Start the review",
        (_, Status::Conference) => "Put on the meeting agenda",
        (_, Status::Decided) => "Record the decision",
        (_, Status::AdviceGiven) => "Advice is given",
        (Status::VisitScheduled, Status::Arranging) => "Plan the visit again",
        (Status::Seen, Status::Arranging) => "Arrange another visit",
        (_, Status::Arranging) => "Arrange the visit",
        (_, Status::VisitScheduled) => "Schedule the visit",
        (_, Status::Seen) => "The child was seen",
        (_, Status::OnHold) => "Put on hold",
        (_, Status::Closed) => "Close the case",
        (_, Status::NotAReferral) => "Confirm: not a referral",
    }
}

/// Returns the name of a kind of help.
pub fn help(kind: HelpKind) -> &'static str {
    match kind {
        HelpKind::Travel => "Travel",
        HelpKind::Lodging => "Lodging",
        HelpKind::Insurance => "Insurance",
        HelpKind::Funding => "Money",
        HelpKind::Interpreter => "Interpreter",
        HelpKind::Letters => "School or work letters",
        HelpKind::Other => "Other help",
    }
}

/// Returns several kinds of help as one phrase.
pub fn help_list(kinds: impl IntoIterator<Item = HelpKind>) -> String {
    let named = kinds.into_iter().map(help).enumerate();
    let words = named.map(|(place, kind)| {
        if place == 0 {
            kind.to_owned()
        } else {
            kind.to_lowercase()
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns what has happened to the child, as far as the family told.
pub fn happened(happened: Happened) -> &'static str {
    match happened {
        Happened::CameBackOnce => "Came back, first time",
        Happened::CameBackMore => "Came back more than once",
        Happened::NotWorking => "Treatment is not working",
        Happened::NotSure => "Not sure what has happened",
    }
}

/// Returns where the disease stands, as the doctor says.
pub fn disease_status(status: DiseaseStatus) -> &'static str {
    match status {
        DiseaseStatus::FirstRelapse => "First relapse",
        DiseaseStatus::LaterRelapse => "Second or later relapse",
        DiseaseStatus::PrimaryRefractory => "Primary refractory",
        DiseaseStatus::RelapseNotResponding => "Relapse, not responding",
        DiseaseStatus::Mrd => "MRD persisting or returning",
        DiseaseStatus::InRemission => "In remission, planning",
        DiseaseStatus::Other => "Other disease status",
        DiseaseStatus::Unknown => "Disease status not known",
    }
}

/// Returns the lineage, as the doctor says.
pub fn lineage(lineage: Lineage) -> &'static str {
    match lineage {
        Lineage::B => "B-cell",
        Lineage::T => "T-cell",
        Lineage::Etp => "ETP or near-ETP",
        Lineage::Mixed => "Mixed phenotype",
        Lineage::Lymphoma => "Lymphoblastic lymphoma",
        Lineage::Other => "Other lineage",
        Lineage::Unknown => "Lineage not known",
    }
}

/// Returns what a referring doctor is.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Oncologist => "Oncologist",
        Role::Paediatrician => "Pediatrician or family doctor",
        Role::Nurse => "Nurse or coordinator",
        Role::SocialWorker => "Social worker",
        Role::Other => "Referrer",
    }
}

/// Returns where the child is now.
pub fn whereabouts(place: Whereabouts) -> &'static str {
    match place {
        Whereabouts::Home => "At home",
        Whereabouts::Hospital => "In hospital",
        Whereabouts::IntensiveCare => "In intensive care",
        Whereabouts::NotSure => "Not sure where",
    }
}

/// Returns who somebody is to the child.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Mother => "Mother",
        Relation::Father => "Father",
        Relation::Guardian => "Guardian",
        Relation::Grandparent => "Grandparent",
        Relation::OtherFamily => "Family member",
        Relation::SomeoneElse => "Someone else",
    }
}

/// What is to be done where a family told us of a death that nobody has recorded.
pub const AFTER_DEATH_TOLD: &str = "Record it, or say that it was a mistake";

/// Returns the mark of a case whose family told us of a death that nobody has recorded.
pub fn death_told_tag() -> TagView {
    TagView::new("The family says the child has died", "error")
}

/// Returns the English name of a language code; a code we do not know stands for itself.
pub fn language(code: &str) -> String {
    SpokenLanguage::from_code(code)
        .map_or_else(|| code.to_owned(), |language| spoken(language).to_owned())
}

/// Returns the English name of a language.
pub fn spoken(language: SpokenLanguage) -> &'static str {
    match language {
        SpokenLanguage::English => "English",
        SpokenLanguage::Spanish => "Spanish",
        SpokenLanguage::Chinese => "Chinese",
        SpokenLanguage::Vietnamese => "Vietnamese",
        SpokenLanguage::Arabic => "Arabic",
        SpokenLanguage::Russian => "Russian",
        SpokenLanguage::HaitianCreole => "Haitian Creole",
        SpokenLanguage::Portuguese => "Portuguese",
        SpokenLanguage::AmericanSign => "American Sign Language",
        SpokenLanguage::Other => "Another language",
    }
}

/// Returns when somebody likes to be called.
pub fn best_time(time: BestTime) -> &'static str {
    match time {
        BestTime::Morning => "Morning",
        BestTime::Afternoon => "Afternoon",
        BestTime::Evening => "Evening",
        BestTime::Any => "Any time",
    }
}

/// Returns what a mail is about.
pub fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::IntakeNewRequest => "New request",
        Notice::OnCallUrgent => "Urgent request",
        Notice::SocialWorkHelpAsked | Notice::InsuranceHelpAsked => "Help was asked for",
        Notice::SupervisorOverdue => "A promise was missed",
        Notice::CaseAssigned => "Got the case",
        Notice::ReviewerCaseReady | Notice::CoordinatorCaseReady => "Ready for review",
        Notice::ConferenceAgenda => "Meeting agenda",
        Notice::VisitTeamArranging => "A visit is being arranged",
        Notice::StaffCaseReopened => "The case is open again",
        Notice::StaffHoldReview => "The case is on hold",
        Notice::FamilyReceipt | Notice::DoctorReceipt => "Receipt with the promise",
        Notice::FamilyContactPerson => "Contact person",
        Notice::FamilyItemsNeeded | Notice::DoctorItemsNeeded => "Something is needed",
        Notice::FamilyUpdate | Notice::DoctorUpdate => "There is news",
        Notice::FamilyPromiseMissed | Notice::DoctorPromiseMissed => "We are late, with a new date",
        Notice::FamilyVisit => "The visit",
        Notice::StaffDeathTold => "The family told us of a death",
        Notice::StaffDeathTakenBack => "The death was told by mistake",
        Notice::StaffMessageCame => "Somebody outside wrote",
        Notice::StaffAnswerLate => "An answer is late",
        Notice::FamilyMessage | Notice::DoctorMessage => "There is a message",
        Notice::DoctorLetter => "There is a letter",
        Notice::DoctorConfirm => "Asked to confirm the referral",
        Notice::StaffPapersCame => "Papers came",
        Notice::StaffPaperRefused => "A paper was refused",
        Notice::FamilyLink | Notice::DoctorLink => "Their private link",
        Notice::DoctorPatients => "The link to all their patients",
        Notice::FamilyFeedback => "Two questions after the visit",
        Notice::FamilyClosing => "The request is closed",
        Notice::DraftCode => "Code of an unfinished form",
        Notice::DraftReminder => "Reminder of an unfinished form",
    }
}

/// Returns who reads a mail: several with the same words go to different people.
pub fn reader(notice: Notice) -> String {
    let role = match notice {
        Notice::SocialWorkHelpAsked => staff::Role::SocialWorker,
        Notice::InsuranceHelpAsked => staff::Role::Insurance,
        Notice::ReviewerCaseReady => staff::Role::Reviewer,
        Notice::CoordinatorCaseReady => staff::Role::Coordinator,
        _ if notice.is_of_form() => return "not sent yet".to_owned(),
        _ if notice.is_for_family() => return "family".to_owned(),
        _ if notice.is_for_doctor() => return "doctor".to_owned(),
        _ => return "staff".to_owned(),
    };
    role.words().to_lowercase()
}

/// Returns what a mail is about by its code; one that only a newer program knows is called by its code.
pub fn notice_of(code: &str) -> String {
    Notice::from_code(code).map_or_else(|| code.to_owned(), |known| notice(known).to_owned())
}

/// Returns to whom a mail goes: a role, the doctor who referred, the family, or whoever fills in a form.
pub fn recipient(mail: &QueuedMail) -> &'static str {
    match mail.role {
        Some(role) => role.words(),
        None if mail.reference.is_none() => "Who fills it in",
        None if mail.is_to_doctor() => "Doctor",
        None => "Family",
    }
}

/// Returns where a mail stands; `held` where it leaves on its day only if a told death is taken back.
pub fn mail_state(status: &str, held: bool) -> TagView {
    match status {
        "waiting" if held => TagView::new("Held back", "grey"),
        "sent" => TagView::new("Sent", "ok"),
        "skipped" => TagView::new("Not needed any more", "grey"),
        "dead" => TagView::new("Could not be delivered", "error"),
        _ => TagView::new("Waiting", "info"),
    }
}

/// Returns what to do about a text that was not taken; `missing` says what to write where nothing was written.
pub fn text_problem(problem: ParseError, missing: &str) -> String {
    match problem {
        ParseError::TooLong { max } => format!("Use {max} characters or fewer"),
        ParseError::ForbiddenCharacter => "Take out the character that cannot be stored".to_owned(),
        _ => missing.to_owned(),
    }
}

/// Returns the words as the middle of a line. Words that are capitals throughout stay so.
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().collect::<String>())
        .unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_of_mail_stands_once_in_the_filter_with_who_reads_it() {
        let labels: Vec<String> = Notice::ALL
            .iter()
            .map(|one| format!("{} ({})", notice(*one), reader(*one)))
            .collect();
        let unique: BTreeSet<_> = labels.iter().collect();
        assert_eq!(unique.len(), labels.len(), "{labels:?}");
        assert!(labels.contains(&"Help was asked for (insurance specialist)".to_owned()));
        for one in Notice::ALL {
            let to_doctor = one.code().starts_with("doctor_");
            assert_eq!(reader(*one) == "doctor", to_doctor, "{one}");
        }
    }
}
