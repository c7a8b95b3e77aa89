/*
An editable combobox with a list of suggestions, chosen by hand:
https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

A chosen place fills the box for places, a service joins the search, a facility opens.
*/

const PAUSE = 150; // milliseconds without a key, before the server is asked
const SHORTEST = 2;

const element = (name, attributes, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

/* The list's style, which only who types here needs. Waited for, whether it comes or not. */
let styled;
const style = (href) => styled ??= new Promise((done) => {
  const link = element("link", { rel: "stylesheet", href });
  for (const end of ["load", "error"]) link.addEventListener(end, done);
  document.head.append(link);
});

/* `words`: where suggestions come from, and what is said of them (_suggest.html). */
export function suggest(input, words) {
  const kinds = input.dataset.suggest.split(" ");
  const where = input.form.elements.where;
  const id = `${input.id}-suggestions`;
  const list = element("div", { id, class: "suggest", role: "listbox", "aria-label": words.label });
  const said = element("p", { class: "vh", role: "status" });
  let options = []; // [element, suggestion] as they stand in the list
  let active = -1;
  let timer;
  let asking;

  style(words.style);

  const isOpen = () => !list.hidden;

  const activate = (number) => {
    active = number;
    options.forEach(([option], i) => option.setAttribute("aria-selected", i === active));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    const [option] = options[active];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const show = (isShown) => {
    list.hidden = !isShown;
    input.setAttribute("aria-expanded", isShown);
    activate(-1);
  };

  const halt = () => {
    clearTimeout(timer);
    asking?.abort();
  };

  const forget = () => {
    halt();
    fill([]);
  };

  const option = (one) => {
    const detail = element("span", { class: "suggest__detail" }, one.detail);
    const made = element(
      "li", { id: `${id}-${options.length}`, class: "suggest__option", role: "option" },
      element("span", {}, one.text), " ", detail,
    );
    made.addEventListener("click", () => choose(one));
    options.push([made, one]);
    return made;
  };

  const fill = (found) => {
    options = [];
    const groups = kinds.map((kind) => {
      const ones = found.filter((one) => one.kind === kind);
      const title = element("li", { id: `${id}-${kind}`, role: "presentation" }, words[kind]);
      const group = { role: "group", "aria-labelledby": title.id };
      return ones.length ? element("ul", group, title, ...ones.map(option)) : "";
    });
    list.replaceChildren(...groups);
    show(options.length > 0);
    const text = options.length === 1 ? words.one : words.many.replace("#", options.length);
    said.textContent = options.length ? text : "";
  };

  const ask = async () => {
    const text = input.value.trim();
    const query = new URLSearchParams({ q: text });
    const { signal } = (asking = new AbortController());
    let found = [];
    try {
      const response = await fetch(`${words.source}?${query}`, { signal });
      if (response.ok) found = (await response.json()).suggestions;
    } catch {
      // Aborted, or no network: the search works without.
    }
    await style(words.style);
    // Nothing to add for who has typed a place to its end.
    const isWhole = ({ where }) => where.toLowerCase() === text.toLowerCase();
    if (!signal.aborted) fill(found.some(isWhole) ? [] : found);
  };

  const choose = (one) => {
    forget();
    if (one.kind === "place") {
      if (input !== where) input.value = "";
      where.value = one.where;
      return where.focus();
    }
    const to = new URL(one.url, location);
    if (one.kind === "service") {
      const asked = new FormData(input.form);
      // What is half typed here was to find the service.
      asked.set(input.name, input === where ? where.defaultValue : "");
      for (const [name, value] of asked) {
        const isThere = to.searchParams.getAll(name).includes(value);
        if (value && !isThere) to.searchParams.append(name, value);
      }
    }
    return location.assign(to);
  };

  const keys = {
    ArrowDown: () => activate(active + 1 < options.length ? active + 1 : 0),
    ArrowUp: () => activate(active > 0 ? active - 1 : options.length - 1),
    Enter: () => choose(options[active][1]),
    Escape: () => show(false),
  };

  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const isArrow = key === "ArrowDown" || key === "ArrowUp";
    if (event.isComposing || !options.length) return;
    if (key === "Tab") return forget();
    // Home, End and the like move in the text: no suggestion is at hand then.
    if (!(key in keys)) return activate(-1);
    if (key === "Enter" ? active < 0 : !isOpen() && !isArrow) return;
    event.preventDefault();
    if (isArrow && !isOpen()) show(true);
    keys[key]();
  });
  input.addEventListener("input", () => {
    if (input.value.trim().length < SHORTEST) return forget();
    halt();
    activate(-1);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", forget);
  input.form.addEventListener("submit", forget);
  // The box keeps the focus while one presses or scrolls the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());

  for (const [key, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": id,
  })) input.setAttribute(key, value);
  input.after(list, said);
  forget();
  if (input.value !== input.defaultValue) input.dispatchEvent(new Event("input"));
}
