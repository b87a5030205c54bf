//! A browser without a screen: keeps cookies, marks its posts as browsers do, and reads what a page says.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt as _;

const FORM: &str = "application/x-www-form-urlencoded";
const ORIGIN: &str = "http://127.0.0.1:8080";

/// A browser with its cookies, at an address of its own.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// The cookies it keeps, by name.
    pub cookies: BTreeMap<String, String>,
    /// Where it connects from.
    pub address: Ipv4Addr,
}

/// What a browser got.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// Where it sends the browser; empty where it does not.
    pub location: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The body; empty where it is a file to save.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Browser {
    /// A browser that has never been here.
    pub fn new(router: &Router) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0x0a00_0001);
        Self {
            router: router.clone(),
            cookies: BTreeMap::new(),
            address: Ipv4Addr::from_bits(NEXT.fetch_add(1, Ordering::Relaxed)),
        }
    }

    /// Opens a page. A fragment stays in the browser, as in life.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(page_of(path)).body(Body::empty()).unwrap())
            .await
    }

    /// Goes where a page sends it.
    pub async fn follow(&mut self, page: &Page) -> Page {
        assert_eq!(page.status, 303, "{}", page.text);
        self.get(&page.location).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        self.post_raw(path, body.into_bytes()).await
    }

    /// Sends the bytes of a form, whatever they are.
    pub async fn post_raw(&mut self, path: &str, body: Vec<u8>) -> Page {
        self.post_as(path, &[("content-type", FORM)], body).await
    }

    /// Sends bytes under some headers, as a page of ours does.
    pub async fn post_as(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Page {
        let mut request = Request::post(page_of(path))
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, ORIGIN)
            .header("sec-fetch-site", "same-origin");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Fills in the first form of a page that posts, and sends it to where the page says; hidden fields go along.
    pub async fn answer(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        self.answer_form(page, "main form[method=post]", fields)
            .await
    }

    /// Fills in the form that a selector finds, and sends it; hidden fields go along.
    pub async fn answer_form(&mut self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Page {
        let (action, hidden) = page.one(form, |form| {
            let hidden = Selector::parse("input[type=hidden]").unwrap();
            let hidden: Vec<_> = form
                .select(&hidden)
                .map(|input| (own(input, "name"), own(input, "value")))
                .collect();
            (own(form, "action"), hidden)
        });
        let hidden = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<_> = hidden.chain(fields.iter().copied()).collect();
        self.post(&action, &all).await
    }

    /// Does something on a case as its page is now: `act(&case, "notes", &[("body", "…")])`.
    pub async fn act(&mut self, case: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(case).await;
        assert_eq!(page.status, 200, "{case}: {}", page.text);
        let version = page.attr("input[name=version]", "value");
        self.act_upon(case, &version, action, fields).await
    }

    /// Does something on a case as it was at a version.
    pub async fn act_upon(
        &mut self,
        case: &str,
        version: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let version = [("version", version)];
        let all: Vec<_> = version.iter().chain(fields).copied().collect();
        self.post(&format!("{case}/{action}"), &all).await
    }

    /// Sends any request with its cookies and keeps what comes back.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let cookies = pairs.join("; ").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, cookies);
        }
        let peer = SocketAddr::from((self.address, 40_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        let is_head = request.method() == Method::HEAD;
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = parts.headers.get(header::LOCATION);
        let location = location.map_or("", |value| value.to_str().unwrap());
        let bytes = to_bytes(body, 1 << 26).await.unwrap();
        assert!(!is_head || bytes.is_empty());
        Page {
            status: parts.status,
            location: location.to_owned(),
            text: if parts.headers.contains_key(header::CONTENT_DISPOSITION) {
                String::new()
            } else {
                String::from_utf8(bytes.to_vec()).unwrap()
            },
            bytes: bytes.to_vec(),
            headers: parts.headers,
        }
    }
}

fn page_of(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

fn own(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

impl Page {
    /// Reads something from every element that a selector finds.
    pub fn all<T>(&self, css: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(css).unwrap();
        html.select(&selector).map(read).collect()
    }

    /// Reads something from the first element that a selector finds.
    pub fn one<T>(&self, css: &str, read: impl Fn(ElementRef<'_>) -> T) -> T {
        let found = self.all(css, read).into_iter().next();
        found.unwrap_or_else(|| panic!("no {css} on a page of {}: {}", self.status, self.text))
    }

    /// The texts of all elements that a selector finds, with single spaces.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.all(css, |element| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// The text of the first of them.
    pub fn words(&self, css: &str) -> String {
        let found = self.texts(css).into_iter().next();
        found.unwrap_or_else(|| panic!("no {css} on a page of {}: {}", self.status, self.text))
    }

    /// Tells whether a selector finds anything.
    pub fn has(&self, css: &str) -> bool {
        !self.all(css, |_| ()).is_empty()
    }

    /// What stands in a control: a value, or the text of an area.
    pub fn value(&self, css: &str) -> String {
        self.one(css, |element| {
            let text: String = element.text().collect();
            let text = text.trim_start_matches('\n').to_owned();
            element.attr("value").map_or(text, str::to_owned)
        })
    }

    /// An attribute of the first element that a selector finds.
    pub fn attr(&self, css: &str, name: &str) -> String {
        self.one(css, |element| own(element, name))
    }

    /// The machine-readable moment of the first `time` below a selector.
    pub fn moment(&self, css: &str) -> String {
        self.attr(&format!("{css} time"), "datetime")
    }

    /// Where it sends the browser, without the fragment.
    pub fn path(&self) -> &str {
        page_of(&self.location)
    }

    /// A header's text; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap_or_default())
    }
}
