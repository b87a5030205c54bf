//! A family's answers, page by page, as hands give them.

use intake_desk::support::words::{Language, Words};

use super::person::Person;

/// Names that must never leave the site.
pub const NAMES: [&str; 6] = [
    "Rosalía",
    "Ñandú-O'Neil",
    "Anahí",
    "Quispe",
    "Inti",
    "Okafor",
];
/// Where the family can be written to.
pub const EMAIL: &str = "rosalia@example.org";

/// Where the other parent could be written to, if anybody did.
pub const OTHER_EMAIL: &str = "inti@example.org";

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
            Types("#first_told", "marzo"),
            Types("#first_told-year", "2023"),
            Types("#back-year", "hacia 2025"),
            Ticks("input[name=told_sites][value=marrow]"),
            Ticks("input[name=told_type][value=not_sure]"),
        ],
    ),
    (
        "treatment",
        &[
            Ticks("input[name=treatments][value=chemotherapy]"),
            Types("#treatment_note", "Dos años de quimio."),
        ],
    ),
    (
        "treating",
        &[
            Types("#doctor_name", "Dra. Okafor"),
            Types("#doctor_hospital", "Lakeside Children's"),
            Types("#doctor_city", "Erie"),
            Types("#doctor_phone", "814-555-0170"),
            Ticks("input[name=may_contact][value=ask_first]"),
        ],
    ),
    (
        "help",
        &[
            Ticks("input[name=kinds][value=travel]"),
            Ticks("input[name=kinds][value=insurance]"),
            Types("#town", "Erie, PA"),
            Types("#insurance", "Keystone"),
            Types("#note", "Vivimos lejos.\nTenemos 2 hijos más."),
        ],
    ),
    (
        "more",
        &[
            Types("#worry", "¿Le va a doler?"),
            Types("#other_name", "Inti Quispe"),
            Ticks("input[name=other_relation][value=father]"),
            Types("#other_phone", "814-555-0171"),
            Types("#other_email", OTHER_EMAIL),
            Ticks("input[name=other_access][value=yes]"),
            Types("#not_share", "Mi cuñado"),
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
    ("treatment", &[]),
    ("treating", &[]),
    ("help", &[]),
    ("more", &[]),
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
        self.press("main .actions button[type=submit]:not([name=add])")
            .await;
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
