import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { createDownload } from '../../src/outgoing/download.ts';
import { BuilderStandIn } from '../sources/builder-stand-in.ts';
import { OwnServer } from '../support/own-server.ts';

const uuid = '11111111-1111-4111-8111-111111111111';

describe('the links to the pages of a builder at loopback', function () {
  this.timeout(60_000);
  let builder: BuilderStandIn;
  before(async () => {
    builder = await BuilderStandIn.start();
    const content = sampleImage();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const start = '2026-01-01T00:00:00-00:00';
    const binary = { name: 'web.hvt', content, sha256 };
    builder.builds.push({ uuid, platform: 'debian-12', start, binary });
  });
  after(() => builder?.server[Symbol.asyncDispose]());

  const pageOf = async (settings: Readonly<Record<string, string>>) => {
    const url = { FULMAR_BUILDER_URL: builder.server.url.origin };
    const download = createDownload({ plainLoopback: true });
    const server = await OwnServer.open({ download }, { ...url, ...settings });
    try {
      const json = { source: { kind: 'builder', job: builder.job }, settle: 0 };
      const path = '/hosts/one/unikernels/web/deployments';
      const deployed = await server.expect(201, path, { json });
      return Object(deployed.json).origin.page;
    } finally {
      await server.close();
    }
  };

  it('are none, since nobody else gets there', async () => {
    assert.equal(await pageOf({}), null);
  });

  it('lead to where the server says that people find them', async () => {
    const page = `https://builds.example.org/mirage/job/${builder.job}/build/${uuid}`;
    const FULMAR_BUILDER_PAGES = 'https://builds.example.org/mirage';
    assert.equal(await pageOf({ FULMAR_BUILDER_PAGES }), page);
  });
});
