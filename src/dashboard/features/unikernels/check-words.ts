import type { Schema } from '../../api/schema.ts';
import type { Tone } from '../../components/state-badge.tsx';

type Health = Schema['UnikernelHealth'];
export type Check = Health['data'][number]['check'];

/** What a check is about, in a few words. */
export function checkInWords(check: Check): string {
  switch (check.kind) {
    case 'http':
      return check.url;
    case 'tcp':
      return `TCP ${check.host}:${check.port}`;
    case 'dns':
      return `DNS ${check.type} ${check.name}`;
    case 'console':
      return 'Console';
  }
}

/** How a check does, as badges show it. */
export const healthWords: Readonly<
  Record<Health['data'][number]['state'], { readonly word: string; readonly tone: Tone }>
> = {
  passing: { word: 'Passing', tone: 'good' },
  failing: { word: 'Failing', tone: 'bad' },
  unknown: { word: 'Unknown', tone: 'neutral' },
};

/** `99.95 %`; a part that is not all is never shown as all. */
export function formatShare(share: number): string {
  const percent = Math.floor(share * 10_000) / 100;
  return `${percent} %`;
}
