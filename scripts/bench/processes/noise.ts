import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { constants, getPriority, setPriority } from 'node:os';
import { z } from 'zod';
import { type Ask, attacks } from '../attacks.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/**
 * One account without rights does its worst until the parent has no more use for it; tells how many of
 * which answers it got when it is asked. It runs with what processor time the others leave, as if it came
 * from another machine: what the server is late is then the server's own.
 */
const options = z
  .object({
    url: z.url(),
    cookie: z.string(),
    token: z.string(),
    spent: z.string(),
    address: z.string(),
    attacks: z.array(z.string()),
  })
  .parse(optionsFromParent());
/** How much less of the processors it gets where the others want them, too: a tenth. */
const lower = 10;
setPriority(Math.min(constants.priority.PRIORITY_LOW, getPriority() + lower));

const { url, address } = options;
const agent = new Agent({ keepAlive: true });
const counts: Record<string, number> = {};

async function send({ method, path, headers, body = '' }: Ask): Promise<string> {
  const length = method === 'GET' ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
  const outgoing = request(url + path, {
    ...{ agent, method },
    headers: { ...headers, ...length, 'x-forwarded-for': address },
  });
  outgoing.end(body);
  const [answer] = await once(outgoing, 'response');
  answer.resume();
  await once(answer, 'close');
  return `${answer.statusCode}`;
}

let isResting = true;
/** Resolves at once while the attack goes on, else when it does again. */
let going = Promise.withResolvers<void>();
const underWay = new Set<Promise<string>>();

async function repeat(ask: Ask): Promise<void> {
  for (;;) {
    await going.promise;
    const answer = send(ask).catch(() => 'broken off');
    underWay.add(answer);
    const status = await answer;
    underWay.delete(answer);
    counts[status] = (counts[status] ?? 0) + 1;
  }
}

/** Begins nothing more; resolves when all that was asked for is answered, and nothing is half asked. */
async function rest(): Promise<void> {
  if (!isResting) going = Promise.withResolvers();
  isResting = true;
  for (const socket of halfAsked) socket.destroy();
  while (underWay.size > 0) await Promise.all(underWay);
}

const halfAsked = new Set<Socket>();

/** Begins a request that never ends, anew whenever the server has lost patience. */
async function keepBeginning({ hostname, port }: URL): Promise<void> {
  for (;;) {
    await going.promise;
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.write(`PUT /api/v1/hosts/host-0/volumes/x/data HTTP/1.1\r\nHost: ${hostname}\r\nX: `);
    halfAsked.add(socket);
    await once(socket.resume(), 'close').catch(() => {}); // refused, or reset: the next one is begun
    halfAsked.delete(socket);
    counts['broken off'] = (counts['broken off'] ?? 0) + 1;
  }
}

for (const [name, { unfinished = 0, asks = [] }] of Object.entries(attacks(options))) {
  if (!options.attacks.includes(name)) continue;
  for (let number = 0; number < unfinished; number += 1) void keepBeginning(new URL(url));
  for (const [connections, ask] of asks) {
    for (let number = 0; number < connections; number += 1) void repeat(ask);
  }
}
const commands: Readonly<Record<string, () => unknown>> = {
  rest,
  'go on': () => {
    isResting = false;
    going.resolve();
  },
  answers: () => counts,
};
process.on('message', async (asked) => {
  process.send?.((await commands[`${asked}`]?.()) ?? 'done');
});
tellParent('begun');
