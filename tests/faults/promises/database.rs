//! The database goes away, is busy, or its volume is full: people hear "not now" in time, nothing is confirmed that is not
//! kept, and everything goes on by itself. `ground::volume` is the small volume.

use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::join_all;

use crate::ground::cluster::{Cluster, Private};
use crate::ground::figures::{percentile, told};
use crate::ground::people::ledger::Crowd;
use crate::ground::people::requests::Form;
use crate::ground::people::visitor::Visitor;
use crate::ground::place::Place;
use crate::ground::process::Setup;
use crate::ground::volume::Volume;
use crate::ground::wait::{a_moment, secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R10",
        sentence: "While PostgreSQL is away people hear when to come back, and it goes on by itself",
        lane: Lane::Works,
        short: 1,
        full: 50,
        tried: |trial| outlives_restarts(trial).boxed_local(),
    },
    Promise {
        number: "R10",
        sentence: "A private PostgreSQL that is killed is started again in place",
        lane: Lane::Works,
        short: 1,
        full: 20,
        tried: |trial| revives_its_own(trial).boxed_local(),
    },
    Promise {
        number: "R11",
        sentence: "With every connection to the database taken, the others are refused in time",
        lane: Lane::Measures,
        short: 1,
        full: 5,
        tried: |trial| busy_database(trial).boxed_local(),
    },
    Promise {
        number: "R12",
        sentence: "A full volume confirms nothing that is not kept, and heals without a restart",
        lane: Lane::Works,
        short: 1,
        full: 3,
        tried: |trial| full_volume(trial).boxed_local(),
    },
];

async fn outlives_restarts(trial: Trial) -> Outcome {
    let place = Place::new();
    let mut cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let mut desk = setup.serve().await;
    let crowd = Crowd::start(&[desk.port], trial.either(8, 16));
    let (mut noticed, mut again) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..trial.rounds {
        crowd.goes_on(1, secs(60)).await;
        a_moment(0, 600).await;
        let down = Instant::now();
        cluster.stop_at_once().await;
        let flipped = until("the ready probe says no", secs(5), async || {
            !desk.is_ready().await
        });
        noticed = noticed.max(flipped.await);
        let live = Visitor::at(desk.port).get("/health/live").await.unwrap();
        assert_eq!(live.status, 200, "it lives, whatever the database does");
        tokio::time::sleep(
            trial
                .either(secs(3), secs(30))
                .saturating_sub(down.elapsed()),
        )
        .await;
        cluster.start_again().await;
        again = again.max(crowd.goes_on(1, secs(5)).await);
        desk.assert_alive();
    }
    let book = crowd.end().await;
    desk.stop(secs(40)).await;
    book.assert_kept(&cluster.rows).await;
    book.assert_answers(&[303, 503]);
    let refused = book.refusals.len();
    assert!(refused > 0, "somebody must have heard: not now");
    assert!(book.unanswered.is_empty(), "{:?}", book.unanswered.first());
    kept(
        "stopped on the spot under load; 503 with Retry-After; one process all along",
        format!(
            "ready says no after {}, requests taken again after {} (limits 5 s); {} confirmed, 0 lost; {refused} times \"not now\"",
            told(noticed),
            told(again),
            book.acknowledged()
        ),
    )
}

async fn revives_its_own(trial: Trial) -> Outcome {
    let place = Place::new();
    let setup = Setup::private(&place);
    setup.add_staff().await;
    let private = Private::of(&place.join("desk"));
    let mut desk = setup.serve().await;
    let crowd = Crowd::start(&[desk.port], trial.either(4, 16));
    let mut longest = Duration::ZERO;
    for _ in 0..trial.rounds {
        crowd.goes_on(1, secs(60)).await;
        a_moment(0, 600).await;
        let killed = private.pid().unwrap();
        private.kill();
        let dead = Instant::now();
        until("another server runs", secs(60), async || {
            private.pid().is_some_and(|pid| pid != killed)
        })
        .await;
        crowd.goes_on(1, secs(60)).await;
        longest = longest.max(dead.elapsed());
        desk.assert_alive();
    }
    let book = crowd.end().await;
    book.assert_kept(&private.rows).await;
    desk.stop(secs(40)).await;
    book.assert_answers(&[303, 503]);
    kept(
        "every process of the private server killed under load; the desk lives on",
        format!(
            "{} confirmed, 0 lost; taken again after {} at most, recovery included",
            book.acknowledged(),
            told(longest)
        ),
    )
}

async fn busy_database(trial: Trial) -> Outcome {
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let desk = setup.serve().await;
    let (mut refusals, mut lives, mut after) = (Vec::new(), Vec::new(), Duration::ZERO);
    for _ in 0..trial.rounds {
        let (refused, looks) = all_at_once(&cluster, desk.port, trial.either(60, 200)).await;
        refusals.extend(refused);
        lives.extend(looks);
        let released = Instant::now();
        Form::CallMe.sent(desk.port).await;
        after = after.max(released.elapsed());
    }
    desk.stop(secs(40)).await;
    // Those who hold a connection wait for the lock (2 s) and once more; all others only for a connection.
    let limit = trial.either(secs(8), secs(5));
    let (slowest, live) = (percentile(&refusals, 100), percentile(&lives, 50));
    assert!(
        !refusals.is_empty(),
        "nobody was refused: the pool was free"
    );
    assert!(slowest <= limit, "a refusal took {}", told(slowest));
    // Other trials share the machine in the short form; a probe that waits for the pool waits two seconds and more.
    let alive_within = trial.either(secs(1), Duration::from_millis(100));
    assert!(live < alive_within, "the live probe took {}", told(live));
    assert!(after <= secs(5), "taken again after {}", told(after));
    cluster.rows.assert_whole().await;
    kept(
        "every connection waits for a lock for 5 s; many more press the button",
        format!(
            "refused within {} at p50, {} at most; live probe {} (limit 100 ms at full length); taken again {} after",
            told(percentile(&refusals, 50)),
            told(slowest),
            told(live),
            told(after)
        ),
    )
}

/// Locks what every request needs for five seconds while so many press at once; returns how long each "not now" took,
/// and each look at the live probe meanwhile.
async fn all_at_once(cluster: &Cluster, port: u16, many: usize) -> (Vec<Duration>, Vec<Duration>) {
    let forms = join_all((0..many).map(|_| Form::CallMe.filled(port))).await;
    let held = cluster
        .rows
        .lock("LOCK TABLE referrals IN EXCLUSIVE MODE")
        .await;
    let presses = join_all(forms.into_iter().flatten().map(|mut form| async move {
        let page = form.send().await.unwrap();
        assert!([303, 503].contains(&page.status), "{}", page.status);
        (page.status == 503).then_some(page.took)
    }));
    let probing = async {
        let (mut probes, start) = (Vec::new(), Instant::now());
        while start.elapsed() < secs(5) {
            let live = Visitor::at(port).get("/health/live").await.unwrap();
            assert_eq!(live.status, 200);
            probes.push(live.took);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        held.release().await;
        probes
    };
    let (answers, probes) = tokio::join!(presses, probing);
    (answers.into_iter().flatten().collect(), probes)
}

async fn full_volume(trial: Trial) -> Outcome {
    let place = Place::new();
    let mut volume = match Volume::small(&place.join("db"), 160) {
        Ok(volume) => volume,
        Err(why) => return Outcome::Skipped(why),
    };
    let mut cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let mut desk = setup.serve().await;
    let crowd = Crowd::start(&[desk.port], 4);
    let mut healed = Duration::ZERO;
    for _ in 0..trial.rounds {
        crowd.goes_on(3, secs(60)).await;
        volume.fill();
        let before = crowd.refusals();
        until("the full volume is felt", secs(90), async || {
            volume.fill();
            crowd.refusals() > before + 3
        })
        .await;
        volume.make_room();
        let room = Instant::now();
        // Where its log found no room either, PostgreSQL gives up, and whoever runs it starts it again.
        if cluster.has_died() {
            cluster.start_again().await;
        }
        crowd.goes_on(3, secs(60)).await;
        healed = healed.max(room.elapsed());
        desk.assert_alive();
    }
    let book = crowd.end().await;
    desk.stop(secs(40)).await;
    book.assert_kept(&cluster.rows).await;
    book.assert_answers(&[303, 503, 507]);
    let full = book.statuses.get(&507).copied().unwrap_or_default();
    drop(cluster);
    drop(volume);
    kept(
        "a volume of 160 MB filled to the last byte under load; each confirmation one whole case",
        format!(
            "{} confirmed, 0 lost; {full} answers \"this was not kept\"; taken again {} after there was room",
            book.acknowledged(),
            told(healed)
        ),
    )
}
