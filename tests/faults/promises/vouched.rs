//! Mail over STARTTLS with an account, against a relay that is not ours: it arrives sealed and signed in, or it waits.

use std::time::Duration;

use futures_util::FutureExt as _;

use crate::ground::figures::told;
use crate::ground::place::Place;
use crate::ground::post::outbox::Outbox;
use crate::ground::post::relay::Relay;
use crate::ground::post::well_kept::{ACCOUNT, Certificates, WellKept};
use crate::ground::process::Setup;
use crate::ground::wait::{secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

pub const PROMISES: &[Promise] = &[Promise {
    number: "R8",
    sentence: "Mail leaves by STARTTLS and an account to a relay its authority vouches for, or it waits",
    lane: Lane::Waits,
    short: 1,
    full: 3,
    tried: |trial| sealed_or_waiting(trial).boxed_local(),
}];

/// Mails of each round.
const MAILS: u32 = 5;

async fn sealed_or_waiting(trial: Trial) -> Outcome {
    let place = Place::new();
    let certificates = Certificates::make(place.path());
    let (vouched, open) = match (
        WellKept::start(Some(&certificates)).await,
        WellKept::start(None).await,
    ) {
        (Ok(vouched), Ok(open)) => (vouched, open),
        (Err(why), _) | (_, Err(why)) => return Outcome::Skipped(why),
    };
    let outbox = Outbox::sending_to(&Relay::taking_everything().await).await;
    let authority = certificates.path("authority.pem");
    let stranger = certificates.path("stranger.pem");
    let [_, password] = ACCOUNT;
    let wrong = [
        ("another authority", &vouched, &stranger, password),
        ("a wrong password", &vouched, &authority, "not the password"),
        ("no TLS to be had", &open, &authority, password),
    ];
    let mut longest = Duration::ZERO;
    for round in 0..trial.rounds {
        outbox.fill(MAILS).await;
        for (what, relay, authority, password) in wrong {
            is_refused(
                &outbox,
                what,
                &relay.settings(&outbox.setup, authority, password),
            )
            .await;
        }
        let sent = usize::try_from(round * MAILS).unwrap();
        assert_eq!(vouched.count("mail "), sent, "sent where it must not be");
        assert_eq!(open.count("mail "), 0, "sent in the open");
        assert!(vouched.count("refused") > 0, "the password was never asked");
        outbox
            .rows
            .run("UPDATE outbox SET due_at = now() WHERE status = 'waiting'")
            .await;
        let right = vouched.settings(&outbox.setup, &authority, password);
        let worker = right.worker();
        longest = longest.max(outbox.is_emptied(secs(90)).await);
        worker.stop(secs(40)).await;
    }
    let mails = vouched.lines("mail ");
    assert_eq!(mails.len(), usize::try_from(trial.rounds * MAILS).unwrap());
    let sealed = format!(" TLSv1.3 {}", ACCOUNT[0]);
    assert!(
        mails.iter().all(|mail| mail.ends_with(&sealed)),
        "{mails:?}"
    );
    kept(
        "aiosmtpd and openssl; with another authority, a wrong password or no TLS nothing is sent and no try is used up",
        format!(
            "{} mails, all by TLS 1.3 and signed in; after {} once the settings were right",
            mails.len(),
            told(longest)
        ),
    )
}

/// Tries with wrong settings until the relay, or the worker, has said no; nothing is used up by it.
async fn is_refused(outbox: &Outbox, what: &str, wrong: &Setup) {
    let rows = &outbox.rows;
    rows.run("UPDATE outbox SET last_reply = NULL, due_at = now() WHERE status = 'waiting'")
        .await;
    let worker = wrong.worker();
    until(what, secs(90), async || {
        rows.count("outbox WHERE status = 'waiting' AND last_reply IS NOT NULL")
            .await
            > 0
    })
    .await;
    worker.stop(secs(40)).await;
    let burnt = "outbox WHERE failures > 0 OR status = 'dead'";
    assert_eq!(rows.count(burnt).await, 0, "{what}: a mail pays for it");
}
