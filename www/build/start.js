// npm start: installs what is missing, builds, serves, and opens the page.
import { spawn } from "node:child_process";
import { build } from "./build.js";
import { dist, serve } from "./serve.js";
import { setUp } from "./setup.js";

try {
  setUp();
  await build();
  const wanted = Number(process.env.PORT ?? 8080);
  // Where the usual port is taken, a free one does as well.
  const { url } = await serve(dist, wanted).catch(() => serve(dist));
  console.log(`\nThe page is at ${url}   (Ctrl+C ends it)`);
  openBrowser(url);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** @param {string} url */
function openBrowser(url) {
  const { platform, env } = process;
  if (env.CI || (platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY)) return;
  const [command, ...args] = platform === "darwin" ? ["open"] : platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  // Without a browser the address printed has to do.
  spawn(command, [...args, url], { stdio: "ignore", detached: true }).on("error", () => {}).unref();
}
