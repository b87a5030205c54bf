//! What the two page layouts need around every page: programme facts, language links, menu, asset addresses.
//! Filled once per request by the web floor; templates/layouts read it as `shell`.

use crate::support::words::{Language, Words};

/// Holds the programme's public facts, ready to show.
#[derive(Clone, Debug)]
pub struct ProgrammeFacts {
    pub name: String,
    /// The number as people read it.
    pub phone: String,
    /// The same number as an address: `tel:+1...`.
    pub phone_href: String,
    /// The number for doctors, as people read it.
    pub physician_phone: String,
    /// The same as an address.
    pub physician_phone_href: String,
    /// When somebody answers, in the reader's language.
    pub hours: String,
    /// Who answers at other hours, in the reader's language: a sentence.
    pub out_of_hours: String,
}

/// Is the frame of every page for families and doctors.
#[derive(Clone)]
pub struct PublicShell {
    pub words: &'static Words,
    pub programme: ProgrammeFacts,
    pub path_here: String,
    /// The same page in the other language; empty where there is none.
    pub other_language_path: String,
    pub asset_css: String,
    pub asset_js: String,
    pub asset_icon: String,
    pub demo: bool,
    /// True where a doctor reads: help is the line for doctors, and a desk is no phone.
    pub for_doctors: bool,
}

impl PublicShell {
    /// Returns the frame of a page that a doctor reads, where its address does not say so.
    #[must_use]
    pub fn read_by_doctor(self, by_doctor: bool) -> Self {
        let for_doctors = self.for_doctors || by_doctor;
        Self {
            for_doctors,
            ..self
        }
    }

    /// Returns the page's language code, as in its address.
    pub fn language_code(&self) -> &'static str {
        self.words.language().code()
    }

    /// Returns the writing direction of the page.
    pub fn direction(&self) -> &'static str {
        match self.words.language() {
            Language::En | Language::Es => "ltr",
        }
    }

    /// Returns the code of the language the page's link leads to.
    pub fn other_language_code(&self) -> &'static str {
        self.other_language().code()
    }

    /// Returns the name of that language in that language.
    pub fn other_language_name(&self) -> &'static str {
        self.other_language().native_name()
    }

    fn other_language(&self) -> Language {
        self.words.language().other()
    }
}

/// Is an entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// What the page's `active` is where it is current.
    pub code: &'static str,
    pub href: &'static str,
    pub label: &'static str,
}

impl MenuEntry {
    /// The list of help.
    pub const HELP: Self = Self {
        code: "help",
        href: "/staff/help",
        label: "Help",
    };
    /// The administrator's part.
    pub const ADMIN: Self = Self {
        code: "admin",
        href: "/staff/admin",
        label: "Admin",
    };
}

/// Is the frame of every staff page.
#[derive(Clone, Debug)]
pub struct StaffShell {
    /// Empty before sign-in: then the page has no menu.
    pub staff_name: String,
    pub role: &'static str,
    /// The menu entry of this page: `today`, `cases`, `help`, `admin`, `account` or nothing.
    pub active: &'static str,
    pub programme_name: String,
    pub asset_css: String,
    pub asset_js: String,
    pub asset_icon: String,
    /// What to say while mail does not leave.
    pub mail_alarm: Option<String>,
    /// Where something is done about it: what is read, and the address.
    pub alarm_links: Vec<(String, String)>,
    pub can_see_cases: bool,
    /// The parts of the house beside cases that are open to this person.
    pub parts: Vec<MenuEntry>,
    pub demo: bool,
}

impl StaffShell {
    /// Tells whether somebody is signed in.
    pub fn signed_in(&self) -> bool {
        !self.staff_name.is_empty()
    }

    /// Tells whether the administrator's part holds something for this person.
    pub fn can_administer(&self) -> bool {
        self.parts.contains(&MenuEntry::ADMIN)
    }

    /// Returns a made-up frame, for the tests that render every page.
    pub fn sample(active: &'static str) -> Self {
        Self {
            staff_name: "Jordan Rivera".into(),
            role: "Intake specialist",
            active,
            programme_name: "Riverside Children's Hospital".into(),
            asset_css: "/static/app.css".into(),
            asset_js: "/static/app.js".into(),
            asset_icon: "/static/icon.svg".into(),
            mail_alarm: None,
            alarm_links: Vec::new(),
            can_see_cases: true,
            parts: vec![MenuEntry::HELP, MenuEntry::ADMIN],
            demo: true,
        }
    }
}
