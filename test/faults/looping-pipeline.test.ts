import assert from 'node:assert/strict';
import { LoopingPipeline } from './support/looping-pipeline.ts';

/** A sample; `npm run faults -- --rounds 100 crash-loop` deploys 100. */
describe('a pipeline that deploys a fix into a crash loop', function () {
  this.timeout(120_000);

  it('is taken at whatever moment, and keeps the configuration', async () => {
    await using pipeline = await LoopingPipeline.start();
    for (const moment of [0, 30, 60, 90, 120, 170]) {
      assert.deepEqual(await pipeline.deployFix(moment), []);
    }
  });
});
