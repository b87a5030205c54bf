//! Many visitors who send at the same time, whatever breaks, and the book of what they were told. Each presses again
//! until it is told that its request is there, as people do; at the end the book is held against the database.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::requests::{Filled, Form};
use super::visitor::Page;
use crate::ground::rows::Rows;
use crate::ground::wait::{secs, until};

/// How long a visitor tries one request once the trial wants to end.
const LAST_TRY: Duration = secs(90);

/// What one visitor sent and was told.
#[derive(Debug, Clone, Default)]
struct Entry {
    acknowledged: bool,
    reference: Option<String>,
    presses: u32,
}

/// What happened, while it happens.
#[derive(Debug, Default)]
pub struct Book {
    entries: BTreeMap<String, Entry>,
    /// How long each acknowledged press took, and when it ended.
    pub times: Vec<(Instant, Duration)>,
    /// Every answer by its status.
    pub statuses: BTreeMap<u16, usize>,
    /// How long each answer of "not now" took.
    pub refusals: Vec<Duration>,
    /// Answers of "not now" that did not say when to come back.
    pub without_retry_after: usize,
    /// Presses that got no answer, with the moment at which they began.
    pub unanswered: Vec<(Instant, String)>,
    /// Why forms could not be filled in: a page on the way that did not come, or another than was to come.
    pub pages_missed: Vec<String>,
}

/// Visitors at work.
pub struct Crowd {
    book: Arc<Mutex<Book>>,
    stop: CancellationToken,
    visitors: JoinSet<()>,
}

impl Crowd {
    /// Lets so many visitors send, spread over the sites at these ports.
    pub fn start(ports: &[u16], many: usize) -> Self {
        Self::start_with(ports, many, Form::of_turn)
    }

    /// The same, with the form that each turn takes.
    pub fn start_with(ports: &[u16], many: usize, form: fn(usize) -> Form) -> Self {
        let (book, stop) = (Arc::<Mutex<Book>>::default(), CancellationToken::new());
        let mut visitors = JoinSet::new();
        for number in 0..many {
            let visitor = Sender {
                book: Arc::clone(&book),
                stop: stop.clone(),
                ports: ports.to_vec(),
                form,
            };
            visitors.spawn(visitor.send_on_and_on(number));
        }
        Self {
            book,
            stop,
            visitors,
        }
    }

    /// How many requests were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        let book = self.book.lock().unwrap();
        book.entries
            .values()
            .filter(|entry| entry.acknowledged)
            .count()
    }

    /// How many answers said "not now" so far.
    pub fn refusals(&self) -> usize {
        self.book.lock().unwrap().refusals.len()
    }

    /// Waits until so many more were acknowledged; returns how long that took.
    pub async fn goes_on(&self, more: usize, limit: Duration) -> Duration {
        let before = self.acknowledged();
        until("requests are taken", limit, async || {
            self.acknowledged() >= before + more
        })
        .await
    }

    /// Lets every visitor finish what it has begun, and closes the book.
    pub async fn end(mut self) -> Book {
        self.stop.cancel();
        while let Some(ended) = self.visitors.join_next().await {
            ended.unwrap();
        }
        std::mem::take(&mut self.book.lock().unwrap())
    }
}

struct Sender {
    book: Arc<Mutex<Book>>,
    stop: CancellationToken,
    ports: Vec<u16>,
    form: fn(usize) -> Form,
}

impl Sender {
    async fn send_on_and_on(self, number: usize) {
        let mut turn = number;
        while !self.stop.is_cancelled() {
            let port = self.ports[turn % self.ports.len()];
            match (self.form)(turn).filled(port).await {
                Ok(form) => self.send_until_told(form, turn).await,
                Err(why) => {
                    self.book.lock().unwrap().pages_missed.push(why.0);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
            turn += 1;
        }
    }

    async fn send_until_told(&self, mut form: Filled, mut turn: usize) {
        self.note(&form.key, |_, _| ());
        let mut ending = None;
        loop {
            let start = Instant::now();
            match form.send().await {
                Ok(page) if page.status == 303 => {
                    self.note(&form.key, |book, entry| {
                        entry.acknowledged = true;
                        book.times.push((Instant::now(), page.took));
                        *book.statuses.entry(303).or_default() += 1;
                    });
                    if let Ok(reference) = form.confirmation().await {
                        self.note(&form.key, |_, entry| entry.reference = Some(reference));
                    }
                    return;
                }
                Ok(page) => self.note(&form.key, |book, _| book.note_refusal(&page)),
                Err(why) => self.note(&form.key, |book, _| book.unanswered.push((start, why.0))),
            }
            if self.stop.is_cancelled()
                && ending.get_or_insert_with(Instant::now).elapsed() > LAST_TRY
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            // The next press may reach another process.
            turn += 1;
            form.visitor.port = self.ports[turn % self.ports.len()];
        }
    }

    fn note(&self, key: &str, change: impl FnOnce(&mut Book, &mut Entry)) {
        let mut book = self.book.lock().unwrap();
        let mut entry = book.entries.remove(key).unwrap_or_default();
        entry.presses += 1;
        change(&mut book, &mut entry);
        book.entries.insert(key.to_owned(), entry);
    }
}

impl Book {
    fn note_refusal(&mut self, page: &Page) {
        *self.statuses.entry(page.status).or_default() += 1;
        self.refusals.push(page.took);
        if [503, 507].contains(&page.status) && page.header("retry-after").is_empty() {
            self.without_retry_after += 1;
        }
    }

    /// How many requests were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.entries
            .values()
            .filter(|entry| entry.acknowledged)
            .count()
    }

    /// Panics where an answer was of another kind than these, or said "not now" without saying when to come back.
    pub fn assert_answers(&self, fine: &[u16]) {
        let odd: Vec<_> = self
            .statuses
            .iter()
            .filter(|(status, _)| !fine.contains(*status))
            .collect();
        assert!(odd.is_empty(), "answers by status: {odd:?}");
        assert_eq!(self.without_retry_after, 0, "refused without Retry-After");
    }

    /// Holds the book against the database: each acknowledged key is exactly one case, with the reference that was
    /// shown, whole; and there is no case that nobody sent. Every visitor was told in the end.
    pub async fn assert_kept(&self, rows: &Rows) {
        let sql = "SELECT s.submission_key || ' ' || r.reference FROM submissions s JOIN referrals r ON r.id = s.referral_id";
        let mut stored: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows.texts(sql).await {
            let (key, reference) = row.split_once(' ').unwrap();
            let same = stored.entry(key.to_owned()).or_default();
            same.push(reference.to_owned());
        }
        for (key, entry) in &self.entries {
            let found = stored.remove(key).unwrap_or_default();
            assert!(
                entry.acknowledged,
                "never told: {key}, {entry:?}, {found:?}"
            );
            assert_eq!(found.len(), 1, "{key} was acknowledged: {entry:?}");
            if let Some(shown) = &entry.reference {
                assert_eq!(*shown, found[0], "{key}: shown and stored");
            }
        }
        assert!(stored.is_empty(), "cases that nobody sent: {stored:?}");
        rows.assert_whole().await;
    }
}
