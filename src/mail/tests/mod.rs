//! What mails say, what they never say, and that the worker brings every one of them to an end.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene should stop"
)]

mod letters;
mod worker;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Composed, Composer, MailSettings};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::request::ResumeCode;
use crate::support::ids::Token;
use crate::support::words::Language;
use crate::usecases::link::practice::PracticeLink;
use crate::usecases::{ClaimedMail, UnfinishedForm};

fn settings() -> MailSettings {
    MailSettings {
        from_name: "Riverside Children's Hospital".to_owned(),
        from_address: "desk@riverside.example.org".to_owned(),
        base_url: "https://desk.riverside.example.org/".to_owned(),
        phone: "555-0100".to_owned(),
        zone: "America/New_York".to_owned(),
    }
}

fn composer() -> Composer {
    Composer::new(settings()).unwrap()
}

fn now() -> Timestamp {
    "2026-03-02T15:04:05Z".parse().unwrap()
}

pub(super) fn claimed(notice: Notice, language: Language) -> ClaimedMail {
    ClaimedMail {
        id: Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001),
        lease: Uuid::nil(),
        attempt: 1,
        failures: 0,
        notice,
        language,
        to_name: Some("Sentinella Vornamova".to_owned()),
        to_address: "rosa@example.org".to_owned(),
        reference: "RL-7KX2-94Q".to_owned(),
        referral: Some(Uuid::nil()),
        form: notice.is_of_form().then(|| UnfinishedForm {
            code: ResumeCode::parse("258B-EHMQ-TX").filter(|_| notice == Notice::DraftCode),
            until: "2026-04-01T15:04:05Z".parse().unwrap(),
        }),
        to_family: notice.is_for_family(),
        link: notice.is_for_family().then(|| Token::derived([7; 32])),
        patients: (notice == Notice::DoctorPatients).then(|| PracticeLink {
            contact: Uuid::nil(),
            proof: Token::derived([7; 32]),
        }),
        due_at: Some("2026-03-03T22:00:00Z".parse().unwrap()),
        priority: Priority::Standard,
        still_wanted: true,
        wanted_at: now(),
    }
}

fn compose(mail: &ClaimedMail) -> Composed {
    composer().compose(mail, now()).unwrap()
}
