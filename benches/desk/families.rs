//! Families and doctors fill in their forms, page by page, and send them. Only the last post is measured as the send.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use intake_desk::demo::volume::{answers_of, referral_of};
use intake_desk::domain::request::CONSENT_VERSION;
use jiff::civil::date;
use serde::Serialize;

use crate::load::{Ask, Figures, Line, run};
use crate::product::Site;

/// Who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    Family,
    Doctor,
}

impl Sender {
    /// Its word in the tables and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Doctor => "doctor",
        }
    }

    /// Fills in the form of a number; the send that is ready to go.
    async fn fill_in(self, line: &mut Line, number: u32) -> Result<Ask> {
        match self {
            Self::Family => Ok(fill_in(line, number, false).await?.0),
            Self::Doctor => refer(line, number).await,
        }
    }
}

/// The other cookies of an answer do not matter here.
pub fn cookie_of(name: &str, cookies: &[String]) -> Option<String> {
    let mut cookies = cookies.iter();
    cookies.find(|cookie| cookie.starts_with(name)).cloned()
}

/// The key of the form that a check page carries.
fn key_on(page: &str) -> Result<String> {
    let (_, rest) = page
        .split_once("name=\"submission_key\" value=\"")
        .context("no key on the page")?;
    Ok(rest.chars().take_while(|letter| *letter != '"').collect())
}

/// A doctor fills in the sections of a number.
async fn refer(line: &mut Line, number: u32) -> Result<Ask> {
    let answers = referral_of(number, date(2026, 6, 1));
    let at = |page: &str| format!("/en/doctor/{page}");
    let first = line.ask(&Ask::post(&at("you"), "", &answers.you)?).await?;
    let cookie = cookie_of("intake-doctor-form=", &first.cookies).context("no draft")?;
    line.ask(&Ask::post(&at("patient"), &cookie, &answers.patient)?)
        .await?;
    line.ask(&Ask::post(&at("disease"), &cookie, &answers.disease)?)
        .await?;
    line.ask(&Ask::post(&at("treatment"), &cookie, &answers.treatment)?)
        .await?;
    line.ask(&Ask::post(&at("today"), &cookie, &answers.today)?)
        .await?;
    let check = Ask::get(&at("check"), &cookie, "submission_key");
    let key = key_on(&line.ask(&check).await?.text)?;
    let form = [
        ("submission_key", key),
        ("capacity", answers.attest.capacity),
        ("version", answers.attest.version),
    ];
    Ask::post(&at("check"), &cookie, &form)
}

/// A family's way through the form.
struct Walk<'a> {
    line: &'a mut Line,
    cookie: String,
    /// Opens each page before it fills it in, as people do.
    opens: bool,
}

impl Walk<'_> {
    /// Fills in one page.
    async fn fill<F: Serialize + Sync>(&mut self, page: &str, form: &F) -> Result<()> {
        let path = format!("/en/family/{page}");
        if self.opens {
            self.line
                .ask(&Ask::get(&path, &self.cookie, "id=\"page\""))
                .await?;
        }
        let answer = self
            .line
            .ask(&Ask::post(&path, &self.cookie, form)?)
            .await?;
        if self.cookie.is_empty() {
            self.cookie = cookie_of("intake-form=", &answer.cookies).context("no draft")?;
        }
        Ok(())
    }
}

/// A family fills in the nine pages of a number; the send that is ready to go, and the cookie of its draft.
pub async fn fill_in(line: &mut Line, number: u32, opens: bool) -> Result<(Ask, String)> {
    let answers = answers_of(number, date(2026, 6, 1));
    let cookie = String::new();
    let mut walk = Walk {
        line,
        cookie,
        opens,
    };
    walk.fill("reach", &answers.reach).await?;
    walk.fill("language", &answers.language).await?;
    walk.fill("child", &answers.child).await?;
    walk.fill("relationship", &answers.relationship).await?;
    walk.fill("situation", &answers.situation).await?;
    walk.fill("treatment", &answers.treatment).await?;
    walk.fill("treating", &answers.treating).await?;
    walk.fill("help", &answers.help).await?;
    walk.fill("more", &answers.more).await?;
    let Walk { line, cookie, .. } = walk;
    let path = "/en/family/check";
    let check = line.ask(&Ask::get(path, &cookie, "submission_key")).await?;
    let form = [
        ("submission_key", key_on(&check.text)?),
        ("consent", CONSENT_VERSION.to_owned()),
    ];
    Ok((Ask::post(path, &cookie, &form)?, cookie))
}

/// A draft that was begun: its cookie, and the child's given name, which its page must show.
pub async fn draft(site: &Site, number: u32) -> Result<(String, String)> {
    let mut line = Line::open(&site.address).await?;
    let (_, cookie) = fill_in(&mut line, number, false).await?;
    Ok((
        cookie,
        answers_of(number, date(2026, 6, 1)).child.given_names,
    ))
}

/// Prepares so many forms to be sent.
pub async fn prepare(site: &Site, sender: Sender, first: u32, count: u64) -> Result<Vec<Ask>> {
    let ready = Arc::new(Mutex::new(Vec::new()));
    let filled = ready.clone();
    run(
        &site.address,
        16,
        Duration::from_mins(10),
        count,
        Arc::new(move |number, line| {
            let filled = filled.clone();
            Box::pin(async move {
                let send = sender.fill_in(line, first + u32::try_from(number)?).await?;
                filled
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(send);
                Ok(())
            })
        }),
    )
    .await?;
    Ok(std::mem::take(
        &mut *ready.lock().unwrap_or_else(PoisonError::into_inner),
    ))
}

/// Walks whole ways: every page of the form opened and filled in, the check read, the send, and its confirmation.
pub async fn journeys(site: &Site, connections: usize, first: u32, count: u64) -> Result<Figures> {
    run(
        &site.address,
        connections,
        Duration::from_mins(10),
        count,
        Arc::new(move |number, line| {
            Box::pin(async move {
                let (send, _) = fill_in(line, first + u32::try_from(number)?, true).await?;
                let answer = line.ask(&send).await?;
                let receipt =
                    cookie_of("intake-receipt=", &answer.cookies).context("no receipt")?;
                let confirmation = Ask::get("/en/family/sent", &receipt, "class=\"receipt\"");
                line.ask(&confirmation).await.map(drop)
            })
        }),
    )
    .await
}

/// Sends prepared forms, each once.
pub async fn send(
    site: &Site,
    sender: Sender,
    connections: usize,
    forms: Vec<Ask>,
) -> Result<Figures> {
    let sent: Arc<str> = format!("/{}/sent#main", sender.code()).into();
    let count = u64::try_from(forms.len())?;
    let forms = Arc::new(forms);
    run(
        &site.address,
        connections,
        Duration::from_mins(10),
        count,
        Arc::new(move |number, line| {
            let (forms, sent) = (forms.clone(), sent.clone());
            Box::pin(async move {
                let answer = line.ask(&forms[usize::try_from(number)?]).await?;
                anyhow::ensure!(
                    answer.location.ends_with(&*sent),
                    "led to {}",
                    answer.location
                );
                Ok(())
            })
        }),
    )
    .await
}
