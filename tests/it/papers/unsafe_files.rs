//! The scanner: harmful papers never open, and while it is away papers wait and nothing is lost.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use image::ImageFormat;
use intake_desk::config::ScannerPlace;
use intake_desk::domain::paper::PART_BYTES;
use intake_desk::files::PaperWorker;
use intake_desk::support::ids::random_id;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};

use super::{PAPERS, a_document, a_photo, a_picture, sends, sends_part, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;

const HARMFUL: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nX5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR";

/// Something that speaks INSTREAM as `clamd` does, and finds `EICAR`.
struct Scanner {
    path: PathBuf,
    _folder: tempfile::TempDir,
    odd: Arc<AtomicBool>,
}

impl Scanner {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clamd.ctl");
        let listener = UnixListener::bind(&path).unwrap();
        let odd = Arc::new(AtomicBool::new(false));
        let is_odd = odd.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let answer = if is_odd.load(Ordering::Relaxed) {
                    Some("INSTREAM size limit exceeded. ERROR")
                } else {
                    None
                };
                tokio::spawn(scan(line, answer));
            }
        });
        Self {
            path,
            _folder: folder,
            odd,
        }
    }

    fn place(&self) -> ScannerPlace {
        ScannerPlace::Unix(self.path.clone())
    }
}

async fn scan(mut line: UnixStream, answer: Option<&str>) {
    let mut hello = [0; 10];
    line.read_exact(&mut hello).await.unwrap();
    assert_eq!(&hello, b"zINSTREAM\0");
    let mut whole = Vec::new();
    loop {
        let length = line.read_u32().await.unwrap();
        if length == 0 {
            break;
        }
        let mut chunk = vec![0; usize::try_from(length).unwrap()];
        line.read_exact(&mut chunk).await.unwrap();
        whole.extend(chunk);
    }
    let holds = |what: &[u8]| whole.windows(what.len()).any(|part| part == what);
    let verdict = if holds(b"EICAR") {
        "stream: Eicar-Test-Signature FOUND"
    } else if holds(b"CHOKES") {
        "stream: Heuristics.Limits.Exceeded ERROR"
    } else {
        "stream: OK"
    };
    let answer = answer.unwrap_or(verdict);
    line.write_all(answer.as_bytes()).await.unwrap();
    line.write_all(b"\0").await.unwrap();
}

#[tokio::test]
async fn what_the_scanner_finds_never_opens_and_the_rest_does() {
    let app = App::start().await;
    let scanner = Scanner::start();
    let worker = PaperWorker::new(app.desk.clone(), scanner.place());
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "summary", "bad.pdf", HARMFUL).await;
    app.tick(1);
    // Longer than a part: the scanner sees all of it.
    let mut late = a_photo(PART_BYTES + 100);
    late.extend(b"EICAR");
    sends(&mut phone, "summary", "late.jpg", &late).await;
    app.tick(1);
    sends(
        &mut phone,
        "summary",
        "good.png",
        &a_picture(ImageFormat::Png),
    )
    .await;
    app.tick(1);
    // A picture that breaks off in the middle is no harm, and no picture.
    let broken = a_picture(ImageFormat::Png);
    sends(
        &mut phone,
        "summary",
        "half.png",
        &broken[..broken.len() - 20],
    )
    .await;
    assert_eq!(worker.run_once().await.unwrap(), 4);
    assert_eq!(
        states(&app).await,
        ["infected", "infected", "clean", "unreadable"]
    );
    let good = "SELECT id::text FROM papers WHERE state = 'clean'";
    let good = format!("papers/{}/", app.rows.text(good).await);
    let kept = app.store.list("papers").await.unwrap();
    assert_eq!(kept.len(), 2, "the picture and its copy: {kept:?}");
    assert!(kept.iter().all(|file| file.name.starts_with(&good)));
    let page = phone.get(PAPERS).await;
    assert_eq!(page.texts("main ul.lines a"), ["good.png"]);
    assert_eq!(
        page.texts("main ul.lines .tag"),
        [
            "Not taken: we could not open it. Send a photo of it",
            "We have it",
            "Not taken: there may be a virus in it",
            "Not taken: there may be a virus in it",
        ]
    );
    let ids = app
        .rows
        .texts("SELECT id::text FROM papers WHERE state <> 'clean'")
        .await;
    let mut intake = app.sign_in("intake").await;
    for id in ids {
        assert_eq!(phone.get(&format!("{PAPERS}/{id}")).await.status, 404);
        let path = format!("{}/papers/{id}", sent.page());
        assert_eq!(intake.get(&path).await.status, 404);
    }
    assert!(
        intake
            .get(&sent.page())
            .await
            .text
            .contains("A paper was refused and stays shut")
    );
}

#[tokio::test]
async fn while_the_scanner_is_away_papers_wait_and_open_when_it_is_back() {
    let app = App::start().await;
    let scanner = Scanner::start();
    let away = PaperWorker::new(
        app.desk.clone(),
        ScannerPlace::Unix(scanner.path.with_extension("gone")),
    );
    let worker = PaperWorker::new(app.desk.clone(), scanner.place());
    let (_, mut phone) = family_inside(&app, a_family()).await;
    for turn in 0..6 {
        let name = format!("{turn}.pdf");
        let added = sends(&mut phone, "summary", &name, &a_document()).await;
        assert_eq!(added.status, 303, "papers come in all the same");
        assert!(away.run_once().await.is_err());
        app.tick(10);
    }
    // However long it is away: no paper is to blame.
    for _ in 0..40 {
        assert!(away.run_once().await.is_err());
        app.tick(3);
    }
    // One that answers nonsense is not believed either.
    scanner.odd.store(true, Ordering::Relaxed);
    for _ in 0..40 {
        assert!(worker.run_once().await.is_err());
        app.tick(3);
    }
    assert_eq!(states(&app).await, ["pending"; 6]);
    assert!(!phone.get(PAPERS).await.has("main ul.lines a"));
    scanner.odd.store(false, Ordering::Relaxed);
    app.tick(3);
    assert_eq!(worker.run_once().await.unwrap(), 6);
    assert_eq!(states(&app).await, ["clean"; 6]);
}

/// Two whose bytes are lost and one that the scanner chokes on: none of them holds up the next, and none is tried for ever.
#[tokio::test]
async fn a_paper_that_cannot_be_looked_at_holds_up_no_other_and_is_refused_in_the_end() {
    let app = App::start().await;
    let scanner = Scanner::start();
    let worker = PaperWorker::new(app.desk.clone(), scanner.place());
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    for name in ["1.pdf", "2.pdf"] {
        sends(&mut phone, "summary", name, &a_document()).await;
        app.tick(1);
    }
    for file in app.store.list("papers").await.unwrap() {
        app.store.delete(&file.name).await.unwrap();
    }
    let mut chokes = a_document();
    chokes.extend(b"CHOKES");
    sends(&mut phone, "summary", "3.pdf", &chokes).await;
    app.tick(1);
    sends(&mut phone, "summary", "4.pdf", &a_document()).await;
    assert_eq!(worker.run_once().await.unwrap(), 1);
    let waits = ["pending", "pending", "pending", "clean"];
    assert_eq!(states(&app).await, waits);
    for _ in 0..3 {
        assert_eq!(worker.run_once().await.unwrap(), 0, "not at once");
        app.tick(3);
        assert_eq!(worker.run_once().await.unwrap(), 0);
    }
    // Meanwhile the scanner is of no use: that counts for nothing where it is asked. Bytes that are lost stay lost.
    scanner.odd.store(true, Ordering::Relaxed);
    for _ in 0..9 {
        app.tick(3);
        assert!(worker.run_once().await.is_err());
    }
    scanner.odd.store(false, Ordering::Relaxed);
    let lost = ["unreadable", "unreadable", "pending", "clean"];
    assert_eq!(states(&app).await, lost);
    app.tick(3);
    assert_eq!(worker.run_once().await.unwrap(), 1);
    let refused = ["unreadable", "unreadable", "unreadable", "clean"];
    assert_eq!(states(&app).await, refused);
    let case = app.sign_in("intake").await.get(&sent.page()).await;
    assert!(case.text.contains("A paper was refused and stays shut"));
}

/// A paper that ends the process in the middle of the look leaves nothing but the count.
#[tokio::test]
async fn a_paper_that_killed_whoever_looked_at_it_is_not_looked_at_for_ever() {
    let app = App::start().await;
    let scanner = Scanner::start();
    let (_, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "summary", "1.pdf", &a_document()).await;
    app.tick(1);
    sends(&mut phone, "summary", "2.pdf", &a_document()).await;
    for turn in 0..5 {
        let taken = app.desk.take_paper().await.unwrap().expect("one waits");
        drop(taken);
        if turn == 0 {
            let worker = PaperWorker::new(app.desk.clone(), scanner.place());
            assert_eq!(worker.run_once().await.unwrap(), 1, "the other one");
        }
        app.tick(3);
    }
    let worker = PaperWorker::new(app.desk.clone(), scanner.place());
    assert_eq!(worker.run_once().await.unwrap(), 1);
    assert_eq!(states(&app).await, ["unreadable", "clean"]);
}

/// A second sending of a part, on its way while the first one counts, lays its bytes over it: before somebody has looked,
/// or after.
#[tokio::test]
async fn bytes_that_were_not_counted_never_open() {
    let app = App::start().await;
    let scanner = Scanner::start();
    let worker = PaperWorker::new(app.desk.clone(), scanner.place());
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let mut counted = a_document();
    counted.resize(PART_BYTES + 9, b' ');
    let mut other = counted.clone();
    other[100..105].copy_from_slice(b"OTHER");
    for is_looked_at in [false, true] {
        let key = random_id();
        sends_part(&mut phone, key, "a.pdf", &other, 0).await;
        let newest = "SELECT id::text FROM papers ORDER BY begun_at DESC LIMIT 1";
        let id = app.rows.text(newest).await;
        let name = format!("papers/{id}/part-0000");
        let late = app.store.get(&name).await.unwrap().to_vec();
        let again = "UPDATE papers SET received = 0, part_marks = '' WHERE state = 'uploading'";
        app.rows.run(again).await.unwrap();
        for at in [0, PART_BYTES] {
            let (status, _) = sends_part(&mut phone, key, "a.pdf", &counted, at).await;
            assert_eq!(status, 200);
        }
        if is_looked_at {
            assert_eq!(worker.run_once().await.unwrap(), 1);
            let opened = phone.get(&format!("{PAPERS}/{id}")).await;
            assert_eq!(opened.status, 200);
        }
        app.store.put(&name, late).await.unwrap();
        worker.run_once().await.unwrap();
        let opened = phone.get(&format!("{PAPERS}/{id}")).await;
        assert_eq!(opened.status, if is_looked_at { 500 } else { 404 });
        assert!(!opened.text.contains("OTHER"));
        app.tick(1);
    }
    assert_eq!(states(&app).await, ["unreadable", "clean"]);
}
