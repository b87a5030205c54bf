//! Papers of families: the volume under the file store is full, or the program dies in the middle of one. Whatever was
//! confirmed opens with the bytes that were sent, and nothing else counts. `ground::people::papers` sends them.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use intake_desk::domain::paper::PART_BYTES;
use intake_desk::support::words::{Language, Words};
use tokio::task::JoinSet;

use crate::ground::cluster::Cluster;
use crate::ground::figures::told;
use crate::ground::files::Files;
use crate::ground::people::papers::{Document, Family, Told, received};
use crate::ground::people::requests::Form;
use crate::ground::people::staff::Staff;
use crate::ground::people::visitor::Page;
use crate::ground::place::Place;
use crate::ground::process::Setup;
use crate::ground::rows::Rows;
use crate::ground::volume::Volume;
use crate::ground::wait::{a_moment, secs, until};
use crate::plan::{Lane, Outcome, Promise, Trial, kept};

/// Who sends at once.
const SENDERS: usize = 6;
/// How often the program is killed in a round.
const KILLS: u32 = 3;
/// A worker that dies keeps the paper it looks at for two minutes from everybody else.
const OPEN_WITHIN: Duration = secs(180);

pub const PROMISES: &[Promise] = &[
    Promise {
        number: "R19",
        sentence: "A full volume under the file store refuses a paper in words (507), keeps no half paper, and takes it again once there is room, without a restart",
        lane: Lane::Works,
        short: 1,
        full: 10,
        tried: |trial| full_store(trial).boxed_local(),
    },
    Promise {
        number: "R20",
        sentence: "A program that is killed in the middle of an upload loses no paper that was confirmed, and the upload goes on where it was",
        lane: Lane::Works,
        short: 1,
        full: 30,
        tried: |trial| killed_in_the_middle(trial).boxed_local(),
    },
];

/// A family with a paper.
type Sent = (Family, Document);

/// What three families want to send when the room ends: the rest of a paper, a whole one by the plain form, a first part.
struct Wanted {
    half: Sent,
    form: Sent,
    first: Sent,
}

async fn full_store(trial: Trial) -> Outcome {
    let place = Place::new();
    let folder = place.join("files");
    let mut volume = match Volume::small(&folder, 16 + 12 * trial.rounds) {
        Ok(volume) => volume,
        Err(why) => return Outcome::Skipped(why),
    };
    let store = folder.join("store");
    let (files, store) = (Files::of(&store), store.to_str().unwrap());
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).with("INTAKE__FILES__FOLDER", store);
    let invited = setup.add_staff().await;
    let mut desk = setup.serve().await;
    let mut staff = Staff::first_sign_in(desk.port, &invited[0]).await;
    let (mut all, mut healed) = (Vec::new(), Duration::ZERO);
    for _ in 0..trial.rounds {
        let (before, mut wanted) = begun(desk.port).await;
        all.push(before);
        opens_as_sent(&mut all, &mut staff).await;
        refuses(&mut wanted, &mut volume).await;
        // What needs no room goes on: requests, and the papers that are there.
        Form::CallMe.sent(desk.port).await;
        opens_as_sent(&mut all, &mut staff).await;
        assert_counted(&cluster.rows, all.len()).await;
        let strays = files.strays(&cluster.rows).await;
        assert!(strays.is_empty(), "halves that were kept: {strays:?}");
        volume.make_room();
        let room = Instant::now();
        all.extend(after_all(wanted).await);
        healed = healed.max(room.elapsed());
        opens_as_sent(&mut all, &mut staff).await;
        assert_counted(&cluster.rows, all.len()).await;
        desk.assert_alive();
    }
    desk.stop(secs(40)).await;
    drop(volume);
    kept(
        "filled before a paper, between its parts and in the middle of a plain form: 507 in words, nothing of it kept; requests and what is there go on",
        format!(
            "{} refused, all {} there as they were sent; three papers there {} after there was room",
            3 * trial.rounds,
            all.len(),
            told(healed)
        ),
    )
}

/// A family whose paper is there, and what others want to send.
async fn begun(port: u16) -> (Sent, Wanted) {
    let told = Told::default();
    let mut one = Family::at_its_papers(port).await;
    let before = Document::fresh("before.pdf", PART_BYTES + 500);
    one.sends_from(&before, 0, false, &told).await;
    let mut two = Family::at_its_papers(port).await;
    let half = Document::fresh("half.pdf", 3 * PART_BYTES + 77);
    let taken = two.sends_part(&half, 0).await.unwrap();
    assert_eq!((taken.status, received(&taken)), (200, PART_BYTES));
    let form = Document::fresh("form.pdf", 3 * PART_BYTES + 5);
    let first = Document::fresh("first.pdf", PART_BYTES);
    let wanted = Wanted {
        half: (two, half),
        form: (Family::at_its_papers(port).await, form),
        first: (Family::at_its_papers(port).await, first),
    };
    ((one, before), wanted)
}

/// Takes the room away in the middle of the form, and all of it from the others: each hears so in words.
async fn refuses(wanted: &mut Wanted, volume: &mut Volume) {
    let (family, paper) = &mut wanted.form;
    volume.fill_but(2 * 1_024 * 1_024 + 300_000);
    assert_told(&family.posts(&Family::form_of(paper)).await.unwrap());
    assert!(family.listed().await.is_empty());
    volume.fill();
    let (family, paper) = &mut wanted.half;
    assert_told(&family.sends_part(paper, PART_BYTES).await.unwrap());
    assert!(family.listed().await.is_empty());
    let (family, paper) = &mut wanted.first;
    assert_told(&family.sends_part(paper, 0).await.unwrap());
    assert!(family.listed().await.is_empty());
}

fn assert_told(page: &Page) {
    assert_eq!(page.status, 507, "{}", page.text);
    let words = Words::of(Language::En).text("problem-no-room-title");
    assert!(page.text.contains(&words), "{}", page.text);
    assert!(!page.header("retry-after").is_empty());
}

/// Now there is room: the half paper goes on where it was, the form is posted again, the first part comes.
async fn after_all(wanted: Wanted) -> [Sent; 3] {
    let told = Told::default();
    let Wanted {
        mut half,
        mut form,
        mut first,
    } = wanted;
    half.0.sends_from(&half.1, PART_BYTES, false, &told).await;
    assert_eq!(told.parts.load(Ordering::Relaxed), 3, "not from its start");
    form.0.posts_until_taken(&form.1, &told).await;
    first.0.sends_from(&first.1, 0, false, &told).await;
    [half, form, first]
}

async fn killed_in_the_middle(trial: Trial) -> Outcome {
    let place = Place::new();
    let store = place.join("store");
    let (files, store) = (Files::of(&store), store.to_str().unwrap());
    let cluster = Cluster::start(&place.join("db")).await;
    let setup = Setup::on(&place, &cluster.url).with("INTAKE__FILES__FOLDER", store);
    let invited = setup.add_staff().await;
    let mut desk = setup.serve().await;
    let port = desk.port;
    let mut staff = Staff::first_sign_in(port, &invited[0]).await;
    let (told, mut all) = (Arc::<Told>::default(), Vec::new());
    for _ in 0..trial.rounds {
        let senders = at_once(port, trial.either(1, 2), &told).await;
        let before = told.parts.load(Ordering::Relaxed);
        for kill in 1..=KILLS {
            let some = before + 3 * usize::try_from(kill).unwrap();
            until("parts are taken", secs(90), async || {
                told.parts.load(Ordering::Relaxed) >= some
            })
            .await;
            a_moment(0, 150).await;
            desk.kill().await;
            desk = setup.serve_on(port);
        }
        all.extend(senders.join_all().await.into_iter().flatten());
    }
    assert_eq!(told.papers.load(Ordering::Relaxed), all.len());
    if !trial.full {
        // Nobody waits here until whoever died with a paper in hand has lost it.
        let lost = "UPDATE papers SET leased_until = now() WHERE state = 'pending'";
        cluster.rows.run(lost).await;
    }
    opens_as_sent(&mut all, &mut staff).await;
    assert_counted(&cluster.rows, all.len()).await;
    // A day later nothing is left of what was cut off, and all that counts.
    files.leave_half();
    files.age(48);
    desk.kill().await;
    let desk = setup.serve_on(port);
    desk.ready().await;
    until("what nobody knows is removed", secs(30), async || {
        files.strays(&cluster.rows).await.is_empty()
    })
    .await;
    for (family, paper) in &mut all {
        opens_for_family(family, paper).await;
    }
    desk.stop(secs(40)).await;
    let went_on = told.went_on.load(Ordering::Relaxed);
    assert!(went_on > 0, "no kill was in the middle of a paper");
    kept(
        "in parts, from the start or where they were, and by plain forms; opened by the family and by staff, again after the store was swept",
        format!(
            "{} confirmed, 0 lost, 0 doubled; {} kills, {} parts and forms unanswered, papers went on in the middle {went_on} times",
            all.len(),
            KILLS * trial.rounds,
            told.unanswered.load(Ordering::Relaxed)
        ),
    )
}

/// Lets families send at once, each its papers one after the other: some from where they were, some from a page that was
/// loaded anew, some by the plain form.
async fn at_once(port: u16, each: usize, told: &Arc<Told>) -> JoinSet<Vec<Sent>> {
    let mut senders = JoinSet::new();
    for number in 0..SENDERS {
        let mut family = Family::at_its_papers(port).await;
        let told = Arc::clone(told);
        senders.spawn(async move {
            let mut sent = Vec::new();
            for turn in 0..each {
                let length = (2 + number % 3) * PART_BYTES - 1_000 * number;
                let paper = Document::fresh(&format!("{number}-{turn}.pdf"), length);
                match number % 3 {
                    0 => family.posts_until_taken(&paper, &told).await,
                    way => family.sends_from(&paper, 0, way == 1, &told).await,
                }
                sent.push((family.clone(), paper));
            }
            sent
        });
    }
    senders
}

/// Each paper stands once on its family's page, and opens with the bytes that were sent, for the family and for staff.
async fn opens_as_sent(all: &mut [Sent], staff: &mut Staff) {
    for (family, paper) in all {
        let id = opens_for_family(family, paper).await;
        let path = format!("/staff/cases/{}/papers/{id}", family.reference);
        assert_same(&staff.visitor.get(&path).await.unwrap(), paper);
    }
}

/// The same for the family alone; returns the id of the paper.
async fn opens_for_family(family: &mut Family, paper: &Document) -> String {
    let mut id = None;
    until("a paper opens", OPEN_WITHIN, async || {
        id = family.id_of(&paper.name).await;
        id.is_some()
    })
    .await;
    let id = id.unwrap();
    assert_same(&family.opens(&id).await, paper);
    id
}

fn assert_same(page: &Page, paper: &Document) {
    assert_eq!(page.status, 200, "{}", paper.name);
    assert!(page.bytes == paper.bytes, "{} is another", paper.name);
}

/// So many papers count: as rows, on the record, and as what owners were told of. Half ones do not.
async fn assert_counted(rows: &Rows, papers: usize) {
    assert_eq!(
        rows.count("papers WHERE state <> 'uploading'").await,
        papers
    );
    let received = "audit_events WHERE kind = 'paper_received'";
    assert_eq!(rows.count(received).await, papers);
    let with = "SELECT DISTINCT referral_id FROM papers WHERE state <> 'uploading'";
    let told = "SELECT DISTINCT referral_id FROM outbox WHERE notice = 'staff_papers_came'";
    let apart = format!("(({with}) EXCEPT ({told}) UNION ALL (({told}) EXCEPT ({with}))) a");
    assert_eq!(rows.count(&apart).await, 0, "owners are told of what came");
    rows.assert_whole().await;
}
