//! What was typed into one small form of the case page, kept when the form comes back.

use crate::web::components::{Choice, SummaryError};
use crate::web::staff::case::page::{FieldView, FormView};

/// Holds the values and complaints of one form; empty for a page that is shown for the first time.
#[derive(Clone, Default)]
pub struct Entries {
    /// The form's id on the page.
    pub form: String,
    values: Vec<(&'static str, String)>,
    errors: Vec<(&'static str, String)>,
}

impl Entries {
    /// Returns the entries of the form with this id.
    pub fn of(form: impl Into<String>) -> Self {
        Self {
            form: form.into(),
            ..Self::default()
        }
    }

    /// Keeps what was typed into a field.
    #[must_use]
    pub fn keep(mut self, name: &'static str, value: &str) -> Self {
        self.values.push((name, value.to_owned()));
        self
    }

    /// Keeps everything that was ticked in a field.
    #[must_use]
    pub fn keep_all(mut self, name: &'static str, values: &[String]) -> Self {
        let values = values.iter().map(|value| (name, value.clone()));
        self.values.extend(values);
        self
    }

    /// Adds a complaint about a field.
    pub fn complain(&mut self, name: &'static str, text: impl Into<String>) {
        self.errors.push((name, text.into()));
    }

    /// Returns what was typed into a field.
    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Tells whether nothing is wrong.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns the lines of the error summary.
    pub fn summary(&self) -> Vec<SummaryError> {
        let line = |(name, text): &(&'static str, String)| {
            SummaryError::new(format!("{}-{name}", self.form), text.clone())
        };
        self.errors.iter().map(line).collect()
    }

    /// Fills a form with what was typed, and opens it. Other forms are left alone.
    pub fn fill(&self, form: &mut FormView) {
        if form.id != self.form {
            return;
        }
        form.open = true;
        for field in &mut form.fields {
            self.fill_field(field);
        }
    }

    fn fill_field(&self, field: &mut FieldView) {
        let kept = self.values.iter().filter(|(name, _)| *name == field.name);
        let kept: Vec<&String> = kept.map(|(_, value)| value).collect();
        if let Some(first) = kept.first() {
            field.value.clone_from(first);
            for option in &mut field.options {
                option.chosen = kept.contains(&&option.value);
            }
        }
        let error = self.errors.iter().find(|(name, _)| *name == field.name);
        field.error = error.map(|(_, text)| text.clone());
    }
}

impl FormView {
    /// Returns a form without fields.
    pub fn new(id: impl Into<String>, label: impl Into<String>, action: &'static str) -> Self {
        let label = label.into();
        Self {
            id: id.into(),
            button: label.clone(),
            label,
            action,
            ..Self::default()
        }
    }

    /// Adds a value that travels unseen.
    #[must_use]
    pub fn hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// Adds a field; its id is the form's id and its name.
    #[must_use]
    pub fn field(
        mut self,
        kind: &'static str,
        name: &'static str,
        label: &str,
        hint: &str,
    ) -> Self {
        let (label, hint) = (label.to_owned(), hint.to_owned());
        self.fields.push(FieldView {
            id: format!("{}-{name}", self.id),
            name,
            kind,
            label,
            hint,
            ..FieldView::default()
        });
        self
    }

    /// Adds a field with choices.
    #[must_use]
    pub fn choices(
        mut self,
        kind: &'static str,
        name: &'static str,
        label: &str,
        options: Vec<Choice>,
    ) -> Self {
        self = self.field(kind, name, label, "");
        if let Some(field) = self.fields.last_mut() {
            field.options = options;
        }
        self
    }

    /// Names the button.
    #[must_use]
    pub fn button(mut self, label: &str) -> Self {
        label.clone_into(&mut self.button);
        self
    }

    /// Says what to know before pressing.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        note.clone_into(&mut self.note);
        self
    }
}
