//! From what the use case read to what the page of letters shows; the drafts are made here, anew each time.

use askama::Template;
use jiff::tz::TimeZone;

use crate::db::letter::Letter;
use crate::db::message::Thread;
use crate::domain::letter::{LetterFacts, LetterKind, draft};
use crate::domain::permission::{Action, may};
use crate::domain::person::PartialDate;
use crate::domain::referral::ContactKind;
use crate::domain::staff::Actor;
use crate::support::ids::random_id;
use crate::support::words::{Language, Words};
use crate::usecases::letter::release_letter::LettersView;
use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;
use crate::web::staff::case::people;
use crate::web::staff::display::{MomentView, moments};

/// Is the page of the letters to a doctor.
#[derive(Template)]
#[template(path = "staff/letters/show.html")]
pub struct LettersPage {
    pub shell: StaffShell,
    pub reference: String,
    pub here: String,
    pub child: String,
    pub doctor: String,
    /// The fax number where the doctor asked to be answered by fax; a line that says so.
    pub fax: Option<String>,
    pub done: &'static str,
    pub errors: Vec<SummaryError>,
    pub released: Vec<ReleasedView>,
    pub drafts: Vec<DraftView>,
    /// Letters for which the case is not far enough.
    pub later: Vec<&'static str>,
}

/// Is one letter that was released.
pub struct ReleasedView {
    pub title: &'static str,
    pub href: String,
    pub by: String,
    pub moment: MomentView,
    pub opened: Option<MomentView>,
    pub text: String,
}

/// Is one letter that can be released.
pub struct DraftView {
    pub kind: &'static str,
    pub title: &'static str,
    pub key: String,
    pub body: String,
    pub error: Option<String>,
    /// True where it is new, or came back.
    pub open: bool,
    /// False where the role reads it only.
    pub can_release: bool,
    /// True where one of the kind was released before.
    pub again: bool,
    /// What to do before it is released.
    pub before: Option<&'static str>,
}

/// Returns the words of the link to the letters; none where there is no doctor, or the role writes none.
pub fn link(actor: &Actor, threads: &[Thread]) -> Option<&'static str> {
    let doctor = threads
        .iter()
        .any(|thread| thread.kind == ContactKind::Doctor);
    (doctor && may(actor.role, Action::ReleaseLetter)).then_some("Read the drafts, release one")
}

/// What was typed, and why it is not taken.
pub struct Typed {
    pub kind: LetterKind,
    pub body: String,
    pub why: String,
}

/// What the page needs beside the letters.
pub struct LetterFrame<'a> {
    pub shell: StaffShell,
    pub actor: &'a Actor,
    pub zone: &'a TimeZone,
    pub programme: &'a str,
    pub phone: &'a str,
    pub typed: Option<Typed>,
    pub done: &'static str,
}

impl LetterFrame<'_> {
    /// Returns the page of letters.
    pub fn page(self, view: &LettersView) -> LettersPage {
        let case = &view.referral;
        let (fit, later): (Vec<&LetterKind>, Vec<&LetterKind>) =
            LetterKind::ALL.iter().partition(|kind| kind.fits(case));
        let typed = self.typed.as_ref();
        LettersPage {
            here: format!("/staff/cases/{}/letters", case.reference),
            reference: case.reference.to_string(),
            child: people::child_name(&view.facts),
            doctor: view.doctor.person.name.expose().to_owned(),
            fax: view.fax.clone(),
            done: self.done,
            errors: typed
                .map(|typed| SummaryError::new(format!("body-{}", typed.kind), typed.why.clone()))
                .into_iter()
                .collect(),
            released: view
                .released
                .iter()
                .map(|letter| self.released(view, letter))
                .collect(),
            drafts: fit.iter().map(|kind| self.draft(view, **kind)).collect(),
            later: later.iter().map(|kind| kind.words()).collect(),
            shell: self.shell,
        }
    }

    fn released(&self, view: &LettersView, letter: &Letter) -> ReleasedView {
        let by = view.names.get(&letter.released_by.0).cloned();
        let past = |at| moments::past(at, view.as_of, self.zone);
        ReleasedView {
            title: letter.kind.words(),
            href: format!(
                "/staff/cases/{}/released-letters/{}",
                view.referral.reference, letter.id
            ),
            by: by.unwrap_or_else(|| "Somebody".to_owned()),
            moment: past(letter.released_at),
            opened: letter.opened_at.map(past),
            text: letter.body.clone(),
        }
    }

    fn draft(&self, view: &LettersView, kind: LetterKind) -> DraftView {
        let again = view.released.iter().any(|letter| letter.kind == kind);
        let typed = self.typed.as_ref().filter(|typed| typed.kind == kind);
        DraftView {
            kind: kind.code(),
            title: kind.words(),
            key: random_id().to_string(),
            body: match typed {
                Some(typed) => typed.body.clone(),
                None => draft(kind, &view.referral, &self.facts(view)),
            },
            error: typed.map(|typed| typed.why.clone()),
            open: typed.is_some() || !again,
            can_release: kind.may_release(self.actor.role),
            again,
            before: (kind == LetterKind::Decision && view.referral.decision_told_at.is_none())
                .then_some("Nobody has told the family the decision yet. Call them first; then release this letter."),
        }
    }

    fn facts(&self, view: &LettersView) -> LetterFacts {
        let words = Words::of(Language::En);
        let case = &view.referral;
        let child = view.facts.child.as_ref();
        let birth = child.and_then(|child| child.birth);
        let born = match birth.and_then(PartialDate::expose_full) {
            Some(date) => format!(", born {}", words.date(date)),
            None => String::new(),
        };
        let zone = self.zone.iana_name().unwrap_or("UTC");
        let local = |at: jiff::Timestamp| at.to_zoned(self.zone.clone());
        LetterFacts {
            doctor: view.doctor.person.name.expose().to_owned(),
            patient: format!("{}{born}", people::child_name(&view.facts)),
            reference: case.reference.to_string(),
            received: words.date(local(case.received_at).date()),
            visit: case
                .visit_at
                .map(|at| words.moment_at(&local(at), zone))
                .unwrap_or_default(),
            signed_by: view
                .names
                .get(&self.actor.id.0)
                .cloned()
                .unwrap_or_default(),
            programme: self.programme.to_owned(),
            phone: self.phone.to_owned(),
        }
    }
}

impl LettersPage {
    /// Returns a made-up page with a mistake.
    pub fn sample() -> Self {
        let why = "Fill in what stands in [brackets], or take it out".to_owned();
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            here: "/staff/cases/RL-7KX2-94Q/letters".into(),
            child: "Ana Example".into(),
            doctor: "Dr. Tomas Vrabel".into(),
            fax: Some("215-555-0142".into()),
            done: "",
            errors: vec![SummaryError::new("body-decision".to_owned(), why.clone())],
            released: vec![ReleasedView {
                title: LetterKind::Received.words(),
                href: "/staff/cases/RL-7KX2-94Q/released-letters/1".into(),
                by: "Jordan Rivera".into(),
                moment: MomentView::sample("Monday 9:00 am"),
                opened: None,
                text: "Dear Dr. Vrabel,\n\nthank you.".into(),
            }],
            drafts: vec![DraftView {
                kind: LetterKind::Decision.code(),
                title: LetterKind::Decision.words(),
                key: "018f4d5e-0000-7000-8000-000000000000".into(),
                body: "Dear Dr. Vrabel,\n\n[advice]".into(),
                error: Some(why),
                open: true,
                can_release: true,
                again: false,
                before: None,
            }],
            later: vec![LetterKind::Seen.words()],
        }
    }
}
