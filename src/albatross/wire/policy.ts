import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { integer, optional, sequence, sequenceOf, utf8String } from '../der/writer.ts';
import type { Policy } from '../policy.ts';

/** `Policy`. */
export const readPolicy = (reader: DerReader): Policy => reader.sequence(readMembers);

/** `Policy` as a host tells it. */
export const readToldPolicy = (reader: DerReader): Policy => reader.openSequence(readMembers);

const readMembers = (inner: DerReader): Policy => ({
  cpuids: inner.sequenceOf((item) => item.safeInteger()),
  unikernels: inner.integer(),
  memory: largest(inner.integer()),
  block: inner.optional(tags.integer, (present) => largest(present.integer())),
  bridges: inner.sequenceOf((item) => item.utf8String()),
});

/** Others set policies, too: of more MiB than a number holds there is never as much. */
const largest = (value: number | bigint): number =>
  Number(value > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : value);

export function encodePolicy(policy: Policy): Buffer {
  return sequence(
    sequenceOf(policy.cpuids, integer),
    integer(policy.unikernels),
    integer(policy.memory),
    ...optional(policy.block, integer),
    sequenceOf(policy.bridges, utf8String),
  );
}
