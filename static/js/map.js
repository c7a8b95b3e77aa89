/*
The map of a search's results, opened on request: outlines from files, places from the server,
which groups them for each view (docs/decisions/0012-map.md). What is on it: map-pins.js.

`words`: addresses and texts of the button's data-attributes (_map.html).
*/

const PAUSE = 200; // milliseconds without a move, before the server is asked
const FARTHEST_NORTH = 85; // degrees: the projection ends there
const COUNTRY = [[-25, -240], [75, -40]]; // with the islands of the Pacific, counted westward
const OWN = ["where", "page", "radius"]; // of a search, what another area changes

const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

const sheet = (href) => new Promise((done, failed) => {
  const link = element("link", { rel: "stylesheet", href });
  link.addEventListener("load", done);
  link.addEventListener("error", failed);
  document.head.append(link);
});

const json = async (address, signal) => {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(response.status);
  return response.json();
};

/* Opens the map below its button, or closes it. */
export async function toggle(button) {
  const { dataset: words, nextElementSibling: said } = button;
  const section = document.getElementById("map") ?? frame("map", words, said);
  button.setAttribute("aria-controls", section.id);
  const isOpening = button.getAttribute("aria-expanded") === "false";
  button.setAttribute("aria-expanded", isOpening);
  words.show ??= button.textContent;
  button.textContent = isOpening ? words.hide : words.show;
  section.hidden = !isOpening;
  section.dispatchEvent(new Event("toggle"));
  if (isOpening && !("begun" in section.dataset)) {
    section.dataset.begun = "";
    said.textContent = words.loading;
    try {
      await begin(section, words, said);
    } catch {
      section.remove();
      said.textContent = words.failed;
      button.setAttribute("aria-expanded", false);
      button.textContent = words.show;
    }
  }
}

function frame(id, words, said) {
  const canvas = element("div", { class: "map__canvas", role: "group", "aria-label": words.keys });
  const after = element("p", { class: "map__note", id: `${id}-end`, tabindex: -1 }, words.note);
  if (words.credit) after.append(" ", words.credit);
  const made = element(
    "section", { class: "map", id, "aria-label": words.title },
    element("a", { class: "skip", href: `#${id}-end` }, words.skip), canvas,
    searchHere(words), after,
  );
  said.after(made);
  return made;
}

/* A form that asks for the search around the middle of the map: as “use my location” does. */
function searchHere({ near, here }) {
  const form = element("form", { class: "map__here", method: "post", action: near });
  form.append(element("button", { class: "button" }, here));
  form.hidden = true;
  return form;
}

function fill(form, { lat, lng }, radius) {
  const asked = [...new URLSearchParams(location.search)].filter(([name]) => !OWN.includes(name));
  // About half a mile; the search is around a ZIP code anyway.
  const values = [["latitude", lat.toFixed(2)], ["longitude", lng.toFixed(2)], ["radius", radius]];
  form.querySelectorAll("input").forEach((input) => input.remove());
  for (const [name, value] of [...values, ...asked]) {
    form.append(element("input", { type: "hidden", name, value }));
  }
}

async function begin(section, words, said) {
  const canvas = section.querySelector(".map__canvas");
  const loading = Promise.all([import(words.pins), import(words.outlines), import(words.leaflet)]);
  // The map's height stands in its stylesheet.
  await Promise.all([sheet(words.leafletStyle), sheet(words.style)]);
  const size = `${canvas.clientWidth},${canvas.clientHeight}`;
  const [answer, [{ Pins }, { Outlines }]] = await Promise.all([ask(words, { size }), loading]);

  const map = draw(canvas, words, answer.box);
  const form = section.querySelector(".map__here");
  const outlines = new Outlines(map, json, words.states);
  const pins = new Pins(map, words, answer);
  const streets = streetsOf(map, words);
  const show = (found) => {
    pins.show(found);
    // Where there are streets, nothing is loaded that lies under them.
    streets.then((covers) => covers() || outlines.show(found.counties));
    form.hidden = !found.reach;
    if (found.reach) fill(form, map.getCenter().wrap(), found.reach);
    said.textContent = found.message;
  };
  show(answer);
  follow(map, words, show, () => { said.textContent = words.failed; });
  section.addEventListener("toggle", () => {
    pins.number(!section.hidden);
    if (!section.hidden) map.invalidateSize();
    said.textContent = "";
  });
}

/* Draws the operator's streets, if there are some; returns what tells whether they are all there. */
async function streetsOf(map, { basemapScript, basemapLibrary: library, basemap: url }) {
  try {
    if (url) return await (await import(basemapScript)).addBasemap(map, { library, url });
  } catch {
    // Outlines are drawn instead.
  }
  return () => false;
}

/* Asks the server for the part of the search that the map shows. */
function ask({ source }, more, signal) {
  const asked = [...new URLSearchParams(location.search), ...Object.entries(more)];
  return json(`${source}?${new URLSearchParams(asked)}`, signal);
}

/* Shows what each new view has; one that comes after it drops the request before. */
function follow(map, words, show, fail) {
  let timer, asking;
  const look = async () => {
    asking = new AbortController();
    const view = { box: boxOf(map), zoom: Math.floor(map.getZoom()) };
    try {
      show(await ask(words, view, asking.signal));
    } catch ({ name }) {
      if (name !== "AbortError") fail();
    }
  };
  map.on("moveend", () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(look, PAUSE);
  });
}

/* What the map shows, as west,south,east,north in whole hundredths: equal views share answers. */
function boxOf(map) {
  const bounds = map.getBounds();
  const down = (degrees) => (Math.floor(degrees * 100) / 100).toFixed(2);
  const up = (degrees) => (Math.ceil(degrees * 100) / 100).toFixed(2);
  return [
    down(Math.max(bounds.getWest(), -360)), down(Math.max(bounds.getSouth(), -FARTHEST_NORTH)),
    up(Math.min(bounds.getEast(), 360)), up(Math.min(bounds.getNorth(), FARTHEST_NORTH)),
  ].join();
}

function draw(canvas, words, [west, south, east, north]) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moves = { zoomAnimation: !isStill, fadeAnimation: false, inertia: !isStill };
  const map = L.map(canvas, {
    ...moves, markerZoomAnimation: !isStill, minZoom: 2, maxZoom: 13, zoomSnap: 0.5,
    maxBounds: COUNTRY, renderer: L.svg({ padding: 0.3 }), attributionControl: false,
    zoomControl: false, scrollWheelZoom: false, worldCopyJump: false,
  });
  const zoom = { zoomInTitle: words.in, zoomOutTitle: words.out, position: "bottomleft" };
  L.control.zoom(zoom).addTo(map);
  canvas.prepend(canvas.querySelector(".leaflet-control-container")); // first with the Tab key
  // Who scrolls the page mustn't get stuck in the map: the wheel zooms once one has pressed it.
  map.on("mousedown focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  return map.fitBounds([[south, west], [north, east]], { animate: false });
}
