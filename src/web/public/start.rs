//! The ways in: choice of language, start page, and the page for doctors.

use askama::Template;

use crate::web::shell::PublicShell;

/// The choice of language, in both languages at once. Nobody's language is guessed.
#[derive(Template)]
#[template(path = "public/choose.html")]
pub struct ChoosePage {
    /// The frame.
    pub shell: PublicShell,
    /// The same title in Spanish.
    pub title_es: String,
}

/// The start page with its four doors.
#[derive(Template)]
#[template(path = "public/start.html")]
pub struct StartPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The page for doctors: who to call, as long as there is no form for them.
#[derive(Template)]
#[template(path = "public/doctor.html")]
pub struct DoctorPage {
    /// The frame.
    pub shell: PublicShell,
    /// The physician line.
    pub phone: String,
    /// The same as an address.
    pub phone_href: String,
    /// The programme's e-mail address.
    pub email: String,
}
