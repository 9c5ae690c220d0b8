// Why a listing is what it is: found by its address, id or title, with what was decided of it and how its score adds up.

const { ask, badge, Box, Button, h, HStack, Input, moment, outside, quiet, runOf, table, Text, useAnswer, useLocation, useNavigate, useState, view, VStack, words } = await import(`./pieces.js${new URL(import.meta.url).search}`);

const signed = (odds) => (odds < 0 ? `−${Math.abs(odds).toFixed(2)}` : `+${odds.toFixed(2)}`);
const percent = (probability) => `${(100 * probability).toFixed(1)} %`;
const figures = { fontVariantNumeric: "tabular-nums", textAlign: "end", whiteSpace: "nowrap" };

// The waterfall of one match: log-odds that add up, one line each.
function Match({ match, page }) {
  const [open, setOpen] = useState(false);
  const steps = match.steps.map(({ words: what, odds, sum }) => h("tr", { key: what }, h("td", { style: { ...figures, paddingInlineEnd: "0.6rem" } }, signed(odds)), h("td", { style: { paddingInlineEnd: "1rem" } }, what), h("td", { style: figures }, signed(sum))));
  const last = match.steps.at(-1);
  return h(
    Box,
    {},
    h(Text, { fontSize: "sm" }, `${match.verdict}: `, outside(`${page}/e/${match.event}`, match.title), ` (${match.other}), score ${match.score}`),
    last && h(Button, { size: "xs", variant: "plain", p: 0, h: "auto", "aria-expanded": open, onClick: () => setOpen(!open) }, open ? "Hide how it adds up" : `How it adds up to ${percent(last.probability)}`),
    open && h("table", { style: { fontSize: "0.85em" } }, h("tbody", {}, steps)),
  );
}

const decision = ({ kind, by, at, reason, revoked }) => h(Text, { key: at, fontSize: "sm" }, `${kind} by ${by}${revoked ? ", revoked" : ""}`, reason && quiet(reason));

function listingCells(row, page) {
  const title = row.title || row.external_id;
  return [
    h(Box, { key: "title", minW: "2xs" }, row.shown ? outside(`${page}/e/${row.event_id}`, title) : title, quiet(row.external_id)),
    row.slug,
    h(HStack, { key: "status", wrap: "wrap" }, badge(row.status), row.stage !== "done" && quiet(`waits for ${row.stage}`), row.gone_at && badge("gone")),
    h(VStack, { key: "why", align: "start", gap: 1 }, words(row.why ?? ""), ...row.decisions.map(decision)),
    h(VStack, { key: "matches", align: "start", gap: 2, minW: "xs" }, ...row.matches.map((match) => h(Match, { key: match.event + match.other, match, page }))),
    row.run_id ? runOf(row, moment(row.changed_at)) : moment(row.changed_at),
  ];
}

function Listings({ asked }) {
  const state = useAnswer(() => ask(`jatre/api/why?${new URLSearchParams({ asked })}`), asked);
  const heads = ["Listing", "Source", "Status", "Why", "How it was matched", "Brought"];
  const drawn = ({ page, rows }) =>
    rows.length ? table("Listings", heads, rows.map((row) => ({ key: `${row.slug} ${row.external_id}`, cells: listingCells(row, page) }))) : quiet("No listing is called that.");
  return view("Where it comes from, and why it is what it is", "", state, drawn, 0);
}

// The question stands in the view's address, so that it can be passed on.
export function Why() {
  const { search } = useLocation();
  const go = useNavigate();
  const given = new URLSearchParams(search);
  const asked = given.get("why") ?? given.get("event");
  const submit = (submitted) => {
    submitted.preventDefault();
    const why = new FormData(submitted.target).get("why").trim();
    go(why ? `?${new URLSearchParams({ why })}` : "?");
  };
  const input = h(Input, { name: "why", size: "sm", maxW: "3xl", defaultValue: asked ?? "", placeholder: "Address, id or title: where does it come from, why is it what it is?", "aria-label": "Address, id or title of an event or a listing" });
  return h(VStack, { align: "stretch", gap: 4 }, h("form", { onSubmit: submit, key: asked }, input), asked && h(Listings, { asked }));
}

// What the guard of absences holds of a source, before anybody confirms that it is gone.
export function Held({ slug }) {
  const state = useAnswer(() => ask(`jatre/api/sources/${encodeURIComponent(slug)}/removals`), slug);
  const cells = (row) => [words(row.title ?? row.external_id), row.local_dates.join(", "), row.absent_runs];
  return view("", "", state, ({ rows }) => table("What is held", ["No longer listed", "On", "Times absent"], rows.map((row) => ({ key: row.external_id, cells: cells(row) }))), 0);
}
