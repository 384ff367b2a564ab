/**
 * How much a decoded value holds that was not in `input`: one for every value and member, one for
 * every character, one for every octet that is no view of `input`.
 */
export function weigh(value: unknown, input: Buffer): number {
  if (typeof value === 'string') return 1 + value.length;
  if (Buffer.isBuffer(value)) return value.buffer === input.buffer ? 1 : 1 + value.length;
  if (typeof value !== 'object' || value === null || value instanceof Date) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + weigh(member, input), 1);
}
