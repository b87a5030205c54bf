//! The page of the calendar: a usual week, the days that differ by year, and what an edit would change.

use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::{Date, Time};

use super::form::{CalendarForm, DAYS};
use crate::domain::calendar::{CalendarError, CalendarPlan, OpenHours, PlanError};
use crate::domain::staff::Actor;
use crate::usecases::rules::view_calendar::{CalendarSeen, CalendarTrial};
use crate::web::components::{Choice, SummaryError};
use crate::web::shell::StaffShell;
use crate::web::staff::admin::versions::{VersionView, versions};
use crate::web::staff::display::{MomentView, moments};
use crate::web::state::WebState;

/// Is the page of the calendar.
#[derive(Template)]
#[template(path = "staff/admin/calendar.html")]
pub struct CalendarPage {
    pub shell: StaffShell,
    pub done: String,
    pub refused: String,
    pub errors: Vec<SummaryError>,
    pub zone: String,
    pub version: i32,
    pub back_to: String,
    pub looked_at: String,
    pub week: Vec<WeekdayView>,
    pub days: String,
    pub years: Vec<YearView>,
    pub past: Vec<DayView>,
    pub day: String,
    pub kinds: Vec<Choice>,
    pub day_opens: String,
    pub day_closes: String,
    /// What an edit changes; none where nothing was looked at.
    pub effect: Option<EffectView>,
    pub versions: Vec<VersionView>,
    pub no_error: Option<String>,
}

/// Is one day of the usual week.
pub struct WeekdayView {
    pub id: &'static str,
    pub label: &'static str,
    pub opens: String,
    pub closes: String,
    pub wrong: bool,
}

/// Is the list of one year.
pub struct YearView {
    pub year: i16,
    pub days: Vec<DayView>,
}

/// Is one day that differs.
pub struct DayView {
    pub at: String,
    pub words: String,
    pub hours: String,
}

/// Is what an edit would change.
pub struct EffectView {
    pub changes: Vec<String>,
    /// How many cases have a promise in hours that would be closed; nothing where none has.
    pub promises: String,
    pub first: Option<MomentView>,
    pub cases: Vec<PromisedView>,
    pub more: i64,
    /// True where the edit can be saved.
    pub can_save: bool,
}

/// Is one case whose promise falls into hours that would be closed.
pub struct PromisedView {
    pub reference: String,
    pub moment: MomentView,
}

/// Is what a page is made from.
pub struct Frame<'a> {
    state: &'a WebState,
    actor: &'a Actor,
    seen: &'a CalendarSeen,
}

impl<'a> Frame<'a> {
    /// Returns a frame.
    pub fn of(state: &'a WebState, actor: &'a Actor, seen: &'a CalendarSeen) -> Self {
        Self { state, actor, seen }
    }

    /// Returns the page of a form; the days are listed from the form where they can be read, else from the plan.
    pub fn page(&self, form: &CalendarForm, plan: &CalendarPlan) -> CalendarPage {
        let typed: Option<BTreeMap<Date, Option<OpenHours>>> =
            serde_json::from_str(&form.days).ok();
        let exceptions = typed.unwrap_or_else(|| plan.exceptions.clone());
        let today = self.seen.calendar.day_of(self.state.desk.now());
        let (years, past) = by_year(&exceptions, today);
        let kind = |value: &str, label| Choice::new(value, label, form.kind == value);
        CalendarPage {
            shell: self.state.staff_shell(self.actor, "admin"),
            done: String::new(),
            refused: String::new(),
            errors: Vec::new(),
            zone: plan.zone.clone(),
            version: form.version,
            back_to: form.back_to.clone(),
            looked_at: form.looked_at.clone(),
            week: week(form),
            days: form.days.clone(),
            years,
            past,
            day: form.day.clone(),
            kinds: vec![
                kind("closed", "Closed all day"),
                kind("hours", "Other hours"),
            ],
            day_opens: form.day_opens.clone(),
            day_closes: form.day_closes.clone(),
            effect: None,
            versions: versions(self.state, &self.seen.versions, &self.seen.names),
            no_error: None,
        }
    }

    /// Returns the page of an edit that was tried.
    pub fn edited(
        &self,
        form: &CalendarForm,
        plan: &CalendarPlan,
        trial: &CalendarTrial,
    ) -> CalendarPage {
        let page = self.page(form, plan);
        let problem = |problem| {
            let (target, words) = problem_words(problem);
            SummaryError::new(target, words)
        };
        let changes = changes(&self.seen.calendar.plan(), plan);
        let moment = |at| moments::due(at, self.state.desk.now(), &self.state.zone);
        let cases = trial.named.iter().filter(|_| trial.may_list);
        let cases: Vec<_> = cases
            .map(|case| PromisedView {
                reference: case.reference.to_string(),
                moment: moment(case.due_at),
            })
            .collect();
        let named = i64::try_from(cases.len()).unwrap_or(0);
        let effect = EffectView {
            can_save: trial.problems.is_empty() && !changes.is_empty(),
            changes,
            promises: match trial.promises {
                0 => String::new(),
                1 => "1 family has a promise".to_owned(),
                number => format!("{number} families have a promise"),
            },
            first: trial.named.first().map(|case| moment(case.due_at)),
            more: if trial.may_list {
                trial.promises - named
            } else {
                0
            },
            cases,
        };
        CalendarPage {
            errors: trial.problems.iter().map(problem).collect(),
            effect: Some(effect),
            ..page
        }
    }
}

fn week(form: &CalendarForm) -> Vec<WeekdayView> {
    let typed = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let days = DAYS.iter().enumerate();
    days.map(|(place, (id, label))| {
        let (opens, closes) = (typed(&form.opens, place), typed(&form.closes, place));
        WeekdayView {
            id,
            label,
            wrong: opens.is_empty() != closes.is_empty(),
            opens,
            closes,
        }
    })
    .collect()
}

/// Days ahead by year, soonest first, and days past, latest first.
fn by_year(
    exceptions: &BTreeMap<Date, Option<OpenHours>>,
    today: Date,
) -> (Vec<YearView>, Vec<DayView>) {
    let view = |day: &Date, hours: &Option<OpenHours>| DayView {
        at: day.to_string(),
        words: long(*day),
        hours: hours_words(*hours),
    };
    let mut years: Vec<YearView> = Vec::new();
    for (day, hours) in exceptions.range(today..) {
        if years.last().is_none_or(|year| year.year != day.year()) {
            years.push(YearView {
                year: day.year(),
                days: Vec::new(),
            });
        }
        if let Some(year) = years.last_mut() {
            year.days.push(view(day, hours));
        }
    }
    let past = exceptions.range(..today).rev();
    (years, past.map(|(day, hours)| view(day, hours)).collect())
}

fn long(day: Date) -> String {
    day.strftime("%A, %B %-d, %Y").to_string()
}

fn hours_words(hours: Option<OpenHours>) -> String {
    let time = |time: Time| time.strftime("%-I:%M %P").to_string();
    hours.map_or_else(
        || "closed".to_owned(),
        |hours| format!("{} to {}", time(hours.open()), time(hours.close())),
    )
}

/// Says each difference of two plans.
fn changes(before: &CalendarPlan, after: &CalendarPlan) -> Vec<String> {
    let mut changes = Vec::new();
    for ((old, new), (_, label)) in before.week.iter().zip(&after.week).zip(DAYS) {
        if old != new {
            let (old, new) = (hours_words(*old), hours_words(*new));
            changes.push(format!("{label}s: {new}, until now {old}"));
        }
    }
    for (day, hours) in &after.exceptions {
        let day_words = long(*day);
        match before.exceptions.get(day) {
            Some(old) if old == hours => {}
            Some(old) => changes.push(format!(
                "{day_words}: {}, until now {}",
                hours_words(*hours),
                hours_words(*old)
            )),
            None => changes.push(format!("{day_words}: {}", hours_words(*hours))),
        }
    }
    let gone = before.exceptions.keys();
    let gone = gone.filter(|day| !after.exceptions.contains_key(day));
    changes.extend(gone.map(|day| format!("{}: as in a usual week", long(*day))));
    changes
}

fn problem_words(problem: &PlanError) -> (&'static str, String) {
    match problem {
        PlanError::Calendar(CalendarError::NeverOpen) => (
            "monday",
            "Give at least one weekday opening hours".to_owned(),
        ),
        PlanError::Calendar(CalendarError::TooManyExceptions) => {
            ("day", "Keep to 1,000 holidays and half days".to_owned())
        }
        PlanError::Calendar(CalendarError::ClosesBeforeOpening) => {
            ("monday", "Open each day before it closes".to_owned())
        }
        PlanError::NoSuchZone(zone) => ("monday", format!("There is no time zone {zone}")),
        PlanError::NotOpenSoon => (
            "monday",
            "Open at least one day within the next 30 days; nobody could be promised a call"
                .to_owned(),
        ),
        PlanError::TooFar(day) => (
            "day",
            format!("{}: choose a day within five years", long(*day)),
        ),
        PlanError::HoursSkipped(day) => (
            "day",
            format!(
                "{}: the clocks change and skip these hours; choose others",
                long(*day)
            ),
        ),
    }
}

impl CalendarPage {
    /// Returns a made-up edit that touches a promise.
    pub fn sample() -> Self {
        let day = |at: &str, words: &str, hours: &str| DayView {
            at: at.into(),
            words: words.into(),
            hours: hours.into(),
        };
        let christmas = || day("2026-12-25", "Friday, December 25, 2026", "closed");
        let form = CalendarForm {
            opens: vec!["08:30".into(); 5],
            closes: vec!["17:00".into(); 5],
            ..CalendarForm::default()
        };
        Self {
            shell: StaffShell::sample("admin"),
            done: "Saved.".into(),
            refused: "Somebody else changed the calendar while you were here.".into(),
            errors: vec![SummaryError::new("day", "Choose the day, as 2026-12-24")],
            zone: "America/New_York".into(),
            version: 2,
            back_to: String::new(),
            looked_at: "{}".into(),
            week: week(&form),
            days: "{}".into(),
            years: vec![YearView {
                year: 2026,
                days: vec![christmas()],
            }],
            past: vec![day("2026-01-01", "Thursday, January 1, 2026", "closed")],
            day: String::new(),
            kinds: vec![Choice::new("closed", "Closed all day", true)],
            day_opens: String::new(),
            day_closes: String::new(),
            effect: Some(EffectView {
                changes: vec!["Friday, December 25, 2026: closed".into()],
                promises: "2 families have a promise".into(),
                first: Some(MomentView::sample("Today 5:00 pm")),
                cases: vec![PromisedView {
                    reference: "RL-7KX2-94Q".into(),
                    moment: MomentView::sample("Today 5:00 pm"),
                }],
                more: 1,
                can_save: true,
            }),
            versions: VersionView::samples(),
            no_error: None,
        }
    }
}
