import { contentHandlers } from './content-handlers.ts';
import type { Deps } from './deps.ts';
import { manageHandlers } from './manage-handlers.ts';

export type VolumeHandlers = ReturnType<typeof volumeHandlers>;

/** All handlers of volumes. */
export function volumeHandlers(deps: Deps) {
  return { ...manageHandlers(deps), ...contentHandlers(deps) };
}
