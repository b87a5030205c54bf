//! Every log line of this process, at the finest level, is looked at as it is written. A line that names one of the
//! made-up people is a leak, whoever wrote it. The lines of the story's own thread can be read as well.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::builders::SENTINELS;

thread_local! {
    static OWN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn leaks() -> MutexGuard<'static, Vec<String>> {
    LEAKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to look, once per process. Stories run each on a thread of its own, with a runtime that stays on it.
pub fn watch() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let log = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(Watch)
            .finish();
        tracing::subscriber::set_global_default(log).expect("nobody else logs in this process");
    });
    OWN.with_borrow_mut(Vec::clear);
}

/// The lines written on this thread since [`watch`].
pub fn own_lines() -> String {
    OWN.with_borrow(|lines| String::from_utf8_lossy(lines).into_owned())
}

/// The lines that named somebody, wherever they were written.
pub fn leaked() -> Vec<String> {
    leaks().clone()
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
        if SENTINELS.iter().any(|name| line.contains(name)) {
            leaks().push(line.into_owned());
        }
        OWN.with_borrow_mut(|own| {
            if own.len() < 4_000_000 {
                own.extend_from_slice(bytes);
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
        let mut line = Line;
        let before = leaked().len();
        line.write_all(format!("case of {}", SENTINELS[0]).as_bytes())
            .unwrap();
        let mut found = leaks();
        assert!(found.len() > before);
        // Taken back: the other stories of this process have not leaked.
        found.retain(|line| !line.starts_with("case of "));
    }
}
