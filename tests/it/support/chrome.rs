//! Real Chromium, without a window: one session per `Browser`, two at a time, each with a profile of its own.

use super::driver::{Driver, driver};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

const PATIENCE: Duration = Duration::from_secs(20);

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// How a person looks at the pages.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    pub dark: bool,
    pub javascript: bool,
    /// The language the browser asks for.
    pub language: &'static str,
}

impl Look {
    /// A phone, by day, in English.
    pub const PHONE: Self = Self {
        size: (390, 844),
        dark: false,
        javascript: true,
        language: "en-US",
    };

    /// A desk, by day, in English.
    pub const DESK: Self = Self {
        size: (1280, 900),
        ..Self::PHONE
    };

    pub const fn wide(self, width: u32) -> Self {
        Self {
            size: (width, self.size.1),
            ..self
        }
    }

    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    pub const fn without_javascript(self) -> Self {
        Self {
            javascript: false,
            ..self
        }
    }

    pub const fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }
}

/// One browser session. Its window closes with it.
pub struct Browser {
    client: Client,
    session: String,
    driver: &'static Driver,
    javascript: bool,
    _turn: SemaphorePermit<'static>,
}

/// Something that keeps a person from using a page, as axe sees it.
#[derive(Debug, Clone)]
pub struct Violation {
    pub rule: String,
    pub help: String,
    /// The elements concerned: where, and what to do.
    pub places: Vec<String>,
}

impl Browser {
    /// Opens a browser.
    pub async fn open(look: Look) -> Self {
        Self::with(AT_ONCE.acquire().await.expect("never closed"), look).await
    }

    /// Opens two browsers for one story. Opened one after the other, two such stories could wait for each other.
    pub async fn open_two(first: Look, second: Look) -> (Self, Self) {
        let mut turns = AT_ONCE.acquire_many(2).await.expect("never closed");
        let turn = turns.split(1).expect("two turns");
        (
            Self::with(turns, first).await,
            Self::with(turn, second).await,
        )
    }

    async fn with(turn: SemaphorePermit<'static>, look: Look) -> Self {
        let driver = tokio::task::spawn_blocking(driver)
            .await
            .expect("chromedriver starts");
        let wishes = wishes(look, &driver.fresh_profile());
        let wishes = wishes.as_object().cloned().unwrap_or_default();
        let client =
            Client::with_capabilities_and_connector(&driver.url(), &wishes, HttpConnector::new())
                .await
                .expect("a browser session");
        let session = client.session_id().await.ok().flatten();
        let browser = Self {
            client,
            session: session.expect("a session has an id"),
            driver,
            javascript: look.javascript,
            _turn: turn,
        };
        browser.resize(look.size).await;
        browser.set_dark(look.dark).await;
        browser
    }

    /// The WebDriver client: go, find, click, type.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Finds the one thing that this CSS selector names.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.find(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// What a person reads there.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    /// Types into a field, over what stands in it.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Clicks what changes this page, without leaving it.
    pub async fn tick(&self, css: &str) {
        self.find(css).await.click().await.unwrap();
    }

    /// Clicks what leads to another page (or to this one anew), and waits for it. A click alone returns before the
    /// new page is there whenever the machine is busy.
    pub async fn press(&self, css: &str) {
        let place = self.find(css).await;
        self.leave(css, async || place.click().await.unwrap()).await;
    }

    /// Does what leads to another page, and waits for that page.
    pub async fn leave(&self, what: &str, act: impl AsyncFnOnce()) {
        let old = self.find("html").await;
        act().await;
        let start = Instant::now();
        while old.tag_name().await.is_ok() {
            assert!(start.elapsed() < PATIENCE, "{what} leads nowhere");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let new = self.client.wait().at_most(PATIENCE);
        new.for_element(Locator::Css("body")).await.unwrap();
    }

    /// Presses one key, wherever the focus is.
    pub async fn key(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        let ran = self.client.execute(script, Vec::new()).await;
        ran.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Path and query of the page in view.
    pub async fn place(&self) -> String {
        let address = self.client.current_url().await.unwrap();
        let query = address.query().map(|query| format!("?{query}"));
        format!("{}{}", address.path(), query.unwrap_or_default())
    }

    /// Gives the page this many CSS pixels; unlike a window it can be as narrow as a phone.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await;
    }

    /// Day or night, as the system would tell the page.
    pub async fn set_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Shows the page as it comes out on paper: this many CSS pixels wide between the margins.
    pub async fn on_paper(&self, width: u32) {
        self.resize((width, 900)).await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
    }

    /// Prints the page in view, and returns the file.
    pub async fn print(&self) -> Vec<u8> {
        let wish = json!({ "preferCSSPageSize": true });
        let printed = self.devtools("Page.printToPDF", wish).await;
        let bytes = STANDARD.decode(printed["data"].as_str().unwrap_or_default());
        bytes.expect("a file")
    }

    /// Checks the page in view with axe, every rule of WCAG 2.2 A and AA and good practice.
    pub async fn axe(&self) -> Vec<Violation> {
        assert!(self.javascript, "axe needs JavaScript in the page");
        if self.run("return typeof axe").await == "undefined" {
            self.run(axe()).await;
        }
        let found = self
            .client
            .execute_async(AXE_RUN, Vec::new())
            .await
            .expect("axe runs");
        found
            .as_array()
            .unwrap_or_else(|| panic!("axe says: {found}"))
            .iter()
            .map(Violation::read)
            .collect()
    }

    /// Fails with what axe finds on the page in view.
    pub async fn expect_accessible(&self, page: &str) {
        let found = self.axe().await;
        assert!(found.is_empty(), "axe on {page}: {found:#?}");
    }

    /// Returns how far the page is wider than what is seen of it; more than 0 means scrolling sideways.
    pub async fn overflow(&self) -> i64 {
        let script =
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth;";
        let wider = self.client.execute(script, Vec::new()).await;
        wider
            .ok()
            .and_then(|value| value.as_i64())
            .expect("a number")
    }

    /// Writes a picture of the whole page, not only of what is seen of it.
    pub async fn screenshot(&self, path: impl AsRef<Path>) {
        let wish = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.devtools("Page.captureScreenshot", wish).await;
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap_or_default());
        if let Some(folder) = path.as_ref().parent() {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(path, bytes.expect("a picture")).unwrap();
    }

    /// Gives an order to the browser's own tools.
    pub async fn devtools(&self, order: &str, details: Value) -> Value {
        self.driver.devtools(&self.session, order, details).await
    }
}

impl Drop for Browser {
    /// Also when a story fails: a browser left open would take the place of the next.
    fn drop(&mut self) {
        let (driver, session) = (self.driver, self.session.clone());
        let ending = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(driver.end(&session));
        });
        let _ = ending.join();
    }
}

impl Violation {
    fn read(found: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let nodes = found["nodes"].as_array().cloned().unwrap_or_default();
        Self {
            rule: text(&found["id"]),
            help: text(&found["help"]),
            places: nodes
                .iter()
                .map(|node| format!("{} {}", text(&node["html"]), text(&node["failureSummary"])))
                .collect(),
        }
    }
}

fn wishes(look: Look, profile: &Path) -> Value {
    let mut preferences = json!({
        "intl.accept_languages": look.language,
        "credentials_enable_service": false,
    });
    if !look.javascript {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
    ];
    let mut arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    arguments.push(format!("--lang={}", look.language));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments, "prefs": preferences },
    })
}

const AXE_RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
        .then(found => done(found.violations), problem => done(String(problem)));";

/// Comes into the page through WebDriver, which a content security policy does not concern.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let tools = [
            option_env!("CARGO_TARGET_DIR"),
            Some(concat!(env!("CARGO_TARGET_TMPDIR"), "/..")),
        ];
        tools
            .into_iter()
            .flatten()
            .map(|target| Path::new(target).join("tools/node_modules/axe-core/axe.min.js"))
            .find_map(|path| std::fs::read_to_string(path).ok())
            .expect("axe-core is in target/tools; if not, run script/bootstrap")
    })
}
