/** Warns before a page with an unsaved text is left, in a form with data-warn-if-unsaved. */

for (const form of document.querySelectorAll("form[data-warn-if-unsaved]")) {
  const field = form.querySelector("textarea");
  let isSent = false;
  form.addEventListener("submit", () => { isSent = true; });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => {
    if (!isSent && field.value !== field.defaultValue) event.preventDefault();
  });
}
