// What Jatre's views inside Airflow are made of. Texts of strangers only ever become text nodes, and an address of
// theirs a link only where it is one of the web.

const { React, ChakraUI, ReactRouterDOM } = globalThis;
export const { Badge, Box, Button, Heading, HStack, Input, Link, Spinner, Table, Text, VStack } = ChakraUI;
export const { createElement: h, useEffect, useState } = React;
export const { useLocation, useNavigate } = ReactRouterDOM;

const REFRESH = 60_000; // the health of all sources is worked out anew for each answer
const COLOURS = { healthy: "green", degraded: "orange", failing: "red", paused: "gray", success: "green", partial: "orange", failed: "red", waiting: "gray", done: "green", running: "blue", set_aside: "orange", rejected: "red" };
export const at = (path) => new URL(path, document.baseURI);

export async function ask(path) {
  const response = await fetch(at(path), { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(response.status === 403 ? "You may not see this." : `Airflow answered ${response.status}.`);
  return response.json();
}

// One step of an operator: what is asked of the server; its answer, or an error that gives the reason.
export async function send(path, document) {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const response = await fetch(at(path), { method: "POST", headers, body: JSON.stringify(document ?? {}) });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const detail = typeof answer.detail === "string" ? answer.detail : `Airflow answered ${response.status}.`;
  throw new Error(response.status === 403 ? "You may not do this." : detail);
}

// What `ask` answers, kept fresh while the view is open: {answer, trouble}.
export function useAnswer(load, key) {
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

export const inside = (to, text) => h(Link, { asChild: true, color: "fg.info" }, h(ReactRouterDOM.Link, { to }, text));
export const outside = (href, text) => h(Link, { href, target: "_blank", rel: "noopener noreferrer", color: "fg.info" }, text);
export const badge = (word) => word && h(Badge, { colorPalette: COLOURS[word] ?? "gray" }, word.replaceAll("_", " "));
export const quiet = (text) => text && h(Text, { color: "fg.muted", fontSize: "sm" }, text);
const wall = (text) => new Date(text).toLocaleString("sv-SE", { timeZone: zone() });
export const moment = (text) => (text ? h("time", { dateTime: text, title: text }, wall(text)) : "");
export const words = (text) => h(Text, { key: "words", fontSize: "sm", minW: "2xs", maxW: "lg", lineClamp: 3, title: text }, text);
export const runOf = ({ dag_id, run_id }, text) =>
  dag_id ? inside(`/dags/${encodeURIComponent(dag_id)}/runs/${encodeURIComponent(run_id)}`, text) : text;

export const away = (url, text) => (/^https?:\/\//i.test(url ?? "") ? outside(url, text) : text);

// In a few words what went wrong, from a fetch's details.
export function trouble(details) {
  if (!details) return "";
  const { error, message, alert, warnings = [], unreadable = [] } = details;
  const bad = unreadable.length && `${unreadable.length} unreadable: ${unreadable[0].reason}`;
  return [error && `${error}: ${message}`, alert, ...warnings, bad].filter(Boolean).join(" · ");
}

export function table(caption, heads, rows) {
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

export function view(title, about, { answer, trouble: bad }, draw, p = 4) {
  return h(
    VStack,
    { align: "stretch", gap: 4, p },
    title && h(Box, {}, h(Heading, { size: "md" }, title), quiet(about)),
    bad && h(Text, { role: "alert", color: "fg.error" }, `${bad} It is tried again.`),
    answer ? draw(answer) : !bad && h(Spinner, { "aria-label": "Loading" }),
  );
}
