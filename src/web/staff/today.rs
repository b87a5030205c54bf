//! The first page after sign-in: what is overdue, due today, without an owner, and one's own.

use askama::Template;

use super::display::RowView;
use crate::web::shell::StaffShell;

/// Is the Today page.
#[derive(Template)]
#[template(path = "staff/today.html")]
pub struct TodayPage {
    pub shell: StaffShell,
    pub day: String,
    pub time: String,
    pub tiles: Vec<TileView>,
    pub lists: Vec<ListView>,
    /// What a role without cases reads instead.
    pub no_cases: String,
}

/// Is a count that leads to its list.
pub struct TileView {
    pub label: &'static str,
    pub count: String,
    pub href: &'static str,
    /// `alarm`, `soon` or nothing.
    pub class: &'static str,
}

/// Is one list of the page.
pub struct ListView {
    pub id: &'static str,
    pub title: &'static str,
    pub count: String,
    pub rows: Vec<RowView>,
    pub empty: String,
    /// Where the rest of a longer list is.
    pub more: &'static str,
}

impl TodayPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let rows = RowView::samples();
        Self {
            shell: StaffShell::sample("today"),
            day: "Tuesday, March 3".into(),
            time: "2:14 pm".into(),
            tiles: vec![
                TileView {
                    label: "Overdue",
                    count: "1".into(),
                    href: "/staff/cases?due=overdue",
                    class: "alarm",
                },
                TileView {
                    label: "Due today",
                    count: "5".into(),
                    href: "/staff/cases?due=today",
                    class: "soon",
                },
                TileView {
                    label: "Without an owner",
                    count: "2".into(),
                    href: "/staff/cases?owner=nobody",
                    class: "",
                },
                TileView {
                    label: "Mine",
                    count: "12".into(),
                    href: "/staff/cases?owner=me",
                    class: "",
                },
            ],
            lists: vec![
                ListView {
                    id: "overdue",
                    title: "Overdue",
                    count: "1".into(),
                    rows: vec![rows[0].clone()],
                    empty: String::new(),
                    more: "/staff/cases?due=overdue",
                },
                ListView {
                    id: "due",
                    title: "Due today",
                    count: "1".into(),
                    rows: vec![rows[1].clone()],
                    empty: String::new(),
                    more: "",
                },
                ListView {
                    id: "unassigned",
                    title: "Without an owner",
                    count: "0".into(),
                    rows: vec![],
                    empty: "Every open case has an owner.".into(),
                    more: "",
                },
                ListView {
                    id: "mine",
                    title: "Mine",
                    count: "3".into(),
                    rows,
                    empty: String::new(),
                    more: "",
                },
            ],
            no_cases: String::new(),
        }
    }
}
