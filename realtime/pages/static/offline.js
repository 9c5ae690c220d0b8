// Lets the pages be read without a network: see sw.js.

// Whether this page is one that was kept: its clock and list are those of then.
export const isKept = () => performance.getEntriesByType("navigation")[0]?.serverTiming?.some(({ name }) => name === "kept") ?? false;

export function beReadOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const isNew = !workers.controller;
  workers.register("/sw.js").catch((error) => console.info("the page is not kept for later:", error.message));
  if (!isNew) return;
  workers.ready.then(({ active }) => {
    const drawn = performance.getEntriesByType("resource").map(({ name }) => name);
    const files = drawn.filter((name) => name.startsWith(`${location.origin}/static/`));
    active.postMessage({ keep: [...new Set(files), location.href] });
  });
}
