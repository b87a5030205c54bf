//! Draws a letter as PDF: a heading, paragraphs, page numbers. Nothing of the outside is asked: the letters' shapes are in
//! the binary.

use std::sync::{Arc, LazyLock};

use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};
use ttf_parser::Face;

/// US Letter, in points.
const WIDTH: f32 = 612.0;
const HEIGHT: f32 = 792.0;
const MARGIN: f32 = 72.0;
const SIZE: f32 = 11.0;
const LEADING: f32 = 16.0;
const SMALL: f32 = 9.0;

static REGULAR: &[u8] = include_bytes!("../../templates/letter/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../templates/letter/NotoSans-Bold.ttf");

static REGULAR_FACE: LazyLock<Option<Face<'static>>> =
    LazyLock::new(|| Face::parse(REGULAR, 0).ok());
static BOLD_FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(BOLD, 0).ok());

/// A letter in words.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Who writes, above everything.
    pub from: String,
    /// What it is about.
    pub title: String,
    /// What it says; a line break stays one, an empty line parts paragraphs.
    pub body: String,
    /// What stands below each page.
    pub foot: String,
    /// Code of its language.
    pub language: String,
}

/// Why a letter could not be drawn: a mistake of ours.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The shapes of letters cannot be read.
    #[error("the font cannot be read")]
    Font,
    /// The document was refused.
    #[error("the document cannot be written: {0}")]
    Write(String),
}

/// True where every sign of a text can be drawn.
pub fn can_draw(text: &str) -> bool {
    REGULAR_FACE.as_ref().is_some_and(|face| {
        text.chars()
            .all(|sign| sign.is_whitespace() || face.glyph_index(sign).is_some())
    })
}

/// Draws a letter.
///
/// # Errors
/// Where the font or the document is not as it must be, which is a mistake of ours.
pub fn draw(sheet: &Sheet) -> Result<Vec<u8>, PdfError> {
    let pen = |bytes: &'static [u8]| {
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
        Font::new(data.into(), 0).ok_or(PdfError::Font)
    };
    let (regular, bold) = (pen(REGULAR)?, pen(BOLD)?);
    let lines = lines(sheet)?;
    let fitting = lines_of_a_page();
    let pages: Vec<&[Line]> = lines.chunks(fitting).collect();
    let mut document = Document::new();
    let metadata = Metadata::new()
        .title(sheet.title.clone())
        .language(sheet.language.clone());
    document.set_metadata(metadata);
    for (number, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PdfError::Font)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut top = MARGIN;
        for line in *lines {
            top += LEADING;
            let font = if line.bold { &bold } else { &regular };
            let at = Point::from_xy(MARGIN, top);
            surface.draw_text(
                at,
                font.clone(),
                line.size,
                &line.text,
                false,
                TextDirection::Auto,
            );
        }
        let foot = format!("{} · {} / {}", sheet.foot, number + 1, pages.len());
        let at = Point::from_xy(MARGIN, HEIGHT - MARGIN / 2.0);
        surface.draw_text(
            at,
            regular.clone(),
            SMALL,
            &foot,
            false,
            TextDirection::Auto,
        );
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| PdfError::Write(format!("{error:?}")))
}

fn lines_of_a_page() -> usize {
    let (mut left, mut lines) = (HEIGHT - 2.0 * MARGIN, 0);
    while left >= LEADING {
        left -= LEADING;
        lines += 1;
    }
    lines
}

/// One line as it is drawn.
struct Line {
    text: String,
    bold: bool,
    size: f32,
}

fn lines(sheet: &Sheet) -> Result<Vec<Line>, PdfError> {
    let mut lines = Vec::new();
    let mut add = |text: &str, bold: bool, size: f32| {
        let face = if bold { &*BOLD_FACE } else { &*REGULAR_FACE };
        let face = face.as_ref().ok_or(PdfError::Font)?;
        for paragraph in text.split('\n') {
            let wrapped = wrap(face, paragraph, size);
            lines.extend(wrapped.into_iter().map(|text| Line { text, bold, size }));
        }
        Ok(())
    };
    add(&sheet.from, true, SIZE)?;
    add("", false, SIZE)?;
    add(&sheet.title, true, SIZE + 3.0)?;
    add("", false, SIZE)?;
    add(&sheet.body, false, SIZE)?;
    Ok(lines)
}

/// Breaks a paragraph into lines that fit between the margins; a word that fits in no line is broken.
fn wrap(face: &Face<'_>, paragraph: &str, size: f32) -> Vec<String> {
    let room = WIDTH - 2.0 * MARGIN;
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        for piece in pieces(face, word, size, room) {
            let Some(line) = lines.last_mut() else {
                continue;
            };
            let longer = if line.is_empty() {
                piece.clone()
            } else {
                format!("{line} {piece}")
            };
            if width(face, &longer, size) <= room {
                *line = longer;
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(face: &Face<'_>, word: &str, size: f32, room: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for sign in word.chars() {
        let Some(piece) = pieces.last_mut() else {
            continue;
        };
        piece.push(sign);
        if width(face, piece, size) > room {
            piece.pop();
            pieces.push(sign.to_string());
        }
    }
    pieces
}

fn width(face: &Face<'_>, text: &str, size: f32) -> f32 {
    let units = f32::from(face.units_per_em());
    let advance = |sign| {
        let glyph = face.glyph_index(sign)?;
        face.glyph_hor_advance(glyph).map(f32::from)
    };
    text.chars()
        .map(|sign| advance(sign).unwrap_or(units) / units * size)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(body: &str) -> Sheet {
        Sheet {
            from: "Riverside Children's Hospital".to_owned(),
            title: "Letter".to_owned(),
            body: body.to_owned(),
            foot: "RL-7KX2-94Q".to_owned(),
            language: "en".to_owned(),
        }
    }

    #[test]
    fn a_letter_is_a_pdf_and_a_long_one_has_pages() {
        let short = draw(&sheet("Dear Dr. Ñandú,\n\nthe child was seen.")).expect("drawn");
        assert!(short.starts_with(b"%PDF-"));
        let count = |bytes: &[u8]| {
            bytes
                .windows(11)
                .filter(|part| part == b"/Type/Page\n" || part.starts_with(b"/Type/Page/"))
                .count()
        };
        let long = draw(&sheet(&"One more line of this letter.\n".repeat(120))).expect("drawn");
        assert!(long.len() > short.len() && count(&long) >= count(&short));
        assert_eq!(
            lines(&sheet(&"line\n".repeat(120)))
                .expect("lines")
                .chunks(lines_of_a_page())
                .count(),
            4
        );
    }

    #[test]
    fn no_line_leaves_the_page() {
        let face = REGULAR_FACE.as_ref().expect("a font");
        let long = format!("{} {}", "word ".repeat(200), "x".repeat(400));
        for line in wrap(face, &long, SIZE) {
            assert!(width(face, &line, SIZE) <= WIDTH - 2.0 * MARGIN, "{line}");
        }
        assert_eq!(wrap(face, "", SIZE), [""], "an empty line stays");
    }

    #[test]
    fn what_cannot_be_drawn_is_known_before() {
        assert!(can_draw("O'Neill-Ибрагимова Ñandú Ωμέγα"));
        assert!(!can_draw("名前"));
    }
}
