//! The page of a family's papers, ready to show.

use askama::Template;

use crate::domain::paper::{Paper, PaperKind, PaperState};
use crate::domain::request::FieldErrors;
use crate::usecases::paper::view_papers::OwnPapers;
use crate::web::components::{Choice, SummaryError};
use crate::web::files::assets;
use crate::web::public::frame::{find, messages, summary, window_title};
use crate::web::shell::PublicShell;

/// The papers that somebody sent, and the form for more.
#[derive(Template)]
#[template(path = "public/papers/show.html")]
pub struct PapersPage {
    shell: PublicShell,
    script: String,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    added: bool,
    open: bool,
    reference: String,
    key: String,
    what: String,
    kinds: Vec<Choice>,
    papers: Vec<PaperLine>,
    /// What came another way than by this page.
    received: Vec<String>,
    by_doctor: bool,
}

/// One paper with how far it is.
struct PaperLine {
    name: String,
    kind: String,
    what: Option<String>,
    state: String,
    tone: &'static str,
    href: Option<String>,
}

impl PapersPage {
    /// Fills the page; `key` is the one that the next paper carries, then the kind and the words that were typed.
    pub fn new(
        shell: PublicShell,
        own: &OwnPapers,
        key: &str,
        (kind, what): (&str, &str),
        errors: &FieldErrors,
    ) -> Self {
        let words = shell.words;
        let (title, named) = if own.by_doctor {
            ("papers-title-doctor", "choice-will_send")
        } else {
            ("papers-title", "choice-paper")
        };
        let chosen = PaperKind::from_code(kind).unwrap_or(PaperKind::Other);
        Self {
            script: assets::url("papers.js"),
            page_title: window_title(words, &words.text(title), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            added: false,
            open: own.open,
            reference: own.reference.to_string(),
            key: key.to_owned(),
            what: what.to_owned(),
            kinds: PaperKind::ALL
                .iter()
                .map(|kind| {
                    let label = words.text(&format!("{named}-{kind}"));
                    Choice::new(kind.code(), label, *kind == chosen)
                })
                .collect(),
            papers: own
                .papers
                .iter()
                .map(|paper| line(&shell, paper, named))
                .collect(),
            received: own
                .received
                .iter()
                .map(|kind| words.text(&format!("{named}-{kind}")))
                .collect(),
            by_doctor: own.by_doctor,
            shell,
        }
    }

    /// Says what has just been done.
    pub fn after(mut self, done: Option<&str>) -> Self {
        self.added = done == Some("added");
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

fn line(shell: &PublicShell, paper: &Paper, named: &str) -> PaperLine {
    let words = shell.words;
    let (state, tone) = match paper.state {
        PaperState::Uploading | PaperState::Pending => ("papers-state-pending", "info"),
        PaperState::Clean | PaperState::Unscanned => ("papers-state-here", "ok"),
        PaperState::Infected => ("papers-state-infected", "error"),
        PaperState::Unreadable => ("papers-state-unreadable", "error"),
    };
    let path = || format!("/{}/status/papers/{}", shell.language_code(), paper.id);
    PaperLine {
        name: paper.name.clone(),
        kind: words.text(&format!("{named}-{}", paper.kind)),
        what: paper.what.as_ref().map(|what| what.expose().to_owned()),
        state: words.text(state),
        tone,
        href: paper.state.opens().then(path),
    }
}
