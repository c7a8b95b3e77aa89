/*
The map of a search's results: outlines from files, places from the server, which groups them for
each view (docs/decisions/0012-map.md, 0048-map-and-area.md). Where there is room it stands beside
the list; on a phone it takes the list's place. What is on it: map-pins.js; around it: map-panel.js.

`words`: addresses and texts of the section's data-attributes (_map.html).
*/

const PAUSE = 200; // milliseconds without a move, before the server is asked
const FARTHEST_NORTH = 85; // degrees: the projection ends there
const COUNTRY = [[-40, -260], [84, -20]]; // with the islands of the Pacific, counted westward; room for popups
const NEAREST = { streets: 16, outlines: 10 }; // zoom: nearer, outlines would mislead
const MOVED = 20; // pixels: less is no other area
const STREETS = 12; // zoom: from it, the middle of a ZIP code looks like a door
const beside = matchMedia("(min-width: 64rem)"); // finder.css: the list and the map in two columns

const sheets = {}; // address -> whether it has come

const sheet = (href) => sheets[href] ??= new Promise((done, failed) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  link.addEventListener("load", done);
  link.addEventListener("error", failed);
  document.head.append(link);
});

const json = async (address, signal) => {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(response.status);
  return response.json();
};

/* Leaflet's sheet first: map.css undoes some of it. */
const look = ({ leafletStyle, style }) => Promise.all([sheet(leafletStyle), sheet(style)]);

let starting;

/* Shows the map in its section, once; what went wrong is said there, too. */
export function start(section, views) {
  return starting ??= begin(section, views).catch(() => {
    section.textContent = section.dataset.failed;
    section.setAttribute("role", "status");
  });
}

/*
On a phone, the list or the map: `name` is "list", "map", or that of the address. Back leads from the
map to the list, which is where one left it.
*/
export async function view(section, views, name) {
  const isOpen = location.hash === "#map";
  if (name === "map" && !isOpen) history.pushState({ map: true }, "", "#map");
  if (name === "list" && isOpen) {
    if (history.state?.map) return history.back(); // then the address says so
    history.replaceState(null, "", location.pathname + location.search);
  }
  await look(section.dataset); // the map's height stands there
  listen(section, views);
  adjust(section, views);
}

let isListening = false;

function listen(section, views) {
  if (isListening) return;
  isListening = true;
  const again = () => adjust(section, views);
  addEventListener("popstate", again);
  beside.addEventListener("change", again);
}

let left = 0; // pixels that the list was scrolled

function adjust(section, views) {
  const { documentElement: root } = document;
  const isMap = location.hash === "#map" && !beside.matches;
  if (isMap === root.classList.contains("on-map")) return;
  if (isMap) left = scrollY;
  root.classList.toggle("on-map", isMap);
  scrollTo({ top: isMap ? 0 : left, behavior: "instant" });
  for (const button of views.children) {
    button.setAttribute("aria-pressed", (button.value === "map") === isMap);
  }
  section.hidden = !isMap && !beside.matches;
  if (isMap) start(section, views);
}

async function begin(section, views) {
  const { dataset: words } = section;
  section.hidden = false;
  const loading = Promise.all([import(words.pins), import(words.outlines), import(words.panel), import(words.leaflet)]);
  await look(words);
  const nearest = words.basemap ? NEAREST.streets : NEAREST.outlines;
  const [{ Pins, use }, { Outlines }, parts] = await loading;
  use(parts);
  const panel = new parts.Panel(section, words, nearest);
  const size = [panel.canvas.clientWidth, panel.canvas.clientHeight].map((side) => Math.max(side, 200));
  const answer = await ask(words, { size, zoom: nearest });

  // Streets have whole zooms only.
  const zoom = words.basemap ? Math.floor(answer.zoom) : answer.zoom;
  const map = draw(panel.canvas, words, nearest).setView(answer.middle, zoom, { animate: false });
  const outlines = new Outlines(map, json, words.states);
  const toList = () => !beside.matches && view(section, views, "list");
  const pins = new Pins(map, words, answer, { toList, isNearest: () => map.getZoom() >= nearest });
  const streets = streetsOf(map, words);
  const show = (found) => {
    pins.show(found);
    // Where there are streets, nothing is loaded that lies under them; at their edge, states will do.
    streets.then((covers) => covers?.() || outlines.show(covers ? [] : found.counties));
    panel.show(found, map.getZoom());
  };
  panel.jumps(map);
  show(answer);
  follow(map, words, show, panel);
  const near = () => section.classList.toggle("map--near", map.getZoom() >= STREETS);
  map.on("zoomend", near);
  near();
  const fit = () => panel.canvas.clientHeight && map.invalidateSize();
  new ResizeObserver(fit).observe(panel.canvas);
}

/* Draws the operator's streets; returns what tells whether they are all there, or null without any. */
async function streetsOf(map, { basemapScript, basemapLibrary: library, basemap: url }) {
  try {
    if (url) return await (await import(basemapScript)).addBasemap(map, { library, url });
  } catch {
    map.setMaxZoom(NEAREST.outlines); // these are drawn instead
  }
  return null;
}

/* Asks the server for the part of the search that the map shows. */
function ask({ source }, more, signal) {
  const asked = [...new URLSearchParams(location.search), ...Object.entries(more)];
  return json(`${source}?${new URLSearchParams(asked)}`, signal);
}

/* Shows what each new view has; one that comes after it drops the request before. */
function follow(map, words, show, panel) {
  let timer, asking;
  const [first, zoom] = [map.getCenter(), map.getZoom()];
  let isTouched = false; // streets and sizes move it, too
  for (const type of ["pointerdown", "keydown", "wheel"]) {
    panel.section.addEventListener(type, () => { isTouched = true; }, { once: true, capture: true, passive: true });
  }
  const hasMoved = () => isTouched && (map.getZoom() !== zoom || map.project(first).distanceTo(map.project(map.getCenter())) > MOVED);
  const look = async () => {
    asking = new AbortController();
    const box = boxOf(map);
    try {
      show(await ask(words, { view: box, zoom: Math.floor(map.getZoom()) }, asking.signal));
      if (hasMoved()) panel.offer(box, !beside.matches);
    } catch ({ name }) {
      if (name !== "AbortError") panel.say(words.failed);
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

function draw(canvas, words, maxZoom) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moves = { zoomAnimation: !isStill, fadeAnimation: false, inertia: !isStill };
  const map = L.map(canvas, {
    ...moves, markerZoomAnimation: !isStill, minZoom: 2, maxZoom, zoomSnap: 0.5,
    maxBounds: COUNTRY, renderer: L.svg({ padding: 0.3 }), attributionControl: false,
    zoomControl: false, scrollWheelZoom: false, worldCopyJump: false,
  });
  const zoom = { zoomInTitle: words.in, zoomOutTitle: words.out, position: "topright" };
  L.control.zoom(zoom).addTo(map);
  canvas.prepend(canvas.querySelector(".leaflet-control-container")); // first with the Tab key
  // Who scrolls the page mustn't get stuck in the map: the wheel zooms once one has pressed it.
  map.on("mousedown focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  return map;
}
