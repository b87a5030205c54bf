//! Draws a picture anew: what comes out holds its pixels and nothing else, neither the place where it was taken nor a
//! second file behind the first.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

use crate::domain::paper::{PIXELS_MOST, SIDE_MOST};

/// As good as the eye can tell.
const QUALITY: u8 = 88;
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
    limits.max_alloc = Some(PIXELS_MOST * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MOST {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > COPY_SIDE_MOST {
        picture = picture.thumbnail(COPY_SIDE_MOST, COPY_SIDE_MOST);
    }
    let mut copy = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut copy, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).ok()?;
    Some(copy)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};

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
    fn what_is_no_picture_has_no_copy() {
        assert!(redraw(b"\x89PNG\r\n\x1a\n<html>").is_none());
        assert!(redraw(b"").is_none());
        let whole = picture(40, 30, ImageFormat::Png);
        assert!(redraw(&whole[..whole.len() / 2]).is_none());
    }
}
