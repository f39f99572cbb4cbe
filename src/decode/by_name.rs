//! Every encoding that browsers know, by name: the command line brings the tables along, the page has the browser's.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::Decoder;
#[cfg(target_arch = "wasm32")]
pub(super) use web::Decoder;

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use encoding_rs::Encoding;

    /// What reads one encoding.
    pub(crate) struct Decoder(&'static Encoding);

    impl Decoder {
        /// The decoder for a label as it stands in a declaration: `Shift_JIS`, `sjis`, `latin1`. None where it is not known.
        pub(crate) fn of(label: &str) -> Option<Self> {
            Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
        }

        /// The one name that all labels of the encoding have, in small letters.
        pub(crate) fn name(&self) -> String {
            self.0.name().to_ascii_lowercase()
        }

        /// The text, with U+FFFD for what is broken; none where the decoder gave up.
        pub(crate) fn decode(&self, bytes: &[u8]) -> Option<String> {
            Some(self.0.decode_without_bom_handling(bytes).0.into_owned())
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use web_sys::TextDecoder;

    /// What reads one encoding.
    pub(crate) struct Decoder(TextDecoder);

    impl Decoder {
        /// The decoder for a label as it stands in a declaration: `Shift_JIS`, `sjis`, `latin1`. None where it is not known.
        pub(crate) fn of(label: &str) -> Option<Self> {
            TextDecoder::new_with_label(label).ok().map(Self)
        }

        /// The one name that all labels of the encoding have, in small letters.
        pub(crate) fn name(&self) -> String {
            self.0.encoding()
        }

        /// The text, with U+FFFD for what is broken; none where the decoder gave up.
        pub(crate) fn decode(&self, bytes: &[u8]) -> Option<String> {
            self.0.decode_with_u8_array(bytes).ok()
        }
    }
}
