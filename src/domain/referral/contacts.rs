//! Calls, notes, a recorded death, and what happens when a promise is missed.

use uuid::Uuid;

use super::{Change, ContactKind, Dropped, NoteRecord, Referral, Setting, Source};
use crate::coded;
use crate::domain::clock::{CaseClock, ClockKind};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::staff::{Actor, Role, StaffId};
use crate::domain::status::{Outcome, Status, WaitingOn};
use crate::support::ids::fresh_id;

coded! {
    /// Whom a call was with.
    pub enum CallWith {
        /// A parent, guardian or helper.
        Family = "family",
        /// The patient, 18 or older.
        Patient = "patient",
        /// The treating doctor or their office.
        Doctor = "doctor",
        /// Somebody else, such as an insurer.
        SomeoneElse = "someone_else",
    }
}

coded! {
    /// How a call went.
    pub enum CallResult {
        /// We talked.
        Reached = "reached",
        /// We left a message without details.
        LeftMessage = "left_message",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// The number is wrong.
        WrongNumber = "wrong_number",
    }
}

impl CallWith {
    /// True for the family's side: a parent, guardian, helper, or the patient.
    pub fn is_family(self) -> bool {
        matches!(self, Self::Family | Self::Patient)
    }

    /// The kinds of contacts that such a call talks with. Another adult has a thread of their own, and nobody says that it
    /// was them who was called: their question stays open.
    pub fn reaches(self) -> &'static [ContactKind] {
        match self {
            Self::Family | Self::Patient => &[ContactKind::Family, ContactKind::Patient],
            Self::Doctor => &[ContactKind::Doctor],
            Self::SomeoneElse => &[],
        }
    }

    /// The kinds of contacts for whom such a call makes up for a mail that came back: the notice of it names who is to be
    /// called, another adult included.
    pub fn makes_up_for(self) -> &'static [ContactKind] {
        match self {
            Self::SomeoneElse => &[ContactKind::OtherAdult],
            _ => self.reaches(),
        }
    }

    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Family => "Family",
            Self::Patient => "Patient (18 or older)",
            Self::Doctor => "Treating doctor",
            Self::SomeoneElse => "Someone else",
        }
    }
}

impl CallResult {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reached => "Reached, we talked",
            Self::LeftMessage => "Left a message",
            Self::NoAnswer => "No answer",
            Self::WrongNumber => "Wrong number",
        }
    }
}

/// A call and what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// Row id.
    pub id: Uuid,
    /// Who called.
    pub by: StaffId,
    /// With whom.
    pub with: CallWith,
    /// How it went.
    pub result: CallResult,
    /// What was said; may be empty where nobody was reached.
    pub said: String,
    /// What was promised to them; may be empty.
    pub promised: String,
    /// True where the caller says that the family was told what the doctors decided.
    pub tells_decision: bool,
}

impl Referral {
    /// Returns whether the family has still to hear a decision, from this person among others.
    pub fn can_tell_decision(&self, actor: &Actor) -> bool {
        self.status == Status::Decided
            && self.decision_told_at.is_none()
            && speaks_for_intake(actor.role)
    }

    /// Records a call. Only reaching whoever asked meets the first promise: the family, or for a doctor's referral the
    /// doctor too. A message left merely breaks the silence.
    pub fn record_call(self, call: CallRecord, actor: &Actor, setting: &Setting<'_>) -> Change {
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::CallRecorded,
            setting.now,
        )
        .with("call", call.id.to_string())
        .with("with", call.with.code())
        .with("result", call.result.code());
        let told = call.tells_decision
            && call.with.is_family()
            && call.result == CallResult::Reached
            && self.can_tell_decision(actor);
        let event = if told {
            event.with("decision", "told")
        } else {
            event
        };
        let mut change = Change::new(self, event);
        let with_who_asked = change.after.asked(call.with);
        if with_who_asked {
            change.after.last_attempt_at = Some(setting.now);
        }
        match call.result {
            CallResult::Reached => change.met_by_call(call.with, actor.role, setting),
            CallResult::LeftMessage if with_who_asked => change.restart_on_contact(setting),
            _ => {}
        }
        if told {
            change.tell_decision(setting);
        }
        change.call = Some(call);
        change.settle_promise(setting);
        change
    }

    /// Writes a staff note. Notes have no reader outside, ever.
    pub fn add_note(self, body: &str, actor: &Actor, setting: &Setting<'_>) -> Change {
        let note = NoteRecord {
            id: fresh_id(),
            by: actor.id,
            body: body.to_owned(),
        };
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::NoteWritten,
            setting.now,
        )
        .with("note", note.id.to_string());
        let mut change = Change::new(self, event);
        change.note = Some(note);
        change
    }

    /// Replaces the family's private links, for a phone or a mailbox that was lost: what was opened by the old ones is
    /// shut at once. Whoever has an e-mail address and wants our mails gets the new one there.
    pub fn replace_links(self, actor: &Actor, setting: &Setting<'_>) -> Change {
        let doer = Doer::staff(actor);
        let event = Event::of_case(self.id, doer, EventKind::LinksReplaced, setting.now);
        let mut change = Change::new(self, event);
        let family = change.after.contacts.iter();
        let family = family.filter(|contact| contact.follows());
        change.replaced_links = family.map(|contact| contact.id).collect();
        change.tell_family(Notice::FamilyLink, "link_replaced", setting.now);
        change
    }

    /// Records that the child has died: closes an open case and stops every automatic word to the family, for ever.
    pub fn record_death(mut self, actor: &Actor, setting: &Setting<'_>) -> Change {
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::DeathRecorded,
            setting.now,
        )
        .with("from", self.status.code());
        if self.status.is_open() {
            self.status = Status::Closed;
            self.held_from = None;
            self.closed_at = Some(setting.now);
            self.waiting_on = WaitingOn::Nobody;
        }
        // What was no referral stays so: there is no case to end, only contact to stop.
        if self.status == Status::Closed {
            self.outcome = Some(Outcome::Died);
        }
        self.contact_stopped_at = self.contact_stopped_at.or(Some(setting.now));
        let mut change = Change::new(self, event);
        change.drops_family_mail = Some(Dropped::All);
        change.enter_status(setting);
        change
    }

    /// The family tells us that the child has died: everything automatic stops, and whoever answers for the case and the
    /// supervisors hear of it at once. The case itself goes on until a person who has talked with them ends it.
    pub fn tell_death(mut self, contact: Uuid, setting: &Setting<'_>) -> Change {
        let event = Event::of_case(self.id, Doer::Family, EventKind::DeathTold, setting.now)
            .with("contact", contact.to_string());
        self.death_told_at = Some(setting.now);
        let responsible = self.responsible(setting.directory);
        let told = setting.directory.supervisors_and(responsible);
        let mut change = Change::new(self, event);
        change.drops_family_mail = Some(Dropped::Due);
        for staff in told {
            change.tell_staff(staff, Notice::StaffDeathTold, "death_told", setting.now);
        }
        change
    }

    /// It was told by mistake: by the family itself, or as staff heard from them. Whoever heard of the death hears of this.
    pub fn take_back_told_death(
        mut self,
        contact: Option<Uuid>,
        actor: Option<&Actor>,
        setting: &Setting<'_>,
    ) -> Change {
        let doer = actor.map_or(Doer::Family, Doer::staff);
        let mut event = Event::of_case(self.id, doer, EventKind::DeathTakenBack, setting.now);
        if let Some(contact) = contact {
            event = event.with("contact", contact.to_string());
        }
        self.death_told_at = None;
        let responsible = self.responsible(setting.directory);
        let told = setting.directory.supervisors_and(responsible);
        let mut change = Change::new(self, event);
        for staff in told
            .into_iter()
            .filter(|staff| actor.is_none_or(|actor| actor.id != *staff))
        {
            change.tell_staff(
                staff,
                Notice::StaffDeathTakenBack,
                "death_taken_back",
                setting.now,
            );
        }
        change
    }

    /// Raises a clock that ran out: supervisors and whoever answers for the case hear, the on-call list too where it is
    /// urgent; a promise gets a new date. Who asked gets an apology where their first call was promised and nobody has
    /// tried since. Nothing is closed.
    pub fn raise_overdue(self, clock: &CaseClock, setting: &Setting<'_>) -> Change {
        let event = Event::of_case(self.id, Doer::Clock, EventKind::PromiseMissed, setting.now)
            .with("clock", clock.kind.code())
            .with("due_at", clock.due_at.to_string());
        let tried = self
            .last_attempt_at
            .is_some_and(|at| at >= clock.started_at);
        let first_call = matches!(clock.kind, ClockKind::FirstContact | ClockKind::Acknowledge);
        let to_on_call = first_call && self.priority != Priority::Standard;
        let responsible = self.responsible(setting.directory);
        let mut change = Change::new(self, event);
        change.breach(clock.id, setting);
        for staff in setting.directory.supervisors_and(responsible) {
            change.tell_staff(
                staff,
                Notice::SupervisorOverdue,
                "promise_missed",
                setting.now,
            );
        }
        if to_on_call {
            for staff in setting.directory.staff.iter().filter(|staff| staff.on_call) {
                change.tell_staff(
                    staff.id,
                    Notice::OnCallUrgent,
                    "promise_missed",
                    setting.now,
                );
            }
        }
        if clock.kind == ClockKind::FirstContact && !tried {
            change.tell_family(Notice::FamilyPromiseMissed, "promise_missed", setting.now);
            change.tell_doctor(Notice::DoctorPromiseMissed, "promise_missed", setting.now);
        }
        change
    }
}

impl Referral {
    /// True where this is somebody who waits for our first call.
    fn asked(&self, with: CallWith) -> bool {
        with.is_family() || (with == CallWith::Doctor && self.source == Source::Doctor)
    }
}

impl Change {
    fn met_by_call(&mut self, with: CallWith, by: Role, setting: &Setting<'_>) {
        // Somebody who talks about money or travel has not made the first call.
        if speaks_for_intake(by) && self.after.asked(with) {
            self.after.first_contact_at = self.after.first_contact_at.or(Some(setting.now));
            self.stop(&[ClockKind::FirstContact, ClockKind::Acknowledge]);
        }
        if with.is_family() {
            // Whoever was reached knows of the case from now on.
            self.after.family_aware = true;
            if by == Role::SocialWorker {
                self.stop(&[ClockKind::SocialWorkContact]);
            }
        }
        if with.is_family() || with == CallWith::Doctor {
            self.stop(&[ClockKind::AdviceOut]);
            self.restart_on_contact(setting);
        }
    }

    /// The family knows: their page may say it from now on. Only the caller's own word does this, for a call about
    /// something else in these days must not uncover what nobody has told.
    fn tell_decision(&mut self, setting: &Setting<'_>) {
        self.after.decision_told_at = Some(setting.now);
        self.stop(&[ClockKind::TellDecision]);
        self.tell_family(Notice::FamilyUpdate, "decision_told", setting.now);
    }
}

fn speaks_for_intake(role: Role) -> bool {
    matches!(role, Role::Intake | Role::Supervisor | Role::Reviewer)
}
