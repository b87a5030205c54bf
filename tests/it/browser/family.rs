//! A family asks, on a phone: in English and Spanish, with scripts and without, with the keyboard alone;
//! followed into the database and to the mails. What goes wrong on the way is in `mistakes`.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::key::Key;
use intake_desk::support::words::{Language, Words};
use std::time::{Duration, Instant};

use super::form::{EMAIL, LEAST, NAMES, OTHER_EMAIL, PAGES};
use super::person::{Person, eventually};
use crate::support::chrome::Look;
use crate::support::live::Live;

const PROMISE: [&str; 2] = [
    "Tuesday, March 3, by 5 pm Eastern time",
    "martes 3 de marzo, antes de las 5 pm, hora del Este",
];

#[tokio::test]
async fn a_family_asks_in_english_with_scripts() {
    the_whole_way(Language::En, Look::PHONE).await;
}

#[tokio::test]
async fn a_family_asks_in_spanish_without_scripts() {
    let look = Look::PHONE.speaking("es").without_javascript();
    the_whole_way(Language::Es, look).await;
}

#[tokio::test]
async fn the_shortest_way_works_in_each_language_with_and_without_scripts() {
    let live = Live::open().await;
    for (number, (language, look)) in [
        (Language::En, Look::PHONE.without_javascript()),
        (Language::Es, Look::PHONE),
    ]
    .into_iter()
    .enumerate()
    {
        let family = Person::at(&live, look).await;
        family.visit(&format!("/{}", language.code())).await;
        family.press(".doors .first a").await;
        family.tells(language, LEAST).await;
        family.sends(language).await;
        let cases = i64::try_from(number).unwrap() + 1;
        assert_eq!(live.count("SELECT count(*) FROM referrals").await, cases);
    }
}

/// From the choice of language to the mails.
async fn the_whole_way(language: Language, look: Look) {
    let live = Live::open().await;
    let family = Person::at(&live, look).await;
    family.visit("/").await;
    family
        .press(&format!(".doors a[hreflang={}]", language.code()))
        .await;
    family.press(".doors .first a").await;
    family.tells(language, PAGES).await;
    steps_back_and_changes_an_answer(&family, language).await;
    let reference = family.sends(language).await;
    let promise = PROMISE[usize::from(language == Language::Es)];
    assert_eq!(family.text(".promise .when").await, promise);
    let words = family.words().await;
    for told in ["Rosalía Ñandú-O'Neil", "Anahí Quispe", "hijos más", EMAIL] {
        assert!(words.contains(told), "{told} is not in the copy to keep");
    }
    is_stored_once(&live, language).await;
    mails_say_little(&family, language, &reference).await;
}

async fn steps_back_and_changes_an_answer(family: &Person<'_>, language: Language) {
    let check = format!("/{}/family/check", language.code());
    family.press(".back").await;
    assert_eq!(
        family.place().await,
        format!("/{}/family/more", language.code())
    );
    family.press(".back").await;
    assert!(
        family
            .has("input[name=kinds][value=insurance]:checked")
            .await,
        "what was ticked stays ticked"
    );
    family.goes_on().await;
    family.goes_on().await;
    family.press(".change a[href*='/family/reach']").await;
    assert_eq!(family.value("#name").await, "Rosalía Ñandú-O'Neil");
    family.tick("input[name=voicemail][value=yes]").await;
    family.goes_on().await;
    assert_eq!(family.place().await, check, "a change leads back");
    assert!(!family.has(".errors").await);
}

async fn is_stored_once(live: &Live, language: Language) {
    let code = language.code();
    for (what, sql) in [
        ("the case", "SELECT count(*) FROM referrals WHERE status = 'received' AND source = 'family' AND language = 'es' AND interpreter AND help = '{travel,insurance}' AND due_at IS NOT NULL".to_owned()),
        ("the submission", format!("SELECT count(*) FROM submissions WHERE language = '{code}' AND consent_version IS NOT NULL")),
        ("the contact", "SELECT count(*) FROM contacts WHERE kind = 'family' AND language = 'es' AND has_email AND has_phone".to_owned()),
        ("the other parent", "SELECT count(*) FROM contacts WHERE kind = 'other_adult'".to_owned()),
        ("the receipt", "SELECT count(*) FROM outbox WHERE notice = 'family_receipt' AND language = 'es' AND contact_id IS NOT NULL".to_owned()),
        ("the word to the fallback owner", "SELECT count(*) FROM outbox WHERE notice = 'intake_new_request' AND reason LIKE '%fallback%'".to_owned()),
        ("the word to insurance", "SELECT count(*) FROM outbox WHERE notice = 'insurance_help_asked'".to_owned()),
        ("the event", "SELECT count(*) FROM audit_events WHERE actor_kind = 'family'".to_owned()),
    ] {
        assert_eq!(live.count(&sql).await, 1, "{what}");
    }
}

/// Reads the mails as the demo shows them: each says little, and nothing of anybody.
async fn mails_say_little(family: &Person<'_>, language: Language, reference: &str) {
    let waiting = "SELECT count(*) FROM outbox WHERE status <> 'sent'";
    let all_sent = async || family.live.count(waiting).await == 0;
    eventually("every mail has left", all_sent).await;
    family.visit("/dev/mail").await;
    let mails = family.each("tbody a", "href").await;
    let sent = family.live.count("SELECT count(*) FROM outbox").await;
    assert_eq!(i64::try_from(mails.len()).unwrap(), sent);
    let mut receipts = 0;
    for mail in mails {
        family.go(&mail).await;
        let text = family.words().await;
        family.go(&format!("{mail}/html")).await;
        let html = family.words().await;
        for name in NAMES {
            assert!(!text.contains(name) && !html.contains(name), "{name}");
        }
        assert!(text.contains(reference) && html.contains(reference));
        assert!(!text.contains(OTHER_EMAIL), "nobody writes to them unasked");
        if text.contains(EMAIL) {
            receipts += 1;
            // They asked to be written to in Spanish, whatever page they used.
            assert!(text.contains("Hemos recibido su solicitud"), "{text}");
            assert!(text.contains(PROMISE[1]), "{text}");
        }
    }
    assert_eq!(
        receipts, 1,
        "one receipt, whatever the language: {language:?}"
    );
}

#[tokio::test]
async fn a_keyboard_is_enough() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/").await;
    family.tab_to(".doors a[hreflang=en]").await;
    family.enter().await;
    family.tab_to(".doors .first a").await;
    family.enter().await;
    family.tab_to("#name").await;
    family.type_in("Rosalía").await;
    family.tab_to("#phone").await;
    family.type_in("215-555-0142").await;
    family.enter().await;
    family.tab_to("#spoken").await;
    family.type_in("Esp").await;
    assert_eq!(family.value("#spoken").await, "es");
    continue_by_key(&family).await;
    family.tab_to("#by_phone").await;
    family.key(Key::Space).await;
    continue_by_key(&family).await;
    family.tab_to("input[name=relation]").await;
    family.key(Key::Space).await;
    family.key(Key::Down).await;
    assert!(family.is_on("input[value=father]:checked").await);
    for _ in [
        "relationship",
        "situation",
        "treatment",
        "treating",
        "help",
        "more",
    ] {
        continue_by_key(&family).await;
    }
    family.tab_to(".change a").await;
    family.enter().await;
    assert_eq!(family.value("#name").await, "Rosalía");
    continue_by_key(&family).await;
    family.tab_to("#consent").await;
    family.key(Key::Space).await;
    continue_by_key(&family).await;
    family.reads_the_confirmation(Language::En).await;
    family.tab_to(".help .phone").await;
}

async fn continue_by_key(family: &Person<'_>) {
    family.tab_to("main .actions button:not([name=add])").await;
    family.enter().await;
}

#[tokio::test]
async fn just_call_me_takes_less_than_a_minute_from_the_middle_of_the_form() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    let start = Instant::now();
    family.visit("/es/family/reach").await;
    family.gives(LEAST[0].1).await;
    family.goes_on().await;
    family.press(".help a[href$='/call-me']").await;
    assert_eq!(family.value("#name").await, "Rosalía Ñandú-O'Neil");
    assert_eq!(family.value("#phone").await, "215-555-0142");
    family.goes_on().await;
    family.reads_the_confirmation(Language::Es).await;
    assert!(start.elapsed() < Duration::from_mins(1));
    assert_eq!(family.text(".promise .when").await, PROMISE[1]);
    let stored = "SELECT count(*) FROM referrals WHERE source = 'call_me'";
    assert_eq!(live.count(stored).await, 1);
}

#[tokio::test]
async fn a_double_click_and_the_way_back_make_no_second_request() {
    let live = Live::open().await;
    for (cases, look) in [(1, Look::PHONE), (2, Look::PHONE.without_javascript())] {
        let family = Person::at(&live, look).await;
        family.visit("/en/family/reach").await;
        family.tells(Language::En, LEAST).await;
        family.tick("#consent").await;
        double_click(&family).await;
        let reference = family.reads_the_confirmation(Language::En).await;
        assert_eq!(live.count("SELECT count(*) FROM referrals").await, cases);
        family.back().await;
        if family.has("#consent").await {
            family.goes_on().await;
            let again = family.reads_the_confirmation(Language::En).await;
            assert_eq!(again, reference, "the same request");
        } else {
            assert!(family.words().await.contains(&reference));
        }
        assert_eq!(live.count("SELECT count(*) FROM referrals").await, cases);
        family.visit("/en/family/reach").await;
        assert!(family.has("main .notice a[href$='/family/sent']").await);
        assert_eq!(
            family.value("#name").await,
            "",
            "a second child starts anew"
        );
    }
}

async fn double_click(family: &Person<'_>) {
    let element = family.find("main .actions button").await;
    let clicks = MouseActions::new("mouse".to_owned())
        .then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.,
            y: 0.,
        })
        .then(PointerAction::Down { button: 0 })
        .then(PointerAction::Up { button: 0 })
        .then(PointerAction::Down { button: 0 })
        .then(PointerAction::Up { button: 0 });
    let twice = async || family.client().perform_actions(clicks).await.unwrap();
    family.leave("a double click", twice).await;
    let arrived = async || family.has(".receipt").await;
    eventually("the confirmation is there", arrived).await;
}

#[tokio::test]
async fn the_other_language_keeps_page_and_answers() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/en/family/reach?who=patient").await;
    family.gives(LEAST[0].1).await;
    family.goes_on().await;
    family.press(".language").await;
    assert_eq!(family.place().await, "/es/family/language");
    assert_eq!(
        family
            .find("html")
            .await
            .attr("lang")
            .await
            .unwrap()
            .as_deref(),
        Some("es")
    );
    family.press(".back").await;
    assert_eq!(family.value("#phone").await, "215-555-0142");
    family.fill("#phone", "not a number").await;
    family.goes_on().await;
    let message = Words::of(Language::Es).text("error-not-a-phone");
    assert_eq!(family.texts(".errors a").await, [message]);
    family.press(".language").await;
    assert_eq!(
        family.place().await.split('?').next(),
        Some("/en/family/reach")
    );
    assert_eq!(family.value("#phone").await, "not a number");
}

#[tokio::test]
async fn without_scripts_the_other_language_and_back_drop_nothing_that_was_typed() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE.without_javascript()).await;
    family.visit("/en/family/reach").await;
    family.fill("#name", "Anahí 名前").await;
    family.press(".language").await;
    assert_eq!(family.place().await, "/es/family/reach?who=family");
    assert_eq!(family.value("#name").await, "Anahí 名前");
    family.fill("#email", "no sé").await;
    family.press(".back").await;
    assert_eq!(family.place().await, "/es");
    family.visit("/es/family/reach").await;
    assert_eq!(family.value("#email").await, "no sé");
    family.fill("#email", "").await;
    family.fill("#phone", "215-555-0142").await;
    family.find("#phone").await.send_keys("\n").await.unwrap();
    let on = async || family.place().await == "/es/family/language";
    eventually(
        "Enter goes on, it neither turns back nor changes the language",
        on,
    )
    .await;
}
