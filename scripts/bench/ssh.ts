import { z } from 'zod';
import { publicKeyLine } from '../../src/albatross/ssh/authorized-keys.ts';
import { Sshd } from '../../test/support/sshd.ts';
import { runChild, startChild } from './child.ts';
import { connectionOverSsh, connectionOverTls, type HostConnection } from './host-connection.ts';
import { inTurn } from './measure.ts';
import { measureMemory } from './memory.ts';
import type { BenchOptions, Row } from './row.ts';
import { sshForward } from './ssh-forward.ts';
import { createVolume, doorOf, type SshDoor, startWorld, type World } from './world.ts';

const mebibyte = 2 ** 20;
const commands = 200;
const millisecondsTold = z.object({ milliseconds: z.number() });

/** Commands, uploads and downloads over SSH to a host's sockets, by OpenSSH's own server. */
export async function benchSsh({ quick }: BenchOptions): Promise<Row[]> {
  await using sshd = await letIn();
  const ssh = doorOf(sshd);
  await using world = await startWorld({ hosts: 1, discardVolumes: true, ssh });
  const rounds = quick ? 2 : 7;
  const size = quick ? 64 : 512;
  return [
    await benchCommands(world, sshd, rounds),
    await benchUpload(world, ssh, {
      size,
      rounds,
      what: 'direct',
      query: '?direct=true',
      atLeast: 0.9,
    }),
    await benchUpload(world, ssh, { size, rounds, what: 'spooled', query: '', atLeast: 0.5 }),
    await benchDownload(world, ssh, { size, rounds }),
  ];
}

/** How the server's resident memory grows while large content passes through it, over SSH. */
export async function benchSshMemory({ quick }: BenchOptions): Promise<Row[]> {
  await using sshd = await letIn();
  await using world = await startWorld({ hosts: 1, discardVolumes: false, ssh: doorOf(sshd) });
  return await measureMemory(world, quick ? 256 : 2048, ' over SSH');
}

/** An sshd, and a key that it lets in. */
export async function letIn(): Promise<Sshd> {
  const sshd = await Sshd.start();
  await sshd.authorize(publicKeyLine(sshd.key));
  return sshd;
}

/** Commands a second to one emulated host, one after the other, after a first one. */
async function benchCommands(world: World, sshd: Sshd, rounds: number): Promise<Row> {
  const ask = async (connection: HostConnection) => {
    const options = { connection, commands };
    const { milliseconds } = await runChild('commands', options, millisecondsTold);
    return (commands / milliseconds) * 1000;
  };
  const { ours, bare, each } = await inTurn(
    rounds,
    () => ask(connectionOverSsh(world, sshd)),
    () => ask(connectionOverTls(world)),
  );
  return {
    what: `${commands} commands in a row over SSH to the daemons’ sockets`,
    figure: `${ours.toFixed(0)} a second`,
    against: `over TLS to the same emulated host, ${bare.toFixed(0)} a second`,
    measured: ours / bare,
    each,
    bound: { atLeast: 3 },
  };
}

interface Transfers {
  /** MiB. */
  readonly size: number;
  readonly rounds: number;
}

/** How a volume's content is sent, and what is wanted of that. */
interface Upload extends Transfers {
  readonly what: 'direct' | 'spooled';
  readonly query: string;
  readonly atLeast: number;
}

async function benchUpload(
  world: World,
  door: SshDoor,
  { size, rounds, what, query, atLeast }: Upload,
): Promise<Row> {
  const volume = await createVolume(world, what, size);
  await using far = await startChild('socket-sink', {}, z.string());
  await using forward = await sshForward(door, far.told);
  await using pipe = await startChild('bare-upload', { path: forward.path }, z.string());
  const send = async (url: string) => {
    const options = { url, token: world.token, octets: size * mebibyte, seed: 0 };
    return rateOf(size, await runChild('upload', options, millisecondsTold));
  };
  const { ours, bare, each } = await inTurn(
    rounds,
    () => send(`${volume}/data${query}`),
    () => send(pipe.told),
  );
  return {
    ...transferRow(ours, bare, each),
    bound: { atLeast },
    what: `${what} upload of ${size} MiB over SSH into a host that discards`,
    against: `a bare pipe of Node’s (HTTP, SHA-256) into \`ssh -L\`, ${bare.toFixed(0)} MiB/s`,
  };
}

async function benchDownload(
  world: World,
  door: SshDoor,
  { size, rounds }: Transfers,
): Promise<Row> {
  const volume = await createVolume(world, 'down', size);
  await using far = await startChild('socket-source', { octets: size * mebibyte }, z.string());
  await using forward = await sshForward(door, far.told);
  await using pipe = await startChild('bare-download', { path: forward.path }, z.string());
  const receive = async (url: string) => {
    const options = { url, token: world.token, hashed: false };
    return rateOf(size, await runChild('download', options, millisecondsTold));
  };
  const { ours, bare, each } = await inTurn(
    rounds,
    () => receive(`${volume}/data`),
    () => receive(pipe.told),
  );
  return {
    ...transferRow(ours, bare, each),
    what: `download of ${size} MiB over SSH, 4096 octets a message`,
    against: `the same octets from \`ssh -L\` through a bare pipe of Node’s (HTTP), ${bare.toFixed(0)} MiB/s`,
  };
}

const rateOf = (size: number, { milliseconds }: z.output<typeof millisecondsTold>) =>
  (size / milliseconds) * 1000;

const transferRow = (ours: number, bare: number, each: readonly number[]) => ({
  figure: `${ours.toFixed(0)} MiB/s`,
  measured: ours / bare,
  each,
  bound: { atLeast: 0.85 },
});
