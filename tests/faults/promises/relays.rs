//! Relays that are away, slow, refuse, or break the line; and mails that cannot be made.

use std::time::{Duration, Instant};

use futures_util::FutureExt as _;

use crate::ground::cluster::Cluster;
use crate::ground::figures::{percentile, told};
use crate::ground::people::ledger::Crowd;
use crate::ground::people::requests::Form;
use crate::ground::people::staff::Staff;
use crate::ground::place::Place;
use crate::ground::post::outbox::Outbox;
use crate::ground::post::relay::{Answer, Relay};
use crate::ground::process::Setup;
use crate::ground::rows::Rows;
use crate::ground::wait::{secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R6",
        sentence: "With the relay away requests are taken as ever, and every mail goes once it is back",
        lane: Lane::Waits,
        short: 1,
        full: 1,
        tried: |trial| relay_away(trial).boxed_local(),
    },
    Promise {
        number: "R7",
        sentence: "A relay that is slow for some holds up nobody else and no transaction",
        lane: Lane::Waits,
        short: 1,
        full: 5,
        tried: |trial| relay_slow(trial).boxed_local(),
    },
    Promise {
        number: "R8",
        sentence: "Refused for now is tried again, refused for good becomes a phone call, a broken line is no loss",
        lane: Lane::Waits,
        short: 1,
        full: 5,
        tried: |trial| relay_refuses(trial).boxed_local(),
    },
    Promise {
        number: "R9",
        sentence: "Mails at the head of the queue that cannot be made hold up nobody",
        lane: Lane::Works,
        short: 1,
        full: 5,
        tried: |trial| poison(trial).boxed_local(),
    },
];

async fn relay_away(trial: Trial) -> Outcome {
    let mut relay = Relay::taking_everything().await;
    let (place, requests) = (Place::new(), trial.either(25, 500));
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
    setup.add_staff().await;
    let desk = setup.serve().await;
    let usual = presses(desk.port, requests).await;
    settle_all(&cluster.rows, secs(120)).await;
    relay.close();
    let away = Instant::now();
    let meanwhile = presses(desk.port, requests).await;
    let alarm = trial.either(Duration::ZERO, secs(15 * 60));
    if trial.full {
        until("the alarm", alarm, async || is_late(desk.port).await).await;
    }
    tokio::time::sleep(trial.either(secs(20), alarm).saturating_sub(away.elapsed())).await;
    assert_eq!(
        cluster.rows.count("outbox WHERE failures > 0").await,
        0,
        "an outage costs a mail none of its tries"
    );
    let before = relay.handed().len();
    relay.open().await;
    let first = until("the first mail", secs(60), async || {
        relay.handed().len() > before
    })
    .await;
    let all = settle_all(&cluster.rows, secs(600)).await;
    assert_eq!(relay.doubled(), 0);
    assert_eq!(
        cluster.rows.count("outbox WHERE status = 'sent'").await,
        relay.handed().len()
    );
    let (usual, slowed) = (percentile(&usual, 99), percentile(&meanwhile, 99));
    // On a busy machine two runs of the same differ; a send that waited for the relay would take seconds.
    assert!(
        slowed < usual * 3 + secs(1),
        "a send took {} instead of {}",
        told(slowed),
        told(usual)
    );
    desk.stop(secs(40)).await;
    kept(
        format!("{requests} requests while refused; 0 tries used up; every mail once"),
        format!(
            "p99 of a send {} (usually {}); first mail {} after return, all after {}",
            told(slowed),
            told(usual),
            told(first),
            told(first + all)
        ),
    )
}

/// Sends so many requests, four at a time, and returns how long each press took.
async fn presses(port: u16, requests: usize) -> Vec<Duration> {
    let crowd = Crowd::start_with(&[port], 4, |_| Form::CallMe);
    crowd.goes_on(requests, secs(600)).await;
    let book = crowd.end().await;
    book.assert_answers(&[303, 503]);
    book.times.iter().map(|(_, took)| *took).collect()
}

async fn settle_all(rows: &Rows, limit: Duration) -> Duration {
    until("no mail is left", limit, async || {
        rows.count("outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= now()")
            .await
            == 0
    })
    .await
}

async fn is_late(port: u16) -> bool {
    let page = crate::ground::people::visitor::Visitor::at(port)
        .get("/health/ready")
        .await;
    page.is_ok_and(|page| page.text.contains("mail is late"))
}

async fn relay_slow(trial: Trial) -> Outcome {
    let rule = |to: &str, _| {
        if to.starts_with("slow") {
            Answer::Slow(secs(20))
        } else {
            Answer::Take
        }
    };
    let relay = Relay::answering(rule).await;
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
    setup.add_staff().await;
    let desk = setup.serve().await;
    for _ in 0..trial.rounds {
        for number in 0..10 {
            let slow = [2, 6].contains(&number);
            let email = if slow {
                "slow@example.org"
            } else {
                "family@example.org"
            };
            Form::family_at(email).sent(desk.port).await;
        }
        let idle = "SELECT state FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND now() - state_change > interval '1 second'";
        until("all is sent", secs(60), async || {
            let found = cluster.rows.texts(idle).await;
            assert!(found.is_empty(), "a transaction is open during SMTP");
            let slow = "outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= now()";
            cluster.rows.count(slow).await == 0
        })
        .await;
    }
    let waits = "SELECT extract(epoch FROM o.settled_at - o.wanted_at)::text FROM outbox o WHERE o.status = 'sent' AND o.settled_at - o.wanted_at < interval '20 seconds'";
    let waits: Vec<Duration> = cluster
        .rows
        .texts(waits)
        .await
        .iter()
        .map(|seconds| Duration::from_secs_f64(seconds.parse::<f64>().unwrap().max(0.0)))
        .collect();
    let slow = relay.tries("slow@example.org");
    assert_eq!(slow, usize::try_from(trial.rounds).unwrap() * 2);
    let p95 = percentile(&waits, 95);
    assert!(p95 <= secs(10), "the others waited {}", told(p95));
    assert_eq!(relay.doubled(), 0);
    desk.stop(secs(60)).await;
    kept(
        "a tenth of the mails 20 s at the final dot; no open transaction",
        format!(
            "p95 of the others {} (limit 10 s), of {} mails",
            told(p95),
            waits.len() + slow
        ),
    )
}

async fn relay_refuses(trial: Trial) -> Outcome {
    let rule = |to: &str, before| match to.split('@').next() {
        Some("later") if before < 2 => Answer::Later,
        Some("never") => Answer::Never,
        Some("drop") if before == 0 => Answer::Drop,
        _ => Answer::Take,
    };
    let relay = Relay::answering(rule).await;
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
    let links = setup.add_staff().await;
    let desk = setup.serve().await;
    let mut intake = Staff::first_sign_in(desk.port, &links[0]).await;
    let mut told_after = Duration::ZERO;
    for round in 0..trial.rounds {
        for who in ["later", "drop", "family"] {
            let email = format!("{who}@round{round}.example.org");
            Form::family_at(&email).sent(desk.port).await;
        }
        let email = format!("never@round{round}.example.org");
        let (_, refused) = Form::family_at(&email).sent(desk.port).await;
        let case = format!("/staff/cases/{refused}");
        let shown = until("the case says: phone them", secs(60), async || {
            intake.page(&case).await.contains("Phone them")
        })
        .await;
        told_after = told_after.max(shown);
    }
    let late = settle_all(&cluster.rows, secs(180)).await;
    for round in 0..trial.rounds {
        let tries = |who: &str| relay.tries(&format!("{who}@round{round}.example.org"));
        assert_eq!(tries("never"), 1, "refused for good is not tried again");
        assert_eq!((tries("later"), tries("drop"), tries("family")), (3, 2, 1));
    }
    let dead = cluster.rows.count("outbox WHERE status = 'dead'").await;
    assert_eq!(dead, usize::try_from(trial.rounds).unwrap());
    let dropped = usize::try_from(trial.rounds).unwrap();
    assert_eq!(relay.doubled(), dropped, "twice only where the line broke");
    let first_wait = "SELECT min(extract(epoch FROM settled_at - wanted_at))::text FROM outbox WHERE failures = 2 AND status = 'sent'";
    let waited: f64 = cluster.rows.text(first_wait).await.parse().unwrap();
    // 30 s and 60 s, each 20 % more or less.
    assert!(
        waited >= 72.0,
        "451 was tried again after {waited} s in all"
    );
    desk.stop(secs(40)).await;
    kept(
        "451 twice: 30 s, 60 s, sent; 550: one try; dropped: twice, one Message-ID; others sent",
        format!(
            "\"phone them\" after {} (limit 60 s); all settled {} later",
            told(told_after),
            told(late)
        ),
    )
}

async fn poison(trial: Trial) -> Outcome {
    let relay = Relay::taking_everything().await;
    let outbox = Outbox::sending_to(&relay).await;
    let rows = &outbox.rows;
    rows.run("CREATE TABLE put_by AS SELECT id, person FROM contacts")
        .await;
    let mut longest = Duration::ZERO;
    for _ in 0..trial.rounds {
        outbox.fill(8).await;
        let first = "due_at = due_at - interval '1 hour' WHERE status = 'waiting' AND";
        rows.run(&format!("UPDATE outbox SET notice = 'notice_of_a_later_version', {first} id IN (SELECT id FROM outbox WHERE status = 'waiting' LIMIT 4)"))
            .await;
        rows.run(&format!("UPDATE outbox SET notice = 'family_receipt', contact_id = (SELECT id FROM contacts LIMIT 1), staff_id = NULL, {first} notice = 'intake_new_request'"))
            .await;
        rows.run("UPDATE contacts SET person = '\\xdeadbeef'").await;
        outbox.fill(20).await;
        let before = relay.handed().len();
        let worker = outbox.setup.worker();
        let good = until("the others are sent", secs(60), async || {
            relay.handed().len() == before + 20
        })
        .await;
        longest = longest.max(good);
        // What waits for its next try need not be waited for here.
        until("an unknown kind is given up", secs(60), async || {
            rows.run("UPDATE outbox SET due_at = now() WHERE status = 'waiting'")
                .await;
            rows.count("outbox WHERE status = 'waiting'").await == 0
        })
        .await;
        assert_eq!(rows.count("outbox WHERE status = 'sending'").await, 4);
        assert_eq!(relay.handed().len(), before + 20, "poison is not sent");
        rows.run("UPDATE contacts c SET person = p.person FROM put_by p WHERE p.id = c.id")
            .await;
        rows.run("UPDATE outbox SET lease_until = now() WHERE status = 'sending'")
            .await;
        outbox.is_emptied(secs(60)).await;
        assert_eq!(relay.handed().len(), before + 24, "the key came back");
        worker.stop(secs(40)).await;
    }
    let dead = rows.count("outbox WHERE status = 'dead'").await;
    assert_eq!(dead, usize::try_from(trial.rounds).unwrap() * 4);
    let five = "outbox WHERE status = 'dead' AND failures <> 5";
    assert_eq!(rows.count(five).await, 0, "five tries each");
    kept(
        "8 at the head: 4 of an unknown kind are given up after 5 tries, 4 that do not open leave once the key is back",
        format!(
            "20 good ones behind them after {}; {dead} given up",
            told(longest)
        ),
    )
}
