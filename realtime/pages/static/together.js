// One stream of the console for all its tabs, as the page's tabs share theirs (`shared.js`): the tab that holds a lock has
// the stream and passes on what comes. The stream has no cursor: whoever begins, or gets another leader, is told `missed`.
// A leader that does not answer is asleep, and loses the lock. Without locks each tab has a stream of its own.

const NAME = "jatre console 1"; // with the number of what tabs say to each other
const NAMES = ["present", "decided", "missed"];
const PATIENCE_MS = 1_500;
const AGAIN_MS = 2_000, SELDOM_MS = 60_000; // after an answer that is no stream, and at most
const ASK_EVERY_MS = 20_000;

/** Follow `address`; `handlers` has one for each event of the stream, and `live`, `reconnecting` and `closed`. */
export function followTogether(address, handlers) {
  const isShared = navigator.locks && window.BroadcastChannel, channel = isShared && new BroadcastChannel(NAME);
  let stream = null, state = null, present = null, asking = 0, wait = AGAIN_MS;

  const take = (name, data) => {
    if (name === "present") present = data;
    if (["live", "reconnecting", "closed"].includes(name)) state = name;
    handlers[name](data);
  };
  const pass = (name, data) => { take(name, data); channel?.postMessage({ name, data }); };

  function connect() {
    stream = new EventSource(address);
    stream.addEventListener("open", () => { wait = AGAIN_MS; pass("live"); });
    stream.addEventListener("error", () => {
      if (stream.readyState !== EventSource.CLOSED) { pass("reconnecting"); return; }
      pass("closed");
      setTimeout(again, wait, stream);
      wait = Math.min(2 * wait, SELDOM_MS);
    });
    for (const name of NAMES) stream.addEventListener(name, ({ data }) => pass(name, data ? JSON.parse(data) : null));
  }

  function again(closed) {
    if (stream === closed) { connect(); pass("missed"); }
  }

  function lead() {
    clearTimeout(asking);
    connect();
    pass("missed");
    return new Promise(() => {}); // for as long as the tab lives
  }

  function queue(options = {}) {
    navigator.locks.request(NAME, options, lead).catch(() => { // it was taken from this tab, which was asleep
      stream?.close();
      stream = null;
      queue();
    });
  }

  function ask() {
    if (stream) return;
    clearTimeout(asking);
    channel.postMessage({ ask: true });
    asking = setTimeout(() => queue({ steal: true }), PATIENCE_MS);
  }

  if (!isShared) { connect(); return; }
  channel.onmessage = ({ data }) => {
    if (data.ask) { if (stream) channel.postMessage({ here: true, state, present }); return; }
    if (stream) return;
    clearTimeout(asking);
    if (data.name) take(data.name, data.data);
    else if (data.state && data.state !== state) { take(data.state); if (data.present) take("present", data.present); }
  };
  queue();
  ask();
  setInterval(ask, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
