//! What is tried, how often, and which promises: the words after `cargo test --test faults --`.

use futures_util::future::LocalBoxFuture;

/// How a promise shares the machine with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Mostly waits for leases and retries: runs beside everything else.
    Waits,
    /// Keeps the machine busy: one after the other.
    Works,
    /// Takes figures: one after the other, with nothing beside it.
    Measures,
    /// Waits in the short form; at full length it is so large that it takes its figures alone.
    WaitsThenMeasures,
}

/// A sentence, and the function that tries whether it is true.
#[derive(Clone, Copy)]
pub struct Promise {
    /// Its number in the table of promises.
    pub number: &'static str,
    /// What is promised.
    pub sentence: &'static str,
    /// How it shares the machine.
    pub lane: Lane,
    /// Rounds in the short form.
    pub short: u32,
    /// Rounds at full length.
    pub full: u32,
    /// The trial.
    pub tried: fn(Trial) -> LocalBoxFuture<'static, Outcome>,
}

/// How hard one promise is tried this time.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// How often.
    pub rounds: u32,
    /// True at full length: numbers of clients, mails and seconds as the table of promises names them.
    pub full: bool,
}

impl Trial {
    /// The first in the short form, the second at full length.
    pub fn either<T>(self, short: T, full: T) -> T {
        if self.full { full } else { short }
    }
}

/// How a trial ended.
#[derive(Debug)]
pub enum Outcome {
    /// The promise held.
    Kept {
        /// What was looked at.
        checked: String,
        /// What was measured.
        figure: String,
    },
    /// It cannot be tried on this machine, and why.
    Skipped(String),
    /// The promise did not hold.
    Broken(String),
}

/// A promise that held.
pub fn kept(checked: impl Into<String>, figure: impl Into<String>) -> Outcome {
    Outcome::Kept {
        checked: checked.into(),
        figure: figure.into(),
    }
}

/// What to do with the promises.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Task {
    /// Try them.
    #[default]
    Try,
    /// Tell their names.
    List,
    /// Other test programs would run what they ignore; here is nothing of the kind.
    Nothing,
}

/// What was asked for.
#[derive(Debug, Default)]
pub struct Plan {
    /// What to do.
    pub task: Task,
    /// Nothing beside anything.
    pub one_by_one: bool,
    full: bool,
    /// Rounds of the promises with this number; of all where there is no number. The last word counts.
    rounds: Vec<(Option<String>, u32)>,
    filters: Vec<String>,
    skips: Vec<String>,
    exact: bool,
}

impl Plan {
    /// Reads the words; those that other test programs know are taken, too.
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut plan = Self::default();
        while let Some(word) = words.next() {
            let mut value = |of: &str| words.next().ok_or(format!("{of} needs a value"));
            match word.as_str() {
                "--full" => plan.full = true,
                "--rounds" => {
                    let said = value("--rounds")?;
                    plan.rounds.extend(rounds(&said)?);
                }
                "--skip" => plan.skips.push(value("--skip")?),
                "--list" => plan.task = Task::List,
                "--exact" => plan.exact = true,
                "--one-by-one" => plan.one_by_one = true,
                "--ignored" => plan.task = Task::Nothing,
                "--test-threads" | "--format" | "--color" | "--logfile" => {
                    value(&word)?;
                }
                _ if word.starts_with('-') => {}
                _ => plan.filters.push(word),
            }
        }
        Ok(plan)
    }

    /// Whether a promise was asked for: by its number, or by words of its sentence.
    pub fn wants(&self, promise: &Promise) -> bool {
        let name = promise.name();
        let fits = |filter: &String| {
            promise.number.eq_ignore_ascii_case(filter)
                || if self.exact {
                    name == *filter
                } else {
                    name.contains(filter.as_str()) || promise.sentence.contains(filter.as_str())
                }
        };
        self.task != Task::Nothing
            && (self.filters.is_empty() || self.filters.iter().any(fits))
            && !self.skips.iter().any(fits)
    }

    /// How a promise shares the machine this time.
    pub fn lane(&self, promise: &Promise) -> Lane {
        match promise.lane {
            Lane::WaitsThenMeasures if self.full => Lane::Measures,
            Lane::WaitsThenMeasures => Lane::Waits,
            lane => lane,
        }
    }

    /// How hard a promise is tried.
    pub fn trial(&self, promise: &Promise) -> Trial {
        let usual = if self.full {
            promise.full
        } else {
            promise.short
        };
        let said = self.rounds.iter().rev().find(|(number, _)| {
            let number = number.as_deref().unwrap_or(promise.number);
            number.eq_ignore_ascii_case(promise.number)
        });
        Trial {
            rounds: said.map_or(usual, |(_, rounds)| *rounds).max(1),
            full: self.full,
        }
    }
}

/// Reads `20`, or `R1=60,R10=5`.
fn rounds(said: &str) -> Result<Vec<(Option<String>, u32)>, String> {
    let one = |part: &str| {
        let (promise, rounds) = match part.split_once('=') {
            Some((promise, rounds)) => (Some(promise.to_owned()), rounds),
            None => (None, part),
        };
        let rounds = rounds
            .parse()
            .map_err(|_| format!("--rounds takes 20 or R1=60,R10=5, not {part:?}"))?;
        Ok((promise, rounds))
    };
    said.split(',').map(one).collect()
}

impl Promise {
    /// The sentence as the name of a test.
    pub fn name(&self) -> String {
        let words = self.sentence.to_lowercase();
        words
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_")
    }
}
