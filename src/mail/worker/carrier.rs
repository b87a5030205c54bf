//! Brings one claimed mail to its end: write it, send it with no transaction open, say what became of it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt as _;

use super::held::Held;
use super::ledger::Ledger;
use super::queue::Queue;
use crate::mail::compose::{ComposeError, Composer};
use crate::mail::transport::{SendError, Transport};
use crate::support::clock::Clock;
use crate::usecases::{ClaimedMail, SendOutcome};

/// What every mail of a worker needs.
pub(super) struct Carrier<Q> {
    pub queue: Arc<Q>,
    pub composer: Composer,
    pub transport: Transport,
    pub clock: Clock,
    pub held: Held,
}

/// How the worker's part of one mail ended.
pub(super) struct Ended {
    pub settled: bool,
    pub relay_is_away: bool,
}

impl<Q: Queue> Carrier<Q> {
    /// Takes up to so many mails.
    pub async fn take(&self, most: usize) -> Result<Vec<ClaimedMail>, Q::Error> {
        let asked = Instant::now();
        let claimed = self.queue.claim(i64::try_from(most).unwrap_or(1)).await;
        match &claimed {
            Ok(mails) => self.held.take(mails, asked),
            Err(error) => tracing::warn!(
                error = error as &dyn std::error::Error,
                "the outbox could not be read; trying again soon"
            ),
        }
        claimed
    }

    /// Brings one mail to its end.
    pub async fn deliver(self: Arc<Self>, mail: ClaimedMail, ledger: Ledger) -> Ended {
        if !self.held.is_ours(&mail, Instant::now()) {
            tracing::warn!(mail = %mail.id, "a mail is left alone: its lease may have run out");
            self.held.release(&mail);
            return Ended {
                settled: false,
                relay_is_away: false,
            };
        }
        let begun = Instant::now();
        let outcome = self.attempt_unharmed(&mail).await;
        self.tell(&mail, &outcome, begun);
        let relay_is_away = matches!(outcome, SendOutcome::Unreachable { .. });
        let settled = self.end(mail, outcome, &ledger).await;
        Ended {
            settled,
            relay_is_away,
        }
    }

    /// Gives a mail back that nobody has tried yet.
    pub async fn give_back(self: Arc<Self>, mail: ClaimedMail, why: &'static str, ledger: Ledger) {
        self.end(mail, SendOutcome::NotTried { why }, &ledger).await;
    }

    async fn end(&self, mail: ClaimedMail, outcome: SendOutcome, ledger: &Ledger) -> bool {
        let settled = ledger.write(mail.clone(), outcome).await;
        self.held.release(&mail);
        settled
    }

    fn tell(&self, mail: &ClaimedMail, outcome: &SendOutcome, begun: Instant) {
        let name = outcome_name(outcome);
        tracing::info!(mail = %mail.id, notice = mail.notice.code(), attempt = mail.attempt, outcome = name, "mail attempted");
        metrics::counter!("intake_mails_total", "outcome" => name).increment(1);
        metrics::histogram!("intake_mail_attempt_seconds", "outcome" => name)
            .record(begun.elapsed());
        if matches!(outcome, SendOutcome::Sent { .. }) {
            let late = self.clock.now().duration_since(mail.wanted_at);
            metrics::histogram!("intake_mail_delay_seconds").record(late.as_secs_f64().max(0.0));
        }
    }

    /// Attempts one mail; one that makes our own code panic must not take the others with it.
    async fn attempt_unharmed(&self, mail: &ClaimedMail) -> SendOutcome {
        let attempt = AssertUnwindSafe(self.attempt(mail)).catch_unwind().await;
        attempt.unwrap_or_else(|_| {
            tracing::error!(mail = %mail.id, "attempting a mail panicked");
            SendOutcome::Unwritable {
                why: "our own program failed at it".to_owned(),
            }
        })
    }

    async fn attempt(&self, mail: &ClaimedMail) -> SendOutcome {
        if !mail.still_wanted {
            return SendOutcome::Skipped {
                why: "the request no longer calls for it",
            };
        }
        let composed = match self.composer.compose(mail, self.clock.now()) {
            Ok(composed) => composed,
            Err(error) => return unwritable(mail, &error),
        };
        match self.transport.send(&composed).await {
            Ok(reply) => SendOutcome::Sent { reply },
            Err(SendError::Unreachable(reply)) => SendOutcome::Unreachable { reply },
            Err(SendError::Transient(reply)) => SendOutcome::Transient { reply },
            Err(SendError::Permanent(reply)) => SendOutcome::Permanent { reply },
        }
    }
}

/// Only a wrong address is for ever; our own mistakes are repaired by the next release.
fn unwritable(mail: &ClaimedMail, error: &ComposeError) -> SendOutcome {
    let reply = error.to_string();
    if matches!(error, ComposeError::Recipient) {
        return SendOutcome::Permanent { reply };
    }
    tracing::error!(mail = %mail.id, error = error as &dyn std::error::Error, "a mail could not be written");
    SendOutcome::Unwritable { why: reply }
}

fn outcome_name(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Sent { .. } => "sent",
        SendOutcome::Unreachable { .. } => "unreachable",
        SendOutcome::Transient { .. } => "transient",
        SendOutcome::Unwritable { .. } => "unwritable",
        SendOutcome::Permanent { .. } => "permanent",
        SendOutcome::Skipped { .. } => "skipped",
        SendOutcome::NotTried { .. } => "not_tried",
    }
}
