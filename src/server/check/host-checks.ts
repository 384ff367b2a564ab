import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { StoredHost } from '../../host-client/entity.ts';
import type { HostRegistry } from '../../host-client/host-registry.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import { clockWarnings, hostWarnings } from '../../hosts/host-warnings.ts';
import { certificatesOf, expectCurrent } from './certificates.ts';
import { type Check, Wrong } from './finding.ts';

interface HostCheckDeps {
  readonly database: Database;
  readonly hosts: HostRegistry;
  readonly clock: Clock;
}

/** Milliseconds that a host is waited for. */
const patience = 15_000;

/** Asks every host: whether it answers, and takes the certificate. */
export function hostChecks({ database, hosts, clock }: HostCheckDeps): readonly Check[] {
  return hosts.all().map((host) => [
    `host ${host.name}`,
    async (signal) => {
      const said = await checkHost(host, signal);
      const stored = await database.em().findOne(StoredHost, { id: host.id });
      const advice = 'Give the host a new certificate and key, on its page.';
      for (const { validToDate } of certificatesOf(stored?.certificate ?? '')) {
        expectCurrent('The certificate for it', validToDate, clock(), advice);
      }
      const { presented } = host;
      if (presented) {
        expectCurrent('The certificate that it presents', presented.validToDate, clock(), ofHost);
      }
      const [warning] = stored ? hostWarnings(stored) : [];
      if (warning) throw new Wrong(warning, advice);
      return said;
    },
  ]);
}

const ofHost =
  'Have the host’s CA issue it a new one; with a new key, confirm that on the page of the host.';

async function checkHost(host: ManagedHost, signal: AbortSignal): Promise<string> {
  await host.check(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  const { state, reason, message } = host.health;
  const [off] = clockWarnings(host.clock);
  if (off) throw new Wrong(off, setClocks);
  if (state === 'online') return 'it answers, and takes our certificates';
  const detail = `It is degraded (${reason}): ${message ?? 'it does not answer'}`;
  throw new Wrong(detail, advices[`${reason}`] ?? 'See the page of the host.');
}

const setClocks =
  'Have the clocks of both machines set by NTP, as with `timedatectl set-ntp true`.';

const advices: Readonly<Record<string, string>> = {
  clock: setClocks,
  network: 'See whether the host runs, and whether its port can be reached from here.',
  certificate: 'See the page of the host: its key is another one than before.',
  credentials: 'Give the host its certificate and key again, on its page.',
  incompatible: 'See which releases of albatross can be used.',
};
