// Paste an address: what it would bring, as the page would show it, and one step more that makes it a source. The
// server fetches nothing itself: it writes a request, a run of the DAG `requests` answers it, and this asks for that.

const { ask, away, badge, Box, Button, h, Heading, HStack, Input, inside, outside, quiet, send, Spinner, table, Text, useEffect, useState, VStack, words } = await import(`./pieces.js${new URL(import.meta.url).search}`);

const ASK_AGAIN = 1_500;

// How the request `id` stands, until it is answered.
function useRequest(id) {
  const [state, setState] = useState({});
  useEffect(() => {
    let timer;
    const look = () =>
      ask(`jatre/api/requests/${id}`).then(
        (request) => {
          setState({ request });
          if (request.state === "waiting" || request.state === "running") timer = setTimeout(look, ASK_AGAIN);
        },
        (error) => {
          setState({ trouble: error.message });
          timer = setTimeout(look, ASK_AGAIN * 4);
        },
      );
    setState({});
    look();
    return () => clearTimeout(timer);
  }, [id]);
  return state;
}

function Answer({ id, doing, draw }) {
  const { request, trouble } = useRequest(id);
  if (request?.state === "done") return draw(request.answer);
  if (request?.state === "failed") return h(Text, { role: "alert", color: "fg.error" }, request.answer.message || request.answer.error);
  const waits = request?.state === "waiting" ? "It waits for a run of the DAG “requests”." : doing;
  return h(HStack, { role: "status" }, h(Spinner, { size: "sm" }), quiet(trouble ?? waits));
}

// Ask by `path`, then show what comes of the request.
function useAsking(path) {
  const [state, setState] = useState({});
  const go = (document) => {
    setState({ busy: true });
    send(path, document).then(({ request }) => setState({ id: request }), (error) => setState({ trouble: error.message }));
  };
  return [state, go];
}

export function Paste({ page }) {
  const [{ id, busy, trouble }, go] = useAsking("jatre/api/previews");
  const asked = (submitted) => {
    submitted.preventDefault();
    const address = new FormData(submitted.target).get("address").trim();
    if (address) go({ address });
  };
  const form = h(
    "form",
    { onSubmit: asked },
    h(
      HStack,
      { gap: 2, maxW: "3xl" },
      h(Input, { name: "address", size: "sm", inputMode: "url", autoComplete: "off", placeholder: "Paste an address: what would it bring?", "aria-label": "Address of a page, calendar, feed or API" }),
      h(Button, { type: "submit", size: "sm", disabled: busy }, "Preview"),
    ),
  );
  return h(
    VStack,
    { align: "stretch", gap: 3 },
    form,
    trouble && h(Text, { role: "alert", color: "fg.error" }, trouble),
    id && h(Answer, { key: id, id, doing: "It is being read.", draw: (found) => h(Previewed, { found, preview: id, page }) }),
  );
}

// ---- what a preview shows

const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" };

function when({ startTime, timezone, dateOnly, occurrences }) {
  const clock = dateOnly ? {} : { hour: "2-digit", minute: "2-digit" };
  const more = occurrences.length > 1 && quiet(`+ ${occurrences.length - 1} more dates`);
  return h(Box, { fontSize: "sm" }, new Date(startTime).toLocaleString("en-GB", { timeZone: timezone, ...day, ...clock }), dateOnly && quiet("Time TBA"), more);
}

function price({ type, minimum, maximum, currency }) {
  if (minimum === null && maximum === null) return type ?? "";
  const span = minimum !== null && maximum !== null && minimum !== maximum ? `${minimum} to ${maximum}` : `${minimum ?? maximum}`;
  return type === "free" ? "free" : `${span} ${currency ?? ""}`;
}

const meeting = ({ meets, doubts, why }, page) =>
  h(
    VStack,
    { key: "meets", align: "start", gap: 0, minW: "2xs", maxW: "sm" },
    ...meets.map((one) => h(Box, { key: one.listing + one.source }, away(one.url, one.title ?? one.listing), quiet(`of ${one.name}`), one.why && words(one.why))),
    why && words(why),
    ...doubts.map((one) => h(Box, { key: one.event }, "nearly ", outside(`${page}/e/${one.event}`, one.title), quiet(one.why))),
  );

const eventCells = ({ event, hidden, ...others }, page) => [
  h(Box, { key: "what", minW: "2xs", maxW: "md" }, when(event), h(Text, { fontWeight: "semibold" }, away(event.source.url, event.title)), event.description && quiet(`${event.description.slice(0, 120)}${event.description.length > 120 ? "…" : ""}`)),
  h(Box, { key: "where" }, event.venue.name ?? event.venue.address ?? quiet("Place not known yet"), quiet(event.area)),
  event.category ?? "",
  price(event.pricing),
  hidden ? h(Box, { key: "shown" }, badge("no"), quiet(hidden)) : badge("yes"),
  meeting(others, page),
];

const fieldCells = ({ name, property, stated, in_text, missing, advice }) => [
  name,
  h("code", { key: "property" }, property),
  `${stated} of ${stated + in_text + missing}`,
  in_text,
  words(missing || in_text ? advice : ""),
];

const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
const part = (title, ...content) => h(Box, { key: title }, h(Heading, { size: "sm", mb: 1 }, title), ...content);

function Previewed({ found, preview, page }) {
  const { source, attempts, events, skipped, fields } = found;
  const tried = attempts.map(({ kind, reason }) => h(Text, { key: kind + reason, fontSize: "sm", color: "fg.muted" }, `Not as ${kind}: ${reason}`));
  if (!source) return h(VStack, { align: "stretch", gap: 2 }, h(Text, {}, "Nothing there is an event to come."), tried);
  const whole = found.complete ? "all that it lists" : "not all that it lists, so an absence will mean nothing";
  const heads = ["What", "Where", "Category", "Price", "On the page", "Meets"];
  return h(
    VStack,
    { align: "stretch", gap: 4, borderWidth: "1px", borderRadius: "md", p: 3 },
    h(Box, {}, h(Text, {}, `Read as ${source.kind}: ${counted(found.listings, "listing")}, ${counted(events.length + found.left_out, "event")}; ${whole}.`), tried, quiet(found.warnings.join(" · "))),
    found.read_by ? h(Text, {}, "The source ", h("strong", {}, found.read_by), " reads this already.") : h(Add, { preview, source }),
    table("What it would bring", heads, events.map((row) => ({ key: row.event.id, cells: eventCells(row, page) }))),
    found.left_out > 0 && quiet(`${found.left_out} more events are not shown here.`),
    found.unread > 0 && quiet(`${found.unread} records were not read: a preview reads so many.`),
    skipped.length > 0 && part("What would be skipped", table("What would be skipped", ["Listing", "Why"], skipped.map((row, key) => ({ key, cells: [words(row.listing), words(row.reason)] })))),
    found.more_skipped > 0 && quiet(`${found.more_skipped} more would be skipped.`),
    part("What its publisher could improve", table("What its publisher could improve", ["Part", "Field", "Stated", "Only in the text", "What to do"], fields.map((row) => ({ key: row.name, cells: fieldCells(row) })))),
  );
}

function Add({ preview, source }) {
  const [{ id, busy, trouble }, go] = useAsking("jatre/api/sources");
  const asked = (submitted) => {
    submitted.preventDefault();
    const form = new FormData(submitted.target);
    go({ preview, name: form.get("name").trim(), official: form.get("official") !== null });
  };
  if (id) return h(Answer, { id, doing: "It is added and read.", draw: (added) => h(Added, { added }) });
  return h(
    "form",
    { onSubmit: asked },
    h(
      HStack,
      { gap: 3, wrap: "wrap" },
      h(Input, { name: "name", size: "sm", maxW: "xs", required: true, maxLength: 100, defaultValue: source.name, "aria-label": "Name of the source" }),
      h("label", { style: { display: "flex", gap: "0.4rem", alignItems: "center" } }, h("input", { type: "checkbox", name: "official" }), h(Text, { fontSize: "sm" }, "It is the venue’s or organizer’s own")),
      h(Button, { type: "submit", size: "sm", disabled: busy }, "Add this source"),
      trouble && h(Text, { role: "alert", color: "fg.error" }, trouble),
    ),
  );
}

const Added = ({ added }) =>
  h(
    Text,
    { role: "status" },
    "Added as ",
    inside(`/dags/source_${added.source}`, added.source),
    added.trouble ? `, but it could not be read yet: ${added.trouble}` : `, with ${counted(added.new, "listing")}; its DAG is there within half a minute.`,
  );
