import { contentHandlers } from './content-handlers.ts';
import type { VolumeHandlerDeps } from './handler-deps.ts';
import { manageHandlers } from './manage-handlers.ts';

export type VolumeHandlers = ReturnType<typeof volumeHandlers>;

/** All handlers of volumes. */
export function volumeHandlers(deps: VolumeHandlerDeps) {
  return { ...manageHandlers(deps), ...contentHandlers(deps) };
}
