//! The calendar's form as it is typed: hours of a usual week, the days that differ, and one step at a time.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::domain::calendar::{CalendarPlan, OpenHours};
use crate::web::components::SummaryError;
use crate::web::error::WebError;

/// The days of a week, as the form names them, Monday first.
pub const DAYS: [(&str, &str); 7] = [
    ("monday", "Monday"),
    ("tuesday", "Tuesday"),
    ("wednesday", "Wednesday"),
    ("thursday", "Thursday"),
    ("friday", "Friday"),
    ("saturday", "Saturday"),
    ("sunday", "Sunday"),
];

/// Days that differ, at most, in one form: more than the calendar itself takes.
const MOST_DAYS: usize = 1_001;

/// Is the form as it was sent. The hours of the week come in the order of the days.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarForm {
    /// The version the edit stands on.
    pub version: i32,
    /// The older version that the edit brings back, where it does.
    pub back_to: String,
    /// The plan that was looked at last: only that one is saved.
    pub looked_at: String,
    pub opens: Vec<String>,
    pub closes: Vec<String>,
    /// The days that differ, as JSON.
    pub days: String,
    /// A day to add: the day, `closed` or `hours`, and the hours.
    pub day: String,
    pub kind: String,
    pub day_opens: String,
    pub day_closes: String,
    /// What to do: `check`, `add`, `remove:2026-12-25` or `back:1`.
    pub act: String,
}

const STRANGE: WebError = WebError::BadRequest("not a step of the form");

impl CalendarForm {
    /// Returns the form of a calendar.
    pub fn of(version: i32, plan: &CalendarPlan) -> Self {
        let typed = |time: fn(OpenHours) -> Time| {
            let typed = |hours: &Option<OpenHours>| hours.map(time).map_or_else(String::new, hhmm);
            plan.week.iter().map(typed).collect()
        };
        Self {
            version,
            opens: typed(OpenHours::open),
            closes: typed(OpenHours::close),
            days: serde_json::to_string(&plan.exceptions).unwrap_or_default(),
            kind: "closed".to_owned(),
            ..Self::default()
        }
    }

    /// The older version that is brought back, where one is.
    pub fn back_to(&self) -> Result<Option<i32>, WebError> {
        if self.back_to.is_empty() {
            return Ok(None);
        }
        self.back_to.parse().map(Some).map_err(|_| STRANGE)
    }

    /// The version that `back` names.
    pub fn goes_back_to(&self) -> Result<Option<i32>, WebError> {
        let Some(number) = self.act.strip_prefix("back:") else {
            return Ok(None);
        };
        number.parse().map(Some).map_err(|_| STRANGE)
    }

    /// Reads the calendar and does the step. What cannot be read is said at its field.
    pub fn plan(&self, zone: &str) -> Result<Result<CalendarPlan, Vec<SummaryError>>, WebError> {
        let mut errors = Vec::new();
        let week = self.week(&mut errors)?;
        let mut exceptions: BTreeMap<Date, Option<OpenHours>> =
            serde_json::from_str(&self.days).map_err(|_| STRANGE)?;
        if exceptions.len() > MOST_DAYS {
            return Err(STRANGE);
        }
        match self.act.split_once(':').unwrap_or((&self.act, "")) {
            ("add", _) => {
                if let Some((day, hours)) = self.added(&mut errors)? {
                    exceptions.insert(day, hours);
                }
            }
            ("remove", day) => {
                let day: Date = day.parse().map_err(|_| STRANGE)?;
                exceptions.remove(&day);
            }
            ("check" | "", _) => {}
            _ => return Err(STRANGE),
        }
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        Ok(Ok(CalendarPlan {
            zone: zone.to_owned(),
            week,
            exceptions,
        }))
    }

    fn week(&self, errors: &mut Vec<SummaryError>) -> Result<[Option<OpenHours>; 7], WebError> {
        if self.opens.len() != DAYS.len() || self.closes.len() != DAYS.len() {
            return Err(STRANGE);
        }
        let mut week = [None; 7];
        let typed = self.opens.iter().zip(&self.closes);
        for ((hours, (name, label)), (opens, closes)) in week.iter_mut().zip(DAYS).zip(typed) {
            match read_hours(opens, closes) {
                Ok(read) => *hours = read,
                Err(says) => errors.push(SummaryError::new(name, format!("{label}: {says}"))),
            }
        }
        Ok(week)
    }

    fn added(
        &self,
        errors: &mut Vec<SummaryError>,
    ) -> Result<Option<(Date, Option<OpenHours>)>, WebError> {
        let Ok(day) = self.day.trim().parse::<Date>() else {
            errors.push(SummaryError::new("day", "Choose the day, as 2026-12-24"));
            return Ok(None);
        };
        match self.kind.as_str() {
            "closed" => Ok(Some((day, None))),
            "hours" => match read_hours(&self.day_opens, &self.day_closes) {
                Ok(Some(hours)) => Ok(Some((day, Some(hours)))),
                Ok(None) => {
                    errors.push(SummaryError::new(
                        "day_opens",
                        "Enter the hours of that day",
                    ));
                    Ok(None)
                }
                Err(says) => {
                    errors.push(SummaryError::new("day_opens", format!("That day: {says}")));
                    Ok(None)
                }
            },
            _ => Err(STRANGE),
        }
    }
}

/// Returns a time as its field holds it.
fn hhmm(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn read_hours(opens: &str, closes: &str) -> Result<Option<OpenHours>, &'static str> {
    let read = |text: &str| {
        // Half past eight is written 8:30 as often as 08:30.
        let time = format!("{:0>5}", text.trim()).parse::<Time>();
        time.map_err(|_| "enter times as 08:30 and 17:00")
    };
    match (opens.trim().is_empty(), closes.trim().is_empty()) {
        (true, true) => Ok(None),
        (false, false) => OpenHours::new(read(opens)?, read(closes)?)
            .map(Some)
            .map_err(|_| "the opening time must be before the closing time"),
        _ => Err("enter both times, or neither for closed"),
    }
}
