/*
 * Answers with what a visitor asked to keep when there is no network, and changes nothing while
 * there is one. Only offline.js registers it, when asked to; it goes with what it keeps.
 */

const CACHE = "offline"; // as in offline.js

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/* Returns the page that is kept, whichever was asked for. */
const page = async () => {
  const cache = await caches.open(CACHE);
  const requests = await cache.keys();
  const request = requests.find(({ url }) => new URL(url).pathname.endsWith("/offline/"));
  return request && cache.match(request);
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const isPage = request.mode === "navigate";
  event.respondWith(fetch(request).catch(async () => (
    await (isPage ? page() : caches.match(request)) ?? Response.error()
  )));
});
