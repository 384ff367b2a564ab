/** Labels as people write them, `tier=web`, in the order of their keys. */
export const labelTexts = (labels: Readonly<Record<string, string>>): string[] =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort();

/** What was written as labels; of a key that is there twice the last one counts. */
export function labelsOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [key = '', ...value] = text.split('=');
      return [key.trim(), value.join('=').trim()];
    }),
  );
}

/** Why these are no labels; null: they may be, the server looks at them more closely. */
export function labelsFault(texts: readonly string[]): string | null {
  const wrong = texts.find((text) => !/^\s*[^=\s]+\s*=/.test(text));
  return wrong === undefined ? null : `${wrong} is not a label: write it as key=value`;
}
