// ws: the frame is encoded once, and written to every client's socket.
const { Sender, WebSocketServer } = require("ws");
const control = require("./control.js");

const [port, controlPort] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({ host: "127.0.0.1", port, backlog: 4096 });

control(controlPort, (line) => {
  const options = { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: true };
  const frame = Buffer.concat(Sender.frame(Buffer.from(line), options));
  for (const client of server.clients) client._socket.write(frame);
});
