//! Reads the tree, and Rust text with comments and literals blanked out, line for line.

use std::path::{Path, PathBuf};

/// One text file of the house.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the root of the checkout, with forward slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The text without comments and without the contents of strings.
    pub fn code(&self) -> String {
        blank(&self.text)
    }

    /// The lines above the tests that stand in the same file; nothing of a file that is all tests.
    pub fn production(&self) -> &str {
        if self.path.starts_with("src/") && self.path.ends_with("/tests.rs") {
            return "";
        }
        let end = self
            .text
            .find("#[cfg(test)]\nmod ")
            .unwrap_or(self.text.len());
        &self.text[..end]
    }

    /// One complaint about a place in this file.
    pub fn complaint(&self, line: usize, text: &str) -> String {
        format!("{}:{line}: {text}", self.path)
    }

    pub fn parent(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(parent, _)| parent)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One file, if it is there.
pub fn one(path: &str) -> Option<Source> {
    let text = std::fs::read_to_string(root().join(path)).ok()?;
    Some(Source::new(path, &text))
}

/// Writes a file that is made by a program.
pub fn write(path: &str, text: &str) {
    let path = root().join(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    std::fs::write(path, text).expect("a file");
}

/// All files below a folder with one of these endings; an empty ending means files without one.
pub fn below(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    found.sort_by(|one, two| one.path.cmp(&two.path));
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            collect(&path, endings, found);
        } else if endings.contains(&&*ending)
            && let Ok(text) = std::fs::read_to_string(&path)
            && let Ok(short) = path.strip_prefix(root())
        {
            found.push(Source::new(
                &short.to_string_lossy().replace('\\', "/"),
                &text,
            ));
        }
    }
}

/// Returns the number of the line that holds this byte.
pub fn line_at(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Blanks comments and literals of Rust text; every newline and every offset stays.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => comment_end(bytes, at),
            b'"' => string_end(bytes, at),
            b'r' if !after_word(bytes, at) => raw_end(bytes, at).unwrap_or(at),
            b'\'' => char_end(bytes, at).unwrap_or(at),
            _ => at,
        };
        for byte in &mut out[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    at + rest
        .iter()
        .position(|&byte| byte == b'\n')
        .unwrap_or(rest.len())
}

fn comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn raw_end(bytes: &[u8], start: usize) -> Option<usize> {
    let marks = bytes[start + 1..]
        .iter()
        .take_while(|&&byte| byte == b'#')
        .count();
    let open = start + 1 + marks;
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let close = [b"\"".as_slice(), &vec![b'#'; marks]].concat();
    let rest = &bytes[open + 1..];
    let length = rest.windows(close.len()).position(|part| part == close)?;
    Some(open + 1 + length + close.len())
}

/// A quote opens a character only if one closes it soon; otherwise it is a lifetime.
fn char_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start + 1) == Some(&b'\\') {
        let rest = bytes.get(start + 3..)?;
        return Some(start + 4 + rest.iter().take(10).position(|&byte| byte == b'\'')?);
    }
    let width = match bytes.get(start + 1)? {
        0x00..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    (bytes.get(start + 1 + width) == Some(&b'\'')).then_some(start + 2 + width)
}

fn after_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

#[test]
fn literals_and_comments_are_blanked_and_nothing_else() {
    let text = "let a = \"crate::web\"; // crate::web\nlet b = r#\"x\"y\"#; /* a /* b */ c */ d('x', '\\n', 'é', &'a str);\n";
    let code = blank(text);
    assert_eq!(code.lines().count(), text.lines().count());
    assert!(!code.contains("crate::web"), "{code}");
    assert!(!code.contains('y') && !code.contains(" c "), "{code}");
    assert!(code.contains("d(") && code.contains("&'a str);"), "{code}");
    assert!(!code.contains("'x'") && !code.contains('é'), "{code}");
}

#[test]
fn production_ends_where_the_tests_begin() {
    let source = Source::new("src/x.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n");
    assert_eq!(source.production(), "fn a() {}\n\n");
}
