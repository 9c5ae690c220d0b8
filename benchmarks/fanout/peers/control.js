// The control channel: one line, one message.
const net = require("node:net");

module.exports = (port, publish) =>
  net
    .createServer((socket) => {
      let rest = "";
      socket.setEncoding("utf8");
      socket.on("data", (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        lines.forEach(publish);
      });
      socket.on("error", () => {});
    })
    .listen(port, "127.0.0.1");
