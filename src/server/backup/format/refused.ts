import { Problem } from '../../../base/errors.ts';

/** Why a backup cannot be made or used, for whoever runs the server. */
export const refused = (detail: string, cause?: unknown): Problem =>
  new Problem('backup-refused', detail, cause === undefined ? {} : { cause });
