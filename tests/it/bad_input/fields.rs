//! Every field of every form with everything that does not belong there.

use super::{OF_A_CASE, PUBLIC, is_ours, keeps, odd_values, readable};
use crate::support::app::{App, PASSWORD};
use crate::support::builders::{PHONE, a_family};

#[tokio::test]
async fn every_public_field_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    for (path, fields) in PUBLIC {
        for (name, _) in *fields {
            let mut browser = app.browser();
            browser.get(path).await;
            for (n, odd) in odd_values().iter().enumerate() {
                if n % 50 == 49 {
                    browser = app.browser();
                }
                let typed: Vec<_> = fields
                    .iter()
                    .map(|(field, fine)| (*field, if field == name { odd.as_str() } else { *fine }))
                    .collect();
                let what = format!("{path} {name} = {odd:.30?}");
                let page = browser.post(path, &typed).await;
                is_ours(&page, &what);
                if page.status == 422 && readable(odd) {
                    assert!(keeps(&page, name, odd), "{what}: not kept");
                    assert!(page.text.contains("class=\"errors\""), "{what}: not said");
                }
            }
        }
    }
    // Only forms that are whole and right became requests: those of the call-me page, each with one odd but fine value.
    let broken = "submissions WHERE form <> 'call_me'";
    assert_eq!(app.rows.count(broken).await, 0);
    let sent = app.rows.count("referrals").await;
    for table in [
        "submissions",
        "contacts",
        "audit_events WHERE kind = 'request_received'",
    ] {
        assert_eq!(app.rows.count(table).await, sent, "{table}");
    }
}

#[tokio::test]
async fn every_field_of_a_case_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    for (action, fields) in OF_A_CASE {
        let versions: &[(&str, &str)] = &[("version", "1")];
        for (name, _) in versions.iter().chain(*fields) {
            let case = a_family().sent(&app).await;
            let mut browser = app.sign_in("supervisor").await;
            let version = "1".to_owned();
            for odd in odd_values() {
                let typed: Vec<_> = [("version", version.as_str())]
                    .iter()
                    .chain(*fields)
                    .map(|(field, fine)| (*field, if field == name { odd.as_str() } else { *fine }))
                    .collect();
                browser.address = app.browser().address;
                let what = format!("{action} {name} = {odd:.30?}");
                let page = browser
                    .post(&format!("{}/{action}", case.page()), &typed)
                    .await;
                is_ours(&page, &what);
                if (page.status == 422 || page.status == 409)
                    && *name != "version"
                    && readable(&odd)
                {
                    assert!(keeps(&page, name, &odd), "{what}: not kept");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_other_staff_field_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    let mut staff = app.sign_in("intake").await;
    for odd in odd_values() {
        let mut visitor = app.browser();
        staff.address = visitor.address;
        for (name, fields) in [
            ("email", [("email", odd.as_str()), ("password", "x")]),
            (
                "password",
                [("email", "x@example.org"), ("password", odd.as_str())],
            ),
            ("next", [("email", ""), ("next", odd.as_str())]),
        ] {
            app.tick(0);
            let page = visitor.post("/staff/sign-in", &fields).await;
            is_ours(&page, &format!("sign-in {name} = {odd:.30?}"));
        }
        for (path, fields) in [
            ("/staff/searches", vec![("terms", odd.as_str())]),
            (
                "/staff/account/session-endings",
                vec![("session", odd.as_str())],
            ),
            (
                "/staff/account/password",
                vec![("current", PASSWORD), ("new", odd.as_str()), ("again", "")],
            ),
            (
                "/staff/account/password",
                vec![
                    ("current", ""),
                    ("new", odd.as_str()),
                    ("again", odd.as_str()),
                ],
            ),
        ] {
            let page = staff.post(path, &fields).await;
            is_ours(&page, &format!("{path} {odd:.30?}"));
            if page.status == 303 {
                let next = staff.get(&page.location).await;
                assert!(
                    next.status == 200 || next.status == 303,
                    "{path} {odd:.30?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_megabyte_is_too_long_for_every_text() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut browser = app.sign_in("supervisor").await;
    let long = "a".repeat(1_000_000);
    let notes = format!("{}/notes", case.page());
    for (path, fields) in [
        (
            "/en/family/reach",
            vec![("name", long.as_str()), ("phone", PHONE)],
        ),
        ("/en/family/help", vec![("note", long.as_str())]),
        (
            "/en/call-me",
            vec![("name", "Li"), ("phone", long.as_str())],
        ),
        (&notes, vec![("version", "1"), ("body", long.as_str())]),
        (
            "/staff/sign-in",
            vec![("email", long.as_str()), ("password", long.as_str())],
        ),
    ] {
        let page = browser.post(path, &fields).await;
        assert_eq!(page.status, 422, "{path}");
        is_ours(&page, path);
    }
    let found = browser.post("/staff/searches", &[("terms", &long)]).await;
    assert_eq!(found.status, 303, "cut to what can be searched for");
    assert_eq!(browser.get(&found.location).await.status, 200);
    assert_eq!(app.rows.count("notes").await, 0);
}

#[tokio::test]
async fn names_of_any_kind_and_phones_from_abroad_are_taken() {
    let app = App::start().await;
    for name in [
        "O",
        "O'Brien",
        "D’Angelo",
        "李小龙",
        "محمد",
        "Nguyễn Thị Minh",
        "José María",
        "Ana 🌻",
        "می\u{200c}خواهم",
    ] {
        let mut browser = app.browser();
        let fields = [("name", name), ("phone", "+84 24 3825 1234")];
        let page = browser.post("/en/family/reach", &fields).await;
        assert_eq!(page.status, 303, "{name}: {:?}", page.texts(".errors a"));
        let again = browser.get("/en/family/reach").await;
        assert_eq!(again.value("#name"), name);
    }
}

#[tokio::test]
async fn dates_that_never_were_or_are_not_yet_are_not_taken() {
    let app = App::start().await;
    for (month, day, year, taken) in [
        ("2", "29", "2016", true),
        ("2", "29", "2015", false),
        ("4", "31", "2016", false),
        ("3", "2", "2026", true),
        ("3", "3", "2026", false),
        ("1", "1", "2030", false),
        ("1", "1", "1890", false),
        ("marzo", "14", "2016", true),
        ("13", "1", "2016", false),
        ("3", "", "2016", true),
        ("", "", "2016", true),
    ] {
        let mut browser = app.browser();
        let fields = [
            ("by_phone", "yes"),
            ("birth_month", month),
            ("birth_day", day),
            ("birth_year", year),
        ];
        let page = browser.post("/en/family/child", &fields).await;
        let said = page.texts(".errors a");
        assert_eq!(page.status == 303, taken, "{month}/{day}/{year}: {said:?}");
        if !taken {
            assert_eq!(page.value("#birth-day"), day);
            assert_eq!(page.value("#birth-year"), year);
        }
    }
}
