/** What a registry asks for, as `WWW-Authenticate` says it (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const maxLength = 4096;

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const parameter = new RegExp(`^(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`);
const scheme = new RegExp(`^(${token})(?:\\s+|(?=,)|$)`);

/** The challenges of a header; none where it cannot be read to its end. */
export function parseChallenges(header: string): Challenge[] {
  if (header.length > maxLength) return [];
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = header.trim();
  while (rest !== '') {
    const found = parameter.exec(rest);
    const begins = found ? null : scheme.exec(rest);
    const current = challenges.at(-1);
    if (found && current) {
      const [, name = '', quoted, bare = ''] = found;
      current.parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare);
    } else if (begins) {
      challenges.push({ scheme: `${begins[1]}`.toLowerCase(), parameters: new Map() });
    } else {
      return [];
    }
    rest = rest.slice((found ?? begins)?.[0].length).replace(/^[\s,]+/, '');
  }
  return challenges;
}
