#![doc = include_str!("../first.md")]

#[doc = include_str!("../second.md")]
pub mod second {}
