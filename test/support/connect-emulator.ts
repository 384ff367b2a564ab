import { parseCredentials } from '../../src/albatross/certificates/credentials.ts';
import type { HostLimits } from '../../src/albatross/host/limits.ts';
import { parseLabel } from '../../src/albatross/names.ts';
import { TlsTransport } from '../../src/albatross/tls/tls-transport.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Logger } from '../../src/base/log.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { ConnectedHost } from '../../src/host-client/connected-host.ts';
import type { ConsolePlaces } from '../../src/host-client/feeds/console-place.ts';
import type { StatsPlaces } from '../../src/host-client/feeds/stats-place.ts';
import { HandshakeLimiter } from '../../src/host-client/handshake-limiter.ts';

export interface ConnectDeps {
  readonly log: Logger;
  readonly clock: Clock;
  readonly statsPlaces?: StatsPlaces;
  readonly consolePlaces?: ConsolePlaces;
  /** Default: the system's. */
  readonly timer?: Timer;
  readonly limits?: Partial<HostLimits>;
}

/** An emulated host as the services see it, over TLS; `close` is the caller's. */
export function connectEmulator(
  emulator: Emulator,
  name: string,
  deps: ConnectDeps,
): ConnectedHost {
  const { clock } = deps;
  const { address, port, authority } = emulator;
  const { certificatePem, privateKeyPem } = authority;
  const credentials = parseCredentials(certificatePem, privateKeyPem, systemClock());
  const settings = { address, port, credentials, fingerprint: null, now: clock };
  return new ConnectedHost({
    id: name,
    name: parseLabel(name),
    transport: (connectLimiter) => new TlsTransport({ ...settings, connectLimiter }),
    handshakes: new HandshakeLimiter(systemTimer),
    timer: systemTimer,
    ...deps,
    locks: new LocalLocks(systemTimer),
    random: Math.random,
  });
}
