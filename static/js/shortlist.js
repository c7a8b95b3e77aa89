/* The page of a list of places: keep a list one was sent, forget one's own. */

const idsOf = (query) => new URLSearchParams(query).getAll("id");

/* `bar`: _keep.html; `kept`: the ids in this browser, to read and to write (site.js). */
export function shortlist(bar, kept) {
  const [keep, renew, told] = bar.children;
  const end = document.getElementById("clear");
  const [clear, undo, status] = end.children;
  const here = bar.dataset.ids.split(" ").filter(Boolean);
  const isSame = (left, right) => left.length === right.length && left.every((id) => right.includes(id));
  let cleared = [];

  if (!location.search && kept.read().length) return location.replace(kept.address());
  // One's own list, opened by its link: what was merged or vanished meanwhile is put right.
  const isOwn = here.length > 0 && isSame(kept.read(), idsOf(location.search));
  if (isOwn && !isSame(kept.read(), here)) kept.write(here, bar, "");

  const show = () => {
    const ids = kept.read();
    keep.hidden = isOwn || here.every((id) => ids.includes(id));
    renew.hidden = !isOwn || !ids.length || isSame(ids, here);
    renew.href = kept.address();
    clear.hidden = !ids.length || !keep.hidden;
    undo.hidden = !cleared.length || ids.length > 0;
    if (ids.length) status.textContent = "";
  };

  keep.addEventListener("click", () => {
    if (!kept.write([...new Set([...kept.read(), ...here])], bar, "")) return;
    told.textContent = told.dataset.kept;
    bar.focus();
  });
  clear.addEventListener("click", () => {
    cleared = kept.read();
    kept.write([], end, "");
    status.textContent = status.dataset.cleared;
    undo.focus();
  });
  undo.addEventListener("click", () => {
    kept.write(cleared, end, "saved");
    clear.focus();
  });
  document.addEventListener("kept", show);
  return show();
}
