//! Maps and sets, all with one fast hasher. The standard one would bring its code into the wasm once more for every kind of key.

pub(crate) use foldhash::fast::RandomState;

pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
pub(crate) type IndexSet<K> = indexmap::IndexSet<K, RandomState>;
