import type { Schema } from '../../api/schema.ts';
import { StateBadge } from '../../components/state-badge.tsx';

type Act = Schema['Deployment']['action'];

const words: Readonly<Record<Act, string>> = {
  create: 'Starting',
  update: 'Updating',
  restart: 'Restarting',
  destroy: 'Ending',
};

/** How a unikernel of the list is: it runs, or something is being done to it. */
export function UnikernelState({ act }: { readonly act: Act | undefined }) {
  if (act) return <StateBadge tone="neutral">{words[act]}</StateBadge>;
  return <StateBadge tone="good">Running</StateBadge>;
}
