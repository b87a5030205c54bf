//! Draws a picture anew: what comes out holds its pixels and nothing else, neither the place where it was taken nor a
//! second file behind the first.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::domain::paper::{PIXELS_MOST, SIDE_MOST};

/// As good as the eye can tell.
const QUALITY: u8 = 88;
/// Bytes that a picture may have when it is drawn: as many as a photo of the most pixels has, with three bytes each. With what
/// comes beside it (the file, the smaller copy, and that one turned) a look takes about 300 MB, whatever somebody sends.
const DRAWN_MOST: u64 = PIXELS_MOST * 3;
/// The longest side of the copy: print on a page stays sharp.
const COPY_SIDE_MOST: u32 = 4_096;

/// Returns the copy as JPEG; none where the bytes are no picture, or one beyond measure.
pub(super) fn redraw(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MOST);
    limits.max_image_height = Some(SIDE_MOST);
    limits.max_alloc = Some(DRAWN_MOST);
    reader.limits(limits);
    let grows = reader.format() == Some(ImageFormat::Jpeg) && comes_in_passes(bytes);
    let mut decoder = reader.into_decoder().ok()?;
    if !is_within_measure(&decoder, grows) {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    // Made small before it is turned: whatever follows takes its bytes once more.
    if matches!(picture, DynamicImage::ImageRgba16(_)) {
        picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    if picture.width().max(picture.height()) > COPY_SIDE_MOST {
        picture = picture.thumbnail(COPY_SIDE_MOST, COPY_SIDE_MOST);
    }
    picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    picture.apply_orientation(orientation);
    let mut copy = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut copy, QUALITY);
    picture.write_with_encoder(encoder).ok()?;
    Some(copy)
}

/// Whether a picture may be drawn, by what its head says of it. One that comes in passes takes its bytes twice more until
/// the last pass is there.
fn is_within_measure(decoder: &impl ImageDecoder, in_passes: bool) -> bool {
    let (width, height) = decoder.dimensions();
    let most = if in_passes {
        DRAWN_MOST / 2
    } else {
        DRAWN_MOST
    };
    u64::from(width) * u64::from(height) <= PIXELS_MOST && decoder.total_bytes() <= most
}

/// Whether a JPEG comes in passes (progressive), each finer than the last. What cannot be followed is taken for one.
fn comes_in_passes(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, code, tail @ ..] = rest {
        match *code {
            // Filling before a marker.
            0xff => rest = rest.get(1..).unwrap_or_default(),
            0xc0 | 0xc1 => return false,
            0xc2 => return true,
            _ => {
                let [high, low, ..] = *tail else {
                    return true;
                };
                let length = usize::from(u16::from_be_bytes([high, low]));
                rest = tail.get(length..).unwrap_or_default();
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let drawn = RgbImage::from_pixel(width, height, Rgb([180, 30, 40]));
        drawn.write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    #[test]
    fn a_copy_holds_the_picture_and_nothing_behind_it() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let mut bytes = picture(40, 30, format);
            bytes.extend(b"PK\x03\x04 a second file behind the picture <script>");
            let copy = redraw(&bytes).expect("drawn");
            assert!(copy.starts_with(b"\xff\xd8\xff"));
            assert!(!copy.windows(8).any(|part| part == b"<script>"));
            let again = image::load_from_memory(&copy).expect("a picture");
            assert_eq!((again.width(), again.height()), (40, 30));
        }
    }

    #[test]
    fn where_it_was_taken_is_not_in_the_copy_and_it_stands_upright() {
        // Turned by a quarter (orientation 6), as phones write it.
        let exif = b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let plain = picture(40, 30, ImageFormat::Jpeg);
        let (start, rest) = plain.split_at(2);
        let bytes = [start, exif, rest].concat();
        let copy = redraw(&bytes).expect("drawn");
        assert!(!copy.windows(4).any(|part| part == b"Exif"));
        let again = image::load_from_memory(&copy).expect("a picture");
        assert_eq!((again.width(), again.height()), (30, 40));
    }

    #[test]
    fn a_picture_that_would_fill_the_memory_is_not_drawn() {
        let head = |side: u32, depth: u8, colour: u8| {
            let mut bytes = picture(40, 30, ImageFormat::Png);
            bytes[16..20].copy_from_slice(&side.to_be_bytes());
            bytes[20..24].copy_from_slice(&side.to_be_bytes());
            bytes[24..26].copy_from_slice(&[depth, colour]);
            let sum = crc32(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&sum.to_be_bytes());
            bytes
        };
        let drawn = |bytes: Vec<u8>| {
            let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
            reader
                .into_decoder()
                .map(|decoder| is_within_measure(&decoder, false))
                .ok()
        };
        assert_eq!(drawn(head(8_000, 8, 2)), Some(true), "192 MB of RGB");
        assert_eq!(drawn(head(8_000, 16, 6)), Some(false), "512 MB of RGBA");
        assert_eq!(drawn(head(8_001, 8, 0)), Some(false), "too many pixels");
        assert!(redraw(&head(8_000, 16, 6)).is_none());
    }

    #[test]
    fn a_photo_that_comes_in_passes_may_be_half_as_large() {
        let plain = picture(40, 30, ImageFormat::Jpeg);
        assert!(!comes_in_passes(&plain));
        let head = plain.windows(2).position(|pair| pair == [0xff, 0xc0]);
        let mut finer = plain.clone();
        finer[head.expect("a head") + 1] = 0xc2;
        assert!(comes_in_passes(&finer));
        assert!(comes_in_passes(&plain[..6]), "what breaks off");
        let large = |in_passes| {
            let mut bytes = plain.clone();
            let at = head.expect("a head") + 5;
            bytes[at..at + 4].copy_from_slice(&[0x1f, 0x40, 0x1f, 0x40]);
            let reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
            let decoder = reader.into_decoder().expect("a head");
            is_within_measure(&decoder, in_passes)
        };
        assert!(large(false) && !large(true), "8000 by 8000");
    }

    /// CRC-32 as PNG has it.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                let low = sum & 1;
                (sum >> 1) ^ (0xedb8_8320 * low)
            })
        })
    }

    #[test]
    fn what_is_no_picture_has_no_copy() {
        assert!(redraw(b"\x89PNG\r\n\x1a\n<html>").is_none());
        assert!(redraw(b"").is_none());
        let whole = picture(40, 30, ImageFormat::Png);
        assert!(redraw(&whole[..whole.len() / 2]).is_none());
    }
}
