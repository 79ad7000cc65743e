/** Words: what scripts say, in the language of the page.
 *
 * The sources are in English. Another language is asked for once, and before any module
 * that says something begins; where it can't be had, English is better than nothing.
 */

const { lang, dataset } = document.documentElement;
const translations = dataset.words ? await translationsAt(dataset.words) : null;

/** How dates, times and lists are written in the language that is spoken. */
export const locale = translations ? lang : "en-GB";

const rules = new Intl.PluralRules(locale);

/** Returns the message, with each %(name)s in it replaced by the value of that name. */
export function gettext(message, values = {}) {
  return filled(translations?.[message] || message, values);
}

/** Returns the message that fits the number; %(number)s stands for it. */
export function ngettext(singular, plural, number, values = {}) {
  const form = translations?.[singular]?.[rules.select(number)] || (number === 1 ? singular : plural);
  return filled(form, { number, ...values });
}

function filled(message, values) {
  return message.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}

async function translationsAt(address) {
  try {
    return await (await fetch(address)).json();
  } catch {
    return null;
  }
}
