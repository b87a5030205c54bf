//! Somebody before a screen: a browser on a running site, and the few things that people look at.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::Value;
use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::chrome::{Browser, Look};
use crate::support::live::Live;

const PATIENCE: Duration = Duration::from_secs(20);

/// A person and their browser.
pub struct Person<'a> {
    browser: Browser,
    pub live: &'a Live,
}

impl Deref for Person<'_> {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl<'a> Person<'a> {
    /// Somebody comes.
    pub async fn at(live: &'a Live, look: Look) -> Self {
        let browser = Browser::open(look).await;
        Self { browser, live }
    }

    /// Two people come.
    pub async fn two_at(live: &'a Live, first: Look, second: Look) -> (Self, Self) {
        let (first, second) = Browser::open_two(first, second).await;
        let with = |browser| Self { browser, live };
        (with(first), with(second))
    }

    /// Goes to a page of the site.
    pub async fn visit(&self, path: &str) {
        self.go(&self.live.url(path)).await;
    }

    /// What stands after the `#` of the address.
    pub async fn fragment(&self) -> String {
        let address = self.client().current_url().await.unwrap();
        address.fragment().unwrap_or_default().to_owned()
    }

    /// The status that the page in view came with.
    pub async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.run(script).await.as_u64().unwrap()
    }

    /// The title of the window.
    pub async fn title(&self) -> String {
        self.client().title().await.unwrap()
    }

    /// The texts of everything that a selector finds, hidden ones too.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll({css:?})].map(one => one.textContent.trim().replace(/\\s+/g, ' '))"
        );
        texts(&self.run(&script).await)
    }

    /// One property of everything that a selector finds.
    pub async fn each(&self, css: &str, property: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll({css:?})].map(one => String(one.{property}))"
        );
        texts(&self.run(&script).await)
    }

    /// Whether the page has such a thing.
    pub async fn has(&self, css: &str) -> bool {
        let found = self.client().find_all(Locator::Css(css)).await;
        !found.unwrap().is_empty()
    }

    /// All the words of the page.
    pub async fn words(&self) -> String {
        self.text("body").await
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> String {
        let value = self.find(css).await.prop("value").await.unwrap();
        value.unwrap_or_default()
    }

    /// Chooses from a list.
    pub async fn choose(&self, css: &str, value: &str) {
        self.find(css).await.select_by_value(value).await.unwrap();
    }

    /// Chooses files of this device.
    pub async fn chooses_files(&self, css: &str, files: &[&Path]) {
        let names: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
        let field = self.find(css).await;
        field.send_keys(&names.join("\n")).await.unwrap();
    }

    /// Whether the thing that has the focus is what a selector names.
    pub async fn is_on(&self, css: &str) -> bool {
        let script = format!("return document.activeElement.matches({css:?})");
        self.run(&script).await == Value::Bool(true)
    }

    /// Goes on with the Tab key until the focus is there. Every stop on the way must be seen, and say that it is one.
    pub async fn tab_to(&self, css: &str) {
        for _ in 0..80 {
            self.key(Key::Tab).await;
            let seen = self.run(FOCUS_IS_SEEN).await;
            assert_eq!(seen, Value::String(String::new()), "on the way to {css}");
            if self.is_on(css).await {
                return;
            }
        }
        panic!("the Tab key never comes to {css}");
    }

    /// Types at the focus.
    pub async fn type_in(&self, text: &str) {
        let field = self.client().active_element().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses Enter where it leads to another page.
    pub async fn enter(&self) {
        let enter = async || self.key(Key::Enter).await;
        self.leave("the Enter key", enter).await;
    }

    /// Goes back, as the browser's own button does.
    pub async fn back(&self) {
        let back = async || self.client().back().await.unwrap();
        self.leave("the Back button", back).await;
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    let texts = list.iter().map(|one| one.as_str().unwrap().to_owned());
    texts.collect()
}

/// Says nothing where the focus is on the screen, covered by nothing, and drawn.
const FOCUS_IS_SEEN: &str = "
    const stop = document.activeElement;
    if (stop === document.body) return '';
    const shown = stop.closest('.option') || stop;
    const box = shown.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const top = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), Math.min(Math.max(y, 1), innerHeight - 1));
    const seen = top && (shown.contains(top) || top.contains(shown));
    const style = getComputedStyle(shown);
    const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return seen && drawn ? '' : `${stop.outerHTML} is ${seen ? 'seen' : 'hidden'} and ${drawn ? 'drawn' : 'not drawn'}`;";

/// Waits until something is so.
pub async fn eventually(what: &str, is_so: impl AsyncFn() -> bool) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
