// Elements from data. Texts become text nodes and addresses are checked: nothing from outside is ever put into the page
// as markup. A description's own is read apart from the page, and what is kept of it is built anew.

import { dayOf, endOf, heading, hours, hoursText, isOn, distance, machineTime, mapLink, moreDates, openPlace, pictureOf, placeText, price, roughLink, shortDay, stateOf, webLink, why } from "./format.js";
import { calendarLinks, directionLinks } from "./links.js";
import { rainNote } from "./rain.js";
import { text } from "./texts.js";

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child instanceof Node || (typeof child === "string" && child !== "")));
  return element;
}

// Whether a click on a link is the page's to follow: with a key it is for another tab, or a file.
export const isPlainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

export const outside = (url, ...children) => h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, ...children);
const struck = (off, title) => (off ? h("s", {}, title) : title);
const categoryMark = (tag, { category }, labels) =>
  labels[category] ? h(tag, { class: "category", "data-category": category }, labels[category]) : null;

const KEPT = new Set(["a", "b", "em", "i", "strong"]);

// A document that DOMParser makes runs nothing and loads nothing.
const marked = (markup) => copies(new DOMParser().parseFromString(markup, "text/html").body);
const copies = (parent) => [...parent.childNodes].map(copy);

function copy(node) {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return null;
  const url = node.localName === "a" && webLink(node.getAttribute("href"));
  if (url) return h("a", { target: "_blank", href: url, rel: "nofollow noopener ugc" }, copies(node));
  const fragment = KEPT.has(node.localName) && node.localName !== "a" ? h(node.localName) : new DocumentFragment();
  fragment.append(...copies(node).filter((child) => child !== null));
  return fragment;
}

// A row of the list; the same markup as the macro `row` in parts.html.
export function row({ event, next, more, day, away, rank }, labels) {
  const { off, seats, words: status } = stateOf(event, next);
  const [hour, second] = hours(next, day);
  const near = distance(away ?? event.distanceKm);
  const picture = pictureOf(event);
  const cost = price(event.pricing);
  const where = placeText(event.venue);
  const reason = why(event.matched);
  const rain = rainNote(event, next);
  return h(
    "li",
    { class: off ? "row off" : "row", "data-id": event.id, "data-version": event.version },
    h("p", { class: "hours" }, rank !== undefined && h("small", { class: "date" }, shortDay(day)), h("time", { datetime: machineTime(next) }, hour), second && h("small", {}, second)),
    h(
      "div",
      { class: "what" },
      h("h3", { class: "title" }, h("a", { href: `/e/${event.id}` }, struck(off, event.title))),
      status && h("p", { class: "status" }, status),
      h(
        "p",
        { class: where ? "where" : "where open" },
        where || openPlace(event.venue),
        near && h("span", { class: "distance" }, near),
      ),
      h(
        "p",
        { class: "facts" },
        cost && h("span", { class: "price" }, cost),
        seats && h("span", { class: "seats" }, seats),
        categoryMark("span", event, labels),
        more > 0 && h("span", { class: "more" }, moreDates(more)),
        reason && h("span", { class: "why" }, reason),
        rain && h("span", { class: "rain" }, rain),
      ),
    ),
    picture &&
      h("img", {
        class: "picture", src: picture.src, alt: "", width: 88, height: 88,
        loading: "lazy", decoding: "async", referrerpolicy: "no-referrer",
      }),
  );
}

// What is shown of one event; the same markup as the article in event.html, but for the rank of its heading.
export function detail(event, labels, now, rank = "h2") {
  const { off, words: status } = stateOf(event);
  const picture = pictureOf(event);
  const links = event.links.map((link) => [link.name || link.source, webLink(link.url)]).filter(([, url]) => url);
  return h(
    "article",
    { class: "event", id: rank === "h1" ? "event" : null, "data-id": event.id, "data-version": event.version },
    h(
      "header",
      {},
      categoryMark("p", event, labels),
      h(rank, { class: "title" }, struck(off, event.title)),
      status && h("p", { class: "status" }, status),
    ),
    picture && h("img", { class: "banner", ...picture, loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" }),
    h("dl", { class: "card" }, facts(event, now)),
    event.description && h("div", { class: "text" }, event.descriptionHtml ? marked(event.descriptionHtml) : event.description),
    links.length > 0 &&
      h("p", { class: "sources" }, `${text("listed_by")} `, links.map(([name, url]) => outside(url, name || text("organiser")))),
  );
}

function facts(event, now) {
  const fact = (name, ...content) => h("div", {}, h("dt", {}, name), h("dd", {}, ...content));
  const { venue, organizer } = event;
  const map = mapLink(venue);
  const ways = directionLinks(venue);
  const rough = roughLink(venue);
  const where = placeText(venue);
  const tickets = webLink(event.ticketUrl);
  const cost = price(event.pricing);
  const { seats } = stateOf(event);
  const left = seats && h("span", { class: "seats" }, seats);
  return [
    fact(text("when"), dates(event, now)),
    fact(
      text("where"),
      where || openPlace(venue),
      venue.address !== where && venue.address && h("span", { class: "address" }, venue.address),
      map &&
        h("p", { class: "ways" }, outside(map, text("look_map")), outside(ways.openstreetmap, text("directions")), outside(ways.google, text("google_maps"))),
      rough && [h("span", { class: "address" }, rough.words), outside(rough.url, text("look_around"))],
      venue.placeId && h("a", { href: `/places/${venue.placeId}` }, text("place_page")),
    ),
    cost || tickets || seats ? fact(text(cost ? "price" : "tickets"), cost, left, tickets && outside(tickets, text("get_tickets"))) : null,
    organizer.name ? fact(text("by"), organizer.name) : null,
  ];
}

function dates(event, now) {
  const today = dayOf(now);
  const coming = event.occurrences.filter((each) => endOf(each) > now);
  const shown = (coming.length ? coming : event.occurrences).slice(0, 8);
  const calendar = calendarLinks(event, now);
  const dateRow = (each) => {
    const day = dayOf(new Date(each.startsAt));
    const words = [`${heading(day, today)}, `, h("time", { datetime: machineTime(each) }, hoursText(each))];
    const on = !["cancelled", "postponed"].includes(event.status) && isOn(each, now) && h("span", { class: "on" }, text("on_now"));
    const rain = rainNote(event, each);
    return h("li", {}, each.cancelled ? [h("s", {}, words), ` ${text("cancelled")}`] : words, on, rain && h("span", { class: "rain" }, rain));
  };
  return [
    h("ul", { class: "dates" }, shown.map(dateRow)),
    coming.length > 8 && h("p", { class: "more" }, moreDates(coming.length - 8)),
    !coming.length && h("p", { class: "more" }, text("over")),
    calendar && h("p", { class: "ways" }, h("a", { href: calendar.file }, text("add_calendar")), outside(calendar.google, text("google_calendar"))),
  ];
}

export function skeletonRow() {
  const bar = (kind) => h("span", { class: `bar ${kind}` });
  return h("li", { class: "row skeleton" }, h("p", { class: "hours" }, bar("short")), h("div", { class: "what" }, bar("wide"), bar("middle")));
}
