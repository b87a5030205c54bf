//! The one way personal values appear in `Debug` output: not at all.

/// Implements a `Debug` that shows the type's name and nothing of its content.
macro_rules! masked_debug {
    ($($name:ty),+ $(,)?) => {
        $(
            impl std::fmt::Debug for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(concat!(stringify!($name), "(***)"))
                }
            }
        )+
    };
}

pub(crate) use masked_debug;
