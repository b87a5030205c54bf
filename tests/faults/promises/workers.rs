//! Mail workers that are killed, frozen and resumed: each mail arrives, hardly any twice, and a late one spoils nothing.

use futures_util::FutureExt as _;
use nix::sys::signal::Signal;

use crate::ground::figures::told;
use crate::ground::post::outbox::Outbox;
use crate::ground::post::relay::{Answer, Relay};
use crate::ground::wait::{a_moment, secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};
use std::time::{Duration, Instant};

/// Mails that one worker may have on their way when it is killed: slow ones make room, up to four times `mail.at_once`.
const ON_THEIR_WAY: usize = 4 * 8;

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R3",
        sentence: "Each mail arrives though its worker is killed at random, and hardly any arrives twice",
        lane: Lane::Waits,
        short: 1,
        full: 20,
        tried: |trial| each_mail_arrives(trial).boxed_local(),
    },
    Promise {
        number: "R4",
        sentence: "What a killed worker held is sent by another within ninety seconds",
        lane: Lane::Waits,
        short: 1,
        full: 20,
        tried: |trial| a_dead_workers_mail_is_rescued(trial).boxed_local(),
    },
    Promise {
        number: "R5",
        sentence: "A frozen worker that comes back changes nothing that another has done",
        lane: Lane::Waits,
        short: 1,
        full: 10,
        tried: |trial| a_late_worker_changes_nothing(trial).boxed_local(),
    },
];

async fn each_mail_arrives(trial: Trial) -> Outcome {
    let relay = Relay::answering(|_, _| Answer::Slow(Duration::from_millis(20))).await;
    let outbox = Outbox::sending_to(&relay).await;
    let mails: u32 = trial.either(150, 1_000);
    outbox.fill(mails).await;
    let worker = outbox.setup.worker();
    outbox.is_emptied(secs(300)).await;
    worker.stop(secs(40)).await;
    assert_eq!(relay.doubled(), 0, "nobody was killed, and yet");
    let mut kills = 0;
    for _ in 0..trial.rounds {
        outbox.fill(mails).await;
        let mut worker = outbox.setup.worker();
        for _ in 0..trial.either(3, 5) {
            let before = relay.handed().len();
            until("mails leave", secs(90), async || {
                relay.handed().len() > before + 5
            })
            .await;
            a_moment(0, 200).await;
            worker.kill().await;
            kills += 1;
            worker = outbox.setup.worker();
        }
        outbox.is_emptied(secs(300)).await;
        worker.stop(secs(40)).await;
    }
    outbox.assert_each_arrived(&relay).await;
    let all = usize::try_from(mails * (trial.rounds + 1)).unwrap();
    assert_eq!(relay.distinct().len(), all);
    let doubled = relay.doubled();
    assert!(
        doubled <= kills * ON_THEIR_WAY,
        "{doubled} arrived twice after {kills} kills"
    );
    kept(
        "every mail at the relay; doubles only by kills, same Message-ID",
        format!(
            "{all} of {all} mails, {kills} kills, {doubled} doubled (limit {})",
            kills * ON_THEIR_WAY
        ),
    )
}

/// A relay that holds the first of everything.
async fn holding_relay() -> Relay {
    Relay::answering(|_, before| match before {
        0 => Answer::Hold,
        _ => Answer::Take,
    })
    .await
}

async fn a_dead_workers_mail_is_rescued(trial: Trial) -> Outcome {
    let mut longest = Duration::ZERO;
    for _ in 0..trial.rounds {
        let relay = holding_relay().await;
        let outbox = Outbox::sending_to(&relay).await;
        outbox.fill(1).await;
        let worker = outbox.setup.worker();
        until("the mail is on its way", secs(60), async || {
            relay.handed().len() == 1
        })
        .await;
        let killed = Instant::now();
        worker.kill().await;
        let second = outbox.setup.worker();
        until("another sends it", secs(90), async || {
            relay.handed().len() == 2
        })
        .await;
        longest = longest.max(killed.elapsed());
        outbox.is_emptied(secs(10)).await;
        assert_eq!(relay.distinct().len(), 1, "the same Message-ID");
        second.stop(secs(40)).await;
    }
    kept(
        "from kill -9 to delivery by another worker",
        format!("longest {} (limit 90 s)", told(longest)),
    )
}

async fn a_late_worker_changes_nothing(trial: Trial) -> Outcome {
    for _ in 0..trial.rounds {
        let relay = holding_relay().await;
        let outbox = Outbox::sending_to(&relay).await;
        outbox.fill(1).await;
        let frozen = outbox.setup.worker();
        until("the mail is on its way", secs(60), async || {
            relay.handed().len() == 1
        })
        .await;
        frozen.signal(Signal::SIGSTOP);
        let second = outbox.setup.worker();
        outbox.is_emptied(secs(90)).await;
        let row = "SELECT concat_ws(' ', id, status, attempts, failures, settled_at, due_at, last_reply) FROM outbox WHERE status <> 'skipped'";
        let settled = outbox.rows.text(row).await;
        assert!(settled.contains(" sent "), "{settled}");
        relay.release();
        frozen.signal(Signal::SIGCONT);
        // Told to stop, it finishes what it holds: it has had its say when it ends.
        frozen.stop(secs(60)).await;
        assert_eq!(outbox.rows.text(row).await, settled);
        let refused = "audit_events WHERE kind = 'mail_refused'";
        assert_eq!(outbox.rows.count(refused).await, 0);
        second.stop(secs(40)).await;
        assert_eq!(relay.distinct().len(), 1, "the same Message-ID");
    }
    kept(
        "SIGSTOP, rescue by another, SIGCONT: the row and the events stay",
        "0 rows changed by the late one",
    )
}
