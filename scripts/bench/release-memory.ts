import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Sshd } from '../../test/support/sshd.ts';
import { Api } from '../demo/api.ts';
import { startChild } from './child.ts';
import { download, upload } from './memory.ts';
import { makeRelease, type Program, type StartedProgram, startProgram } from './released.ts';
import { resident, residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { letIn } from './ssh.ts';
import {
  doorOf,
  type Emulators,
  emulatorsTold,
  makeAdministrator,
  overSsh,
  overTls,
  putHost,
  signUp,
} from './world.ts';

/** The one emulated host, by the names under which the server reaches it over TLS and over SSH. */
const ways = ['tls', 'ssh'] as const;

/** Milliseconds in which a server comes to rest. */
const rest = 60_000;

/**
 * The resident memory of a release with SQLite and one emulated host: a minute after its start, while volumes pass
 * through it over TLS and over SSH, and a minute after that.
 */
export async function benchReleaseMemory({ quick }: BenchOptions): Promise<Row[]> {
  await using held = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-release-'));
  held.defer(() => rm(folder, { recursive: true, force: true }));
  const release = await makeRelease(folder);
  const sshd = held.use(await letIn());
  const hosts = { folder, count: 1, discardVolumes: false, sockets: true };
  const emulators = held.use(await startChild('emulators', hosts, emulatorsTold));
  const data = join(folder, 'data');
  const [rounds, size, pause] = quick ? [4, 64, 5_000] : [20, 256, rest];
  const token = await furnish(release, data, { emulators: emulators.told, sshd, size });
  await using server = await startProgram(release, data);
  await setTimeout(pause);
  const atRest = await resident(server.pid);
  const { peak } = await residentDuring(server.pid, () => moveAll(server, token, rounds, size));
  await setTimeout(pause);
  const after = await resident(server.pid);
  const what = `${rounds} volumes of ${size} MiB up and down, over TLS and SSH in turn`;
  const against = `${atRest.toFixed(0)} MiB at rest`;
  return [
    {
      what: 'memory of a release, SQLite, one host: a minute after its start',
      figure: `${atRest.toFixed(0)} MiB`,
      against: 'nothing',
      ...{ measured: atRest * mebibyteInMb, unit: 'MB', bound: { atMost: 130 } },
    },
    {
      what: `the same while it has ${what}`,
      figure: `${peak.toFixed(0)} MiB at its peak`,
      ...{ against, measured: peak - atRest, unit: 'MiB', bound: { atMost: 128 } },
    },
    {
      what: 'the same a minute later',
      figure: `${after.toFixed(0)} MiB`,
      ...{ against, measured: after - atRest, unit: 'MiB', bound: { atMost: 64 } },
    },
  ];
}

const mebibyteInMb = 2 ** 20 / 1e6;

/** An emulated host, an sshd that leads to it, and MiB of its volumes. */
interface Furniture {
  readonly emulators: Emulators;
  readonly sshd: Sshd;
  readonly size: number;
}

/** Signs up, adds the host by both ways with a volume on it, and ends; gives a token for it. */
async function furnish(
  release: Program,
  data: string,
  { emulators, sshd, size }: Furniture,
): Promise<string> {
  await using server = await startProgram(release, data);
  const api = new Api(server.url);
  const account = await signUp(api);
  const administrator = await makeAdministrator(api, server.url);
  await putHost(administrator, 'tls', overTls(emulators, 0), account);
  await putHost(administrator, 'ssh', overSsh(emulators, 0, doorOf(sshd)), account);
  for (const way of ways) await api.send('POST', '/hosts/tls/volumes', { name: way, size });
  const wanted = { name: 'bench', scopes: ['volumes:write', 'hosts:read'], hourlyLimit: 10_000 };
  return `${(await api.send('POST', '/tokens', wanted)).secret}`;
}

/** Up and down, spooled and direct, over both ways, one after the other. */
async function moveAll(
  { url }: StartedProgram,
  token: string,
  rounds: number,
  size: number,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const way = ways[round % 2] ?? 'tls';
    const address = `${url}/api/v1/hosts/${way}/volumes/${way}/data`;
    const query = round % 4 < 2 ? '' : '?direct=true';
    await upload({ token }, `${address}${query}`, size, round);
    await download({ token }, address, size, round);
  }
}
