import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { maskArguments } from '../base/mask-arguments.ts';
import { namesIn, piecesOf } from '../base/secret-references.ts';
import { hideIn, hideInAsked } from '../secrets/references.ts';
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
  const isAsAsked = asked != null && wasToldAs(asked, running);
  const namesSecrets = isAsAsked && asked.toldDigest !== undefined;
  // Arguments that no unikernel has been given yet are shown as they were requested.
  const hide = isAsAsked ? hideInAsked : hideIn;
  const texts = namesSecrets ? asked.arguments : running?.map((text) => hide(text, values));
  return whole ? (texts ?? []) : maskArguments(texts ?? []);
}

/**
 * The secrets with which a unikernel was started, where one of them has another value or is gone by
 * now, so that a restart would tell it other arguments; else none.
 */
export function changedSecrets(
  { arguments: running }: Pick<UnikernelInfo, 'arguments'>,
  { values, asked }: ArgumentView,
): readonly string[] {
  const names = [...new Set(asked?.arguments?.flatMap(namesIn))];
  if (!asked || names.length === 0 || !wasToldAs(asked, running)) return [];
  const now = asked.arguments?.map((text) => {
    const pieces = piecesOf(text);
    return pieces.map((piece) => ('text' in piece ? piece.text : values.get(piece.name))).join('');
  });
  return now?.every((text, index) => text === running?.[index]) ? [] : names;
}
