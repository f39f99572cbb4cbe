export default {
  title: "Heron",
  url: "http://localhost",
  baseUrl: "/",
  clientModules: ["./src/filing-viewer.js"],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
