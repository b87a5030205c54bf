//! The worklist: every open case this person may see, soonest due first; all state is in the address.

use askama::Template;

use super::display::RowView;
use crate::web::components::Choice;
use crate::web::shell::StaffShell;

/// Is the worklist page.
#[derive(Template)]
#[template(path = "staff/cases.html")]
pub struct CasesPage {
    pub shell: StaffShell,
    pub title: &'static str,
    pub notices: Vec<String>,
    pub views: Vec<LinkView>,
    pub filters: Vec<FilterView>,
    pub chips: Vec<LinkView>,
    /// The random id of a kept search, never its words.
    pub search: String,
    pub count: String,
    pub time: String,
    pub here: String,
    pub list: Vec<RowView>,
    pub empty: String,
    pub first: String,
    pub next: String,
    pub no_error: Option<String>,
}

/// Is a link with a name; `current` where it leads to this very list.
pub struct LinkView {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Is one select of the filter panel.
pub struct FilterView {
    pub id: &'static str,
    pub label: &'static str,
    pub options: Vec<Choice>,
}

impl CasesPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let link = |label: &str, current| LinkView {
            label: label.into(),
            href: "/staff/cases?due=today".into(),
            current,
        };
        let select = |id, label| FilterView {
            id,
            label,
            options: vec![Choice::new("", "Any", true), Choice::new("us", "Us", false)],
        };
        Self {
            shell: StaffShell::sample("cases"),
            title: "Cases",
            notices: vec![
                "The address asked for something this list does not know; it was left out: colour."
                    .into(),
            ],
            views: vec![
                link("All open", true),
                link("Mine", false),
                link("Without an owner", false),
                link("Overdue", false),
                link("Due today", false),
                link("Waiting on us", false),
            ],
            filters: vec![
                select("status", "Status"),
                select("owner", "Owner"),
                select("due", "Due"),
                select("waiting", "Waiting on"),
                select("language", "Language"),
                select("help", "Needs"),
                select("source", "Source"),
                select("urgency", "Urgency"),
            ],
            chips: vec![link("Status: New", false), link("Due: today", false)],
            search: String::new(),
            count: "3 cases, soonest due first".into(),
            time: "2:14 pm".into(),
            here: "/staff/cases".into(),
            list: RowView::samples(),
            empty: String::new(),
            first: "/staff/cases".into(),
            next: "/staff/cases?after=x".into(),
            no_error: None,
        }
    }
}
