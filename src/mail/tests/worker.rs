//! The worker against a small outbox: order, panics, a database that is away, and stopping.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{claimed, composer, now};
use crate::domain::notice::Notice;
use crate::mail::{MailboxSink, Queue, SentMail, SinkError, Transport, Worker};
use crate::support::clock::Clock;
use crate::support::words::Language;
use crate::usecases::{ClaimedMail, SendOutcome};

#[derive(Debug, thiserror::Error)]
#[error("the database is away")]
struct Away;

#[derive(Clone, Default)]
struct SmallOutbox(Arc<Inside>);

#[derive(Default)]
struct Inside {
    waiting: Mutex<VecDeque<ClaimedMail>>,
    settled: Mutex<Vec<(Uuid, SendOutcome)>>,
    wake: Notify,
    renewed: AtomicUsize,
    beats: AtomicUsize,
    /// How many of the next calls fail.
    away_for: AtomicUsize,
}

impl SmallOutbox {
    fn with(mails: impl IntoIterator<Item = ClaimedMail>) -> Self {
        let outbox = Self::default();
        outbox.add(mails);
        outbox
    }

    fn add(&self, mails: impl IntoIterator<Item = ClaimedMail>) {
        self.0.waiting.lock().unwrap().extend(mails);
        self.0.wake.notify_one();
    }

    fn settled(&self) -> Vec<(Uuid, SendOutcome)> {
        self.0.settled.lock().unwrap().clone()
    }

    fn is_away(&self) -> bool {
        let left = self.0.away_for.load(Ordering::SeqCst);
        self.0
            .away_for
            .store(left.saturating_sub(1), Ordering::SeqCst);
        left > 0
    }
}

impl Queue for SmallOutbox {
    type Error = Away;

    async fn claim(&self, limit: i64) -> Result<Vec<ClaimedMail>, Away> {
        if self.is_away() {
            return Err(Away);
        }
        let mut waiting = self.0.waiting.lock().unwrap();
        let count = waiting.len().min(usize::try_from(limit).unwrap());
        Ok(waiting.drain(..count).collect())
    }

    async fn settle(&self, ended: &[(ClaimedMail, SendOutcome)]) -> Result<(), Away> {
        if self.is_away() {
            return Err(Away);
        }
        let ended = ended
            .iter()
            .map(|(mail, outcome)| (mail.id, outcome.clone()));
        self.0.settled.lock().unwrap().extend(ended);
        Ok(())
    }

    async fn renew(&self, held: &[(Uuid, Uuid)]) -> Result<Vec<Uuid>, Away> {
        self.0.renewed.fetch_add(held.len(), Ordering::SeqCst);
        Ok(held.iter().map(|(id, _)| *id).collect())
    }

    async fn beat(&self, _: Uuid) -> Result<(), Away> {
        self.0.beats.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    async fn end_beat(&self, _: Uuid) -> Result<(), Away> {
        Ok(())
    }

    fn wake(&self) -> &Notify {
        &self.0.wake
    }
}

/// A mailbox that panics, fails or dawdles for mails whose id says so.
struct OddMailbox;

const POISON: Uuid = Uuid::from_u128(13);
const FAILING: Uuid = Uuid::from_u128(14);
const SLOW: Uuid = Uuid::from_u128(15);

impl MailboxSink for OddMailbox {
    fn keep(&self, id: Uuid, _raw: Vec<u8>) -> BoxFuture<'_, Result<(), SinkError>> {
        async move {
            assert!(id != POISON, "this mail is poison");
            if id == SLOW {
                tokio::time::sleep(Duration::from_millis(800)).await;
            }
            if id == FAILING {
                Err("full".into())
            } else {
                Ok(())
            }
        }
        .boxed()
    }
}

fn mail(number: u128) -> ClaimedMail {
    ClaimedMail {
        id: Uuid::from_u128(number),
        ..claimed(Notice::FamilyReceipt, Language::En)
    }
}

fn worker(outbox: &SmallOutbox, transport: Transport) -> Worker<SmallOutbox> {
    Worker::new(outbox.clone(), composer(), transport, Clock::manual(now()))
}

fn in_memory(outbox: &SmallOutbox) -> (Worker<SmallOutbox>, Arc<Mutex<Vec<SentMail>>>) {
    let (transport, list) = Transport::memory();
    (worker(outbox, transport), list)
}

async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn everything_that_is_due_is_sent_once() {
    let outbox = SmallOutbox::with((1..=10).map(mail));
    let (worker, list) = in_memory(&outbox);
    assert_eq!(worker.run_once().await.unwrap(), 10);
    assert_eq!(worker.run_once().await.unwrap(), 0);
    let mut sent: Vec<_> = list
        .lock()
        .unwrap()
        .iter()
        .map(|mail| mail.id.as_u128())
        .collect();
    sent.sort_unstable();
    assert_eq!(sent, (1..=10).collect::<Vec<_>>());
    assert!(
        outbox
            .settled()
            .iter()
            .all(|(_, outcome)| matches!(outcome, SendOutcome::Sent { .. }))
    );
}

#[tokio::test]
async fn a_mail_nobody_calls_for_is_skipped_and_a_wrong_address_is_permanent() {
    let unwanted = ClaimedMail {
        still_wanted: false,
        ..mail(1)
    };
    let nowhere = ClaimedMail {
        to_address: "rosa".to_owned(),
        ..mail(2)
    };
    let outbox = SmallOutbox::with([unwanted, nowhere]);
    let (worker, list) = in_memory(&outbox);
    worker.run_once().await.unwrap();
    assert!(list.lock().unwrap().is_empty());
    let outcomes = outbox.settled();
    assert!(
        outcomes.iter().any(
            |(id, outcome)| id.as_u128() == 1 && matches!(outcome, SendOutcome::Skipped { .. })
        )
    );
    assert!(
        outcomes
            .iter()
            .any(|(id, outcome)| id.as_u128() == 2
                && matches!(outcome, SendOutcome::Permanent { .. }))
    );
}

#[tokio::test]
async fn poison_and_failures_do_not_stop_the_others() {
    let poison = (0..8).map(|_| mail(POISON.as_u128()));
    let outbox = SmallOutbox::with(poison.chain([mail(FAILING.as_u128()), mail(1)]));
    let worker = worker(&outbox, Transport::Mailbox(Arc::new(OddMailbox)));
    assert_eq!(worker.run_once().await.unwrap(), 10);
    let unwritable = outbox
        .settled()
        .iter()
        .filter(|(_, outcome)| matches!(outcome, SendOutcome::Unwritable { .. }))
        .count();
    assert_eq!(unwritable, 8);
    assert!(
        outbox
            .settled()
            .iter()
            .any(|(id, outcome)| *id == FAILING
                && matches!(outcome, SendOutcome::Unreachable { .. }))
    );
    assert!(
        outbox
            .settled()
            .iter()
            .any(|(id, outcome)| id.as_u128() == 1 && matches!(outcome, SendOutcome::Sent { .. }))
    );
}

#[tokio::test]
async fn a_slow_mail_holds_nobody_up() {
    let outbox = SmallOutbox::with([mail(SLOW.as_u128()), mail(1), mail(2)]);
    let stop = CancellationToken::new();
    let running =
        tokio::spawn(worker(&outbox, Transport::Mailbox(Arc::new(OddMailbox))).run(stop.clone()));
    until(|| outbox.settled().len() == 2).await;
    outbox.add((3..=9).map(mail));
    until(|| outbox.settled().len() == 9).await;
    assert!(outbox.settled().iter().all(|(id, _)| *id != SLOW));
    assert!(outbox.0.beats.load(Ordering::SeqCst) > 0, "it is heard of");
    stop.cancel();
    running.await.unwrap();
    assert_eq!(
        outbox.settled().len(),
        10,
        "what was held when told to stop is finished"
    );
}

#[tokio::test]
async fn an_absent_database_is_waited_for() {
    let outbox = SmallOutbox::default();
    outbox.0.away_for.store(3, Ordering::SeqCst);
    let stop = CancellationToken::new();
    let (worker, list) = in_memory(&outbox);
    let running = tokio::spawn(worker.run(stop.clone()));
    outbox.add([mail(1)]);
    until(|| {
        outbox.0.wake.notify_one();
        outbox.settled().len() == 1
    })
    .await;
    stop.cancel();
    running.await.unwrap();
    assert_eq!(list.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_sent_mail_is_settled_although_the_database_was_away() {
    let outbox = SmallOutbox::with([mail(SLOW.as_u128())]);
    let worker = worker(&outbox, Transport::Mailbox(Arc::new(OddMailbox)));
    let away = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        outbox.0.away_for.store(3, Ordering::SeqCst);
    };
    let (settled, ()) = tokio::join!(worker.run_once(), away);
    // Three failures at settling; the claim after it finds the database back.
    assert_eq!(settled.unwrap(), 1);
    assert!(matches!(
        outbox.settled().as_slice(),
        [(_, SendOutcome::Sent { .. })]
    ));
}

#[tokio::test]
async fn a_database_that_stays_away_does_not_keep_a_worker_that_is_told_to_stop() {
    let outbox = SmallOutbox::with([mail(SLOW.as_u128())]);
    let stop = CancellationToken::new();
    let running =
        tokio::spawn(worker(&outbox, Transport::Mailbox(Arc::new(OddMailbox))).run(stop.clone()));
    until(|| outbox.0.waiting.lock().unwrap().is_empty()).await;
    outbox.0.away_for.store(usize::MAX, Ordering::SeqCst);
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(10), running)
        .await
        .expect("it stops")
        .unwrap();
    assert!(outbox.settled().is_empty(), "it will go again");
}

#[tokio::test]
async fn an_outage_of_the_relay_uses_up_no_mails_and_does_not_delay_stopping() {
    let outbox = SmallOutbox::with([mail(FAILING.as_u128())]);
    let stop = CancellationToken::new();
    let running =
        tokio::spawn(worker(&outbox, Transport::Mailbox(Arc::new(OddMailbox))).run(stop.clone()));
    until(|| outbox.settled().len() == 1).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    outbox.add((1..=9).map(mail));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(
        outbox.settled().len(),
        1,
        "nothing is taken while the relay is away"
    );
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(1), running)
        .await
        .unwrap()
        .unwrap();
}
