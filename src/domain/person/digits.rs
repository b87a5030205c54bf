//! Digits of other scripts, read as ours: a phone in Arabic or Hindi types them.

/// Returns the text with every decimal digit of a common script as an ASCII digit.
pub(in crate::domain) fn ascii_digits(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

fn ascii_digit(c: char) -> char {
    const ZEROS: [u32; 6] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10];
    let code = u32::from(c);
    ZEROS
        .iter()
        .filter_map(|zero| code.checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::ascii_digits;

    #[test]
    fn other_scripts_digits_are_read() {
        assert_eq!(ascii_digits("٢٠١٦ ۲ २ 2"), "2016 2 2 2");
        assert_eq!(ascii_digits("Mar"), "Mar");
    }
}
