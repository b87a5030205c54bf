//! The virus scanner: `clamd` over its socket, by INSTREAM. Whatever it answers but a plain OK is not clean.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use crate::config::ScannerPlace;
use crate::usecases::paper::open_paper::{ReadPaperError, ReadablePaper};

/// The longest one paper may take.
const WHOLE: Duration = Duration::from_mins(1);
/// The longest a few harmless bytes may take.
const TRIAL: Duration = Duration::from_secs(10);
/// The longest answer that is read.
const ANSWER_MOST: u64 = 1_024;

/// What the scanner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// Something.
    Something,
}

/// Why it said nothing of use.
#[derive(Debug, thiserror::Error)]
pub(super) enum ScanError {
    #[error("the scanner is out of reach")]
    Away(#[from] std::io::Error),
    #[error("the scanner took too long")]
    TooSlow,
    #[error("the scanner answered something else")]
    Odd,
    #[error(transparent)]
    Read(#[from] ReadPaperError),
}

/// Asks about one paper; none where there is no scanner.
pub(super) async fn look_at(
    place: &ScannerPlace,
    paper: &ReadablePaper,
) -> Result<Option<Found>, ScanError> {
    let asked = async {
        match place {
            ScannerPlace::Nowhere => Ok(None),
            ScannerPlace::Unix(path) => {
                ask(UnixStream::connect(path).await?, paper).await.map(Some)
            }
            ScannerPlace::Tcp(host) => ask(TcpStream::connect(host).await?, paper).await.map(Some),
        }
    };
    timeout(WHOLE, asked)
        .await
        .map_err(|_| ScanError::TooSlow)?
}

/// Whether the scanner is there and sane: it finds nothing in a few harmless bytes. Where it does, and yet was no use for a
/// paper, it is the paper's own doing.
pub(super) async fn is_well(place: &ScannerPlace) -> bool {
    let asked = async {
        match place {
            ScannerPlace::Nowhere => Ok(Found::Nothing),
            ScannerPlace::Unix(path) => try_out(UnixStream::connect(path).await?).await,
            ScannerPlace::Tcp(host) => try_out(TcpStream::connect(host).await?).await,
        }
    };
    matches!(timeout(TRIAL, asked).await, Ok(Ok(Found::Nothing)))
}

async fn try_out<S>(mut line: S) -> Result<Found, ScanError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    line.write_all(b"zINSTREAM\0\0\0\0\x05hello\0\0\0\0")
        .await?;
    answer(line).await
}

async fn ask<S>(mut line: S, paper: &ReadablePaper) -> Result<Found, ScanError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    line.write_all(b"zINSTREAM\0").await?;
    for number in 0..paper.parts() {
        let part = paper.part(number).await?;
        let length = u32::try_from(part.len()).map_err(|_| ScanError::Odd)?;
        // One that has seen enough hangs up; its answer still lies there.
        if line.write_all(&length.to_be_bytes()).await.is_err()
            || line.write_all(&part).await.is_err()
        {
            break;
        }
    }
    let _ = line.write_all(&0_u32.to_be_bytes()).await;
    answer(line).await
}

async fn answer(line: impl AsyncRead + Unpin) -> Result<Found, ScanError> {
    let mut answer = Vec::new();
    line.take(ANSWER_MOST).read_to_end(&mut answer).await?;
    verdict(&answer)
}

fn verdict(answer: &[u8]) -> Result<Found, ScanError> {
    let text = String::from_utf8_lossy(answer);
    match text.trim_matches(['\0', '\n', ' ']) {
        "stream: OK" => Ok(Found::Nothing),
        found if found.starts_with("stream: ") && found.ends_with(" FOUND") => Ok(Found::Something),
        _ => Err(ScanError::Odd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_ok_is_clean() {
        assert_eq!(verdict(b"stream: OK\0").ok(), Some(Found::Nothing));
        assert_eq!(
            verdict(b"stream: Eicar-Test-Signature FOUND\0").ok(),
            Some(Found::Something)
        );
        for odd in [
            "",
            "OK",
            "stream: OK FOUND?",
            "INSTREAM size limit exceeded. ERROR",
            "stream: OK\0stream: X ERROR",
        ] {
            assert!(verdict(odd.as_bytes()).is_err(), "{odd}");
        }
    }
}
