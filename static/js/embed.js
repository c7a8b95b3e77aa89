/*
 * The search for addiction treatment on another site: docs/embed.md. pages/embed/script.py fills in
 * "STYLES" and "LANGUAGES" and serves it at /embed.js. No cookie, nothing stored, nothing counted;
 * where one is isn't sent, only what one searches for.
 */
(async () => {
  const script = document.currentScript;
  const { dataset } = script;
  const wanted = (dataset.language || script.closest("[lang]")?.lang || "").slice(0, 2);
  const language = "LANGUAGES".includes(wanted) ? wanted : "en";
  const address = new URL(`${language === "en" ? "" : `${language}/`}embed/part/`, script.src);

  // The parts of the answer to a query: nothing in it runs.
  const ask = async (query) => {
    const answer = await fetch(`${address}?${query}`, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").body;
  };

  const query = new URLSearchParams();
  for (const name of ["where", "q", "radius"]) {
    if (dataset[name]) query.set(name, dataset[name]);
  }
  for (const name of ["service", "payment", "age", "group"]) {
    for (const value of dataset[name]?.match(/[^\s,]+/g) || []) query.append(name, value);
  }

  // Without an answer the link before the script stays, and nothing else is seen.
  const body = await ask(query);
  const place = document.createElement("div");
  place.lang = language;
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("STYLES");
  root.adoptedStyleSheets = [sheet];
  root.append(...body.childNodes);
  const link = script.previousElementSibling;
  if (link?.href?.startsWith(new URL("/", address))) link.remove();
  script.after(place);

  root.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    event.preventDefault();
    try {
      const body = await ask(new URLSearchParams(new FormData(form, submitter)));
      for (const part of [".count", ".results"]) {
        root.querySelector(part).replaceChildren(...body.querySelector(part).childNodes);
      }
      if (submitter.value) root.querySelector("#where").value = submitter.value;
    } catch {
      form.submit();
    }
  });
})();
