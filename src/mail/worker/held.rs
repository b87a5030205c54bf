//! The mails that this worker holds, and until when it may begin to send one.
//!
//! A worker that was frozen finds on waking that others have taken its mails over. So nothing is begun on a lease that
//! may have run out: the moment is kept on this machine's own steady clock, with a margin.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::usecases::ClaimedMail;

/// How long a lease is trusted after it was asked for; the database gives 60 seconds.
const TRUSTED: Duration = Duration::from_secs(50);

/// The held mails, by row.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<HashMap<Uuid, Hold>>);

#[derive(Debug)]
struct Hold {
    lease: Uuid,
    until: Instant,
}

impl Held {
    /// Notes mails that were claimed by a question asked at `asked`.
    pub fn take(&self, mails: &[ClaimedMail], asked: Instant) {
        let until = asked + TRUSTED;
        self.inside().extend(mails.iter().map(|mail| {
            let lease = mail.lease;
            (mail.id, Hold { lease, until })
        }));
    }

    /// Lists what is held, for renewal.
    pub fn leases(&self) -> Vec<(Uuid, Uuid)> {
        let inside = self.inside();
        inside.iter().map(|(id, hold)| (*id, hold.lease)).collect()
    }

    /// Notes which of the leases that were asked for at `asked` are renewed. The others are ours no longer: taken over,
    /// or called back because nobody must write to this family any more.
    pub fn renewed(&self, wanted: &[(Uuid, Uuid)], ours: &[Uuid], asked: Instant) {
        let mut inside = self.inside();
        for (id, lease) in wanted {
            let Some(hold) = inside.get_mut(id).filter(|hold| hold.lease == *lease) else {
                continue;
            };
            if ours.contains(id) {
                hold.until = asked + TRUSTED;
            } else {
                inside.remove(id);
            }
        }
    }

    /// True where the mail may be begun now.
    pub fn is_ours(&self, mail: &ClaimedMail, now: Instant) -> bool {
        self.inside()
            .get(&mail.id)
            .is_some_and(|hold| hold.lease == mail.lease && now < hold.until)
    }

    /// Lets a mail go.
    pub fn release(&self, mail: &ClaimedMail) {
        let mut inside = self.inside();
        if inside
            .get(&mail.id)
            .is_some_and(|hold| hold.lease == mail.lease)
        {
            inside.remove(&mail.id);
        }
    }

    fn inside(&self) -> MutexGuard<'_, HashMap<Uuid, Hold>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::Notice;
    use crate::mail::tests::claimed;
    use crate::support::words::Language;

    #[test]
    fn a_mail_that_was_called_back_is_not_begun() {
        let held = Held::default();
        let mail = claimed(Notice::FamilyReceipt, Language::En);
        let start = Instant::now();
        held.take(std::slice::from_ref(&mail), start);
        held.renewed(&held.leases(), &[], start);
        assert!(!held.is_ours(&mail, start));
    }

    #[test]
    fn nothing_is_begun_on_a_lease_that_may_have_run_out() {
        let held = Held::default();
        let mail = claimed(Notice::FamilyReceipt, Language::En);
        let start = Instant::now();
        held.take(std::slice::from_ref(&mail), start);
        assert!(held.is_ours(&mail, start + Duration::from_secs(49)));
        assert!(!held.is_ours(&mail, start + Duration::from_mins(3)));
        let asked = held.leases();
        held.renewed(&asked, &[mail.id], start + Duration::from_secs(45));
        assert!(held.is_ours(&mail, start + Duration::from_secs(90)));
        let other = ClaimedMail {
            lease: Uuid::from_u128(9),
            ..mail.clone()
        };
        assert!(
            !held.is_ours(&other, start),
            "another lease of the same row"
        );
        held.release(&mail);
        assert!(!held.is_ours(&mail, start));
        assert!(held.leases().is_empty());
    }
}
