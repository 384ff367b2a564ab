import { HandshakeLimiter } from '../../host-client/handshake-limiter.ts';
import { HostRegistry } from '../../host-client/host-registry.ts';
import { Policies } from '../../hosts/policies/policies.ts';
import { importCommand } from '../import/import-command.ts';
import { openServerLocks } from '../replicas.ts';
import type { ControlCommand } from './answer-control.ts';
import { type StoppedPlace, stoppedParts } from './stopped-parts.ts';

/** Imports into the database alone; hosts are asked as by a server that runs. `open` closes what that needs. */
export async function stoppedImport(
  place: StoppedPlace,
  open: AsyncDisposableStack,
): Promise<ControlCommand> {
  const { config, database, clock, timer, log } = place;
  const { box, identity, address } = await stoppedParts(place);
  const shared = await openServerLocks({ database, log, timer }, config.data);
  open.defer(() => shared.close());
  const hostDeps = {
    ...{ locks: shared.locks, log, clock, timer, random: Math.random },
    handshakes: new HandshakeLimiter(timer),
    limits: { maxImage: config.imageLimit },
  };
  const hosts = await HostRegistry.open({ database, box, hostDeps });
  open.defer(() => hosts.close());
  const policies = new Policies(database);
  return importCommand({ database, box, clock, identity, hosts, hostDeps, policies, address });
}
