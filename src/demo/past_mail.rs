//! The mails of the demo's past. They left at their time and are settled as sent, so that the mailbox of a fresh demo
//! holds what happens from now on, and no mail of last week seems to be late. One came back, to show what is done then.
//! The last minutes are left to the worker.

use futures_util::future::try_join_all;
use jiff::SignedDuration;

use crate::db::DbError;
use crate::domain::notice::Notice;
use crate::usecases::{Desk, SendOutcome};

/// What is younger is left to the worker; it stays below the age at which a waiting mail raises an alarm.
pub const RECENT: SignedDuration = SignedDuration::from_mins(9);
/// How many mails are taken at once.
const AT_ONCE: i64 = 8;

/// The one mail that came back, so that the demo shows what is done then.
const CAME_BACK: (&str, Notice) = ("brigid.oneill@example.org", Notice::FamilyPromiseMissed);

/// Settles every mail that was due by the desk's clock.
pub async fn settle(desk: &Desk) -> Result<(), DbError> {
    loop {
        let mails = desk.claim_mail(AT_ONCE).await?;
        if mails.is_empty() {
            return Ok(());
        }
        try_join_all(mails.iter().map(|mail| {
            let outcome = if (mail.to_address.as_str(), mail.notice) == CAME_BACK {
                SendOutcome::Permanent {
                    reply: "550 5.1.1 no such mailbox here".to_owned(),
                }
            } else if mail.still_wanted {
                SendOutcome::Sent {
                    reply: "sent before this demo began".to_owned(),
                }
            } else {
                SendOutcome::Skipped {
                    why: "the request no longer calls for it",
                }
            };
            desk.settle_mail(mail, outcome)
        }))
        .await?;
    }
}
