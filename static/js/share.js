/* What an unfolded "Send or keep the link" gains: copy it, or hand it to an app. */

/* `box`: _share.html. */
export function share(box) {
  const words = box.dataset;
  const input = box.querySelector("input");
  const ways = box.querySelector(".share__ways");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "quiet";

  const add = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    ways.append(button);
  };

  add(words.copy, async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = words.copied;
    } catch {
      said.textContent = words.select;
    }
  });
  const data = { text: words.text, url: input.value };
  if (navigator.canShare?.(data)) add(words.share, () => navigator.share(data).catch(() => {}));
  ways.after(said);
}
