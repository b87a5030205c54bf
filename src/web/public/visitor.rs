//! Who stands before the public pages: language, the browser's draft, and the few marks an address carries.
//!
//! The draft's cookie and the receipt's cookie are two: a family that asks for a call keeps its unfinished form.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::Deserialize;
use uuid::Uuid;

use crate::domain::request::doctor::Section;
use crate::domain::request::{Asker, DraftAnswers, DraftKind, ResumeCode, Step};
use crate::support::words::{Language, Words};
use crate::usecases::intake::DraftToken;
use crate::usecases::intake::find_receipt::Receipt;
use crate::usecases::intake::save_draft::{OpenDraft, Typing};
use crate::usecases::link::LinkToken;
use crate::web::address;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::page;
use crate::web::public::frame::saved_line;
use crate::web::public::receipt::find_receipt;
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// A visitor of a public page.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The language of the address.
    pub language: Language,
    /// True when the visitor came from "Check your answers".
    pub from_check: bool,
    /// Who asks, where a door of the start page said so.
    pub who: Option<Asker>,
    /// A spoken language, where a door said so.
    pub spoken: Option<String>,
    /// The mark of the draft that the posted page was drawn from.
    of: Option<String>,
    /// The sender's address.
    pub address: Option<IpAddr>,
    uri: Uri,
    tokens: [Held; 2],
    /// The session of a private link that this browser has opened.
    pub session: Option<LinkToken>,
    /// What comes after a page was saved.
    pub then: Then,
    /// The save that the posted page was drawn from.
    pub seen: String,
    /// What the address says was just done.
    pub said: Option<String>,
}

/// What a browser holds of one form.
#[derive(Debug, Clone)]
struct Held {
    draft: Option<DraftToken>,
    receipt: Option<DraftToken>,
}

/// The unfinished form of a browser, or an empty one.
#[derive(Debug, Clone, Default)]
pub struct Draft<A> {
    /// What was typed so far.
    pub answers: A,
    /// When it was last saved.
    pub saved_at: Option<Timestamp>,
    /// True once it was sent.
    pub sent: bool,
    /// True where another browser sent it: nothing of what was sent is shown here.
    pub sent_elsewhere: bool,
    /// The code by which it is resumed on another device.
    pub code: Option<ResumeCode>,
    /// When it is forgotten.
    pub expires_at: Option<Timestamp>,
    /// Which of its saves this is; empty where there is none.
    pub seen: String,
    key: Option<Uuid>,
}

/// What comes after a page was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next page, or this one again with its errors.
    GoOn,
    /// The code by which it is finished later.
    Later,
    /// The page before.
    Back,
    /// This page in the other language.
    OtherLanguage,
    /// Nothing: somebody is still typing.
    Typing,
}

impl Then {
    /// Knows what a button said; what is unknown goes on.
    fn from_code(code: &str) -> Then {
        match code {
            "later" => Then::Later,
            "back" => Then::Back,
            "language" => Then::OtherLanguage,
            "typing" => Then::Typing,
            _ => Then::GoOn,
        }
    }

    /// True for a look elsewhere: then a page on which nothing was typed leaves no draft.
    pub fn looks_elsewhere(self) -> bool {
        matches!(self, Then::Back | Then::OtherLanguage)
    }
}

/// A draft that has just been saved, and the token its browser must hold.
pub struct Kept<A> {
    /// The draft.
    pub draft: Draft<A>,
    token: DraftToken,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Marks {
    from: Option<String>,
    who: Option<String>,
    spoken: Option<String>,
    of: Option<String>,
    said: Option<String>,
    then: Option<String>,
    seen: Option<String>,
}

impl FromRequestParts<WebState> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Visitor, WebError> {
        let path = parts.uri.path();
        let language = path.split('/').nth(1).and_then(Language::from_code);
        let marks: Marks =
            serde_html_form::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
        Ok(Visitor {
            language: language.ok_or(WebError::NotFound)?,
            from_check: marks.from.as_deref() == Some("check"),
            who: marks.who.as_deref().and_then(Asker::from_code),
            spoken: marks.spoken,
            of: marks.of,
            address: address::client(
                &parts.extensions,
                &parts.headers,
                &state.settings.http.trusted_proxies,
            ),
            session: CookieOf::Link.read(&parts.headers, state),
            then: Then::from_code(marks.then.as_deref().unwrap_or_default()),
            seen: marks.seen.unwrap_or_default(),
            said: marks.said,
            uri: parts.uri.clone(),
            tokens: [DraftKind::Family, DraftKind::Doctor].map(|kind| Held {
                draft: CookieOf::form(kind).read(&parts.headers, state),
                receipt: CookieOf::receipt(kind).read(&parts.headers, state),
            }),
        })
    }
}

impl<A> Draft<A> {
    /// Returns the key that sending carries; empty before the first save.
    pub fn key(&self) -> String {
        self.key.map(|key| key.to_string()).unwrap_or_default()
    }

    /// Returns whether a posted key is this draft's.
    pub fn has_key(&self, key: &str) -> bool {
        self.key.is_some_and(|own| Uuid::parse_str(key) == Ok(own))
    }

    /// Returns whether nothing has been typed yet: there is no draft, or it was sent.
    pub fn is_new(&self) -> bool {
        self.sent || self.key.is_none()
    }

    /// Returns the mark that pages drawn from an unsent draft carry.
    pub fn mark(&self) -> Option<String> {
        self.key.filter(|_| !self.sent).map(mark_of)
    }
}

fn mark_of(key: Uuid) -> String {
    key.simple().to_string().chars().take(8).collect()
}

impl Visitor {
    /// Returns the page of the form that the address names.
    pub fn step(&self) -> Option<Step> {
        self.uri.path().rsplit('/').next().and_then(Step::from_code)
    }

    /// Returns the section of the doctor's form that the address names.
    pub fn section(&self) -> Option<Section> {
        self.uri
            .path()
            .rsplit('/')
            .next()
            .and_then(Section::from_code)
    }

    /// Returns the sentences of the visitor's language.
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }
}

impl Visitor {
    /// Returns the frame of the page, with the way to the same page in the other language.
    pub fn shell(&self, state: &WebState) -> PublicShell {
        state.public_shell(self.language, &self.path())
    }

    /// Returns the token of the browser's form, for sending.
    pub fn token(&self, kind: DraftKind) -> Option<DraftToken> {
        self.held(kind).draft.clone()
    }

    fn held(&self, kind: DraftKind) -> &Held {
        let [family, doctor] = &self.tokens;
        match kind {
            DraftKind::Family => family,
            DraftKind::Doctor => doctor,
        }
    }

    /// Counts a request about to be sent, once for each form; refuses where this address has sent too many within
    /// the hour.
    pub fn may_send(&self, state: &WebState, form_key: &str) -> Result<(), WebError> {
        // A key that is none is refused by the send itself; nothing of it is remembered.
        match (self.address, Uuid::parse_str(form_key)) {
            (Some(address), Ok(key)) if !state.may_request(address, key) => {
                Err(WebError::TooMany { retry_after: 600 })
            }
            _ => Ok(()),
        }
    }

    /// Finds the browser's unfinished form; an empty one where it has none, or the last one was sent.
    pub async fn draft<A: DraftAnswers>(&self, state: &WebState) -> Result<Draft<A>, WebError> {
        let Some(token) = &self.held(A::KIND).draft else {
            return Ok(Draft::default());
        };
        let found = state.desk.open_draft(token).await?;
        Ok(found.map(Draft::from).unwrap_or_default())
    }

    /// Saves what was typed on one page.
    pub async fn save<A: DraftAnswers>(
        &self,
        state: &WebState,
        edit: impl FnOnce(&mut A) + Send,
    ) -> Result<Kept<A>, WebError> {
        let token = state
            .desk
            .save_draft(self.held(A::KIND).draft.as_ref(), self.language, edit)
            .await?;
        let found = state.desk.open_draft(&token).await?;
        Ok(Kept {
            draft: found.map(Draft::from).unwrap_or_default(),
            token,
        })
    }

    /// Saves what is being typed, and answers the script that sent it: when that was, and which save it is.
    pub async fn save_typing<A: DraftAnswers>(
        &self,
        state: &WebState,
        edit: impl FnOnce(&mut A) + Send,
    ) -> Result<Response, WebError> {
        let held = self.held(A::KIND).draft.as_ref();
        let done = state
            .desk
            .save_typing(held, &self.seen, self.language, edit)
            .await?;
        let token = match done {
            Typing::Kept(token) => token,
            Typing::Changed => {
                let now: Draft<A> = self.draft(state).await?;
                let seen = if now.sent { String::new() } else { now.seen };
                return Ok(page::typed(StatusCode::CONFLICT, &seen, String::new()));
            }
        };
        let found = state.desk.open_draft::<A>(&token).await?;
        let draft: Draft<A> = found.map(Draft::from).unwrap_or_default();
        let saved_at = draft.saved_at.map(|at| state.local(at));
        let line = saved_line(self.words(), saved_at.as_ref(), &now(state));
        let answer = page::typed(StatusCode::OK, &draft.seen, line);
        Ok(Kept { draft, token }.on(answer, state))
    }

    /// Finds what this browser sent last by a form.
    pub async fn receipt<A: DraftAnswers>(
        &self,
        state: &WebState,
    ) -> Result<Option<Receipt>, WebError> {
        find_receipt::<A>(state, self.held(A::KIND).receipt.as_ref()).await
    }

    /// Finds what this browser sent by the very form that its draft was.
    pub async fn sent_by_form<A: DraftAnswers>(
        &self,
        state: &WebState,
    ) -> Result<Option<Receipt>, WebError> {
        find_receipt::<A>(state, self.held(A::KIND).draft.as_ref()).await
    }

    /// Returns the browser's way back to what it sent last by a form.
    pub fn sent(&self, kind: DraftKind) -> Option<&DraftToken> {
        self.held(kind).receipt.as_ref()
    }

    /// Returns all that this browser holds: forms, and ways back to what it sent.
    pub fn tokens(&self) -> impl Iterator<Item = &DraftToken> {
        self.tokens
            .iter()
            .flat_map(|held| held.draft.iter().chain(&held.receipt))
    }

    /// Returns whether the browser has sent something by a form before.
    pub fn has_receipt(&self, kind: DraftKind) -> bool {
        self.held(kind).receipt.is_some()
    }

    /// Returns whether the posted page was drawn from this draft.
    pub fn left_open<A>(&self, draft: &Draft<A>) -> bool {
        draft
            .key
            .is_some_and(|key| self.of.as_deref() == Some(mark_of(key).as_str()))
    }

    /// Returns the way to the page that was posted, at one of its places; that it came from a check is kept.
    pub fn same_page(&self, place: &str) -> String {
        let from = if self.from_check { "?from=check" } else { "" };
        format!("{}{from}#{place}", self.uri.path())
    }

    /// Returns the way to the posted page in the other language; that it came from a check, or by which door, is kept.
    pub fn same_page_elsewhere(&self, who: Option<Asker>) -> String {
        let path = self.uri.path().get(3..).unwrap_or_default();
        let from = self.from_check.then(|| "from=check".to_owned());
        let door = who.map(|who| format!("who={}", who.code()));
        let marks = from.into_iter().chain(door).collect::<Vec<_>>().join("&");
        let mark = if marks.is_empty() { "" } else { "?" };
        format!("/{}{path}{mark}{marks}#main", self.language.other().code())
    }

    /// The address with its marks: the link to the other language keeps them.
    fn path(&self) -> String {
        let query = self.uri.query().map(|query| format!("?{query}"));
        format!("{}{}", self.uri.path(), query.unwrap_or_default())
    }
}

/// Returns the present moment in the programme's time zone.
pub fn now(state: &WebState) -> Zoned {
    state.local(state.desk.now())
}

/// Returns today's date where the programme is.
pub fn today(state: &WebState) -> Date {
    now(state).date()
}

impl<A> From<OpenDraft<A>> for Draft<A> {
    fn from(found: OpenDraft<A>) -> Draft<A> {
        Draft {
            answers: found.answers,
            saved_at: Some(found.saved_at),
            sent: found.sent,
            sent_elsewhere: found.sent_elsewhere,
            code: found.code,
            expires_at: Some(found.expires_at),
            seen: found.seen,
            key: Some(found.submission_key),
        }
    }
}

impl<A: DraftAnswers> Kept<A> {
    /// Hands the draft's token to the browser.
    pub fn on(&self, mut response: Response, state: &WebState) -> Response {
        CookieOf::form(A::KIND).set(&mut response, &self.token, state);
        response
    }
}
