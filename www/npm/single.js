// The parts of the reader in a single file.
export * from "./parts.js";

/** The full module does all that the small one does, so only that is there. */
export const FIRST = /** @type {import("../parts.js").Build} */ ("full");
