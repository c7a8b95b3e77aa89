/* What is on the map of results: numbered places, groups of others, names of cities. */

const TARGET = [44, 44]; // pixels
const APART = { x: 62, y: 36 }; // pixels: nearer to each other, numbers share a pin
const AREA = 1600; // meters: how large the middle of a ZIP code is drawn
const AREAS_FROM = 11; // zoom: below, it would hide under its pin
const ABOVE = 1000; // of other pins

const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/* [1, 2, 3] is “1–3”, [3, 7] is “3, 7”, more than fits “3 +4”. */
const inShort = (numbers) => {
  const [first, ...rest] = numbers;
  if (numbers.length > 2 && numbers.at(-1) - first === rest.length) return `${first}–${numbers.at(-1)}`;
  return numbers.length < 3 ? numbers.join(", ") : `${first} +${rest.length}`;
};

export class Pins {
  /* `answer`: the first one, with the page's cards. */
  constructor(map, words, answer) {
    Object.assign(this, { map, words, cards: answer.cards });
    this.list = document.querySelector("#results .cards");
    this.numbered = L.layerGroup().addTo(map);
    this.others = L.layerGroup().addTo(map);
    this.pinOf = new Map(); // id of a card -> its pin
    for (const [name, height] of [["areas", 410], ["cities", 450]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = height;
      pane.setAttribute("aria-hidden", true);
    }
    this.rings = L.svg({ pane: "areas", padding: 0.3 });
    this.list.style.counterReset = `place ${answer.first - 1}`;
    this.number(true);
    map.on("zoomend", () => this.stack());
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    map.on("popupclose", () => this.opener?.focus({ preventScroll: true }));
    const mark = ({ target }) => this.mark(target.closest("[data-id]"));
    this.list.addEventListener("focusin", mark);
    this.list.addEventListener("mouseover", (event) => {
      // A page that scrolls moves other cards under the mouse: where the focus is counts more.
      if (!this.list.contains(document.activeElement)) mark(event);
    });
    this.list.addEventListener("mouseleave", () => {
      if (!this.list.contains(document.activeElement)) this.mark(null);
    });
    this.stack();
  }

  /* Numbers the cards as their pins are, while the map is open. */
  number(isOn) {
    this.list.classList.toggle("cards--numbered", isOn);
  }

  /* Shows what an answer of the server has besides the cards. */
  show({ clusters, spots, labels }) {
    const hadFocus = this.keepFocus(this.others);
    this.others.clearLayers();
    for (const [lat, lng, count] of clusters) this.cluster([lat, lng], count);
    for (const spot of spots) this.spot(spot);
    for (const [name, ...at] of labels) this.city(name, at);
    hadFocus();
  }

  cluster(at, count) {
    const size = count < 10 ? "s" : count < 100 ? "m" : "l";
    const name = this.words.cluster.replace("#", count.toLocaleString("en"));
    this.pin(at, `group group--${size}`, count.toLocaleString("en"), name, () => {
      this.map.setView(at, Math.min(this.map.getZoom() + 2, this.map.getMaxZoom()));
    });
  }

  /* Places that stand alone, at one spot, or as near as the map goes. */
  spot({ at, middle, count, places }) {
    const [{ name, area }] = places;
    const isArea = places.every((place) => place.area);
    const isOneArea = isArea && places.every((place) => place.area === area);
    const kind = `${count > 1 ? "group group--s" : "dot"}${isArea ? " is-area" : ""}`;
    const words = count > 1 ? this.words.many.replace("#", count) : name;
    const whole = isOneArea ? `${words}, ${this.somewhere(area)}` : words;
    if (isOneArea) this.ring(middle, this.others, "map__area map__area--other");
    this.pin(at, kind, count > 1 ? count : "", whole, (pin) => {
      const links = places.map((place) => [element("a", { href: place.url }, place.name), place.area]);
      const more = count > places.length ? [this.words.more.replace("#", count - places.length)] : [];
      this.open(pin, at, links, more);
    });
  }

  city(name, at) {
    const icon = L.divIcon({ className: "map__city", html: element("span", {}, name), iconSize: [0, 0] });
    L.marker(at, { icon, pane: "cities", interactive: false, keyboard: false }).addTo(this.others);
  }

  /* Puts numbers that would cover each other into one pin; anew for every zoom. */
  stack() {
    const hadFocus = this.keepFocus(this.numbered);
    this.numbered.clearLayers();
    this.pinOf.clear();
    const stacks = [];
    for (const card of this.cards) {
      const point = this.map.latLngToLayerPoint(card.at);
      const near = stacks.find(({ point: { x, y } }) => (
        Math.abs(x - point.x) < APART.x && Math.abs(y - point.y) < APART.y));
      if (near) near.cards.push(card);
      else stacks.push({ point, cards: [card] });
    }
    for (const { cards } of stacks) this.stacked(cards);
    hadFocus();
  }

  stacked(cards) {
    const [{ at, area }] = cards;
    const isArea = cards.every((card) => card.area);
    const numbers = cards.map((card) => card.number);
    for (const card of cards) if (card.area) this.ring(card.at, this.numbered);
    const place = (card) => `${card.number}: ${card.name}`;
    const where = area ? `, ${this.somewhere(area)}` : "";
    const name = cards.length > 1
      ? this.words.numbers.replace("#", numbers.join(", "))
      : `${place(cards[0])}${where}`;
    const press = (pin) => {
      if (cards.length === 1) return this.goTo(cards[0].id);
      this.open(pin, at, cards.map((card) => {
        const button = element("button", { type: "button" }, place(card));
        button.addEventListener("click", () => this.goTo(card.id));
        return [button, card.area];
      }));
    };
    const kind = `number${isArea ? " is-area" : ""}`;
    const pin = this.pin(at, kind, inShort(numbers), name, press, this.numbered, ABOVE);
    for (const card of cards) this.pinOf.set(card.id, pin);
  }

  somewhere(area) {
    return this.words.somewhere.replace("#", area);
  }

  /* Somewhere in here: drawn once for each spot, where it is large enough to be seen. */
  ring(at, layer, className = "map__area") {
    const isDrawn = layer.getLayers().some((one) => one instanceof L.Circle && one.getLatLng().equals(at));
    if (isDrawn || this.map.getZoom() < AREAS_FROM) return;
    const look = { pane: "areas", renderer: this.rings, className };
    L.circle(at, { ...look, radius: AREA, interactive: false }).addTo(layer);
  }

  /* Adds a button to the map; `press` gets its element. */
  pin(at, kind, text, name, press, layer = this.others, zIndexOffset = 0) {
    const html = element("span", {}, String(text));
    const icon = L.divIcon({ className: `pin pin--${kind.replace("group--", "pin--")}`, html, iconSize: TARGET });
    const marker = L.marker(at, { icon, zIndexOffset, riseOnHover: true }).addTo(layer);
    const made = marker.getElement();
    made.setAttribute("aria-label", name);
    marker.on("click", () => press(made));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      press(made);
    });
    return marker;
  }

  /* Lists places in a popup: [[link or button, the area they are somewhere in]]. */
  open(opener, at, lines, more = []) {
    const items = lines.map(([line, area]) => {
      const note = area ? [element("small", {}, this.somewhere(area))] : [];
      return element("li", {}, line, ...note);
    });
    const content = element("div", {}, element("ul", {}, ...items), ...more);
    const room = this.map.getSize();
    L.popup({
      maxWidth: Math.min(280, room.x - 60), maxHeight: room.y * 0.6, autoPanPadding: [8, 8],
    }).setLatLng(at).setContent(content).openOn(this.map);
    const close = this.map.getPane("popupPane").querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", this.words.close);
    this.opener = opener;
    lines[0][0].focus({ preventScroll: true });
  }

  goTo(id) {
    this.opener = null;
    this.map.closePopup();
    const card = this.list.querySelector(`[data-id="${id}"]`);
    card.scrollIntoView({ block: "center" });
    card.querySelector(".card__name a").focus({ preventScroll: true });
  }

  /* Shows which card and which pin belong together. */
  mark(card) {
    if (card === this.marked) return;
    const set = (one, isOn) => {
      const pin = this.pinOf.get(one.dataset.id);
      one.classList.toggle("card--marked", isOn);
      pin?.getElement().classList.toggle("is-marked", isOn);
      pin?.setZIndexOffset(isOn ? 2 * ABOVE : ABOVE);
    };
    if (this.marked) set(this.marked, false);
    if (card) set(card, true);
    this.marked = card;
  }

  /* Returns what puts the focus back after pins of a layer were drawn anew. */
  keepFocus(layer) {
    const { activeElement } = document;
    const had = layer.getLayers().some((one) => one.getElement?.() === activeElement);
    if (!had) return () => {};
    const name = activeElement.getAttribute("aria-label");
    return () => {
      const container = this.map.getContainer();
      const again = [...container.querySelectorAll(".pin")].find((one) => one.ariaLabel === name);
      (again ?? container).focus({ preventScroll: true });
    };
  }
}
