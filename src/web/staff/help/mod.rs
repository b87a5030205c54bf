//! The list of help that families asked for: what nobody has on top, then what is due soonest. `one` is one piece of it.
//! What a role does not work on is not listed; the queries decide that, not this page.

pub mod one;
pub mod view;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;

use super::cases::LinkView;
use super::display::moments;
use super::display::words;
use super::filters::{cursor_code, cursor_from};
use super::today::bounded;
use crate::db::help::list::{HelpCursor, HelpFilter, HelpOwner};
use crate::db::referral::list::Cursor;
use crate::domain::request::HelpKind;
use crate::domain::staff::{Actor, Role};
use crate::usecases::help::list_help::HelpPage as Found;
use crate::web::auth::SignedIn;
use crate::web::components::Choice;
use crate::web::error::WebError;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::state::WebState;
use view::{HelpFrame, HelpRowView};

/// Is the list of help.
#[derive(Template)]
#[template(path = "staff/help/list.html")]
pub struct HelpPage {
    pub shell: StaffShell,
    pub views: Vec<LinkView>,
    /// The view of this address, for the form that filters by kind.
    pub view: &'static str,
    pub kinds: Vec<Choice>,
    pub count: String,
    pub time: String,
    pub here: String,
    pub rows: Vec<HelpRowView>,
    pub empty: String,
    pub first: String,
    pub next: String,
    pub no_error: Option<String>,
}

impl HelpPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let query = HelpQuery::default();
        Self {
            shell: StaffShell::sample("help"),
            views: query.views(),
            view: "",
            kinds: query.kinds(Role::SocialWorker),
            count: "2 open, what nobody has first".into(),
            time: "2:14 pm".into(),
            here: query.href(),
            rows: HelpRowView::samples(),
            empty: String::new(),
            first: String::new(),
            next: "/staff/help?after=x".into(),
            no_error: None,
        }
    }
}

/// The lists that are one press away.
const VIEWS: [(&str, &str); 3] = [
    ("", "All open"),
    ("nobody", "Nobody has it"),
    ("mine", "Mine"),
];

/// Is what an address of the list asks for. What is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct HelpQuery {
    view: &'static str,
    kind: Option<HelpKind>,
    after: Option<HelpCursor>,
}

impl HelpQuery {
    fn parse(raw: &str) -> Self {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(raw).unwrap_or_default();
        let mut query = Self::default();
        for (name, value) in pairs.into_iter().take(10) {
            match name.as_str() {
                "view" => {
                    let known = VIEWS.iter().find(|(code, _)| *code == value);
                    query.view = known.map_or("", |(code, _)| code);
                }
                "kind" => query.kind = HelpKind::from_code(&value),
                "after" => query.after = after_from(&value),
                _ => {}
            }
        }
        query
    }

    fn href(&self) -> String {
        let mut pairs = Vec::new();
        if !self.view.is_empty() {
            pairs.push(("view", self.view.to_owned()));
        }
        if let Some(kind) = self.kind {
            pairs.push(("kind", kind.code().to_owned()));
        }
        if let Some(after) = self.after {
            pairs.push(("after", after_code(after)));
        }
        if pairs.is_empty() {
            return "/staff/help".to_owned();
        }
        let query = serde_html_form::to_string(pairs).unwrap_or_default();
        format!("/staff/help?{query}")
    }

    fn filter(&self, actor: &Actor) -> HelpFilter {
        HelpFilter {
            owner: match self.view {
                "nobody" => HelpOwner::Nobody,
                "mine" => HelpOwner::Staff(actor.id),
                _ => HelpOwner::Any,
            },
            kind: self.kind,
        }
    }

    fn views(&self) -> Vec<LinkView> {
        let view = |(code, label): &(&'static str, &'static str)| LinkView {
            label: (*label).to_owned(),
            href: Self {
                view: code,
                after: None,
                ..self.clone()
            }
            .href(),
            current: *code == self.view,
        };
        VIEWS.iter().map(view).collect()
    }

    fn kinds(&self, role: Role) -> Vec<Choice> {
        let any = Choice::new("", "Any", self.kind.is_none());
        let kind = |kind: &HelpKind| {
            Choice::new(kind.code(), words::help(*kind), self.kind == Some(*kind))
        };
        [any]
            .into_iter()
            .chain(role.sees_help().iter().map(kind))
            .collect()
    }

    /// An empty list explains itself.
    fn empty(&self) -> String {
        match (self.view, self.kind) {
            (_, Some(kind)) => format!(
                "Nothing is open here for: {}.",
                words::help(kind).to_lowercase()
            ),
            ("nobody", None) => "Somebody has everything that families asked for.".to_owned(),
            ("mine", None) => {
                "You have nothing now. What nobody has yet stands in \u{201c}All open\u{201d}, on top."
                    .to_owned()
            }
            _ => "No family waits for help of your kinds. New ones appear here by themselves."
                .to_owned(),
        }
    }
}

/// Shows the list.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let query = HelpQuery::parse(raw.as_deref().unwrap_or_default());
    let found = state
        .desk
        .list_help(&actor, query.filter(&actor), query.after)
        .await?
        .ok_or(WebError::Forbidden)?;
    Ok(render(
        StatusCode::OK,
        &page(&state, &actor, &query, &found),
    ))
}

fn page(state: &WebState, actor: &Actor, query: &HelpQuery, found: &Found) -> HelpPage {
    let frame = HelpFrame {
        names: &found.names,
        now: found.as_of,
        calendar: &state.desk.rules().calendar,
    };
    let page_from = |after| {
        HelpQuery {
            after,
            ..query.clone()
        }
        .href()
    };
    let count = match found.total {
        0 => "Nothing open".to_owned(),
        1 => "1 open".to_owned(),
        total => format!("{} open, what nobody has first", bounded(total)),
    };
    HelpPage {
        shell: state.staff_shell(actor, "help"),
        views: query.views(),
        view: query.view,
        kinds: query.kinds(actor.role),
        count,
        time: moments::time_of_day(found.as_of, &state.zone),
        here: query.href(),
        rows: found.rows.iter().map(|row| frame.row(row)).collect(),
        empty: query.empty(),
        first: query.after.map(|_| page_from(None)).unwrap_or_default(),
        next: found
            .next
            .map(|cursor| page_from(Some(cursor)))
            .unwrap_or_default(),
        no_error: None,
    }
}

/// Returns where the next page begins, as the address carries it: a day, a moment and a random id.
fn after_code(cursor: HelpCursor) -> String {
    let day = cursor.turn_on.map(|day| day.to_string());
    let rest = cursor_code(Cursor {
        at: cursor.asked_at,
        id: cursor.id,
    });
    format!("{}~{rest}", day.unwrap_or_default())
}

fn after_from(code: &str) -> Option<HelpCursor> {
    let (day, rest) = code.split_once('~')?;
    let turn_on = match day {
        "" => None,
        // PostgreSQL keeps fewer years than we can write.
        day => Some(
            day.parse::<Date>()
                .ok()
                .filter(|day| (2000..3000).contains(&day.year()))?,
        ),
    };
    let cursor = cursor_from(rest)?;
    Some(HelpCursor {
        turn_on,
        asked_at: cursor.at,
        id: cursor.id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_shows_and_nothing_else() {
        let raw = "view=mine&kind=travel&after=2026-03-09~1772460000000000.01930000-0000-7000-8000-000000000001";
        let query = HelpQuery::parse(raw);
        assert_eq!((query.view, query.kind), ("mine", Some(HelpKind::Travel)));
        assert_eq!(
            HelpQuery::parse(query.href().trim_start_matches("/staff/help?")),
            query
        );
        for odd in [
            "view=all&kind=gold",
            "after=x",
            "after=-9000-01-01~1.1",
            "after=99999",
            "%FF=%FF",
        ] {
            assert_eq!(HelpQuery::parse(odd), HelpQuery::default(), "{odd}");
        }
    }
}
