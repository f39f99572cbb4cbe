export default {
  title: "Heron",
  // Without it the build says that it does not know the language.
  markdown: { languages: [{ name: "filing", scopeName: "source.filing", patterns: [], repository: {} }] },
  // The reader's part with the wasm in it is larger than what Vite is silent about; it is loaded when there is a filing to read.
  vite: { build: { chunkSizeWarningLimit: 1250 } },
};
