//! The pages: the family's questions, and what staff look at, signed in and on the record.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, ensure};
use intake_desk::demo::volume::answers_of;
use jiff::civil::date;

use crate::load::{Ask, Figures, Line, Operation, in_turn, run};
use crate::product::Site;
use crate::table::judged;
use crate::{Run, families, say};

/// Connections at the same time.
const CONNECTIONS: usize = 8;

/// What is compared between sizes.
pub struct Sizes {
    worklist: Figures,
    search: Figures,
    case: Figures,
}

impl Run {
    /// A question page without a draft, with one, and the save of a page.
    pub async fn questions(&mut self, site: &Site) -> Result<()> {
        say("question pages");
        let page = Ask::get("/en/family/child", "", "given_names");
        let bare = self.load(site, in_turn(vec![page])).await?;
        self.held("question page without a draft", &bare, 10_000.0);
        let mut pages = Vec::new();
        let mut saves = Vec::new();
        for number in 70_000_000..70_000_016 {
            let (cookie, given) = families::draft(site, number).await?;
            pages.push(Ask::get("/en/family/child", &cookie, &given));
            let answers = answers_of(number, date(2026, 6, 1));
            saves.push(Ask::post("/en/family/child", &cookie, &answers.child)?);
        }
        let drafted = self.load(site, in_turn(pages)).await?;
        self.held("question page with a saved draft", &drafted, 2_500.0);
        let figures = self.load(site, in_turn(saves)).await?;
        self.table
            .load("a page saved (post, leads on)", &figures, "");
        Ok(())
    }

    /// Worklist, Today, search and case page at one size, against the small size where there is one.
    pub async fn pages(&mut self, site: &Site, cases: u32, small: Option<&Sizes>) -> Result<Sizes> {
        say(&format!("staff pages at {cases} cases"));
        // What lists show is numbered on the reader's own audit stream: several people look, as in life.
        let mut cookies = Vec::new();
        for account in ["intake", "intake2", "supervisor"] {
            cookies.push(site.sign_in(account).await?);
        }
        let of_all = |path: &str| -> Vec<Ask> {
            let asks = cookies.iter();
            asks.map(|cookie| Ask::get(path, cookie, "/staff/cases/RL-"))
                .collect()
        };
        let worklist = self.load(site, in_turn(of_all("/staff/cases"))).await?;
        let against = small.map_or_else(String::new, |small| {
            let ratio = worklist.p50 / small.worklist.p50;
            let rate = judged(worklist.per_second >= 1_000.0, "target 1,000/s");
            format!(
                "{rate}; {}",
                judged(
                    ratio <= 1.5,
                    &format!("p50 {ratio:.2} × that at 1,000, target 1.5 ×")
                )
            )
        });
        self.table
            .load(&format!("worklist, {cases} cases"), &worklist, &against);
        let today = self.load(site, in_turn(of_all("/staff"))).await?;
        self.table
            .load(&format!("Today, {cases} cases"), &today, "");
        let found = Arc::new(Found::default());
        let search = self
            .load(site, searches(&cookies, cases.min(100_000), &found))
            .await?;
        found.ensure_nearly_all()?;
        let against = small.map_or_else(String::new, |_| {
            let rate = judged(search.per_second >= 500.0, "target 500/s");
            format!(
                "{rate}; {}",
                judged(search.p95 <= 100.0, "target p95 100 ms")
            )
        });
        self.table.load(
            &format!("search by name (post and page), {cases} cases"),
            &search,
            &against,
        );
        let asks = case_pages(site, &cookies).await?;
        let case = self.load(site, in_turn(asks)).await?;
        let against = judged(case.per_second >= 1_500.0, "target 1,500/s");
        self.table
            .load(&format!("case page, {cases} cases"), &case, &against);
        if let Some(small) = small {
            let text = format!(
                "worklist {:.2}, search {:.2}, case page {:.2}",
                worklist.p50 / small.worklist.p50,
                search.p50 / small.search.p50,
                case.p50 / small.case.p50
            );
            self.table.one(
                &format!("growth of p50 from 1,000 to {cases} cases"),
                text,
                "target 1.5 for the worklist",
            );
        }
        Ok(Sizes {
            worklist,
            search,
            case,
        })
    }

    async fn load(&self, site: &Site, operation: Arc<Operation>) -> Result<Figures> {
        let warm = self.time / 4;
        run(
            &site.address,
            CONNECTIONS,
            warm,
            u64::MAX,
            operation.clone(),
        )
        .await?;
        run(&site.address, CONNECTIONS, self.time, u64::MAX, operation).await
    }

    fn held(&mut self, work: &str, figures: &Figures, target: f64) {
        let against = judged(
            figures.per_second >= target,
            &format!("target {target:.0}/s"),
        );
        self.table.load(work, figures, &against);
    }
}

/// Somebody types a child's whole name and reads what was found.
fn searches(cookies: &[String], cases: u32, found: &Arc<Found>) -> Arc<Operation> {
    let (cookies, found) = (cookies.to_vec(), found.clone());
    Arc::new(move |number, line| {
        let found = found.clone();
        let cookie = cookies[usize::try_from(number).unwrap_or_default() % cookies.len()].clone();
        Box::pin(async move {
            // A fixed walk through all numbers, far apart from each other.
            let wanted = u32::try_from(number * 7_919 % u64::from(cases))?;
            let child = answers_of(wanted, date(2026, 6, 1)).child;
            let terms = [(
                "terms",
                format!("{} {}", child.given_names, child.family_names),
            )];
            let kept = line
                .ask(&Ask::post("/staff/searches", &cookie, &terms)?)
                .await?;
            let path = kept.location.trim_end_matches("#main");
            let page = line.ask(&Ask::get(path, &cookie, "id=\"find\"")).await?;
            let counted = if page.text.contains("/staff/cases/RL-") {
                &found.found
            } else {
                &found.missed
            };
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    })
}

/// How searches ended. What was no referral is put away after a time, and then its name finds nothing, as it should.
#[derive(Default)]
struct Found {
    found: AtomicU64,
    missed: AtomicU64,
}

impl Found {
    fn ensure_nearly_all(&self) -> Result<()> {
        let [found, missed] =
            [&self.found, &self.missed].map(|count| count.load(Ordering::Relaxed));
        ensure!(
            found > missed * 9,
            "{found} searches found somebody, {missed} did not"
        );
        Ok(())
    }
}

/// The case pages of four pages of the worklist, each holding its reference.
async fn case_pages(site: &Site, cookies: &[String]) -> Result<Vec<Ask>> {
    let mut line = Line::open(&site.address).await?;
    let mut asks: Vec<Ask> = Vec::new();
    let mut page = Ask::get("/staff/cases", &cookies[0], "/staff/cases/RL-");
    for _ in 0..4 {
        let text = line.ask(&page).await?.text;
        for found in text.split("/staff/cases/RL-").skip(1) {
            let code: String = found.chars().take(8).collect();
            let path = format!("/staff/cases/RL-{code}");
            if !asks.iter().any(|ask| ask.path == path) {
                let cookie = &cookies[asks.len() % cookies.len()];
                asks.push(Ask::get(&path, cookie, &format!("RL-{code}")));
            }
        }
        let Some((_, rest)) = text.split_once("/staff/cases?after=") else {
            break;
        };
        let after: String = rest
            .chars()
            .take_while(|letter| *letter != '"' && *letter != '#')
            .collect();
        page.path = format!("/staff/cases?after={}", after.replace("&amp;", "&"));
    }
    ensure!(!asks.is_empty(), "no cases on the worklist");
    Ok(asks)
}
