//! Reads every clock back and computes its due moment from nothing but its start, length, pauses and calendars.

use std::collections::BTreeMap;

use intake_desk::domain::calendar::{BusinessCalendar, CalendarPlan};
use intake_desk::domain::clock::{Length, Pause, due};
use jiff::Timestamp;

use super::app::App;

/// What was told again.
#[derive(Debug)]
pub struct ToldAgain {
    /// How many clocks.
    pub clocks: usize,
    /// The most pauses one of them had.
    pub most_pauses: usize,
    /// How many calendars there have been.
    pub calendars: usize,
}

/// Fails where a stored due moment is another than history says.
pub async fn tell_every_clock_again(app: &App) -> ToldAgain {
    let calendars = calendars(app).await;
    let pauses = pauses(app).await;
    let clocks = format!(
        "SELECT id || '|' || span || '|' || {} || '|' || {} || '|' || calendar_version FROM clocks",
        iso("started_at"),
        iso("due_at")
    );
    let clocks = app.rows.texts(&clocks).await;
    for line in &clocks {
        let parts: Vec<_> = line.split('|').collect();
        let length: Length = serde_json::from_str(parts[1]).unwrap();
        let stood_still: Vec<_> = pauses
            .get(parts[0])
            .into_iter()
            .flatten()
            .map(|(from, to, version)| Pause {
                from: *from,
                to: *to,
                calendar: &calendars[version],
            })
            .collect();
        let calendar = &calendars[parts[4]];
        let again = due(calendar, parts[2].parse().unwrap(), length, &stood_still);
        assert_eq!(again, parts[3].parse::<Timestamp>().unwrap(), "{line}");
    }
    ToldAgain {
        clocks: clocks.len(),
        most_pauses: pauses.values().map(Vec::len).max().unwrap_or_default(),
        calendars: calendars.len(),
    }
}

async fn calendars(app: &App) -> BTreeMap<String, BusinessCalendar> {
    let lines = "SELECT version || '|' || plan FROM calendar_versions";
    let lines = app.rows.texts(lines).await;
    let read = |line: &String| {
        let (version, plan) = line.split_once('|').unwrap();
        let plan: CalendarPlan = serde_json::from_str(plan).unwrap();
        (version.to_owned(), plan.calendar().unwrap())
    };
    lines.iter().map(read).collect()
}

type PausesByClock = BTreeMap<String, Vec<(Timestamp, Timestamp, String)>>;

/// The pauses after which a clock went on, in order.
async fn pauses(app: &App) -> PausesByClock {
    let pauses = format!(
        "SELECT clock_id || '|' || {} || '|' || {} || '|' || calendar_version FROM clock_pauses
         WHERE calendar_version IS NOT NULL ORDER BY paused_at",
        iso("paused_at"),
        iso("resumed_at")
    );
    let mut by_clock = PausesByClock::new();
    for line in app.rows.texts(&pauses).await {
        let parts: Vec<_> = line.split('|').collect();
        let (from, to) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
        let pause = (from, to, parts[3].to_owned());
        by_clock.entry(parts[0].to_owned()).or_default().push(pause);
    }
    by_clock
}

fn iso(column: &str) -> String {
    format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
}
