import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { CommandType } from '../../../src/albatross/commands.ts';
import { parseName } from '../../../src/albatross/names.ts';
import type { ActiveFault, Fault } from '../../../src/emulator/faults.ts';
import type { Unikernel } from '../../../src/emulator/host/unikernel.ts';
import { deploymentDetails, deploymentList } from '../../../src/unikernels/answer-schema.ts';
import { SlowRequest } from '../../server/support/slow-request.ts';
import type { Told } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import type { DeployWorld } from './deploy-world.ts';

export type DeploymentSeen = z.output<typeof deploymentDetails>;

/** Milliseconds after which nothing may be under way any more: a command is sent again after 60 s. */
export const patience = 150_000;

/** How far a deployment is, as its steps show. */
export type Stage = 'queued' | 'sending' | 'watching' | 'undoing' | 'over';

/** What has come of an image is in the spool, in memory or on its disk. */
const isTaking = /^fulmar_spool_taken_bytes [1-9]/m;

/** One deployment of the table, of a unikernel of its own. */
export class Attempt {
  readonly world: DeployWorld;
  /** The unikernel's name. */
  readonly thing: string;
  /** What was answered to whoever deployed; null: nothing. */
  told: Told | null = null;
  readonly #parts: Readonly<Record<string, unknown>>;
  readonly #image: Buffer;
  /** Deployments that there were before; null: it was not begun yet. */
  #before: ReadonlySet<string> | null = null;

  constructor(
    world: DeployWorld,
    thing: string,
    parts: Readonly<Record<string, unknown>>,
    image: Buffer,
  ) {
    this.world = world;
    this.thing = thing;
    this.#parts = parts;
    this.#image = image;
  }

  get path(): string {
    return `/hosts/one/unikernels/${this.thing}`;
  }

  /** What runs on the host. */
  get running(): Unikernel | undefined {
    return this.world.world.emulator.host.running.get(parseName(`alice:${this.thing}`));
  }

  /** Deploys, and keeps the answer, if any; `wait`: seconds. */
  async send({ wait = 50, signal }: { wait?: number; signal?: AbortSignal } = {}): Promise<void> {
    this.#before = new Set((await this.#all()).map(({ id }) => id));
    const body = this.#form();
    const headers = { prefer: `wait=${wait}` };
    const options = { body, headers, ...(signal && { signal }) };
    this.told = await this.world.ask(`${this.path}/deployments`, options).catch(() => null);
  }

  /** Sends half of the request, and waits until the server has some of the image. */
  async sendHalf(): Promise<SlowRequest> {
    this.#before = new Set((await this.#all()).map(({ id }) => id));
    const { url, token } = this.world.world;
    const { headers, body } = await encoded(this.#form());
    const sent = new SlowRequest(`${url}/api/v1${this.path}/deployments`, 'POST', {
      authorization: `Bearer ${token}`,
      ...headers,
    });
    await sent.send(body.subarray(0, body.length - 1_000));
    const hasSome = async () => isTaking.test(await (await fetch(`${url}/metrics`)).text());
    await eventually(async () => ((await hasSome()) ? true : null));
    return sent;
  }

  /** The deployment that was asked for; null: none is recorded. */
  async deployment(): Promise<DeploymentSeen | null> {
    const before = this.#before;
    if (!before) return null;
    const found = (await this.#all()).find(({ id }) => !before.has(id));
    if (!found) return null;
    const { json } = await this.world.ask(`/deployments/${found.id}`);
    return deploymentDetails.parse(json);
  }

  async stage(): Promise<Stage | null> {
    const found = await this.deployment().catch(() => null);
    if (!found) return null;
    if (found.finishedAt) return 'over';
    const running = found.steps.filter(({ state }) => state === 'running').map(({ name }) => name);
    if (running.some((name) => name === 'rollback' || name === 'stop')) return 'undoing';
    if (running.some((name) => name === 'stays up' || /^check \d/.test(name))) return 'watching';
    return running.includes('host') ? 'sending' : 'queued';
  }

  /** Waits until it is so far, or over. */
  async until(stage: Stage): Promise<void> {
    await eventually(async () => {
      const now = await this.stage();
      return now === stage || now === 'over' ? true : null;
    });
  }

  /** Waits until it is watched, and was seen so once. */
  async untilSeen(): Promise<void> {
    await this.until('watching');
    const { world } = this.world;
    const looks = world.seen('unikernel-info');
    await eventually(async () => (world.seen('unikernel-info') > looks + 1 ? true : null));
  }

  /** Has something go wrong with the host's next command of this kind for the unikernel. */
  fault(fault: Fault, command: CommandType = 'unikernel-force-create'): ActiveFault {
    const name = `alice:${this.thing}`;
    return this.world.world.emulator.faults.add(fault, { command, name, times: 1 });
  }

  /** Waits until the host holds an answer back, or whoever deployed was answered without that. */
  async untilHeld(fault: Pick<ActiveFault, 'waiting'>): Promise<void> {
    await eventually(async () => (fault.waiting > 0 || this.told !== null ? true : null));
  }

  /** Does what is asked of the deployment itself, as `cancel`. */
  async act(what: 'cancel' | 'stop' | 'destroy'): Promise<Told> {
    if (what === 'destroy') return await this.world.ask(this.path, { method: 'DELETE' });
    if (what === 'stop') return await this.world.ask(`${this.path}/stop`, { method: 'POST' });
    const { id } = (await this.deployment()) ?? {};
    return await this.world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
  }

  #form(): FormData {
    return formOf([...Object.entries(this.#parts), ['image', this.#image]]);
  }

  /** Of this unikernel, the newest last. */
  async #all() {
    const { status, json } = await this.world.ask(`${this.path}/deployments`);
    return status === 200 ? deploymentList.parse(json).data.toReversed() : [];
  }
}

async function encoded(form: FormData) {
  const request = new Response(form);
  const body = Buffer.from(await request.arrayBuffer());
  const type = request.headers.get('content-type') ?? '';
  return { body, headers: { 'content-type': type, 'content-length': `${body.length}` } };
}

/** Looks until there is something to be seen, or patience ends; null then. */
export async function eventually<T>(
  look: () => Promise<T | null>,
  limit = patience,
): Promise<T | null> {
  const end = performance.now() + limit;
  for (;;) {
    const seen = await look().catch(() => null);
    if (seen !== null || performance.now() > end) return seen;
    await sleep(50);
  }
}
