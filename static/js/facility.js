/* A facility's page: its parts open where there is room, and "Find in this listing". */

const listing = document.getElementById("listing");
const input = document.getElementById("find");
const folds = [...listing.querySelectorAll("details")];

if (matchMedia("(min-width: 60rem)").matches) {
  for (const fold of listing.querySelectorAll("[data-open]")) fold.open = true;
}

if (input) {
  const said = listing.querySelector("[role=status]");
  let wereOpen;

  /* Without accents, in small letters. */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  const facts = [...listing.querySelectorAll("li")].map((item) => {
    const heading = item.closest(".kind").querySelector("h4, summary");
    return { item, words: wordsOf(`${heading?.textContent ?? ""} ${item.textContent}`) };
  });

  const find = () => {
    const asked = wordsOf(input.value);
    if (asked.length) wereOpen ??= folds.map((fold) => fold.open);
    let fits = 0;
    for (const { item, words } of facts) {
      item.hidden = !asked.every((start) => words.some((word) => word.startsWith(start)));
      fits += !item.hidden;
    }
    for (const part of listing.querySelectorAll(".topic, .kind")) {
      part.hidden = !part.querySelector("li:not([hidden])");
    }
    folds.forEach((fold, index) => {
      if (wereOpen) fold.open = asked.length ? true : wereOpen[index];
    });
    if (!asked.length) wereOpen = undefined;
    const { none, fits: some } = said.dataset;
    said.textContent = asked.length && (fits ? some.replace("#", fits) : none.replace("#", () => input.value.trim()));
    if (!asked.length) said.textContent = "";
  };

  input.addEventListener("input", find);
  // The browser may have kept what was typed.
  addEventListener("pageshow", find);
}
