//! Forms that are filled in over several pages and kept in between.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::doctor::DoctorAnswers;
use super::{Answers, Asker, Whereabouts};
use crate::coded;
use crate::domain::person::ascii_digits;

coded! {
    /// Which form a draft is of: a browser may hold one of each.
    pub enum DraftKind {
        /// The family's form.
        Family = "family",
        /// The doctor's form.
        Doctor = "doctor",
    }
}

/// Whose answers say that it cannot wait for the form: they call first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallFirst {
    /// The patient of a family is in intensive care.
    Family(Asker),
    /// A doctor chose "emergency".
    Doctor,
}

/// The answers of a form that is kept while it is filled in.
pub trait DraftAnswers: Default + Clone + Serialize + DeserializeOwned + Send + Sync {
    /// Which form it is.
    const KIND: DraftKind;

    /// Cuts each text to what a draft keeps.
    fn cut(&mut self);

    /// How whoever fills it in can be reached, as typed: phone and e-mail address.
    fn means(&self) -> [&str; 2];

    /// Who is told to call first; nobody where the form can wait.
    fn call_first(&self) -> Option<CallFirst>;

    /// Returns whether this is the phone number that was typed, or its last four digits, or the e-mail address.
    fn is_reached_by(&self, typed: &str) -> bool {
        let [phone, email] = self.means().map(str::trim);
        let (typed, digits) = (typed.trim(), digits_of(typed));
        let by_phone = digits.len() >= 4 && !typed.contains('@');
        (by_phone && digits_of(phone).ends_with(&digits))
            || (typed.contains('@') && typed.to_lowercase() == email.to_lowercase())
    }
}

fn digits_of(text: &str) -> String {
    let mut digits = ascii_digits(text);
    digits.retain(|sign| sign.is_ascii_digit());
    digits
}

impl DraftAnswers for Answers {
    const KIND: DraftKind = DraftKind::Family;

    fn cut(&mut self) {
        Answers::cut(self);
    }

    fn means(&self) -> [&str; 2] {
        [&self.reach.phone, &self.reach.email]
    }

    fn call_first(&self) -> Option<CallFirst> {
        let urgent = self.situation.place == Whereabouts::IntensiveCare.code();
        urgent.then(|| CallFirst::Family(self.asker()))
    }
}

impl DraftAnswers for DoctorAnswers {
    const KIND: DraftKind = DraftKind::Doctor;

    fn cut(&mut self) {
        DoctorAnswers::cut(self);
    }

    fn means(&self) -> [&str; 2] {
        [&self.you.clinician_phone, &self.you.clinician_email]
    }

    fn call_first(&self) -> Option<CallFirst> {
        self.is_emergency().then_some(CallFirst::Doctor)
    }
}
