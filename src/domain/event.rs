//! What is put on the record: changes of a case, looks at it, and what staff do with their accounts.
//!
//! An event carries codes and ids only, never a name, a contact or what somebody said.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::coded;
use crate::domain::staff::Actor;

coded! {
    /// The kinds of events, in the past tense.
    pub enum EventKind {
        /// A family or a doctor sent a request.
        RequestReceived = "request_received",
        /// A case got an owner.
        OwnerAssigned = "owner_assigned",
        /// A case got a social worker.
        SocialWorkerAssigned = "social_worker_assigned",
        /// A leaver's duties were taken off a case.
        DutyReleased = "duty_released",
        /// A case moved to another status.
        StatusMoved = "status_moved",
        /// A call was recorded.
        CallRecorded = "call_recorded",
        /// A staff note was written.
        NoteWritten = "note_written",
        /// The urgency of a case was changed.
        PriorityChanged = "priority_changed",
        /// Somebody proposed that a request is no referral; a second person confirms by moving it.
        ProposedAsNoReferral = "proposed_as_no_referral",
        /// A clock ran out.
        PromiseMissed = "promise_missed",
        /// The child's death was recorded and all automatic contact stopped.
        DeathRecorded = "death_recorded",
        /// A request that was no referral was forgotten, after the time in which it could be brought back.
        CaseForgotten = "case_forgotten",
        /// Somebody took a piece of help.
        HelpTaken = "help_taken",
        /// Somebody said how far a piece of help is.
        HelpChanged = "help_changed",
        /// A piece of help was taken off somebody who left it.
        HelpReleased = "help_released",
        /// A family opened its private link.
        LinkOpened = "link_opened",
        /// A private link was answered wrongly.
        LinkRefused = "link_refused",
        /// A family asked for its private link again.
        LinkAsked = "link_asked",
        /// The private links of a family were replaced.
        LinksReplaced = "links_replaced",
        /// An adult of a family asked us to write no more.
        MessagesStopped = "messages_stopped",
        /// An adult of a family wants our messages again.
        MessagesResumed = "messages_resumed",
        /// A family told us that the child has died.
        DeathTold = "death_told",
        /// That was a mistake.
        DeathTakenBack = "death_taken_back",
        /// A family looked where its request stands.
        StatusSeen = "status_seen",
        /// A case page was opened.
        CaseSeen = "case_seen",
        /// A list of cases was opened.
        ListSeen = "list_seen",
        /// Somebody searched.
        Searched = "searched",
        /// The access log of a case was opened.
        AccessLogSeen = "access_log_seen",
        /// Something was refused.
        AccessDenied = "access_denied",
        /// A staff member signed in.
        SignedIn = "signed_in",
        /// A sign-in was refused.
        SignInRefused = "sign_in_refused",
        /// A staff member signed out.
        SignedOut = "signed_out",
        /// A session was ended from another one.
        SessionEnded = "session_ended",
        /// A password was set or changed.
        PasswordChanged = "password_changed",
        /// An account was made.
        StaffAdded = "staff_added",
        /// An account was disabled.
        StaffDisabled = "staff_disabled",
        /// The role, languages or duties of an account were changed.
        StaffChanged = "staff_changed",
        /// An account got a new invitation.
        StaffInvited = "staff_invited",
        /// A set of routing rules was saved.
        RoutingSaved = "routing_saved",
        /// A calendar was saved.
        CalendarSaved = "calendar_saved",
        /// A demo mail was opened.
        MailSeen = "mail_seen",
        /// A mail was refused for good by the recipient's server.
        MailRefused = "mail_refused",
        /// The mail queue was opened.
        MailQueueSeen = "mail_queue_seen",
        /// A mail was put back to be sent.
        MailResent = "mail_resent",
        /// A mail that could not be delivered was set aside by a person.
        MailSetAside = "mail_set_aside",
        /// The list of accounts was opened.
        StaffListSeen = "staff_list_seen",
    }
}

impl EventKind {
    /// True for a change of a case, which its timeline shows; looks stand in the access log.
    pub fn is_change(self) -> bool {
        matches!(
            self,
            Self::RequestReceived
                | Self::OwnerAssigned
                | Self::SocialWorkerAssigned
                | Self::DutyReleased
                | Self::StatusMoved
                | Self::CallRecorded
                | Self::NoteWritten
                | Self::PriorityChanged
                | Self::ProposedAsNoReferral
                | Self::PromiseMissed
                | Self::DeathRecorded
                | Self::LinksReplaced
                | Self::DeathTold
                | Self::DeathTakenBack
                | Self::MessagesStopped
                | Self::MessagesResumed
                | Self::MailRefused
                | Self::MailResent
                | Self::MailSetAside
                | Self::HelpTaken
                | Self::HelpChanged
                | Self::HelpReleased
        )
    }
}

/// Who did it.
#[derive(Debug, Clone)]
pub enum Doer {
    /// A signed-in staff member.
    Staff(Box<Actor>),
    /// The family, by the public form.
    Family,
    /// A doctor, by the public form.
    Doctor,
    /// The clock.
    Clock,
    /// Somebody with the command line.
    Operator,
    /// Somebody who is not signed in.
    Nobody(Option<std::net::IpAddr>),
}

impl Doer {
    /// The signed-in staff member.
    pub fn staff(actor: &Actor) -> Self {
        Self::Staff(Box::new(actor.clone()))
    }

    /// The stable code of the kind of doer.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Family => "family",
            Self::Doctor => "doctor",
            Self::Clock => "clock",
            Self::Operator => "operator",
            Self::Nobody(_) => "nobody",
        }
    }
}

/// One event. `stream` is the case, or the staff member, or nil for the desk itself.
#[derive(Debug, Clone)]
pub struct Event {
    /// Whose numbering it joins.
    pub stream: Uuid,
    /// The case, where it is about one.
    pub referral: Option<Uuid>,
    /// Who did it.
    pub doer: Doer,
    /// What happened.
    pub kind: EventKind,
    /// Codes and ids.
    pub details: Value,
    /// When (UTC).
    pub at: Timestamp,
}

impl Event {
    /// An event about one case.
    pub fn of_case(referral: Uuid, doer: Doer, kind: EventKind, at: Timestamp) -> Self {
        Self {
            stream: referral,
            referral: Some(referral),
            doer,
            kind,
            details: Value::Object(Map::new()),
            at,
        }
    }

    /// An event on a staff member's own stream, or the desk's where nobody is signed in.
    pub fn of_desk(doer: Doer, kind: EventKind, at: Timestamp) -> Self {
        let stream = if let Doer::Staff(actor) = &doer {
            actor.id.0
        } else {
            Uuid::nil()
        };
        Self {
            stream,
            referral: None,
            doer,
            kind,
            details: Value::Object(Map::new()),
            at,
        }
    }

    /// Adds one code or id.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Value::Object(map) = &mut self.details {
            map.insert(key.to_owned(), value.into());
        }
        self
    }
}

/// Which use case writes which events and sends which notices: the source of `docs/events.md`.
const CATALOGUE: &[(&str, &[EventKind], &str)] = &[
    (
        "submit_request",
        &[EventKind::RequestReceived],
        "`family_receipt`; by routing rule `intake_new_request`, `on_call_urgent`, `social_work_help_asked`, `insurance_help_asked`",
    ),
    (
        "assign_case",
        &[EventKind::OwnerAssigned, EventKind::SocialWorkerAssigned],
        "`case_assigned` to the new owner or social worker, unless they took it themselves",
    ),
    (
        "move_status",
        &[EventKind::StatusMoved],
        "by the status entered: `family_contact_person`, `family_items_needed` (now and as reminders), `reviewer_case_ready`, `coordinator_case_ready`, `conference_agenda`, `visit_team_arranging`, `family_visit` (now and as reminders), `family_update`, `staff_hold_review`, `staff_case_reopened`, `family_closing`",
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
        "open_link",
        &[EventKind::LinkOpened, EventKind::LinkRefused],
        "none",
    ),
    (
        "ask_link",
        &[EventKind::LinkAsked],
        "`family_link` to the address on file",
    ),
    (
        "replace_links",
        &[EventKind::LinksReplaced],
        "`family_link` to each adult of the family with an address",
    ),
    (
        "stop_messages",
        &[EventKind::MessagesStopped, EventKind::MessagesResumed],
        "none; what waits for that person is dropped",
    ),
    (
        "tell_death, take_back_told_death",
        &[EventKind::DeathTold, EventKind::DeathTakenBack],
        "`staff_death_told` to whoever answers for the case and to supervisors; every waiting mail to the family is dropped",
    ),
    ("view_status", &[EventKind::StatusSeen], "none"),
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
        "# Events and notices\n\nMade from `src/domain/event.rs`; `INTAKE_WRITE_DOCS=1 cargo test --test house` writes it anew.\n\n\
         Each row is one use case: what it puts on the record, and whom it tells. Events carry codes and ids only.\n\n\
         | use case | events | notices |\n|---|---|---|\n",
    );
    for (use_case, events, notices) in CATALOGUE {
        let events: Vec<_> = events.iter().map(|kind| format!("`{kind}`")).collect();
        let _ = writeln!(text, "| {use_case} | {} | {notices} |", events.join(", "));
    }
    text
}

/// The JSON of a list of codes.
pub fn codes<T: std::fmt::Display>(values: impl IntoIterator<Item = T>) -> Value {
    json!(
        values
            .into_iter()
            .map(|value| value.to_string())
            .collect::<Vec<_>>()
    )
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
