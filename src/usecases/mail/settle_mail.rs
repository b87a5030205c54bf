//! The worker says what became of a mail. A refusal for good puts "phone them" on the case's record.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::claim_mail::ClaimedMail;
use crate::db::DbError;
use crate::db::audit::insert_events;
use crate::db::mail::settle::{self, Settled, Settlement};
use crate::domain::event::{Doer, Event, EventKind};
use crate::support::ids::random_bytes;
use crate::usecases::Desk;

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The server has taken it.
    Sent {
        /// What it said.
        reply: String,
    },
    /// No mail could be handed over; says nothing about this one.
    Unreachable {
        /// What happened.
        reply: String,
    },
    /// This mail was not taken now.
    Transient {
        /// What it said.
        reply: String,
    },
    /// We could not write it: a mistake of ours.
    Unwritable {
        /// What failed.
        why: String,
    },
    /// Never.
    Permanent {
        /// What it said.
        reply: String,
    },
    /// It was given back before anybody tried: the worker stops, or has found the relay away.
    NotTried {
        /// Why.
        why: &'static str,
    },
    /// It was not sent because the case no longer calls for it.
    Skipped {
        /// Why.
        why: &'static str,
    },
}

/// The first wait after a refusal; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait between two tries.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(30);
/// After so many failures to write it, a mail is given up and shown.
const MOST_UNWRITABLE: i32 = 5;
/// After this long a mail is given up and shown.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(72);

impl Desk {
    /// Settles a claimed mail. One that was taken over by another worker changes nothing.
    pub async fn settle_mail(
        &self,
        mail: &ClaimedMail,
        outcome: SendOutcome,
    ) -> Result<(), DbError> {
        self.settle_mails(&[(mail.clone(), outcome)]).await
    }

    /// Settles claimed mails, all in one transaction.
    pub async fn settle_mails(&self, ended: &[(ClaimedMail, SendOutcome)]) -> Result<(), DbError> {
        let now = self.now();
        let settled: Vec<Settled> = ended
            .iter()
            .map(|(mail, outcome)| {
                let (settlement, reply) = History::of(mail).settlement(outcome, now);
                Settled {
                    id: mail.id,
                    lease: mail.lease,
                    settlement,
                    reply,
                }
            })
            .collect();
        let mut tx = self.begin().await?;
        let done = settle::update_settled(&mut tx, &settled, now).await?;
        let mut refused = Vec::new();
        for ((mail, _), end) in ended.iter().zip(&settled) {
            if !done.contains(&mail.id) {
                tracing::warn!(mail.id = %mail.id, "a mail was taken over by another worker before it was settled");
            } else if let Some(referral) = mail.referral
                && end.settlement == Settlement::Dead
                && mail.to_family
            {
                let event = phone_them(referral, mail.id, now);
                refused.push(event.with("notice", mail.notice.code()));
            }
        }
        insert_events(&mut tx, &refused).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The event by which a case says that its family cannot be reached by mail.
pub(super) fn phone_them(referral: Uuid, mail: Uuid, now: Timestamp) -> Event {
    Event::of_case(referral, Doer::Clock, EventKind::MailRefused, now)
        .with("mail", mail.to_string())
}

/// How it has gone with a mail so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct History {
    /// How often it was refused, or could not be written.
    pub failures: i32,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

impl History {
    fn of(mail: &ClaimedMail) -> Self {
        Self {
            failures: mail.failures,
            wanted_at: mail.wanted_at,
        }
    }

    fn settlement(self, outcome: &SendOutcome, now: Timestamp) -> (Settlement, String) {
        match outcome {
            SendOutcome::Sent { reply } => (Settlement::Sent, clean(reply)),
            SendOutcome::Skipped { why } => (Settlement::Skipped, (*why).to_owned()),
            SendOutcome::Permanent { reply } => (Settlement::Dead, clean(reply)),
            SendOutcome::Unreachable { reply } => {
                (self.again(FIRST_WAIT, false, now), clean(reply))
            }
            SendOutcome::Transient { reply } => {
                (self.again(wait(self.failures + 1), true, now), clean(reply))
            }
            SendOutcome::Unwritable { why } => (self.unwritable(now), clean(why)),
            // Whatever its age: what nobody has tried is not given up.
            SendOutcome::NotTried { why } => (
                Settlement::Again {
                    due_at: now,
                    counts: false,
                },
                (*why).to_owned(),
            ),
        }
    }

    /// A mistake of ours is repaired by the next release, or given up after a few tries.
    pub(super) fn unwritable(self, now: Timestamp) -> Settlement {
        if self.failures + 1 >= MOST_UNWRITABLE {
            Settlement::Dead
        } else {
            self.again(wait(self.failures + 1), true, now)
        }
    }

    /// Tries again after a wait, unless the mail has been trying for too long.
    fn again(self, wait: SignedDuration, counts: bool, now: Timestamp) -> Settlement {
        if now.duration_since(self.wanted_at) > GIVE_UP {
            Settlement::Dead
        } else {
            Settlement::Again {
                due_at: now + wait,
                counts,
            }
        }
    }
}

/// 30 s, doubling, at most 30 min, each ±20 %.
fn wait(failure: i32) -> SignedDuration {
    let doublings = u32::try_from(failure.clamp(1, 12) - 1).unwrap_or_default();
    let full = FIRST_WAIT
        .saturating_mul(1_i32 << doublings)
        .min(LONGEST_WAIT);
    let [byte] = random_bytes::<1>();
    full * (80 + i32::from(byte) * 40 / 255) / 100
}

/// Server replies are shown to staff: one line, bounded, and without the address some servers repeat.
fn clean(reply: &str) -> String {
    reply
        .split_whitespace()
        .map(|word| {
            if word.contains('@') {
                "<address>"
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(300)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_half_an_hour() {
        for (attempt, seconds) in [
            (1, 30),
            (2, 60),
            (3, 120),
            (6, 960),
            (7, 1_800),
            (40, 1_800),
        ] {
            let waited = wait(attempt).as_secs_f64();
            let full = f64::from(seconds);
            assert!(
                (full * 0.79..=full * 1.21).contains(&waited),
                "attempt {attempt}: {waited}"
            );
        }
    }

    #[test]
    fn replies_lose_addresses_and_line_breaks() {
        assert_eq!(
            clean("550 5.1.1 <ana@example.org>:\r\n no such user"),
            "550 5.1.1 <address> no such user"
        );
        assert!(clean(&"x".repeat(5_000)).len() <= 300);
    }
}
