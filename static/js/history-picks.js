/** Disables, in a form with data-picks, the choices that would compare backwards. */

for (const form of document.querySelectorAll("form[data-picks]")) {
  const olds = [...form.querySelectorAll("input[name=old]")];
  const news = [...form.querySelectorAll("input[name=new]")];
  form.addEventListener("change", limit);
  limit();

  function limit() {
    const old = olds.findIndex((radio) => radio.checked);
    const next = news.findIndex((radio) => radio.checked);
    olds.forEach((radio, index) => { radio.disabled = next >= 0 && index <= next; });
    news.forEach((radio, index) => { radio.disabled = old >= 0 && index >= old; });
  }
}
