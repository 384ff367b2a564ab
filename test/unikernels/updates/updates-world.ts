import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { StandInSources } from './stand-in-sources.ts';

export const hello = '/hosts/one/unikernels/hello';

/** The builds of `hello`. */
export const first = '11111111-1111-4111-8111-111111111111';
export const second = '22222222-2222-4222-8222-222222222222';

/** The second build, as an update of the first one. */
export const newer = {
  kind: 'builder',
  from: 'hello',
  version: second,
  page: `https://builder.example/job/hello/build/${second}`,
};

const updatesAnswer = z.looseObject({
  update: z.looseObject({ source: z.unknown() }).nullable(),
});
const listAnswer = z.object({ data: z.array(z.looseObject({ update: z.unknown() })) });

/** A server beside a builder that is stood in for, and has the first build of `hello`. */
export class UpdatesWorld {
  readonly sources = new StandInSources();
  readonly reported: string[] = [];
  readonly actors: Record<string, Actor> = {
    alice: tokenActor(['unikernels:write']),
    reader: tokenActor(['unikernels:read']),
    bob: tokenActor(['unikernels:write'], { account: 'bob' }),
  };
  #world: UnikernelWorld | null = null;

  static async open(): Promise<UpdatesWorld> {
    const opened = new UpdatesWorld();
    const { sources, actors, reported } = opened;
    opened.#world = await UnikernelWorld.open({
      ...{ actors, observed: true },
      report: (error) => void reported.push(`${error}`),
      sources: (images) => Object.assign(sources, { images }),
    });
    opened.build(first, 'first');
    return opened;
  }

  get world(): UnikernelWorld {
    assert(this.#world);
    return this.#world;
  }

  /** The builder has one more build. */
  readonly build = (id: string, content: string): void => {
    const image = imageWith([], content);
    const digest = createHash('sha256').update(image).digest('hex');
    this.sources.builds.push({ id, image, digest });
  };

  readonly deployBuild = async (
    source: object = { kind: 'builder', job: 'hello' },
    to = hello,
  ): Promise<void> => {
    const json = { source, settle: 0 };
    const deployed = await this.world.ask(`${to}/deployments`, { json });
    assert.ok(deployed.status < 300, deployed.text);
  };

  readonly updates = async (query = '', token = 'alice') => {
    const { json } = await this.world.ask(`${hello}/updates${query}`, { token });
    return updatesAnswer.parse(json);
  };

  /** The update in the list of unikernels. */
  readonly listed = async (): Promise<unknown> => {
    const { json } = await this.world.ask('/unikernels', { token: 'reader' });
    return listAnswer.parse(json).data[0]?.update;
  };

  readonly lookAround = (): Promise<void> =>
    this.world.running.updateWatch.lookAround(new AbortController().signal);
}

/** A world of its own for each test of the surrounding `describe`, in which nothing goes wrong unseen. */
export function useUpdates(): () => UpdatesWorld {
  let opened: UpdatesWorld;
  beforeEach(async () => {
    opened = await UpdatesWorld.open();
  });
  afterEach(async () => {
    await opened.world.close();
    assert.deepEqual(opened.reported, []);
  });
  return () => opened;
}
