/** Keeps what is typed into a form with data-editor: in this browser and, with data-draft, on
 * the server. Offers it when the page's editor is opened again.
 *
 * Each opened form has a draft of its own: no tab overwrites another's. The browser's
 * database keeps it, since local storage may reach the disk a minute later; and
 * published-draft.js removes it.
 */

const SOON = 500;
const OFTEN = 10_000;
const OLDEST = 60 * 24 * 3600 * 1000;
const ONLY_LOOKS = ["preview", "changes", "resolve-preview"];

let opened = null;
for (const form of document.querySelectorAll("form[data-editor]")) keepDrafts(form);

function keepDrafts(form) {
  const { elements } = form;
  const page = `${form.dataset.title}#${form.dataset.section ?? ""}`;
  const state = document.querySelector("[data-draft-state]");
  let timer = 0;
  let changes = 0;
  let onServer = 0; // as many changes
  let isKept = false;
  let isSent = false;

  for (const event of ["input", "change"]) {
    form.addEventListener(event, () => {
      changes += 1;
      timer ||= setTimeout(keep, SOON);
    });
  }
  form.addEventListener("submit", ({ submitter }) => {
    isSent = true;
    keep();
    if (!ONLY_LOOKS.includes(submitter?.value)) noteSent();
  });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("pagehide", () => { if (timer) keep(); });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    keep(true);
    save(true);
  });
  setInterval(() => { if (changes > onServer) save(); }, OFTEN);
  offer();

  async function keep(isAskedFor, onServerAt) {
    clearTimeout(timer);
    timer = 0;
    const time = Date.now();
    const { csrfmiddlewaretoken, ...values } = Object.fromEntries(new FormData(form));
    try {
      await database("readwrite", (drafts) => drafts.put({ ...values, page, time, onServerAt }));
      isKept = true;
      if (isAskedFor || !onServer) say(`Draft kept in this browser, ${clock(time)}.`, isAskedFor);
    } catch {
      isKept = false;
      say("This browser keeps no draft: its storage is full or closed.", true);
    }
  }

  async function save(isAskedFor) {
    if (!form.dataset.draft || isSent) return;
    const sent = changes;
    const headers = { "X-CSRFToken": elements.csrfmiddlewaretoken.value };
    const body = new FormData(form);
    let problem = "Not saved on the server: no connection.";
    try {
      const response = await fetch(form.dataset.draft, { method: "POST", headers, body });
      problem = response.status === 403
        ? "Your session has ended: log in again in another tab."
        : "Not saved on the server: it did not answer.";
      const { saved_at: time, reason } = await response.json();
      if (reason && response.status !== 403) problem = `Not saved on the server: ${reason}`;
      if (!response.ok) throw new Error(problem);
      onServer = sent;
      if (!time) return;
      if (sent === changes) keep(false, Date.parse(time));
      say(`Draft saved on the server, ${clock(time, "2-digit")}.`, isAskedFor);
    } catch {
      onServer = 0;
      say(isKept ? `${problem} It is kept in this browser.` : problem, true);
    }
  }

  /** What was asked for or went wrong is also said aloud. */
  function say(words, isLoud) {
    state.ariaLive = isLoud ? "polite" : "off";
    if (state.textContent !== words) state.textContent = words;
  }

  async function offer() {
    // A storage that is closed has none.
    const all = await database("readonly", (drafts) => drafts.getAll()).catch(() => []);
    const old = all.filter(({ time }) => time < Date.now() - OLDEST);
    old.forEach(({ key }) => remove(key));
    const known = elements.mine ? sent() : [];
    const onServerAt = Date.parse(document.querySelector("[data-server-draft] time")?.dateTime);
    const [draft] = all
      .filter((one) => one.page === page && one.text !== elements.text.value && one.onServerAt !== onServerAt)
      .filter((one) => !old.includes(one) && !known.includes(one.key))
      .sort((one, other) => other.time - one.time);
    if (draft) show(draft);
  }

  function show(draft) {
    const template = document.getElementById("draft-offer");
    const notice = template.content.cloneNode(true).firstElementChild;
    const [when, size] = notice.querySelectorAll("time, span");
    const more = draft.text.length - elements.text.value.length;
    when.textContent = `${new Date(draft.time).toLocaleDateString("en-GB", { dateStyle: "long" })}, ${clock(draft.time)}`;
    size.textContent = more ? `${Math.abs(more)} characters ${more > 0 ? "longer" : "shorter"} than` : "as long as";
    form.before(notice);
    notice.addEventListener("click", async ({ target }) => {
      if (!target.value) return;
      notice.remove();
      elements.text.focus();
      if (target.value === "continue") return resume(draft);
      await remove(draft.key);
      say("The draft was discarded.", true);
      offer();
    });
  }

  async function resume(draft) {
    const { key, text } = draft;
    const detail = { text, start: 0, end: elements.text.value.length, select: [0, 0] };
    form.dispatchEvent(new CustomEvent("write", { detail }));
    for (const name of ["summary", "origin", "base"]) elements[name].value = draft[name];
    elements.minor.checked = "minor" in draft;
    await keep();
    if (isKept && key !== elements.key.value) remove(key);
  }

  /** For published-draft.js: this draft, and those it comes from by a conflict or preview. */
  function noteSent() {
    const { key } = elements;
    const keys = elements.mine || sent().includes(key.value) ? sent() : [];
    sessionStorage.setItem("sent-drafts", JSON.stringify([location.pathname, key.value, ...keys]));
  }
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

function clock(time, second) {
  const parts = { hour: "2-digit", minute: "2-digit", second };
  return new Date(time).toLocaleTimeString("en-GB", parts);
}
