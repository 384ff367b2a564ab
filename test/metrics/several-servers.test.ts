import assert from 'node:assert/strict';
import { until } from '../server/support/until.ts';
import { useTwoServers } from '../support/two-servers.ts';
import { formOf, imageWith } from '../unikernels/deploy-form.ts';
import { type EventReader, openEvents } from '../unikernels/event-reader.ts';

const web = '/hosts/one/unikernels/web';

describe('what unikernels use, followed by two servers', function () {
  this.timeout(120_000);
  const servers = useTwoServers();
  const pages: EventReader[] = [];
  after(() => {
    for (const page of pages) page.close();
  });

  const collectionAt = async (url: string) => {
    const { json } = await servers().administrator.expect(200, url, `${web}/metrics`);
    const { collection, yielded } = Object(json);
    return { state: collection?.state, yielded };
  };
  /** The points that are no gaps. */
  const cpuAt = async (url: string, from: string, to = '') => {
    const query = `from=${from}${to && `&to=${to}`}&step=10`;
    const { json } = await servers().administrator.expect(200, url, `${web}/metrics?${query}`);
    const cpu: readonly (number | null)[] = Object(json).series.cpu;
    return cpu.filter((point) => point !== null);
  };
  const isCollecting = async (url: string) => (await collectionAt(url)).state === 'collecting';
  const subscribed = () =>
    servers().emulator.commands.all.filter(({ type }) => type === 'stats-subscribe').length;

  const watch = async (url: string) => {
    const { cookie } = servers().administrator;
    const page = await openEvents(`${url}/api/v1${web}/events`, { cookie, authorization: '' });
    assert.equal(page.response.status, 200);
    pages.push(page);
    return page;
  };
  /** The next sample that a page is told. */
  const sampleOn = async (page: EventReader) => {
    for (;;) {
      const event = await page.next();
      assert.ok(event, 'the stream has ended');
      assert.notEqual(event.event, 'stats-problem', event.data);
      if (event.event === 'stats') return JSON.parse(event.data);
    }
  };

  it('is shown by both as it comes, and kept by the one that watches the host', async () => {
    const { administrator, one, other } = servers();
    const body = formOf([
      ['config', { name: 'web' }],
      ['image', imageWith()],
    ]);
    await administrator.expect(201, one.url, '/hosts/one/unikernels', { body });
    await until(async () => (await isCollecting(one.url)) || (await isCollecting(other.url)));
    const isFirst = await isCollecting(one.url);
    const [here, elsewhere] = isFirst ? [one.url, other.url] : [other.url, one.url];
    const before = subscribed();
    const near = await watch(here);
    const far = [await watch(elsewhere), await watch(elsewhere)];
    for (const page of [near, ...far, ...far]) assert.ok((await sampleOn(page)).memory.virtual);
    assert.equal(subscribed(), before + 1, 'the pages of one server share a subscription');
    assert.deepEqual(await collectionAt(here), { state: 'collecting', yielded: false });
  });

  it('is shown by both, as it is stored', async () => {
    const { one, other } = servers();
    const from = new Date(Date.now() - 600_000).toISOString();
    await until(async () => (await cpuAt(one.url, from)).length > 0);
    const to = new Date().toISOString();
    assert.deepEqual(await cpuAt(one.url, from, to), await cpuAt(other.url, from, to));
  });
});
