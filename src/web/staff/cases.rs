//! The worklist: every open case this person may see, soonest due first; all state is in the address.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::display::RowView;
use super::display::moments;
use super::display::rows::RowFrame;
use super::filters::{
    self, CLINICAL_FILTERS, CaseQuery, DueFilter, FILTERS, OwnerFilter, cursor_code, cursor_from,
    disease_codes,
};
use super::today::bounded;
use crate::db::referral::list::{self, Filter};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::case::find_cases::{CasePage, FindCasesError};
use crate::web::auth::SignedIn;
use crate::web::components::Choice;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

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
    /// What was searched for, for the box alone.
    pub searched: String,
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
            searched: String::new(),
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

/// Shows a list of cases, or what a search found.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let (mut query, unknown) = CaseQuery::parse(raw.as_deref().unwrap_or_default());
    let clinical = may(actor.role, Action::SeeClinical);
    if !clinical {
        query.forget_clinical();
    }
    let mut lost_search = false;
    let found = match find(&state, &actor, &query).await {
        Err(FindCasesError::NoSuchSearch) => {
            query = query.without("search");
            lost_search = true;
            find(&state, &actor, &query).await?
        }
        found => found?,
    };
    let shell = state.staff_shell(&actor, "cases");
    let frame = ListFrame {
        shell,
        query: &query,
        unknown,
        lost_search,
        clinical,
        zone: &state.zone,
    };
    Ok(render(StatusCode::OK, &frame.page(&found)))
}

async fn find(
    state: &WebState,
    actor: &Actor,
    query: &CaseQuery,
) -> Result<CasePage, FindCasesError> {
    let after = query.after.as_deref().and_then(cursor_from);
    state
        .desk
        .find_cases(actor, filter(query, actor, state), query.search, after)
        .await
}

/// Returns the conditions of an address, with its words about time turned into moments.
fn filter(query: &CaseQuery, actor: &Actor, state: &WebState) -> Filter {
    let now = state.desk.now();
    let due_by = query.due.map(|due| match due {
        DueFilter::Overdue => now,
        DueFilter::Today => state.desk.end_of_today(now),
        DueFilter::Week => state.desk.end_of_today(now) + jiff::SignedDuration::from_hours(6 * 24),
    });
    let owner = query.owner.map(|owner| match owner {
        OwnerFilter::Me => list::OwnerFilter::Staff(actor.id),
        OwnerFilter::Nobody => list::OwnerFilter::Nobody,
        OwnerFilter::Staff(staff) => list::OwnerFilter::Staff(staff),
    });
    Filter {
        statuses: query.status.into_iter().collect(),
        ended: query.status.is_some_and(|status| !status.is_open()),
        owner,
        due_by,
        source: query.source,
        language: query.language.map(|language| language.code().to_owned()),
        help: query.help,
        priority: query.urgency,
        waiting_on: query.waiting,
        owed: query.wrote.map(|()| list::Owed::Answer),
        disease: query.disease.map(disease_codes).unwrap_or_default(),
        lineage: query.lineage,
        ..Filter::default()
    }
}

/// Is what somebody looks for. It never stands in an address.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SearchForm {
    pub terms: String,
}

/// Keeps what somebody looks for and leads to what was found.
pub async fn search(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<SearchForm>,
) -> Result<Response, WebError> {
    const MOST: usize = 200;
    let terms: String = form
        .terms
        .trim()
        .chars()
        .filter(|letter| !letter.is_control())
        .take(MOST)
        .collect();
    if terms.is_empty() {
        return Ok(see("/staff/cases#main"));
    }
    let id = state.desk.start_search(&actor, &terms).await?;
    Ok(see(&format!("/staff/cases?search={id}#main")))
}

/// Is what the worklist needs beside the cases it found.
pub struct ListFrame<'a> {
    pub shell: StaffShell,
    pub query: &'a CaseQuery,
    /// Names of filters whose value was left out.
    pub unknown: Vec<String>,
    /// The search of the address is not kept any more, or is somebody else's.
    pub lost_search: bool,
    /// False where the illness is not this person's to read: nothing to filter by.
    pub clinical: bool,
    pub zone: &'a TimeZone,
}

impl ListFrame<'_> {
    /// Returns the page of a list.
    pub fn page(self, found: &CasePage) -> CasesPage {
        let rows = RowFrame {
            names: &found.names,
            now: found.as_of,
            zone: self.zone,
        };
        let next = found
            .next
            .map(|cursor| self.query.from_row(Some(cursor_code(cursor))).href());
        CasesPage {
            title: if self.query.search.is_some() {
                "Search results"
            } else {
                "Cases"
            },
            notices: self.notices(),
            views: self.views(),
            filters: self.filters(found),
            chips: self.chips(found),
            search: self.query.code("search").unwrap_or_default(),
            searched: found.searched.clone().unwrap_or_default(),
            count: self.count(found.total),
            time: moments::time_of_day(found.as_of, self.zone),
            here: self.query.href(),
            list: rows.rows(&found.rows),
            empty: self.empty(),
            first: if self.query.after.is_some() {
                self.query.from_row(None).href()
            } else {
                String::new()
            },
            next: next.unwrap_or_default(),
            no_error: None,
            shell: self.shell,
        }
    }

    fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.lost_search {
            notices.push("That search is not kept any more. Type the words again.".to_owned());
        }
        if !self.unknown.is_empty() {
            let names = self.unknown.join(", ");
            notices.push(format!(
                "The address asked for something this list does not know; it was left out: {names}."
            ));
        }
        notices
    }

    fn views(&self) -> Vec<LinkView> {
        let here = self.query.from_row(None);
        let view = |(label, raw): &(&str, &str)| {
            let (query, _) = CaseQuery::parse(raw);
            LinkView {
                label: (*label).to_owned(),
                href: query.href(),
                current: query == here,
            }
        };
        VIEWS.iter().map(view).collect()
    }

    fn filters(&self, found: &CasePage) -> Vec<FilterView> {
        let one = |(id, label): &(&'static str, &'static str)| {
            let chosen = self.query.code(id).unwrap_or_default();
            let any = if *id == "status" { "Any open" } else { "Any" };
            let mut options = vec![Choice::new("", any, chosen.is_empty())];
            let known = all_options(id, found).into_iter();
            options.extend(known.map(|(code, label)| Choice {
                chosen: code == chosen,
                ..Choice::new(code, label, false)
            }));
            FilterView { id, label, options }
        };
        let shown = |(id, _): &&(&str, &str)| self.clinical || !CLINICAL_FILTERS.contains(id);
        FILTERS.iter().filter(shown).map(one).collect()
    }

    fn chips(&self, found: &CasePage) -> Vec<LinkView> {
        let chip = |label: String, name: &str| LinkView {
            label,
            href: self.query.without(name).href(),
            current: false,
        };
        let mut chips = Vec::new();
        if self.query.search.is_some() {
            chips.push(chip("Search words".to_owned(), "search"));
        }
        for (name, label) in FILTERS {
            let Some(code) = self.query.code(name) else {
                continue;
            };
            let known = all_options(name, found)
                .into_iter()
                .find(|(known, _)| *known == code);
            let words = known.map_or_else(|| "somebody else".to_owned(), |(_, words)| words);
            chips.push(chip(format!("{label}: {words}"), name));
        }
        chips
    }

    fn count(&self, total: i64) -> String {
        let order = if self.newest_first() {
            "newest first"
        } else {
            "soonest due first"
        };
        match total {
            1 => "1 case".to_owned(),
            _ => format!("{} cases, {order}", bounded(total)),
        }
    }

    fn newest_first(&self) -> bool {
        self.query.search.is_some() || self.query.status.is_some_and(|status| !status.is_open())
    }

    fn empty(&self) -> String {
        if self.query.search.is_some() {
            "Nothing was found. Try one word of the name, the last 7 digits of the phone, the birth date, or the reference.".to_owned()
        } else if self.query.is_narrowed() {
            "No open case fits all of these filters.".to_owned()
        } else {
            "There is no open case. New requests appear here by themselves when you check again."
                .to_owned()
        }
    }
}

/// The lists that are one press away.
const VIEWS: [(&str, &str); 7] = [
    ("All open", ""),
    ("Mine", "owner=me"),
    ("Without an owner", "owner=nobody"),
    ("Overdue", "due=overdue"),
    ("Due today", "due=today"),
    ("Waiting on us", "waiting=us"),
    ("Closed", "status=closed"),
];

fn all_options(name: &str, found: &CasePage) -> Vec<(String, String)> {
    let mut options = filters::options(name);
    if name == "owner" {
        options.extend(
            found.owners.iter().filter_map(|owner| {
                Some((owner.0.to_string(), found.names.get(&owner.0)?.clone()))
            }),
        );
    }
    options
}
