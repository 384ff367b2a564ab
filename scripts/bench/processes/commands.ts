import { z } from 'zod';
import { Host } from '../../../src/albatross/host/host.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { openTransport } from '../../../src/host-client/connection-settings/open-transport.ts';
import { HandshakeLimiter } from '../../../src/host-client/handshake-limiter.ts';
import { hostConnection } from '../host-connection.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Sends commands to a host, each after the answer to the one before, and tells how long it took. */
const { connection, commands } = z
  .object({ connection: hostConnection, commands: z.number() })
  .parse(optionsFromParent());

const handshakes = new HandshakeLimiter(systemTimer);
const host = new Host(openTransport(connection, { handshakes, clock: systemClock }));
await host.unikernels([]); // which connects, once for all where connections are kept
const begun = performance.now();
for (let sent = 0; sent < commands; sent++) await host.unikernels([]);
const milliseconds = performance.now() - begun;
await host.close();
tellParent({ milliseconds });
