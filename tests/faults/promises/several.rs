//! Several sites and workers on one PostgreSQL, with clocks that disagree: together they are one desk.

use std::time::Duration;

use futures_util::FutureExt as _;

use crate::ground::cluster::Cluster;
use crate::ground::figures::told;
use crate::ground::people::ledger::Crowd;
use crate::ground::people::staff::{Staff, choose_password, sign_in};
use crate::ground::people::visitor::Visitor;
use crate::ground::place::Place;
use crate::ground::post::outbox::Outbox;
use crate::ground::post::relay::{Answer, Relay};
use crate::ground::process::{STAFF, Setup, faketime};
use crate::ground::wait::{secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R15",
        sentence: "Two sites and two workers on one PostgreSQL are one desk",
        lane: Lane::Waits,
        short: 1,
        full: 3,
        tried: |trial| one_desk(trial).boxed_local(),
    },
    Promise {
        number: "R16",
        sentence: "A machine whose clock is wrong by minutes or a day takes no mail, ends no session, dates no case wrongly",
        lane: Lane::Waits,
        short: 1,
        full: 2,
        tried: |trial| wrong_clocks(trial).boxed_local(),
    },
];

async fn one_desk(trial: Trial) -> Outcome {
    let relay = Relay::answering(|_, _| Answer::Slow(Duration::from_millis(20))).await;
    let outbox = Outbox::sending_to(&relay).await;
    let (setup, rows) = (&outbox.setup, &outbox.rows);
    let (one, two) = (setup.serve().await, setup.serve().await);
    let workers = [setup.worker(), setup.worker()];
    let mails = trial.either(200, 1_000);
    let mut sent = 0;
    for _ in 0..trial.rounds {
        let crowd = Crowd::start(&[one.port, two.port], 4);
        outbox.fill(mails).await;
        crowd.goes_on(8, secs(90)).await;
        let book = crowd.end().await;
        outbox.is_emptied(secs(300)).await;
        book.assert_answers(&[303, 503]);
        sent += book.acknowledged();
    }
    outbox.assert_each_arrived(&relay).await;
    assert_eq!(relay.doubled(), 0, "nobody was killed, and yet");
    rows.assert_whole().await;
    session_everywhere(&outbox, [one.port, two.port]).await;
    let tries = tries_until_refused([one.port, two.port]).await;
    for worker in workers {
        worker.stop(secs(40)).await;
    }
    one.stop(secs(40)).await;
    two.stop(secs(40)).await;
    kept(
        "each mail once; one session on both sites, ended on both; wrong passwords counted over both",
        format!(
            "{} mails, 0 doubled; {sent} requests over both; refused after {tries} wrong passwords in all (limit 10)",
            relay.handed().len()
        ),
    )
}

/// A session that was opened at one site is one at the other, and ends at both.
async fn session_everywhere(outbox: &Outbox, [one, two]: [u16; 2]) {
    choose_password(one, &outbox.links[0]).await;
    let mut staff = Staff::sign_in(one).await;
    staff.visitor.port = two;
    assert!(staff.page("/staff").await.contains("Today"));
    let left = staff.visitor.post("/staff/sign-out", &[]).await.unwrap();
    assert_eq!(left.status, 303, "{}", left.text);
    staff.visitor.port = one;
    assert_eq!(staff.page("/staff").await, "", "signed out at the other");
}

/// Wrong passwords, each at the other site than the one before; returns how many were heard.
async fn tries_until_refused(ports: [u16; 2]) -> usize {
    let (email, ..) = STAFF[1];
    for number in 0..=10 {
        let mut visitor = Visitor::at(ports[number % 2]);
        let page = sign_in(&mut visitor, email, "not the password at all").await;
        if page.status == 429 {
            return number;
        }
    }
    panic!("eleven wrong passwords were heard: each site counts for itself");
}

async fn wrong_clocks(trial: Trial) -> Outcome {
    if faketime().is_none() {
        return Outcome::Skipped("libfaketime is not installed".to_owned());
    }
    let relay = Relay::answering(|_, _| Answer::Slow(secs(1))).await;
    let place = Place::new();
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
    let links = setup.add_staff().await;
    let right = setup.serve().await;
    choose_password(right.port, &links[0]).await;
    let mut furthest = 0;
    for _ in 0..trial.rounds {
        let mut off = Vec::new();
        for shift in ["+5m", "-5m", "+1d", "-1d"] {
            off.push(setup.clone().at_another_time(shift).serve().await);
        }
        let mut ports: Vec<u16> = off.iter().map(|desk| desk.port).collect();
        ports.push(right.port);
        furthest = furthest.max(told_ahead(off[2].port).await);
        let crowd = Crowd::start(&ports, 5);
        let mut staff = Staff::sign_in(right.port).await;
        for port in ports.iter().chain(&ports) {
            staff.visitor.port = *port;
            assert!(staff.page("/staff").await.contains("Today"), "signed in");
        }
        let mut late = Staff::sign_in(off[3].port).await;
        late.visitor.port = off[2].port;
        assert!(late.page("/staff").await.contains("Today"), "signed in");
        crowd.goes_on(10, secs(90)).await;
        let book = crowd.end().await;
        book.assert_answers(&[303, 503]);
        until("no mail is left", secs(120), async || {
            let left = "outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= now()";
            cluster.rows.count(left).await == 0
        })
        .await;
        for desk in off {
            desk.stop(secs(40)).await;
        }
    }
    right.stop(secs(40)).await;
    assert_eq!(relay.doubled(), 0, "a lease was stolen");
    let wrong = "referrals WHERE abs(extract(epoch FROM now() - received_at)) > 600";
    assert_eq!(cluster.rows.count(wrong).await, 0, "cases of another day");
    let mails = "outbox WHERE abs(extract(epoch FROM settled_at - wanted_at)) > 200";
    assert_eq!(cluster.rows.count(mails).await, 0, "mails of another day");
    cluster.rows.assert_whole().await;
    let cases = cluster.rows.count("referrals").await;
    kept(
        "sites at +5 min, -5 min, +1 day, -1 day beside a right one; each signed in at, sent to, mailing",
        format!(
            "{cases} cases and {} mails of today, 0 doubled; told as {} ahead by its ready probe",
            relay.handed().len(),
            told(secs(furthest))
        ),
    )
}

/// By how many seconds a site says its machine is ahead.
async fn told_ahead(port: u16) -> u64 {
    let page = Visitor::at(port).get("/health/ready").await.unwrap();
    let told = page.between("\"clock_ahead_seconds\":", ",").unwrap();
    told.parse().unwrap()
}
