// bun: its own publish and subscribe.
const control = require("./control.js");

const [port, controlPort] = process.argv.slice(2).map(Number);
const server = Bun.serve({
  hostname: "127.0.0.1",
  port,
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 426 })),
  websocket: { open: (socket) => socket.subscribe("live"), message() {} },
});

control(controlPort, (line) => server.publish("live", line));
