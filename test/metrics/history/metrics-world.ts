import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { fineTier, type Tier } from '../../../src/unikernels/metrics/history/tiers.ts';
import { metricsOfAccounts } from '../../../src/unikernels/metrics/metrics-of-accounts.ts';
import { metricsAnswer } from '../../../src/unikernels/metrics/schema.ts';
import { tokenActor } from '../../support/actors.ts';
import { create } from '../../unikernels/deploy-form.ts';
import { UnikernelWorld, until } from '../../unikernels/unikernel-world.ts';

const [one, alice] = [parseLabel('one'), parseLabel('alice')];
const samplesEvery = 20;

/** A server that collects what the unikernel `hello` of an emulated host uses; time passes when it is told to. */
export class MetricsWorld {
  readonly unikernels: UnikernelWorld;
  readonly #id: string;

  private constructor(unikernels: UnikernelWorld, id: string) {
    this.unikernels = unikernels;
    this.#id = id;
  }

  static async open(databaseUrl: string | null): Promise<MetricsWorld> {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const watched = { observed: true, collected: true, statsInterval: samplesEvery };
    const world = await UnikernelWorld.open({ actors, databaseUrl, ...watched });
    await create(world, { name: 'hello' });
    const key = { host: one, domain: alice, name: parseLabel('hello') };
    const known = await world.running.registry.find(key);
    assert.ok(known);
    return new MetricsWorld(world, known.id);
  }

  /** Milliseconds since 1970, as the server has it. */
  get now(): number {
    return this.unikernels.clock().getTime();
  }

  pass(milliseconds: number): void {
    this.unikernels.pass(milliseconds / 60_000);
  }

  /** Lets the host sample it so many times, ten seconds apart, and waits until that is stored. */
  async sample(times: number): Promise<void> {
    const before = await this.stored(fineTier);
    const { latestUsage } = this.unikernels.running;
    for (let time = 0; time <= times; time += 1) {
      const moment = this.now;
      await until(() => (latestUsage.of(this.#id, this.now)?.at ?? 0) > moment);
      this.pass(10_000);
    }
    await until(async () => (await this.stored(fineTier)) >= before + times);
  }

  /** How many points of it are stored. */
  async stored(tier: Tier): Promise<number> {
    const span = { from: 0, to: this.now / 1000 };
    return (await this.unikernels.running.usage.read(this.#id, tier, span)).size;
  }

  /** As each hour. */
  async purge(): Promise<void> {
    const { usage, registry } = this.unikernels.running;
    await usage.purge(() => registry.managedIds());
  }

  async killAndStart(): Promise<void> {
    await this.unikernels.kill();
    await this.unikernels.start();
  }

  /** As the deletion of the account does. */
  async endAccount(): Promise<void> {
    const { database, running } = this.unikernels;
    const id = randomUUID();
    await database.em().insert(Account, {
      ...{ id, name: alice, email: 'alice@example.org', passwordHash: '', active: true },
      ...{ admin: false, createdAt: this.unikernels.clock() },
    });
    const belongings = metricsOfAccounts(running.usage, assert.ifError);
    const followUp = await database.transaction(async (em) => belongings.followUp?.(em, id));
    await followUp?.();
  }

  async destroy(): Promise<void> {
    const path = '/hosts/one/unikernels/hello';
    assert.equal((await this.unikernels.ask(path, { method: 'DELETE' })).status, 204);
  }

  async close(): Promise<void> {
    await this.unikernels.close();
  }

  async metrics(query = ''): Promise<z.infer<typeof metricsAnswer>> {
    const { status, text } = await this.ask(query);
    assert.equal(status, 200, text);
    return metricsAnswer.parse(JSON.parse(text));
  }

  ask(query: string) {
    return this.unikernels.ask(`/hosts/one/unikernels/hello/metrics?${query}`);
  }

  /** How many points of the last hour are known. */
  async countKnown(): Promise<number> {
    return (await this.metrics()).series.cpu.filter((value) => value !== null).length;
  }
}
