import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BuilderStandIn } from '../sources/builder-stand-in.ts';
import { hostName, MollymawkWorld } from './mollymawk-world.ts';

const update = '/api/unikernel/update';
const rollback = '/api/unikernel/rollback';

describe('wrong updates and rollbacks in mollymawk’s API', () => {
  let world: MollymawkWorld;
  let builder: BuilderStandIn;
  before(async () => {
    builder = await BuilderStandIn.start();
    world = await MollymawkWorld.open({
      settings: { FULMAR_BUILDER_URL: builder.server.url.origin },
    });
  });
  after(async () => {
    await world?.close();
    await builder?.server[Symbol.asyncDispose]();
  });

  const names = { json: { albatross_instance: hostName, unikernel_name: 'web' } };
  const asked = (changes: object) => ({
    json: {
      ...{ ...names.json, job: 'dns-resolver', currently_running_unikernel: randomUUID() },
      to_be_updated_unikernel: randomUUID(),
      ...changes,
    },
  });

  it('looks first whether what runs is alive, then at the names, the host and the arguments', async () => {
    // No check may ask it.
    const dead = { http_liveliness_address: 'http://127.0.0.1/' };
    const wrong = [{ albatross_instance: '?' }, { albatross_instance: 'none' }, {}];
    const badly = { unikernel_arguments: 'none' };
    const titleOf = async (changes: object) =>
      (await world.tell(update, asked({ ...badly, ...changes }))).title;
    const dying = await Promise.all(wrong.map((changes) => titleOf({ ...dead, ...changes })));
    assert.deepEqual(new Set(dying), new Set(['Error: Liveliness check failed']));
    assert.deepEqual(await Promise.all(wrong.map(titleOf)), [
      'Error: Bad instance name',
      'Albatross Instance Error',
      'Error with Unikernel Arguments Json',
    ]);
  });

  it('says what is wrong in mollymawk’s words', async () => {
    const label = 'invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)';
    const nobody = randomUUID();
    for (const [path, json, status, title, data] of [
      [
        update,
        asked({ job: 1 }).json,
        400,
        '400',
        /^Couldn't find job or build in json\. Received /,
      ],
      [
        update,
        asked({ albatross_instance: '?' }).json,
        400,
        'Error: Bad instance name',
        `Couldn't convert the instance name, error: ${label}`,
      ],
      [
        update,
        asked({ unikernel_name: '?' }).json,
        400,
        'Error: Bad unikernel name',
        `Couldn't convert the unikernel name, error: ${label}`,
      ],
      [
        update,
        asked({ albatross_instance: 'none' }).json,
        404,
        'Albatross Instance Error',
        'An error occured while finding albatross instance none',
      ],
      [
        update,
        asked({ to_be_updated_unikernel: nobody }).json,
        500,
        'Update Error',
        new RegExp(`^Update failed\\. web failed to update to build ${nobody} with error .`),
      ],
      [
        update,
        asked({ unikernel_name: 'none' }).json,
        500,
        'Update Error',
        /^Update failed\. none failed to update to build/,
      ],
      [rollback, { unikernel_name: 'web' }, 400, '400', "Couldn't find unikernel name in json"],
      [
        rollback,
        { ...names.json, albatross_instance: '?' },
        400,
        '400',
        `Couldn't convert instance name, ${label}`,
      ],
      [
        rollback,
        { ...names.json, unikernel_name: '?' },
        400,
        '400',
        `Couldn't convert unikernel name, ${label}`,
      ],
      [
        rollback,
        { ...names.json, albatross_instance: 'none' },
        404,
        '404',
        "Couldn't find albatross instance, none",
      ],
      [
        rollback,
        { ...names.json, unikernel_name: 'none' },
        404,
        'Rollback Error',
        'none rollback failed. Could not find the build information.',
      ],
    ] as const) {
      const told = await world.tell(path, { json });
      assert.deepEqual([told.status, told.title], [status, title], `${told.data}`);
      if (typeof data === 'string') assert.equal(told.data, data);
      else assert.match(`${told.data}`, data);
    }
  });
});
