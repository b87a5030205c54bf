//! What the desk promises under faults, tried from outside against the real program; prints one table.
//!
//! A promise is a sentence with a function that breaks something, looks, and panics where the sentence is untrue.
//! `promises` holds them by what is broken, `ground` what they stand on. Without `--full` each is tried a few times.

#![expect(
    clippy::unwrap_used,
    reason = "a trial that cannot go on has failed, and says where"
)]

mod ground;
mod plan;
mod promises;
mod table;

use std::any::Any;
use std::process::ExitCode;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use plan::{Lane, Outcome, Plan, Promise, Task, Trial};
use table::Row;

/// A trial that takes longer hangs: it has failed, and nobody waits for it.
const LONGEST: Duration = Duration::from_mins(10);
const LONGEST_IN_FULL: Duration = Duration::from_hours(3);

fn main() -> ExitCode {
    let plan = match Plan::read(std::env::args().skip(1)) {
        Ok(plan) => plan,
        Err(wrong) => {
            eprintln!("{wrong}");
            return ExitCode::from(2);
        }
    };
    let all = promises::all();
    let most = all.len();
    let chosen: Vec<Promise> = all
        .into_iter()
        .filter(|promise| plan.wants(promise))
        .collect();
    let left_out = most - chosen.len();
    if plan.task == Task::List {
        table::list(&chosen);
        return ExitCode::SUCCESS;
    }
    // What went wrong stands in the row; here only where.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(String::new, ToString::to_string);
        eprintln!("a trial panicked at {place}");
    }));
    let start = Instant::now();
    let rows = run(&plan, chosen);
    table::print(&rows, left_out, start.elapsed());
    if rows.iter().any(Row::has_failed) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Runs what mostly waits all at once, and meanwhile what works or measures one after the other.
fn run(plan: &Plan, chosen: Vec<Promise>) -> Vec<Row> {
    let (waiting, working): (Vec<_>, Vec<_>) = chosen
        .into_iter()
        .partition(|promise| plan.lane(promise) == Lane::Waits && !plan.one_by_one);
    let keep_one = |promise: Promise| {
        let trial = plan.trial(&promise);
        move || keep(promise, trial)
    };
    let waiting: Vec<JoinHandle<Row>> = waiting
        .into_iter()
        .map(|promise| std::thread::spawn(keep_one(promise)))
        .collect();
    let (measuring, working): (Vec<_>, Vec<_>) = working
        .into_iter()
        .partition(|promise| plan.lane(promise) == Lane::Measures);
    let mut rows: Vec<Row> = working
        .into_iter()
        .map(|promise| keep_one(promise)())
        .collect();
    rows.extend(
        waiting
            .into_iter()
            .map(|trial| trial.join().expect("a row")),
    );
    // Figures are taken on a machine that has nothing else to do.
    rows.extend(measuring.into_iter().map(|promise| keep_one(promise)()));
    rows.sort_by_key(|row| row.place);
    rows
}

/// Tries one promise on a thread of its own: a trial that panics fails its own row only.
fn keep(promise: Promise, trial: Trial) -> Row {
    let start = Instant::now();
    let tried = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let longest = trial.either(LONGEST, LONGEST_IN_FULL);
            let tried = tokio::time::timeout(longest, (promise.tried)(trial)).await;
            tried.unwrap_or_else(|_| Outcome::Broken(format!("not done after {longest:?}")))
        })
    });
    let outcome = tried
        .join()
        .unwrap_or_else(|panic| Outcome::Broken(words_of(&*panic)));
    let row = Row::new(&promise, trial, start.elapsed(), outcome);
    table::tell(&row);
    row
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_else(|| "the trial panicked".to_owned())
}
