//! Tells whoever answers for a case that something came from outside, once for all that comes within the hour.

use jiff::SignedDuration;
use sqlx::PgConnection;

use crate::db::DbError;
use crate::db::mail::{of_case, outbox};
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::referral::Referral;
use crate::usecases::Desk;

/// Within this time one mail says it for all.
const TOLD_ONCE: SignedDuration = SignedDuration::from_hours(1);

impl Desk {
    /// Tells whoever answers for the case, unless they were told within the hour.
    pub(super) async fn tell_owner_once(
        &self,
        conn: &mut PgConnection,
        case: &Referral,
        notice: Notice,
        reason: &str,
    ) -> Result<(), DbError> {
        let now = self.now();
        let owner = case.owner.unwrap_or(case.fallback_owner);
        if of_case::was_told(conn, case.id, owner, notice, now - TOLD_ONCE).await? {
            return Ok(());
        }
        let mail = Mail {
            notice,
            to: Recipient::Staff(owner),
            language: "en".to_owned(),
            reason: reason.to_owned(),
            due_at: now,
        };
        outbox::insert_mails(conn, case.id, &[mail], now).await
    }
}
