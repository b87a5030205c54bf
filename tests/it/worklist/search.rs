//! Searching: by whatever people know of a case, in any script, and without a word in the address.

use super::{moved, references, search, taken};
use crate::support::app::App;
use crate::support::builders::{CHILD_FAMILY, PHONE, a_family};

#[tokio::test]
async fn a_case_is_found_by_whatever_people_know_of_it() {
    let app = App::start().await;
    let sought = a_family().sent(&app).await;
    let other = a_family().with_child("Bartholomew", "Ng");
    let mut other = other.without_email();
    other.answers.reach.name = "Wilhelmina Ng".to_owned();
    other.answers.reach.phone = "+52 55 1234 5678".to_owned();
    other.answers.child.birth_year = "2011".to_owned();
    let other = other.sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let plain = sought.reference.as_str().to_lowercase().replace('-', "");
    for terms in [
        "Zephyrine",
        "zephyrine quillfeather",
        "Quillfeather, Zephyrine",
        "QUILLF",
        "Zephyrin",
        "Quilfeather",
        "Quillfaether",
        "Thistlewood",
        PHONE,
        "5550187",
        "+1 (215) 555 0187",
        "2016-03-14",
        "3/14/2016",
        "marigold@thistlewood.example.org",
        sought.reference.as_str(),
        &plain,
    ] {
        let page = search(&mut intake, terms).await;
        assert_eq!(references(&page), [sought.reference.as_str()], "{terms}");
    }
    for (terms, found) in [
        ("Ng", true),
        ("55 1234 5678", true),
        ("2011-03-14", true),
        ("Nobody", false),
        ("1999-01-01", false),
        ("!!!", false),
    ] {
        let page = search(&mut intake, terms).await;
        let expected: Vec<String> = found
            .then(|| other.reference.to_string())
            .into_iter()
            .collect();
        assert_eq!(references(&page), expected, "{terms}");
    }
}

#[tokio::test]
async fn names_in_any_script_are_found_with_and_without_their_accents() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    for (given, family, terms) in [
        ("José", "Muñoz Peña", "jose munoz"),
        ("Nguyễn Thị", "Minh", "nguyen thi"),
        ("小龙", "李", "李小龙"),
        ("محمد", "الأحمد", "محمد"),
        ("Zoë", "O'Brien", "obrien"),
        ("Łukasz", "Żółć", "Łukasz"),
    ] {
        let case = a_family().with_child(given, family).sent(&app).await;
        let page = search(&mut intake, terms).await;
        assert_eq!(references(&page), [case.reference.as_str()], "{terms}");
    }
}

#[tokio::test]
async fn the_address_of_a_search_says_nothing_and_is_ones_own() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let kept = intake
        .post("/staff/searches", &[("terms", CHILD_FAMILY)])
        .await;
    let id = kept
        .path()
        .strip_prefix("/staff/cases?search=")
        .expect("an id");
    assert_eq!(id.len(), 36, "{id}");
    let found = intake.get(&kept.location).await;
    assert_eq!(references(&found), [case.reference.as_str()]);
    assert_eq!(found.value("#find"), CHILD_FAMILY, "shown in the box again");
    let links = found.all("a[href]", |link| {
        link.attr("href").unwrap_or_default().to_owned()
    });
    assert!(links.iter().all(|link| !link.contains(CHILD_FAMILY)));
    let mut other = app.sign_in("intake2").await;
    let lost = other.get(&kept.location).await;
    assert_eq!(lost.status, 200);
    assert!(lost.words(".notice.warn").contains("not kept any more"));
    assert!(!lost.has("#find[value*=Quill]"));
    // A closed case is found too.
    taken(&mut intake, &case).await;
    moved(&mut intake, &case, &[("to", "in_intake")]).await;
    moved(
        &mut intake,
        &case,
        &[("to", "closed"), ("outcome", "duplicate")],
    )
    .await;
    assert_eq!(
        references(&intake.get(&kept.location).await),
        [case.reference.as_str()]
    );
}
