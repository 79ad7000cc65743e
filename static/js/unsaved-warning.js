/** Warns before a page with an unsaved text is left, in a form with data-warn-if-unsaved. */

for (const form of document.querySelectorAll("form[data-warn-if-unsaved]")) {
  const fields = [...form.querySelectorAll("textarea")];
  let isSent = false;
  form.addEventListener("submit", () => { isSent = true; });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => {
    const isChanged = fields.some((field) => field.value !== field.defaultValue);
    if (isChanged && !isSent) event.preventDefault();
  });
}
