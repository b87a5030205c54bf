//! Every page once, in every state that people meet: looked at by day and night, narrow and wide (`eye`); weighed, and
//! seen in colours that the reader chose.

mod public;
mod staff;
mod weight;
