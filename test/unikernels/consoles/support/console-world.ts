import { join } from 'node:path';
import { parseLabel } from '../../../../src/albatross/names.ts';
import { systemTimer, type Timer } from '../../../../src/base/timer.ts';
import { consoleRoutes } from '../../../../src/server/routes.ts';
import { FolderPlace } from '../../../../src/storage/kept-images/folder-place.ts';
import { Consoles } from '../../../../src/unikernels/consoles/consoles.ts';
import { consoleHandlers } from '../../../../src/unikernels/consoles/handlers.ts';
import type { FollowLimits } from '../../../../src/unikernels/consoles/keeper/choose-followed.ts';
import { ConsoleKeeper } from '../../../../src/unikernels/consoles/keeper/console-keeper.ts';
import { historyAnswer } from '../../../../src/unikernels/consoles/schema.ts';
import { ConsoleStore } from '../../../../src/unikernels/consoles/store/console-store.ts';
import { tokenActor } from '../../../support/actors.ts';
import { listening } from '../../../support/listening.ts';
import { ask, type Told } from '../../../support/request.ts';
import { startTestApp, type TestApp } from '../../../support/test-app.ts';
import { create } from '../../deploy-form.ts';
import { policy, UnikernelWorld, until } from '../../unikernel-world.ts';

const room = { days: 7, ofOne: 16 * 1024 ** 2, ofAll: 8 * 1024 ** 3 };

/** Five seconds are fifty milliseconds. */
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / 100, action);

/** What a test of kept consoles wants otherwise. */
export interface ConsoleWorldOptions {
  readonly limits?: FollowLimits;
  /** Whether the host is looked at again and again. */
  readonly observed?: boolean;
}

/** Unikernels on an emulated host, whose consoles are kept while a keeper runs. */
export class ConsoleWorld {
  readonly unikernels: UnikernelWorld;
  readonly store: ConsoleStore;
  readonly consoles: Consoles;
  readonly #app: TestApp;
  readonly #limits: FollowLimits;
  #report = (error: unknown): void => {
    throw error;
  };
  #keeping: { readonly leaving: AbortController; readonly over: Promise<void> } | null = null;

  private constructor(
    unikernels: UnikernelWorld,
    store: ConsoleStore,
    consoles: Consoles,
    app: TestApp,
    limits: FollowLimits,
  ) {
    this.unikernels = unikernels;
    this.store = store;
    this.consoles = consoles;
    this.#app = app;
    this.#limits = limits;
  }

  static async open(options: ConsoleWorldOptions = {}): Promise<ConsoleWorld> {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      reader: tokenActor(['consoles:read']),
      volumes: tokenActor(['volumes:read']),
      web: tokenActor(['consoles:read'], { names: ['web-*'] }),
    };
    const unikernels = await UnikernelWorld.open({ actors, observed: options.observed ?? false });
    const { database, clock, folder } = unikernels;
    const place = await FolderPlace.open(join(folder, 'consoles'));
    const store = new ConsoleStore({ database, place, clock });
    const consoles = new Consoles({ store, room, now: () => 0 });
    const places = { domainOf: async ({ actor }: Asking) => actor.account.name };
    const app = await startTestApp({
      serve: listening,
      routes: consoleRoutes(consoleHandlers({ consoles, places })),
      actors,
    });
    const { limits = { ofDomain: 64, ofHost: 128 } } = options;
    return new ConsoleWorld(unikernels, store, consoles, app, limits);
  }

  /** Begins to keep what is printed. */
  keep(): void {
    const { store } = this;
    const host = this.unikernels.running.hosts.get('one');
    if (!host) throw new Error('there is no host one');
    const keeper = new ConsoleKeeper({
      ...{ store, clock: this.unikernels.clock, timer: hurried, limits: this.#limits, room },
      policies: { domainOn: async (_host, label) => ({ label, policy }) },
      report: (error) => this.#report(error),
    });
    const leaving = new AbortController();
    this.#keeping = { leaving, over: keeper.follow(host, leaving.signal) };
  }

  /** The host ends all subscriptions to the console. */
  cut(): void {
    const { consoles } = this.unikernels.emulator.host;
    consoles.watch([parseLabel('alice')], parseLabel('hello'))?.close();
  }

  /** The next lines are stored, but whoever stored them hears that the connection was lost. */
  loseAnswer(): void {
    const { store } = this;
    const append = store.append.bind(store);
    this.#report = () => {};
    store.append = async (segments) => {
      await append(segments);
      store.append = append;
      throw new Error('Connection terminated unexpectedly');
    };
  }

  /** The next time that a release is written to what is stored, it is not. */
  failToLabel(): void {
    const { store } = this;
    const label = store.label.bind(store);
    this.#report = () => {};
    store.label = async () => {
      store.label = label;
      throw new Error('Connection terminated unexpectedly');
    };
  }

  /** Keeps no more. */
  async leave(): Promise<void> {
    this.#keeping?.leaving.abort();
    await this.#keeping?.over;
    this.#keeping = null;
  }

  async deploy(name = 'hello'): Promise<void> {
    const { status, text } = await create(this.unikernels, { name, memory: 16 });
    if (status !== 201) throw new Error(text);
  }

  print(...lines: readonly string[]): void {
    for (const line of lines) this.unikernels.emulator.print('alice:hello', line);
  }

  ask(path: string, token = 'alice'): Promise<Told> {
    return ask(this.#app.url, `/api/v1/hosts/one/unikernels/${path}`, { token });
  }

  async history(query = '', name = 'hello') {
    const { json, text, status } = await this.ask(`${name}/console/history${query}`);
    if (status !== 200) throw new Error(text);
    return historyAnswer.parse(json);
  }

  /** Waits until a line is kept, and gives all so far, the oldest first. */
  async linesUntil(last: string, name = 'hello'): Promise<string[]> {
    let lines: string[] = [];
    await until(async () => {
      lines = await this.lines('?order=asc&limit=1000', name);
      return lines.includes(last);
    });
    return lines;
  }

  async lines(query: string, name = 'hello'): Promise<string[]> {
    return (await this.history(query, name)).data.map(({ line }) => line);
  }

  async close(): Promise<void> {
    await this.leave();
    await this.#app.close();
    await this.unikernels.close();
  }
}

type Asking = Parameters<Parameters<typeof consoleHandlers>[0]['places']['domainOf']>[0];
