/** Removes from this browser the drafts of an edit, on the page that says with data-published
 * that it was published. drafts.js keeps them until then.
 */

const [from, ...keys] = JSON.parse(sessionStorage.getItem("sent-drafts") ?? "[]");
const isPublished = document.querySelector("[data-published]");
// The form that was sent is where we come from: there are other ways to publish.
if (isPublished && from && document.referrer.startsWith(location.origin + from)) remove();

function remove() {
  const request = indexedDB.open("canonica", 1);
  request.onupgradeneeded = () => request.transaction.abort(); // there are no drafts
  request.onsuccess = () => {
    const drafts = request.result.transaction("drafts", "readwrite").objectStore("drafts");
    keys.forEach((key) => drafts.delete(key));
    sessionStorage.removeItem("sent-drafts");
  };
}
