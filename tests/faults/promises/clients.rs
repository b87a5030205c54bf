//! Clients that are slow on purpose, and bodies without measure: each is let go in time, and honest people feel nothing.
//! `ground::socket` is one such client.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;

use crate::ground::cluster::Cluster;
use crate::ground::figures::{percentile, told};
use crate::ground::people::requests::Form;
use crate::ground::people::socket::{Kind, Socket, head};
use crate::ground::people::visitor::Visitor;
use crate::ground::place::Place;
use crate::ground::process::{Process, Setup};
use crate::ground::wait::{secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R13",
        sentence: "Slow clients of five kinds are let go in time and cost an honest visitor nothing",
        lane: Lane::WaitsThenMeasures,
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
        // What is added is the busy machine's.
        let limit = kind.limit() + trial.either(secs(5), secs(2));
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

/// What is sent first, what again and again until it is answered, and the answers that are right.
struct Oddity {
    what: &'static str,
    first: Vec<u8>,
    again: Vec<u8>,
    right: &'static [&'static str],
}

impl Oddity {
    fn new(what: &'static str, first: Vec<u8>, right: &'static [&'static str]) -> Self {
        Self {
            what,
            first,
            again: Vec::new(),
            right,
        }
    }

    /// A form with this body, as long as it says.
    fn form(what: &'static str, kind: &str, body: &[u8]) -> Self {
        let more = format!("{kind}content-length: {}\r\n", body.len());
        let first = [&head("POST", CALL_ME, &more)[..], body].concat();
        Self::new(what, first, &["400", "413", "415", "422"])
    }

    /// A form whose body goes on and on.
    fn endless(what: &'static str, length: &str, piece: Vec<u8>) -> Self {
        let first = head("POST", CALL_ME, &format!("{URLENCODED}{length}\r\n"));
        Self {
            again: piece,
            ..Self::new(what, first, &["413"])
        }
    }
}

const CALL_ME: &str = "/en/call-me";
const URLENCODED: &str = "content-type: application/x-www-form-urlencoded\r\n";
const MULTIPART: &str = "content-type: multipart/form-data; boundary=x\r\n";

fn oddities() -> [Oddity; 8] {
    let piece = vec![b'a'; 65_536];
    let chunk = [&b"10000\r\n"[..], &piece, b"\r\n"].concat();
    let field = |number| format!("field{number}=x&").into_bytes();
    let fields: Vec<u8> = (0..10_000).flat_map(field).collect();
    let parts = b"--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(10_000);
    let long = format!("x-long: {}\r\n", "a".repeat(65_536));
    let many = "x-many: 1\r\n".repeat(1_000);
    let far = format!("/{}", "a".repeat(40_960));
    let no_request = b"\x16\x03\x01\x02\x00\r\n\r\n".to_vec();
    [
        Oddity::endless("chunks without end", "transfer-encoding: chunked", chunk),
        Oddity::endless("1 GiB by its word", "content-length: 1073741824", piece),
        Oddity::form("10,000 fields", URLENCODED, &fields),
        Oddity::form("10,000 parts", MULTIPART, &parts),
        Oddity::new("a long head", head("GET", CALL_ME, &long), &["431"]),
        Oddity::new("a head of many", head("GET", CALL_ME, &many), &["431"]),
        Oddity::new("a long path", head("GET", &far, ""), &["414", "431"]),
        Oddity::new("no request at all", no_request, &["400"]),
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
    for odd in oddities() {
        let one = |_| Socket::answer_to(desk.port, odd.first.clone(), odd.again.clone());
        let answers = join_all((0..together).map(one));
        for (answer, took) in answers.await {
            let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
            assert!(
                odd.right.contains(&status.as_str()),
                "{}: answered {answer:?}",
                odd.what
            );
            slowest = slowest.max(took);
        }
    }
    slowest
}
