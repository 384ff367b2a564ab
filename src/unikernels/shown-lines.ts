import { hideIn } from '../secrets/references.ts';
import type { SecretReader } from '../secrets/secrets.ts';
import type { UnikernelLocation } from './location.ts';

/** How a line of a console is shown. */
export type ShownLine = (line: string) => string;

/** A line as it was written, or with references in the place of the account's secrets. */
export async function shownLines(
  { secrets }: { readonly secrets: SecretReader },
  { key: { domain } }: UnikernelLocation,
  { masked }: { readonly masked: boolean },
): Promise<ShownLine> {
  if (!masked) return (line) => line;
  const values = await secrets.valuesOf(domain);
  return (line) => hideIn(line, values);
}
