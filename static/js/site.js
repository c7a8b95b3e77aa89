/* What every page gains with JavaScript: quick exit's two comforts; then the rest, if it is there. */

/*
 * Quick exit: the page is blank at once, Shift three times does it, too, and Back doesn't return.
 * For that the tab keeps one note, which only leaving writes. Pages shown by Back, Forward or a
 * reload leave again; who opens one anew has returned. First of all, before anything is painted
 * (`blocking` in skeleton.html). templates/quick_exit.html tells visitors.
 */
{
  const exit = document.querySelector(".exit");
  const { documentElement: page } = document;
  const NOTE = "left";
  let shifts = [];

  const note = (act) => {
    try {
      return act(sessionStorage);
    } catch {
      // The browser keeps none: leaving works, Back may return.
    }
  };

  const leave = () => {
    page.hidden = true;
    document.title = exit.hostname;
    note((storage) => storage.setItem(NOTE, "1"));
    location.replace(exit.href);
  };

  const arrive = (how) => {
    if (!note((storage) => storage.getItem(NOTE))) return;
    if (how === "navigate") note((storage) => storage.removeItem(NOTE));
    else leave();
  };

  if (exit) {
    arrive(performance.getEntriesByType("navigation")[0]?.type);
    exit.title = exit.dataset.hint;
    exit.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    addEventListener("keydown", ({ key, repeat, timeStamp }) => {
      if (repeat) return;
      shifts = key === "Shift" ? [...shifts.slice(-2), timeStamp] : [];
      if (shifts.length === 3 && timeStamp - shifts[0] < 2_000) leave();
    }, true);
    addEventListener("pointerdown", () => { shifts = []; }, true);
    // A page that the browser keeps as it is waits unseen, so that it can't flash up.
    addEventListener("pagehide", ({ persisted }) => {
      if (persisted) page.style.visibility = "hidden";
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) arrive("back_forward");
      page.style.visibility = "";
    });
  }
}

const button = document.querySelector("[data-near]");
const words = document.getElementById("suggest");

if (button && isSecureContext && navigator.geolocation) {
  const { near, asking } = button.dataset;
  const said = button.nextElementSibling;
  let isAsking = false;

  const say = (text) => {
    isAsking = text === asking;
    said.textContent = text;
  };

  /* Sends the whole form, so that filters stay. The position is never part of the page. */
  const send = ({ coords }) => {
    const { form } = button;
    const { method, action } = form;
    form.addEventListener("formdata", ({ formData }) => {
      // About half a mile; more precisely nobody needs to know.
      formData.set("latitude", coords.latitude.toFixed(2));
      formData.set("longitude", coords.longitude.toFixed(2));
    }, { once: true });
    form.method = "post";
    form.action = near;
    form.submit();
    form.method = method;
    form.action = action;
  };

  button.addEventListener("click", () => {
    if (isAsking) return;
    say(asking);
    navigator.geolocation.getCurrentPosition(
      send,
      ({ code }) => say(button.dataset[`error-${code}`]),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
  // So that who comes back finds it as it was.
  addEventListener("pagehide", () => say(""));
  button.hidden = false;
}

for (const input of document.querySelectorAll("[data-suggest]")) {
  input.addEventListener("focus", async () => {
    try {
      (await import(words.dataset.script)).suggest(input, words.dataset);
    } catch {
      // Suggestions are never required.
    }
  }, { once: true });
}

/*
 * A tap on a facility's number is counted: which facility, nothing else, and not if the browser
 * asks not to be tracked. templates/privacy.html tells visitors.
 */
addEventListener("click", ({ target }) => {
  const link = target.closest('a[href^="tel:"]');
  const place = link?.closest("li")?.querySelector('a[href*="/facility/"]')
    ?? (link?.closest(".contact") && location);
  const id = place?.pathname.match(/\/facility\/(\w+)/)?.[1];
  if (!id || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;
  navigator.sendBeacon("/counts/call/", new URLSearchParams({ id }));
});

/*
 * The map of results: beside the list once the page has nothing else to do; on a phone in its place,
 * when one asks for it or the address does.
 */
const map = document.querySelector("[data-map]");

if (map) {
  const views = document.querySelector(".views");
  const load = () => import(map.dataset.map);
  const show = (name) => load().then(({ view }) => view(map, views, name)).catch(() => {
    map.hidden = false;
    map.textContent = map.dataset.failed;
    map.scrollIntoView();
  });
  views.hidden = false;
  views.addEventListener("click", ({ target }) => { if (target.value) show(target.value); });
  const beside = matchMedia("(min-width: 64rem)");
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
  const open = () => { if (beside.matches) load().then(({ start }) => start(map, views), () => {}); };
  beside.addEventListener("change", open);
  if (location.hash === "#map" && !beside.matches) show();
  else if (document.readyState === "complete") idle(open);
  else addEventListener("load", () => idle(open), { once: true });
}

/*
 * "Save": the ids of places are kept in this browser once one presses it, not before, and
 * nothing else is. templates/privacy.html tells visitors.
 */
{
  const KEY = "shortlist";
  const MOST = 20;
  const links = document.querySelectorAll(".saved"); // on top, and in the bar at the bottom
  const [{ pathname, textContent: title }] = links;
  const { dataset: words } = document.getElementById("saving");
  const said = document.createElement("p");
  said.setAttribute("role", "status");

  const read = () => {
    try {
      return JSON.parse(localStorage[KEY]).filter((id) => id?.match?.(/^\w{1,12}$/));
    } catch {
      return []; // nothing kept, nothing readable, or no storage
    }
  };
  /* The place typed: in this page's address, or in that of the page of this site before it. */
  const { referrer } = document;
  const before = referrer.startsWith(`${location.origin}/`) ? new URL(referrer).search : "";
  const where = [location.search, before]
    .map((query) => new URLSearchParams(query).get("where"))
    .find(Boolean);
  const address = () => {
    const parameters = read().map((id) => ["id", id]);
    if (where) parameters.push(["where", where]);
    return `${pathname}?${new URLSearchParams(parameters)}`;
  };

  /*
   * Says at the end of `at` how it went: why not, for all to see; else `word` to who listens.
   * Returns whether they are kept.
   */
  const write = (ids, at, word) => {
    let trouble = ids.length > MOST ? words.full : "";
    try {
      if (!ids.length) localStorage.removeItem(KEY);
      else if (!trouble) localStorage[KEY] = JSON.stringify(ids);
    } catch {
      trouble = words.blocked;
    }
    said.className = trouble ? "wrong" : "vh";
    said.textContent = "";
    at.append(said);
    const count = ids.length === 1 ? words.one : words.many.replace("#", ids.length);
    // A moment later: what a status holds when it comes isn't read out.
    setTimeout(() => { said.textContent = trouble || (word && `${words[word]}. ${count}`); }, 50);
    show();
    // Who keeps the places for when there is no network keeps these.
    if (navigator.serviceWorker?.controller) import("./offline.js").then(({ renew }) => renew(read())).catch(() => {});
    return !trouble;
  };

  const show = () => {
    const ids = read();
    for (const link of links) {
      link.hidden = !ids.length;
      const word = document.createElement("span"); // narrow bars show the number alone
      word.textContent = title;
      link.replaceChildren(word, ` (${ids.length})`);
    }
    for (const link of document.querySelectorAll(".saved, .menu__saved")) link.href = address();
    for (const save of document.querySelectorAll(".save")) {
      const isSaved = ids.includes(save.value);
      save.setAttribute("aria-pressed", isSaved);
      save.firstChild.data = isSaved ? words.saved : words.save;
    }
    document.dispatchEvent(new Event("kept"));
  };

  for (const place of document.querySelectorAll("[data-id]")) {
    const acts = place.querySelector(".card__acts") ?? place;
    const name = (place.querySelector(".card__name") ?? document.querySelector("h1")).textContent;
    const save = document.createElement("button");
    const whose = document.createElement("span");
    save.type = "button";
    save.className = "save button";
    save.value = place.dataset.id;
    whose.className = "vh";
    whose.translate = false;
    whose.textContent = `: ${name.trim()}`;
    save.append(words.save, whose);
    save.addEventListener("click", () => {
      const ids = read();
      const isSaved = ids.includes(save.value);
      const others = ids.filter((id) => id !== save.value);
      write(isSaved ? others : [...ids, save.value], acts, isSaved ? "removed" : "saved");
    });
    // On a card in the first line of numbers, at its end; elsewhere beside the button.
    (acts.querySelector(".card__acts > .also") ?? acts.querySelector(".call"))?.after(save);
    if (!save.isConnected) acts.append(save);
  }

  show();
  addEventListener("storage", show); // another tab
  addEventListener("pageshow", ({ persisted }) => { if (persisted) show(); });

  const start = (box, name) => import(box.dataset.script)
    .then((script) => script[name](box, { read, write, address, most: MOST }), () => {});
  for (const [id, name] of [["keep", "shortlist"], ["offline", "offline"]]) {
    const box = document.getElementById(id);
    if (box) start(box, name);
  }
  const all = document.getElementById("save-all");
  if (all) {
    // When it comes near: most visitors never reach the end of a list.
    const observer = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      observer.disconnect();
      start(all, "saveAll");
    }, { rootMargin: "300px" });
    observer.observe(all);
  }
  for (const box of document.querySelectorAll(".share")) {
    const load = () => import(box.dataset.script).then(({ share }) => share(box), () => {});
    box.addEventListener("toggle", load, { once: true });
  }
}

/*
 * All filters: a link to their page, which opens over this one if its script and the page come.
 * Both are fetched when someone turns to the link.
 */
const filters = document.querySelector("[data-filters]");

if (filters) {
  let loading;
  const load = () => loading ??= import(filters.dataset.filters).then(({ start }) => start(filters));

  if (filters.href) {
    for (const type of ["focus", "pointerenter", "pointerdown"]) {
      filters.addEventListener(type, () => load().catch(() => {}), { once: true });
    }
    filters.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        (await load())();
      } catch {
        location.assign(filters.href);
      }
    });
  } else {
    load().catch(() => {}); // the page of filters itself
  }
}
