// socket.io over WebSocket alone; it encodes a packet once for all of a broadcast.
const { createServer } = require("node:http");
const { Server } = require("socket.io");
const control = require("./control.js");

const [port, controlPort] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
http.listen({ host: "127.0.0.1", port, backlog: 4096 });

control(controlPort, (line) => io.emit("event", JSON.parse(line)));
