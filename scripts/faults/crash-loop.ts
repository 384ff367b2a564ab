import { LoopingPipeline } from '../../test/faults/support/looping-pipeline.ts';

/** The moments at which a loop of 100 ms is met: milliseconds. */
const period = 100;
const step = 13;

/** Deploys a fix into a crash loop again and again; gives what was not as promised, a line each. */
export async function mendLoops({ rounds }: { readonly rounds: number }): Promise<string[]> {
  await using pipeline = await LoopingPipeline.start();
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const found = await pipeline.deployFix((round * step) % period);
    faults.push(...found.map((fault) => `round ${round + 1}: ${fault}`));
  }
  console.log(`${rounds} fixes deployed, ${faults.length} not as promised`);
  return faults;
}
