import assert from 'node:assert/strict';
import { asset, release, releases, repository } from './github-answers.ts';
import { SourceWorld, shown } from './source-world.ts';
import { StandIn } from './stand-in.ts';

describe('an asset on GitHub that is newer', () => {
  let gitHub: StandIn;
  let world: SourceWorld;
  before(async () => {
    gitHub = await StandIn.start();
  });
  after(() => gitHub[Symbol.asyncDispose]());
  beforeEach(async () => {
    gitHub.reset();
    world = await SourceWorld.open({
      gitHub: gitHub.url,
      credentialFor: async () => shown(`ghp_${'a1B2'.repeat(9)}`, []),
    });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const source = (members: object) => ({ kind: 'github', repository, ...members });
  const older = [asset(5, 'dns-1.hvt')];
  const wanted = source({ tag: 'v1', asset: 'dns-*.hvt' });
  const pinOlder = async () => {
    gitHub.json(`${releases}/tags/v1`, {
      ...release('v1', older, '2026-01-01T00:00:00Z'),
      id: 3,
    });
    return (await world.resolve(wanted)).pinned;
  };

  it('is of the latest release, with what differs', async () => {
    const pinned = await pinOlder();
    gitHub.json(`${releases}/latest`, release('v2', [asset(12, 'dns-2.hvt')]));
    const newer = await world.latest(pinned);
    assert.equal(newer?.resolved.version, 'v2');
    assert.equal(Object(newer?.resolved.pinned).asset, 'dns-2.hvt');
    assert.equal(newer?.resolved.page, `https://github.com/${repository}/releases/tag/v2`);
    assert.equal(newer?.comparison, `https://github.com/${repository}/compare/v1...v2`);
  });

  it('is not told of a repository that GitHub does not show', async () => {
    const pinned = await pinOlder();
    await assert.rejects(world.latest(pinned), { code: 'source-not-found', message: /token/ });
  });

  it('is none where the latest release is the same, or earlier', async () => {
    const pinned = await pinOlder();
    gitHub.json(`${releases}/latest`, { ...release('v1', older), id: 3 });
    assert.equal(await world.latest(pinned), null);
    const before = release('v0', [asset(4, 'dns-0.hvt')], '2025-12-31T00:00:00Z');
    gitHub.json(`${releases}/latest`, before);
    assert.equal(await world.latest(pinned), null);
  });

  it('is none where the same file was released again', async () => {
    const packed = { digest: `sha256:${'ab'.repeat(32)}` };
    gitHub.json(`${releases}/tags/v1`, release('v1', [asset(5, 'dns-1.hvt.gz', packed)]));
    const wanted = source({ tag: 'v1', asset: 'dns-*.hvt.gz' });
    const { pinned } = await world.resolve(wanted);
    gitHub.json(`${releases}/latest`, release('v2', [asset(12, 'dns-2.hvt.gz', packed)]));
    assert.equal(await world.latest(pinned), null);
  });

  it('is the same release whose asset was put there anew', async () => {
    const pinned = await pinOlder();
    gitHub.json(`${releases}/latest`, { ...release('v1', [asset(6, 'dns-1.hvt')]), id: 3 });
    const newer = await world.latest(pinned);
    assert.equal(Object(newer?.resolved.pinned).assetId, 6);
    assert.equal(newer?.comparison, null);
  });
});
