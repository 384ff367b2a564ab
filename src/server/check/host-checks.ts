import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { StoredHost, type transports } from '../../host-client/entity.ts';
import type { DegradedReason } from '../../host-client/error-meanings.ts';
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

/** Asks every host: whether it answers, and takes the certificate, or the key. */
export function hostChecks({ database, hosts, clock }: HostCheckDeps): readonly Check[] {
  return hosts.all().map((host) => [
    `host ${host.name}`,
    async (signal) => {
      const stored = await database.em().findOne(StoredHost, { id: host.id });
      if (!stored) return null; // removed meanwhile
      const said = await checkHost(host, stored.transport, signal);
      for (const { validToDate } of certificatesOf(stored.certificate ?? '')) {
        expectCurrent('The certificate for it', validToDate, clock(), newCertificate);
      }
      const { presented } = host;
      if (presented) {
        expectCurrent('The certificate that it presents', presented.validToDate, clock(), ofHost);
      }
      const [warning] = hostWarnings(stored);
      if (warning) throw new Wrong(warning, newCertificate);
      return said;
    },
  ]);
}

const newCertificate = 'Give the host a new certificate and key, on its page.';

const ofHost =
  'Have the host’s CA issue it a new one; with a new key, confirm that on the page of the host.';

async function checkHost(
  host: ManagedHost,
  transport: Transport,
  signal: AbortSignal,
): Promise<string> {
  await host.check(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  const { state, reason, message } = host.health;
  const [off] = clockWarnings(host.clock);
  if (off) throw new Wrong(off, setClocks);
  if (state === 'online') return `it answers, and takes our ${taken[transport]}`;
  const detail = `It is degraded (${reason}): ${message ?? 'it does not answer'}`;
  throw new Wrong(detail, reason ? advices[transport][reason] : 'See the page of the host.');
}

type Transport = (typeof transports)[number];

const taken = { tls: 'certificates', ssh: 'key' } satisfies Record<Transport, string>;

const setClocks =
  'Have the clocks of both machines set by NTP, as with `timedatectl set-ntp true`.';

const overTls = {
  clock: setClocks,
  network: 'See whether the host runs, and whether its port can be reached from here.',
  certificate: 'See the page of the host: its key is another one than before.',
  'host-key': 'See the page of the host: its key is another one than before.',
  credentials: 'Give the host its certificate and key again, on its page.',
  forwarding: 'See whether albatross’s daemons run on the host.',
  incompatible: 'See which releases of albatross can be used.',
} satisfies Record<DegradedReason, string>;

const advices = {
  tls: overTls,
  ssh: {
    ...overTls,
    network:
      'See whether the host runs, and whether the port of its sshd can be reached from here.',
    'host-key':
      'Compare the key with what `ssh-keygen -l` says on the host, then confirm it on the page of the host.',
    credentials:
      'See whether the line that the page of the host shows is in authorized_keys of the user there, as it stands.',
    forwarding:
      'See whether sshd_config and the line in authorized_keys of the user there allow forwarding to albatross’s ' +
      'sockets, and whether the user may open them; docs/hosts-over-ssh.md says how.',
  },
} satisfies Record<Transport, Record<DegradedReason, string>>;
