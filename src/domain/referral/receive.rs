//! How a case begins: received, with its promise, its receipt and everybody told who should hear.

use std::collections::BTreeSet;

use super::{
    Change, ContactFacts, ContactKind, ContactRecord, Referral, Setting, Source, SubmissionContent,
};
use uuid::Uuid;

use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::help::{HelpRequest, HelpState};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;
use crate::domain::routing::{Facts, RoutingRule, route};
use crate::domain::status::{Status, WaitingOn};
use crate::support::ids::fresh_id;
use crate::support::words::Language;

/// What is known of a new case, without what identifies anybody.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Its reference, drawn before.
    pub reference: Reference,
    /// How it came.
    pub source: Source,
    /// How urgent the form makes it.
    pub priority: Priority,
    /// Code of the language the family speaks.
    pub spoken: String,
    /// The help asked.
    pub help: BTreeSet<HelpKind>,
    /// False where the family does not know of it yet.
    pub family_aware: bool,
    /// The contacts.
    pub contacts: Vec<ContactFacts>,
    /// The contact in whose name somebody else referred.
    pub attending: Option<Uuid>,
}

impl NewCase {
    /// What a form that was sent on a page of a language says of its case; each contact gets its id here.
    pub fn of(reference: Reference, content: &SubmissionContent, page: Language) -> Self {
        let mut attending = None;
        let fact = |contact: ContactRecord| {
            let id = fresh_id();
            attending = attending.or(contact.confirms.then_some(id));
            ContactFacts {
                id,
                kind: contact.kind,
                language: content.mail_language(&contact, page).code().to_owned(),
                has_email: contact.email.is_some(),
                has_link: contact.kind.has_link(),
                stopped: false,
            }
        };
        let contacts = content.contacts().into_iter().map(fact).collect();
        Self {
            reference,
            source: content.source(),
            priority: content.priority(),
            spoken: content.contact().spoken_code(page.code()),
            help: content.help().iter().copied().collect(),
            family_aware: content.family_aware(),
            contacts,
            attending,
        }
    }
}

impl Referral {
    /// Receives a new request.
    pub fn receive(new: NewCase, routing: &[RoutingRule], setting: &Setting<'_>) -> Change {
        let id = fresh_id();
        let doer = if new.source == Source::Doctor {
            Doer::Doctor
        } else {
            Doer::Family
        };
        let event = Event::of_case(id, doer, EventKind::RequestReceived, setting.now)
            .with("source", new.source.code())
            .with("priority", new.priority.code())
            .with("help", codes(&new.help));
        let mails = route(
            routing,
            setting.directory,
            &Facts {
                priority: new.priority,
                help: &new.help,
                spoken: &new.spoken,
                source: new.source,
            },
            setting.now,
        );
        let help = asked_help(id, &new.help, setting);
        let attending = new.attending;
        let mut change = Change::new(empty_case(id, new, setting), event);
        change.help = help;
        change.enter_status(setting);
        change.tell_family(Notice::FamilyReceipt, "submitter", setting.now);
        let referred = |contact: &ContactFacts| {
            contact.kind == ContactKind::Doctor && Some(contact.id) != attending
        };
        change.tell_contacts(referred, Notice::DoctorReceipt, "submitter", setting.now);
        if let Some(attending) = attending {
            change.tell_contact(
                attending,
                Notice::DoctorConfirm,
                "in_their_name",
                setting.now,
            );
        }
        change.mails.extend(mails);
        change
    }
}

/// One piece of help for each kind that was asked; each waits for somebody from this moment.
fn asked_help(
    referral: uuid::Uuid,
    kinds: &BTreeSet<HelpKind>,
    setting: &Setting<'_>,
) -> Vec<HelpRequest> {
    kinds
        .iter()
        .map(|kind| HelpRequest {
            id: fresh_id(),
            referral,
            kind: *kind,
            state: HelpState::Asked,
            owner: None,
            next_on: None,
            asked_at: setting.now,
            version: 1,
        })
        .collect()
}

fn empty_case(id: uuid::Uuid, new: NewCase, setting: &Setting<'_>) -> Referral {
    Referral {
        id,
        reference: new.reference,
        source: new.source,
        status: Status::Received,
        held_from: None,
        decision: None,
        outcome: None,
        priority: new.priority,
        waiting_on: WaitingOn::Us,
        owner: None,
        social_worker: None,
        fallback_owner: setting.directory.fallback_owner,
        help: new.help,
        first_contact_at: None,
        last_attempt_at: None,
        ready_at: None,
        decided_at: None,
        decision_told_at: None,
        meeting_on: None,
        visit_at: None,
        hold_until: None,
        proposed_away_by: None,
        family_aware: new.family_aware,
        contact_stopped_at: None,
        death_told_at: None,
        received_at: setting.now,
        closed_at: None,
        due_at: None,
        overdue_since: None,
        next_action: None,
        version: 1,
        clocks: Vec::new(),
        contacts: new.contacts,
        joined: super::Joined::default(),
        asks: Vec::new(),
    }
}
