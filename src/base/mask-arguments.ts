import { escaped, piecesOf, referenceTo } from './secret-references.ts';

/** What stands in the place of what is not shown. */
const mask = '•••';

/** Names of what is secret: `--dns-key`, `--admin-password`, `--api-token`. */
const secretName = /key|pass|pwd|token|secret|seed|hmac|credential/i;

/** An option, as `--name=value` or `--name`. */
const option = /^(-{1,2}[^=\s]+)(?:=(.*))?$/s;

/** `scheme://user:password@` */
const userInfo = /(\b[a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@?#]*):[^\s/?#]*@/gi;

/** `name=value` within a value, as in a query. */
const member = /([?&;,\s]|^)([\w.-]+)=([^?&;,\s]+)/g;

/** A run that is long enough for a key. */
const run = /[A-Za-z\d+/_-]{22,}={0,2}/g;
const hexadecimal = /^[\da-f]{32,}$/i;

/**
 * Arguments of a unikernel as those see them who may not read them whole: what is secret by its
 * name, as in `--dns-key=•••`, also where the value is the next argument; what looks like a key,
 * whatever it is called; and passwords in URLs. References to secrets are none, and stay.
 */
export function maskArguments(texts: readonly string[]): string[] {
  return texts.map((text, index) => {
    const before = texts[index - 1];
    return before !== undefined && expectsSecret(before, text) ? maskWhole(text) : maskOne(text);
  });
}

function maskOne(text: string): string {
  const [, name, value] = option.exec(text) ?? [];
  if (name === undefined || value === undefined) return maskWithin(text);
  return `${name}=${secretName.test(name) ? maskWhole(value) : maskWithin(value)}`;
}

/** Whether an argument is the value of the option before it. */
function expectsSecret(before: string, text: string): boolean {
  const [, name, value] = option.exec(before) ?? [];
  if (name === undefined || value !== undefined || !secretName.test(name)) return false;
  return !text.startsWith('--') && !/^-[a-z]$/i.test(text);
}

/** A secret, of which only references stay. */
function maskWhole(value: string): string {
  return throughLiterals(value, () => mask);
}

/** What is secret in a text that need not be. */
function maskWithin(value: string): string {
  return throughLiterals(value, (literal) =>
    literal
      .replace(userInfo, `$1:${mask}@`)
      .replace(member, (whole, lead: string, name: string) =>
        secretName.test(name) ? `${lead}${name}=${mask}` : whole,
      )
      .replace(run, (found) => (looksRandom(found) ? mask : found)),
  );
}

/** Long hexadecimal, or base64 of any alphabet: letters of both cases and digits, or padding. */
function looksRandom(text: string): boolean {
  if (text.endsWith('=') || hexadecimal.test(text)) return true;
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
  return mixed && /[\d+/]/.test(text);
}

function throughLiterals(value: string, change: (literal: string) => string): string {
  const pieces = piecesOf(value);
  const shown = pieces.map((piece) =>
    'text' in piece ? escaped(change(piece.text)) : referenceTo(piece.name),
  );
  return shown.join('');
}
