import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { HostDirectory } from './host-directory.ts';
import type { ManagedHost } from './managed-host.ts';

/** Throws `host-unknown` with what `describe` says of the hosts that there are: a name may be misspelt. */
export async function expectHost(
  hosts: HostDirectory,
  name: Label,
  describe: () => Promise<string>,
): Promise<ManagedHost> {
  try {
    return hosts.get(name);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'host-unknown') throw error;
    throw error.extended(await describe());
  }
}
