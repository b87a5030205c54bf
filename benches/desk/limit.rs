//! The limit: pgbench storing what a send stores, on the same server and in the same tables, with rows of the same sizes.
//!
//! Two forms: `same` writes every row of our send, tokens included; `plain` is the small transaction without tokens that
//! other desks were compared with (a case, two contacts, an event, two mails).

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::families::Sender;
use crate::load::Figures;

/// What our newest sends look like in rows.
#[derive(Debug)]
pub struct Shape {
    key: usize,
    child: usize,
    answers: usize,
    person: usize,
    /// Blind tokens of a case.
    pub tokens: usize,
    clocks: usize,
    contacts: usize,
    /// Mails of a case.
    pub mails: usize,
    fallback: String,
}

/// The server to measure.
pub struct Limit {
    url: String,
    programs: PathBuf,
    folder: PathBuf,
    runs: u64,
}

impl Limit {
    /// Prepares the server: ids in the order of time, as ours are.
    pub fn prepare(url: &str, folder: PathBuf) -> Result<Self> {
        let limit = Self {
            url: url.to_owned(),
            programs: std::env::var_os("PG_PROGRAMS")
                .map(PathBuf::from)
                .unwrap_or_default(),
            folder,
            runs: 0,
        };
        fs::create_dir_all(&limit.folder)?;
        limit.sql(
            "CREATE OR REPLACE FUNCTION bench_id(i bigint, client int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
             $$ SELECT encode(int8send(113000000000000000 + i) || int4send(client) || int4send(n), 'hex')::uuid $$",
        )?;
        Ok(limit)
    }

    fn sql(&self, text: &str) -> Result<String> {
        let done = Command::new(self.programs.join("psql"))
            .args([
                "-X",
                "-A",
                "-t",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-c",
                text,
                &self.url,
            ])
            .output()
            .context("psql")?;
        ensure!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        Ok(String::from_utf8(done.stdout)?.trim().to_owned())
    }

    /// Reads what the newest sends of a kind look like.
    pub fn shape(&self, sender: Sender) -> Result<Shape> {
        let text = self.sql(&format!(
            "WITH newest AS (SELECT * FROM referrals WHERE source = '{}' ORDER BY received_at DESC LIMIT 200)
             SELECT (SELECT round(avg(octet_length(wrapped))) FROM data_keys k JOIN newest n ON n.id = k.owner),
                    (SELECT round(avg(octet_length(child))) FROM newest),
                    (SELECT round(avg(octet_length(answers))) FROM submissions s JOIN newest n ON n.id = s.referral_id),
                    (SELECT round(avg(octet_length(person))) FROM contacts c JOIN newest n ON n.id = c.referral_id),
                    (SELECT round(avg(cardinality(search_tokens))) FROM newest),
                    (SELECT round(count(*) / 200.0) FROM clocks c JOIN newest n ON n.id = c.referral_id),
                    (SELECT round(count(*) / 200.0) FROM outbox o JOIN newest n ON n.id = o.referral_id),
                    (SELECT round(count(*) / 200.0) FROM contacts c JOIN newest n ON n.id = c.referral_id),
                    (SELECT id FROM staff WHERE is_fallback_owner)",
            sender.code()
        ))?;
        let parts: Vec<&str> = text.split('|').collect();
        let number =
            |at: usize| -> Result<usize> { Ok(parts.get(at).context("a column")?.parse()?) };
        Ok(Shape {
            key: number(0)?,
            child: number(1)?,
            answers: number(2)?,
            person: number(3)?,
            tokens: number(4)?,
            clocks: number(5)?,
            mails: number(6)?,
            contacts: number(7)?,
            fallback: (*parts.get(8).context("a fallback owner")?).to_owned(),
        })
    }

    /// Takes away what pgbench wrote, so that what is measured next sees our cases alone.
    pub fn tidy(&self) -> Result<()> {
        self.sql("DELETE FROM drafts WHERE referral_id IN (SELECT id FROM referrals WHERE reference LIKE 'BN-%')")?;
        self.sql("DELETE FROM referrals WHERE reference LIKE 'BN-%'")?;
        self.sql("VACUUM (ANALYZE)")?;
        Ok(())
    }

    /// Runs one form of the transaction.
    pub fn run(&mut self, script: &str, clients: usize, time: Duration) -> Result<Figures> {
        self.runs += 1;
        let (file, log) = (self.folder.join("limit.sql"), self.folder.join("limit"));
        fs::write(&file, script)?;
        let done = Command::new(self.programs.join("pgbench"))
            .args(["-n", "-M", "prepared", "-j", "2", "--log"])
            .arg(format!("--log-prefix={}", log.display()))
            .args([
                "-c",
                &clients.to_string(),
                "-T",
                &time.as_secs().to_string(),
            ])
            .args(["-D", &format!("i={}", self.runs * 100_000_000)])
            .arg("-f")
            .arg(&file)
            .arg(&self.url)
            .output()
            .context("pgbench")?;
        ensure!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let mut times = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "sql") {
                continue;
            }
            for line in fs::read_to_string(&path)?.lines() {
                let micros = line.split(' ').nth(2).context("a time")?.parse()?;
                times.push(Duration::from_micros(micros));
            }
            fs::remove_file(path)?;
        }
        Figures::of(times, time)
    }
}

impl Shape {
    /// The transaction that writes every row of our send.
    pub fn same(&self) -> String {
        self.script(self.tokens, self.contacts, self.clocks, self.mails, true)
    }

    /// The small transaction without tokens.
    pub fn plain(&self) -> String {
        self.script(0, 2, 0, 2, false)
    }

    /// No text in it may hold a colon before a letter or digit: pgbench would take it for a variable.
    fn script(
        &self,
        tokens: usize,
        contacts: usize,
        clocks: usize,
        mails: usize,
        whole: bool,
    ) -> String {
        let id = |n: usize| format!("bench_id(:i, :client_id, {n})");
        let bytes = |length: usize| format!("'\\\\x{}'", "5a".repeat(length));
        let mut text = String::from("\\set i :i + 1\nBEGIN;\n");
        let mut say = |line: String| {
            let _ = writeln!(text, "{line}");
        };
        if whole {
            say(format!(
                "INSERT INTO data_keys (owner, wrapped, master_version, created_at) VALUES ({}, {}, 1, now());",
                id(0),
                bytes(self.key)
            ));
        }
        // A few tokens are a case's own (birth date, phone, address); names share the others.
        let hashes: Vec<String> = (0..tokens)
            .map(|n| match n {
                0..4 => format!("hashint8extended(:i, {n} + :client_id * 64)"),
                _ => format!(
                    "hashint8extended(hashint8extended(:i, {n} + :client_id * 64) % 6000, 7)"
                ),
            })
            .collect();
        say(format!(
            "INSERT INTO referrals (id, reference, source, status, priority, waiting_on, fallback_owner_id, language, interpreter, help, disease_status, next_action, due_at, received_at, child, search_tokens)
             VALUES ({}, 'BN-' || (:i)::text || '-' || (:client_id)::text, 'family', 'received', 'standard', 'us', '{}', 'en', false, '{{travel,lodging}}', 'came_back_once', 'first_contact', now() + interval '1 day', now(), {}, ARRAY[{}]::bigint[]);",
            id(0), self.fallback, bytes(self.child), hashes.join(", ")
        ).replace('\n', " "));
        if whole {
            say(format!(
                "INSERT INTO submissions (id, referral_id, submission_key, content_hash, form, form_version, language, answers, consent_version, address_hash, received_at) VALUES ({}, {}, {}, {hash}, 'family', 1, 'en', {}, 'family-2026-11', {hash}, now());",
                id(1),
                id(0),
                id(2),
                bytes(self.answers),
                hash = bytes(32)
            ));
            say(format!(
                "INSERT INTO drafts (id, token_hash, submission_key, language, referral_id, saved_at, expires_at) VALUES ({}, int8send(:i) || int4send(:client_id) || {}, {}, 'en', {}, now(), now() + interval '30 days');",
                id(3),
                bytes(20),
                id(2),
                id(0)
            ));
        }
        let rows = |count: usize, row: &dyn Fn(usize) -> String| {
            (0..count).map(row).collect::<Vec<_>>().join(", ")
        };
        say(format!(
            "INSERT INTO contacts (id, referral_id, kind, language, has_email, has_phone, person, created_at) VALUES {};",
            rows(contacts, &|n| format!(
                "({}, {}, 'family', 'en', true, true, {}, now())",
                id(10 + n),
                id(0),
                bytes(self.person)
            ))
        ));
        if clocks > 0 {
            say(format!(
                "INSERT INTO clocks (id, referral_id, kind, span, started_at, due_at) VALUES {};",
                rows(clocks, &|n| format!(
                    "({}, {}, 'first_contact', '{{\"span\":{{\"business_days\": 1}}}}', now(), now() + interval '1 day')",
                    id(20 + n),
                    id(0)
                ))
            ));
        }
        say(format!(
            "INSERT INTO outbox (id, referral_id, notice, staff_id, reason, language, due_at, wanted_at, created_at) VALUES {};",
            rows(mails, &|n| format!(
                "({}, {}, 'intake_new_request', '{}', 'rule of the intake team', 'en', now() + interval '9 days', now(), now())",
                id(30 + n),
                id(0),
                self.fallback
            ))
        ));
        if whole {
            say(format!(
                "INSERT INTO audit_streams (stream, last_n) VALUES ({}, 1);",
                id(0)
            ));
        }
        say(format!(
            "INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, kind, details, at) VALUES ({}, {case}, 1, {case}, 'family', 'request_received', '{{\"source\":\"family\",\"priority\":\"standard\",\"help\":\"travel lodging\"}}', now());",
            id(4),
            case = id(0)
        ));
        text.push_str("END;\n");
        text
    }
}
