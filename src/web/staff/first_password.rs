//! Where an invitation leads: the first password of a new account, or a new one after a reset.

use askama::Template;

use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;

/// Is the page that opens an account.
#[derive(Template)]
#[template(path = "staff/first_password.html")]
pub struct FirstPasswordPage {
    pub shell: StaffShell,
    /// Where the form posts to: the invitation's own address.
    pub action: String,
    pub errors: Vec<SummaryError>,
    pub new_error: Option<String>,
    pub again_error: Option<String>,
}

impl FirstPasswordPage {
    /// Returns a made-up page with an error.
    pub fn sample() -> Self {
        let words = "Choose a password that is harder to guess".to_owned();
        Self {
            shell: StaffShell {
                staff_name: String::new(),
                ..StaffShell::sample("")
            },
            action: "/staff/invitations/x".into(),
            errors: vec![SummaryError::new("new", words.clone())],
            new_error: Some(words),
            again_error: None,
        }
    }
}
