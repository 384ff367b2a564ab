import { maskArguments } from '../base/mask-arguments.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import { shownArguments } from './shown-arguments.ts';
import type { Drift } from './state/drift.ts';
import { askedOf, type UnikernelView } from './view-unikernel.ts';

/** In what a unikernel is other than it is to be; its arguments as all arguments are shown. */
export function shownDrift(view: UnikernelView, values: SecretValues): Drift[] {
  return view.drift.map((drift) => {
    if (drift.field !== 'arguments') return drift;
    const desired = view.registered?.config?.arguments ?? [];
    return {
      ...drift,
      desired: view.whole ? desired : maskArguments(desired),
      actual: shownArguments(view.info, { values, whole: view.whole, asked: askedOf(view) }),
    };
  });
}
