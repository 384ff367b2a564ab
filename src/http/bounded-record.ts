import { z } from 'zod';

/**
 * An object with any members, of this form, but no more than `max` of them: it is counted before the
 * members are looked at, each of which costs time.
 */
export function boundedRecord<K extends z.ZodType<string>, V extends z.ZodType>(
  member: { readonly key: K; readonly value: V },
  max: number,
) {
  const record = z.record(member.key, member.value).meta({ maxProperties: max });
  return z.preprocess((input, context) => {
    if (memberCount(input) <= max) return input;
    context.addIssue({ code: 'custom', message: `must have at most ${max} members` });
    return z.NEVER;
  }, record);
}

function memberCount(input: unknown): number {
  return typeof input === 'object' && input !== null ? Object.keys(input).length : 0;
}
