// Jatre's views inside Airflow, with the libraries and components that Airflow offers to plugins. Texts of strangers
// only ever become text nodes. Airflow finds each view under its name (plugins/views.py).

const { React, ChakraUI, ReactRouterDOM } = globalThis;
const { Badge, Box, Button, Heading, HStack, Input, Link, Spinner, Table, Text, VStack } = ChakraUI;
const { createElement: h, useEffect, useState } = React;

const REFRESH = 60_000; // the health of all sources is worked out anew for each answer
const COLOURS = { healthy: "green", degraded: "orange", failing: "red", paused: "gray", success: "green", partial: "orange", failed: "red", running: "blue", set_aside: "orange", rejected: "red" };
const at = (path) => new URL(path, document.baseURI);

async function ask(path) {
  const response = await fetch(at(path), { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(response.status === 403 ? "You may not see this." : `Airflow answered ${response.status}.`);
  return response.json();
}

// What `ask` answers, kept fresh while the view is open: {answer, trouble}.
function useAnswer(load, key) {
  const [state, setState] = useState({});
  useEffect(() => {
    let here = true;
    const again = () =>
      document.hidden ||
      load().then(
        (answer) => here && setState({ answer }),
        (error) => here && setState((before) => ({ ...before, trouble: error.message })),
      );
    setState({});
    again();
    const timer = setInterval(again, REFRESH);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [key]);
  return state;
}

// ---- pieces

// The time zone that was chosen in Airflow's menu; else the browser's.
function zone() {
  try {
    const chosen = JSON.parse(localStorage.getItem("timezone")) ?? undefined;
    new Intl.DateTimeFormat("en", { timeZone: chosen });
    return chosen;
  } catch {
    return undefined;
  }
}

const inside = (to, text) => h(Link, { asChild: true, color: "fg.info" }, h(ReactRouterDOM.Link, { to }, text));
const outside = (href, text) => h(Link, { href, target: "_blank", rel: "noopener noreferrer", color: "fg.info" }, text);
const badge = (word) => word && h(Badge, { colorPalette: COLOURS[word] ?? "gray" }, word.replaceAll("_", " "));
const quiet = (text) => text && h(Text, { color: "fg.muted", fontSize: "sm" }, text);
const wall = (text) => new Date(text).toLocaleString("sv-SE", { timeZone: zone() });
const moment = (text) => (text ? h("time", { dateTime: text, title: text }, wall(text)) : "");
const words = (text) => h(Text, { key: "words", fontSize: "sm", minW: "2xs", maxW: "lg", lineClamp: 3, title: text }, text);
const runOf = ({ dag_id, run_id }, text) =>
  dag_id ? inside(`/dags/${encodeURIComponent(dag_id)}/runs/${encodeURIComponent(run_id)}`, text) : text;

// In a few words what went wrong, from a fetch's details.
function trouble(details) {
  if (!details) return "";
  const { error, message, alert, warnings = [], unreadable = [] } = details;
  const bad = unreadable.length && `${unreadable.length} unreadable: ${unreadable[0].reason}`;
  return [error && `${error}: ${message}`, alert, ...warnings, bad].filter(Boolean).join(" · ");
}

function table(caption, heads, rows) {
  const cell = (content, index) => h(Table.Cell, { key: index, verticalAlign: "top", ...(typeof content === "number" ? { textAlign: "end" } : {}) }, content);
  return h(
    Table.ScrollArea,
    { borderWidth: "1px", borderRadius: "md" },
    h(
      Table.Root,
      { size: "sm", "aria-label": caption },
      h(Table.Header, {}, h(Table.Row, {}, heads.map((head) => h(Table.ColumnHeader, { key: head, whiteSpace: "nowrap" }, head)))),
      h(Table.Body, {}, rows.map(({ key, cells }) => h(Table.Row, { key }, cells.map(cell)))),
    ),
  );
}

function view(title, about, { answer, trouble: bad }, draw, p = 4) {
  return h(
    VStack,
    { align: "stretch", gap: 4, p },
    h(Box, {}, h(Heading, { size: "md" }, title), quiet(about)),
    bad && h(Text, { role: "alert", color: "fg.error" }, `${bad} It is tried again.`),
    answer ? draw(answer) : !bad && h(Spinner, { "aria-label": "Loading" }),
  );
}

// ---- the sources

async function sourcesAndDags() {
  const [{ page, rows }, { dags }] = await Promise.all([ask("jatre/api/sources"), ask("api/v2/dags?tags=source&limit=1000")]);
  const known = new Map(dags.map((dag) => [dag.dag_id, dag]));
  return { page, rows: rows.map((row) => ({ ...row, dag: known.get(row.source_dag) })) };
}

function next({ dag, is_active }) {
  if (!dag) return quiet("no DAG yet");
  if (dag.is_paused || !is_active) return quiet("paused");
  return moment(dag.next_dagrun_run_after) || quiet("when started");
}

// One step of an operator: what is asked of the server, and its answer if it refuses, in the button.
function Step({ path, name, done }) {
  const [word, setWord] = useState(name);
  const take = async () => {
    const answer = await fetch(at(`jatre/api/sources/${path}`), { method: "POST" });
    setWord(answer.ok ? done : answer.status === 403 ? "You may not" : answer.status === 409 ? "Changed: look again" : `Refused (${answer.status})`);
  };
  return h(Button, { size: "xs", variant: "outline", onClick: take, disabled: word !== name }, word);
}

const steps = ({ slug, health }) => [
  health.state === "paused" && h(Step, { key: "resume", path: `${slug}/resume`, name: "Resume", done: "Resumed" }),
  health.removals_held > 0 &&
    h(Step, { key: `gone ${health.removals_held}`, path: `${slug}/removals?count=${health.removals_held}`, name: `Confirm that ${health.removals_held} are gone`, done: "Confirmed" }),
];

const share = (number) => (number === null || number === undefined ? "" : `${Math.round(number * 100)} %`);
const why = ({ health, refused }) => (refused ? [refused, ...health.reasons] : health.reasons).join(" · ");

const sourceCells = (row) => [
  h(Box, { key: "name" }, row.dag ? inside(`/dags/${row.source_dag}/plugin/fetches`, row.name) : row.name, quiet(row.kind)),
  h(HStack, { key: "health", wrap: "wrap" }, badge(row.health.state), steps(row)),
  words(why(row) || trouble(row.error_details)),
  h(HStack, { key: "state" }, badge(row.status ?? "never fetched"), row.failed_since > 1 && quiet(`${row.failed_since} times`)),
  row.started_at ? runOf(row, moment(row.started_at)) : "",
  moment(row.health.last_success_at),
  share(row.health.success_rate),
  row.health.not_modified ? "not modified" : row.records_found,
  row.records_new,
  row.records_changed,
  share(row.health.duplicates_share),
  row.waiting,
  row.set_aside,
  row.shown,
  next(row),
];

function Sources() {
  const { search } = ReactRouterDOM.useLocation();
  const event = new URLSearchParams(search).get("event");
  const state = useAnswer(sourcesAndDags, "sources");
  const heads = ["Source", "Health", "Why", "Last fetch", "When", "Last success", "Good", "Found", "New", "Changed", "Duplicates", "Waiting", "Set aside", "On the page", "Next run"];
  return view("Sources", "Where events come from, and how each source stands.", state, ({ page, rows }) => [
    h(Origin, { key: "origin", event }),
    h(Box, { key: "table" }, table("Sources", heads, rows.map((row) => ({ key: row.slug, cells: sourceCells(row) })))),
    h(Box, { key: "page" }, outside(page, "What’s on, as people see it")),
  ]);
}

// Where an event comes from: its address or id, and the runs that brought it.
function Origin({ event }) {
  const go = ReactRouterDOM.useNavigate();
  const asked = (submitted) => {
    submitted.preventDefault();
    const [id] = new FormData(submitted.target).get("event").match(/[0-9a-f-]{36}/i) ?? [""];
    go(id ? `?event=${id}` : "?");
  };
  const input = h(Input, { name: "event", size: "sm", maxW: "lg", defaultValue: event ?? "", placeholder: "Address or id of an event: where does it come from?", "aria-label": "Address or id of an event" });
  return h(VStack, { align: "stretch", gap: 4 }, h("form", { onSubmit: asked, key: event }, input), event && h(OriginRows, { event }));
}

function OriginRows({ event }) {
  const state = useAnswer(() => ask(`jatre/api/events/${encodeURIComponent(event)}`), event);
  const drawn = ({ page, rows }) => (rows.length ? listingTable(rows, page) : quiet("There is no such event."));
  return view("Where it comes from", "", state, drawn, 0);
}

// ---- the fetches of a DAG

function Fetches({ dagId }) {
  const state = useAnswer(() => ask(`jatre/api/dags/${encodeURIComponent(dagId)}/fetches`), dagId);
  const heads = ["Run", "Outcome", "Took", "Found", "New", "Changed", "Unchanged", "Absent", "Unreadable", "Trouble"];
  const cells = (row) => [
    runOf(row, moment(row.started_at)),
    h(HStack, { key: "outcome" }, badge(row.status), quiet(row.complete ? "all of it" : "")),
    row.completed_at ? `${((new Date(row.completed_at) - new Date(row.started_at)) / 1000).toFixed(1)} s` : "",
    row.records_found, row.records_new, row.records_changed, row.records_unchanged, row.records_absent, row.records_unreadable,
    words(trouble(row.error_details)),
  ];
  return view("Fetches", "One row per try, the newest first.", state, ({ rows }) =>
    rows.length ? table("Fetches", heads, rows.map((row) => ({ key: row.started_at, cells: cells(row) }))) : quiet("This DAG has fetched nothing."),
  );
}

// ---- the listings of a run

function listingTable(rows, page) {
  const cells = (row) => [
    row.shown ? outside(`${page}/e/${row.event_id}`, row.title) : row.title || row.external_id,
    row.slug,
    h(HStack, { key: "status" }, badge(row.status), row.stage !== "done" && quiet(`waits for ${row.stage}`)),
    words(row.why ?? ""),
    row.run_id ? runOf(row, moment(row.changed_at)) : moment(row.changed_at),
  ];
  const heads = ["Listing", "Source", "Status", "Why", "Brought"];
  return table("Listings", heads, rows.map((row) => ({ key: `${row.slug} ${row.external_id}`, cells: cells(row) })));
}

function Listings({ dagId, runId }) {
  const path = `jatre/api/dags/${encodeURIComponent(dagId)}/listings?${new URLSearchParams({ run_id: runId })}`;
  const state = useAnswer(() => ask(path), path);
  const about = "What this run found new or changed, and what became of it. What a later run has changed again is there.";
  return view("Listings", about, state, ({ page, rows }) => (rows.length ? listingTable(rows, page) : quiet("Nothing was new or changed.")));
}

Object.assign(globalThis, { Sources, Fetches, Listings });
