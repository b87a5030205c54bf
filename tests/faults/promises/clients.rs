//! Clients that are slow on purpose, and bodies without measure: each is let go in time, and honest people feel nothing.
//! `ground::socket` is one such client.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;

use crate::ground::cluster::Cluster;
use crate::ground::figures::{percentile, told};
use crate::ground::place::Place;
use crate::ground::process::{Process, Setup};
use crate::ground::requests::Form;
use crate::ground::socket::{Kind, Socket, head};
use crate::ground::visitor::Visitor;
use crate::ground::wait::{secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R13",
        sentence: "Slow clients of five kinds are let go in time and cost an honest visitor nothing",
        lane: Lane::Waits,
        short: 1,
        full: 2,
        tried: |trial| slow_clients(trial).boxed_local(),
    },
    Promise {
        number: "R14",
        sentence: "Heads and bodies without measure are refused at once and fill no memory",
        lane: Lane::Works,
        short: 1,
        full: 3,
        tried: |trial| odd_bodies(trial).boxed_local(),
    },
];

async fn slow_clients(trial: Trial) -> Outcome {
    let each = trial.either(60, 1_000);
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    // The harness has one address; the limit per address is tried in the stories.
    let setup = Setup::on(&place, &cluster.url)
        .with("INTAKE__CONNECTIONS__MOST", "8192")
        .with("INTAKE__CONNECTIONS__MOST_PER_ADDRESS", "8192");
    setup.add_staff().await;
    let desk = setup.serve().await;
    let (mut honest, mut longest) = (Vec::new(), [Duration::ZERO; 5]);
    for _ in 0..trial.rounds {
        Form::CallMe.sent(desk.port).await;
        let usual = desk.descriptors();
        let crowd = Kind::ALL
            .into_iter()
            .enumerate()
            .flat_map(|kind| std::iter::repeat_n(kind, each));
        let crowd = join_all(crowd.map(|(place, kind)| async move {
            let held = Socket::slow(desk.port, kind).await;
            (place, kind, held)
        }));
        let (let_go, visits) = tokio::join!(crowd, visits(desk.port, 25));
        honest.extend(visits);
        for (place, kind, held) in let_go {
            let held = held.unwrap_or_else(|| panic!("{kind:?} was not let go"));
            longest[place] = longest[place].max(held);
        }
        until("the descriptors are back", secs(60), async || {
            desk.descriptors() <= usual + 5
        })
        .await;
    }
    desk.stop(secs(40)).await;
    for (kind, held) in Kind::ALL.into_iter().zip(longest) {
        // Two seconds are the busy machine's.
        let limit = kind.limit() + secs(2);
        assert!(held <= limit, "{kind:?} was held {}", told(held));
    }
    let p99 = percentile(&honest, 99);
    let limit = trial.either(secs(2), Duration::from_millis(500));
    assert!(p99 < limit, "an honest visitor waited {}", told(p99));
    let [silent, head, stall, drip, idle] = longest.map(told);
    kept(
        format!("{each} sockets of each kind at once; all closed by the desk; descriptors back"),
        format!(
            "silent {silent}, head drips {head}, body stalls {stall}, body drips {drip}, idle {idle}; honest p99 {}",
            told(p99)
        ),
    )
}

/// Visits a page again and again for so many seconds; returns how long each took.
async fn visits(port: u16, seconds: u64) -> Vec<Duration> {
    let mut times = Vec::new();
    let until = std::time::Instant::now() + secs(seconds);
    while std::time::Instant::now() < until {
        let page = Visitor::at(port).get("/en/call-me").await.unwrap();
        assert_eq!(page.status, 200);
        times.push(page.took);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    times
}

/// What is sent, and the answers that are right.
type Oddity = (&'static str, Vec<u8>, Vec<u8>, &'static [&'static str]);

fn oddities() -> Vec<Oddity> {
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let parts = "content-type: multipart/form-data; boundary=x\r\n";
    let chunked = format!("{form}transfer-encoding: chunked\r\n");
    let chunk = [b"10000\r\n".to_vec(), vec![b'a'; 65_536], b"\r\n".to_vec()].concat();
    let fields: Vec<u8> = (0..10_000)
        .flat_map(|number| format!("field{number}=x&").into_bytes())
        .collect();
    let part = b"--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
    let many_parts = part.repeat(10_000);
    let sized = |kind: &str, body: &[u8]| format!("{kind}content-length: {}\r\n", body.len());
    let claimed = format!("{form}content-length: 1073741824\r\n");
    vec![
        (
            "a chunked body without end",
            head("POST", "/en/call-me", &chunked),
            chunk,
            &["413"],
        ),
        (
            "a body of 1 GiB by its own word",
            head("POST", "/en/call-me", &claimed),
            vec![b'a'; 65_536],
            &["413"],
        ),
        (
            "10,000 fields",
            [
                head("POST", "/en/call-me", &sized(form, &fields)),
                fields.clone(),
            ]
            .concat(),
            Vec::new(),
            &["400", "413", "422"],
        ),
        (
            "10,000 parts",
            [
                head("POST", "/en/call-me", &sized(parts, &many_parts)),
                many_parts.clone(),
            ]
            .concat(),
            Vec::new(),
            &["400", "413", "415", "422"],
        ),
        (
            "a head of 64 KiB",
            head(
                "GET",
                "/en/call-me",
                &format!("x-long: {}\r\n", "a".repeat(65_536)),
            ),
            Vec::new(),
            &["431"],
        ),
        (
            "1,000 fields in a head",
            head("GET", "/en/call-me", &"x-many: 1\r\n".repeat(1_000)),
            Vec::new(),
            &["431"],
        ),
        (
            "a path of 40 KiB",
            head("GET", &format!("/{}", "a".repeat(40_960)), ""),
            Vec::new(),
            &["414", "431"],
        ),
        (
            "no request at all",
            b"\x16\x03\x01\x02\x00\r\n\r\n".to_vec(),
            Vec::new(),
            &["400"],
        ),
    ]
}

async fn odd_bodies(trial: Trial) -> Outcome {
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url);
    setup.add_staff().await;
    let mut desk = setup.serve().await;
    let together = trial.either(5, 20);
    // What a first visit takes is no waste.
    Form::CallMe.sent(desk.port).await;
    sends(&desk, 2).await;
    let usual = desk.status("VmRSS");
    let mut slowest = Duration::ZERO;
    for _ in 0..trial.rounds {
        slowest = slowest.max(sends(&desk, together).await);
    }
    let grown = desk.status("VmRSS").saturating_sub(usual) / 1_024;
    assert!(grown < 64, "the desk has grown by {grown} MiB");
    desk.assert_alive();
    Form::CallMe.sent(desk.port).await;
    assert_eq!(cluster.rows.count("referrals").await, 2, "only the honest");
    desk.stop(secs(40)).await;
    let limit = trial.either(secs(5), secs(1));
    assert!(
        slowest <= limit,
        "an answer took {} after the limit",
        told(slowest)
    );
    kept(
        format!(
            "{} kinds, {together} at once: 400, 413, 415, 422 or 431, and nothing stored",
            oddities().len()
        ),
        format!(
            "answered {} after the last byte at most; memory +{grown} MiB (limit 64)",
            told(slowest)
        ),
    )
}

/// Sends every oddity so many times at once; returns the longest wait for an answer.
async fn sends(desk: &Process, together: usize) -> Duration {
    let mut slowest = Duration::ZERO;
    for (what, first, again, right) in oddities() {
        let answers = join_all(
            (0..together).map(|_| Socket::answer_to(desk.port, first.clone(), again.clone())),
        );
        for (answer, took) in answers.await {
            let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
            assert!(
                right.contains(&status.as_str()),
                "{what}: answered {answer:?}"
            );
            slowest = slowest.max(took);
        }
    }
    slowest
}
