//! What a family keeps on paper: the code of a saved form, the confirmation and the page of its request. Paper cannot be
//! pressed: whatever leads on stands there as an address, and nothing that only a screen can do.

use intake_desk::support::words::{Language, Words};
use std::path::PathBuf;

use super::form::{Hand, LEAST, PAGES};
use super::person::Person;
use crate::support::chrome::Look;
use crate::support::live::Live;

/// What is left between the margins of a letter sheet and of A4, in CSS pixels.
const SHEETS: [u32; 2] = [680, 657];
const PHONE: (u32, u32) = (390, 844);
/// Answers of a talkative family.
const ANSWERS: [&str; 4] = [
    "Rosalía Ñandú-O'Neil",
    "Anahí Quispe",
    "Dra. Okafor",
    "hijos más",
];
/// What the same family wrote for us alone: the biggest worry, and whom not to tell.
const FOR_US_ALONE: [&str; 2] = ["¿Le va a doler?", "Mi cuñado"];

#[tokio::test]
async fn what_a_family_prints_says_where_to_come_back_and_shows_no_buttons() {
    let live = Live::open().await;
    for language in [Language::En, Language::Es] {
        let family = Person::at(&live, Look::PHONE).await;
        the_confirmation(&family, language).await;
        the_request(&family, language).await;
    }
}

#[tokio::test]
async fn the_code_of_a_saved_form_is_printed_with_the_address_where_it_is_typed() {
    let live = Live::open().await;
    for language in [Language::En, Language::Es] {
        let family = Person::at(&live, Look::PHONE).await;
        let code = language.code();
        family.visit(&format!("/{code}/family/reach")).await;
        family.gives(LEAST[0].1).await;
        family.press("main .actions button[formaction]").await;
        let address = live.url(&format!("/{code}/resume"));
        let shown = family.text(".private-link a").await;
        assert_eq!(
            shown, address,
            "whoever writes it down by hand needs it too"
        );
        let mut told = vec![family.text(".receipt").await, address];
        told.push(family.text(".help .phone").await);
        is_on_paper(&family, language, "later", &told).await;
    }
}

async fn the_confirmation(family: &Person<'_>, language: Language) {
    family
        .visit(&format!("/{}/family/reach", language.code()))
        .await;
    family.tells(language, PAGES).await;
    let reference = family.sends(language).await;
    let mut told = ANSWERS.map(str::to_owned).to_vec();
    told.push(reference);
    for place in [".promise", ".help .phone", ".private-link a"] {
        told.push(family.text(place).await);
    }
    is_on_paper(family, language, "sent", &told).await;
}

async fn the_request(family: &Person<'_>, language: Language) {
    let code = language.code();
    let reference = family.text(".receipt .ref").await;
    family.press(".private-link a").await;
    family.goes_on().await;
    let born = [
        Hand::Types("#birth", "3"),
        Hand::Types("#birth-day", "27"),
        Hand::Types("#birth-year", "2016"),
    ];
    family.gives(&born).await;
    family.goes_on().await;
    let path = format!("/{code}/status");
    assert_eq!(family.place().await, path);
    let words = family.words().await;
    let title = Words::of(language).text("status-again-title");
    assert!(!words.contains(&title), "on the screen nobody needs it");
    let mut told = ANSWERS.map(str::to_owned).to_vec();
    told.extend([reference, title, family.live.url(&path)]);
    for place in [".promise", ".help .phone", ".private-link a"] {
        told.push(family.text(place).await);
    }
    is_on_paper(family, language, "status", &told).await;
}

/// All this stands on the sheet, nothing is cut off, and nothing could be pressed. The page is on the screen again after that.
async fn is_on_paper(family: &Person<'_>, language: Language, name: &str, told: &[String]) {
    let on_screen = family.words().await;
    if name != "later" {
        for line in FOR_US_ALONE {
            assert!(on_screen.contains(line), "{name}: {line:?} can be read");
        }
    }
    for width in SHEETS {
        family.on_paper(width).await;
        let cut = family.run(CUT).await;
        assert_eq!(cut, serde_json::json!([]), "{name}: cut off at {width}");
        let pressed = family.run(PRESSED).await;
        assert_eq!(pressed, serde_json::json!([]), "{name}: only for a screen");
    }
    let words = family.words().await;
    for line in told.iter().flat_map(|text| text.lines()) {
        assert!(words.contains(line), "{name}: {line:?} is not on {words}");
    }
    for line in FOR_US_ALONE {
        assert!(!words.contains(line), "{name}: {line:?} is on {words}");
    }
    for screen in [
        "not-given",
        "field-worry",
        "field-not_share",
        "sent-print",
        "sent-forget-title",
        "status-papers",
        "status-talk",
        "status-changed",
        "status-sign-out",
        "later-shared-title",
        "later-clear",
        "later-go-on",
        "shell-help-call-me-link",
        "shell-skip",
    ] {
        let text = Words::of(language).with(screen, &[("asker", "family")]);
        assert!(!words.contains(&text), "{name}: {text:?} is on {words}");
    }
    if let Some(folder) = std::env::var_os("INTAKE_PICTURES").map(PathBuf::from) {
        let picture = format!("{}-{name}-paper.png", language.code());
        family.screenshot(folder.join(picture)).await;
    }
    let file = family.print().await;
    assert!(file.starts_with(b"%PDF-"), "{name}");
    family.resize(PHONE).await;
    family.set_dark(false).await;
}

/// Lists what reaches over the edge of the sheet, or hides a part of itself.
const CUT: &str = "
    const over = one => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; };
    const hides = one => getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth;
    const all = [...document.body.querySelectorAll('*:not(.hidden-text)')].filter(one => one.getClientRects().length);
    return all.filter(one => over(one) || hides(one)).map(one => one.outerHTML.slice(0, 120));";

/// Lists what could be pressed or typed in. A number to call is read, and so is an address that stands there as it is.
const PRESSED: &str = "
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, nav, progress');
    const seen = [...all].filter(one => one.getClientRects().length);
    const read = one => one.matches('.programme, [href^=\"tel:\"]') || one.textContent.trim() === one.href;
    return seen.filter(one => !read(one)).map(one => one.outerHTML.slice(0, 120));";
