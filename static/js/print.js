/* A button to print with, in place of the sentence that says how. */

const button = document.querySelector("[data-print]");

if (button) {
  button.addEventListener("click", () => print());
  button.hidden = false;
  document.querySelector("[data-print-hint]").hidden = true;
}
