import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { maskArguments } from '../secrets/mask-arguments.ts';
import { hideIn } from '../secrets/references.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import { type AskedConfig, wasToldAs } from './asked-config.ts';

/** How the arguments of a unikernel are shown. */
export interface ArgumentView {
  /** The secrets of its account, which nobody is shown. */
  readonly values: SecretValues;
  /** Whether all else may be read; if not, what looks secret is masked. */
  readonly whole: boolean;
  /** As it was asked for last, where that is known. */
  readonly asked?: AskedConfig | null;
}

/** The arguments that a unikernel has, with references in the place of secrets. */
export function shownArguments(
  { arguments: running }: Pick<UnikernelInfo, 'arguments'>,
  { values, whole, asked }: ArgumentView,
): readonly string[] {
  const isAsAsked = asked && wasToldAs(asked, running);
  const texts = isAsAsked ? asked.arguments : running?.map((text) => hideIn(text, values));
  return whole ? (texts ?? []) : maskArguments(texts ?? []);
}
