/**
 * The name of a cookie of ours. By HTTPS it is one that browsers take from this very server alone, not
 * from a neighbour in its domain (`__Host-`, RFC 6265bis).
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The values of the cookies of a name in a `Cookie` header, in its order; those that are empty left out. */
export function cookiesNamed(header: string | null, name: string): string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const [before = '', ...value] = pair.split('=');
    const text = value.join('=').trim();
    return before.trim() === name && text !== '' ? [text] : [];
  });
}
