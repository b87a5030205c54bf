//! The ways to send a request, over the network as a browser does: "Just call me" and the family's form. A form is first
//! filled in, so that its key is known, and then sent as often as it takes.

use intake_desk::domain::request::CONSENT_VERSION;
use intake_desk::support::ids::random_id;

use super::visitor::{Page, Unanswered, Visitor};

/// Which form.
#[derive(Debug, Clone)]
pub enum Form {
    /// A name and a number.
    CallMe,
    /// The family's form with all its pages.
    Family {
        /// Where the receipt goes.
        email: String,
    },
}

/// A form that is filled in and can be sent, and sent again.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The form's key: one key is one case.
    pub key: String,
    /// Who sends.
    pub visitor: Visitor,
    path: &'static str,
    fields: Vec<(&'static str, String)>,
}

impl Form {
    /// The family's form, for a receipt that goes nowhere special.
    pub fn family() -> Self {
        Self::family_at("family@example.org")
    }

    /// The family's form, for a receipt to an address that the relay knows how to answer.
    pub fn family_at(email: &str) -> Self {
        Self::Family {
            email: email.to_owned(),
        }
    }

    /// One after the other.
    pub fn of_turn(turn: usize) -> Self {
        if turn.is_multiple_of(2) {
            Self::CallMe
        } else {
            Self::family()
        }
    }

    /// Fills the form in, as far as its last button.
    pub async fn filled(&self, port: u16) -> Result<Filled, Unanswered> {
        let mut visitor = Visitor::at(port);
        match self {
            Self::CallMe => {
                let name = format!("Marigold Thistlewood {}", &random_id().to_string()[..8]);
                let page = expect(visitor.get("/en/call-me").await?, 200)?;
                let key = key_on(&page)?;
                let fields = vec![
                    ("name", letters(&name)),
                    ("phone", "215-555-0187".to_owned()),
                ];
                Ok(filled(key, visitor, "/en/call-me", fields))
            }
            Self::Family { email } => {
                for (step, fields) in pages(email) {
                    let path = format!("/en/family/{step}");
                    expect(visitor.post(&path, &fields).await?, 303)?;
                }
                let page = expect(visitor.get("/en/family/check").await?, 200)?;
                let key = key_on(&page)?;
                let fields = vec![("consent", CONSENT_VERSION.to_owned())];
                Ok(filled(key, visitor, "/en/family/check", fields))
            }
        }
    }

    /// Fills the form in and sends it; panics where it is not taken. Returns key and reference.
    pub async fn sent(&self, port: u16) -> (String, String) {
        let mut form = self.filled(port).await.unwrap();
        let page = form.send().await.unwrap();
        assert_eq!(page.status, 303, "{}", page.text);
        let reference = form.confirmation().await.unwrap();
        (form.key, reference)
    }
}

impl Filled {
    /// Presses the button.
    pub async fn send(&mut self) -> Result<Page, Unanswered> {
        let mut fields = vec![("submission_key", self.key.as_str())];
        let own = self.fields.iter();
        fields.extend(own.map(|(name, value)| (*name, value.as_str())));
        self.visitor.post(self.path, &fields).await
    }

    /// Types something else than before.
    pub fn change(&mut self, field: &str, value: &str) {
        for (name, own) in &mut self.fields {
            if *name == field {
                value.clone_into(own);
            }
        }
    }

    /// Reads the confirmation that the browser was sent to: the reference on it.
    pub async fn confirmation(&mut self) -> Result<String, Unanswered> {
        let page = expect(self.visitor.get("/en/family/sent").await?, 200)?;
        let reference = page.between("<p class=\"ref\">", "</p>");
        let reference = reference.ok_or_else(|| Unanswered("no reference".to_owned()))?;
        Ok(reference.to_owned())
    }
}

fn filled(
    key: String,
    visitor: Visitor,
    path: &'static str,
    fields: Vec<(&'static str, String)>,
) -> Filled {
    Filled {
        key,
        visitor,
        path,
        fields,
    }
}

fn pages(email: &str) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
    let reach = vec![
        ("name", "Marigold Thistlewood"),
        ("phone", "215-555-0187"),
        ("email", email),
    ];
    let child = vec![
        ("given_names", "Zephyrine"),
        ("family_names", "Quillfeather"),
        ("birth_month", "3"),
        ("birth_day", "14"),
        ("birth_year", "2016"),
    ];
    let situation = vec![("happened", "came_back_once"), ("place", "home")];
    vec![
        ("reach", reach),
        ("language", vec![("spoken", "en")]),
        ("child", child),
        ("relationship", vec![("relation", "mother")]),
        ("situation", situation),
        ("help", vec![("note", "the otter sleeps under lavender")]),
    ]
}

fn key_on(page: &Page) -> Result<String, Unanswered> {
    let key = page.hidden("submission_key");
    key.map(str::to_owned)
        .ok_or_else(|| Unanswered("a page without a key".to_owned()))
}

fn expect(page: Page, status: u16) -> Result<Page, Unanswered> {
    if page.status == status {
        Ok(page)
    } else {
        Err(Unanswered(format!("status {}", page.status)))
    }
}

/// Names are letters: digits of an id become some.
fn letters(text: &str) -> String {
    let letter = |sign: char| match sign.to_digit(10) {
        Some(digit) => char::from(b'k' + u8::try_from(digit).unwrap()),
        None if sign == '-' => 'x',
        None => sign,
    };
    text.chars().map(letter).collect()
}
