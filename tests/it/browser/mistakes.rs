//! Pages sent empty or with what cannot be right: the page comes back, says so first, leads to each control, keeps what
//! was typed. With scripts the focus starts at the summary; without them the first Tab lands in it.

use fantoccini::key::Key;

use super::form::{Hand, LEAST};
use super::person::Person;
use crate::support::chrome::Look;
use crate::support::live::Live;
use Hand::{Chooses, Ticks, Types};

/// A page, what is given on it, and the controls that the summary must lead to, in their order.
struct Mistake {
    page: &'static str,
    given: &'static [Hand],
    leads_to: &'static [&'static str],
    kept: &'static [(&'static str, &'static str)],
}

const fn empty(page: &'static str, leads_to: &'static [&'static str]) -> Mistake {
    Mistake {
        page,
        given: &[],
        leads_to,
        kept: &[],
    }
}

const LONG: &str = "more than sixty letters of a language that nobody here has ever heard of";

const MISTAKES: &[Mistake] = &[
    empty("family/reach", &["name", "phone"]),
    Mistake {
        page: "family/reach",
        given: &[
            Types("#name", "12"),
            Types("#phone", "call me"),
            Types("#email", "rosa@"),
            Ticks("input[name=best_time][value=evening]"),
        ],
        leads_to: &["name", "phone", "email"],
        kept: &[
            ("#name", "12"),
            ("#phone", "call me"),
            ("#email", "rosa@"),
            ("input[name=best_time]:checked", "evening"),
        ],
    },
    Mistake {
        page: "family/language",
        given: &[Chooses("#spoken", "other"), Types("#spoken_other", LONG)],
        leads_to: &["spoken_other"],
        kept: &[("#spoken", "other"), ("#spoken_other", LONG)],
    },
    empty("family/child", &["given_names", "family_names"]),
    Mistake {
        page: "family/child",
        given: &[
            Types("#given_names", "Ana"),
            Types("#birth-day", "27"),
            Types("#birth-year", "2016"),
        ],
        leads_to: &["family_names", "birth"],
        kept: &[
            ("#given_names", "Ana"),
            ("#birth-day", "27"),
            ("#birth-year", "2016"),
        ],
    },
    Mistake {
        page: "family/child",
        given: &[
            Ticks("#by_phone"),
            Types("#birth", "febrero"),
            Types("#birth-day", "30"),
            Types("#birth-year", "2016"),
        ],
        leads_to: &["birth"],
        kept: &[("#birth", "febrero"), ("#by_phone:checked", "yes")],
    },
    // The form is still empty: the check page leads to the pages where something is missing.
    empty(
        "family/check",
        &["name", "phone", "given_names", "family_names", "consent"],
    ),
    empty("call-me", &["name", "phone"]),
    Mistake {
        page: "call-me",
        given: &[Types("#name", "Rosa"), Types("#phone", "911")],
        leads_to: &["phone"],
        kept: &[("#name", "Rosa"), ("#phone", "911")],
    },
];

#[tokio::test]
async fn with_scripts_a_page_with_mistakes_starts_at_its_summary() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    for language in ["en", "es"] {
        for mistake in MISTAKES {
            make(&family, language, mistake).await;
            assert!(family.is_on("#errors").await, "{}", mistake.page);
            each_line_leads_to_its_control(&family, mistake).await;
        }
    }
}

#[tokio::test]
async fn without_scripts_the_first_tab_lands_on_the_first_line() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE.without_javascript()).await;
    for mistake in MISTAKES {
        make(&family, "es", mistake).await;
        assert_eq!(family.fragment().await, "errors", "{}", mistake.page);
        family.key(Key::Tab).await;
        assert!(family.is_on(".errors li:first-child a").await);
        each_line_leads_to_its_control(&family, mistake).await;
    }
}

async fn make(family: &Person<'_>, language: &str, mistake: &Mistake) {
    family.client().delete_all_cookies().await.unwrap();
    family.visit(&format!("/{language}/{}", mistake.page)).await;
    family.gives(mistake.given).await;
    family.goes_on().await;
    let page = format!("{} in {language}", mistake.page);
    assert_eq!(family.status().await, 422, "{page}");
    assert!(family.title().await.starts_with("Error: "), "{page}");
    for (css, kept) in mistake.kept {
        assert_eq!(family.value(css).await, *kept, "{css} of {page}");
    }
    says_the_same_twice_and_blames_nobody(family, &page).await;
}

async fn says_the_same_twice_and_blames_nobody(family: &Person<'_>, page: &str) {
    let lines = family.texts(".errors a").await;
    let targets = family.each(".errors a", "getAttribute('href')").await;
    for (line, target) in lines.iter().zip(&targets) {
        for word in [
            "valid",
            "please",
            "oops",
            "forbidden",
            "prohibid",
            "inválid",
        ] {
            assert!(!line.to_lowercase().contains(word), "{line} of {page}");
        }
        if let Some(id) = target.strip_prefix('#') {
            let beside = family
                .texts(&format!(".field:has(#{id}) .field-error"))
                .await;
            assert_eq!(beside.first(), Some(line), "{page}");
        }
    }
}

/// Follows each line of the summary. One that leads to another page leads to the control there.
async fn each_line_leads_to_its_control(family: &Person<'_>, mistake: &Mistake) {
    let targets = family.each(".errors a", "getAttribute('href')").await;
    let controls: Vec<&str> = targets
        .iter()
        .filter_map(|target| target.rsplit('#').next())
        .collect();
    assert_eq!(controls, mistake.leads_to, "{}", mistake.page);
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        targets.iter().partition(|target| target.starts_with('#'));
    for target in here {
        family.tick(&format!(".errors a[href='{target}']")).await;
        assert!(family.is_on(target).await, "{target}");
    }
    for target in elsewhere {
        family.visit(target).await;
        let control = format!("#{}", family.fragment().await);
        assert!(family.is_on(&control).await, "{target}");
    }
}

#[tokio::test]
async fn a_value_that_no_page_offers_is_refused_with_the_page_itself() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    for (page, name) in [
        ("relationship", "relation"),
        ("situation", "place"),
        ("situation", "told_sites"),
        ("treatment", "treatments"),
        ("treating", "may_contact"),
        ("help", "kinds"),
    ] {
        family.visit(&format!("/en/family/{page}")).await;
        let first = format!("input[name={name}]");
        family
            .run(&format!("document.querySelector('{first}').value = 'moon'"))
            .await;
        family.tick(&first).await;
        family.goes_on().await;
        assert_eq!(family.status().await, 422, "{page}");
        assert!(family.is_on("#errors").await);
        family.tick(".errors a").await;
        assert!(family.is_on(&format!("#{name}")).await, "{page}");
    }
}

#[tokio::test]
async fn the_back_button_leads_to_a_page_that_had_mistakes() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/en/family/reach").await;
    family.goes_on().await;
    assert!(family.has("#errors").await);
    family.gives(LEAST[0].1).await;
    family.goes_on().await;
    assert_eq!(family.place().await, "/en/family/language");
    family.back().await;
    assert_eq!(family.status().await, 200);
    assert_eq!(family.value("#phone").await, "215-555-0142");
}
