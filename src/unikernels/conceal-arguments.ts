import { Problem } from '../base/errors.ts';
import { maskArguments } from '../base/mask-arguments.ts';
import type { FilledConfig } from './fill-arguments.ts';

/** Characters from which on the value of an argument is looked for by itself. */
const minValue = 4;

/**
 * A problem without what is secret in the arguments that its host was told: hosts put them into
 * words, which are answered, recorded and logged.
 */
export function concealArguments(error: unknown, config: FilledConfig | null): unknown {
  if (!(error instanceof Problem) || !config) return error;
  const detail = concealIn(error.detail, config);
  if (detail === error.detail) return error;
  const { code, errors, headers, facts } = error;
  // The cause has the same words.
  return new Problem(code, detail, { errors, headers, facts });
}

function concealIn(words: string, { asked, told }: FilledConfig): string {
  const shown = maskArguments(asked.arguments ?? []);
  const pairs = (told.arguments ?? []).flatMap((text, index): [string, string][] => {
    const instead = shown[index] ?? '';
    return text === instead
      ? []
      : [
          [text, instead],
          [behind(text), behind(instead)],
        ];
  });
  const long = pairs.filter(([text]) => text.length >= minValue);
  return long.reduce(
    (concealed, [text, instead]) => concealed.replaceAll(text, () => instead),
    words,
  );
}

/** The value of an option; all of what is none. */
const behind = (text: string) => text.slice(text.indexOf('=') + 1);
