//! The private link by which an adult comes back to a request: what it asks before it shows anything, and whether the
//! answer fits.
//!
//! Whoever found a phone or a mailbox has the link; only who knows the child answers. The exact birth date is asked where
//! we know it; else the end of the phone number, which fewer people can guess than a year; else what is on file at all.

use jiff::SignedDuration;

use super::person::{EmailAddress, PartialDate, ascii_digits, masked_debug};
use super::referral::{CaseFacts, ContactKind, ContactRecord};

/// How long a browser stays in after it answered.
pub const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long after that a page that was left open still sends what was written on it, once the question is answered anew.
pub const LEFT_OPEN: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How long a link leads to a case that has ended.
pub const KEPT_AFTER_END: SignedDuration = SignedDuration::from_hours(24 * 90);
/// Tries within one window.
pub const TRIES: i32 = 5;
/// Within which tries are counted.
pub const TRIES_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// What a link asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The child's birth date.
    Birth,
    /// The last four digits of the phone number that was given.
    PhoneEnd,
    /// The e-mail address that was given.
    Email,
}

/// What somebody answers.
#[derive(Clone, Default)]
pub struct LinkAnswer {
    /// A birth date, as far as it was understood.
    pub birth: Option<PartialDate>,
    /// The end of a phone number, as typed.
    pub phone_end: String,
    /// An e-mail address, as typed.
    pub email: String,
}

masked_debug!(LinkAnswer);

impl ContactKind {
    /// True for those who get a private link of their own as soon as there is a case.
    pub fn has_link(self) -> bool {
        self.is_family() || self == Self::Doctor
    }
}

impl Question {
    /// Chooses what is asked of somebody.
    pub fn of(facts: &CaseFacts, person: &ContactRecord) -> Self {
        let birth = facts.child.as_ref().and_then(|child| child.birth);
        match birth {
            Some(PartialDate::Full { .. } | PartialDate::YearMonth { .. }) => Self::Birth,
            _ if person.phone.is_some() => Self::PhoneEnd,
            Some(PartialDate::Year { .. }) => Self::Birth,
            _ => Self::Email,
        }
    }

    /// Returns whether the answer is the right one. What we know only in part is asked only in that part.
    pub fn fits(self, answer: &LinkAnswer, facts: &CaseFacts, person: &ContactRecord) -> bool {
        match self {
            Self::Birth => {
                let known = facts.child.as_ref().and_then(|child| child.birth);
                known
                    .zip(answer.birth)
                    .is_some_and(|(known, told)| same_as_known(known, told))
            }
            Self::PhoneEnd => person.phone.as_ref().is_some_and(|phone| {
                let mut told = ascii_digits(&answer.phone_end);
                told.retain(|sign| sign.is_ascii_digit());
                told.len() >= 4 && phone.expose_e164().ends_with(&told)
            }),
            Self::Email => {
                let told = EmailAddress::parse(&answer.email).ok();
                told.zip(person.email.as_ref())
                    .is_some_and(|(told, known)| {
                        told.expose_comparable() == known.expose_comparable()
                    })
            }
        }
    }
}

fn same_as_known(known: PartialDate, told: PartialDate) -> bool {
    let parts = |date: PartialDate| match date {
        PartialDate::Full { date } => Some((date.year(), Some(date.month()), Some(date.day()))),
        PartialDate::YearMonth { year, month } => Some((year, Some(month), None)),
        PartialDate::Year { year } => Some((year, None, None)),
        PartialDate::AboutYear { .. } | PartialDate::AboutAge { .. } => None,
    };
    let (Some(known), Some(told)) = (parts(known), parts(told)) else {
        return false;
    };
    known.0 == told.0
        && known.1.is_none_or(|month| told.1 == Some(month))
        && known.2.is_none_or(|day| told.2 == Some(day))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::person::{PersonName, Phone};
    use crate::domain::request::Child;

    fn facts(birth: Option<PartialDate>) -> CaseFacts {
        CaseFacts {
            child: Some(Child { name: None, birth }),
            ..CaseFacts::default()
        }
    }

    fn person(phone: &str, email: &str) -> ContactRecord {
        ContactRecord {
            phone: Phone::parse(phone).ok(),
            email: EmailAddress::parse(email).ok(),
            ..ContactRecord::named(ContactKind::Family, PersonName::parse("Rosa").unwrap())
        }
    }

    const YEAR: PartialDate = PartialDate::Year { year: 2016 };
    const MONTH: PartialDate = PartialDate::YearMonth {
        year: 2016,
        month: 3,
    };
    const DAY: PartialDate = PartialDate::Full {
        date: date(2016, 3, 27),
    };

    #[test]
    fn what_is_hardest_to_guess_is_asked() {
        let (both, mail) = (
            person("215-555-0142", "r@example.org"),
            person("", "r@example.org"),
        );
        for (birth, who, question) in [
            (Some(DAY), &both, Question::Birth),
            (Some(MONTH), &both, Question::Birth),
            (Some(YEAR), &both, Question::PhoneEnd),
            (Some(YEAR), &mail, Question::Birth),
            (
                Some(PartialDate::AboutYear { year: 2016 }),
                &both,
                Question::PhoneEnd,
            ),
            (None, &both, Question::PhoneEnd),
            (None, &mail, Question::Email),
        ] {
            assert_eq!(Question::of(&facts(birth), who), question, "{question:?}");
        }
    }

    #[test]
    fn a_birth_date_fits_as_far_as_we_know_it() {
        let who = person("215-555-0142", "");
        let told = |birth| LinkAnswer {
            birth: Some(birth),
            ..LinkAnswer::default()
        };
        let fits = |known, birth| Question::Birth.fits(&told(birth), &facts(Some(known)), &who);
        assert!(fits(DAY, DAY) && fits(MONTH, DAY) && fits(MONTH, MONTH) && fits(YEAR, DAY));
        assert!(!fits(DAY, MONTH) && !fits(DAY, YEAR) && !fits(MONTH, YEAR));
        let other = PartialDate::Full {
            date: date(2016, 4, 27),
        };
        assert!(!fits(DAY, other) && !fits(MONTH, other) && fits(YEAR, other));
        assert!(
            !Question::Birth.fits(&told(DAY), &facts(None), &who),
            "nothing fits nothing"
        );
        assert!(!Question::Birth.fits(&LinkAnswer::default(), &facts(Some(DAY)), &who));
    }

    #[test]
    fn four_digits_of_the_phone_fit_however_they_are_typed() {
        let who = person("215-555-0142", "");
        let fits = |typed: &str| {
            let answer = LinkAnswer {
                phone_end: typed.to_owned(),
                ..LinkAnswer::default()
            };
            Question::PhoneEnd.fits(&answer, &facts(None), &who)
        };
        assert!(fits("0142") && fits(" 01-42 ") && fits("٠١٤٢") && fits("215-555-0142"));
        assert!(!fits("142") && !fits("") && !fits("0143") && !fits("1420"));
    }

    #[test]
    fn an_address_fits_in_any_case() {
        let who = person("", "Rosa@example.org");
        let fits = |typed: &str| {
            let answer = LinkAnswer {
                email: typed.to_owned(),
                ..LinkAnswer::default()
            };
            Question::Email.fits(&answer, &facts(None), &who)
        };
        assert!(fits("rosa@EXAMPLE.org "));
        assert!(!fits("") && !fits("rosa@example.com"));
    }
}
