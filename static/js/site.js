/* What pages gain with JavaScript: "use my location", and suggestions once one types. */

const button = document.querySelector("[data-near]");
const words = document.getElementById("suggest");

if (button && isSecureContext && navigator.geolocation) {
  const { near, asking } = button.dataset;
  const said = button.nextElementSibling;
  let isAsking = false;

  const say = (text) => {
    isAsking = text === asking;
    said.textContent = text;
  };

  /* Sends the whole form, so that filters stay. The position is never part of the page. */
  const send = ({ coords }) => {
    const { form } = button;
    const { method, action } = form;
    form.addEventListener("formdata", ({ formData }) => {
      // About half a mile; more precisely nobody needs to know.
      formData.set("latitude", coords.latitude.toFixed(2));
      formData.set("longitude", coords.longitude.toFixed(2));
    }, { once: true });
    form.method = "post";
    form.action = near;
    form.submit();
    form.method = method;
    form.action = action;
  };

  button.addEventListener("click", () => {
    if (isAsking) return;
    say(asking);
    navigator.geolocation.getCurrentPosition(
      send,
      ({ code }) => say(button.dataset[`error-${code}`]),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  });
  // So that who comes back finds it as it was.
  addEventListener("pagehide", () => say(""));
  button.hidden = false;
}

for (const input of document.querySelectorAll("[data-suggest]")) {
  input.addEventListener("focus", async () => {
    try {
      (await import(words.dataset.script)).suggest(input, words.dataset);
    } catch {
      // Suggestions are never required.
    }
  }, { once: true });
}
