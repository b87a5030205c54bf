//! How the sentences read: short, kind, and plain enough for a tired parent.

use super::*;

#[test]
fn sentences_are_short_and_kind() {
    let kind = [
        (
            "en",
            vec![
                "please",
                "invalid",
                "failed",
                "forgot",
                "unfortunately",
                "simply",
                "battle",
                "fight",
                "cure",
            ],
        ),
        (
            "es",
            vec![
                "por favor",
                "inválid",
                "falló",
                "olvidó",
                "lamentablemente",
                "simplemente",
                "batalla",
                "curar",
            ],
        ),
    ];
    for (language, unkind) in kind {
        for (key, sentence) in catalogue(language) {
            for form in &sentence.forms {
                let public = sentence.file != "mail.ftl";
                let longest = form
                    .split(['.', '?', ':'])
                    .map(|part| part.split_whitespace().count())
                    .max();
                assert!(
                    longest.unwrap_or(0) <= 25,
                    "{language} {key}: a sentence of more than 25 words"
                );
                let lower = form.to_lowercase();
                for word in &unkind {
                    assert!(
                        !public || !lower.contains(word),
                        "{language} {key}: {word:?} in {form:?}"
                    );
                }
                assert!(
                    !form.contains(['!', '¡', '%']),
                    "{language} {key}: {form:?}"
                );
            }
        }
    }
}

#[test]
fn families_read_at_the_level_of_grade_six() {
    let english = catalogue("en");
    for file in [
        "public.ftl",
        "family.ftl",
        "errors.ftl",
        "status.ftl",
        "papers.ftl",
        "talk.ftl",
    ] {
        let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
        let forms = english
            .values()
            .filter(|sentence| sentence.file == file)
            .flat_map(|sentence| &sentence.forms);
        for part in forms.flat_map(|form| form.split(['.', '?', ':'])) {
            let read: Vec<&str> = part.split_whitespace().collect();
            if read.len() > 2 {
                sentences += 1;
                words += u32::try_from(read.len()).unwrap();
                syllables += read.iter().map(|word| syllables_of(word)).sum::<u32>();
            }
        }
        // The Flesch-Kincaid grade.
        let grade = 0.39 * f64::from(words) / f64::from(sentences)
            + 11.8 * f64::from(syllables) / f64::from(words)
            - 15.59;
        assert!(grade <= 6.0, "{file} reads at grade {grade:.1}");
    }
}

/// Counts groups of vowels; a silent e at the end is none.
fn syllables_of(word: &str) -> u32 {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    let vowel = |c: char| "aeiouy".contains(c);
    let starts = word
        .chars()
        .zip(std::iter::once(' ').chain(word.chars()))
        .filter(|(c, before)| vowel(*c) && !vowel(*before));
    let count = u32::try_from(starts.count()).unwrap();
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - u32::from(silent)).max(1)
}
