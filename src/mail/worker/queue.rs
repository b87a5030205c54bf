//! What the worker needs of the outbox. The desk is the one of the product; tests bring a small one.

use tokio::sync::Notify;
use uuid::Uuid;

use crate::db::DbError;
use crate::usecases::{ClaimedMail, Desk, SendOutcome};

/// An outbox.
pub trait Queue: Send + Sync + 'static {
    /// Why the outbox could not be reached.
    type Error: std::error::Error + Send + 'static;
    /// Takes up to `limit` mails that are due, under a lease.
    fn claim(
        &self,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<ClaimedMail>, Self::Error>> + Send;
    /// Writes down what became of claimed mails, all or none.
    fn settle(
        &self,
        ended: &[(ClaimedMail, SendOutcome)],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Renews leases, given as rows and leases; returns the rows that are still ours.
    fn renew(
        &self,
        held: &[(Uuid, Uuid)],
    ) -> impl Future<Output = Result<Vec<Uuid>, Self::Error>> + Send;
    /// Says that a worker is at work.
    fn beat(&self, worker: Uuid) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Says that a worker has stopped.
    fn end_beat(&self, worker: Uuid) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Says when something new may be there.
    fn wake(&self) -> &Notify;
}

impl Queue for Desk {
    type Error = DbError;

    async fn claim(&self, limit: i64) -> Result<Vec<ClaimedMail>, DbError> {
        self.claim_mail(limit).await
    }

    async fn settle(&self, ended: &[(ClaimedMail, SendOutcome)]) -> Result<(), DbError> {
        self.settle_mails(ended).await
    }

    async fn renew(&self, held: &[(Uuid, Uuid)]) -> Result<Vec<Uuid>, DbError> {
        self.renew_mail(held).await
    }

    async fn beat(&self, worker: Uuid) -> Result<(), DbError> {
        Desk::beat(self, worker).await
    }

    async fn end_beat(&self, worker: Uuid) -> Result<(), DbError> {
        Desk::end_beat(self, worker).await
    }

    fn wake(&self) -> &Notify {
        self.mail_wake()
    }
}
