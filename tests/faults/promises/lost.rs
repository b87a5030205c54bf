//! Requests under `kill -9`: of the program, of PostgreSQL, of both. And the same send many times, before and after.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, join_all};

use crate::ground::cluster::{Cluster, Private};
use crate::ground::people::ledger::{Book, Crowd};
use crate::ground::people::requests::{Filled, Form};
use crate::ground::place::Place;
use crate::ground::process::Setup;
use crate::ground::rows::Rows;
use crate::ground::wait::{a_moment, secs};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

/// How long it may take until requests are taken again after a kill, recovery and a busy machine included.
const AGAIN_WITHIN: Duration = secs(60);

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R1",
        sentence: "A confirmed request survives kill -9 of the program",
        lane: Lane::Works,
        short: 3,
        full: 200,
        tried: |trial| survives_kills_of_the_program(trial).boxed_local(),
    },
    Promise {
        number: "R1",
        sentence: "A confirmed request survives kill -9 of all of PostgreSQL",
        lane: Lane::Works,
        short: 2,
        full: 100,
        tried: |trial| survives_kills_of_postgres(trial).boxed_local(),
    },
    Promise {
        number: "R1",
        sentence: "A confirmed request survives kill -9 of the program and its private PostgreSQL together",
        lane: Lane::Works,
        short: 2,
        full: 50,
        tried: |trial| survives_kills_of_both(trial).boxed_local(),
    },
    Promise {
        number: "R2",
        sentence: "The same send fifty times at once, over two instances and after a crash, is one case",
        lane: Lane::Works,
        short: 1,
        full: 20,
        tried: |trial| sends_again_are_one_case(trial).boxed_local(),
    },
];

fn visitors(trial: Trial) -> usize {
    trial.either(8, 16)
}

/// Looks at everything that was told and stored, with the program's own check of the events at the end.
async fn settled(book: Book, rows: &Rows, setup: &Setup) -> Outcome {
    book.assert_kept(rows).await;
    book.assert_answers(&[303, 503]);
    let events = setup.command(&["verify-audit"]).await;
    assert!(events.contains("none missing"), "{events}");
    let (told, cut) = (book.acknowledged(), book.unanswered.len());
    kept(
        "each confirmation one whole case; audit without holes",
        format!("{told} confirmed, 0 lost, {cut} presses unanswered and sent again"),
    )
}

async fn survives_kills_of_the_program(trial: Trial) -> Outcome {
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let mut desk = setup.serve().await;
    let port = desk.port;
    let crowd = Crowd::start(&[port], visitors(trial));
    for _ in 0..trial.rounds {
        crowd.goes_on(1, AGAIN_WITHIN).await;
        a_moment(0, 600).await;
        desk.kill().await;
        desk = setup.serve_on(port);
    }
    crowd.goes_on(5, AGAIN_WITHIN).await;
    let book = crowd.end().await;
    desk.stop(secs(40)).await;
    settled(book, &cluster.rows, &setup).await
}

async fn survives_kills_of_postgres(trial: Trial) -> Outcome {
    let place = Place::new();
    let mut cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let mut desk = setup.serve().await;
    let crowd = Crowd::start(&[desk.port], visitors(trial));
    for _ in 0..trial.rounds {
        crowd.goes_on(1, AGAIN_WITHIN).await;
        a_moment(0, 600).await;
        cluster.kill().await;
        cluster.start_again().await;
        desk.assert_alive();
    }
    crowd.goes_on(5, AGAIN_WITHIN).await;
    let book = crowd.end().await;
    desk.stop(secs(40)).await;
    settled(book, &cluster.rows, &setup).await
}

async fn survives_kills_of_both(trial: Trial) -> Outcome {
    let place = Place::new();
    let setup = Setup::private(&place);
    setup.add_staff().await;
    let private = Private::of(&place.join("desk"));
    let mut desk = setup.serve().await;
    let port = desk.port;
    let crowd = Crowd::start(&[port], visitors(trial));
    for round in 0..trial.rounds {
        crowd.goes_on(1, AGAIN_WITHIN).await;
        a_moment(0, 600).await;
        if round.is_multiple_of(2) {
            private.kill();
        }
        desk.kill().await;
        desk = setup.serve_on(port);
    }
    crowd.goes_on(5, AGAIN_WITHIN).await;
    let book = crowd.end().await;
    book.assert_kept(&private.rows).await;
    desk.stop(secs(40)).await;
    book.assert_answers(&[303, 503]);
    setup.command(&["verify-audit"]).await;
    kept(
        "as above, after recovery of the private server",
        format!("{} confirmed, 0 lost", book.acknowledged()),
    )
}

async fn sends_again_are_one_case(trial: Trial) -> Outcome {
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let one = setup.serve().await;
    let mut two = setup.serve().await;
    let mut presses = 0;
    for round in 0..trial.rounds {
        for form in [Form::CallMe, Form::family()] {
            let mut filled = form.filled(one.port).await.unwrap();
            let first = fifty_times(&filled, [one.port, two.port]).await;
            let port = two.port;
            two.kill().await;
            two = setup.serve_on(port);
            two.ready().await;
            filled.visitor.port = port;
            assert_eq!(filled.send().await.unwrap().status, 303, "after a crash");
            assert_eq!(filled.confirmation().await.unwrap(), first);
            presses += 51;
            if matches!(form, Form::CallMe) {
                filled.change("phone", "215-555-0111");
                let other = filled.send().await.unwrap();
                assert_eq!(other.status, 409, "{}", other.text);
                assert!(other.text.contains(&first), "it names what was sent first");
            }
            let stored = format!("submissions WHERE submission_key = '{}'", filled.key);
            assert_eq!(cluster.rows.count(&stored).await, 1, "round {round}");
        }
    }
    let cases = usize::try_from(trial.rounds).unwrap() * 2;
    assert_eq!(cluster.rows.count("referrals").await, cases);
    cluster.rows.assert_whole().await;
    one.stop(secs(40)).await;
    kept(
        "one case and one reference; other words answered 409, not stored",
        format!("{presses} presses, {cases} cases"),
    )
}

/// Presses fifty times at once on two instances; returns the one reference.
async fn fifty_times(filled: &Filled, ports: [u16; 2]) -> String {
    let presses = (0..50).map(|number| {
        let mut tab = filled.clone();
        tab.visitor.port = ports[number % 2];
        let sent: BoxFuture<'_, String> = async move {
            // "Not now" is an honest answer to fifty at once, on both pages; people press again.
            loop {
                let page = tab.send().await.unwrap();
                assert!([303, 503].contains(&page.status), "{}", page.text);
                if page.status == 303 {
                    match tab.confirmation().await {
                        Ok(reference) => return reference,
                        Err(why) => assert_eq!(why.0, "status 503"),
                    }
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        .boxed();
        sent
    });
    let mut references = join_all(presses).await;
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    references.remove(0)
}
