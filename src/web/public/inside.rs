//! What the pages behind a private link share: how a browser that is not in is told so, the papers that are needed, and
//! messages that were not read.

use axum::response::Response;
use uuid::Uuid;

use super::status::left;
use super::visitor::Visitor;
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender};
use crate::domain::status::Status;
use crate::support::words::Words;
use crate::web::state::WebState;

/// Says that this browser is not in, and how to come in again.
pub fn shut_page(state: &WebState, visitor: &Visitor) -> Response {
    left::shut(state, visitor, "")
}

/// Returns where a referral stands, in words for the doctor who referred. After a death nobody is asked to refer again.
pub fn stands(words: &Words, status: Status, died: bool) -> String {
    if died {
        return words.text("referral-status-died");
    }
    words.text(&format!("referral-status-{status}"))
}

/// One paper that is needed, with who will send it.
pub struct AskLine {
    /// What it is.
    pub kind: String,
    /// Which one, in the words of staff; empty where the name says it.
    pub what: String,
    /// Who will send it; empty where it is here.
    pub sender: String,
    /// How far it is.
    pub state: String,
    /// The tone of that.
    pub tone: &'static str,
    /// That the doctor says that it was sent; empty where they do not.
    pub said: String,
    /// Its row, where whoever reads can say that they have sent it.
    pub ticks: Option<Uuid>,
}

/// Who reads which papers a request needs: each is addressed as the one who sends their own, and in their own terms.
#[derive(Clone, Copy)]
pub enum Reader {
    /// An adult of the family.
    Family,
    /// The doctor who referred.
    Doctor,
}

/// Returns the papers that a request needs; what is needed no more is left out, and a finished request needs none.
pub fn asks(words: &Words, asks: &[PaperAsk], open: bool, reader: Reader) -> Vec<AskLine> {
    let line = |ask: &PaperAsk| {
        let missing = ask.state == AskState::Missing;
        let (sender, named) = match (reader, ask.sender) {
            (Reader::Family, PaperSender::Family) => ("papers-sender-family", "choice-paper"),
            (Reader::Family, PaperSender::Doctor) => ("papers-sender-doctor", "choice-paper"),
            (Reader::Family, PaperSender::Us) => ("papers-sender-us", "choice-paper"),
            (Reader::Doctor, PaperSender::Family) => ("papers-sender-parents", "choice-will_send"),
            (Reader::Doctor, PaperSender::Doctor) => ("papers-sender-you", "choice-will_send"),
            (Reader::Doctor, PaperSender::Us) => ("papers-sender-us", "choice-will_send"),
        };
        let said = match reader {
            Reader::Family => "papers-said-by-doctor",
            Reader::Doctor => "papers-said-by-you",
        };
        let said = ask
            .said_sent_at
            .filter(|_| missing)
            .map(|_| words.text(said));
        let sender = (missing && said.is_none()).then(|| words.text(sender));
        let ticks = matches!(reader, Reader::Doctor) && ask.waits_for(PaperSender::Doctor);
        // The words were written for whoever is to send it, and for nobody else.
        let theirs = matches!(
            (reader, ask.sender),
            (Reader::Family, PaperSender::Family) | (Reader::Doctor, PaperSender::Doctor)
        );
        let what = ask.what.as_ref().filter(|_| theirs);
        let what = what.map_or("", |what| what.expose());
        // "Something else" says nothing beside the words that say what it is.
        let named = (ask.kind != PaperKind::Other || what.is_empty()).then(|| match ask.kind {
            PaperKind::Other => words.text("papers-another"),
            kind => words.text(&format!("{named}-{kind}")),
        });
        AskLine {
            kind: named.unwrap_or_default(),
            what: what.to_owned(),
            said: said.unwrap_or_default(),
            ticks: ticks.then_some(ask.id),
            sender: sender.unwrap_or_default(),
            state: words.text(&format!("papers-ask-{}", ask.state)),
            tone: if missing { "warn" } else { "ok" },
        }
    };
    let needed = asks.iter().filter(|ask| ask.state != AskState::NotNeeded);
    needed.filter(|_| open).map(line).collect()
}

/// Says how many messages of ours somebody has not read.
pub fn unread(words: &Words, count: i64) -> Option<String> {
    match count {
        0 => None,
        1 => Some(words.text("status-talk-one")),
        many => Some(words.with("status-talk-many", &[("count", &many.to_string())])),
    }
}

/// The form of the other side, to which a family invites its doctor and a doctor the family.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its way on this site.
    pub path: String,
    /// The whole address, to copy or to write down.
    pub url: String,
}

impl Invitation {
    /// Invites to `form`, in the language of whoever looks.
    pub fn to(form: &str, state: &WebState, visitor: &Visitor) -> Self {
        let path = format!("/{}/{form}", visitor.language.code());
        Self {
            url: state.address_of(&path),
            path,
        }
    }

    /// Returns a made-up one.
    #[cfg(test)]
    pub fn sample() -> Self {
        Self {
            path: "/en/doctor".to_owned(),
            url: "https://intake.example.org/en/doctor".to_owned(),
        }
    }
}
