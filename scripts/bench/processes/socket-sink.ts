import { listenOnSocket } from './socket.ts';

/** Takes whatever comes over a unix socket, and closes when it is through. */
await listenOnSocket((socket) => {
  socket.on('error', () => {});
  socket.resume();
});
