//! Small display-ready values that the shared template macros (`templates/components`) read.
//! They hold finished texts only; what they mean is decided by the page that fills them.

/// Is one radio, tick-box or select option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    /// Returns an option without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            chosen,
        }
    }

    /// Returns the same option with a line of explanation below its label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Is one line of the error summary: the control to go to and what to do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryError {
    pub target: String,
    pub text: String,
}

impl SummaryError {
    /// Returns a line that leads to the control with the id `target`.
    pub fn new(target: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            text: text.into(),
        }
    }
}
