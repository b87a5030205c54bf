//! Tells whoever answers for a case that something came from outside, once for all that comes within the hour and waits with
//! it: what came before the last answer is another story.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;

use crate::db::DbError;
use crate::db::mail::{of_case, outbox};
use crate::domain::notice::Notice;
use crate::domain::referral::Referral;
use crate::domain::routing::mail_to;
use crate::domain::staff::StaffId;
use crate::usecases::Desk;
use crate::usecases::roster::load_directory;

/// Within this time one mail says it for all.
const TOLD_ONCE: SignedDuration = SignedDuration::from_hours(1);

impl Desk {
    /// Tells whoever answers for the case, unless it is they who did it, or they were told within the hour, and not before the
    /// wait began.
    pub(super) async fn tell_owner_once(
        &self,
        conn: &mut PgConnection,
        case: &Referral,
        notice: Notice,
        reason: &str,
        waits_since: Option<Timestamp>,
        by: Option<StaffId>,
    ) -> Result<(), DbError> {
        let now = self.now();
        let Some(directory) = load_directory(conn).await? else {
            tracing::error!("nobody is set to answer: what came is told to nobody");
            return Ok(());
        };
        let owner = case.responsible(&directory);
        if by == Some(owner) {
            return Ok(());
        }
        let after = now - TOLD_ONCE;
        let since = of_case::Since {
            after,
            not_before: waits_since.unwrap_or(after),
        };
        if of_case::was_told(conn, case.id, owner, notice, since).await? {
            return Ok(());
        }
        let mail = mail_to(owner, notice, reason.to_owned(), now);
        outbox::insert_mails(conn, case.id, &[mail], now).await
    }
}
