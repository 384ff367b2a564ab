import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { CommandType } from '../../src/albatross/commands.ts';
import { OwnServer } from '../support/own-server.ts';
import { type Ask, ask, type Told } from '../support/request.ts';
import { until } from './support/until.ts';

/** As many as a host has of each kind, and so more than one domain may have. */
const slots = { command: 8, transfer: 5 } as const;
const volumes = '/hosts/one/volumes';

interface Waiting {
  readonly slot: keyof typeof slots;
  readonly path: string;
  readonly request: Ask;
  /** What the host must not hear of it. */
  readonly command: CommandType;
}

const content = { method: 'PUT', body: randomBytes(100) };
const changes: Readonly<Record<string, Waiting>> = {
  creation: {
    slot: 'command',
    path: volumes,
    request: { json: { name: 'late', size: 1 } },
    command: 'block-add',
  },
  removal: {
    slot: 'command',
    path: `${volumes}/data`,
    request: { method: 'DELETE' },
    command: 'block-remove',
  },
  upload: {
    slot: 'transfer',
    path: `${volumes}/data/data`,
    request: content,
    command: 'block-set',
  },
  'direct upload': {
    slot: 'transfer',
    path: `${volumes}/data/data?direct=true`,
    request: content,
    command: 'block-set',
  },
};

describe('a credential that ends while a volume’s change waits for its host', function () {
  this.timeout(60_000); // twice what a request may wait
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
    for (const name of ['data', ...Array.from({ length: slots.transfer }, (_, n) => `held-${n}`)]) {
      await server.expect(201, volumes, { json: { name, size: 1 } });
    }
  });
  after(() => server.close());
  afterEach(() => server.emulator.faults.clear());

  const seen = (command: CommandType, name: string) =>
    server.emulator.commands.all.filter(
      (each) => each.type === command && each.name === `alice:${name}`,
    ).length;

  /** Of a domain’s requests for a slot: how many wait for it. */
  async function countWaiting(slot: Waiting['slot']): Promise<number> {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const series = `fulmar_host_slots{host="one",kind="${slot}",state="waiting"} `;
    return Number(metrics.split(series)[1]?.split('\n')[0]);
  }

  /** More requests of the administrator than may have a slot, until they are let go. */
  function occupy(slot: Waiting['slot']) {
    const command = slot === 'command' ? 'block-add' : 'block-set';
    const fault = server.emulator.faults.add({ kind: 'hold-reply' }, { command });
    const create = () => ({ json: { name: `held-${randomBytes(4).toString('hex')}`, size: 1 } });
    const held = Array.from({ length: slots[slot] }, (_, n) =>
      slot === 'command'
        ? server.ask(volumes, create())
        : server.ask(`${volumes}/held-${n}/data`, content),
    );
    /** Waits until so many others wait for a slot, too. */
    const untilWaiting = (others: number) =>
      until(async () => fault.waiting + (await countWaiting(slot)) === held.length + others);
    const release = async () => {
      fault.release();
      for (const { status, text } of await Promise.all(held)) assert.ok(status < 300, text);
    };
    return { untilWaiting, release };
  }

  for (const [what, { slot, path, request, command }] of Object.entries(changes)) {
    it(`keeps it from the host [${what}]`, async () => {
      const made = await server.expect(201, '/tokens', {
        json: { name: 'ci', scopes: ['volumes:write'] },
      });
      const { id, secret: token } = Object(made.json);
      const occupied = occupy(slot);
      await occupied.untilWaiting(0);
      const waiting: Promise<Told> = ask(`${server.url}/api/v1`, path, { token, ...request });
      await occupied.untilWaiting(1);
      await server.expect(204, `/tokens/${id}`, { method: 'DELETE' });
      await occupied.release();
      const { status, text } = await waiting;
      assert.equal(status, 401, text);
      const name = what === 'creation' ? 'late' : 'data';
      assert.equal(seen(command, name), 0);
      await server.expect(200, `${volumes}/data`);
      await server.expect(404, `${volumes}/late`);
    });
  }
});
