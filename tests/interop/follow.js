// Follows events:all with a client that anybody may use, and prints each change as "cursor kind length-of-description".
// node follow.js <EventSource|WebSocket|ws> <url of the service> <file that exports the package ws>
const [kind, url, bundle] = process.argv.slice(2);
const KINDS = ["event:new", "event:updated", "event:cancelled", "event:removed"];
let cursor = "";

const print = (name, at, data) => console.log(at, name, (data.description ?? "").length);
const ready = () => console.log("subscribed");

function stream() {
  const source = new EventSource(`${url}/api/events/live`);
  for (const name of KINDS) {
    source.addEventListener(name, (event) => print(name, event.lastEventId, JSON.parse(event.data)));
  }
  source.addEventListener("subscribed", ready);
}

function socket(Socket) {
  const made = new Socket(`${url.replace("http", "ws")}/ws`);
  made.onopen = () => made.send(JSON.stringify({ type: "subscribe", rooms: ["events:all"], ...(cursor && { cursor }) }));
  made.onmessage = (message) => {
    const received = JSON.parse(message.data);
    cursor = received.cursor ?? cursor;
    if (received.type === "event") print(received.kind, received.cursor, received.data);
    if (received.type === "subscribed") ready();
  };
  made.onerror = () => {};
  made.onclose = () => setTimeout(socket, 100, Socket);
}

setInterval(() => {}, 1000); // between two connections node's EventSource would let the program end
if (kind === "EventSource") stream();
else socket(kind === "ws" ? require(bundle).ws : WebSocket);
