//! Which use case writes which events and sends which notices.

use std::fmt::Write as _;

use super::EventKind;

/// Which use case writes which events and sends which notices: the source of `docs/events.md`.
const CATALOGUE: &[(&str, &[EventKind], &str)] = &[
    (
        "submit_request",
        &[EventKind::RequestReceived],
        "`family_receipt`; `doctor_receipt`; `doctor_confirm` to a clinician in whose name somebody else refers; by routing rule `intake_new_request`, `on_call_urgent`, `social_work_help_asked`, `insurance_help_asked`",
    ),
    (
        "assign_case",
        &[EventKind::OwnerAssigned, EventKind::SocialWorkerAssigned],
        "`case_assigned` to the new owner or social worker, unless they took it themselves",
    ),
    (
        "move_status",
        &[EventKind::StatusMoved, EventKind::PapersAsked],
        "by the status entered: `family_contact_person`, `family_items_needed` and `doctor_items_needed` to each who has what is missing (now and as reminders), `reviewer_case_ready`, `coordinator_case_ready`, `conference_agenda`, `visit_team_arranging`, `family_visit` (now and as reminders), `family_update`, `staff_hold_review`, `staff_case_reopened`, `family_closing`",
    ),
    (
        "record_call",
        &[EventKind::CallRecorded],
        "`family_update` once a decision has been told by phone",
    ),
    ("add_note", &[EventKind::NoteWritten], "none, ever"),
    (
        "change_priority",
        &[EventKind::PriorityChanged],
        "`on_call_urgent` where the case becomes urgent or an emergency",
    ),
    (
        "join_cases",
        &[EventKind::CasesJoined, EventKind::CasesParted],
        "none; `on_call_urgent` where the case that is kept becomes urgent by it",
    ),
    (
        "propose_no_referral",
        &[EventKind::ProposedAsNoReferral],
        "none",
    ),
    (
        "record_death",
        &[EventKind::DeathRecorded],
        "none; every waiting mail to the family is dropped",
    ),
    (
        "raise_overdue",
        &[EventKind::PromiseMissed],
        "`supervisor_overdue`; `family_promise_missed` where the first call was promised",
    ),
    (
        "settle_mail",
        &[EventKind::MailRefused],
        "none; the case shows that the family must be phoned",
    ),
    ("purge_expired", &[EventKind::CaseForgotten], "none"),
    (
        "work_help",
        &[EventKind::HelpTaken, EventKind::HelpChanged],
        "none",
    ),
    (
        "resend_mail",
        &[EventKind::MailResent, EventKind::MailSetAside],
        "the mail itself, once more under the same Message-ID",
    ),
    ("view_mail_queue", &[EventKind::MailQueueSeen], "none"),
    ("view_staff", &[EventKind::StaffListSeen], "none"),
    ("view_case, view_help", &[EventKind::CaseSeen], "none"),
    (
        "open_link, open_by_receipt, open_practice_link, open_patient",
        &[EventKind::LinkOpened, EventKind::LinkRefused],
        "none",
    ),
    (
        "ask_link",
        &[EventKind::LinkAsked],
        "`family_link` or `doctor_link` to the address on file, also where they want no other mails",
    ),
    (
        "ask_practice_link",
        &[EventKind::LinkAsked],
        "`doctor_patients` to the address, where patients were referred from it",
    ),
    ("list_patients", &[EventKind::StatusSeen], "none"),
    (
        "replace_links",
        &[EventKind::LinksReplaced],
        "`family_link` to each adult of the family with an address who wants our mails",
    ),
    (
        "stop_messages",
        &[EventKind::MessagesStopped, EventKind::MessagesResumed],
        "none; what waits for that person is dropped",
    ),
    (
        "tell_death, take_back_told_death",
        &[EventKind::DeathTold, EventKind::DeathTakenBack],
        "`staff_death_told` or `staff_death_taken_back` to whoever answers for the case and to supervisors; a mail to the family that should have left is dropped, later ones leave on their day only where the death was taken back",
    ),
    ("view_status", &[EventKind::StatusSeen], "none"),
    (
        "add_paper",
        &[EventKind::PaperReceived],
        "`staff_papers_came` to whoever answers for the case, once an hour at most, unless they put it in themselves",
    ),
    (
        "change_people",
        &[
            EventKind::PersonAdded,
            EventKind::PersonCorrected,
            EventKind::CaseShared,
            EventKind::CaseLimited,
            EventKind::ChildCorrected,
        ],
        "`family_link` to another adult with whom the case is shared; `doctor_link` to a doctor whose e-mail address was corrected",
    ),
    (
        "release_letter",
        &[EventKind::LetterReleased, EventKind::LettersSeen],
        "`doctor_letter` to the doctor who referred",
    ),
    (
        "read_letter",
        &[
            EventKind::StatusSeen,
            EventKind::LetterOpened,
            EventKind::CancelAsked,
        ],
        "as `write_message`",
    ),
    ("confirm_referral", &[EventKind::ReferralConfirmed], "none"),
    (
        "write_message",
        &[EventKind::MessageReceived],
        "`staff_message_came` to whoever answers for the case, once an hour at most",
    ),
    (
        "answer_message",
        &[
            EventKind::MessageSent,
            EventKind::MessageNeedsNoAnswer,
            EventKind::MessagesSeen,
        ],
        "`family_message` or `doctor_message` to whom it was written",
    ),
    ("read_thread", &[EventKind::MessagesSeen], "none"),
    (
        "raise_unanswered",
        &[EventKind::AnswerLate],
        "`staff_answer_late` to whoever answers for the case and the supervisors",
    ),
    (
        "ask_papers",
        &[EventKind::PapersAsked, EventKind::PaperAskSettled],
        "`family_update` or `doctor_update` to whom is to send them",
    ),
    ("say_paper_sent", &[EventKind::PaperSaidSent], "none"),
    ("rename_paper", &[EventKind::PaperRenamed], "none"),
    ("give_feedback", &[EventKind::FeedbackGiven], "none"),
    (
        "look_at_paper",
        &[EventKind::PaperRefused],
        "`staff_paper_refused` to whoever answers for the case, once an hour at most",
    ),
    ("open_paper", &[EventKind::PaperOpened], "none"),
    ("view_access_log", &[EventKind::AccessLogSeen], "none"),
    (
        "view_today, find_cases, list_help",
        &[EventKind::ListSeen],
        "none",
    ),
    ("start_search", &[EventKind::Searched], "none"),
    ("view_mailbox", &[EventKind::MailSeen], "none"),
    (
        "sign_in, sign_out",
        &[
            EventKind::SignedIn,
            EventKind::SignInRefused,
            EventKind::SignedOut,
        ],
        "none",
    ),
    (
        "manage_account",
        &[EventKind::PasswordChanged, EventKind::SessionEnded],
        "none",
    ),
    (
        "manage_staff, change_staff",
        &[
            EventKind::StaffAdded,
            EventKind::StaffChanged,
            EventKind::StaffDisabled,
            EventKind::StaffInvited,
            EventKind::DutyReleased,
            EventKind::HelpReleased,
        ],
        "`case_assigned` to the fallback owner for each open case of somebody who leaves it",
    ),
    ("save_routing", &[EventKind::RoutingSaved], "none"),
    ("save_calendar", &[EventKind::CalendarSaved], "none"),
    ("any that refuses", &[EventKind::AccessDenied], "none"),
];

/// Writes `docs/events.md`.
pub fn document() -> String {
    let mut text = String::from(
        "# Events and notices\n\nMade from `src/domain/event/catalogue.rs`; `INTAKE_WRITE_DOCS=1 cargo test --test house` writes it anew.\n\n\
         Each row is one use case: what it puts on the record, and whom it tells. Events carry codes and ids only.\n\n\
         | use case | events | notices |\n|---|---|---|\n",
    );
    for (use_case, events, notices) in CATALOGUE {
        let events: Vec<_> = events.iter().map(|kind| format!("`{kind}`")).collect();
        let _ = writeln!(text, "| {use_case} | {} | {notices} |", events.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_written_by_a_use_case_of_the_catalogue() {
        for kind in EventKind::ALL {
            assert!(
                CATALOGUE.iter().any(|(_, events, _)| events.contains(kind)),
                "{kind} is in no row"
            );
        }
    }
}
