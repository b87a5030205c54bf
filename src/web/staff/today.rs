//! The first page after sign-in: what is overdue, due today, without an owner, and one's own.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use super::display::RowView;
use super::display::moments;
use super::display::rows::RowFrame;
use crate::db::referral::list::{COUNT_BOUND, ListRow, Listed};
use crate::domain::priority::Priority;
use crate::usecases::case::view_today::Today;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

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
    /// How many more a longer list has; empty where all stand here.
    pub more: String,
    /// Where the whole list is.
    pub href: &'static str,
}

impl TodayPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let rows = RowView::samples();
        let tile = |label, count: &str, class| TileView {
            label,
            count: count.into(),
            href: "/staff/cases?due=overdue",
            class,
        };
        let list = |id, title, rows: &[RowView], more: &str| ListView {
            id,
            href: "/staff/cases?due=overdue",
            title,
            count: rows.len().to_string(),
            rows: rows.to_vec(),
            empty: "Every open case has an owner.".into(),
            more: more.to_owned(),
        };
        Self {
            shell: StaffShell::sample("today"),
            day: "Tuesday, March 3".into(),
            time: "2:14 pm".into(),
            tiles: vec![
                tile("Overdue", "1", "alarm"),
                tile("Due today", "5", "soon"),
                tile("Without an owner", "0", ""),
                tile("Mine", "3", ""),
            ],
            lists: vec![
                list("overdue", "Overdue", &rows[..1], "12 more"),
                list("due-today", "Due today", &rows[1..2], ""),
                list("unassigned", "Without an owner", &[], ""),
                list("mine", "Mine", &rows, ""),
            ],
            searched: String::new(),
            no_cases: String::new(),
        }
    }
}

/// Shows what is to be done today.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, WebError> {
    let today = state.desk.view_today(&actor).await?;
    let shell = state.staff_shell(&actor, "today");
    Ok(render(StatusCode::OK, &page(shell, &today, &state.zone)))
}

/// Returns the page of what is to be done today.
pub fn page(mut shell: StaffShell, today: &Today, zone: &TimeZone) -> TodayPage {
    shell.mail_alarm = mail_alarm(today);
    shell.alarm_links = alarm_links(today);
    let parts = [
        Part {
            id: "overdue",
            title: "Overdue",
            list: &today.overdue,
            href: "/staff/cases?due=overdue",
            class: "alarm",
        },
        Part {
            id: "due-today",
            title: "Due today",
            list: &today.due_today,
            href: "/staff/cases?due=today",
            class: "soon",
        },
        Part {
            id: "unassigned",
            title: "Without an owner",
            list: &today.unassigned,
            href: "/staff/cases?owner=nobody",
            class: "",
        },
        Part {
            id: "unanswered",
            title: "They wrote",
            list: &today.unanswered,
            href: "/staff/cases?wrote=yes",
            class: "soon",
        },
        Part {
            id: "mine",
            title: "Mine",
            list: &today.mine,
            href: "/staff/cases?owner=me",
            class: "",
        },
    ];
    let frame = RowFrame {
        names: &today.names,
        now: today.as_of,
        zone,
    };
    let mut lists: Vec<ListView> = parts.iter().map(|part| part.view(&frame, today)).collect();
    // An emergency that is due soon does not stand below what has been late for days.
    if !has_emergency(&today.overdue) && has_emergency(&today.due_today) {
        lists.swap(0, 1);
    }
    TodayPage {
        day: moments::day(today.as_of, zone),
        time: moments::time_of_day(today.as_of, zone),
        tiles: parts.iter().map(Part::tile).collect(),
        lists,
        searched: String::new(),
        no_cases: "There is nothing to do here for your role. Case files are open to the people who work on them.".to_owned(),
        shell,
    }
}

/// Is one list of the page with its tile.
struct Part<'a> {
    id: &'static str,
    title: &'static str,
    list: &'a Listed,
    href: &'static str,
    class: &'static str,
}

impl Part<'_> {
    fn tile(&self) -> TileView {
        TileView {
            label: self.title,
            count: bounded(self.list.total),
            href: self.href,
            class: if self.list.total > 0 { self.class } else { "" },
        }
    }

    fn view(&self, frame: &RowFrame<'_>, today: &Today) -> ListView {
        let shown = i64::try_from(self.list.rows.len()).unwrap_or(i64::MAX);
        ListView {
            id: self.id,
            title: self.title,
            count: bounded(self.list.total),
            rows: frame.rows(&self.list.rows),
            empty: empty(self.id, today),
            more: match self.list.total - shown {
                ..=0 => String::new(),
                _ if self.list.total > COUNT_BOUND => "Many more".to_owned(),
                rest => format!("{rest} more"),
            },
            href: self.href,
        }
    }
}

/// An empty list explains itself.
fn empty(id: &str, today: &Today) -> String {
    match id {
        "overdue" if today.due_today.total > 0 => format!(
            "Nothing is overdue. Due today: {}.",
            bounded(today.due_today.total)
        ),
        "overdue" => "Nothing is overdue.".to_owned(),
        "due-today" if today.overdue.total > 0 => {
            "Nothing more is due today. The overdue ones come first.".to_owned()
        }
        "due-today" => "Nothing is due today.".to_owned(),
        "unassigned" => "Every open case has an owner.".to_owned(),
        "unanswered" => "Nobody waits for an answer to a message.".to_owned(),
        _ => "You have no case now.".to_owned(),
    }
}

fn has_emergency(list: &Listed) -> bool {
    let mut rows = list.rows.iter();
    rows.any(|row| row.priority == Priority::Emergency)
}

/// Returns a count as far as it was counted.
pub fn bounded(total: i64) -> String {
    if total > COUNT_BOUND {
        format!("{COUNT_BOUND}+")
    } else {
        total.to_string()
    }
}

/// The cases whose people are to be phoned, and the queue for whoever tends it.
fn alarm_links(today: &Today) -> Vec<(String, String)> {
    if today.undelivered == 0 {
        return Vec::new();
    }
    let case = |row: &ListRow| {
        let reference = row.reference.clone();
        (reference.clone(), format!("/staff/cases/{reference}"))
    };
    let mut links: Vec<_> = today.to_phone.rows.iter().map(case).collect();
    if today.resends {
        let queue = "/staff/admin/mail?part=dead";
        links.push(("Mail queue".to_owned(), queue.to_owned()));
    }
    links
}

/// What to say while mail does not leave, or could not be delivered.
fn mail_alarm(today: &Today) -> Option<String> {
    let mut alarms = Vec::new();
    if today.mail_alarm {
        let minutes = today
            .mail
            .oldest_due
            .map_or(0, |oldest| today.as_of.duration_since(oldest).as_mins());
        alarms.push(format!(
            "Mail is not leaving: the oldest has waited {minutes} minutes. Requests are safe; call people instead, and tell your administrator."
        ));
    }
    match today.undelivered {
        0 => {}
        1 => alarms.push(
            "A mail could not be delivered. Its case says whom to phone; an administrator sends it again or sets it aside."
                .to_owned(),
        ),
        many => alarms.push(format!(
            "{} mails could not be delivered. Their cases say whom to phone; an administrator sends them again or sets them aside.",
            bounded(many)
        )),
    }
    (!alarms.is_empty()).then(|| alarms.join(" "))
}
