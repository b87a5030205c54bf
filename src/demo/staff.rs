//! The made-up staff of the demo, one per role and a second intake specialist and social worker.

use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::staff::Role;

/// A made-up staff member.
#[derive(Debug)]
pub struct DemoStaff {
    /// Their address.
    pub email: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they do.
    pub role: Role,
    /// Languages they speak beside English.
    pub speaks: &'static [&'static str],
    /// True while they are on call.
    pub on_call: bool,
    /// True for the one who answers for cases that nobody owns.
    pub fallback_owner: bool,
}

const fn person(
    email: &'static str,
    name: &'static str,
    role: Role,
    speaks: &'static [&'static str],
) -> DemoStaff {
    DemoStaff {
        email,
        name,
        role,
        speaks,
        on_call: false,
        fallback_owner: false,
    }
}

/// Everybody.
pub const STAFF: &[DemoStaff] = &[
    person(
        "intake@riverside.example.org",
        "Jordan Rivera",
        Role::Intake,
        &["es"],
    ),
    person(
        "intake2@riverside.example.org",
        "Priya Shah",
        Role::Intake,
        &[],
    ),
    DemoStaff {
        on_call: true,
        fallback_owner: true,
        ..person(
            "supervisor@riverside.example.org",
            "Ruth Adeyemi",
            Role::Supervisor,
            &[],
        )
    },
    DemoStaff {
        on_call: true,
        ..person(
            "reviewer@riverside.example.org",
            "Dr. Min-jun Kim",
            Role::Reviewer,
            &[],
        )
    },
    person(
        "coordinator@riverside.example.org",
        "Amara Okafor",
        Role::Coordinator,
        &[],
    ),
    person(
        "social@riverside.example.org",
        "Lee Nguyen",
        Role::SocialWorker,
        &["vi"],
    ),
    person(
        "social2@riverside.example.org",
        "Carmen Ortiz",
        Role::SocialWorker,
        &["es"],
    ),
    person(
        "insurance@riverside.example.org",
        "Tom Becker",
        Role::Insurance,
        &[],
    ),
    person(
        "finance@riverside.example.org",
        "Nadia Haddad",
        Role::Finance,
        &["ar"],
    ),
    person(
        "research@riverside.example.org",
        "Elena Popova",
        Role::Research,
        &["ru"],
    ),
    person(
        "privacy@riverside.example.org",
        "Grace Lindqvist",
        Role::Privacy,
        &[],
    ),
    person(
        "admin@riverside.example.org",
        "Sam Whitfield",
        Role::Admin,
        &[],
    ),
];

impl DemoStaff {
    /// Their password: made up, shown on the demo's sign-in page.
    pub fn password(&self) -> String {
        let account = self.email.split('@').next().unwrap_or_default();
        format!("demo {account} lantern meadow 27")
    }

    /// Their name as a value.
    pub fn person_name(&self) -> Option<PersonName> {
        PersonName::parse(self.name).ok()
    }

    /// Their address as a value.
    pub fn address(&self) -> Option<EmailAddress> {
        EmailAddress::parse(self.email).ok()
    }
}
