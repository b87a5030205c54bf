//! Two people saved the same case: the second reads both texts, and nothing is lost.

use askama::Template;
use jiff::tz::TimeZone;

use super::forms::entries::Entries;
use super::forms::writing::NoteForm;
use super::page::{FormView, TimelineView};
use super::timeline;
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
        let newer = usize::try_from(case.version - self.version).unwrap_or(0);
        let mut changes = timeline::entries(view, self.zone);
        changes.truncate(newer.clamp(1, 20));
        let owner = case
            .owner
            .and_then(|owner| view.names.get(&owner.0).cloned());
        ConflictPage {
            reference: case.reference.to_string(),
            headline: self
                .reason
                .as_ref()
                .map_or(MEANWHILE, |_| "This is not possible now")
                .to_owned(),
            explanation: self.reason.map_or_else(
                || NOTHING_LOST.to_owned(),
                |reason| format!("{reason} What you wrote is kept here."),
            ),
            version: case.version,
            form: self.form,
            status: words::status_tag(case.status),
            owner: owner.unwrap_or_else(|| "Nobody yet".to_owned()),
            changes,
            shell: self.shell,
        }
    }
}
