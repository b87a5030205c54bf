//! What the bytes of a paper are: told by the bytes, and the name must not say otherwise.

use std::io::Cursor;

use image::ImageReader;

use super::{PIXELS_MOST, PaperRefusal, SIDE_MOST};
use crate::coded;

coded! {
    /// The kinds of files that are taken.
    pub enum Media {
        /// A document.
        Pdf = "application/pdf",
        /// A photo or scan.
        Jpeg = "image/jpeg",
        /// A picture of a screen, or a scan.
        Png = "image/png",
        /// A photo as newer phones take them.
        Heic = "image/heic",
    }
}

impl Media {
    /// Tells from a file's first bytes and its name what it is. A picture may be called by another picture's ending, as
    /// phones do; a name without an ending is believed; everything else must fit.
    pub fn of(name: &str, head: &[u8]) -> Result<Self, PaperRefusal> {
        let media = Self::by_content(head).ok_or(PaperRefusal::Kind)?;
        let ending = name
            .rsplit_once('.')
            .map(|(_, ending)| ending.trim().to_ascii_lowercase());
        let called = match ending.as_deref() {
            None | Some("") => return Ok(media),
            Some("pdf") => Self::Pdf,
            Some("jpg" | "jpeg" | "jpe" | "jfif") => Self::Jpeg,
            Some("png") => Self::Png,
            Some("heic" | "heif") => Self::Heic,
            Some(_) => return Err(PaperRefusal::Kind),
        };
        if called.is_picture() == media.is_picture() {
            Ok(media)
        } else {
            Err(PaperRefusal::Kind)
        }
    }

    fn by_content(head: &[u8]) -> Option<Self> {
        let found = infer::get(head)?;
        match found.mime_type() {
            "application/pdf" => Some(Self::Pdf),
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/heif" => Some(Self::Heic),
            other => Self::from_code(other),
        }
    }

    /// True for photos and scans.
    pub fn is_picture(self) -> bool {
        self != Self::Pdf
    }

    /// True where a copy is made that carries nothing but the picture.
    pub fn is_redrawn(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// The ending of such a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Heic => "heic",
        }
    }

    /// Looks at the measures a picture gives itself, before anybody draws it. Where the first bytes do not tell them, the
    /// drawing will.
    pub fn check_measures(self, head: &[u8]) -> Result<(), PaperRefusal> {
        if !self.is_redrawn() {
            return Ok(());
        }
        let reader = ImageReader::new(Cursor::new(head)).with_guessed_format();
        match reader.map(ImageReader::into_dimensions) {
            Ok(Ok((width, height))) => fits(width, height),
            // No picture at all behind the first signs.
            Ok(Err(_)) if self == Self::Png => Err(PaperRefusal::Kind),
            _ => Ok(()),
        }
    }
}

/// True measures of a page or a photo.
pub(super) fn fits(width: u32, height: u32) -> Result<(), PaperRefusal> {
    let pixels = u64::from(width) * u64::from(height);
    if width > SIDE_MOST || height > SIDE_MOST || pixels > PIXELS_MOST {
        Err(PaperRefusal::Pixels)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";

    #[test]
    fn the_bytes_decide_and_the_name_must_not_say_otherwise() {
        for (name, head, media) in [
            ("report.pdf", PDF, Some(Media::Pdf)),
            ("REPORT.PDF", PDF, Some(Media::Pdf)),
            ("scan", PDF, Some(Media::Pdf)),
            ("IMG_1.jpeg", JPEG, Some(Media::Jpeg)),
            ("IMG_1.heic", JPEG, Some(Media::Jpeg)),
            ("IMG_1.HEIC", HEIC, Some(Media::Heic)),
            ("shot.png", PNG, Some(Media::Png)),
            ("report.pdf", JPEG, None),
            ("photo.jpg", PDF, None),
            ("report.pdf.exe", PDF, None),
            ("setup.exe", b"MZ\x90\0\x03\0\0\0", None),
            ("report.pdf", b"MZ\x90\0\x03\0\0\0", None),
            (
                "page.svg",
                b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
                None,
            ),
            ("page.png", b"<!doctype html><script>", None),
            ("all.zip", b"PK\x03\x04\x14\0\0\0", None),
            ("report.pdf", b"PK\x03\x04\x14\0\0\0", None),
            ("anim.gif", b"GIF89a\x01\0\x01\0", None),
            ("empty.pdf", b"", None),
        ] {
            assert_eq!(Media::of(name, head).ok(), media, "{name}");
        }
    }

    #[test]
    fn a_picture_beyond_measure_is_refused_by_its_head_alone() {
        assert_eq!(
            Media::Png.check_measures(&png_head(60_000, 60_000)),
            Err(PaperRefusal::Pixels)
        );
        assert_eq!(
            Media::Png.check_measures(&png_head(9_000, 9_000)),
            Err(PaperRefusal::Pixels)
        );
        assert_eq!(Media::Png.check_measures(&png_head(4_032, 3_024)), Ok(()));
        let html = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>";
        assert_eq!(Media::Png.check_measures(html), Err(PaperRefusal::Kind));
        assert_eq!(Media::Jpeg.check_measures(JPEG), Ok(()), "told later");
    }

    fn png_head(width: u32, height: u32) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, 2, 0, 0, 0]);
        let sum = crc(&chunk);
        let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
        head.extend(chunk);
        head.extend(sum.to_be_bytes());
        head.extend(b"\0\0\0\0IDAT");
        head
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 {
                    (sum >> 1) ^ 0xedb8_8320
                } else {
                    sum >> 1
                }
            })
        })
    }
}
