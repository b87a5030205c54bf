//! An outbox full of mails, made from real ones, with a relay to empty it into; and what must be true in the end.

use std::collections::BTreeSet;
use std::time::Duration;

use super::relay::Relay;
use crate::ground::cluster::Cluster;
use crate::ground::people::requests::Form;
use crate::ground::place::Place;
use crate::ground::process::Setup;
use crate::ground::rows::Rows;
use crate::ground::wait::until;

/// A programme with one case, whose own mails are settled, and no process running.
pub struct Outbox {
    /// How to start processes on it.
    pub setup: Setup,
    /// What stands in it.
    pub rows: Rows,
    /// The staff's links to their first passwords.
    pub links: Vec<String>,
    _cluster: Cluster,
    _place: Place,
}

impl Outbox {
    /// Makes the programme; its processes will send to this relay.
    pub async fn sending_to(relay: &Relay) -> Self {
        let place = Place::new();
        let cluster = Cluster::start(&place.join("db")).await;
        let setup = Setup::on(&place, &cluster.url).mailing_to(relay.port);
        let links = setup.add_staff().await;
        let desk = Setup::on(&place, &cluster.url).serve().await;
        Form::family().sent(desk.port).await;
        desk.stop(Duration::from_secs(40)).await;
        let rows = cluster.rows.clone();
        // Its own mails have gone into the demo's mailbox or still wait; the relay is to see those of the trial only.
        rows.run("UPDATE outbox SET status = 'skipped', lease = NULL, lease_until = NULL, settled_at = now()")
            .await;
        Self {
            setup,
            rows,
            links,
            _cluster: cluster,
            _place: place,
        }
    }

    /// Puts in so many mails that are due now, each like the one to the intake team.
    pub async fn fill(&self, mails: u32) {
        let columns = "referral_id, notice, staff_id, contact_id, reason, language";
        let sql = format!(
            "INSERT INTO outbox (id, {columns}, due_at, wanted_at, created_at)
             SELECT gen_random_uuid(), {columns}, now(), now(), now()
             FROM (SELECT {columns} FROM outbox WHERE notice = 'intake_new_request' LIMIT 1) o, generate_series(1, {mails})"
        );
        assert_eq!(self.rows.run(&sql).await, u64::from(mails));
    }

    /// Waits until nothing is left to send; returns how long that took.
    pub async fn is_emptied(&self, limit: Duration) -> Duration {
        until("the outbox is empty", limit, async || {
            self.unsettled().await == 0
        })
        .await
    }

    /// How many mails wait or are on their way.
    pub async fn unsettled(&self) -> usize {
        self.rows
            .count("outbox WHERE status IN ('waiting', 'sending')")
            .await
    }

    /// Panics unless the relay was handed each mail that counts as sent, under its own id, and nothing else.
    pub async fn assert_each_arrived(&self, relay: &Relay) {
        let sent = "SELECT id::text FROM outbox WHERE status = 'sent'";
        let sent: BTreeSet<String> = self.rows.texts(sent).await.into_iter().collect();
        let own = |id: &String| id.split('@').next().unwrap_or_default().to_owned();
        let arrived: BTreeSet<String> = relay.distinct().iter().map(own).collect();
        let lost: Vec<_> = sent.difference(&arrived).collect();
        assert!(lost.is_empty(), "sent, but never arrived: {lost:?}");
        let strange: Vec<_> = arrived.difference(&sent).collect();
        assert!(strange.is_empty(), "arrived, but not sent: {strange:?}");
    }
}
