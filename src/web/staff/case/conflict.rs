//! Two people saved the same case: the second reads both texts, and nothing is lost.

use askama::Template;

use super::page::{FieldView, FormView, TimelineView};
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, TagView};

/// Is the page a stale save is answered with (409).
#[derive(Template)]
#[template(path = "staff/case/conflict.html")]
pub struct ConflictPage {
    pub shell: StaffShell,
    pub reference: String,
    /// The version to save upon now.
    pub version: i32,
    /// What was typed, kept in its fields.
    pub form: FormView,
    pub status: TagView,
    pub owner: String,
    pub changes: Vec<TimelineView>,
}

impl ConflictPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            version: 8,
            form: FormView {
                id: "note".into(),
                label: "Write a note".into(),
                action: "notes",
                fields: vec![FieldView {
                    id: "note-body".into(),
                    name: "body",
                    kind: "textarea",
                    label: "Note".into(),
                    value: "Grandmother can drive on Thursdays.".into(),
                    ..FieldView::default()
                }],
                ..FormView::default()
            },
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
