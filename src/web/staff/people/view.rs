//! The page about a person of a case, ready to show.

use askama::Template;
use uuid::Uuid;

use super::forms::{ChildSaidForm, PersonForm, ShareForm};
use crate::domain::referral::ContactKind;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;
use crate::web::staff::case::forms::entries::Entries;
use crate::web::staff::case::page::{FormView, NoticeView};
use crate::web::staff::case::{notices, people};

/// Whom the page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A person of the case.
    Person(Uuid),
    /// Somebody who is not there yet.
    New,
    /// The child.
    Child,
}

/// Is the page about a person of a case.
#[derive(Template)]
#[template(path = "staff/people/person.html")]
pub struct PersonPage {
    pub shell: StaffShell,
    pub reference: String,
    pub version: i32,
    pub here: String,
    pub child: String,
    pub title: String,
    pub who: String,
    pub done: &'static str,
    /// Why nothing was saved.
    pub refused: String,
    pub errors: Vec<SummaryError>,
    /// What the family said about sharing, above everything.
    pub notices: Vec<NoticeView>,
    pub form: FormView,
    /// The button that shares the case with them, or takes that back.
    pub share: Option<FormView>,
}

impl PersonPage {
    /// Fills the page; none where there is no such person.
    pub fn of(
        actor: &Actor,
        shell: StaffShell,
        view: &CaseView,
        subject: Subject,
        entries: &Entries,
    ) -> Option<Self> {
        let reference = view.referral.reference.to_string();
        let base = format!("/staff/cases/{reference}");
        let known = match subject {
            Subject::Person(id) => Some(view.threads.iter().find(|one| one.contact == id)?),
            _ => None,
        };
        let (here, mut form) = match subject {
            Subject::Person(id) => (format!("{base}/people/{id}"), PersonForm::view(known)),
            Subject::New => (format!("{base}/people"), PersonForm::view(None)),
            Subject::Child => (format!("{base}/child"), ChildSaidForm::view(&view.facts)),
        };
        let title = match known {
            Some(known) => known.person.name.expose().to_owned(),
            None => form.label.clone(),
        };
        let adult = known.filter(|known| known.kind == ContactKind::OtherAdult);
        let mut share = adult.map(|known| ShareForm::view(known.has_link));
        entries.fill(&mut form);
        if let Some(share) = &mut share {
            entries.fill(share);
        }
        Some(Self {
            version: view.referral.version,
            here,
            child: people::child_name(&view.facts),
            title,
            who: known
                .map(|known| people::who(&known.person))
                .unwrap_or_default(),
            done: "",
            refused: String::new(),
            errors: entries.summary(),
            notices: notices::of_case(actor, view),
            form,
            share,
            reference,
            shell,
        })
    }

    /// Returns a made-up page of another adult, after a form with mistakes.
    pub fn sample() -> Self {
        let mut entries = Entries::of("person").keep("person_name", "Ana");
        entries.complain("person_phone", "Enter a phone number");
        let mut form = PersonForm::view(None);
        entries.fill(&mut form);
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            version: 3,
            here: "/staff/cases/RL-7KX2-94Q/people/018f4d5e-0000-7000-8000-000000000000".into(),
            child: "Ana Example".into(),
            title: "Marta Example".into(),
            who: "Grandparent".into(),
            done: "",
            refused: super::TOO_LATE.into(),
            errors: entries.summary(),
            notices: Vec::new(),
            form,
            share: Some(ShareForm::view(false)),
        }
    }
}
