/*
 * Keeps a page of helplines and saved places on this phone, for when there is no network: once one
 * asks for it, not before. What answers then is offline-worker.js. templates/privacy.html tells
 * visitors. One page is kept, in the language it was asked for in.
 */

const CACHE = "offline"; // as in offline-worker.js
const NEEDED = "link[rel=stylesheet], link[rel=icon], script[src]";

/* Puts the page at `path` with the places of `ids` into the cache, and what it needs. */
const fill = async (path, ids) => {
  const query = new URLSearchParams(ids.map((id) => ["id", id]));
  const response = await fetch(`${path}?${query}`, { cache: "no-store" });
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.clone().text(), "text/html");
  const files = [...page.querySelectorAll(NEEDED)]
    .map((file) => file.getAttribute("href") ?? file.getAttribute("src"));
  const cache = await caches.open(CACHE);
  const before = await cache.keys();
  await cache.addAll(files);
  await cache.put(path, response);
  // Only now, so that what fails half way takes nothing away.
  const needed = new Set([path, ...files].map((address) => new URL(address, location).href));
  await Promise.all(before.filter(({ url }) => !needed.has(url)).map((old) => cache.delete(old)));
};

/* Returns the path of the page that is kept, or undefined. */
const kept = async () => {
  if (!await caches.has(CACHE)) return undefined;
  const requests = await (await caches.open(CACHE)).keys();
  const paths = requests.map(({ url }) => new URL(url).pathname);
  return paths.find((path) => path.endsWith("/offline/"));
};

/* Puts what is kept right after a change of the saved places; does nothing if nothing is kept. */
export const renew = async (ids) => {
  const path = await kept();
  if (path) await fill(path, ids);
};

const forget = async () => {
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
  await caches.delete(CACHE);
};

/* `box`: _keep_offline.html; `read`: returns the ids of the saved places. */
export async function offline(box, { read }) {
  if (!isSecureContext || !navigator.serviceWorker || !window.caches) return;
  const [button, note] = [box.querySelector("button"), box.querySelector("[role=status]")];
  const { dataset: words } = box;
  const show = async () => {
    const isKept = Boolean(await kept());
    button.setAttribute("aria-pressed", isKept);
    button.textContent = isKept ? words.forget : words.keep;
    return isKept;
  };

  let isKept = await show();
  box.hidden = false;
  // What was kept on an earlier day is made new; without a network it stays as it was.
  renew(read()).catch(() => {});

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (isKept) await forget();
      else {
        await fill(words.page, read());
        await navigator.serviceWorker.register(words.worker);
      }
      isKept = await show();
      note.textContent = isKept ? words.kept : words.forgotten;
    } catch {
      await forget();
      isKept = await show();
      note.textContent = words.failed;
    }
    button.disabled = false;
    button.focus();
  });
}
