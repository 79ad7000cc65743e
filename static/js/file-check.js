/** Says at once that a chosen file, of a field with data-most-bytes, is too large to send. */

for (const field of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  const most = Number(field.dataset.mostBytes);
  field.addEventListener("change", () => {
    const isTooLarge = [...field.files].some((file) => file.size > most);
    field.setCustomValidity(isTooLarge ? field.dataset.tooLarge : "");
    field.reportValidity();
  });
}
