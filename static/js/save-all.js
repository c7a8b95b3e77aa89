/* "Save all on this page": the places of a list at once, as many as there is room for. */

/* `box`: _save_all.html; `kept`: the ids in this browser, to read and to write (site.js). */
export function saveAll(box, kept) {
  const [save, undo, status] = box.children;
  const here = [...document.querySelectorAll("main [data-id]")].map(({ dataset }) => dataset.id);
  let before;

  const missing = () => {
    const ids = kept.read();
    return here.filter((id) => !ids.includes(id));
  };
  const show = () => {
    save.hidden = !missing().length;
    undo.hidden = !before;
  };

  save.addEventListener("click", () => {
    const ids = kept.read();
    const added = missing().slice(0, kept.most - ids.length);
    const rest = missing().length - added.length;
    before = added.length ? ids : undefined;
    if (added.length && !kept.write([...ids, ...added], box, "")) return;
    const words = added.length === 1 ? box.dataset.one : box.dataset.many.replace("#", added.length);
    status.textContent = `${words}${rest ? ` ${box.dataset.full.replace("#", rest)}` : ""}`;
    show();
    if (before) undo.focus();
  });
  undo.addEventListener("click", () => {
    const back = before;
    before = undefined;
    kept.write(back, box, "");
    status.textContent = box.dataset.undone;
    show();
    save.focus();
  });
  document.addEventListener("kept", show);
  show();
  box.dataset.ready = ""; // its place was kept until now
}
