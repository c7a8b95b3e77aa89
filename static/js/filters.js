/*
 * All filters: over the results, their page fetched; on their page itself; and where a search needs
 * a change. Groups can be searched, and the button says how many places it would show. Without this
 * file the page of filters works as it is.
 */

const WAIT = 200; // milliseconds without another change, then it asks

/* Lets the button of `form` say what /search/count/ answers, and its status say it aloud. */
const count = (form) => {
  const button = form.querySelector(".go");
  const status = button.nextElementSibling;
  const usual = button.textContent;
  let timer;
  let asking = new AbortController();

  const show = (text, said) => {
    button.textContent = text;
    status.textContent = said;
  };

  const ask = async () => {
    const { signal } = asking = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.dataset.count}?${query}`, { signal });
      const { text = usual, said, error } = await answer.json();
      show(text, said ?? error);
    } catch {
      if (!signal.aborted) show(usual, "");
    }
  };

  const changed = ({ type }) => {
    clearTimeout(timer);
    asking.abort();
    if (type === "input") show(usual, ""); // half a word means nothing
    else timer = setTimeout(ask, WAIT);
  };

  const isOwn = ({ target }) => target.name;
  form.addEventListener("change", (event) => isOwn(event) && changed(event));
  form.addEventListener("input", (event) => isOwn(event) && event.target.type === "text" && changed(event));
  // Changed while this file was on its way, or kept by the browser from before.
  if ([...form.elements].some((box) => box.checked !== box.defaultChecked)) ask();
};

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/* Lets one look for a filter by its words, its explanation's, or its group's. */
const find = (form) => {
  const field = form.querySelector("[data-find]");
  const input = field.querySelector("input");
  const status = field.querySelector("[role=status]");
  const groups = [...form.querySelectorAll(".filter")].map((group) => ({
    group,
    wasOpen: group.open,
    title: plain(group.firstElementChild.textContent),
    boxes: [...group.querySelectorAll(".box")].map((box) => [box, plain(box.textContent)]),
  }));

  const titles = [...form.querySelectorAll("h2")];

  /* Tells whether any group shows between a title and the next. */
  const hasGroup = (title) => {
    let next = title.nextElementSibling;
    while (next?.hidden) next = next.nextElementSibling;
    return next?.matches(".filter");
  };

  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { group, wasOpen, title, boxes } of groups) {
      let here = 0;
      for (const [box, text] of boxes) {
        box.hidden = !words.every((word) => text.includes(word) || title.includes(word));
        here += !box.hidden;
      }
      group.hidden = words.length > 0 && !here; // one without boxes shows otherwise
      group.open = words.length ? here > 0 : wasOpen;
      shown += here;
    }
    for (const title of titles) title.hidden = !hasGroup(title);
    status.textContent = shown ? "" : field.dataset.none;
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  field.hidden = false;
};

const prepare = (form) => {
  count(form);
  find(form);
};

/* Returns a dialog that holds the form of the page that `link` leads to. */
const overPage = (link, form) => {
  const bar = document.querySelector(".bar");
  const { parentNode: strip } = bar;
  const dialog = document.createElement("dialog");
  const top = document.createElement("p");
  const close = document.createElement("button");
  const { title } = link.dataset;
  dialog.className = "over";
  dialog.ariaLabel = title;
  top.className = "over__top";
  close.className = "button";
  close.textContent = link.dataset.close;
  close.addEventListener("click", () => dialog.close());
  top.append(title, close);
  dialog.append(top, form);
  dialog.addEventListener("close", () => {
    strip.append(bar);
    link.focus();
  });
  addEventListener("pagehide", () => dialog.close());
  document.body.append(dialog);
  return () => {
    if (dialog.open) return;
    dialog.append(bar); // quick exit stays at hand
    dialog.showModal();
  };
};

/* Returns a function that opens the form of the page that `link` leads to, once all is there. */
const fetched = async (link) => {
  const style = document.createElement("link");
  const isStyled = new Promise((done, fail) => { Object.assign(style, { onload: done, onerror: fail }); });
  Object.assign(style, { rel: "stylesheet", href: link.dataset.style });
  document.head.append(style);
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.adoptNode(page.getElementById("all-filters"));
  await isStyled;
  prepare(form);
  return overPage(link, form);
};

/* Begins with the form of all filters, or with a link to its page. */
export const start = (element) => (element.href ? fetched(element) : prepare(element));
