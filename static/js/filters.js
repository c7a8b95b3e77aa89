/*
 * The form of a search: on small screens a sheet over the page, everywhere a button that says how
 * many places it would show. Without this file it opens in the page, and its button works.
 */

const WAIT = 200; // milliseconds without another change, then it asks

/* Lets the button of `form` say what /search/count/ (`url`) answers, and its status say it aloud. */
const count = (form, url) => {
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
    try {
      const answer = await fetch(`${url}?${new URLSearchParams(new FormData(form))}`, { signal });
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

  form.addEventListener("change", changed);
  form.addEventListener("input", (event) => event.target.type === "text" && changed(event));
  // Changed while this file was on its way, or kept by the browser from before.
  if ([...form.elements].some((one) => one.checked !== one.defaultChecked)) ask();
};

/* Returns a dialog for the form of `sheet`, a details element. */
const sheetDialog = (sheet, form, bar) => {
  const summary = sheet.firstElementChild;
  const dialog = document.createElement("dialog");
  const top = document.createElement("p");
  const close = document.createElement("button");
  const { parentNode: strip } = bar;
  dialog.className = "sheet__dialog";
  dialog.ariaLabel = summary.textContent;
  top.className = "sheet__top";
  close.className = "button";
  close.textContent = sheet.dataset.close;
  close.addEventListener("click", () => dialog.close());
  top.append(summary.textContent, close);
  dialog.append(top);
  dialog.addEventListener("close", () => {
    sheet.append(form);
    strip.append(bar);
    summary.focus();
  });
  addEventListener("pagehide", () => dialog.close());
  // Wide enough for the form to stand beside the results.
  addEventListener("resize", () => summary.offsetParent || dialog.close());
  sheet.after(dialog);
  return dialog;
};

/* Makes `sheet` count as it is changed; returns a function that opens it as a dialog. */
export const start = (sheet) => {
  const form = sheet.querySelector("form");
  const bar = document.querySelector(".bar");
  let dialog;
  count(form, sheet.dataset.count);
  return () => {
    dialog ??= sheetDialog(sheet, form, bar);
    dialog.append(form, bar); // quick exit stays at hand
    dialog.showModal();
  };
};
