/** The version of the package: that of package.json and Cargo.toml, which a test sees to. */
export const version = "0.1.0";
