// Offline: the last list and the events that were looked at, with what they are drawn with. Pages are always asked of the
// service first; what is kept is shown only when no answer comes. Nothing of the API is kept, and no stream passes here.

const KEPT = "jatre kept";
const MAX_PAGES = 40;
const LIST = "/";
const ANY = { ignoreVary: true }; // however it was packed

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && isPage(pathname)) event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) event.respondWith(drawing(request));
});

// What the first page was drawn with came before this was there.
addEventListener("message", (event) => event.data.keep && event.waitUntil(keep(event.data.keep)));

// News that somebody asked for: later news of an event takes the place of older news of it (its tag).
addEventListener("push", (event) => {
  const { notification } = event.data?.json() ?? {};
  if (!notification) return;
  const { title, body, tag, lang, navigate } = notification;
  const shown = { body, tag, lang, renotify: Boolean(tag), icon: "/favicon.ico", data: { navigate } };
  event.waitUntil(registration.showNotification(title, shown));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data.navigate));
});

const isPage = (pathname) => pathname === LIST || pathname.startsWith("/e/");

async function page(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(keepPage(request.url, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.open(KEPT);
    const { pathname } = new URL(request.url);
    const found = (await kept.match(request.url, ANY)) ?? (pathname === LIST ? await kept.match(LIST, ANY) : null);
    if (!found) return pathname === LIST ? Promise.reject(error) : Response.redirect(LIST);
    const headers = new Headers(found.headers);
    headers.set("server-timing", "kept"); // the one header that a page can read of itself: see offline.js
    return new Response(found.body, { headers });
  }
}

// Files under an address with a version never change.
async function drawing(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request, ANY);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && versionOf(request.url)) await kept.put(request, response.clone());
  return response;
}

const versionOf = (text) => /\/static\/([0-9a-f]{12})\//.exec(text)?.[1];

// A page, and of the list also the last one whatever was asked; what belongs to older versions goes.
async function keepPage(url, response) {
  const kept = await caches.open(KEPT);
  const version = versionOf(await response.clone().text());
  if (new URL(url).pathname === LIST) await kept.put(LIST, response.clone());
  await kept.put(url, response);
  const keys = await kept.keys();
  const old = keys.filter((key) => (versionOf(key.url) ?? version) !== version);
  const pages = keys.filter((key) => !versionOf(key.url) && new URL(key.url).pathname + new URL(key.url).search !== LIST);
  for (const key of [...old, ...pages.slice(0, -MAX_PAGES)]) await kept.delete(key);
}

async function keep(urls) {
  const kept = await caches.open(KEPT);
  for (const url of urls) {
    if (versionOf(url)) (await kept.match(url, ANY)) ?? (await kept.add(url));
    else await keepPage(url, await fetch(url));
  }
}
