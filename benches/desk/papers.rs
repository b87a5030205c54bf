//! A family sends papers of 20 MB, several at once, as the script of the page does; beside it the same bytes written to the
//! same disk and made to stay there. What the program holds in memory meanwhile is measured too.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use hyper::{Method, StatusCode};
use intake_desk::demo::volume::answers_of;
use intake_desk::domain::paper::PART_BYTES;
use intake_desk::support::ids::random_id;
use jiff::civil::date;

use crate::families::{self, cookie_of};
use crate::load::{Ask, Line};
use crate::product::Site;

/// Parts of one paper: 20 MB.
const PARTS: u64 = 20;
/// Papers that are on their way at once.
pub const AT_ONCE: u64 = 4;

/// What uploading came to.
pub struct Uploads {
    /// MiB a second, all together.
    pub per_second: f64,
    /// The same written plainly, one file a part, each on the disk before the next.
    pub limit: f64,
    /// MiB that the program held beyond what it holds at rest, for each paper on its way.
    pub memory: f64,
}

/// Sends a request and opens its private link; the cookie of the open link.
async fn inside(site: &Site, number: u32) -> Result<String> {
    let mut line = Line::open(&site.address).await?;
    let (send, _) = families::fill_in(&mut line, number, false).await?;
    let answered = line.ask(&send).await?;
    let receipt = cookie_of("intake-receipt=", &answered.cookies).context("no receipt")?;
    let confirmation = line.ask(&Ask::get("/en/family/sent", &receipt, "")).await?;
    let (_, rest) = confirmation
        .text
        .split_once("href=\"/en/status/")
        .context("no private link")?;
    let token: String = rest.chars().take_while(|sign| *sign != '"').collect();
    let child = answers_of(number, date(2026, 6, 1)).child;
    let reach = answers_of(number, date(2026, 6, 1)).reach;
    let end: String = reach.phone.chars().rev().take(4).collect();
    let answer = [
        ("step", "answer".to_owned()),
        ("birth_month", child.birth_month),
        ("birth_day", child.birth_day),
        ("birth_year", child.birth_year),
        ("phone_end", end.chars().rev().collect()),
        ("email", reach.email),
    ];
    let opened = line
        .ask(&Ask::post(&format!("/en/status/{token}"), "", &answer)?)
        .await?;
    cookie_of("intake-link=", &opened.cookies).context("the link stayed shut")
}

/// Measures uploads; the family has this number.
pub async fn measure(site: &Site, folder: &Path, number: u32) -> Result<Uploads> {
    let cookie: Arc<str> = inside(site, number).await?.into();
    let mut whole = "%PDF-1.7\n".to_owned();
    whole.push_str(&".".repeat(PART_BYTES - whole.len()));
    let part: Arc<str> = whole.into();
    let rest = site.memory()?;
    let left = Arc::new(AtomicU64::new(AT_ONCE));
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (cookie, part, left) = (cookie.clone(), part.clone(), left.clone());
        let mut line = Line::open(&site.address).await?;
        tasks.spawn(async move {
            let done = upload(&mut line, &cookie, &part).await;
            left.fetch_sub(1, Ordering::Relaxed);
            done
        });
    }
    let mut most = rest;
    while left.load(Ordering::Relaxed) > 0 {
        most = most.max(site.memory()?);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = begun.elapsed();
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    #[expect(clippy::cast_precision_loss, reason = "few parts")]
    let (bytes, papers) = ((AT_ONCE * PARTS) as f64, AT_ONCE as f64);
    Ok(Uploads {
        per_second: bytes / took.as_secs_f64(),
        limit: bytes / plainly(folder, part.as_bytes())?.as_secs_f64(),
        memory: (most - rest).max(0.0) / papers,
    })
}

async fn upload(line: &mut Line, cookie: &str, part: &str) -> Result<()> {
    let (key, bytes) = (random_id(), u64::try_from(PART_BYTES)?);
    for number in 0..PARTS {
        let at = number * bytes;
        let of = PARTS * bytes;
        let ask = Ask {
            method: Method::POST,
            path: format!("/en/status/papers/parts?key={key}&kind=summary&at={at}&of={of}"),
            cookie: cookie.to_owned(),
            form: part.to_owned(),
            status: StatusCode::OK,
            holds: format!("\"received\":{}", at + bytes),
        };
        line.ask(&ask).await?;
    }
    Ok(())
}

/// Writes as many parts, each made to stay before the next, by as many writers.
fn plainly(folder: &Path, part: &[u8]) -> Result<Duration> {
    std::fs::create_dir_all(folder)?;
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..AT_ONCE)
            .map(|writer| {
                scope.spawn(move || -> Result<()> {
                    for number in 0..PARTS {
                        let path = folder.join(format!("{writer}-{number}"));
                        let mut file = std::fs::File::create(path)?;
                        file.write_all(part)?;
                        file.sync_all()?;
                    }
                    Ok(())
                })
            })
            .collect();
        for writer in writers {
            let done = writer.join().ok().context("a writer ended")?;
            done?;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    let took = begun.elapsed();
    ensure!(took > Duration::ZERO, "nothing was written");
    std::fs::remove_dir_all(folder)?;
    Ok(took)
}
