// Chromium and Firefox, whichever is there; the built page under the strict policy, from a server of its own on a free port.
import { defineConfig } from "@playwright/test";
import { browsers } from "../../www/build/setup.js";
import { freePort } from "./webdriver.js";

// The runner and each of its workers read this file: the first of them chooses the port.
process.env.FILING_VIEWER_PORT ??= String(await freePort());
const baseURL = `http://localhost:${process.env.FILING_VIEWER_PORT}/`;
const { chromium, firefox } = browsers();

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  outputDir: "../../test-results",
  // Slow and shared machines are common; nothing here is a measurement.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  reporter: [["list"]],
  use: { baseURL, trace: "off" },
  webServer: { command: `node ../../www/build/serve.js ${process.env.FILING_VIEWER_PORT}`, url: baseURL, timeout: 60_000 },
  projects: [project("chromium", chromium), project("firefox", firefox)].flat(),
});

/**
 * @param {"chromium" | "firefox"} name
 * @param {import("../../www/build/setup.js").Launch | null} launch
 */
function project(name, launch) {
  if (!launch) return [];
  const { channel, ...launchOptions } = launch;
  return [{ name, use: { browserName: name, channel, launchOptions } }];
}
