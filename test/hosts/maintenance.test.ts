import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import type { Ask } from '../support/request.ts';

const image = new Blob([new Uint8Array(sampleImage())]);

/** A form of an image with a configuration. */
function formOf(config: object): Ask {
  const body = new FormData();
  body.set('config', JSON.stringify(config));
  body.set('image', image);
  return { method: 'POST', body };
}

describe('maintenance of a host', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
    await server.expect(201, '/hosts/one/unikernels', formOf({ name: 'web' }));
  });
  after(() => server?.close());

  const begin = (json: object) => server.ask('/hosts/one/maintenance', { method: 'PUT', json });
  const end = () => server.expect(200, '/hosts/one/maintenance', { method: 'DELETE' });
  const web = '/hosts/one/unikernels/web';

  it('refuses whatever deploys, with the reason, before anything else is looked at', async () => {
    const soon = new Date(Date.now() + 3600_000).toISOString();
    await server.expect(200, `${web}/lock`, { method: 'PUT', json: { reason: 'x', until: soon } });
    const begun = await begin({ reason: 'New disks.' });
    const { maintenance } = Object(begun.json);
    assert.deepEqual(
      [maintenance.reason, maintenance.until, maintenance.by],
      ['New disks.', null, 'alice'],
    );
    const refused = [
      await server.ask('/hosts/one/unikernels', formOf({ name: 'web' })),
      await server.ask('/hosts/one/unikernels', formOf({ name: 'other' })),
      await server.ask(`${web}/update`, formOf({})),
      await server.ask(`${web}/deployments`, formOf({})),
      await server.ask(`${web}/deployments`, { method: 'POST', json: {} }),
    ];
    for (const { status, json } of refused) {
      assert.deepEqual([status, Object(json).code], [409, 'host-maintenance']);
      assert.match(Object(json).detail, /until an administrator ends it: New disks\.$/);
    }
    const dry = { method: 'POST', json: {} };
    const { json } = await server.expect(200, `${web}/deployments?dryRun=true`, dry);
    const codes = Object(json).refusals.map(({ code }: { code: string }) => code);
    assert.deepEqual(codes, ['host-maintenance', 'locked']);
    await server.expect(200, `${web}/stop`, { method: 'POST' });
    await server.expect(200, `${web}/start`, { method: 'POST' });
    const shown = Object((await server.expect(200, '/hosts')).json).data[0];
    assert.equal(shown.maintenance.reason, 'New disks.');
    const ended = await end();
    assert.equal(Object(ended.json).maintenance, null);
    await server.expect(204, `${web}/lock`, { method: 'DELETE' });
    await server.expect(200, `${web}/update`, formOf({}));
  });

  it('ends by itself at its time, and has to end in the future', async () => {
    const past = await begin({ reason: 'x', until: '2020-01-01T00:00:00Z' });
    assert.deepEqual([past.status, Object(past.json).errors[0].path], [400, 'until']);
    const until = new Date(Date.now() + 1_000);
    const begun = await begin({ reason: 'Short', until: until.toISOString() });
    assert.equal(Object(begun.json).maintenance.until, until.toISOString());
    const work = async () => Object((await server.expect(200, '/hosts/one')).json).maintenance;
    while (await work()) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(Date.now() >= until.getTime());
    await server.expect(404, '/hosts/two/maintenance', { method: 'DELETE' });
  });

  it('is beside notes, which administrators keep without asking the host', async () => {
    const note = (notes: string | null) => ({ method: 'PATCH', json: { notes } });
    const noted = await server.expect(200, '/hosts/one', note('Rack 3\nCall Eve'));
    assert.equal(Object(noted.json).notes, 'Rack 3\nCall Eve');
    const none = await server.expect(200, '/hosts/one', note(null));
    assert.equal(Object(none.json).notes, null);
  });
});
