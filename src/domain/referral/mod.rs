//! The case: its state and the `Change` that every rule returns.
//!
//! A rule never hands back a changed case alone. It returns a [`Change`]: new state, events, clocks and mails together,
//! with private fields, so that a state change without its event, its clock and its outbox rows cannot be written down.
//! `receive` starts a case, `moves` walks it through the table as `saying` says what each needs, `contacts` records calls and notes, `duties` assigns.

mod clocks;
mod contacts;
mod content;
mod duties;
mod from_doctor;
mod joining;
mod move_mails;
mod moves;
mod people;
mod persons;
mod receive;
mod saying;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::{Timestamp, civil};
use uuid::Uuid;

use crate::coded;
use crate::domain::clock::{CaseClock, ClockKind, ClockRules};
use crate::domain::event::Event;
use crate::domain::help::HelpRequest;
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::paper::{AskedPapers, PaperAsk};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;
use crate::domain::routing::{Directory, mail_to};
use crate::domain::staff::{Actor, StaffId};
use crate::domain::status::{Decision, Outcome, Status, WaitingOn};

pub use clocks::ClockStep;
pub use contacts::{CallRecord, CallResult, CallWith};
pub use content::{SentForm, SubmissionContent};
pub use duties::{AssignError, Assignment, Duty};
pub use joining::{JoinError, JoinStep, Joined, Joining, Neighbour};
pub use moves::{Block, MoveError, MoveOption};
pub use people::{CaseFacts, ContactFacts, ContactKind, ContactRecord};
pub use persons::{PEOPLE_MOST, PersonError, PersonSaid, PersonStep};
pub use receive::NewCase;
pub use saying::{MoveDetails, Need, asked_events};

coded! {
    /// How a case came to us.
    pub enum Source {
        /// The family form.
        Family = "family",
        /// The call-me form.
        CallMe = "call_me",
        /// The doctor form.
        Doctor = "doctor",
        /// Keyed in from a phone call.
        Phone = "phone",
        /// Keyed in from an e-mail.
        Email = "email",
    }
}

impl Source {
    /// What is to be done before a clock of a case that came this way runs out, for staff.
    pub fn next_action(self, clock: ClockKind) -> &'static str {
        match (self, clock) {
            (Self::Doctor, ClockKind::FirstContact) => "Call the doctor who referred",
            (_, clock) => clock.next_action(),
        }
    }

    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Family => "Family form",
            Self::CallMe => "Call-me form",
            Self::Doctor => "Doctor form",
            Self::Phone => "Phone",
            Self::Email => "E-mail",
        }
    }
}

/// A case's state, without what identifies anybody; which papers are asked for is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Row id.
    pub id: Uuid,
    /// What people see and say.
    pub reference: Reference,
    /// How it came.
    pub source: Source,
    /// Where it stands.
    pub status: Status,
    /// Where it stood before a hold.
    pub held_from: Option<Status>,
    /// What the doctors decided.
    pub decision: Option<Decision>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// How urgent it is.
    pub priority: Priority,
    /// Whom it waits for.
    pub waiting_on: WaitingOn,
    /// The intake specialist who has it.
    pub owner: Option<StaffId>,
    /// The social worker who has it.
    pub social_worker: Option<StaffId>,
    /// Who answers for it while nobody has it.
    pub fallback_owner: StaffId,
    /// The help asked.
    pub help: BTreeSet<HelpKind>,
    /// When the family was first reached.
    pub first_contact_at: Option<Timestamp>,
    /// When somebody last tried to reach the family by phone.
    pub last_attempt_at: Option<Timestamp>,
    /// When it was first ready for review.
    pub ready_at: Option<Timestamp>,
    /// When the decision was recorded.
    pub decided_at: Option<Timestamp>,
    /// When the family was told it by phone.
    pub decision_told_at: Option<Timestamp>,
    /// The day of the meeting, in the programme's zone.
    pub meeting_on: Option<civil::Date>,
    /// When the visit is.
    pub visit_at: Option<Timestamp>,
    /// The day a hold is looked at again, in the programme's zone.
    pub hold_until: Option<civil::Date>,
    /// Who proposed that it is no referral.
    pub proposed_away_by: Option<StaffId>,
    /// False while the doctor wants to be called before the family hears from us: no mail goes to them.
    pub family_aware: bool,
    /// Since when no automatic word goes to the family.
    pub contact_stopped_at: Option<Timestamp>,
    /// When the family told us that the child has died; nothing automatic goes to them while that stands.
    pub death_told_at: Option<Timestamp>,
    /// When it was stored.
    pub received_at: Timestamp,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
    /// The promise: the earliest due moment of its running clocks.
    pub due_at: Option<Timestamp>,
    /// Since when a promise has been missed and not yet met.
    pub overdue_since: Option<Timestamp>,
    /// What is to be done by then.
    pub next_action: Option<ClockKind>,
    /// Counts the changes; a form must carry the one it was made from.
    pub version: i32,
    /// Its running and paused clocks.
    pub clocks: Vec<CaseClock>,
    /// Whom to tell.
    pub contacts: Vec<ContactFacts>,
    /// The cases about the same child that it is joined with.
    pub joined: Joined,
    /// The papers that are or were asked for, oldest first.
    pub asks: Vec<PaperAsk>,
}

/// What a rule needs beside the case: time, who acts, clocks and the staff directory.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The moment, from the clock, once.
    pub now: Timestamp,
    /// The calendar and the spans.
    pub rules: &'a ClockRules,
    /// Who can be told.
    pub directory: &'a Directory,
}

/// A text that belongs to an event and is stored sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRecord {
    /// Row id.
    pub id: Uuid,
    /// Who wrote it.
    pub by: StaffId,
    /// What it says.
    pub body: String,
}

/// Which waiting mails to the people of a case a change drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// Those that should have left by now. The others are asked again on their day, for the word can be taken back.
    Due,
    /// All of them, for ever.
    All,
}

/// Everything that one act changes, built together.
#[derive(Debug, Clone)]
pub struct Change {
    after: Referral,
    events: Vec<Event>,
    clocks: Vec<ClockStep>,
    mails: Vec<Mail>,
    drops_family_mail: Option<Dropped>,
    drops_reminders: bool,
    replaced_links: Vec<Uuid>,
    call: Option<CallRecord>,
    note: Option<NoteRecord>,
    asked: Option<AskedPapers>,
    assignment: Option<Assignment>,
    help: Vec<HelpRequest>,
    person: Option<PersonStep>,
    join: Option<JoinStep>,
}

impl Change {
    fn new(after: Referral, event: Event) -> Self {
        Self {
            after,
            events: vec![event],
            clocks: Vec::new(),
            mails: Vec::new(),
            drops_family_mail: None,
            drops_reminders: false,
            replaced_links: Vec::new(),
            call: None,
            note: None,
            asked: None,
            assignment: None,
            help: Vec::new(),
            person: None,
            join: None,
        }
    }

    /// The case as it will be; its version is still the one it was read with.
    pub fn after(&self) -> &Referral {
        &self.after
    }

    /// What goes on the record.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What happens to clocks.
    pub fn clocks(&self) -> &[ClockStep] {
        &self.clocks
    }

    /// Who is told.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    /// Which mails to the family that still wait are dropped.
    pub fn drops_family_mail(&self) -> Option<Dropped> {
        self.drops_family_mail
    }

    /// Whose private links are replaced: the old ones lead nowhere.
    pub fn replaced_links(&self) -> &[Uuid] {
        &self.replaced_links
    }

    /// True where reminders of the status that was left are dropped.
    pub fn drops_reminders(&self) -> bool {
        self.drops_reminders
    }

    /// The call that was recorded.
    pub fn call(&self) -> Option<&CallRecord> {
        self.call.as_ref()
    }

    /// The text that was written.
    pub fn note(&self) -> Option<&NoteRecord> {
        self.note.as_ref()
    }

    /// The papers that are asked for.
    pub fn asked(&self) -> Option<&AskedPapers> {
        self.asked.as_ref()
    }

    /// The duty that was given.
    pub fn assignment(&self) -> Option<&Assignment> {
        self.assignment.as_ref()
    }

    /// The pieces of help that were asked with it.
    pub fn help(&self) -> &[HelpRequest] {
        &self.help
    }

    /// What changes about the people of the case.
    pub fn person(&self) -> Option<&PersonStep> {
        self.person.as_ref()
    }

    /// What happens to its pointer at another case about the same child.
    pub fn join(&self) -> Option<JoinStep> {
        self.join
    }

    /// Tells a staff member.
    fn tell_staff(&mut self, staff: StaffId, notice: Notice, reason: &str, due_at: Timestamp) {
        self.mails
            .push(mail_to(staff, notice, reason.to_owned(), due_at));
    }

    /// Tells the family, unless all contact was stopped or they do not know of the case: one mail to each of them with
    /// an address.
    fn tell_family(&mut self, notice: Notice, reason: &str, due_at: Timestamp) {
        if self.after.family_aware {
            self.tell_contacts(ContactFacts::follows, notice, reason, due_at);
        }
    }

    /// Tells the doctor who referred, unless all contact was stopped.
    fn tell_doctor(&mut self, notice: Notice, reason: &str, due_at: Timestamp) {
        let doctor = |contact: &ContactFacts| contact.kind == ContactKind::Doctor;
        self.tell_contacts(doctor, notice, reason, due_at);
    }

    /// Tells one person, unless all contact was stopped.
    fn tell_contact(&mut self, id: Uuid, notice: Notice, reason: &str, due_at: Timestamp) {
        let them = |contact: &ContactFacts| contact.id == id;
        self.tell_contacts(them, notice, reason, due_at);
    }

    fn tell_contacts(
        &mut self,
        which: impl Fn(&ContactFacts) -> bool,
        notice: Notice,
        reason: &str,
        due_at: Timestamp,
    ) {
        if self.after.is_silent() && !notice.is_by_a_person() {
            return;
        }
        let also = self.after.joined.others.iter();
        let also = also.flat_map(|other| &other.contacts);
        let told = self.after.contacts.iter().chain(also);
        let wanted = |contact: &ContactFacts| contact.has_email && !contact.stopped;
        for contact in told.filter(|contact| wanted(contact) && which(contact)) {
            self.mails.push(Mail {
                notice,
                to: Recipient::Contact(contact.id),
                language: contact.language.clone(),
                reason: reason.to_owned(),
                due_at,
            });
        }
    }
}

impl Referral {
    /// True where nothing automatic goes to family or doctor: a death was recorded, or told, on any case of this child.
    pub fn is_silent(&self) -> bool {
        self.contact_stopped_at.is_some() || self.death_told_at.is_some() || self.joined.silent
    }

    /// True where the family told us of a death that nobody has recorded.
    pub fn is_death_only_told(&self) -> bool {
        self.death_told_at.is_some() && self.contact_stopped_at.is_none()
    }

    /// The same, told on any case of this child: nobody calls them by a date.
    pub fn has_death_told(&self) -> bool {
        let mut joined = self.joined.others.iter().chain(self.joined.into.as_deref());
        self.is_death_only_told()
            || (self.contact_stopped_at.is_none() && joined.any(|other| other.death_told))
    }

    /// The person who answers for the case now: its owner, else the fallback owner of the day. For one that is joined into
    /// another, that one's owner does.
    pub fn responsible(&self, directory: &Directory) -> StaffId {
        let kept = self.joined.into.as_ref().and_then(|kept| kept.owner);
        kept.or(self.owner).unwrap_or(directory.fallback_owner)
    }

    fn is_owned_by(&self, actor: &Actor) -> bool {
        self.owner == Some(actor.id)
    }
}
