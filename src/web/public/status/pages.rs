//! The pages of a private link, ready to show.

use askama::Template;

use super::left::LeftForm;
use super::visit::VisitCard;
use super::{LinkForm, LostForm};
use crate::domain::feedback::Asking;
use crate::domain::link::Question;
use crate::domain::request::FieldErrors;
use crate::domain::status::WaitingOn;
use crate::support::words::Words;
use crate::usecases::link::view_status::StatusView;
use crate::web::components::SummaryError;
use crate::web::public::frame::{date_message, find, messages, summary, window_title};
use crate::web::public::inside::{AskLine, Invitation, Reader, asks, unread};
use crate::web::public::sent::{Promise, SentFacts, late, promise, urgent};
use crate::web::public::standing::Standing;
use crate::web::public::summary::Section;
use crate::web::shell::PublicShell;

/// The page that a link leads to: one button, nothing private.
#[derive(Template)]
#[template(path = "public/status/open.html")]
pub struct OpenPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The question.
#[derive(Template)]
#[template(path = "public/status/question.html")]
pub struct QuestionPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    form: LinkForm,
    asks: Asks,
    /// What was being sent when the time was over.
    left: Option<LeftForm>,
}

/// Which of the questions is asked; for the template.
#[derive(PartialEq, Eq)]
enum Asks {
    Birth,
    PhoneEnd,
    Email,
}

impl QuestionPage {
    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        question: Question,
        form: LinkForm,
        errors: &FieldErrors,
    ) -> Self {
        let words = shell.words;
        Self {
            page_title: window_title(words, &words.text("link-question-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            asks: match question {
                Question::Birth => Asks::Birth,
                Question::PhoneEnd => Asks::PhoneEnd,
                Question::Email => Asks::Email,
            },
            form,
            left: None,
            shell,
        }
    }

    /// Asks on behalf of what was being sent.
    pub fn left(mut self, form: LeftForm) -> Self {
        let words = self.shell.words;
        let title = words.text("left-title");
        self.page_title = if self.errors.is_empty() {
            title
        } else {
            words.with("error-page-title", &[("title", &title)])
        };
        self.left = Some(form);
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }

    fn birth_error(&self) -> Option<String> {
        date_message(&self.messages, "birth")
    }
}

/// The page after too many tries.
#[derive(Template)]
#[template(path = "public/status/shut.html")]
pub struct ShutPage {
    /// The frame.
    pub shell: PublicShell,
    /// The time at which it may be tried again.
    pub until: String,
}

/// The page before a family tells us that the child has died.
#[derive(Template)]
#[template(path = "public/status/tell.html")]
pub struct TellPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The page after that, while staff have not recorded it.
#[derive(Template)]
#[template(path = "public/status/told.html")]
pub struct ToldPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The form for a lost link, and what is said around it.
#[derive(Template)]
#[template(path = "public/status/lost.html")]
pub struct LostPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    form: LostForm,
    /// Said above the form: the link was shut, or this phone was signed out.
    said: Option<String>,
    asked: bool,
    /// What somebody wrote and could not send.
    kept: String,
}

impl LostPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, form: &LostForm, errors: &FieldErrors) -> Self {
        let words = shell.words;
        Self {
            page_title: window_title(words, &words.text("link-lost-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            form: form.clone(),
            said: None,
            asked: false,
            kept: String::new(),
            shell,
        }
    }

    /// Says that this browser is not in.
    pub fn shut(mut self) -> Self {
        self.said = Some(self.say("link-shut"));
        self
    }

    /// Shows what somebody wrote and could not send.
    pub fn keeping(mut self, text: &str) -> Self {
        text.clone_into(&mut self.kept);
        self
    }

    /// Says what has just been done: this phone was signed out, or the link was asked for, whatever was typed.
    pub fn after(mut self, done: Option<&str>) -> Self {
        match done {
            Some("out") => self.said = Some(self.say("link-signed-out")),
            Some("asked") => self.asked = true,
            _ => {}
        }
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

/// Where a request stands.
#[derive(Template)]
#[template(path = "public/status/show.html")]
pub struct StatusPage {
    shell: PublicShell,
    reference: String,
    urgent: Option<String>,
    standing: Standing,
    waiting: Option<String>,
    promise: Option<Promise>,
    late: Option<String>,
    people: Vec<String>,
    help: Vec<HelpLine>,
    stopped: bool,
    feedback: Asking,
    asks: Vec<AskLine>,
    /// How many photos and papers of theirs came; nothing where none did.
    papers: Option<String>,
    seen_by: Vec<String>,
    unread: Option<String>,
    visit: Option<VisitCard>,
    open: bool,
    invite_title: String,
    invite: Option<Invitation>,
    /// The page's own address, for paper.
    again: String,
    sent_on: String,
    sections: Vec<Section>,
}

/// One kind of help with how far it is.
struct HelpLine {
    kind: String,
    state: String,
}

impl StatusPage {
    /// Says what has just been done.
    pub fn after(mut self, done: Option<&str>) -> Self {
        if done == Some("thanks") {
            self.feedback = Asking::Answered;
        }
        self
    }

    /// Says where to come, once the visit has a date.
    pub fn visiting(mut self, visit: Option<VisitCard>) -> Self {
        self.visit = visit;
        self
    }

    /// Lets the family invite its doctor while the request is open.
    pub fn inviting(mut self, doctor: Invitation) -> Self {
        self.invite = Some(doctor).filter(|_| self.open);
        self
    }

    /// Says on paper where the page is.
    pub fn printed_from(mut self, address: String) -> Self {
        self.again = address;
        self
    }

    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        view: &StatusView,
        facts: &SentFacts,
        zone: &str,
        sections: Vec<Section>,
    ) -> Self {
        let (words, phone) = (shell.words, shell.programme.phone.as_str());
        let open = facts.status.is_open();
        let named = |key: &str, name: &Option<String>| {
            let name = name.as_ref().filter(|_| open)?;
            Some(words.with(key, &[("name", name)]))
        };
        Self {
            reference: facts.reference.clone(),
            urgent: urgent(words, facts),
            standing: Standing::whole(words, facts, zone),
            waiting: waiting(words, view.waiting_on).filter(|_| open),
            promise: promise(words, facts, zone, phone),
            late: late(words, facts, zone, phone),
            people: [
                named("status-owner", &view.owner),
                named("status-social-worker", &view.social_worker),
            ]
            .into_iter()
            .flatten()
            .collect(),
            help: view
                .help
                .iter()
                .map(|help| HelpLine {
                    kind: words.text(&format!("choice-help-{}", help.kind)),
                    state: words.text(&format!("status-help-{}", help.state)),
                })
                .collect(),
            stopped: view.stopped,
            feedback: view.feedback,
            asks: asks(words, &view.asks, open, Reader::Family),
            papers: papers(words, view.papers),
            seen_by: view
                .others
                .iter()
                .map(|kind| words.text(&format!("status-seen-by-{kind}")))
                .collect(),
            unread: unread(words, view.unread),
            visit: None,
            open,
            invite_title: words.with("status-invite-title", &[("asker", facts.asker.code())]),
            invite: None,
            again: String::new(),
            sent_on: words.with(
                "sent-copy-hint",
                &[("moment", &words.moment_at(&facts.received_at, zone))],
            ),
            sections,
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }
}

fn papers(words: &Words, count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(words.text("status-papers-one")),
        many => Some(words.with("status-papers-many", &[("count", &many.to_string())])),
    }
}

/// For whom we wait; our own turn needs no sentence, the promise says it.
fn waiting(words: &Words, on: WaitingOn) -> Option<String> {
    match on {
        WaitingOn::Us | WaitingOn::Nobody => None,
        on => Some(words.text(&format!("status-waiting-{on}"))),
    }
}
