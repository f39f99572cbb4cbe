//! What JavaScript calls: a task is made with its input copied in, then run by the clock, then freed.

use crate::{Done, Task};
use wasm_bindgen::prelude::*;

/// One reader on one input, once.
#[wasm_bindgen]
pub struct Run {
    task: Option<Task>,
    done: Option<Done>,
}

#[wasm_bindgen]
impl Run {
    /// Copies the input in.
    #[wasm_bindgen(constructor)]
    pub fn new(reader: &str, bytes: Vec<u8>) -> Self {
        Self { task: Task::new(reader, bytes), done: None }
    }

    /// Reads.
    pub fn read(&mut self) {
        self.done = self.task.take().map(Task::run);
    }

    /// How many facts (events, `<`) were found.
    #[wasm_bindgen(getter)]
    pub fn found(&self) -> u32 {
        self.done.as_ref().map_or(0, |done| done.found as u32)
    }

    /// Why the reader stopped.
    #[wasm_bindgen(getter)]
    pub fn error(&self) -> Option<String> {
        match &self.done {
            Some(done) => done.error.clone(),
            None => Some("there is no such reader".to_owned()),
        }
    }
}
