//! The first page after sign-in: what is overdue, due today, without an owner, and one's own.

use askama::Template;
use jiff::tz::TimeZone;

use super::display::RowView;
use super::moments;
use super::rows::RowFrame;
use crate::db::referral::list::COUNT_BOUND;
use crate::usecases::case::view_today::{Today, TodayList};
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
    /// What the search box shows: nothing here.
    pub searched: String,
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
            searched: String::new(),
            no_cases: String::new(),
        }
    }
}

/// Returns the page of what is to be done today.
pub fn page(mut shell: StaffShell, today: &Today, zone: &TimeZone) -> TodayPage {
    if today.mail_alarm {
        shell.mail_alarm = Some(mail_alarm(today));
    }
    let frame = RowFrame {
        names: &today.names,
        now: today.as_of,
        zone,
    };
    let empty = Empty {
        overdue: today.overdue.total,
        due_today: today.due_today.total,
    };
    let lists = [
        (
            "overdue",
            "Overdue",
            &today.overdue,
            "/staff/cases?due=overdue",
        ),
        (
            "due-today",
            "Due today",
            &today.due_today,
            "/staff/cases?due=today",
        ),
        (
            "unassigned",
            "Without an owner",
            &today.unassigned,
            "/staff/cases?owner=nobody",
        ),
        ("mine", "Mine", &today.mine, "/staff/cases?owner=me"),
    ];
    let tile =
        |(id, label, list, href): &(&'static str, &'static str, &TodayList, &'static str)| {
            TileView {
                label,
                count: bounded(list.total),
                href,
                class: match *id {
                    "overdue" if list.total > 0 => "alarm",
                    "due-today" if list.total > 0 => "soon",
                    _ => "",
                },
            }
        };
    let list =
        |(id, title, list, more): &(&'static str, &'static str, &TodayList, &'static str)| {
            ListView {
                id,
                title,
                count: bounded(list.total),
                rows: frame.rows(&list.rows),
                empty: empty.words(id),
                more: if usize::try_from(list.total).is_ok_and(|total| total > list.rows.len()) {
                    more
                } else {
                    ""
                },
            }
        };
    TodayPage {
        day: moments::day(today.as_of, zone),
        time: moments::time_of_day(today.as_of, zone),
        tiles: lists.iter().map(tile).collect(),
        lists: lists.iter().map(list).collect(),
        searched: String::new(),
        no_cases: "There is nothing to do here for your role. Case files are open to the people who work on them; each look is recorded.".to_owned(),
        shell,
    }
}

/// Returns a count as far as it was counted.
pub fn bounded(total: i64) -> String {
    if total > COUNT_BOUND {
        format!("{COUNT_BOUND}+")
    } else {
        total.to_string()
    }
}

struct Empty {
    overdue: i64,
    due_today: i64,
}

impl Empty {
    /// An empty list explains itself.
    fn words(&self, id: &str) -> String {
        match id {
            "overdue" if self.due_today > 0 => format!(
                "Nothing is overdue. Due today: {}.",
                bounded(self.due_today)
            ),
            "overdue" => "Nothing is overdue.".to_owned(),
            "due-today" if self.overdue > 0 => {
                "Nothing more is due today. The overdue ones come first.".to_owned()
            }
            "due-today" => "Nothing is due today.".to_owned(),
            "unassigned" => "Every open case has an owner.".to_owned(),
            _ => "You have no case. Take one from the lists above.".to_owned(),
        }
    }
}

fn mail_alarm(today: &Today) -> String {
    let minutes = today
        .mail
        .oldest_due
        .map_or(0, |oldest| today.as_of.duration_since(oldest).as_mins());
    format!(
        "Mail is not leaving: the oldest has waited {minutes} minutes. Requests are safe; call people instead, and tell your administrator."
    )
}
