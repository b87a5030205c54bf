//! Made-up people with defaults. Their names are sentinels: wherever one is read in a log, a mail or a stolen
//! database, it has leaked.

use intake_desk::domain::reference::Reference;
use intake_desk::domain::referral::SubmissionContent;
use intake_desk::domain::request::{
    Answers, CONSENT_VERSION, CallMeForm, ChildForm, ConsentForm, FamilyRequest, HelpForm,
    HelpKind, ReachForm, RelationshipForm, SituationForm, Whereabouts,
};
use intake_desk::support::ids::{Token, random_id};
use intake_desk::support::words::Language;
use intake_desk::usecases::intake::submit_request::Submission;
use jiff::civil::date;
use uuid::Uuid;

use super::app::App;
use super::client::{Browser, Page};

/// The parent's name.
pub const PARENT: &str = "Marigold Thistlewood";
/// The child's first name.
pub const CHILD_GIVEN: &str = "Zephyrine";
/// The child's last name.
pub const CHILD_FAMILY: &str = "Quillfeather";
/// The parent's phone, as typed.
pub const PHONE: &str = "215-555-0187";
/// The parent's address.
pub const EMAIL: &str = "marigold@thistlewood.example.org";
/// What the parent adds in words.
pub const WORDS: &str = "the otter sleeps under lavender";
/// What a specialist writes down of a call or in a note.
pub const STAFF_WORDS: &str = "a heron whispered of granite";

/// What must never be read where it does not belong.
pub const SENTINELS: [&str; 11] = [
    "Marigold",
    "Thistlewood",
    CHILD_GIVEN,
    CHILD_FAMILY,
    "2155550187",
    PHONE,
    "thistlewood.example",
    "otter sleeps",
    "otter%20sleeps",
    "otter+sleeps",
    "heron whispered",
];

/// A family before it sends.
#[derive(Clone)]
pub struct Family {
    pub language: Language,
    pub answers: Answers,
}

/// A request that was sent.
#[derive(Clone)]
pub struct SentRequest {
    pub reference: Reference,
    pub receipt: Token,
}

impl SentRequest {
    /// The case's page.
    pub fn page(&self) -> String {
        format!("/staff/cases/{}", self.reference)
    }

    /// Takes the case to a status on the way to its visit, which is at this moment, written for SQL.
    pub async fn walked_to(&self, app: &App, last: &str, visit_at: &str) {
        let way = [
            "in_intake",
            "ready_for_review",
            "in_review",
            "decided",
            "arranging",
            "visit_scheduled",
            "seen",
        ];
        let steps = way.iter().position(|status| *status == last).unwrap();
        for status in &way[..=steps] {
            let step = format!(
                "UPDATE referrals SET status = '{status}', decision = 'offer_evaluation', decided_at = received_at,
                     decision_told_at = received_at, visit_at = {visit_at} WHERE reference = '{}'",
                self.reference
            );
            app.rows.run(&step).await.unwrap();
        }
    }
}

/// A family with everything told that can be told.
pub fn a_family() -> Family {
    let own = str::to_owned;
    let answers = Answers {
        reach: ReachForm {
            name: own(PARENT),
            phone: own(PHONE),
            email: own(EMAIL),
            ..ReachForm::default()
        },
        child: ChildForm {
            given_names: own(CHILD_GIVEN),
            family_names: own(CHILD_FAMILY),
            birth_month: own("3"),
            birth_day: own("14"),
            birth_year: own("2016"),
            ..ChildForm::default()
        },
        relationship: RelationshipForm {
            relation: own("mother"),
            ..RelationshipForm::default()
        },
        situation: SituationForm {
            happened: own("came_back_once"),
            place: own("home"),
            ..SituationForm::default()
        },
        help: HelpForm {
            note: own(WORDS),
            ..HelpForm::default()
        },
        consent: ConsentForm {
            version: own(CONSENT_VERSION),
        },
        ..Answers::default()
    };
    Family {
        language: Language::En,
        answers,
    }
}

impl Family {
    /// Reads and speaks Spanish.
    pub fn in_spanish(mut self) -> Self {
        self.language = Language::Es;
        self.speaking("es")
    }

    /// Speaks this language.
    pub fn speaking(mut self, code: &str) -> Self {
        code.clone_into(&mut self.answers.language.spoken);
        self
    }

    /// Has a child in intensive care.
    pub fn in_intensive_care(mut self) -> Self {
        Whereabouts::IntensiveCare
            .code()
            .clone_into(&mut self.answers.situation.place);
        self
    }

    /// Asks for help.
    pub fn asking_for(mut self, kinds: &[HelpKind]) -> Self {
        self.answers.help.kinds = kinds.iter().map(|kind| kind.code().to_owned()).collect();
        self
    }

    /// Has a child of this name.
    pub fn with_child(mut self, given: &str, family: &str) -> Self {
        given.clone_into(&mut self.answers.child.given_names);
        family.clone_into(&mut self.answers.child.family_names);
        self
    }

    /// Has no e-mail address.
    pub fn without_email(mut self) -> Self {
        self.answers.reach.email.clear();
        self
    }

    /// What is sent.
    pub fn submission(&self) -> Submission {
        let request = FamilyRequest::parse(&self.answers, date(2026, 3, 2));
        let request = request.unwrap_or_else(|errors| panic!("a builder's mistake: {errors:?}"));
        Submission {
            key: random_id(),
            language: self.language,
            content: SubmissionContent::Family {
                answers: Box::new(self.answers.clone()),
                request: Box::new(request),
            },
            draft: None,
            address: None,
        }
    }

    /// Sends at once, without the pages.
    pub async fn sent(&self, app: &App) -> SentRequest {
        let sent = app.desk.submit_request(self.submission()).await.unwrap();
        SentRequest {
            reference: sent.reference,
            receipt: sent.receipt,
        }
    }

    /// The pages of the form in their order, with what this family types on each.
    pub fn pages(&self) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
        let Answers {
            reach,
            language,
            child,
            relationship,
            situation,
            treatment,
            treating,
            help,
            more,
            ..
        } = self.answers.clone();
        let kinds = help.kinds.into_iter().map(|kind| ("kinds", kind));
        vec![
            (
                "reach",
                vec![
                    ("name", reach.name),
                    ("phone", reach.phone),
                    ("email", reach.email),
                ],
            ),
            ("language", vec![("spoken", language.spoken)]),
            (
                "child",
                vec![
                    ("given_names", child.given_names),
                    ("family_names", child.family_names),
                    ("birth_month", child.birth_month),
                    ("birth_day", child.birth_day),
                    ("birth_year", child.birth_year),
                ],
            ),
            ("relationship", vec![("relation", relationship.relation)]),
            (
                "situation",
                vec![("happened", situation.happened), ("place", situation.place)],
            ),
            (
                "treatment",
                vec![("treatment_note", treatment.treatment_note)],
            ),
            (
                "treating",
                vec![
                    ("may_contact", treating.may_contact),
                    ("doctor_reference", treating.doctor_reference),
                ],
            ),
            ("help", kinds.chain([("note", help.note)]).collect()),
            (
                "more",
                vec![
                    ("worry", more.worry),
                    ("other_name", more.other_name),
                    ("other_email", more.other_email),
                    ("not_share", more.not_share),
                ],
            ),
        ]
    }

    /// Goes through every page, as far as "Check your answers".
    pub async fn walks_to_check(&self, browser: &mut Browser) -> Page {
        let language = self.language.code();
        let mut next = format!("/{language}/family");
        let first = browser.get(&next).await;
        next.clone_from(&first.location);
        for (step, fields) in self.pages() {
            assert_eq!(next, format!("/{language}/family/{step}"));
            let page = browser.get(&next).await;
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let answer = browser.answer(&page, &fields).await;
            assert_eq!(answer.status, 303, "{step}: {}", answer.text);
            answer.path().clone_into(&mut next);
        }
        assert_eq!(next, format!("/{language}/family/check"));
        browser.get(&next).await
    }

    /// Goes through every page, agrees and sends; returns the confirmation.
    pub async fn walks_and_sends(&self, browser: &mut Browser) -> Page {
        let check = self.walks_to_check(browser).await;
        let sent = browser
            .answer(&check, &[("consent", CONSENT_VERSION)])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        browser.follow(&sent).await
    }
}

/// "Just call me", filled in.
pub fn a_call() -> CallMeForm {
    CallMeForm {
        submission_key: random_id().to_string(),
        name: PARENT.to_owned(),
        phone: PHONE.to_owned(),
        ..CallMeForm::default()
    }
}

/// Sends "Just call me" at once, without the page.
pub async fn sent_call(app: &App, form: CallMeForm, language: Language) -> SentRequest {
    let submission = Submission {
        key: Uuid::parse_str(&form.submission_key).unwrap(),
        language,
        content: SubmissionContent::CallMe {
            request: Box::new(form.parse().unwrap()),
            form: Box::new(form),
        },
        draft: None,
        address: None,
    };
    let sent = app.desk.submit_request(submission).await.unwrap();
    SentRequest {
        reference: sent.reference,
        receipt: sent.receipt,
    }
}
