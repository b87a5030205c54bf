//! A family adds photos and papers from a phone: with a bar and over a line that breaks, and without any script.

use std::path::{Path, PathBuf};

use intake_desk::support::words::Language;
use jiff::SignedDuration;
use tempfile::TempDir;

use super::form::{Hand, LEAST};
use super::person::{Person, eventually};
use crate::support::chrome::Look;
use crate::support::live::Live;

/// Files on a phone.
struct Phone(TempDir);

impl Phone {
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A photo of so many bytes.
    fn photo(&self, name: &str, bytes: usize) -> PathBuf {
        let path = self.0.path().join(name);
        image::RgbImage::from_pixel(60, 40, image::Rgb([9, 90, 160]))
            .save(&path)
            .unwrap();
        let mut photo = std::fs::read(&path).unwrap();
        photo.resize(photo.len().max(bytes), b'.');
        std::fs::write(&path, photo).unwrap();
        path
    }
}

/// Sends a request, opens its private link, and goes to its papers.
async fn at_the_papers(live: &Live, look: Look) -> Person<'_> {
    let family = Person::at(live, look).await;
    family.visit("/en/family/reach").await;
    family.tells(Language::En, LEAST).await;
    family.sends(Language::En).await;
    family.press(".private-link a").await;
    family.goes_on().await;
    family
        .gives(&[Hand::Types("input[name=phone_end]", "0142")])
        .await;
    family.goes_on().await;
    assert_eq!(family.place().await, "/en/status");
    family.press("main a[href*='/status/papers']").await;
    family
}

async fn has_sent(family: &Person<'_>, names: &[&str]) {
    let place = async || {
        family.place().await.starts_with("/en/status/papers") && family.has("ul.lines").await
    };
    eventually("the papers are listed", place).await;
    let opens = async || {
        family.visit("/en/status/papers").await;
        family.texts("main ul.lines a").await == names
    };
    eventually("all were looked at", opens).await;
}

#[tokio::test]
async fn with_a_script_several_come_with_a_bar_over_a_line_that_breaks() {
    let live = Live::open().await;
    let family = at_the_papers(&live, Look::PHONE).await;
    let phone = Phone(tempfile::tempdir().unwrap());
    let photo = phone.photo("IMG 0417 名前.jpg", 3_500_000);
    let report = phone.file("report.pdf", b"%PDF-1.7\n1 0 obj\n");
    let chosen: [&Path; 2] = [&photo, &report];
    family.chooses_files("#file", &chosen).await;
    // The second and third try find no line, the fifth no room; the bar never goes back.
    family
        .run(
            "window.bars = []; window.waits = 0; window.full = 0; let calls = 0; const real = window.fetch;
             window.fetch = (...asked) => {
                calls += 1;
                window.bars.push(document.querySelector('progress').value);
                if (calls === 2 || calls === 3) return Promise.reject(new Error('no line'));
                if (calls === 5) return Promise.resolve(new Response('', { status: 507 }));
                return real(...asked);
             };
             new MutationObserver(() => {
                const told = document.getElementById('progress').textContent;
                if (told.startsWith('The line')) window.waits += 1;
                if (told.startsWith('There is no room')) window.full += 1;
                sessionStorage.setItem('seen', JSON.stringify([window.bars, window.waits, window.full]));
             }).observe(document.getElementById('progress'), { childList: true });",
        )
        .await;
    family.goes_on().await;
    has_sent(&family, &["report.pdf", "IMG 0417 名前.jpg"]).await;
    let seen = family.run("return sessionStorage.getItem('seen')").await;
    assert_eq!(
        seen.as_str().unwrap(),
        "[[0,29,29,29,59,59,89,0],2,1]",
        "where the bar stood, and how often it waited"
    );
    assert_eq!(live.count("SELECT count(*) FROM papers").await, 2);
}

#[tokio::test]
async fn what_was_refused_in_the_middle_goes_on_as_the_same_paper() {
    let live = Live::open().await;
    let family = at_the_papers(&live, Look::PHONE).await;
    let phone = Phone(tempfile::tempdir().unwrap());
    let photo = phone.photo("card.jpg", 2_500_000);
    family.chooses_files("#file", &[&photo]).await;
    family
        .run(
            "let calls = 0; const real = window.fetch;
             window.fetch = (...asked) => {
                calls += 1;
                const refused = { received: 0, words: 'Not now' };
                if (calls === 2) return Promise.resolve(new Response(JSON.stringify(refused), { status: 404 }));
                return real(...asked);
             };
             document.querySelector('main .actions button').click()",
        )
        .await;
    let told = async || family.texts("#file-error").await == ["card.jpg: Not now"];
    eventually("it is refused", told).await;
    family.chooses_files("#file", &[&photo]).await;
    family.goes_on().await;
    has_sent(&family, &["card.jpg"]).await;
    assert_eq!(live.count("SELECT count(*) FROM papers").await, 1);
}

#[tokio::test]
async fn a_wrong_file_is_named_and_the_others_come_all_the_same() {
    let live = Live::open().await;
    let family = at_the_papers(&live, Look::PHONE).await;
    let phone = Phone(tempfile::tempdir().unwrap());
    let tool = phone.file("tool.exe", b"MZ\x90\0\x03\0\0\0");
    let photo = phone.photo("card.png", 0);
    family.chooses_files("#file", &[&tool, &photo]).await;
    let press = "document.querySelector('main .actions button').click()";
    family.run(press).await;
    let words = "tool.exe: Choose a photo (JPEG, PNG, HEIC) or a PDF";
    let told = async || family.texts("#file-error").await == [words];
    eventually("the wrong one is named", told).await;
    let came = async || family.texts("#progress").await == ["card.png: We have it"];
    eventually("the other has come", came).await;
    family.expect_accessible("papers with a wrong one").await;
    let opens = async || {
        family.visit("/en/status/papers").await;
        family.texts("main ul.lines a").await == ["card.png"]
    };
    eventually("it was looked at", opens).await;
}

#[tokio::test]
async fn without_a_script_one_comes_at_a_time() {
    let live = Live::open().await;
    let family = at_the_papers(&live, Look::PHONE.without_javascript()).await;
    let phone = Phone(tempfile::tempdir().unwrap());
    for name in ["front.jpg", "back.jpg"] {
        let photo = phone.photo(name, 2_300_000);
        family.chooses_files("#file", &[&photo]).await;
        family.goes_on().await;
        assert!(family.words().await.contains("We have it. Thank you."));
        live.clock.advance(SignedDuration::from_secs(5));
    }
    has_sent(&family, &["back.jpg", "front.jpg"]).await;
    family.visit("/en/status").await;
    family.press("main a[href*='/status/papers']").await;
    family.goes_on().await;
    assert_eq!(family.text("#file-error").await, "Choose a photo or a file");
}
