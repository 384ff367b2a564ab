import type { Schema } from '../../api/schema.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { SmallBar } from './small-bar.tsx';

const mebibyte = 1_048_576;
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** What a unikernel uses; null if its host does not answer: the last figures seen no longer hold. */
export const usageNow = ({ state, usage }: Pick<Schema['Unikernel'], 'state' | 'usage'>) =>
  state === 'unknown' ? null : usage;

/** What a unikernel uses of its CPU at present. */
export function CpuCell({ usage }: { readonly usage: Schema['Unikernel']['usage'] }) {
  const share = usage?.cpu ?? null;
  return <SmallBar share={share} text={share === null ? '–' : percent.format(share)} />;
}

/** What is in use of the memory that a unikernel has. */
export function MemoryCell({ memory, usage }: Pick<Schema['Unikernel'], 'memory' | 'usage'>) {
  const used = usage && usage.memoryBytes / mebibyte;
  const all = formatMebibytes(memory);
  if (used === null) return <SmallBar share={null} text={all} />;
  const part = memory < 1024 ? `${Math.round(used)}` : formatMebibytes(Math.round(used));
  return <SmallBar share={used / memory} text={`${part} of ${all}`} />;
}
