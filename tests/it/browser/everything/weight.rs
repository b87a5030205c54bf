//! What a page costs on a slow line, and whether it is still a page in colours that the reader chose.

use serde_json::json;

use super::super::person::Person;
use crate::support::chrome::Look;
use crate::support::live::Live;

/// Bytes over the line for one page and all that comes with it, the icon too, with nothing kept from before.
const COST: &str = "
    const done = arguments[arguments.length - 1];
    const icon = document.querySelector('link[rel=icon]').href;
    fetch(icon, { cache: 'no-store' }).then(answer => answer.arrayBuffer()).then(() => {
        const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        const names = new Set(parts.map(part => part.name.split('#')[0]));
        done([names.size, parts.reduce((sum, part) => sum + part.transferSize, 0)]);
    });";

#[tokio::test]
async fn a_page_is_light_and_comes_in_few_parts() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.devtools("Network.enable", json!({})).await;
    let off = json!({ "cacheDisabled": true });
    family.devtools("Network.setCacheDisabled", off).await;
    for path in [
        "/",
        "/en",
        "/es",
        "/es/call-me",
        "/es/family/reach",
        "/es/family/child",
        "/es/family/check",
        "/es/doctor/disease",
        "/es/doctor/treatment",
        "/es/doctor/today",
        "/staff/sign-in",
    ] {
        family.visit(path).await;
        let cost = family.client().execute_async(COST, Vec::new()).await;
        let cost = cost.unwrap();
        let (parts, bytes) = (cost[0].as_u64().unwrap(), cost[1].as_u64().unwrap());
        assert!(parts <= 4, "{path} has {parts} parts");
        assert!((1_000..=35_000).contains(&bytes), "{path} weighs {bytes}");
    }
}

/// What has no border and no ground of its own left to be seen by.
const UNSEEN: &str = "
    const parts = document.querySelectorAll('input:not([type=hidden]), select, textarea, button, .option, .doors a, .notice, .help');
    const unseen = [...parts].filter(one => getComputedStyle(one).borderBlockStartStyle === 'none' && !one.matches('[type=radio], [type=checkbox]'));
    return [matchMedia('(forced-colors: active)').matches, unseen.map(one => one.outerHTML.slice(0, 80))];";

#[tokio::test]
async fn chosen_colours_and_still_pages_keep_everything_in_view() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    let features = json!([
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    for path in [
        "/",
        "/en",
        "/en/family/reach",
        "/en/family/help",
        "/staff/sign-in",
    ] {
        family.visit(path).await;
        let wish = json!({ "features": features });
        family.devtools("Emulation.setEmulatedMedia", wish).await;
        let seen = family.run(UNSEEN).await;
        assert_eq!(seen, json!([true, []]), "{path}");
        family.expect_accessible(path).await;
        assert_eq!(family.overflow().await, 0, "{path}");
    }
    family.visit("/en/family/reach").await;
    family.goes_on().await;
    assert!(family.is_on("#errors").await);
    family.tick("input[name=best_time][value=evening]").await;
    let border = "return getComputedStyle(document.querySelector('.option:has(:checked)')).borderBlockStartWidth";
    assert_eq!(
        family.run(border).await,
        "3px",
        "a choice shows without colour"
    );
}
