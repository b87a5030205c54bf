//! What is typed is saved while it is typed, and the page never says so when it is not.

use super::person::{Person, eventually};
use crate::support::chrome::Look;
use crate::support::live::Live;

const SAVED: &str = "Last saved";
const NOT_YET: &str = "Not saved yet.";

async fn says(family: &Person<'_>, words: &str) {
    let said = async || family.text("#saved").await.contains(words);
    eventually(words, said).await;
}

#[tokio::test]
async fn a_page_that_is_closed_without_continue_loses_nothing() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/en/family/help").await;
    family.fill("#note", "We live far away.").await;
    family.tick("input[name=kinds][value=travel]").await;
    says(&family, SAVED).await;
    family.visit("/en/family/help").await;
    assert_eq!(family.value("#note").await, "We live far away.");
    assert!(family.has("input[value=travel]:checked").await);
    // Leaving in the middle of a word saves it too.
    family.fill("#town", "Erie").await;
    family.visit("/en/family/more").await;
    let stored = async || {
        family.visit("/en/family/help").await;
        family.value("#town").await == "Erie"
    };
    eventually("what was typed last is there", stored).await;
    assert_eq!(live.count("SELECT count(*) FROM drafts").await, 1);
}

#[tokio::test]
async fn while_nothing_can_be_saved_the_page_says_so_and_the_text_survives_the_page() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/en/family/more").await;
    family
        .run("window.fetch = () => Promise.reject(new Error('no line'))")
        .await;
    family.fill("#worry", "Will it hurt? 名前").await;
    family
        .tick("input[name=other_relation][value=father]")
        .await;
    says(&family, NOT_YET).await;
    assert_eq!(live.count("SELECT count(*) FROM drafts").await, 0);
    // The phone forgets the page; a new one has a line again.
    family
        .run("window.onpagehide = null; location.reload()")
        .await;
    says(&family, SAVED).await;
    assert_eq!(family.value("#worry").await, "Will it hurt? 名前");
    assert!(family.has("input[value=father]:checked").await);
}

#[tokio::test]
async fn a_program_that_ends_and_starts_again_in_the_middle_of_a_page_costs_nobody_a_word() {
    let live = Live::open().await;
    let family = Person::at(&live, Look::PHONE).await;
    family.visit("/en/family/more").await;
    family.fill("#worry", "Will it hurt?").await;
    says(&family, SAVED).await;
    live.goes_away().await;
    family.fill("#worry", "Will it hurt? 名前").await;
    says(&family, NOT_YET).await;
    live.comes_back().await;
    says(&family, SAVED).await;
    family.goes_on().await;
    assert_eq!(family.place().await, "/en/family/check");
    family.visit("/en/family/more").await;
    assert_eq!(family.value("#worry").await, "Will it hurt? 名前");
    assert_eq!(live.count("SELECT count(*) FROM drafts").await, 1);
}
