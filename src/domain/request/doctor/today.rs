//! Section 5: the patient today, what is asked of us, and how soon.

use serde::{Deserialize, Serialize};

use super::numbers::{number, parts};
use super::you::LINE_MAX;
use super::{Ask, CentralLine, FitToFly, Isolation, PatientPlace, Problem, Transfusion, Urgency};
use crate::domain::person::{FreeText, ParseError, masked_debug};
use crate::domain::priority::Priority;
use crate::domain::request::{FieldErrors, YesNo};

/// The section as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TodayForm {
    /// Code of [`Urgency`].
    pub urgency: String,
    /// Why it is urgent.
    pub urgency_reason: String,
    /// Code of [`PatientPlace`].
    pub whereabouts: String,
    /// Whether the patient has to be transferred: code of [`YesNo`].
    pub transfer: String,
    /// Codes of [`Ask`].
    pub asks: Vec<String>,
    /// Which trial.
    pub trial: String,
    /// Lansky or Karnofsky score.
    pub score: String,
    /// Codes of [`Problem`].
    pub problems: Vec<String>,
    /// More about the problems.
    pub problems_note: String,
    /// Weight in kilograms.
    pub weight: String,
    /// Code of [`FitToFly`].
    pub fly: String,
    /// What the patient must not be given.
    pub allergies: String,
    /// Codes of [`Isolation`].
    pub isolation: Vec<String>,
    /// Code of [`CentralLine`].
    pub line: String,
    /// Codes of [`Transfusion`].
    pub transfusions: Vec<String>,
    /// What would change the plan this week.
    pub changes: String,
}

/// The patient today, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Presentation {
    /// How soon the doctor needs us.
    pub urgency: Urgency,
    /// Where the patient is.
    pub place: PatientPlace,
    /// Whether a transfer is needed.
    pub transfer: Option<YesNo>,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// Lansky or Karnofsky score.
    pub score: Option<u8>,
    /// Problems there today.
    pub problems: Vec<Problem>,
    /// Weight in tenths of a kilogram.
    pub weight: Option<u16>,
    /// Whether the patient can fly.
    pub fly: Option<FitToFly>,
    /// Isolation.
    pub isolation: Vec<Isolation>,
    /// The central line.
    pub line: Option<CentralLine>,
    /// Transfusions.
    pub transfusions: Vec<Transfusion>,
}

masked_debug!(TodayForm, Presentation);

impl TodayForm {
    /// The most characters of an answer in words.
    pub const WORDS_MAX: usize = 1_000;

    /// True where something was told that a ward prepares for.
    pub fn tells_ward(&self) -> bool {
        let texts = [&self.allergies, &self.line];
        texts.iter().any(|text| !text.trim().is_empty())
            || !self.isolation.is_empty()
            || !self.transfusions.is_empty()
    }

    /// Checks the section.
    pub fn parse(&self) -> Result<Presentation, FieldErrors> {
        let mut errors = FieldErrors::default();
        let urgency = errors.needed_choice("urgency", &self.urgency, Urgency::from_code);
        self.check_reason(urgency, &mut errors);
        let place = errors.needed_choice("whereabouts", &self.whereabouts, PatientPlace::from_code);
        let transfer = errors.choice("transfer", &self.transfer, YesNo::from_code);
        if transfer.is_none() && place.is_some_and(|place| place != PatientPlace::Home) {
            errors.add("transfer", ParseError::Missing);
        }
        let asks = errors.choices("asks", &self.asks, Ask::ALL, Ask::code);
        if self.asks.is_empty() {
            errors.add("asks", ParseError::Missing);
        }
        errors.optional("trial", FreeText::parse(&self.trial, LINE_MAX));
        let score = self.score(&mut errors);
        let problems = self.problems(&mut errors);
        let weight = self.weight(&mut errors);
        let fly = errors.choice("fly", &self.fly, FitToFly::from_code);
        errors.optional("allergies", FreeText::parse(&self.allergies, LINE_MAX));
        let kinds = (Isolation::ALL, Isolation::code);
        let isolation = errors.choices("isolation", &self.isolation, kinds.0, kinds.1);
        none_alone("isolation", &isolation, &Isolation::None, &mut errors);
        let line = errors.choice("line", &self.line, CentralLine::from_code);
        let kinds = (Transfusion::ALL, Transfusion::code);
        let transfusions = errors.choices("transfusions", &self.transfusions, kinds.0, kinds.1);
        none_alone(
            "transfusions",
            &transfusions,
            &Transfusion::None,
            &mut errors,
        );
        errors.optional(
            "changes",
            FreeText::parse(&self.changes, TodayForm::WORDS_MAX),
        );
        let today = || {
            Some(Presentation {
                urgency: urgency?,
                place: place?,
                transfer,
                asks,
                score,
                problems,
                weight,
                fly,
                isolation,
                line,
                transfusions,
            })
        };
        let today = today();
        errors.finish(today)
    }

    /// Anything but the ordinary promise says why.
    fn check_reason(&self, urgency: Option<Urgency>, errors: &mut FieldErrors) {
        let reason = FreeText::parse(&self.urgency_reason, TodayForm::WORDS_MAX);
        if urgency.is_some_and(|urgency| urgency != Urgency::Standard) {
            errors.required("urgency_reason", reason);
        } else {
            errors.optional("urgency_reason", reason);
        }
    }

    /// Lansky and Karnofsky have steps of ten.
    fn score(&self, errors: &mut FieldErrors) -> Option<u8> {
        let named = ("score", "error-score");
        let score = number(&self.score, 10..=100, named, errors)?;
        if score.is_multiple_of(10) {
            return Some(score);
        }
        errors.add_key(named.0, named.1);
        None
    }

    fn problems(&self, errors: &mut FieldErrors) -> Vec<Problem> {
        let problems = errors.choices("problems", &self.problems, Problem::ALL, Problem::code);
        none_alone("problems", &problems, &Problem::None, errors);
        errors.optional(
            "problems_note",
            FreeText::parse(&self.problems_note, TodayForm::WORDS_MAX),
        );
        problems
    }

    /// Kilograms with one digit behind a point or comma at most, between half a kilogram and 300.
    fn weight(&self, errors: &mut FieldErrors) -> Option<u16> {
        let typed = self.weight.trim().to_lowercase();
        let typed = typed.trim_end_matches("kg").trim_end();
        if typed.is_empty() {
            return None;
        }
        let tenths = parts(typed, 1)
            .and_then(|tenths| u16::try_from(tenths).ok())
            .filter(|tenths| (5..=3_000).contains(tenths));
        if tenths.is_none() {
            errors.add_key("weight", "error-weight");
        }
        tenths
    }
}

/// "None of these" is an answer of its own.
fn none_alone<T: PartialEq>(field: &'static str, ticked: &[T], none: &T, errors: &mut FieldErrors) {
    if ticked.len() > 1 && ticked.contains(none) {
        errors.add_key(field, "error-none-alone");
    }
}

impl Urgency {
    /// Returns how soon a case needs a person where nothing else is known of it.
    pub fn priority(self) -> Priority {
        match self {
            Self::Emergency => Priority::Emergency,
            Self::Within72Hours => Priority::Urgent,
            Self::WithinWeek | Self::Standard => Priority::Standard,
        }
    }
}

impl Presentation {
    /// Returns how soon the case needs a person.
    ///
    /// "Within one week" is kept by the ordinary promise, a call within one business day: it is standard, and its
    /// reason is read with the case. Intensive care cannot wait, whatever was chosen.
    pub fn priority(&self) -> Priority {
        match (self.urgency.priority(), self.place) {
            (Priority::Standard, PatientPlace::IntensiveCare) => Priority::Urgent,
            (priority, _) => priority,
        }
    }
}
