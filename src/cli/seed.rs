//! `seed`: fills a demo with made-up volume, several transactions side by side, and says how far it is.

use std::sync::Arc;

use anyhow::Context as _;
use futures_util::stream::{StreamExt as _, TryStreamExt as _, iter};
use indicatif::{ProgressBar, ProgressStyle};

use super::ground::Ground;
use super::say;
use crate::config::Settings;
use crate::demo::volume::{BATCH, fill};

/// The most cases one database is filled with.
const MOST: u32 = 10_000_000;

/// Fills the demo's database up to so many made-up cases.
pub async fn run(settings: Settings, cases: u32) -> anyhow::Result<()> {
    anyhow::ensure!(
        !settings.is_production(),
        "made-up cases are refused in production"
    );
    anyhow::ensure!((1..=MOST).contains(&cases), "--cases takes 1 to {MOST}");
    let ground = Ground::open(&settings).await?;
    let filled = fill_up(&ground, cases).await;
    ground.close().await?;
    say(&format!(
        "{} cases were added; {cases} made-up ones are there.",
        filled?
    ))
}

async fn fill_up(ground: &Ground, cases: u32) -> anyhow::Result<u32> {
    let desk = &ground.desk;
    crate::demo::load(desk)
        .await
        .context("the demo programme could not be loaded")?;
    let stage = desk
        .find_stage()
        .await?
        .context("nobody is set to answer for new requests")?;
    let stage = Arc::new(stage);
    // One transaction is stored while others are told and sealed.
    let at_once = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let bar = ProgressBar::new(u64::from(cases)).with_style(ProgressStyle::with_template(
        "{bar:40} {pos} of {len} cases, {per_sec}, {eta} left",
    )?);
    let starts = (0..cases).step_by(usize::try_from(BATCH)?);
    let added: u32 = iter(starts)
        .map(|from| {
            let (stage, bar, to) = (&stage, &bar, cases.min(from + BATCH));
            async move {
                let added = fill(desk, stage, from, to).await?;
                bar.inc(u64::from(to - from));
                anyhow::Ok(added)
            }
        })
        .buffer_unordered(at_once)
        .try_fold(0, |sum, added| async move { Ok(sum + added) })
        .await?;
    bar.finish_and_clear();
    desk.settle_fill().await?;
    Ok(added)
}
