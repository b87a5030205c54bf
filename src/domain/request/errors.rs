//! Which answers of a page were not taken, and why, in the order of the page.

use crate::domain::person::ParseError;

/// One answer that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The control that the message leads to.
    pub field: &'static str,
    /// The question in words: the catalogue has its name under `field-…`.
    pub label: &'static str,
    /// The catalogue key of the message.
    pub key: String,
    /// Values of the message. The page adds `what`, the name of the field.
    pub args: Vec<(&'static str, String)>,
}

/// The answers of one page that were not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Returns whether all answers were taken.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the errors, in the order of the page.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    /// Returns the first error of a control.
    pub fn of(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    /// Records why a control's answer was not taken.
    pub fn add(&mut self, field: &'static str, error: ParseError) {
        self.add_for(field, field, error);
    }

    /// Records an error of a control that is part of a larger question, like a date's month.
    pub fn add_for(&mut self, field: &'static str, label: &'static str, error: ParseError) {
        let key = match error {
            ParseError::Missing => format!("error-{label}-missing"),
            _ => format!("error-{}", error.code()),
        };
        let args = match error {
            ParseError::TooLong { max } => vec![("max", max.to_string())],
            _ => Vec::new(),
        };
        self.0.push(FieldError {
            field,
            label,
            key,
            args,
        });
    }

    /// Records an error that has words of its own.
    pub fn add_key(&mut self, field: &'static str, key: &str) {
        self.0.push(FieldError {
            field,
            label: field,
            key: key.to_owned(),
            args: Vec::new(),
        });
    }

    /// Records an error that has words of its own, of a control that is part of a larger question.
    pub fn add_key_for(&mut self, field: &'static str, label: &'static str, key: &str) {
        self.add_key(field, key);
        if let Some(added) = self.0.last_mut() {
            added.label = label;
        }
    }

    /// Takes an answer that must be given.
    pub(in crate::domain::request) fn required<T>(
        &mut self,
        field: &'static str,
        parsed: Result<T, ParseError>,
    ) -> Option<T> {
        parsed.map_err(|error| self.add(field, error)).ok()
    }

    /// Takes an answer that may be left out.
    pub(in crate::domain::request) fn optional<T>(
        &mut self,
        field: &'static str,
        parsed: Result<T, ParseError>,
    ) -> Option<T> {
        match parsed {
            Err(ParseError::Missing) => None,
            parsed => self.required(field, parsed),
        }
    }

    /// Takes a choice that may be left out.
    pub(in crate::domain::request) fn choice<T>(
        &mut self,
        field: &'static str,
        raw: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Option<T> {
        if raw.is_empty() {
            return None;
        }
        self.required(field, from_code(raw).ok_or(ParseError::NotAChoice))
    }

    /// Takes a choice of one row of a question that repeats: the row's control, and the name they share.
    pub(in crate::domain::request) fn row_choice<T>(
        &mut self,
        (field, label): (&'static str, &'static str),
        raw: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let chosen = from_code(raw);
        if chosen.is_none() && !raw.is_empty() {
            self.add_for(field, label, ParseError::NotAChoice);
        }
        chosen
    }

    /// Takes an answer of one row that may be left out.
    pub(in crate::domain::request) fn row_optional<T>(
        &mut self,
        (field, label): (&'static str, &'static str),
        parsed: Result<T, ParseError>,
    ) -> Option<T> {
        match parsed {
            Ok(taken) => Some(taken),
            Err(ParseError::Missing) => None,
            Err(error) => {
                self.add_for(field, label, error);
                None
            }
        }
    }

    /// Takes a choice that must be made.
    pub(in crate::domain::request) fn needed_choice<T>(
        &mut self,
        field: &'static str,
        raw: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Option<T> {
        if raw.is_empty() {
            self.add(field, ParseError::Missing);
            return None;
        }
        self.choice(field, raw, from_code)
    }

    /// Takes the ticked ones of several choices, each once, in the order of the page.
    pub(in crate::domain::request) fn choices<T: Copy>(
        &mut self,
        field: &'static str,
        raw: &[String],
        all: &[T],
        code: fn(T) -> &'static str,
    ) -> Vec<T> {
        let known = |typed: &String| all.iter().any(|one| code(*one) == typed);
        if !raw.iter().all(known) {
            self.add(field, ParseError::NotAChoice);
        }
        let ticked = |one: &T| raw.iter().any(|typed| typed == code(*one));
        all.iter().copied().filter(ticked).collect()
    }

    /// Takes a tick-box, whose only value is `yes`.
    pub(in crate::domain::request) fn tick(&mut self, field: &'static str, raw: &str) -> bool {
        match raw {
            "" => false,
            "yes" => true,
            _ => {
                self.add(field, ParseError::NotAChoice);
                false
            }
        }
    }

    /// Returns the value where nothing was refused. `None` without an error cannot be.
    pub(in crate::domain::request) fn finish<T>(self, value: Option<T>) -> Result<T, FieldErrors> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

impl<'a> IntoIterator for &'a FieldErrors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
