// uWebSockets.js: its own publish and subscribe. npm has it only as others package it; this one carries its binaries.
const uws = require("@rjweb/uws");
const control = require("./control.js");

const [port, controlPort] = process.argv.slice(2).map(Number);
const app = uws.App();
app.ws("/*", { open: (socket) => socket.subscribe("live") });
app.listen("127.0.0.1", port, (listening) => listening || process.exit(1));

control(controlPort, (line) => app.publish("live", line));
