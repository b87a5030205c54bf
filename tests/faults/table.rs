//! The table at the end: promise, rounds, what was checked, result, figure.

use std::io::Write as _;
use std::time::Duration;

use crate::plan::{Outcome, Promise, Trial};
use crate::promises;

/// One promise as it was tried.
pub struct Row {
    /// Where it stands in the table.
    pub place: usize,
    number: &'static str,
    sentence: &'static str,
    rounds: u32,
    took: Duration,
    outcome: Outcome,
}

impl Row {
    /// A row of a promise.
    pub fn new(promise: &Promise, trial: Trial, took: Duration, outcome: Outcome) -> Self {
        Self {
            place: place(promise),
            number: promise.number,
            sentence: promise.sentence,
            rounds: trial.rounds,
            took,
            outcome,
        }
    }

    /// True where the promise did not hold.
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, Outcome::Broken(_))
    }

    fn result(&self) -> &'static str {
        match self.outcome {
            Outcome::Kept { .. } => "held",
            Outcome::Skipped(_) => "not tried",
            Outcome::Broken(_) => "BROKEN",
        }
    }

    fn cells(&self) -> [String; 6] {
        let (checked, figure) = match &self.outcome {
            Outcome::Kept { checked, figure } => (checked.clone(), figure.clone()),
            Outcome::Skipped(why) => (why.clone(), String::new()),
            Outcome::Broken(why) => (first_line(why), String::new()),
        };
        [
            format!("{} {}", self.number, self.sentence),
            self.rounds.to_string(),
            checked,
            self.result().to_owned(),
            figure,
            format!("{} s", self.took.as_secs()),
        ]
    }
}

fn place(promise: &Promise) -> usize {
    let all = promises::all();
    let found = all.iter().position(|own| own.sentence == promise.sentence);
    found.unwrap_or(all.len())
}

fn first_line(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    line.chars().take(300).collect()
}

/// Tells how a promise went, as soon as it is known.
pub fn tell(row: &Row) {
    let [promise, rounds, _, result, figure, took] = row.cells();
    say(&format!(
        "{result}: {promise} (rounds: {rounds}, {took}) {figure}"
    ));
    if let Outcome::Broken(why) = &row.outcome {
        say(&format!("    {}", why.replace('\n', "\n    ")));
    }
}

/// Prints all rows as a table that a document can take over.
pub fn print(rows: &[Row], left_out: usize, took: Duration) {
    say("\n| Promise | Rounds | What was checked | Result | Figure | Took |");
    say("|---|---|---|---|---|---|");
    for row in rows {
        let cells = row.cells().map(|cell| cell.replace('|', "/"));
        say(&format!("| {} |", cells.join(" | ")));
    }
    let count = |kind: &str| rows.iter().filter(|row| row.result() == kind).count();
    let (held, broken) = (count("held"), count("BROKEN"));
    // As other test programs end, so that whoever counts tests counts promises too.
    say(&format!(
        "\ntest result: {}. {held} passed; {broken} failed; {} ignored; 0 measured; {left_out} filtered out; finished in {:.2}s\n",
        if broken == 0 { "ok" } else { "FAILED" },
        count("not tried"),
        took.as_secs_f32()
    ));
}

/// Tells the names, as other test programs do.
pub fn list(promises: &[Promise]) {
    for promise in promises {
        say(&format!("{}: test", promise.name()));
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
