import { Fleet } from '../../test/faults/support/fleet.ts';
import { Cluster } from '../../test/support/shared/cluster.ts';

const size = { hosts: 10, unikernels: 100 };

/** Deploys 100 unikernels on 10 hosts at once, again and again; gives what was not as promised. */
export async function deployFleet({ rounds }: { readonly rounds: number }): Promise<string[]> {
  await using open = new AsyncDisposableStack();
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  await using fleet = await Fleet.start({ ...size, url: await cluster.createDatabase() });
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { faults: found, milliseconds, max } = await fleet.deployAll();
    const wrong = found.length === 0 ? 'all right' : `${found.length} not as promised`;
    console.log(
      `${size.unikernels} at once: ${wrong}, ${milliseconds} ms, ${max} on a host at once`,
    );
    faults.push(...found.map((fault) => `round ${round + 1}, ${fault}`));
  }
  return faults;
}
