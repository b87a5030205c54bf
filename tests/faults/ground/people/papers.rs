//! A family that adds papers from its confirmation: in parts, as `static/papers.js` sends them, or by the plain form. It
//! sends again until it is told that a paper is there, and remembers what it was told on the way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hyper::body::Bytes;
use intake_desk::domain::paper::PART_BYTES;
use intake_desk::support::ids::{random_bytes, random_id};
use uuid::Uuid;

use super::requests::Form;
use super::visitor::{Page, Unanswered, Visitor};

const PAPERS: &str = "/en/status/papers";
const LINE: &str = "-----------------------------7d1";
/// How long a family waits before it sends again.
const PAUSE: Duration = Duration::from_millis(50);
/// How often it sends again before the trial has failed.
const TRIES_MOST: u32 = 1_200;

/// A document of this family, and the key of the page it is sent from.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is called.
    pub name: String,
    /// What stands in it: nothing that could be pressed together or taken for another.
    pub bytes: Bytes,
    key: Uuid,
}

/// What happened on the way, over all families.
#[derive(Debug, Default)]
pub struct Told {
    /// Parts that were counted.
    pub parts: AtomicUsize,
    /// Papers that are there.
    pub papers: AtomicUsize,
    /// Parts and forms without an answer.
    pub unanswered: AtomicUsize,
    /// How often a paper went on in its middle after an answer that did not come.
    pub went_on: AtomicUsize,
}

/// A family with its browser.
#[derive(Debug, Clone)]
pub struct Family {
    /// The browser, which is in for an hour.
    pub visitor: Visitor,
    /// The reference of its request.
    pub reference: String,
}

impl Document {
    /// A document of so many bytes.
    pub fn fresh(name: &str, length: usize) -> Self {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        while bytes.len() < length {
            bytes.extend_from_slice(&random_bytes::<4096>());
        }
        bytes.truncate(length);
        Self {
            name: name.to_owned(),
            bytes: Bytes::from(bytes),
            key: random_id(),
        }
    }

    /// The part that begins there.
    fn part(&self, at: usize) -> Bytes {
        self.bytes.slice(at..self.bytes.len().min(at + PART_BYTES))
    }
}

impl Family {
    /// Asks for a call, and goes to its papers from the confirmation.
    pub async fn at_its_papers(port: u16) -> Self {
        let mut form = Form::CallMe.filled(port).await.unwrap();
        let sent = form.send().await.unwrap();
        assert_eq!(sent.status, 303, "{}", sent.text);
        let reference = form.confirmation().await.unwrap();
        let mut visitor = form.visitor;
        let inside = visitor.post("/en/family/papers", &[]).await.unwrap();
        assert!(
            inside.header("location").starts_with(PAPERS),
            "{}",
            inside.text
        );
        Self { visitor, reference }
    }

    /// Sends the part that begins there, once.
    pub async fn sends_part(&mut self, paper: &Document, at: usize) -> Result<Page, Unanswered> {
        let (key, of) = (paper.key, paper.bytes.len());
        let path = format!("{PAPERS}/parts?key={key}&kind=summary&at={at}&of={of}");
        let headers = [
            ("content-type", "application/octet-stream"),
            ("x-paper-name", paper.name.as_str()),
        ];
        let part = paper.part(at);
        self.visitor.post_as(&path, &headers, part).await
    }

    /// Sends a paper from there on in parts until all of it is there. After an answer that did not come the same part goes
    /// again, or, where the page was loaded anew, the first one: the desk says what is next. What was counted once stays
    /// counted.
    pub async fn sends_from(&mut self, paper: &Document, mut at: usize, anew: bool, told: &Told) {
        let (mut counted, mut cut) = (at, false);
        for _ in 0..TRIES_MOST {
            match self.sends_part(paper, at).await {
                Ok(page) if [200, 409].contains(&page.status) => {
                    at = received(&page);
                    assert!(at >= counted, "{counted} bytes were counted, now {at}");
                    told.parts
                        .fetch_add(usize::from(at > counted), Ordering::Relaxed);
                    if std::mem::take(&mut cut) && at > 0 {
                        told.went_on.fetch_add(1, Ordering::Relaxed);
                    }
                    counted = at;
                    if at == paper.bytes.len() {
                        told.papers.fetch_add(1, Ordering::Relaxed);
                        return;
                    }
                }
                Ok(page) => assert_eq!(page.status, 503, "{}", page.text),
                Err(_) => {
                    told.unanswered.fetch_add(1, Ordering::Relaxed);
                    cut = true;
                    at = if anew { 0 } else { at };
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} was never all there", paper.name);
    }

    /// The form of a page with this paper, as a browser without scripts sends it.
    pub fn form_of(paper: &Document) -> Bytes {
        let field = |name: &str, value: &str| {
            format!(
                "--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
        };
        let mut body = field("key", &paper.key.to_string()).into_bytes();
        body.extend(field("kind", "summary").bytes());
        let head = format!(
            "--{LINE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
             Content-Type: application/pdf\r\n\r\n",
            paper.name
        );
        body.extend(head.bytes());
        body.extend_from_slice(&paper.bytes);
        body.extend(format!("\r\n--{LINE}--\r\n").bytes());
        Bytes::from(body)
    }

    /// Posts the plain form once.
    pub async fn posts(&mut self, form: &Bytes) -> Result<Page, Unanswered> {
        let kind = format!("multipart/form-data; boundary={LINE}");
        let headers = [("content-type", kind.as_str())];
        self.visitor.post_as(PAPERS, &headers, form.clone()).await
    }

    /// Posts the plain form until it is taken.
    pub async fn posts_until_taken(&mut self, paper: &Document, told: &Told) {
        let form = Self::form_of(paper);
        for _ in 0..TRIES_MOST {
            match self.posts(&form).await {
                Ok(page) if page.status == 303 => {
                    told.papers.fetch_add(1, Ordering::Relaxed);
                    return;
                }
                Ok(page) => assert_eq!(page.status, 503, "{}", page.text),
                Err(_) => {
                    told.unanswered.fetch_add(1, Ordering::Relaxed);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} was never taken", paper.name);
    }

    /// The names of the papers on its page, whether they open or not, newest first.
    pub async fn listed(&mut self) -> Vec<String> {
        let page = self.page().await;
        let lines = page.split("<bdi>").skip(1).map(|line| {
            let line = line.split("</bdi>").next().unwrap_or_default();
            line.trim_end_matches("</a>")
                .rsplit('>')
                .next()
                .unwrap_or_default()
        });
        lines.map(str::to_owned).collect()
    }

    /// The id of a paper that opens; none while it does not.
    pub async fn id_of(&mut self, name: &str) -> Option<String> {
        let page = self.page().await;
        let links = page
            .split("<a class=\"lone\" href=\"")
            .skip(1)
            .filter_map(|link| link.split_once("\" download>"));
        let mut own = links.filter(|(_, rest)| rest.split("</a>").next() == Some(name));
        let path = own.next()?.0;
        assert!(own.next().is_none(), "{name} is there twice");
        path.rsplit('/').next().map(str::to_owned)
    }

    /// Opens a paper.
    pub async fn opens(&mut self, id: &str) -> Page {
        self.visitor.get(&format!("{PAPERS}/{id}")).await.unwrap()
    }

    async fn page(&mut self) -> String {
        let page = self.visitor.get(PAPERS).await.unwrap();
        assert_eq!(page.status, 200, "{}", page.text);
        page.text
    }
}

/// How many bytes are there, as the desk says.
pub fn received(page: &Page) -> usize {
    let told: serde_json::Value = serde_json::from_str(&page.text).unwrap();
    let received = told["received"].as_u64();
    let received = received.unwrap_or_else(|| panic!("{}", page.text));
    usize::try_from(received).unwrap()
}
