// Reports to the server that an event was looked at or passed on, once per event and page. Who it was is not kept there.

const reported = new Set();

// `what` is "views" or "shares"; a count that does not arrive is no trouble of the reader's.
export function count(id, what) {
  const one = `${id}/${what}`;
  if (reported.has(one)) return;
  reported.add(one);
  fetch(`/api/events/${one}`, { method: "POST", keepalive: true }).catch(() => reported.delete(one));
}
