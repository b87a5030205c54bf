//! Sign-in by e-mail and password. One sentence for every refusal; the demonstration lists its people.

use askama::Template;

use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;

/// Is the sign-in page.
#[derive(Template)]
#[template(path = "staff/sign_in.html")]
pub struct SignInPage {
    pub shell: StaffShell,
    pub notice: String,
    pub next: String,
    pub email: String,
    pub errors: Vec<SummaryError>,
    pub email_error: Option<String>,
    pub password_error: Option<String>,
    /// Empty outside the demonstration.
    pub people: Vec<DemoPersonView>,
}

/// Is one person of the demonstration.
pub struct DemoPersonView {
    pub role: &'static str,
    pub name: String,
    pub email: String,
    pub password: String,
}

impl SignInPage {
    /// Returns a made-up page after a refusal.
    pub fn sample() -> Self {
        let words = "The e-mail and the password do not match an account".to_owned();
        let person = |role, name: &str| DemoPersonView {
            role,
            name: name.into(),
            email: "intake@riverside.example.org".into(),
            password: "quiet river lantern".into(),
        };
        Self {
            shell: StaffShell {
                staff_name: String::new(),
                ..StaffShell::sample("")
            },
            notice: "You were signed out after 15 minutes without work.".into(),
            next: "/staff/cases/RL-7KX2-94Q".into(),
            email: "intake@riverside.example.org".into(),
            errors: vec![SummaryError::new("email", words.clone())],
            email_error: Some(words),
            password_error: None,
            people: vec![
                person("Intake specialist", "Jordan Rivera"),
                person("Intake supervisor", "Priya Shah"),
            ],
        }
    }
}
