//! `script/bench`: the product's figures beside the limit of the same machine, in one run and one table.
//!
//! A private PostgreSQL on disk with durable settings, the release program as `serve`, a closed-loop driver (`load`), the
//! limit by pgbench (`limit`), a mail server (`sink`). Absolute figures hold on one machine alone; the ratios travel.

mod families;
mod limit;
mod load;
mod pages;
mod papers;
mod product;
mod sink;
mod table;

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use families::Sender;
use limit::Limit;
use product::{Ground, Site};
use sink::Sink;
use table::{Table, judged};

/// Measures Intake Desk against its limits and targets.
#[derive(Parser)]
struct Options {
    /// Also measure with 1,000,000 cases; takes the better part of an hour.
    #[arg(long)]
    million: bool,
    /// Shorter runs and 20,000 cases instead of 100,000: for trying the bench itself.
    #[arg(long)]
    quick: bool,
    /// cargo says this to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Says how far the run is.
fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "==> {what}");
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<()> {
    let options = Options::parse();
    let mut told = signal(SignalKind::terminate())?;
    // Whatever ends the run, what it started ends with it.
    tokio::select! {
        done = measure(&options) => done,
        _ = told.recv() => bail!("told to stop"),
        _ = tokio::signal::ctrl_c() => bail!("told to stop"),
    }
}

async fn measure(options: &Options) -> Result<()> {
    let mut run = Run {
        time: Duration::from_secs(if options.quick { 2 } else { 6 }),
        sends: if options.quick { 1_500 } else { 8_000 },
        table: Table::default(),
        sink: Sink::start().await?,
        ground: Ground::start().await?,
    };
    let large = if options.quick { 20_000 } else { 100_000 };
    run.ground.seed(1_000)?;
    run.starts().await?;
    let site = run.serve().await?;
    run.questions(&site).await?;
    let small = run.pages(&site, 1_000, None).await?;
    drop(site);
    run.fill(large)?;
    let site = run.serve().await?;
    run.pages(&site, large, Some(&small)).await?;
    run.mail_at_rest(&site).await?;
    run.sends(&site).await?;
    run.journeys(&site).await?;
    run.papers(&site).await?;
    run.mails().await?;
    drop(site);
    if options.million {
        run.fill(1_000_000)?;
        let site = run.serve().await?;
        run.pages(&site, 1_000_000, Some(&small)).await?;
    }
    std::io::stdout().write_all(run.table.text().as_bytes())?;
    Ok(())
}

/// One run of everything.
struct Run {
    /// How long each load lasts.
    time: Duration,
    /// How many forms are prepared for each load of sends.
    sends: u64,
    table: Table,
    sink: Sink,
    ground: Ground,
}

impl Run {
    async fn serve(&self) -> Result<Site> {
        self.ground.serve(self.sink.port).await
    }

    fn fill(&mut self, cases: u32) -> Result<()> {
        say(&format!("filling up to {cases} cases"));
        let took = self.ground.seed(cases)?;
        let target = if cases == 1_000_000 { 3_600 } else { 300 };
        let seconds = took.as_secs();
        let against = judged(seconds < target, &format!("target under {target} s"));
        self.table.one(
            &format!("seed to {cases} cases"),
            format!("{seconds} s"),
            &against,
        );
        Ok(())
    }

    /// From the start of the program to its first "ready", with PostgreSQL running; then its memory at rest.
    async fn starts(&mut self) -> Result<()> {
        say("starting");
        let (mut starts, mut memory) = (Vec::new(), 0.0);
        for _ in 0..5 {
            let site = self.serve().await?;
            starts.push(site.start.as_millis());
            tokio::time::sleep(Duration::from_millis(500)).await;
            memory = site.memory()?;
        }
        starts.sort_unstable();
        let against = judged(starts[2] <= 1_000, "target 1,000 ms");
        self.table.one(
            "start to ready, PostgreSQL running",
            format!("{} ms", starts[2]),
            &against,
        );
        let against = judged(memory <= 60.0, "target 60 MiB");
        self.table.one(
            "memory at rest (proportional)",
            format!("{memory:.0} MiB"),
            &against,
        );
        Ok(())
    }

    /// Whole ways of families: every page, and the send.
    async fn journeys(&mut self, site: &Site) -> Result<()> {
        say("walking whole ways");
        let walked = families::journeys(site, 8, 70_000_000, self.sends / 4).await?;
        let work = "family's whole way (9 pages opened and saved, check, send, confirmation), 8 connections";
        self.table.load(work, &walked, "");
        Ok(())
    }

    /// Papers of 20 MB, several at once, beside the same bytes written plainly.
    async fn papers(&mut self, site: &Site) -> Result<()> {
        say("sending papers");
        let folder = self.ground.folder("plain");
        let sent = papers::measure(site, &folder, 80_000_001).await?;
        let part = sent.per_second / sent.limit * 100.0;
        self.table.one(
            &format!("{} papers of 20 MB at once", papers::AT_ONCE),
            format!("{:.0} MiB/s", sent.per_second),
            &format!(
                "{part:.0} % of writing the same plainly ({:.0} MiB/s)",
                sent.limit
            ),
        );
        let against = judged(sent.memory < 16.0, "target under 16 MiB");
        self.table.one(
            "memory for each paper on its way",
            format!("{:.1} MiB", sent.memory),
            &against,
        );
        Ok(())
    }

    /// Families' and doctors' sends at 8 and 32 connections, each beside pgbench at as many clients.
    async fn sends(&mut self, site: &Site) -> Result<()> {
        // Mail waits meanwhile, so that a send is measured alone.
        self.sink.set_open(false);
        let mut limit = Limit::prepare(&self.ground.url, self.ground.folder("limit"))?;
        let mut first = 50_000_000;
        for sender in [Sender::Family, Sender::Doctor] {
            for clients in [8, 32] {
                say(&format!("preparing {} forms", self.sends));
                let forms = families::prepare(site, sender, first, self.sends).await?;
                first += u32::try_from(self.sends)?;
                self.send(site, &mut limit, (sender, clients), forms)
                    .await?;
            }
        }
        say("taking away what pgbench wrote");
        limit.tidy()
    }

    async fn send(
        &mut self,
        site: &Site,
        limit: &mut Limit,
        (sender, clients): (Sender, usize),
        forms: Vec<load::Ask>,
    ) -> Result<()> {
        say(&format!("sending them on {clients} connections"));
        let begun = Instant::now();
        let sent = families::send(site, sender, clients, forms).await?;
        ensure!(
            begun.elapsed() < Duration::from_mins(2),
            "the sends took too long to compare"
        );
        let shape = limit.shape(sender)?;
        let same = limit.run(&shape.same(), clients, self.time)?;
        let part = sent.per_second / same.per_second;
        let work = format!(
            "{} send, {clients} connections ({} tokens, {} mails)",
            sender.code(),
            shape.tokens,
            shape.mails
        );
        let mut against = judged(
            part >= 0.4,
            &format!("{:.0} % of the limit, target 40 %", part * 100.0),
        );
        if clients == 32 {
            let tail = sent.p99 / same.p99;
            against.push_str(&judged(
                tail <= 3.0,
                &format!("; p99 {tail:.1} × the limit's, target 3 ×"),
            ));
        }
        self.table.load(&work, &sent, &against);
        let work = format!("limit: the same rows by pgbench, {clients} clients");
        self.table.load(&work, &same, "");
        if sender == Sender::Family {
            let plain = limit.run(&shape.plain(), clients, self.time)?;
            let against = format!(
                "the send is {:.0} % of this",
                100.0 * sent.per_second / plain.per_second
            );
            let work = format!("limit: small transaction without tokens, {clients} clients");
            self.table.load(&work, &plain, &against);
        }
        Ok(())
    }

    /// The mails of all those sends, drained by the worker of one process.
    async fn mails(&mut self) -> Result<()> {
        say("draining the mails");
        let held = self.sink.taken();
        self.sink.set_open(true);
        // What was held while the mail server stood still comes back when its leases end, and the worker rests before it
        // goes on: from then on it is measured.
        let mut waited = Duration::ZERO;
        while self.sink.taken() < held + 200 && waited < Duration::from_mins(10) {
            tokio::time::sleep(Duration::from_millis(50)).await;
            waited += Duration::from_millis(50);
        }
        let (before, begun) = (self.sink.taken(), Instant::now());
        tokio::time::sleep(self.time).await;
        let count = u32::try_from(self.sink.taken() - before)?;
        let per_second = f64::from(count) / begun.elapsed().as_secs_f64();
        let against = judged(per_second >= 1_000.0, "target 1,000/s");
        self.table.one(
            "mails drained by one worker",
            format!("{per_second:.0}"),
            &against,
        );
        Ok(())
    }

    /// Single mails on a desk at rest: from the answer to the moment the mail server has the first.
    async fn mail_at_rest(&mut self, site: &Site) -> Result<()> {
        say("single mails");
        self.drain().await;
        let forms = families::prepare(site, Sender::Family, 60_000_000, 40).await?;
        let mut times = Vec::new();
        for form in forms {
            self.drain().await;
            let before = self.sink.taken();
            let mut line = load::Line::open(&site.address).await?;
            line.ask(&form).await?;
            let answered = Instant::now();
            while self.sink.taken() == before && answered.elapsed() < Duration::from_secs(10) {
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
            times.push(answered.elapsed());
        }
        let idle = load::Figures::of(times, Duration::from_secs(1))?;
        let against = judged(idle.p50 <= 50.0, "target p50 50 ms");
        self.table.one(
            "idle desk, answer to first mail accepted, p50",
            format!("{:.1} ms", idle.p50),
            &against,
        );
        Ok(())
    }

    /// Waits until no mail has come for a while.
    async fn drain(&self) {
        let (mut seen, mut quiet, mut waited) = (self.sink.taken(), 0, 0);
        while quiet < 6 && waited < 1_200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = self.sink.taken();
            (quiet, seen, waited) = (if now == seen { quiet + 1 } else { 0 }, now, waited + 1);
        }
    }
}
