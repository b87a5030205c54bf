//! Two people saved the same case: the second reads both texts, and nothing is lost.

use askama::Template;
use jiff::tz::TimeZone;

use super::forms::entries::Entries;
use super::forms::writing::NoteForm;
use super::page::{FormView, TimelineView};
use super::timeline;
use crate::domain::staff::StaffId;
use crate::usecases::case::view_case::CaseView;
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, TagView, words};

/// Is the page a stale save is answered with (409).
#[derive(Template)]
#[template(path = "staff/case/conflict.html")]
pub struct ConflictPage {
    pub shell: StaffShell,
    pub reference: String,
    pub headline: String,
    pub explanation: String,
    /// The version to save upon now.
    pub version: i32,
    /// What was typed, kept in its fields.
    pub form: FormView,
    pub status: TagView,
    pub owner: String,
    pub changes: Vec<TimelineView>,
}

const MEANWHILE: &str = "Somebody else changed this case while you were writing";
const NOTHING_LOST: &str =
    "Nothing is lost. What you wrote is here; what changed stands beside it.";

impl ConflictPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let mut form = NoteForm::view();
        Entries::of("note")
            .keep("body", "Grandmother can drive on Thursdays.")
            .fill(&mut form);
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            headline: MEANWHILE.into(),
            explanation: NOTHING_LOST.into(),
            version: 8,
            form,
            status: TagView::new("In intake", "info"),
            owner: "Priya Shah".into(),
            changes: vec![TimelineView {
                title: "Case taken".into(),
                who: "Priya Shah".into(),
                moment: MomentView::sample("Today 2:10 pm"),
                text: String::new(),
                quiet: false,
            }],
        }
    }
}

/// Is what the page is made from.
pub struct ConflictFrame<'a> {
    pub shell: StaffShell,
    pub zone: &'a TimeZone,
    /// Who sent the form.
    pub actor: StaffId,
    /// The version the form was made from.
    pub version: i32,
    /// Why the act is not possible now; none where only the version was old.
    pub reason: Option<String>,
    pub form: FormView,
}

impl ConflictFrame<'_> {
    /// Returns the page: the text that was typed beside what changed since.
    pub fn page(self, view: &CaseView) -> ConflictPage {
        let case = &view.referral;
        let newer = usize::try_from(case.version.saturating_sub(self.version))
            .unwrap_or(0)
            .clamp(1, 20);
        let (headline, explanation) = self.words(view, newer);
        let mut changes = timeline::entries(view, self.zone);
        changes.truncate(newer);
        let owner = case
            .owner
            .and_then(|owner| view.names.get(&owner.0).cloned());
        ConflictPage {
            reference: case.reference.to_string(),
            headline,
            explanation,
            version: case.version,
            form: self.form,
            status: words::status_tag(case.status),
            owner: owner.unwrap_or_else(|| "Nobody yet".to_owned()),
            changes,
            shell: self.shell,
        }
    }

    fn words(&self, view: &CaseView, newer: usize) -> (String, String) {
        if let Some(reason) = &self.reason {
            return (
                "This is not possible now".to_owned(),
                format!("{reason} What you wrote is kept here."),
            );
        }
        let mine = view
            .timeline
            .iter()
            .take(newer)
            .all(|event| event.staff == Some(self.actor.0));
        if mine {
            let seen =
                "Your last change is saved already. Look at it before you save this as well.";
            return (
                "You have changed this case since you opened that page".to_owned(),
                seen.to_owned(),
            );
        }
        (MEANWHILE.to_owned(), NOTHING_LOST.to_owned())
    }
}
