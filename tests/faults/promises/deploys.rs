//! A release: the database is brought up to date however often that is cut short, and a process that is told to stop
//! under load finishes what it has in hand.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;

use crate::ground::cluster::Cluster;
use crate::ground::figures::told;
use crate::ground::people::ledger::{Book, Crowd};
use crate::ground::place::Place;
use crate::ground::post::relay::{Answer, Relay};
use crate::ground::process::Setup;
use crate::ground::rows::Rows;
use crate::ground::wait::{a_moment, secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R17",
        sentence: "Bringing the database up to date can be killed at any moment, doubled and held up",
        lane: Lane::Works,
        short: 2,
        full: 40,
        tried: |trial| migrations(trial).boxed_local(),
    },
    Promise {
        number: "R18",
        sentence: "Told to stop under load, a site finishes what it has in hand and loses nobody",
        lane: Lane::Works,
        short: 2,
        full: 20,
        tried: |trial| stops_in_order(trial).boxed_local(),
    },
];

/// What a database looks like: every column, index and rule, and which migrations it has had.
const SHAPE: &str = "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', version, success, encode(checksum, 'hex')) FROM _sqlx_migrations
    ORDER BY 1";

/// Those who build an index and wait for somebody.
const BUILDING: &str =
    "pg_stat_progress_create_index WHERE datname = current_database() AND phase LIKE 'waiting%'";

async fn migrations(trial: Trial) -> Outcome {
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    let start = Instant::now();
    setup.command(&["migrate"]).await;
    let usual = start.elapsed();
    let shape = cluster.rows.texts(SHAPE).await;
    let mut partly = 0;
    for round in 0..trial.rounds {
        let (url, rows) = cluster.database(&format!("round{round}")).await;
        let setup = Setup::on(&place, &url);
        for _ in 0..3 {
            let migrating = setup.migrating();
            a_moment(0, u64::try_from(usual.as_millis()).unwrap()).await;
            migrating.kill().await;
            partly += usize::from(is_partly(&rows, shape.len()).await);
        }
        tokio::join!(setup.command(&["migrate"]), setup.command(&["migrate"]));
        assert_eq!(rows.texts(SHAPE).await, shape, "killed, and run again");
    }
    let waited = held_up(&cluster, &place).await;
    cut_off_while_it_builds(&cluster, &place).await;
    kept(
        "killed three times at random, then two at once: the same columns, indexes, rules; a held lock is waited for; so for an index cut off half built",
        format!(
            "{} kills, {partly} of them between the first and the last migration; up to date {} after the lock was released; usually {}",
            trial.rounds * 3,
            told(waited),
            told(usual)
        ),
    )
}

async fn is_partly(rows: &Rows, whole: usize) -> bool {
    let found = rows.try_texts(SHAPE).await;
    found.is_ok_and(|shape| !shape.is_empty() && shape.len() < whole)
}

/// Somebody writes to a table that is to be changed, and does not end: the command tries again and again, others write
/// meanwhile, and it goes on once they are done.
async fn held_up(cluster: &Cluster, place: &Place) -> Duration {
    let (url, rows) = cluster.database("held").await;
    let setup = Setup::on(place, &url);
    rows.migrate_first().await;
    // The cases, and much that comes later, refer to the staff.
    let writes = "LOCK TABLE staff IN ROW EXCLUSIVE MODE";
    let held = rows.lock(writes).await;
    let mut migrating = setup.migrating();
    let begun = Instant::now();
    while begun.elapsed() < secs(6) {
        let asked = Instant::now();
        rows.lock(writes).await.release().await;
        let waited = asked.elapsed();
        assert!(waited < secs(4), "a writer waited {}", told(waited));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    migrating.assert_alive();
    held.release().await;
    let released = Instant::now();
    let ended = migrating.ended(secs(60)).await;
    assert!(ended.success(), "{ended}");
    let waited = released.elapsed();
    assert_eq!(rows.texts(SHAPE).await, cluster.rows.texts(SHAPE).await);
    waited
}

/// An index is built beside the others' work, so it waits for somebody who looks for a long time. The one that builds
/// dies, and the next, too; those who come after them, two at once, find what is left and end in order.
async fn cut_off_while_it_builds(cluster: &Cluster, place: &Place) {
    let (url, rows) = cluster.database("cut_off").await;
    let setup = Setup::on(place, &url);
    rows.migrate_first().await;
    for dies_with_its_server_side in [true, false] {
        let looks = rows
            .lock("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT")
            .await;
        let building = setup.migrating();
        until("an index is half built", secs(20), async || {
            rows.count(BUILDING).await == 1
        })
        .await;
        building.kill().await;
        if dies_with_its_server_side {
            let ended =
                format!("(SELECT pid FROM {BUILDING} OFFSET 0) b WHERE pg_terminate_backend(pid)");
            assert_eq!(rows.count(&ended).await, 1);
        }
        looks.release().await;
    }
    tokio::join!(setup.command(&["migrate"]), setup.command(&["migrate"]));
    assert_eq!(rows.texts(SHAPE).await, cluster.rows.texts(SHAPE).await);
    assert_eq!(rows.count("pg_index WHERE NOT indisvalid").await, 0);
}

async fn stops_in_order(trial: Trial) -> Outcome {
    let relay = Relay::answering(|_, _| Answer::Slow(Duration::from_millis(300))).await;
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
    setup.add_staff().await;
    let mut desks = VecDeque::from([setup.serve().await, setup.serve().await]);
    let ports: Vec<u16> = desks.iter().map(|desk| desk.port).collect();
    let crowd = Crowd::start(&ports, trial.either(8, 16));
    let mut longest = Duration::ZERO;
    for _ in 0..trial.rounds {
        crowd.goes_on(4, secs(90)).await;
        a_moment(0, 600).await;
        let stopping = desks.pop_front().unwrap();
        let (port, asked) = (stopping.port, Instant::now());
        let ended = stopping.stop(secs(35)).await;
        assert!(ended.success(), "{ended}");
        longest = longest.max(asked.elapsed());
        let next = setup.serve_on(port);
        next.ready().await;
        desks.push_back(next);
    }
    crowd.goes_on(4, secs(90)).await;
    let book = crowd.end().await;
    until("no mail is left", secs(120), async || {
        let left = "outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= now()";
        cluster.rows.count(left).await == 0
    })
    .await;
    for desk in desks {
        desk.stop(secs(40)).await;
    }
    book.assert_kept(&cluster.rows).await;
    book.assert_answers(&[303]);
    let broken = broken_off(&book);
    assert!(broken.is_empty(), "cut off in the middle: {broken:?}");
    assert_eq!(relay.doubled(), 0, "a mail left twice");
    kept(
        "SIGTERM in turn to one of two sites; who finds a closed port goes to the other, as a proxy would",
        format!(
            "stopped within {} (limit 30 s); {} confirmed, 0 cut off; {} mails, 0 doubled",
            told(longest),
            book.acknowledged(),
            relay.handed().len()
        ),
    )
}

/// Presses and pages that got as far as the desk and no right answer. A closed port is none of them: nothing was sent yet.
fn broken_off(book: &Book) -> Vec<&String> {
    let presses = book.unanswered.iter().map(|(_, why)| why);
    presses
        .chain(&book.pages_missed)
        .filter(|why| !why.starts_with("not connected"))
        .collect()
}
