//! One's own account: the places where one is signed in, and the password.

use askama::Template;

use super::display::MomentView;
use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;

/// Is the account page.
#[derive(Template)]
#[template(path = "staff/account.html")]
pub struct AccountPage {
    pub shell: StaffShell,
    pub done: String,
    pub email: String,
    pub errors: Vec<SummaryError>,
    pub current_error: Option<String>,
    pub new_error: Option<String>,
    pub again_error: Option<String>,
    pub sessions: Vec<SessionView>,
}

/// Is one place where this person is signed in.
pub struct SessionView {
    pub id: String,
    pub device: String,
    pub is_this: bool,
    pub signed_in: MomentView,
    pub last_used: MomentView,
}

impl AccountPage {
    /// Returns a made-up page with an error.
    pub fn sample() -> Self {
        let words = "The two new passwords are not the same".to_owned();
        let session = |id: &str, device: &str, is_this| SessionView {
            id: id.into(),
            device: device.into(),
            is_this,
            signed_in: MomentView::sample("Today 8:02 am"),
            last_used: MomentView::sample("Today 2:14 pm"),
        };
        Self {
            shell: StaffShell::sample("account"),
            done: "That place is signed out.".into(),
            email: "intake@riverside.example.org".into(),
            errors: vec![SummaryError::new("again", words.clone())],
            current_error: None,
            new_error: None,
            again_error: Some(words),
            sessions: vec![
                session("a", "Firefox on Windows", true),
                session("b", "Safari on iPhone", false),
            ],
        }
    }
}
