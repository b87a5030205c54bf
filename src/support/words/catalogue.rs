//! One Fluent bundle per language, built once from the embedded `locales/*/*.ftl`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::Language;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
#[include = "*/*.ftl"]
struct Catalogues;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::En));
static SPANISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::Es));

/// The sentences of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Returns the sentences of a language.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
        }
    }

    /// Returns the language of these sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns whether the catalogue has a sentence under this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Returns the sentence of a key that needs no values.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Returns the sentence of a key with its values filled in.
    ///
    /// A missing key is a mistake of ours that the tests find; a family who meets one sees the key, not an error page.
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            debug_assert!(false, "no sentence for {key} in {}", self.language.code());
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(*name, fluent_value(value));
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors);
        debug_assert!(errors.is_empty(), "sentence {key}: {errors:?}");
        text.into_owned()
    }

    fn read(language: Language) -> Words {
        let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let folder = format!("{}/", language.code());
        for path in Catalogues::iter().filter(|path| path.starts_with(&folder)) {
            let Some(file) = Catalogues::get(&path) else {
                continue;
            };
            let text = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                debug_assert!(false, "{path}: {errors:?}");
                resource
            });
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{path}: {added:?}");
        }
        Words { language, bundle }
    }
}

/// Gives small whole numbers to Fluent as numbers, so that sentences can choose "1 day" or "2 days".
fn fluent_value(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if value.len() <= 6 && number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_in_both_languages() {
        assert_eq!(Words::of(Language::En).text("month-3"), "March");
        assert_eq!(Words::of(Language::Es).text("month-3"), "marzo");
    }

    #[test]
    fn values_are_filled_in_as_they_are() {
        assert!(matches!(fluent_value("12"), FluentValue::Number(_)));
        assert!(matches!(fluent_value("012"), FluentValue::String(_)));
        assert!(matches!(fluent_value("2155550100"), FluentValue::String(_)));
        assert!(matches!(
            fluent_value("RL-7KX2-94Q"),
            FluentValue::String(_)
        ));
    }

    #[test]
    #[should_panic(expected = "no sentence for nothing-of-the-kind")]
    fn a_missing_key_is_loud_while_we_develop() {
        Words::of(Language::En).text("nothing-of-the-kind");
    }
}
