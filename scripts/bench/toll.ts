import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { publicKeyLine } from '../../src/albatross/ssh/authorized-keys.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { Cluster } from '../../test/support/shared/cluster.ts';
import { Sshd } from '../../test/support/sshd.ts';
import { startChild } from './child.ts';
import { connectionOverSsh, connectionOverTls } from './host-connection.ts';
import { allInTurn } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { doorOf, startWorld, type World } from './world.ts';

/** Of the image: a small unikernel. */
const octets = 110_000;

const cycleTold = z.array(z.tuple([z.string(), z.number()]));

interface TollOptions extends BenchOptions {
  readonly transport: 'tls' | 'ssh';
  readonly postgresql?: boolean;
}

/**
 * What a change costs, from the request's last octet to its answer, against the bare command by the
 * same client to the same host.
 */
export async function benchToll(options: TollOptions): Promise<Row[]> {
  const { quick, transport, postgresql = false } = options;
  await using stack = new AsyncDisposableStack();
  const sshd = transport === 'ssh' ? stack.use(await letIn()) : null;
  const settings: Record<string, string> = {};
  if (postgresql) {
    settings.FULMAR_DATABASE_URL = await startDatabase(stack);
    settings.FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
  }
  const ssh = sshd && { ssh: doorOf(sshd) };
  const world = stack.use(await startWorld({ hosts: 1, discardVolumes: false, settings, ...ssh }));
  const connection = sshd ? connectionOverSsh(world, sshd) : connectionOverTls(world);
  const bare = stack.use(await startChild('host-commands', { connection, octets }, z.string()));
  const agent = new Agent({ keepAlive: true });
  stack.defer(() => agent.destroy());
  const figures = await allInTurn(
    quick ? 5 : 20,
    () => cycle(world, agent),
    async () => new Map(cycleTold.parse(await bare.ask('cycle'))),
  );
  const where = `${transport === 'ssh' ? 'SSH' : 'TLS'}, ${postgresql ? 'PostgreSQL' : 'SQLite'}`;
  return [...figures].map(([name, { ours, bare: other, each }]) => ({
    what: `the toll of a change: ${name} (${where})`,
    figure: `${ours.toFixed(1)} ms`,
    against: `${other.toFixed(1)} ms for the bare command`,
    measured: ours / other,
    each,
    bound: { atMost: postgresql ? 1.5 : 1.3 },
  }));
}

async function letIn(): Promise<Sshd> {
  const sshd = await Sshd.start();
  await sshd.authorize(publicKeyLine(sshd.key));
  return sshd;
}

async function startDatabase(stack: AsyncDisposableStack): Promise<string> {
  const cluster = await Cluster.start();
  stack.defer(() => cluster.stop());
  return await cluster.createDatabase();
}

type Step = readonly [name: string, method: string, path: string, form?: FormData];

const image = () => new Blob([new Uint8Array(sampleImage({ padTo: octets }))]);

function form(parts: Readonly<Record<string, unknown>>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.set(name, JSON.stringify(value));
  body.set('image', image(), 'image');
  return body;
}

const steps = (): readonly Step[] => [
  ['create', 'POST', 'unikernels', form({ config: { name: 'ours' } })],
  ['restart', 'POST', 'unikernels/ours/restart'],
  ['update', 'POST', 'unikernels/ours/update', form({})],
  ['stop', 'POST', 'unikernels/ours/stop'],
  ['start', 'POST', 'unikernels/ours/start'],
  ['destroy', 'DELETE', 'unikernels/ours'],
];

/** Milliseconds of each change, one after the other. */
async function cycle(world: World, agent: Agent): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const [name, method, path, body] of steps()) {
    await world.api.send('GET', '/hosts/host-0/unikernels'); // a look that is at most 5 s old serves
    const octetsOf = body && new Response(body);
    const type = octetsOf?.headers.get('content-type') ?? null;
    const content = octetsOf ? Buffer.from(await octetsOf.arrayBuffer()) : null;
    times.set(name, await change(world, agent, { method, path, type, content }));
  }
  const type = 'application/json';
  const content = Buffer.from(JSON.stringify({ name: 'ours-data', size: 1 }));
  const made = { method: 'POST', path: 'volumes', type, content };
  times.set('create a volume', await change(world, agent, made));
  const gone = { method: 'DELETE', path: 'volumes/ours-data', type: null, content: null };
  times.set('delete a volume', await change(world, agent, gone));
  return times;
}

interface Change {
  readonly method: string;
  readonly path: string;
  readonly type: string | null;
  readonly content: Buffer | null;
}

/** Milliseconds from the last octet of the request to the end of the answer. */
async function change({ url, token }: World, agent: Agent, asked: Change): Promise<number> {
  const { method, path, type, content } = asked;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-length': content?.length ?? 0,
    ...(type !== null && { 'content-type': type }),
  };
  const sent = request(`${url}/api/v1/hosts/host-0/${path}`, { method, headers, agent });
  const answered = once(sent, 'response');
  let begun = performance.now();
  sent.end(content, () => {
    begun = performance.now();
  });
  const [answer] = await answered;
  const body = await text(answer);
  const milliseconds = performance.now() - begun;
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${body}`);
  return milliseconds;
}
