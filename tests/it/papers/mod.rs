//! Papers: what a family may send and what it may not, by script and without, and who may open them.

mod asked;
mod awaited;
mod described;
mod opened;
mod put_in;
mod refused;
mod renamed;
mod sent;
mod swept;
mod unsafe_files;

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use intake_desk::domain::paper::PART_BYTES;
use intake_desk::files::PaperWorker;
use uuid::Uuid;

use crate::support::app::App;
use crate::support::client::{Browser, Page};

const PAPERS: &str = "/en/status/papers";
const LINE: &str = "-----------------------------7d1";

/// A photo, as large as one wants: a phone writes its own notes behind the picture too.
fn a_photo(bytes: usize) -> Vec<u8> {
    let mut photo = a_picture(ImageFormat::Jpeg);
    photo.resize(photo.len().max(bytes), b'.');
    photo
}

fn a_picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let drawn = RgbImage::from_pixel(60, 40, Rgb([180, 30, 40]));
    drawn.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn a_document() -> Vec<u8> {
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n".to_vec()
}

/// The page's form as a browser without scripts sends it.
fn form_of(page: &Page, kind: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let key = page.attr("main form input[name=key]", "value");
    form_with(&[("key", &key), ("kind", kind)], name, bytes)
}

/// A form with some fields and, after them, a file.
fn form_with(fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(
            format!(
                "--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    let head = format!(
        "--{LINE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{LINE}--\r\n").bytes());
    body
}

/// Opens the page, chooses a file and presses the button.
async fn sends(phone: &mut Browser, kind: &str, name: &str, bytes: &[u8]) -> Page {
    let page = phone.get(PAPERS).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let body = form_of(&page, kind, name, bytes);
    posts(phone, body).await
}

async fn posts(phone: &mut Browser, body: Vec<u8>) -> Page {
    posts_to(phone, PAPERS, body).await
}

async fn posts_to(browser: &mut Browser, path: &str, body: Vec<u8>) -> Page {
    let kind = format!("multipart/form-data; boundary={LINE}");
    let length = body.len().to_string();
    let headers = [
        ("content-type", kind.as_str()),
        ("content-length", length.as_str()),
    ];
    browser.post_as(path, &headers, body).await
}

/// Sends one part as the script does.
async fn sends_part(
    phone: &mut Browser,
    key: Uuid,
    name: &str,
    whole: &[u8],
    at: usize,
) -> (u16, usize) {
    let part = &whole[at..whole.len().min(at + PART_BYTES)];
    let path = format!(
        "{PAPERS}/parts?key={key}&kind=summary&at={at}&of={}",
        whole.len()
    );
    let headers = [
        ("content-type", "application/octet-stream"),
        ("x-paper-name", name),
    ];
    let answer = phone.post_as(&path, &headers, part.to_vec()).await;
    let told: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    let received = told["received"].as_u64().unwrap();
    (answer.status.as_u16(), usize::try_from(received).unwrap())
}

/// Has the worker look at all that waits.
async fn looked_at(app: &App) -> usize {
    let scanner = app.settings.files.scanner().unwrap();
    let worker = PaperWorker::new(app.desk.clone(), scanner);
    worker.run_once().await.unwrap()
}

/// The states of all papers, oldest first.
async fn states(app: &App) -> Vec<String> {
    app.rows
        .texts("SELECT state FROM papers ORDER BY begun_at, id")
        .await
}
