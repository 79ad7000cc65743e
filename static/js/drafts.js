/** Keeps what is typed into a form with data-editor: in this browser and, with data-draft, on
 * the server. Offers it when the page's editor is opened again.
 *
 * Each opened form has a draft of its own: no tab overwrites another's. The browser's
 * database keeps it, since local storage may reach the disk a minute later; and
 * published-draft.js removes it.
 */

import { letterOf } from "./keys.js";
import { gettext, locale, ngettext } from "./words.js";

const SOON = 500;
const OFTEN = 10_000;
const OLDEST = 60 * 24 * 3600 * 1000;
const ONLY_LOOKS = ["preview", "changes", "resolve-preview"];

let opened = null;

class Drafts {
  timer = 0;
  changes = 0;
  onServer = 0; // as many changes
  isKept = false;
  isSent = false;

  constructor(form) {
    this.form = form;
    this.elements = form.elements;
    this.page = `${form.dataset.title}#${form.dataset.section ?? ""}`;
    this.state = document.querySelector("[data-draft-state]");
  }

  follow() {
    const { form } = this;
    for (const event of ["input", "change"]) {
      form.addEventListener(event, () => {
        this.changes += 1;
        this.timer ||= setTimeout(() => this.keep(), SOON);
      });
    }
    form.addEventListener("submit", ({ submitter }) => {
      this.isSent = true;
      this.keep();
      if (!ONLY_LOOKS.includes(submitter?.value)) this.noteSent();
    });
    addEventListener("pageshow", () => { this.isSent = false; });
    addEventListener("pagehide", () => {
      if (this.timer) this.keep();
      if (this.changes > this.onServer) this.save(false, true);
    });
    addEventListener("keydown", (event) => {
      if (letterOf(event) !== "S" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.keep(true);
      this.save(true);
    });
    setInterval(() => { if (this.changes > this.onServer) this.save(); }, OFTEN);
  }

  async keep(isAskedFor, onServerAt) {
    clearTimeout(this.timer);
    this.timer = 0;
    const { page } = this;
    const time = Date.now();
    const { csrfmiddlewaretoken, ...values } = Object.fromEntries(new FormData(this.form));
    try {
      await database("readwrite", (drafts) => drafts.put({ ...values, page, time, onServerAt }));
      this.isKept = true;
      if (isAskedFor || !this.onServer) this.say(gettext("Draft kept in this browser, %(time)s.", { time: clock(time) }), isAskedFor);
    } catch {
      this.isKept = false;
      this.say(gettext("This browser keeps no draft: its storage is full or closed."), true);
    }
  }

  async save(isAskedFor, isLeaving) {
    const { form } = this;
    if (!form.dataset.draft || this.isSent) return;
    const sent = this.changes;
    const headers = { "X-CSRFToken": this.elements.csrfmiddlewaretoken.value };
    const body = new FormData(form);
    let problem = gettext("Not saved on the server: no connection.");
    try {
      const response = await fetch(form.dataset.draft, { method: "POST", headers, body, keepalive: isLeaving });
      problem = response.status === 403
        ? gettext("Your session has ended: log in again in another tab.")
        : gettext("Not saved on the server: it did not answer.");
      const { saved_at: at, reason } = await response.json();
      if (reason && response.status !== 403) problem = gettext("Not saved on the server: %(reason)s", { reason });
      if (!response.ok) throw new Error(problem);
      this.onServer = sent;
      if (!at) return;
      if (sent === this.changes) this.keep(false, Date.parse(at));
      this.say(gettext("Draft saved on the server, %(time)s.", { time: clock(at, "2-digit") }), isAskedFor);
    } catch {
      this.onServer = 0;
      this.say(this.isKept ? gettext("%(problem)s It is kept in this browser.", { problem }) : problem, true);
    }
  }

  /** What was asked for or went wrong is also said aloud. */
  say(words, isLoud) {
    this.state.ariaLive = isLoud ? "polite" : "off";
    if (this.state.textContent !== words) this.state.textContent = words;
  }

  async offer() {
    // A storage that is closed has none.
    const all = await database("readonly", (drafts) => drafts.getAll()).catch(() => []);
    const old = all.filter(({ time }) => time < Date.now() - OLDEST);
    old.forEach(({ key }) => remove(key));
    const known = this.elements.mine ? sent() : [];
    const onServerAt = Date.parse(document.querySelector("[data-server-draft] time")?.dateTime);
    const [draft] = all
      .filter((one) => one.page === this.page && one.text !== this.elements.text.value && one.onServerAt !== onServerAt)
      .filter((one) => !old.includes(one) && !known.includes(one.key))
      .sort((one, other) => other.time - one.time);
    if (draft) this.show(draft);
  }

  show(draft) {
    const template = document.getElementById("draft-offer");
    const notice = template.content.cloneNode(true).firstElementChild;
    const [when, size] = notice.querySelectorAll("time, span");
    const more = draft.text.length - this.elements.text.value.length;
    when.textContent = `${new Date(draft.time).toLocaleDateString(locale, { dateStyle: "long" })}, ${clock(draft.time)}`;
    size.textContent = comparison(more);
    this.form.before(notice);
    notice.addEventListener("click", async ({ target }) => {
      if (!target.value) return;
      notice.remove();
      this.elements.text.focus();
      if (target.value === "continue") return this.resume(draft);
      await remove(draft.key);
      this.say(gettext("The draft was discarded."), true);
      this.offer();
    });
  }

  async resume(draft) {
    const { form, elements } = this;
    const { key, text } = draft;
    const detail = { text, start: 0, end: elements.text.value.length, select: [0, 0] };
    form.dispatchEvent(new CustomEvent("write", { detail }));
    for (const name of ["summary", "origin", "base"]) elements[name].value = draft[name];
    elements.minor.checked = "minor" in draft;
    await this.keep();
    if (this.isKept && key !== elements.key.value) remove(key);
  }

  /** For published-draft.js: this draft, and those it comes from by a conflict or preview. */
  noteSent() {
    const { key, mine } = this.elements;
    const keys = mine || sent().includes(key.value) ? sent() : [];
    sessionStorage.setItem("sent-drafts", JSON.stringify([location.pathname, key.value, ...keys]));
  }
}

for (const form of document.querySelectorAll("form[data-editor]")) {
  const drafts = new Drafts(form);
  drafts.follow();
  drafts.offer();
}

function sent() {
  return JSON.parse(sessionStorage.getItem("sent-drafts") ?? "[]").slice(1);
}

/** Do one thing with the kept drafts, for good. */
async function database(mode, action) {
  opened ??= await open();
  const transaction = opened.transaction("drafts", mode);
  const request = action(transaction.objectStore("drafts"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit(); // at once: the page may be going
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("canonica", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function remove(key) {
  return database("readwrite", (drafts) => drafts.delete(key));
}

/** What stands between "It is" and "the text below", with so many characters more. */
function comparison(more) {
  if (more > 0) return ngettext("%(number)s character longer than", "%(number)s characters longer than", more);
  if (more < 0) return ngettext("%(number)s character shorter than", "%(number)s characters shorter than", -more);
  return gettext("as long as");
}

function clock(time, second) {
  const parts = { hour: "2-digit", minute: "2-digit", second };
  return new Date(time).toLocaleTimeString(locale, parts);
}
