//! Every log line of this process, at the finest level, is looked at as it is written. A line that names one of the
//! made-up people is a leak, whoever wrote it. The lines of the story's own thread can be read as well.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use intake_desk::telemetry::discreet;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::builders::SENTINELS;

/// What a story's thread has logged.
#[derive(Default)]
struct Own {
    lines: Vec<u8>,
    leaks: Vec<String>,
}

thread_local! {
    static OWN: RefCell<Option<Own>> = const { RefCell::new(None) };
}

/// Leaks of threads that no story stands on, such as those that hash passwords.
static STRAY: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn stray() -> MutexGuard<'static, Vec<String>> {
    STRAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to look, once per process. Stories run each on a thread of its own, with a runtime that stays on it.
pub fn watch() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let log = tracing_subscriber::fmt()
            .with_env_filter(discreet(EnvFilter::new("trace")))
            .with_ansi(false)
            .with_writer(Watch)
            .finish();
        tracing::subscriber::set_global_default(log).expect("nobody else logs in this process");
    });
    OWN.set(Some(Own::default()));
}

/// The lines written on this thread since [`watch`].
pub fn own_lines() -> String {
    OWN.with_borrow(|own| {
        let lines = own.as_ref().map(|own| own.lines.as_slice());
        String::from_utf8_lossy(lines.unwrap_or_default()).into_owned()
    })
}

/// The lines of this thread, and of threads without a story, that named somebody.
pub fn leaked() -> Vec<String> {
    let mut leaked = stray().clone();
    OWN.with_borrow(|own| leaked.extend(own.iter().flat_map(|own| own.leaks.clone())));
    leaked
}

struct Watch;

struct Line;

impl<'a> MakeWriter<'a> for Watch {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let leaks = SENTINELS.iter().any(|name| line.contains(name));
        OWN.with_borrow_mut(|own| match own {
            None if leaks => stray().push(line.into_owned()),
            None => {}
            Some(own) => {
                if leaks {
                    own.leaks.push(line.into_owned());
                }
                if own.lines.len() < 8_000_000 {
                    own.lines.extend_from_slice(bytes);
                }
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_somebody_is_found() {
        watch();
        tracing::trace!("a quiet line");
        assert!(own_lines().contains("a quiet line"));
        assert!(leaked().is_empty());
        tracing::debug!(name = SENTINELS[0], "a case was opened");
        assert_eq!(leaked().len(), 1, "also in a field");
    }
}
