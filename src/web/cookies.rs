//! Our cookies: for families and for doctors a browser's form and its way back to what it sent, a staff session, and the
//! mark of a browser that staff signed in from. In production all are bound to this host over TLS.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::state::WebState;
use crate::domain::link::{LEFT_OPEN, SESSION};
use crate::domain::request::DraftKind;
use crate::support::ids::Token;
use crate::usecases::account::sign_in::DEVICE_KNOWN;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieOf {
    /// The browser's draft.
    Form,
    /// The browser's way back to what it sent last.
    Receipt,
    /// A doctor's draft.
    DoctorForm,
    /// The browser's way back to the referral a doctor sent last.
    DoctorReceipt,
    /// A browser that opened a private link.
    Link,
    /// A staff session; ends with the browser.
    Session,
    /// A browser that staff signed in from; opens nothing.
    Device,
}

impl CookieOf {
    /// The cookie of a form's draft.
    pub fn form(kind: DraftKind) -> Self {
        match kind {
            DraftKind::Family => Self::Form,
            DraftKind::Doctor => Self::DoctorForm,
        }
    }

    /// The cookie of the way back to what was sent by a form.
    pub fn receipt(kind: DraftKind) -> Self {
        match kind {
            DraftKind::Family => Self::Receipt,
            DraftKind::Doctor => Self::DoctorReceipt,
        }
    }

    fn name(self, state: &WebState) -> &'static str {
        match (self, state.settings.is_production()) {
            (Self::Form, true) => "__Host-intake-form",
            (Self::Receipt, true) => "__Host-intake-receipt",
            (Self::DoctorForm, true) => "__Host-intake-doctor-form",
            (Self::DoctorReceipt, true) => "__Host-intake-doctor-receipt",
            (Self::DoctorForm, false) => "intake-doctor-form",
            (Self::DoctorReceipt, false) => "intake-doctor-receipt",
            (Self::Link, true) => "__Host-intake-link",
            (Self::Link, false) => "intake-link",
            (Self::Session, true) => "__Host-intake-session",
            (Self::Device, true) => "__Host-intake-device",
            (Self::Form, false) => "intake-form",
            (Self::Receipt, false) => "intake-receipt",
            (Self::Session, false) => "intake-session",
            (Self::Device, false) => "intake-device",
        }
    }

    /// Reads the token that the browser sent.
    pub fn read(self, headers: &HeaderMap, state: &WebState) -> Option<Token> {
        let jar = CookieJar::from_headers(headers);
        jar.get(self.name(state))
            .and_then(|cookie| Token::parse(cookie.value()))
    }

    /// Hands the browser a token.
    pub fn set(self, response: &mut Response, token: &Token, state: &WebState) {
        let cookie = self.bare(token.expose().to_owned(), state);
        let life = match self {
            Self::Form | Self::Receipt | Self::DoctorForm | Self::DoctorReceipt => format!(
                "; Max-Age={}",
                u64::from(state.settings.limits.draft_days) * 86_400
            ),
            Self::Link => format!("; Max-Age={}", (SESSION + LEFT_OPEN).as_secs()),
            Self::Device => format!("; Max-Age={}", DEVICE_KNOWN.as_secs()),
            Self::Session => String::new(),
        };
        append(response, &format!("{cookie}{life}"));
    }

    /// Takes the token back.
    pub fn clear(self, response: &mut Response, state: &WebState) {
        let cookie = self.bare(String::new(), state);
        append(response, &format!("{cookie}; Max-Age=0"));
    }

    fn bare(self, value: String, state: &WebState) -> Cookie<'static> {
        let same_site = if matches!(self, Self::Session | Self::Device | Self::Link) {
            SameSite::Strict
        } else {
            SameSite::Lax
        };
        Cookie::build((self.name(state), value))
            .path("/")
            .http_only(true)
            .same_site(same_site)
            .secure(state.settings.is_production())
            .build()
    }
}

fn append(response: &mut Response, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
