// What an address would bring, and making a source of it. The pipeline fetches; its answer comes through the request.
import { $, answerOf, ask, element } from "./asking.js";

const MOST = 20; // events that are shown of a preview
const place = $("#looked");
let latest = 0; // of the addresses that were asked about

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

function list(title, lines) {
  if (!lines.length) return [];
  const made = element("ul", "", "log");
  for (const [words, more] of lines) {
    const line = element("li", words);
    if (more) line.append(" ", element("small", more));
    made.append(line);
  }
  return [element("h2", title), made];
}

function adding(request, source) {
  const form = element("form", "", "inline"), field = element("label", "Name "), own = element("label", "The venue's or organizer's own ");
  const name = Object.assign(element("input"), { required: true, maxLength: 100, value: source.name }), box = Object.assign(element("input"), { type: "checkbox" });
  const button = element("button", "Add and read it");
  field.append(name);
  own.append(box);
  form.append(field, own, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const asked = await ask("sources", { preview: request, name: name.value, official: box.checked });
      place.replaceChildren(element("p", "It is added and read…"));
      const added = await answerOf(asked.request, () => {}, () => true);
      place.replaceChildren(element("p", added.trouble ? `${added.source} is added. ${added.trouble}` : `${added.source} is added, and read.`));
    } catch (error) {
      place.append(element("p", error.message, "trouble"));
      button.disabled = false;
    }
  });
  return form;
}

function show(request, { source, read_by: known, attempts, events, left_out: left, skipped, more_skipped: more, warnings, listings }) {
  const heading = element("h2", source ? `${source.name}: ${count(events.length + left, "event")} of ${count(listings, "listing")}, read as ${source.kind}` : "Nothing to come was found there");
  place.replaceChildren(heading);
  if (known) place.append(element("p", `The source ${known} reads this address already.`));
  else if (source && "mayAdd" in place.dataset) place.append(adding(request, source));
  else if (source) place.append(element("p", "An administrator can add it.", "meta"));
  place.append(
    ...list("What would come", events.slice(0, MOST).map(({ event, hidden }) => [`${event.title}, ${new Date(event.startTime).toLocaleString()}`, hidden])),
    ...list("What would be left out", skipped.slice(0, MOST).map((one) => [one.listing, one.reason])),
    ...list("Ways that brought nothing", attempts.map((one) => [one.kind, one.reason])),
    ...list("To know", [...warnings.map((one) => [one]), ...(more ? [[`${more} more would be left out`]] : [])]),
  );
}

// Ask what an address would bring, and show it, unless another was asked about meanwhile.
async function lookAt(address) {
  const mine = ++latest, isWanted = () => mine === latest;
  place.hidden = false;
  place.replaceChildren(element("p", "Looking…"));
  try {
    const { request } = await ask("sources/preview", { address });
    const waits = () => place.replaceChildren(element("p", "The pipeline has not begun to look; it may be busy, or not running."));
    const found = await answerOf(request, waits, isWanted);
    if (isWanted()) show(request, found);
  } catch (error) {
    if (isWanted()) place.replaceChildren(element("p", error.message, "trouble"));
  }
}

$("#look")?.addEventListener("submit", (event) => {
  event.preventDefault();
  lookAt(new FormData(event.target).get("address"));
});
