//! The family's pages, in both languages and every state.

use intake_desk::domain::staff::Role;
use intake_desk::support::words::Language;
use jiff::SignedDuration;

use super::super::eye::{Eye, Kind};
use super::super::form::{Hand, PAGES};
use super::super::person::Person;
use crate::support::chrome::Look;
use crate::support::live::Live;

#[tokio::test]
async fn every_page_for_families_in_english() {
    every_page_for_families(Language::En).await;
}

#[tokio::test]
async fn every_page_for_families_in_spanish() {
    every_page_for_families(Language::Es).await;
}

async fn every_page_for_families(language: Language) {
    let live = Live::open().await;
    let look = Look::PHONE.speaking(language.code());
    let family = Person::at(&live, look).await;
    let mut eye = Eye::on(Kind::Public);
    let home = format!("/{}", language.code());
    let named = |name: &str| format!("{}-{name}", language.code());
    for (name, path) in [
        ("choose", "/".to_owned()),
        ("start", home.clone()),
        ("doctor", format!("{home}/doctor")),
        ("call-me", format!("{home}/call-me")),
        ("call-me-other", format!("{home}/call-me?spoken=other")),
        ("nothing-sent", format!("{home}/family/sent")),
        ("not-found", format!("{home}/nowhere")),
        ("patient-reach", format!("{home}/family/reach?who=patient")),
    ] {
        family.visit(&path).await;
        eye.look(&family, &named(name)).await;
    }
    mistakes(&family, &mut eye, language).await;
    the_form(&family, &mut eye, language).await;
    after_sending(&family, &mut eye, language).await;
    by_the_link(&family, &mut eye, language).await;
    later(&family, &mut eye, language).await;
    eye.close();
}

async fn mistakes(family: &Person<'_>, eye: &mut Eye, language: Language) {
    let long = Hand::Types("#note", LONG);
    for (page, given) in [
        ("call-me", [].as_slice()),
        ("family/reach", &[Hand::Types("#email", "rosa@")]),
        ("family/language", &[Hand::Types("#spoken_other", LONG)]),
        ("family/child", &[Hand::Types("#birth-day", "40")]),
        ("family/situation", &[Hand::Types("#back-year", "23")]),
        ("family/treating", &[Hand::Types("#doctor_phone", "12")]),
        ("family/help", &[long]),
        ("family/more", &[Hand::Types("#other_phone", "12")]),
        ("family/check", &[]),
    ] {
        family.visit(&format!("/{}/{page}", language.code())).await;
        family.gives(given).await;
        family.goes_on().await;
        assert_eq!(family.status().await, 422, "{page}");
        let name = page.replace('/', "-");
        eye.look(family, &format!("{}-{name}-error", language.code()))
            .await;
    }
    // The tampered page: no hand can do this.
    family
        .visit(&format!("/{}/family/situation", language.code()))
        .await;
    family
        .run("document.querySelector('input[name=place]').value = 'moon'")
        .await;
    family.tick("input[name=place]").await;
    family.goes_on().await;
    eye.glance(family, &format!("{}-situation-error", language.code()))
        .await;
    family.client().delete_all_cookies().await.unwrap();
}

const LONG: &str = "A text that goes on and on, with more than five hundred letters, as people write who have not slept \
    for days. A text that goes on and on, with more than five hundred letters, as people write who have not slept for \
    days. A text that goes on and on, with more than five hundred letters, as people write who have not slept for days. \
    A text that goes on and on, with more than five hundred letters, as people write who have not slept for days. A \
    text that goes on and on, with more than five hundred letters, as people write who have not slept for days.";

async fn the_form(family: &Person<'_>, eye: &mut Eye, language: Language) {
    family
        .visit(&format!("/{}/family/reach", language.code()))
        .await;
    for (step, answers) in PAGES {
        family.gives(answers).await;
        eye.look(family, &format!("{}-{step}", language.code()))
            .await;
        family.goes_on().await;
    }
    for (name, page) in [("later", "family/later"), ("resume", "resume")] {
        family.visit(&format!("/{}/{page}", language.code())).await;
        eye.look(family, &format!("{}-{name}", language.code()))
            .await;
    }
    family.goes_on().await;
    assert_eq!(family.status().await, 422, "nothing was typed");
    eye.look(family, &format!("{}-resume-error", language.code()))
        .await;
    family
        .visit(&format!("/{}/family/check", language.code()))
        .await;
    eye.look(family, &format!("{}-check", language.code()))
        .await;
    family.goes_on().await;
    assert_eq!(family.status().await, 422, "without permission");
    eye.look(family, &format!("{}-check-error", language.code()))
        .await;
}

async fn after_sending(family: &Person<'_>, eye: &mut Eye, language: Language) {
    let code = language.code();
    family.visit(&format!("/{code}/family/situation")).await;
    family.tick("input[value=intensive_care]").await;
    family.goes_on().await;
    family.visit(&format!("/{code}/family/help")).await;
    eye.look(family, &format!("{code}-urgent")).await;
    family.visit(&format!("/{code}/family/check")).await;
    // A second window stays open on an older page.
    let left_open = family.client().window().await.unwrap();
    let other = family.client().new_window(true).await.unwrap();
    family
        .client()
        .switch_to_window(other.handle)
        .await
        .unwrap();
    family.visit(&format!("/{code}/family/help")).await;
    let form = family.client().window().await.unwrap();
    family.client().switch_to_window(left_open).await.unwrap();
    family.sends(language).await;
    eye.look(family, &format!("{code}-sent")).await;
    family.live.clock.advance(SignedDuration::from_hours(48));
    family.visit(&format!("/{code}/family/sent")).await;
    eye.look(family, &format!("{code}-sent-late")).await;
    family.visit(&format!("/{code}/family/reach")).await;
    eye.glance(family, &format!("{code}-reach-again")).await;
    family.client().close_window().await.unwrap();
    family.client().switch_to_window(form).await.unwrap();
    family.goes_on().await;
    assert_eq!(family.status().await, 409);
    eye.look(family, &format!("{code}-again")).await;
}

/// The private link: its button, its question, a wrong answer, and where the request stands.
async fn by_the_link(family: &Person<'_>, eye: &mut Eye, language: Language) {
    let code = language.code();
    family.visit(&format!("/{code}/status")).await;
    eye.look(family, &format!("{code}-status-shut")).await;
    family.goes_on().await;
    eye.look(family, &format!("{code}-link-lost-error")).await;
    family.visit(&format!("/{code}/family/sent")).await;
    family.press(".private-link a").await;
    eye.look(family, &format!("{code}-link")).await;
    family.goes_on().await;
    eye.look(family, &format!("{code}-link-question")).await;
    family.gives(&[Hand::Types("#birth-year", "2016")]).await;
    family.goes_on().await;
    assert_eq!(family.status().await, 422);
    eye.look(family, &format!("{code}-link-refused")).await;
    let right = [
        Hand::Types("#birth", "marzo"),
        Hand::Types("#birth-day", "27"),
    ];
    family.gives(&right).await;
    family.goes_on().await;
    assert_eq!(family.place().await, format!("/{code}/status"));
    eye.look(family, &format!("{code}-status")).await;
    papers(family, eye, code).await;
    talk(family, eye, code).await;
    family.press("form[action*=messages] button").await;
    assert_eq!(family.place().await, format!("/{code}/status"));
    eye.look(family, &format!("{code}-status-stopped")).await;
    family.tick("details:has(a[href$=death]) > summary").await;
    family.press("a[href$=death]").await;
    eye.look(family, &format!("{code}-tell")).await;
    family.goes_on().await;
    eye.look(family, &format!("{code}-told")).await;
    family.press("main form button").await;
    family.press("form[action*=sign-out] button").await;
    eye.look(family, &format!("{code}-signed-out")).await;
    let fields = [
        Hand::Types("#reference", "RL-2222-222"),
        Hand::Types("#means", "x"),
    ];
    family.gives(&fields).await;
    family.goes_on().await;
    eye.look(family, &format!("{code}-link-asked")).await;
}

/// The thread: empty, with a mistake, and with a message.
async fn talk(family: &Person<'_>, eye: &mut Eye, code: &str) {
    family.press("main a[href*='/status/talk']").await;
    eye.look(family, &format!("{code}-talk")).await;
    family.goes_on().await;
    assert_eq!(family.status().await, 422);
    eye.look(family, &format!("{code}-talk-error")).await;
    let words = "¿Le va a doler? Se lo pregunto porque nos da mucho miedo.\nhttps://example.org/una-direccion-muy-larga-sin-espacios-que-no-cabe";
    family.fill("#text", words).await;
    family.goes_on().await;
    eye.look(family, &format!("{code}-talk-sent")).await;
    family.press("main .back").await;
}

/// The page of papers: empty, refused, and with a paper that has come.
async fn papers(family: &Person<'_>, eye: &mut Eye, code: &str) {
    family.press("main a[href*='/status/papers']").await;
    eye.look(family, &format!("{code}-papers")).await;
    family.goes_on().await;
    assert_eq!(family.status().await, 422);
    eye.look(family, &format!("{code}-papers-error")).await;
    let folder = tempfile::tempdir().unwrap();
    let paper = folder
        .path()
        .join("informe-de-patologia-con-un-nombre-largo-2026.pdf");
    std::fs::write(&paper, b"%PDF-1.7\n1 0 obj\n").unwrap();
    family.chooses_files("#file", &[&paper]).await;
    family.goes_on().await;
    let there = format!("/{code}/status/papers?said=added");
    assert_eq!(family.place().await, there);
    eye.look(family, &format!("{code}-papers-sent")).await;
    family.press("main .back").await;
}

/// Where a request stands, as the family sees it: paused, and for ever quiet after a death.
async fn later(family: &Person<'_>, eye: &mut Eye, language: Language) {
    let sent = format!("/{}/family/sent", language.code());
    family.visit(&sent).await;
    let case = format!("/staff/cases/{}", family.text(".ref").await);
    family.signs_in(Role::Intake).await;
    family.visit(&case).await;
    family.takes_it().await;
    family.moves_to("in_intake").await;
    let pause = [
        Hand::Types("#to-on_hold-text", "Passports."),
        Hand::Types("#to-on_hold-date", "03092026"),
    ];
    family.does("to-on_hold", &pause).await;
    family.visit(&sent).await;
    eye.look(family, &format!("{}-sent-paused", language.code()))
        .await;
    family.visit(&case).await;
    family.does("death", &[]).await;
    family.visit(&sent).await;
    eye.look(family, &format!("{}-quiet", language.code()))
        .await;
    family.client().delete_all_cookies().await.unwrap();
    family
        .visit(&format!("/{}/family/forget", language.code()))
        .await;
    eye.look(family, &format!("{}-forgotten", language.code()))
        .await;
}
