import { Problem } from '../base/errors.ts';
import type { VolumeKey } from './volume-locks.ts';

/** An upload that a volume does not hold yet, or holds a part of. */
export interface AwaitedUpload {
  /** Whether this server has it; else another one, which may run or not. */
  readonly here: boolean;
  /** Nothing of it is kept to be sent again: the volume only gets its size back. */
  readonly direct: boolean;
  /** MiB that the volume had before it. */
  readonly volumeSize: number;
}

/** Says that a volume has to wait for an upload, for whom that is, and how it is ended. */
export function volumeAwaits({ volume, host }: VolumeKey, upload: AwaitedUpload): Problem {
  const into = `into the volume ${volume} on ${host}`;
  const what = upload.direct
    ? `A direct upload ${into} was cut off by the end of its server.`
    : `An upload ${into} has not reached the host whole yet.`;
  const rest = upload.direct ? 'gives the volume its size back' : 'sends it again';
  const who = upload.here
    ? `This server ${rest} by itself.`
    : `Another server has it, and ${rest} as soon as that one runs with its data folder.`;
  const detail = `${what} ${who} Upload anew or remove the volume to end that.`;
  return new Problem('volume-busy', detail, { headers: { 'Retry-After': '30' } });
}
