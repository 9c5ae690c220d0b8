// Jatre's views inside Airflow, with the libraries and components that Airflow offers to plugins. Airflow finds each
// view under its name (plugins/views.py). The other scripts are asked for with this one's version.

const beside = (name) => import(`./${name}${new URL(import.meta.url).search}`);
const { ask, badge, Box, Button, h, HStack, inside, moment, outside, quiet, runOf, send, table, Text, trouble, useAnswer, useState, view, words } = await beside("pieces.js");
const { Paste } = await beside("paste.js");
const { Held, Why } = await beside("why.js");

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
  const take = () => send(`jatre/api/sources/${path}`).then(() => setWord(done), (error) => setWord(error.message));
  return h(Button, { size: "xs", variant: "outline", onClick: take, disabled: word !== name }, word);
}

// A button that shows more.
function Shown({ name, draw }) {
  const [open, setOpen] = useState(false);
  return h(Box, {}, h(Button, { size: "xs", variant: "outline", "aria-expanded": open, onClick: () => setOpen(!open) }, name), open && draw());
}

const steps = ({ slug, kind, health }) => [
  kind === "webhook" && h(Shown, { key: "secret", name: "Its secret", draw: () => h(Text, { fontSize: "sm" }, "A new one, or one in place of the old, which is taken too until the sender has changed: ", h("code", {}, `make webhook-secret SOURCE=${slug}`)) }),
  health.state === "paused" && h(Step, { key: "resume", path: `${slug}/resume`, name: "Resume", done: "Resumed" }),
  health.removals_held > 0 &&
    h(Shown, { key: "held", name: `What ${health.removals_held} are held`, draw: () => h(Held, { slug }) }),
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
  const state = useAnswer(sourcesAndDags, "sources");
  const heads = ["Source", "Health", "Why", "Last fetch", "When", "Last success", "Good", "Found", "New", "Changed", "Duplicates", "Waiting", "Set aside", "On the page", "Next run"];
  return view("Sources", "Where events come from, and how each source stands.", state, ({ page, rows }) => [
    h(Paste, { key: "paste", page }),
    h(Why, { key: "why" }),
    h(Box, { key: "table" }, table("Sources", heads, rows.map((row) => ({ key: row.slug, cells: sourceCells(row) })))),
    h(Box, { key: "page" }, outside(page, "What’s on, as people see it")),
  ]);
}

// ---- the fetches of a DAG

function Fetches({ dagId }) {
  const state = useAnswer(() => ask(`jatre/api/dags/${encodeURIComponent(dagId)}/fetches`), dagId);
  const heads = ["Run", "Outcome", "Took", "Found", "New", "Changed", "Unchanged", "Absent", "Unreadable", "Processed", "Approved", "Trouble"];
  const cells = (row) => [
    runOf(row, moment(row.started_at)),
    h(HStack, { key: "outcome" }, badge(row.status), quiet(row.reread_of ? "out of the archive" : row.complete ? "all of it" : "")),
    row.completed_at ? `${((new Date(row.completed_at) - new Date(row.started_at)) / 1000).toFixed(1)} s` : "",
    row.records_found, row.records_new, row.records_changed, row.records_unchanged, row.records_absent, row.records_unreadable,
    row.events_processed, row.events_approved,
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

// ---- the console of moderators, in a frame

// What the console needs, and no more: it may neither lead Airflow's own page elsewhere nor read it.
const LEAVE = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";
const FRAME = { border: "none", width: "100%", height: "calc(100vh - 6rem)" };

function Moderation() {
  const state = useAnswer(() => ask("jatre/api/page"), "page");
  return view("", "", state, ({ page }) => [
    h("iframe", { key: "console", src: `${page}/admin`, title: "Moderation", sandbox: LEAVE, style: FRAME }),
    h(Box, { key: "tab" }, outside(`${page}/admin`, "In a tab of its own")),
  ], 2);
}

Object.assign(globalThis, { Sources, Moderation, Fetches, Listings });
