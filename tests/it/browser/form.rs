//! A family's answers, page by page, as hands give them.

use intake_desk::support::words::{Language, Words};

use super::person::Person;

/// Names that must never leave the site.
pub const NAMES: [&str; 4] = ["Rosalía", "Ñandú-O'Neil", "Anahí", "Quispe"];
/// Where the family can be written to.
pub const EMAIL: &str = "rosalia@example.org";

/// One thing that a hand does on a page.
pub enum Hand {
    /// Types into a field.
    Types(&'static str, &'static str),
    /// Ticks a box or a choice.
    Ticks(&'static str),
    /// Chooses from a list.
    Chooses(&'static str, &'static str),
}

use Hand::{Chooses, Ticks, Types};

/// The pages of the form in their order, and everything that a talkative family tells on them.
pub const PAGES: &[(&str, &[Hand])] = &[
    (
        "reach",
        &[
            Types("#name", "Rosalía Ñandú-O'Neil"),
            Types("#phone", "(215) 555-0142"),
            Types("#email", EMAIL),
            Ticks("input[name=best_way][value=call]"),
            Ticks("input[name=best_time][value=evening]"),
            Ticks("input[name=voicemail][value=no]"),
        ],
    ),
    (
        "language",
        &[
            Chooses("#spoken", "es"),
            Ticks("input[name=written][value=es]"),
            Ticks("input[name=interpreter][value=yes]"),
        ],
    ),
    (
        "child",
        &[
            Types("#given_names", "Anahí"),
            Types("#family_names", "Quispe"),
            Types("#birth", "3"),
            Types("#birth-day", "27"),
            Types("#birth-year", "2016"),
        ],
    ),
    (
        "relationship",
        &[
            Ticks("input[name=relation][value=mother]"),
            Ticks("input[name=decides][value=yes]"),
        ],
    ),
    (
        "situation",
        &[
            Ticks("input[name=happened][value=came_back_once]"),
            Ticks("input[name=place][value=hospital]"),
        ],
    ),
    (
        "help",
        &[
            Ticks("input[name=kinds][value=travel]"),
            Ticks("input[name=kinds][value=insurance]"),
            Types("#note", "Vivimos lejos.\nTenemos 2 hijos más."),
        ],
    ),
];

/// The least that a family must tell.
pub const LEAST: &[(&str, &[Hand])] = &[
    (
        "reach",
        &[
            Types("#name", "Rosalía Ñandú-O'Neil"),
            Types("#phone", "215-555-0142"),
        ],
    ),
    ("language", &[]),
    ("child", &[Ticks("#by_phone")]),
    ("relationship", &[]),
    ("situation", &[]),
    ("help", &[]),
];

impl Person<'_> {
    /// Gives the answers of the page in view.
    pub async fn gives(&self, answers: &[Hand]) {
        for answer in answers {
            match answer {
                Types(css, text) => self.fill(css, text).await,
                Ticks(css) => self.tick(css).await,
                Chooses(css, value) => self.choose(css, value).await,
            }
        }
    }

    /// Presses the button of the page in view.
    pub async fn goes_on(&self) {
        self.press("main .actions button[type=submit]").await;
    }

    /// Gives the answers of each page and goes on, from the page in view to "Check your answers".
    pub async fn tells(&self, language: Language, pages: &[(&str, &[Hand])]) {
        let words = Words::of(language);
        for (step, answers) in pages {
            let place = self.place().await;
            let path = format!("/{}/family/{step}", language.code());
            assert!(place.starts_with(&path), "{place} is not {path}");
            let heading = words.with(&format!("{step}-title"), &[("asker", "family")]);
            let shown = self.text("h1").await;
            assert!(shown.ends_with(&heading), "{shown} is not {heading}");
            self.gives(answers).await;
            self.goes_on().await;
        }
        let path = format!("/{}/family/check", language.code());
        assert_eq!(self.place().await, path);
        assert_eq!(
            self.fragment().await,
            "main",
            "success takes no #errors along"
        );
    }

    /// Agrees, sends, and returns the reference on the confirmation.
    pub async fn sends(&self, language: Language) -> String {
        self.tick("#consent").await;
        self.goes_on().await;
        self.reads_the_confirmation(language).await
    }

    /// Reads the confirmation and returns its reference.
    pub async fn reads_the_confirmation(&self, language: Language) -> String {
        let path = format!("/{}/family/sent", language.code());
        assert_eq!(self.place().await, path);
        assert_eq!(
            self.fragment().await,
            "main",
            "success takes no #errors along"
        );
        let title = Words::of(language).text("sent-title");
        assert_eq!(self.text("h1").await, title);
        let reference = self.text(".receipt .ref").await;
        assert!(reference.starts_with("RL-"), "{reference}");
        reference
    }
}
