/** An address as it may be shown: its query may be what lets somebody in. */
export function withoutQuery(text: string): string {
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
