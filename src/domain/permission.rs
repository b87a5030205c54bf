//! Who may do what: one table, deny by default.
//!
//! Which *cases* a role sees is said by `scope`; the same rule stands in SQL (`visible_to`, `visible_alone`), so that a forbidden case
//! is simply not found. What may be *done* is said by `may`.

use crate::coded;
use crate::domain::staff::Role;

coded! {
    /// Something staff do at the desk.
    pub enum Action {
        /// Open the Today page.
        SeeToday = "see_today",
        /// Open the worklist and search.
        ListCases = "list_cases",
        /// Open a case.
        SeeCase = "see_case",
        /// Read how to reach the family.
        SeeContacts = "see_contacts",
        /// Read clinical answers.
        SeeClinical = "see_clinical",
        /// Read staff notes and calls.
        SeeNotes = "see_notes",
        /// Take a case oneself.
        TakeCase = "take_case",
        /// Give a case to somebody.
        AssignCase = "assign_case",
        /// Read and write messages with adults of the family.
        MessageFamily = "message_family",
        /// Read and write messages with the doctor who referred.
        MessageDoctor = "message_doctor",
        /// Read and release letters to the doctor who referred.
        ReleaseLetter = "release_letter",
        /// Ask for papers, and say how far each is.
        AskPapers = "ask_papers",
        /// Put in papers that came by fax, by post or by hand, of the kinds the role opens.
        AddPapers = "add_papers",
        /// Record a call.
        RecordCall = "record_call",
        /// Write a staff note.
        WriteNote = "write_note",
        /// Move a case along the table of moves.
        MoveStatus = "move_status",
        /// Change how urgent a case is.
        ChangePriority = "change_priority",
        /// Add and correct the people of a case, and share it with another adult.
        ChangePeople = "change_people",
        /// Replace the private links of a family.
        ReplaceLinks = "replace_links",
        /// Record that the child has died.
        RecordDeath = "record_death",
        /// Read who looked at a case.
        SeeAccessLog = "see_access_log",
        /// Open the list of help that families asked for, of the kinds the role works on.
        SeeHelp = "see_help",
        /// Take a piece of help and say how far it is.
        WorkHelp = "work_help",
        /// Add, change and disable accounts of staff.
        ManageStaff = "manage_staff",
        /// Read and change the rules that say who hears of a request.
        ManageRouting = "manage_routing",
        /// Read and change hours and holidays.
        ManageCalendar = "manage_calendar",
        /// Open the mail queue.
        SeeMailQueue = "see_mail_queue",
        /// Have a mail tried again.
        ResendMail = "resend_mail",
    }
}

impl Action {
    /// True for what runs the house and shows no case: the part of it that a role without cases may do.
    pub fn is_upkeep(self) -> bool {
        matches!(
            self,
            Self::ManageStaff
                | Self::ManageRouting
                | Self::ManageCalendar
                | Self::SeeMailQueue
                | Self::ResendMail
        )
    }
}

/// Which cases a role sees at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every case of the programme.
    All,
    /// Cases in or past review, and open urgent ones: a doctor on call must be able to open what calls them.
    Review,
    /// Cases on their way to the weekly meeting.
    Meeting,
    /// Cases that ask for help of the role's kinds, or are assigned to the person.
    Help,
    /// None.
    Nothing,
}

/// The cases a role sees.
pub fn scope(role: Role) -> Scope {
    match role {
        Role::Intake | Role::Supervisor => Scope::All,
        Role::Reviewer => Scope::Review,
        Role::Coordinator => Scope::Meeting,
        Role::SocialWorker | Role::Insurance | Role::Finance => Scope::Help,
        Role::Research | Role::Privacy | Role::Admin => Scope::Nothing,
    }
}

/// True where the role may do this (to a case inside its scope).
pub fn may(role: Role, action: Action) -> bool {
    use Action as A;
    use Role as R;
    match action {
        A::SeeToday => true,
        A::ListCases | A::SeeCase => scope(role) != Scope::Nothing,
        A::SeeContacts => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::SocialWorker | R::Insurance | R::Finance
        ),
        A::SeeClinical => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::Coordinator
        ),
        A::SeeNotes => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::SocialWorker
        ),
        A::TakeCase => matches!(role, R::Intake | R::Supervisor | R::SocialWorker),
        A::AssignCase | A::ChangePriority => matches!(role, R::Intake | R::Supervisor),
        A::RecordCall | A::MessageFamily => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::SocialWorker | R::Insurance | R::Finance
        ),
        A::MessageDoctor => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::Coordinator | R::SocialWorker
        ),
        A::ReplaceLinks | A::ChangePeople => {
            matches!(role, R::Intake | R::Supervisor | R::SocialWorker)
        }
        A::WriteNote | A::RecordDeath | A::AskPapers => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::SocialWorker
        ),
        A::MoveStatus | A::ReleaseLetter => matches!(
            role,
            R::Intake | R::Supervisor | R::Reviewer | R::Coordinator
        ),
        // Whoever gathers the records. A reviewer reads what others gathered.
        A::AddPapers => matches!(
            role,
            R::Intake | R::Supervisor | R::Coordinator | R::SocialWorker
        ),
        A::SeeAccessLog => matches!(role, R::Supervisor | R::Privacy),
        A::SeeHelp => matches!(
            role,
            R::Intake | R::Supervisor | R::SocialWorker | R::Insurance | R::Finance
        ),
        A::WorkHelp => matches!(
            role,
            R::Supervisor | R::SocialWorker | R::Insurance | R::Finance
        ),
        A::ManageRouting | A::ManageCalendar => matches!(role, R::Supervisor | R::Admin),
        A::ManageStaff | A::SeeMailQueue | A::ResendMail => role == R::Admin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut lines = Vec::new();
        for action in Action::ALL {
            let roles: Vec<_> = Role::ALL
                .iter()
                .filter(|role| may(**role, *action))
                .map(|role| role.code())
                .collect();
            lines.push(format!("{action}: {}", roles.join(", ")));
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn who_sees_no_case_may_at_most_read_who_looked_and_run_the_house() {
        for role in Role::ALL
            .iter()
            .filter(|role| scope(**role) == Scope::Nothing)
        {
            for action in Action::ALL
                .iter()
                .filter(|action| !action.is_upkeep())
                .filter(|action| !matches!(**action, Action::SeeToday | Action::SeeAccessLog))
            {
                assert!(!may(*role, *action), "{role} may {action}");
            }
        }
    }
}
