// Keeps the site on the person's machine, because they asked for it: then it opens without a network, and can be installed with all
// that it does. A newer version is named, and taken when they say so. Nothing here runs for those who did not ask.
import { make } from "./dom.js";

const { serviceWorker } = navigator;
const ADDRESS = new URL("./service-worker.js", document.baseURI);

/** Fetches the site into a copy; resolves when it is whole. */
async function keep() {
  const registration = await serviceWorker.register(ADDRESS);
  const coming = registration.installing ?? registration.waiting;
  // Where another tab has kept it already, what is coming is a newer version.
  if (coming && !registration.active) await reached(coming, "activated");
}

/** Takes the copy away. */
async function forget() {
  await (await serviceWorker.getRegistration(ADDRESS))?.unregister();
  const place = `filing-viewer ${new URL("./", ADDRESS)} `;
  for (const name of await caches.keys()) if (name.startsWith(place)) await caches.delete(name);
}

/** @param {ServiceWorker} worker @param {ServiceWorkerState} state */
const reached = (worker, state) => new Promise((resolve, reject) => {
  const look = () => {
    if (worker.state === state) resolve(worker);
    else if (worker.state === "redundant") reject(new Error("a part of the site could not be fetched"));
  };
  worker.addEventListener("statechange", look);
  look();
});

/**
 * Writes into the first screen what there is to say, with its button.
 * @param {HTMLElement} place @param {boolean} kept Whether the page came from the copy.
 */
export async function offline(place, kept) {
  const say = (/** @type {string} */ words, /** @type {HTMLElement[]} */ ...buttons) => place.replaceChildren(...buttons, ` ${words}`);
  const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) => make("button", { type: "button", onclick }, name);
  const remove = button("Remove the copy", async () => {
    await forget();
    say("The copy is gone. This page still works until it is closed.");
  });
  try {
    if (!kept) {
      say("Fetching the page’s files…");
      await keep();
    }
    say("This page is kept on this machine, and opens without a network.", remove);
  } catch (error) {
    return say(`The page could not be kept: ${error instanceof Error ? error.message : error}.`);
  }
  const registration = await serviceWorker.getRegistration(ADDRESS);
  if (!registration) return;
  const offer = async (/** @type {ServiceWorker | null} */ newer) => {
    // One that comes where there was none is no newer version.
    if (!newer || !registration.active || newer === registration.active) return;
    await reached(newer, "installed");
    say("A newer version of this page is there.", button("Use it", () => {
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      newer.postMessage("take over");
    }), remove);
  };
  registration.addEventListener("updatefound", () => void offer(registration.installing).catch(() => {}));
  await offer(registration.waiting ?? registration.installing);
}
