/** Keys: the letters of shortcuts, which have to work with every keyboard. */

/** Returns the Latin letter of an event's key; with another alphabet, the one at its place. */
export function letterOf({ key, code }) {
  return (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, "")).toUpperCase();
}
