/*
What is on the map of results. A number is the place of that number in the list; a count in a gray
pin is how many others are there; a gray dot is one other. Each opens a small card to call from.
*/
let element, searchWith;

/* Takes the functions of map-panel.js. An address that an `import` names has no digest in it: the
module would come twice, and the second time perhaps from a release before. */
export const use = (panel) => { ({ element, searchWith } = panel); };

const TARGET = [44, 44]; // pixels
const APART = { x: 62, y: 36 }; // pixels: nearer to each other, numbers share a pin (search/map/ground.py)
const AREA = 1600; // meters: how large the middle of a ZIP code is drawn
const AREAS_FROM = 12; // zoom: below, it would hide under its pin
const ABOVE = 1000; // of other pins

/* [1, 2, 3] is “1–3”, [3, 7] is “3, 7”, more than fits “3 …”. */
const inShort = (numbers) => {
  const [first, ...rest] = numbers;
  if (numbers.length > 2 && numbers.at(-1) - first === rest.length) return `${first}–${numbers.at(-1)}`;
  return numbers.length > 2 ? `${first} …` : numbers.join(", ");
};

const boundsOf = (box) => {
  const [west, south, east, north] = box.split(",").map(Number);
  return [[south, west], [north, east]];
};

export class Pins {
  /* `answer`: the first one, with the page's cards; `toList` turns to the list where it isn't seen. */
  constructor(map, words, answer, { toList, isNearest }) {
    Object.assign(this, { map, words, toList, isNearest, cards: answer.cards });
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
    this.list.classList.add("cards--numbered");
    map.on("zoomend", () => this.stack());
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    map.on("popupclose", () => {
      if (this.opener) this.focusOn(this.opener);
      this.mark(null);
      this.ring(null);
    });
    const mark = ({ target }) => this.mark(target.closest("[data-id]"));
    this.list.addEventListener("focusin", mark);
    this.list.addEventListener("mouseover", (event) => {
      // A page that scrolls moves other cards under the mouse: where the focus is counts more.
      if (!this.list.contains(document.activeElement)) mark(event);
    });
    this.list.addEventListener("mouseleave", () => {
      if (!this.list.contains(document.activeElement)) this.mark(null);
    });
  }

  /* Shows what an answer of the server has; its cards are those of the first, with more beside them. */
  show({ cards, clusters, spots, labels }) {
    this.cards = cards;
    const hadFocus = this.keepFocus(this.others);
    this.others.clearLayers();
    this.stack();
    for (const [lat, lng, count, box] of clusters) this.cluster([lat, lng], count, box);
    for (const spot of spots) this.spot(spot);
    for (const [name, ...at] of labels) this.city(name, at);
    hadFocus();
  }

  cluster(at, count, box) {
    const text = count.toLocaleString("en");
    const name = (this.isNearest() ? this.words.many : this.words.cluster).replace("#", text);
    this.pin(at, "group", text, name, (pin) => {
      if (this.isNearest()) return this.open(pin, at, [this.more(count, box, this.words.list)]);
      const zoom = this.map.getZoom();
      const nearer = Math.max(this.map.getBoundsZoom(boundsOf(box)), zoom + 1);
      this.map.setView(nearer > zoom + 1 ? L.latLngBounds(boundsOf(box)).getCenter() : at, Math.min(nearer, this.map.getMaxZoom()));
    });
  }

  /* A link to the list of places that the map can't part. */
  more(count, box, words = this.words.more) {
    return element("a", { href: searchWith({ box }) }, words.replace("#", count.toLocaleString("en")));
  }

  /* Places that stand alone or at one spot. */
  spot({ at, count, places }) {
    const [{ name, area }] = places;
    const isArea = places.every((place) => place.area);
    const kind = `${count > 1 ? "group" : "dot"}${isArea ? " is-area" : ""}`;
    const words = count > 1 ? this.words.many.replace("#", count) : name;
    this.pin(at, kind, count > 1 ? count : "", isArea ? `${words}, ${this.somewhere(area)}` : words, (pin) => {
      const small = places.map((place) => (place.about === undefined ? this.line(place) : this.card(place)));
      if (count > places.length) small.push(this.words.others.replace("#", count - places.length));
      this.open(pin, at, small);
      if (isArea) this.ring(at);
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
    const { marked } = this;
    this.marked = null;
    if (marked) this.mark(marked);
    hadFocus();
  }

  stacked(cards) {
    const [{ at, area, name }] = cards;
    const isArea = cards.every((card) => card.area);
    const numbers = cards.map(({ number }) => number);
    const title = cards.length > 1
      ? this.words.numbers.replace("#", numbers.join(", "))
      : `${numbers[0]}: ${name}${area ? `, ${this.somewhere(area)}` : ""}`;
    const pin = this.pin(at, `number${isArea ? " is-area" : ""}`, inShort(numbers), title, (opener) => {
      if (cards.length === 1) return this.openCard(opener, cards[0]);
      this.open(opener, at, [...cards.map((card) => {
        const button = element("button", { type: "button" }, `${card.number}: ${card.name}`);
        button.addEventListener("click", () => this.openCard(opener, card));
        return button;
      }), ...this.besides(cards)]);
    }, this.numbered, ABOVE);
    const [first] = cards;
    pin.on("mouseover", () => this.mark(this.inList(first.id)));
    for (const card of cards) this.pinOf.set(card.id, pin);
  }

  /* Links to those who stand so near to numbers that they aren't drawn. */
  besides(cards) {
    return cards.filter(({ more }) => more).map(({ more: [count, box] }) => this.more(count, box));
  }

  inList(id) {
    return this.list.querySelector(`[data-id="${id}"]`);
  }

  /* Opens the small card of a place of the list, which is marked there and in view. */
  openCard(opener, card) {
    const full = this.inList(card.id);
    const call = full.querySelector(".call[href]");
    const about = full.querySelector(".tags");
    const goTo = element("button", { type: "button" }, this.words.inList);
    goTo.addEventListener("click", () => this.goTo(card.id));
    const link = full.querySelector(".card__name a");
    const content = this.small({
      number: card.number, name: card.name, url: link.href, area: card.area,
      about: about?.cloneNode(true), call: call?.cloneNode(true),
    });
    this.open(opener, card.at, [content, goTo, ...this.besides([card])]);
    this.mark(full);
    full.scrollIntoView({ block: "nearest" });
  }

  /* The small card of another place; `about`: [[text of a tag, its kind]]; `call`: [address, what to do, number, who shares it]. */
  card({ call: [href, label, number, shared] = [], about, ...place }) {
    const call = href && element("a", { class: "call", href }, `${label} `, element("span", { class: "nb" }, number));
    if (shared) call.append(" ", element("span", { class: "call__who" }, shared));
    const tags = about.map(([text, mark]) => element("span", { class: mark ? `tag tag--${mark}` : "tag" }, text));
    return this.small({ ...place, about: element("p", { class: "tags" }, ...tags), call });
  }

  small({ number, name, url, area, about, call }) {
    const link = element("a", { href: url }, number ? `${number}. ${name}` : name);
    const parts = [element("p", { class: "pop__name", translate: "no" }, link)];
    if (about) parts.push(about);
    if (area) parts.push(element("p", {}, this.somewhere(area)));
    if (call) parts.push(call);
    return element("div", { class: "pop" }, ...parts);
  }

  line({ name, url }) {
    return element("a", { href: url, translate: "no" }, name);
  }

  somewhere(area) {
    return this.words.somewhere.replace("#", area);
  }

  /* Shows in which circle a place is somewhere: of one at a time, and none without a place. */
  ring(at) {
    this.drawn?.remove();
    if (!at || this.map.getZoom() < AREAS_FROM) return;
    const look = { pane: "areas", renderer: this.rings, className: "map__area" };
    this.drawn = L.circle(at, { ...look, radius: AREA, interactive: false }).addTo(this.map);
  }

  /* Adds a button to the map; `press` gets its element. */
  pin(at, kind, text, name, press, layer = this.others, zIndexOffset = 0) {
    const html = element("span", {}, String(text));
    const icon = L.divIcon({ className: `pin pin--${kind}`, html, iconSize: TARGET });
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

  /* Lists what is at a pin in a popup: elements or texts. */
  open(opener, at, lines) {
    this.opener = null; // a popup that this one takes the place of
    const content = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    const room = this.map.getSize();
    L.popup({
      maxWidth: Math.min(300, room.x - 40), maxHeight: room.y / 2, autoPanPadding: [8, 8],
    }).setLatLng(at).setContent(content).openOn(this.map);
    const close = this.map.getPane("popupPane").querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", this.words.close);
    this.opener = opener.ariaLabel;
    content.querySelector("a, button")?.focus({ preventScroll: true });
  }

  async goTo(id) {
    this.opener = null;
    this.map.closePopup();
    await this.toList();
    const card = this.inList(id);
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
    const place = card && this.cards.find(({ id }) => id === card.dataset.id);
    this.ring(place?.area ? place.at : null);
  }

  /* Returns what puts the focus back after pins of a layer were drawn anew. */
  keepFocus(layer) {
    const { activeElement } = document;
    const had = layer.getLayers().some((one) => one.getElement?.() === activeElement);
    if (!had) return () => {};
    const name = activeElement.ariaLabel;
    return () => this.focusOn(name);
  }

  /* Focuses the pin of a name, else the map: a pin may have been drawn anew or be gone. */
  focusOn(name) {
    const container = this.map.getContainer();
    const again = [...container.querySelectorAll(".pin")].find((one) => one.ariaLabel === name);
    (again ?? container).focus({ preventScroll: true });
  }
}
