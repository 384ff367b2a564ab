import type { Api } from '../../api/client.ts';
import { readProject } from '../../files/read-project.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { desiredOf } from './desired.ts';
import { readExisting } from './existing.ts';
import { planAll } from './plan.ts';
import type { Planned, Refused } from './planned.ts';

/**
 * Holds a project file against what there is; `prune` says that what it does not name is to be
 * destroyed. Throws `CommandError` where it has faults.
 */
export async function planFile(
  context: Context,
  api: Api,
  { file, prune }: { readonly file: string; readonly prune: boolean },
): Promise<readonly Planned[]> {
  const desired = await desiredOf(api, await readProject(file));
  const needsVolumes = prune || desired.volumes.length > 0;
  const existing = await readExisting(context, api, { needsVolumes });
  return await planAll(context, api, desired, existing);
}

/** Throws where anything of a plan is refused, each with its line in the file. */
export function expectNoRefusal(planned: readonly Planned[]): void {
  const refused = planned.filter((each): each is Refused => each.kind === 'refused');
  if (refused.length === 0) return;
  const lines = refused.map(({ at, place, reason }) => `${at}: ${place.name}: ${reason}`);
  throw new CommandError(lines.join('\n'));
}
