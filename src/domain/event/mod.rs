//! What is put on the record: changes of a case, looks at it, and what staff do with their accounts.
//!
//! An event carries codes and ids only, never a name, a contact or what somebody said.

mod catalogue;

pub use catalogue::document;

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
        /// Two cases about the same child were joined.
        CasesJoined = "cases_joined",
        /// Two joined cases were parted again.
        CasesParted = "cases_parted",
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
        /// A family or a doctor opened their private link.
        LinkOpened = "link_opened",
        /// A private link was answered wrongly.
        LinkRefused = "link_refused",
        /// A family or a doctor asked for their private link again.
        LinkAsked = "link_asked",
        /// The private links of a family were replaced.
        LinksReplaced = "links_replaced",
        /// An adult of a family, or the doctor, asked us to write no more.
        MessagesStopped = "messages_stopped",
        /// They want our messages again.
        MessagesResumed = "messages_resumed",
        /// A family told us that the child has died.
        DeathTold = "death_told",
        /// That was a mistake.
        DeathTakenBack = "death_taken_back",
        /// A paper came: from outside, or put in by staff.
        PaperReceived = "paper_received",
        /// Staff asked for papers.
        PapersAsked = "papers_asked",
        /// Staff said how far a paper is that was asked for.
        PaperAskSettled = "paper_ask_settled",
        /// The doctor said that a paper that was asked for was sent.
        PaperSaidSent = "paper_said_sent",
        /// Staff said that a paper is of another kind.
        PaperRenamed = "paper_renamed",
        /// A paper was refused: it holds something harmful, or cannot be read.
        PaperRefused = "paper_refused",
        /// A paper was opened.
        PaperOpened = "paper_opened",
        /// A person was added to a case.
        PersonAdded = "person_added",
        /// What is known of a person was corrected.
        PersonCorrected = "person_corrected",
        /// Another adult got a private link of their own.
        CaseShared = "case_shared",
        /// The private link of another adult was taken away.
        CaseLimited = "case_limited",
        /// The child's name or birth date was written down.
        ChildCorrected = "child_corrected",
        /// A person outside wrote to us.
        MessageReceived = "message_received",
        /// Staff wrote to a person outside.
        MessageSent = "message_sent",
        /// Somebody said that a message needs no answer.
        MessageNeedsNoAnswer = "message_needs_no_answer",
        /// A letter to the doctor was released.
        LetterReleased = "letter_released",
        /// The doctor opened a letter.
        LetterOpened = "letter_opened",
        /// Staff opened the letters of a case.
        LettersSeen = "letters_seen",
        /// The doctor asked to cancel the referral.
        CancelAsked = "cancel_asked",
        /// The clinician in whose name somebody else referred confirmed it.
        ReferralConfirmed = "referral_confirmed",
        /// An answer to a message is late.
        AnswerLate = "answer_late",
        /// A thread of messages was opened.
        MessagesSeen = "messages_seen",
        /// An adult of a family answered the two questions after the visit.
        FeedbackGiven = "feedback_given",
        /// A family or a doctor looked where it stands.
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
                | Self::CasesJoined
                | Self::CasesParted
                | Self::ProposedAsNoReferral
                | Self::PromiseMissed
                | Self::DeathRecorded
                | Self::LinksReplaced
                | Self::DeathTold
                | Self::DeathTakenBack
                | Self::PaperReceived
                | Self::PapersAsked
                | Self::PaperAskSettled
                | Self::PaperSaidSent
                | Self::PaperRenamed
                | Self::PaperRefused
                | Self::FeedbackGiven
                | Self::PersonAdded
                | Self::PersonCorrected
                | Self::CaseShared
                | Self::CaseLimited
                | Self::ChildCorrected
                | Self::MessageReceived
                | Self::LetterReleased
                | Self::CancelAsked
                | Self::ReferralConfirmed
                | Self::MessageSent
                | Self::MessageNeedsNoAnswer
                | Self::AnswerLate
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
    /// The family, by the public form or a private link.
    Family,
    /// A doctor, by the public form or their private link.
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

/// The JSON of a list of codes.
pub fn codes<T: std::fmt::Display>(values: impl IntoIterator<Item = T>) -> Value {
    json!(
        values
            .into_iter()
            .map(|value| value.to_string())
            .collect::<Vec<_>>()
    )
}
