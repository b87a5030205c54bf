//! The first page after sign-in: what is overdue, due today, and what the work of a role begins with.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;

use super::display::RowView;
use super::display::moments;
use super::display::rows::RowFrame;
use crate::db::referral::list::{COUNT_BOUND, ListRow, Listed};
use crate::domain::permission::{Action, may};
use crate::domain::priority::Priority;
use crate::usecases::case::view_today::{Today, TodayList};
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
    /// True for who may read who looked at a case that they may not open.
    pub asks_for_looks: bool,
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
            asks_for_looks: false,
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
    let mut page = page(shell, &today, &state.zone);
    page.asks_for_looks = may(actor.role, Action::SeeAccessLog);
    Ok(render(StatusCode::OK, &page))
}

/// Returns the page of what is to be done today.
pub fn page(mut shell: StaffShell, today: &Today, zone: &TimeZone) -> TodayPage {
    shell.mail_alarm = mail_alarm(today);
    shell.alarm_links = alarm_links(today);
    let parts: Vec<Part<'_>> = today.lists.iter().map(Part::of).collect();
    let frame = RowFrame {
        names: &today.names,
        now: today.as_of,
        zone,
    };
    let mut lists: Vec<ListView> = parts.iter().map(|part| part.view(&frame, today)).collect();
    // An emergency that is due soon does not stand below what has been late for days.
    let presses = |list| has_emergency(today.list(list));
    if !presses(TodayList::Overdue) && presses(TodayList::DueToday) {
        lists.swap(0, 1);
    }
    TodayPage {
        day: moments::day(today.as_of, zone),
        time: moments::time_of_day(today.as_of, zone),
        tiles: parts.iter().map(Part::tile).collect(),
        lists,
        searched: String::new(),
        asks_for_looks: false,
        no_cases: "Case files are open to the people who work on them.".to_owned(),
        shell,
    }
}

/// Is one list of the page with its tile.
struct Part<'a> {
    which: TodayList,
    title: &'static str,
    list: &'a Listed,
    href: &'static str,
    class: &'static str,
}

impl<'a> Part<'a> {
    fn of((which, list): &'a (TodayList, Listed)) -> Self {
        let (title, href, class) = match which {
            TodayList::Overdue => ("Overdue", "/staff/cases?due=overdue", "alarm"),
            TodayList::DueToday => ("Due today", "/staff/cases?due=today", "soon"),
            TodayList::Unassigned => ("Without an owner", "/staff/cases?owner=nobody", ""),
            TodayList::ReadyForReview => (
                "Ready for review",
                "/staff/cases?status=ready_for_review",
                "soon",
            ),
            TodayList::InReview => ("In review", "/staff/cases?status=in_review", ""),
            TodayList::Conference => ("Next meeting", "/staff/cases?status=conference", ""),
            TodayList::Arranging => ("Visits to arrange", "/staff/cases?status=arranging", "soon"),
            TodayList::VisitScheduled => {
                ("Planned visits", "/staff/cases?status=visit_scheduled", "")
            }
            TodayList::Unanswered => ("They wrote", "/staff/cases?wrote=yes", "soon"),
            TodayList::Mine => ("Mine", "/staff/cases?owner=me", ""),
        };
        Self {
            which: *which,
            title,
            list,
            href,
            class,
        }
    }

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
            id: self.which.code(),
            title: self.title,
            count: bounded(self.list.total),
            rows: frame.rows(&self.list.rows),
            empty: empty(self.which, today),
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
fn empty(list: TodayList, today: &Today) -> String {
    let due_today = today.list(TodayList::DueToday).total;
    let words = match list {
        TodayList::Overdue if due_today > 0 => {
            let count = bounded(due_today);
            return format!("Nothing is overdue. Due today: {count}.");
        }
        TodayList::Overdue => "Nothing is overdue.",
        TodayList::DueToday if today.list(TodayList::Overdue).total > 0 => {
            "Nothing more is due today. The overdue ones come first."
        }
        TodayList::DueToday => "Nothing is due today.",
        TodayList::Unassigned => "Every open case has an owner.",
        TodayList::ReadyForReview => "No case waits for a reviewing doctor.",
        TodayList::InReview => "No case is being reviewed.",
        TodayList::Conference => "Nothing is on the agenda of the next meeting.",
        TodayList::Arranging => "No visit is to be arranged.",
        TodayList::VisitScheduled => "No visit is planned.",
        TodayList::Unanswered => "Nobody waits for an answer to a message.",
        TodayList::Mine => "You have no case now.",
    };
    words.to_owned()
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

/// The most cases that an alarm leads to.
const LINKED: usize = 10;

/// The cases whose people are to be phoned, the most pressing first, and the queue for whoever tends it.
fn alarm_links(today: &Today) -> Vec<(String, String)> {
    if today.undelivered + today.undelivered_to_staff == 0 {
        return Vec::new();
    }
    let case = |row: &ListRow| {
        let reference = row.reference.clone();
        (reference.clone(), format!("/staff/cases/{reference}"))
    };
    let mut links: Vec<_> = today.to_phone.rows.iter().take(LINKED).map(case).collect();
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
        1 => alarms.push("A mail could not be delivered. Its case says whom to phone.".to_owned()),
        many => alarms.push(format!(
            "{} mails could not be delivered. Their cases say whom to phone.",
            bounded(many)
        )),
    }
    match today.undelivered_to_staff {
        0 => {}
        1 => alarms.push("A mail to staff could not be delivered. An administrator sends it again or sets it aside.".to_owned()),
        many => alarms.push(format!(
            "{} mails to staff could not be delivered. An administrator sends them again or sets them aside.",
            bounded(many)
        )),
    }
    (!alarms.is_empty()).then(|| alarms.join(" "))
}
