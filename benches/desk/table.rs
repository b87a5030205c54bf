//! The one table: what was measured, beside its limit or target, in Markdown, and the facts of the machine.

use std::fmt::Write as _;
use std::fs;

use crate::load::Figures;

/// The table as it grows.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 6]>,
}

impl Table {
    /// A row of loads: per second, times, and what it is held against.
    pub fn load(&mut self, work: &str, figures: &Figures, against: &str) {
        self.keep([
            work.to_owned(),
            format!("{:.0}", figures.per_second),
            format!("{:.2}", figures.p50),
            format!("{:.2}", figures.p95),
            format!("{:.2}", figures.p99),
            against.to_owned(),
        ]);
    }

    /// A row of one figure.
    pub fn one(&mut self, work: &str, figure: String, against: &str) {
        let empty = String::new;
        self.keep([
            work.to_owned(),
            figure,
            empty(),
            empty(),
            empty(),
            against.to_owned(),
        ]);
    }

    /// Keeps a row, and says it at once: a run that breaks off has said what it found.
    fn keep(&mut self, row: [String; 6]) {
        crate::say(&row.join(" | "));
        self.rows.push(row);
    }

    /// Everything as text.
    pub fn text(&self) -> String {
        let mut text = machine();
        text.push_str("\n| work | per second | p50 ms | p95 ms | p99 ms | against |\n|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let _ = writeln!(text, "| {} |", row.join(" | "));
        }
        text
    }
}

/// Says whether a target is met.
pub fn judged(met: bool, text: &str) -> String {
    format!("{text}: {}", if met { "met" } else { "missed" })
}

fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, name: &str| {
        let line = text
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_default();
        line.split(':').nth(1).unwrap_or_default().trim().to_owned()
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "Machine: {cores} cores ({}), {} memory, Linux {}. Driver, product and PostgreSQL share it.\n",
        after(&read("/proc/cpuinfo"), "model name"),
        after(&read("/proc/meminfo"), "MemTotal"),
        read("/proc/sys/kernel/osrelease").trim(),
    )
}
