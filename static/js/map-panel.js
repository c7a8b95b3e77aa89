/* What stands around the map of results: what it shows, "Search this area", far states, towns. */

export const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/* The address of this search with other values; null takes one out, and its pages begin anew. */
export const searchWith = (changes, hash = "") => {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ page: null, ...changes })) {
    if (value === null) asked.delete(name);
    else asked.set(name, value);
  }
  return `${location.pathname}?${String(asked).replaceAll("%2C", ",")}${hash}`;
};

// west, south, east, north: the mainland, then who lives too far from it for one map.
const FAR = [
  [-125, 24.4, -66.8, 49.4], [-170, 51.5, -130, 71.4], [-160.4, 18.8, -154.7, 22.3], [-67.4, 17.8, -65.2, 18.6],
  [-65.1, 17.6, -64.5, 18.5], [-215.4, 13.2, -215, 13.7], [-214.5, 14.0, -214.1, 15.4], [-170.9, -14.4, -169.4, -14.1],
];
const FROM_AFAR = 5; // zoom: to it, these are offered
const STREETS = 12; // zoom, as in map.js
const AREA_FROM = 4.5; // zoom: farther out, an area is half the country

export class Panel {
  constructor(section, words, nearest) {
    Object.assign(this, { section, words, nearest });
    const end = `${section.id}-end`;
    this.canvas = element("div", { class: "map__canvas", role: "group", "aria-label": words.keys });
    this.here = element("a", { class: "button map__here" }, words.here);
    this.here.hidden = true;
    this.said = element("p", { class: "map__said", role: "status" });
    this.far = element("div", { class: "map__far", role: "group", "aria-label": words.parts });
    this.towns = element("div", { class: "map__towns" });
    this.legend = element("span");
    const note = element("p", { class: "map__note", id: end, tabindex: -1 }, this.legend, ` ${words.note} ${words.credit ?? ""}`);
    const over = element("div", { class: "map__over" }, this.far, this.towns);
    section.replaceChildren(
      element("a", { class: "skip", href: `#${end}` }, words.skip),
      element("div", { class: "map__stage" }, this.here, this.canvas, over),
      element("div", { class: "map__foot" }, this.said, note),
    );
  }

  say(text) {
    this.said.textContent = text;
  }

  /* Offers the search of what is seen; `isAlone`: the map stands there without the list. */
  offer(box, isAlone) {
    this.here.hidden = this.zoom < AREA_FROM;
    this.here.href = searchWith({ box }, isAlone ? "#map" : "");
  }

  /* Says what an answer shows, and where outlines end, which towns hold it. */
  show({ message, towns, cards, spots, clusters }, zoom) {
    this.zoom = zoom;
    this.say(message);
    this.far.hidden = zoom > FROM_AFAR;
    const isArea = cards.some(({ area }) => area) || spots.some(({ places }) => places.some(({ area }) => area));
    const isDashed = isArea && zoom >= STREETS;
    this.legend.textContent = [clusters.length && this.words.gray, isDashed && this.words.dashed].filter(Boolean).join(" ");
    const isEnd = !this.words.basemap && zoom >= this.nearest;
    this.towns.hidden = !isEnd || !towns.length;
    if (this.towns.hidden) return;
    const links = towns.map(([name, count]) => element("li", {}, element(
      "a", { class: "chip", href: searchWith({ where: name, box: null, radius: null }) },
      element("span", { translate: "no" }, name), ` ${count}`,
    )));
    this.towns.replaceChildren(element("p", {}, this.words.end), element("ul", { class: "chips" }, ...links));
  }

  /* Buttons that lead to Alaska, Hawaii and the territories, and back. */
  jumps(map) {
    this.words.far.split("|").forEach((name, place) => {
      const button = element("button", { type: "button", class: "chip" }, name);
      const [west, south, east, north] = FAR[place];
      button.addEventListener("click", () => map.fitBounds([[south, west], [north, east]]));
      this.far.append(button);
    });
  }
}
