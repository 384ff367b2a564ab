import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Sshd } from '../../test/support/sshd.ts';
import { Api } from '../demo/api.ts';
import { type Child, startChild } from './child.ts';
import { benchPolicy } from './fixtures.ts';

/** A server and emulated hosts, each in processes of their own, with an account and a token. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  /** A signed-in administrator, and the id of the account. */
  readonly api: Api;
  readonly account: string;
  /** A program with its rights. */
  readonly administrator: Api;
  readonly server: Child<string>;
  readonly emulators: Child<Emulators>;
}

export const emulatorsTold = z.object({
  authority: z.object({ certificatePem: z.string(), privateKeyPem: z.string() }),
  ports: z.array(z.number()),
  folders: z.array(z.string()),
});
export type Emulators = z.output<typeof emulatorsTold>;

export interface WorldOptions {
  readonly hosts: number;
  /** Whether volumes have no content, so that the host's disk is not what is measured. */
  readonly discardVolumes: boolean;
  /** Where the hosts let in that are reached over SSH, by their daemons' sockets; else over TLS. */
  readonly ssh?: SshDoor;
  /** Settings of the server that are other than the standard. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** An sshd, and the key that it lets in. */
export interface SshDoor {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly privateKey: string;
  readonly hostKey: string;
}

/** The way in that a test's sshd gives. */
export function doorOf({ login: { address, port, user, key, hostKey } }: Sshd): SshDoor {
  return { address, port, user, privateKey: key.privateKey, hostKey: hostKey.fingerprint };
}

/** Starts one; the hosts are named `host-0`, `host-1`, …, and the account may use all of them. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { hosts, discardVolumes, settings, ssh } = options;
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-'));
  starting.defer(() => rm(folder, { recursive: true, force: true }));
  const emulators = starting.use(
    await startChild(
      'emulators',
      { folder, count: hosts, discardVolumes, sockets: ssh !== undefined },
      emulatorsTold,
    ),
  );
  const own = {
    ...{ FULMAR_DATA: join(folder, 'server'), FULMAR_PORT: '0' },
    FULMAR_ACCOUNT_CHANGES: '10000000',
  };
  const server = starting.use(await startChild('server', { ...own, ...settings }, z.string()));
  const api = new Api(server.told);
  const account = await signUp(api);
  const administrator = await makeAdministrator(api, server.told);
  for (const index of emulators.told.ports.keys()) {
    const way = ssh ? overSsh(emulators.told, index, ssh) : overTls(emulators.told, index);
    // All of them have one key.
    await putHost(administrator, `host-${index}`, { ...way, allowDuplicate: true }, account);
  }
  const scopes = ['unikernels:write', 'volumes:write', 'hosts:read'];
  const { secret } = await api.send('POST', '/tokens', {
    name: 'bench',
    scopes,
    hourlyLimit: 1_000_000,
  });
  const running = starting.move();
  return {
    url: server.told,
    token: `${secret}`,
    api,
    account,
    administrator,
    server,
    emulators,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Whose world it is. */
export const benchAccount = {
  name: 'bench',
  email: 'bench@example.org',
  password: 'no secret at all',
} as const;

/** Signs the first account up and in; gives its id. */
export async function signUp(api: Api): Promise<string> {
  const { email, password } = benchAccount;
  const { id } = await api.send('POST', '/accounts', benchAccount);
  await api.send('POST', '/session', { email, password });
  return `${id}`;
}

/** A program that may do more in an hour than a person. */
export async function makeAdministrator(api: Api, url: string): Promise<Api> {
  const wanted = { name: 'administrator', scopes: ['admin'], hourlyLimit: 1_000_000 };
  const { secret } = await api.send('POST', '/tokens', wanted);
  return new Api(url, `${secret}`);
}

export function overTls({ authority, ports }: Emulators, index: number): object {
  const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
  return { transport: 'tls', address: '127.0.0.1', port: ports[index], certificate, privateKey };
}

export function overSsh({ folders }: Emulators, index: number, door: SshDoor): object {
  return { transport: 'ssh', ...door, target: { type: 'sockets', path: folders[index] } };
}

/** Adds a host, with a policy for the account, whose address begins with `collection`: that of version 0.1 is `users`. */
export async function putHost(
  api: Api,
  name: string,
  way: object,
  account: string,
  collection: 'accounts' | 'users' = 'accounts',
): Promise<void> {
  await api.send('POST', '/hosts', { name, ...way });
  const { unikernels, memory, block: storage, cpuids, bridges } = benchPolicy;
  const policy = { unikernels, memory, storage, cpuids, bridges };
  await api.send('PUT', `/${collection}/${account}/policies/${name}`, policy);
}

/** Adds one more that is reached at the address of the emulated host of this index, over TLS. */
export async function addHost(
  { administrator, account, emulators }: World,
  name: string,
  index: number,
): Promise<void> {
  const way = { ...overTls(emulators.told, index), allowDuplicate: true };
  await putHost(administrator, name, way, account);
}

/** Makes a volume of so many MiB on the first host; gives its address. */
export async function createVolume(world: World, name: string, size: number): Promise<string> {
  await world.api.send('POST', '/hosts/host-0/volumes', { name, size });
  return `${world.url}/api/v1/hosts/host-0/volumes/${name}`;
}
